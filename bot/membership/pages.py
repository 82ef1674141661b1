"""Personal web pages. A link is kept as a fingerprint; what is said there is sealed with a key that only it gives.

So neither the database nor a backup of it tells what stands on a page: it is read while whoever has the link looks.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from bot.delivery import ledger, notice
from bot.flows import join
from bot.flows import page as flow
from bot.flows.invite import Invitee
from bot.flows.page import LASTS, Find, ListLinks, MakeFor, MakeNew, Mine, TakeBack
from bot.flows.permission import Action
from bot.flows.turn import Effect
from bot.membership import codes, invitations, members
from bot.messages import Address, Event, Message
from bot.tables import address, collaborative, handle, member, office, page, page_bubble
from bot.work import Work

PLATFORM, WORKSPACE = "web", "me"
RENEWED = timedelta(days=14)  # a link that ends sooner is good for 90 days more when it is used
KEPT = timedelta(days=7)  # how long what was said stands on a page
MOST = 100  # bubbles on a page
LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")

_encode = msgspec.json.Encoder().encode
_message = msgspec.json.Decoder(Message).decode


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about web pages; what is said to whoever caused it."""
    match effect:
        case Mine(bubble):
            return (_mine(work, who, bubble),)
        case Find(name, bubble):
            return (_find(work, who, name, bubble),)
        case MakeFor():
            return (_make_for(work, who, event, effect),)
        case MakeNew():
            return (_make_new(work, who, event, effect),)
        case ListLinks(bubble):
            return (flow.listed([(row.id, whose, row.expires) for row, whose in _links(work, who)], bubble),)
        case TakeBack(number, bubble):
            return (_take_back(work, who, number, bubble),)
    return ()


# ---- making a link


def called(work: Work, base: str) -> None:
    """Keep where pages are found; "" where they are not."""
    if base:
        invitations.call(work, PLATFORM, WORKSPACE, base)
    else:
        work.connection.execute(sa.delete(handle).where(handle.c.platform == PLATFORM))


def _base(work: Work) -> str:
    return str(work.connection.execute(sa.select(handle.c.name).where(handle.c.platform == PLATFORM)).scalar() or "")


def _mine(work: Work, who: int, bubble: str) -> Message:
    belongs = work.connection.execute(sa.select(office.c.person).where(office.c.person == who)).first()
    if not (members.of(work, who) or belongs):
        members.forget_stranger(work, who)
        return flow.NO_MEMBER
    return _given(work, who, who, "", bubble)


def _find(work: Work, who: int, name: str, bubble: str) -> Message:
    hers = members.where(work, who, Action.INVITE)
    if not hers:
        members.forget_stranger(work, who)
        return flow.NO_ANCHOR
    rows = work.connection.execute(
        sa.select(member).where(member.c.collaborative.in_(hers), member.c.left.is_(None)).order_by(member.c.name)
    )
    sought = name.casefold()
    found = [row for row in rows if row.name and sought in row.name.casefold()]
    exact = [row for row in found if row.name.casefold() == sought] or found
    beside = [(row.collaborative, row.person, row.name, row.organisation or row.sector) for row in exact[:8]]
    return flow.which(name, beside, bubble)


def _make_for(work: Work, who: int, event: Event, effect: MakeFor) -> Message:
    members.check(work, who, Action.INVITE, effect.collaborative)
    there = sa.select(member.c.name).where(members.active(effect.collaborative), member.c.person == effect.person)
    name = work.connection.execute(there).scalar()
    if name is None:
        return flow.GONE
    message = _given(work, effect.person, who, name or "somebody", effect.bubble)
    if message is not flow.NOWHERE and effect.person != who:
        notice.tell(work, event, effect.person, flow.told())
    return message


