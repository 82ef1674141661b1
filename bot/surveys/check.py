"""What is wrong with an instrument before anybody is asked, and what could be better."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.surveys.expression import ExpressionError, parse
from bot.surveys.instrument import CHOSEN_FROM, Instrument, Question, Text, said
from bot.surveys.logic import NAMED, circle

LONGEST_ID, LONGEST_STATEMENT, LONGEST_TEXT, LONGEST_LABEL = 64, 140, 1500, 200
MOST_QUESTIONS, MOST_OPTIONS, MOST_RANKED = 150, 20, 10
ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
EXPRESSIONS = ("relevant", "constraint", "required", "calculation", "choice_filter")
OLDEST_READER = 14.0  # years, for a text to be easy for busy people


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in one line. `question` is empty where it concerns the whole; `row` is the spreadsheet's."""

    reason: str
    question: str = ""
    row: int = 0
    sheet: str = "survey"

    def __str__(self) -> str:
        where = f"sheet {self.sheet}, row {self.row}: " if self.row else ""
        return f"{where}“{self.question}” {self.reason}" if self.question else f"{where}{self.reason}"


def problems(instrument: Instrument) -> tuple[Problem, ...]:
    """Why it cannot be asked; nothing if it can."""
    found = list(_of_the_whole(instrument))
    for question in instrument.questions:
        found += (Problem(reason, question.id) for reason in _of_one(instrument, question))
    if not found and (waiting := circle(instrument)):
        found.append(Problem(f"goes round in a circle: {' → '.join(waiting)} wait for each other", waiting[0]))
    return tuple(found)


def remarks(instrument: Instrument) -> tuple[Problem, ...]:
    """What a member would find long or hard."""
    found = []
    for question in instrument.asked:
        text = said(question.text, instrument.languages[0], instrument)
        if len(text) >= LONGEST_STATEMENT:
            found.append(
                Problem(f"has {len(text)} characters: below {LONGEST_STATEMENT} reads well on a phone", question.id)
            )
        found += (
            Problem(f"has no {name} in {language}", question.id)
            for name, language in _untranslated(question, instrument)
        )
    age = reading_age(". ".join(said(one.text, instrument.languages[0], instrument) for one in instrument.asked))
    if age > OLDEST_READER and instrument.languages[0].startswith("en"):
        found.append(Problem(f"reads like a text for people of {age:.0f} years: shorter words and sentences help"))
    return tuple(found)


def _untranslated(question: Question, instrument: Instrument) -> Iterator[tuple[str, str]]:
    for name, text in _beside(question).items():
        yield from ((name, language) for language in instrument.languages if text and not text.get(language))


def reading_age(text: str) -> float:
    """Flesch and Kincaid's school grade, plus the five years before school. For English."""
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", text)))
    words = re.findall(r"[A-Za-z']+", text)
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    spoken = re.sub(r"(?<=[^aeiouy])(es?|ed)$", "", word.lower()) or word.lower()
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def _of_the_whole(instrument: Instrument) -> Iterator[Problem]:
    for name, value in (("id", instrument.id), ("version", instrument.version)):
        if not 1 <= len(value) <= LONGEST_ID or not value.isprintable():
            yield Problem(f"the {name} must have 1 to {LONGEST_ID} characters")
    if not instrument.asked:
        yield Problem("there is no question in it")
    if len(instrument.questions) > MOST_QUESTIONS:
        yield Problem(f"{len(instrument.questions)} questions are too many for a chat: {MOST_QUESTIONS} is the most")
    for language in instrument.languages:
        if not instrument.title.get(language) and language == instrument.languages[0]:
            yield Problem("it has no title")
    for name, times in Counter(question.id for question in instrument.questions).items():
        if times > 1:
            yield Problem(f"is the name of {times} questions", name)
    pages = {page.id for page in instrument.pages}
    for question in instrument.questions:
        if question.page and question.page not in pages:
            yield Problem(f"stands on a page {question.page!r} that does not exist", question.id)


def _of_one(instrument: Instrument, question: Question) -> Iterator[str]:
    if not ID.fullmatch(question.id) or len(question.id) > LONGEST_ID:
        yield f"is no name: letters, digits and _, {LONGEST_ID} at the most"
    yield from _of_its_options(question, instrument)
    if question.type == "calculate":
        if not question.calculation:
            yield "has nothing to calculate"
    else:
        yield from _of_text(question.text, "its text", LONGEST_TEXT, instrument)
        for name, text in _beside(question).items():
            yield from _of_text(text, f"its {name}", LONGEST_TEXT, instrument, needed=False)
    if question.reversed and not question.scores:
        yield "is reversed, but its answers have no scores"
    for name in EXPRESSIONS:
        yield from _of_expression(instrument, question, name, getattr(question, name))


def _of_its_options(question: Question, instrument: Instrument) -> Iterator[str]:
    if bool(question.options) != (question.type in CHOSEN_FROM):
        yield "has no answers to choose from" if question.type in CHOSEN_FROM else "cannot have answers to choose from"
    most = MOST_RANKED if question.type == "rank" else MOST_OPTIONS
    if len(question.options) > most:
        yield f"has {len(question.options)} answers: {most} is the most in a chat"
    for value, times in Counter(option.value for option in question.options).items():
        if times > 1:
            yield f"has {times} answers of the name {value!r}"
        if not value or value.split() != [value]:
            yield f"has an answer whose name is empty or has spaces: {value!r}"
    for option in question.options:
        yield from _of_text(option.label, f"its answer {option.value!r}", LONGEST_LABEL, instrument)


def _beside(question: Question) -> dict[str, Text]:
    """Texts that need not be there; what is not translated is said in the first language."""
    return {
        "hint": question.hint,
        "constraint message": question.constraint_message,
        "required message": question.required_message,
    }


def _of_text(text: Text, what: str, longest: int, instrument: Instrument, needed: bool = True) -> Iterator[str]:
    for language in instrument.languages if needed else ():
        if not text.get(language, "").strip():
            yield f"has no text for {what}{f' in {language}' if len(instrument.languages) > 1 else ''}"
    for one in text.values():
        if len(one) > longest:
            yield f"is too long: {what} has {len(one):,} characters, {longest:,} is the most"
    known = instrument.by_id
    for name in sorted({name for one in text.values() for name in NAMED.findall(one)} - known.keys()):
        yield f"names ${{{name}}} in {what}, which is no question here"


def _of_expression(instrument: Instrument, question: Question, name: str, source: str) -> Iterator[str]:
    if not source:
        return
    what = name.replace("_", " ")
    try:
        found = parse(source)
    except ExpressionError as problem:
        yield f"has a {what} that I cannot work out: {problem}"
        return
    for unknown in sorted(found.names - instrument.by_id.keys()):
        yield f"names ${{{unknown}}} in its {what}, which is no question here"
    columns = {"name", *(column for option in question.options for column in option.columns)}
    known = columns if name == "choice_filter" else set()
    for unknown in sorted(found.columns - known):
        better = f"${{{unknown}}}" if unknown in instrument.by_id else f"'{unknown}'"
        yield f"has a bare word {unknown!r} in its {what}: write {better}"
