"""How old the child is and where in schooling: said in many ways, understood as phases and an age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PHASES = ("early-years", "primary", "secondary", "post-16")
OLDEST = 25

_NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {  # noqa: SIM905
    w: n
    for n, w in enumerate("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen".split(), 11)  # noqa: SIM905
}
_SAID: dict[str, tuple[str, ...]] = {
    "nursery": ("early-years",), "preschool": ("early-years",), "preschooler": ("early-years",),
    "toddler": ("early-years",), "toddlers": ("early-years",), "eyfs": ("early-years",), "eys": ("early-years",),
    "eyf": ("early-years",), "childminder": ("early-years",), "playgroup": ("early-years",),
    "reception": ("early-years", "primary"), "infant": ("primary",), "infants": ("primary",),
    "junior": ("primary",), "juniors": ("primary",), "primary": ("primary",), "primaries": ("primary",),
    "secondary": ("secondary",), "secondaries": ("secondary",), "teen": ("secondary",), "teens": ("secondary",),
    "teenager": ("secondary",), "teenagers": ("secondary",), "teenage": ("secondary",), "gcse": ("secondary",),
    "gcses": ("secondary",), "ks1": ("primary",), "ks2": ("primary",), "ks3": ("secondary",),
    "ks4": ("secondary",), "ks5": ("post-16",), "post16": ("post-16",), "sixthform": ("post-16",),
    "sixthformer": ("post-16",), "sixthformers": ("post-16",), "undereights": ("early-years", "primary"),
    "underfives": ("early-years",), "upperschool": ("secondary",),
}  # fmt: skip
_PAIRS: dict[tuple[str, str], tuple[str, ...]] = {
    ("sixth", "form"): ("post-16",), ("6th", "form"): ("post-16",), ("six", "form"): ("post-16",),
    ("post", "16"): ("post-16",), ("early", "years"): ("early-years",), ("pre", "school"): ("early-years",),
    ("under", "five"): ("early-years",), ("under", "fives"): ("early-years",), ("key", "stage"): (),
    ("upper", "school"): ("secondary",),
}  # fmt: skip
_OLD = {"yo", "old", "yearold", "yrold", "years", "yrs", "year", "yr", "month", "months"}


@dataclass(frozen=True, slots=True)
class Ages:
    """`places` are the words that said it: they narrow the search and need not be found themselves."""

    phases: tuple[str, ...] = ()
    age: int | None = None
    places: frozenset[int] = frozenset()


def phases_of_age(age: int) -> tuple[str, ...]:
    if age < 4:
        return ("early-years",)
    if age == 4:
        return ("early-years", "primary")
    if age <= 10:
        return ("primary",)
    if age == 11:
        return ("primary", "secondary")
    return ("secondary",) if age <= 15 else ("secondary", "post-16") if age == 16 else ("post-16",)


def phases_of_year(year: int) -> tuple[str, ...]:
    return ("primary",) if year <= 6 else ("secondary",) if year <= 11 else ("post-16",)


def ages(said: Sequence[str]) -> Ages:
    """Reads words as `words.words` gives them."""
    found: set[str] = set()
    places: set[int] = set()
    age: int | None = None
    for at, word in enumerate(said):
        phases, years, width = _at(said, at)
        if width:
            found.update(phases)
            places.update(range(at, at + width))
            age = years if age is None else age
        elif at and at - 1 in places and age is None and _number(word) is not None and len(said) > 1:
            age, places = _number(word), places | {at}  # "reception, 4"
    if age is not None and not found:
        found.update(phases_of_age(age))
    return Ages(tuple(p for p in PHASES if p in found), age, frozenset(places))


def _at(said: Sequence[str], at: int) -> tuple[tuple[str, ...], int | None, int]:
    """What the words from here say: phases, an age, and how many words it took (none: nothing)."""
    word, after = said[at], said[at + 1] if at + 1 < len(said) else ""
    if word.startswith("year") and word[4:].isdigit() and 1 <= int(word[4:]) <= 13:
        year = int(word[4:])
        also = _number(after)
        phases = phases_of_year(year)
        if also is not None and also == year + 1:
            return tuple(dict.fromkeys(phases + phases_of_year(also))), year + 4, 2
        return phases, year + 4, 1
    if word in _SAID:
        return _SAID[word], None, 1
    if (word, after) in _PAIRS:
        return _PAIRS[word, after], None, 2
    return _years_old(said, at)


def _years_old(said: Sequence[str], at: int) -> tuple[tuple[str, ...], int | None, int]:
    word, after = said[at], list(said[at + 1 : at + 3])
    if word in ("aged", "age") and after and (age := _number(after[0])) is not None:
        return phases_of_age(age), age, 2
    glued = next((word[: -len(end)] for end in ("yrs", "yr", "yo") if word.endswith(end)), "")
    if glued.isdigit() and 0 < int(glued) <= OLDEST:
        return phases_of_age(int(glued)), int(glued), 1
    age = _number(word)
    if age is None or not after or after[0] not in _OLD:
        return (), None, 0
    if after[0].startswith("month"):
        return ("early-years",), age // 12, 2
    width = 3 if len(after) > 1 and after[1] in ("old", "olds") else 2
    if width == 2 and after[0] in ("years", "yrs", "year", "yr"):
        return (), None, 0  # "two years" is how long, not how old
    return phases_of_age(age), age, width


def _number(word: str) -> int | None:
    number = int(word) if word.isdigit() and len(word) < 3 else _NUMBERS.get(word)
    return number if number is not None and number <= OLDEST else None
