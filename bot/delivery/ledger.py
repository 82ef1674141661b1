"""The outbox's rows: left by what causes them, taken by the lane that owns them, marked with what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal, cast

import msgspec
import sqlalchemy as sa

from bot import many
from bot.delivery.addresses import reach
from bot.messages import Address, Message
from bot.tables import address, bubble, lane, outbox
from bot.work import BRIEFLY, Work, inserting

_encode = msgspec.json.Encoder().encode
_message = msgspec.json.Decoder(Message).decode

Policy = Literal["resend", "ask"]
OPEN = ("queued", "leaving")
REPLY, BULK = 0, 5
UNREACHABLE = "unreachable"
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)  # when what has no time of its own is due, whatever the clocks say
REPLY_LASTS = timedelta(days=1)
NO_ANSWER, STOPPED = "no answer", "sender stopped"  # why it is tried again: it may have arrived
Moment = datetime | sa.BindParameter[datetime]
FAREWELL = "farewell"  # the last message to somebody who is forgotten: nothing is left of it once it is settled
IN_ITS_CHAT = ("reply", "report", FAREWELL)  # kinds that are of use only where they were asked for
TO_NOBODY = {"chat": "", "alone": "", "account": "", "message": "", "body": ""}


@dataclass(frozen=True, slots=True)
class Posting:
    """How a message is to be treated on its way.

    `policy` is for a message that may have been sent when its sender died: `resend` where a second copy is harmless,
    `ask` where its author must decide. After `expires` it is not sent any more (a reply: after a day).
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
    tries: int
    priority: int
    policy: Policy
    epoch: int = 0
    replacing: str = ""
    kind: str = "reply"
    doubt: str = ""  # why it may have arrived already


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a message: `state` as in the table; `seconds` is how long a queued one must wait."""

    due: Due
    state: str
    reason: str = ""
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Leave:
    """That a message may leave: under this epoch (0: the lane is not ours any more), in the place of which message."""

    epoch: int
    replacing: str = ""


_QUEUED = outbox.c.state == sa.literal_column("'queued'")  # literally: else no partial index is used


def _open(table: Any) -> sa.ColumnElement[bool]:
    return cast(sa.ColumnElement[bool], table.c.state.in_([sa.literal_column(f"'{state}'") for state in OPEN]))


_STILL_QUEUED = sa.and_(_open(outbox), _QUEUED)  # both: the index of a chat's messages is over the open ones


@cache
def replacing(dialect: str) -> sa.Update:
    """Newer states of bubbles take the places of those that have not left."""
    names = ("platform", "workspace", "chat", "alone", "bubble")
    newer = many.given(dialect, **dict.fromkeys(names, str))
    at = sa.bindparam("at", type_=outbox.c.due.type)
    replaced = sa.update(outbox).values(state="replaced", body="", settled=at)
    if dialect == "sqlite":
        return replaced.where(_STILL_QUEUED, *(outbox.c[name] == newer.c[name] for name in names))
    # PostgreSQL may believe that next to nothing waits, and compare all of it with every newer state: so each chat is
    # looked up by itself (OFFSET keeps it so), and by no index but that of chats (whose condition is the literal one)
    older = outbox.alias("older")
    same = (older.c[name] == newer.c[name] for name in names)
    found = sa.select(older.c.id).where(_open(older), _not_left(older), *same).correlate(newer)
    each = found.offset(sa.literal_column("0")).lateral("found")
    # looked at again in the row that is changed: it may have left meanwhile
    chosen = outbox.c.id.in_(sa.select(each.c.id).select_from(newer.join(each, sa.true())))
    return replaced.where(_not_left(outbox), chosen)


def _not_left(table: Any) -> sa.ColumnElement[bool]:
    return cast(sa.ColumnElement[bool], table.c.state.concat("") == "queued")


def lane_of(to: Address) -> str:
    """The lane that an address belongs to: one platform token."""
    return f"{to.platform}|{to.workspace}"


# ---- leaving messages


@dataclass(frozen=True, slots=True)
class Saying:
    """A message and its cause, for somebody. `account` is whom it is for, where the chat is called otherwise."""

    key: str
    to: Address
    message: Message
    account: str = ""


def say(work: Work, key: str, to: Address, message: Message, account: str = "", posting: Posting | None = None) -> bool:
    """Leave a message in the outbox; False if its cause has left one before.

    A newer state of a bubble takes the place of one that has not left. `account` is whom it is for, where the chat is
    called otherwise (a direct message on Slack).
    """
    one = Saying(key, to, message, account)
    _replace_queued(work, [one])
    return _leave(work, [_row(one, _written(message))], posting or Posting()) == 1


def say_each(work: Work, sayings: Sequence[Saying]) -> None:
    """Leave many replies in the outbox, in this order."""
    _replace_queued(work, sayings)
    _leave(work, [_row(one, _written(one.message)) for one in sayings], Posting())


def say_to_all(work: Work, everyone: Mapping[str, tuple[Address, Message]], posting: Posting) -> None:
    """Leave each of many a message at once, under its own key; who has it already is passed over."""
    bodies: dict[int, str] = {}  # of most, all are one
    rows = []
    for key, (to, message) in everyone.items():
        body = bodies.get(id(message)) or bodies.setdefault(id(message), _written(message))
        rows.append(_row(Saying(key, to, message), body))
    _leave(work, rows, posting)


_EACH = ("key", "lane", "platform", "workspace", "chat", "alone", "account", "bubble", "body")
_ALIKE = ("kind", "priority", "policy", "cause", "made", "due", "expires")


def _row(one: Saying, body: str) -> tuple[str, ...]:
    """What a row has of `_EACH`."""
    to = one.to
    account = one.account or to.person or to.id
    return one.key, lane_of(to), to.platform, to.workspace, to.id, to.person, account, one.message.bubble, body


def _leave(work: Work, rows: Sequence[tuple[str, ...]], posting: Posting) -> int:
    """How many were left: those whose causes have left nothing before."""
    if not rows:
        return 0
    alike = many.shared(
        kind=posting.kind,
        priority=posting.priority,
        policy=posting.policy,
        cause=posting.cause,
        made=work.now,
        due=posting.due or AT_ONCE,
        expires=posting.expires or (work.now + REPLY_LASTS if posting.kind == "reply" else None),
    )
    leaving = _leaving(work.connection.dialect.name)
    return int(work.connection.execute(leaving, {"rows": many.written(rows), **alike}).rowcount)


@cache
def _leaving(dialect: str) -> Any:
    rows = many.given(dialect, **dict.fromkeys(_EACH, str))
    made = many.inserted(inserting(dialect, outbox), rows, _ALIKE).on_conflict_do_nothing()
    return made.execution_options(preserve_rowcount=True)


def _written(message: Message) -> str:
    return _encode(message).decode()


def _replace_queued(work: Work, sayings: Sequence[Saying]) -> None:
    newer = [
        (one.to.platform, one.to.workspace, one.to.id, one.to.person, one.message.bubble)
        for one in sayings
        if one.message.bubble and not one.message.stands_alone
    ]
    if newer:
        statement = replacing(work.connection.dialect.name)
        work.connection.execute(statement, {"rows": many.written(newer), "at": work.now})


# ---- lanes


def hold_lane(work: Work, name: str, owner: str, lease: timedelta, anew: bool = False) -> int:
    """Take or keep a lane for `lease` from now, by the database's clock: its epoch, or 0 if another owns it.

    Whoever takes it over, or begins `anew` after a crash, finds what was on the way: queued again, and in doubt. An
    owner whose lease ran out and whom nobody replaced simply goes on.
    """
    now = work.database_now()
    row = work.connection.execute(sa.select(lane).where(lane.c.name == name).with_for_update()).first()
    if row is None:
        made = work.insert(lane).values(name=name, owner=owner, epoch=1, until=now + lease)
        taken = work.connection.execute(made.on_conflict_do_nothing().returning(lane.c.epoch)).scalar()
        return int(taken or 0)
    if row.owner != owner and now < row.until <= now + lease:  # longer than that: the clock was set back
        return 0
    fresh = anew or row.owner != owner
    epoch = row.epoch + 1 if fresh else row.epoch
    work.connection.execute(
        sa.update(lane).where(lane.c.name == name).values(owner=owner, epoch=epoch, until=now + lease)
    )
    if fresh:
        recover(work, name)
    return int(epoch)


def recover(work: Work, name: str) -> None:
    """After a take-over: what was between intent and mark may have arrived, and is looked for when its turn comes."""
    left = (outbox.c.lane == name, outbox.c.state == "leaving")
    work.connection.execute(sa.update(outbox).where(*left).values(state="queued", reason=STOPPED))


def leave_lane(work: Work, name: str, owner: str) -> None:
    """Let another have the lane at once."""
    work.connection.execute(
        sa.update(lane).where(lane.c.name == name, lane.c.owner == owner).values(until=work.database_now())
    )


def lanes_with_work(work: Work, platforms: Sequence[str]) -> list[str]:
    """Lanes that have something to send, or that have left something on its way.

    Each is found from the one before it: a hundred thousand messages on one are passed over.
    """
    found: list[str] = []
    place: Any = ("", "")
    while place := work.connection.execute(_NEXT_LANE, {"platform": place[0], "workspace": place[1]}).first():
        if place.platform in platforms:
            found.append(place.lane)
    return found


_NEXT_LANE = (
    sa.select(outbox.c.platform, outbox.c.workspace, outbox.c.lane)
    .where(
        _open(outbox),
        sa.tuple_(outbox.c.platform, outbox.c.workspace)
        > sa.tuple_(sa.bindparam("platform", type_=sa.String()), sa.bindparam("workspace", type_=sa.String())),
    )
    .order_by(outbox.c.platform, outbox.c.workspace)
    .limit(1)
)


# ---- sending


def _in_turn(now: Moment) -> sa.ColumnElement[bool]:
    """No earlier message of the same chat and urgency is on its way, is due, or waits to be tried again."""
    earlier = outbox.alias("earlier")
    same = (earlier.c[name] == outbox.c[name] for name in ("platform", "workspace", "chat", "alone"))
    before = sa.exists().where(
        _open(earlier),
        *same,
        earlier.c.id < outbox.c.id,
        earlier.c.priority == outbox.c.priority,
        sa.or_(earlier.c.state == "leaving", sa.and_(_useful(earlier, now), _begun(earlier, now))),
    )
    return ~before


def _begun(table: Any, now: Moment) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.due <= now, table.c.tries > 0)


def _useful(table: Any, now: Moment) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.expires.is_(None), table.c.expires > now)


def _timely(now: Moment) -> sa.ColumnElement[bool]:
    return sa.and_(outbox.c.due <= now, _useful(outbox, now))


_NOW = sa.bindparam("now", type_=outbox.c.due.type)
_IDS = outbox.c.id.in_(sa.bindparam("ids", expanding=True))
_DUE = (
    "id",
    "key",
    "platform",
    "workspace",
    "chat",
    "alone",
    "account",
    "body",
    "tries",
    "priority",
    "policy",
    "kind",
    "reason",
)
_READY = (
    sa.select(*(outbox.c[name] for name in _DUE))
    .where(
        outbox.c.lane == sa.bindparam("name"),
        _QUEUED,
        _timely(_NOW),
        sa.tuple_(outbox.c.chat, outbox.c.alone).not_in(sa.bindparam("skipping", expanding=True)),
        _in_turn(_NOW),
    )
    .order_by(outbox.c.priority, outbox.c.due, outbox.c.id)
    .limit(sa.bindparam("limit"))
)


def ready(work: Work, name: str, limit: int, skipping: Sequence[Address] = ()) -> list[Due]:
    """What may leave on a lane now, most urgent first: the first of each chat, some chats left out."""
    without = many.padded([(to.id, to.person) for to in skipping])
    asked = {"name": name, "limit": limit, "skipping": without, "now": work.now}
    return [_due(*row) for row in work.connection.execute(_READY, asked)]


_INTEND = (
    sa.update(outbox)
    .where(_IDS, _QUEUED, _timely(_NOW), outbox.c.lane.in_(sa.bindparam("lanes", expanding=True)), _in_turn(_NOW))
    .values(
        state="leaving",
        epoch=sa.select(lane.c.epoch).where(lane.c.name == outbox.c.lane).scalar_subquery(),
        tries=outbox.c.tries + 1,
    )
    .returning(outbox.c.id, outbox.c.epoch)
)


def intend(work: Work, ids: Collection[int], owner: str) -> Mapping[int, Leave]:
    """Say that these are about to leave: those that may, or that their lane has another owner.

    What is not named any more was replaced, dropped, or has an earlier one to wait for.
    """
    asked = list(ids)
    epochs = _epochs(work, asked, owner)
    rows = work.connection.execute(_INTEND, {"ids": many.padded(asked), "lanes": list(epochs), "now": work.now})
    leaving = {row.id: row.epoch for row in rows}
    places = _places(work, list(leaving))
    lost = _not_ours(work, [one for one in asked if one not in leaving], list(epochs))
    return {which: Leave(epoch, places.get(which, "")) for which, epoch in leaving.items()} | lost


_OURS = (
    sa.select(lane.c.name, lane.c.epoch)
    .where(
        lane.c.name.in_(sa.select(outbox.c.lane).where(_IDS)),
        lane.c.owner == sa.bindparam("owner"),
        lane.c.until > sa.bindparam("now", type_=lane.c.until.type),
    )
    .order_by(lane.c.name)
    .with_for_update(read=True)
)


def _epochs(work: Work, ids: Sequence[int], owner: str) -> dict[str, int]:
    """The epochs of the lanes that are still ours, held still until the commit: nobody takes one over meanwhile."""
    rows = work.connection.execute(_OURS, {"ids": many.padded(ids), "owner": owner, "now": work.database_now()})
    return {row.name: row.epoch for row in rows}


_PLACES = (
    sa.select(outbox.c.id, bubble.c.message)
    .join(
        bubble,
        sa.and_(
            *(bubble.c[name] == outbox.c[name] for name in ("platform", "workspace", "chat")),
            bubble.c.name == outbox.c.bubble,
        ),
    )
    .where(_IDS, outbox.c.bubble != "")
)


def _places(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """Which message each named bubble is at this moment."""
    return {row.id: row.message for row in work.connection.execute(_PLACES, {"ids": many.padded(ids)})}


def _not_ours(work: Work, ids: Sequence[int], ours: Sequence[str]) -> dict[int, Leave]:
    if not ids:
        return {}
    rows = work.connection.execute(sa.select(outbox.c.id).where(outbox.c.id.in_(ids), outbox.c.lane.not_in(ours)))
    return {which: Leave(0) for which in rows.scalars()}


def mark(work: Work, marks: Sequence[Mark]) -> None:
    """Keep what became of messages, each only if it is still this sender's; wipe what is settled (decision 5)."""
    sent = [one for one in marks if one.state == "sent"]
    if sent:
        _mark_sent(work, sent)
    if len(sent) < len(marks):
        work.database_now()
    for one in marks:
        if one.state != "sent":
            _mark(work, one)


