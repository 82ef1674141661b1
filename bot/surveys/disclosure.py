"""The one way out. Whatever is shown, said, drawn or exported of answers has passed here, and is a `Disclosed`.

What was published is kept in a register, and every new publication is held against everything that was published of
the same answers: what is published stays as it is, and what would give something away beside it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

import numpy as np

from bot.surveys import statistics
from bot.surveys.acceptance import Earlier, accept, registered, too_telling
from bot.surveys.cell_detail import alike_cell, at_least, cell_of, nearly_alike
from bot.surveys.change import disclose_change
from bot.surveys.disclosed import (
    EVERYBODY,
    SCALE,
    SEAL,
    Cell,
    Comments,
    Disclosed,
    Hidden,
    Population,
    Published,
    Rate,
    Register,
    Score,
    Thresholds,
    body_of,
)
from bot.surveys.inference import Counts
from bot.surveys.instrument import Instrument
from bot.surveys.table import Asked, Bundle, Table, bundles, statements
from bot.surveys.wave import Item, Wave

__all__ = ["Asked", "Disclosed", "Register", "Series", "Thresholds", "disclose", "disclose_change", "disclose_series"]


def disclose(
    wave: Wave,
    asked: Asked | None = None,
    thresholds: Thresholds | None = None,
    register: Register = (),
    series: Sequence[Wave] = (),
) -> tuple[Disclosed, Register]:
    """What may be shown of a closed wave, and the register with it. `series` are the waves of constant samples."""
    asked, thresholds = asked or Asked(), thresholds or Thresholds()
    rate = _rate(wave, thresholds)
    about = (wave.id, wave.when, wave.mode, wave.instrument)
    if rate.n is None:
        return Disclosed(SEAL, *about, rates=(rate,), thresholds=thresholds, done=wave.done), register
    ours = tuple(one for one in register if one.wave == wave.id)
    shown = _Shown()
    for rows in wave.rows:
        table = Table(wave, rows, asked, ours, series, thresholds)
        for bundle in bundles(wave.instrument, rows):
            _publish(table, bundle, shown)
        shown.sizes.update({one: table.size(one) for one in table.wanted})
    shown.scores += _pooled(wave.instrument, shown)
    disclosed = Disclosed(
        SEAL,
        *about,
        rates=(rate, *_group_rates(wave, shown, thresholds)),
        cells=tuple(shown.cells),
        scores=tuple(shown.scores),
        comments=tuple(_comments(wave, asked, thresholds)),
        hidden=tuple(shown.hidden),
        thresholds=thresholds,
        done=wave.done,
    )
    return disclosed, register + tuple(_entries(wave.id, disclosed, ours))


@dataclass(frozen=True, slots=True)
class Series:
    """Waves of one survey, the first first, and the changes from each to the next."""

    waves: tuple[Disclosed, ...]
    changes: tuple[Disclosed, ...] = ()


def disclose_series(
    waves: Sequence[Wave],
    by: tuple[tuple[str, ...], ...] = (),
    together: Mapping[tuple[str, ...], int] | None = None,
    thresholds: Thresholds | None = None,
    register: Register = (),
) -> tuple[Series, Register]:
    """Everybody's answers first, then those of the same people and how they changed, then groups as far as they go.

    `together` says how many were asked in all waves of a sample (their ids in alphabetical order).
    """
    of = together or {}
    for wave in waves:
        _, register = disclose(wave, None, thresholds, register, waves)
    sample = tuple(sorted(wave.id for wave in waves))
    keyed = len(waves) > 1 and all(one.keys is not None for wave in waves for one in wave.rows)
    asked = Asked(constant=(sample,) if keyed else (), together=of)
    if len(waves) > 2:
        for wave in waves:
            _, register = disclose(wave, asked, thresholds, register, waves)
    changes: list[Disclosed] = []
    for before, after in reversed([*pairwise(waves)]):
        for whose in dict.fromkeys([tuple(sorted((before.id, after.id))), sample]):
            given = (before, after, thresholds, register, of.get(whose), waves, whose, tuple(chain.from_iterable(by)))
            change, register = disclose_change(*given)
            changes.insert(0, change)
    shown = []
    for wave in waves:
        disclosed, register = disclose(wave, replace(asked, by=by), thresholds, register, waves)
        shown.append(disclosed)
    return Series(tuple(shown), tuple(changes)), register


@dataclass(slots=True)
class _Shown:
    """What is let through so far."""

    cells: list[Cell] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    sizes: dict[Population, int] = field(default_factory=dict)


def _publish(table: Table, bundle: Bundle, shown: _Shown) -> None:
    """Everybody first, then whatever may stand beside what is published of the same answers."""
    before = registered(table, bundle)
    if before.drifted:
        return _reissue(table, bundle, before, shown)
    open_items = _publish_everybody(table, bundle, before, shown)
    scale = bundle.dimension if len(open_items) == len(bundle.items) else ""
    if scale:
        _publish_score(table, bundle, before, EVERYBODY, shown)
    if not open_items:
        return None
    counts = table.counts(open_items)
    wanted = [one for one in table.wanted if one not in before.populations]
    accepted = accept(table, counts, [EVERYBODY, *before.populations], wanted, before.changes)
    for population in table.wanted:
        if population not in before.populations and population not in accepted:
            shown.hidden += [Hidden(item.id, population) for item in open_items]
            continue
        inside = table.member(population)
        for item, held in zip(open_items, counts[:, inside].sum(axis=1)):
            stored = before.cells.get((item.id, population))
            if stored is None and too_telling(held[None], table.fewest(population)):
                shown.hidden.append(Hidden(item.id, population))
            else:
                shown.cells.append(stored or cell_of(item, population, held, table.of(population)))
        if scale:
            _publish_score(table, bundle, before, population, shown)
    return None


def _reissue(table: Table, bundle: Bundle, before: Earlier, shown: _Shown) -> None:
    """As it was published, and nothing else."""
    for population in (EVERYBODY, *table.wanted):
        for item in bundle.items:
            stored = before.cells.get((item.id, population))
            shown.cells += [stored] if stored else []
            shown.hidden += [] if stored else [Hidden(item.id, population)]
        shown.scores += [before.scores[population]] if population in before.scores else []


def _publish_everybody(table: Table, bundle: Bundle, before: Earlier, shown: _Shown) -> list[Item]:
    """The full sample; and the statements that may be broken down further."""
    further = []
    everybody = table.counts(bundle.items).sum(axis=1)
    if any(item.ranked and nearly_alike(held) for item, held in zip(bundle.items, everybody)):
        return _publish_clear_ranking(table, bundle, before, everybody, shown)
    for item, held in zip(bundle.items, everybody):
        if held.sum() < table.thresholds.closed:
            shown.hidden.append(Hidden(item.id, EVERYBODY))
            continue
        nearly = nearly_alike(held)
        fresh = alike_cell(item, held, table.wave.invited) if nearly else None
        stored = before.cells.get((item.id, EVERYBODY))
        shown.cells.append(stored or fresh or cell_of(item, EVERYBODY, held, table.wave.invited))
        if nearly:
            shown.hidden += [Hidden(item.id, one) for one in table.wanted]
        else:
            further.append(item)
    return further


def _publish_clear_ranking(
    table: Table, bundle: Bundle, before: Earlier, everybody: Counts, shown: _Shown
) -> list[Item]:
    """Where nearly all gave an option the same place, only that is said: the other options' places would tell who did
    not."""
    for item, held in zip(bundle.items, everybody):
        stored = before.cells.get((item.id, EVERYBODY))
        enough = held.sum() >= table.thresholds.closed
        if stored or (enough and nearly_alike(held)):
            shown.cells.append(stored or alike_cell(item, held, table.wave.invited))
        else:
            shown.hidden.append(Hidden(item.id, EVERYBODY))
        shown.hidden += [Hidden(item.id, one) for one in table.wanted]
    return []


def _publish_score(table: Table, bundle: Bundle, before: Earlier, population: Population, shown: _Shown) -> None:
    stored = before.scores.get(population)
    if stored:
        shown.scores.append(stored)
        return
    scores = table.scale(bundle.items)[table.member(population)[table.place]]
    of = table.of(population)
    answered = statistics.scale_scores(scores)
    n = int((~np.isnan(answered)).sum())
    if 2 * n >= len(scores):
        mean = statistics.mean(statistics.moments(answered), at_least(of, n))
    else:  # each was asked a few statements only
        mean = statistics.composite(scores, of)
    if mean.n >= table.fewest(population):
        shown.scores.append(Score(bundle.dimension, population, mean.n, of, mean))
    else:
        shown.hidden.append(Hidden(f"{SCALE}{bundle.dimension}", population))


def _pooled(instrument: Instrument, shown: _Shown) -> list[Score]:
    """Scores of dimensions whose statements have rows of their own, from what is shown of each."""
    cells = {(cell.item, cell.population): cell for cell in shown.cells}
    there = {(score.dimension, score.population) for score in shown.scores}
    found = []
    for dimension in instrument.dimensions:
        ours = [item.id for item in statements(instrument, dimension)]
        for population in dict.fromkeys(cell.population for cell in shown.cells):
            means = [cells[one, population].mean for one in ours if (one, population) in cells]
            known = [one for one in means if one is not None]
            if (dimension, population) in there or len(known) < max(2, len(ours)):
                continue
            mean = statistics.pooled(known)
            found.append(Score(dimension, population, mean.n, cells[ours[0], population].of, mean))
    return found


def _rate(wave: Wave, thresholds: Thresholds) -> Rate:
    return Rate(EVERYBODY, wave.answered if wave.answered >= thresholds.closed else None, wave.invited)


def _group_rates(wave: Wave, shown: _Shown, thresholds: Thresholds) -> Iterator[Rate]:
    """Of the groups that are shown. Where fewer than k did not answer, only that it was nearly all."""
    visible = {cell.population for cell in shown.cells}
    for population, n in shown.sizes.items():
        if population not in visible or population.constant or len(population.groups) != 1:
            continue
        [(name, label)] = population.groups
        of = wave.invited_by.get(name, {}).get(label)
        if of is not None:
            nearly = of - n < thresholds.closed
            yield Rate(population, None if nearly else n, of, nearly)


def _comments(wave: Wave, asked: Asked, thresholds: Thresholds) -> Iterator[Comments]:
    for question, words in wave.comments.items():
        codes = wave.coded.get(question, ())
        if len(words) < thresholds.text:
            continue
        under: dict[str, list[str]] = {}
        for text, given in zip(words, codes):
            for code in set(given):
                under.setdefault(code, []).append(text)
        many = {code: texts for code, texts in under.items() if len(texts) >= thresholds.closed}
        counted = tuple(sorted(((code, len(texts)) for code, texts in many.items()), key=lambda one: (-one[1], one[0])))
        quotes = tuple((code, tuple(sorted(many[code]))) for code, _ in counted) if asked.quotes else ()
        yield Comments(question, len(words), counted, quotes)


def _entries(wave: str, disclosed: Disclosed, before: Register) -> Iterator[Published]:
    """What the register did not have yet."""
    there = {(one.kind, one.subject, one.population) for one in before}
    found = [
        *(Published(wave, "cell", one.item, one.population, one.n, body_of(one)) for one in disclosed.cells),
        *(
            Published(wave, "score", SCALE + one.dimension, one.population, one.n, body_of(one))
            for one in disclosed.scores
        ),
    ]
    return (one for one in found if (one.kind, one.subject, one.population) not in there)
