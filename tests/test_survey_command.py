"""`signpost survey`: an evaluator checks her form, and tries it, in a terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.__main__ import main

FORMS = Path(__file__).parent / "forms"
CIRCLE = "| survey |\n| | type | name | label | relevant |\n| | text | a | A | ${b} = 1 |\n| | image | b | B | |\n"


def typed(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))


def test_what_ships_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "check"]) == 0
    said = capsys.readouterr().out
    assert "25 statements in 5 dimensions × 5 areas" in said
    assert said.count("no problems") == 8
    assert main(["survey", "list"]) == 0
    assert "relational-pulse        25 questions  How we work together" in capsys.readouterr().out


def test_a_form_is_checked_row_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "check", str(FORMS / "whole.md")]) == 0
    assert "our_survey 2026-1, 12 questions" in capsys.readouterr().out
    file = tmp_path / "mine.md"
    file.write_text(CIRCLE)
    assert main(["survey", "check", str(file)]) == 1
    assert "sheet survey, row 3: “b” a chat survey takes no pictures" in capsys.readouterr().out


def test_a_survey_is_answered_in_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("a\nvery much, mostly\nwho helps with debt?\nd\nmore tea\n", monkeypatch)
    assert main(["survey", "preview", "workshop-feedback"]) == 0
    said = capsys.readouterr().out
    assert "[a] Begin" in said
    assert "it would be a question to the bot" in said
    assert said.endswith("  worth_it: 4\n  had_say: 3\n  know_next: 4\n  one_thing: more tea\n")


def test_answers_come_as_json_and_in_her_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("a\nCytuno\n2\nquit\n", monkeypatch)
    assert main(["survey", "preview", str(FORMS / "whole.md"), "--language", "cy", "--mode", "named", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"listens": "2", "busy": "2"}


def test_what_is_no_text_does_not_end_the_trial(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\na\nquit\n"), encoding="utf-8"))
    assert main(["survey", "preview", "joining"]) == 0
    assert "[a] Not at all" in capsys.readouterr().out


def test_a_rotation_shows_what_one_member_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("", monkeypatch)
    assert main(["survey", "preview", "relational-pulse", "--rotate", "5"]) == 0
    assert "5 questions, less than a minute" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["check", "nowhere.xlsx"], "cannot be read (No such file or directory): give a file, or one of joining"),
        (["preview", "joining", "--language", "cy"], "there is no 'cy' in it: en"),
        (["preview", "relational-pulse", "--rotate", "26"], "Between 1 and 25 statements"),
        (["check", str(FORMS)], "Is a directory"),
    ],
)
def test_what_cannot_be_used_gets_one_line(words: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", *words]) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert said.count("\n") == 1
