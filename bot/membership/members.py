"""Who belongs to which collaborative and as what, asked and changed within a transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal

import sqlalchemy as sa

from bot import many
from bot.flows.permission import MAY, Action, NotAllowed, Role, may
from bot.messages import Address
from bot.tables import address, audit, collaborative, member, metadata, office, person, preference, subgroup
from bot.work import Work, at_each, each_workspace

Office = Literal["anchor", "facilitator"]


# ---- collaboratives


def establish(work: Work, slug: str, name: str) -> bool:
    """Let there be a collaborative of this name; False if there is one."""
    made = (
        work.insert(collaborative)
        .values(id=slug, name=name, made=work.now)
        .on_conflict_do_nothing()
        .returning(collaborative.c.id)
    )
    return work.connection.execute(made).scalar() is not None


def names(work: Work, slugs: list[str]) -> dict[str, str]:
    """How collaboratives are called; one that has no row yet by its slug."""
    rows = work.connection.execute(
        sa.select(collaborative.c.id, collaborative.c.name).where(collaborative.c.id.in_(slugs))
    )
    known = {row.id: row.name for row in rows}
    return {slug: known.get(slug, slug) for slug in slugs}


# ---- roles


def roles(work: Work, who: int, slug: str) -> frozenset[Role]:
    """What somebody is there; at least a guest."""
    found = {Role.GUEST}
    if work.connection.execute(sa.select(person.c.id).where(person.c.id == who, person.c.locality == slug)).first():
        found.add(Role.PRACTITIONER)
    if is_member(work, who, slug):
        found.add(Role.MEMBER)
        leads = sa.select(subgroup.c.id).where(
            subgroup.c.collaborative == slug, subgroup.c.lead == who, subgroup.c.ended.is_(False)
        )
        if work.connection.execute(leads).first():
            found.add(Role.LEAD)
    kinds = work.connection.execute(
        sa.select(office.c.kind).where(office.c.person == who, office.c.collaborative == slug)
    )
    found.update(Role(kind) for kind in kinds.scalars())
    return frozenset(found)


def everywhere(work: Work, who: int) -> frozenset[Role]:
    """What somebody is in any collaborative."""
    held = work.connection.execute(sa.select(office.c.collaborative).where(office.c.person == who)).scalars()
    slugs = {*of(work, who), *held}
    return frozenset(role for slug in slugs for role in roles(work, who, slug))


def check(work: Work, who: int, action: Action, slug: str) -> None:
    """Raises NotAllowed unless somebody may do this there."""
    if not may(roles(work, who, slug), action):
        raise NotAllowed(action)


def where(work: Work, who: int, action: Action) -> list[str]:
    """The collaboratives in which somebody may do this, in order."""
    held = sa.select(office.c.collaborative).where(
        office.c.person == who, office.c.kind.in_([role.value for role in MAY[action]])
    )
    found = set(work.connection.execute(held).scalars())
    if Role.MEMBER in MAY[action]:
        found.update(of(work, who))
    return sorted(found)


# ---- membership


def active(slug: str | sa.BindParameter[Any]) -> sa.ColumnElement[bool]:
    """The condition on `member` of those who belong to a collaborative now."""
    return sa.and_(member.c.collaborative == slug, member.c.left.is_(None))


def is_member(work: Work, who: int, slug: str) -> bool:
    return bool(among(work, {who}, {slug}))


def among(work: Work, people: Collection[int], slugs: Collection[str]) -> set[tuple[int, str]]:
    """Who of these people belongs to which of these collaboratives now."""
    rows = work.connection.execute(_AMONG, {"people": many.padded(people), "slugs": many.padded(slugs)})
    return {(row.person, row.collaborative) for row in rows}


_AMONG = sa.select(member.c.person, member.c.collaborative).where(
    member.c.person.in_(sa.bindparam("people", expanding=True)),
    member.c.collaborative.in_(sa.bindparam("slugs", expanding=True)),
    member.c.left.is_(None),
)


def of(work: Work, who: int) -> list[str]:
    """The collaboratives that somebody belongs to now."""
    rows = sa.select(member.c.collaborative).where(member.c.person == who, member.c.left.is_(None))
    return sorted(work.connection.execute(rows).scalars())


def audience(slug: str | sa.BindParameter[Any]) -> sa.Select[Any]:
    """The ids of the members who want to hear from the bot, in order."""
    stopped = sa.exists().where(preference.c.person == member.c.person, preference.c.stopped.is_(True))
    return sa.select(member.c.person).where(active(slug), ~stopped).order_by(member.c.person)


def who_may_be_written_to(work: Work, people: Sequence[int]) -> list[int]:
    """Those of them who have not stopped what the bot starts."""
    stopped = sa.select(preference.c.person).where(preference.c.person.in_(people), preference.c.stopped.is_(True))
    return sorted(set(people) - set(work.connection.execute(stopped).scalars()))


def admit(work: Work, who: int, slug: str, **facts: Any) -> None:
    """Let somebody belong to a collaborative, for the first time or again; whose place is not known works there."""
    values = {"left": None, "heard": work.now.strftime("%Y-%m"), **facts}
    work.connection.execute(
        work.insert(member)
        .values(person=who, collaborative=slug, joined=work.now, **values)
        .on_conflict_do_update(index_elements=["person", "collaborative"], set_=values)
    )
    work.connection.execute(sa.update(person).where(person.c.id == who, person.c.locality == "").values(locality=slug))


def heard_from(work: Work, senders: Sequence[Address]) -> None:
    """Keep the month in which people were last heard, and nothing closer."""
    for heard in _HEARD:
        each_workspace(work.connection, heard, senders, {"month": work.now.strftime("%Y-%m")})


_HEARD = tuple(
    sa.update(who.table)
    .where(
        who.in_(sa.select(address.c.person).where(*at_each(address.c.account))),
        who.table.c.heard != sa.bindparam("month"),
    )
    .values(heard=sa.bindparam("month"))
    for who in (member.c.person, person.c.id)
)


def forget_stranger(work: Work, who: int) -> None:
    """Let somebody be nobody again about whom nothing is kept but one address."""
    known = (sa.exists().where(column == person.c.id) for column in _REFERRING)
    addresses = sa.select(sa.func.count()).where(address.c.person == person.c.id).scalar_subquery()
    nobody = (person.c.locality == "", addresses < 2, ~sa.or_(*known))
    work.connection.execute(sa.delete(person).where(person.c.id == who, *nobody))


_REFERRING = [
    column
    for table in metadata.sorted_tables
    for column in table.columns
    if column.references(person.c.id) and table is not address
]


# ---- offices


def appoint(work: Work, who: int, slug: str, kind: Office = "anchor", name: str = "") -> bool:
    """Give somebody an office; False if she has it. `name` is what whoever is no member there is called."""
    made = (
        work.insert(office)
        .values(person=who, collaborative=slug, kind=kind, name=name)
        .on_conflict_do_nothing()
        .returning(office.c.person)
    )
    return work.connection.execute(made).scalar() is not None


def dismiss(work: Work, who: int, slug: str, kind: Office = "anchor") -> bool:
    """Take an office from somebody; False if she has it not."""
    gone = sa.delete(office).where(office.c.person == who, office.c.collaborative == slug, office.c.kind == kind)
    return work.connection.execute(gone).rowcount == 1


def holders(work: Work, slug: str, kind: Office = "anchor") -> list[int]:
    """Who has an office there."""
    rows = sa.select(office.c.person).where(office.c.collaborative == slug, office.c.kind == kind)
    return sorted(work.connection.execute(rows).scalars())


def anchors_held(work: Work, slug: str) -> list[int]:
    """The anchors, who stay so until the commit: of two who go at once, the second sees that she is the last."""
    rows = sa.select(office.c.person).where(office.c.collaborative == slug, office.c.kind == "anchor")
    return list(work.connection.execute(rows.order_by(office.c.person).with_for_update()).scalars())


def only_anchor(work: Work, who: int) -> list[str]:
    """Where somebody is the only anchor, of others who belong there: the collaboratives that she must hand over."""
    anchored = sa.select(office.c.collaborative).where(office.c.person == who, office.c.kind == "anchor")
    for slug in sorted(work.connection.execute(anchored).scalars()):
        anchors_held(work, slug)
    other = office.alias()
    shared = sa.exists().where(
        other.c.collaborative == office.c.collaborative, other.c.kind == "anchor", other.c.person != who
    )
    others = sa.exists().where(
        member.c.collaborative == office.c.collaborative, member.c.left.is_(None), member.c.person != who
    )
    return sorted(work.connection.execute(anchored.where(~shared, others)).scalars())


def offices(work: Work) -> list[tuple[str, str, Address]]:
    """Every office with its holders' addresses: collaborative, kind, address."""
    rows = work.connection.execute(
        sa.select(office.c.collaborative, office.c.kind, address.c.platform, address.c.workspace, address.c.account)
        .join(address, address.c.person == office.c.person)
        .order_by(*office.primary_key.columns, address.c.platform, address.c.workspace, address.c.account)
    )
    return [(row.collaborative, row.kind, Address(row.platform, row.workspace, row.account)) for row in rows]


# ---- the audit log


def note(
    work: Work, who: int | None, action: str, slug: str = "", about: int | None = None, count: int = 0, detail: str = ""
) -> None:
    """Keep who did what to whom: never a word of a message. `who` is None for the command line and the clock."""
    work.connection.execute(
        sa.insert(audit).values(
            at=work.now, who=who, action=action, collaborative=slug, about=about, count=count, detail=detail[:200]
        )
    )
