"""Regular expressions that cannot take for ever: what `regex()` in an expression allows.

Letters, `.`, `[a-z]`, `\\d \\w \\s`, groups, `|`, `* + ?` and `{2,5}`. No look-around and no references back. Matching
follows all possibilities at once and counts its steps; Python's `re` decides here about single characters alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

LONGEST_PATTERN, LONGEST_TEXT = 200, 1000
MOST_TIMES = 100  # in {2,5}
DEEPEST = 8
MOST_STEPS = 100_000
ATOM = re.compile(r"\\[dDwWsS]|\\[^A-Za-z0-9]|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[\]()|*+?{}^$]", re.DOTALL)
DOLLAR = re.compile(r"(?<!\\)(\\\\)*\$\Z")
AMBIGUOUS = re.compile(r"\[|--|&&|~~|\|\|")  # within a set, Python may read these otherwise one day
TIMES = re.compile(r"\{([0-9]{1,3})(,([0-9]{0,3}))?\}")


class PatternError(ValueError):
    """The pattern is none, or too much of one: the message says why, `position` where."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Atom:
    """One character."""

    fits: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    ways: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`most` is None for any number."""

    part: Node
    least: int
    most: int | None


Node = Atom | Sequence | Either | Repeat


class Pattern:
    """A pattern that a whole text fits or not. Raises PatternError when made."""

    def __init__(self, source: str) -> None:
        if len(source) > LONGEST_PATTERN:
            raise PatternError(f"a pattern may have {LONGEST_PATTERN} characters", LONGEST_PATTERN)
        self.source = source
        self._at = 0
        if source.startswith("^"):
            self._at = 1
        self._end = len(source) - bool(DOLLAR.search(source))
        self._node = self._either(0)
        if self._at < self._end:
            raise PatternError(f"{source[self._at]!r} cannot stand here", self._at)

    def fits(self, text: str) -> bool:
        """Whether the whole of a text fits. Raises PatternError if that would be too much work."""
        if len(text) > LONGEST_TEXT:
            return False
        return len(text) in _Match(text).after(self._node, frozenset({0}))

    def _either(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise PatternError("brackets within too many brackets", self._at)
        ways = [self._sequence(depth)]
        while self._next() == "|":
            self._at += 1
            ways.append(self._sequence(depth))
        return Either(tuple(ways)) if len(ways) > 1 else ways[0]

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._times(self._one(depth)))
        return Sequence(tuple(parts))

    def _one(self, depth: int) -> Node:
        begin = self._at
        if self._next() == "(":
            self._at += 3 if self.source.startswith("(?:", begin) else 1
            if self._next() == "?":
                raise PatternError("look-around is not supported", begin)
            inner = self._either(depth + 1)
            if self._next() != ")":
                raise PatternError("a bracket is not closed", begin)
            self._at += 1
            return inner
        found = ATOM.match(self.source, begin, self._end)
        if not found:
            raise PatternError(f"{self._next()!r} cannot stand here", begin)
        self._at = found.end()
        try:
            if AMBIGUOUS.search(found[0], 1):
                raise PatternError(f"{found[0]} can be read in two ways: put \\ before the sign", begin)
            return Atom(re.compile(found[0], re.DOTALL).fullmatch)
        except re.error:
            raise PatternError(f"{found[0]} is no set of characters", begin) from None

    def _times(self, part: Node) -> Node:
        begin = self._at
        sign = self._next()
        if sign in ("*", "+", "?"):
            self._at += 1
            part = Repeat(part, int(sign == "+"), 1 if sign == "?" else None)
        elif sign == "{":
            found = TIMES.match(self.source, begin, self._end)
            least = int(found[1]) if found else 0
            most = (int(found[3]) if found[3] else None) if found and found[2] else least
            if not found or max(least, most or 0) > MOST_TIMES or (most is not None and most < least):
                raise PatternError("how often? write {2}, {2,} or {2,5}, 100 at the most", begin)
            self._at = found.end()
            part = Repeat(part, least, most)
        else:
            return part
        if self._next() in ("*", "+", "?", "{"):
            raise PatternError("one repetition after another", self._at)
        return part

    def _next(self) -> str:
        return self.source[self._at] if self._at < self._end else ""


@dataclass(slots=True)
class _Match:
    """One text being followed through a pattern."""

    text: str
    steps: int = 0

    def after(self, node: Node, begins: frozenset[int]) -> frozenset[int]:
        """Where the node can end if it can begin at any of these places."""
        self.steps += len(begins) + 1
        if self.steps > MOST_STEPS:
            raise PatternError("this text and this pattern are too much work", 0)
        match node:
            case Atom():
                return frozenset(at + 1 for at in begins if at < len(self.text) and node.fits(self.text[at]))
            case Sequence():
                for part in node.parts:
                    begins = self.after(part, begins) if begins else begins
                return begins
            case Either():
                return frozenset().union(*(self.after(way, begins) for way in node.ways))
            case Repeat():
                return self.repeated(node, begins)

    def repeated(self, node: Repeat, begins: frozenset[int]) -> frozenset[int]:
        for _ in range(node.least):
            begins = self.after(node.part, begins) if begins else begins
        reached = new = begins
        times = node.least
        while new and (node.most is None or times < node.most):
            new = self.after(node.part, new) - reached
            reached |= new
            times += 1
        return reached
