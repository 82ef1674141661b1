"""The benchmark says what it measured, in which unit, and over how much."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bot.bench.__main__ import main
from bot.bench.figures import percentile
from bot.bench.questions import made_up, questions, slip
from bot.bench.synthetic import enlarged
from knowledge.library import Library
from knowledge.words import words

SIZES = ("curated", "900")
UNITS = {
    **{f"{what}_us_{{}}_{size}": "us" for what in ("ask", "wratio") for size in SIZES},
    **{f"directory_mib_{size}": "MiB" for size in (*SIZES, "900_one_place")},
    **{f"build_s_{size}": "s" for size in (*SIZES, "900_one_place")},
    "ask_us_{}_900_one_place": "us",
    "screen_us_{}": "us",
    "respond_us_{}": "us",
    "ask_start_s": "s",
    "survey_results_s_40": "s",
    "survey_stored_results_s_40": "s",
    "survey_export_s_40": "s",
    "events_per_s": "1/s",
    "events_{}_ms": "ms",
    "event_alone_{}_ms": "ms",
    "help_events_per_s": "1/s",
    "ptb_echo_per_s": "1/s",
}
LOADS = {
    "sends_per_s_sqlite": "1/s",
    "sends_per_s_sqlite_400": "1/s",
    "answers_per_s_burst_sqlite": "1/s",
    "answers_p50_ms_at_100_sqlite": "ms",
    "answers_p99_ms_at_100_sqlite": "ms",
    "expand_150_s_sqlite": "s",
    "expand_150_mb_sqlite": "MiB",
    "answers_p99_ms_while_expanding_150_sqlite": "ms",
    "first_send_s_after_kill_sqlite": "s",
}
EXPECTED = LOADS | {name.format(which): unit for name, unit in UNITS.items() for which in ("median", "p99")}


def test_a_quick_run_prints_and_writes_every_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "build" / "bench.json"
    assert main(["--quick", "--output", str(output), "--questions", str(tmp_path)]) == 0
    written = json.loads(output.read_text(encoding="utf-8"))
    assert {name: figure["unit"] for name, figure in written.items()} == EXPECTED
    assert all(set(figure) == {"value", "unit", "size"} for figure in written.values())
    assert all(figure["value"] > 0 and figure["size"] for figure in written.values())
    printed = capsys.readouterr().out
    assert all(f"{name} " in printed for name in EXPECTED)


def test_a_made_directory_is_the_same_every_time_and_brings_ever_more_words(library: Library) -> None:
    curated = tuple(library.directory.services.values())
    small, large = enlarged(curated, 1_000), enlarged(curated, 4_000)
    assert small == enlarged(curated, 1_000)
    assert large[:1_000] == small
    assert len({service.id for service in large}) == 4_000
    said = [{word for service in some for word in words(service.name)} for some in (curated, small, large)]
    assert len(said[0]) < len(said[1]) < len(said[2]) < 4 * len(said[1])


def test_without_a_folder_of_questions_the_directorys_own_needs_are_asked(library: Library, tmp_path: Path) -> None:
    curated = tuple(library.directory.services.values())
    asked = questions(tmp_path / "missing", curated, library.localities)
    assert len(asked) > 200
    assert asked == questions(tmp_path, curated, library.localities)
    assert asked != made_up(curated, random.Random(1))
    assert all(one.locality in library.localities for one in asked)


def test_a_slip_of_the_thumb_changes_a_text_by_two_letters_at_most() -> None:
    for seed in range(50):
        slipped = slip("speech and language", random.Random(seed))
        assert abs(len(slipped) - len("speech and language")) <= 1


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([1, 2, 3, 4], 0.5) == 2
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([7], 0.99) == 7
