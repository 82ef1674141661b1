"""Directories larger than any that exists, made by recombining the curated entries, always in the same way.

Every service is one of the curated ones with its texts cut and joined to another's, and with words of its own: real
directories bring ever more names of places and schemes, so the words in use grow with the square root of the size.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.service import Service
from knowledge.words import words

SEED = 50_000
COINED_EACH = 60  # new words in use after n services: this times the square root of n


def enlarged(curated: Sequence[Service], size: int, locality: str = "") -> list[Service]:
    """The curated services and as many made ones as are missing, spread over the same places or all in one."""
    chance = random.Random(SEED)
    parts = sorted({word for service in curated for word in words(service.name) if len(word) > 5 and word.isalpha()})
    return [*curated[:size], *(_made(at, curated, parts, locality, chance) for at in range(size - len(curated)))]


def _made(at: int, curated: Sequence[Service], parts: Sequence[str], locality: str, chance: random.Random) -> Service:
    base, other = chance.choice(curated), chance.choice(curated)
    coined = list(_coined(at, parts, chance))
    place = locality or base.locality
    needs = tuple(_joined(need, chance.choice(other.needs or (base.description,)), chance) for need in base.needs)
    return replace(
        base,
        id=f"{place}/made-{at}",
        locality=place,
        name=f"{coined[0].title()} {_joined(base.name, other.name, chance)}",
        alternate_names=tuple(f"{coined[0]} {name}" for name in base.alternate_names),
        description=f"{_joined(base.description, other.description, chance)} {' '.join(coined)}",
        needs=needs,
        step_down=(),
        step_up=(),
        successor="",
    )


def _coined(at: int, parts: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Three words from as many as are in use by now: the front of one word and the back of another."""
    in_use = int(COINED_EACH * (at + 1) ** 0.5)
    for _ in range(3):
        made = random.Random(chance.randrange(in_use))
        yield made.choice(parts)[:4] + made.choice(parts)[-made.randrange(3, 6) :]


def _joined(one: str, other: str, chance: random.Random) -> str:
    """The beginning of one text and the end of another."""
    front, back = one.split(), other.split()
    cut = chance.random()
    return " ".join((*front[: max(1, round(len(front) * cut))], *back[round(len(back) * cut) :]))
