"""What members read of a survey: plain sentences, tables that say the same, and pictures that need no colour."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.flows import report
from bot.surveys import chart, results
from bot.surveys.disclosed import SCALE, Disclosed
from bot.surveys.disclosure import Asked, Series, disclose, disclose_series
from bot.surveys.instrument import Option, Question
from bot.surveys.spread import parts, placed
from bot.surveys.statistics import Estimate
from bot.surveys.wave import read
from tests.surveyed import GRID, QUALITIES, drawn, instrument, statement, wave

SURVEYS = Path(__file__).parent.parent / "bot" / "surveys"
GATEWAY = {"disclosed", "disclosure", "change", "microdata"}


@pytest.fixture(scope="module")
def series() -> Series:
    waves = [
        drawn(60, seed, name, shift) for seed, name, shift in ((1, "2022", 0.0), (2, "2023", 0.3), (3, "2024", 0.2))
    ]
    waves[0] = replace(waves[0], done="one early help form")
    together = dict.fromkeys((("2022", "2023"), ("2023", "2024"), ("2022", "2023", "2024")), 60)
    return disclose_series(waves, (("sector",),), together)[0]


def sentences(disclosed: Disclosed) -> dict[str, str]:
    return {one.title: one.sentence for one in results.wave_results(disclosed)}


def test_a_wave_reads_in_plain_sentences() -> None:
    answers = {"help": [0, 1, 2, 3, 3, 3, 4, 4, 3, 4, 2, 3]}
    disclosed, _ = disclose(wave(instrument(statement("help")), answers, invited=16))
    told = sentences(disclosed)
    assert told["Who answered"] == "12 of the 16 who were asked answered (75 %)."
    assert told["We agree on help."].startswith("8 of 12 agree, 3 of them strongly (67 %; of all 16, likely between ")


def test_numbers_dates_rankings_and_ticks_read_in_plain_sentences_too() -> None:
    options = tuple(Option(one, {"en": one.title()}) for one in ("time", "money", "trust"))
    asked = instrument(
        Question("days", "integer", {"en": "How many days a month?"}),
        Question("share", "decimal", {"en": "How many hours a week?"}),
        Question("since", "date", {"en": "When did you join?"}),
        Question("first", "rank", {"en": "What do you need most?"}, options=options),
        Question("ways", "select_multiple", {"en": "How may we reach you?"}, options=options[:2]),
    )
    given: dict[str, list[str | None]] = {
        "days": ["2", "2", "2", "3", "3", "0", "7", "8", "12", "2", "1", "1", "not a number"],
        "share": ["0.5", "1.5", "1.25", "1", "2", "2.5", "3", "4", "40", "1.1", "-1", "0", None],
        "since": [*["2024-03-01"] * 4, *["2025-09-12"] * 5, "1999-01-01", "2025-10-02", "2026-01-31", None],
        "first": [*["time money trust"] * 6, *["trust time money"] * 5, "money trust time", "time"],
        "ways": [
            "time",
            "time money",
            "money",
            "time",
            "time",
            "time",
            "",
            "time",
            "time",
            "money",
            "time",
            "time",
            None,
        ],
    }
    answers = {
        item: [int(code) for code in codes]
        for question in asked.questions
        for item, codes in read(question, given[question.id]).items()
    }
    told = {one.title: one for one in results.wave_results(disclose(wave(asked, answers))[0])}
    days = told["How many days a month?"]
    assert days.sentence == "12 answered. Most often 2 (4 of them), which is the middle one too."
    assert [row[:2] for row in days.table] == [
        *(("answer", "how many"), ("0", "1"), ("1", "2"), ("2", "4"), ("3", "2"), ("6 to 10", "2"), ("11 to 20", "1"))
    ]
    assert told["How many hours a week?"].sentence.startswith("12 answered. Most often 1 to below 2 (4 of them)")
    assert told["When did you join? (year)"].sentence == "Most often chosen: 2025, by 6 of 12."
    assert told["When did you join? (month)"].sentence == "Most often chosen: September, by 5 of 12."
    ranking = told["What do you need most?"]
    assert ranking.sentence == (
        "On average of 12: Time (1.6), Trust (2.1) and Money (2.3). Put first most often: Time, by 6."
    )
    assert ranking.table[1] == ("Time", "1.6", "6")
    assert told["How may we reach you?"].sentence == "Chosen most often: Time (9 of 12) and Money (3 of 12)."


def test_a_ranking_of_few_people_says_only_the_places_that_were_usual() -> None:
    options = tuple(Option(one, {"en": one}) for one in "ab")
    asked = instrument(Question("q", "rank", {"en": "What first?"}, options=options))
    shown, _ = disclose(wave(asked, {"q/a": [0, 0, 0, 0, 1, 1, 1], "q/b": [1, 1, 1, 1, 0, 0, 0]}))
    assert sentences(shown)["What first?"] == "7 answered: a, most often: first; b, most often: second."


@given(st.one_of(st.integers(-(10**9), 10**9).map(str), st.decimals(-(10**6), 10**6, places=3).map(str)))
def test_every_number_has_its_step(value: str) -> None:
    kind: Literal["integer", "decimal"] = "decimal" if "." in value else "integer"
    question = Question("q", kind, {"en": "?"})
    [labels] = [labels for _, labels in parts(question, lambda text: "").values()]
    [place] = placed(question, value) or ()
    said = labels[place].replace(",", "")
    low, _, high = said.replace("below ", "").partition(" to ")
    if said.startswith("below"):
        assert float(value) < 0
    elif high:
        assert float(low) <= float(value) <= float(high)
    elif said.startswith("more than") or said.endswith("or more"):
        assert float(value) >= 1000
    else:
        assert said == value


def test_everybody_who_was_asked_answered_and_nothing_is_likely_any_more() -> None:
    disclosed, _ = disclose(wave(instrument(statement("help")), {"help": [0, 1, 2, 3, 3, 3, 4, 4, 3, 4, 2, 3]}))
    assert sentences(disclosed)["We agree on help."] == "8 of 12 agree, 3 of them strongly (67 %)."


def test_the_same_people_over_a_year_read_as_an_anchor_would_say_it() -> None:
    last, this = drawn(100, 1, "2023"), drawn(100, 2, "2024", 0.4)
    shown, _ = disclose_series((last, this), together={("2023", "2024"): 100})
    told = [results.changed(shown, one).sentence for one in results.scale_changes(shown) if one.paired]
    assert len(told) == 5
    assert all(f"of the {last.answered} who answered in 2023 answered again in 2024; " in one for one in told)
    assert any(" rose by 0." in one and ", between 0." in one for one in told)


def test_what_moved_is_said_once_for_all_that_was_asked() -> None:
    last, this = drawn(100, 1, "2023"), drawn(100, 2, "2024", 0.4)
    shown, _ = disclose_series((last, this), together={("2023", "2024"): 100})
    paired = [one for one in results.scale_changes(shown) if one.paired]
    clear = [one for one in paired if results.is_clear(one.change)]
    told = results.moved(shown, paired)
    assert told.startswith(f"{paired[0].n} of the {last.answered} who answered in 2023 answered again in 2024. ")
    assert told.count("answered again in 2024") == 1
    assert told.count(" rose by ") == len(clear) > 0
    still = replace(paired[0], subject=f"{SCALE}calm", change=Estimate(0.1, -0.1, 0.3, 70))
    assert "No clear change in calm." in results.moved(shown, [*paired, still])
    lost = replace(still, leavers=Estimate(-0.5, -0.9, -0.1, 30))
    assert "had scored calm 0.5 lower than the others" in results.moved(shown, [lost])


def test_what_a_group_may_not_be_told_by_is_said_at_the_end_of_its_line() -> None:
    table = (
        ("sector", "answers", "respect", "trust"),
        ("Health", "7", "3.9", "not shown"),
        ("Family", *["not shown"] * 3),
    )
    said = report.by_group([("By sector", table)], "not shown", results.HIDDEN)
    assert said.facts == (("Health, 7 answers", "respect 3.9; not shown: trust"),)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Estimate(0.31, 0.12, 0.5, 29), "trust rose by 0.3, between 0.1 and 0.5"),
        (Estimate(-0.31, -0.5, -0.12, 29), "trust fell by 0.3, between 0.1 and 0.5"),
        (
            Estimate(0.1, -0.1, 0.3, 29),
            "no clear change in trust (+0.1; it may have fallen by up to 0.1 or risen by up to 0.3)",
        ),
    ],
)
def test_a_change_is_called_one_only_if_its_interval_says_so(change: Estimate, said: str) -> None:
    assert results.movement("trust", change) == said


def test_full_and_constant_sample_stand_side_by_side(series: Series) -> None:
    told = results.trend(series, "trust")
    assert told.table[0] == ("when", "all who answered", "n", "answered every time", "n")
    assert [row[0] for row in told.table[1:]] == ["2022", "2023", "2024"]
    assert {row[4] for row in told.table[1:]} == {"17"}
    assert "The 17 who answered every time:" in told.sentence


def test_groups_that_are_not_shown_are_named_as_such(series: Series) -> None:
    told = {one.title: one for one in results.wave_results(series.waves[-1])}["By sector"]
    assert any(results.NOT_SHOWN in row for row in told.table)
    assert results.HIDDEN in told.sentence


def test_a_picture_has_a_sentence_and_a_table_that_say_the_same(series: Series) -> None:
    pictures = [*chart.wave_pictures(series.waves[-1]), chart.trend(series)]
    assert len(pictures) == 7
    for picture in pictures:
        assert picture is not None
        assert picture.alt.endswith(".")
        assert len(picture.table.splitlines()) > 3
        size = Image.open(io.BytesIO(picture.png)).size
        assert size[0] == 1080, "sharp on a phone"
        assert size[1] < 3 * size[0], "and not a ribbon"


def test_every_answer_can_be_told_apart_without_colour(series: Series) -> None:
    picture = chart.likert(series.waves[-1], "trust")
    assert picture is not None
    looks = [(part["hatch"], _grey(part["colour"])) for part in picture.figure["legend"]]
    for place, (hatch, grey) in enumerate(looks):
        assert all(hatch != other or abs(grey - shade) > 60 for other, shade in looks[place + 1 :])
    counts = [part["count"] for row in picture.figure["rows"] for part in row.get("parts", ())]
    assert all(str(count) in picture.table for count in counts)


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_what_was_done_is_marked_between_the_waves(series: Series) -> None:
    picture = chart.trend(series, ["trust"])
    assert picture is not None
    assert picture.figure["marks"] == [0]
    assert picture.figure["notes"] == ["⋮ after 2022: one early help form"]


def test_pictures_drawn_at_the_same_time_do_not_mix(series: Series) -> None:
    picture = chart.grid(series.waves[-1])
    other = chart.likert(series.waves[-1], "trust")
    assert other is not None
    alone = [picture.png, other.png]
    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(lambda one: one.png, [picture, other] * 3)] == alone * 3


def test_what_has_not_passed_the_gateway_is_neither_said_nor_drawn() -> None:
    raw = drawn(30, 1)
    shows: list[Callable[[Any], object]] = [results.wave_results, chart.grid, lambda one: [*chart.wave_pictures(one)]]
    for show in shows:
        with pytest.raises(TypeError, match="gateway"):
            show(raw)
    with pytest.raises(TypeError, match="gateway"):
        results.series_results(Series((), (raw,)))  # type: ignore[arg-type]


def test_only_the_gateway_holds_the_seal_and_nothing_that_shows_knows_rows() -> None:
    for path in SURVEYS.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        if path.stem not in GATEWAY:
            assert "SEAL" not in names | imported, path
        if path.stem in ("results", "chart", "drawing", "export"):
            assert not imported & {"Wave", "Rows", "Table", "Column"}, path
        assert "pyplot" not in path.read_text(encoding="utf-8"), path


def test_the_grid_has_every_quality_by_every_area(series: Series) -> None:
    table = results.grid(series.waves[-1]).table
    assert [row[0] for row in table[1:]] == list(QUALITIES)
    assert len(GRID.questions) == sum(len(row) - 1 for row in table[1:])


def test_fewer_than_five_answers_draw_no_picture() -> None:
    disclosed, _ = disclose(wave(instrument(statement("help")), {"help": [0, 1, 2, 3]}, invited=16), Asked())
    assert [*chart.wave_pictures(disclosed)] == []
    assert sentences(disclosed) == {"Who answered": "Fewer than 5 answered, so no answers are shown."}
