"""What a question wants besides its words: what comes before something, the way to it, whether it is still there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.vocabulary import FRAME
from knowledge.words import words

_BEFORE = re.compile(
    r"\b(?:before|prior to|below|short of|less likely|rather than|instead of|not (?:\w+ )?enough for"
    r"|(?:try|do|done|tried|ask|find out|speak to|in place|check|start) (?:\w+ )?first|first (?:step|thing))\b"
    r"|\bavoid (?:an |a )?(?:exclu\w*|suspen\w*|perm\w*)"
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
_PROPER = re.compile(r"(?<![.!?] )\b[A-Z][a-z]+")


def asks_what_comes_before(line: str) -> bool:
    return bool(_BEFORE.search(line))


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


def proper_names(text: str) -> set[str]:
    """Words written with a capital inside a sentence: somebody's name, more likely than not."""
    return set() if text.isupper() else {part for word in _PROPER.findall(text) for part in words(word)}


def runs(said: Sequence[str]) -> tuple[str, str]:
    """All that was said in one run of letters, and the same without the frame of the question at its ends."""
    first = next((at for at, word in enumerate(said) if word not in FRAME), 0)
    last = next((at for at in range(len(said), first, -1) if said[at - 1] not in FRAME), len(said))
    return "".join(said), "".join(said[first:last])