@cache
def _sent(dialect: str) -> Any:
    made = many.given(dialect, id=int, epoch=int, reason=str, message=str)
    leaving = (outbox.c.id == made.c.id, outbox.c.state == "leaving", outbox.c.epoch == made.c.epoch)
    values = {
        "reason": made.c.reason,
        "message": made.c.message,
        "settled": sa.bindparam("at", type_=outbox.c.due.type),
    }
    briefly = () if dialect == "sqlite" else (BRIEFLY,)  # whoever takes the lane over does not wait for these rows
    return sa.update(outbox).where(*leaving).values(state="sent", body="", **values).returning(outbox.c.id, *briefly)


def _mark_sent(work: Work, marks: Sequence[Mark]) -> None:
    rows = [(one.due.id, one.due.epoch, one.reason[:200], one.message[:120]) for one in marks]
    statement = _sent(work.connection.dialect.name)
    ours = set(work.connection.execute(statement, {"rows": many.written(rows), "at": work.now}).scalars())
    work.keep_bubbles(
        [
            (one.due.to, one.due.message.bubble, one.message)
            for one in marks
            if one.due.message.bubble and one.message and one.due.id in ours
        ]
    )
    farewells = [one.due.id for one in marks if one.due.kind == FAREWELL]
    if farewells:
        work.connection.execute(
            sa.update(outbox).where(_IDS, outbox.c.state == "sent").values(TO_NOBODY), {"ids": farewells}
        )


