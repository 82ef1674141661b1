"""Patterns over the words of a text. Where the words of a list stand is one integer, whose bit i is set for word i, so
that a pattern is a few shifts and ANDs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Masks = dict[str, int]
NEAR = 8
"""Within how many words a list named with a bare minus keeps a pattern from counting."""
STOPS: dict[str, tuple[str, ...]] = {">": (), ">>": ("HE",), ">!": ("BY",)}
"""The lists that may not stand between, for each way of saying *after*."""
WITHIN_SENTENCE = frozenset({"LEARNING", "TEACH", "LEARNING_ONLY", "PRETEND", "EXCLUDED"})
"""The lists that excuse only what is said in the same sentence."""


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


def pattern(kind: str, line: str) -> Pattern:
    chains: list[list[Step]] = [[]]
    sign, reach = "", 0
    for part in line.split():
        match = re.fullmatch(r"(->|>>|>!|>|~|-)(\d*)(\S*)", part)
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


class Found:
    """Where the words of each list stand in one text, and what follows from that, worked out once."""

    def __init__(self, masks: Masks, begins: int = 0) -> None:
        self._masks = masks
        self._begins = begins
        self._any: dict[tuple[str, ...], int] = {}
        self._near: dict[tuple[tuple[str, ...], int], int] = {}

    def places(self, lists: tuple[str, ...]) -> int:
        known = self._any.get(lists)
        if known is None:
            known = 0
            for name in lists:
                known |= self._masks.get(name, 0)
            self._any[lists] = known
        return known

    def near(self, lists: tuple[str, ...], reach: int) -> int:
        key = (lists, reach)
        known = self._near.get(key)
        if known is None:
            bound = self._begins and not WITHIN_SENTENCE.isdisjoint(lists)
            known = within(self.places(lists), reach, self._begins) if bound else around(self.places(lists), reach)
            self._near[key] = known
        return known

    def holds(self, chain: tuple[Step, ...]) -> bool:
        current = self.places(chain[0].lists)
        for step in chain[1:]:
            if step.sign == "->":
                current &= ~earlier(self.places(step.lists), step.reach)
            elif step.sign == "-":
                current &= ~self.near(step.lists, step.reach)
            elif step.sign == "~":
                current = around(current, step.reach) & self.places(step.lists)
            else:
                there = self.places(step.lists)
                current = there and after(current, step.reach, self.places(STOPS[step.sign])) & there
            if not current:
                return False
        return True


def after(mask: int, between: int, stop: int) -> int:
    """The places that come after, with up to so many words between, none of which is in `stop`."""
    if not stop:
        return spread(mask, between) << 1
    found = 0
    for _ in range(between + 1):
        mask <<= 1
        found |= mask
        mask &= ~stop
    return found


def within(mask: int, reach: int, begins: int) -> int:
    """As `around`, but never into another sentence."""
    found = left = right = mask
    for _ in range(reach + 1):
        right = right << 1 & ~begins
        left = (left & ~begins) >> 1
        found |= left | right
    return found


def earlier(mask: int, between: int) -> int:
    """The places that come before, with up to so many words between."""
    return spread(mask, between) >> between + 1


def spread(mask: int, reach: int) -> int:
    """Each place, and so many that follow it."""
    done = 0
    while done < reach:
        step = min(done + 1, reach - done)
        mask |= mask << step
        done += step
    return mask


def around(mask: int, between: int) -> int:
    """The places that have one of these within so many words, before or after."""
    return spread(mask, 2 * (between + 1)) >> between + 1
