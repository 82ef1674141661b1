"""Joining a collaborative: the privacy notice, consent, and a few questions, each of which can be changed later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from rapidfuzz import fuzz, process, utils

from bot.flows import code as codes
from bot.flows.ask import PHASES as SCHOOL_PHASES
from bot.flows.invite import in_words, sector_called
from bot.flows.name import is_name, is_organisation
from bot.flows.place import ROLES, named_role
from bot.flows.turn import Effect, Wait
from bot.messages import Button, Message
from knowledge.system_map import SECTORS

FLOW, CHANGING = "join", "me"
LASTS = timedelta(days=60)  # how long “join” goes on where it was
CHANGE_LASTS = timedelta(minutes=30)  # how long what a member types next is taken as her change
NOTICE = "1"  # the version of the privacy notice: whoever changes its meaning raises it
LABEL = 40  # characters of a button

Step = Literal["name", "role", "sector", "organisation", "phase", "groups", "visible"]
ORDER: tuple[Step, ...] = ("name", "role", "sector", "organisation", "phase", "groups", "visible")
STEPS: Mapping[str, Step] = {step[0]: step for step in ORDER}
PHASES = {**SCHOOL_PHASES, "all": "All ages"}
SECTOR_OF = {
    **dict.fromkeys(("senco", "class-teacher", "teaching-assistant", "pastoral", "dsl", "headteacher"), "education"),
    **{"social-worker": "social-care", "family-worker": "social-care", "health": "health", "police": "justice"},
    **{"local-authority": "local-authority", "voluntary-sector": "voluntary", "parent-carer": "family"},
}
KEEP, BACK, ASK = "=", "<", "?"  # what a button says in place of a value
CLOSE_ENOUGH = 80

UNKNOWN = Message(text="I don't know that code. Please look at it again; if it is right, ask whoever invited you.")
USED = Message(text="That code has been used already: each works once. Whoever invited you can make you a new one.")
EXPIRED = Message(text="That code has expired. Whoever invited you can make you a new one.")
REVOKED = Message(text="That code was taken back. Whoever invited you can tell you more, or make you a new one.")
TOO_MANY = Message(text="Those were too many wrong codes, so I look at none for an hour. Then please try again.")
NO_CODE = Message(
    text=f"A code has twelve letters and digits, like {codes.EXAMPLE}. Type “join” and yours. "
    "Your collaborative's anchor can send you one."
)
GO_ON = Message(text="Let's go on where only you can read it: I've written to you directly.")
NO_MEMBER = Message(
    text="You don't belong to a collaborative yet. With a code from its anchor, type “join” and the code."
)


@dataclass(frozen=True, slots=True)
class Present(Effect):
    """She gave a code (or, as its anchor, “@” and her collaborative): show her what she would agree to."""

    reference: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Agree(Effect):
    """She agrees to this version of the notice."""

    reference: str
    version: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Decline(Effect):
    """She does not agree: nothing about her is kept."""

    reference: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which question of which collaborative; `joining` goes on to the next, else back to all that is held."""

    collaborative: str
    step: Step
    joining: bool
    sectors: Mapping[str, str]
    bubble: str


