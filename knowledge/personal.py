"""Personal details in a text, and the text without them."""

from __future__ import annotations

import re
from collections.abc import Collection

from knowledge.details import WHOLE_DATE, Detail, shaped
from knowledge.names import SCHOOL, WORD, names
from knowledge.wording import word_list

CHILD_BEFORE = re.compile(
    r"(?<!\w)(?:child|pupil|student|boy|girl|son|daughter|lad|kid|he|she|[A-Z]\.?\s?[A-Z]\.?|[A-Za-z]\.[A-Za-z]\.)"
    r"\W{1,3}(?:is\s|was\s)?$"
)
MEETING_BEFORE = re.compile(
    r"(?<!\w)(?:on|since|from|until|till|by|before|after|dated|meeting|review|due|for|at|started|starts|start|between|"
    r"to|deadline|updated|the|and|of|date)\W{1,3}$",
    re.I,
)
THREE_DIGITS = re.compile(r"\d\D{0,12}\d\D{0,12}\d")
OLDEST, YOUNGEST = 1999, 2024
NEAR = 60


def personal(text: str, known: Collection[str] = ()) -> list[Detail]:
    """Every personal detail in the text, in order, none overlapping another."""
    found = list(shaped(text))
    found += names(text, known)
    found += births(text, found)
    return apart(found)


def births(text: str, found: Collection[Detail]) -> list[Detail]:
    """Dates that can only be somebody's birthday: beside a name or a child, and of a child's years."""
    if THREE_DIGITS.search(text) is None:
        return []
    named = [detail for detail in found if detail.kind in ("name", "upn", "nhs-number")]
    dates = []
    for match in WHOLE_DATE.finditer(text):
        year = year_of(match[0])
        before = text[max(0, match.start() - 40) : match.start()]
        beside = any(
            -2 < match.start() - detail.end < NEAR or -2 < detail.start - match.end() < NEAR for detail in named
        )
        if OLDEST <= year <= YOUNGEST and not MEETING_BEFORE.search(before) and (beside or CHILD_BEFORE.search(before)):
            dates.append(Detail("date-of-birth", match.start(), match.end()))
    return dates


def year_of(date: str) -> int:
    whole = re.search(r"(?:19|20)\d\d", date)
    if whole:
        return int(whole[0])
    ending = re.search(r"\d{2}$", date)
    return 2000 + int(ending[0]) if ending else 0


def apart(found: Collection[Detail]) -> list[Detail]:
    """Longest first where two overlap, then in the order of the text."""
    kept: list[Detail] = []
    for detail in sorted(found, key=lambda d: (d.start, d.start - d.end)):
        if kept and detail.start < kept[-1].end:
            if detail.end > kept[-1].end:
                kept[-1] = Detail(kept[-1].kind, kept[-1].start, detail.end)
            continue
        kept.append(detail)
    return kept


def without(text: str, found: Collection[Detail]) -> str:
    """The text fit for search: no detail, nor any part of a name, is left in it."""
    if not found:
        return text
    gone = {part.lower() for d in found if d.kind == "name" for part in WORD.findall(text[d.start : d.end])}
    gone |= {piece for part in gone for piece in part.split("-")}
    pieces, at = [], 0
    for detail in found:
        pieces.append(text[at : detail.start])
        at = detail.end
    rest = " ".join([*pieces, text[at:]])
    rest = WORD.sub(lambda match: "" if is_left_over(match[0], gone) else match[0], SCHOOL.sub(" ", rest))
    return tidied(rest)


def is_left_over(word: str, gone: Collection[str]) -> bool:
    bare = re.sub(r"['’]s$", "", word).lower()
    parts = {bare, *bare.split("-")}
    if not parts & set(gone):
        return False
    return word[0].isupper() or any(part in gone and part not in word_list("words.txt") for part in parts)


LABELS = re.compile(
    r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|upn|born|nhs (?:number|no\.?))(?!\w)(?:\s(?:is|was|on))?|"
    r"(?<!\w)['’]s(?!\w)|(?<!\S)s(?=\s(?:mum|mam|dad|nan|parents|carer)(?!\w))|\(\s*\)|\[\s*\]",
    re.I,
)


def tidied(text: str) -> str:
    """Without the labels, brackets and commas that the details leave behind."""
    text = re.sub(r"\s+", " ", LABELS.sub(" ", text))
    text = re.sub(r"(?:\s?[,;:]){2,}", ",", text)
    return re.sub(r"\s+([,.;:!?])", r"\1", text).strip(" ,;:.-–/")
