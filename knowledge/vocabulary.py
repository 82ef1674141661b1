"""The words of the trade: what means the same, what is only the frame of a question, what is common English."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.words import stem, words

_HERE = Path(__file__).parent
COMMONEST = 40
DEMANDED = "="  # a need so particular that what answers must speak of it
OUTSIDE = "!"  # what is no collaborative's business
STRICT = DEMANDED + OUTSIDE

# Said in every question, whatever it is about. They never decide, except as part of a name.
FRAME = frozenset(
    """
    a an the i im ive id me my we us our you your he she it they them his her him their its this that these
    those there here is are was were be been being am do does did done doing have has had having can could
    will would shall should may might must to of in on at by for from with about into onto as than then so
    if but and or not no yes just also too very really who whom whose what which when where why how whos
    whats wheres hows any anyone anybody someone somebody something anything some else one ones get gets got
    getting go goes going tell ask asking say know find want wants wanted need needs like please thanks
    thank hi hello pls plz thx ta cheers u ur r n ok right now today still ever help helps helped helping
    support supports service services contact contacts number phone email address line call ring reach speak
    talk refer refers referral referrals referring form forms apply route path way person people place thing
    things stuff much many often long make made give gives given take takes use using work works working run
    runs running looking look try sort kind lot bit up out over through between before after again only
    available anyones dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt wont cant couldnt wouldnt
    shouldnt aint dob born aged age monday tuesday wednesday thursday friday saturday sunday tomorrow
    tonight yesterday child children kid kids pupil pupils student students young school schools best good
    new local area near round come comes
    """.split()  # noqa: SIM905
)
# Texting and the commonest slips in words too short to be corrected.
SHORTHAND: Mapping[str, str] = {
    "teh": "the", "hte": "the", "wot": "what", "wat": "what", "nxt": "next", "pls": "please", "plz": "please",
    "bout": "about", "yrs": "years", "doc": "doctor", "docs": "doctors", "m8": "mate", "m8s": "mates", "gr8": "great",
    "l8": "late", "l8r": "later", "b4hand": "before", "skool": "school", "skul": "school", "wi": "with",
    "ickle": "little", "lil": "little", "babby": "child", "bairn": "child", "bruv": "", "innit": "", "proper": "",
    "wench": "girl", "gaffer": "head", "gaffers": "heads", "uns": "ones", "nowt": "nothing", "owt": "anything",
    "summat": "something", "summut": "something", "mardy": "grumpy", "nervy": "nervous", "ova": "over", "iz": "is",
    "dat": "that", "da": "the", "wid": "with", "ain": "not", "hav": "have", "giv": "give", "luv": "love",
    "chd": "child", "chn": "children", "ch": "child", "cyp": "child", "yp": "young", "sch": "school",
    "tchr": "teacher", "ht": "headteacher", "dht": "headteacher", "hoy": "head",
    "bin": "been", "in2": "into", "governs": "governors", "govnrs": "governors", "dept": "department",
    "depts": "departments", "attchmt": "attachment", "evry1": "everyone", "nt": "not", "gov": "governor",
    "ltd": "limited", "b4": "before", "w": "with", "wiv": "with", "w8": "wait", "2nite": "tonight", "2day": "today",
    "thx": "thanks", "sum1": "someone", "any1": "anyone", "some1": "someone", "ne1": "anyone", "abt": "about",
    "ppl": "people", "cos": "because", "cuz": "because", "coz": "because", "dunno": "know", "gonna": "going",
    "wanna": "want", "gotta": "got", "tho": "though", "thru": "through", "msg": "message", "tel": "phone",
    "ph": "phone", "fone": "phone", "fon": "phone", "nbr": "number", "no.": "number", "ref": "referral",
    "reff": "referral", "asap": "soon", "govs": "governors", "bc": "because", "appt": "appointment",
    "mtg": "meeting", "beh": "behaviour", "behav": "behaviour", "excl": "exclusion", "perm": "permanent",
    "attn": "attention", "att": "attendance", "sec": "secondary", "prim": "primary", "pri": "primary",
    "hlp": "help", "hw": "how", "whr": "where", "cn": "can", "wrk": "work", "wk": "week", "wks": "weeks",
    "fam": "family", "fams": "families", "rm": "room", "pb": "problem", "diff": "difficult",
    "psych": "psychologist", "pysch": "psychologist", "physch": "psychologist", "pych": "psychologist",
    "ed": "educational", "edpsych": "psychologist", "edpsychs": "psychologist", "psychs": "psychologist",
    "ow": "how", "ere": "here", "fing": "thing", "fings": "things", "nuffin": "nothing", "nuffink": "nothing",
    "summink": "something", "sumfink": "something", "somefink": "something", "anyfink": "anything",
    "everyfink": "everything", "wud": "would", "cud": "could", "shud": "should", "dnt": "dont", "cnt": "cant",
    "wnt": "want", "lyk": "like", "becoz": "because", "bcoz": "because", "bcos": "because", "cz": "because",
    "tlk": "talk", "tlkin": "talking", "spk": "speak", "skl": "school", "schl": "school", "skools": "schools",
    "prnt": "parent", "prnts": "parents", "tmrw": "tomorrow", "tmoz": "tomorrow", "moro": "tomorrow", "nd": "and",
    "wiff": "with", "wivout": "without", "bruvver": "brother", "muvver": "mother", "favver": "father",
    "bro": "brother", "sis": "sister", "kidda": "child", "sprog": "child", "sprogs": "children", "bub": "child",
    "bab": "child", "lickle": "little", "likkle": "little", "mek": "make", "tek": "take", "meks": "makes",
    "teks": "takes", "gi": "give", "gis": "give", "allus": "always", "reet": "right", "reyt": "very", "dahn": "down",
    "abaht": "about", "worrit": "worry", "mithered": "worried", "mithering": "worrying", "skriking": "crying",
    "skrike": "cry", "blarting": "crying", "blart": "cry", "brassic": "skint", "boracic": "skint", "potless": "skint",
    "dosh": "money", "wonga": "money", "leccy": "electricity", "scran": "food", "nosh": "food", "scoff": "eat",
    "scoffing": "eating", "clobber": "clothes", "kecks": "trousers", "gaff": "house",
    "feds": "police", "rozzers": "police", "mandem": "gang", "vexed": "angry", "vex": "angry", "narked": "angry",
    "narky": "angry", "radged": "angry", "radge": "angry", "nark": "angry", "arsey": "rude",
    "lairy": "aggressive", "aggy": "aggressive", "scrappin": "fighting", "yampy": "mad",
    "barmy": "mad", "twagging": "truanting", "twags": "truants", "bunkin": "bunking",
    "clemmed": "hungry",
    "blether": "chat", "gander": "look", "bovvered": "bothered", "bovver": "bother",
    "hafta": "have", "lemme": "let", "gimme": "give", "kinda": "kind", "sorta": "sort", "tryna": "trying",
    "tryin": "trying", "goin": "going", "doin": "doing", "gettin": "getting", "avin": "having", "avent": "havent",
    "yow": "you", "ya": "you", "yer": "your", "ure": "your", "thier": "their", "lern": "learn", "lernin": "learning",
    "reedin": "reading", "ritin": "writing", "skooling": "schooling", "wots": "what", "watz": "what", "hu": "who",
    "wen": "when", "weres": "where", "meself": "myself", "hisself": "himself", "theirselves": "themselves",
    "ourn": "ours", "sez": "says", "sed": "said", "cudnt": "couldnt", "wudnt": "wouldnt", "shudnt": "shouldnt",
    "frum": "from", "hoo": "who", "evry": "every", "evryone": "everyone", "nobdy": "nobody", "noone": "nobody",
    "evrything": "everything", "everythin": "everything", "nothin": "nothing", "somethin": "something",
    "anythin": "anything", "tchrs": "teachers", "clss": "class", "clsrm": "classroom", "clsroom": "classroom",
    "lsn": "lesson", "lsns": "lessons", "stdnt": "student", "stdnts": "students", "grp": "group", "grps": "groups",
    "mngr": "manager", "mgr": "manager", "coord": "coordinator", "asst": "assistant", "assmt": "assessment",
    "assesment": "assessment", "safeg": "safeguarding", "sg": "safeguarding", "trng": "training", "trg": "training",
    "info": "information", "docu": "document", "prov": "provision", "provn": "provision", "intv": "intervention",
    "intervn": "intervention", "strat": "strategy", "strats": "strategies", "susps": "suspensions",
    "exclns": "exclusions", "attd": "attendance", "incl": "inclusion", "dvlpmt": "development",
    "anx": "anxiety",
}  # fmt: skip


_Trie = dict[str, Any]  # a stem leads to another; under _END stand the concepts that end there
_END = ""


class Vocabulary:
    """Groups of words that mean the same. A text's concepts are the groups it touches, with the places they take."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._loose: _Trie = {}
        self._strict: _Trie = {}
        self.surface: set[str] = set()
        for concept, phrases in groups.items():
            for phrase in phrases:
                said = words(phrase)
                self.surface.update(said)
                strict = concept[0] in STRICT
                stems = tuple(stem(word) for word in said if strict or word not in LIGHT)
                _grow(self._strict if strict else self._loose, stems, concept)

    def concepts(self, stems: Sequence[str], heavy: Sequence[int]) -> list[tuple[str, tuple[int, ...]]]:
        """`heavy` are the places of the words that are not light, in order. Strict groups are matched to the letter."""
        found = _matches(self._loose, stems, heavy)
        if not self._strict.keys().isdisjoint(stems):
            found += _matches(self._strict, stems, range(len(stems)))
        return found


