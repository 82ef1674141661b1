"""What an evaluator takes away: everything that may be published, and nothing that tells who said what."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys import attack
from bot.surveys.cell import FORMULA, harmless
from bot.surveys.disclosed import Thresholds
from bot.surveys.disclosure import Series, disclose_series
from bot.surveys.export import CannotExport, Pack, export, pool
from bot.surveys.microdata import OTHER, Microdata, disclose_microdata, smallest
from bot.surveys.wave import Column, Rows, Wave
from tests.surveyed import GRID, SMALL_GRID, drawn, instrument, statement, wave

COLUMNS = ("sector", "sub-group")


def packed(collaborative: str, seed: int = 1) -> Pack:
    waves = [drawn(80, seed + place, name, asked=SMALL_GRID) for place, name in enumerate(("2023", "2024"))]
    series, register = disclose_series(waves, (("sector",),))
    microdata = [one for held in waves if (one := disclose_microdata(held, COLUMNS))]
    return Pack(collaborative, series, register, tuple(microdata))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(packed("Place A"), tmp_path_factory.mktemp("packs") / "a")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_pack_s_own_script_draws_every_figure_again(folder: Path, tmp_path: Path) -> None:
    """Elsewhere, with nothing of ours to import."""
    for name in ("figures.json", "redraw.py"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    run = [sys.executable, "-I", str(tmp_path / "redraw.py")]
    subprocess.run(run, check=True, cwd=tmp_path, capture_output=True, timeout=120)
    drawn_again = {path.name: path.read_bytes() for path in tmp_path.glob("*.png")}
    assert drawn_again == {path.name: path.read_bytes() for path in folder.glob("*.png")}
    assert len(drawn_again) == len(json.loads((folder / "figures.json").read_text(encoding="utf-8"))) == 7


def test_results_codebook_and_response_say_what_was_published(folder: Path) -> None:
    told = rows(folder / "results.csv")
    assert {row["subject"] for row in told if row["kind"] == "dimension"} == {"trust", "respect"}
    for row in told:
        if row["detail"] == "options":
            assert sum(int(count) for count in row["counts"].split(" | ")) == int(row["n"])
    book = rows(folder / "codebook.csv")
    assert len(book) == 50
    assert {(row["version"], row["language"]) for row in book} == {("1", "en")}
    turned = [(row["label"], row["score"]) for row in book if row["variable"] == "trust_process"]
    assert turned[0] == ("Strongly disagree", "5.0")
    assert {row["wave"] for row in rows(folder / "response.csv")} == {"2023", "2024"}
    assert rows(folder / "hidden.csv")
    assert {row["kind"] for row in rows(folder / "register.csv")} >= {"cell", "score", "change"}


def test_the_spss_file_has_labels_for_variables_and_values(folder: Path) -> None:
    data, about = pyreadstat.read_sav(folder / "answers-2024.sav", output_format="dict")
    assert about.column_names_to_labels["trust_vision"] == "We agree on trust_vision."
    assert about.variable_value_labels["trust_vision"][5.0] == "Strongly agree"
    given_csv = [row["trust_vision"] for row in rows(folder / "answers-2024.csv")]
    assert [str(int(one)) for one in data["trust_vision"]] == given_csv
    assert set(about.variable_value_labels["sector"].values()) >= {"education", "health"}


def test_the_workbook_holds_the_same_tables(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "pack.xlsx", read_only=True)
    assert set(book.sheetnames) >= {"results", "changes", "codebook", "response", "hidden", "register", "answers-2024"}
    assert sum(1 for _ in book["results"].iter_rows()) == len(rows(folder / "results.csv")) + 1


def test_no_key_and_no_order_of_arrival_leaves_with_the_pack(folder: Path) -> None:
    held = drawn(80, 2, "2024", asked=SMALL_GRID)
    assert held.rows[0].keys is not None
    written = "".join(path.read_text(encoding="utf-8-sig") for path in folder.glob("*.csv"))
    assert not any(key in written.replace("\r\n", ",").split(",") for key in held.rows[0].keys.tolist())
    turned = replace(held, rows=(_turned(held),))
    one, other = disclose_microdata(held, COLUMNS), disclose_microdata(turned, COLUMNS)
    assert one is not None
    assert other is not None
    assert all((one.answers[item] == other.answers[item]).all() for item in one.answers)


def _turned(held: Wave) -> Rows:
    [before] = held.rows
    order = np.random.default_rng(1).permutation(before.count)
    answers = {item: codes[order] for item, codes in before.answers.items()}
    return Rows(answers, {name: Column(one.labels, one.codes[order]) for name, one in before.groups.items()}, None)


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("xyz")), min_size=5, max_size=60))
def test_every_combination_of_groups_that_leaves_has_enough_people(groups: list[tuple[str, str]]) -> None:
    answers = [place % 5 for place in range(len(groups))]
    columns = {"sector": [one for one, _ in groups], "sub-group": [other for _, other in groups]}
    held = disclose_microdata(wave(instrument(statement("q")), {"q": answers}, columns), COLUMNS)
    assert held is not None
    together = np.zeros(len(groups), np.int64)
    for column in held.groups.values():
        together = together * len(column.labels) + column.codes
    assert smallest(together) >= (10 if len(held.groups) == 2 else 5) or not held.groups
    assert set(held.left_out) | set(held.groups) == set(COLUMNS)
    assert not held.groups or sorted(held.answers["q"].tolist()) == sorted(answers)


def test_small_groups_leave_as_other_and_single_answers_of_four_do_not_leave() -> None:
    sector = ["health"] * 9 + ["education"] * 8 + ["police"] * 3 + ["voluntary"] * 2
    held = disclose_microdata(wave(instrument(statement("q")), {"q": [1] * 22}, {"sector": sector}), COLUMNS)
    assert held is not None
    assert held.groups["sector"].labels == ("education", "health", OTHER)
    assert disclose_microdata(wave(instrument(statement("q")), {"q": [1] * 4})) is None
    apart = drawn(60, 1)
    split = replace(
        apart,
        rows=tuple(replace(apart.rows[0], answers={item: codes}) for item, codes in apart.rows[0].answers.items()),
    )
    assert disclose_microdata(split) is None, "an anonymous pulse that rotates has no rows of persons"


def test_packs_of_several_collaboratives_pool_without_identities(folder: Path, tmp_path: Path) -> None:
    other = export(packed("Place B", 11), tmp_path / "b")
    together = pool([folder, other], tmp_path / "pooled")
    answers = rows(together / "answers.csv")
    assert {row["collaborative"] for row in answers} == {"Place A", "Place B"}
    assert set(answers[0]) == {"collaborative", "wave", *(one.id for one in SMALL_GRID.questions), "sector"}
    both = [
        [row for row in rows(one / "results.csv") if row["subject"] == "trust_vision" and row["sample"] == "full"]
        for one in (folder, other)
    ]
    n = sum(int(row["n"]) for some in both for row in some if row["wave"] == "2024" and not row["groups"])
    [pooled] = [
        row for row in rows(together / "pooled.csv") if row["subject"] == "trust_vision" and row["wave"] == "2024"
    ]
    assert int(pooled["n"]) == n == sum(int(count) for count in pooled["counts"].split(" | "))


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CannotExport, match="give a new folder"):
        export(packed("Place A"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_has_not_passed_the_gateway_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="gateway"):
        export(Pack("Place A", Series((drawn(30, 1),))), tmp_path / "a")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="gateway"):
        Microdata(object(), "2024", GRID, {}, {})
    assert not (tmp_path / "a").exists()


@given(st.text())
def test_no_cell_runs_as_a_formula(text: str) -> None:
    shown = harmless(text)
    assert isinstance(shown, str)
    assert not shown.lstrip(" ").startswith(FORMULA)
    assert shown.removeprefix("'") == text.removeprefix("'")


def test_thresholds_hold_for_single_answers_too() -> None:
    assert disclose_microdata(drawn(30, 1), COLUMNS, Thresholds(50, 50, 50)) is None


# The adversary


PEOPLE = [f"p{place}" for place in range(40)]
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_rows_in_the_order_in_which_people_answered_give_everybody_away() -> None:
    found = attack.by_order(PEOPLE, PEOPLE)
    assert (found.hits, found.at_chance) == (40, False)
    assert attack.by_order(PEOPLE, PEOPLE[::-1]).hits == 40, "backwards is no better"
    assert "BETTER THAN CHANCE" in found.sentence


def test_shuffled_rows_give_nobody_away() -> None:
    chance = np.random.default_rng(3)
    found = [attack.by_order(PEOPLE, list(chance.permutation(PEOPLE))) for _ in range(200)]
    assert sum(one.at_chance for one in found) > 190
    assert "no better than chance" in found[0].sentence


def test_serial_numbers_give_everybody_away_and_random_keys_nobody() -> None:
    numbers = {person: place * 3 for place, person in enumerate(PEOPLE)}
    assert not attack.by_number(numbers, [(place * 7, person) for place, person in enumerate(PEOPLE)]).at_chance
    chance = np.random.default_rng(4)
    assert attack.by_number(numbers, [(chance.bytes(16), person) for person in PEOPLE]).at_chance


def test_times_beside_answers_give_people_away_and_one_time_for_all_does_not() -> None:
    seen = [(NINE + timedelta(minutes=5 * place), person) for place, person in enumerate(PEOPLE)]
    late = [(at + timedelta(seconds=40), person) for at, person in seen]
    assert attack.by_time(seen, late).rate == 1
    assert attack.by_time(seen, [(NINE, person) for person in PEOPLE]).at_chance
    assert attack.by_time(seen, [(None, person) for person in PEOPLE]).tries == 0


def test_whoever_is_alone_in_her_groups_is_found_by_them() -> None:
    groups = {person: ("health", "data") if place else ("police", "data") for place, person in enumerate(PEOPLE)}
    found = attack.by_groups(groups, [(groups[person], person) for person in PEOPLE])
    assert found.hits == 1
    assert attack.rarest(groups.values()) == 1
    assert attack.by_groups(dict.fromkeys(PEOPLE, ("health",)), [(("health",), person) for person in PEOPLE]).hits == 0


def test_a_key_that_both_tables_keep_is_found() -> None:
    people = [{"member": person, "token": f"t{place}", "done": True} for place, person in enumerate(PEOPLE)]
    answers = [{"key": f"k{place}", "note": f"t{place}", "answer": place % 5} for place in range(40)]
    assert attack.shared_values(people, answers) == {("token", "note"): 40}


def test_answers_in_a_log_are_found() -> None:
    assert attack.words_in_logs(["event 17 done", "said: we need a form"], ["we need a form", "4"]) == [
        "we need a form"
    ]
