"""People's names in a question: told from the names of services, schools and places, and from ordinary words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from knowledge.details import DATE, Detail
from knowledge.wording import word_list

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
PLACES = frozenset(
    """kent chester lincoln chelsea preston stanley kingston clifton ashton india jordan israel paris florence devon dale
    kelvin christian norman victoria albert washington georgia austin dallas brooklyn holland leigh sydney chad mali malta
    asia roma april may june august summer autumn max england britain ireland wales scotland london oldham worcester
    worcestershire hackney sutton southwark lambeth newham barking dagenham leeds manchester sussex surrey essex brighton
    hove hastings eastbourne lewes redditch bromsgrove evesham malvern kidderminster droitwich pershore rochdale bury
    tameside bolton salford stockport croydon merton lewisham greenwich islington camden haringey enfield barnet redbridge
    havering bexley wandsworth walthamstow leyton leytonstone chingford bexhill uckfield crowborough hailsham seaford
    peacehaven newhaven rye battle heathfield birmingham liverpool bristol york norfolk suffolk cornwall dorset somerset
    cumbria lancashire yorkshire derbyshire cheshire oxford cambridge durham northumberland halton wigan trafford somalia
    pakistan poland romania bangladesh nigeria ukraine syria afghanistan sudan eritrea kurdistan turkey albania ghana
    mary john james george stephen andrew peter paul luke mark matthew michael joseph thomas anne catherine martin
    edmund francis patrick bede cuthbert augustine christ jesus mohammed allah eid ramadan diwali easter christmas
    english french spanish german maths makaton lego boxall thrive elsa nurture senco senco's ofsted camhs teams zoom
    google slack telegram facebook instagram tiktok snapchat whatsapp youtube roblox minecraft fortnite mencap barnardo
    barnardos nspcc childline kooth samaritans mind winston cruse tavistock nessy numicon tootoot widgit arbor sims cpoms
    anna freud""".split()
)
SAINTS = frozenset("mary john james george stephen andrew peter paul luke mark matthew michael joseph thomas anne catherine martin edmund francis patrick".split())
ACRONYMS = frozenset("elsa sims cpoms salt ot ep la ht dht aht sen ta lsa hlta dsl ddsl nqt ect pru ap fap ehcp mash lado".split())
PUBLIC = frozenset(
    """anna freud|jack petchey|paul dix|marcus rashford|charlie waller|zoe ball|tom bennett|ruth miskin|alex timpson|charlotte
    mason|ross greene|marie collins|stephen lawrence|martha trust|duke edinburgh|joe wicks|carol gray|mary seacole|rosa
    parks|will smith fund|lucy faithfull|dame kelly|kelly holmes|leeds beckett|john lewis|harry potter|florence nightingale
    |rose bruford|grace academy|michael rutter|jean piaget|john bowlby|mary ainsworth|bruce perry|dan siegel|dan hughes|kim golding
    |louise bomber|karen treisman|margot sunderland|john lyon|harris federation|oasis john|eva alexander""".replace("\n", "").split("|")
)
THINGS = frozenset(
    """school schools academy academies primary secondary college centre center house trust road street lane manor square park
    hall forest hill hospital clinic service services team teams foundation federation partnership network unit project
    programme program group board council borough county hub nursery infants infant junior juniors high grammar church
    cathedral mosque temple library institute university association charity society club forum panel line helpline
    approach method therapy scale profile assessment test questionnaire syndrome disease disorder room theatre farm
    framework toolkit award awards training course read write inc offer model cluster lodge court green wood woods
    gardens abbey priory chapel bridge way close crescent avenue grove view house week day month term report review act
    plan meeting conference lecture inquiry fund grant scheme outreach street area district north south east west
    support education inclusion health family early help virtual social care police""".split()
)
SURNAMES = frozenset(
    """smith brown green taylor wilson walker white wood woods hill cook baker king young hall ward turner cooper carter
    parker bell bailey shaw marsh hunt fox palmer stone mills barker knight butler fisher mason hunter webb booth day west
    price may cole rose black gray page ball bird field fields long rice cross bishop pope gardener potter brook brooks
    park french english walsh lamb rich read short little small sharp swift frost winter summers snow waters rivers lake
    banks bridges poole pool pond hayes nash burns cannon cash church lane street weaver tailor carpenter slater tiler
    thatcher archer bowman shepherd farmer miller sawyer porter steward chamberlain page squire sheriff reeve dean abbot
    monk friar noble power swan drake finch crane hawk peacock nightingale wren sparrow wolf bull ram hart buck stagg
    begum bibi khan ali ahmed hussain shah kaur singh patel sharma gupta das roy sen
    jones williams davies evans thomas roberts johnson lewis robinson wright thompson hughes edwards martin harris clarke
    jackson clark green lee harrison morris watson adams murray kelly simpson collins stevens""".split()
)
TITLES = frozenset("mr mrs ms miss mx dr sir mister".split())
YEAR = r"(?:y(?:ea)?r?\.?\s?(?:1[0-3]|[0-9]|r|one|two|three|four|five|six|seven|eight|nine|ten|eleven)|reception|rec|nursery|eyfs|ks\s?[1-5])"
AGE = r"(?:aged?\s?\d{1,2}|\d{1,2}\s?(?:y\.?o\.?|yrs?\b|years?\b|y/o|months)|\d{1,2}(?=\W*$|\s?[,;)]))"
NEED = (
    r"asd|asc|autis\w*|adhd|add|semh|ehcp|ehc|odd|pda|ocd|ebsa|dyslexi\w*|dyspraxi\w*|downs?|epilep\w*|diabet\w*|send?|cla|lac|pex|pexed|"
    r"foetal|fasd|tourette\w*|cerebral|selective\w*|nonverbal|non[- ]verbal|anxi\w*|trauma\w*|self[- ]?harm\w*|camhs|suspend\w*|exclu\w*|adopted|looked[- ]after"
)
STRONG_CUE = re.compile(rf"(?<!\w)(?:{YEAR}|{AGE}|{NEED}|{DATE}|d\.?o\.?b|born|upn)(?!\w)", re.I)
AGE_CUE = re.compile(rf"(?:\W{{0,4}}(?:(?:is|in|who's|who is|from|our|a|and|of|he's|she's|whos|hes|shes|form|class)\s){{0,3}})(?:{YEAR}|{AGE}|{DATE}|d\.?o\.?b|born)(?!\w)", re.I)
AGE_BEFORE = re.compile(rf"(?<!\w)(?:{YEAR}|{AGE})\W{{0,3}}(?:(?:boy|girl|pupil|child|lad|student|kid|called|named|is)\W{{1,2}}){{0,3}}$", re.I)
CHILD_CUE = re.compile(
    r"(?<!\w)(?:he|she|him|her|his|hers|child|boy|girl|pupil|student|lad|lass|son|daughter|kid|mum|dad|they|brother|sister|parents?|class|attendance|toddler|baby|me|my|"
    r"hes|shes|he's|she's|foster|carer|nephew|niece|grandson|granddaughter|twins?|needs|keeps|struggl\w*|refus\w*|won't|wont|can't|cant|hits|bites)(?!\w)",
    re.I,
)
KIN_BEFORE = re.compile(
    r"(?<!\w)(?:my|our|her|his|the|their|a|this|foster|step|little|young)\s+(?:\w{1,12}\s+)?(?:son|daughter|lad|boy|girl|child|pupil|student|kid|brother|sister|nephew|niece|grandson|granddaughter|"
    r"toddler|baby|twin|stepson|stepdaughter|friend|mum|dad|little one)(?:'s)?\W{1,2}(?:is\s|is\scalled\s|called\s|named\s|name\sis\s|name's\s)?$",
    re.I,
)
CALLED_BEFORE = re.compile(
    r"(?<!\w)(?:(?:boy|girl|child|pupil|student|lad|lass|son|daughter|kid|he's|she's|he\sis|she\sis|hes|shes)\s+(?:is\s|in\s\S{1,6}\s(?:\S{1,3}\s)?)?(?:called|named)|(?:my|his|her|child's|pupil's|the)\s+name(?:'s|\sis)|name\s?[:=]|pupil\s?[:=]|student\s?[:=]|child\s?[:=]|re\s?[:=])\s*$",
    re.I,
)
SCHOOL = re.compile(r"(?<!\w)(?:who\s)?(?:goes|went|going|go)\sto\s[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){0,3}|(?<!\w)(?:attends|attending)\s[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){0,3}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text, and what may be said of it as (part of) a name."""

    text: str
    start: int
    end: int
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

    @property
    def low(self) -> str:
        return self.text.lower()


