"""What somebody wishes: on which days, at what hours, how often, and when not. One bubble, a tap for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.flows import remind
from bot.flows.turn import Effect
from bot.messages import Address, Button, Message

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WORKING = "01234"
HOURS = (
    ("", "Any working hour"),
    ("08:00-09:00", "Before school, 8 to 9"),
    ("12:00-14:00", "At lunch, 12 to 2"),
    ("15:30-17:30", "After school, 3:30 to 5:30"),
)
OFTEN = (1, 2, 3, 5)
LANGUAGES = (
    ("en-GB", "English"),
    ("cy", "Cymraeg"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("ur", "اردو"),
    ("bn", "বাংলা"),
)
PAUSES = ("until Monday", "for two weeks", "until after half-term")
FREE = re.compile(r"(?:hours|between) (.+?) (?:to|and|until|-) (.+)", re.IGNORECASE)
BETWEEN = re.compile(r"\s(?:to|until|till|-|–)\s|(?<=\w)[-–](?=\d)")

NO_MOMENT = Message(
    text="I couldn't tell until when. For example: “snooze until Monday”, “snooze until after half-term”."
)
NO_TERM_DATES = Message(
    text="The term dates that I hold don't say when that is, so I changed nothing. Name a date instead, for example "
    "“snooze until 4 March”.",
    rows=((Button("Snooze for 2 weeks", "o:snooze:for 2 weeks"), Button("For a month", "o:snooze:for a month")),),
)
NO_DAYS = Message(text="I couldn't tell which days. For example: “away 3 to 7 March”, “away until Friday”.")
NO_HOURS = Message(text="I couldn't tell which hours. For example: “hours 9 to 12:30”.")
NOT_YOURS = Message(text="That account is not linked to you, so I changed nothing.")
SEVEN = len(DAYS)


@dataclass(frozen=True, slots=True)
class Change(Effect):
    """Something is wished otherwise: `what` and `value` as a button's token says them, or as typed."""

    what: str
    value: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Wished:
    """What somebody wishes at present; moments and days as on the wall where her collaborative is."""

    days: str = ""
    hours: str = ""
    term_time: bool = True
    weekly: int = 3
    snoozed: datetime | None = None
    stopped: bool = False
    language: str = "en-GB"
    away: tuple[tuple[date, date], ...] = ()
    accounts: tuple[Address, ...] = ()
    preferred: Address | None = None
    waiting: int = 0


def show(wished: Wished, bubble: str, part: str = "", done: str = "") -> Message:
    """All wishes at a glance, or the choices of one `part`; `done` says what has just been changed."""
    if wished.stopped:
        return Message(
            title="I've stopped",
            text="I start nothing with you. You can still ask me anything, at any time.",
            rows=((Button("Come back", "o:stop:off"),),),
            bubble=bubble,
        )
    rows = _CHOICES[part](wished) if part in _CHOICES else _overview(wished)
    return Message(
        title="How I write to you",
        text=done,
        facts=tuple(_facts(wished)),
        rows=tuple(rows),
        small="Typed works too: “snooze until Monday”, “away 3 to 7 March”, “hours 9 to 12:30”, “stop”.",
        bubble=bubble,
    )


def _facts(wished: Wished) -> list[tuple[str, str]]:
    facts = [
        ("Days", _days(wished.days)),
        ("Hours", _hours(wished.hours)),
        ("At most", "one message a week" if wished.weekly == 1 else f"{wished.weekly} messages a week"),
        ("School holidays", "not then" if wished.term_time else "then too"),
    ]
    if wished.snoozed:
        facts.append(("Snoozed until", in_words(wished.snoozed)))
    facts += [
        ("Away", f"{_day(first)} to {_day(last)}" if first != last else _day(first)) for first, last in wished.away
    ]
    if len(wished.accounts) > 1:
        facts.append(("Where", _account(wished.preferred or wished.accounts[0])))
    if wished.language != "en-GB":
        facts.append(("Surveys in", dict(LANGUAGES).get(wished.language, wished.language)))
    if wished.waiting:
        facts.append(("Waiting for you", f"{wished.waiting}, in your next digest"))
    return facts


def in_words(moment: datetime) -> str:
    """A moment on her wall: Monday 30 November, 09:00."""
    return f"{moment:%A} {moment.day} {moment:%B}, {moment:%H:%M}"


