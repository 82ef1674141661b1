"""Engagement: whole conversations, and a brute-force look at whether a small group can be told from what is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows import engagement
from bot.flows.engagement import EVERYBODY, FEWEST, Cell, Groups
from bot.membership import engagement as reading
from bot.membership import members as membership
from bot.messages import Address, Message
from bot.moments import Span
from bot.tables import announcement, answer, asked, member, series, subgroup, subgroup_member, wave
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import within
from tests.databases import databases
from tests.fake import START, Person, World, buttons
from tests.test_fading import attended, founded

PEOPLE = (
    *((f"Teacher {letter}", "education", "Elm Primary", "2026-11") for letter in "ABCDEFGHIJKL"),
    *((f"Nurse {letter}", "health", "CAMHS", "2026-05") for letter in "ABCDEF"),
    *((f"Parent {letter}", "family", "", "2026-01") for letter in "AB"),
    *((f"Worker {letter}", "social-care", "Early Help", "2026-10") for letter in "ABC"),
)


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    """On one database, where storage does not matter."""
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def facilitator(world: World) -> Person:
    her = world.person("facilitator")
    within(world, lambda work: membership.appoint(work, work.person_at(her.address), "oldham", "facilitator"))
    return her


def people(work: Work) -> dict[str, int]:
    return {row.name: row.person for row in work.connection.execute(sa.select(member.c.name, member.c.person))}


def took_part(world: World, *names: str) -> None:
    """They finished a survey that has closed, and answered an announcement's question."""

    def take(work: Work) -> None:
        ids = people(work)
        common = {"instrument": "{}", "collaborative": "oldham", "name": "S", "mode": "anonymous"}
        work.connection.execute(sa.insert(series).values(id="s", made=START, **common))
        closed = {"state": "closed", "opened": START, "closes": START}
        work.connection.execute(sa.insert(wave).values(id="w", series="s", number=1, instrument="{}", **closed))
        for place, (name, who) in enumerate(sorted(ids.items())):
            state = "finished" if name in names else "invited"
            work.connection.execute(sa.insert(asked).values(wave="w", person=who, place=place, state=state))
        values: dict[str, Any] = dict.fromkeys(("key", "name", "text", "platform", "workspace", "chat", "account"), "x")
        values |= {"collaborative": "oldham", "options": '["Yes"]', "closed": True, "bubble": "b", "shown_at": START}
        work.connection.execute(sa.insert(announcement).values(id=1, made=START, **values))
        for name in names[:5]:
            row = {"announcement": 1, "question": 0, "person": ids[name], "value": "Yes", "at": START}
            work.connection.execute(sa.insert(answer).values(row))

    within(world, take)


def test_an_anchor_sees_who_came_answered_and_wrote_as_numbers_in_a_chart_and_a_table(world: World) -> None:
    anchor = founded(world, PEOPLE)
    attended(world, date(2026, 5, 6), *(f"Teacher {letter}" for letter in "ABCDEFGH"), "Nurse A", "Nurse B", "Nurse C")
    attended(world, date(2026, 10, 7), *(f"Teacher {letter}" for letter in "ABCDEFGHI"), "Nurse A", "Parent A")
    took_part(world, *(f"Teacher {letter}" for letter in "ABCDEFG"))
    anchor.says("engagement")
    picture, table = anchor.bubbles()[-2].message, anchor.bubbles()[-1].message
    assert picture.file
    assert picture.file.content.startswith(b"\x89PNG")
    assert table.text.splitlines() == [
        "All members: 11 of 23 came in Autumn 2026 so far, 11 of 23 in Summer 2026.",
        "Health: 1 of 6 came in Autumn 2026 so far, 3 of 6 in Summer 2026.",
    ]
    facts = dict(table.facts)
    assert facts["Terms, in this order"] == "Spring 2026, Summer 2026, Autumn 2026 so far"
    assert facts["Schools and education"] == (
        "came: –, 8 of 12, 9 of 12; answered a survey: –, –, over half of 12; "
        "answered a question: –, –, up to half of 12; wrote since it began: 12 of 12, 12 of 12, 12 of 12"
    )
    assert facts["Parents and carers"] == facts["Social care and Early Help"] == "fewer than 5"
    assert "up to half of 6" in facts["Health"]
    for one in (picture, table):
        assert not any(name in one.plain for name, *_ in PEOPLE)
    assert anchor.presses("Who is fading").title == "Who is fading in Oldham"


