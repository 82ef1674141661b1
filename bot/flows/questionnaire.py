"""A member's questionnaire as it stands, and the one bubble that it reads: state → message, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bot.messages import Button, Message
from bot.surveys.instrument import Instrument, Option, Question, chosen, said
from bot.surveys.logic import Sheet, sheet, shown
from bot.surveys.question import how

Mode = Literal["anonymous", "confidential", "named"]
VERB = "v"  # a token is v:WAVE:what:…
NOTICE, DECLINED, REVIEW, END = "", "declined", "review", "end"  # where she can be, beside a question's id
LISTED = 6  # questions on one page of the review
LONGEST_LABEL, LONGEST_LISTED = 45, 38
SECONDS = {"text": 20, "rank": 15, "select_multiple": 10, "date": 10, "integer": 8, "decimal": 8}
SECONDS_A_TAP = 5

NOTICES: Mapping[Mode, tuple[str, str]] = {
    "anonymous": (
        "Anonymous",
        "Until it closes, your answers are a draft kept with your name, so that you can change them. Nobody is shown "
        "it, though whoever runs the database could look. At the close all answers are mixed, yours lose every tie to "
        "you, and the draft is deleted. What stays known is whether you took part. Nobody is shown results of fewer "
        "than {k} people.",
    ),
    "confidential": (
        "Confidential, not anonymous",
        "Your answers are kept under a code instead of your name, so that they can be compared over time. The key to "
        "the codes is kept apart from the answers and destroyed at the end of the series; until then, whoever holds "
        "it could find yours. Nobody is shown results of fewer than {k} people.",
    ),
    "named": ("With your name", "Your answers are kept with your name. Your anchor and the evaluators can read them."),
}
LATE = "This survey has closed, so I changed nothing. Thank you for thinking of it."
DECLINED_TEXT = "That's fine: I won't ask again about this one. If you change your mind, it is open{until}."


@dataclass(frozen=True, slots=True)
class Asking:
    """A wave as it stands for one member.

    `wave` is at most 16 letters and digits. `asks` names the questions of her rotation; empty means all. `answers`
    and `skipped` are her draft. `at` is where she is: a question's id, or one of the places above. `today` is the
    day for her. `closed` is true from the moment of the close on. `threshold` is the k of the results.
    """

    wave: str
    instrument: Instrument
    mode: Mode
    today: date
    closes: date | None = None
    asks: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    at: str = NOTICE
    language: str = "en"
    threshold: int = 5
    closed: bool = False

    @property
    def sheet(self) -> Sheet:
        return sheet(self.instrument, self.answers, self.today)

    def index(self, question: Question) -> int:
        return self.instrument.questions.index(question)


def path(asking: Asking, read: Sheet | None = None) -> tuple[Question, ...]:
    """The questions that she is asked, as her answers stand."""
    concerns = (read or asking.sheet).concerns
    return tuple(
        one for one in asking.instrument.asked if concerns[one.id] and (not asking.asks or one.id in asking.asks)
    )


def still_open(asking: Asking) -> tuple[Question, ...]:
    """What she has neither answered nor skipped; a required question cannot be skipped."""
    read = asking.sheet
    return tuple(
        one
        for one in path(asking, read)
        if not read.complete(one) and (one.id not in asking.skipped or read.required(one))
    )


def finished(asking: Asking) -> bool:
    """Whether nothing is left to ask."""
    return not still_open(asking)


def place(asking: Asking) -> str:
    """Where she is: what she was at may concern her no longer."""
    if asking.at in (NOTICE, DECLINED, END) or asking.at.startswith(REVIEW):
        left = still_open(asking) if asking.at == END else ()
        return left[0].id if left else asking.at
    if any(one.id == asking.at for one in path(asking)):
        return asking.at
    left = still_open(asking)
    return left[0].id if left else END


def counted(asking: Asking) -> Mapping[str, str]:
    """Her answers as they count at the close: complete, concerning her, asked of her, and what is calculated."""
    found = asking.sheet.counted()
    calculated = {one.id for one in asking.instrument.questions if one.type == "calculate"}
    return {name: value for name, value in found.items() if not asking.asks or name in asking.asks | calculated}


def seconds(questions: Sequence[Question]) -> int:
    """About how long they take somebody."""
    return sum(SECONDS.get(one.type, SECONDS_A_TAP) for one in questions)


def bubble_name(wave: str) -> str:
    return f"v{wave}"


def render(asking: Asking, problem: str = "") -> Message:
    """What the bubble reads now. `problem` is said above the question, once."""
    if asking.closed:
        return Message(text=LATE, bubble=bubble_name(asking.wave))
    at = place(asking)
    if at == NOTICE:
        message = _notice(asking)
    elif at == DECLINED:
        until = f" until {_day(asking.closes)}" if asking.closes else ""
        begin = ((Button("Answer it now", _token(asking, "begin")),),)
        message = Message(text=DECLINED_TEXT.format(until=until), rows=begin)
    elif at.startswith(REVIEW):
        message = _review(asking, at)
    elif at == END:
        message = _end(asking)
    else:
        message = _question(asking, asking.instrument.by_id[at])
    text = f"{problem}\n\n{message.text}" if problem else message.text
    return replace(message, text=text, bubble=bubble_name(asking.wave))


def _notice(asking: Asking) -> Message:
    asked = path(asking)
    heading, notice = NOTICES[asking.mode]
    intro = asking.sheet.filled(asking.instrument.intro, asking.language)
    count = "1 question" if len(asked) == 1 else f"{len(asked)} questions"
    until = f" You can change your answers until {_day(asking.closes)}." if asking.closes else ""
    return Message(
        title=said(asking.instrument.title, asking.language, asking.instrument),
        text="\n\n".join(part for part in (intro, f"{count}, {_length(asked)}. Skip what you like.{until}") if part),
        facts=((heading, notice.format(k=asking.threshold)),),
        rows=((Button("Begin", _token(asking, "begin")), Button("Not this time", _token(asking, "no"))),),
    )


def _length(questions: Sequence[Question]) -> str:
    long = seconds(questions)
    return (
        "less than a minute" if long < 60 else f"about {round(long / 60)} minutes" if long >= 90 else "about a minute"
    )


def _question(asking: Asking, question: Question) -> Message:
    read = asking.sheet
    asked = path(asking, read)
    number = asked.index(question)
    options = read.options(question)
    page = next((page for page in asking.instrument.pages if page.id == question.page), None)
    title = said(page.title, asking.language, asking.instrument) if page else ""
    texts = [*_notes_before(asking, read, question), read.filled(question.text, asking.language)]
    texts += _spelt_out(asking, question, options)
    return Message(
        title=title or said(asking.instrument.title, asking.language, asking.instrument),
        text="\n\n".join(text for text in texts if text),
        small="\n".join(_small(asking, read, question, options, f"{number + 1} of {len(asked)}")),
        rows=(*_answers(asking, read, question, options), _ways_on(asking, read, question, asked)),
    )


def _small(asking: Asking, read: Sheet, question: Question, options: Sequence[Option], progress: str) -> list[str]:
    lines = [read.filled(question.hint, asking.language)]
    if question.type not in ("select_one", "range", "acknowledge"):
        lines.append(how(question, options))
    if question.type == "text":
        lines.append(_warning(asking.mode))
    answered = sum(read.complete(one) for one in path(asking, read))
    known = f"answered {answered} of {len(path(asking, read))}" if asking.mode != "named" else ""
    if read.complete(question) and question.type not in ("select_multiple", "rank"):
        lines.append(_before(asking, question))
    return [line for line in (*lines, " · ".join(part for part in (progress, known) if part)) if line]


def _warning(mode: Mode) -> str:
    """With words typed into a chat, the chat itself can give her away."""
    if mode == "named":
        return "No child's name or details, please."
    return (
        "Please name nobody, and no child's details. What you type here can be seen by whoever can open this chat: "
        "where I can, I delete it once it is kept; else please do so yourself."
    )


def _before(asking: Asking, question: Question) -> str:
    if asking.mode != "named":
        return "You have answered this. A new answer takes its place."
    return f"Your answer: {shown(asking.instrument, question, asking.answers[question.id], asking.language)}"


def _notes_before(asking: Asking, read: Sheet, question: Question) -> list[str]:
    """Notes that stand between the question before and this one."""
    notes: list[str] = []
    for one in asking.instrument.questions:
        if one.id == question.id:
            return notes
        if one.type == "note" and read.concerns[one.id]:
            notes.append(read.filled(one.text, asking.language))
        elif one.asked:
            notes = []
    return notes


def _spelt_out(asking: Asking, question: Question, options: Sequence[Option]) -> list[str]:
    """Answers too long for a button are written out with numbers, and a ranking as it stands."""
    lines = []
    if _long(asking, options):
        labels = (said(option.label, asking.language, asking.instrument) for option in options)
        lines.append("\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1)))
    if question.type == "rank":
        ranked = [question.option(value) for value in chosen(question, asking.answers.get(question.id, ""))]
        labels = (said(option.label, asking.language, asking.instrument) for option in ranked if option)
        lines.append("\n".join(f"{_nth(number)}: {label}" for number, label in enumerate(labels, 1)))
    return lines


def _answers(
    asking: Asking, read: Sheet, question: Question, options: Sequence[Option]
) -> tuple[tuple[Button, ...], ...]:
    at = asking.index(question)
    match question.type:
        case "select_one" | "range" | "acknowledge":
            mine = asking.answers.get(question.id) if asking.mode == "named" else None
            buttons = [
                Button(
                    ("✓ " if option.value == mine else "") + label,
                    _token(asking, "a", at, question.options.index(option)),
                )
                for option, label in _labelled(asking, options)
            ]
            return _in_rows(buttons)
        case "select_multiple":
            return _ticks(asking, question, options)
        case "rank":
            return _next_ranked(asking, question, options)
    return ()


def _ticks(asking: Asking, question: Question, options: Sequence[Option]) -> tuple[tuple[Button, ...], ...]:
    at, ticked = asking.index(question), chosen(question, asking.answers.get(question.id, ""))
    rows = [
        (
            Button(
                f"{'☑' if option.value in ticked else '☐'} {label}",
                _token(asking, "t", at, question.options.index(option), int(option.value not in ticked)),
            ),
        )
        for option, label in _labelled(asking, options)
    ]
    return (*rows, (Button("Done", _token(asking, "done", at)),))


def _next_ranked(asking: Asking, question: Question, options: Sequence[Option]) -> tuple[tuple[Button, ...], ...]:
    at, ranked = asking.index(question), chosen(question, asking.answers.get(question.id, ""))
    so_far = [str(question.options.index(option)) for value in ranked if (option := question.option(value))]
    rows = [
        (
            Button(
                f"{_nth(len(ranked) + 1)}: {label}", _token(asking, "k", at, ".".join((*so_far, _place(question, one))))
            ),
        )
        for one, label in _labelled(asking, options)
        if one.value not in ranked
    ]
    again = (Button("Start the order again", _token(asking, "k", at, "")),)
    return (*rows, again) if ranked else tuple(rows)


def _place(question: Question, option: Option) -> str:
    return str(question.options.index(option))


def _ways_on(asking: Asking, read: Sheet, question: Question, asked: Sequence[Question]) -> tuple[Button, ...]:
    at, number = asking.index(question), asked.index(question)
    buttons = []
    if number:
        buttons.append(Button("Back", _token(asking, "go", asking.index(asked[number - 1]))))
    if read.complete(question) and question.type != "select_multiple":
        buttons.append(Button("Keep", _token(asking, "keep", at)))
    if not read.required(question):
        label = "Take back" if question.id in asking.answers else "Skip"
        buttons.append(Button(label, _token(asking, "skip", at)))
    return tuple(buttons)


def _end(asking: Asking) -> Message:
    read = asking.sheet
    asked = path(asking, read)
    answered = sum(read.complete(one) for one in asked)
    until = f" until {_day(asking.closes)}" if asking.closes else " until it closes"
    notes = _notes_at_the_end(asking, read)
    return Message(
        title=said(asking.instrument.title, asking.language, asking.instrument),
        text="\n\n".join((*notes, f"Thank you: that is all. You answered {answered} of {len(asked)}.")),
        small=f"You can change your answers{until}. Nobody sees results before it closes.",
        rows=((Button("Look through or change", _token(asking, "rev", 0)),),),
    )


def _notes_at_the_end(asking: Asking, read: Sheet) -> list[str]:
    notes: list[str] = []
    for one in asking.instrument.questions:
        if one.type == "note" and read.concerns[one.id]:
            notes.append(read.filled(one.text, asking.language))
        elif one.asked:
            notes = []
    return notes


def _review(asking: Asking, at: str) -> Message:
    read = asking.sheet
    asked = path(asking, read)
    pages = max(1, -(-len(asked) // LISTED))
    number = at.partition(":")[2]
    page = min(int(number), pages - 1) if number.isdecimal() else 0
    rows = [
        (Button(_listed(asking, read, one, at), _token(asking, "go", asking.index(one))),)
        for at, one in enumerate(asked[page * LISTED : (page + 1) * LISTED], page * LISTED + 1)
    ]
    ways = [Button("Earlier", _token(asking, "rev", page - 1))] if page else []
    ways += [Button("Later", _token(asking, "rev", page + 1))] if page + 1 < pages else []
    ways.append(Button("Close this list", _token(asking, "end")))
    return Message(
        title=said(asking.instrument.title, asking.language, asking.instrument),
        text="Which one would you like to look at or change?",
        small="✓ is answered, – is not.",
        rows=(*rows, tuple(ways)),
    )


def _listed(asking: Asking, read: Sheet, question: Question, number: int) -> str:
    text = f"{'✓' if read.complete(question) else '–'} {number}. {read.filled(question.text, asking.language)}"
    short = text if len(text) <= LONGEST_LISTED else f"{text[: LONGEST_LISTED - 1].rstrip()}…"
    if asking.mode != "named" or not read.complete(question):
        return short
    mine = shown(asking.instrument, question, asking.answers[question.id], asking.language)
    return f"{short}: {mine if len(mine) <= 20 else mine[:19].rstrip() + '…'}"


def _labelled(asking: Asking, options: Sequence[Option]) -> list[tuple[Option, str]]:
    if _long(asking, options):
        return [(option, str(number)) for number, option in enumerate(options, 1)]
    return [(option, said(option.label, asking.language, asking.instrument)) for option in options]


def _long(asking: Asking, options: Sequence[Option]) -> bool:
    return any(len(said(option.label, asking.language, asking.instrument)) > LONGEST_LABEL for option in options)


def _in_rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Short answers side by side, others one below the other."""
    longest = max((len(button.label) for button in buttons), default=0)
    across = 5 if longest <= 4 else len(buttons) if longest <= 12 and len(buttons) <= 3 else 1
    return tuple(tuple(buttons[at : at + across]) for at in range(0, len(buttons), across))


def _token(asking: Asking, what: str, *parts: object) -> str:
    return ":".join(map(str, (VERB, asking.wave, what, *parts)))


def _nth(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _day(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B}" if day else ""
