"""Answering a survey: what was pressed or typed, and what follows. Pure: the draft comes in, and effects go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.flows.questionnaire import (
    DECLINED,
    END,
    NOTICE,
    REVIEW,
    VERB,
    Asking,
    finished,
    path,
    place,
    render,
    still_open,
)
from bot.messages import Message
from bot.surveys.instrument import Question, chosen, said
from bot.surveys.question import LONGEST_TEXT, how, read

FLOW = "survey"
BEGIN = ("begin", "yes", "ok", "okay")
LOOKED_AHEAD = 3  # questions that a part of what she typed may be for
ASKING = re.compile(
    r"(who|whom|where|which|what|when|how|why|can|could|do|does|is|are|should|please|help|remind me|tell me)\b.*\?\s*$"
    r"|(who|where|how) (do|can|could|should|is|are|helps?|runs?)\b.*"
    r"|/\w+.*|remind me\b.*|help|menu|privacy|place|stop|announce",
    re.IGNORECASE | re.DOTALL,
)
COMMENT = re.compile(r"\s*comment\s*[:,]\s*", re.IGNORECASE)
NOT_ALL = "I took what I understood of that; the rest I did not."


@dataclass(frozen=True, slots=True)
class Said:
    """What she did. `words` are fit for use; `message` is her own message, which the platform can delete if so."""

    words: str = ""
    pressed: str = ""
    message: str = ""
    removable: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Keep this answer, in place of `before` (empty: of none, or of a skip)."""

    wave: str
    question: str
    value: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Unanswer:
    """Drop the answer."""

    wave: str
    question: str
    before: str


@dataclass(frozen=True, slots=True)
class Skip:
    """She passes this question by: do not ask it again by yourself. An answer takes the skip's place."""

    wave: str
    question: str


@dataclass(frozen=True, slots=True)
class Stand:
    """Where she is now, so that what she types next is known to be meant for it."""

    wave: str
    at: str


@dataclass(frozen=True, slots=True)
class Finish:
    """Nothing is left to ask: she took part, and needs no nudge."""

    wave: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """What she changed opened another question: she is not finished."""

    wave: str


@dataclass(frozen=True, slots=True)
class Decline:
    """She does not want to answer this one: no nudge."""

    wave: str


Effect = Answer | Unanswer | Skip | Stand | Finish | Reopen | Decline


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows: how it stands now, what the bubble reads, and what must be kept."""

    asking: Asking
    say: tuple[Message, ...]
    do: tuple[Effect, ...] = ()


def wave_of(token: str) -> str:
    """The wave that a button belongs to; empty if it is no survey's."""
    verb, _, rest = token.partition(":")
    return rest.partition(":")[0] if verb == VERB else ""


def invite(asking: Asking) -> Message:
    """The first bubble, and the same again for a nudge: where she left off."""
    return replace(render(asking), anew=True)


def hear(asking: Asking, heard: Said) -> Turn | None:
    """What follows; None if it was not meant for this survey."""
    if heard.pressed:
        if wave_of(heard.pressed) != asking.wave:
            return None
        return _turn(asking, *_pressed(asking, heard.pressed.split(":")[2:]), heard)
    if asking.closed or not heard.words.strip():
        return None
    understood = _typed(asking, heard.words)
    return _turn(asking, *understood, heard) if understood else None


def _turn(before: Asking, after: Asking, problem: str, heard: Said) -> Turn:
    message = render(after, problem)
    if heard.words:
        hides = before.mode != "named" and heard.removable and after.answers != before.answers
        message = replace(message, anew=not hides, removes=heard.message if hides else "")
    return Turn(after, (message,), () if before.closed else tuple(_effects(before, after)))


def _effects(before: Asking, after: Asking) -> list[Effect]:
    """All that differs."""
    wave, do = after.wave, list[Effect]()
    for question in after.instrument.questions:
        was, now = before.answers.get(question.id, ""), after.answers.get(question.id, "")
        if now and now != was:
            do.append(Answer(wave, question.id, now, was))
        elif was and not now:
            do.append(Unanswer(wave, question.id, was))
        if question.id in after.skipped - before.skipped:
            do.append(Skip(wave, question.id))
    if after.at != before.at:
        do.append(Stand(wave, after.at))
        if after.at == DECLINED:
            do.append(Decline(wave))
    if finished(after) is not finished(before):
        do.append(Finish(wave) if finished(after) else Reopen(wave))
    return do