@cache
def first_names() -> frozenset[str]:
    return word_list("first_names.txt")


def tokens(text: str, known: Collection[str]) -> list[Token]:
    firsts, words = first_names(), word_list("words.txt")
    found = []
    for match in WORD.finditer(text):
        written = match[0]
        if written[-2:] in ("'s", "’s", "'S", "’S"):
            written = written[:-2]
        low = written.lower().replace("’", "'")
        head = low.split("-")[0]
        barred = low in known or low in ACRONYMS
        first = not barred and len(low) > 1 and (low in firsts or (head != low and head in firsts))
        ordinary = low in words or ("-" in low and all(part in words for part in low.split("-"))) or "'" in low[2:-1]
        sure = first and not ordinary and low not in PLACES
        found.append(Token(written, match.start(), match.start() + len(written), first, sure, ordinary, barred))
    return found


def names(text: str, known: Collection[str] = (), dates: Collection[Detail] = ()) -> list[Detail]:
    """Where people's names stand."""
    here = tokens(text, known)
    cased = any(token.text.islower() for token in here)
    found: list[Detail] = []
    index = 0
    while index < len(here):
        length = name_at(here, index, text, cased)
        if length:
            found.append(Detail("name", here[index].start, here[index + length - 1].end))
        index += max(length, 1)
    return found