@dataclass(frozen=True, slots=True)
class Put(Effect):
    """Put a question to her."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Tell(Effect):
    """Her answer to a question."""

    asked: Asked
    value: str


@dataclass(frozen=True, slots=True)
class ShowMe(Effect):
    """She wants to see what is held about her, in this collaborative or her only one."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-group, and whether she is in it."""

    id: int
    name: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What is held about a member."""

    collaborative: str
    place: str
    name: str = ""
    role: str = ""
    sector: str = ""
    organisation: str = ""
    phase: str = ""
    groups: tuple[Group, ...] = ()
    visible: bool = False
    notice: str = ""
    agreed: datetime | None = None


# ---- the notice


def notice(place: str, reference: str, guests: bool, bubble: str) -> Message:
    """What is kept and why, before anything is."""
    facts = (
        (
            "What I keep",
            "what you tell me next (name, role, sector, organisation, phase, sub-groups), the account you write from, "
            "the month in which you last wrote, and your answers to what the collaborative asks its members",
        ),
        ("Why", "to write to its members, and to see which sectors are missing"),
        ("Who sees it", "its anchors; other members only if you say so; nobody outside"),
        ("What I don't keep", "what you ask me; and never a child's details, so please don't send any"),
        ("How long", "until you leave: then name, organisation and phase go at once, the rest two years later"),
        ("You can", "see and change it (“me”), end it (“leave”), have it erased (“forget me”)"),
    )
    free = " Without joining, you can still ask me who helps with what." if guests else ""
    buttons = (
        (Button("I agree, let me join", f"j:yes:{reference}:{NOTICE}"),),
        (Button("No, thank you", f"j:no:{reference}"),),
    )
    return Message(
        title=f"Join {place}?",
        text="Two minutes, with buttons. First, so that you know what you agree to:",
        facts=facts,
        small=f"Privacy notice {NOTICE}. It is your choice.{free}",
        rows=buttons,
        bubble=bubble,
    )


def declined(expires: datetime | None, guests: bool, bubble: str) -> Message:
    again = f" If you change your mind, the same code works until {in_words(expires)}." if expires else ""
    free = " You can still ask me who helps with what." if guests else ""
    return Message(text=f"That's fine. I keep nothing about you.{again}{free}", bubble=bubble)


def asked_to_serve(place: str, office: str, called: str, reference: str, bubble: str) -> Message:
    """Somebody who need not be a member is asked to take on an office."""
    facts = (
        ("What you could do", "announce, keep the register of workshops, see engagement and results by group"),
        (
            "What I keep",
            f"the account you write from, that you are a {office}, and “{called}”, as the anchor calls you",
        ),
        ("Who sees it", "its anchors"),
        ("How long", "until an anchor ends it, or you do (“step down”)"),
    )
    rows = ((Button("Yes, I will", f"j:yes:{reference}:{NOTICE}"),), (Button("No, thank you", f"j:no:{reference}"),))
    return Message(
        title=f"Will you be a {office} of {place}?",
        text="You need not be a member. First, so that you know what you agree to:",
        facts=facts,
        small=f"Privacy notice {NOTICE}. It is your choice.",
        rows=rows,
        bubble=bubble,
    )


def serves(called: str, office: str, place: str) -> Message:
    """What the anchor hears who asked."""
    return Message(text=f"{called} said yes, and is now a {office} of {place}.")


def already(place: str, office: str = "") -> Message:
    """She is a member, or has the office; somebody else's code is left alone."""
    if office:
        return Message(text=f"You are a {office} of {place} already, so that code changed nothing.")
    return Message(
        text=f"You belong to {place} already, so that code changed nothing. “me” shows what I hold about you."
    )


# ---- the questions


def question(asked: Asked, her: Profile) -> tuple[Message, Wait]:
    """One question, with what is held so far."""
    text, options = _QUESTIONS[asked.step](asked, her)
    at = ORDER.index(asked.step)
    title = f"{at + 1} of {len(ORDER)}" if asked.joining else ""
    rows = [*_in_pairs(options), _ways_on(asked, her)]
    state = {"collaborative": asked.collaborative, "step": asked.step}
    message = Message(title=title, text=text, rows=tuple(row for row in rows if row), bubble=asked.bubble)
    return message, Wait(FLOW, state, LASTS) if asked.joining else Wait(CHANGING, state, CHANGE_LASTS)


def following(asked: Asked) -> Step | None:
    """The question after this one; None after the last."""
    at = ORDER.index(asked.step) + 1
    return ORDER[at] if at < len(ORDER) else None


def before(asked: Asked) -> Step:
    return ORDER[max(0, ORDER.index(asked.step) - 1)]


def _ways_on(asked: Asked, her: Profile) -> tuple[Button, ...]:
    """On, and back."""
    if not asked.joining:
        return (Button("Back", f"j:me:{asked.collaborative}"),)
    back = (Button("Back", _token(asked, BACK)),) if asked.step != ORDER[0] else ()
    value = {"name": her.name, "organisation": her.organisation}.get(asked.step)
    if value:
        return (*back, Button(f"Keep “{value}”"[:LABEL], _token(asked, KEEP)))
    if asked.step in ("name", "organisation"):
        return (*back, Button("Rather not say" if asked.step == "name" else "Skip", _token(asked, KEEP)))
    held = {"role": her.role, "sector": her.sector, "phase": her.phase, "groups": True}.get(asked.step)
    return (*back, Button("Next", _token(asked, KEEP))) if held else back


def _token(asked: Asked, value: str) -> str:
    return f"j:{asked.step[0]}{'j' if asked.joining else 'm'}:{asked.collaborative}:{value}"


def _called(asked: Asked, her: Profile) -> tuple[str, list[Button]]:
    return f"Welcome to {her.place}. What shall I call you? Type your name." if asked.joining else "Type your name.", []


def _as_what(asked: Asked, her: Profile) -> tuple[str, list[Button]]:
    return "What do you do?", _options(asked, dict(ROLES), her.role)


def _from_which_sector(asked: Asked, her: Profile) -> tuple[str, list[Button]]:
    return "Which sector do you come from?", _options(asked, asked.sectors, her.sector)


def _from_where(asked: Asked, her: Profile) -> tuple[str, list[Button]]:
    return "Which organisation or school? Type its name.", []


def _with_whom(asked: Asked, her: Profile) -> tuple[str, list[Button]]:
    return "Which age do you work with most?", _options(asked, PHASES, her.phase)


