"""One person with several accounts: linking and unlinking in whole conversations, each turn a restart."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import archive
from bot.flows import link
from bot.flows.link import Begin, Decide, Give
from bot.membership import linking
from bot.membership import members as membership
from bot.messages import Address, Event, Message
from bot.platform import Unreachable
from bot.platforms.slack_events import event_of
from bot.platforms.telegram_update import Reader
from bot.privacy import rights
from bot.store import Store
from bot.tables import address, audit, inbox, member, outbox, person, preference
from bot.tables import link as links
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, join, members, within
from tests.databases import databases
from tests.fake import START, Clock, Person, World, buttons


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    """On one database, where storage does not matter."""
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def elsewhere(world: World, account: str = "telegram-4242") -> Person:
    """An account on another platform, as far as lanes and addresses go."""
    return Person(world, Address("fake", "v", account))


def code_of(message: Message) -> str:
    return re.sub("^link ", "", dict(message.facts)["Type there"])


def linked(first: Person, second: Person) -> None:
    second.says(f"link {code_of(first.says('link'))}")
    first.presses("Yes")


def whose(world: World, *people: Person) -> list[int]:
    def look(work: Work) -> list[int]:
        return [work.known(one.address, one.address).id for one in people]

    return within(world, look)


def count(world: World, table: sa.Table) -> int:
    query = sa.select(sa.func.count()).select_from(table)
    return within(world, lambda work: int(work.connection.execute(query).scalar_one()))


def test_a_code_said_on_one_account_typed_on_the_other_and_confirmed_makes_them_one_person(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    told = teacher.says("link")
    assert told.title == "Link another account"
    asked = other.says(f"link {code_of(told)}")
    assert "account ending …ham0" in asked.text
    question = teacher.last()
    assert "account ending …4242" in question.text
    assert count(world, member) == 1
    assert teacher.presses("Yes").title == "Linked"
    assert other.last().title == "Linked"
    assert whose(world, teacher)[0] == whose(world, other)[0]
    assert (count(world, person), count(world, address), count(world, links)) == (1, 2, 0)
    noted = within(world, lambda work: work.connection.execute(sa.select(audit.c.action)).scalars().all())
    assert noted == ["linked an account"]
    assert "linked already" in other.says(f"link {code_of(teacher.says('link'))}").text


def test_whoever_said_the_code_may_say_no_and_both_are_told(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    other.says(f"link {code_of(teacher.says('link'))}")
    assert "Not linked" in teacher.presses("No").text
    assert "the answer was no" in other.last().text
    assert (whose(world, other), count(world, links), count(world, person)) == ([0], 0, 1)


def test_whoever_typed_somebody_elses_code_can_stop_it(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    other.says(f"link {code_of(teacher.says('link'))}")
    question = teacher.bubbles()[-1]
    assert "Stopped" in other.presses("Stop").text
    assert "it was stopped" in teacher.last().text
    assert "over" in teacher.presses("Yes", replace(question, message=_question())).text
    assert whose(world, other) == [0]


def _question() -> Message:
    return link.is_it_you(link.Account(Address("fake", "v", "telegram-4242")), 1)


def test_an_anchor_is_asked_whose_code_that_is_before_anything_else(world: World) -> None:
    anchor, stranger = an_anchor(world), elsewhere(world)
    code = code_of(stranger.says("link"))
    warned = anchor.says(f"link {code}")
    assert warned.title == "Is that account yours?"
    assert "account ending …4242" in warned.text
    assert stranger.last().title == "Link another account"
    assert "I don't know that code" in elsewhere(world, "a-third").says(f"link {code}").text
    anchor.presses("Yes, it's mine")
    assert stranger.last().title == "Is that you?"
    stranger.presses("Yes")
    assert whose(world, anchor) == whose(world, stranger)
    assert within(world, lambda work: membership.where(work, whose_is(work, stranger), _announce())) == ["oldham"]


def whose_is(work: Work, one: Person) -> int:
    return work.known(one.address, one.address).id


def _announce() -> Any:
    from bot.flows.permission import Action

    return Action.ANNOUNCE


def test_nobody_but_whoever_said_the_code_can_confirm(world: World) -> None:
    (teacher,) = members(world, 1)
    other, thief = elsewhere(world), elsewhere(world, "thief")
    other.says(f"link {code_of(teacher.says('link'))}")
    question = teacher.bubbles()[-1]
    stop = other.bubbles()[-1]
    assert "over" in thief.presses("Stop", stop).text
    for one in (other, thief):
        assert "over" in one.presses("Yes", question).text
    assert whose(world, other, thief) == [0, 0]


def test_a_code_works_once_for_a_quarter_of_an_hour_and_a_new_one_ends_the_old(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    old = code_of(teacher.says("link"))
    new = code_of(teacher.says("link"))
    assert "don't know that code" in other.says(f"link {old}").text
    world.clock.pass_by(timedelta(minutes=16))
    assert "don't know that code" in other.says(f"link {new}").text
    third = code_of(teacher.says("link"))
    assert "type it there, not here" in teacher.says(f"link {third}").text
    other.says(f"LINK {third.lower().replace('-', ' ')}")
    world.clock.pass_by(timedelta(minutes=16))
    assert "over" in teacher.presses("Yes").text
    assert whose(world, other) == [0]
    within(world, linking.forget)
    assert (count(world, links), count(world, person)) == (0, 1)


def test_after_five_wrong_codes_none_is_looked_at_for_an_hour(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    code = code_of(teacher.says("link"))
    for _ in range(5):
        other.says("link 2345-6789")
    assert "too many" in other.says(f"link {code}").text
    assert whose(world, other) == [0]
    world.clock.pass_by(timedelta(minutes=61))
    assert "I have asked" in other.says(f"link {code_of(teacher.says('link'))}").text


def test_whoever_only_asked_for_a_code_is_a_stranger_again(small: World) -> None:
    other = elsewhere(small)
    other.says("link")
    assert count(small, person) == 1
    small.clock.pass_by(timedelta(minutes=16))
    within(small, linking.forget)
    assert (count(small, person), count(small, address)) == (0, 0)


def test_a_code_is_not_said_where_others_read(small: World) -> None:
    her, channel = small.person(), Address("fake", "w", "channel", "u1")
    assert "directly" in her.says("link", chat=channel).text
    assert "directly" in her.says("link 2345-6789", chat=channel).text
    assert count(small, links) == 0


def test_a_question_that_begins_with_link_is_a_question(small: World) -> None:
    her = small.person()
    her.settles("Oldham", "SENCO")
    assert "code" not in her.says("link worker for a boy who is anxious about school").plain


@pytest.mark.parametrize("name", ["", "@priya_s", "Priya", "<!channel> *Priya*\n`x`", "x" * 300])
def test_the_name_that_the_other_account_calls_itself_is_shown_and_forgotten(small: World, name: str) -> None:
    (teacher,) = members(small, 1)
    code = code_of(teacher.says("link"))
    where = Address("fake", "v", "4242")
    small.hear(Event("x1", where, where, text=f"link {code}", called=name))
    shown = teacher.last().text
    assert f"{link.name(name)}, account" in shown if name else "fake: account" in shown
    assert len(shown) < 160
    teacher.presses("No")
    small.clock.pass_by(timedelta(minutes=1))
    assert not name or link.name(name) not in _kept(small)


def _kept(world: World) -> str:
    store = Store(world.url, world.clock)
    store.checkpoint()
    store.close()
    return world.files.decode("latin-1")


def test_what_an_account_calls_itself_is_not_kept_for_anything_else(small: World) -> None:
    where = Address("fake", "v", "4242")
    event = Event("x1", where, where, text="who helps with debt?", called="@marmalade")
    heard: list[str] = []
    store = Store(small.url, small.clock)

    async def hear() -> None:
        from bot.app import App

        app = App(store, small.library)
        await app.hear(event)
        heard.append(store.read(lambda work: work.connection.execute(sa.select(inbox.c.body)).scalar_one()))
        await app.settle()

    import asyncio

    asyncio.run(hear())
    store.close()
    assert heard
    assert "marmalade" not in heard[0]


def test_telegram_and_slack_say_what_an_account_calls_itself() -> None:
    chat = {"id": 5, "type": "private"}
    for sender, called in (
        ({"id": 5, "username": "priya_s", "first_name": "Priya"}, "@priya_s"),
        ({"id": 5, "first_name": "Priya"}, "Priya"),
        ({"id": 5, "first_name": None, "username": None}, ""),
    ):
        raw = {"update_id": 1, "message": {"message_id": 1, "chat": chat, "from": sender, "text": "link"}}
        event = Reader("1").read(raw).event
        assert event
        assert event.called == called
    slash = {"command": "/signpost", "team_id": "T1", "user_id": "U1", "user_name": "priya", "text": "link"}
    said = event_of(slash)
    assert said
    assert said.called == "priya"


# ---- taking an account away


def test_an_account_is_unlinked_by_choosing_it_and_is_a_stranger_then(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    assert "only account" in teacher.says("unlink").text
    linked(teacher, other)
    shown = teacher.says("unlink")
    assert [one.label for one in buttons(shown)] == [
        "fake: account ending …4242",
        "fake: account ending …ham0 (this one)",
    ]
    gone = teacher.presses("fake: account ending …4242")
    assert "Unlinked" in gone.text
    assert "not linked to you any more" in other.last().text
    assert whose(world, other) == [0]
    assert count(world, member) == 1
    assert "only account" in other.says("unlink").text
    assert count(world, person) == 1


def test_the_last_account_cannot_be_taken_away_nor_anothers(world: World) -> None:
    (teacher,) = members(world, 1)
    other, thief = elsewhere(world), elsewhere(world, "thief")
    linked(teacher, other)
    teacher.says("unlink")
    shown = teacher.bubbles()[-1]
    old = replace(shown)
    assert "over" in thief.presses("fake: account ending …4242", old).text
    teacher.presses("fake: account ending …4242", old)
    assert "only account" in teacher.presses("fake: account ending …ham0", replace(old, message=shown_both())).text
    assert whose(world, teacher) != [0]


def shown_both() -> Message:
    accounts = [Address("fake", "v", "telegram-4242"), Address("fake", "w", "oldham0")]
    return link.which([(linking._fingerprint(one), one) for one in accounts], accounts[0], "")


def test_unlinking_where_she_is_leaves_her_a_stranger_there(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    linked(teacher, other)
    teacher.says("unlink")
    teacher.presses("fake: account ending …ham0 (this one)")
    assert whose(world, teacher) == [0]
    announces(world, "Still there.")
    assert ([one for one in texts(teacher) if "Still" in one], texts(other)[-1]) == ([], "Still there.")


def announces(world: World, text: str) -> Person:
    her = an_anchor(world)
    her.says("announce")
    her.says(text)
    her.presses("Confirm")
    goes_out(world)
    return her


def texts(her: Person) -> list[str]:
    return [bubble.message.text for bubble in her.bubbles()]


# ---- one of her addresses cannot be reached


@dataclass
class Blocking:
    """A platform on which some have blocked the bot."""

    platform: Any
    blocked: set[str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.platform, name)

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        if to.id in self.blocked:
            raise Unreachable
        return str(await self.platform.send(to, message, replacing, key))


def prefers(world: World, her: Person) -> None:
    where = {"platform": "fake", "workspace": her.address.workspace, "account": her.address.id}
    who = whose(world, her)[0]
    within(world, lambda work: work.connection.execute(sa.insert(preference).values(person=who, **where)))


def test_what_cannot_be_delivered_at_one_address_goes_to_the_other_once_and_in_order(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    linked(teacher, other)
    prefers(world, other)
    other.says("remind me tomorrow at 9 to ring the SENCO")
    world.platform = Blocking(world.platform, {other.address.id})  # type: ignore[assignment]
    before = len(teacher.bubbles())
    announces(world, "First.")
    her = announces(world, "Second.")
    world.clock.pass_by(timedelta(days=1, hours=1))
    goes_out(world)
    arrived = [
        (bubble.message.title or bubble.message.text, bubble.message.text) for bubble in teacher.bubbles()[before:]
    ]
    assert [text for _, text in arrived[:2]] == ["First.", "Second."]
    assert len(arrived) == 3
    assert "ring the SENCO" in teacher.last().plain
    assert dict(her.last().facts)["Sent"] == "1 of 1"
    assert "Unreachable" not in dict(her.last().facts)


def test_where_no_address_is_left_it_stops_and_the_report_says_so(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    linked(teacher, other)
    world.platform = Blocking(world.platform, {other.address.id, teacher.address.id})  # type: ignore[assignment]
    her = announces(world, "Hello.")
    assert dict(her.last().facts)["Sent"] == "0 of 1"
    assert dict(her.last().facts)["Unreachable"].startswith("1 ")
    kept = within(world, lambda work: work.connection.execute(sa.select(outbox.c.body, outbox.c.reason)).all())
    assert all(row.body == "" for row in kept if row.reason == "unreachable")
    assert within(
        world, lambda work: set(work.connection.execute(sa.select(address.c.unreachable)).scalars()) >= {True}
    )


def test_a_reply_does_not_follow_her_elsewhere(world: World) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    linked(teacher, other)
    before = texts(teacher)
    world.platform = Blocking(world.platform, {other.address.id})  # type: ignore[assignment]
    other.says("glossary CAMHS")
    assert texts(teacher) == before


# ---- forgotten


def test_whoever_is_forgotten_after_linking_is_forgotten_in_a_backup_from_before(world: World, tmp_path: Path) -> None:
    (teacher,) = members(world, 1)
    other = elsewhere(world)
    other.settles("Oldham", "SENCO")
    with closing(Store(world.url, world.clock)) as store:
        archive.backup(store, tmp_path / "before.gz")
    linked(teacher, other)
    within(world, lambda work: rights.erase(work, whose_is(work, other)))
    with closing(Store(world.url, world.clock)) as store:
        archive.restore(store, tmp_path / "before.gz", force=True)
    assert whose(world, teacher, other) == [0, 0]
    assert (count(world, person), count(world, address), count(world, member)) == (0, 0, 0)


# ---- in any order


OWNERS = (0, 0, 0, 1, 1, 2)  # whose account each is
MOVES = st.one_of(
    *(st.tuples(st.just(kind), st.integers(0, 5)) for kind in ("join", "leave", "unlink", "erase")),
    st.tuples(st.just("link"), st.integers(0, 5), st.integers(0, 5)),
)


@given(st.lists(MOVES, max_size=25))
@settings(max_examples=40, deadline=None)
def test_one_person_is_never_two_and_two_are_never_one(moves: list[tuple[Any, ...]]) -> None:
    store = Store("sqlite://", Clock(START))
    store.create()
    accounts = [Address("fake", "w", f"account{number}") for number in range(6)]
    together = {number: {number} for number in range(6)}  # which accounts are one person's, as it should be
    belongs: dict[int, bool] = {}  # the first account of each such person → whether she is a member

    def person_of(number: int) -> int:
        return min(together[number])

    def event(number: int, text: str = "") -> Event:
        return Event(f"{store}", accounts[number], accounts[number], text=text)

    def do(work: Work, kind: str, one: int, other: int = 0) -> None:
        who = work.person_at(accounts[one])
        if kind == "join":
            join(work, who, "oldham")
            belongs[person_of(one)] = True
        elif kind == "leave":
            work.connection.execute(sa.update(member).where(member.c.person == who).values(left=work.now))
            belongs.pop(person_of(one), None)
        elif kind == "erase":
            rights.erase(work, who)
            belongs.pop(person_of(one), None)
            together.update({number: {number} for number in together[one]})
        elif kind == "link":
            _link(work, one, other)
        elif len(together[one]) > 1:
            linking.make(work, who, event(one), link.Unlink(linking._fingerprint(accounts[one]), ""))
            stay, was = together[one] - {one}, belongs.pop(person_of(one), None)
            together.update(dict.fromkeys(stay, stay) | {one: {one}})
            if was:
                belongs[min(stay)] = True

    def _link(work: Work, one: int, other: int) -> None:
        (said,) = linking.make(work, work.person_at(accounts[one]), event(one), Begin("", ""))
        given = Give(re.sub("[^2-9A-Z]", "", code_of(said)), "", "")
        linking.make(work, work.person_at(accounts[other]), event(other), given)
        row = work.connection.execute(sa.select(links).where(links.c.asked.is_not(None))).first()
        if row is None:
            assert together[one] == together[other]
            work.connection.execute(sa.delete(links))
            return
        hers = OWNERS[one] == OWNERS[other]
        linking.make(work, work.person_at(accounts[one]), event(one), Decide(row.id, hers, ""))
        if hers:
            was = [belongs.pop(min(group), None) for group in (together[one], together[other])]
            both = together[one] | together[other]
            together.update(dict.fromkeys(both, both))
            if any(was):
                belongs[min(both)] = True

    def look(work: Work) -> None:
        rows = work.connection.execute(sa.select(address.c.account, address.c.person)).all()
        found = {int(row.account.removeprefix("account")): row.person for row in rows}
        for one in found:
            for another in found:
                assert (found[one] == found[another]) == (together[one] is together[another] or one == another)
                assert found[one] != found[another] or OWNERS[one] == OWNERS[another]
        active = work.connection.execute(sa.select(member.c.person).where(membership.active("oldham"))).scalars().all()
        assert sorted(active) == sorted(found[first] for first in belongs)

    for move in moves:
        store.run(lambda work, move=move: do(work, *move))  # type: ignore[misc]
        store.run(look)
    store.close()
