"""What a member's answers make of an instrument: what concerns her, what counts, what `${name}` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from bot.surveys.expression import Context, ExpressionError, Value, parse, to_number, to_text
from bot.surveys.instrument import Instrument, Option, Question, Text, chosen, fits, said

NAMED = re.compile(r"\$\{ *([A-Za-z_][A-Za-z0-9_.-]*) *\}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Answers to an instrument, read on a day. `values` and `concerns` are in force for every question."""

    instrument: Instrument
    answers: Mapping[str, str]
    today: date
    values: Mapping[str, Value]
    concerns: Mapping[str, bool]

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options on offer, after the choice filter."""
        if not question.choice_filter:
            return question.options

        def context(option: Option) -> Context:
            return Context(self.values, self.today, columns={**option.columns, "name": option.value})

        return tuple(one for one in question.options if _holds(question.choice_filter, context(one), True))

    def required(self, question: Question) -> bool:
        return bool(question.required) and _holds(question.required, Context(self.values, self.today), True)

    def allows(self, question: Question, value: str) -> bool:
        """Whether the constraint holds; nothing chosen yet is tried as it stands."""
        own = _typed(question, value)
        return not question.constraint or _holds(question.constraint, Context(self.values, self.today, own), False)

    def complete(self, question: Question) -> bool:
        """Whether there is an answer that counts: whole, on offer, and allowed."""
        value = self.answers.get(question.id, "")
        if not value or not fits(question, value) or not self.allows(question, value):
            return False
        if question.type == "rank" and len(chosen(question, value)) < len(self.options(question)):
            return False
        offered = {option.value for option in self.options(question)}
        return not question.options or offered.issuperset(chosen(question, value))

    def counted(self) -> Mapping[str, str]:
        """The answers as they stand at the close: complete, of questions that concern her, with what is calculated."""
        found: dict[str, str] = {}
        for question in self.instrument.questions:
            if question.type == "calculate" and to_text(self.values[question.id]):
                found[question.id] = to_text(self.values[question.id])
            elif question.asked and self.concerns[question.id] and self.complete(question):
                found[question.id] = self.answers[question.id]
        return found

    def filled(self, text: Text, language: str) -> str:
        """A text in her language, with what she answered in place of `${name}`."""

        def answer(named: re.Match[str]) -> str:
            question = self.instrument.by_id.get(named[1])
            value = to_text(self.values.get(named[1], ""))
            return shown(self.instrument, question, value, language) if question else ""

        return NAMED.sub(answer, said(text, language, self.instrument))


def sheet(instrument: Instrument, answers: Mapping[str, str], today: date) -> Sheet:
    """Read answers: what does not concern her has no value, and what is calculated has one."""
    values: dict[str, Value] = {}
    concerns = dict.fromkeys((one.id for one in instrument.questions), True)
    waiting = {one.id: one for one in instrument.questions if one.relevant or one.calculation}
    for question in instrument.questions:
        if question.id not in waiting:
            values[question.id] = _typed(question, answers.get(question.id, ""))
    for name in _in_order(waiting):
        question = waiting[name]
        context = Context(values, today)
        concerns[name] = not question.relevant or _holds(question.relevant, context, True)
        values[name] = _value(question, answers.get(name, ""), context) if concerns[name] else ""
    return Sheet(instrument, answers, today, values, concerns)


def _in_order(waiting: Mapping[str, Question]) -> tuple[str, ...]:
    """Every question after those that it depends on. Raises CycleError, and ExpressionError."""
    graph = {name: depends_on(one) & waiting.keys() for name, one in waiting.items()}
    return tuple(TopologicalSorter(graph).static_order()) if graph else ()


def depends_on(question: Question) -> frozenset[str]:
    """The questions without whose answers it is not known whether this one is asked, or what it comes to."""
    sources = (question.relevant, question.calculation)
    return frozenset().union(*(parse(source).names for source in sources if source))


def circle(instrument: Instrument) -> tuple[str, ...]:
    """Questions that wait for each other, if there are any."""
    try:
        _in_order({one.id: one for one in instrument.questions})
    except CycleError as found:
        return tuple(dict.fromkeys(found.args[1]))
    return ()


def shown(instrument: Instrument, question: Question, value: str, language: str) -> str:
    """An answer as a person reads it."""
    if not question.options:
        return value
    labels = (question.option(one) for one in chosen(question, value))
    return ", ".join(said(option.label, language, instrument) for option in labels if option)


def _value(question: Question, answer: str, context: Context) -> Value:
    if question.calculation:
        try:
            return parse(question.calculation).value(context)
        except ExpressionError:
            return ""
    return _typed(question, answer)


def _typed(question: Question, answer: str) -> Value:
    return to_number(answer) if answer and question.type in ("integer", "decimal", "range") else answer


def _holds(source: str, context: Context, otherwise: bool) -> bool:
    """Whether it holds; `otherwise` where it cannot be worked out."""
    try:
        return parse(source).holds(context)
    except ExpressionError:
        return otherwise