def _make_new(work: Work, who: int, event: Event, effect: MakeNew) -> Message:
    """A page for somebody who has not joined: there she is asked whether she agrees, before anything else."""
    hers = members.where(work, who, Action.INVITE)
    if not hers:
        members.forget_stranger(work, who)
        return flow.NO_ANCHOR
    if effect.collaborative:
        members.check(work, who, Action.INVITE, effect.collaborative)
    if not _base(work):
        return flow.NOWHERE
    name, slug = effect.name, effect.collaborative or hers[0]
    if not effect.collaborative and len(hers) > 1:
        message, wait = flow.which_place(name, members.names(work, hers), effect.bubble)
        work.wait(who, wait)
        return message
    work.end(who, flow.FLOW)
    code = invitations.issue(work, slug, Invitee(name), who).code
    account = _account()
    whose = work.person_at(Address(PLATFORM, WORKSPACE, account))
    message = _given(work, whose, who, name, effect.bubble)
    place = work.connection.execute(sa.select(collaborative).where(collaborative.c.id == slug)).one()
    asked = join.notice(place.name, code, place.guests, f"b{event.key[:16]}")
    ledger.say(work, f"{event.key}:page", Address(PLATFORM, WORKSPACE, account), asked, account)
    return message


def _given(work: Work, whose: int, author: int, name: str, bubble: str) -> Message:
    base = _base(work)
    if not base:
        return flow.NOWHERE
    number, secret = give(work, whose, author)
    members.note(work, author, "web link made", about=whose)
    return flow.made(f"{base}/me/{secret}", name, number, base.startswith(LOOPBACK), bubble)


def give(work: Work, whose: int, author: int) -> tuple[int, str]:
    """A new link for somebody, in place of any that she had; her page's account stays. Its number and its secret."""
    had = work.connection.execute(sa.select(page.c.id).where(page.c.person == whose)).scalars().all()
    work.connection.execute(sa.delete(page).where(page.c.id.in_(had)))
    here = (address.c.platform == PLATFORM, address.c.workspace == WORKSPACE, address.c.person == whose)
    account = work.connection.execute(sa.select(address.c.account).where(*here).order_by(address.c.account)).scalar()
    if account is None:
        account = _account()
        where = {"platform": PLATFORM, "workspace": WORKSPACE, "account": account}
        work.connection.execute(sa.insert(address).values(**where, person=whose, unreachable=False))
    work.connection.execute(sa.update(address).where(*here).values(unreachable=address.c.account != account))
    secret = secrets.token_urlsafe(32)
    row = {"person": whose, "author": author, "account": account, "digest": digest(secret), "seal": _seal(secret)}
    made = sa.insert(page).values(**row, made=work.now, expires=work.now + LASTS).returning(page.c.id)
    return int(work.connection.execute(made).scalar_one()), secret


def _account() -> str:
    return secrets.token_hex(8)


def digest(secret: str) -> str:
    """What is kept of a link's secret."""
    return codes.digest(secret, "page")


# ---- looking after links


def _links(work: Work, who: int) -> list[tuple[Any, str]]:
    """The links that somebody may take back, each with its owner's name, "" for her own."""
    slugs = members.where(work, who, Action.INVITE)
    theirs = sa.select(member.c.person).where(member.c.collaborative.in_(slugs), member.c.left.is_(None))
    mine = sa.or_(page.c.person == who, page.c.author == who, page.c.person.in_(theirs))
    rows = work.connection.execute(sa.select(page).where(mine, page.c.expires > work.now).order_by(page.c.id)).all()
    return [(row, "" if row.person == who else _name(work, row.person)) for row in rows]


def _name(work: Work, who: int) -> str:
    names = sa.select(member.c.name).where(member.c.person == who, member.c.name != "").limit(1)
    return str(work.connection.execute(names).scalar() or "somebody new")


def _take_back(work: Work, who: int, number: int, bubble: str) -> Message:
    found = next(((row, whose) for row, whose in _links(work, who) if row.id == number), None)
    if found is None:
        return flow.GONE
    row, whose = found
    end(work, row)
    members.note(work, who, "web link taken back", about=row.person)
    return flow.taken_back(whose, bubble)


