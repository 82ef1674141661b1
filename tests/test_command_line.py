"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.commands.ask import BadLine, ask
from knowledge.library import Library

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def a_clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("SIGNPOST_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    monkeypatch.setattr(Library, "open", classmethod(lambda cls, folder=None: library))


def lines(captured: Captured) -> list[dict[str, Any]]:
    return [json.loads(line) for line in captured.readouterr().out.splitlines()]


def test_one_question_is_answered_in_words(capsys: Captured) -> None:
    assert main(["ask", "what is Therapy One Point?", "--locality", "east-sussex"]) == 0
    assert capsys.readouterr().out.startswith("Therapy One Point\n")


def test_one_question_is_answered_in_json(capsys: Captured) -> None:
    assert main(["ask", "who runs the BSN", "--locality", "east-sussex", "--role", "wizard", "--json"]) == 0
    (answer,) = lines(capsys)
    assert answer["kind"] == "answer"
    assert answer["warnings"] == []
    first = answer["services"][0]
    assert first["name"] == "Behaviour Support Networks"
    assert {"id", "name", "alternate_names", "locality", "status", "score", "why"} <= set(first)
    assert 0 < first["score"] <= 1
    assert answer["text"].startswith("Behaviour Support Networks")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("he has a knife in his bag", "safeguarding"),
        ("will it rain tomorrow", "none"),
        ("my boiler is broken", "none"),
    ],
)
def test_the_kind_of_an_answer(capsys: Captured, question: str, kind: str) -> None:
    assert main(["ask", question, "--locality", "oldham", "--json"]) == 0
    (answer,) = lines(capsys)
    assert answer["kind"] == kind
    assert kind != "none" or answer["services"] == []


def test_personal_details_are_warned_of(capsys: Captured) -> None:
    question = "Marigold Thistlethwaite dob 11/02/2015, who helps with her speech"
    assert main(["ask", question, "--locality", "east-sussex", "--json"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["warnings"] == ["personal-details"]
    assert "Thistlethwaite" not in printed


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["ask"], "question"),
        (["ask", "   ", "--locality", "oldham"], "question"),
        (["ask", "who"], "locality"),
        (["ask", "who", "--locality", "narnia"], "narnia"),
        (["ask", "--from", "no-such-file.jsonl"], "no-such-file"),
        (["ask", "--from", "."], "."),
        (["ask", "who", "--from", "x.jsonl", "--locality", "oldham"], "not both"),
        (["directory", "list", "--locality", "narnia"], "narnia"),
        (["directory", "check", "no-such-folder"], "no-such-folder"),
        (["evaluate", "no-such.yaml"], "no-such"),
        (["chat", "--as", "nobody"], "nobody"),
        (["run"], "SIGNPOST_TELEGRAM_TOKEN"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(capsys: Captured, words: list[str], about: str) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert about in printed.err


def test_an_unknown_setting_stops_the_start(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_TELEGRM_TOKEN", "1:a")
    assert main(["run"]) == 2
    assert "SIGNPOST_TELEGRM_TOKEN" in capsys.readouterr().err


def test_a_file_gives_one_line_for_each_line_and_says_that_some_were_bad(capsys: Captured, tmp_path: Path) -> None:
    given = [
        b'{"question": "who runs the BSN", "locality": "east-sussex", "role": "senco"}',
        b"not json",
        b"",
        b'{"question": "", "locality": "oldham"}',
        b'{"question": "x", "locality": 7}',
        b"[1, 2]",
        b'{"question": "\xff", "locality": "oldham"}',
        b'{"question": "who can help with speech", "locality": "oldham", "role": 5}',
        b"[" * 100_000,
        '{"question": "he won\u2019t come in\u2028since half-term", "locality": "oldham"}'.encode(),
    ]
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b"\n".join(given) + b"\n")
    assert main(["ask", "--from", str(file), "--json"]) == 1
    answers = lines(capsys)
    assert len(answers) == len(given)
    assert [number for number, answer in enumerate(answers) if answer["kind"] == "error"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [answer["line"] for answer in answers if answer["kind"] == "error"] == [2, 3, 4, 5, 6, 7, 8, 9]


def test_a_good_file_ends_well(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "who runs the BSN", "locality": "east-sussex"}')
    assert main(["ask", "--from", str(file), "--json"]) == 0
    assert len(lines(capsys)) == 1


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    question=json_values | st.text(min_size=1),
    locality=json_values | st.sampled_from(["oldham", "trust"]),
    role=json_values,
)
def test_anything_at_all_is_answered_or_refused_kindly(
    library: Library, question: object, locality: object, role: object
) -> None:
    try:
        answer = ask(question, locality, role, library)
    except BadLine as problem:
        answer = {"kind": "error", "text": str(problem)}
    assert answer["kind"] in ("answer", "choose", "clarify", "none", "safeguarding", "error")
    assert answer["text"]


def test_the_directory_is_listed(capsys: Captured) -> None:
    assert main(["directory", "list", "--locality", "oldham", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert len(entries) > 30
    assert all({"id", "name", "alternate_names", "locality", "status", "stage"} <= set(entry) for entry in entries)
    assert {entry["locality"] for entry in entries} == {"oldham"}


def test_gaps_are_listed(capsys: Captured) -> None:
    assert main(["directory", "gaps", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"gaps": [], "faults": []}


def test_the_doctor_names_what_is_missing_and_how_to_mend_it(capsys: Captured) -> None:
    assert main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert "SIGNPOST_TELEGRAM_TOKEN" in printed
    assert "safeguarding contact of Oldham: not held" in printed
    assert "knowledge/localities/oldham/locality.yaml" in printed


def test_a_conversation_in_the_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input="who runs the BSN\n1\nquit\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Behaviour Support Networks" in done.stdout
    assert "[1]" in done.stdout
    assert "Traceback" not in done.stderr