def _overview(wished: Wished) -> list[tuple[Button, ...]]:
    often = Button("How often", "o:show:often")
    rows = [
        (Button("Days", "o:show:days"), Button("Hours", "o:show:hours"), often),
        (
            Button("In school holidays too", "o:term:off")
            if wished.term_time
            else Button("Not in school holidays", "o:term:on"),
        ),
    ]
    if wished.snoozed:
        rows.append((Button("Wake up now", "o:snooze:now"),))
    else:
        pauses = (
            ("until Monday", "until Monday"),
            ("for two weeks", "for 2 weeks"),
            ("after half-term", "after half-term"),
        )
        rows.append(tuple(Button(f"Snooze {label}", f"o:snooze:{value}") for label, value in pauses[:2]))
        rows.append((Button("Snooze until after half-term", f"o:snooze:{pauses[2][1]}"),))
    if wished.away:
        rows.append((Button("I'm not away", "o:away:none"),))
    others = [Button("Survey language", "o:show:language")]
    if len(wished.accounts) > 1:
        others.append(Button("Where", "o:show:where"))
    rows.append((*others, Button("Stop", "o:stop:on")))
    return rows


def _day_choices(wished: Wished) -> list[tuple[Button, ...]]:
    on = set(wished.days or WORKING)
    buttons = [
        Button(f"✓ {name}" if str(at) in on else name, f"o:day:{at}:{'off' if str(at) in on else 'on'}")
        for at, name in enumerate(DAYS)
    ]
    return [tuple(buttons[:4]), tuple(buttons[4:]), (_BACK,)]


def _hour_choices(wished: Wished) -> list[tuple[Button, ...]]:
    buttons = [Button(_ticked(label, wished.hours == value), f"o:hours:{value}") for value, label in HOURS]
    return [*((button,) for button in buttons), (_BACK,)]


def _often_choices(wished: Wished) -> list[tuple[Button, ...]]:
    buttons = tuple(Button(_ticked(f"{most} a week", wished.weekly == most), f"o:often:{most}") for most in OFTEN)
    return [buttons, (_BACK,)]


def _where_choices(wished: Wished) -> list[tuple[Button, ...]]:
    now = wished.preferred or (wished.accounts[0] if wished.accounts else None)
    buttons = [(Button(_ticked(_account(one), one == now), f"o:where:{at}"),) for at, one in enumerate(wished.accounts)]
    return [*buttons, (_BACK,)]


def _language_choices(wished: Wished) -> list[tuple[Button, ...]]:
    buttons = [Button(_ticked(label, wished.language == code), f"o:language:{code}") for code, label in LANGUAGES]
    return [tuple(buttons[:3]), tuple(buttons[3:]), (_BACK,)]


_BACK = Button("Back", "o:show:")
_CHOICES = {
    "days": _day_choices,
    "hours": _hour_choices,
    "often": _often_choices,
    "where": _where_choices,
    "language": _language_choices,
}


def _ticked(label: str, on: bool) -> str:
    return f"✓ {label}" if on else label


def _account(address: Address) -> str:
    return {"telegram": "Telegram", "slack": "Slack", "web": "web page"}.get(address.platform, address.platform)


def _days(days: str) -> str:
    if not days or days == WORKING:
        return "Monday to Friday"
    return ", ".join(DAYS[int(day)] for day in days)


def _hours(hours: str) -> str:
    return hours.replace("-", " to ") or "any working hour"


def _span(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


# ---- what is typed


def hours_in(words: str, now: datetime) -> str | None:
    """“hours 9 to 12:30” as 09:00-12:30; None if it is no such thing."""
    found = FREE.fullmatch(words.strip())
    times = (
        [remind.when(["today", "at", *part.split()], now.astimezone(remind.HERE)) for part in found.groups()]
        if found
        else []
    )
    if len(times) != 2 or not all(times):
        return None
    start, end = (f"{moment:%H:%M}" for moment in times if moment)
    return f"{start}-{end}" if start < end else None


def days_in(words: str, now: datetime, zone: ZoneInfo) -> tuple[date, date] | None:
    """“3 to 7 March”, “until Friday”, “tomorrow” as the first and the last day; None if it is no such thing."""
    local = now.astimezone(zone)
    said = re.sub(r"^(?:on |from )", "", words.strip(" .!").lower())
    if said.startswith(("until ", "till ")):
        first, last = "today", said.split(" ", 1)[1]
    else:
        parts: Sequence[str] = BETWEEN.split(said, maxsplit=1)
        first, last = (parts[0], parts[1]) if len(parts) == 2 else (said, said)
    if first.isdecimal():
        first = " ".join([first, *(word for word in last.split() if not word[0].isdecimal())])
    begins, ends = (_a_day(text, local) for text in (first, last))
    if begins is None or ends is None:
        return None
    if ends < begins and (ends.month, ends.day) < (begins.month, begins.day):
        ends = ends.replace(year=ends.year + 1)
    return (begins, ends) if begins <= ends and (ends - begins).days <= 366 else None


def _a_day(text: str, local: datetime) -> date | None:
    clock = local.replace(tzinfo=remind.HERE)
    moment = remind.when(text.split(), clock)
    return moment.date() if moment else None
