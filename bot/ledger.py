"""The outbox's rows: left by what causes them, taken by the lane that owns them, marked with what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bot.messages import Address, Message
from bot.tables import address, bubble, lane, outbox
from bot.work import Work

_encode = msgspec.json.Encoder().encode
_message = msgspec.json.Decoder(Message).decode

Policy = Literal["resend", "ask"]
OPEN = ("queued", "leaving", "unsure")
REPLY, BULK = 0, 5


@dataclass(frozen=True, slots=True)
class Posting:
    """How a message is to be treated on its way.

    `policy` is for a message that may have been sent when its sender died: `resend` where a second copy is harmless,
    `ask` where its author must decide. After `expires` it is not sent any more.
    """

    kind: str = "reply"
    priority: int = REPLY
    policy: Policy = "resend"
    cause: str = ""
    due: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is to leave now."""

    id: int
    key: str
    to: Address
    account: str
    message: Message
    replacing: str
    tries: int
    priority: int
    policy: Policy
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a message: `state` as in the table; `seconds` is how long a queued one must wait."""

    due: Due
    state: str
    reason: str = ""
    message: str = ""
    seconds: float = 0.0


def lane_of(to: Address) -> str:
    """The lane that an address belongs to: one platform token."""
    return f"{to.platform}|{to.workspace}"


# ---- leaving messages


def say(work: Work, key: str, to: Address, message: Message, account: str = "", posting: Posting | None = None) -> bool:
    """Leave a message in the outbox; False if its cause has left one before.

    A newer state of a bubble takes the place of one that has not left. `account` is whom it is for, where the chat is
    called otherwise (a direct message on Slack).
    """
    posting = posting or Posting()
    if message.bubble and not message.anew:
        _replace_queued(work, to, message.bubble)
    row = {
        "key": key,
        "lane": lane_of(to),
        "platform": to.platform,
        "workspace": to.workspace,
        "chat": to.id,
        "alone": to.person,
        "account": account or to.person or to.id,
        "bubble": message.bubble,
        "body": _encode(message).decode(),
        "kind": posting.kind,
        "priority": posting.priority,
        "policy": posting.policy,
        "cause": posting.cause,
        "state": "queued",
        "due": _after_earlier(work, to, posting),
        "expires": posting.expires,
        "tries": 0,
        "epoch": 0,
        "reason": "",
        "message": "",
    }
    made = work.connection.execute(work.insert(outbox).values(row).on_conflict_do_nothing().returning(outbox.c.id))
    return made.scalar() is not None


def _replace_queued(work: Work, to: Address, name: str) -> None:
    work.connection.execute(
        sa.update(outbox)
        .where(outbox.c.state == "queued", *_chat(to), outbox.c.bubble == name)
        .values(state="replaced", body="", settled=work.now)
    )


def _after_earlier(work: Work, to: Address, posting: Posting) -> datetime:
    """When it is due: not before what is queued for the same chat with the same priority, so that order holds."""
    due = posting.due or work.now
    latest: datetime | None = work.connection.execute(
        sa.select(sa.func.max(outbox.c.due, type_=outbox.c.due.type)).where(
            outbox.c.state == "queued", *_chat(to), outbox.c.priority == posting.priority
        )
    ).scalar()
    return max(due, latest) if latest and posting.due is None else due


# ---- lanes


def hold_lane(work: Work, name: str, owner: str, lease: timedelta, anew: bool = False) -> int:
    """Take or keep a lane for `lease` from now, by the database's clock: its epoch, or 0 if another owns it.

    Whoever takes it over, or begins `anew` after a crash, finds what was on the way: sent again or left unsure, as
    each row's policy says.
    """
    now = work.database_now()
    row = work.connection.execute(sa.select(lane).where(lane.c.name == name).with_for_update()).first()
    if row is None:
        made = work.insert(lane).values(name=name, owner=owner, epoch=1, until=now + lease)
        taken = work.connection.execute(made.on_conflict_do_nothing().returning(lane.c.epoch)).scalar()
        return int(taken or 0)
    if row.owner != owner and row.until > now:
        return 0
    fresh = anew or row.owner != owner or row.until <= now
    epoch = row.epoch + 1 if fresh else row.epoch
    work.connection.execute(
        sa.update(lane).where(lane.c.name == name).values(owner=owner, epoch=epoch, until=now + lease)
    )
    if fresh:
        recover(work, name)
    return int(epoch)


def recover(work: Work, name: str) -> None:
    """After a take-over: what was between intent and mark is sent again, or is unsure."""
    left = (outbox.c.lane == name, outbox.c.state == "leaving")
    work.connection.execute(
        sa.update(outbox).where(*left, outbox.c.policy == "resend").values(state="queued", reason="sender stopped")
    )
    work.connection.execute(
        sa.update(outbox)
        .where(*left)
        .values(state="unsure", reason="sender stopped; it may have arrived", settled=work.now)
    )


def leave_lane(work: Work, name: str, owner: str) -> None:
    """Let another have the lane at once."""
    work.connection.execute(
        sa.update(lane).where(lane.c.name == name, lane.c.owner == owner).values(until=work.database_now())
    )


def lanes_with_work(work: Work, platforms: Sequence[str]) -> list[str]:
    """Lanes that have something to send."""
    rows = work.connection.execute(
        sa.select(outbox.c.lane).where(outbox.c.state == "queued", outbox.c.platform.in_(platforms)).distinct()
    )
    return list(rows.scalars())


# ---- sending


def ready(work: Work, name: str, limit: int, skipping: Sequence[Address] = ()) -> list[Due]:
    """What may leave on a lane now, most urgent first, with where its bubble is; some chats left out."""
    rows = work.connection.execute(
        sa.select(outbox, bubble.c.message.label("replacing"))
        .outerjoin(
            bubble,
            sa.and_(
                outbox.c.bubble != "",
                bubble.c.platform == outbox.c.platform,
                bubble.c.workspace == outbox.c.workspace,
                bubble.c.chat == outbox.c.chat,
                bubble.c.name == outbox.c.bubble,
            ),
        )
        .where(
            outbox.c.lane == name,
            outbox.c.state == "queued",
            outbox.c.due <= work.now,
            sa.tuple_(outbox.c.chat, outbox.c.alone).not_in([(to.id, to.person) for to in skipping]),
        )
        .order_by(outbox.c.priority, outbox.c.due, outbox.c.id)
        .limit(limit)
    )
    return [_due(row) for row in rows]


def next_due(work: Work, name: str) -> datetime | None:
    """When the next message of a lane is due."""
    return work.connection.execute(
        sa.select(sa.func.min(outbox.c.due, type_=outbox.c.due.type)).where(
            outbox.c.lane == name, outbox.c.state == "queued"
        )
    ).scalar()


def intend(work: Work, ids: Collection[int], owner: str) -> Mapping[int, int]:
    """Say that these are about to leave: the epoch of each that may. Refused where the lane has another owner."""
    epoch = (
        sa.select(lane.c.epoch)
        .where(lane.c.name == outbox.c.lane, lane.c.owner == owner, lane.c.until > work.database_now())
        .scalar_subquery()
    )
    rows = work.connection.execute(
        sa.update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.state == "queued", epoch.is_not(None))
        .values(state="leaving", epoch=epoch, tries=outbox.c.tries + 1)
        .returning(outbox.c.id, outbox.c.epoch)
    )
    return {row.id: row.epoch for row in rows}


def mark(work: Work, marks: Sequence[Mark]) -> None:
    """Keep what became of messages, each only if it is still this sender's; wipe what is settled (decision 5)."""
    for one in marks:
        _mark(work, one)


