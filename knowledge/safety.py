"""What comes before search: immediate danger, and personal details that must not be kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from knowledge.danger import watch
from knowledge.personal import personal, without
from knowledge.wording import sampled


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screen found in a text, and the text with every personal detail taken out, fit for search."""

    danger: str
    personal: tuple[str, ...]
    question: str

    @property
    def flagged(self) -> bool:
        return bool(self.danger or self.personal)


def screen(text: str, known: Collection[str] = ()) -> Screened:
    """`known`: lower-case words of the directory's own names and places, which are never anybody's name."""
    text = sampled(text)
    found = personal(text, known)
    kinds = tuple(dict.fromkeys(detail.kind for detail in found))
    return Screened(watch().danger(text, known), kinds, without(text, found))
