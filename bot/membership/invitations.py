"""Invitations: made by an anchor, each with a code of its own that works once; codes are kept as fingerprints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.flows import invite
from bot.flows.invite import Begin, Draft, Invitee, Issue, Issued, ListOpen, Open, Preview, Revoke, Ways
from bot.flows.permission import Action
from bot.flows.turn import Effect, Wait
from bot.membership import codes, members
from bot.messages import Event, Message
from bot.tables import handle, invitation
from bot.work import Work

KEPT_AFTERWARDS = timedelta(days=30)  # what an invitation's code was, after it expired: to say so


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about invitations; what is said to whoever caused it."""
    match effect:
        case Begin():
            return _begin(work, who, effect)
        case Preview(draft, bubble):
            return _preview(work, who, draft, bubble)
        case Issue(draft, bubble):
            return _issue(work, who, draft, bubble)
        case ListOpen(slug, bubble):
            return _list_open(work, who, slug, bubble)
        case Revoke(number, bubble):
            return _revoke(work, who, number, bubble)
    return ()


# ---- making them


def _begin(work: Work, who: int, effect: Begin) -> Sequence[Message]:
    hers = members.where(work, who, Action.INVITE)
    if not hers:
        return (invite.NO_ANCHOR,)
    if effect.collaborative:
        members.check(work, who, Action.INVITE, effect.collaborative)
    names = members.names(work, hers)
    if not effect.collaborative and len(hers) > 1:
        return (invite.which(names, effect.bubble),)
    slug = effect.collaborative or hers[0]
    if effect.people:
        return _preview(work, who, Draft(slug, names[slug], effect.key, effect.people), effect.bubble)
    message, wait = invite.to_list(slug, names[slug], effect.bubble)
    work.wait(who, wait)
    return (message,)


def _preview(work: Work, who: int, draft: Draft, bubble: str) -> Sequence[Message]:
    members.check(work, who, Action.INVITE, draft.collaborative)
    work.wait(who, Wait(invite.FLOW, invite.keep(draft), invite.DRAFT_LASTS))
    return (invite.preview(draft, len(_replaced(work, draft)), bubble),)


def _issue(work: Work, who: int, draft: Draft | None, bubble: str) -> Sequence[Message]:
    """Make a code for each. A second press makes none: the first one ended the draft."""
    if draft is None:
        return (invite.OLD,)
    work.end(who, invite.FLOW)
    members.check(work, who, Action.INVITE, draft.collaborative)
    _take_back(work, _replaced(work, draft))
    made = [issue(work, draft.collaborative, one, who) for one in draft.people]
    members.note(work, who, "invited", draft.collaborative, count=len(made))
    return invite.issued(draft.name, made, ways(work), work.now + invite.LASTS, bubble)


def issue(work: Work, slug: str, invitee: Invitee, author: int | None, office: str = "") -> Issued:
    """One invitation, to join or to an office, and its code: from now on only its holder knows it."""
    code = codes.new()
    work.connection.execute(
        sa.insert(invitation).values(
            collaborative=slug,
            digest=codes.digest(code),
            name=invitee.name,
            email=invitee.email,
            organisation=invitee.organisation,
            sector=invitee.sector,
            office=office,
            author=author,
            made=work.now,
            expires=work.now + invite.LASTS,
        )
    )
    return Issued(invitee, code)


def ask(work: Work, slug: str, invitee: Invitee, author: int, office: str) -> Issued:
    """An invitation to an office, in the place of one of the same name that is open."""
    same = (_open(work, slug), invitation.c.office == office, invitation.c.name == invitee.name)
    _take_back(work, list(work.connection.execute(sa.select(invitation.c.id).where(*same)).scalars()))
    return issue(work, slug, invitee, author, office)


def _replaced(work: Work, draft: Draft) -> list[int]:
    """Open invitations of whoever is invited anew: known by e-mail, or by name where none is held."""
    emails = {one.email.lower() for one in draft.people if one.email}
    names = {one.name.lower() for one in draft.people if not one.email}
    rows = work.connection.execute(sa.select(invitation).where(_open(work, draft.collaborative)))
    return [
        row.id
        for row in rows
        if not row.office
        and (row.email.lower() in emails or (not row.email and row.name and row.name.lower() in names))
    ]


