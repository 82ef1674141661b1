"""What is remembered. docs/privacy.md names each column's purpose."""

from bot.tables.attendance import attendance
from bot.tables.contacts import (
    contact,
    held,
    leave,
)
from bot.tables.core import (
    Instant,
    address,
    announcement,
    answer,
    bubble,
    conversation,
    fault,
    gap,
    inbox,
    lane,
    metadata,
    occurrence,
    outbox,
    person,
    schedule,
)
from bot.tables.joining import attempt, farewell, handle, invitation
from bot.tables.linking import former, link
from bot.tables.members import (
    audit,
    calendar_span,
    collaborative,
    member,
    office,
    preference,
    subgroup,
    subgroup_member,
)
from bot.tables.pages import page, page_bubble
from bot.tables.rights import erasure
from bot.tables.surveys import (
    asked,
    coding,
    draft,
    published,
    response,
    series,
    wave,
)

__all__ = [
    "Instant",
    "address",
    "announcement",
    "answer",
    "asked",
    "attempt",
    "attendance",
    "audit",
    "bubble",
    "calendar_span",
    "coding",
    "collaborative",
    "contact",
    "conversation",
    "draft",
    "erasure",
    "farewell",
    "fault",
    "former",
    "gap",
    "handle",
    "held",
    "inbox",
    "invitation",
    "lane",
    "leave",
    "link",
    "member",
    "metadata",
    "occurrence",
    "office",
    "outbox",
    "page",
    "page_bubble",
    "person",
    "preference",
    "published",
    "response",
    "schedule",
    "series",
    "subgroup",
    "subgroup_member",
    "wave",
]