def name_at(here: list[Token], index: int, text: str, cased: bool) -> int:
    """How many words long the name is that begins here; 0 if none does."""
    token = here[index]
    if token.barred or (index and here[index - 1].low in ("st", "saint", "sir") and not token.sure):
        return titled(here, index, text)
    length = full_name(here, index, text, cased) or titled(here, index, text)
    if length:
        return length
    return 1 if is_single_name(here, index, text, cased) else 0


def beside(here: list[Token], index: int, text: str, gap: str = r"\s{1,3}(?:[A-Z]\.?\s)?") -> Token | None:
    """The next word, when nothing but a space (or an initial) stands between."""
    if index + 1 >= len(here):
        return None
    between = text[here[index].end : here[index + 1].start]
    return here[index + 1] if re.fullmatch(gap, between) else None


def full_name(here: list[Token], index: int, text: str, cased: bool) -> int:
    token, following = here[index], beside(here, index, text)
    if following is None or f"{token.low} {following.low}" in PUBLIC:
        return reversed_name(here, index, text)
    if not is_surname(token, following, text, cased):
        return reversed_name(here, index, text)
    third = beside(here, index + 1, text)
    if third is not None and third.low in THINGS and third.capital and cased:
        return 0
    return 3 if third is not None and is_surname(following, third, text, cased) and following.first else 2