def _mark(work: Work, one: Mark) -> None:
    due = one.due
    values: dict[str, Any] = {"state": one.state, "reason": one.reason[:200], "message": one.message[:120]}
    if one.state == "queued":
        values["due"] = work.now + timedelta(seconds=one.seconds)
        if one.reason != NO_ANSWER:  # what surely did not arrive is never given up; but it has been tried
            values["tries"] = sa.case((outbox.c.tries > 1, outbox.c.tries - 1), else_=1)
    else:
        keeps = one.state == "unsure" or one.reason == UNREACHABLE
        values |= {"settled": work.now} | ({} if keeps else {"body": ""})
        values |= TO_NOBODY if due.kind == FAREWELL else {}
    marked = work.connection.execute(
        sa.update(outbox)
        .where(outbox.c.id == due.id, outbox.c.state == "leaving", outbox.c.epoch == due.epoch)
        .values(values)
    )
    if marked.rowcount == 1 and one.reason == UNREACHABLE:
        _leave_alone(work, due)


def _leave_alone(work: Work, due: Due) -> None:
    """Whoever blocked the bot or left is left alone there: what is not a reply in that very chat goes to another of
    her addresses, in order; if she has none that can be reached, it is dropped."""
    to = due.to
    account = Address(to.platform, to.workspace, due.account)
    noted = sa.update(address).where(*_is_at(account)).values(unreachable=True).returning(address.c.person)
    who = work.connection.execute(noted).scalar()
    queued = sa.and_(_STILL_QUEUED, *_chat(to), outbox.c.kind != FAREWELL)
    if who:
        _move(work, outbox.c.id == due.id, who)
        _move(work, queued, who)
    _drop(work, queued, UNREACHABLE)
    work.connection.execute(sa.update(outbox).where(outbox.c.id == due.id, outbox.c.state == "failed").values(body=""))


