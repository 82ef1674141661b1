"""The adversary at a closed wave: everything that a database holds of it, held against who was asked.

Whose an anonymous answer is, this does not know either. So it says what could link at all, and pairs rows with people
by what both tell of their groups; a test that knows the truth measures the same attacks against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from bot.privacy.keys import pseudonym
from bot.surveys.attack import (
    Finding,
    by_groups,
    by_likeness,
    by_number,
    by_order,
    rarest,
    shared_values,
    words_in_logs,
)
from bot.tables import address, asked, conversation, draft, member, metadata, outbox, person, response, series, wave
from bot.waves import taking
from bot.work import Work

TYPED = ("text", "date", "integer", "decimal")
GROUPS = ("wave", "sector", "subgroups")  # what rows and people have in common by design; `by_groups` measures it
_answers = msgspec.json.Decoder(dict[str, str]).decode


@dataclass(frozen=True, slots=True)
class Attacked:
    """What an intruder learns. `links` say in words what ties answers to people; there should be none."""

    wave: str
    mode: str
    took_part: int
    rows: int
    rarest: int
    findings: tuple[Finding, ...]
    links: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether nothing links better than chance."""
        return not self.links and all(one.at_chance for one in self.findings)


def attack(work: Work, which: str, log: Iterable[str] = (), drafts: int = 0) -> Attacked:
    """Attack one wave. `drafts` are what a backup from while it was open holds of it."""
    about = work.connection.execute(
        sa.select(wave, series.c.mode).join(series, series.c.id == wave.c.series).where(wave.c.id == which)
    ).one()
    people = as_they_lie(work, asked, which)
    rows = as_they_lie(work, response, which)
    took_part = [one for one in people if one["state"] == "finished"]
    whole = [one for one in rows if one["sector"] or one["key"] or one["person"]]
    return Attacked(
        wave=which,
        mode=about.mode,
        took_part=about.answered,
        rows=len(rows),
        rarest=rarest(_groups(one) for one in whole),
        findings=(*_by_order(work, about, took_part, whole), _by_groups(people, whole)),
        links=tuple(_links(work, about, people, rows, log, drafts)),
    )


def as_they_lie(work: Work, table: sa.Table, which: str) -> list[Mapping[str, Any]]:
    """In the order in which the database file has them, not in any that we ask for."""
    lie: sa.ColumnClause[Any] = sa.literal_column(
        f"{table.name}.{'rowid' if work.connection.dialect.name == 'sqlite' else 'ctid'}"
    )
    rows = work.connection.execute(sa.select(table).where(table.c.wave == which).order_by(lie)).mappings()
    return [{str(name): value for name, value in row.items()} for row in rows]


def _groups(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["sector"], row["subgroups"]


def _by_order(
    work: Work, about: Any, took_part: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
) -> Iterable[Finding]:
    """By the order in which rows lie, and by that of their ids. Who owns a row is known where it says so."""
    owners = _owners(work, about, took_part)
    people = [one["person"] for one in took_part]
    if owners:
        known = [owners.get(one["key"] or one["person"], 0) for one in rows]
        yield by_order(people, known)
        yield by_number({one: one for one in people}, [(row["id"], whose) for row, whose in zip(rows, known)])
        return
    for name, ordered in (("row order", rows), ("ids", sorted(rows, key=lambda row: str(row["id"])))):
        shown = [row["sector"] for row in ordered]
        seen = [one["sector"] if one["sector"] in set(shown) else "" for one in took_part]
        yield by_likeness(seen, shown, name)
        yield by_likeness(seen, shown[::-1], f"{name}, backwards")


def _owners(work: Work, about: Any, people: Iterable[Mapping[str, Any]]) -> dict[Any, int]:
    """By what a row says of its owner; nothing where the mode says nothing, or the key is gone."""
    if about.mode == "named":
        return {one["person"]: one["person"] for one in people}
    if about.mode == "confidential" and (work.keys / about.series).exists():
        return {pseudonym(work.keys, about.series, one["person"]): one["person"] for one in people}
    return {}


def _by_groups(people: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> Finding:
    """Rows whose groups one of those who were asked has alone: a colleague knows whose they are."""
    shown = [_groups(row) for row in rows]
    held = {one["person"]: _groups(one) for one in people}
    owner = {groups: who for who, groups in held.items()}
    found = by_groups(held, [(groups, owner.get(groups, 0)) for groups in shown])
    return Finding("groups that one person alone has", found.tries, found.hits, 0.0)


def _links(
    work: Work, about: Any, people: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]],
    log: Iterable[str], drafts: int,
) -> Iterable[str]:  # fmt: skip
    timed = [column.name for column in response.columns if column.type.python_type is datetime]
    if timed:
        yield f"answers hold a time: {', '.join(timed)}"
    if about.mode != "named":
        for (ours, theirs), count in _shared(work, people, rows).items():
            yield f"{ours} and {theirs} of the answers have {count} values in common that nobody else has"
    left = work.connection.execute(sa.select(sa.func.count()).where(draft.c.wave == about.id)).scalar_one()
    if left:
        yield f"{left} drafts were not wiped"
    if drafts and about.mode == "anonymous":
        yield f"a backup holds {drafts} drafts beside their people"
    said = words_in_logs(list(log), _typed(about, rows))
    if said:
        yield f"{len(said)} answers that were typed stand in the log"


def _shared(
    work: Work, people: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, str], int]:
    ours = [{name: value for name, value in row.items() if name not in GROUPS} for row in rows]
    who = [one["person"] for one in people]
    known = [{f"asked.{name}": value for name, value in one.items() if name not in GROUPS} for one in people]
    for table in (person, address, member, conversation, outbox):
        known += _about(work, table, who)
    return {pair: count for pair, count in shared_values([one for one in known if one], ours).items() if count}


def _about(work: Work, table: sa.Table, who: Sequence[int]) -> list[dict[str, Any]]:
    """What else is kept about these people."""
    here = metadata.tables[table.name].columns
    if table is outbox:
        accounts = sa.select(address.c.account).where(address.c.person.in_(who))
        query = sa.select(table).where(outbox.c.account.in_(accounts))
    else:
        query = sa.select(table).where((here.id if table is person else here.person).in_(who))
    return [
        {f"{table.name}.{name}": value for name, value in row.items() if value != ""}
        for row in work.connection.execute(query).mappings()
    ]


def _typed(about: Any, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    typed = {one.id for one in taking.instrument_of(about.instrument).questions if one.type in TYPED}
    return [value for row in rows for name, value in _answers(row["answers"]).items() if name in typed]
