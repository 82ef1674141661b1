"""Who may do what: one table. It is asked where an effect happens, within its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.messages import Message


class Role(StrEnum):
    """What somebody is in one collaborative. Whoever has said only where she works is a practitioner there."""

    GUEST = "guest"
    PRACTITIONER = "practitioner"
    MEMBER = "member"
    LEAD = "sub-group lead"
    ANCHOR = "anchor"
    FACILITATOR = "facilitator"


class Action(StrEnum):
    """What can be done in a collaborative."""

    ASK = "ask"
    ANSWER = "answer"  # what a collaborative asks its members
    PROFILE = "profile"  # what is held about oneself as a member
    BRIEFING = "briefing"
    MEMBERS = "members"  # all members, by name
    FAREWELLS = "farewells"  # what leavers said, without a name
    COLLABORATIVE = "collaborative"  # its vision, priorities, quiet hours, whether guests may ask
    PEOPLE = "people"  # who is who, of those who agreed to be shown
    ANNOUNCE = "announce"
    URGENT = "urgent"  # a safeguarding message that passes quiet hours and the contact budget
    INVITE = "invite"
    APPOINT = "appoint"  # leads, anchors, facilitators; and handing over
    OFFICE = "office"  # of one's own: to join by it, to step down from it
    REMOVE = "remove"
    SUBGROUPS = "sub-groups"
    CALENDAR = "calendar"
    REGISTER = "register"  # who came to a workshop
    ENGAGEMENT = "engagement"  # groups, never fewer than k
    FADING = "fading"  # by name
    AUDIT = "audit"
    SURVEY = "survey"  # launch, nudge, close
    RESULTS = "results"


_ALL = frozenset(Role)
_INSIDE = frozenset({Role.MEMBER, Role.LEAD, Role.ANCHOR, Role.FACILITATOR})
_BELONGING = frozenset({Role.MEMBER, Role.LEAD})
_ANCHOR = frozenset({Role.ANCHOR})
_LEADING = frozenset({Role.ANCHOR, Role.FACILITATOR})

MAY: Mapping[Action, frozenset[Role]] = {
    Action.ASK: _ALL,
    Action.ANSWER: _BELONGING,
    Action.PROFILE: _BELONGING,
    Action.BRIEFING: _INSIDE,
    Action.MEMBERS: _ANCHOR,
    Action.FAREWELLS: _ANCHOR,
    Action.COLLABORATIVE: _ANCHOR,
    Action.PEOPLE: _INSIDE,
    Action.ANNOUNCE: _LEADING,
    Action.URGENT: _ANCHOR,
    Action.INVITE: _ANCHOR,
    Action.APPOINT: _ANCHOR,
    Action.OFFICE: _LEADING,
    Action.REMOVE: _ANCHOR,
    Action.SUBGROUPS: _ANCHOR,
    Action.CALENDAR: _ANCHOR,
    Action.REGISTER: _LEADING,
    Action.ENGAGEMENT: _LEADING,
    Action.FADING: _ANCHOR,
    Action.AUDIT: _ANCHOR,
    Action.SURVEY: _ANCHOR,
    Action.RESULTS: _LEADING,
}


class NotAllowed(Exception):
    """Whoever asked may not do this there; `message` says so in one kind line."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.message = refusal(action)


def may(roles: Iterable[Role], action: Action) -> bool:
    """Whether any of these roles allows it."""
    return not MAY[action].isdisjoint(roles)


def refusal(action: Action) -> Message:
    """What is said to whoever may not."""
    allowed = MAY[action]
    if allowed == _BELONGING:
        who = "those who have joined that collaborative"
    elif Role.MEMBER in allowed:
        who = "members of that collaborative"
    elif Role.FACILITATOR in allowed:
        who = "an anchor or a facilitator of that collaborative"
    else:
        who = "an anchor of that collaborative"
    return Message(text=f"Only {who} can do this, so I changed nothing.")