def _grow(trie: _Trie, stems: Iterable[str], concept: str) -> None:
    for stemmed in stems:
        trie = trie.setdefault(stemmed, {})
    trie.setdefault(_END, {})[concept] = {}


def _matches(trie: _Trie, stems: Sequence[str], places: Sequence[int]) -> list[tuple[str, tuple[int, ...]]]:
    found = []
    for at, place in enumerate(places):
        node, to = trie.get(stems[place]), at
        while node is not None:
            to += 1
            if _END in node:
                here = tuple(places[at:to])
                found += [(concept, here) for concept in node[_END]]
            node = node.get(stems[places[to]]) if to < len(places) else None
    return found


# Dropped before phrases are compared: "get him out of bed" is "get out of bed".
LIGHT = frozenset(
    """
    a an the i im ive me my we us our you your he she it they them his her him their its this that these
    those is are was were be been being am do does did have has had will would just really very so always
    keep keeps
    """.split()  # noqa: SIM905
)


def heavy_places(said: Sequence[str]) -> list[int]:
    return [at for at, word in enumerate(said) if word not in LIGHT]


@cache
def thesaurus() -> dict[str, tuple[str, ...]]:
    """`thesaurus.txt`: a line for each group, its name, a colon, and the words and phrases that mean it."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in (_HERE / "thesaurus.txt").read_text(encoding="utf-8").splitlines():
        name, colon, phrases = line.partition(":")
        if colon and not line.startswith("#"):
            own = () if name[0] in STRICT else (name,)
            groups[_concept(name.strip())] = own + tuple(p.strip() for p in phrases.split(",") if p.strip())
    return groups


def _concept(name: str) -> str:
    return name if name[0] in STRICT else f"#{name}"


@cache
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate((_HERE / "english.txt").read_text(encoding="utf-8").split())}


def is_english(word: str) -> bool:
    return word in _ranks()


def rarity(word: str) -> float:
    """From 0.2 for the commonest words of English to 1 for those it hardly uses."""
    rank = _ranks().get(word)
    if rank is None:
        return 1.0
    return 0.2 + 0.8 * math.log(max(rank, COMMONEST) / COMMONEST) / math.log(len(_ranks()) / COMMONEST)
