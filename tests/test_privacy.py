"""What must never reach the disk or the log: the words of a question, least of all a flagged one."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from bot import logs
from bot.store import Store
from bot.tables import metadata
from tests.fake import World, buttons

FLAGGED = (
    "Zebedee Quillfeather in year 9 says his uncle touches him at night",
    "her name is Marigold Thistlethwaite dob 11/02/2015 NHS number 943 476 5919, who helps with speech",
    "Wolfgang Pemberton-Zygmunt y4 has a knife in his bag quixotically",
)
SECRET = ("Zebedee", "Quillfeather", "uncle", "Marigold", "Thistlethwaite", "11/02/2015", "943 476", "Wolfgang",
          "Pemberton", "Zygmunt", "quixotically")  # fmt: skip


def _searched(world: World) -> bytes:
    store = Store(world.url, world.clock)
    store.checkpoint()
    store.close()
    return world.files


@pytest.mark.parametrize("settled", [True, False])
def test_no_byte_of_a_flagged_question_is_stored_or_logged(world: World, settled: bool) -> None:
    log = io.StringIO()
    with redirect_stderr(log):
        logs.set_up()
        person = world.person()
        if settled:
            person.settles("East Sussex", "Teacher")
        for words in FLAGGED:
            person.says(words)
            assert not any(secret.lower() in world.files.decode("latin-1").lower() for secret in SECRET)
        person.says("glossary " + FLAGGED[1])
        world.platform.failing = [ValueError("the platform broke"), ValueError("and again")]
        person.says(FLAGGED[0])
    kept = _searched(world).decode("latin-1").lower() + log.getvalue().lower()
    assert not any(secret.lower() in kept for secret in SECRET)


def test_an_ordinary_question_leaves_no_words_either(world: World) -> None:
    person = world.person()
    person.settles("East Sussex", "Teacher")
    person.says("my lovely quokka covers his ears and cannot hold a pencil")
    assert b"quokka" not in _searched(world)
    assert b"covers his ears" not in _searched(world)


def test_a_fault_of_ours_is_an_apology_and_a_log_line_without_words(world: World) -> None:
    person = world.person()
    person.settles("East Sussex", "Teacher")
    log = io.StringIO()
    with redirect_stderr(log), pytest.MonkeyPatch.context() as patch:
        logs.set_up()
        patch.setattr("bot.app.respond", lambda heard, library: 1 / 0)
        answer = person.says("a question about quokkas")
    assert "Sorry" in answer.text
    assert "ZeroDivisionError" in log.getvalue()
    assert "quokka" not in log.getvalue()


def test_danger_comes_first_and_what_may_help_comes_after(world: World) -> None:
    person = world.person()
    person.settles("Oldham", "SENCO")
    answer = person.says("year 10 lad says he's going to kill himself tonight")
    assert "safeguarding" in answer.title
    assert "999" in answer.plain[:120]
    assert answer.plain.index("999") < answer.plain.index("designated safeguarding lead")


def test_danger_before_first_contact_is_answered_at_once(world: World) -> None:
    person = world.person()
    person.says("a girl told me her stepdad hits her")
    urgent = person.bubbles()[0].message
    assert "999" in urgent.plain
    assert "Where do you work" in person.last().text
    person.presses("East Sussex")
    again = person.presses("Teacher")
    assert "999" in again.plain


def test_danger_is_seen_in_the_middle_of_any_conversation(world: World) -> None:
    person = world.person()
    person.says("hello")
    assert (
        "999" in person.says("glossary he has a knife in his bag").plain or "999" in person.bubbles()[-2].message.plain
    )
    person.settles("East Sussex", "Teacher")
    assert "999" in person.says("about the boy who says he wants to kill himself").plain
    person.says("place")
    assert "999" in person.says("oldham, and he has a knife in school now").plain


def test_details_are_asked_not_to_be_given_and_the_message_is_offered_for_deletion(world: World) -> None:
    person = world.person()
    person.settles("East Sussex", "Teacher")
    answer = person.says("Marigold Thistlethwaite dob 11/02/2015, foster placement is wobbling, school wants her out")
    assert "Please don't give a child's details" in answer.small
    assert any(button.token.startswith("s") for button in buttons(answer)) or answer.title
    said = f"p{world.events() - 1}"
    assert "deleted" in person.presses("Delete my message").text
    assert world.platform.removed == [said]
    assert not any("Marigold" in button.token for button in buttons(answer))


PRIVACY = Path(__file__).parent.parent / "docs" / "privacy.md"
DPIA = PRIVACY.with_name("dpia.md")


def _named() -> dict[str, list[str]]:
    """The tables that the privacy page lists, each with the columns that it gives a purpose."""
    parts = re.split(r"^### `(\w+)`$", PRIVACY.read_text().partition("## Column by column")[2], flags=re.M)
    rows = {table: re.findall(r"^\| (`.*?`) \| (\S.*) \|$", text, flags=re.M) for table, text in _pairs(parts[1:])}
    return {table: re.findall(r"`(\w+)`", " ".join(columns for columns, _ in found)) for table, found in rows.items()}


def _pairs(parts: list[str]) -> list[tuple[str, str]]:
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_nothing_is_kept_that_the_privacy_page_does_not_name() -> None:
    named = _named()
    assert {table: sorted(columns) for table, columns in named.items()} == {
        table.name: sorted(column.name for column in table.columns) for table in metadata.tables.values()
    }
    assert len(re.findall(r"^### `", PRIVACY.read_text(), flags=re.M)) == len(named), "a table is there twice"


def test_each_table_says_how_long_it_is_kept() -> None:
    text = PRIVACY.read_text().partition("## Column by column")[2]
    for table, about in _pairs(re.split(r"^### `(\w+)`$", text, flags=re.M)[1:]):
        said = about.partition("|")[0]
        assert re.search(r"\b([Uu]ntil|days)\b", said), f"{table}: how long?"


def test_the_impact_assessment_speaks_of_every_table() -> None:
    spoken = set(re.findall(r"`(\w+)`", DPIA.read_text()))
    assert set(metadata.tables) <= spoken
