"""Invitations: what an anchor pastes or uploads, read line by line, shown before anything is made, and given out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from bot import cells
from bot.flows.code import spelled
from bot.flows.name import is_name
from bot.flows.turn import Effect, Wait
from bot.messages import Button, File, Message
from knowledge.system_map import SECTORS

FLOW = "invite"
LASTS = timedelta(days=30)  # how long a code can be used
LIST_LASTS = timedelta(minutes=30)  # how long what an anchor types next is taken as her list
DRAFT_LASTS = timedelta(hours=4)
MOST = 300
SHOWN_ROWS, SHOWN_ERRORS, SHOWN_LINKS, SHOWN_OPEN = 10, 10, 5, 20
LONGEST = {"name": 120, "email": 254, "organisation": 120}
CLOSE_ENOUGH = 85
HERE = ZoneInfo("Europe/London")
EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
ANGLED = re.compile(r"^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$")
HEADINGS = {
    "name": ("name", "full name", "who"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address"),
    "organisation": ("organisation", "organization", "organisation name", "agency", "school", "employer"),
    "sector": ("sector", "agency type"),
}
ALIASES = {
    "education": ("school", "schools", "education"),
    "health": ("nhs", "camhs"),
    "social-care": ("social care", "early help", "children's social care"),
    "local-authority": ("council", "la"),
    "voluntary": ("voluntary", "charity", "vcs", "third sector", "community sector"),
    "family": ("parent", "parents", "parent carer", "parent carers", "parent carer forum", "carers"),
    "justice": ("police", "youth justice"),
}

NO_ANCHOR = Message(text="Only an anchor of a collaborative can invite people. Yours can invite somebody for you.")
IN_PRIVATE = Message(text="Please write “invite” to me directly, not in a channel.")
OLD = Message(text="That list is no longer on offer, or its invitations are made already. “invite” begins a new one.")
CANCELLED = "Cancelled. Nobody was invited, and the list is not kept."
NOTHING = "There is nobody in it yet. Write one person on each line: name, e-mail, organisation, sector."
REFUSED = Message(
    text="I made no invitation, and kept nothing of it. Please send the list again: name, e-mail, organisation and "
    "sector of the adults you invite, nothing else."
)


@dataclass(frozen=True, slots=True)
class Invitee:
    """An adult who is to be invited, by what an anchor said of her. `line` is where."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    sector: str = ""
    line: int = 0

    @property
    def label(self) -> str:
        return self.name or self.email


@dataclass(frozen=True, slots=True)
class Draft:
    """A list that is being made. `key` tells it apart for ever."""

    collaborative: str
    name: str
    key: str = ""
    people: tuple[Invitee, ...] = ()


@dataclass(frozen=True, slots=True)
class Begin(Effect):
    """She wants to invite people, to `collaborative` or to the only one that she anchors; perhaps these already."""

    collaborative: str
    people: tuple[Invitee, ...]
    key: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Preview(Effect):
    """Show who would be invited."""

    draft: Draft
    bubble: str


@dataclass(frozen=True, slots=True)
class Issue(Effect):
    """Make the invitations; without a draft, the list was changed, cancelled or made into invitations before."""

    draft: Draft | None
    bubble: str


@dataclass(frozen=True, slots=True)
class ListOpen(Effect):
    """She wants to see which invitations are open."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Revoke(Effect):
    """An invitation is to open nothing any more."""

    invitation: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Ways:
    """How the bot is found: its usernames on Telegram, and its command on Slack."""

    telegram: tuple[str, ...] = ()
    slack: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation as it is given out, once."""

    invitee: Invitee
    code: str


@dataclass(frozen=True, slots=True)
class Open:
    """An invitation that waits to be used."""

    id: int
    label: str
    expires: datetime
    declined: bool


# ---- reading a list


def people_of(text: str) -> tuple[Invitee, ...] | Message:
    """Whom a list names; or what is wrong with it, by line: then nobody of it is taken."""
    rows = _rows(text)
    if isinstance(rows, str):
        return Message(text=f"{rows} Nobody was invited. Please send it again, or “cancel”.")
    columns, rows = _columns(rows)
    people = [_invitee(line, fields, columns) for line, fields in rows]
    wrong = [one for one in people if isinstance(one, str)]
    good = [one for one in people if isinstance(one, Invitee)]
    wrong += _twice(good)
    if not people:
        return Message(text=f"{NOTHING} Or “cancel”.")
    if len(people) > MOST:
        return Message(text=f"Those are {len(people)} people, and {MOST} at once is the most. Please send fewer.")
    return _refused(wrong) if wrong else tuple(good)


def is_something_else(text: str) -> bool:
    """Whether it is a question or the like, and no list."""
    return not any(mark in text.strip() for mark in "@,;\t\n") and not is_name(text)


