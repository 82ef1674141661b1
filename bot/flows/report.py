"""What an anchor is shown of surveys that have closed, and how she shares it with those who were asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows.turn import Effect
from bot.messages import Button, File, Message

FLOW = "share"
LONGEST = 1500  # characters of a summary
LONGEST_DONE = 200
NOTHING = "Nothing of this can be shown without giving somebody away."
NONE_YET = Message(
    text="No survey has closed yet. Results are shown only after the close, so that nobody is given away."
)
ROUND_OPEN = Message(
    text="Nothing can be shown yet: no wave has closed, or the round of a pulse that rotates is not whole."
)
ASK_TEXT = Message(text="Write me the summary as it shall read, or “cancel”. No names, please.")
ASK_DONE = Message(text=f"What was done about it? One or two sentences ({LONGEST_DONE} characters), or “cancel”.")
CANCELLED = Message(text="Cancelled. Nothing was sent.")
NOTED = Message(text="Noted. The next summary and the next chart will say so.")
TOO_LONG = Message(text=f"That is too long: {LONGEST:,} characters is the most. Please write it again, or “cancel”.")
ENDED = Message(
    text="This series has ended. Its key is destroyed within a minute: no answer can be led back to anybody."
)


@dataclass(frozen=True, slots=True)
class Show(Effect):
    """She wants to see results: `what` of which series; thought about outside the transaction."""

    what: str
    series: str
    bubble: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Publish(Effect):
    """What she is shown goes into the register with it; `grown` is what is new, `before` how much there was."""

    series: str
    grown: Any
    before: int
    exported: bool = False


@dataclass(frozen=True, slots=True)
class Share(Effect):
    """The summary for those who were asked: begun, worded, sent; or what was done about it; or the series ends."""

    what: str
    series: str
    bubble: str
    text: str = ""


def choose(closed: Sequence[tuple[str, str]], bubble: str) -> Message:
    """Which survey?"""
    rows = tuple((Button(name, f"e:s:{series}"),) for series, name in closed)
    return Message(title="Results", text="Of which survey?", rows=rows, bubble=bubble)


def summary(
    series: str, title: str, lines: Sequence[str], pictures: Sequence[tuple[str, str]], keyed: bool, bubble: str
) -> Message:
    """What matters first, and the way to the rest. `pictures` are names and labels."""
    rows: list[tuple[Button, ...]] = [(Button(label, f"e:p:{series}:{name}"),) for name, label in pictures]
    rows += [
        (Button("By group", f"e:g:{series}"), Button("In words", f"e:w:{series}")),
        (Button("Share with members", f"e:h:{series}"), Button("What was done", f"e:d:{series}")),
        (Button("Evaluator's pack", f"e:x:{series}"),),
    ]
    if keyed:
        rows.append((Button("End this series", f"e:z:{series}"),))
    return Message(
        title=title,
        text="\n\n".join(lines),
        small="Groups of fewer than five are never shown, nor what would give them away.",
        rows=tuple(rows),
        bubble=bubble,
    )


def picture(name: str, png: bytes, alt: str, table: str) -> Message:
    """A chart, with the same in words."""
    return Message(file=File(f"{name}.png", "image/png", png, f"{alt}\n\n{table}"))


def pack(name: str, content: bytes) -> Message:
    """The evaluator's files."""
    words = "The evaluator's pack: tables, codebook, figures and the script that draws them again."
    return Message(file=File(f"{name}.zip", "application/zip", content, words))


def told(title: str, lines: Sequence[tuple[str, str]]) -> Message:
    """Some results in words, each under what it is about."""
    return Message(title=title, text="" if lines else NOTHING, facts=tuple(lines))


def by_group(tables: Sequence[tuple[str, Sequence[Sequence[str]]]], not_shown: str, hidden: str) -> Message:
    """Each group's figures in a line. A table's first row names its columns: the group, its answers, what was asked."""
    facts = [
        _group(table[0], row, not_shown) for _, table in tables for row in table[1:] if set(row[1:]) != {not_shown}
    ]
    text = f"{_listed([title for title, _ in tables])}. {hidden}" if facts else f"{NOTHING} {hidden}"
    return Message(title="By group", text=text, facts=tuple(facts))


def _group(named: Sequence[str], row: Sequence[str], not_shown: str) -> tuple[str, str]:
    told = [f"{what} {value}" for what, value in zip(named[2:], row[2:], strict=True) if value != not_shown]
    rest = [what for what, value in zip(named[2:], row[2:], strict=True) if value == not_shown]
    return f"{row[0]}, {row[1]} answers", "; ".join([*told, *([f"{not_shown}: {', '.join(rest)}"] if rest else [])])


def _listed(titles: Sequence[str]) -> str:
    return ", ".join([titles[0], *(title[:1].lower() + title[1:] for title in titles[1:])])


def proposed(series: str, text: str, people: int, bubble: str) -> Message:
    """The summary as it would go out."""
    to = "Send to the one who was asked" if people == 1 else f"Send to the {people} who were asked"
    rows = (
        (Button(to, f"e:ok:{series}"),),
        (Button("Change the wording", f"e:ch:{series}"), Button("Cancel", f"e:no:{series}")),
    )
    return Message(title="Shall this go to those who were asked?", text=text, rows=rows, bubble=f"{bubble}h", anew=True)


def for_members(name: str, text: str) -> Message:
    """What those who were asked read, before anybody else does."""
    return Message(title=f"What you told us: {name}", text=text, small="You read this first because you were asked.")


def sent(people: int, bubble: str) -> Message:
    return Message(
        text=f"It goes to {'one person' if people == 1 else f'{people} people'}, each when it suits her.", bubble=bubble
    )


def sure(series: str, bubble: str) -> Message:
    """Ending a confidential series cannot be taken back."""
    return Message(
        title="End this series?",
        text="No wave will follow, and the key is destroyed: answers of the same people cannot be compared any more.",
        rows=((Button("End it", f"e:zz:{series}"), Button("Keep it", f"e:s:{series}")),),
        bubble=bubble,
    )