def _in_which_groups(asked: Asked, her: Profile) -> tuple[str, list[Button]]:
    if not her.groups:
        return "There are no sub-groups yet.", []
    buttons = [
        Button(
            f"{'☑' if group.joined else '☐'} {group.name}"[:LABEL],
            _token(asked, f"{group.id}{'-' if group.joined else '+'}"),
        )
        for group in her.groups
    ]
    return "Which sub-groups do you take part in? Tick any, or none.", buttons


def _shown(asked: Asked, her: Profile) -> tuple[str, list[Button]]:
    text = "May other members see your name, role and organisation, in “who is who”?"
    return text, _options(asked, {"yes": "Yes, show me", "no": "No"}, "yes" if her.visible else "")


_QUESTIONS = {
    "name": _called,
    "role": _as_what,
    "sector": _from_which_sector,
    "organisation": _from_where,
    "phase": _with_whom,
    "groups": _in_which_groups,
    "visible": _shown,
}


def _options(asked: Asked, labels: Mapping[str, str], chosen: str) -> list[Button]:
    return [Button(f"✓ {label}" if key == chosen else label, _token(asked, key)) for key, label in labels.items()]


def _in_pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Two beside each other, where both are short."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and len(rows[-1][0].label) + len(button.label) <= LABEL:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return rows


def understood(step: Step, typed: str, sectors: Mapping[str, str]) -> str | None:
    """The value that somebody typed in place of a button; None if it was something else."""
    word = typed.lower().strip(" .!")
    if word in ("skip", "next", "keep", "back"):
        return BACK if word == "back" else KEEP
    match step:
        case "name":
            return typed if is_name(typed) else None
        case "organisation":
            return typed if is_organisation(typed) else None
        case "role":
            return named_role(typed) or None
        case "sector":
            found = sector_called(typed)
            return found if found in sectors else None
        case "phase":
            return _labelled(typed, PHASES)
        case "visible":
            return word if word in ("yes", "no") else None
    return None


def is_value(step: Step, value: str, sectors: Mapping[str, str]) -> bool:
    """Whether a button can have said this."""
    match step:
        case "role":
            return value in dict(ROLES)
        case "sector":
            return value in sectors
        case "phase":
            return value in PHASES
        case "visible":
            return value in ("yes", "no")
        case "groups":
            number, sign = value[:-1], value[-1:]
            return sign in ("+", "-") and number.isascii() and number.isdecimal() and len(number) < 10
    return False


def _labelled(typed: str, labels: Mapping[str, str]) -> str | None:
    best = process.extractOne(
        typed, dict(labels), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=CLOSE_ENOUGH
    )
    return str(best[2]) if best else None


# ---- what is held


def done(her: Profile, bubble: str) -> Message:
    """She has joined."""
    name = f", {her.name}" if her.name else ""
    return Message(
        title=f"Welcome to {her.place}{name}",
        text="That's all, thank you. Ask me who helps with what, at any time, in your own words.",
        facts=(("me", "what I hold about you, and changing it"), ("leave", "when you move on")),
        rows=((Button("The story so far", f"c:all:{her.collaborative}"),),),
        bubble=bubble,
    )


def about(her: Profile, bubble: str) -> Message:
    """All that is held about a member, with a button to change each."""
    groups = ", ".join(group.name for group in her.groups if group.joined)
    agreed = f"privacy notice {her.notice}, {in_words(her.agreed)} {her.agreed.year}" if her.agreed else "not yet asked"
    facts = (
        ("Name", her.name or "–"),
        ("Role", dict(ROLES).get(her.role, "–")),
        ("Sector", SECTORS.get(her.sector, "–")),  # type: ignore[call-overload]
        ("Organisation", her.organisation or "–"),
        ("Phase", PHASES.get(her.phase, "–")),
        ("Sub-groups", groups or "–"),
        ("In “who is who”", "yes" if her.visible else "no"),
        ("Agreed", agreed),
    )
    labels = ("Name", "Role", "Sector", "Organisation", "Phase", "Sub-groups", "Who is who")
    buttons = [
        Button(f"Change: {label}", f"j:{step[0]}m:{her.collaborative}:{ASK}")
        for step, label in zip(ORDER, labels, strict=True)
        if step != "groups" or her.groups
    ]
    return Message(
        title=f"You in {her.place}",
        facts=facts,
        small="“leave” ends your membership.",
        rows=tuple(_in_pairs(buttons)),
        bubble=bubble,
    )


def which(places: Mapping[str, str], bubble: str) -> Message:
    """She belongs to several."""
    rows = tuple((Button(name, f"j:me:{slug}"),) for slug, name in places.items())
    return Message(text="In which collaborative?", rows=rows, bubble=bubble)


def standing(states: Mapping[str, Mapping[str, Any]], joining: bool) -> tuple[str, Step, bool] | None:
    """Which question waits for her, in which collaborative, if any does."""
    state = states.get(FLOW if joining else CHANGING)
    if not state or state.get("step") not in ORDER:
        return None
    return str(state["collaborative"]), state["step"], joining
