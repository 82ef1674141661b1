"""Who has been silent for a term: shown to the anchor alone, with the next step that suggests itself."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.flows.register import said
from bot.flows.term import Term
from bot.flows.turn import Effect
from bot.messages import Button, Message
from knowledge.system_map import SECTORS

ON_A_PAGE = 6
MOST_PLAYERS = 3
MONTHS = tuple(calendar.month_name)[1:]

NO_ANCHOR = Message(text="Only an anchor of a collaborative sees by name who has been silent.")
IN_PRIVATE = Message(text="This is about people by name. Please write “fading” to me directly, not in a channel.")
GONE = Message(text="That changed meanwhile: they have left, or were heard again. “fading” shows how it stands.")


@dataclass(frozen=True, slots=True)
class Silent:
    """A member of whom there was no sign for a term. `heard` is a month; `step` is what suggests itself."""

    person: int
    name: str
    sector: str
    organisation: str
    came: date | None
    heard: str
    stopped: bool = False
    reachable: bool = True
    asked: date | None = None  # when she was last asked to come back
    long: bool = False  # silent for a second term

    @property
    def called(self) -> str:
        return self.name or "A member without a name"

    @property
    def can_be_asked(self) -> bool:
        return self.reachable and not self.stopped and self.asked is None


@dataclass(frozen=True, slots=True)
class ListSilent(Effect):
    """She wants to see who has been silent."""

    collaborative: str
    page: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Preview(Effect):
    """Show the message that would ask somebody to come back."""

    collaborative: str
    person: int
    bubble: str


@dataclass(frozen=True, slots=True)
class AskBack(Effect):
    """Ask her to come back."""

    collaborative: str
    person: int
    bubble: str


@dataclass(frozen=True, slots=True)
class AskFor(Effect):
    """A text that asks her organisation for somebody. `players` of the map are named by sector."""

    collaborative: str
    person: int
    players: Mapping[str, Sequence[str]]
    bubble: str


# ---- what is known


def month_said(month: str) -> str:
    """“2026-03” in words."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def last_sign(came: date | None, heard: str) -> str:
    """The month of the last sign of somebody, "" if there was none."""
    return max(f"{came:%Y-%m}" if came else "", heard)


def since(one: Silent) -> str:
    """What is known of when she was last there."""
    came = f"last came on {said(one.came)}" if one.came else "in no register yet"
    return f"{came}, last wrote in {month_said(one.heard)}" if one.heard else f"{came}, never wrote"


def step(one: Silent) -> str:
    """The next step that suggests itself."""
    organisation = one.organisation or "their organisation"
    if one.stopped:
        return f"asked me not to write: ring them, or ask {organisation} for a successor"
    if not one.reachable:
        return f"I cannot reach them: ring them, or ask {organisation} for a successor"
    if one.asked:
        return f"invited anew on {said(one.asked)}: next, ask {organisation} for a successor"
    if one.long:
        return f"ask {organisation} for a successor; a kind word costs nothing either"
    return "a kind word from you: invite them anew"


# ---- the list


def which(places: Mapping[str, str], bubble: str) -> Message:
    rows = tuple((Button(name, f"f:l:0:{slug}"),) for slug, name in places.items())
    return Message(text="Of which collaborative?", rows=rows, bubble=bubble)


