"""The survey that a command is given: a file, or one that ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.parts import Misuse

if TYPE_CHECKING:
    from bot.surveys.instrument import Instrument
    from bot.surveys.xlsform import Imported

FILE = "an XLSForm (.xlsx or .md), or the name of one that ships (“signpost survey list”)"
MODES = ("anonymous", "confidential", "named")


def read(name: str) -> Imported:
    """The form of a file, or one that ships. Raises Misuse, and XLSFormError."""
    from bot.surveys import check, instruments, xlsform

    if name in instruments.names():
        shipped = instruments.load(name)
        problems = check.problems(shipped)
        if problems:
            raise xlsform.XLSFormError(problems)
        return xlsform.Imported(shipped, check.remarks(shipped))
    path = Path(name)
    try:
        if path.is_file() and path.stat().st_size > xlsform.LARGEST_FILE:
            raise Misuse(f"{name} is larger than the {xlsform.LARGEST_FILE:,} bytes that a form may have")
        data = path.read_bytes()
    except OSError as problem:
        known = ", ".join(instruments.names())
        raise Misuse(f"{name} cannot be read ({problem.strerror}): give a file, or one of {known}") from None
    return xlsform.read(data, path.name)


def instrument(name: str) -> Instrument:
    """The same, without remarks. Raises Misuse with the first problem."""
    from bot.surveys.xlsform import XLSFormError

    try:
        return read(name).instrument
    except XLSFormError as error:
        raise Misuse(f"{error.problems[0]}; “signpost survey check” names everything") from None
