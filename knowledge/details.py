"""Personal details that can be told by their shape: numbers, addresses, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Detail(NamedTuple):
    kind: str
    start: int
    end: int


MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of\s)?[\s\-/.]?{MONTH}[\s,\-/.]{{0,2}}(?:\d{{4}}|'?\d{{2}})"
    rf"|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
)
WHOLE_DATE = re.compile(rf"(?<![\w/.\-]){DATE}(?![\w/\-])", re.I)
BIRTH_WORD = r"(?:d\.?\s?o\.?\s?b\.?|date\s(?:of\s)?birth|birth\s?(?:day|date)|born)"
LOOSE_DATE = rf"(?:{DATE}|\d{{6}}|\d{{8}}|\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH})"
BIRTH = re.compile(
    rf"(?<!\w){BIRTH_WORD}(?!\w)[\s:=\-(,]{{0,4}}(?:is|was|on|the|in)?\s{{0,2}}(?:on\s|the\s)?{LOOSE_DATE}(?!\d)", re.I
)
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
DOMAIN = r"(?:com|net|org|info|me|co|uk|ac|gov|sch|nhs)"
SPACED_EMAIL = re.compile(  # “name @ example.com”, “name at example dot com”
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:\s@\s?|@\s)[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.{DOMAIN}(?!\w)|"
    rf"(?<!\w)\w{{1,40}}(?:\sdot\s\w{{1,40}}){{0,2}}\sat\s\w{{1,40}}\sdot\s{DOMAIN}(?:\sdot\s{DOMAIN})?(?!\w)",
    re.I,
)
HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,30}")
ACCOUNT = re.compile(
    r"(?<!\w)(?:snap(?:chat)?|insta(?:gram)?|tik\s?tok|discord|roblox|ig|whatsapp|facebook|fb|xbox|gamertag|username)"
    r"\s{0,2}(?:account|name|username|user|handle|id|tag|is|as|:|=|\s){1,6}\s{0,2}(?P<it>[\w.]*[_.\d][\w.]*)",
    re.I,
)
UPN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][ -]?(?:\d[ -]?){11}[A-Za-z0-9](?![A-Za-z0-9])")
DIGITS = re.compile(r"(?<![\w/.])(?:\+|\(?0)?\d(?:[ \-().]{0,2}\d){7,14}(?!\d)")
NUMBERED = re.compile(
    r"(?<!\w)(?:nhs|upn|uln|ehcp|case|pupil|student|hospital|mosaic|liquidlogic|nino?|passport|phone|mobile|"
    r"mob|tel|ring)\s{0,2}(?:number|num|no|id|ref|is|on|her|him|me|[.:#=\s]){0,4}\s{0,2}"
    r"(?P<it>[A-Za-z]{0,2}\d(?:[ -]?\d){4,14}[A-Za-z]?)(?!\w)",
    re.I,
)
HELPLINE = re.compile(r"(?:0|0?044)?(?:80[08]|3[0347]\d|84[3-5]|87[0-3])\d{6,7}$")
AREAS = frozenset(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY
    G GL GU HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW
    OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC
    WD WF WN WR WS WV YO ZE
    """.split()  # noqa: SIM905
)
POSTCODE = re.compile(r"(?<!\w)([A-Za-z]{1,2})\d[A-Za-z\d]?\s{0,2}\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?!\w)")
STREET = r"road|rd|street|str|avenue|ave|close|lane|drive|crescent|cres|terrace|gardens|grove|mews|court|parade|st"
PLAIN_STREET = (
    r"way|place|hill|view|green|park|rise|walk|square|row|end|cottages|house|buildings|estate|croft|fields?|gate|side"
)
NOT_STREET = (
    r"(?:of|the|in|on|at|to|a|an|his|her|year|years|yr|kids|children|pupils|staff|days|weeks|months|hours|minutes|miles|"
    r"min|mins|old|and|or|for|by|up|with|from|is)\b"
)
HOUSE = re.compile(r"(?<![\w/.])\d{1,4}[a-z]?,?\s")
ADDRESS = re.compile(rf"(?:(?!{NOT_STREET})[a-z'’]{{2,20}}\.?\s){{1,3}}(?:{STREET})(?!\w)", re.I)
NAMED_ADDRESS = re.compile(rf"(?:[A-Z][a-z'’]{{1,20}}\s){{1,3}}(?i:{PLAIN_STREET})(?!\w)")
FLAT = re.compile(r"(?<!\w)(?:flat|apartment)\s\d{1,3}[a-z]?,?\s(?:\d{1,4}\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,3}")
DIGIT = re.compile(r"\d")
FIVE_DIGITS = re.compile(r"\d(?:[ \-/.]?\d){4}")
BIRTH_WORDS = ("birth", "born", "dob", "d.o.b", "d o b", "d.ob", "do.b")
ACCOUNT_WORDS = (
    "snap",
    "insta",
    "tiktok",
    "tik tok",
    "discord",
    "roblox",
    "ig ",
    "whatsapp",
    "facebook",
    "fb",
    "xbox",
    "gamertag",
    "username",
)
ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")


def shapes(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What to look for: nothing whose sign the text lacks."""
    low = text.lower()
    if "@" in low:
        yield from (("email", EMAIL), ("email", SPACED_EMAIL), ("handle", HANDLE))
    if " dot " in low:
        yield "email", SPACED_EMAIL
    if any(word in low for word in ACCOUNT_WORDS):
        yield "handle", ACCOUNT
    if DIGIT.search(low) is None:
        return
    if any(word in low for word in BIRTH_WORDS):
        yield "date-of-birth", BIRTH
    if FIVE_DIGITS.search(low):
        yield from (("upn", UPN), ("number", NUMBERED))
    if "flat" in low or "apartment" in low:
        yield "address", FLAT


def shaped(text: str) -> Iterator[Detail]:
    """Everything whose shape alone says what it is."""
    for kind, shape in shapes(text):
        group = "it" if "it" in shape.groupindex else 0
        for match in shape.finditer(text):
            yield Detail(kind, match.start(group), match.end(group))
    if DIGIT.search(text):
        yield from postcodes(text)
        yield from addresses(text)
        yield from long_numbers(text)


def postcodes(text: str) -> Iterator[Detail]:
    for match in POSTCODE.finditer(text):
        if match[1].upper() in AREAS and not ORDINAL.search(match[0]):
            yield Detail("postcode", match.start(), match.end())


def addresses(text: str) -> Iterator[Detail]:
    for house in HOUSE.finditer(text):
        street = ADDRESS.match(text, house.end()) or NAMED_ADDRESS.match(text, house.end())
        if street:
            yield Detail("address", house.start(), street.end())


def long_numbers(text: str) -> Iterator[Detail]:
    for match in DIGITS.finditer(text):
        kind = numbered(match[0])
        if kind:
            yield Detail(kind, match.start(), match.end())


def numbered(written: str) -> str:
    """What a long number is, if it is anything."""
    digits = re.sub(r"\D", "", written)
    if HELPLINE.match(digits):
        return ""
    if len(digits) == 10 and is_nhs_number(digits):
        return "nhs-number"
    if re.match(r"(?:0|44|0044)[1-9]\d{8,9}$", digits.removeprefix("00") if digits.startswith("0044") else digits):
        return "phone"
    return "upn" if len(digits) in (12, 13) and not re.search(r"[/.]", written) else ""


def is_nhs_number(digits: str) -> bool:
    check = 11 - sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == int(digits[9])
