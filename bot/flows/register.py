"""The register of a workshop: its name and day, who came, ticked or pasted, and corrected at any time."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz, process, utils

from bot.flows.name import is_name
from bot.flows.turn import Effect, Wait
from bot.messages import Button, Message

FLOW = "register"
LASTS = timedelta(hours=4)  # how long what is typed next may be names of those who came
LONGEST = 80
ON_A_PAGE = 8
RECENT = 5
SURE, CLEARLY, LIKELY = 90, 6, 72  # of 100: the same name; ahead of every other; one that may be meant
MOST_UNCLEAR, MOST_CANDIDATES = 5, 3
MONTHS = [name.lower() for name in calendar.month_name[1:]]
DAY = re.compile(
    r"\b(?:(?P<y>20\d\d)-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)[/.](?P<m2>\d\d?)[/.](?P<y2>20\d\d)"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?P<d3>\d\d?)(?:st|nd|rd|th)? "
    rf"(?P<m3>{'|'.join(f'{one[:3]}(?:{one[3:]})?' for one in MONTHS)})\.?(?: (?P<y3>20\d\d))?"
    r"|(?P<word>today|yesterday))\b",
    re.IGNORECASE,
)

NO_ANCHOR = Message(text="Only an anchor or a facilitator of a collaborative keeps the register of its workshops.")
IN_PRIVATE = Message(text="Please write “register” to me directly, not in a channel.")
OLD = Message(text="That register is no longer open here. “register” opens it again.")
REFUSED = Message(text="I took nothing of that. Please send only the names of the adults who came.")
NO_MEMBERS = Message(
    text="Nobody has joined this collaborative yet, so there is nobody to tick. “invite” asks people in."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One workshop's register."""

    collaborative: str
    name: str
    day: date

    @property
    def key(self) -> str:
        """What tells it apart on a button."""
        told = f"{self.collaborative}|{self.day}|{self.name}"
        return hashlib.blake2b(told.encode(), digest_size=6, person=b"register").hexdigest()


@dataclass(frozen=True, slots=True)
class Attendee:
    """A member, by what she is called, and whether she came."""

    person: int
    name: str
    organisation: str
    came: bool = False

    @property
    def label(self) -> str:
        return " · ".join(filter(None, (self.name or "no name given", self.organisation)))


@dataclass(frozen=True, slots=True)
class Begin(Effect):
    """She wants to keep a register of what she wrote, in `collaborative` or the only one where she may."""

    collaborative: str
    words: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Reopen(Effect):
    """Show a page of a register; `sheet` is the one that she has open."""

    key: str
    sheet: Sheet | None
    page: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Mark(Effect):
    """Somebody came, or did not. Without a page, she was asked who of several is meant."""

    key: str
    sheet: Sheet | None
    person: int
    came: bool
    page: int | None
    bubble: str


@dataclass(frozen=True, slots=True)
class Names(Effect):
    """These came, as she wrote them."""

    sheet: Sheet
    names: tuple[str, ...]
    bubble: str


@dataclass(frozen=True, slots=True)
class Finish(Effect):
    """That is all of them."""

    key: str
    sheet: Sheet | None
    bubble: str


# ---- reading


def workshop(words: str, today: date) -> tuple[str, date] | Message:
    """A workshop's name and day; today where none is said."""
    found = DAY.search(words)
    try:
        day = _day(found, today) if found else today
    except ValueError:
        return Message(text=f"“{found and found[0]}” is no date. Write it as 12 November 2026 or 12/11/2026.")
    rest = f"{words[: found.start()]} {words[found.end() :]}" if found else words
    name = re.sub(r"\s+(?:on|of|from)$", "", " ".join(rest.split()).strip(" ,.;:–-"), flags=re.IGNORECASE)
    name = name.lstrip("=+-@'") or "Workshop"
    if day > today:
        return Message(text=f"{said(day)} is yet to come. A register is for a workshop that has been.")
    if len(name) > LONGEST:
        return Message(text=f"A workshop's name may have {LONGEST} characters. Please write a shorter one.")
    return name[:1].upper() + name[1:], day