def _pressed(asking: Asking, parts: Sequence[str]) -> tuple[Asking, str]:
    if asking.closed:
        return asking, ""
    match list(parts):
        case ["begin"]:
            return (_onward(asking, None) if asking.at in (NOTICE, DECLINED) else asking), ""
        case ["no"]:
            return (replace(asking, at=DECLINED) if asking.at == NOTICE else asking), ""
        case ["end"]:
            return _onward(asking, None), ""
        case ["rev", page] if _is_number(page):
            return replace(asking, at=f"{REVIEW}:{int(page)}"), ""
        case [what, index, *rest] if _is_number(index):
            question = _at(asking, int(index))
            return _about(asking, question, what, rest) if question else (asking, "")
    return asking, ""


def _about(asking: Asking, question: Question, what: str, rest: Sequence[str]) -> tuple[Asking, str]:
    """A button of one question."""
    match [what, *rest]:
        case ["go"]:
            return replace(asking, at=question.id), ""
        case ["keep"]:
            return _onward(asking, question), ""
        case ["skip"]:
            return _skipped(asking, question)
        case ["a", option] if _is_option(question, option):
            return _answered(asking, question, question.options[int(option)].value)
        case ["t", option, on] if _is_option(question, option) and question.type == "select_multiple":
            return _ticked(asking, question, int(option), on == "1")
        case ["done"] if question.type == "select_multiple":
            return _done(asking, question)
        case ["k", order] if question.type == "rank":
            return _ranked(asking, question, [one for one in order.split(".") if one])
    return asking, ""


def _answered(asking: Asking, question: Question, value: str) -> tuple[Asking, str]:
    """Keep one answer and go on, or say why it cannot be."""
    wrong = _wrong(asking, question, value)
    if wrong:
        return replace(asking, at=question.id), wrong
    return _onward(_kept(asking, question, value), question), ""


def _kept(asking: Asking, question: Question, value: str) -> Asking:
    if not value and question.id not in asking.answers:
        return asking  # what was not there cannot be taken away: a skip stays one
    answers = {name: kept for name, kept in asking.answers.items() if name != question.id}
    answers |= {question.id: value} if value else {}
    return replace(asking, answers=answers, skipped=asking.skipped - {question.id})


def _wrong(asking: Asking, question: Question, value: str) -> str:
    sheet = asking.sheet
    if question.options and not _offered(asking, question, value):
        return "That answer is no longer on offer."
    if sheet.allows(question, value):
        return ""
    return sheet.filled(question.constraint_message, asking.language) or "That can't be right: please look again."


def _offered(asking: Asking, question: Question, value: str) -> bool:
    return {option.value for option in asking.sheet.options(question)}.issuperset(chosen(question, value))


def _onward(asking: Asking, question: Question | None) -> Asking:
    """To the next open question after this one, else to the first that is open, else to the end."""
    left = still_open(asking)
    number = asking.index(question) if question else -1
    after = (one for one in left if one != question and asking.index(one) > number)
    found = next(after, left[0] if left else None)
    return replace(asking, at=found.id if found else END)


def _skipped(asking: Asking, question: Question) -> tuple[Asking, str]:
    if asking.sheet.required(question):
        return replace(asking, at=question.id), _needed(asking, question)
    emptied = _kept(asking, question, "")
    return _onward(replace(emptied, skipped=emptied.skipped | {question.id}), question), ""


def _needed(asking: Asking, question: Question) -> str:
    return said(question.required_message, asking.language, asking.instrument) or "This one needs an answer, please."


def _ticked(asking: Asking, question: Question, option: int, on: bool) -> tuple[Asking, str]:
    """Ticks are kept as they are made; one too many is refused, too few only once she is done."""
    here = replace(asking, at=question.id)
    before = asking.answers.get(question.id, "")
    ticked = set(chosen(question, before)) - {question.options[option].value}
    ticked |= {question.options[option].value} if on else set()
    value = " ".join(one.value for one in question.options if one.value in ticked)
    if on and value != before and (not _offered(asking, question, value) or _one_too_many(asking, question, value)):
        return here, _wrong(asking, question, value)
    return _kept(here, question, value), ""


def _one_too_many(asking: Asking, question: Question, value: str) -> bool:
    before, sheet = asking.answers.get(question.id, ""), asking.sheet
    return bool(before) and sheet.allows(question, before) and not sheet.allows(question, value)


