"""What the bot starts by itself: when each person may be written to, where, and how often.

One budget for everything that is started: replies, reminders that somebody set for herself and urgent safeguarding
messages do not count (decision 17). What a full week holds back comes in one digest as soon as the budget allows, and
its sender sees how much that is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bot import many
from bot.delivery import ledger
from bot.delivery.addresses import reach
from bot.delivery.ledger import Policy, Posting, Standing
from bot.flows import digest
from bot.flows.turn import Effect
from bot.messages import Address, Event, Message
from bot.moments import Calendar, Hours, Preferences, Span, next_allowed
from bot.tables import calendar_span, collaborative, contact, held, leave, outbox, person, preference
from bot.work import Work, inserting

ZONE = "Europe/London"
QUIET = (time(18), time(7, 30))
WEEK = timedelta(days=7)
WEEKLY = 3  # messages started in a week, if she has not said otherwise
LATEST = timedelta(days=4)  # what may leave later than this (leave, holidays) is held back instead: it may change
UNKNOWN = timedelta(days=30)  # when to ask again for somebody whose calendar allows nothing for a year
MOST_IN_ONE = 20  # messages of one digest
BUDGETS = 0x51690058  # one at a time takes from anybody's budget: else two would both take what is left of it
HELD_BACK = "held back"  # where it stands that has no lane yet
TOGETHER = 50  # people whose digests are made in one transaction

_encode = msgspec.json.Encoder().encode
_message = msgspec.json.Decoder(Message).decode


@dataclass(frozen=True, slots=True)
class Start:
    """Something that the bot starts with many. `cause` tells it apart for ever, and each person has it once.

    After `until` it is of no use; without it, so long after it leaves. What `yields` is let be where it does not fit.
    """

    kind: str
    cause: str
    collaborative: str
    lasts: timedelta
    policy: Policy = "resend"
    urgent: bool = False
    yields: bool = False
    until: datetime | None = None


Fate = Literal["leaves", "held", "dropped", "unreachable", "had"]


def start(
    work: Work, people: Sequence[int], what: Start, message: Callable[[int], Message] | Message
) -> Mapping[int, Fate]:
    """Write to these people, each at the next moment that suits her, or hold it back; what became of each.

    Whoever has had it already, perhaps before two of her accounts were linked, does not get it again.
    """
    work.alone(BUDGETS)
    everyone, had = _known(work, people), _had(work, what.cause, people)
    plain = _plain(work, what)
    leaving: dict[datetime, dict[str, tuple[Address, Message]]] = {}
    waiting: list[dict[str, Any]] = []
    contacts: dict[datetime, list[int]] = {}
    fates: dict[int, Fate] = dict.fromkeys(had, "had")
    for who in people:
        if who in had:
            continue
        one = everyone.get(who)
        if one is None or one.to is None:
            fates[who] = "unreachable"
            continue
        said = message if isinstance(message, Message) else message(who)
        moment, fits = _when(work, one, plain, what)
        if fits:
            leaving.setdefault(moment, {})[_key(what.cause, who)] = (one.to, said)
            contacts.setdefault(moment, []).append(who)
            fates[who] = "leaves"
        elif what.yields or (what.until and moment >= what.until):
            fates[who] = "dropped"
        else:
            waiting.append(_held(work, who, what, moment, said))
            fates[who] = "held"
    for moment, messages in leaving.items():
        due = moment if moment > work.now else None
        posting = Posting(
            what.kind, ledger.BULK, what.policy, what.cause, due=due, expires=what.until or moment + what.lasts
        )
        ledger.say_to_all(work, messages, posting)
        if not what.urgent:
            _count_in(work, contacts[moment], what.cause, moment)
    if waiting:
        work.connection.execute(work.insert(held).on_conflict_do_nothing(), waiting)
    return fates


def _count_in(work: Work, people: Sequence[int], cause: str, moment: datetime) -> None:
    """Let it count among what was started with these people lately."""
    rows = many.written((who,) for who in people)
    counting = _counting(work.connection.dialect.name)
    work.connection.execute(counting, {"rows": rows, **many.shared(cause=cause, at=moment)})


@cache
def _counting(dialect: str) -> Any:
    made = many.inserted(inserting(dialect, contact), many.given(dialect, person=int), ("cause", "at"))
    return made.on_conflict_do_nothing()


_COLLABORATIVE = sa.select(collaborative).where(collaborative.c.id == sa.bindparam("slug"))
_SPANS = sa.select(calendar_span).where(calendar_span.c.collaborative == sa.bindparam("slug"))


def held_back(work: Work, cause: str) -> int:
    """How many people a full week, leave or holidays keep from it for now."""
    return _count(work, cause, "waiting")


def shown(work: Work, cause: str) -> int:
    """How many people have it in a digest."""
    return _count(work, cause, "shown")


def standings(work: Work) -> list[Standing]:
    """What is held back from people until it suits them, by kind; `since` is when the first may hear of it."""
    first = sa.func.min(held.c.due, type_=held.c.due.type)
    rows = sa.select(held.c.kind, sa.func.count(), first).where(held.c.state == "waiting").group_by(held.c.kind)
    return [
        Standing(HELD_BACK, "held", kind, "until it suits them", *rest)
        for kind, *rest in work.connection.execute(rows.order_by(held.c.kind))
    ]


def waiting_for(work: Work, who: int) -> int:
    """How many messages are held back for somebody."""
    counted = sa.select(sa.func.count()).where(held.c.person == who, held.c.state == "waiting")
    return int(work.connection.execute(counted).scalar_one())


def _count(work: Work, cause: str, state: str) -> int:
    counted = sa.select(sa.func.count()).where(held.c.cause == cause, held.c.state == state)
    return int(work.connection.execute(counted).scalar_one())


def withdraw(work: Work, cause: str) -> None:
    """Let what was held back of it be said to nobody any more."""
    work.connection.execute(sa.delete(held).where(held.c.cause == cause))


# ---- who, where, when


@dataclass(frozen=True, slots=True)
class _One:
    """A person: where she is written to (None: nowhere), what she wishes, and what was started with her lately."""

    to: Address | None
    wishes: Preferences | None
    weekly: int
    lately: Sequence[datetime]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read about many people, who are given as ids, or about their keys."""

    present: Any
    wished: Any
    away: Any
    lately: Any
    said: Any
    waits: Any


