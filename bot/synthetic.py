"""Invented surveys for the demonstration: three years of one, a closed workshop, and one that is open; and a register
of workshops to which fewer come from one sector, some of whom have gone silent.

Everything goes the way of real ones: launched, answered and closed, at moments in the past.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.demonstration import UNHEARD, WORKSPACE
from bot.flows.questionnaire import Mode
from bot.flows.register import Sheet
from bot.membership import attendance, members, terms
from bot.surveys import instruments
from bot.surveys.instrument import Instrument, Question
from bot.tables import address, asked, draft, member, person, series, wave
from bot.waves import closing, launching
from bot.waves.launching import Plan
from bot.work import Work

HOME = "worcestershire"
MARK = "synthetic, for the demonstration"
MEMBERS = 30
SECTORS = ("education", "health", "local-authority")
YEAR = timedelta(days=364)
LATELY = timedelta(days=30)
GONE = timedelta(days=500)  # before the terms that engagement shows
OPEN_DAYS = 14
ANSWER = 0.8  # of those who are asked
BETTER = {"trust": 0.5, "respect": 0.2}  # points a year
ORGANISATIONS = {
    "education": "An invented school",
    "health": "An invented clinic",
    "local-authority": "An invented council team",
}
BUSY, SILENT = (4, 7), (10, 13, 16)  # of those who stay, all from health: no longer at workshops; nor heard at all
DONE = "Papers go out a week before each meeting, and the chair goes round."


def stage(work: Work, platform: str) -> bool:
    """Let there be invented surveys and members, unless they are there; whether they were made."""
    there = sa.select(series.c.id).where(series.c.collaborative == HOME, series.c.name.endswith(f"({MARK})"))
    if work.connection.execute(there.limit(1)).first():
        return False
    chance = random.Random(HOME)
    leaning = {who: chance.gauss(0.2, 0.6) for who in _invented(work)}
    pulse, workshop = instruments.load("relational-pulse"), instruments.load("workshop-feedback")
    for year in range(3):
        then = replace(work, now=work.now - LATELY - (2 - year) * YEAR)
        which = _asked(then, pulse, "confidential")
        _answer(then, which, pulse, {who: one + chance.gauss(0, 0.3) for who, one in leaning.items()}, year, chance)
        _close(then, which, DONE if year == 1 else "")
    then = replace(work, now=work.now - LATELY)
    which = _asked(then, workshop, "anonymous")
    _answer(then, which, workshop, leaning, 0, chance)
    _close(then, which)
    which = _asked(work, workshop, "anonymous")
    _answer(work, which, workshop, dict(list(leaning.items())[: MEMBERS // 2]), 0, chance)
    people = list(leaning)
    _stay(work, people[: len(UNHEARD)], platform)
    _leave(work, people[len(UNHEARD) :])
    return True


def _invented(work: Work) -> list[int]:
    """Members without accounts: what is past was never sent to them."""
    since = replace(work, now=work.now - 3 * YEAR)
    rows = [{"locality": HOME, "role": "", "created": since.now} for _ in range(MEMBERS)]
    made = work.connection.execute(sa.insert(person).returning(person.c.id), rows)
    people = list(made.scalars())
    for number, who in enumerate(people):
        sector = SECTORS[number % len(SECTORS)]
        facts = {"name": f"Invented member {number + 1}", "sector": sector, "organisation": ORGANISATIONS[sector]}
        members.admit(since, who, HOME, **facts)
    return people


def _stay(work: Work, people: Sequence[int], platform: str) -> None:
    """They can be written to from now on. Each term there was a workshop, to which fewer came."""
    at = {"platform": platform, "workspace": WORKSPACE}
    rows = [{**at, "account": account, "person": who} for account, who in zip(UNHEARD, people, strict=True)]
    work.connection.execute(sa.insert(address), [{**row, "unreachable": False} for row in rows])
    today = work.now.date()
    begun = terms.begun(work, HOME)
    away: tuple[set[int], ...] = (set(), set(SILENT), {*SILENT, *BUSY})
    for term, missing in zip(begun, away, strict=True):
        sheet = Sheet(HOME, f"Workshop ({MARK})", min(term.first + timedelta(days=20), today))
        attendance.keep(work, sheet, [who for number, who in enumerate(people) if number not in missing])
    for number, who in enumerate(people):
        heard = begun[0].month if number in SILENT else f"{today:%Y-%m}"
        work.connection.execute(sa.update(member).where(member.c.person == who).values(heard=heard))


def _leave(work: Work, people: Sequence[int]) -> None:
    """Who answered in earlier years and is no longer there."""
    theirs = sa.update(member).where(member.c.person.in_(people), member.c.collaborative == HOME)
    work.connection.execute(theirs.values(left=work.now - GONE, shown=False))


def _asked(work: Work, instrument: Instrument, mode: Mode) -> str:
    title = instrument.title[instrument.languages[0]]
    return launching.launch(work, None, Plan(HOME, instrument, mode, open_days=OPEN_DAYS, name=f"{title} ({MARK})"))


def _answer(
    work: Work, which: str, instrument: Instrument, leaning: Mapping[int, float], year: int, chance: random.Random
) -> None:
    rows = []
    for who, one in leaning.items():
        if chance.random() < ANSWER:
            for question in instrument.asked:
                felt = one + BETTER.get(question.dimension, 0.0) * year
                value = _chosen(question, felt + chance.gauss(0, 0.7))
                if value:
                    rows.append({"wave": which, "person": who, "question": question.id, "value": value})
    work.connection.execute(sa.insert(draft), [{**row, "skipped": False} for row in rows])
    finished = sa.update(asked).where(asked.c.wave == which, asked.c.person.in_({row["person"] for row in rows}))
    work.connection.execute(finished.values(state="finished"))


def _chosen(question: Question, felt: float) -> str:
    """The answer nearest to what somebody feels, 0 being in the middle; "" where there are no scores."""
    scored = sorted((one for one in question.options if one.score is not None), key=lambda one: one.score or 0)
    if question.type != "select_one" or not scored:
        return ""
    turned = -felt if question.reversed else felt
    place = round((len(scored) - 1) / 2 + turned)
    return scored[min(max(place, 0), len(scored) - 1)].value


def _close(work: Work, which: str, done: str = "") -> None:
    closing.close(replace(work, now=work.now + timedelta(days=OPEN_DAYS)), which)
    silent = sa.update(asked).where(asked.c.wave == which, asked.c.state == "unreached")
    work.connection.execute(silent.values(state="invited"))  # nothing is sent to the invented: say that it was
    work.connection.execute(sa.update(wave).where(wave.c.id == which).values(done=done))
