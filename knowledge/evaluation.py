"""How often the directory finds what a question with a known answer was after."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from knowledge.directory import Directory, Finding
from knowledge.safety import Screened, screen
from knowledge.service import Service
from knowledge.words import stem, words

NONE, SAFEGUARDING = "none", "safeguarding"
CLOSE = 88.0
_PLACES = frozenset("east sussex oldham worcestershire barking dagenham hackney sutton waltham forest".split()) | {  # noqa: SIM905
    "newham", "southwark", "lambeth", "manchester", "leeds", "trust", "generic", "the", "and", "of", "for", "in",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its right answers, as `tests/questions/*.yaml` hold them."""

    question: str
    locality: str
    kind: str
    first: tuple[str, ...]
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`found_first` and `found_in_three` are of the search alone, which follows also where danger is seen."""

    asked: Asked
    finding: Finding
    right_first: bool
    in_three: bool
    never_first: bool
    alarm: bool
    found_first: bool
    found_in_three: bool

    @property
    def abstained(self) -> bool:
        return self.finding.kind == NONE


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: tuple[Outcome, ...]

    @property
    def right_first(self) -> float:
        return _share(o.right_first for o in self.outcomes)

    @property
    def in_three(self) -> float:
        return _share(o.in_three for o in self.outcomes)

    @property
    def never_first(self) -> int:
        return sum(o.never_first for o in self.outcomes)

    def lines(self, misses: bool = True) -> Iterator[str]:
        """The figures, by kind, and then (unless they are to stay unseen) every miss with what came instead."""
        yield f"{len(self.outcomes)} questions: right first {self.right_first:.1%}, in first three {self.in_three:.1%}"
        ordered = sorted(self.outcomes, key=lambda o: o.asked.kind)
        for kind, group in groupby(ordered, key=lambda o: o.asked.kind):
            yield _kind_line(kind, list(group))
        yield from self._abstaining()
        yield from self._alarms()
        for outcome in self.outcomes if misses else ():
            if not outcome.right_first:
                yield _miss(outcome)

    def _abstaining(self) -> Iterator[str]:
        unanswerable = [o for o in self.outcomes if NONE in o.asked.first]
        answerable = [o for o in self.outcomes if NONE not in o.asked.first]
        yield f"  abstained rightly {_share(o.abstained for o in unanswerable):.1%} of {len(unanswerable)}"
        yield f"  abstained wrongly {_share(o.abstained for o in answerable):.1%} of {len(answerable)}"
        yield f"  another locality's service first: {self.never_first}"

    def _alarms(self) -> Iterator[str]:
        """How often what is ordinary was taken for danger, and how the search alone did, whose services follow."""
        ordinary = [o for o in self.outcomes if SAFEGUARDING not in o.asked.first]
        yield f"  taken for danger wrongly {_share(o.alarm for o in ordinary):.1%} of {len(ordinary)}"
        first, three = _share(o.found_first for o in ordinary), _share(o.found_in_three for o in ordinary)
        yield f"  the search alone: right first {first:.1%}, in first three {three:.1%}"


def load_questions(path: Path) -> list[Asked]:
    """Reads a file of questions; a `ValueError` says in one line what is wrong with it."""
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: cannot be read ({type(error).__name__})") from None
    if not isinstance(rows, list) or not rows:
        raise ValueError(f"{path.name}: this is not a list of questions")
    return [_asked(row, f"{path.name}, question {at}") for at, row in enumerate(rows, 1)]


def _asked(row: object, where: str) -> Asked:
    if not isinstance(row, dict) or not row.get("question") or not row.get("locality") or not row.get("first"):
        raise ValueError(f"{where}: a question needs question, locality and first")

    def names(key: str) -> tuple[str, ...]:
        value = row.get(key) or ()
        return (value,) if isinstance(value, str) else tuple(str(name) for name in value)

    return Asked(
        str(row["question"]),
        str(row["locality"]),
        str(row.get("kind") or ""),
        names("first"),
        names("also_fine_in_first_three"),
        names("never_first"),
    )


def evaluate(directory: Directory, questions: Iterable[Asked], screen: Callable[[str], Screened] = screen) -> Report:
    """Asks every question as the bot would: the safety screen first, then the search for what is left of it."""
    return Report(tuple(_outcome(directory, asked, screen(asked.question)) for asked in questions))


def _outcome(directory: Directory, asked: Asked, screened: Screened) -> Outcome:
    finding = directory.find(screened.question, asked.locality)
    services = [match.service for match in finding.matches]
    strangers = [service for service in services[:1] if service.locality != asked.locality]
    first = finding.kind == NONE if NONE in asked.first else is_any(services[:1], asked.first)
    three = first or is_any(services[:3], asked.first)
    if screened.danger or SAFEGUARDING in asked.first:
        right = bool(screened.danger) and SAFEGUARDING in asked.first
        return Outcome(asked, finding, right, right, False, not right and bool(screened.danger), first, three)
    return Outcome(asked, finding, first, three, is_any(strangers, asked.never) and not first, False, first, three)


def is_any(services: Sequence[Service], expected: Collection[str]) -> bool:
    return any(is_called(service, name) for service in services for name in expected)


def is_called(service: Service, expected: str) -> bool:
    """Whether an entry is what a question's author meant, by its id, or by a name written a little differently."""
    if service.id == expected:
        return True
    wanted = _plain(expected)
    return any(_same(_plain(name), wanted) for name in (service.name, *service.alternate_names))


def _same(name: str, wanted: str) -> bool:
    return bool(name) and (name == wanted or fuzz.token_sort_ratio(name, wanted) >= CLOSE)


def _plain(name: str) -> str:
    bare = re.sub(r"\(([A-Z]{2,})\)", " ", name)
    said = [stem(word) for word in words(bare) if word not in _PLACES]
    return " ".join(sorted(dict.fromkeys(said)))


def _share(values: Iterable[bool]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 1.0


def _kind_line(kind: str, group: Sequence[Outcome]) -> str:
    first, three = _share(o.right_first for o in group), _share(o.in_three for o in group)
    return f"  {kind:<18} {len(group):>4}  first {first:>6.1%}  three {three:>6.1%}"


def _miss(outcome: Outcome) -> str:
    came = "; ".join(f"{m.service.name} {m.score:.2f}" for m in outcome.finding.matches[:3]) or outcome.finding.kind
    asked = outcome.asked
    mark = "second or third" if outcome.in_three else "missed"
    wanted = " | ".join(asked.first)
    return f"{mark}: [{asked.kind}] {asked.locality}: {asked.question}\n    wanted {wanted}\n    came   {came}"


def by_kind(report: Report) -> Mapping[str, tuple[int, float, float]]:
    """For each kind of question: how many, right first, in the first three."""
    kinds = sorted({o.asked.kind for o in report.outcomes})
    groups = {kind: [o for o in report.outcomes if o.asked.kind == kind] for kind in kinds}
    return {
        kind: (len(g), _share(o.right_first for o in g), _share(o.in_three for o in g)) for kind, g in groups.items()
    }
