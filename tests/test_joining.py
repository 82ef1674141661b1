"""Invitations and joining: whole conversations over the fake platform, each turn a restart, on both databases."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot import tables
from bot.__main__ import main
from bot.flows import code as codes
from bot.flows import invite, join
from bot.flows.invite import Invitee
from bot.flows.name import is_name
from bot.membership import collaboratives, invitations
from bot.membership import members as membership
from bot.membership.codes import TRIES
from bot.messages import Address, Event
from bot.store import Store
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import within
from tests.databases import databases
from tests.fake import Clock, Person, World, buttons

ANNA = "Anna Brook, anna.brook@school.example, Elm Primary, education"


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    """On one database, where storage does not matter."""
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def founded(world: World, slug: str = "oldham") -> Person:
    """A collaborative, and its anchor."""
    her = world.person(f"anchor-{slug}")

    def found(work: Work) -> None:
        collaboratives.create(work, slug, slug.title(), world.library.collaboratives.get(slug))
        membership.appoint(work, work.person_at(her.address), slug)
        invitations.call(work, "telegram", "77", "signpost_bot")
        invitations.call(work, "slack", "", "/signpost")

    within(world, found)
    return her


def code_for(world: World, slug: str = "oldham", name: str = "") -> str:
    return within(world, lambda work: invitations.issue(work, slug, Invitee(name), None).code)


def rows(world: World, *names: str) -> list[tuple[Any, ...]]:
    def read(work: Work) -> list[tuple[Any, ...]]:
        chosen = [tables.metadata.tables[name] for name in names]
        return [tuple(row) for table in chosen for row in work.connection.execute(sa.select(table).order_by(*table.c))]

    return within(world, read)


def me(person: Person) -> dict[str, str]:
    return dict(person.says("me").facts)


# ---- inviting


def test_an_anchor_invites_one_person_who_joins_by_her_code(world: World) -> None:
    anchor, anna = founded(world), world.person("anna")
    assert "Whom shall I invite" in anchor.says("invite").title
    shown = anchor.says(ANNA)
    assert shown.title == "Invite one person to Oldham?"
    assert shown.text == "Anna Brook · anna.brook@school.example · Elm Primary · Schools and education"
    assert "child" not in shown.small
    given = dict(anchor.presses("Invite 1").facts)["Anna Brook"]
    code = re.search(r"join ([\w-]+)”$", given)
    assert code
    assert f"https://t.me/signpost_bot?start={codes.read(code[1])}" in given
    assert f"/signpost join {code[1]}" in given

    notice = anna.says(f"join {code[1]}")
    assert notice.title == "Join Oldham?"
    assert rows(world, "member") == []
    assert "What shall I call you?" in anna.presses("I agree").text
    assert "What do you do?" in anna.presses("Keep “Anna Brook”").text
    assert "Which sector" in anna.presses("SENCO").text
    assert "organisation" in anna.presses("Next").text
    assert "Which age" in anna.presses("Keep “Elm Primary”").text
    groups = anna.presses("Primary")
    assert "sub-groups" in groups.text
    assert "☑ Headteacher inclusion" in buttons(anna.presses("☐ Headteacher"))[0].label
    assert "other members see" in anna.presses("Next").text
    assert anna.presses("Yes").title == "Welcome to Oldham, Anna Brook"
    assert len(anna.bubbles()) == 1
    held = me(anna)
    assert held.pop("Agreed").startswith("privacy notice 1, 23 November 2026")
    assert held == {
        "Name": "Anna Brook",
        "Role": "SENCO",
        "Sector": "Schools and education",
        "Organisation": "Elm Primary",
        "Phase": "Primary",
        "Sub-groups": "Headteacher inclusion network",
        "In “who is who”": "yes",
    }
    assert b"anna.brook@school" not in world.files or "postgresql" in world.url


def test_many_are_invited_from_a_paste_or_a_file_and_given_out_as_a_table(small: World) -> None:
    anchor = founded(small)
    anchor.says("invite")
    paste = "Name\tE-mail\tSector\nAnna Brook\tanna@school.example\tschool\n=SUM(A1)\tben@nhs.example\thealth\n"
    assert anchor.sends("people.csv", paste.encode("utf-8-sig")).title == "Invite 2 people to Oldham?"
    anchor.presses("Invite 2")
    file = anchor.last().file
    assert file
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "name,email,organisation,sector,code,telegram_link,slack_command,last_day"
    assert lines[2].startswith("'=SUM(A1),ben@nhs.example,,Health,")
    assert lines[1].endswith(",23 December")
    taken = re.findall(r"start=(\w{12})", file.content.decode())
    assert len(set(taken)) == 2
    for number, code in enumerate(taken):
        assert small.person(f"t{number}").says(f"start {code}").title == "Join Oldham?"


def test_a_list_with_mistakes_invites_nobody_and_says_which_lines(small: World) -> None:
    anchor = founded(small)
    anchor.says("invite")
    said = anchor.says("Anna Brook, anna@school\nBen Hill, ben@nhs.example\n@elm\nBen, ben@nhs.example\n")
    assert "there are 3 lines to put right" in said.text
    assert [line.split(":")[0] for line in said.text.splitlines()[1:]] == ["Line 1", "Line 3", "Line 4"]
    assert rows(small, "invitation") == []
    assert anchor.says("Anna Brook\nBen Hill").title == "Invite 2 people to Oldham?"
    assert "Write one person on each line" in anchor.presses("Change").text
    anchor.says("Cara Mill")
    assert "Nobody was invited" in anchor.presses("Cancel").text
    assert rows(small, "invitation", "conversation") == []


def test_a_list_is_not_journalled_and_a_question_in_between_is_answered(small: World) -> None:
    anchor = founded(small)
    anchor.says("place")
    anchor.presses("Oldham")
    anchor.presses("SENCO")
    anchor.says("invite")
    assert "Educational" in str(anchor.says("who helps with dyslexia and a learning difficulty?"))
    anchor.says("Quentin Featherstonehaugh, quentin@school.example, Elm Primary")
    anchor.presses("Cancel")
    assert b"eatherstonehaugh" not in small.files


def test_a_list_that_tells_of_danger_is_refused(small: World) -> None:
    anchor = founded(small)
    anchor.says("invite")
    anchor.says("Anna, anna@school.example\nand a boy here says he will kill himself tonight")
    said = [bubble.message for bubble in anchor.bubbles()]
    assert said[1].title == "This may be a safeguarding matter"
    assert said[-1] == invite.REFUSED
    assert b"anna@school" not in small.files


def test_whoever_is_no_anchor_invites_nobody(small: World) -> None:
    founded(small)
    founded(small, "east-sussex")
    other = small.person("anchor-east-sussex")
    code_for(small)
    (number, *_), *_ = before = rows(small, "invitation")
    assert "Only an anchor" in small.person("anna").says("invite Ben Hill, ben@school.example").text
    for token in (f"i:rv:{number}", "i:c:oldham", "i:l:oldham"):
        small.hear(Event(token, other.address, other.address, pressed=token, message="m1"))
        assert "Only an anchor" in other.last().text
    assert rows(small, "invitation") == before


def test_open_invitations_are_listed_and_taken_back(small: World) -> None:
    anchor = founded(small)
    anchor.says("invite Ben Hill, ben@school.example")
    anchor.presses("Invite 1")
    (code,) = re.findall(r"start=(\w{12})", str(anchor.last().facts))
    listing = anchor.says("invitations")
    assert dict(listing.facts)["Open"] == "1"
    anchor.presses("✕ Ben Hill")
    assert dict(anchor.last().facts)["Open"] == "0"
    assert small.person("ben").says(f"join {code}") == join.REVOKED
    anchor.says("invite Ben Hill, ben@school.example")
    anchor.presses("Invite 1")
    anchor.says("invite Ben Hill, BEN@school.example")
    assert "has an open invitation: the new code takes its place" in anchor.last().small
    anchor.presses("Invite 1")
    assert dict(anchor.says("invitations").facts)["Open"] == "1"


def test_pressing_invite_twice_makes_one_code_each(small: World) -> None:
    anchor = founded(small)
    anchor.says("invite Ben Hill, ben@school.example")
    bubble = anchor.bubbles()[-1]
    token = buttons(bubble.message)[0].token
    anchor.presses("Invite")
    small.hear(Event("again", anchor.address, anchor.address, pressed=token, message=bubble.id))
    assert anchor.last() == invite.OLD
    assert len(rows(small, "invitation")) == 1


# ---- codes


def test_codes_are_read_however_they_are_typed_and_the_screen_lets_them_pass(small: World) -> None:
    founded(small)
    codes_made = [code_for(small) for _ in range(12)]
    for number, code in enumerate(codes_made):
        shown = codes.spelled(code)
        slips = shown.replace("8", "B").replace("5", "S").replace("2", "z").replace("6", "g")
        forms = (f"join {shown}", f"Join {shown.lower()}", f"join {slips}", shown, f"/join {code}", f"start {code}")
        assert small.person(f"u{number}").says(forms[number % len(forms)]).title == "Join Oldham?"


def test_a_code_works_once_until_it_expires(world: World) -> None:
    founded(world)
    code, late = code_for(world), code_for(world)
    anna, ben = world.person("anna"), world.person("ben")
    bens_notice = ben.says(f"join {code}")
    anna.says(f"join {code}")
    anna.presses("I agree")
    assert ben.says(f"join {code}") == join.USED
    world.hear(Event("late", ben.address, ben.address, pressed=buttons(bens_notice)[0].token, message="m2"))
    assert ben.last() == join.USED
    assert "already" in anna.says(f"join {code}").text
    world.clock.pass_by(invite.LASTS)
    assert ben.says(f"join {late}") == join.EXPIRED
    assert len(rows(world, "member")) == 1


def test_after_five_wrong_codes_none_is_looked_at_for_an_hour(world: World) -> None:
    founded(world)
    code = code_for(world)
    eve = world.person("eve")
    for number in range(TRIES):
        assert eve.says(f"join {'C' * 11}{number + 2}") == join.UNKNOWN
    assert eve.says(f"join {code}") == join.TOO_MANY
    assert world.person("anna").says(f"join {code}").title == "Join Oldham?"
    world.clock.pass_by(timedelta(hours=1))
    assert eve.says(f"join {code}").title == "Join Oldham?"


def test_wrong_codes_of_several_people_in_one_channel_count_together(small: World) -> None:
    founded(small)
    code = code_for(small)
    people = [small.person(f"eve{number}") for number in range(TRIES + 1)]
    for number, one in enumerate(people):
        channel = Address("fake", "w", "channel", one.address.id)
        said = one.says(f"join {'C' * 11}{number + 2}" if number < TRIES else f"join {code}", channel)
    assert said == join.TOO_MANY


@pytest.mark.parametrize("words", ["join", "join K7QM-2XHD", "join 1234567890ab", "join hello"])
def test_what_is_meant_for_a_code_and_is_none_gets_one_clear_line(small: World, words: str) -> None:
    assert small.person("anna").says(words) == join.NO_CODE
    assert rows(small, "person") == []


def test_a_stranger_leaves_no_trace_before_she_agrees(world: World) -> None:
    founded(world)
    before = rows(world, "person", "address", "member")
    code, anna = code_for(world, name="Anna Brook"), world.person("anna")
    anna.says(f"join {'C' * 12}")
    anna.says(f"join {code}")
    assert "I keep nothing about you" in anna.presses("No, thank you").text
    assert rows(world, "person", "address", "member") == before
    assert "Brook" not in str(rows(world, "invitation"))
    anna.says(f"join {code}")
    anna.presses("I agree")
    assert len(rows(world, "member")) == 1


def test_consent_to_an_older_notice_is_asked_for_anew(small: World) -> None:
    founded(small)
    code, anna = code_for(small), small.person("anna")
    anna.says(f"join {code}")
    small.hear(Event("old", anna.address, anna.address, pressed=f"j:yes:{code}:0", message=anna.bubbles()[-1].id))
    assert anna.last().title == "Join Oldham?"
    assert rows(small, "member") == []


# ---- the questions


def joining(world: World, name: str = "") -> Person:
    founded(world)
    anna = world.person("anna")
    anna.says(f"join {code_for(world, name=name)}")
    anna.presses("I agree")
    return anna


def test_everything_can_be_typed_and_back_is_possible(small: World) -> None:
    anna = joining(small)
    assert "What do you do?" in anna.says("Marigold Thistlethwaite").text
    assert "What shall I call you?" in anna.presses("Back").text
    assert buttons(anna.last())[-1].label == "Keep “Marigold Thistlethwaite”"
    anna.says("Mari Thistlethwaite")
    assert "Which sector" in anna.says("family worker").text
    anna.says("council")
    anna.says("Oldham Early Help")
    anna.says("all ages")
    anna.says("skip")
    assert anna.says("yes").title == "Welcome to Oldham, Mari Thistlethwaite"
    held = me(anna)
    assert (held["Role"], held["Sector"]) == ("Family worker", "Local authority")
    assert (held["Organisation"], held["Phase"], held["Sub-groups"]) == ("Oldham Early Help", "All ages", "–")


def test_a_question_in_the_middle_is_answered_and_join_goes_on(world: World) -> None:
    anna = joining(world)
    anna.says("Anna")
    anna.presses("SENCO")
    answered = anna.says("who helps with dyslexia and a learning difficulty?")
    assert answered.title or answered.rows
    world.clock.pass_by(timedelta(days=30))
    assert "Which sector" in anna.says("join").text
    anna.presses("Next")
    assert "Which organisation" in anna.says("join").text


def test_each_answer_can_be_changed_later(small: World) -> None:
    anna = joining(small, name="Anna")
    for label in ("Keep “Anna”", "SENCO", "Next", "Skip", "Secondary", "Next", "No"):
        anna.presses(label)
    anna.says("me")
    anna.presses("Change: Organisation")
    assert dict(anna.says("Oak High School").facts)["Organisation"] == "Oak High School"
    anna.presses("Change: Sub-groups")
    anna.presses("☐ Headteacher")
    anna.presses("☑ Headteacher")
    assert dict(anna.presses("Back").facts)["Sub-groups"] == "–"
    anna.presses("Change: Role")
    assert dict(anna.presses("Health").facts)["Role"] == "Health"
    assert len(rows(small, "conversation")) == 0


@pytest.mark.parametrize(
    "token",
    ["j:rj:leeds:senco", "j:gj:oldham:99+", "j:sj:oldham:nowhere", "j:vj:oldham:perhaps", "j:me:leeds", "j:zz", "j:"],
)
def test_a_forged_answer_changes_nothing(small: World, token: str) -> None:
    anna = joining(small)
    before = rows(small, "member", "subgroup_member", "person")
    small.hear(Event("forged", anna.address, anna.address, pressed=token, message="m1"))
    assert rows(small, "member", "subgroup_member", "person") == before


def test_what_joins_in_a_channel_goes_on_in_private(small: World) -> None:
    founded(small)
    anna = small.person("anna")
    channel = Address("fake", "w", "channel", "anna")
    assert anna.says(f"join {code_for(small)}", channel) == join.GO_ON
    assert anna.last().title == "Join Oldham?"


def test_an_anchor_joins_her_own_collaborative_without_a_code(small: World) -> None:
    anchor = founded(small)
    assert anchor.says("join").title == "Join Oldham?"
    anchor.presses("I agree")
    assert "What do you do?" in anchor.says("Dana").text
    other = small.person("eve")
    small.hear(Event("forged", other.address, other.address, pressed="j:yes:@oldham:1", message="m1"))
    assert other.last() == join.UNKNOWN
    assert len(rows(small, "member")) == 1


@pytest.mark.parametrize("name", ["Anna", "Mary-Jane O'Neil", "Dr. Amara Obi", "Will Smith", "Zoë (Elm)", "J. R. Hill"])
def test_names_are_told_from_questions(name: str) -> None:
    assert is_name(name)
    for words in ("who helps with debt?", "can you help", "he won't come in", "year 9 autism", "0161 496 0000"):
        assert not is_name(words)


# ---- the command


def test_a_collaborative_is_made_on_the_command_line_and_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'signpost.db'}"
    monkeypatch.setenv("SIGNPOST_DATABASE", url)
    assert main(["collaborative", "create", "oldham"]) == 0
    assert main(["collaborative", "create", "elm", "--name", "Elm Valley"]) == 0
    store = Store(url, Clock())
    store.run(
        lambda work: work.connection.execute(sa.update(tables.collaborative).values(vision="Ours", quiet_to="08:00"))
    )
    store.close()
    assert main(["collaborative", "create", "oldham"]) == 0
    assert "was there already" in capsys.readouterr().out
    assert main(["collaborative", "show", "oldham"]) == 0
    said = capsys.readouterr().out
    assert "vision      Ours" in said
    assert "sub-group   Headteacher inclusion network" in said
    assert "Transitions" not in said
    assert "quiet       18:00 to 08:00" in said
    assert main(["collaborative", "show"]) == 0
    assert "2 collaboratives" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["create", "nowhere"],
        ["create", "No Where", "--name", "x"],
        ["create", "elm", "--name", "x" * 121],
        ["show", "elm"],
    ],
)
def test_a_wrong_collaborative_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE", f"sqlite:///{tmp_path / 'signpost.db'}")
    assert main(["collaborative", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1
