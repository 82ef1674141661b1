"""A place that works together, what it calls its needs, and the reports its entries were taken from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LocalityKind = Literal["local-authority", "borough", "city", "trust", "national"]


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """Whom to tell when a child is at risk. `service` is an entry's full id, or empty."""

    service: str = ""
    name: str = ""
    phone: str = ""
    assured_date: date | None = None


@dataclass(frozen=True, slots=True)
class Locality:
    """`ask` is the full id of the entry to ask when nothing fits, or empty."""

    id: str
    name: str
    kind: LocalityKind
    ask: str = ""
    safeguarding: Safeguarding = field(default_factory=Safeguarding)
    overview: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A need that entries are tagged with; `words` is what people say when they mean it."""

    id: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """`short_title` is what an answer calls it, where the title is too long for a phone."""

    id: str
    title: str
    publisher: str
    year: int
    short_title: str = ""
