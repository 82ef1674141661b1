"""People's names in a question: told from the names of services, schools and places, and from ordinary words."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from knowledge.details import DATE, Detail
from knowledge.name_words import (
    ACRONYMS,
    CALENDAR,
    KIN,
    LINKS,
    OFFERS,
    PLACES,
    PUBLIC,
    SLANG,
    SUBJECTS,
    SURNAMES,
    THINGS,
    TITLES,
)
from knowledge.wording import word_list

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
SPACE = re.compile(r"\s{1,3}(?:[A-Z]\.?\s)?")
COMMA = re.compile(r",\s?")
DOT = re.compile(r"\.?\s")
VOWEL = re.compile(r"[aeiouy]")
SAINTLY = ("st", "saint", "sir")
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven"
FORM = r"(?-i:(?:1[0-3]|[1-9])[A-HJ-Z])"
YEAR = rf"(?:y(?:ea)?r?\.?\s?(?:1[0-3]|[0-9]|r|{NUMBERS})|reception|rec|nursery|eyfs|ks\s?[1-5]|{FORM})"
AGE = r"(?:aged?\s?\d{1,2}|\d{1,2}\s?(?:y\.?o\.?|yrs?\b|years?\b|y/o|months)|\d{1,2}(?=\W*$|\s?[,;)]))"
NEED = (
    r"asd|asc|autis\w*|adhd|add|semh|ehcp|ehc|odd|pda|ocd|ebsa|dyslexi\w*|dyspraxi\w*|downs?|epilep\w*|diabet\w*|send?|"
    r"cla|lac|pex|pexed|foetal|fasd|tourette\w*|cerebral|selective\w*|nonverbal|non[- ]verbal|"
    r"anxi\w*|trauma\w*|self[- ]?harm\w*|camhs|"
    r"suspend\w*|exclu\w*|adopted|looked[- ]after"
)
BORN = rf"{DATE}|d\.?o\.?b|born"
STRONG_CUE = re.compile(rf"(?<!\w)(?:{YEAR}|{AGE}|{NEED}|{BORN}|upn)(?!\w)", re.I)
BETWEEN = r"is|in|who's|who is|from|our|a|and|of|he|she|he's|she's|whos|hes|shes|form|class"
AGE_CUE = re.compile(
    rf"(?:\s(?-i:[A-Z])(?=\W))?(?:\W{{0,4}}(?:(?:{BETWEEN})\s){{0,4}})(?:{YEAR}|{AGE}|{BORN})(?!\w)", re.I
)
YOUNG = r"boy|girl|pupil|child|lad|student|kid"
AGE_BEFORE = re.compile(rf"(?<!\w)(?:{YEAR}|{AGE})\W{{0,3}}(?:(?:{YOUNG}|called|named|is)\W{{1,2}}){{0,3}}$", re.I)
CHILD_CUE = re.compile(
    rf"(?<!\w)(?:{YOUNG}|he|she|him|her|his|hers|lass|son|daughter|mum|dad|they|brother|sister|parents?|class|"
    r"attendance|toddler|baby|me|my|hes|shes|he's|she's|foster|carer|nephew|niece|grandson|granddaughter|twins?|needs|keeps|struggl\w*|"
    r"refus\w*|won't|wont|can't|cant|hits|bites)(?!\w)",
    re.I,
)
KIN_BEFORE = re.compile(
    rf"(?<!\w)(?:my|our|her|his|the|their|a|this|foster|step|little|young)\s+(?:\w{{1,12}}\s+)?(?:{YOUNG}|son|"
    r"daughter|brother|sister|nephew|niece|grandson|granddaughter|toddler|baby|twin|stepson|stepdaughter|friend|mum|dad|"
    r"little one)(?:'s)?\W{1,2}(?:is\s|is\scalled\s|called\s|named\s|name\sis\s|name's\s)?$",
    re.I,
)
CALLED_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{YOUNG}|lass|son|daughter|he's|she's|he\sis|she\sis|hes|shes)\s+(?:is\s|in\s\S{{1,6}}\s"
    r"(?:\S{1,3}\s)?)?(?:called|named)|(?:my|his|her|child's|pupil's|the)\s+name(?:'s|\sis)|"
    r"(?:name|pupil|student|child|re)\s?[:=])\s*$",
    re.I,
)
CAPITALS = r"[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){0,3}"
SCHOOL = re.compile(
    rf"(?<!\w)(?:who\s)?(?:goes|went|going|go)\sto\s{CAPITALS}|(?<!\w)(?:attends|attending)\s{CAPITALS}"
)
OWNS = re.compile(
    r"['’]s\s(?:mum|dad|mother|father|nan|parents|behaviour|attendance|teacher|carer|class|school|ehcp|ehc|plan|review|"
    r"exclusion|suspension|placement|needs|taxi|transport|meltdowns|social\sworker|ta|senco|sister|brother)(?!\w)"
)
KINSHIP = r"(?:mum|mam|mom|dad|mother|father|nan|parents|carer|sister|brother|social\sworker)(?!\w)"
FAMILY_OF = re.compile(rf"['’]?s\s{KINSHIP}", re.I)  # “jacks dad”, typed by thumb
ACTS = re.compile(  # what is said of a child, right after the name
    r"\s(?:won['’]?t|can['’]?t|doesn['’]?t|keeps|hits|bites|kicks|spits|cries|refuses|struggles|runs)\s"
)
IS_LIKE = re.compile(
    rf"\s(?:is|has)\s(?:got\s)?(?:{NEED}|{AGE}|three|four|five|six|seven|eight|nine|ten|eleven)(?!\w)", re.I
)
LIVES = re.compile(r"\s(?:is|has|was|isn['’]?t|hasn['’]?t|won['’]?t|wants|needs|keeps)\s")
INITIALS_BEFORE = re.compile(r"(?<!\w)(?:[A-Z]\.\s?){1,3}$")
INITIALS = re.compile(r"(?<![\w.&/])(?:[A-Z]\.\s?[A-Z](?!\w)\.?|[A-Z]{2}(?![\w&/]))")
YOUNG_BEFORE = re.compile(rf"(?<!\w)(?:{YOUNG}|son|daughter|initials)\W{{1,3}}$", re.I)
IN_A_YEAR = re.compile(rf"\W{{1,2}}(?:(?:is|in|from|who's|a|of|class|form)\s){{0,3}}{YEAR}(?!\w)", re.I)
HOUSEHOLD = re.compile(
    r"\s(?:twins|boys|girls|lads|kids|children|brothers|sisters|siblings|family)(?!\w)(?:\s(\w+))?", re.I
)
DATED = re.compile(rf"[\s,(:\-]{{1,3}}(?:dob\W{{0,3}})?(?:{DATE})", re.I)


class Token(NamedTuple):
    """A word of the text, and what may be said of it as (part of) a name."""

    text: str
    start: int
    end: int
    low: str
    first: bool
    sure: bool
    ordinary: bool
    barred: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@cache
def first_names() -> frozenset[str]:
    return word_list("first_names.txt")


Nature = tuple[bool, bool, bool, bool]


def nature(low: str, known: Collection[str]) -> Nature:
    """Whether a word is a first name, surely one, an ordinary word, or not to be taken for a name at all."""
    firsts, words = first_names(), word_list("words.txt")
    barred = low in known or low in ACRONYMS
    if low in words and low not in firsts:
        return False, False, True, barred
    parts = low.split("-")
    first = not barred and len(low) > 1 and (low in firsts or (len(parts) > 1 and parts[0] in firsts))
    ordinary = low in words or (len(parts) > 1 and all(part in words for part in parts)) or "'" in low[2:-1]
    return first, first and not ordinary and low not in PLACES, ordinary, barred


def tokens(text: str, known: Collection[str]) -> list[Token]:
    natures: dict[str, Nature] = {}
    found = []
    for match in WORD.finditer(text):
        written = match[0]
        if written[-2:] in ("'s", "’s", "'S", "’S"):
            written = written[:-2]
        low = written.lower().replace("’", "'")
        if low[-1] == "s" and is_owner(low[:-1]) and FAMILY_OF.match(text, match.end() - 1):
            written, low = written[:-1], low[:-1]
        told = natures.get(low)
        if told is None:
            told = natures[low] = nature(low, known)
        found.append(Token(written, match.start(), match.start() + len(written), low, *told))
    return found


def is_owner(low: str) -> bool:
    return low in first_names() or low in SURNAMES


class Scene:
    """The words of one text, and what the text as a whole says about them."""

    def __init__(self, text: str, known: Collection[str]) -> None:
        self.text = text
        self.words = tokens(text, known)
        self.cased = any(word.text.islower() for word in self.words)
        self._about_a_child: bool | None = None

    @property
    def about_a_child(self) -> bool:
        if self._about_a_child is None:
            self._about_a_child = CHILD_CUE.search(self.text) is not None
        return self._about_a_child

    def may_begin(self, word: Token) -> bool:
        return word.first or word.low in SURNAMES or (word.capital and (not word.ordinary or word.low in TITLES))

    def beside(self, index: int, gap: re.Pattern[str] = SPACE) -> Token | None:
        """The next word, when nothing but a space (or an initial) stands between."""
        if index + 1 >= len(self.words):
            return None
        here, following = self.words[index : index + 2]
        return following if gap.fullmatch(self.text, here.end, following.start) else None

    def before(self, word: Token) -> str:
        return self.text[max(0, word.start - 60) : word.start]

    def ahead(self, word: Token) -> str:
        return self.text[word.end : word.end + 60]

    def near(self, word: Token) -> str:
        return self.text[max(0, word.start - 80) : word.end + 80]

    def aged(self, word: Token) -> bool:
        """Whether an age or a year group stands right beside it."""
        return bool(AGE_CUE.match(self.ahead(word)) or AGE_BEFORE.search(self.before(word)))

    def introduced(self, word: Token) -> bool:
        return CALLED_BEFORE.search(self.before(word)) is not None

    def acts(self, word: Token) -> bool:
        """Whether a school's child is said to do something: “Ashton won't sit still, y1”."""
        ahead = self.ahead(word)
        return bool(IS_LIKE.match(ahead) or (ACTS.match(ahead) and STRONG_CUE.search(ahead)))

    def of_kin(self, word: Token) -> bool:
        return KIN_BEFORE.search(self.before(word)) is not None

    def owns(self, word: Token) -> bool:
        return OWNS.match(self.ahead(word)) is not None

    def has_family(self, word: Token) -> bool:
        return FAMILY_OF.match(self.ahead(word)) is not None

    def is_household(self, word: Token, index: int) -> bool:
        """“the Smith twins”: a surname, and then who bears it."""
        told = HOUSEHOLD.match(self.text, word.end) if word.low in SURNAMES else None
        of_the = index > 0 and self.words[index - 1].low == "the"
        return (
            told is not None
            and of_the
            and (told[1] or "").lower() not in THINGS
            and (word.capital or not word.ordinary)
        )

    def lives(self, word: Token) -> bool:
        return LIVES.match(self.ahead(word)) is not None

    def dated(self, word: Token) -> bool:
        return DATED.match(self.ahead(word)) is not None

    def is_persons(self, word: Token) -> bool:
        return self.text.startswith(("'s", "’s"), word.end) or AGE_CUE.match(self.ahead(word)) is not None


def names(text: str, known: Collection[str] = ()) -> list[Detail]:
    """Where people's names stand."""
    scene = Scene(text, known)
    found: list[Detail] = []
    index = 0
    while index < len(scene.words):
        length = length_at(scene, index) if scene.may_begin(scene.words[index]) else 0
        if length:
            begin = scene.words[index].start
            letters = INITIALS_BEFORE.search(text[max(0, begin - 12) : begin])
            found.append(
                Detail("name", begin - len(letters[0] if letters else ""), scene.words[index + length - 1].end)
            )
        index += max(length, 1)
    return found + initials(scene, known)