def end(work: Work, row: Any) -> None:
    """The link opens nothing any more; what waited for its page goes to another address of hers."""
    work.connection.execute(sa.delete(page).where(page.c.id == row.id))
    gone = Address(PLATFORM, WORKSPACE, row.account)
    here = (address.c.platform == PLATFORM, address.c.workspace == WORKSPACE, address.c.account == row.account)
    work.connection.execute(sa.update(address).where(*here).values(unreachable=True))
    ledger.redirect(work, gone, row.person)


def forget(work: Work) -> None:
    """Drop what is over: links, and what has stood on pages for long enough."""
    for row in work.connection.execute(sa.select(page).where(page.c.expires <= work.now)).all():
        end(work, row)
    work.connection.execute(sa.delete(page_bubble).where(page_bubble.c.at <= work.now - KEPT))


# ---- what stands on a page


def find(work: Work, secret: str) -> Any:
    """The page that a link opens; None if it opens none (any more)."""
    return work.connection.execute(
        sa.select(page).where(page.c.digest == digest(secret), page.c.expires > work.now)
    ).first()


def renew(work: Work, number: int) -> None:
    """A link that is used shortly before it ends is good for as long again."""
    ending = sa.update(page).where(page.c.id == number, page.c.expires <= work.now + RENEWED)
    work.connection.execute(ending.values(expires=work.now + LASTS))


def put(work: Work, account: str, name: str, message: Message) -> bool:
    """Let it stand on the page, in the place of what has its name; False if there is no such page (any more)."""
    row = work.connection.execute(
        sa.select(page).where(page.c.account == account, page.c.expires > work.now).with_for_update()
    ).first()
    if row is None:
        return False
    values = {"sealed": _sealed(row.seal, message), "at": work.now}
    work.connection.execute(
        work.insert(page_bubble)
        .values(page=row.id, person=row.person, name=name, **values)
        .on_conflict_do_update(index_elements=["page", "name"], set_={**values, "version": page_bubble.c.version + 1})
    )
    newest = sa.select(page_bubble.c.id).where(page_bubble.c.page == row.id).order_by(page_bubble.c.id.desc())
    work.connection.execute(
        sa.delete(page_bubble).where(page_bubble.c.page == row.id, page_bubble.c.id.not_in(newest.limit(MOST)))
    )
    return True


def stands(work: Work, account: str, name: str) -> bool:
    """Whether something of this name stands on the page."""
    there = sa.select(page_bubble.c.id).join(page, page.c.id == page_bubble.c.page)
    found = there.where(page.c.account == account, page_bubble.c.name == name)
    return work.connection.execute(found).first() is not None


def versions(work: Work, number: int) -> list[tuple[str, int]]:
    """What stands on a page, in order, and how often each was changed."""
    rows = sa.select(page_bubble.c.name, page_bubble.c.version).where(page_bubble.c.page == number)
    return [(row.name, row.version) for row in work.connection.execute(rows.order_by(page_bubble.c.id))]


def read(work: Work, number: int, secret: str, names: Sequence[str]) -> Mapping[str, Message]:
    """What these bubbles say, to whoever has the link."""
    rows = work.connection.execute(
        sa.select(page_bubble.c.name, page_bubble.c.sealed).where(
            page_bubble.c.page == number, page_bubble.c.name.in_(names)
        )
    )
    return {row.name: _opened(secret, row.sealed) for row in rows}


# ---- sealing


def _key(secret: str) -> Any:
    from nacl.public import PrivateKey

    return PrivateKey.from_seed(hashlib.blake2b(secret.encode(), digest_size=32, person=b"page seal").digest())


def _seal(secret: str) -> str:
    """What seals; it cannot open."""
    return base64.b64encode(bytes(_key(secret).public_key)).decode()


def _sealed(seal: str, message: Message) -> str:
    from nacl.public import PublicKey, SealedBox

    return base64.b64encode(SealedBox(PublicKey(base64.b64decode(seal))).encrypt(_encode(message))).decode()


def _opened(secret: str, sealed: str) -> Message:
    from nacl.public import SealedBox

    return _message(SealedBox(_key(secret)).decrypt(base64.b64decode(sealed)))
