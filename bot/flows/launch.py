"""An anchor's surveys: what is open, and a new one put together with a tap for each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.flows.questionnaire import Mode
from bot.flows.survey import Said
from bot.flows.turn import Effect
from bot.messages import Button, Message, Uploaded

LONGEST_NAME = 40
FLOW = "launch"
TRIAL = "0"  # the wave of a preview, which is kept nowhere
TAKES = ["xlsx", "md"]
MODES: tuple[tuple[Mode, str], ...] = (("anonymous", "Anonymous"), ("confidential", "Confidential"), ("named", "Named"))
MODES_MEAN = {
    "anonymous": "nobody can tell who said what, not even next time",
    "confidential": "under a code, so that the same people can be compared over the years",
    "named": "you and the evaluators see who said what",
}
DAYS = (3, 7, 14, 21)
SCHEDULES = (
    "third school week of each term at 9:00",
    "every 2 weeks on Tuesday at 9:00",
    "first school day of each month at 9:00",
)
WRITE = {
    "when": "Choose one, or write when, such as “every second Tuesday at 9” or “5 school days after 12 March”.",
    "who": "Choose one, or write members' names, one on a line: then only they are asked, once.",
}
PRIVATE = Message(text="Please write “surveys” to me directly, not in a channel.")
GONE = Message(text="That is no longer there. Type “surveys” to see what is.")


@dataclass(frozen=True, slots=True)
class Prepare(Effect):
    """Show surveys, or change one choice of the survey that is being put together."""

    what: str
    value: str
    bubble: str
    upload: Uploaded | None = None


@dataclass(frozen=True, slots=True)
class Begin(Effect):
    """Launch what was put together, or close a wave: work follows at once."""

    what: Literal["launch", "close"]
    value: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Try(Effect):
    """She tries what she put together; nothing of it is kept."""

    said: Said


@dataclass(frozen=True, slots=True)
class Standing:
    """A survey as its anchor sees it. While it is open, no answer is shown, only how many are done."""

    wave: str
    name: str
    number: int
    mode: str
    state: str
    finished: int
    invited: int
    closes: datetime
    held: int = 0
    unreached: int = 0


@dataclass(frozen=True, slots=True)
class Coming:
    """A series that begins its next wave by itself."""

    series: str
    name: str
    schedule: str
    next: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The survey that is being put together. `questions` and `seconds` are what one member is asked."""

    title: str
    questions: int
    seconds: int
    statements: int
    mode: Mode
    audience: str
    people: int
    size: int
    days: int
    schedule: str
    audiences: tuple[tuple[str, str], ...] = ()
    outlook: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()


def which(places: Mapping[str, str], what: str, bubble: str) -> Message:
    """She sees to the surveys of several: ask of which."""
    rows = tuple((Button(name, f"q:{what}:{slug}"),) for slug, name in places.items())
    return Message(text="Of which collaborative?", rows=rows, bubble=bubble)


def overview(slug: str, name: str, waves: Sequence[Standing], coming: Sequence[Coming], bubble: str) -> Message:
    """What is open, what comes by itself, and a way to begin."""
    facts = [(_title(one), _stands(one)) for one in waves]
    facts += [(one.name, f"comes {one.schedule}; {_next(one.next)}") for one in coming]
    rows: list[tuple[Button, ...]] = [
        (Button(f"Close “{_short(_title(one))}”", f"q:ending:{one.wave}"),) for one in waves if one.state != "closed"
    ]
    rows += [(Button(f"Stop “{_short(one.name)}”", f"q:stop:{one.series}"),) for one in coming]
    new = Button("New survey", f"q:new:{slug}")
    rows.append((new, Button("Results", "e:list")) if waves else (new,))
    text = "" if facts else "No survey yet."
    return Message(title=f"Surveys in {name}", text=text, facts=tuple(facts), rows=tuple(rows), bubble=bubble)


def ending(one: Standing, slug: str, bubble: str) -> Message:
    """A close cannot be taken back."""
    return Message(
        title=f"Close “{_title(one)}” now?",
        text=f"{one.finished} of {one.invited} are done. After that nobody can answer any more or change an answer, "
        "and it cannot be opened again.",
        rows=((Button("Close it now", f"q:close:{one.wave}"), Button("Leave it open", f"q:list:{slug}")),),
        bubble=bubble,
    )


def pick(instruments: Sequence[tuple[str, str]], bubble: str) -> Message:
    """Which one?"""
    rows = tuple((Button(title, f"q:i:{name}"),) for name, title in instruments)
    return Message(
        title="Which survey?",
        text="Choose one that is ready, or send me your own as an XLSForm (.xlsx).",
        rows=rows,
        bubble=bubble,
    )


