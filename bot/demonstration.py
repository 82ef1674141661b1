"""Invented people, for trying the bot. They exist only in the demonstration's own database."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from bot.flows.code import spelled
from bot.flows.invite import Invitee
from bot.flows.turn import Keep
from bot.membership import collaboratives, invitations, members
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
    Pretend("parent-carer-oldham", "Parent carer, Oldham", "oldham", "parent-carer", "parent-carers"),
    Pretend("newcomer", NEW),
)
JOINS = "worcestershire"  # where somebody new is invited


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
                members.admit(work, who, pretend.locality, name=pretend.label, sector=pretend.sector, shown=True)
            if pretend.anchors:
                members.appoint(work, who, pretend.locality)
    work.connection.execute(sa.delete(invitation).where(invitation.c.name == NEW))
    return spelled(invitations.issue(work, JOINS, Invitee(NEW), None).code)


def _never_quiet(work: Work, slug: str) -> None:
    """Whoever tries it in the evening or at a weekend wants to see something then."""
    always = {"quiet_from": "00:00", "quiet_to": "00:00", "working_days": "0123456"}
    work.connection.execute(sa.update(collaborative).where(collaborative.c.id == slug).values(always))