def redirect(work: Work, gone: Address, who: int) -> None:
    """What waits for an address that is not hers any more goes to one that is, and nothing of it there."""
    hers = sa.and_(
        _QUEUED,
        outbox.c.platform == gone.platform,
        outbox.c.workspace == gone.workspace,
        outbox.c.account == gone.id,
        outbox.c.kind.not_in(IN_ITS_CHAT),
    )
    _move(work, hers, who)
    _drop(work, hers, "unlinked")


def _move(work: Work, what: sa.ColumnElement[bool], who: int) -> None:
    """The same rows, with their keys and their order, go to the address where she is reached now, if there is one."""
    to = reach(work, [who]).get(who)
    if to is None:
        return
    rows = sa.update(outbox).where(what, outbox.c.kind.not_in(IN_ITS_CHAT))
    values: dict[str, Any] = {
        "lane": lane_of(to),
        "platform": to.platform,
        "workspace": to.workspace,
        "chat": to.id,
        "alone": "",
        "account": to.id,
    }
    work.connection.execute(rows.values(**values, state="queued", tries=0, epoch=0, reason="", settled=None))


def _drop(work: Work, what: sa.ColumnElement[bool], reason: str) -> None:
    work.connection.execute(
        sa.update(outbox).where(what).values(state="failed", reason=reason, body="", settled=work.now)
    )


