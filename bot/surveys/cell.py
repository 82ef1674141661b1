"""What goes into a cell of a CSV or XLSX file, so that no spreadsheet takes it for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may run or send somewhere

Value = str | int | float | bool | None


def harmless(value: Value) -> Value:
    """Text that looks like a formula gets an apostrophe in front, which spreadsheets take for "this is text"."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value


def write_csv(path: Path, rows: Iterable[Sequence[Value]]) -> None:
    """UTF-8 with the mark that makes Excel read it as such."""
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([harmless(value) for value in row] for row in rows)


def write_xlsx(path: Path, sheets: Iterable[tuple[str, Iterable[Sequence[Value]]]]) -> None:
    """Each sheet with its rows; the first row stays in sight. Characters that XLSX cannot hold are left out."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for row in rows:
            clean = (ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value for value in row)
            cells = [WriteOnlyCell(sheet, harmless(value)) for value in clean]
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
            sheet.append(cells)
    book.save(path)