def initials(scene: Scene, known: Collection[str]) -> list[Detail]:
    """“J.S. in 8B”, “pupil KM”: two letters that stand for a child, and for nothing else that is known here."""
    found = []
    for match in INITIALS.finditer(scene.text) if scene.cased else ():
        low = "".join(filter(str.isalpha, match[0])).lower()
        if low in known or low in ACRONYMS or low in SUBJECTS or low in word_list("words.txt"):
            continue
        before, ahead = scene.text[max(0, match.start() - 20) : match.start()], scene.text[match.end() :][:40]
        if YOUNG_BEFORE.search(before) or IN_A_YEAR.match(ahead):
            found.append(Detail("name", match.start(), match.end()))
    return found


def length_at(scene: Scene, index: int) -> int:
    """How many words long the name is that begins here; 0 if none does."""
    word = scene.words[index]
    of_saint = index > 0 and scene.words[index - 1].low in SAINTLY and not (word.sure and scene.aged(word))
    if word.barred or of_saint or word.low == "st":
        return titled(scene, index)
    if is_public(scene, index) or is_public(scene, index - 1):
        return 0
    return full(scene, index) or backwards(scene, index) or titled(scene, index) or int(single(scene, index))


def is_public(scene: Scene, index: int) -> bool:
    """Whether a name that things are called after begins here."""
    following = scene.beside(index) if index >= 0 else None
    return following is not None and f"{scene.words[index].low} {following.low}" in PUBLIC


