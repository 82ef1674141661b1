"""First contact: where somebody works and as what, in two taps. Only these two are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process, utils

from bot.flows.turn import Effect, Keep, Turn, Wait
from bot.messages import Button, Message
from knowledge.library import Library
from knowledge.locality import Locality

FLOW = "place"
MEMBERS_ONLY = Message(
    text="Here only members of the collaborative can ask me. Its anchor can invite you; then type “join” and the code.",
    small="If a child is in danger, call 999 and tell your safeguarding lead. Don't wait for a bot.",
)
ROLES = (
    ("senco", "SENCO"),
    ("class-teacher", "Teacher"),
    ("teaching-assistant", "Teaching assistant"),
    ("pastoral", "Pastoral"),
    ("dsl", "Safeguarding lead"),
    ("headteacher", "Head or deputy"),
    ("social-worker", "Social worker"),
    ("family-worker", "Family worker"),
    ("health", "Health"),
    ("police", "Police"),
    ("local-authority", "Council"),
    ("voluntary-sector", "Voluntary sector"),
    ("parent-carer", "Parent or carer"),
    ("school-staff", "Something else"),
)
CLOSE_ENOUGH = 80
SHORT = 5  # letters


@dataclass(frozen=True, slots=True)
class Answer(Effect):
    """What waited until her place was known, to be said if she may ask there."""

    locality: str
    message: Message


def begin(library: Library, waiting: Mapping[str, Any] | None, bubble: str) -> Turn:
    """Ask where. `waiting` is the question's reply for each place, as ids, to be drawn when the place is known."""
    text = "Where do you work? I'll keep that and your role, nothing else."
    if waiting:
        text += " Then you get your answer."
    rows = tuple(_in_pairs(Button(place.name, f"p:l:{place.id}") for place in places(library)))
    message = Message(text=text, rows=rows, bubble=bubble)
    return Turn(say=(message,), waits=Wait(FLOW, {"waiting": dict(waiting or {}), "locality": ""}))


def ask_role(locality: str, state: Mapping[str, Any], library: Library, bubble: str) -> Turn:
    """The place is known: ask as what."""
    rows = tuple(_in_pairs(Button(label, f"p:r:{locality}:{role}") for role, label in ROLES))
    text = f"{library.localities[locality].name}. And what do you do?"
    wait = Wait(FLOW, {**state, "locality": locality})
    return Turn(say=(Message(text=text, rows=rows, bubble=bubble),), waits=wait)


def keep(locality: str, role: str, library: Library, bubble: str, answered: Message | None) -> Turn:
    """Both are known: keep them, and say what was waiting."""
    label = dict(ROLES).get(role, "")
    as_what = f" ({label})" if label and role != "school-staff" else ""
    done = f"Thank you: {library.localities[locality].name}{as_what}. Type “place” to change it."
    if not answered:
        done += " Now ask me, in your own words: “who can help with …?”"
    do = (Keep(locality, role), *((Answer(locality, answered),) if answered else ()))
    return Turn(say=(Message(text=done, bubble=bubble),), do=do, ends=FLOW)


def places(library: Library) -> list[Locality]:
    """Where somebody can work, the collaboratives' own first, as the folders are ordered."""
    order = {"local-authority": 0, "borough": 1, "city": 2, "trust": 3}
    real = [place for place in library.localities.values() if place.kind in order]
    return sorted(real, key=lambda place: (order[place.kind], place.name))


def named_place(words: str, library: Library) -> str:
    """The place that somebody typed, whole or by one of its longer words; "" if it was something else."""
    forms: dict[str, str] = {}
    for place in places(library):
        for form in (place.name, place.id, *(word for word in place.name.split() if len(word) > SHORT)):
            forms.setdefault(form.lower(), place.id)
    best = process.extractOne(words.lower(), list(forms), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return forms[best[0]] if best else ""


def named_role(words: str) -> str:
    """The role button whose label somebody typed, or ""."""
    best = process.extractOne(
        words, dict(ROLES), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=CLOSE_ENOUGH
    )
    return str(best[2]) if best else ""


def _in_pairs(buttons: Iterator[Button] | Any) -> Iterator[tuple[Button, ...]]:
    listed = list(buttons)
    for start in range(0, len(listed), 2):
        yield tuple(listed[start : start + 2])
