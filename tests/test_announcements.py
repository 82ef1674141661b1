"""Announcements: whole conversations over the fake platform, each turn a restart, on both databases."""

from __future__ import annotations

import asyncio
import multiprocessing
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa

from bot import tables
from bot.__main__ import main
from bot.app import App
from bot.delivery import broadcast, ledger
from bot.flows.announce import kept
from bot.flows.turn import Launch
from bot.membership import members as membership
from bot.messages import Address, Event, Message
from bot.platform import Refused, Unreachable, Unsure
from bot.store import Store
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, members, within
from tests.databases import databases
from tests.fake import Fake, Person, World, buttons

T = TypeVar("T")
TEXT = "The workshop is on Friday 4 December in the Civic Centre."
ASKED = f"{TEXT}\nPlease bring your figures.\n? Will you come? | Yes | No | Maybe"


class Troubled(Fake):
    """A platform where the first message to some accounts fails."""

    def __init__(self, troubles: dict[str, Exception]) -> None:
        super().__init__()
        self._troubles = troubles

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        trouble = self._troubles.pop(to.id, None)
        if trouble:
            raise trouble
        return await super().send(to, message, replacing, key)


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    return World(library, request.param(tmp_path))


def announces(world: World, text: str = TEXT) -> Person:
    her = an_anchor(world)
    her.says("announce")
    her.says(text)
    her.presses("Confirm")
    return her


def got(people: list[Person], text: str = TEXT) -> list[int]:
    """How often each of them has an announcement."""
    return [sum(bubble.message.text.startswith(text) for bubble in one.bubbles()) for one in people]


def facts(message: Message) -> dict[str, str]:
    return dict(message.facts)


def the_one_bubble(her: Person) -> Message:
    """The anchor's bubble about her announcement."""
    (found,) = (b.message for b in her.bubbles() if b.message.title.startswith(("Going out", "Sent to")))
    return found


# ---- sending


def test_an_announcement_reaches_every_member_once_and_is_reported(world: World) -> None:
    people, others = members(world, 5), members(world, 2, "leeds")
    her = an_anchor(world)
    assert "Oldham" in her.says("announce").text
    preview = her.says(TEXT)
    assert preview.text == TEXT
    assert facts(preview)["To"] == "5 people in Oldham"
    assert [button.label for button in buttons(preview)] == ["Confirm", "Change", "Cancel"]
    goes_out(world)
    assert got(people) == [0] * 5
    her.presses("Confirm")
    goes_out(world)
    assert got(people) == [1] * 5
    assert got(others) == [0] * 2
    report = the_one_bubble(her)
    assert report.title == "Sent to Oldham"
    assert facts(report) == {"Sent": "5 of 5"}


def test_whoever_has_two_accounts_is_told_once_and_the_unreachable_are_not_counted(world: World) -> None:
    people = members(world, 3)
    second = Address("fake", "w2", "also")

    def change(work: Work) -> None:
        who = work.known(people[0].address, people[0].address).id
        row = {"platform": "fake", "workspace": "w2", "account": "also", "person": who}
        work.connection.execute(sa.insert(tables.address).values(row))
        gone = sa.update(tables.address).where(tables.address.c.account == people[2].address.id)
        work.connection.execute(gone.values(unreachable=True))

    within(world, change)
    her = an_anchor(world)
    her.says("announce")
    assert facts(her.says(TEXT))["To"] == "2 people in Oldham (1 more can't be reached)"
    her.presses("Confirm")
    goes_out(world)
    assert got(people) == [1, 1, 0]
    assert second not in world.platform.chats


def test_an_expansion_killed_in_the_middle_goes_on_where_it_was(world: World) -> None:
    people = members(world, broadcast.CHUNK * 2 + 30)
    her, number = confirmed_only(world)
    assert within(world, lambda work: broadcast.go_on(work, number)) == "expanding"

    def dies(work: Work) -> None:
        broadcast.go_on(work, number)
        raise Killed

    with pytest.raises(Killed):
        within(world, dies)
    assert sum(within(world, lambda work: ledger.counts(work, f"announcement:{number}")).values()) == broadcast.CHUNK
    goes_out(world, 3)
    assert got(people) == [1] * len(people)
    assert facts(the_one_bubble(her)) == {"Sent": f"{len(people)} of {len(people)}"}


class Killed(Exception):
    """The process ends here."""


def confirmed_only(world: World) -> tuple[Person, int]:
    """An anchor who has confirmed, and the bot stopped before anything else was done."""
    her = an_anchor(world)
    her.says("announce")
    her.says(TEXT)

    def confirm(work: Work) -> int:
        known = work.known(her.address, her.address)
        draft = kept(known.states["announce"])
        press = Event("press", her.address, her.address)
        assert draft
        (message,) = broadcast.make(work, known.id, press, Launch(draft, draft.key, "b1"))
        ledger.say(work, "press:0", her.address, message)
        (number,) = broadcast.due(work)
        return number

    return her, within(world, confirm)


