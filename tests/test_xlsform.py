"""XLSForms as evaluators write them: asked in a chat, or refused with the row and the reason."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.surveys.instrument import decode, encode, score
from bot.surveys.logic import sheet
from bot.surveys.xlsform import LARGEST_FILE, XLSFormError, read

TODAY = date(2026, 11, 27)
ODK = Path(__file__).parent / "forms" / "odk"
WHOLE = (Path(__file__).parent / "forms" / "whole.md").read_bytes()


def markdown(*survey: str, choices: tuple[str, ...] = (), columns: str = "type | name | label") -> bytes:
    lines = ["| survey |", f"| | {columns} |", *(f"| | {row} |" for row in survey)]
    if choices:
        lines += ["| choices |", "| | list_name | name | label | score |", *(f"| | {row} |" for row in choices)]
    return "\n".join((*lines, "")).encode()


def spreadsheet(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(data: bytes, name: str = "form.md") -> str:
    with pytest.raises(XLSFormError) as caught:
        read(data, name)
    return str(caught.value)


def test_everything_that_is_supported_arrives() -> None:
    form = read(WHOLE, "whole.md")
    found = form.instrument
    assert decode(encode(found)) == found
    assert (found.id, found.version, found.languages) == ("our_survey", "2026-1", ("en", "cy"))
    assert found.title == {"en": "Our survey"}
    assert [page.title["cy"] for page in found.pages] == ["Amdanom ni"]
    by = found.by_id
    assert (by["listens"].page, by["listens"].required, by["listens"].appearance) == ("us", "true()", "likert")
    assert (by["listens"].dimension, by["listens"].area) == ("respect", "culture")
    assert by["listens"].hint["cy"] == "Meddyliwch am y tymor diwethaf."
    assert score(by["listens"], "2") == 2
    assert score(by["busy"], "2") == 1
    assert score(by["listens"], "dk") is None
    assert by["rate"].relevant == "(${listens} > 1) and (${busy} != '')"
    assert [option.value for option in by["rate"].options] == ["1", "2", "3", "4", "5"]
    assert by["words"].type == "text"
    assert [str(one) for one in form.remarks] == [
        "sheet survey, row 2: “start” is left out: neither times nor devices are kept",
        "sheet survey, row 10: “needs” has no constraint message in cy",
        "sheet survey, row 14: “years” has no constraint message in cy",
    ]


def test_its_logic_works() -> None:
    found = read(WHOLE, "whole.md").instrument
    answers = {"listens": "2", "agency": "health", "years": "3", "days": "2.5", "needs": "time"}
    read_as = sheet(found, answers, TODAY)
    assert not read_as.concerns["rate"]
    assert not read_as.concerns["first"]
    assert [option.value for option in read_as.options(found.by_id["team"])] == ["camhs"]
    assert read_as.filled(found.by_id["thanks"].text, "cy") == "Dyna 390 diwrnod."
    assert not read_as.allows(found.by_id["since"], "2026-12-24")
    assert read_as.counted()["total"] == "390"
    assert sheet(found, {**answers, "busy": "1", "needs": "time money"}, TODAY).concerns["rate"]


def test_a_spreadsheet_reads_like_its_markdown() -> None:
    data = spreadsheet(
        {
            "survey": [
                ["type", "name", "label", "required"],
                ["select_one scale", "kind", "We are kind.", True],
                [],
                ["text", "words", "Anything else?", None],
            ],
            "choices": [["list_name", "name", "label"], ["scale", 1, "No"], ["scale", 2, "Yes"]],
        }
    )
    found = read(data, "Our Pulse (final).xlsx").instrument
    assert found.id == "Our-Pulse-final"
    assert len(found.version) == 8
    assert found.languages == ("en",)
    assert found.by_id["kind"].required == "true()"
    assert [option.score for option in found.by_id["kind"].options] == [1, 2]


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (("text | a | A", "geopoint | p | Where?"), "row 3: “p” a chat survey asks for no places on a map"),
        (("text | a | A", "image | p | Show me"), "row 3: “p” a chat survey takes no pictures"),
        (
            ("begin repeat | r | Children", "text | a | A", "image | i | I", "end repeat | | "),
            "row 2: “r” repeats cannot",
        ),
        (("barcode | b | B",), "row 2: “b” a chat has no scanner"),
        (("audit | audit | ", "text | a | A"), "row 2: “audit” it would record when"),
        (("select_one l or_other | a | A",), "row 2: “a” “or_other” is not supported"),
        (("select_one_from_file f.csv | a | A",), "row 2: “a” answers from another file"),
        (("dateTime | a | A",), "row 2: “a” times of the day"),
        (("likert | a | A",), "row 2: “a” I don't know the type “likert”"),
        (("text | a | A", "text | a | B"), "row 3: On the 'survey' sheet, the 'name' value 'a' is invalid"),
        (("text | a | Hello ${b}",), "row 2: On the 'survey' sheet, the 'label' value is invalid"),
        (("select_one l | a | A",), "row 2: “a” has no answers: the sheet “choices” has no list “l”"),
        (("begin group | g | G", "text | a | A"), "'begin_group'"),
        (("text | 2a | A",), "row 2:"),
        (("note | n | Hello",), "there is no question in it"),
        (("text | a | ",), "row 2: “a” has no label"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_row_and_reason(rows: tuple[str, ...], refused: str) -> None:
    said = refusal(markdown(*rows))
    assert refused in said, said
    assert all(len(line) < 400 for line in said.splitlines())


@pytest.mark.parametrize(
    ("expression", "refused"),
    [
        ("${a} >< 3", "row 3: “b” has a relevant that I cannot work out: '<' cannot stand here (at character 7)"),
        (
            "pulldata('f', 'a', 'b', ${a}) = 1",
            "row 3: “b” has a relevant that I cannot work out: the function pulldata()",
        ),
        ("${b} = 1", "row 3: “b” goes round in a circle"),
        ("${a} = yes", "row 3: “b” has a bare word 'yes' in its relevant: write 'yes'"),
        ("${nope} = 1", "row 3: On the 'survey' sheet, the 'relevant' value is invalid"),
    ],
)
def test_expressions_that_pyxform_lets_pass_are_refused(expression: str, refused: str) -> None:
    rows = ("text | a | A | ", f"text | b | B | {expression}")
    assert refused in refusal(markdown(*rows, columns="type | name | label | relevant"))


def test_two_questions_that_wait_for_each_other_are_refused() -> None:
    rows = ("text | a | A | ${b} = 1", "text | b | B | ${a} = 1")
    assert "goes round in a circle" in refusal(markdown(*rows, columns="type | name | label | relevant"))


def test_spreadsheets_of_the_first_hour_read_too() -> None:
    old = markdown("select one from yn | good | Good?", choices=("yn | yes | Yes | ", "yn | no | No | "))
    old = old.replace(b"list_name", b"list name").replace(b"label", b"LABEL::English").replace(b"type", b"TYPE")
    found = read(old, "old.md").instrument
    assert [option.value for option in found.by_id["good"].options] == ["yes", "no"]
    assert "places on a map" in refusal(markdown("geopoint | p | P", "text | a | A").replace(b"| type |", b"| TYPE |"))


def test_a_table_of_statements_becomes_statements_and_nothing_else() -> None:
    rows = (
        "begin_group | t | Table | table-list",
        "select_one l | a | A | ",
        "select_one l | b | B | ",
        "end_group | | | ",
    )
    data = markdown(*rows, choices=("l | x | X | 1",), columns="type | name | label | appearance")
    assert [(one.id, one.page) for one in read(data, "t.md").instrument.questions] == [("a", "t"), ("b", "t")]


def test_none_of_these_stands_alone_where_the_form_says_so() -> None:
    alone = "not(selected(., 'none') and count-selected(.) > 1)"
    rows = (f"select_multiple l | a | A | {alone} | Either none or others.",)
    columns = "type | name | label | constraint | constraint_message"
    data = markdown(*rows, choices=("l | x | X | ", "l | none | None | "), columns=columns)
    found = read(data, "none.md").instrument
    assert not sheet(found, {}, TODAY).allows(found.by_id["a"], "x none")
    assert sheet(found, {}, TODAY).allows(found.by_id["a"], "none")


def test_every_reason_is_given_at_once() -> None:
    said = refusal(markdown("geopoint | p | P", "text | a | A", "video | v | V")).splitlines()
    assert [line.split(":")[0] for line in said] == ["sheet survey, row 2", "sheet survey, row 4"]


def test_a_missing_translation_is_refused_and_a_wrong_score_too() -> None:
    columns = "type | name | label::English (en) | label::Welsh (cy)"
    assert "row 2: “a” has no text for its text in cy" in refusal(
        markdown("text | a | A | ", "text | b | B | B", columns=columns)
    )
    said = refusal(markdown("select_one l | a | A", choices=("l | x | X | much",)))
    assert "sheet choices, row 2: “x” its score “much” is no number" in said


@pytest.mark.parametrize(
    ("column", "value", "refused"),
    [
        ("default", "x", "given beforehand"),
        ("trigger", "${a}", "“trigger” is not supported"),
        ("media::image", "x.png", "beside a question"),
        ("readonly", "yes", "make it a note"),
    ],
)
def test_columns_that_would_be_ignored_are_refused(column: str, value: str, refused: str) -> None:
    data = markdown("text | a | A | ", f"text | b | B | {value}", columns=f"type | name | label | {column}")
    assert f"row 3: “b” {refused}" in refusal(data) or refused in refusal(data)


@pytest.mark.parametrize("parameters", ["start=0 end=100 step=1", "start=5 end=1 step=1", "start=1 end=9 step=0"])
def test_a_range_that_is_none_or_too_long_is_refused(parameters: str) -> None:
    refusal(markdown(f"range | r | R | {parameters}", columns="type | name | label | parameters"))


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return file.getvalue()


PUBLIC: Mapping[str, str] = {  # what of it cannot be asked, and in which row; "" where all of it can
    "ODKValidateWarnings": "row 3: “phone_number” I don't know the type “phone number”",
    "attribute_columns_test": "row 15: “repeat_test” repeats cannot be asked in a chat: ask for a number, or write",
    "bad_calc": "row 2: “badcalc” has a calculation that I cannot work out: a text is not closed (at character 22)",
    "choice_filter_test": "row 3: “county” has 2 answers of the name 'king'",
    "duplicate_columns": "Duplicate column header: label",
    "extra_sheet_names": "",
    "flat_xlsform_test": "row 9: “text_image_audio_video_test” pictures, sound and video beside a question are not",
    "or_other": "row 2: “fav_color” “or_other” is not supported: add an answer “Other”, and a text question",
    "pull_data": "row 2: “fruit” has a calculation that I cannot work out: the function pulldata() is not supported",
    "search_and_select": "row 2: “fruit” answers from another file are not supported: put them on the sheet",
    "select_one_external": "row 4: “city” answers from another file are not supported: put them on the sheet",
    "survey_no_name": "",
    "text_and_integer_xlsx": "row 2: “your_name” has no label",
    "xl_date_ambiguous": "row 5: “names” has a choice filter that I cannot work out: ':' is not supported",
    "xl_date_ambiguous_v1": "row 6: “current_date” answers that are given beforehand are not supported: leave",
    "xlsform_spec_test": "row 15: “repeat_test” repeats cannot be asked in a chat: ask for a number, or write",
}


@pytest.mark.filterwarnings("ignore:Unknown extension")
@pytest.mark.parametrize(("name", "reason"), PUBLIC.items())
def test_the_odk_community_s_own_samples_are_read_or_refused_with_the_row_and_the_reason(
    name: str, reason: str
) -> None:
    data = (ODK / f"{name}.xlsx").read_bytes()
    if reason:
        assert reason in refusal(data, f"{name}.xlsx")
    else:
        asked = read(data, f"{name}.xlsx").instrument
        assert [question.type for question in asked.asked] == ["text"]
        assert decode(encode(asked)) == asked


def test_every_sample_is_looked_at() -> None:
    assert {path.stem for path in ODK.glob("*.xlsx")} == set(PUBLIC)


@pytest.mark.parametrize(
    ("data", "name", "refused"),
    [
        (b"x" * (LARGEST_FILE + 1), "form.xlsx", "is the most"),
        (bomb(), "form.xlsx", "unzips to far more"),
        (b"no zip", "form.xlsx", "is no .xlsx"),
        (b"PK\x05\x06" + b"\0" * 18, "form.xlsx", "no sheet “survey”"),
        (b"type,name,label", "form.csv", "is an .xlsx or .md file"),
        (b"\xff\xfe", "form.md", "UTF-8"),
        (b"hello", "form.md", "no sheet “survey”"),
        (spreadsheet({"Sheet1": [["a"]]}), "form.xlsx", "survey"),
        (markdown("text | a | " + "x" * 6000), "form.md", "row 2: a cell has more than 5,000"),
    ],
)
def test_what_is_no_form_is_refused_before_it_is_read(data: bytes, name: str, refused: str) -> None:
    assert refused in refusal(data, name)


CELL = st.text(st.sampled_from("ab_ ${}().,='1<|\n"), max_size=12) | st.sampled_from(
    [
        "text",
        "integer",
        "select_one l",
        "begin group",
        "end group",
        "note",
        "calculate",
        "${a} = 1",
        "yes",
        "rank l",
        "range",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), max_size=5), st.binary(max_size=60))
def test_any_sheet_is_an_instrument_or_refused(rows: list[tuple[str, ...]], junk: bytes) -> None:
    survey = [["type", "name", "label", "relevant", "calculation"], *map(list, rows)]
    data = spreadsheet({"survey": survey, "choices": [["list_name", "name", "label"], ["l", "x", "X"]]})
    with contextlib.suppress(XLSFormError):
        found = read(data, "form.xlsx").instrument
        assert decode(encode(found)) == found
        assert sheet(found, {}, TODAY).counted() is not None
    with contextlib.suppress(XLSFormError):
        read(junk, "form.md")
    with contextlib.suppress(XLSFormError):
        read(data[: len(junk)] + junk + data[len(junk) :], "form.xlsx")
