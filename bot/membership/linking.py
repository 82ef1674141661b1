"""Linking accounts to one person, and taking one away (decision 19). Codes are kept as fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.delivery import ledger
from bot.delivery.addresses import of
from bot.delivery.ledger import Posting
from bot.flows import link as flow
from bot.flows.code import spelled
from bot.flows.link import Account, Ask, Begin, Decide, Give, List, Stop, Unlink
from bot.flows.turn import Effect
from bot.membership import codes, members, merging
from bot.messages import Address, Event, Message
from bot.tables import address, link, office, page, preference
from bot.work import Work


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about accounts; what is said to whoever caused it."""
    said = _made(work, who, event, effect)
    if said is None:
        return ()
    members.forget_stranger(work, who)  # whoever only tried is a stranger as before
    return (said,)


def _made(work: Work, who: int, event: Event, effect: Effect) -> Message | None:
    match effect:
        case Begin(called, bubble):
            return _begin(work, who, event, called, bubble)
        case Give():
            return _give(work, who, event, effect)
        case Ask(number, bubble):
            return _confirmed(work, event, number, bubble)
        case Decide():
            return _decide(work, who, event, effect)
        case Stop(number, bubble):
            return _stop(work, event, number, bubble)
        case List(bubble):
            return _list(work, who, event, bubble)
        case Unlink(which, bubble):
            return _unlink(work, who, event, which, bubble)
    return None


# ---- the code


def _begin(work: Work, who: int, event: Event, called: str, bubble: str) -> Message:
    """A code that takes the place of any that she was given before."""
    work.connection.execute(sa.delete(link).where(link.c.person == who))
    code = codes.new(flow.LENGTH)
    work.connection.execute(
        sa.insert(link).values(
            person=who,
            digest=codes.digest(code, "link"),
            **_placed("", event),
            called=called,
            expires=work.now + flow.LASTS,
        )
    )
    return flow.to_type(spelled(code), bubble)


def _placed(part: str, event: Event) -> dict[str, str]:
    where = event.sender
    return {
        f"{part}platform": where.platform,
        f"{part}workspace": where.workspace,
        f"{part}account": where.id,
        f"{part}chat": event.chat.id,
    }


def _give(work: Work, who: int, event: Event, effect: Give) -> Message:
    if not codes.may_try(work, event):
        return flow.TOO_MANY
    open_ones = (link.c.digest == codes.digest(effect.code, "link"), link.c.asked.is_(None), link.c.expires > work.now)
    row = work.connection.execute(sa.select(link).where(*open_ones).with_for_update()).first()
    if row is None or (row.other_account and _other(row) != event.sender):
        codes.tried(work, event)
        return flow.UNKNOWN
    if _issuer(row) == event.sender:
        return flow.HERE
    if row.person == who:
        return flow.ALREADY
    _change(work, row.id, **_placed("other_", event), other_called=effect.called)
    if _holds_office(work, who):
        return flow.is_it_yours(_account(row), row.id, effect.bubble)
    return _ask(work, row.id, effect.bubble)


def _holds_office(work: Work, who: int) -> bool:
    return work.connection.execute(sa.select(office.c.kind).where(office.c.person == who)).first() is not None


def _confirmed(work: Work, event: Event, number: int, bubble: str) -> Message:
    row = _open(work, number)
    if row is None or _other(row) != event.sender:
        return flow.OVER
    return _ask(work, number, bubble)


def _ask(work: Work, number: int, bubble: str) -> Message:
    """Ask where the code was said. A second press asks no second time."""
    expires = work.now + flow.LASTS
    _change(work, number, asked=work.now, expires=expires)
    row = _open(work, number)
    question = flow.is_it_you(_account(row, other=True), number)
    _tell(work, f"link:{number}:asked", row, question, posting=Posting(expires=expires))
    return flow.asked(_account(row), number, bubble)


# ---- yes, no, stop


