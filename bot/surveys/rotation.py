"""Asking each member only a few of many statements at a time, so that all of them are answered by enough people.

A *round* is as many waves as it takes until everybody has met every statement once. Members come in sets of as many as
a round has waves: within a set each wave shows each statement to exactly one of them (a Latin square of blocks). From
set to set the blocks are cut differently, so that any two statements are asked together about as often as any others.
Everything follows from the series, the round and the member's place in the list: nothing is drawn, nothing kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from math import comb

CUTS = 24  # different ways to cut the statements into blocks, after which they come again
STRIDE = 7  # cuts from one round to the next: no factor in common with CUTS, so each round begins elsewhere
SWEEPS = 4  # rounds of exchanging statements between blocks while that evens out the pairs

Block = frozenset[int]
Cut = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """`size` of the `statements` (ids, in the instrument's order) are asked per wave; at least one."""

    series: str
    statements: tuple[str, ...]
    size: int

    def __post_init__(self) -> None:
        if not 1 <= self.size <= len(self.statements):
            raise ValueError(f"Between 1 and {len(self.statements)} statements can be asked at a time.")

    @property
    def waves(self) -> int:
        """How many waves make a round."""
        return -(-len(self.statements) // self.size)

    def asks(self, round_: int, member: int, wave: int) -> tuple[str, ...]:
        """What the member at this place of the list is asked in a wave of a round (all from 0)."""
        cuts = _cuts(self.series, len(self.statements), self.waves)
        cut = cuts[(round_ * STRIDE + member // self.waves) % CUTS]
        block = cut[(_digest(self.series, "round", round_) + member + wave) % self.waves]
        return tuple(self.statements[at] for at in sorted(block))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What results a launch can hope for. Shares are of cells that will have too few answers to be shown."""

    members: int
    rate: float
    waves: int
    threshold: int
    answers_a_wave: float
    hidden_a_wave: float
    answers_a_round: float
    hidden_a_round: float
    groups_never: tuple[str, ...] = ()
    groups_rarely: tuple[str, ...] = ()
    words_hidden: float = 0.0

    @property
    def lines(self) -> tuple[str, ...]:
        """The same in plain sentences, for whoever launches it."""
        answering = round(self.members * self.rate)
        members = "1 member" if self.members == 1 else f"{self.members} members"
        said = [f"{members}, of whom about {answering} answer."]
        if self.waves > 1:
            said.append(
                f"Each statement gets about {self.answers_a_wave:.0f} answers a wave, and {_share(self.hidden_a_wave)} "
                f"of them would be below {self.threshold}: results come per round of {self.waves} waves, with about "
                f"{self.answers_a_round:.0f} answers each."
            )
        if self.members < self.threshold:
            said.append(f"Of fewer than {self.threshold} no results can be shown.")
        elif self.hidden_a_round > 0.05:
            hidden = f"{_share(self.hidden_a_round)} of the statements are likely to stay hidden."
            said.append(f"Even so, {hidden}" if self.waves > 1 else hidden.capitalize())
        if self.groups_never:
            said.append(f"Never shown by themselves (too few members): {', '.join(self.groups_never)}.")
        if self.groups_rarely:
            said.append(f"Hidden more often than not: {', '.join(self.groups_rarely)}.")
        if self.words_hidden > 0.5:
            said.append("Comments are likely to stay hidden: too few will write one.")
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Hopes:
    """What whoever launches it expects: `rate` of the members answer, `words` of them write a comment."""

    members: int
    rate: float = 0.7
    words: float = 0.5
    groups: Mapping[str, int] = field(default_factory=dict)


def outlook(hopes: Hopes, rotation: Rotation | None = None, threshold: int = 5, for_words: int = 10) -> Outlook:
    """What can be shown, what rarely and what never. `threshold` is the k of closed answers."""
    waves = rotation.waves if rotation else 1
    seen, more = divmod(hopes.members, waves)  # in a wave, `more` of the blocks go to one member more
    hidden = (
        (waves - more) * _fewer(threshold, seen, hopes.rate) + more * _fewer(threshold, seen + 1, hopes.rate)
    ) / waves
    never = tuple(name for name, size in hopes.groups.items() if size < threshold)
    return Outlook(
        hopes.members,
        hopes.rate,
        waves,
        threshold,
        hopes.members * hopes.rate / waves,
        hidden,
        hopes.members * hopes.rate,
        _fewer(threshold, hopes.members, hopes.rate),
        never,
        tuple(
            name
            for name, size in hopes.groups.items()
            if name not in never and _fewer(threshold, size, hopes.rate) > 0.5
        ),
        _fewer(for_words, hopes.members, hopes.rate * hopes.words),
    )


def _fewer(than: int, of: int, rate: float) -> float:
    """The chance that fewer answer, if each does with the same chance."""
    return sum(comb(of, count) * rate**count * (1 - rate) ** (of - count) for count in range(min(than, of + 1)))


def _share(share: float) -> str:
    if share < 0.01:
        return "hardly any"
    return "all" if share > 0.99 else f"{share:.0%}"


@lru_cache(maxsize=64)
def _cuts(series: str, count: int, waves: int) -> tuple[Cut, ...]:
    """Ways to cut the statements into blocks, each evening out which pairs the ones before it made."""
    met = [[0] * count for _ in range(count)]
    cuts = []
    for number in range(CUTS):
        order = sorted(range(count), key=lambda one: _digest(series, number, one))
        cut = _evened(_dealt(order, waves, met), met)
        for block in cut:
            for one, other in combinations(sorted(block), 2):
                met[one][other] += 1
                met[other][one] += 1
        cuts.append(tuple(frozenset(block) for block in cut))
    return tuple(cuts)


def _dealt(order: Sequence[int], waves: int, met: Sequence[Sequence[int]]) -> list[list[int]]:
    """Each statement goes into the block, of those with room, whose statements it has met least."""
    sizes = [len(order) // waves + (at < len(order) % waves) for at in range(waves)]
    blocks: list[list[int]] = [[] for _ in range(waves)]
    for one in order:
        room = [at for at in range(waves) if len(blocks[at]) < sizes[at]]
        blocks[min(room, key=lambda at: (_cost(one, blocks[at], met), len(blocks[at]) / sizes[at]))].append(one)
    return blocks


def _evened(blocks: list[list[int]], met: Sequence[Sequence[int]]) -> list[list[int]]:
    """Exchange two statements wherever that makes rarer pairs."""
    for _ in range(SWEEPS):
        better = False
        for left, right in combinations(blocks, 2):
            for i in range(len(left)):
                for j in range(len(right)):
                    one, other = left[i], right[j]
                    now = _cost(one, left, met) + _cost(other, right, met)
                    then = _cost(other, left, met, but=one) + _cost(one, right, met, but=other)
                    if then < now:
                        left[i], right[j] = other, one
                        better = True
        if not better:
            break
    return blocks


def _cost(one: int, block: Sequence[int], met: Sequence[Sequence[int]], but: int = -1) -> int:
    """Frequent pairs weigh more than they are frequent, so that none falls behind."""
    return sum((2 * met[one][other] + 1) for other in block if other not in (one, but))


def _digest(*parts: object) -> int:
    return int.from_bytes(hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=8).digest())