def listed(
    slug: str, name: str, term: Term, silent: Sequence[Silent], of: int, workshops: int, page: int, bubble: str
) -> Message:
    """Who has been silent, longest first."""
    small = (
        "Rests on the register of workshops and on the month in which somebody last wrote or pressed anything here, "
        "nothing closer. Never on who answered a survey, or what was asked. Capacity changes: silence is no reproach."
    )
    if not workshops:
        small = f"No workshop since then is in the register, so whoever only came is missing here: “register”. {small}"
    if not silent:
        text = f"Nobody: of every member of {name} there was a sign since {term.name} began."
        return Message(title="Who is fading", text=text, small=small, bubble=bubble)
    last = (len(silent) - 1) // ON_A_PAGE
    at = min(page, last)
    shown = silent[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    turning = [Button("‹ Back", f"f:l:{at - 1}:{slug}")] if at else []
    turning += [Button("Next ›", f"f:l:{at + 1}:{slug}")] if at < last else []
    rows = [_steps(slug, one) for one in shown]
    rows += [tuple(turning)] if turning else []
    return Message(
        title=f"Who is fading in {name}",
        text=f"{len(silent)} of {of} members: neither came nor wrote since {term.name} began ({said(term.first)}).",
        facts=tuple((one.called, _about(one)) for one in shown),
        small=small,
        rows=tuple(rows),
        bubble=bubble,
    )


def _about(one: Silent) -> str:
    sector = SECTORS.get(one.sector, "")  # type: ignore[call-overload]
    return f"{' · '.join(filter(None, (one.organisation, sector, since(one))))}. Next: {step(one)}."


def _steps(slug: str, one: Silent) -> tuple[Button, ...]:
    ask = Button(f"Ask for a successor of {one.called}"[:60], f"f:o:{one.person}:{slug}")
    if not one.can_be_asked:
        return (ask,)
    return (Button(f"Invite {one.called} anew"[:60], f"f:p:{one.person}:{slug}"), ask)


# ---- asking her back


def asks_back(place: str, anchor: str) -> Message:
    """What she reads. It reproaches nobody with anything."""
    who = anchor or "Your anchor"
    return Message(
        title=f"A place is kept for you in {place}",
        text=f"{who} would be glad to have you at whatever comes next. It need not be much: one workshop, half a day "
        "or one sub-group is a real help, and so is a word on what would make it worth your time.\n"
        "Work changes. If a colleague is the better person for it now, they are just as welcome: tell "
        f"{anchor or 'your anchor'} who it is.",
        small="Nothing is expected of you. “wishes” changes when and how often I write.",
    )


def preview(slug: str, one: Silent, message: Message, bubble: str) -> Message:
    return Message(
        title=f"Send this to {one.called}?",
        text=f"“{message.title}\n{message.text}\n{message.small}”",
        small="It goes out once, at an hour that suits them, within the messages a week that they wish for.",
        rows=(
            (Button("Send it", f"f:s:{one.person}:{slug}"), Button("Not now", f"f:l:0:{slug}")),
            (Button("Ask for a successor instead", f"f:o:{one.person}:{slug}"),),
        ),
        bubble=bubble,
    )


def sent(slug: str, one: Silent, fate: str, bubble: str) -> Message:
    become = {
        "leaves": f"{one.called} gets it at the next hour that suits them.",
        "held": f"{one.called} has had this week's messages, or is away: it follows as soon as there is room.",
        "unreachable": f"I cannot reach {one.called} now. Ring them, or ask their organisation.",
    }
    return Message(text=become[fate], rows=((Button("Back to the list", f"f:l:0:{slug}"),),), bubble=bubble)


# ---- asking the organisation


def asks_for(slug: str, place: str, one: Silent, players: Mapping[str, Sequence[str]], bubble: str) -> Message:
    """A text to copy. It says nothing of who came or wrote."""
    organisation = one.organisation or "your organisation"
    known = f"{one.name} has been part of it; " if one.name else ""
    text = (
        f"Dear colleague,\n\nin the {place} collaborative, schools, health, social care, the council and families "
        "work together so that fewer children are excluded from school. "
        f"{known}we value what {organisation} brings, and we know "
        "how full everybody's days are. Could you name somebody who would take part from now on, together or in "
        "turns? A few half-days a year make a difference; dates come well in advance.\n\nWith many thanks"
    )
    others = [name for name in players.get(one.sector, ()) if name != one.organisation][:MOST_PLAYERS]
    beside = f"Of that sector, the map also has: {', '.join(others)}." if others else ""
    return Message(
        title=f"To {one.organisation}" if one.organisation else "To their organisation",
        text=text,
        small=f"For you to copy and send: I send nothing to organisations. {beside}".strip(),
        rows=((Button("Back to the list", f"f:l:0:{slug}"),),),
        bubble=bubble,
    )


# ---- once a term


def reminder(place: str, count: int) -> Message:
    """The note for anchors. It names nobody."""
    who = "One member has" if count == 1 else f"{count} members have"
    return Message(
        title=f"{place}: who is fading",
        text=f"A new term. {who} neither come nor written for a whole term. “fading” shows who, and what may help.",
        small="“sectors” shows which sectors of your system map have no active member.",
    )