@cache
def _reading(dialect: str) -> _Reading:
    them, keys = many.given(dialect, who=int), many.given(dialect, key=str)
    her = them.c.who
    since = sa.bindparam("since", type_=contact.c.at.type)
    present = sa.select(person.c.id).select_from(them).join(person, person.c.id == her).order_by(person.c.id)
    wished = sa.select(preference).select_from(them).join(preference, preference.c.person == her)
    away = sa.select(leave).select_from(them).join(leave, leave.c.person == her)
    lately = sa.select(contact.c.person, contact.c.at).select_from(them).join(contact, contact.c.person == her)
    said = sa.select(outbox.c.key).select_from(keys).join(outbox, outbox.c.key == keys.c.key)
    of_it = held.c.cause.concat("") == sa.bindparam("cause")  # no index for this: it would go through all that wait
    waits = sa.select(held.c.key).select_from(them).join(held, sa.and_(held.c.person == her, of_it))
    return _Reading(
        present.with_for_update(read=True, key_share=True, of=person),  # nobody is forgotten before the commit
        wished,
        away,
        lately.where(contact.c.at > since).order_by(contact.c.at),
        said,
        waits,
    )


def _known(work: Work, people: Sequence[int]) -> Mapping[int, _One]:
    """Those of these people who are still there; none of them is forgotten before the commit."""
    reading, them = _reading(work.connection.dialect.name), {"rows": many.written((who,) for who in people)}
    there = work.connection.execute(reading.present, them).scalars().all()
    where = reach(work, people)
    wished = {row.person: row for row in work.connection.execute(reading.wished, them)}
    away: dict[int, list[Span]] = {}
    for row in work.connection.execute(reading.away, them):
        away.setdefault(row.person, []).append(Span(row.first, row.last))
    lately: dict[int, list[datetime]] = {}
    for row in work.connection.execute(reading.lately, {**them, "since": work.now - WEEK}):
        lately.setdefault(row.person, []).append(row.at)
    return {
        who: _One(
            where.get(who),
            wishes_of(wished.get(who), away.get(who, ())),
            wished[who].weekly if who in wished else WEEKLY,
            lately.get(who, ()),
        )
        for who in there
    }