def _rows(text: str) -> list[tuple[int, list[str]]] | str:
    """Lines that hold anything, with their numbers; or why it cannot be read."""
    if "\0" in text:
        return "I can't read this file: save it as CSV, in UTF-8."
    rows = []
    for line, words in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        mark = "\t" if "\t" in words else max(";,", key=words.count)
        (fields,) = list(csv.reader([words], delimiter=mark, skipinitialspace=True)) or [[]]
        rows.append((line, [cells.plain(field) for field in fields]))
    return [(line, fields) for line, fields in rows if any(fields)]


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Which column is which, where the first line says so, and the lines of people."""
    if not rows:
        return {}, rows
    first = [field.lower().strip(": ") for field in rows[0][1]]
    columns = {
        kind: at for kind, names in HEADINGS.items() for at, field in reversed(list(enumerate(first))) if field in names
    }
    known = sum(field in names for field in first for names in HEADINGS.values())
    is_heading = known == len([field for field in first if field]) and columns.keys() & {"name", "email"}
    return (columns, rows[1:]) if is_heading else ({}, rows)


def _invitee(line: int, fields: Sequence[str], columns: Mapping[str, int]) -> Invitee | str:
    if columns:
        given = {kind: fields[at] for kind, at in columns.items() if at < len(fields)}
        email, name = given.get("email", ""), given.get("name", "")
        organisation, said = given.get("organisation", ""), given.get("sector", "")
    else:
        email, name, organisation, said = _guessed(fields)
    sector = sector_called(said) if said else ""
    wrong = _wrong(name, email, organisation, said, sector)
    return f"Line {line}: {wrong}" if wrong else Invitee(name, email, organisation, sector, line)


def _guessed(fields: Sequence[str]) -> tuple[str, str, str, str]:
    """E-mail, name, organisation and sector by their looks: an e-mail has an @, a sector is one of ours."""
    email, rest = "", []
    for field in fields:
        angled = ANGLED.fullmatch(field)
        if angled and not email:
            email = angled[2]
            rest.append(angled[1].strip(" \"'"))
        elif "@" in field and not email:
            email = field.strip("<>")
        else:
            rest.append(field)
    filled = [field for field in rest if field]
    said = next((field for field in filled[1:] if sector_called(field)), "")
    others = [field for field in filled if field != said]
    name = others.pop(0) if others else ""
    return email, name, ", ".join(others), said


def sector_called(words: str) -> str:
    """The sector of the system map that somebody named, or ""."""
    names: dict[str, str] = {label.lower(): sector for sector, label in SECTORS.items()}
    names |= {name: sector for sector, aliases in ALIASES.items() for name in aliases}
    names |= {sector: sector for sector in SECTORS}
    best = process.extractOne(words.lower().strip(), list(names), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return names[best[0]] if best else ""


def _wrong(name: str, email: str, organisation: str, said: str, sector: str) -> str:
    if not (name or email):
        return "it names nobody: write a name or an e-mail address"
    if "@" in f"{name}{organisation}":
        return "there are several e-mail addresses: one person on each line, please"
    if email and not EMAIL.fullmatch(email):
        return "that is not a whole e-mail address, like anna@school.example"
    if said and not sector:
        return f"the sector must be one of {', '.join(SECTORS.values())}, or left out"
    given = {"name": name, "email": email, "organisation": organisation}
    too_long = next((kind for kind, text in given.items() if len(text) > LONGEST[kind]), "")
    return f"its {too_long} is longer than {LONGEST[too_long]} characters" if too_long else ""


def _twice(people: Iterable[Invitee]) -> list[str]:
    """One person is invited once."""
    first: dict[str, int] = {}
    wrong = []
    for one in people:
        key = one.email.lower() or f"{one.name} {one.organisation}".lower()
        if key in first:
            wrong.append(f"Line {one.line}: the same person as in line {first[key]}; leave one of them out")
        first.setdefault(key, one.line)
    return wrong


def _refused(wrong: Sequence[str]) -> Message:
    more = f"\n… and {len(wrong) - SHOWN_ERRORS} more." if len(wrong) > SHOWN_ERRORS else ""
    lines = "\n".join(f"{one}." for one in wrong[:SHOWN_ERRORS])
    return Message(
        text=f"I invited nobody yet: {_lines(len(wrong))} to put right. Then send the whole list again, or “cancel”.\n"
        f"{lines}{more}"
    )


def _lines(count: int) -> str:
    return "there is one line" if count == 1 else f"there are {count} lines"


# ---- before they are made


def to_list(collaborative: str, name: str, bubble: str) -> tuple[Message, Wait]:
    """Ask for whom to invite."""
    message = Message(
        title=f"Whom shall I invite to {name}?",
        text="Write one person on each line: name, e-mail, organisation, sector. A name alone is enough. "
        "For many, paste them from a table, or send me a CSV file.",
        small="You see the list before anything is made. I send no e-mails: you get a code for each to pass on. "
        "“cancel” ends this.",
        bubble=bubble,
    )
    state = {**keep(Draft(collaborative, name)), "takes": ["csv", "txt"]}
    return message, Wait(FLOW, state, LIST_LASTS)


def which(places: Mapping[str, str], bubble: str, verb: str = "c") -> Message:
    """She anchors several: ask which."""
    rows = tuple((Button(name, f"i:{verb}:{slug}"),) for slug, name in places.items())
    return Message(
        text="Of which collaborative?" if verb == "l" else "To which collaborative?", rows=rows, bubble=bubble
    )


def preview(draft: Draft, again: int, bubble: str) -> Message:
    """Who would be invited. `again` is how many of them have an open invitation already."""
    lines = [_described(one) for one in draft.people[:SHOWN_ROWS]]
    if len(draft.people) > SHOWN_ROWS:
        lines.append(f"… and {len(draft.people) - SHOWN_ROWS} more")
    anew = f"{_people(again)} of them {_has(again)} an open invitation: the new code takes its place. " if again else ""
    buttons = (
        Button(f"Invite {len(draft.people)}", f"i:ok:{draft.key}"),
        Button("Change", f"i:ch:{draft.key}"),
        Button("Cancel", f"i:no:{draft.key}"),
    )
    return Message(
        title=f"Invite {_people(len(draft.people))} to {draft.name}?",
        text="\n".join(lines),
        small=f"{anew}Each gets a code of their own, for one use, within {LASTS.days} days.",
        rows=(buttons,),
        bubble=bubble,
    )


def _described(one: Invitee) -> str:
    parts = (one.label, one.email if one.name else "", one.organisation, SECTORS.get(one.sector, ""))  # type: ignore[call-overload]
    return " · ".join(filter(None, parts))


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def keep(draft: Draft) -> dict[str, Any]:
    """A draft as a conversation's state."""
    return {**asdict(draft), "people": [asdict(one) for one in draft.people]}


