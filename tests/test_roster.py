"""Offices, sub-groups, handing over and leaving: whole conversations over the fake platform, each turn a restart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import tables
from bot.__main__ import main
from bot.effects import carry_out
from bot.flows import join, leave, roster, steward
from bot.flows.collaborative import quiet_hours
from bot.flows.invite import Invitee
from bot.flows.permission import Role
from bot.flows.place import MEMBERS_ONLY
from bot.membership import collaboratives, invitations, joining, members
from bot.messages import Address, Event, Message
from bot.store import Store
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import within
from tests.databases import databases
from tests.fake import Clock, Person, World, buttons


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    """On one database, where storage does not matter."""
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def seated(world: World, *people: tuple[str, str, str], slug: str = "oldham") -> list[Person]:
    """Members by name, sector and organisation; the first is the anchor."""
    found = [world.person(name.lower()) for name, _, _ in people]

    def seat(work: Work) -> None:
        collaboratives.create(work, slug, slug.title())
        for one, (name, sector, organisation) in zip(found, people, strict=True):
            facts = {"name": name, "sector": sector, "organisation": organisation}
            members.admit(work, work.person_at(one.address), slug, **facts, consented=work.now, notice="1")
        members.appoint(work, work.person_at(found[0].address), slug)

    within(world, seat)
    return found


DANA, BEN, CARA = ("Dana", "local-authority", "Council"), ("Ben", "health", "NHS"), ("Cara", "health", "NHS")


def roles(world: World, person: Person, slug: str = "oldham") -> set[str]:
    found = within(world, lambda work: members.roles(work, work.person_at(person.address), slug))
    return {role.value for role in found} - {"guest", "practitioner"}


def noted(world: World) -> list[str]:
    rows = within(world, lambda work: work.connection.execute(sa.select(tables.audit.c.action)).scalars().all())
    return [action for action in rows if action != "collaborative made"]


def labels(message: Message) -> list[str]:
    return [button.label for button in buttons(message)]


def fact(message: Message, label: str) -> str:
    return dict(message.facts)[label]


def group(world: World, name: str, lead: Person | None = None, *people: Person) -> int:
    def make(work: Work) -> int:
        lead_id = work.person_at(lead.address) if lead else None
        values = {"collaborative": "oldham", "slug": name.lower(), "name": name, "lead": lead_id}
        key = work.connection.execute(sa.insert(tables.subgroup).values(values)).inserted_primary_key
        assert key
        for one in people:
            joining.take_part(work, work.person_at(one.address), "oldham", key[0], True)
        return int(key[0])

    return within(world, make)


# ---- offices


def test_an_anchor_sees_members_by_sector_and_gives_offices_and_whoever_gets_one_is_told(world: World) -> None:
    dana, ben, cara = seated(world, DANA, BEN, CARA)
    group(world, "Attendance")
    listing = dana.says("members")
    assert listing.title == "Members of Oldham: 3"
    assert fact(listing, "Health (2)") == "Ben (NHS); Cara (NHS)"
    dana.presses("Ben")
    assert fact(dana.presses("Make anchor"), "Office") == "anchor"
    assert "You are now an anchor of Oldham" in ben.last().text
    dana.presses("Leads a sub-group")
    assert labels(dana.presses("☐ Attendance"))[0] == "☑ Attendance"
    assert "You now lead “Attendance”" in ben.last().text
    dana.presses("Back")
    dana.presses("Make facilitator")
    assert roles(world, ben) == {"member", "sub-group lead", "anchor", "facilitator"}
    dana.presses("Anchor no more")
    dana.presses("Facilitator no more")
    assert roles(world, ben) == {"member", "sub-group lead"}
    assert "no longer facilitator" in ben.last().text
    assert roles(world, cara) == {"member"}
    assert noted(world) == ["anchor made", "lead made", "facilitator made", "anchor dismissed", "facilitator dismissed"]


def test_pressing_twice_tells_once(small: World) -> None:
    dana, ben = seated(small, DANA, BEN)
    dana.says("members")
    card = dana.presses("Ben")
    token = next(button.token for button in buttons(card) if button.label == "Make anchor")
    for name in ("one", "two"):
        small.hear(Event(name, dana.address, dana.address, pressed=token, message=dana.bubbles()[-1].id))
    assert len(ben.bubbles()) == 1


@pytest.mark.parametrize("words", ["step down", "leave"])
def test_the_last_anchor_stays_until_there_is_another(world: World, words: str) -> None:
    dana, _ = seated(world, DANA, BEN)
    assert "would have no anchor" in dana.says(words).text
    dana.says("members")
    dana.presses("Dana")
    assert "would have no anchor" in dana.presses("Anchor no more").text
    dana.says("members")
    dana.presses("Dana")
    dana.presses("Remove")
    assert "would have no anchor" in dana.presses("Yes, remove").text
    assert roles(world, dana) == {"member", "anchor"}
    dana.says("members")
    dana.presses("Ben")
    dana.presses("Make anchor")
    dana.says(words)
    if words == "leave":
        dana.presses("Leave")
    assert "anchor" not in roles(world, dana)


def test_an_anchor_hands_over_and_is_none_once_the_other_side_says_yes(world: World) -> None:
    dana, ben, cara = seated(world, DANA, BEN, CARA)
    assert "I've asked Ben" in dana.says("hand over to ben").text
    assert roles(world, dana) == {"member", "anchor"}
    world.hear(Event("forged", cara.address, cara.address, pressed="m:y:oldham", message="m1"))
    assert cara.last() == roster.OFFER_OVER
    assert ben.last().title == "Will you be the anchor of Oldham?"
    token = buttons(ben.last())[0].token
    assert "you are now an anchor" in ben.presses("Yes").text
    assert "Ben has taken over" in dana.last().text
    assert (roles(world, dana), roles(world, ben)) == ({"member"}, {"member", "anchor"})
    world.hear(Event("again", ben.address, ben.address, pressed=token, message="m1"))
    assert ben.last() == roster.OFFER_OVER
    assert noted(world) == ["handover offered", "handed over"]


def test_whoever_would_rather_not_take_over_changes_nothing(small: World) -> None:
    dana, ben, _ = seated(small, DANA, BEN, ("Benita", "health", "NHS"))
    assert labels(dana.says("hand over")) == ["Ben", "Benita"]
    dana.presses("Ben")
    ben.presses("No")
    assert "rather not" in dana.last().text
    assert roles(small, dana) == {"member", "anchor"}
    assert "no other member called" in dana.says("hand over to Quentin").text
    small.clock.pass_by(roster.OFFER_LASTS)
    dana.says("hand over to Ben")
    small.clock.pass_by(roster.OFFER_LASTS)
    ben.presses("Yes")
    assert ben.last() == roster.OFFER_OVER


def test_whoever_is_removed_is_told_and_can_join_again_with_a_new_code(world: World) -> None:
    dana, ben = seated(world, DANA, BEN)
    number = group(world, "Attendance", ben, ben)
    dana.says("members")
    dana.presses("Ben")
    dana.presses("Remove")
    assert "Ben no longer belongs to Oldham" in dana.presses("Yes, remove").text
    assert "an anchor ended your membership" in ben.last().text
    assert roles(world, ben) == set()
    assert within(world, lambda work: work.connection.execute(sa.select(tables.subgroup.c.lead)).scalar()) is None
    world.hear(Event("late", dana.address, dana.address, pressed=f"m:t:{number}:2+", message="m1"))
    assert dana.last() == roster.GONE
    code = within(world, lambda work: invitations.issue(work, "oldham", Invitee("Ben"), None).code)
    ben.says(f"join {code}")
    ben.presses("I agree")
    assert roles(world, ben) == {"member"}
    assert dana.says("members").title == "Members of Oldham: 2"


def test_help_says_to_each_what_each_can_do(small: World) -> None:
    dana, ben = seated(small, DANA, BEN)
    guest = small.person("guest")
    guest.settles("Oldham", "SENCO")
    assert "Your collaborative" not in dict(guest.says("help").facts)
    assert "Your office" not in dict(ben.says("help").facts)
    assert fact(ben.last(), "Your collaborative").startswith("me · ")
    assert "hand over to …" in fact(dana.says("help"), "Your office")


# ---- what a collaborative is


def test_an_anchor_changes_what_it_is_for_in_chat(world: World) -> None:
    dana, ben = seated(world, DANA, BEN)
    assert buttons(ben.says("collaborative")) == []
    dana.says("collaborative")
    dana.presses("Change vision")
    assert fact(dana.says("Every child belongs.\nEvery school says so."), "Vision") == (
        "Every child belongs.\nEvery school says so."
    )
    dana.presses("Priorities")
    assert fact(dana.says("- Attendance\n- Transitions"), "Priorities") == "1. Attendance\n2. Transitions"
    dana.presses("Quiet hours")
    assert "write it like 18:00" in dana.says("at night").text
    assert fact(dana.says("19 to 8:15"), "I write to nobody") == "from 19:00 to 08:15"
    dana.presses("Mission")
    assert "Nothing was changed" in dana.says("cancel").text
    dana.says("collaborative")
    dana.presses("Mission")
    assert dana.says("We help Marigold Thistlethwaite dob 11/02/2015").text.startswith("I changed nothing")
    assert fact(ben.says("collaborative"), "Vision").startswith("Every child")
    assert set(noted(world)) == {"collaborative changed"}


def test_an_anchor_keeps_the_sub_groups(world: World) -> None:
    dana, ben = seated(world, DANA, BEN)
    dana.says("sub-groups")
    dana.presses("Add a sub-group")
    assert "is a sub-group now" in dana.says("Attendance\nFewer days lost").text
    dana.presses("Add a sub-group")
    assert "already" in dana.says("attendance").text
    dana.presses("Attendance")
    dana.presses("Rename")
    dana.says("Being there")
    dana.presses("Being there")
    dana.presses("Choose its lead")
    dana.presses("Ben")
    assert "You now lead “Being there”" in ben.last().text
    shown = ben.says("sub-groups")
    assert dict(shown.facts) == {"Being there": "Fewer days lost (one member)"}
    assert fact(dana.says("sub-groups"), "Being there (lead: Ben)")
    dana.presses("Being there")
    assert fact(dana.presses("It is over"), "Lead") == "–"
    assert roles(world, ben) == {"member"}
    dana.presses("Begin again")
    assert noted(world) == [
        *("sub-group added", "sub-group renamed", "lead made", "sub-group ended", "sub-group begun again")
    ]


def test_guests_may_ask_unless_the_collaborative_lets_only_members_ask(world: World) -> None:
    dana, ben = seated(world, DANA, BEN)
    guest = world.person("guest")
    guest.settles("Oldham", "SENCO")
    assert guest.says("who helps with debt?") != MEMBERS_ONLY
    dana.says("collaborative")
    assert fact(dana.presses("Guests may not ask"), "Guests") == "may not ask me"
    assert guest.says("who helps with debt?") == MEMBERS_ONLY
    assert guest.says("about Family Hubs") == MEMBERS_ONLY
    first = world.person("another guest")
    assert "Then you get your answer" in first.says("who helps with debt?").text
    first.presses("Oldham")
    first.presses("SENCO")
    assert first.last() == MEMBERS_ONLY, "not even the first question, which was asked before the place was known"
    assert "999" in guest.says("he has a knife in school now").plain
    assert ben.says("who helps with debt?") != MEMBERS_ONLY
    dana.says("collaborative")
    dana.presses("Let guests ask")
    assert guest.says("who helps with debt?") != MEMBERS_ONLY


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("18:00 to 7:30", ("18:00", "07:30")),
        ("19-8", ("19:00", "08:00")),
        ("none", ("00:00", "00:00")),
        ("25 to 3", ()),
    ],
)
def test_quiet_hours_are_read(words: str, read: tuple[str, ...]) -> None:
    assert quiet_hours(words) == read


# ---- term dates

DATES = b"kind,name,first,last\nterm,Autumn term,1/9/2026,18/12/2026\nhalf-term,Half-term,26/10/2026,30/10/2026\n"


def test_an_anchor_replaces_the_term_dates_with_a_file_that_she_has_seen(world: World) -> None:
    dana, ben = seated(world, DANA, BEN)
    assert "every working day counts as term" in ben.says("calendar").text
    assert labels(ben.last()) == []
    dana.says("calendar")
    assert "Send me a CSV" in dana.presses("Replace them").text
    assert "line 2" in dana.sends("dates.csv", b"kind,name,first,last\nterm,Autumn,18/12/2026,1/9/2026\n").text
    assert "Autumn term: Tuesday 1 September 2026" in dana.sends("dates.csv", DATES).text
    assert "every working day" in ben.says("calendar").text
    token = buttons(dana.last())[0].token
    assert "These count from now on" in dana.presses("Use these dates").text
    world.hear(Event("again", dana.address, dana.address, pressed=token, message="m1"))
    assert "no longer on offer" in dana.last().text
    assert "Autumn term: Tuesday 1 September 2026" in ben.says("calendar").text
    file = ben.presses("As a file").file
    assert file
    assert b"half-term,Half-term,2026-10-26,2026-10-30" in file.content
    assert noted(world) == ["term dates replaced"]


def test_what_a_place_begins_with_says_that_it_is_not_the_councils_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE", f"sqlite:///{tmp_path / 'signpost.db'}")
    assert main(["collaborative", "create", "oldham"]) == 0
    assert main(["collaborative", "calendar", "oldham"]) == 0
    assert "typical" in capsys.readouterr().out.lower()
    (tmp_path / "ours.csv").write_bytes(DATES)
    assert main(["collaborative", "calendar", "oldham", str(tmp_path / "ours.csv")]) == 0
    assert main(["collaborative", "create", "oldham"]) == 0
    assert main(["collaborative", "calendar", "oldham"]) == 0
    said = capsys.readouterr().out
    assert "typical" not in said.lower()
    assert "Autumn term: Tuesday 1 September 2026" in said
    (tmp_path / "wrong.csv").write_bytes(b"kind\n")
    for words in (["nowhere"], ["oldham", str(tmp_path / "wrong.csv")], ["oldham", str(tmp_path / "none.csv")]):
        assert main(["collaborative", "calendar", *words]) == 2
        assert capsys.readouterr().err.count("\n") == 1


# ---- the newcomer's briefing


def test_a_newcomer_reads_the_story_so_far_chapter_by_chapter(world: World) -> None:
    dana = world.person("dana")

    def found(work: Work) -> str:
        collaboratives.create(work, "oldham", "Oldham", world.library.collaboratives["oldham"])
        facts = {"name": "Dana", "sector": "local-authority", "organisation": "Council"}
        members.admit(work, work.person_at(dana.address), "oldham", shown=True, **facts)
        members.appoint(work, work.person_at(dana.address), "oldham")
        hidden = work.person_at(Address("fake", "w", "hidden"))
        members.admit(work, hidden, "oldham", name="Hedwig", sector="health")
        return invitations.issue(work, "oldham", Invitee("Ben"), None).code

    code = within(world, found)
    dana.says("announce")
    preview = dana.says("The workshop is on 4 December. Bring your lists.")
    assert "“The workshop is on 4 December.”" in fact(preview, "Newcomers will read")
    dana.presses("Confirm")
    world.clock.pass_by(timedelta(days=9))
    ben = world.person("ben")
    ben.says(f"join {code}")
    for label in ("I agree", "Keep “Ben”", "Health", "Next", "Skip", "Secondary", "Next", "No"):
        ben.presses(label)
    first = ben.presses("The story so far")
    assert first.title == "Oldham: the story so far"
    assert first.small == "3 members now."
    assert first.text == world.library.collaboratives["oldham"].question
    assert labels(first) == [
        *(
            "What it is for",
            "Sub-groups",
            "Who is who",
            "What has happened",
            "What was announced",
            "What the words mean",
        )
    ]
    assert fact(ben.presses("What it is for"), "Vision")
    assert "Headteacher inclusion network" in dict(ben.presses("Next: Sub-groups").facts)
    people = ben.presses("Next: Who is who")
    assert dict(people.facts) == {"Local authority": "Dana (Council)"}
    story = ben.presses("Next: What has happened")
    assert story.facts[0][0].startswith("2021: ")
    assert ben.presses("Next: What was announced").facts == (
        ("23 November 2026", "The workshop is on 4 December. (to 2 people)"),
    )
    assert "glossary" in ben.presses("Next").text
    assert labels(ben.presses("Contents")) == labels(first)
    assert ben.says("who is who").facts == people.facts


def test_where_nobody_agreed_to_be_shown_she_reads_how_to_be_the_first(small: World) -> None:
    seated(small, BEN)
    ben = small.person("ben")
    said = ben.says("who is who")
    assert said.title == "Who is who"
    assert "You could be the first" in said.text
    assert "Change: Who is who" in labels(ben.says("me"))


def test_the_briefing_of_a_place_without_reports_leaves_out_what_there_is_not(small: World) -> None:
    seated(small, DANA, slug="leeds")
    dana = small.person("dana")
    assert labels(dana.says("briefing")) == ["What the words mean"]
    guest = small.person("guest")
    guest.settles("Leeds", "SENCO")
    assert "for members" in guest.says("briefing").text


# ---- facilitators


def code_in(message: Message) -> str:
    return fact(message, "Jo Bloggs").rpartition("“join ")[2].strip("”")


def test_a_facilitator_of_several_places_need_be_a_member_of_none(world: World) -> None:
    (dana,) = seated(world, DANA)
    (lena,) = seated(world, ("Lena", "health", "NHS"), slug="leeds")
    jo = world.person("jo")
    for anchor, place in ((dana, "Oldham"), (lena, "Leeds")):
        code = code_in(anchor.says("invite facilitator Jo Bloggs"))
        notice = jo.says(f"join {code}")
        assert notice.title == f"Will you be a facilitator of {place}?"
        assert roles(world, jo, place.lower()) == set()
        assert jo.presses("Yes, I will").text == f"You are now a facilitator of {place}."
        assert anchor.last().text == f"Jo Bloggs said yes, and is now a facilitator of {place}."
        assert roles(world, jo, place.lower()) == {"facilitator"}
    assert jo.says(f"join {code}").text.startswith("You are a facilitator of Leeds already")
    assert labels(jo.says("announce")) == ["Leeds", "Oldham", "All of these"]
    assert dana.says("facilitators").text == "Jo Bloggs (no member here)"
    dana.presses("Jo Bloggs: no more")
    assert jo.last().text == "You are no longer facilitator of Oldham."
    assert roles(world, jo) == set()
    assert "no longer facilitator of Leeds" in jo.says("step down").text
    assert roles(world, jo, "leeds") == set()


def test_whoever_says_no_to_being_a_facilitator_leaves_nothing_behind(small: World) -> None:
    dana, _ = seated(small, DANA, BEN)
    jo = small.person("jo")
    first = code_in(dana.says("invite facilitator Jo Bloggs"))
    second = code_in(dana.says("invite facilitator Jo Bloggs for Oldham"))
    assert "taken back" in jo.says(f"join {first}").text
    jo.says(f"join {second}")
    jo.presses("No, thank you")
    assert len(within(small, lambda work: work.connection.execute(sa.select(tables.person)).all())) == 2
    dana.says("invitations")
    assert "as a facilitator" in str(labels(dana.last()))
    assert dana.says("invite facilitator Ben").title == "Ben", "of a member, her card"
    guest = small.person("guest")
    assert "Only an anchor" in guest.says("invite facilitator Jo Bloggs").text


# ---- stewards

CLINICS = "Virtual inclusion clinics"


def says_it_is_wrong(one: Person, entry: str = CLINICS) -> Message:
    one.says(f"about {entry}")
    one.presses("Something's wrong")
    return one.presses("Closed or ended")


def test_a_steward_hears_what_is_wrong_with_her_entry_and_the_anchor_does_too(world: World) -> None:
    dana, ben, _ = seated(world, DANA, BEN, CARA)
    assert "No entry has a steward" in dana.says("stewards").text
    asked = dana.says("steward of virtual inclusion clinics")
    assert (asked.title, fact(asked, "Steward")) == (CLINICS, "nobody yet")
    assert fact(dana.presses("Ben"), "Steward") == "Ben"
    assert f"the steward of “{CLINICS}” in Oldham" in ben.last().text
    guest = world.person("guest")
    guest.settles("Oldham", "SENCO")
    assert "noted for whoever looks after the entry" in says_it_is_wrong(guest).text
    assert ben.last().text.startswith(
        f"Somebody says of “{CLINICS}”: closed or ended. Could you find out, as its steward"
    )
    assert dana.last().text == f"Somebody says of “{CLINICS}”: closed or ended. Its steward, Ben, was told too."
    before = len(ben.bubbles())
    says_it_is_wrong(guest)
    assert len(ben.bubbles()) == before, "once a month for each thing"
    assert ben.presses("See the entry").title == CLINICS
    assert fact(dana.says("stewards"), CLINICS) == "Ben"
    dana.presses(CLINICS)
    dana.presses("Nobody")
    assert "no longer look after" in ben.last().text
    assert noted(world) == ["steward made", "steward ended"]


def test_of_an_entry_without_a_steward_only_the_anchor_hears_and_not_once_she_has_said_stop(world: World) -> None:
    dana, ben = seated(world, DANA, BEN)
    says_it_is_wrong(ben)
    assert "It has no steward" in dana.last().text
    dana.says("stop")
    before = len(dana.bubbles())
    says_it_is_wrong(ben, "SENCo meetings")
    assert len(dana.bubbles()) == before


def test_the_care_of_an_entry_is_offered_to_whoever_is_nearest_to_the_leaver(world: World) -> None:
    dana, ben, cara = seated(world, DANA, BEN, CARA)
    dana.says(f"steward of {CLINICS}")
    dana.presses("Ben")
    assert fact(_card_of(dana, "Ben"), "Steward of") == CLINICS
    assert f"“{CLINICS}” needs a new steward (perhaps Cara)" in ben.says("leave").text
    ben.presses("Leave")
    assert dana.says("stewards").facts == ((CLINICS, "nobody since the last one left"),)
    farewell = next(bubble for bubble in dana.bubbles() if "Ben has left" in bubble.message.text)
    dana.presses(f"Cara looks after {CLINICS}"[:40], farewell)
    assert f"the steward of “{CLINICS}”" in cara.last().text
    assert "Who looks after entries" not in labels(cara.says("briefing")), "she has not agreed to be shown"
    within(world, lambda work: work.connection.execute(sa.update(tables.member).values(shown=True)))
    cara.says("briefing")
    assert cara.presses("Who looks after entries").facts == ((CLINICS, "Cara"),)


def _card_of(anchor: Person, name: str) -> Message:
    anchor.says("members")
    return anchor.presses(name)


def test_nobody_gives_an_entry_of_another_place_a_steward(small: World) -> None:
    dana, ben = seated(small, DANA, BEN)
    assert dana.says("steward of Team Around the School in Atlantis") == steward.UNKNOWN
    code = small.library.directory.code(
        next(one for one in small.library.directory.services if "worcestershire/" in one)
    )
    number = within(small, lambda work: work.person_at(ben.address))
    small.hear(Event("forged", dana.address, dana.address, pressed=f"S:g:oldham:{code}:{number}", message="m1"))
    assert within(small, lambda work: work.connection.execute(sa.select(tables.steward)).all()) == []
    assert "directly" in dana.says("stewards", Address("fake", "w", "c1", dana.address.id)).text


# ---- leaving


def test_what_hung_on_a_leaver_is_offered_to_whoever_is_nearest(world: World) -> None:
    dana, ben, cara = seated(world, DANA, BEN, CARA)
    group(world, "Attendance", ben, ben, cara)
    sure = ben.says("leave")
    assert "“Attendance” needs a new lead (perhaps Cara)" in sure.text
    assert roles(world, ben) == {"member", "sub-group lead"}
    assert "You have left Oldham" in ben.presses("Leave").text
    assert roles(world, ben) == set()
    assert dana.last().text == "Ben has left Oldham. “Attendance” needs a new lead (perhaps Cara)."
    dana.presses("Cara leads Attendance")
    assert roles(world, cara) == {"member", "sub-group lead"}
    row = within(
        world,
        lambda work: work.connection.execute(sa.select(tables.member).where(tables.member.c.left != sa.null())).one(),
    )
    assert (row.name, row.organisation, row.sector, row.shown) == ("", "", "health", False)
    assert noted(world) == ["left", "lead made"]


def test_a_leaver_says_what_was_good_without_a_name_and_skips_what_she_likes(world: World) -> None:
    dana, ben = seated(world, DANA, BEN)
    ben.says("leave")
    ben.presses("Leave")
    assert ben.presses("Answer three questions").text == leave.QUESTIONS[0][1]
    assert ben.says("Marigold Thistlethwaite dob 11/02/2015 was helped").text == leave.NOTHING_KEPT.text
    ben.says("Meeting other schools")
    ben.presses("Skip")
    assert leave.THANKS in ben.says("Shorter meetings").text
    said = dana.says("farewells")
    assert dict(said.facts) == {
        leave.QUESTIONS[0][1]: "Meeting other schools (2026-11)",
        leave.QUESTIONS[2][1]: "Shorter meetings (2026-11)",
    }
    assert "Ben" not in str(said)
    assert "Only an anchor" in ben.says("farewells").text


def test_whoever_does_not_want_to_answer_is_left_alone(small: World) -> None:
    _, ben = seated(small, DANA, BEN)
    ben.says("leave")
    assert "you stay" in ben.presses("Stay").text
    ben.says("leave")
    ben.presses("Leave")
    assert leave.THANKS in ben.presses("No, thank you").text
    small.hear(Event("late", ben.address, ben.address, pressed="l:q:oldham:1", message="m1"))
    assert ben.last() == leave.OVER
    assert ben.says("leave") == leave.NO_MEMBER


# ---- nobody is ever two, and no two are ever one


PEOPLE, PLACES = ("ann", "ben"), ("oldham", "leeds")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("join", "leave", "remove", "ask", "decline")), st.sampled_from(PEOPLE), st.sampled_from(PLACES)
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whoever_joins_and_leaves_in_any_order_stays_one_person(steps: Sequence[tuple[str, str, str]]) -> None:
    store = Store("sqlite://", Clock())
    store.create()
    store.run(_found)
    belongs = {(who, slug): False for who in PEOPLE for slug in PLACES}
    for number, (what, who, slug) in enumerate(steps):
        store.run(lambda work, n=number, w=what, a=who, s=slug: _step(work, n, w, a, s))  # type: ignore[misc]
        belongs[who, slug] = (belongs[who, slug] or what == "join") and what not in ("leave", "remove")
        store.run(lambda work: _checked(work, belongs))
    store.close()


def _found(work: Work) -> None:
    anchor = work.person_at(Address("fake", "w", "anchor"))
    for slug in PLACES:
        collaboratives.create(work, slug, slug.title())
        members.appoint(work, anchor, slug)
        members.admit(work, anchor, slug, name="Anchor")


def _step(work: Work, number: int, what: str, who: str, slug: str) -> None:
    sender = Address("fake", "w", who)
    event = Event(f"s{number}", sender, sender)
    if what == "remove":
        anchor = Address("fake", "w", "anchor")
        her = work.known(sender, sender).id
        carry_out(work, work.person_at(anchor), Event(f"s{number}", anchor, anchor), roster.Remove(slug, her, "b"))
        return
    code = invitations.issue(work, slug, Invitee(who.title()), None).code if what in ("join", "decline") else ""
    effect: Any = {
        "join": join.Agree(code, join.NOTICE, "b"),
        "decline": join.Decline(code, "b"),
        "leave": leave.Depart(slug, True, "b"),
        "ask": join.ShowMe(slug, "b"),
    }[what]
    carry_out(work, work.person_at(sender), event, effect)


def _checked(work: Work, belongs: dict[tuple[str, str], bool]) -> None:
    for (who, slug), is_member in belongs.items():
        sender = Address("fake", "w", who)
        known = work.known(sender, sender).id
        assert (Role.MEMBER in members.roles(work, known, slug)) == is_member
    rows = work.connection.execute(sa.select(tables.address.c.account, tables.address.c.person)).all()
    assert len({row.person for row in rows}) == len(rows), "two people are one"
    assert len({row.account for row in rows}) == len(rows), "one person is two"
    people = set(work.connection.execute(sa.select(tables.person.c.id)).scalars())
    assert people == {row.person for row in rows}
    rows = work.connection.execute(sa.select(tables.member.c.person, tables.member.c.collaborative)).all()
    assert len({tuple(row) for row in rows}) == len(rows)