def _done(asking: Asking, question: Question) -> tuple[Asking, str]:
    value = asking.answers.get(question.id, "")
    return _answered(asking, question, value) if value else _skipped(asking, question)


def _ranked(asking: Asking, question: Question, order: Sequence[str]) -> tuple[Asking, str]:
    """The order so far; the last one is clear once the others are placed."""
    if not all(_is_option(question, one) for one in order) or len(set(order)) < len(order):
        return asking, ""
    values = [question.options[int(one)].value for one in order]
    left = [option.value for option in asking.sheet.options(question) if option.value not in values]
    values += left if len(left) == 1 and values else []
    here = replace(asking, at=question.id)
    if not values or len(left) > 1:
        return _kept(here, question, " ".join(values)), ""
    return _answered(here, question, " ".join(values))


def _typed(asking: Asking, words: str) -> tuple[Asking, str] | None:
    at, plain = place(asking), words.strip().lower().strip(".!")
    if at == NOTICE:
        return (_onward(asking, None), "") if plain in BEGIN else None
    question = asking.instrument.by_id.get(at)
    if question is None:
        return (replace(asking, at=REVIEW), "") if at == END and plain in ("change", "back") else None
    if plain == "skip":
        return _skipped(asking, question)
    if plain == "back":
        asked = path(asking)
        return replace(asking, at=asked[max(0, asked.index(question) - 1)].id), ""
    return _filled(asking, question, words)


def _filled(asking: Asking, question: Question, words: str) -> tuple[Asking, str] | None:
    """Each open question takes the part that it understands, the one that she is at first."""
    text = question.type == "text"
    if text and ASKING.fullmatch(words.strip()):
        return None
    if text and len(words.strip()) > LONGEST_TEXT:
        return asking, how(question, ())
    whole = _understood(asking, question, words)
    if whole is not None:
        return _answered(asking, question, whole)
    parts = [part for part in re.split(r"[,;\n]+", words) if part.strip()]
    if len(parts) > 1 and _understood(asking, question, parts[0]) is not None:
        return _spread(asking, question, parts, words)
    attempt = re.fullmatch(r"[\d\s.,:/-]+", words) or (
        question.type in ("integer", "decimal", "date") and _short(words)
    )
    return (asking, how(question, asking.sheet.options(question))) if attempt else None


def _short(words: str) -> bool:
    return len(words.split()) <= 3 and "?" not in words and any(sign.isdigit() for sign in words)


def _understood(asking: Asking, question: Question, words: str) -> str | None:
    words = COMMENT.sub("", words, count=1) if question.type == "text" else words
    options = asking.sheet.options(question)
    return read(question, options, words, asking.language, asking.today, asking.instrument)


def _spread(asking: Asking, question: Question, parts: Sequence[str], words: str) -> tuple[Asking, str]:
    """“4, no, busy but good”: a question of free words takes all that is left."""
    at: Question | None = question
    for number, part in enumerate(parts):
        taken = False
        for one in _candidates(asking, at, question if not number else None):
            given = part if one.type != "text" else _rest(words, parts, number)
            value = _understood(asking, one, given)
            if value is not None and not _wrong(asking, one, value):
                asking, at, taken = _onward(_kept(asking, one, value), one), one, True
                if one.type == "text":
                    return asking, ""
                break
        if not taken:
            return asking, NOT_ALL
    return asking, ""


def _candidates(asking: Asking, after: Question | None, first: Question | None) -> list[Question]:
    """The open questions that a part may be for, up to the first that must be answered."""
    if first:
        return [first]
    number = asking.index(after) if after else -1
    found: list[Question] = []
    for one in still_open(asking):
        if asking.index(one) > number and len(found) < LOOKED_AHEAD:
            found.append(one)
            if asking.sheet.required(one):
                break
    return found


def _rest(words: str, parts: Sequence[str], number: int) -> str:
    """What she wrote from one part on, with her own commas."""
    at = 0
    for part in parts[:number]:
        at = words.index(part, at) + len(part)
    return words[at:].lstrip(" ,;\n")


def _at(asking: Asking, index: int) -> Question | None:
    """The question of a button, if it concerns her."""
    questions = asking.instrument.questions
    found = questions[index] if index < len(questions) else None
    return found if found in path(asking) else None


def _is_option(question: Question, text: str) -> bool:
    return _is_number(text) and int(text) < len(question.options)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 5