def test_progress_is_shown_while_it_goes_out(world: World) -> None:
    members(world, broadcast.CHUNK + 5)
    her = announces(world)
    shown = the_one_bubble(her)
    assert shown.title in ("Going out to Oldham", "Sent to Oldham")
    goes_out(world, 3)
    assert the_one_bubble(her).title == "Sent to Oldham"


@pytest.mark.parametrize(("choice", "expected"), [("Send again", [1, 1]), ("Take as sent", [0, 1])])
def test_the_anchor_decides_about_what_may_have_arrived(world: World, choice: str, expected: list[int]) -> None:
    people = members(world, 2)
    world.platform = Troubled({"oldham1": Unsure()})
    her = announces(world)
    goes_out(world)
    report = the_one_bubble(her)
    assert facts(report) == {"Sent": "1 of 2", "Unsure": "1 (no answer came; they may have it)"}
    her.presses(choice, next(b for b in her.bubbles() if b.message is report))
    goes_out(world)
    assert sorted(got(people)) == sorted(expected)
    assert facts(the_one_bubble(her)) == {"Sent": "2 of 2"}


def test_the_unreachable_and_the_failed_are_told_apart(world: World) -> None:
    members(world, 3)
    world.platform = Troubled({"oldham0": Unreachable(), "oldham2": Refused("too long")})
    her = announces(world)
    goes_out(world)
    shown = facts(the_one_bubble(her))
    assert shown["Sent"] == "1 of 3"
    assert shown["Unreachable"].startswith("1 ")
    assert shown["Failed"].startswith("1 ")


# ---- before it is sent


def test_change_asks_for_the_text_again_and_cancel_keeps_nothing(world: World) -> None:
    people = members(world, 2)
    her = an_anchor(world)
    her.says("announce")
    her.says("Not this one")
    assert "Write me" in her.presses("Change").text
    assert her.says(TEXT).text == TEXT
    assert "Nothing was sent" in her.presses("Cancel").text
    goes_out(world)
    assert got(people) == [0, 0]
    assert within(world, lambda work: work.known(her.address, her.address).states) == {}


def test_an_old_preview_cannot_be_confirmed_and_a_second_press_sends_nothing_again(world: World) -> None:
    people = members(world, 2)
    her = an_anchor(world)
    her.says("announce")
    her.says("The first text")
    old = her.bubbles()[-1]
    shown = old.message
    her.presses("Change")
    her.says(TEXT)
    new = her.bubbles()[-1]
    before = new.message
    world.hear(Event("old", her.address, her.address, pressed=buttons(shown)[0].token, message=old.id))
    assert "no longer" in her.last().text
    for name in ("one", "two"):
        world.hear(Event(name, her.address, her.address, pressed=buttons(before)[0].token, message=new.id))
    goes_out(world)
    assert got(people) == [1, 1]
    assert got(people, "The first text") == [0, 0]
    assert the_one_bubble(her).title == "Sent to Oldham"


@pytest.mark.parametrize(
    "words",
    [f"{TEXT} Marigold Thistlethwaite dob 11/02/2015 will speak.", "A boy here says he will kill himself tonight"],
)
def test_a_flagged_text_is_refused_kindly_and_not_kept(library: Library, tmp_path: Path, words: str) -> None:
    world = World(library, f"sqlite:///{tmp_path / 'signpost.db'}")
    members(world, 2)
    her = an_anchor(world)
    her.says("announce")
    her.says(words)
    assert any("I can't announce that" in bubble.message.text for bubble in her.bubbles())
    assert b"Thistlethwaite" not in world.files
    assert b"kill himself" not in world.files
    assert her.says(TEXT).title == "Shall this go out?"


@pytest.mark.parametrize(
    "words", ["? Will you come? | Yes | No", f"{TEXT}\n? Will you come?", f"{TEXT}\n? Come? | Yes | Yes", "x" * 2001]
)
def test_what_cannot_be_sent_is_said_at_once(world: World, words: str) -> None:
    her = an_anchor(world)
    her.says("announce")
    assert "again, or “cancel”" in her.says(words).text
    assert "not kept" in her.says("cancel").text


# ---- rights


def test_whoever_is_no_anchor_is_told_so_and_changes_nothing(world: World) -> None:
    (teacher,) = members(world, 1)
    assert "Only an anchor" in teacher.says("announce").text
    assert teacher.says("help").title == "I tell you who to refer to"


