"""What a question wants besides its words: what comes before something, the way to it, whether it is still there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.vocabulary import FRAME
from knowledge.words import fold, words

_BEFORE = re.compile(
    r"\b(?:before|prior to|below|short of|less likely|rather than|instead of|not (?:\w+ )?enough for"
    r"|(?:try|do|done|tried|ask|find out|speak to|in place|check|start) (?:\w+ )?first|first (?:step|thing))\b"
    r"|\bavoid (?:an |a )?(?:exclu\w*|suspen\w*|perm\w*)"
)
# What is to come before is then named: "something lighter than CAMHS".
_AHEAD = re.compile(
    r"\b(?:before|prior to|ahead of|below|short of|instead of|rather than|(?:step|rung|level|tier) (?:down|below) from"
    r"|(?:less|lighter|gentler|softer|milder|lower|smaller|quicker|easier)(?: \w+)? than|not as \w+ as"
    r"|not (?:\w+ )?enough for|without (?:going|getting|needing|having)(?: \w+)? to)"
    r" (?!(?:he|she|it|christmas|easter|summer|half|lunch|break|next|the end|tomorrow|an? (?:week|day|month|year))\b)"
    r"(?:(?:i|we|they|you) (?:\w+ ){0,2}?(?=exclu|suspen|perm|refer|ring|ask|send|move))?"
    r"(?:a |an |the |any |full |permanently (?=excl))?(?!(?:i|we|they|you)\b)(.+?)"
    r"(?= (?:but|so|who|what|whats|where|which|can|could|is|are|please|pls|any|anything|how|do|does)\b|$)"
)
_STATUS = re.compile(
    r"\b(?:what happened to|happening with|come of|still|yet|used to|any more|anymore|did .* (?:happen|end|stop))\b"
)
_ROUTE = re.compile(r"\b(?:route|path|pathway|way in|how (?:do|can|would) (?:i|we|you) (?:refer|get)|go through)\b")
_DIAGNOSING = re.compile(
    r"\b(?:if|whether|is|are|does|do|has|have|had|could|might) (?:my |our |this |the |a )?(?:\w+ )?"
    r"(?:is |be |have |has |got )*"
    r"(?:autistic|dyslexic|dyspraxic|neurodivergent|autism|adhd|asd|add|odd|pda|dyslexia|tourettes|ocd)$"
    r"|\bdiagnose (?:my|him|her|this|a|the|our)\b|\bwhats? (?:is )?wrong with (?:my|him|her|this)\b"
)
_ROLE = re.compile(
    r"\b(?:only|just|open|available|allowed) (?:for|to)(?: all| any)? (\w+)"
    r"|\bi (?:am |m )?(?:just |only )?a (\w+)(?: (\w+))?|\bas a (\w+)"
    r"|\bcan (?:a |an |our |my )?(\w+) (?:use|come|join|go|attend|refer|ring|call)"
)
_DENIED = re.compile(r"\bnothing (?:too |very |really )?(\w+)")
_STAFF = (
    r"(?:tas?|hltas?|lsas?|teaching assistants?|(?:class )?teachers?|nqt|ect|form tutor|tutor"
    r"|sen[cd]?d?cos?|dsls?|hts?|dht|(?:deputy |assistant )?(?:head ?teachers?|heads?)(?: of year)?"
    r"|year (?:leader|lead|head)|pastoral (?:lead|manager|worker)|governors?|parent (?:rep|governor))"
)
_OTHERS = (
    r"(?:(?:school )?social workers?|(?:family )?support workers?|family workers?|(?:school )?nurse|health visitor|gps?"
    r"|las?|la officers?|council officer|police officer|pcso|eps?|ed psychs?|educational psychologist|youth worker"
    r"|learning mentor|mentor|mum|dad|mother|father|nan|gran|grandad|parents?)"
)
_HELLO = r"^(?:(?:hi|hiya|hello|hey|morning)\b)?[ ,!.]*(?:(?:i ?'?m|i am|we ?'?re|as|speaking as) )?(?:an? |the )?"
_ASKING = re.compile(
    rf"{_HELLO}({_STAFF})(?: (?:here|speaking|asking)\b| ?[:;,]| - )|{_HELLO}({_OTHERS}) ?(?:[:;]| - )"
    rf"|\b({_STAFF}|{_OTHERS}) (?:here|speaking)\b"
    rf"|\b(?:i ?'?m|i am|as|im) (?:an? |the |just an? |only an? )?(?:new |primary |secondary |school )?"
    rf"({_STAFF}|{_OTHERS})\b|\(({_STAFF}|{_OTHERS})\)|, ({_STAFF})[.?! ]*$"
)
_PROPER = re.compile(r"(?<![.!?] )\b[A-Z][a-z]+")


def asks_what_comes_before(line: str) -> bool:
    return bool(_BEFORE.search(line))


def what_it_comes_before(line: str) -> str:
    """What is to be tried only after that which is sought, in the words of the question."""
    found = _AHEAD.search(line)
    return found[1] if found else ""


def asks_whether_it_is_there(line: str) -> bool:
    """What has ended, or is only planned, may then be the answer."""
    return bool(_STATUS.search(line))


def asks_the_way(line: str) -> bool:
    return bool(_ROUTE.search(line))


def asks_for_a_diagnosis(line: str) -> bool:
    return bool(_DIAGNOSING.search(line))


def beside_the_point(line: str) -> set[str]:
    """The role of who asks, or of who may come; and what there is "nothing" of."""
    return {*_DENIED.findall(line)} | {word for match in _ROLE.finditer(line) for word in match.groups() if word}


def asking(text: str) -> set[str]:
    """The words with which those who ask say who they are."""
    found = [group for match in _ASKING.finditer(fold(text)) for group in match.groups() if group]
    return {word for group in found for word in words(group)}


def proper_names(text: str) -> set[str]:
    """Words written with a capital inside a sentence: somebody's name, more likely than not."""
    return set() if text.isupper() else {part for word in _PROPER.findall(text) for part in words(word)}


def runs(said: Sequence[str]) -> tuple[str, str]:
    """All that was said in one run of letters, and the same without the frame of the question at its ends."""
    first = next((at for at, word in enumerate(said) if word not in FRAME), 0)
    last = next((at for at in range(len(said), first, -1) if said[at - 1] not in FRAME), len(said))
    return "".join(said), "".join(said[first:last])
