"""What can be typed: for anybody, for members, for those who lead a collaborative."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.flows.permission import Action, Role, may
from bot.flows.turn import Effect
from bot.messages import Message

HELP = Message(
    title="I tell you who to refer to",
    text="Ask in your own words: “covers his ears, can't hold a pencil”. Never give a child's name or details.",
    facts=(
        ("about …", "one service: “about Therapy One Point”"),
        ("glossary …", "what letters mean: “glossary CAMHS”"),
        ("remind me …", "“remind me on Friday at 9 to ring the SENCO”"),
        ("wishes", "when and how often I write to you"),
        ("link", "be one person on Slack and Telegram"),
        ("place", "change where you work or what you do"),
        ("privacy", "what I keep (hardly anything); “my data” shows it, “forget me” erases it"),
    ),
    small="If a child is in danger, call 999 and tell your safeguarding lead. Don't wait for a bot.",
)
OURS = (
    (Action.PROFILE, "me"),
    (Action.BRIEFING, "briefing"),
    (Action.BRIEFING, "calendar"),
    (Action.BRIEFING, "collaborative"),
    (Action.BRIEFING, "sub-groups"),
    (Action.PROFILE, "leave"),
)
ASKING = (
    (Action.ANNOUNCE, "announce"),
    (Action.SURVEY, "surveys"),
    (Action.RESULTS, "results"),
    (Action.REGISTER, "register"),
)
WHO = (
    (Action.INVITE, "invite"),
    (Action.INVITE, "invitations"),
    (Action.INVITE, "web link …"),
    (Action.MEMBERS, "members"),
    (Action.ENGAGEMENT, "engagement"),
    (Action.ENGAGEMENT, "sectors"),
    (Action.FADING, "fading"),
    (Action.FAREWELLS, "farewells"),
)
OFFICE = (
    (Action.APPOINT, "facilitators"),
    (Action.APPOINT, "stewards"),
    (Action.AUDIT, "audit"),
    (Action.APPOINT, "hand over to …"),
    (Action.OFFICE, "step down"),
)
ROLES = (
    ("Your collaborative", OURS),
    ("Tell and ask everyone", ASKING),
    ("Who is in it", WHO),
    ("Your office", OFFICE),
)


@dataclass(frozen=True, slots=True)
class Help(Effect):
    """She wants to know what she can do."""


def message(roles: Iterable[Role]) -> Message:
    """Help for somebody with these roles, wherever she has them."""
    held = frozenset(roles)
    facts = [(label, " · ".join(word for action, word in words if may(held, action))) for label, words in ROLES]
    return replace(HELP, facts=(*HELP.facts, *((label, words) for label, words in facts if words)))