def test_an_anchor_of_two_chooses_and_never_a_third(world: World) -> None:
    her = an_anchor(world, "oldham", "leeds")
    assert [button.label for button in buttons(her.says("announce"))] == ["Leeds", "Oldham", "All of these"]
    world.hear(Event("forged", her.address, her.address, pressed="a:c:hackney", message="m1"))
    assert "Only an anchor" in her.last().text
    her.says("announce")
    assert "Leeds" in her.presses("Leeds").text


def test_who_is_dismissed_between_preview_and_confirm_sends_nothing(world: World) -> None:
    people = members(world, 2)
    her = an_anchor(world)
    her.says("announce")
    her.says(TEXT)
    assert within(world, lambda work: membership.dismiss(work, work.person_at(her.address), "oldham"))
    assert "Only an anchor" in her.presses("Confirm").text
    goes_out(world)
    assert got(people) == [0, 0]


@pytest.mark.parametrize("token", ["a:close:1", "a:again:1", "a:taken:1"])
def test_an_anchor_of_another_collaborative_decides_nothing(world: World, token: str) -> None:
    members(world, 2)
    announces(world, ASKED)
    goes_out(world)
    other = world.person("other")
    within(world, lambda work: membership.appoint(work, work.person_at(other.address), "leeds"))
    before = within(world, _rows)
    world.hear(Event("forged", other.address, other.address, pressed=token, message="m1"))
    assert "Only an anchor" in other.last().text
    assert within(world, _rows) == before


def _rows(work: Work) -> list[tuple[object, ...]]:
    table = tables.announcement.c
    return [tuple(row) for row in work.connection.execute(sa.select(table.state, table.closed, table.text))]


@pytest.mark.parametrize(
    "token", ["a:", "a:ok:", "a:o:1", "a:o:9:1", "a:o:1:9", "a:o:x:y", "a:c:nowhere", "a:close:99", "a:no:", "k:"]
)
def test_a_forged_button_changes_nothing(world: World, token: str) -> None:
    (teacher,) = members(world, 1)
    announces(world, ASKED)
    goes_out(world)
    before = within(world, _rows)
    world.hear(Event("forged", teacher.address, teacher.address, pressed=token, message="m1"))
    assert within(world, _rows) == before
    assert within(world, _chosen) == []


# ---- the question


def _chosen(work: Work) -> list[str]:
    return list(work.connection.execute(sa.select(tables.answer.c.value).order_by(tables.answer.c.person)).scalars())


def test_answers_are_counted_live_can_be_changed_and_show_what_was_chosen(world: World) -> None:
    people = members(world, 3)
    her = announces(world, ASKED)
    goes_out(world)
    assert facts(the_one_bubble(her)) == {"Sent": "3 of 3", "Yes": "0", "No": "0", "Maybe": "0"}
    shown = people[0].presses("Yes")
    assert shown.text == f"{TEXT}\nPlease bring your figures."
    assert facts(shown)["You chose"] == "Yes"
    people[1].presses("No")
    people[2].presses("Maybe")
    goes_out(world)
    assert facts(the_one_bubble(her)) == {"Sent": "3 of 3", "Yes": "1", "No": "1", "Maybe": "1"}
    assert facts(people[0].presses("No"))["You chose"] == "No"
    assert [len(one.bubbles()) for one in people] == [1, 1, 1]
    goes_out(world)
    assert facts(the_one_bubble(her)) == {"Sent": "3 of 3", "Yes": "0", "No": "2", "Maybe": "1"}


def test_after_the_close_nothing_changes_and_the_text_is_gone(world: World) -> None:
    people = members(world, 2)
    her = announces(world, ASKED)
    goes_out(world)
    people[0].presses("Yes")
    goes_out(world)
    her.presses("Close", next(b for b in her.bubbles() if b.message is the_one_bubble(her)))
    assert "closed" in the_one_bubble(her).text
    assert "closed" in people[0].presses("No").text
    assert within(world, _chosen) == ["0"]
    assert within(world, _rows) == [("settled", True, "")]


def test_an_open_question_closes_by_itself(world: World) -> None:
    members(world, 1)
    her = announces(world, ASKED)
    goes_out(world)
    world.clock.pass_by(broadcast.QUESTION_LASTS)
    goes_out(world)
    assert within(world, _rows) == [("settled", True, "")]
    assert facts(the_one_bubble(her))["Sent"] == "1 of 1"


def test_only_members_answer(world: World) -> None:
    members(world, 1)
    (stranger,) = members(world, 1, "leeds")
    announces(world, ASKED)
    goes_out(world)
    world.hear(Event("forged", stranger.address, stranger.address, pressed="a:o:1:0", message="m1"))
    assert within(world, _chosen) == []


