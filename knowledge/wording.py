"""What somebody typed, read tolerantly: case, accents, text speak, digits for letters, typos, lost and extra spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

HERE = Path(__file__).parent
TOKEN = re.compile(r"[^\W_]+(?:['*@$!|][^\W_]+)*")
AGE = re.compile(r"(\d{1,2})(?:yo|yr|yrs|y|years?|yearold|yrold)")
STOP = re.compile(r"[.!?;]+\s|\n|\s-+\s")
LEET = str.maketrans("013457@$!|", "oieastasil")
LOOKALIKES = str.maketrans("’‘`´аеорсухіѕӏ", "''''aeopcyxisl")
PICTURES = str.maketrans(
    {"🔪": " knife ", "🗡": " blade ", "🔫": " gun ", "💣": " bomb ", "💊": " pills ", "⚰": " dead ", "🪦": " dead "}
)
UNTYPED = 1500
LONGEST = 20_000
STRETCHES = 8
PIECE = 8
HALF = 40
LONG = 8
"""From this length on, two slips are tolerated in a word."""
Words = tuple[str, ...]
"""The readings of one place in a text: usually one word, several where a typo could be either."""


@cache
def word_list(file: str) -> frozenset[str]:
    """A word a line. (The lines of the file's heading are in the set too, and match nothing.)"""
    return frozenset((HERE / file).read_text(encoding="utf-8").split("\n"))


def plain(text: str) -> str:
    """Lower case without accents, invisible characters or look-alike letters."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).translate(PICTURES).lower().translate(LOOKALIKES)
    return "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def deletions(word: str) -> list[str]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def sampled(text: str) -> str:
    """All of a text of a length that people write. Of a longer one, what is not padding: repeated pieces are dropped,
    and if it is still longer, its beginning, its end and stretches between are kept.
    """
    if len(text) <= LONGEST:
        return text
    words = [word if len(word) <= 2 * HALF else f"{word[:HALF]} {word[-HALF:]}" for word in text.split()]
    text = " ".join(dict.fromkeys(" ".join(words[i : i + PIECE]) for i in range(0, len(words), PIECE)))
    if len(text) <= LONGEST:
        return text
    size = LONGEST // STRETCHES
    starts = [(len(text) - size) * number // (STRETCHES - 1) for number in range(STRETCHES)]
    return "\n".join(text[start : start + size] for start in starts)


class Reader:
    """Reads tokens as words of a vocabulary. Ordinary words are read as they stand, never as a mistyped other."""

    def __init__(
        self,
        vocabulary: Collection[str],
        expansions: Mapping[str, Words],
        ordinary: Collection[str],
        never_typos: Collection[str],
    ) -> None:
        self.vocabulary = frozenset(vocabulary)
        self.expansions = expansions
        self.ordinary = ordinary
        self.never_typos = never_typos
        self._near: dict[str, list[str]] = {}
        self._long: dict[str, list[str]] = {}
        for word in self.vocabulary:
            if len(word) >= 3:
                for shorter in deletions(word):
                    self._near.setdefault(shorter, []).append(word)
            if len(word) >= LONG:
                self._long.setdefault(word[:3], []).append(word)
                self._long.setdefault(word[-3:], []).append(word)

    def read(self, text: str, known: Collection[str] = ()) -> list[Words]:
        return self.sentences(text, known)[0]

    def sentences(self, text: str, known: Collection[str] = ()) -> tuple[list[Words], list[int]]:
        """The words, and at which of them a new sentence begins."""
        spoken = [joined_letters(TOKEN.findall(sentence)) for sentence in STOP.split(plain(text))]
        meaning = self._meanings(dict.fromkeys(token for tokens in spoken for token in tokens), known)
        places: list[Words] = []
        begins = []
        for tokens in spoken:
            begins.append(len(places))
            for token in tokens:
                places.extend(meaning[token])
        return places, begins[1:]

    def _meanings(self, tokens: dict[str, None], known: Collection[str]) -> dict[str, list[Words]]:
        found: dict[str, list[Words]] = {}
        unknown = []
        for token in tokens:
            exact = self._exact(token)
            if exact is None and token in known:
                exact = [(token,)]
            if exact is None:
                unknown.append(token)
            else:
                found[token] = exact
        guessed = spread_out(unknown, UNTYPED)
        for token in unknown:
            found[token] = self._guess(token) if token in guessed else [(token,)]
        return found

    def _exact(self, token: str) -> list[Words] | None:
        if token in self.expansions:
            return [(word,) for word in self.expansions[token]]
        if token in self.vocabulary or token in self.ordinary or token in self.never_typos or token.isdigit():
            return [(token,)]
        return None

    def _guess(self, token: str) -> list[Words]:
        if len(token) > 40:
            token = token[:20] + token[-20:]
        age = AGE.fullmatch(token)
        if age:
            return [(age[1],), ("year",)]
        for spelling in spellings(token):
            exact = self._exact(spelling)
            if exact is not None:
                return exact
        letters = re.sub(r"[^a-z]", "", token.translate(LEET) if not token.isalpha() else token)
        if len(letters) < 3 or (not token.isalpha() and letters == ""):
            return [(token,)]
        near = self.nearest(letters)
        if near:
            return [near]
        parts = self.split(letters) if len(letters) >= 5 else []
        return [(part,) for part in parts] or [(token,)]

    def nearest(self, word: str) -> Words:
        """The vocabulary's words within the tolerated distance, the nearest only."""
        candidates = {near for shorter in deletions(word) for near in self._near.get(shorter, ())}
        if len(word) >= LONG - 1:
            candidates.update(self._long.get(word[:3], ()), self._long.get(word[-3:], ()))
        best: list[str] = []
        least = 3
        for candidate in candidates:
            distance = OSA.distance(word, candidate, score_cutoff=2)
            if distance > allowed(word, candidate) or distance > least:
                continue
            best = [candidate, *best] if distance == least else [candidate]
            least = distance
        return tuple(sorted(best))

    def split(self, letters: str) -> list[str]:
        """Words typed without the space between them, at least one of them of the vocabulary."""
        best: list[list[str] | None] = [[]] + [None] * len(letters)
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - 14), end):
                before = best[start]
                piece = letters[start:end]
                if before is None or not self._is_piece(piece):
                    continue
                held = best[end]
                if held is None or len(before) + 1 < len(held):
                    best[end] = [*before, piece]
        parts = best[-1] or []
        sound = len(parts) <= len(letters) / 3 + 1 and any(len(p) > 3 or p in self.vocabulary for p in parts)
        return [word for part in parts for word in self.expansions.get(part, (part,))] if sound else []

    def _is_piece(self, piece: str) -> bool:
        if len(piece) < 3:
            return piece in SHORT_PIECES
        return piece in self.vocabulary or piece in self.ordinary


