"""An anchor's term dates: what she sends, what she is told, and when people are then written to."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.calendars import (
    Period,
    Terms,
    bank_holidays,
    calendar,
    problems,
    read_calendar,
    shipped,
    show,
    warnings,
    write_csv,
)
from bot.moments import Hours, Preferences, next_allowed

HEADING = "kind,name,first,last\n"
AUTUMN = "term,Autumn,1/9/2026,18/12/2026\n"
LONDON = ZoneInfo("Europe/London")
COLLABORATIVES = ("east-sussex", "oldham", "worcestershire")


def read(text: str, filename: str = "dates.csv") -> Terms:
    found = read_calendar(text.encode(), filename)
    assert isinstance(found, Terms), [str(problem) for problem in found]
    return found


def told(content: str | bytes, filename: str = "dates.csv") -> list[str]:
    found = read_calendar(content.encode() if isinstance(content, str) else content, filename)
    assert not isinstance(found, Terms)
    return [str(problem) for problem in found]


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-01,2026-12-18",
        "1/9/2026,18/12/2026",
        "01.09.26,18.12.26",
        "1 September 2026,18 December 2026",
        "Tuesday 1st September 2026,Fri 18th Dec 2026",
        "2026-09-01T00:00:00,2026-12-18 00:00",
        "1 of September 2026,18 December, 2026".replace(", 2026", " 2026"),
    ],
)
def test_dates_may_be_written_as_people_write_them(written: str) -> None:
    assert read(f"{HEADING}term,Autumn,{written}").periods == (
        Period("term", "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Type;Title;Start date;End date\nTerm time;Autumn;1/9/2026;18/12/2026",
        "\ufeffTYPE\tDescription\tFrom\tTo\nterm\tAutumn\t1/9/2026\t18/12/2026",
        "last,first,event,what\r\n18/12/2026,1/9/2026,Autumn,TERM\r\n",
        '# a remark\n\nKind,Name,First day,Last_day\n"term","Autumn","1/9/2026","18/12/2026",,\n,,,\n',
    ],
)
def test_columns_may_have_other_names_and_any_order(text: str) -> None:
    (only,) = read(text).periods
    assert only == Period("term", "Autumn", date(2026, 9, 1), date(2026, 12, 18))


def test_a_spreadsheets_own_encodings_are_read() -> None:
    text = f"{HEADING}term,Autumn – früh,1/9/2026,18/12/2026"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        found = read_calendar(text.encode(encoding), "dates.csv")
        assert isinstance(found, Terms)
        assert found.periods[0].name == "Autumn – früh"


def test_one_day_needs_one_date_and_the_name_may_say_the_kind() -> None:
    found = read(
        "name,first,last\nAutumn term,1/9/2026,18/12/2026\nINSET day,1/9/2026\nHalf term,26/10/2026,30/10/2026"
    )
    assert [period.kind for period in found.periods] == ["term", "inset", "half-term"]
    assert found.of("inset")[0].last == date(2026, 9, 1)


SLIPS = [
    ("a month that is none", "term,A,1/13/2026,18/12/2026", "line 2: “1/13/2026” is no day of any year; the day comes"),
    ("a word for a date", "term,A,soon,18/12/2026", "line 2: “soon” is not a date; write it as 3/9/2026 or 2026-09-03"),
    ("no date", "inset,A,,", "line 2: there is no date in the column “first”; write it as"),
    ("a term without an end", "term,A,1/9/2026,", "line 2: a term needs its last day too"),
    ("an unknown kind", "party,A,1/9/2026,", "line 2: “party” is no kind of day; write one of: term, half-term, inset"),
    ("no kind", ",,1/9/2026,", "line 2: write a kind: term, half-term, inset, closed"),
    ("a bank holiday", "Bank holiday,A,25/12/2026,", "line 2: “Bank holiday” needs no line"),
    ("school holidays", "Christmas holidays,A,19/12/2026,3/1/2027", "line 2: “Christmas holidays” needs no line"),
    (
        "backwards",
        "term,A,18/12/2026,1/9/2026",
        "line 2: “A” ends on 1 September 2026, before it begins; change the two",
    ),
    ("another century", "term,A,1/9/1926,18/12/1926", "line 2: “A” is in the year 1926; mend the year"),
    ("a year for a term", "term,A,1/9/2026,31/7/2027", "line 2: “A” has 334 days, and 150 is the most; mend the dates"),
    ("a long name", f"inset,{'x' * 61},1/9/2026,", "line 2: the name has 61 characters, and 60 is the most"),
    ("no term around it", "half-term,H,26/10/2026,30/10/2026", "line 2: “H” is not within a term; mend the dates, or"),
    ("over the edge", AUTUMN + "half-term,H,14/12/2026,20/12/2026", "line 3: “H” is not within a term"),
    ("two at once", AUTUMN + "term,B,1/12/2026,25/3/2027", "line 3: “B” begins before “Autumn” ends, on 18 December"),
    ("twice", "inset,,1/9/2026,\ninset,Training,1/9/2026,1/9/2026", "line 3: “Training” is there twice; leave one"),
]


@pytest.mark.parametrize(("rows", "said"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_an_anchor_is_told_the_line_what_is_wrong_and_how_to_mend_it(rows: str, said: str) -> None:
    (only,) = told(HEADING + rows)
    assert only.startswith(said), only


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing in this file"),
        (HEADING.encode(), "There are no dates in this file"),
        (b"when,where\n1/9/2026,here", "line 1: the first line must say what the columns are"),
        (b"PK\x03\x04 a workbook", "This is a spreadsheet"),
        (b"\xff\xfe\x00", "I can't read this file"),
        (b"a\x00b", "I can't read this file"),
        (b"x" * 300_000, "The file is too large: 256 kB is the most"),
        ((HEADING + "inset,,1/9/2026,\n" * 501).encode(), "There are 501 lines, and 500 is the most"),
    ],
)
def test_a_file_that_cannot_be_a_calendar_gets_one_line(content: bytes, said: str) -> None:
    (only,) = told(content)
    assert only.startswith(said), only


def test_of_many_faults_the_first_twenty_are_named() -> None:
    lines = told(HEADING + "party,,1/9/2026,\n" * 30)
    assert len(lines) == 21
    assert lines[-1] == "And 10 more like these."


def test_a_name_never_becomes_a_formula_in_her_spreadsheet() -> None:
    found = read(f"{HEADING}term,=HYPERLINK(1),1/9/2026,18/12/2026")
    assert found.periods[0].name == "HYPERLINK(1)"
    written = write_csv(Terms((Period("inset", "@SUM(A1)", date(2026, 9, 1), date(2026, 9, 1)),)))
    assert "inset,'@SUM(A1),2026-09-01,2026-09-01" in written


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//A council//Terms//EN
{}END:VCALENDAR
"""