def _is_at(account: Address) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        address.c.platform == account.platform,
        address.c.workspace == account.workspace,
        address.c.account == account.id,
    )


def expire(work: Work) -> int:
    """Drop what is too late to be of use; how many that were."""
    late = sa.update(outbox).where(_QUEUED, outbox.c.expires <= work.now)
    over = {"state": "expired", "reason": "too late to be of use", "body": "", "settled": work.now}
    farewells = work.connection.execute(late.where(outbox.c.kind == FAREWELL).values(over | TO_NOBODY))
    return farewells.rowcount + work.connection.execute(late.values(over)).rowcount


def hasten(work: Work, kind: str) -> None:
    """Let messages of a kind that wait for their time leave at once."""
    work.connection.execute(sa.update(outbox).where(_QUEUED, outbox.c.kind == kind).values(due=AT_ONCE))


def decide(work: Work, cause: str, again: bool) -> int:
    """The author of unsure messages has decided: send them again, or take them as sent."""
    values: dict[str, Any] = (
        {"state": "queued", "due": AT_ONCE, "settled": None, "policy": "resend"}
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


@dataclass(frozen=True, slots=True)
class Standing:
    """How many messages of a kind stand where on a lane, and why. `held` is queued for a later moment."""

    lane: str
    state: str
    kind: str
    reason: str
    count: int
    since: datetime


def standings(work: Work) -> list[Standing]:
    """How everything stands that has not been forgotten."""
    held = sa.and_(outbox.c.state == "queued", outbox.c.due > work.now)
    state = sa.case((held, "held"), else_=outbox.c.state).label("standing")
    by = (outbox.c.lane, state, outbox.c.kind, outbox.c.reason)
    since = sa.func.min(outbox.c.made, type_=outbox.c.made.type)
    rows = work.connection.execute(sa.select(*by, sa.func.count(), since).group_by(*by).order_by(*by))
    return [Standing(*row) for row in rows]


def waiting_since(work: Work, priority: int = BULK) -> datetime | None:
    """Since when the oldest message that could leave has waited, among the so urgent ones."""
    since = sa.case((outbox.c.due > outbox.c.made, outbox.c.due), else_=outbox.c.made)
    return work.connection.execute(
        sa.select(sa.func.min(since, type_=outbox.c.due.type)).where(
            _QUEUED, _timely(work.now), _in_turn(work.now), outbox.c.priority <= priority
        )
    ).scalar()


def under_way(work: Work) -> bool:
    """Whether anything could leave now, or is on its way."""
    timely = sa.or_(outbox.c.state == "leaving", sa.and_(_timely(work.now), _in_turn(work.now)))
    return bool(work.connection.execute(sa.select(sa.exists().where(_open(outbox), timely))).scalar())


def _due(
    number: int, key: str, platform: str, workspace: str, chat: str, alone: str, account: str, body: str, *rest: Any
) -> Due:
    """What stands in the columns `_DUE`."""
    tries, priority, policy, kind, reason = rest
    to, doubt = Address(platform, workspace, chat, alone), reason if reason in (NO_ANSWER, STOPPED) else ""
    return Due(number, key, to, account, _message(body), tries, priority, policy, kind=kind, doubt=doubt)


def _chat(to: Address) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        outbox.c.platform == to.platform,
        outbox.c.workspace == to.workspace,
        outbox.c.chat == to.id,
        outbox.c.alone == to.person,
    )