def full(scene: Scene, index: int) -> int:
    """First name and surname, or two first names and a surname."""
    word, following = scene.words[index], scene.beside(index)
    if following is None or not is_surname(scene, word, following):
        return 0
    third = scene.beside(index + 1)
    of_the = index > 0 and scene.words[index - 1].low == "the"
    if third is not None and third.low in THINGS and scene.cased and (third.capital or of_the or is_faint(word)):
        return 0
    return 3 if third is not None and following.first and is_surname(scene, following, third) else 2


def is_faint(word: Token) -> bool:
    """Whether the word, as it is written, may as well be a place."""
    return not (word.sure or word.capital)


def is_surname(scene: Scene, word: Token, after: Token) -> bool:
    """Whether the two words read as first name and surname."""
    if (after.barred and after.low not in SURNAMES) or len(after.low) < 2:
        return False
    acronym = after.shouted and len(after.text) <= 5 and not word.shouted
    capital = scene.cased and after.capital and not acronym
    if word.sure:
        return follows_sure(scene, after, capital)
    if word.first and word.capital and scene.cased:
        named = is_rare(after) or after.low in SURNAMES
        return capital and named and (after.low not in THINGS or scene.is_persons(after))
    if word.first:
        surname = after.low in SURNAMES and (scene.aged(after) or not (word.ordinary or after.ordinary))
        return surname or (scene.dated(after) and after.low not in LINKS)
    new = word.capital and not word.shouted and not word.ordinary and word.low not in PLACES
    return new and capital and is_rare(after) and (scene.is_persons(after) or scene.about_a_child)