def is_surname(token: Token, after: Token, text: str, cased: bool) -> bool:
    """Whether the two words read as first name and surname."""
    if after.barred or len(after.low) < 2:
        return False
    capital = cased and after.capital and not (after.shouted and len(after.text) <= 5 and not token.shouted)
    rare = not after.ordinary and after.low not in PLACES and after.low not in THINGS and "'" not in after.low[-3:]
    if token.first and token.sure:
        if capital and (after.low not in THINGS or after.low in SURNAMES and followed_by_age(text, after)):
            return after.low not in PLACES or after.low in SURNAMES or after.first
        return after.low in SURNAMES or (rare and len(after.low) > 2 and is_word_like(after)) or (dated(text, after) and len(after.low) > 2 and not is_link(after))
    if token.first and token.capital and cased:
        return capital and (rare or after.low in SURNAMES) and (after.low not in THINGS or followed_by_age(text, after))
    if token.first and dated(text, after):
        return not is_link(after)
    both = token.capital and capital and not token.shouted and not token.ordinary and not token.barred
    return both and rare and token.low not in PLACES and CHILD_CUE.search(text) is not None


LINKS = frozenset("in is on at has was born dob and year yr aged age the for from who whose to a of with date".split())


def is_link(token: Token) -> bool:
    return token.low in LINKS


def is_word_like(token: Token) -> bool:
    """Not an abbreviation: a surname has a vowel and more than three letters, or is one we know."""
    return len(token.low) > 3 and re.search(r"[aeiouy]", token.low) is not None and token.low not in SLANG


SLANG = frozenset(
    """doesnt isnt cant wont dont hasnt hes shes theyre didnt wasnt keeps semh send ehcp adhd camhs autistic ebsa year recieved
    suspeneded excluded pexed needing wants asap plz pls dyslexic nonverbal keep ehcps senco mainstream mum dad mums dads""".split()
)


def dated(text: str, token: Token) -> bool:
    return re.match(rf"[\s,(:\-]{{1,3}}(?:dob\W{{0,3}})?(?:{DATE})", text[token.end : token.end + 40], re.I) is not None


def followed_by_age(text: str, token: Token) -> bool:
    return AGE_CUE.match(text[token.end : token.end + 40]) is not None


def reversed_name(here: list[Token], index: int, text: str) -> int:
    """'Hobbs, Ella-Rose'."""
    token, following = here[index], beside(here, index, text, r",\s?")
    if following is None or not following.sure or not (token.capital and following.capital):
        return 0
    return 2 if not token.ordinary and not token.barred and token.low not in PLACES and not token.first else 0


def titled(here: list[Token], index: int, text: str) -> int:
    if here[index].low not in TITLES or not here[index].capital:
        return 0
    following = beside(here, index, text, r"\.?\s")
    return 2 if following and following.capital and len(following.text) > 1 and not following.shouted and not following.barred else 0


def is_single_name(here: list[Token], index: int, text: str, cased: bool) -> bool:
    token = here[index]
    following = beside(here, index, text)
    if following is not None and following.capital and cased and following.low in THINGS:
        return False
    before, ahead = text[max(0, token.start - 60) : token.start], text[token.end : token.end + 60]
    aged = AGE_CUE.match(ahead) is not None or AGE_BEFORE.search(before) is not None
    introduced = CALLED_BEFORE.search(before) is not None
    if token.sure:
        near = text[max(0, token.start - 80) : token.end + 80]
        if token.capital and cased:
            return bool(CHILD_CUE.search(text) or STRONG_CUE.search(near))
        return aged or introduced or bool(STRONG_CUE.search(near) or KIN_BEFORE.search(before))
    if not token.capital or not cased or token.barred:
        return introduced and token.first
    if token.first:
        return introduced or (aged and token.low not in CALENDAR) or KIN_BEFORE.search(before) is not None or possessive(text, token)
    new = not token.ordinary and token.low not in PLACES and not token.shouted and len(token.low) > 2
    return new and token.low not in THINGS and (introduced or (aged and bool(CHILD_CUE.search(text))))


CALENDAR = frozenset("summer autumn may april june august dawn max".split())


def possessive(text: str, token: Token) -> bool:
    """'Grace's mum'."""
    return re.match(r"['’]s\s(?:mum|dad|mother|father|parents|behaviour|attendance|teacher|carer|class|school)", text[token.end :]) is not None
