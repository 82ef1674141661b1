"""Numbers, dates and rankings as things that can be counted: options that are the same whoever answers.

Steps that followed the answers would tell the lowest and the highest, which are two people's.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import month_name
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.surveys.instrument import Question, Text, chosen, fits

Labels = tuple[str, ...]

WHOLE = (0, 1, 2, 3, 4, 5, 6, 11, 21, 51, 101, 1_001)  # where each step begins
WHOLE_LABELS: Labels = (
    *("below 0", "0", "1", "2", "3", "4", "5", "6 to 10", "11 to 20", "21 to 50", "51 to 100"),
    *("101 to 1,000", "more than 1,000"),
)
PARTS = (0, 1, 2, 3, 4, 5, 10, 20, 50, 100, 1_000)
PARTS_LABELS: Labels = (
    *("below 0", "0 to below 1", "1 to below 2", "2 to below 3", "3 to below 4", "4 to below 5", "5 to below 10"),
    *("10 to below 20", "20 to below 50", "50 to below 100", "100 to below 1,000", "1,000 or more"),
)
FIRST_YEAR, LAST_YEAR = 2000, 2039
YEARS: Labels = (
    f"before {FIRST_YEAR}",
    *(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    f"{LAST_YEAR + 1} or later",
)
MONTHS: Labels = tuple(month_name[1:])
PLACES: Labels = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def parts(question: Question, said: Callable[[Text], str]) -> Mapping[str, tuple[str, Labels]]:
    """What is counted of a question, by its id: what it is called beside the question's wording, and its options."""
    match question.type:
        case "integer":
            return {question.id: ("", WHOLE_LABELS)}
        case "decimal":
            return {question.id: ("", PARTS_LABELS)}
        case "date":
            return {f"{question.id}/year": ("year", YEARS), f"{question.id}/month": ("month", MONTHS)}
        case "rank":
            places = PLACES[: len(question.options)]
            return {f"{question.id}/{one.value}": (said(one.label), places) for one in question.options}
    return {}


def placed(question: Question, value: str | None) -> Sequence[int] | None:
    """The option of each part that an answer is; None if it is no answer, or a ranking that is still being made."""
    if value is None or not fits(question, value):
        return None
    match question.type:
        case "integer":
            return (bisect_right(WHOLE, int(value)),)
        case "decimal":
            return (bisect_right(PARTS, float(value)),)
        case "date":
            day = date.fromisoformat(value)
            return (min(max(day.year - FIRST_YEAR + 1, 0), len(YEARS) - 1), day.month - 1)
        case "rank":
            order = chosen(question, value)
            if len(order) == len(question.options):
                return tuple(order.index(one.value) for one in question.options)
    return None
