"""Cells of tables that go out or come in: a spreadsheet must never take somebody's words for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def escaped(cell: object) -> str:
    """A cell that every spreadsheet shows as it is, whatever it begins with."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(cell: str) -> str:
    """A cell that comes in: without the mark that keeps it from being a formula, on one line."""
    text = " ".join(cell.split())
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def table(rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that opens in any spreadsheet, with every cell escaped."""
    out = io.StringIO()
    csv.writer(out).writerows([escaped(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()