def test_two_presses_racing_from_two_processes_are_one_answer(world: World) -> None:
    people = members(world, 12)
    announces(world, ASKED)
    goes_out(world)
    presses = [(one.address, one.bubbles()[-1].id) for one in people]
    forked = multiprocessing.get_context("fork")
    ready = forked.Barrier(2)
    replicas = [forked.Process(target=_press_all, args=(world, presses, option, ready)) for option in range(2)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join(60)
    assert [replica.exitcode for replica in replicas] == [0, 0]
    chosen = within(world, _chosen)
    assert len(chosen) == len(people)
    assert set(chosen) <= {"0", "1"}
    states = within(world, lambda work: set(work.connection.execute(sa.select(tables.inbox.c.state)).scalars()))
    assert states == {"done"}


def _press_all(world: World, presses: list[tuple[Address, str]], option: int, ready: Barrier) -> None:
    """In a process of its own: each of them presses at the same moment as in the other."""

    async def press() -> None:
        app = App(store, world.library)
        for her, message in presses:
            ready.wait(30)
            await app.hear(Event(f"{option}-{her.id}", her, her, pressed=f"a:o:1:{option}", message=message))
        await app.settle()

    with closing(Store(world.url, world.clock)) as store:
        asyncio.run(press())


def test_two_processes_expanding_at_once_leave_each_message_once(world: World) -> None:
    people = members(world, broadcast.CHUNK + 40)
    her, number = confirmed_only(world)
    replicas = [Store(world.url, world.clock) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        list(
            threads.map(
                lambda store: [store.run(lambda work: broadcast.go_on(work, number)) for _ in range(4)], replicas
            )
        )
    for replica in replicas:
        replica.close()
    goes_out(world, 3)
    assert got(people) == [1] * len(people)
    assert facts(the_one_bubble(her)) == {"Sent": f"{len(people)} of {len(people)}"}


# ---- the command


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE", f"sqlite:///{tmp_path / 'signpost.db'}")
    monkeypatch.setenv("SIGNPOST_TELEGRAM_TOKEN", "77:abc")


def test_the_first_anchor_is_made_on_the_command_line(installed: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["anchor", "add", "oldham", "telegram:12345"]) == 0
    assert main(["anchor", "add", "oldham", "telegram:12345"]) == 0
    assert main(["anchor", "add", "leeds", "slack:T1:U1"]) == 0
    assert main(["anchor", "list"]) == 0
    said = capsys.readouterr().out
    assert "is now an anchor of oldham" in said
    assert "was already an anchor" in said
    assert "telegram:77:12345" in said
    assert main(["anchor", "remove", "leeds", "slack:T1:U1"]) == 0
    assert "no longer an anchor of leeds" in capsys.readouterr().out
    assert main(["anchor", "add", "leeds", "slack:T1:U1", "--facilitator"]) == 0
    assert main(["anchor", "list"]) == 0
    said = capsys.readouterr().out
    assert "is now a facilitator of leeds" in said
    assert re.search(r"leeds +facilitator +slack:T1:U1", said)


def test_a_collaborative_that_is_no_place_of_the_directory_has_an_anchor_too(
    installed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collaborative", "create", "north-coast", "--name", "North Coast"]) == 0
    assert main(["anchor", "add", "north-coast", "slack:T1:U1"]) == 0
    assert "slack:T1:U1 is now an anchor of north-coast" in capsys.readouterr().out
    assert main(["anchor", "remove", "south-coast", "slack:T1:U1"]) == 2
    assert "'south-coast' is not known: one of north-coast" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["oldhamm", "telegram:1"],
        ["oldham", "U1"],
        ["oldham", "slack:U1"],
        ["oldham", "telegram:@jo"],
        ["oldham", "telegram: 12"],
    ],
)
def test_a_wrong_anchor_is_one_clear_line(
    installed: None, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["anchor", "add", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_whoever_looks_after_several_announces_the_workshop_that_they_share(world: World) -> None:
    ours, theirs = members(world, 2), members(world, 1, "leeds")
    strangers = members(world, 1, "hackney")
    her = an_anchor(world, "oldham", "leeds")
    her.says("announce")
    assert "Leeds and Oldham" in her.presses("All of these").text
    assert dict(her.says(ASKED).facts)["To"].startswith("3 people in Leeds and Oldham")
    her.presses("Confirm")
    goes_out(world)
    assert got([*ours, *theirs, *strangers]) == [1, 1, 1, 0]
    assert [b.message.title for b in her.bubbles()][-2:] == ["Sent to Leeds", "Sent to Oldham"]
    ours[0].presses("Yes")
    theirs[0].presses("No")
    goes_out(world)
    assert [dict(b.message.facts)["Yes"] for b in her.bubbles()[-2:]] == ["0", "1"]