def ics(*events: tuple[str, str, str], more: str = "") -> str:
    made = "".join(
        f"BEGIN:VEVENT\nUID:{at}\nSUMMARY:{name}\nDTSTART;VALUE=DATE:{first}\nDTEND;VALUE=DATE:{after}\n{more}END:VEVENT\n"
        for at, (name, first, after) in enumerate(events)
    )
    return ICS.format(made).replace("\n", "\r\n")


def test_a_councils_calendar_file_is_read_and_what_is_no_term_date_is_left_out() -> None:
    text = ics(
        ("Autumn Term 2026", "20260901", "20261219"),
        ("Autumn half-term holiday", "20261026", "20261031"),
        ("INSET day", "20260901", "20260902"),
        ("Council offices closed", "20261224", "20261227"),
        ("Christmas holidays", "20261219", "20270104"),
        ("Summer term parents' evening", "20261006", "20261007"),
    )
    found = read(text, "terms.ics")
    assert [(period.kind, period.first, period.last) for period in found.periods] == [
        ("term", date(2026, 9, 1), date(2026, 12, 18)),
        ("inset", date(2026, 9, 1), date(2026, 9, 1)),
        ("half-term", date(2026, 10, 26), date(2026, 10, 30)),
        ("closed", date(2026, 12, 24), date(2026, 12, 26)),
    ]
    assert found.left_out == ("Christmas holidays", "Summer term parents' evening")


def test_a_terms_beginning_and_end_as_two_events_are_one_term() -> None:
    text = ics(
        ("Spring term ends", "20270325", "20270326"),
        ("Spring term begins (all schools)", "20270104", "20270105"),
        ("First day of term", "20270412", "20270413"),
        ("Last day of term", "20270721", "20270722"),
        ("Half term starts", "20270215", "20270216"),
        ("Half term ends", "20270219", "20270220"),
    )
    found = read(text, "")
    assert [(period.kind, period.name, period.first, period.last) for period in found.periods] == [
        ("term", "Spring term", date(2027, 1, 4), date(2027, 3, 25)),
        ("half-term", "Half term", date(2027, 2, 15), date(2027, 2, 19)),
        ("term", "Term", date(2027, 4, 12), date(2027, 7, 21)),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BEGIN:VCALENDAR\r\nwhat is this", "I can't read this calendar file"),
        (ics(("Sports day", "20270601", "20270602")), "No event in this file is a term"),
        (
            ics(("INSET day", "20270601", "20270602"), more="RRULE:FREQ=YEARLY\n"),
            "event 1: “INSET day” repeats; make each",
        ),
        (ics(("Spring term begins", "20270104", "20270105")), "event 1: “Spring term” has no event that ends it; add"),
        (ics(("Spring term ends", "20270104", "20270105")), "event 1: “Spring term ends” has no event that begins it"),
        (ics(("Half-term", "20270215", "20270220")), "event 1: “Half-term” is not within a term"),
    ],
)
def test_a_calendar_file_that_cannot_be_used_is_said_plainly(text: str, said: str) -> None:
    (only,) = told(text, "terms.ics")
    assert only.startswith(said), only


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "a.csv", "a.ics"]), st.booleans())
def test_any_bytes_at_all_are_a_calendar_or_lines_that_can_be_read(content: bytes, name: str, framed: bool) -> None:
    found = read_calendar(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + content if framed else content, name)
    if not isinstance(found, Terms):
        assert found
        assert all("\n" not in str(problem) and 0 < len(str(problem)) < 300 for problem in found)


