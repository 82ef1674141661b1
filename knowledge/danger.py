"""Whether a text may speak of danger: the lists and patterns of `danger_rules`, applied to words read tolerantly.

Every list becomes one integer whose bit i is set where word i of the text belongs to it, so a pattern is a few shifts
and ANDs, and a text costs microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from knowledge.danger_rules import CONCEPTS, EXPANSIONS, NOT_TYPOS, ORDINARY, RULES
from knowledge.wording import Reader, Words, word_list

CHUNK, OVERLAP = 400, 60
NEAR = 8
"""Within how many words a list named with a bare minus keeps a pattern from counting."""
PLAIN = "(ordinary)"
Masks = dict[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    sign: str
    reach: int
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the rules: chains of steps, each of which must be found."""

    kind: str
    text: str
    chains: tuple[tuple[Step, ...], ...]


def forms(term: str) -> list[str]:
    """`punch+es+ed` as its words; the last word of a phrase carries the endings, what follows them is kept."""
    head, _, tail = term.partition("+")
    if not tail:
        return [term]
    endings, _, rest = tail.partition(" ")
    return [f"{head}{ending} {rest}".strip() for ending in ["", *endings.split("+")]]


def terms(listed: str) -> list[tuple[str, ...]]:
    found = []
    for term in re.sub(r"\s+", " ", listed).split(","):
        for form in forms(term.strip()):
            words = [w for word in form.replace("'", "").split() for w in EXPANSIONS.get(word, word).split()]
            if words:
                found.append(tuple(words))
    return found


def pattern(kind: str, line: str) -> Pattern:
    chains: list[list[Step]] = [[]]
    sign, reach = "", 0
    for part in line.split():
        match = re.fullmatch(r"(>>|>!|>|~|-)(\d*)(\S*)", part)
        if part == "&":
            chains.append([])
            continue
        if match and not match[3]:
            sign, reach = match[1], int(match[2])
            continue
        if match:
            sign, reach, part = match[1], int(match[2] or NEAR), match[3]
        chains[-1].append(Step(sign, reach, tuple(part.split("|"))))
        sign, reach = "", 0
    return Pattern(kind, line, tuple(tuple(chain) for chain in chains))


def patterns() -> tuple[Pattern, ...]:
    lines = [(kind, line.strip()) for kind, rules in RULES.items() for line in rules.strip().split("\n")]
    return tuple(pattern(kind, line) for kind, line in lines)


class Watch:
    """All the lists and patterns, ready to be looked for."""

    def __init__(self) -> None:
        self.patterns = patterns()
        self._terms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, listed in [*CONCEPTS.items(), (PLAIN, ORDINARY)]:
            self._learn(name, terms(listed))
        for name in sorted(self._literals()):
            self._learn(name, terms(name.replace("_", " ")))
        heard = {word for found in self._terms.values() for rest, _ in found for word in rest}
        self._reader = Reader(heard | self._terms.keys(), EXPANSIONS, (word_list("words.txt"), word_list("first_names.txt"), frozenset(NOT_TYPOS.split())))

    def _learn(self, name: str, found: list[tuple[str, ...]]) -> None:
        for words in dict.fromkeys(found):
            self._terms.setdefault(words[0], []).append((words[1:], name))

    def _literals(self) -> set[str]:
        named = {name for p in self.patterns for chain in p.chains for step in chain for name in step.lists}
        unknown = {name for name in named if name.isupper() and name not in CONCEPTS}
        if unknown:
            raise ValueError(f"lists without words: {sorted(unknown)}")
        return {name for name in named if name not in CONCEPTS}

    def danger(self, text: str, known: Collection[str] = ()) -> str:
        found = self.find(text, known)
        return found.kind if found else ""

    def find(self, text: str, known: Collection[str] = ()) -> Pattern | None:
        places = self._reader.read(text, known)
        for start in range(0, max(len(places), 1), CHUNK - OVERLAP):
            masks = self._masks(places[start : start + CHUNK])
            for candidate in self.patterns:
                if all(matches(chain, masks) for chain in candidate.chains):
                    return candidate
        return None

    def _masks(self, places: list[Words]) -> Masks:
        masks: Masks = {}
        for index, place in enumerate(places):
            for word in place:
                for rest, name in self._terms.get(word, ()):
                    if not rest:
                        masks[name] = masks.get(name, 0) | 1 << index
                    elif follows(places, index, rest):
                        masks[name] = masks.get(name, 0) | ((1 << len(rest) + 1) - 1) << index
            add_age(masks, places, index)
        plain = masks.pop(PLAIN, 0)
        return {name: mask & ~plain for name, mask in masks.items() if mask & ~plain} if plain else masks


def follows(places: list[Words], index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) >= len(places):
        return False
    return all(word in places[index + offset] for offset, word in enumerate(rest, 1))


def add_age(masks: Masks, places: list[Words], index: int) -> None:
    """A number is an age when 'year old' follows, or 'is' or 'aged' comes before."""
    word = places[index][0]
    if not word.isdigit() or len(word) > 2:
        return
    after = places[index + 1][0] if index + 1 < len(places) else ""
    before = places[index - 1][0] if index else ""
    if after in ("year", "years", "yo", "y") or before in ("is", "aged", "turned"):
        name = "ADULT_AGE" if 18 <= int(word) < 70 else "YOUNG_AGE" if int(word) < 18 else ""
        masks[name] = masks.get(name, 0) | 1 << index


def matches(chain: tuple[Step, ...], masks: Masks) -> bool:
    current = 0
    for step in chain:
        there = 0
        for name in step.lists:
            there |= masks.get(name, 0)
        match step.sign:
            case "":
                current = there
            case ">":
                current = after(current, step.reach, 0) & there
            case ">>":
                current = after(current, step.reach, masks.get("HE", 0)) & there
            case ">!":
                current = after(current, step.reach, masks.get("BY", 0)) & there
            case "~":
                current = around(current, step.reach) & there
            case _:
                current &= ~around(there, step.reach)
        if not current:
            return False
    return True


def after(mask: int, between: int, stop: int) -> int:
    """The places that come after, with up to so many words between, none of which is in `stop`."""
    found = 0
    for _ in range(between + 1):
        mask <<= 1
        found |= mask
        mask &= ~stop
    return found


def around(mask: int, between: int) -> int:
    found = mask
    for shift in range(1, between + 2):
        found |= mask << shift | mask >> shift
    return found


@cache
def watch() -> Watch:
    return Watch()
