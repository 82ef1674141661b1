"""What is held about people: for each table, which rows are somebody's and what becomes of them when she is forgotten.

A table that stands neither in `HOLDINGS` nor in `NOBODYS` fails a test, and so does a column that may tell of a person
and is not accounted for. `ELSEWHERE` is for what is kept in another way than as a row of hers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.membership.invitations import NOBODY
from bot.tables import (
    address,
    announcement,
    answer,
    asked,
    attendance,
    audit,
    bubble,
    contact,
    conversation,
    draft,
    former,
    held,
    inbox,
    invitation,
    leave,
    link,
    member,
    office,
    outbox,
    page,
    page_bubble,
    person,
    preference,
    response,
    series,
    steward,
    subgroup,
    subgroup_member,
)
from bot.work import Work

Place = tuple[str, str, str]  # platform, workspace, account or chat


@dataclass(frozen=True, slots=True)
class Her:
    """Somebody, by all that a row may know her by: her number, her accounts, the chats that are hers alone, and her
    pseudonyms in confidential surveys.
    """

    id: int
    accounts: frozenset[Place]
    chats: frozenset[Place]
    pseudonyms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of a table that are somebody's: those that one of the columns `by` ties to her.

    `blank` gives what is written over their columns when she is forgotten; without it the rows go. `shown` is what a
    person reads about them (the file has everything but what is `hidden`, because it tells of somebody else).
    """

    table: sa.Table
    title: str
    by: tuple[str, ...] = ("person",)
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    blank: Callable[[Work], Mapping[str, Any]] | None = None

    def hers(self, her: Her) -> sa.ColumnElement[bool]:
        """The condition on the rows that are hers."""
        return sa.or_(*(_tied(self.table, name, her) for name in self.by))


def _tied(table: sa.Table, name: str, her: Her) -> sa.ColumnElement[bool]:
    column = table.columns[name]
    if column is person.c.id or any(key.column is person.c.id for key in column.foreign_keys):
        return column == her.id
    if column is response.c.key:
        return column.in_(sorted(her.pseudonyms))
    part = "other_" if name.startswith("other_") else ""
    places = her.chats if name == "chat" else her.accounts
    return sa.or_(
        sa.false(),
        *(
            sa.and_(table.c[f"{part}platform"] == platform, table.c[f"{part}workspace"] == workspace, column == value)
            for platform, workspace, value in sorted(places)
        ),
    )


def _inbox(_work: Work) -> Mapping[str, Any]:
    """Its fingerprint stays for three days: what is delivered again must not make her known anew."""
    return {"chat": "", "body": "", "state": "done"}


def _outbox(work: Work) -> Mapping[str, Any]:
    """That there was a message stays, for its sender's totals. What has not left is dropped."""
    open_ = outbox.c.state.in_(("queued", "leaving", "unsure"))
    return {
        "key": sa.literal("forgotten:") + sa.cast(outbox.c.id, sa.String),
        "chat": "",
        "alone": "",
        "account": "",
        "bubble": "",
        "body": "",
        "message": "",
        "state": sa.case((open_, "failed"), else_=outbox.c.state),
        "reason": sa.case((open_, "unreachable"), else_=outbox.c.reason),
        "settled": sa.func.coalesce(outbox.c.settled, sa.literal(work.now, outbox.c.settled.type)),
    }


def _response(_work: Work) -> Mapping[str, Any]:
    """The answer stays in what was counted, tied to nobody and to no group (decision 10)."""
    return {"key": response.c.id, "person": None, "sector": "", "subgroups": "[]"}


def _announcement(_work: Work) -> Mapping[str, Any]:
    return {"author": None, "chat": "", "account": "", "bubble": ""}


