"""What leaves: once for each cause, in order for each chat, and never again to whoever left."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Address, Message
from bot.outbox import MOST_TRIES, Outbox, Refused, TryLater, Unreachable
from bot.store import Store
from tests.databases import databases
from tests.fake import Clock, Fake

HER = Address("fake", "w", "u1")
HIM = Address("fake", "w", "u2")


@pytest.fixture(params=databases())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    clock = Clock()
    made = Store(request.param(tmp_path), clock)
    made.create()
    yield made
    made.close()


def deliver(store: Store, platform: Fake) -> None:
    async def all_of_it() -> None:
        outbox = Outbox(store, [platform])
        while await outbox.flush():
            pass

    asyncio.run(all_of_it())


def texts(platform: Fake, to: Address) -> list[str]:
    return [bubble.message.text for bubble in platform.chats.get(to, [])]


def later(store: Store, length: timedelta) -> None:
    assert isinstance(store.clock, Clock)
    store.clock.pass_by(length)


def test_the_same_cause_twice_is_one_message(store: Store) -> None:
    platform = Fake()
    for _ in range(2):
        store.run(lambda work: work.say("cause", HER, Message("hello")))
    deliver(store, platform)
    assert texts(platform, HER) == ["hello"]


def test_messages_of_a_chat_keep_their_order_even_when_the_first_must_wait(store: Store) -> None:
    platform = Fake()
    platform.failing = [TryLater(30)]
    for number in range(3):
        store.run(lambda work, n=number: work.say(f"c{n}", HER, Message(str(n))))  # type: ignore[misc]
    deliver(store, platform)
    assert texts(platform, HER) == []
    store.run(lambda work: work.say("other", HIM, Message("at once")))
    deliver(store, platform)
    assert texts(platform, HIM) == ["at once"]
    later(store, timedelta(seconds=31))
    deliver(store, platform)
    assert texts(platform, HER) == ["0", "1", "2"]


def test_whoever_blocks_the_bot_is_left_alone(store: Store) -> None:
    platform = Fake()
    store.run(lambda work: work.person_at(HER))
    platform.failing = [Unreachable()]
    for number in range(3):
        store.run(lambda work, n=number: work.say(f"c{n}", HER, Message(str(n))))  # type: ignore[misc]
    deliver(store, platform)
    later(store, timedelta(days=1))
    deliver(store, platform)
    assert texts(platform, HER) == []


def test_a_message_that_will_never_be_taken_does_not_hold_up_the_next(store: Store) -> None:
    platform = Fake()
    platform.failing = [Refused("too long")]
    store.run(lambda work: work.say("a", HER, Message("bad")))
    store.run(lambda work: work.say("b", HER, Message("good")))
    deliver(store, platform)
    assert texts(platform, HER) == ["good"]


def test_a_platform_that_never_answers_is_given_up_in_the_end(store: Store) -> None:
    platform = Fake()
    platform.failing = [TryLater(1) for _ in range(MOST_TRIES)]
    store.run(lambda work: work.say("a", HER, Message("first")))
    store.run(lambda work: work.say("b", HER, Message("second")))
    for _ in range(MOST_TRIES + 1):
        deliver(store, platform)
        later(store, timedelta(seconds=2))
    assert texts(platform, HER) == ["second"]


def test_a_newer_bubble_takes_the_place_of_one_that_has_not_left(store: Store) -> None:
    platform = Fake()
    for number in range(3):
        store.run(lambda work, n=number: work.say(f"c{n}", HER, Message(str(n), bubble="b")))  # type: ignore[misc]
    deliver(store, platform)
    assert texts(platform, HER) == ["2"]


def test_a_bubble_is_edited_in_place_unless_said_anew(store: Store) -> None:
    platform = Fake()
    for number, anew in enumerate((False, False, True)):
        message = Message(str(number), bubble="b", anew=anew)
        store.run(lambda work, n=number, m=message: work.say(f"c{n}", HER, m))  # type: ignore[misc]
        deliver(store, platform)
    assert texts(platform, HER) == ["1", "2"]


def test_a_unit_that_fails_is_undone_alone(store: Store) -> None:
    def fails(work: object) -> None:
        raise KeyError("mine")

    done = [store.submit(lambda work, n=n: work.say(f"c{n}", HER, Message(str(n)))) for n in range(20)]  # type: ignore[misc]
    broken = store.submit(fails)
    done += [store.submit(lambda work, n=n: work.say(f"c{n}", HER, Message(str(n)))) for n in range(20, 40)]  # type: ignore[misc]
    with pytest.raises(KeyError):
        broken.result()
    for future in done:
        future.result()
    platform = Fake()
    deliver(store, platform)
    assert sorted(map(int, texts(platform, HER))) == list(range(40))


def test_a_caller_that_gave_up_does_not_stop_the_writer(store: Store) -> None:
    given_up = [store.submit(lambda work: work.is_new("x")) for _ in range(50)]
    for future in given_up:
        future.cancel()
    assert store.run(lambda work: work.is_new("y"))


def test_whoever_blocks_the_bot_is_known_by_account_where_the_chat_is_called_otherwise(store: Store) -> None:
    platform = Fake()
    platform.failing = [Unreachable()]
    store.run(lambda work: work.person_at(HER))
    chat = Address("fake", "w", "D77")
    store.run(lambda work: work.say("a", chat, Message("hello"), HER.id))
    deliver(store, platform)
    noted = "SELECT unreachable FROM address"
    assert store.read(lambda work: work.connection.exec_driver_sql(noted).scalar())
    store.run(lambda work: work.reachable(HER))
    assert not store.read(lambda work: work.connection.exec_driver_sql(noted).scalar())


def test_many_at_once_make_an_event_only_once(store: Store) -> None:
    outcomes = [store.submit(lambda work: work.is_new("event")) for _ in range(60)]
    assert sum(outcome.result() for outcome in outcomes) == 1


def test_what_is_over_is_dropped(store: Store) -> None:
    store.run(lambda work: work.is_new("event"))
    later(store, timedelta(days=4))
    store.run(lambda work: work.forget_old(timedelta(days=3), timedelta(days=60)))
    assert store.run(lambda work: work.is_new("event"))