def wishes_of(row: Any, away: Sequence[Span] = ()) -> Preferences | None:
    """What a row of `preference` says, for `next_allowed`; None if nothing is wished that matters to it."""
    if row is None and not away:
        return None
    if row is None:
        return Preferences(leave=tuple(away))
    hours = Hours(time.fromisoformat(row.hours_from), time.fromisoformat(row.hours_to)) if row.hours_from else None
    whole = Hours(time(0), time(0))
    days = [int(day) for day in row.days] or (list(range(5)) if hours else [])
    return Preferences(dict.fromkeys(days, hours or whole), row.term_time, tuple(away), row.snoozed)


def calendar_of(work: Work, slug: str) -> Calendar:
    """What holds for everybody in a collaborative."""
    from bot.calendars import Period, calendar

    row = work.connection.execute(_COLLABORATIVE, {"slug": slug}).first()
    spans = work.connection.execute(_SPANS, {"slug": slug})
    periods = [Period(one.kind, one.name, one.first, one.last) for one in spans]
    if row is None:
        found = calendar(periods, ZONE, Hours(*QUIET))
    else:
        quiet = Hours(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to))
        never = row.quiet_from == row.quiet_to
        found = calendar(periods, row.zone, None if never else quiet, frozenset(int(day) for day in row.working_days))
    return replace(found, bank_holidays=found.bank_holidays | _nearby(work.now))


def get_ready(now: datetime) -> None:
    """Load what takes a tenth of a second: else the first to be written to, and all behind them, would wait for it."""
    _nearby(now)


def _nearby(now: datetime) -> frozenset[date]:
    from bot.calendars import bank_holidays

    return bank_holidays(now.year + ahead for ahead in (0, 1, 2))


@dataclass(frozen=True, slots=True)
class _Plain:
    """The collaborative's calendar, and when whoever wishes nothing else may next be written to."""

    calendar: Calendar
    moment: datetime | None


def _plain(work: Work, what: Start) -> _Plain:
    calendar = calendar_of(work, what.collaborative)
    return _Plain(calendar, work.now if what.urgent else next_allowed(work.now, calendar))


def _when(work: Work, one: _One, plain: _Plain, what: Start) -> tuple[datetime, bool]:
    """The next moment that suits her, and whether it may leave then as it is."""
    if what.urgent:
        return work.now, True
    moment = plain.moment if one.wishes is None else next_allowed(work.now, plain.calendar, one.wishes)
    if moment is None:
        return work.now + UNKNOWN, False
    if len(one.lately) >= one.weekly:
        free = one.lately[-one.weekly] + WEEK if one.weekly else work.now + UNKNOWN
        return max(moment, free), False
    return moment, moment <= work.now + LATEST


def _key(cause: str, who: int) -> str:
    return f"{cause}:{who}"


def _had(work: Work, cause: str, people: Sequence[int]) -> set[int]:
    """To whom of these it was written already, or is held back for."""
    reading, keys = _reading(work.connection.dialect.name), {_key(cause, who): who for who in people}
    said = work.connection.execute(reading.said, {"rows": many.written((key,) for key in keys)}).scalars()
    them = {"rows": many.written((who,) for who in people), "cause": cause}
    waits = work.connection.execute(reading.waits, them).scalars()
    return {keys[key] for key in (*said, *waits)}


def _held(work: Work, who: int, what: Start, due: datetime, message: Message) -> dict[str, Any]:
    return {
        "person": who,
        "cause": what.cause,
        "kind": what.kind,
        "collaborative": what.collaborative,
        "key": _key(what.cause, who),
        "policy": what.policy,
        "body": _encode(message).decode(),
        "state": "waiting",
        "due": due,
        "expires": what.until or due + max(what.lasts, WEEK),
    }