def ways(work: Work) -> Ways:
    """How the bot is found, as its platforms said when they started."""
    rows = work.connection.execute(sa.select(handle).order_by(handle.c.workspace)).all()
    names = {kind: tuple(row.name for row in rows if row.platform == kind) for kind in ("telegram", "slack")}
    return Ways(names["telegram"], next(iter(names["slack"]), ""))


def call(work: Work, platform: str, workspace: str, name: str) -> None:
    """Keep how the bot is called there."""
    work.connection.execute(
        work.insert(handle)
        .values(platform=platform, workspace=workspace, name=name)
        .on_conflict_do_update(index_elements=["platform", "workspace"], set_={"name": name})
    )


# ---- those that are open


def _open(work: Work, slug: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        invitation.c.collaborative == slug,
        invitation.c.used.is_(None),
        invitation.c.revoked.is_(None),
        invitation.c.expires > work.now,
    )


def _list_open(work: Work, who: int, slug: str, bubble: str) -> Sequence[Message]:
    hers = members.where(work, who, Action.INVITE)
    if not hers:
        return (invite.NO_ANCHOR,)
    if not slug and len(hers) > 1:
        return (invite.which(members.names(work, hers), bubble, "l"),)
    chosen = slug or hers[0]
    members.check(work, who, Action.INVITE, chosen)
    return (_listed(work, chosen, bubble),)


def _listed(work: Work, slug: str, bubble: str) -> Message:
    rows = work.connection.execute(sa.select(invitation).where(invitation.c.collaborative == slug)).all()
    waiting = sorted((row for row in rows if _waits(work, row)), key=lambda row: (row.expires, row.id))
    used = sum(row.used is not None for row in rows)
    shown = [Open(row.id, _label(row), row.expires, row.declined is not None) for row in waiting]
    name = members.names(work, [slug])[slug]
    return invite.listed(name, shown, used, len(rows) - used - len(waiting), bubble)


def _label(row: Any) -> str:
    label = row.name or row.email
    return f"{label or 'Somebody'}, as a {row.office}" if row.office else label


def _waits(work: Work, row: Any) -> bool:
    return row.used is None and row.revoked is None and row.expires > work.now


def _revoke(work: Work, who: int, number: int, bubble: str) -> Sequence[Message]:
    """Pressing twice is the same as once."""
    row = work.connection.execute(sa.select(invitation).where(invitation.c.id == number).with_for_update()).first()
    if row is None:
        return (invite.OLD,)
    members.check(work, who, Action.INVITE, row.collaborative)
    if _waits(work, row):
        _take_back(work, [number])
        members.note(work, who, "invitation taken back", row.collaborative, count=1)
    return (_listed(work, row.collaborative, bubble),)


def _take_back(work: Work, numbers: Sequence[int]) -> None:
    taken = sa.update(invitation).where(invitation.c.id.in_(numbers)).values(revoked=work.now, **NOBODY)
    work.connection.execute(taken)


NOBODY = {"name": "", "email": "", "organisation": "", "sector": ""}


# ---- looking a code up


def find(work: Work, code: str) -> Any:
    """The invitation with this code, ours alone until the commit; None if there is none."""
    return work.connection.execute(
        sa.select(invitation).where(invitation.c.digest == codes.digest(code)).with_for_update()
    ).first()


def use(work: Work, number: int) -> None:
    """Its one use is made; what an anchor said of her is hers to say from now on."""
    work.connection.execute(sa.update(invitation).where(invitation.c.id == number).values(used=work.now, **NOBODY))


def decline(work: Work, number: int) -> None:
    """She said no. Her code still works, should she change her mind; nothing about her is kept."""
    work.connection.execute(sa.update(invitation).where(invitation.c.id == number).values(declined=work.now, **NOBODY))


def forget(work: Work) -> None:
    """Drop what is over: names of those who did not come, old codes."""
    expired = sa.update(invitation).where(
        invitation.c.expires <= work.now, sa.or_(invitation.c.name != "", invitation.c.email != "")
    )
    work.connection.execute(expired.values(**NOBODY))
    work.connection.execute(sa.delete(invitation).where(invitation.c.expires <= work.now - KEPT_AFTERWARDS))
