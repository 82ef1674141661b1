"""One service that someone can be pointed to.

Field names are HSDS 3.1's where HSDS has one. The rest is our overlay: what a school needs to know before it refers
and HSDS has no place for. `docs/directory.md` explains each field to whoever writes the entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Status = Literal["active", "inactive", "defunct", "temporarily closed"]
Stage = Literal["live", "pilot", "planned", "ended", "superseded", "example"]
Phase = Literal["early-years", "primary", "secondary", "post-16"]
Access = Literal["referral", "open", "drop-in", "appointment", "membership", "training", "in-school"]
Kind = Literal[
    "service",
    "offer",
    "helpline",
    "network",
    "panel",
    "clinic",
    "team",
    "programme",
    "provision",
    "tool",
    "guidance",
    "training",
    "forum",
    "role",
    "school",
    "organisation",
]
Role = Literal[
    "anyone",
    "school-staff",
    "teaching-assistant",
    "class-teacher",
    "pastoral",
    "senco",
    "dsl",
    "headteacher",
    "social-worker",
    "family-worker",
    "health",
    "police",
    "local-authority",
    "voluntary-sector",
    "parent-carer",
    "young-person",
]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an entry was read: a document of `documents.yaml`, and the place in it."""

    document: str
    where: str


@dataclass(frozen=True, slots=True)
class Service:
    """An entry of the directory. `id` is `locality/slug`, and so are all references to other entries."""

    id: str
    locality: str
    name: str
    kind: Kind
    description: str
    status: Status
    stage: Stage
    tracks: tuple[int, ...]
    topics: tuple[str, ...]
    needs: tuple[str, ...]
    sources: tuple[Citation, ...]
    alternate_names: tuple[str, ...] = ()
    organization: str = ""
    eligibility_description: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    phases: tuple[Phase, ...] = ()
    application_process: str = ""
    who_may_refer: tuple[Role, ...] = ()
    access: Access | None = None
    try_first: str = ""
    step_down: tuple[str, ...] = ()
    step_up: tuple[str, ...] = ()
    what_next: str = ""
    wait_time: str = ""
    frequency: str = ""
    fees_description: str = ""
    successor: str = ""
    alert: str = ""
    assured_date: date | None = None
    url: str = ""
    email: str = ""
    phones: tuple[str, ...] = field(default=())

    @property
    def is_usable(self) -> bool:
        """Whether somebody can be sent there today (a pilot can, with its alert)."""
        return self.status == "active" and self.stage in ("live", "pilot")
