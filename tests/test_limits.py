"""Too much, too long, forged: refused with one clear line, logged without content, and nothing changed."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import logs
from bot.app import TOO_MUCH, App
from bot.handlers import LONGEST, TOO_LONG
from bot.limits import CHANNEL, GUEST, PRESSES, WORDS, Allowance, Limits, Verdict
from bot.messages import Address, Event, Message
from bot.privacy.holdings import HOLDINGS
from bot.privacy.rights import known_by
from bot.store import Store
from bot.tables import inbox, metadata
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, members, within
from tests.fake import Clock, Fake, World, deliver

HER = Address("fake", "w", "u1")


def event(number: int, text: str = "hello", pressed: str = "", who: Address = HER) -> Event:
    return Event(f"x{number}", who, who, "" if pressed else text, pressed)


# ---- counting


@pytest.mark.parametrize(
    ("allowance", "known", "pressed"), [(WORDS, True, ""), (GUEST, False, ""), (PRESSES, True, "s2:abc")]
)
def test_so_many_in_a_minute_and_in_an_hour_and_then_one_line(allowance: Allowance, known: bool, pressed: str) -> None:
    clock = Clock()
    limits, numbers = Limits(clock), iter(range(10**6))
    burst = [limits.take(event(next(numbers), pressed=pressed), known) for _ in range(allowance.a_minute + 3)]
    assert burst == [Verdict.ALLOWED] * allowance.a_minute + [Verdict.TELL] + [Verdict.SILENT] * 2
    clock.pass_by(timedelta(seconds=60 / allowance.a_minute))
    assert limits.take(event(next(numbers), pressed=pressed), known) is Verdict.ALLOWED
    assert limits.take(event(next(numbers), pressed=pressed), known) is Verdict.TELL
    clock.pass_by(timedelta(hours=1))
    allowed = 0
    for _ in range(3600):
        clock.pass_by(timedelta(seconds=1))
        allowed += limits.take(event(next(numbers), pressed=pressed), known) is Verdict.ALLOWED
    assert allowance.an_hour <= allowed <= 2 * allowance.an_hour


def test_one_persons_flood_takes_nothing_from_another() -> None:
    limits = Limits(Clock())
    for number in range(100):
        limits.take(event(number), known=True)
    assert limits.take(event(1, who=Address("fake", "w", "u2")), known=True) is Verdict.ALLOWED


def test_a_channel_has_a_limit_of_its_own_whoever_speaks() -> None:
    limits = Limits(Clock())
    verdicts = []
    for number in range(CHANNEL.a_minute + 5):
        who = Address("fake", "w", f"u{number}")
        said = replace(event(number, who=who), chat=Address("fake", "w", "c", who.id))
        verdicts.append(limits.take(said, known=True))
    assert verdicts.count(Verdict.ALLOWED) == CHANNEL.a_minute
    assert verdicts.count(Verdict.TELL) == 1


def test_the_same_event_thought_about_again_counts_once() -> None:
    limits = Limits(Clock())
    assert {limits.take(event(1), known=False) for _ in range(50)} == {Verdict.ALLOWED}


def test_a_clock_that_is_set_back_gives_nothing_and_takes_nothing() -> None:
    clock = Clock()
    limits = Limits(clock)
    for number in range(GUEST.a_minute):
        limits.take(event(number), known=False)
    clock.pass_by(timedelta(hours=-1))
    assert limits.take(event(99), known=False) is Verdict.TELL


# ---- in conversation


@contextmanager
def running(library: Library, folder: Path) -> Iterator[tuple[App, Store, Fake]]:
    """The bot, with limits, on one database."""
    clock = Clock()
    store, platform = Store(f"sqlite:///{folder / 'signpost.db'}", clock), Fake()
    store.create()
    yield App(store, library, platforms=[platform], limits=Limits(clock)), store, platform
    store.close()


async def heard(app: App, store: Store, platform: Fake, events: Sequence[Event]) -> list[Message]:
    for one in events:
        await app.hear(one)
        await app.settle()
    await deliver(store, platform)
    return [bubble.message for bubble in platform.chats.get(HER, [])]


def test_whoever_floods_is_told_once_and_danger_and_being_forgotten_always_pass(
    library: Library, tmp_path: Path
) -> None:
    log = io.StringIO()
    with redirect_stderr(log), running(library, tmp_path) as (app, store, platform):
        logs.set_up()
        said = asyncio.run(heard(app, store, platform, [event(n, "glossary senco quixotically") for n in range(30)]))
        assert said.count(TOO_MUCH) == 1
        assert len(said) == GUEST.a_minute + 1
        later = [event(50, "a boy in year 9 says he will kill himself"), event(51, "forget me"), event(52, "help")]
        said = asyncio.run(heard(app, store, platform, later))[GUEST.a_minute + 1 :]
        assert any("999" in message.plain for message in said)
        assert any("I hold nothing" in message.text or "forget" in message.title for message in said)
        assert not any("refer to" in message.title for message in said)
        states = sa.select(inbox.c.state).distinct()
        assert store.read(lambda work: list(work.connection.execute(states).scalars())) == ["done"]
    assert "over the limit" in log.getvalue()
    assert "quixotically" not in log.getvalue()


@pytest.mark.parametrize("words", ["x" * 100_000, "who helps with speech " * 5_000, "ab\n" * 33_334])
def test_a_message_of_a_hundred_thousand_characters_gets_one_line_and_is_nowhere(world: World, words: str) -> None:
    one = world.person()
    one.settles("East Sussex", "Teacher")
    assert one.says(words[:100_000]) == TOO_LONG
    assert one.says("q" * (LONGEST + 1)) == TOO_LONG
    store = Store(world.url, world.clock)
    store.checkpoint()
    store.close()
    assert words[:100].encode() not in world.files


def test_a_long_message_about_danger_is_answered_all_the_same(world: World) -> None:
    one = world.person()
    one.settles("East Sussex", "Teacher")
    said = one.says("a boy in year 9 says he will kill himself tonight. " + "and he is sad " * 8_000)
    assert "999" in said.plain


# ---- forged buttons


RESTS = (
    *("ok:k", "close:1", "again:1", "o:1:0", "c:oldham", "u:oldham", "yes", "no", "log:oldham:0", "1", "go", "-1", "²"),
    *("s:oldham", "p:oldham:1", "l:oldham", "x:1", "rv:1", "d:1", "stop", "show", "w:1", "list:oldham", "1e9"),
    *("g:oldham:somwt4m5:1", "e:oldham:somwt4m5:0", "n:oldham", "F:oldham", "m:oldham:1", "r:oldham", "f-:oldham:1"),
    *("yes:1:ABCDEFGH", "me:oldham", "t:oldham:1", "k:oldham:1:9", "q:w1:q1:3"),
)
TOKENS = st.one_of(
    st.builds(
        lambda verb, number, rest: f"{verb}{number}:{rest}",
        st.sampled_from("abcdefghijklmnopqrstuvwxyzCLPS"),
        st.sampled_from(["", "1", "2", "99", "-1", "²"]),
        st.one_of(
            st.sampled_from(RESTS),
            st.text(alphabet="abcdeghos:0129-²é", max_size=12),
        ),
    ),
    st.text(max_size=20),
).filter(lambda token: len(token.encode()) <= 64)


@pytest.fixture(scope="module")
def peopled(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], World]:
    """A collaborative of which somebody is an anchor and others are members, with an announcement that asks."""
    world = World(library, f"sqlite:///{tmp_path_factory.mktemp('forged') / 'signpost.db'}")
    members(world, 3)
    anchor = an_anchor(world)
    anchor.says("announce")
    anchor.says("We meet on Friday.\n? Will you come? | Yes | No")
    anchor.presses("Confirm")
    goes_out(world, 3)
    return lambda: world


@given(tokens=st.lists(TOKENS, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_a_forged_button_changes_nothing_of_anybody_elses_and_breaks_nothing(
    peopled: Callable[[], World], tokens: list[str]
) -> None:
    world = peopled()
    member, stranger = world.person("oldham0").address, Address("fake", "w", "stranger")

    def press(work: Work) -> dict[str, list[Any]]:
        return _others(work, member)

    before = within(world, press)
    store = Store(world.url, world.clock)
    try:
        app = App(store, world.library)
        for who in (member, stranger):
            presses = [Event(f"f{world.events()}", who, who, pressed=token, message="m1") for token in tokens]
            asyncio.run(_all(app, presses))
        faults = sa.select(inbox.c.fault).where(inbox.c.fault != "")
        aside = store.read(lambda work: list(work.connection.execute(faults)))
    finally:
        store.close()
    assert aside == []
    assert within(world, press) == before


async def _all(app: App, events: Sequence[Event]) -> None:
    for one in events:
        await app.hear(one)
    await app.settle()


def _others(work: Work, her: Address) -> dict[str, list[Any]]:
    """All rows that are neither hers nor a stranger's, without what every event leaves."""
    found: dict[str, list[Any]] = {}
    mine = known_by(work, work.known(her, her).id)
    strangers = work.known(replace(her, id="stranger"), replace(her, id="stranger")).id
    for table in metadata.sorted_tables:
        if table.name in ("inbox", "outbox", "bubble", "lane", "gap", "fault", "audit", "attempt"):
            continue
        ties = [one.hers(mine) for one in HOLDINGS if one.table is table]
        ties += [one.hers(known_by(work, strangers)) for one in HOLDINGS if one.table is table] if strangers else []
        query = sa.select(table).where(~sa.or_(sa.false(), *ties)).order_by(*table.primary_key.columns)
        found[table.name] = list(work.connection.execute(query))
    return found