# ---- calendars of any kind


@st.composite
def school_years(draw: st.DrawFn) -> tuple[Period, ...]:
    """Terms one after another, some with a half-term, INSET days and closed days here and there."""
    day = date(2026, 8, 25) + timedelta(days=draw(st.integers(0, 20)))
    made: list[Period] = []
    for number in range(draw(st.integers(1, 5))):
        last = day + timedelta(days=draw(st.integers(20, 120)))
        made.append(Period("term", f"Term {number}", day, last))
        if draw(st.booleans()):
            half = day + timedelta(days=draw(st.integers(1, 10)))
            made.append(Period("half-term", "", half, half + timedelta(days=draw(st.integers(0, 5)))))
        if draw(st.booleans()):
            made.append(Period("inset", "", day, day + timedelta(days=draw(st.integers(0, 2)))))
        if draw(st.booleans()):
            closed = day + timedelta(days=draw(st.integers(0, 19)))
            made.append(Period("closed", f"Closed, “{number}”", closed, closed))
        day = last + timedelta(days=draw(st.integers(1, 70)))
    return tuple(made)


@settings(max_examples=50, deadline=None)
@given(school_years(), st.text(st.sampled_from("ab ,;#=\"'é–"), max_size=40))
def test_what_is_written_back_is_read_as_the_same(periods: tuple[Period, ...], remark: str) -> None:
    assert problems(periods) == ()
    first = read(write_csv(Terms(periods, remark)))
    assert set(first.periods) == set(periods)
    assert read(write_csv(first)) == first


@settings(max_examples=60, deadline=None)
@given(school_years(), st.integers(0, 900), st.integers(0, 23), st.booleans())
def test_nobody_at_a_school_is_written_to_outside_what_is_stored(
    periods: tuple[Period, ...], days: int, hour: int, at_school: bool
) -> None:
    asked = datetime(2026, 8, 1, hour, 17, tzinfo=UTC) + timedelta(days=days)
    allowed = next_allowed(
        asked, calendar(periods, "Europe/London", Hours(time(18), time(8))), Preferences(term_time=at_school)
    )
    assert allowed is not None, "a calendar that ran out silences nobody for ever"
    local = allowed.astimezone(LONDON)
    day = local.date()
    inside = {period.kind for period in periods if day in period.span}
    assert allowed >= asked
    assert 8 <= local.hour < 18
    assert day.weekday() < 5
    assert day not in bank_holidays([day.year])
    assert "closed" not in inside
    if at_school:
        last = max(period.last for period in periods if period.kind == "term")
        assert not inside & {"half-term", "inset"}
        assert "term" in inside or day > last + timedelta(days=60)


@settings(max_examples=40, deadline=None)
@given(school_years(), st.data())
def test_two_terms_at_once_and_a_half_term_outside_are_always_seen(
    periods: tuple[Period, ...], data: st.DataObject
) -> None:
    term = data.draw(st.sampled_from([period for period in periods if period.kind == "term"]))
    inside = data.draw(st.integers(0, (term.last - term.first).days))
    another = Period("term", "Another", term.first + timedelta(days=inside), term.last + timedelta(days=1))
    assert any("ends, on" in problem.message for problem in problems((*periods, another)))
    outside = Period("half-term", "Odd", term.last, term.last + timedelta(days=1))
    assert any("“Odd” is not within a term" in problem.message for problem in problems((*periods, outside)))


# ---- what to look at, and what is shipped


