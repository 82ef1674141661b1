"""Invented people, for trying the bot. They exist only in the demonstration's own database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from bot.calendars import Period, Terms
from bot.flows.code import spelled
from bot.flows.invite import Invitee
from bot.flows.turn import Keep
from bot.membership import collaboratives, invitations, members, term_dates
from bot.messages import Address
from bot.tables import collaborative, invitation
from bot.work import Work
from knowledge.library import Library

WORKSPACE = "demonstration"


@dataclass(frozen=True, slots=True)
class Pretend:
    """Somebody invented: a role in a place. Nothing is known of the newcomer yet. Who has a sector is a member."""

    account: str
    label: str
    locality: str = ""
    role: str = ""
    sector: str = ""
    anchors: bool = False


NEW = "Somebody new"
PEOPLE = (
    Pretend("senco-east-sussex", "SENCO, East Sussex", "east-sussex", "senco", "education"),
    Pretend("head-oldham", "Headteacher, Oldham", "oldham", "headteacher", "education"),
    Pretend("ta-oldham", "Teaching assistant, Oldham", "oldham", "teaching-assistant"),
    Pretend(
        "anchor-worcestershire",
        "Anchor (council), Worcestershire",
        "worcestershire",
        "local-authority",
        "local-authority",
        True,
    ),
    Pretend("social-worker-east-sussex", "Social worker, East Sussex", "east-sussex", "social-worker", "social-care"),
    Pretend("pastoral-barking-dagenham", "Pastoral lead, Barking & Dagenham", "barking-dagenham", "pastoral"),
    Pretend("parent-carer-oldham", "Parent carer, Oldham", "oldham", "parent-carer", "family"),
    Pretend("newcomer", NEW),
)
JOINS = "worcestershire"  # where somebody new is invited
UNHEARD = tuple(f"invented-{number}" for number in range(1, 19))  # members who are written to and say nothing
TERMS = (("Spring", (1, 1), (3, 31)), ("Summer", (4, 1), (8, 31)), ("Autumn", (9, 1), (12, 31)))
NOTE = "Invented for the demonstration: terms without holidays between them, so that messages go out at any time."


def move_in(work: Work, platform: str, library: Library) -> str:
    """Make the invented people known on a platform, where they are not yet; a code with which somebody new joins."""
    for pretend in PEOPLE:
        if pretend.locality:
            who = work.person_at(Address(platform, WORKSPACE, pretend.account))
            work.make(who, Keep(pretend.locality, pretend.role))
            if pretend.sector:
                told = library.collaboratives.get(pretend.locality)
                collaboratives.create(work, pretend.locality, library.localities[pretend.locality].name, told)
                _never_quiet(work, pretend.locality)
                term_dates.begin(work, pretend.locality, _terms(work.now.year))
                members.admit(work, who, pretend.locality, name=pretend.label, sector=pretend.sector, shown=True)
            if pretend.anchors:
                members.appoint(work, who, pretend.locality)
    work.connection.execute(sa.delete(invitation).where(invitation.c.name == NEW))
    return spelled(invitations.issue(work, JOINS, Invitee(NEW), None).code)


def _terms(year: int) -> Terms:
    periods = [
        Period("term", f"{name} term {at}", date(at, *first), date(at, *last))
        for at in range(year - 2, year + 3)
        for name, first, last in TERMS
    ]
    return Terms(tuple(periods), NOTE)


def _never_quiet(work: Work, slug: str) -> None:
    """Whoever tries it in the evening or at a weekend wants to see something then."""
    always = {"quiet_from": "00:00", "quiet_to": "00:00", "working_days": "0123456"}
    work.connection.execute(sa.update(collaborative).where(collaborative.c.id == slug).values(always))
