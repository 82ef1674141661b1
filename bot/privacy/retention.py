"""How long each kind of data is kept, and why: one table. What is over each day is dropped here, by the clock.

What is over sooner is dropped each minute by whoever knows it (`scheduler.tidy`); its time stands here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot import occurrences
from bot.membership import members
from bot.occurrences import Cron, Occurrence, Plan
from bot.privacy import rights
from bot.tables import (
    address,
    announcement,
    attendance,
    audit,
    farewell,
    fault,
    gap,
    inbox,
    member,
    metadata,
    office,
    outbox,
    person,
    series,
    wave,
)
from bot.work import Work

SEEN = timedelta(days=3)  # longer than any platform redelivers
BUBBLES = timedelta(days=60)  # how long an old bubble can still be edited in place
REPORTS = timedelta(days=30)  # messages of one cause, which its sender sees counted
OCCURRENCES = timedelta(days=60)
ASIDE = timedelta(days=90)
YEAR = timedelta(days=365)
TOGETHER = 100  # people forgotten in one transaction

ACTION = "retention"
WHEN = Cron(hour="3", minute="20")
ZONE = "Europe/London"
NOTED = "too old"
REMOVED = "until it is removed"


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of data. `drop` takes away what is over, a piece of it at a time, and says how much that was."""

    what: str
    tables: tuple[str, ...]
    how_long: str
    why: str
    drop: Callable[[Work], int] | None = None


# ---- what is over each day


def _aside(work: Work) -> int:
    over = sa.delete(inbox).where(inbox.c.state == "aside", inbox.c.at <= work.now - ASIDE)
    return work.connection.execute(over).rowcount


def _left(work: Work) -> int:
    return work.connection.execute(sa.delete(member).where(member.c.left <= work.now - 2 * YEAR)).rowcount


def _only_asked(work: Work) -> int:
    """Whoever belongs nowhere and was not heard for a year, unless she waits for a reminder of hers."""
    belongs = (sa.exists().where(table.c.person == person.c.id) for table in (member, office))
    waits = sa.exists().where(
        address.c.person == person.c.id,
        outbox.c.platform == address.c.platform,
        outbox.c.workspace == address.c.workspace,
        outbox.c.account == address.c.account,
        outbox.c.state == "queued",
    )
    silent = sa.and_(person.c.heard < _month(work.now - YEAR), person.c.created <= work.now - YEAR)
    people = sa.select(person.c.id).where(silent, ~sa.or_(*belongs), ~waits).order_by(person.c.id).limit(TOGETHER)
    found = list(work.connection.execute(people.with_for_update(skip_locked=True)).scalars())
    for who in found:
        rights.erase(work, who)
    return len(found)


def _announced(work: Work) -> int:
    over = sa.and_(
        announcement.c.made < school_years_ago(work.now),
        announcement.c.state == "settled",
        announcement.c.closed.is_(True),
    )
    return work.connection.execute(sa.delete(announcement).where(over)).rowcount


def _came(work: Work) -> int:
    return work.connection.execute(
        sa.delete(attendance).where(attendance.c.date < (work.now - 2 * YEAR).date())
    ).rowcount


def _by_month(table: sa.Table) -> Callable[[Work], int]:
    """Drops what is of a month two years ago."""

    def drop(work: Work) -> int:
        return work.connection.execute(sa.delete(table).where(table.c.month < _month(work.now - 2 * YEAR))).rowcount

    return drop


def _noted(work: Work) -> int:
    return work.connection.execute(sa.delete(audit).where(audit.c.at <= work.now - 6 * YEAR)).rowcount


def _surveyed(work: Work) -> int:
    """Whole waves, with all that hangs on them; a series that has ended goes with its last wave."""
    over = sa.and_(wave.c.state == "closed", wave.c.closes <= work.now - 6 * YEAR)
    gone = work.connection.execute(sa.delete(wave).where(over)).rowcount
    empty = ~sa.exists().where(wave.c.series == series.c.id)
    work.connection.execute(
        sa.delete(series).where(series.c.ended.is_(True), series.c.made <= work.now - 6 * YEAR, empty)
    )
    return gone


def _month(moment: datetime) -> str:
    return moment.strftime("%Y-%m")


def school_years_ago(now: datetime) -> datetime:
    """What was made before this is kept no longer than to the end of the next school year (31 August)."""
    year = now.year if (now.month, now.day) >= (9, 1) else now.year - 1
    return datetime(year - 1, 9, 1, tzinfo=UTC)


# ---- the table


