"""Text as it is typed, cut into words and brought to their stems."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 600
MOST_WORDS = 60

_JOINED = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": " ", "—": " ", "&": " and ", "+": " "})
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_YEAR_GROUP = re.compile(r"\b(?:y|yr|yrs|year|years)[ .]*(\d{1,2})(?:s\b|(?=\D|$))")
_KEY_STAGE = re.compile(r"\b(?:ks|key stage)[ .]*(\d)\b")
_ONE_TO_ONE = re.compile(r"\b(?:1|one)(?: ?: ?|-to-| ?to ?|-2-)(?:1|one)\b")
_SPEECH = re.compile(r"\bs ?(?: and |n|/) ?l(?: ?t)?\b")  # "S&L", "S&LT"
_SIMPLE = re.compile(r"[A-Za-z ]{0,600}")
_DIGITS = {str(n): w for n, w in enumerate("zero one two three four five six seven eight nine ten".split())}  # noqa: SIM905
_DIGIT = re.compile(r"\d")
_OWNER = re.compile(r"'(?:s|ll|re|ve|d|m)$")


def fold(text: str) -> str:
    """Lower case without accents; year groups and key stages become one word each ("y6" and "Year 6": year6)."""
    plain = text[:LONGEST_TEXT].translate(_JOINED).lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    if _DIGIT.search(plain):
        plain = _YEAR_GROUP.sub(r" year\1 ", plain)
        plain = _KEY_STAGE.sub(r" ks\1 ", plain)
    if "&" in text or "/" in text:
        plain = _SPEECH.sub(" speech language ", plain)
    return _ONE_TO_ONE.sub(" onetoone ", plain) if "1" in plain or "one" in plain else plain


def words(text: str) -> list[str]:
    """The words of a text, in order: no punctuation, "she's" is "she", "can't" is "cant", "1" is "one"."""
    if _SIMPLE.fullmatch(text):
        return text.lower().split()[:MOST_WORDS]
    return [_plain(word) for word in _WORD.findall(fold(text))][:MOST_WORDS]


def _plain(word: str) -> str:
    if "'" in word:
        word = _OWNER.sub("", word).replace("'", "")
    return _DIGITS.get(word, word)


def collapsed(text: str) -> str:
    """All letters and digits in one run: how a name reads when its spaces are lost."""
    return "".join(words(text))


_ALIKE = {
    "therapist": "therapi", "therapeutic": "therapeut", "children": "child", "childrens": "child", "men": "man",
    "women": "woman", "people": "person", "teaching": "teach", "taught": "teach", "referral": "refer",
    "referrals": "refer", "families": "famili", "lives": "life", "knives": "knife", "left": "leav",
    "thought": "think", "said": "say", "says": "say", "went": "go", "goes": "go", "going": "go", "came": "come",
    "spoke": "speak", "fought": "fight", "threw": "throw", "hidden": "hid", "ran": "run", "lost": "lose",
    "kept": "keep", "broke": "break", "broken": "break", "stole": "steal", "hurting": "hurt", "bought": "buy",
    "autistic": "autism", "anxious": "anxieti", "violent": "violenc", "news": "news", "during": "during",
    "something": "something", "nothing": "nothing", "anything": "anything", "evening": "evening",
    "wellbeing": "wellbeing", "offered": "offer", "offer": "offer", "need": "need", "needs": "need",
    "speech": "speech", "bed": "bed", "feed": "feed", "fed": "feed", "sleep": "sleep", "slept": "sleep",
    "caring": "caring", "carer": "carer", "carers": "carer", "parenting": "parent", "nursing": "nurs",
    "nurse": "nurs", "nursery": "nurseri", "nurture": "nurtur", "governor": "governor", "governors": "governor",
    "officer": "officer", "officers": "officer", "police": "polic", "policing": "polic", "class": "class",
    "classes": "class", "social": "social", "society": "societi", "restorative": "restor", "number": "number",
    "numbers": "number", "mentor": "mentor", "mentors": "mentor", "mentoring": "mentor", "counsellor": "counsel",
    "counsellors": "counsel", "counselling": "counsel", "counseling": "counsel", "counselor": "counsel",
    "manager": "manag", "managers": "manag", "management": "manag", "leader": "lead", "leaders": "lead",
    "leadership": "lead", "led": "lead", "adviser": "advis", "advisers": "advis", "advisor": "advis",
    "advisors": "advis", "advice": "advis", "trainer": "train", "trainers": "train", "researcher": "research",
    "researchers": "research", "interviewer": "interview", "interviewers": "interview", "helper": "help",
    "coordinator": "coordinat", "coordination": "coordinat", "commissioner": "commission", "chairing": "chair",
    "commissioners": "commission", "funder": "fund", "funders": "fund", "organiser": "organis", "speaker": "speak",
    "reader": "read", "readers": "read", "told": "tell", "brought": "bring", "met": "meet", "ill": "ill",
    "inspector": "inspect", "inspectors": "inspect", "inspection": "inspect", "evaluator": "evaluat",
    "psychologist": "psycholog", "psychologists": "psycholog", "psychology": "psycholog",
    "paediatrician": "paediatr", "paediatricians": "paediatr", "paediatric": "paediatr", "paediatrics": "paediatr",
    "transition": "transition", "transitions": "transition", "inclusive": "inclus", "inclusion": "inclus",
    "barely": "barely", "hardly": "hardly", "really": "really", "rarely": "rarely", "early": "early", "only": "only",
    "virtual": "virtual", "outreach": "outreach", "special": "special", "specialist": "specialist",
}  # fmt: skip
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")


def stem(word: str) -> str:
    """What is left of a word without plural, tense and the commonest endings. Short words stay as they are."""
    known = _ALIKE.get(word)
    if known is not None:
        return known
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _singular(word)
    word = _untensed(word)
    word = _root(word)
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("y") and len(word) > 3:
        word = word[:-1] + "i"
    return word


def _singular(word: str) -> str:
    if word.endswith("sses") or word.endswith(("ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _untensed(word: str) -> str:
    for ending in ("ing", "ed"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= 3 and _VOWEL.search(rest):
                return _DOUBLED.sub(r"\1", rest)
            return word
    return word


_ROOTS = {
    "nsion": "nd", "lusion": "lud", "ologist": "olog", "ology": "olog", "ological": "olog", "ration": "rat",
    "lation": "lat", "iation": "iat", "ization": "is", "isation": "is", "ation": "", "ment": "", "ness": "",
    "ance": "", "fully": "", "ful": "", "ly": "", "ise": "is", "ize": "is", "our": "or", "iour": "ior",
}  # fmt: skip
_ROOT = re.compile(f"(.{{4,}}?)({'|'.join(sorted(_ROOTS, key=len, reverse=True))})$")


def _root(word: str) -> str:
    match = _ROOT.match(word)
    return _DOUBLED.sub(r"\1", match[1] + _ROOTS[match[2]]) if match else word
