"""Files that people send: one kind line, unless somebody was asked for one; then it is read, and never written down."""

from __future__ import annotations

import asyncio
import io
from base64 import b64encode
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import handlers, logs
from bot.delivery import ledger
from bot.flows.turn import Turn, Wait
from bot.handlers.file import KIND_LINE, LARGEST, LOST, NAME_TELLS, TOO_LARGE
from bot.handlers.heard import Heard
from bot.messages import Event, Message, Upload
from bot.platform import TryLater
from bot.store import Store
from bot.tables import outbox
from bot.work import Work
from knowledge.library import Library
from knowledge.safety import Screened, screen_upload
from tests.databases import databases
from tests.fake import Person, World, deliver
from tests.pictures import CHART, RESULTS

DATES = b"date,what\n2026-12-01,Quokka workshop\n"
NOTHING = Screened("", (), "")
ORDINARY = (
    *(
        "dates.csv",
        "Lewes_workshops_2026-11-24.csv",
        "workshops 24-11-2026.csv",
        "export (3).csv",
        "calendar-term-1.ics",
    ),
    *("SENCO Forum Autumn.xlsx", "year 9 register.csv", "KS3_exclusions_2025-26.xlsx", "members_East_Sussex.csv"),
    *("at risk pupils.xlsx", "self-harm training dates.csv", "knife crime workshop.ics", "safeguarding leads.csv"),
    *("IMG_20261124_101112.jpg", "Scan 12 Nov 2026.pdf", "1234567890.csv", ".csv", "a", ""),
)
TELLING = (
    *(
        "Jack_Brown_dob_11-02-2015.csv",
        "Marigold_Thistlethwaite_attendance.xlsx",
        "Marigold-Thistlethwaite-exclusion.ics",
    ),
    *("he_has_a_knife.csv", "Jack Brown Y9.csv"),
)


def read_dates(heard: Heard, library: Library) -> Turn | None:
    """Somebody's dates: how many lines there are; the conversation is then over."""
    if heard.upload is None or "dates" not in heard.known.states:
        return None
    lines = heard.upload.content.count(b"\n")
    return Turn(say=(Message(text=f"{lines} lines in {heard.upload.name}"),), ends="dates")


@pytest.fixture(autouse=True)
def _dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "HANDLERS", (handlers.HANDLERS[0], read_dates, *handlers.HANDLERS[1:]))


@pytest.fixture
def anchor(world: World) -> Person:
    """Somebody who was not asked for anything."""
    person = world.person()
    person.settles("East Sussex", "Teacher")
    return person


@pytest.fixture
def asked(anchor: Person) -> Person:
    """Somebody who was asked for her dates, as a file."""

    def wait(work: Work) -> None:
        work.wait(work.person_at(anchor.address), Wait("dates", {"takes": ["ics", "csv"]}, timedelta(hours=1)))

    store = Store(anchor.world.url, anchor.world.clock)
    store.run(wait)
    store.close()
    return anchor


def test_a_file_that_nobody_asked_for_is_not_fetched(anchor: Person) -> None:
    assert anchor.sends("dates.csv", DATES) == KIND_LINE
    assert anchor.world.platform.fetched == []


def test_a_file_that_was_asked_for_is_read_once_and_the_next_is_not(asked: Person) -> None:
    assert asked.sends("Dates.CSV", DATES).text == "2 lines in Dates.CSV"
    assert asked.sends("dates.csv", DATES) == KIND_LINE
    assert len(asked.world.platform.fetched) == 1


def test_a_file_with_a_line_of_words_is_read_too(asked: Person) -> None:
    assert asked.sends("dates.csv", DATES, "here are the dates").text == "2 lines in dates.csv"


def test_the_conversation_still_waits_after_a_file_of_another_kind(asked: Person) -> None:
    refusal = asked.sends("dates.docx", DATES)
    assert refusal.text == ("I haven't opened that. Please send one file on its own, whose name ends in .csv or .ics.")
    assert asked.sends("csv", DATES) == refusal, "an ending needs a name"
    assert asked.world.platform.fetched == []
    assert asked.sends("dates.csv", DATES).text == "2 lines in dates.csv"


def test_a_picture_or_several_files_are_not_what_she_was_asked_for(asked: Person) -> None:
    asked.world.hear(Event("e77", asked.address, asked.address, file=True))
    assert "one file on its own" in asked.last().text


def test_a_picture_with_a_question_is_answered_while_she_is_asked_for_a_file(asked: Person) -> None:
    asked.world.hear(Event("e77", asked.address, asked.address, "who runs the BSN", file=True))
    assert asked.last().title == "Behaviour Support Networks"


def test_a_large_file_is_refused_before_and_while_it_is_fetched(asked: Person) -> None:
    assert asked.sends("dates.csv", b"x" * (LARGEST + 1)) == TOO_LARGE
    assert asked.world.platform.fetched == []
    assert asked.sends("dates.csv", b"x" * (LARGEST + 1), size=0) == TOO_LARGE
    assert asked.sends("dates.csv", b"x" * LARGEST).text == "0 lines in dates.csv"