def _decide(work: Work, who: int, event: Event, effect: Decide) -> Message:
    """The side that said the code decides, and nobody else."""
    row = _open(work, effect.number)
    if row is None or row.asked is None or _issuer(row) != event.sender or row.person != who:
        return flow.OVER
    work.connection.execute(sa.delete(link).where(link.c.id == row.id))
    other = _account(row, other=True)
    if not effect.hers:
        _tell(work, f"link:{row.id}:no", row, flow.told_no(_account(row)), other=True)
        return flow.refused(effect.bubble)
    second = work.person_at(other.address)
    if second == who:
        return flow.ALREADY
    stays = merging.merge(work, who, second)
    members.note(work, stays, "linked an account", about=stays)
    _tell(work, f"link:{row.id}:yes", row, flow.linked(_account(row), ""), other=True)
    return flow.linked(other, effect.bubble)


def _stop(work: Work, event: Event, number: int, bubble: str) -> Message:
    row = _open(work, number)
    if row is None or _other(row) != event.sender:
        return flow.OVER
    work.connection.execute(sa.delete(link).where(link.c.id == number))
    _tell(work, f"link:{number}:stopped", row, flow.told_stopped(_account(row, other=True)))
    return flow.stopped(bubble)


def _tell(
    work: Work, key: str, row: Any, message: Message, other: bool = False, posting: Posting | None = None
) -> None:
    """Say it on one of the two accounts, in the chat where it was typed."""
    part = "other_" if other else ""
    values = row._mapping
    where = Address(values[f"{part}platform"], values[f"{part}workspace"], values[f"{part}chat"])
    ledger.say(work, f"{key}:{row.digest[:8]}", where, message, values[f"{part}account"], posting)


# ---- taking an account away


def _list(work: Work, who: int, event: Event, bubble: str) -> Message:
    hers = of(work, who)
    if len(hers) < 2:
        return flow.ONLY_ONE
    return flow.which([(_fingerprint(one), one) for one in hers], event.sender, bubble)


def _unlink(work: Work, who: int, event: Event, which: str, bubble: str) -> Message:
    """All that she is and has stays with her other accounts, what waits to be sent to this one as well."""
    hers = of(work, who)
    gone = next((one for one in hers if _fingerprint(one) == which), None)
    if gone is None:
        return flow.OVER
    if len(hers) < 2:
        return flow.ONLY_ONE
    work.connection.execute(sa.delete(address).where(address.c.person == who, *_is(address, gone)))
    liked = sa.update(preference).where(preference.c.person == who, *_is(preference, gone))
    work.connection.execute(liked.values(platform="", workspace="", account=""))
    if gone.platform == "web":
        work.connection.execute(sa.delete(page).where(page.c.account == gone.id))
    ledger.redirect(work, gone, who)
    members.note(work, who, "unlinked an account", about=who)
    if gone != event.sender:
        ledger.say(work, f"{event.key}:unlinked", gone, flow.told_unlinked(), gone.id)
    return flow.unlinked(Account(gone), bubble)


def _is(table: sa.Table, one: Address) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.platform == one.platform, table.c.workspace == one.workspace, table.c.account == one.id


def _fingerprint(one: Address) -> str:
    whole = f"{one.platform}|{one.workspace}|{one.id}"
    return hashlib.blake2b(whole.encode(), digest_size=8).hexdigest()


# ---- rows


def _open(work: Work, number: int) -> Any:
    """An attempt that is not over, ours alone until the commit."""
    return work.connection.execute(
        sa.select(link).where(link.c.id == number, link.c.expires > work.now).with_for_update()
    ).first()


def _change(work: Work, number: int, **values: Any) -> None:
    work.connection.execute(sa.update(link).where(link.c.id == number).values(values))


def _account(row: Any, other: bool = False) -> Account:
    return flow.account(row._mapping, other)


def _issuer(row: Any) -> Address:
    return _account(row).address


def _other(row: Any) -> Address:
    return _account(row, other=True).address


def forget(work: Work) -> None:
    """Drop what is over, and whoever was known for nothing else."""
    over = work.connection.execute(sa.delete(link).where(link.c.expires <= work.now).returning(link.c.person))
    for who in sorted(set(over.scalars())):
        members.forget_stranger(work, who)
