"""Codes that somebody gives to free text by hand: comments go out to be read, and come back sorted."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

import msgspec
import sqlalchemy as sa

from bot.cells import plain
from bot.surveys.disclosed import Disclosed, require_disclosed
from bot.surveys.instrument import said
from bot.tables import coding, response, wave
from bot.waves.taking import instrument_of
from bot.work import Work

COLUMNS = ("id", "question", "wording", "comment", "codes")
BETWEEN = ";"
MOST, LONGEST = 10, 60  # codes of a comment, characters of a code
MOST_ROWS = 50_000
_answers = msgspec.json.Decoder(dict[str, str]).decode


class CannotCode(Exception):
    """The text says which row is wrong, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Something that was written. Its id tells neither the row nor which other comments are the same person's."""

    id: str
    response: str
    question: str
    text: str


def sheet(work: Work, waves: Sequence[str], disclosed: Disclosed) -> list[tuple[str, ...]]:
    """The comments to be coded, in no order, of the questions that the gateway lets through; with their codes."""
    require_disclosed(disclosed)
    wordings = {one.id: said(one.text, "", disclosed.instrument) for one in disclosed.instrument.questions}
    codes = codes_of(work, waves)
    shown = {one.question for one in disclosed.comments}
    rows = [
        (one.id, one.question, wordings[one.question], one.text, "; ".join(codes.get((one.response, one.question), ())))
        for one in _comments(work, waves)
        if one.question in shown
    ]
    SystemRandom().shuffle(rows)
    return [COLUMNS, *rows]


def codes_of(work: Work, waves: Sequence[str]) -> Mapping[tuple[str, str], Sequence[str]]:
    """The codes of each answer, by response and question."""
    rows = work.connection.execute(
        sa.select(coding)
        .join(response, response.c.id == coding.c.response)
        .where(response.c.wave.in_(waves))
        .order_by(coding.c.code)
    )
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row.response, row.question), []).append(row.code)
    return found


def read(data: bytes) -> dict[str, tuple[str, ...]]:
    """The codes of each id in a table. Raises CannotCode."""
    try:
        text = data.decode("utf-8-sig")
        head = text.partition("\n")[0]
        dialect = csv.excel_tab if "\t" in head else csv.excel
        rows = list(csv.DictReader(io.StringIO(text, newline=""), dialect=dialect, strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise CannotCode("it is no CSV in UTF-8: save it as “CSV UTF-8”") from None
    if not rows or not {"id", "codes"} <= set(rows[0]):
        raise CannotCode(
            "it needs the columns id and codes, and a row for each comment: begin with what “comments” wrote"
        )
    if len(rows) > MOST_ROWS:
        raise CannotCode(f"it has more than {MOST_ROWS:,} rows")
    found: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(rows, 2):
        which = plain(row["id"] or "")
        if which in found:
            raise CannotCode(f"row {number}: the id {which!r} stands there twice")
        found[which] = _codes(row["codes"] or "", number)
    return found


def _codes(cell: str, number: int) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code for part in plain(cell).split(BETWEEN) if (code := part.strip().lower())))
    if len(codes) > MOST:
        raise CannotCode(f"row {number}: more than {MOST} codes")
    if any(len(code) > LONGEST for code in codes):
        raise CannotCode(f"row {number}: a code is longer than {LONGEST} characters; put “;” between codes")
    return codes


def keep(work: Work, waves: Sequence[str], codes: Mapping[str, Iterable[str]]) -> int:
    """Let these codes take the place of what these comments had; how many comments have some. Raises CannotCode."""
    known = {one.id: one for one in _comments(work, waves)}
    strange = next((one for one in codes if one not in known), None)
    if strange is not None:
        raise CannotCode(f"the id {strange!r} is of no comment in this wave")
    rows: list[dict[str, Any]] = []
    for which, given in codes.items():
        one = known[which]
        hers = (coding.c.response == one.response, coding.c.question == one.question)
        work.connection.execute(sa.delete(coding).where(*hers))
        rows += [{"response": one.response, "question": one.question, "code": code} for code in given]
    if rows:
        work.connection.execute(sa.insert(coding), rows)
    return len({(row["response"], row["question"]) for row in rows})


def _comments(work: Work, waves: Sequence[str]) -> list[Comment]:
    rows = work.connection.execute(
        sa.select(response.c.id, response.c.answers, wave.c.instrument)
        .join(wave, wave.c.id == response.c.wave)
        .where(response.c.wave.in_(waves))
    )
    found = []
    for row in rows:
        texts = {one.id for one in instrument_of(row.instrument).questions if one.type == "text"}
        found += [
            Comment(_id(row.id, name), row.id, name, text)
            for name, text in _answers(row.answers).items()
            if name in texts
        ]
    return found


def _id(which: str, question: str) -> str:
    return hashlib.sha256(f"{which}:{question}".encode()).hexdigest()[:16]
