"""What many people at once are to it: messages sent, questions answered, announcements left, processes killed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.bench.answering import Plan
from bot.bench.apart import apart
from bot.bench.databases import NO_SERVER, Fresh, databases
from bot.bench.figures import Figure
from bot.bench.sending import sending
from bot.bench.stopping import stopping

ANSWERING = "bot.bench.answering"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each; `rate` and `beside` are answers a second, in an open loop and while an announcement is left."""

    messages: int = 20_000
    most: int = 100_000
    answers: int = 20_000
    rate: int = 1_000
    beside: int = 200
    members: tuple[int, ...] = (1_000, 10_000, 100_000)
    kills: int = 5
    kinds: tuple[str, ...] = ("sqlite", "postgresql")


QUICK = Sizes(messages=200, most=400, answers=60, rate=100, beside=20, members=(150,), kills=1, kinds=("sqlite",))


def loads(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """On each database that can be had; `folder` is on the disk that counts."""
    folder.mkdir(parents=True, exist_ok=True)
    with databases(folder) as known:
        for name in sizes.kinds:
            if name in known:
                yield from _load(name, known[name], sizes, folder)
            else:
                sys.stdout.write(NO_SERVER)


def _load(name: str, fresh: Fresh, sizes: Sizes, folder: Path) -> Iterator[Figure]:
    shared = name == "postgresql"
    yield sending(name, fresh(), sizes.messages)
    if shared:
        yield sending(f"{name}_2", fresh(), sizes.messages, processes=2)
    yield sending(f"{name}_{sizes.most}", fresh(), sizes.most)
    yield from apart(ANSWERING, Plan(name, fresh(), sizes.answers))
    yield from apart(ANSWERING, Plan(name, fresh(), sizes.answers // 2, sizes.rate))
    for members in sizes.members:
        yield from apart(ANSWERING, Plan(name, fresh(), sizes.answers, sizes.beside, members))
    yield stopping(f"first_send_s_after_kill_{name}", fresh(), folder, sizes.kills)
    if shared:
        yield stopping("first_send_s_after_take_over", fresh(), folder, max(1, sizes.kills // 2), replicas=2)