def kept(state: Mapping[str, Any] | None) -> Draft | None:
    """The draft in a conversation's state."""
    if not state:
        return None
    people = tuple(Invitee(**one) for one in state["people"])
    return Draft(state["collaborative"], state["name"], state["key"], people)


# ---- given out


def issued(name: str, made: Sequence[Issued], ways: Ways, expires: datetime, bubble: str) -> tuple[Message, ...]:
    """The codes, once: in words for a few, and as a file to merge into letters."""
    day = in_words(expires)
    few = made[:SHOWN_LINKS] if len(made) <= SHOWN_LINKS else ()
    facts = tuple((one.invitee.label, how_to_join(one.code, ways)) for one in few)
    said = Message(
        title=f"{_people(len(made)).capitalize()} can now join {name}",
        text="Pass each code on to its own person."
        if few
        else "Each has a code of their own, in the file that follows.",
        facts=facts,
        small=f"Each code works once, until {day}. I don't keep them, so I can't show them again; "
        "“invitations” shows who has not joined yet, and takes codes back.",
        bubble=bubble,
    )
    table = File(
        "invitations.csv",
        "text/csv",
        _table(made, ways, day),
        f"A table of {_people(len(made))} with code, link and last day, to merge into letters.",
    )
    return (said, Message(text="For a mail merge:", file=table)) if len(made) > 1 else (said,)


def how_to_join(code: str, ways: Ways) -> str:
    """All the ways in which a code can be used, in one line each."""
    links = [telegram_link(name, code) for name in ways.telegram]
    slack = [f"in Slack: {ways.slack} join {spelled(code)}"] if ways.slack else []
    return "\n".join([*links, *slack, f"anywhere: write to me “join {spelled(code)}”"])


def telegram_link(username: str, code: str) -> str:
    return f"https://t.me/{username}?start={code}"


def _table(made: Sequence[Issued], ways: Ways, day: str) -> bytes:
    heading = ["name", "email", "organisation", "sector", "code"]
    heading += ["telegram_link"] if ways.telegram else []
    heading += ["slack_command"] if ways.slack else []
    rows = [[*heading, "last_day"]]
    for one in made:
        who = one.invitee
        row = [who.name, who.email, who.organisation, SECTORS.get(who.sector, ""), spelled(one.code)]  # type: ignore[call-overload]
        row += [telegram_link(ways.telegram[0], one.code)] if ways.telegram else []
        row += [f"{ways.slack} join {spelled(one.code)}"] if ways.slack else []
        rows.append([*row, day])
    return cells.table(rows)


# ---- those that are open


def listed(name: str, open_ones: Sequence[Open], used: int, over: int, bubble: str) -> Message:
    """Which invitations wait, each with a button that takes it back."""
    counted = [("Joined", str(used)), ("Open", str(len(open_ones))), ("Expired or taken back", str(over))]
    rows = tuple((Button(_waiting(one), f"i:rv:{one.id}"),) for one in open_ones[:SHOWN_OPEN])
    more = f" The {len(open_ones) - SHOWN_OPEN} newest are not shown." if len(open_ones) > SHOWN_OPEN else ""
    return Message(
        title=f"Invitations to {name}",
        text=("Press one to take it back: its code then opens nothing." + more) if rows else "None is open.",
        facts=tuple(counted),
        rows=rows,
        bubble=bubble,
    )


def _waiting(one: Open) -> str:
    said = "said no, can still join" if one.declined else f"until {in_words(one.expires)}"
    return f"✕ {one.label[:40] or 'Somebody'} ({said})"


def in_words(moment: datetime) -> str:
    local = moment.astimezone(HERE)
    return f"{local.day} {local:%B}"
