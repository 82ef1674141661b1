"""What somebody typed, read as an answer: strictly, so that whatever is no answer stays a question to the bot."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from bot.surveys.instrument import Instrument, Option, Question, fits, said

LONGEST_TEXT = 1000
CLOSE_ENOUGH = 88  # of 100, a spelling
SHORTEST_GUESS = 4  # letters, for a spelling to be close
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SAME = (  # what people write in place of each other
    ("yes", "y", "yeah", "yep", "yup", "aye", "yes please"),
    ("no", "n", "nope", "nah", "no thanks"),
    ("maybe", "perhaps", "possibly"),
    ("i don't know", "don't know", "dk", "dont know", "do not know", "not sure", "unsure", "no idea", "dunno"),
)
MONTHS = tuple(name.lower() for name in month_name[1:])
OUT_OF = re.compile(r"([0-9]{1,4}) ?(?:/|out of) ?([0-9]{1,4})")
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
DAY_AND_MONTH = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:day)?,? )?"
    r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>[a-z]{3,9})\.?,?(?: (?P<year>\d{4}))?"
)
MONTH_AND_DAY = re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,?(?: (?P<year>\d{4}))?")
DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


def read(
    question: Question, options: Sequence[Option], words: str, language: str, today: date, instrument: Instrument
) -> str | None:
    """The answer as it is written down; None if these words are none."""
    given = _plain(words)
    if not given:
        return None
    match question.type:
        case "select_one" | "range" | "acknowledge":
            return _one(given, options, language, instrument)
        case "select_multiple":
            return _several(given, options, language, instrument)
        case "rank":
            return _ranked(given, options, language, instrument)
        case "integer" | "decimal":
            return _number(given, question)
        case "date":
            found = read_date(given, today)
            return found.isoformat() if found else None
        case "text":
            text = words.strip()
            return text if len(text) <= LONGEST_TEXT else None
    return None


def how(question: Question, options: Sequence[Option]) -> str:
    """How to answer it, in a few words."""
    match question.type:
        case "integer":
            return "Please write a whole number, like 12."
        case "decimal":
            return "Please write a number, like 2.5."
        case "date":
            return "Please write a date, like 12 March 2026."
        case "text":
            return f"Please write up to {LONGEST_TEXT:,} characters. If it is a question, begin with “comment:”."
        case "range" if options:
            return f"Please choose from {options[0].value} to {options[-1].value}."
        case "select_multiple":
            return "Tick what fits, then press Done."
        case "rank":
            return "Press them in order, the first one first."
    return "Please press the answer that fits."


def _one(given: str, options: Sequence[Option], language: str, instrument: Instrument) -> str | None:
    labels = {_plain(said(option.label, language, instrument)): option.value for option in options}
    by_value = {option.value.lower(): option.value for option in options}
    if given in labels or given in by_value:
        return labels.get(given) or by_value[given]
    ways = next((ways for ways in SAME if given in ways), ())
    for way in ways:
        if way in labels or way in by_value:
            return labels.get(way) or by_value[way]
    number = _counted(given, options)
    if number is not None:
        return _numbered(number, options)
    if len(given) < SHORTEST_GUESS:
        return None
    close = process.extract(given, list(labels), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=2)
    return labels[close[0][0]] if close and (len(close) == 1 or close[0][1] > close[1][1]) else None


def _counted(given: str, options: Sequence[Option]) -> int | None:
    """“4”, “four”, “4/5”, “4 out of 5”."""
    if given in NUMBERS:
        return NUMBERS.index(given)
    out_of = OUT_OF.fullmatch(given)
    if out_of:
        most = max((option.value for option in options if option.value.isdecimal()), key=int, default=str(len(options)))
        return int(out_of[1]) if out_of[2] == most else None
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else None


def _numbered(number: int, options: Sequence[Option]) -> str | None:
    """By value where values are numbers, else by its place."""
    if any(option.value.isdecimal() for option in options):
        return str(number) if any(option.value == str(number) for option in options) else None
    return options[number - 1].value if 1 <= number <= len(options) else None


def _several(given: str, options: Sequence[Option], language: str, instrument: Instrument) -> str | None:
    whole = _one(given, options, language, instrument)
    parts = [given] if whole else [part for part in re.split(r",|;|&|\n|\band\b", given) if part.strip()]
    found = [_one(_plain(part), options, language, instrument) for part in parts]
    if not found or not all(found):
        return None
    return " ".join(option.value for option in options if option.value in found)


def _ranked(given: str, options: Sequence[Option], language: str, instrument: Instrument) -> str | None:
    parts = [part for part in re.split(r",|;|>|\n|\bthen\b", given) if part.strip()]
    found = [_one(_plain(part), options, language, instrument) for part in parts]
    values = [value for value in found if value]
    return " ".join(values) if len(values) == len(set(values)) == len(options) else None


def _number(given: str, question: Question) -> str | None:
    if given in NUMBERS:
        return str(NUMBERS.index(given))
    plain = given.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", given) else given
    plain = plain.removeprefix("+")
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", plain):
        return None
    return plain if fits(question, plain) else None


def read_date(words: str, today: date) -> date | None:
    """A day as people write it: “12 March”, “the 1st of May 2027”, “12/03/2027”, “yesterday”."""
    given = _plain(words)
    if given in DAYS:
        return today + timedelta(days=DAYS[given])
    try:
        return date.fromisoformat(given) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given) else _said(given, today)
    except ValueError:
        return None


def _said(given: str, today: date) -> date | None:
    """Raises ValueError for a day that is not in the calendar."""
    found = DAY_FIRST.fullmatch(given)
    if found:
        century = 2000 if found[3] and len(found[3]) == 2 else 0
        return _near(int(found[1]), int(found[2]), century + int(found[3]) if found[3] else None, today)
    found = DAY_AND_MONTH.fullmatch(given) or MONTH_AND_DAY.fullmatch(given)
    if not found:
        return None
    day, name, year = found["day"], found["month"], found["year"]
    month = next((at for at, one in enumerate(MONTHS, 1) if one.startswith(name)), 0)
    return _near(int(day), month, int(year) if year else None, today) if month else None


def _near(day: int, month: int, year: int | None, today: date) -> date:
    """Without a year, whichever is nearest."""
    if year:
        return date(year, month, day)
    years = (today.year - 1, today.year, today.year + 1)
    near = [date(one, month, day) for one in years if (month, day) != (2, 29) or one % 4 == 0]
    if not near:
        raise ValueError("no such day in these years")
    return min(near, key=lambda one: abs(one - today))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split()).strip(" .!")
