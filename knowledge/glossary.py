"""The acronyms and terms of the trade, and what they mean in one place or another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from knowledge.service import Citation

LONGEST_WORDS = 100
MOST_SUGGESTIONS = 3
ALIKE = 78  # of 100: below it, a suggestion is a guess
_ASKED = re.compile(
    r"^\W*(?:what(?:'s| is| are| does| do)?|whats|define|explain|meaning of|who (?:is|are))\s+"
    r"(?:an?\s+|the\s+)?"
    r"|\s+(?:mean|means|stands? for)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term stands for, and a plain sentence on it; `locality` is empty where it is so everywhere."""

    meaning: str
    explanation: str = ""
    locality: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    meaning: str
    sources: tuple[Citation, ...]
    explanation: str = ""
    local: Mapping[str, Meaning] = field(default_factory=dict)

    def meanings(self, locality: str) -> tuple[Meaning, ...]:
        """What it means there, then each different meaning that it has elsewhere."""
        general = Meaning(self.meaning, self.explanation)
        here = self.local.get(locality, general)
        told = {here.meaning.casefold(): here}
        for other in (general, *(self.local[place] for place in sorted(self.local))):
            told.setdefault(other.meaning.casefold(), other)
        return tuple(told.values())


@dataclass(frozen=True, slots=True)
class LookUp:
    """What was found: `term` is empty where nothing was, and then `suggestions` may hold near terms."""

    term: str = ""
    meaning: str = ""
    text: str = ""
    elsewhere: tuple[Meaning, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glossary:
    """`places` are the localities' names by id, for saying where a meaning holds."""

    terms: tuple[Term, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def look_up(self, words: str, locality: str = "") -> LookUp:
        """The term that somebody asked for, whatever its capitals, dots, plural or slip of the thumb."""
        asked = words[:LONGEST_WORDS]
        found = self._found(_key(asked)) or self._found(_key(_ASKED.sub("", _ASKED.sub("", asked))))
        if found is None:
            return LookUp(suggestions=tuple(self._suggestions(_key(_ASKED.sub("", asked)))))
        here, *elsewhere = found.meanings(locality)
        text = " ".join([_said(here), *(self._said_elsewhere(other) for other in elsewhere)])
        return LookUp(found.term, here.meaning, text, tuple(elsewhere))

    @cached_property
    def _by_key(self) -> dict[str, Term]:
        """By the term, and by what it stands for; a term wins over another's meaning."""
        keys: dict[str, Term] = {}
        for term in self.terms:
            keys.setdefault(_key(term.term), term)
        for term in self.terms:
            for meaning in (term.meaning, *(local.meaning for local in term.local.values())):
                keys.setdefault(_key(meaning), term)
        return keys

    def _found(self, key: str) -> Term | None:
        if not key:
            return None
        for form in (key, key.removesuffix("s"), key + "s", re.sub("ies$", "y", key)):
            if form in self._by_key:
                return self._by_key[form]
        return self._nearest(key)

    def _nearest(self, key: str) -> Term | None:
        """The one term that a small slip leads to; none where two are as near."""
        slips = 0 if len(key) < 5 else 1 if len(key) < 9 else 2
        near = self._within(key, slips) if slips else {}
        closest = {term.term: term for term, distance in near.values() if distance == min(d for _, d in near.values())}
        return next(iter(closest.values())) if len(closest) == 1 else None

    def _within(self, key: str, slips: int) -> dict[str, tuple[Term, int]]:
        distances = ((other, OSA.distance(key, other, score_cutoff=slips)) for other in self._by_key)
        return {other: (self._by_key[other], slip) for other, slip in distances if slip <= slips}

    def _suggestions(self, key: str) -> list[str]:
        slipped = [term.term for term, _ in self._within(key, 1).values()] if len(key) > 2 else []
        alike = process.extract(key, list(self._by_key), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        names = [*sorted(slipped), *(self._by_key[other].term for other, _, _ in alike)]
        return list(dict.fromkeys(names))[:MOST_SUGGESTIONS]

    def _said_elsewhere(self, other: Meaning) -> str:
        where = self.places.get(other.locality, other.locality)
        return f"{f'In {where}' if where else 'Elsewhere'}: {_said(other)}"


def _said(meaning: Meaning) -> str:
    return " ".join(_sentences(meaning))


def _sentences(meaning: Meaning) -> Iterator[str]:
    for words in (meaning.meaning, meaning.explanation):
        if words:
            yield words if words.endswith((".", "!", "?")) else f"{words}."


def _key(words: str) -> str:
    """Letters and digits alone: `E.H.C.P.`, `ehcp` and `EHC-P` are one."""
    return "".join(filter(str.isalnum, words.casefold().replace("&", "and")))