def follows_sure(scene: Scene, after: Token, capital: bool) -> bool:
    """What may follow a first name that can be nothing else: nearly anything that is not an ordinary word."""
    if capital and (after.low not in THINGS or (after.low in SURNAMES and scene.is_persons(after))):
        return after.low not in PLACES or after.low in SURNAMES or after.first
    if after.low in SURNAMES or (is_rare(after) and is_word_like(after)):
        return True
    return len(after.low) > 2 and after.low not in LINKS and scene.dated(after)


def is_rare(word: Token) -> bool:
    plain = word.ordinary or word.low in PLACES or word.low in THINGS or word.low in KIN
    return not plain and "'" not in word.low[-3:]


def is_word_like(word: Token) -> bool:
    """Not an abbreviation."""
    return len(word.low) > 3 and VOWEL.search(word.low) is not None and word.low not in SLANG


def backwards(scene: Scene, index: int) -> int:
    """'Hobbs, Ella-Rose'."""
    word, following = scene.words[index], scene.beside(index, COMMA)
    if following is None or not following.sure or not (word.capital and following.capital):
        return 0
    return 2 if is_rare(word) and not word.first else 0


def titled(scene: Scene, index: int) -> int:
    """'Mrs Patel'."""
    word, following = scene.words[index], scene.beside(index, DOT)
    if word.low not in TITLES or not word.capital or following is None or following.barred:
        return 0
    return 2 if following.capital and not following.shouted and len(following.text) > 1 else 0


def single(scene: Scene, index: int) -> bool:
    """A name that stands alone, with something beside it that makes it somebody."""
    word, following = scene.words[index], scene.beside(index)
    if following is not None and following.capital and scene.cased and following.low in THINGS:
        return False
    if following is not None and following.low in OFFERS:
        return False
    if word.sure:
        return single_sure(scene, word)
    if scene.is_household(word, index):
        return True
    initialled = INITIALS_BEFORE.search(scene.before(word)) is not None
    if initialled and word.low in SURNAMES and scene.aged(word):
        return True
    if not word.capital or not scene.cased:
        told = scene.introduced(word) or scene.has_family(word) or (scene.of_kin(word) and scene.lives(word))
        return word.first and told
    if word.first:
        told = word.low not in CALENDAR and (scene.aged(word) or scene.owns(word) or scene.acts(word))
        return told or scene.introduced(word) or scene.of_kin(word)
    if not is_rare(word) or word.shouted or len(word.low) <= 2:
        return False
    return scene.introduced(word) or (scene.aged(word) and (scene.about_a_child or initialled))


def single_sure(scene: Scene, word: Token) -> bool:
    if word.capital and scene.cased and (scene.about_a_child or scene.owns(word) or scene.lives(word)):
        return True
    return bool(STRONG_CUE.search(scene.near(word))) or scene.introduced(word) or scene.of_kin(word)
