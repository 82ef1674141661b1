"""Whether a text may speak of danger: the lists and patterns of `danger_words` and `danger_rules`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise, product

from knowledge.danger_ordinary import NOT_TYPOS, ORDINARY
from knowledge.danger_rules import ENOUGH, HEAVY, LIGHT, NOT_SIGNS, RULES, WITHIN
from knowledge.danger_words import CONCEPTS, EXPANSIONS
from knowledge.patterns import Found, Masks, Pattern, pattern
from knowledge.wording import Reader, Words, word_list

CHUNK, OVERLAP = 400, 60
PLAIN = "(ordinary)"
EXCUSES = frozenset({"PAST", "OVER", "LEARNING_ONLY"})
EXPANDED = {short: tuple(long.split()) for short, long in EXPANSIONS.items()}
SIGN_LISTS = {"HEAVY": HEAVY, "LIGHT": LIGHT, "NOT_SIGNS": NOT_SIGNS}
GROWN = ("man", "fella", "bloke", "guy", "lad", "boyfriend", "male", "men", "woman")
SIGNS = Pattern("several-signs", "several words of weight together", ())


def forms(term: str) -> list[str]:
    """`punch+es+ed` as its words; the last word of a phrase carries the endings, what follows them is kept."""
    head, _, tail = term.partition("+")
    if not tail:
        return [term]
    endings, _, rest = tail.partition(" ")
    return [f"{head}{ending} {rest}".strip() for ending in ["", *endings.split("+")]]


def terms(listed: str) -> list[tuple[str, ...]]:
    found = []
    for term in listed.replace("'", "").split(","):
        for form in forms(term.strip()) if "+" in term else (term,):
            words: list[str] = []
            for word in form.split():
                words += EXPANDED.get(word) or (word,)
            if words:
                found.append(tuple(words))
    return found


def patterns() -> tuple[Pattern, ...]:
    lines = [(kind, line.strip()) for kind, rules in RULES.items() for line in rules.strip().split("\n")]
    return tuple(pattern(kind, line) for kind, line in lines)


class Watch:
    """All the lists and patterns, ready to be looked for."""

    def __init__(self) -> None:
        self.patterns = patterns()
        self._words: dict[str, list[str]] = {}
        self._phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        for name, listed in [*CONCEPTS.items(), (PLAIN, ORDINARY), *SIGN_LISTS.items()]:
            self._learn(name, terms(listed))
        for name in sorted(self._literals()):
            self._learn(name, terms(name.replace("_", " ")))
        self._needs = self._requirements()
        self._begin = frozenset(self._words) | {first for first, _ in self._phrases}
        never_typos = word_list("first_names.txt").union(NOT_TYPOS.split())
        self._reader = Reader(self._begin | self._inner(), EXPANDED, word_list("words.txt"), never_typos)

    def _learn(self, name: str, found: list[tuple[str, ...]]) -> None:
        for words in dict.fromkeys(found):
            if len(words) == 1:
                self._words.setdefault(words[0], []).append(name)
            else:
                self._phrases.setdefault((words[0], words[1]), []).append((words[2:], name))

    def _inner(self) -> set[str]:
        """The words of phrases after the first."""
        found = {second for _, second in self._phrases}
        return found.union(*(rest for phrases in self._phrases.values() for rest, _ in phrases))

    def _literals(self) -> set[str]:
        named = {name for p in self.patterns for chain in p.chains for step in chain for name in step.lists}
        unknown = {name for name in named if name.isupper() and name not in CONCEPTS}
        if unknown:
            raise ValueError(f"lists without words: {sorted(unknown)}")
        return {name for name in named if name not in CONCEPTS}

    def _requirements(self) -> list[tuple[int, tuple[int, ...], Pattern]]:
        """Each pattern with the lists it cannot do without: one number to compare, and some for either-or."""
        names = {name for p in self.patterns for chain in p.chains for step in chain for name in step.lists}
        self._flags = {name: 1 << number for number, name in enumerate(sorted(names))}
        needed = []
        for candidate in self.patterns:
            steps = [step for chain in candidate.chains for step in chain if not step.sign.startswith("-")]
            every = sum({self._flags[step.lists[0]] for step in steps if len(step.lists) == 1})
            either = {sum(self._flags[name] for name in set(step.lists)) for step in steps if len(step.lists) > 1}
            needed.append((every, tuple(either), candidate))
        return needed

    def danger(self, text: str, known: Collection[str] = ()) -> str:
        found = self.find(text, known)
        return found.kind if found else ""

    def is_excused(self, text: str, known: Collection[str] = ()) -> bool:
        """Whether a word says that it is over, or only taught."""
        places, _ = self._reader.sentences(text, known)
        return not EXCUSES.isdisjoint(self._masks(places[:CHUNK]))

    def find(self, text: str, known: Collection[str] = ()) -> Pattern | None:
        places, begins = self._reader.sentences(text, known)
        if len(places) <= CHUNK:
            return self._first(self._masks(places), sum(1 << begin for begin in set(begins)))
        places = self._shortened(places)
        for start in range(0, max(len(places), 1), CHUNK - OVERLAP):
            found = self._first(self._masks(places[start : start + CHUNK]))
            if found:
                return found
        return None

    def _first(self, masks: Masks, begins: int = 0) -> Pattern | None:
        present = 0
        for name in masks:
            present |= self._flags.get(name, 0)
        found = Found(masks, begins)
        missing = ~present
        for every, either, candidate in self._needs:
            if every & missing:
                continue
            for flags in either:
                if not flags & present:
                    break
            else:
                if all(found.holds(chain) for chain in candidate.chains):
                    return candidate
        return SIGNS if several_signs(masks) else None

    def _shortened(self, places: list[Words]) -> list[Words]:
        """Long stretches of words that no list holds, cut to a length that no pattern reaches across."""
        kept: list[Words] = []
        idle = 0
        for place in places:
            idle = 0 if any(word in self._begin for word in place) else idle + 1
            if idle <= OVERLAP // 2:
                kept.append(place)
        return kept

    def _masks(self, places: list[Words]) -> Masks:
        masks: Masks = {}
        for index, place in enumerate(places):
            for word in place:
                for name in self._words.get(word, ()):
                    masks[name] = masks.get(name, 0) | 1 << index
            if place[0].isdigit():
                add_age(masks, places, index)
        phrases = list(self._phrases_in(places))
        plain = masks.pop(PLAIN, 0)
        for name, mask in phrases:
            plain |= mask if name == PLAIN else 0
        for name, mask in phrases:
            if not mask & plain:
                masks[name] = masks.get(name, 0) | mask
        return {name: mask & ~plain for name, mask in masks.items() if mask & ~plain} if plain else masks

    def _phrases_in(self, places: list[Words]) -> Iterator[tuple[str, int]]:
        for index, (place, following) in enumerate(pairwise(places)):
            for pair in product(place, following):
                for rest, name in self._phrases.get(pair, ()):
                    if not rest or follows(places, index + 2, rest):
                        yield name, ((1 << len(rest) + 2) - 1) << index


def follows(places: list[Words], index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) > len(places):
        return False
    return all(word in places[offset] for offset, word in enumerate(rest, index))


def add_age(masks: Masks, places: list[Words], index: int) -> None:
    """A number is an age when 'year old' follows, or 'is' or 'aged' or 'man of' comes before."""
    word = places[index][0]
    if len(word) > 2:
        return
    after = places[index + 1][0] if index + 1 < len(places) else ""
    before = [place[0] for place in places[max(0, index - 2) : index]]
    told = before[-1:] and before[-1] in ("is", "aged", "turned", "boyfriend", "just")
    if told or before in [[who, "of"] for who in GROWN] or after in ("year", "years", "yo", "y"):
        name = "ADULT_AGE" if 18 <= int(word) < 70 else "YOUNG_AGE" if int(word) < 18 else PLAIN
        masks[name] = masks.get(name, 0) | 1 << index


def several_signs(masks: Masks) -> bool:
    """Whether enough words of weight stand together, with somebody there, and nothing ordinary to explain them."""
    heavy, people = masks.get("HEAVY", 0), masks.get("ONE", 0) | masks.get("CHILD", 0)
    if not heavy or not people or masks.get("NOT_SIGNS"):
        return False
    light, kin = masks.get("LIGHT", 0) & ~heavy, masks.get("KIN", 0)
    window = (1 << WITHIN) - 1
    for first in range(max(0, heavy.bit_length())):
        if heavy >> first & 1:
            here = window << first
            weight = 2 * (heavy & here).bit_count() + (light & here).bit_count() + bool(kin & here)
            if weight >= ENOUGH:
                return True
    return False


@cache
def watch() -> Watch:
    return Watch()
