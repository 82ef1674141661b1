"""Leaving a collaborative: what hangs on whoever leaves, who could take it on, and three questions to take or leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.flows.turn import Effect, Wait
from bot.messages import Button, Message

FLOW = "farewell"
LASTS = timedelta(days=3)
LONGEST = 500  # characters of an answer
LABEL = 40
LEAD, STEWARD = "lead", "steward"
QUESTIONS = (
    ("worked", "What was worth your time here?"),
    ("hard", "What made it hard to take part?"),
    ("change", "What should be done differently?"),
)

NO_MEMBER = Message(
    text="You don't belong to a collaborative, so there is nothing to leave. “forget me” erases the rest."
)
IN_PRIVATE = Message(text="Please write “leave” to me directly, not in a channel.")
NO_ANCHOR = Message(text="Only an anchor of a collaborative can see what leavers said.")
OVER = Message(text="That question is over, so I kept nothing. Thank you all the same.")
NOTHING_KEPT = Message(text="I kept nothing of that: no names or details, please. Write it without them, or “skip”.")
THANKS = "Thank you, and all the best."


@dataclass(frozen=True, slots=True)
class Depart(Effect):
    """She wants to leave this collaborative, or her only one; `sure` once she has said so twice."""

    collaborative: str
    sure: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class Say(Effect):
    """What she answers to a question on leaving; "" leaves it out."""

    collaborative: str
    number: int
    answer: str
    bubble: str


@dataclass(frozen=True, slots=True)
class ListFarewells(Effect):
    """She wants to see what leavers said."""

    collaborative: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What is left without somebody, and who could take it on: the button's token but for whom, and what it says."""

    name: str
    needs: str
    takes: str
    successor: int = 0
    suggested: str = ""

    @property
    def sentence(self) -> str:
        perhaps = f" (perhaps {self.suggested})" if self.successor else ""
        return f"“{self.name}” needs a new {self.needs}{perhaps}."

    @property
    def button(self) -> Button:
        does = "leads" if self.needs == LEAD else "looks after"
        return Button(f"{self.suggested} {does} {self.name}"[:LABEL], self.takes.format(self.successor))


def which(places: Mapping[str, str], bubble: str, verb: str = "l") -> Message:
    rows = tuple((Button(name, f"l:{verb}:{slug}"),) for slug, name in places.items())
    return Message(text="Which collaborative?", rows=rows, bubble=bubble)


def sure(slug: str, place: str, vacancies: Sequence[Vacancy], anchors: bool, bubble: str) -> Message:
    """Say what follows before it does."""
    passes = [one.sentence for one in vacancies]
    office = ["You are no longer an anchor then; the others are."] if anchors else []
    rows = ((Button("Leave", f"l:L:{slug}"), Button("Stay", f"l:s:{slug}")),)
    return Message(
        title=f"Leave {place}?",
        text=" ".join(("You get no more of its messages, and leave its sub-groups.", *passes, *office)),
        small="Your name, organisation and phase are wiped; your sector and the dates stay, for counting. "
        "You can join again with a new code.",
        rows=rows,
        bubble=bubble,
    )


def left(slug: str, place: str, bubble: str) -> tuple[Message, Wait]:
    """She has left; three questions, if she likes."""
    rows = ((Button("Answer three questions", f"l:q:{slug}:0"),), (Button("No, thank you", f"l:q:{slug}:3"),))
    message = Message(
        text=f"You have left {place}. Thank you for being part of it. Would you tell its anchors, without your name, "
        "what was good and what was not? Three questions, a line each; skip any.",
        small="They see no name. Where few people leave, they may guess. I can still tell you who helps with what.",
        rows=rows,
        bubble=bubble,
    )
    return message, Wait(FLOW, {"collaborative": slug, "number": -1}, LASTS)


def question(slug: str, number: int, bubble: str) -> tuple[Message, Wait]:
    rows = ((Button("Skip", f"l:q:{slug}:{number + 1}"), Button("Stop here", f"l:q:{slug}:{len(QUESTIONS)}")),)
    message = Message(title=f"{number + 1} of {len(QUESTIONS)}", text=QUESTIONS[number][1], rows=rows, bubble=bubble)
    return message, Wait(FLOW, {"collaborative": slug, "number": number}, LASTS)


def told_anchor(her: str, place: str, vacancies: Sequence[Vacancy], removed: bool) -> Message:
    """What the anchors hear, with a button for each successor that suggests itself."""
    lines = [f"{her} {'no longer belongs to' if removed else 'has left'} {place}."]
    lines += [one.sentence for one in vacancies]
    rows = tuple((one.button,) for one in vacancies if one.successor)
    return Message(text=" ".join(lines), rows=rows)


def farewells(place: str, said: Sequence[tuple[str, str, str]], bubble: str) -> Message:
    """What leavers said: month, question, answer; in no order that joins one person's answers."""
    facts = [
        (asked, "\n".join(f"{answer} ({month})" for month, key, answer in sorted(said) if key == which_one))
        for which_one, asked in QUESTIONS
    ]
    shown = tuple((asked, answers) for asked, answers in facts if answers)
    text = "" if shown else "Nobody has said anything on leaving yet."
    return Message(title=f"What leavers said: {place}", text=text, facts=shown, bubble=bubble)