SHORT_PIECES = frozenset("i a to in at on is he me my it up us we go do of no by".split())  # noqa: SIM905


def allowed(word: str, candidate: str) -> int:
    """How many slips are tolerated between what was typed and the word that was perhaps meant."""
    if len(candidate) <= 3:
        swapped = len(word) == len(candidate) and sorted(word) == sorted(candidate)
        return 1 if swapped or len(word) == 4 else 0
    if len(word) < 4:
        return 1 if len(candidate) == 4 and word[0] == candidate[0] else 0
    return 2 if len(candidate) >= LONG and len(word) >= LONG - 1 else 1


def spellings(token: str) -> list[str]:
    """The same token without apostrophes, stars, digits for letters or repeated letters."""
    bare = re.sub(r"['*@$!|]", "", token)
    leet = re.sub(r"['*]", "", token.translate(LEET)) if not token.isalpha() else bare
    found = [token[:-2], bare, leet] if token.endswith("'s") else [bare, leet]
    if leet.isalpha():
        found += [re.sub(r"(.)\1{2,}", r"\1\1", leet), re.sub(r"(.)\1{2,}", r"\1", leet)]
        found += [re.sub(r"(.)\1+", r"\1", leet)]
    return found


def joined_letters(tokens: list[str]) -> list[str]:
    """'k i l l' as one token."""
    joined: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1 and token.isalpha():
            run.append(token)
            continue
        joined.extend(["".join(run)] if len(run) >= 3 else run)
        run = []
        if token:
            joined.append(token)
    return joined


def spread_out(tokens: list[str], most: int) -> frozenset[str]:
    """At most so many of them, from the beginning, the end and everywhere between."""
    if len(tokens) <= most:
        return frozenset(tokens)
    third = most // 3
    between = tokens[third:-third]
    return frozenset(tokens[:third] + tokens[-third:] + between[:: len(between) // third + 1])
