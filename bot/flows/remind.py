"""“Remind me on Friday at 9 to …”: what a moment in British words is, and how it is said back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from bot.messages import Button, Message

HERE = ZoneInfo("Europe/London")
FARTHEST = timedelta(days=366)
LONGEST = 500  # characters of what she is to be reminded of
CLOSE_ENOUGH = 72  # for slips of the thumb in a day's or a month's name
MORNING = time(9)
YEARS_BACK = 5  # “3 March 2021” is over, “3 March 2030” is half past eight in the evening
AFTERNOON_BEFORE = 7  # "at 3" is in the afternoon: school hours
EXAMPLE = "“remind me on Friday at 9 to ring the school”, “… tomorrow at 15:30 to …” or “… in 2 hours to …”"

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
SHORT |= {"sat": 5, "sun": 6}
TOMORROW = ("tomorrow", "tmrw", "tomoz", "tmr", "tom")
PARTS = {"morning": time(9), "noon": time(12), "midday": time(12), "lunchtime": time(12), "afternoon": time(14)}
PARTS |= {"evening": time(18), "tonight": time(18)}
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
PAST = {"half past": 30, "half": 30, "quarter past": 15, "quarter to": -15}
BEFORE_A_NUMBER = ("at", "by", "around", "past", "half", "to")
OF_TIME = ("half", "quarter", "week")
LINKS = ("to", "that", "about")
FILLING = ("on", "at", "the", "of", "by", "around", "in", "this", "o'clock", "oclock", "please")
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?|(\d{2})(\d{2})")
LONG = re.compile(r"(\d+)(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)")


@dataclass(frozen=True, slots=True)
class Reminder:
    """When (aware), and of what."""

    moment: datetime
    what: str


def read(words: str, now: datetime) -> Reminder | Message:
    """What somebody said after “remind me”, at this moment; or what to tell her instead."""
    local = now.astimezone(HERE)
    found = _split(words.split(), local)
    if found is None:
        return Message(text=f"I couldn't tell when, so I set nothing. For example: {EXAMPLE}.")
    moment, what = found
    if not what:
        return Message(text=f"Of what? I set nothing yet. For example: {EXAMPLE}.")
    if len(what) > LONGEST:
        return Message(text=f"That is too long for a reminder: {LONGEST} characters is the most. I set nothing.")
    if moment <= now:
        return Message(text=f"{_upper(in_words(moment))} is over, so I set nothing.")
    if moment - now > FARTHEST:
        return Message(text="I can remind you within a year from now, so I set nothing.")
    return Reminder(moment, what)


def in_words(moment: datetime) -> str:
    """A moment as it is said: Friday 27 November at 9 in the morning."""
    local = moment.astimezone(HERE)
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    part = "at night" if local.hour < 5 or local.hour >= 22 else "in the morning" if local.hour < 12 else ""
    part = part or ("in the afternoon" if local.hour < 18 else "in the evening")
    return f"{local:%A} {local.day} {local:%B} at {hour}{minutes} {part}"


def confirmed(reminder: Reminder, key: str, bubble: str) -> Message:
    """Name the moment in words, with a way back."""
    return Message(
        text=f"I'll remind you on {in_words(reminder.moment)}: {reminder.what}",
        small="I keep these words until then, and no longer.",
        rows=((Button("Don't remind me", f"k:{key}"),),),
        bubble=bubble,
    )


def said(reminder: Reminder) -> Message:
    """The reminder itself."""
    return Message(text=f"You asked me to remind you: {reminder.what}", small=_upper(f"{in_words(reminder.moment)}."))


def dropped(was_there: bool, bubble: str) -> Message:
    """She wants it no more."""
    text = "I won't remind you, and the words are gone." if was_there else "There is nothing left to drop."
    return Message(text=text, bubble=bubble)


# ---- taking it apart


def _split(words: Sequence[str], now: datetime) -> tuple[datetime, str] | None:
    """The moment and the rest: “Friday at 9 to ring”, “Friday 9am ring”, or “to ring on Friday at 9”."""
    for at, word in enumerate(words):
        ends = _plain(word) in LINKS or (at > 0 and words[at - 1].endswith((":", ",")))
        moment = when(words[:at], now) if ends else None
        if moment:
            return moment, _without_link(words[at:])
    for at in range(len(words), 0, -1):
        moment = when(words[:at], now)
        if moment:
            return None if at < len(words) and _of_time(words[at]) else (moment, _without_link(words[at:]))
    for at in range(1, len(words)):
        moment = when(words[at:], now)
        if moment:
            return moment, _without_link(words[:at])
    return None


def _of_time(word: str) -> bool:
    """Whether a word belongs to a moment, so that what comes before it is only half of one."""
    plain = _plain(word)
    return any(letter.isdigit() for letter in plain) or plain in (*FILLING, *OF_TIME) or _month(plain) is not None


def _without_link(words: Sequence[str]) -> str:
    return " ".join(words[1:] if words and _plain(words[0]) in LINKS else words).strip(" .,:")


def when(words: Sequence[str], now: datetime) -> datetime | None:
    """The moment that all of these words together name; None if one of them does not belong."""
    given = [_plain(word) for word in words]
    if not given:
        return None
    given = [
        str(NUMBERS.index(word) + 1) if word in NUMBERS and before in BEFORE_A_NUMBER else word
        for before, word in zip(["", *given], given, strict=False)
    ]
    later = _in_a_while(given, now)
    if later:
        return later
    day, rest = _day([word for word in given if word not in FILLING], now)
    clock = _clock(rest)
    if (rest and clock is None) or (day is None and not rest):
        return None
    if day is None:
        moment = datetime.combine(now.date(), clock or MORNING, HERE)
        return moment if moment > now else moment + timedelta(days=1)
    chosen, turns = day
    moment = datetime.combine(chosen, clock or MORNING, HERE)
    return moment + timedelta(days=7) if turns and moment <= now else moment


def _in_a_while(given: list[str], now: datetime) -> datetime | None:
    """“in 2 hours”, “in half an hour”, “in 20 mins”."""
    if given[0] != "in":
        return None
    text = " ".join(given[1:])
    text = re.sub(r"^half an? hour$", "30 minutes", text)
    text = re.sub(r"^an? (hour|day|week|minute)", r"1 \1", text)
    text = re.sub(r"^a couple of", "2", text)
    for number, word in enumerate(NUMBERS, 1):
        text = re.sub(rf"^{word}\b", str(number), text)
    found = LONG.fullmatch(text.replace(" ", ""))
    if not found or len(found[1]) > 4:
        return None
    length = timedelta(**{UNITS[found[2][0]]: int(found[1])})
    if found[2][0] in "dw":
        return datetime.combine(now.date() + length, now.time(), HERE)
    return (now.astimezone(ZoneInfo("UTC")) + length).astimezone(HERE)


def _day(given: list[str], now: datetime) -> tuple[tuple[date, bool] | None, list[str]]:
    """The day that one or two of the words name, with whether it comes again every week; and the other words."""
    sooner = _a_week_sooner(given)
    if sooner:
        found, rest = _day(sooner, now)
        return ((found[0] + timedelta(days=7), False), rest) if found else (None, given)
    today = now.date()
    for at, word in enumerate(given):
        before = given[at - 1] if at else ""
        rest = given[:at] + given[at + 1 :]
        if word in ("today", "tonight"):  # “tonight” is a time too: last of all words, it makes 7 the evening's
            return (today, False), rest if word == "today" else [*rest, word]
        if word in TOMORROW or fuzz.ratio(word, "tomorrow") >= CLOSE_ENOUGH:
            return (today + timedelta(days=1), False), rest
        weekday = _weekday(word)
        if weekday is not None:
            days = (weekday - today.weekday()) % 7
            if before == "next":
                return (today + timedelta(days=weekday - today.weekday() + 7), False), given[: at - 1] + given[at + 1 :]
            dated = _date(given[:at] + given[at + 1 :], today)
            return dated if dated[0] else ((today + timedelta(days=days), True), rest)
    return _date(given, today)


def _a_week_sooner(given: list[str]) -> list[str] | None:
    """“Friday week” and “a week on Friday” without the week, where that is how it is said."""
    for at, word in enumerate(given):
        if word == "week" and at and (_weekday(given[at - 1]) is not None or given[at - 1] in ("today", *TOMORROW)):
            return given[:at] + given[at + 1 :]
        if given[at : at + 2] == ["a", "week"]:
            return given[:at] + given[at + 2 :]
    return None


def _date(given: list[str], today: date) -> tuple[tuple[date, bool] | None, list[str]]:
    """“27 November”, “November 27th”, “27/11”, “the 27th”; always the next one."""
    for at, word in enumerate(given):
        rest = given[:at] + given[at + 1 :]
        slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?", word)
        if slashed:
            year = int(slashed[3]) + (2000 if len(slashed[3]) == 2 else 0) if slashed[3] else 0
            return _made(int(slashed[1]), int(slashed[2]), today, year), rest
        month = _month(word)
        for beside in (at - 1, at + 1) if month else ():
            number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", given[beside]) if 0 <= beside < len(given) else None
            if number and month:
                year = _year(given[max(at, beside) + 1 :], today)
                written = {at, beside} | ({max(at, beside) + 1} if year else set())
                others = [one for index, one in enumerate(given) if index not in written]
                return _made(int(number[1]), month, today, year), others
        numbered = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word)
        if numbered and not any(_month(one) for one in given):
            found = _made(int(numbered[1]), today.month, today, today.year)
            if found and found[0] >= today:
                return found, rest
            return _made(int(numbered[1]), today.month % 12 + 1, today), rest
    return None, given


def _year(after: Sequence[str], today: date) -> int:
    """The year that follows a day and a month, rather than a time such as 2030; 0 if none does."""
    years = range(today.year - YEARS_BACK, today.year + 2)
    return int(after[0]) if after and after[0].isdecimal() and int(after[0]) in years else 0


def _made(day: int, month: int, today: date, year: int = 0) -> tuple[date, bool] | None:
    try:
        found = date(year or today.year, month, day)
        return (found if year or found >= today else date(today.year + 1, month, day)), False
    except ValueError:
        return None


def _weekday(word: str) -> int | None:
    if word in SHORT:
        return SHORT[word]
    return _named(word, DAYS)


def _month(word: str) -> int | None:
    found = next((at for at, name in enumerate(MONTHS) if len(word) >= 3 and name.startswith(word)), None)
    found = _named(word, MONTHS) if found is None else found
    return None if found is None else found + 1


def _named(word: str, names: Sequence[str]) -> int | None:
    if len(word) < 5 or not word.isalpha():
        return None
    best = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return best[2] if best else None


def _clock(given: list[str]) -> time | None:
    """“9”, “9.30am”, “half past 3”, “quarter to 4”, “in the afternoon”; None unless all of the words belong."""
    given = sorted(given, key=lambda word: word in PARTS)  # “Friday morning at 9”
    text = " ".join(given)
    named = PARTS.get(given[-1]) if given else None
    if named and len(given) == 1:
        return named
    late = named.hour >= 12 if named else None
    text = text.rsplit(" ", 1)[0] if named else text
    found = re.fullmatch(r"(half past|half|quarter past|quarter to) (\d{1,2}) ?(am|pm)?", text)
    if found:
        if not 1 <= int(found[2]) <= 12:
            return None
        full = datetime(2000, 1, 2, _hour(int(found[2]), found[3], late), tzinfo=HERE)
        return (full + timedelta(minutes=PAST[found[1]])).time()
    found = CLOCK.fullmatch(text.replace(" ", ""))
    if not found:
        return None
    hour, minute, half = (found[4], found[5], None) if found[4] else found.groups()[:3]
    if int(hour) > 23 or int(minute or 0) > 59 or (half and not 1 <= int(hour) <= 12):
        return None
    bare = len(hour) < 2 or not hour.startswith("0")
    return time(_hour(int(hour), half, late) if bare and int(hour) <= 12 else int(hour), int(minute or 0))


def _hour(hour: int, half: str | None, late: bool | None) -> int:
    if half or late is not None:
        return hour % 12 + (12 if half == "pm" or (not half and late) else 0)
    return hour + 12 if hour < AFTERNOON_BEFORE else hour


def _plain(word: str) -> str:
    return word.lower().strip(",:;!?") if len(word) > 1 else word.lower()


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
