"""The adversary: given rows as they lie in a database, and what logs say, whose answers are whose?

Pure measures over plain rows, which `signpost survey attack` takes from a copy. Each gives how often the attack finds
the right person, beside how often chance would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CERTAIN = 0.99  # how sure chance must be to do worse before a finding is called one
SURE = 0.99999  # where several likenesses of few groups are tried at once, and luck would cry wolf

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One attack on one wave. `hits` of `tries` were right; chance alone is right with `chance` each."""

    attack: str
    tries: int
    hits: int
    chance: float
    certain: float = CERTAIN

    @property
    def rate(self) -> float:
        return self.hits / self.tries if self.tries else 0.0

    @property
    def at_chance(self) -> bool:
        """Whether luck does as well once in a hundred times or more."""
        if not self.hits:
            return True
        from scipy.stats import binomtest

        luck = binomtest(self.hits, self.tries, min(1.0, self.chance), alternative="greater").pvalue
        return bool(luck > 1 - self.certain)

    @property
    def sentence(self) -> str:
        verdict = "no better than chance" if self.at_chance else "BETTER THAN CHANCE"
        return f"{self.attack}: {self.hits} of {self.tries} linked, chance {self.chance * self.tries:.1f}: {verdict}."


def by_order(people: Sequence[Hashable], owners: Sequence[Hashable], name: str = "row order") -> Finding:
    """Pair the n-th who took part with the n-th row of answers. `owners` is who really gave each row: for the test."""
    tries = min(len(people), len(owners))
    hits = max(
        (sum(one == other for one, other in zip(people, turned)) for turned in (owners, owners[::-1])), default=0
    )
    return Finding(name, tries, hits, 2 / tries if tries else 0.0)


def by_number(
    people: Mapping[Any, int | str | bytes], rows: Iterable[tuple[int | str | bytes, Hashable]], name: str = "ids"
) -> Finding:
    """Sort both by their ids, and pair them: serial numbers and time-ordered UUIDs give themselves away."""
    first = sorted(people, key=lambda one: _key(people[one]))
    second = [owner for _, owner in sorted(rows, key=lambda row: _key(row[0]))]
    return by_order(first, second, name)


def by_likeness(people: Sequence[Hashable], rows: Sequence[Hashable], name: str = "row order") -> Finding:
    """As `by_order` where nobody knows the owners: pair both, and count the pairs that are of the same groups."""
    tries = min(len(people), len(rows))
    if not tries:
        return Finding(name, 0, 0, 0.0)
    ours, theirs = Counter(people), Counter(rows)
    chance = sum(count * theirs[one] for one, count in ours.items()) / (len(people) * len(rows))
    return Finding(name, tries, sum(one == other for one, other in zip(people, rows)), chance, SURE)


def by_time(
    seen: Iterable[tuple[datetime, Hashable]], rows: Iterable[tuple[datetime | None, Hashable]], name: str = "times"
) -> Finding:
    """Give each row of answers to whoever was seen at the time nearest to its own. Rows without a time link nobody.

    `seen` are times and people from logs, the inbox and the outbox."""
    known = sorted(seen, key=lambda one: one[0])
    timed = [(at, owner) for at, owner in rows if at is not None]
    people = len({person for _, person in known})
    if not known or not timed:
        return Finding(name, len(timed), 0, 1 / people if people else 0.0)
    apart = {at for at, _ in timed}
    if len(apart) == 1:
        return Finding(name, len(timed), 0, 1 / people)
    hits = sum(min(known, key=lambda one: abs(one[0] - at))[1] == owner for at, owner in timed)
    return Finding(name, len(timed), hits, 1 / people)


def by_groups(
    people: Mapping[Any, tuple[Hashable, ...]], rows: Iterable[tuple[tuple[Hashable, ...], Hashable]],
    name: str = "groups",
) -> Finding:  # fmt: skip
    """Whoever is alone in her combination of groups owns the one row that has it.

    The intruder is a colleague: she knows everybody's groups. Chance is that of picking a respondent."""
    held = Counter(people.values())
    alone = {groups: person for person, groups in people.items() if held[groups] == 1}
    given = list(rows)
    found = [(alone[groups], owner) for groups, owner in given if groups in alone]
    return Finding(name, len(given), sum(one == owner for one, owner in found), 1 / len(given) if given else 0.0)


def rarest(rows: Iterable[tuple[Hashable, ...]]) -> int:
    """How many share the rarest combination of groups: k of k-anonymity; 0 of no rows."""
    return min(Counter(rows).values(), default=0)


def shared_values(people: Iterable[Row], rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    """Columns of two tables that hold the same rare values: a key, a hash or a time that both sides keep.

    Gives for each pair of columns how many values stand exactly once on either side."""
    first, second = _columns(people), _columns(rows)
    found = {}
    for left, ours in first.items():
        for right, theirs in second.items():
            once = {value for value, count in ours.items() if count == 1} & {
                value for value, count in theirs.items() if count == 1
            }
            if once:
                found[left, right] = len(once)
    return found


def words_in_logs(lines: Iterable[str], answers: Iterable[str], shortest: int = 4) -> list[str]:
    """What people wrote that stands in a log line; very short answers are too common to tell anything."""
    wanted = sorted({answer for answer in answers if len(answer) >= shortest})
    return [answer for answer in wanted if any(answer in line for line in lines)] if wanted else []


def _columns(rows: Iterable[Row]) -> dict[str, Counter[Hashable]]:
    found: dict[str, Counter[Hashable]] = {}
    for row in rows:
        for name, value in row.items():
            if value is not None and not isinstance(value, bool):
                found.setdefault(name, Counter())[value] += 1
    return found


def _key(value: int | str | bytes) -> tuple[int, Any]:
    return (0, value) if isinstance(value, int) else (1, value.encode() if isinstance(value, str) else value)