def _day(found: re.Match[str], today: date) -> date:
    part = found.groupdict()
    if part["word"]:
        return today - timedelta(days=part["word"].lower() == "yesterday")
    if part["d3"]:
        month = next(at for at, name in enumerate(MONTHS, 1) if name.startswith(part["m3"].lower()[:3]))
        if part["y3"]:
            return date(int(part["y3"]), month, int(part["d3"]))
        this = date(today.year, month, int(part["d3"]))
        return this if this <= today else this.replace(year=this.year - 1)
    suffix = "" if part["y"] else "2"
    return date(int(part[f"y{suffix}"]), int(part[f"m{suffix}"]), int(part[f"d{suffix}"]))


def names_in(text: str) -> tuple[str, ...]:
    """The names of a paste, each once; nothing where it is not one."""
    parts = [" ".join(part.split()).lstrip("-•*· ") for part in re.split(r"[\n;,\t]+", text)]
    filled = list(dict.fromkeys(part for part in parts if part))
    return tuple(filled) if filled and sum(map(is_name, filled)) * 2 > len(filled) else ()


def matched(
    names: Sequence[str], people: Sequence[Attendee]
) -> tuple[list[Attendee], list[tuple[str, list[Attendee]]], list[str]]:
    """Who is clearly meant; which names may be one of several; which are nobody's here."""
    sure: list[Attendee] = []
    unclear: list[tuple[str, list[Attendee]]] = []
    unknown: list[str] = []
    called = {at: one.name for at, one in enumerate(people) if one.name}
    for name in names:
        exact = _scored(name, called, fuzz.token_sort_ratio, SURE)
        clear = exact and (len(exact) == 1 or exact[0][1] - exact[1][1] >= CLEARLY)
        likely = exact or _scored(name, called, fuzz.token_set_ratio, LIKELY)
        if clear:
            sure.append(people[exact[0][0]])
        elif likely:
            unclear.append((name, [people[at] for at, _ in likely[:MOST_CANDIDATES]]))
        else:
            unknown.append(name)
    return sure, unclear, unknown


def _scored(name: str, called: Mapping[int, str], scorer: Any, cutoff: int) -> list[tuple[int, float]]:
    found = process.extract(
        name, called, scorer=scorer, processor=utils.default_process, score_cutoff=cutoff, limit=MOST_CANDIDATES
    )
    return [(at, score) for _, score, at in found]


# ---- saying


def which(places: Mapping[str, str], bubble: str) -> Message:
    rows = tuple((Button(name, f"t:c:{slug}"),) for slug, name in places.items())
    return Message(text="Which collaborative's workshop?", rows=rows, bubble=bubble)


def to_name(collaborative: str, name: str, recent: Sequence[tuple[Sheet, int]], bubble: str) -> tuple[Message, Wait]:
    """Ask which workshop; those of late can be corrected."""
    rows: list[tuple[Button, ...]] = [(Button("Workshop, today", f"t:t:{collaborative}"),)]
    rows += [(Button(f"{_called(sheet)}: {count} came"[:60], f"t:p:{sheet.key}:0"),) for sheet, count in recent]
    message = Message(
        title=f"Who came to a workshop of {name}?",
        text="Write the workshop's name and day: “Transitions workshop, 12 November”. Without a day it is today's.",
        small="Press an earlier one to look at it or correct it. “cancel” ends this."
        if recent
        else "“cancel” ends this.",
        rows=tuple(rows),
        bubble=bubble,
    )
    return message, Wait(FLOW, {"collaborative": collaborative}, LASTS)