def refused(problems: Sequence[str]) -> Message:
    """A form that cannot be asked."""
    shown = problems[:12]
    more = f"\n… and {len(problems) - len(shown)} more." if len(problems) > len(shown) else ""
    lines = "\n".join(f"· {one}" for one in shown)
    return Message(
        title="That form can't be asked in a chat",
        text=f"{lines}{more}",
        small="Nothing was kept. Mend these and send it again.",
    )


def setting_up(choice: Choice, bubble: str, part: str = "", problem: str = "") -> Message:
    """All choices at a glance, or those of one `part`."""
    rows = _CHOICES[part](choice) if part in _CHOICES else _all(choice)
    return Message(
        title=choice.title,
        text=problem or WRITE.get(part, ""),
        facts=tuple(_facts(choice)),
        rows=tuple(rows),
        small=" ".join(choice.outlook),
        bubble=bubble,
    )


def _facts(choice: Choice) -> list[tuple[str, str]]:
    minutes = max(1, round(choice.seconds / 60))
    each = f"{choice.questions} questions each, about {minutes} minute{'s' * (minutes != 1)}"
    if choice.size:
        each += f" ({choice.size} of {choice.statements} statements, in turn)"
    facts = [
        ("For", f"{dict(choice.audiences).get(choice.audience, 'everyone')}, {choice.people} people"),
        ("Asks", each),
        (dict(MODES)[choice.mode], MODES_MEAN[choice.mode]),
        ("Open for", f"{choice.days} days"),
        ("When", choice.schedule or "now, once"),
    ]
    if choice.dates:
        facts.append(("Next", ", ".join(f"{day.day} {day:%B %Y}" for day in choice.dates)))
    return facts


def _all(choice: Choice) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = [
        (Button("Who", "q:show:who"), Button("How named", "q:show:mode"), Button("How long", "q:show:days")),
        (Button("When", "q:show:when"), Button("Try it", "q:try")),
    ]
    if choice.statements > min(SIZES):
        rows[1] = (*rows[1], Button("How many each", "q:show:size"))
    launch = "Plan it" if choice.schedule else f"Launch to {choice.people}"
    rows.append(
        (Button(launch, "q:go"), Button("Cancel", "q:cancel")) if choice.people else (Button("Cancel", "q:cancel"),)
    )
    return rows


SIZES = (5, 8, 12)
_BACK = (Button("Back", "q:show:"),)


def _who(choice: Choice) -> list[tuple[Button, ...]]:
    return [
        *((Button(_on(label, choice.audience == value), f"q:a:{value}"),) for value, label in choice.audiences),
        _BACK,
    ]


def _mode(choice: Choice) -> list[tuple[Button, ...]]:
    return [tuple(Button(_on(label, choice.mode == mode), f"q:m:{mode}") for mode, label in MODES), _BACK]


def _long(choice: Choice) -> list[tuple[Button, ...]]:
    return [tuple(Button(_on(f"{days} days", choice.days == days), f"q:d:{days}") for days in DAYS), _BACK]


def _when(choice: Choice) -> list[tuple[Button, ...]]:
    options = (("Now, once", ""), *((text.capitalize(), text) for text in SCHEDULES))
    return [*((Button(_on(label, choice.schedule == text), f"q:w:{text}"),) for label, text in options), _BACK]


def _size(choice: Choice) -> list[tuple[Button, ...]]:
    sizes = [size for size in SIZES if size < choice.statements]
    options = [("All", 0), *((f"{size} each time", size) for size in sizes)]
    return [tuple(Button(_on(label, choice.size == size), f"q:n:{size}") for label, size in options), _BACK]


_CHOICES = {"who": _who, "mode": _mode, "days": _long, "when": _when, "size": _size}


def launched(one: Standing, bubble: str) -> Message:
    """It goes out."""
    return Message(
        title=f"“{one.name}” goes out",
        text=f"To {one.invited} people, each when it suits her, until {_moment(one.closes)}. "
        "Who has not finished is reminded twice at most. “surveys” shows how many are done.",
        bubble=bubble,
    )


def planned(name: str, at: datetime | None, bubble: str) -> Message:
    """It comes by itself."""
    return Message(title=f"“{name}” is planned", text=f"It {_next(at)}. “surveys” shows it.", bubble=bubble)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _title(one: Standing) -> str:
    return one.name if one.number == 0 else f"{one.name}, wave {one.number + 1}"


def _stands(one: Standing) -> str:
    done = f"{one.finished} of {one.invited} done"
    if one.state == "closed":
        return f"closed; {done}" + (f", {one.unreached} not reached" if one.unreached else "")
    held = f", {one.held} wait for a digest" if one.held else ""
    return f"{one.mode}, open until {_moment(one.closes)}; {done}{held}"


def _next(at: datetime | None) -> str:
    return f"goes out next on {_moment(at)}" if at else "has no next date: give the calendar more terms"


def _moment(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B}, {at:%H:%M}"


def _on(label: str, on: bool) -> str:
    return f"✓ {label}" if on else label
