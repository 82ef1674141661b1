"""What a collaborative is: made from what the reports say of it, changed by its anchors."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from bot import members
from bot.tables import collaborative, member, office, subgroup
from bot.work import Work
from knowledge.collaborative import Collaborative

LONGEST_NAME = 120
OVER = ("ended", "superseded", "example")


@dataclass(frozen=True, slots=True)
class Standing:
    """A collaborative as it stands."""

    id: str
    name: str
    zone: str
    quiet_from: str
    quiet_to: str
    guests: bool
    vision: str
    mission: str
    priorities: tuple[str, ...]
    groups: tuple[str, ...]
    members: int
    anchors: int


def create(work: Work, slug: str, name: str, known: Collaborative | None = None) -> bool:
    """Let there be a collaborative; what is told of it is kept where nothing is yet. False if there was one."""
    made = members.establish(work, slug, name)
    if made:
        members.note(work, None, "collaborative made", slug)
    if known:
        _fill(work, slug, known)
    return made


def _fill(work: Work, slug: str, known: Collaborative) -> None:
    untold = (collaborative.c.id == slug, collaborative.c.vision == "", collaborative.c.mission == "")
    told = {
        "vision": "\n".join(known.vision),
        "mission": known.mission.strip(),
        "priorities": msgspec.json.encode(known.priorities).decode(),
    }
    filled = work.connection.execute(sa.update(collaborative).where(*untold).values(told))
    if not filled.rowcount:
        return
    for group in known.subgroups:
        work.connection.execute(
            work.insert(subgroup)
            .values(
                collaborative=slug,
                slug=group.id[:40],
                name=group.name[:LONGEST_NAME],
                purpose=group.purpose.strip(),
                ended=group.stage in OVER,
            )
            .on_conflict_do_nothing()
        )


def standing(work: Work) -> list[Standing]:
    """Every collaborative, in order."""
    return [_standing(work, row) for row in work.connection.execute(sa.select(collaborative).order_by("id")).all()]


def _standing(work: Work, row: sa.Row[tuple[object, ...]]) -> Standing:
    groups = sa.select(subgroup.c.name).where(subgroup.c.collaborative == row.id, subgroup.c.ended.is_(False))
    count = sa.select(sa.func.count())
    anchors = count.select_from(office).where(office.c.collaborative == row.id, office.c.kind == "anchor")
    return Standing(
        row.id,
        row.name,
        row.zone,
        row.quiet_from,
        row.quiet_to,
        row.guests,
        row.vision,
        row.mission,
        tuple(msgspec.json.decode(row.priorities, type=list[str])),
        tuple(work.connection.execute(groups.order_by(subgroup.c.id)).scalars()),
        work.connection.execute(count.select_from(member).where(members.active(row.id))).scalar_one(),
        work.connection.execute(anchors).scalar_one(),
    )
