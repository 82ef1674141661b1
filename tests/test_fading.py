"""The register of workshops, and who has been silent for a term: whole conversations, each turn a restart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import scheduler
from bot import actions
from bot.calendars import Period
from bot.flows import fading, register, term
from bot.flows.register import Attendee, Sheet
from bot.membership import attendance, collaboratives
from bot.membership import members as membership
from bot.messages import Address, Message
from bot.store import Store
from bot.tables import attendance as came
from bot.tables import audit, calendar_span, contact, held, member, preference, schedule
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import goes_out, within
from tests.databases import databases
from tests.fake import Person, World, buttons

LONG_AGO = datetime(2025, 9, 10, 12, tzinfo=UTC)
PEOPLE = (
    ("Anna Brook", "education", "Elm Primary", "2026-11"),
    ("Ann Brooks", "education", "Oak Academy", "2026-10"),
    ("Ben Ashe", "health", "CAMHS", "2026-03"),
    ("Cara Dunn", "social-care", "Early Help", "2026-07"),
    ("Dev Patel", "family", "", "2025-10"),
)


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    """On one database, where storage does not matter."""
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def founded(world: World, people: tuple[tuple[str, str, str, str], ...] = PEOPLE) -> Person:
    """A collaborative with members of long standing and a calendar; its anchor."""
    her = world.person("anchor")

    def found(work: Work) -> None:
        collaboratives.create(work, "oldham", "Oldham", None)
        membership.appoint(work, work.person_at(her.address), "oldham")
        for name, sector, organisation, heard in people:
            who = work.person_at(world.person(name).address)
            facts = {"name": name, "sector": sector, "organisation": organisation, "heard": heard}
            membership.admit(work, who, "oldham", **facts)
        work.connection.execute(sa.update(member).values(joined=LONG_AGO))
        for name, first, last in (
            ("Spring term 2026", date(2026, 1, 5), date(2026, 3, 27)),
            ("Summer term 2026", date(2026, 4, 13), date(2026, 7, 21)),
            ("Autumn term 2026", date(2026, 9, 1), date(2026, 12, 18)),
            ("Spring term 2027", date(2027, 1, 4), date(2027, 3, 25)),
        ):
            values = {"collaborative": "oldham", "kind": "term", "name": name, "first": first, "last": last}
            work.connection.execute(sa.insert(calendar_span).values(values))

    within(world, found)
    return her


def attended(world: World, day: date, *names: str, workshop: str = "Workshop") -> None:
    sheet = Sheet("oldham", workshop, day)
    within(
        world, lambda work: attendance.keep(work, sheet, [work.person_at(world.person(one).address) for one in names])
    )


def in_register(world: World) -> list[tuple[Any, ...]]:
    def read(work: Work) -> list[tuple[Any, ...]]:
        rows = sa.select(came.c.date, came.c.workshop, member.c.name).join(member, member.c.person == came.c.person)
        return [tuple(row) for row in work.connection.execute(rows.order_by(came.c.date, member.c.name))]

    return within(world, read)


def count_of(world: World, table: sa.Table) -> int:
    counted = sa.select(sa.func.count()).select_from(table)
    return within(world, lambda work: int(work.connection.execute(counted).scalar_one()))


# ---- the register


def test_an_anchor_ticks_and_pastes_who_came_and_corrects_it_later(world: World) -> None:
    anchor = founded(world)
    assert "Who came to a workshop of Oldham?" in anchor.says("register").title
    page = anchor.says("Transitions workshop, 12 November")
    assert page.title == "Transitions workshop, 12 November 2026"
    assert page.text == "0 of 5 members came."
    assert [one.label for one in buttons(page)][:2] == ["☐ Ann Brooks · Oak Academy", "☐ Anna Brook · Elm Primary"]
    tick = buttons(page)[2].token
    assert "1 of 5 members came" in anchor.presses("☐ Ben").text
    assert tick.startswith("t:1:")
    said = anchor.says("Cara Dunn\nDev Patal, Nobody Known\nBrook")
    assert said.title == "Who is “Brook”?"
    told, patel, brook = anchor.bubbles()[-3:]
    told_text = "Ticked one person. Of 2 I am not sure: please see below. No member is called “Nobody Known”."
    assert told.message.text == f"{told_text}\n2 of 5 members came."
    assert "don't give a child's" not in told.message.small
    anchor.presses("Anna Brook", brook)
    anchor.presses("Dev Patel", patel)
    assert patel.message.text == "Ticked Dev Patel. 4 of 5 members came."
    assert "4 of 5 members came" in anchor.says("done").text

    anchor.says("register")
    assert "4 of 5 members came" in anchor.presses("Transitions workshop, 12 November 2026: 4 came").text
    assert "3 of 5 members came" in anchor.presses("☑ Ben").text
    anchor.presses("Done")
    assert [name for _, _, name in in_register(world)] == ["Anna Brook", "Cara Dunn", "Dev Patel"]
    noted = within(
        world, lambda work: [tuple(row) for row in work.connection.execute(sa.select(audit.c.action, audit.c.detail))]
    )
    assert noted.count(("register kept", "")) == 2


def test_a_tick_pressed_twice_or_late_means_what_it_says(small: World) -> None:
    anchor = founded(small)
    anchor.says("register Workshop 4, yesterday")
    anchor.presses("☐ Ben")
    ticked = anchor.bubbles()[-1]
    untick = next(one for one in buttons(ticked.message) if one.label.startswith("☑ Ben"))
    anchor.presses("☑ Ben")
    before = in_register(small)
    ticked.message = Message(rows=((untick,),))
    anchor.presses("☑ Ben", ticked)
    assert in_register(small) == before == []


def test_others_cannot_keep_a_register_and_a_forged_tick_changes_nothing(small: World) -> None:
    anchor = founded(small)
    anchor.says("register Workshop 4")
    forged = anchor.bubbles()[-1]
    member_of_it = small.person("Ben Ashe")
    assert "Only an anchor or a facilitator" in member_of_it.says("register").text
    small.platform.chats.setdefault(member_of_it.address, []).append(forged)
    assert "no longer open" in member_of_it.presses("☐ Ben", forged).text
    assert in_register(small) == []


def test_names_with_a_child_in_danger_among_them_are_not_taken(small: World) -> None:
    anchor = founded(small)
    anchor.says("register Workshop 4")
    said = anchor.says("Ben Ashe\nCara Dunn\na boy has a knife")
    assert said.text == register.REFUSED.text
    assert "999" in "".join(one.message.plain for one in anchor.bubbles())
    assert in_register(small) == []


def test_a_question_while_a_register_is_open_is_answered(small: World) -> None:
    anchor = founded(small)
    anchor.settles("Oldham", "SENCO")
    anchor.says("register Workshop 4")
    assert anchor.says("glossary CAMHS").title != "Who is meant?"
    assert "CAMHS" in anchor.last().plain
    assert in_register(small) == []


@pytest.mark.parametrize(
    ("words", "name", "day"),
    [
        ("Transitions workshop, 12 November", "Transitions workshop", date(2026, 11, 12)),
        ("workshop 3 on 12/11/2026", "Workshop 3", date(2026, 11, 12)),
        ("2026-03-02 kick-off", "Kick-off", date(2026, 3, 2)),
        ("Workshop 5", "Workshop 5", date(2026, 11, 23)),
        ("Review, 4th Dec", "Review", date(2025, 12, 4)),
        ("yesterday", "Workshop", date(2026, 11, 22)),
        ("=SUM(A1) today", "SUM(A1)", date(2026, 11, 23)),
    ],
)
def test_a_workshops_name_and_day_are_understood(words: str, name: str, day: date) -> None:
    assert register.workshop(words, date(2026, 11, 23)) == (name, day)


@pytest.mark.parametrize(
    ("words", "told"), [("Workshop, 31 February 2026", "is no date"), ("Workshop 9, 1/12/2026", "is yet to come")]
)
def test_a_day_that_cannot_be_is_one_clear_line(words: str, told: str) -> None:
    found = register.workshop(words, date(2026, 11, 23))
    assert isinstance(found, Message)
    assert told in found.text


def test_a_name_that_two_bear_is_asked_about() -> None:
    people = [Attendee(1, "Anna Brook", "Elm"), Attendee(2, "Anna Brook", "Oak"), Attendee(3, "Ben Ashe", "")]
    sure, unclear, unknown = register.matched(["Brook Anna", "ashe, ben", "Zoe Quill"], people)
    assert [one.person for one in sure] == [3]
    assert [(name, {one.person for one in of}) for name, of in unclear] == [("Brook Anna", {1, 2})]
    assert unknown == ["Zoe Quill"]


# ---- terms


def test_terms_are_the_calendars_and_quarters_where_it_says_nothing() -> None:
    names = [one.name for one in term.begun([], date(2026, 11, 23))]
    assert names == ["Apr to Jun 2026", "Jul to Sep 2026", "Oct to Dec 2026"]
    autumn = [Period("term", "Autumn term 2026", date(2026, 9, 1), date(2026, 12, 18))]
    begun = term.begun(autumn, date(2026, 11, 23))
    assert [one.name for one in begun] == ["Jan to Mar 2026", "Apr to Jun 2026", "Autumn 2026"]
    over = term.over(begun, date(2026, 11, 23))
    assert over
    assert over.name == "Apr to Jun 2026"
    ran_out = term.begun(autumn, date(2027, 5, 3))
    assert [one.name for one in ran_out] == ["Apr to Jun 2026", "Autumn 2026", "Apr to Jun 2027"]


# ---- who is fading


def test_an_anchor_sees_who_was_silent_for_a_term_and_invites_one_anew(world: World) -> None:
    anchor, ben = founded(world), world.person("Ben Ashe")
    attended(world, date(2026, 2, 3), "Ben Ashe")
    shown = anchor.says("fading")
    facts = dict(shown.facts)
    assert list(facts) == ["Dev Patel", "Ben Ashe"]
    assert facts["Ben Ashe"].startswith(
        "CAMHS · Health · last came on 3 February 2026, last wrote in March 2026. Next:"
    )
    assert "2 of 5 members: neither came nor wrote since Summer 2026 began (13 April 2026)" in shown.text
    assert "No workshop since then is in the register" in shown.small

    offered = anchor.presses("Invite Ben Ashe anew")
    assert ben.bubbles() == []
    assert "Send this to Ben Ashe?" in offered.title
    assert "Ben Ashe gets it" in anchor.presses("Send it").text
    goes_out(world)
    message = ben.last()
    assert message.title == "A place is kept for you in Oldham"
    said = message.plain.lower()
    assert not any(word in said for word in ("answer", "silent", "missed", "did not", "absent", "fading", "survey"))
    again = dict(anchor.presses("Back to the list").facts)["Ben Ashe"]
    assert "invited anew on 23 November 2026: next, ask CAMHS for a successor" in again
    text = anchor.presses("Ask for a successor of Ben Ashe")
    assert text.text.startswith("Dear colleague")
    assert not any(word in text.text.lower() for word in ("did not", "silent", "absent"))
    assert count_of(world, contact) == 1

    ben.says("hello")
    assert "Ben Ashe" not in dict(anchor.says("fading").facts)

    def noted(work: Work) -> list[Any]:
        return list(work.connection.execute(sa.select(audit.c.action, audit.c.about, audit.c.detail)))

    rows = within(world, noted)
    assert sum(row.action == "invited anew" and row.about is not None for row in rows) == 1
    assert all(row.detail == "" for row in rows)


def test_somebody_who_came_though_she_never_writes_is_not_fading(small: World) -> None:
    anchor = founded(small)
    attended(small, date(2026, 5, 6), "Dev Patel")
    shown = anchor.says("who is fading?")
    assert list(dict(shown.facts)) == ["Ben Ashe"]
    assert "No workshop" not in shown.small


def test_whoever_asked_not_to_be_written_to_or_has_a_full_week_is_left_in_peace(small: World) -> None:
    anchor = founded(small)

    def wished(work: Work) -> None:
        rows = {one: work.person_at(small.person(one).address) for one in ("Ben Ashe", "Dev Patel")}
        work.connection.execute(sa.insert(preference).values(person=rows["Ben Ashe"], stopped=True))
        work.connection.execute(sa.insert(preference).values(person=rows["Dev Patel"], weekly=0))

    within(small, wished)
    shown = anchor.says("fading")
    assert "asked me not to write: ring them" in dict(shown.facts)["Ben Ashe"]
    assert not any(one.label.startswith("Invite Ben") for one in buttons(shown))
    anchor.presses("Invite Dev")
    assert "follows as soon as there is room" in anchor.presses("Send it").text
    assert count_of(small, held) == 1
    assert small.person("Dev Patel").bubbles() == []


def test_only_an_anchor_sees_names_and_only_in_private(small: World) -> None:
    anchor = founded(small)
    facilitator = small.person("facilitator")
    within(small, lambda work: membership.appoint(work, work.person_at(facilitator.address), "oldham", "facilitator"))
    assert facilitator.says("fading").text == fading.NO_ANCHOR.text
    anchor.says("fading")
    listed = anchor.bubbles()[-1]
    small.platform.chats.setdefault(facilitator.address, []).append(listed)
    assert "Only an anchor" in facilitator.presses("Ask for a successor", listed).text
    channel = Address("fake", "w", "c1", person=anchor.address.id)
    assert anchor.says("fading", channel).text == fading.IN_PRIVATE.text


def test_many_who_fade_are_shown_page_by_page(small: World) -> None:
    anchor = founded(small, tuple((f"Person {letter}", "health", "CAMHS", "2026-01") for letter in "ABCDEFGH"))
    assert len(anchor.says("fading").facts) == 6
    assert list(dict(anchor.presses("Next").facts)) == ["Person G", "Person H"]
    assert "tell me who" not in anchor.last().plain
    small.clock.pass_by(timedelta(days=1))
    assert len(anchor.presses("‹ Back").facts) == 6


# ---- once a term


def tick(world: World, *moments: str) -> None:
    """Whoever runs the bot starts it, and it ticks at these moments."""
    for moment in moments:
        world.clock.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        store = Store(world.url, world.clock)
        try:
            scheduler.tidy(store, plans=actions.PLANS)
            scheduler.Ticker(store, actions.ACTIONS).tick()
        finally:
            store.close()
        goes_out(world)


def test_anchors_are_told_once_a_term_how_many_are_fading_and_nobody_is_named(world: World) -> None:
    anchor = founded(world)
    tick(world, "2026-11-23T09:00", "2026-11-25T09:30", "2026-12-16T09:30")
    assert anchor.bubbles() == []
    tick(world, "2027-01-06T09:30", "2027-01-06T11:00", "2027-01-13T09:30")
    [note] = anchor.bubbles()
    assert note.message.title == "Oldham: who is fading"
    assert "3 members have neither come nor written for a whole term" in note.message.text
    assert not any(name.split()[0] in note.message.plain for name, *_ in PEOPLE)
    assert list(dict(anchor.says("fading").facts)) == ["Dev Patel", "Ben Ashe", "Cara Dunn"]
    assert count_of(world, schedule) == len(actions.PLANS), "each plan is kept once, however often it is started"


def test_the_note_keeps_to_what_the_anchor_wishes_and_is_not_said_where_nobody_fades(small: World) -> None:
    anchor = founded(small)
    within(
        small,
        lambda work: work.connection.execute(
            sa.insert(preference).values(person=work.person_at(anchor.address), stopped=True)
        ),
    )
    tick(small, "2026-11-23T09:00", "2027-01-06T09:30")
    assert anchor.bubbles() == []

    within(small, lambda work: work.connection.execute(sa.update(preference).values(stopped=False)))
    within(small, lambda work: work.connection.execute(sa.update(member).values(heard="2027-03")))
    tick(small, "2027-04-07T09:30")
    assert anchor.bubbles() == []
