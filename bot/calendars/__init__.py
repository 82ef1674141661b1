"""A collaborative's term dates as a file that an anchor can edit: read, checked, shown, written back.

A file is a CSV with the columns kind, name, first, last, or an .ics calendar. What comes out is plain periods; of them
`calendar` makes what `bot.moments` plans by.
"""

from bot.calendars.file import read_calendar, shipped
from bot.calendars.period import KINDS, Kind, Period, Problem, Terms, problems, show, warnings
from bot.calendars.planning import bank_holidays, calendar
from bot.calendars.table import write_csv

__all__ = [
    "KINDS",
    "Kind",
    "Period",
    "Problem",
    "Terms",
    "bank_holidays",
    "calendar",
    "problems",
    "read_calendar",
    "shipped",
    "show",
    "warnings",
    "write_csv",
]