def _mark(work: Work, one: Mark) -> None:
    due = one.due
    values: dict[str, Any] = {"state": one.state, "reason": one.reason, "message": one.message}
    if one.state == "queued":
        values["due"] = work.now + timedelta(seconds=one.seconds)
    else:
        values |= {"settled": work.now} | ({} if one.state == "unsure" else {"body": ""})
    marked = work.connection.execute(
        sa.update(outbox)
        .where(outbox.c.id == due.id, outbox.c.state == "leaving", outbox.c.epoch == due.epoch)
        .values(values)
    )
    if marked.rowcount != 1:
        return
    if one.state == "sent" and due.message.bubble and one.message:
        work.keep_bubble(due.to, due.message.bubble, one.message)
    elif one.state == "queued" and one.seconds:
        _hold_back_later(work, due, values["due"])
    elif one.reason == "unreachable":
        _leave_alone(work, due)


def _hold_back_later(work: Work, due: Due, until: datetime) -> None:
    work.connection.execute(
        sa.update(outbox)
        .where(
            outbox.c.state == "queued",
            *_chat(due.to),
            outbox.c.priority == due.priority,
            outbox.c.due < until,
            outbox.c.id > due.id,
        )
        .values(due=until)
    )


def _leave_alone(work: Work, due: Due) -> None:
    """Whoever blocked the bot or left is left alone: the note is taken, and what was queued is dropped."""
    to = due.to
    work.connection.execute(
        sa.update(address)
        .where(
            address.c.platform == to.platform,
            address.c.workspace == to.workspace,
            address.c.account == due.account,
        )
        .values(unreachable=True)
    )
    work.connection.execute(
        sa.update(outbox)
        .where(outbox.c.state == "queued", *_chat(to))
        .values(state="failed", reason="unreachable", body="", settled=work.now)
    )


def expire(work: Work) -> int:
    """Drop what is too late to be of use; how many that were."""
    late = work.connection.execute(
        sa.update(outbox)
        .where(outbox.c.state == "queued", outbox.c.expires <= work.now)
        .values(state="expired", reason="too late to be of use", body="", settled=work.now)
    )
    return late.rowcount


def decide(work: Work, cause: str, again: bool) -> int:
    """The author of unsure messages has decided: send them again, or take them as sent."""
    values: dict[str, Any] = (
        {"state": "queued", "due": work.now, "settled": None, "policy": "resend"}
        if again
        else {"state": "sent", "body": "", "reason": "taken as sent"}
    )
    return work.connection.execute(
        sa.update(outbox).where(outbox.c.cause == cause, outbox.c.state == "unsure").values(values)
    ).rowcount


def counts(work: Work, cause: str = "") -> dict[str, int]:
    """How many messages stand in each state, of one cause or of all."""
    query = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
    if cause:
        query = query.where(outbox.c.cause == cause)
    return {row[0]: row[1] for row in work.connection.execute(query)}


def oldest_due(work: Work) -> datetime | None:
    """Since when the oldest message that should have left has waited."""
    return work.connection.execute(
        sa.select(sa.func.min(outbox.c.due, type_=outbox.c.due.type)).where(
            outbox.c.state == "queued", outbox.c.due <= work.now
        )
    ).scalar()


def _due(row: Any) -> Due:
    message = _message(row.body)
    return Due(
        id=row.id,
        key=row.key,
        to=Address(row.platform, row.workspace, row.chat, row.alone),
        account=row.account,
        message=message,
        replacing="" if message.anew else row.replacing or "",
        tries=row.tries,
        priority=row.priority,
        policy=row.policy,
    )


def _chat(to: Address) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        outbox.c.platform == to.platform,
        outbox.c.workspace == to.workspace,
        outbox.c.chat == to.id,
        outbox.c.alone == to.person,
    )