HOLDINGS = (
    Holding(person, "You", ("id",), ("locality", "role", "heard")),
    Holding(address, "Your accounts", shown=("platform", "account", "unreachable")),
    Holding(link, "Accounts that you are linking", ("person", "account", "chat", "other_account"), ("asked", "expires"),
            ("digest",)),
    Holding(page, "Your web links", shown=("made", "expires"), hidden=("digest", "seal")),
    Holding(page, "Web links you made for others", ("author",), ("made",), ("person", "account", "digest", "seal"),
            blank=lambda _: {"author": None}),
    Holding(page_bubble, "What stands on your web page, sealed: only your link opens it", shown=("at",),
            hidden=("sealed",)),
    Holding(former, "Numbers that you had before accounts were linked", shown=("created",)),
    Holding(member, "Where you belong", shown=(
        "collaborative", "name", "sector", "organisation", "phase", "shown", "notice", "consented", "joined", "left",
        "heard",
    )),
    Holding(subgroup_member, "Your sub-groups"),
    Holding(subgroup, "Sub-groups you lead", ("lead",), ("name",), blank=lambda _: {"lead": None}),
    Holding(office, "Your offices", shown=("kind", "collaborative", "name")),
    Holding(steward, "Entries you look after", shown=("name", "collaborative"), blank=lambda _: {"person": None}),
    Holding(preference, "Your wishes", shown=(
        "days", "hours_from", "hours_to", "term_time", "snoozed", "weekly", "language", "stopped", "platform",
    )),
    Holding(leave, "When you are away", shown=("first", "last")),
    Holding(conversation, "Conversations that wait for you", shown=("flow", "until")),
    Holding(contact, "What I began with you this week", shown=("at",)),
    Holding(held, "What waits until your week has room", shown=("kind", "due")),
    Holding(announcement, "Announcements you sent", ("author", "account", "chat"), ("collaborative", "made"),
            blank=_announcement),
    Holding(invitation, "Invitations you made", ("author",), ("collaborative", "made"),
            ("name", "email", "organisation", "sector", "digest"), blank=lambda _: {"author": None}),
    Holding(answer, "Your answers", shown=("question", "value", "at")),
    Holding(attendance, "Workshops you came to", shown=("workshop", "date")),
    Holding(asked, "Surveys you were asked", shown=("state",)),
    Holding(draft, "Your answers in open surveys", shown=("question", "value")),
    Holding(response, "Your answers in closed surveys", ("person", "key"), ("wave",), blank=_response),
    Holding(series, "Surveys you launched", ("author",), ("name",), ("instrument",), blank=lambda _: {"author": None}),
    Holding(outbox, "Messages to you, reminders among them", ("account", "alone", "chat"), ("kind", "state", "due"),
            blank=_outbox),
    Holding(inbox, "Fingerprints of what you said", ("chat",), blank=_inbox),
    Holding(bubble, "Which of my messages can change", ("chat",)),
    Holding(audit, "What you did, in the audit log", ("who",), ("action", "at"), ("about", "detail"),
            blank=lambda _: {"who": None}),
    Holding(audit, "What was done about you, in the audit log", ("about",), ("action", "at"), ("who",),
            blank=lambda _: {"about": None}),
)  # fmt: skip

NOBODYS: Mapping[str, str] = {
    "attempt": "fingerprints of wrong codes, for an hour",
    "calendar_span": "dates of a collaborative",
    "coding": "what a comment is about, in a word that many comments share",
    "collaborative": "a collaborative and its rules",
    "erasure": "numbers of those who were forgotten, which nothing else holds",
    "farewell": "what leavers said, without who, by month",
    "fault": "entries that are wrong, by month",
    "gap": "scrubbed words without a person, by month",
    "handle": "how the bot is called",
    "lane": "which process sends",
    "occurrence": "times at which something happens",
    "published": "totals that were shown",
    "schedule": "what happens at a time",
    "wave": "one time that a survey is asked",
}

Elsewhere = Callable[[Work, Her], int]
"""Forgets what is kept of her in another way than as her rows; how much that was. It runs before her rows go."""


def _invited(work: Work, her: Her) -> int:
    """An anchor may have written her name into more invitations than the one that she used."""
    names = sa.select(member.c.name).where(
        member.c.person == her.id, member.c.collaborative == invitation.c.collaborative, member.c.name != ""
    )
    nobody = sa.update(invitation).where(invitation.c.name.in_(names)).values(NOBODY)
    return work.connection.execute(nobody).rowcount


def _told_of(work: Work, her: Her) -> int:
    """An announcement may have begun with her name."""
    hers = sa.select(member.c.name).where(member.c.person == her.id, member.c.name != "").distinct()
    names = work.connection.execute(hers).scalars().all()
    about = (announcement.c.subject.icontains(name, autoescape=True) for name in names)
    nothing = sa.update(announcement).where(sa.or_(sa.false(), *about)).values(subject="")
    return work.connection.execute(nothing).rowcount


ELSEWHERE: tuple[Elsewhere, ...] = (_invited, _told_of)
LOOKED_AFTER = frozenset({("invitation", "email")})  # columns that tell of people and are blanked there, or soon