def test_a_sector_beside_one_small_one_is_kept_back_too(small: World) -> None:
    anchor = founded(small, PEOPLE[:20])
    facts = dict(anchor.says("engagement").facts)
    assert facts["Parents and carers"] == "fewer than 5"
    assert facts["Health"] == "not shown"
    assert "of 12" in facts["Schools and education"]
    assert facts[EVERYBODY].endswith("12 of 20")


def test_a_sub_group_that_nearly_is_a_sector_is_kept_back(small: World) -> None:
    anchor = founded(small, PEOPLE)

    def group(work: Work) -> None:
        ids = people(work)
        for number, name, who in (
            (1, "Nearly $5 or $6", "Teacher "),
            (2, "Apart", ("Teacher A", "Teacher B", "Nurse ")),
        ):
            row = {"id": number, "collaborative": "oldham", "slug": name.lower(), "name": name}
            work.connection.execute(sa.insert(subgroup).values(row))
            chosen = [one for called, one in ids.items() if called.startswith(who) and called != "Teacher L"]
            work.connection.execute(sa.insert(subgroup_member), [{"subgroup": number, "person": one} for one in chosen])

    within(small, group)
    facts = dict(anchor.says("engagement").facts)
    assert facts["“Nearly $5 or $6”"] == "not shown"
    assert facts["“Apart”"] == "not shown"  # health and two teachers: the two could be told


def test_who_left_is_counted_in_the_terms_in_which_she_was_a_member(small: World) -> None:
    anchor = founded(small, PEOPLE)
    attended(small, date(2026, 5, 6), "Teacher L")
    attended(small, date(2026, 9, 9), "Teacher A")
    left = datetime(2026, 8, 1, tzinfo=UTC)
    within(
        small,
        lambda work: work.connection.execute(sa.update(member).where(member.c.name == "Teacher L").values(left=left)),
    )
    assert "came: –, 1 of 12, 1 of 11" in dict(anchor.says("engagement").facts)["Schools and education"]


def test_members_cannot_see_it_and_nobody_in_a_channel(small: World) -> None:
    anchor = founded(small, PEOPLE)
    assert small.person("Teacher A").says("engagement").text == engagement.NO_LEAD.text
    assert small.person("Teacher A").says("sectors").text == engagement.NO_LEAD.text
    channel = Address("fake", "w", "c1", person=anchor.address.id)
    assert anchor.says("engagement", channel).text == engagement.IN_PRIVATE.text


# ---- sectors of the map


def test_an_anchor_sees_which_sectors_of_the_map_have_no_active_member_and_whom_to_ask(small: World) -> None:
    anchor = founded(small, PEOPLE)
    shown = anchor.says("sectors")
    facts = dict(shown.facts)
    assert shown.text.splitlines() == [
        "4 of 7 sectors of the system map have no active member.",
        "Active: Schools and education, Health, Social care and Early Help.",
    ]
    assert facts["Parents and carers"].startswith(
        "2 members, not active. Next: “fading” invites them anew; or ask Parent"
    )
    assert (
        facts["Community"]
        == "nobody is a member. Next: ask Youth services (Oldham) for somebody; “invite” makes the code."
    )
    anchor.says("fading")
    text = anchor.presses("Ask for a successor of Parent A")
    assert "Of that sector, the map also has: Parent Carer Forum (Oldham)" in text.small


def test_every_button_leads_where_it_says(small: World) -> None:
    anchor = founded(small, PEOPLE)
    within(small, lambda work: membership.establish(work, "croydon", "Croydon"))
    within(small, lambda work: membership.appoint(work, work.person_at(anchor.address), "croydon"))
    anchor.says("engagement")
    assert anchor.presses("Oldham").title == "Engagement in Oldham"
    assert anchor.presses("Sectors without").title == "Oldham: who is missing"
    anchor.says("sectors")
    assert anchor.presses("Oldham").title == "Oldham: who is missing"
    anchor.says("fading")
    assert anchor.presses("Oldham").title == "Who is fading in Oldham"
    anchor.says("register")
    assert anchor.presses("Oldham").title == "Who came to a workshop of Oldham?"
    assert "0 of 23 members came" in anchor.presses("Workshop, today").text