def _days(length: timedelta) -> str:
    return f"{length.days} days"


KEPT: tuple[Kept, ...] = (
    Kept("what was delivered", ("inbox",), f"words until answered; a fingerprint {_days(SEEN)}", "nothing twice"),
    Kept("events set aside", ("inbox",), _days(ASIDE), "to find what went wrong, without words", _aside),
    Kept("messages", ("outbox",), f"words until sent; {_days(SEEN)}, of an announcement {_days(REPORTS)}", "reports"),
    Kept("conversations", ("conversation",), "a day, unless they say otherwise", "to go on where one was"),
    Kept("bubbles", ("bubble",), _days(BUBBLES), "to edit them in place"),
    Kept("what happened at a time", ("schedule", "occurrence"), _days(OCCURRENCES), "nothing twice"),
    Kept("contact", ("contact", "held", "leave"), "a week; until shown or too late; a week after", "never too often"),
    Kept("invitations", ("invitation", "attempt"), "the person 30 days, the rest 60; an hour", "to join with a code"),
    Kept("linking", ("link",), "until answered, at most half an hour", "to confirm that both accounts are hers"),
    Kept("web links", ("page",), "90 days after they were last used", "to know whose page that is"),
    Kept("what stands on web pages, sealed", ("page_bubble",), "seven days", "to read it, also after a restart"),
    Kept("numbers from before linking", ("former",), "until she is forgotten", "a restored backup forgets those too"),
    Kept("members who left", ("member",), "2 years after they left", "to be asked about membership", _left),
    Kept("people who only ask", ("person", "address", "preference"), "a year after they were last heard",
         "place and role are known again", _only_asked),
    Kept("members", ("member", "subgroup_member", "office"), "until they leave or are forgotten", "to belong"),
    Kept("announcements", ("announcement", "answer"), "to the end of the next school year",
         "to look back a year, and to tell newcomers",
         _announced),
    Kept("who came to workshops", ("attendance",), "2 years", "to see who is fading", _came),
    Kept("what leavers said", ("farewell",), "2 years, by the month, without who", "to do better", _by_month(farewell)),
    Kept("gaps", ("gap",), "2 years, by the month, without who", "to see what is missing", _by_month(gap)),
    Kept("faults", ("fault",), "2 years, by the month, without who", "to mend entries", _by_month(fault)),
    Kept("the audit log", ("audit",), "6 years", "accountability", _noted),
    Kept("answers in open surveys", ("draft",), "until the survey closes", "to be changed until then"),
    Kept("surveys", ("series", "wave", "asked", "response", "published", "coding"), "6 years after each closed",
         "to compare with later waves", _surveyed),
    Kept("collaboratives", ("collaborative", "calendar_span", "subgroup", "steward"), REMOVED, "as long as they are"),
    Kept("erasures", ("erasure",), REMOVED, "a restored backup forgets again; numbers without identity"),
    Kept("workings", ("lane", "handle"), REMOVED, "nothing about people"),
)  # fmt: skip


# ---- the clock's part


def plan(work: Work) -> None:
    """See to it that it happens each night."""
    occurrences.plan(work, Plan(ACTION, ACTION, WHEN, ZONE))


def run(work: Work, _occurrence: Occurrence) -> str | None:
    """Drop a piece of what is over, and note how much; None when nothing is left."""
    dropped = {kept.what: kept.drop(work) for kept in KEPT if kept.drop}
    for what, count in dropped.items():
        if count:
            members.note(work, None, NOTED, count=count, detail=what)
    return "more" if dropped["people who only ask"] >= TOGETHER else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a kind of data stands: rows now in each of its tables, and what was last dropped, when."""

    kept: Kept
    rows: int
    dropped: int = 0
    when: datetime | None = None


def standings(work: Work) -> list[Standing]:
    """How every kind of data stands."""
    counts = {
        table.name: int(work.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }
    last = sa.select(audit.c.detail, sa.func.max(audit.c.id).label("id")).where(audit.c.action == NOTED)
    latest = last.group_by(audit.c.detail).subquery()
    rows = work.connection.execute(
        sa.select(audit.c.detail, audit.c.count.label("dropped"), audit.c.at).join(latest, latest.c.id == audit.c.id)
    )
    dropped = {row.detail: row for row in rows}
    return [
        Standing(
            kept,
            sum(counts[table] for table in kept.tables),
            dropped[kept.what].dropped if kept.what in dropped else 0,
            dropped[kept.what].at if kept.what in dropped else None,
        )
        for kept in KEPT
    ]
