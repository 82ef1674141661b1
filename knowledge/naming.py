"""Names said whole: exactly, or with a slip or lost spaces. A name is here one run of letters and digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from knowledge.service import Service
from knowledge.spelling import Speller
from knowledge.words import collapsed

EXACT, TRIMMED = 1.0, 0.97
LETTERS_A_SLIP = 5
MOST_SLIPS = 4
SHORTEST, LONGEST = 5, 60
FEW_WORDS = 3
MANY_ENTRIES = 1000


class Names:
    """Every name and other name of a locality's entries."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._entries: dict[str, list[int]] = {}
        self._runs: list[tuple[str, ...]] = []
        for entry, service in enumerate(services):
            runs = tuple(dict.fromkeys(map(collapsed, (service.name, *service.alternate_names))))
            self._runs.append(runs)
            for run in runs:
                self._entries.setdefault(run, []).append(entry)
        sought = (run for run in self._entries if SHORTEST <= len(run) <= LONGEST)
        self._speller = Speller(sought, at_once=len(services) > MANY_ENTRIES)

    def said(self, runs: Sequence[str], likely: Iterable[int], few_words: bool) -> dict[int, float]:
        """The entries that are called so, and how surely. The first run is all that was said; `likely` are entries
        with a word of their name in it. A few words with lost spaces may hold none, and are sought everywhere."""
        found: dict[int, float] = {}
        likely = list(likely)
        for run, sure in zip(runs, (EXACT, TRIMMED)):
            for name, share in self._alike(run, likely, few_words):
                for entry in self._entries[name]:
                    found[entry] = max(found.get(entry, 0.0), sure * share)
        return found

    def _alike(self, run: str, likely: Sequence[int], few_words: bool) -> list[tuple[str, float]]:
        if run in self._entries:
            return [(run, 1.0)]
        if not SHORTEST <= len(run) <= LONGEST:
            return []
        slips = min(MOST_SLIPS, max(1, len(run) // LETTERS_A_SLIP))
        names = [name for entry in likely for name in self._runs[entry] if abs(len(name) - len(run)) <= slips]
        near = [(name, OSA.distance(run, name, score_cutoff=slips)) for name in names]
        close = [(name, slip) for name, slip in near if slip <= slips]
        if few_words and not close:
            close = self._speller.near(run, slips)
        return [(name, 1 - 1.5 * slip / len(run)) for name, slip in close]