def test_a_facilitator_is_told_nothing_of_a_sector_with_few_members(small: World) -> None:
    founded(small, PEOPLE)
    her = facilitator(small)
    shown = her.says("sectors")
    assert "Parents and carers" not in dict(shown.facts)
    assert "only the anchor sees more: Social care and Early Help, Parents and carers." in shown.text
    her.says("engagement")
    assert [one.label for one in buttons(her.last())] == ["Sectors without an active member"]


# ---- disclosure


@st.composite
def some_groups(draw: st.DrawFn) -> Groups:
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    starts = np.cumsum([0, *sizes])
    sectors = {f"s{at}": frozenset(range(starts[at], starts[at + 1])) for at in range(len(sizes))}
    everybody = list(range(int(starts[-1])))
    overlapping = st.frozensets(st.sampled_from(everybody), max_size=len(everybody))
    near = st.sampled_from([*sectors.values(), frozenset(everybody)])
    sub = st.lists(st.one_of(overlapping, st.builds(lambda a, b: a ^ b, near, overlapping)), max_size=3)
    return Groups(sectors, {f"g{at}": one for at, one in enumerate(draw(sub))})


@given(some_groups())
@settings(max_examples=150, deadline=None)
def test_no_sum_of_what_is_shown_leaves_a_few_people_alone(groups: Groups) -> None:
    """Every way of adding and subtracting shown groups, each at most once, tried out."""
    shown = [groups.named[label] for label in engagement.visible(groups)]
    size = len(groups.everybody)
    if not shown:
        return
    rows = np.array([[who in one for who in range(size)] for one in shown], dtype=np.int8).reshape(len(shown), size)
    signs = np.array(list(product((-1, 0, 1), repeat=len(shown))), dtype=np.int8).reshape(-1, len(shown))
    left = np.count_nonzero(signs @ rows, axis=1)
    assert not ((left > 0) & (left < FEWEST)).any()


def test_the_look_sees_what_would_give_somebody_away() -> None:
    """The same sums, where everything is shown, find one person."""
    sectors = {"a": frozenset(range(6)), "b": frozenset(range(6, 12))}
    whole = Groups(sectors, {"g": frozenset(range(5))})
    assert engagement.visible(whole) == {EVERYBODY, "a", "b"}
    assert engagement.visible(Groups(sectors, {})) == {EVERYBODY, "a", "b"}
    assert engagement.visible(Groups({"a": frozenset(range(4))}, {})) == frozenset()


@given(st.integers(FEWEST, 60), st.data())
@settings(max_examples=60, deadline=None)
def test_a_rounded_answer_fits_three_counts_at_least(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    groups = Groups({"s": frozenset(range(of))}, {})

    def said(number: int) -> Cell:
        return engagement.counted(groups, {"s": number}, True)["s"]

    alike = [number for number in range(of + 1) if said(number).text == said(count).text]
    assert len(alike) >= 3
    assert 0 < (said(count).share or 0) < 1


def test_sources_give_numbers_and_never_names(small: World) -> None:
    founded(small, PEOPLE)
    took_part(small, "Teacher A", "Nurse A")
    span = Span(date(2026, 9, 1), date(2026, 12, 18))

    def counts(source: reading.Source, work: Work) -> Any:
        return source(work, "oldham", span, reading.groups(work, "oldham", None).named)

    for _, source in reading.SOURCES:
        found = within(small, partial(counts, source))
        assert found
        assert {type(number) for number in found.values()} == {int}


def test_nothing_in_the_register_is_said_so() -> None:
    assert "register" in engagement.sentences([])[0]
    assert isinstance(engagement.sectors("Oldham", [], "Summer 2026", True, "b"), Message)
