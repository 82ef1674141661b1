"""Which kind of file a calendar is, and the one that a locality's folder begins with."""

from __future__ import annotations

from pathlib import Path

from bot.calendars import events, table
from bot.calendars.period import Problem, Terms
from knowledge.compiled import SHIPPED

FILE = "calendar.csv"
MOST_BYTES = 256 * 1024
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_calendar(content: bytes, filename: str) -> Terms | tuple[Problem, ...]:
    """The calendar in a file, or every problem that has to be mended first."""
    if len(content) > MOST_BYTES:
        return (
            Problem(0, f"The file is too large: {MOST_BYTES // 1024} kB is the most. Leave only term dates in it."),
        )
    if content.startswith(SPREADSHEETS):
        return (Problem(0, "This is a spreadsheet: choose “Save as … CSV” in it, and send that file."),)
    beginning = content[:64].lstrip(b"\xef\xbb\xbf \r\n").upper()
    if beginning.startswith(b"BEGIN:VCALENDAR") or filename.lower().endswith(".ics"):
        return events.read_ics(content)
    return table.read_csv(content)


def shipped(locality: str, folder: Path = SHIPPED) -> Terms:
    """The calendar in a locality's folder; an empty one if there is none. ValueError says its problems, one a line."""
    path = folder / locality / FILE
    if not path.is_file():
        return Terms()
    try:
        read = read_calendar(path.read_bytes(), path.name)
    except OSError as error:
        raise ValueError(f"{locality}/{FILE}: cannot be opened: {error.strerror}") from None
    if isinstance(read, Terms):
        return read
    raise ValueError("\n".join(f"{locality}/{FILE}: {problem}" for problem in read))