def test_an_anchor_hears_in_time_that_her_calendar_runs_out() -> None:
    terms = read(HEADING + AUTUMN + "half-term,H,26/10/2026,30/10/2026")
    assert warnings(terms, date(2026, 10, 18)) == ()
    assert warnings(terms, date(2026, 10, 19)) == (
        "the calendar runs out on 18 December 2026; add the next school year",
    )
    assert warnings(terms, date(2026, 12, 19)) == ("the calendar ran out on 18 December 2026; add this school year",)


def test_a_missing_term_or_half_term_is_asked_about() -> None:
    terms = read(HEADING + AUTUMN + "term,Summer,12/4/2027,21/7/2027\nhalf-term,,31/5/2027,4/6/2027")
    assert warnings(terms, date(2026, 9, 1)) == (
        "there is no term between 18 December 2026 and 12 April 2027; is one missing?",
        "“Autumn” has no half-term; is it missing?",
    )
    assert warnings(read(HEADING + "inset,,1/9/2026,"), date(2026, 9, 1)) == (
        "there is no term, so every working day counts as term",
    )


def test_bank_holidays_are_englands() -> None:
    known = bank_holidays([2027])
    assert {date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 31), date(2027, 12, 27)} <= known
    assert date(2027, 3, 17) not in known, "Saint Patrick's is not"


@pytest.mark.parametrize("slug", COLLABORATIVES)
def test_the_calendars_that_are_shipped_are_whole_and_say_that_they_are_nobodys_own(slug: str) -> None:
    terms = shipped(slug)
    plainly = "Typical English school year, not this council's own dates: replace them."
    assert terms.note.splitlines()[0] == plainly
    assert show(terms, date(2026, 9, 1)).splitlines()[0] == plainly
    assert warnings(terms, date(2026, 9, 1)) == ()
    assert len(terms.of("term")) == 6
    assert not set(bank_holidays([2026, 2027, 2028])) & {period.first for period in terms.of("term")}


def test_in_chat_only_what_is_ahead_is_read_out() -> None:
    terms = shipped("oldham")
    lines = show(terms, date(2026, 11, 27), 6).splitlines()
    told = [line for line in lines if line.split(": ")[0] in {period.name for period in terms.periods}]
    assert len(told) == 6
    assert lines[-1] == f"… and {len(terms.periods) - 6} more in the file."
    assert "October 2026" not in " ".join(told), "that half-term is over"
    assert "January 2027" in " ".join(told)


def test_half_terms_that_are_missing_are_asked_about_in_one_line() -> None:
    years = [
        Period("term", f"{name} {year}", date(year, first, 5), date(year, first + 3, 20))
        for year in (2026, 2027)
        for name, first in (("Spring", 1), ("Autumn", 9))
    ]
    (asked,) = [line for line in warnings(Terms(tuple(years)), date(2026, 1, 1)) if "half-term" in line]
    assert asked == ("“Spring 2026”, “Autumn 2026”, “Spring 2027”, “Autumn 2027” have no half-term; are they missing?")


def test_a_typical_school_year_has_the_days_that_english_schools_are_open() -> None:
    """190 days of lessons and five of training, of which those that differ between schools are not written down."""
    held = shipped("oldham").periods
    made = calendar(held, "Europe/London")
    for september in (2026, 2027):
        days = (date(september, 9, 1) + timedelta(days=ahead) for ahead in range(360))
        open_days = sum(
            day.weekday() < 5
            and day not in made.bank_holidays
            and any(day in span for span in made.terms[:-1])
            and not any(day in span for span in made.half_terms)
            for day in days
        )
        assert open_days == 195


def test_where_no_calendar_is_shipped_every_working_day_is_term(tmp_path: Path) -> None:
    assert shipped("leeds") == Terms()
    monday = datetime(2026, 8, 3, 9, tzinfo=UTC)
    assert next_allowed(monday, calendar((), "Europe/London")) == monday
    (tmp_path / "elm").mkdir()
    (tmp_path / "elm" / "calendar.csv").write_text(f"{HEADING}term,A,1/9/2026,")
    with pytest.raises(ValueError, match=r"^elm/calendar.csv: line 2: a term needs its last day too"):
        shipped("elm", tmp_path)


def test_checking_the_directory_checks_its_calendars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for needed in ("documents.yaml", "topics.yaml"):
        (tmp_path / needed).write_text("[]")
    (tmp_path / "elm").mkdir()
    (tmp_path / "elm" / "calendar.csv").write_text(f"{HEADING}term,A,1/9/2026,")
    assert main(["directory", "check", str(tmp_path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "elm/calendar.csv: line 2: a term needs its last day too; write it in the column “last”",
        "1 problems",
    ]


def test_the_heavy_libraries_are_loaded_only_when_needed() -> None:
    code = "import sys, bot.calendars, bot.flows.until; print({'holidays', 'icalendar'} & sys.modules.keys() or 'none')"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "none\n"
