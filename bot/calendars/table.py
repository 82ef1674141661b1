"""Term dates in a CSV: kind, name, first, last, one line for each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.calendars.period import (
    KINDS,
    LONGEST_NAME,
    Kind,
    Period,
    Problem,
    Terms,
    clean_name,
    in_order,
    kind_called,
    shortened,
)
from bot.calendars.period import problems as clashes

COLUMNS = ("kind", "name", "first", "last")
HEADING = ",".join(COLUMNS)
MOST_ROWS = 500
MOST_PROBLEMS = 20
MOST_NOTES, LONGEST_NOTE = 5, 200
ALIASES: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "type", "what", "category"),
    "name": ("name", "title", "description", "event", "summary", "label", "subject"),
    "first": ("first", "first day", "start", "starts", "start date", "from", "begin", "begins", "date", "opens"),
    "last": ("last", "last day", "end", "ends", "end date", "to", "until", "finish", "closes"),
}
HOLIDAYS = re.compile(r"(bank|public|school|[a-z]+)? ?holidays?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[t ][\d:.]+z?)?", re.A),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})", re.A),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})", re.A),
)
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +")
FORMULA = ("=", "+", "-", "@")
EXAMPLE = "write it as 3/9/2026 or 2026-09-03"


class _Wrong(Exception):
    """A line that cannot be used, and why."""


def read_csv(content: bytes) -> Terms | tuple[Problem, ...]:
    text = _text(content)
    if text is None:
        return (Problem(0, "I can't read this file: save it as CSV, in UTF-8, and send it again."),)
    rows, note = _rows(text)
    if not rows:
        return (Problem(0, f"There is nothing in this file. It needs a first line “{HEADING}”, then the dates."),)
    (at, heading), *rest = rows
    columns = _columns(heading)
    if "first" not in columns or not columns.keys() & {"kind", "name"}:
        return (Problem(at, f"the first line must say what the columns are: “{HEADING}”"),)
    if len(rest) > MOST_ROWS:
        return (Problem(0, f"There are {len(rest)} lines, and {MOST_ROWS} is the most. Leave only term dates."),)
    return _gathered(rest, columns, note)


def judged(
    periods: Sequence[Period], places: Sequence[int], wrong: Sequence[Problem], note: str = "", counted: str = "line"
) -> Terms | tuple[Problem, ...]:
    """The calendar, if nothing is wrong with any line and with all of them together."""
    everything = sorted((*wrong, *clashes(periods, places, counted)))
    if len(everything) > MOST_PROBLEMS:
        more = len(everything) - MOST_PROBLEMS
        return (*everything[:MOST_PROBLEMS], Problem(0, f"And {more} more like these."))
    if everything:
        return tuple(everything)
    if not periods:
        return (Problem(0, f"There are no dates in this file. Under “{HEADING}” it needs at least one line."),)
    return Terms(in_order(periods), note)


def write_csv(terms: Terms) -> str:
    """The canonical file: the remark first, then the periods by date."""
    out = io.StringIO()
    out.writelines(f"# {line}\n" for line in terms.note.splitlines())
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for period in in_order(terms.periods):
        name = f"'{period.name}" if period.name.startswith(FORMULA) else period.name
        writer.writerow((period.kind, name, period.first.isoformat(), period.last.isoformat()))
    return out.getvalue()


def _gathered(
    rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], note: str
) -> Terms | tuple[Problem, ...]:
    periods: list[Period] = []
    lines: list[int] = []
    wrong: list[Problem] = []
    for line, cells in rows:
        try:
            periods.append(_period({name: cells[at] for name, at in columns.items() if at < len(cells)}))
            lines.append(line)
        except _Wrong as error:
            wrong.append(Problem(line, str(error)))
    return judged(periods, lines, wrong, note)


def _text(content: bytes) -> str | None:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in content and not wide:
        return None
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    """The lines that hold something, numbered, and the remarks: lines that begin with “#”."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    heading = next((line for line in lines if line.strip() and line.strip(' "')[:1] != "#"), "")
    delimiter = max(",;\t", key=heading.count)
    rows: list[tuple[int, list[str]]] = []
    notes: list[str] = []
    for number, line in enumerate(lines, 1):
        if line.strip(' "')[:1] == "#":
            notes.append(_note(line, delimiter))
        elif any(cells := _cells(line, delimiter)):
            rows.append((number, cells))
    return rows, "\n".join([note for note in notes if note][:MOST_NOTES])


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return [line]


def _note(line: str, delimiter: str) -> str:
    """A remark, also when a spreadsheet has put it into quotes and filled the line up with empty cells."""
    text = line if line.lstrip().startswith("#") else (_cells(line, delimiter) or [""])[0]
    plain = "".join(letter for letter in text.rstrip(f"{delimiter} ").lstrip("# ") if letter.isprintable())
    return plain[:LONGEST_NOTE].strip("# ,;\t")


def _columns(heading: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(heading):
        plain = re.sub(r"[\s_-]+", " ", cell.lower()).strip(" .:")
        name = next((name for name, others in ALIASES.items() if plain in others), None)
        if name:
            found.setdefault(name, at)
    return found


def _period(cells: Mapping[str, str]) -> Period:
    kind = _kind(cells.get("kind") or cells.get("name", ""))
    name = clean_name(cells.get("name", ""))
    if len(name) > LONGEST_NAME:
        raise _Wrong(f"the name has {len(name)} characters, and {LONGEST_NAME} is the most; make it shorter")
    first = _date(cells.get("first", ""), "first")
    if kind == "term" and not cells.get("last"):
        raise _Wrong("a term needs its last day too; write it in the column “last”")
    return Period(kind, name, first, _date(cells["last"], "last") if cells.get("last") else first)


def _kind(written: str) -> Kind:
    found = kind_called(written)
    if found:
        return found
    if HOLIDAYS.fullmatch(" ".join(written.lower().split())):
        raise _Wrong(
            f"“{shortened(written)}” needs no line, for I know bank holidays, and days outside terms are holidays; "
            "leave it out, or write “closed” for days on which nobody may be written to"
        )
    known = ", ".join(KINDS)
    raise _Wrong(
        f"“{shortened(written)}” is no kind of day; write one of: {known}" if written else f"write a kind: {known}"
    )


def _date(written: str, column: str) -> date:
    """ISO, or British: the day comes first."""
    plain = WEEKDAY.sub("", " ".join(written.lower().split()))
    for shape in SHAPES:
        found = shape.fullmatch(plain)
        if found:
            return _made(found["year"], found["month"], found["day"], written)
    if not plain:
        raise _Wrong(f"there is no date in the column “{column}”; {EXAMPLE}")
    raise _Wrong(f"“{shortened(written)}” is not a date; {EXAMPLE}")


def _made(year: str, month: str, day: str, written: str) -> date:
    named = next((at for at, name in enumerate(MONTHS, 1) if month.startswith(name)), 0)
    try:
        number = int(month) if month.isdigit() else named
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        raise _Wrong(f"“{shortened(written)}” is no day of any year; the day comes first: 3/9/2026") from None