# ---- what was held back


def is_due(work: Work) -> bool:
    """Whether anything that was held back may suit somebody now."""
    row = sa.select(held.c.id).where(held.c.state == "waiting", held.c.due <= work.now).limit(1)
    return work.connection.execute(row).first() is not None


def release(work: Work) -> int:
    """Say what was held back to those whom it suits now, in one digest each; how many people were looked at."""
    work.alone(BUDGETS)
    due = sa.select(held.c.id, held.c.person, held.c.collaborative).where(
        held.c.state == "waiting", held.c.due <= work.now
    )
    rows = work.connection.execute(
        due.order_by(held.c.due, held.c.id).limit(TOGETHER).with_for_update(skip_locked=True)
    ).all()
    first = {row.person: row.collaborative for row in reversed(rows)}
    if first:
        everyone = _known(work, sorted(first))
        for who, slug in sorted(first.items()):
            _release(work, who, everyone[who], slug)
    return len(first)


def _release(work: Work, who: int, one: _One, slug: str) -> None:
    moment, fits = _when(work, one, _plain(work, Start("digest", "", slug, WEEK)), Start("digest", "", slug, WEEK))
    items = work.connection.execute(
        sa.select(held).where(held.c.person == who, held.c.state == "waiting").order_by(held.c.id).limit(MOST_IN_ONE)
    ).all()
    if one.to is None or not fits or moment > work.now:
        later = max(moment, work.now + timedelta(minutes=1)) if one.to else work.now + timedelta(days=1)
        _change(work, [item.id for item in items], due=later)
        return
    work.connection.execute(
        work.insert(contact).values(person=who, cause=f"digest:{items[-1].id}", at=work.now).on_conflict_do_nothing()
    )
    if len(items) == 1:
        _let_go(work, items[0], one.to)
        return
    said = digest.said([(item.id, _message(item.body)) for item in items])
    expires = max(item.expires for item in items)
    ledger.say(work, f"digest:{items[-1].id}", one.to, said, posting=Posting("digest", ledger.BULK, expires=expires))
    _change(work, [item.id for item in items], state="shown")


def _let_go(work: Work, item: Any, to: Address) -> None:
    """What was held back alone is said as it is."""
    posting = Posting(item.kind, ledger.BULK, item.policy, item.cause, expires=item.expires)
    ledger.say_to_all(work, {item.key: (to, _message(item.body))}, posting)
    work.connection.execute(sa.delete(held).where(held.c.id == item.id))


def _change(work: Work, ids: Sequence[int], **values: Any) -> None:
    work.connection.execute(sa.update(held).where(held.c.id.in_(ids)).values(values))


def look_again(work: Work, who: int) -> None:
    """What waits for somebody may suit her now: her wishes have changed."""
    work.connection.execute(sa.update(held).where(held.c.person == who, held.c.state == "waiting").values(due=work.now))


def held_for(work: Work, who: int) -> Sequence[tuple[int, Message]]:
    """What waits for somebody, oldest first."""
    rows = sa.select(held.c.id, held.c.body).where(held.c.person == who, held.c.state == "waiting").order_by(held.c.id)
    return [(row.id, _message(row.body)) for row in work.connection.execute(rows)]


def open_held(work: Work, who: int, number: int) -> Message | None:
    """What stands in somebody's digest, in full; None if it is not hers or is over."""
    body = work.connection.execute(
        sa.select(held.c.body).where(held.c.id == number, held.c.person == who, held.c.expires > work.now)
    ).scalar()
    return _message(body) if body else None


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about what was held back."""
    match effect:
        case digest.Open(number):
            return (open_held(work, who, number) or digest.GONE,)
    return ()


def forget(work: Work) -> None:
    """Drop what is over: contacts that count no more, absences, and what was held back for too long."""
    work.connection.execute(sa.delete(leave).where(leave.c.last < (work.now - WEEK).date()))
    work.connection.execute(sa.delete(contact).where(contact.c.at <= work.now - WEEK))
    work.connection.execute(sa.delete(held).where(held.c.expires <= work.now))
