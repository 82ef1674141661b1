"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import occurrences
from bot.__main__ import main
from bot.commands.ask import BadLine, ask
from bot.commands.parts import Misuse
from bot.commands.run import alone
from bot.delivery import contact, journal, ledger
from bot.delivery.contact import Start
from bot.delivery.ledger import Posting
from bot.messages import Address, Event, Message
from bot.platform import Refused
from bot.readiness import readiness
from bot.store import Store
from bot.web.site import serving
from bot.work import Work
from knowledge.library import Library
from tests.fake import Clock, Fake, deliver

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
    assert "noted" not in answer["text"], "nothing is kept here"


def test_where_the_phase_decides_it_is_asked_for_and_no_service_is_named(capsys: Captured) -> None:
    assert main(["ask", "outreach", "--locality", "worcestershire", "--json"]) == 0
    (answer,) = lines(capsys)
    assert (answer["kind"], answer["services"], answer["options"]) == ("clarify", [], ["Primary", "Secondary"])
    assert answer["text"] == "Which phase is it for?"


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
        (["ask", "who"], "the locality is missing: give one of barking-dagenham"),
        (["ask", "who", "--locality"], "--locality"),
        (["ask", "who", "--colour"], "--colour"),
        (["nothing-of-the-kind"], "nothing-of-the-kind"),
        (["ask", "who", "--locality", "narnia"], "narnia"),
        (["ask", "--from", "no-such-file.jsonl"], "no-such-file"),
        (["ask", "--from", "."], "."),
        (["ask", "who", "--from", "x.jsonl", "--locality", "oldham"], "not both"),
        (["directory", "list", "--locality", "narnia"], "narnia"),
        (["directory", "list", "--locality", ""], "''"),
        (["directory", "check", "no-such-folder"], "no-such-folder"),
        (["directory", "check", "docs"], "docs holds no locality"),
        (["collaborative", "create", "north", "--name", "  "], "give a name"),
        (["survey", "preview", "joining", "--rotate", "some"], "--rotate"),
        (["evaluate", "no-such.yaml"], "no-such"),
        (["chat", "--as", "nobody"], "nobody"),
        (["run"], "SIGNPOST_TELEGRAM_TOKEN"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(capsys: Captured, words: list[str], about: str) -> None:
    assert status(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert about in printed.err


def status(words: list[str]) -> object:
    """The exit status, however it comes."""
    try:
        return main(words)
    except SystemExit as end:
        return end.code


def test_an_unknown_setting_stops_the_start(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_TELEGRM_TOKEN", "1:a")
    assert main(["run"]) == 2
    assert "SIGNPOST_TELEGRM_TOKEN" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "https://[signpost"),
        ("PUBLIC_URL", "https://signpost:port"),
        ("SLACK_API_BASE", "slack.com/api"),
        ("TELEGRAM_WEBHOOK_SECRET", "not this!"),
        ("DATABASE", "postgresql://me:secret@[::1/signpost"),
        ("PORT", "0"),
        ("LOG", "xml"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SIGNPOST_{name}", value)
    assert main(["outbox"]) == 2
    printed = capsys.readouterr().err
    assert f"SIGNPOST_{name}" in printed
    assert printed.count("\n") == 1
    assert "me:secret" not in printed


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


def test_a_bad_line_is_named_in_words_too(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("not json\n")
    assert main(["ask", "--from", str(file)]) == 1
    assert capsys.readouterr().out.startswith("line 1: this line is not JSON")


def test_a_file_without_questions_measures_nothing(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text("[]")
    assert main(["evaluate", str(file)]) == 2
    assert "not a list of questions" in capsys.readouterr().err


def test_a_false_alarm_is_measured_and_so_is_the_search_behind_it(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text(
        "- {question: he has a knife in his bag, locality: oldham, first: [oldham/oldham-camhs]}\n"
        "- {question: who runs the BSN, locality: east-sussex, first: [east-sussex/behaviour-support-networks]}\n"
    )
    assert main(["evaluate", str(file)]) == 0
    said = capsys.readouterr().out
    assert "2 questions: right first 50.0%" in said
    assert "taken for danger wrongly 50.0% of 2" in said
    assert "the search alone: right first 50.0%" in said


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
    for place in ("Oldham", "Leeds"):
        assert f"safeguarding contact of {place}: not held" in printed
    assert "knowledge/localities/oldham/locality.yaml" in printed


def test_the_outbox_says_what_became_of_each_message(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'signpost.db'}"
    monkeypatch.setenv("SIGNPOST_DATABASE", url)
    store, platform = Store(url, Clock()), Fake()
    store.create()
    platform.failing = [Refused("too long")]
    her = Address("fake", "w", "u1")
    for number in range(3):
        store.run(lambda work, n=number: ledger.say(work, f"k{n}", her, Message("hello")))  # type: ignore[misc]
    asyncio.run(deliver(store, platform))
    later = Posting(kind="reminder", due=datetime(2100, 1, 1, tzinfo=UTC))
    store.run(lambda work: ledger.say(work, "later", her, Message("hello"), posting=later))
    store.close()
    capsys.readouterr()
    assert main(["outbox", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {state: count for state, count in shown["totals"].items() if count} == {"sent": 2, "failed": 1, "held": 1}
    assert ("failed", "refused: too long") in [(one["state"], one["reason"]) for one in shown["messages"]]
    assert main(["outbox"]) == 0
    assert "too long" in capsys.readouterr().out


def test_the_outbox_also_says_what_is_held_back_and_what_was_set_aside(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'signpost.db'}"
    monkeypatch.setenv("SIGNPOST_DATABASE", url)
    store, her = Store(url, Clock()), Address("fake", "w", "u1")

    def go_wrong(work: Work) -> None:
        for number in range(contact.WEEKLY + 1):
            contact.start(work, [work.person_at(her)], Start("news", f"n{number}", "", timedelta(days=3)), Message("x"))
        journal.journal(work, [Event("e1", her, her, text="hello"), Event("e2", her, her, text="hello")])
        for entry in journal.waiting(work, 9):
            for tries in range(journal.MOST_TRIES):
                journal.failed(work, replace(entry, tries=tries), "KeyError")
        once = occurrences.Once((work.now - timedelta(hours=1)).replace(tzinfo=None))
        occurrences.plan(work, occurrences.Plan("once", "retain", once, "UTC", limit=timedelta(minutes=1)))

    store.create()
    store.run(go_wrong)
    store.run(occurrences.claim)
    store.close()
    assert main(["outbox", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(one["state"], one["kind"]) for one in shown["messages"] if one["lane"] == "held back"] == [
        ("held", "news")
    ]
    assert [(one["about"], one["state"], one["reason"], one["count"]) for one in shown["events"]] == [
        ("fake", "aside", "KeyError", 1)
    ]
    assert [(one["about"], one["state"]) for one in shown["occurrences"]] == [("retain", "missed")]
    assert main(["outbox"]) == 0
    printed = capsys.readouterr().out
    assert "events: 1 set aside after five failures, fake KeyError" in printed
    assert "occurrences: 1 missed, retain" in printed


def test_a_second_bot_on_one_file_is_refused_in_one_line(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", Clock())
    with alone(store), pytest.raises(Misuse, match="another Signpost runs on"), alone(store):
        raise AssertionError("two run")
    with alone(store):
        store.close()


async def test_whoever_watches_sees_that_it_is_ready_and_what_is_wrong(tmp_path: Path) -> None:
    clock = Clock()
    store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", clock)
    ready = readiness(store)
    async with serving("127.0.0.1", 0, (), ready) as port, aiohttp.ClientSession() as session:

        async def asked() -> tuple[int, str]:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                return answer.status, await answer.text()

        assert await asked() == (503, "database: does not answer (OperationalError)")
        store.create()
        store.run(lambda work: ledger.say(work, "k", Address("fake", "w", "u1"), Message("hello")))
        assert await asked() == (200, "ok")
        clock.pass_by(timedelta(seconds=90))
        assert await asked() == (503, "outbox: a reply has waited for 90 s; see “signpost outbox”")
    store.close()


def test_the_demonstration_takes_a_free_port_if_its_own_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        with contextlib.suppress(OSError):  # somebody has it already
            other.bind(("127.0.0.1", 8765))
            other.listen()
        command = [sys.executable, "-m", "bot", "demo"]
        where = {**os.environ, "SIGNPOST_DATA": str(tmp_path)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=where) as running:
            assert running.stdout
            line = next(line for line in running.stdout if "http://127.0.0.1:" in line)
            running.terminate()
    assert ":8765/" not in line


def chatted(*lines: str, who: str = "senco-east-sussex") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--as", who],
        input="\n".join([*lines, "quit", ""]),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_anchor_in_the_terminal_sees_results_and_hears_what_is_said_to_her_alone() -> None:
    done = chatted("results", who="anchor-worcestershire")
    assert "How we work together (synthetic, for the demonstration)" in done.stdout
    assert done.stdout.count("4 questions, less than a minute") <= 1, "thirty others are invited too"


def test_a_conversation_in_the_terminal() -> None:
    done = chatted("who runs the BSN", "1")
    assert done.returncode == 0, done.stderr
    assert "Behaviour Support Networks" in done.stdout
    assert "[1]" in done.stdout
    assert "Traceback" not in done.stderr
