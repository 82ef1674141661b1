"""What leaves: once for each cause, in order for each chat, and never again to whoever left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import tables
from bot.delivery import journal, ledger
from bot.delivery.lanes import MOST_TRIES
from bot.delivery.ledger import Posting, say
from bot.messages import Address, Event, Message
from bot.platform import NeverConnected, Refused, TryLater, Unreachable, Unsure
from bot.store import Store
from bot.work import Work
from tests import fake
from tests.databases import databases, sqlite
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
    asyncio.run(fake.deliver(store, platform))


def leave(store: Store, key: str, text: str, to: Address = HER, posting: Posting | None = None) -> None:
    store.run(lambda work: say(work, key, to, Message(text), posting=posting))


def made(work: Work, name: str) -> bool:
    """Whether an event of this name is new."""
    return bool(journal.done_at_once(work, [Event(name, HER, HER)]))


def texts(platform: Fake, to: Address) -> list[str]:
    return [bubble.message.text for bubble in platform.chats.get(to, [])]


def later(store: Store, length: timedelta) -> None:
    assert isinstance(store.clock, Clock)
    store.clock.pass_by(length)


def test_the_same_cause_twice_is_one_message(store: Store) -> None:
    platform = Fake()
    for _ in range(2):
        leave(store, "cause", "hello")
    deliver(store, platform)
    assert texts(platform, HER) == ["hello"]


def test_messages_of_a_chat_keep_their_order_even_when_the_first_must_wait(store: Store) -> None:
    platform = Fake()
    platform.failing = [TryLater(30)]
    for number in range(3):
        leave(store, f"c{number}", str(number))
    deliver(store, platform)
    assert texts(platform, HER) == []
    leave(store, "other", "at once", HIM)
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
        leave(store, f"c{number}", str(number))
    deliver(store, platform)
    later(store, timedelta(days=1))
    deliver(store, platform)
    assert texts(platform, HER) == []


def test_a_message_that_will_never_be_taken_does_not_hold_up_the_next(store: Store) -> None:
    platform = Fake()
    platform.failing = [Refused("too long")]
    leave(store, "a", "bad")
    leave(store, "b", "good")
    deliver(store, platform)
    assert texts(platform, HER) == ["good"]


def test_a_platform_that_is_never_reached_is_waited_for_until_it_is_too_late(store: Store) -> None:
    platform = Fake()
    platform.failing = [NeverConnected()]
    leave(store, "a", "first")
    deliver(store, platform)
    later(store, timedelta(days=1))
    leave(store, "b", "second")
    deliver(store, platform)
    assert texts(platform, HER) == ["second"]


def test_what_may_have_arrived_is_not_tried_for_ever(store: Store) -> None:
    platform = Fake()
    platform.failing = [Unsure() for _ in range(MOST_TRIES)]
    leave(store, "a", "first")
    leave(store, "b", "second")
    for _ in range(MOST_TRIES + 1):
        deliver(store, platform)
        later(store, timedelta(minutes=10))
    assert texts(platform, HER) == ["second"]


def test_what_surely_did_not_arrive_so_far_is_not_given_up_when_one_answer_is_lost(store: Store) -> None:
    """A platform that was in trouble for an hour answers at last, and not clearly the first time."""
    platform = Fake()
    platform.failing = [*(TryLater(0.0) for _ in range(MOST_TRIES)), Unsure()]
    leave(store, "a", "first")
    leave(store, "b", "second")
    for _ in range(MOST_TRIES + 2):
        deliver(store, platform)
        later(store, timedelta(minutes=10))
    assert texts(platform, HER) == ["first", "second"]


@pytest.mark.parametrize(("policy", "seen"), [("resend", ["hello"]), ("ask", [])])
def test_a_message_without_an_answer_is_sent_again_only_where_a_second_copy_is_harmless(
    store: Store, policy: ledger.Policy, seen: list[str]
) -> None:
    platform = Fake()
    platform.failing = [Unsure()]
    leave(store, "a", "hello", posting=Posting(policy=policy, cause="news"))
    deliver(store, platform)
    later(store, timedelta(minutes=1))
    deliver(store, platform)
    assert texts(platform, HER) == seen
    unsure = store.read(lambda work: ledger.counts(work, "news")).get("unsure", 0)
    assert unsure == (policy == "ask")


@pytest.mark.parametrize("policy", ["resend", "ask"])
def test_a_platform_that_cannot_tell_just_now_is_asked_again_before_anything_is_sent(
    store: Store, policy: ledger.Policy
) -> None:
    class Telling(Fake):
        def __init__(self) -> None:
            super().__init__()
            self.answers = ["m1", "", ""]

        async def find(self, to: Address, key: str) -> str | None:
            answer = self.answers.pop()
            if not answer:
                raise OSError("no history")
            return answer

    platform = Telling()
    platform.failing = [Unsure()]
    leave(store, "a", "hello", posting=Posting(policy=policy))
    for _ in range(3):
        deliver(store, platform)
        later(store, timedelta(minutes=10))
    assert (texts(platform, HER), platform.answers) == ([], [])
    assert store.read(ledger.counts) == {"sent": 1}


@pytest.mark.parametrize(("policy", "state"), [("resend", "failed"), ("ask", "unsure")])
def test_a_platform_that_never_tells_though_it_could_leaves_nothing_stuck(
    store: Store, policy: ledger.Policy, state: str
) -> None:
    class Broken(Fake):
        async def find(self, to: Address, key: str) -> str | None:
            raise OSError("no history")

    platform = Broken()
    platform.failing = [Unsure()]
    leave(store, "a", "hello", posting=Posting(policy=policy))
    leave(store, "b", "next")
    for _ in range(MOST_TRIES + 1):
        deliver(store, platform)
        later(store, timedelta(minutes=10))
    assert texts(platform, HER) == ["next"]
    assert store.read(ledger.counts) == {state: 1, "sent": 1}


@pytest.mark.parametrize("again", [True, False])
def test_the_author_decides_about_what_is_unsure(store: Store, again: bool) -> None:
    platform = Fake()
    platform.failing = [Unsure()]
    leave(store, "a", "hello", posting=Posting(policy="ask", cause="news"))
    deliver(store, platform)
    assert store.run(lambda work: ledger.decide(work, "news", again)) == 1
    deliver(store, platform)
    assert texts(platform, HER) == (["hello"] if again else [])
    assert store.read(lambda work: ledger.counts(work, "news")) == {"sent": 1}


@pytest.mark.parametrize("policy", ["resend", "ask"])
def test_what_was_on_its_way_when_the_sender_died_is_found_by_the_next(store: Store, policy: ledger.Policy) -> None:
    leave(store, "a", "hello", posting=Posting(policy=policy))
    lease = timedelta(seconds=5)
    assert store.run(lambda work: ledger.hold_lane(work, "fake|w", "one", lease, True)) == 1
    (due,) = store.read(lambda work: ledger.ready(work, "fake|w", 9))
    assert store.run(lambda work: ledger.intend(work, [due.id], "one")) == {due.id: ledger.Leave(1)}
    assert store.run(lambda work: ledger.hold_lane(work, "fake|w", "two", lease)) == 0
    assert store.run(lambda work: ledger.intend(work, [due.id], "two")) == {due.id: ledger.Leave(0)}
    _let_the_lease_run_out(store)
    assert store.run(lambda work: ledger.hold_lane(work, "fake|w", "two", lease)) == 2
    late = ledger.Mark(replace(due, epoch=1), "sent")
    store.run(lambda work: ledger.mark(work, [late]))
    assert store.read(ledger.counts) == {"queued": 1}
    assert [due.doubt for due in store.read(lambda work: ledger.ready(work, "fake|w", 9))] == [ledger.STOPPED]


def _let_the_lease_run_out(store: Store) -> None:
    past = Clock().now - timedelta(days=3000)
    store.run(lambda work: work.connection.execute(sa.update(tables.lane).values(until=past)))


def test_an_owner_whose_lease_ran_out_lets_nothing_leave_until_it_is_renewed(store: Store) -> None:
    leave(store, "a", "hello")
    lease = timedelta(seconds=5)
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "one", lease, True))
    (due,) = store.read(lambda work: ledger.ready(work, "fake|w", 9))
    _let_the_lease_run_out(store)
    assert store.run(lambda work: ledger.intend(work, [due.id], "one")) == {due.id: ledger.Leave(0)}
    assert store.run(lambda work: ledger.hold_lane(work, "fake|w", "one", lease)) == 1
    assert store.run(lambda work: ledger.intend(work, [due.id], "one")) == {due.id: ledger.Leave(1)}


def test_what_was_seen_first_still_waits_for_an_earlier_one_that_is_due_by_now(store: Store) -> None:
    soon = store.clock() + timedelta(seconds=10)
    leave(store, "a", "earlier", posting=Posting(due=soon))
    leave(store, "b", "later")
    store.run(lambda work: ledger.hold_lane(work, "fake|w", "one", timedelta(minutes=5), True))
    (due,) = store.read(lambda work: ledger.ready(work, "fake|w", 9))
    later(store, timedelta(seconds=11))
    assert store.run(lambda work: ledger.intend(work, [due.id], "one")) == {}
    (first,) = store.read(lambda work: ledger.ready(work, "fake|w", 9))
    assert first.message.text == "earlier"


def test_nothing_is_done_while_an_earlier_one_of_its_chat_waits(store: Store) -> None:
    """Two replicas that took them in at the same moment may have kept the later one first."""
    events = [Event(f"e{number}", HER, HER, text="words") for number in range(2)]
    assert len(store.run(lambda work: journal.journal(work, events))) == 2
    ids = store.read(lambda work: list(work.connection.execute(sa.select(tables.inbox.c.id)).scalars()))
    first, second = (journal.Entry(which, one, 0) for which, one in zip(sorted(ids), events, strict=True))
    assert store.run(lambda work: journal.finish(work, [second])) == set()
    assert store.run(lambda work: journal.finish(work, [first])) == {first.id}
    assert store.run(lambda work: journal.finish(work, [second])) == {second.id}


def test_a_reply_goes_before_bulk(store: Store) -> None:
    platform = Fake()
    for number in range(3):
        leave(store, f"b{number}", f"bulk {number}", posting=Posting(priority=ledger.BULK))
    leave(store, "r", "reply")
    deliver(store, platform)
    assert texts(platform, HER) == ["reply", "bulk 0", "bulk 1", "bulk 2"]


def test_what_is_too_late_is_not_sent(store: Store) -> None:
    platform = Fake()
    soon = store.clock() + timedelta(hours=1)
    leave(store, "a", "the workshop begins", posting=Posting(expires=soon))
    later(store, timedelta(hours=2))
    store.run(ledger.expire)
    deliver(store, platform)
    assert texts(platform, HER) == []
    assert store.read(ledger.counts) == {"expired": 1}


def test_a_newer_bubble_takes_the_place_of_one_that_has_not_left(store: Store) -> None:
    platform = Fake()
    for number in range(3):
        store.run(lambda work, n=number: say(work, f"c{n}", HER, Message(str(n), bubble="b")))  # type: ignore[misc]
    deliver(store, platform)
    assert texts(platform, HER) == ["2"]


def test_a_bubble_is_edited_in_place_unless_said_anew(store: Store) -> None:
    platform = Fake()
    for number, anew in enumerate((False, False, True)):
        message = Message(str(number), bubble="b", anew=anew)
        store.run(lambda work, n=number, m=message: say(work, f"c{n}", HER, m))  # type: ignore[misc]
        deliver(store, platform)
    assert texts(platform, HER) == ["1", "2"]


def test_a_unit_that_fails_is_undone_alone(store: Store) -> None:
    def fails(work: object) -> None:
        raise KeyError("mine")

    done = [store.submit(lambda work, n=n: say(work, f"c{n}", HER, Message(str(n)))) for n in range(20)]  # type: ignore[misc]
    broken = store.submit(fails)
    done += [store.submit(lambda work, n=n: say(work, f"c{n}", HER, Message(str(n)))) for n in range(20, 40)]  # type: ignore[misc]
    with pytest.raises(KeyError):
        broken.result()
    for future in done:
        future.result()
    platform = Fake()
    deliver(store, platform)
    assert sorted(map(int, texts(platform, HER))) == list(range(40))


def test_a_caller_that_gave_up_does_not_stop_the_writer(store: Store) -> None:
    given_up = [store.submit(lambda work: made(work, "x")) for _ in range(50)]
    for future in given_up:
        future.cancel()
    assert store.run(lambda work: made(work, "y"))


def test_a_piece_of_an_announcement_lets_those_who_answer_go_first(tmp_path: Path) -> None:
    with closing(Store(sqlite(tmp_path), Clock())) as store:
        store.create()
        begun, go_on, order = threading.Event(), threading.Event(), list[str]()

        def busy(_work: Work) -> None:
            begun.set()
            go_on.wait(10)

        first = store.submit(busy)
        assert begun.wait(10)
        piece = store.submit(lambda _work: order.append("piece"), behind=True)
        answers = [store.submit(lambda _work: order.append("answer")) for _ in range(3)]
        go_on.set()
        for done in (first, piece, *answers):
            done.result(10)
        assert order == ["answer"] * 3 + ["piece"]
        last = store.submit(lambda _work: order.append("last"), behind=True)
    assert (last.result(0), order[-1]) == (None, "last"), "closing waits for it"


def test_whoever_blocks_the_bot_is_known_by_account_where_the_chat_is_called_otherwise(store: Store) -> None:
    platform = Fake()
    platform.failing = [Unreachable()]
    store.run(lambda work: work.person_at(HER))
    chat = Address("fake", "w", "D77")
    store.run(lambda work: say(work, "a", chat, Message("hello"), HER.id))
    deliver(store, platform)
    noted = "SELECT unreachable FROM address"
    assert store.read(lambda work: work.connection.exec_driver_sql(noted).scalar())
    store.run(lambda work: work.reachable([HER]))
    assert not store.read(lambda work: work.connection.exec_driver_sql(noted).scalar())


def test_many_at_once_make_an_event_only_once(store: Store) -> None:
    outcomes = [store.submit(lambda work: made(work, "event")) for _ in range(60)]
    assert sum(outcome.result() for outcome in outcomes) == 1


def test_what_is_over_is_dropped(store: Store) -> None:
    store.run(lambda work: made(work, "event"))
    later(store, timedelta(days=4))
    store.run(lambda work: work.forget_old(timedelta(days=3), timedelta(days=60), timedelta(days=30)))
    assert store.run(lambda work: made(work, "event"))