@pytest.mark.parametrize("fault", [OSError("gone"), TryLater(5)])
def test_a_file_that_cannot_be_had_is_asked_for_again(asked: Person, fault: Exception) -> None:
    asked.world.platform.withholding = [fault]
    assert asked.sends("dates.csv", DATES) == LOST
    assert asked.sends("dates.csv", DATES).text == "2 lines in dates.csv"


def test_in_a_channel_no_file_is_fetched(asked: Person) -> None:
    channel = replace(asked.address, id="c1", person=asked.address.id)
    upload = Upload("f1", "dates.csv", len(DATES))
    asked.world.hear(Event("e77", asked.address, channel, file=True, upload=upload))
    assert asked.last(channel) == KIND_LINE
    assert asked.world.platform.fetched == []


def test_neither_content_nor_name_of_a_file_is_written_down_or_logged(asked: Person) -> None:
    log = io.StringIO()
    with redirect_stderr(log):
        logs.set_up()
        asked.world.platform.withholding = [OSError("Quokka")]
        for _ in range(2):
            asked.sends("wombats.csv", DATES)
        asked.sends("wombats.csv", DATES)
    store = Store(asked.world.url, asked.world.clock)
    store.checkpoint()
    store.close()
    kept = asked.world.files + log.getvalue().encode()
    assert b"file not fetched" in kept
    assert not [secret for secret in (b"Quokka", b"wombats", b"UXVva2th") if secret in kept]


@pytest.mark.parametrize("name", ["Marigold_Thistlethwaite_attendance.csv", "Jack_Brown_dob_11-02-2015.csv"])
def test_a_name_that_tells_of_a_child_is_flagged_and_the_file_not_fetched(asked: Person, name: str) -> None:
    answer = asked.sends(name, DATES)
    assert answer.text == NAME_TELLS.text
    assert answer.small.startswith("Please don't give a child's details here")
    assert "answered" not in answer.small
    assert name.split("_")[1].encode() not in asked.world.files
    assert asked.world.platform.fetched == []
    asked.presses("Delete my message")
    assert asked.sends("dates.csv", DATES).text == "2 lines in dates.csv"


@pytest.mark.parametrize("known", [True, False])
def test_danger_in_a_files_name_is_answered_first(world: World, known: bool) -> None:
    person = world.person()
    if known:
        person.settles("East Sussex", "Teacher")
    person.sends("he_has_a_knife.csv", DATES)
    assert any("999" in bubble.message.plain for bubble in person.bubbles())
    assert b"knife" not in world.files


def test_a_name_that_resembles_danger_gets_a_word_of_warning(asked: Person) -> None:
    assert "999" in asked.sends("hit his sister list.csv", DATES).text
    assert b"sister" not in asked.world.files


@pytest.mark.parametrize("database", databases())
def test_a_picture_is_said_anew_and_wiped_once_it_is_sent(
    library: Library, tmp_path: Path, database: Callable[[Path], str]
) -> None:
    world = World(library, database(tmp_path))
    person = world.person()
    person.says("help")
    store = Store(world.url, world.clock)
    try:
        for number, message in enumerate((Message("soon"), RESULTS, Message("later"))):
            named = replace(message, bubble="results")
            store.run(lambda work: ledger.say(work, f"k{number}", person.address, named))  # noqa: B023
            asyncio.run(deliver(store, world.platform))
        bodies = store.read(lambda work: work.connection.execute(sa.select(outbox.c.state, outbox.c.body)).all())
        store.checkpoint()
    finally:
        store.close()
    last = [bubble.message for bubble in person.bubbles()][-3:]
    assert [message.text for message in last] == ["soon", RESULTS.text, "later"]
    assert last[1].file == CHART
    assert set(bodies) == {("sent", "")}
    if world.url.startswith("sqlite"):
        assert b64encode(CHART.content)[:40] not in world.files


def test_a_newer_picture_replaces_none_that_has_not_left(world: World) -> None:
    person = world.person()
    store = Store(world.url, world.clock)
    for number in range(2):
        named = replace(RESULTS, bubble="results")
        store.run(lambda work: ledger.say(work, f"k{number}", person.address, named))  # noqa: B023
    assert store.read(ledger.counts) == {"queued": 2}
    store.close()


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_names_of_files_are_no_ones_secret(library: Library, name: str) -> None:
    assert not screen_upload(name, NOTHING, library.names).delicate


@pytest.mark.parametrize("name", TELLING)
def test_telling_names_of_files_are_seen(library: Library, name: str) -> None:
    assert screen_upload(name, NOTHING, library.names).delicate


def test_what_was_found_in_the_words_stays_found(library: Library) -> None:
    said = Screened("weapon", ("name",), "has a knife")
    assert screen_upload("dates.csv", said, library.names) == said