def opened(sheet: Sheet) -> Wait:
    """Names typed from now on are of those who came to this one."""
    return Wait(FLOW, {"collaborative": sheet.collaborative, "name": sheet.name, "day": sheet.day.isoformat()}, LASTS)


def kept(state: Mapping[str, Any] | None) -> Sheet | None:
    """The register in a conversation's state."""
    if not state or "day" not in state:
        return None
    return Sheet(state["collaborative"], state["name"], date.fromisoformat(state["day"]))


def page(sheet: Sheet, people: Sequence[Attendee], number: int, bubble: str, told: str = "") -> Message:
    """A page of members to tick."""
    last = max(0, (len(people) - 1) // ON_A_PAGE)
    at = min(number, last)
    shown = people[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    turning = [Button("‹ Back", f"t:p:{sheet.key}:{at - 1}")] if at else []
    turning += [Button("Next ›", f"t:p:{sheet.key}:{at + 1}")] if at < last else []
    rows: list[tuple[Button, ...]] = [(_tick(sheet, one, at),) for one in shown]
    rows += [tuple(turning)] if turning else []
    rows.append((Button("Done", f"t:d:{sheet.key}"),))
    paged = f" Page {at + 1} of {last + 1}." if last else ""
    return Message(
        title=_called(sheet),
        text=f"{told}\n{counted(people)}".strip(),
        small=f"Tick who came, or paste their names.{paged} Each tick is kept at once.",
        rows=tuple(rows),
        bubble=bubble,
    )


def _tick(sheet: Sheet, one: Attendee, at: int) -> Button:
    mark, value = ("☑", 0) if one.came else ("☐", 1)
    return Button(f"{mark} {one.label}"[:60], f"t:{value}:{sheet.key}:{one.person}:{at}")


def unclear(sheet: Sheet, names: Sequence[tuple[str, Sequence[Attendee]]], bubble: str) -> tuple[Message, ...]:
    """Ask who is meant, name by name; a press ticks her."""
    return tuple(
        Message(
            title=f"Who is “{name}”?",
            text="Press who came. If it is nobody of these, leave it.",
            rows=tuple((Button(one.label[:60], f"t:a:{sheet.key}:{one.person}"),) for one in of),
            bubble=f"{bubble}?{at}",
        )
        for at, (name, of) in enumerate(names[:MOST_UNCLEAR])
    )


def taken(ticked: int, unclear: int, unknown: Sequence[str]) -> str:
    """What became of a paste."""
    lines = [f"Ticked {_people(ticked)}."] if ticked else []
    if unclear:
        later = f" Then send the other {unclear - MOST_UNCLEAR} again." if unclear > MOST_UNCLEAR else ""
        lines.append(f"Of {min(unclear, MOST_UNCLEAR)} I am not sure: please see below.{later}")
    if unknown:
        lines.append(
            f"No member is called {_listed(unknown[:10])}{' or others of your list' if len(unknown) > 10 else ''}."
        )
    return " ".join(lines)


def ticked(sheet: Sheet, one: Attendee, people: Collection[Attendee], bubble: str) -> Message:
    text = f"Ticked {one.label}. {counted(people)}"
    return Message(text=text, rows=((Button("Done", f"t:d:{sheet.key}"),),), bubble=bubble)


def done(sheet: Sheet, people: Collection[Attendee], bubble: str) -> Message:
    return Message(
        title=f"{_called(sheet)}: kept",
        text=counted(people),
        small="“register” corrects it at any time. “engagement” shows how many came, by sector.",
        bubble=bubble,
    )


def counted(people: Collection[Attendee]) -> str:
    came = sum(one.came for one in people)
    return f"{came} of {_people(len(people), 'member')} came."


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _called(sheet: Sheet) -> str:
    return f"{sheet.name}, {said(sheet.day)}"


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _people(count: int, word: str = "") -> str:
    if word:
        return f"one {word}" if count == 1 else f"{count} {word}s"
    return "one person" if count == 1 else f"{count} people"
