"""What comes before search: immediate danger, and personal details that must not be kept."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.danger import watch
from knowledge.personal import personal, without
from knowledge.resemblance import model
from knowledge.wording import sampled

RESEMBLING = "harm"  # the kind of danger where no rule names it
ALARMING = 0.65  # likeness from which a text is taken for danger
UNEASY = 0.25  # and from which a word of warning is due
PAUSE = re.compile(  # “snooze until Monday”: every word is in this list, so likeness has nothing to tell
    r"/?(?:snooze|wake me(?: up)?)(?: (?:again|until|till|for|after|before|on|in|the|a|an|next|new|this|half|half-term|"
    r"term|holidays?|easter|christmas|summer|autumn|spring|days?|weeks?|fortnight|months?|year|today|tomorrow|now|please|"
    r"mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    r"one|two|three|four|\d{1,2}(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october|"
    r"november|december))*[ .!]*",
    re.IGNORECASE,
)
# “2yr old not talking yet”: a little one's first steps and words, and nothing else. What one can't do may be sudden.
LATE = re.compile(
    r"(?:my |our |the |a )?(?:(?:[1-5]|one|two|three|four|five)(?: and a half)?[ -]?(?:yrs?|years?|y)?[ -]?(?:olds?|o)?"
    r"|\d\d?[ -]?(?:months?|m)(?:[ -]?old)?|toddler|baby|little one|preschooler)"
    r"(?: (?:boy|girl|child|son|daughter|twins?|in nursery|at nursery))?"
    r"(?: who)?(?: is| has| does|'s)? ?(?:not|isn'?t|hasn'?t|doesn'?t|no|barely|hardly|late)"
    r"(?: yet)?(?: (?:a|any|his|her|their|many|much))? (?:talk|talking|speak|speaking|words?|speech|walk|walking|crawl|"
    r"crawling|babbling|saying (?:much|anything|words|a word))(?: (?:yet|at all|much|properly|well|or|and|walking|"
    r"talking|only a few words))*[ .!?]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screen found in a text, and the text with every personal detail taken out, fit for search.

    `danger` is its kind, or "". `uneasy` texts are not taken for danger, yet resemble it enough for a word of warning.
    """

    danger: str
    personal: tuple[str, ...]
    question: str
    uneasy: bool = False

    @property
    def flagged(self) -> bool:
        """Whether it tells of danger, or too much of somebody."""
        return bool(self.danger or self.personal)

    @property
    def delicate(self) -> bool:
        """Whether nothing that follows from a question in these words may be written down."""
        return self.flagged or self.uneasy


def screen(text: str, known: Collection[str] = ()) -> Screened:
    """`known`: lower-case words of the directory's own names and places, which are never anybody's name."""
    text = sampled(text)
    found = personal(text, known)
    kinds = tuple(dict.fromkeys(detail.kind for detail in found))
    question = without(text, found)
    harmless = PAUSE.fullmatch(question) or LATE.fullmatch(question)
    likeness = 0.0 if harmless else model().likeness(question)
    named = watch().danger(text, known)
    doubted = bool(named) and likeness < UNEASY and model().is_far_from(question, watch().is_excused(text, known))
    danger = "" if doubted else named or (RESEMBLING if likeness > ALARMING else "")
    return Screened(danger, kinds, question, not danger and (doubted or likeness > UNEASY))


def screen_upload(name: str, said: Screened, known: Collection[str] = ()) -> Screened:
    """What was said with a file, and what its name tells besides: with and without the marks in it."""
    stem = name.rpartition(".")[0] or name
    named = [screen(re.sub(parts, " ", stem), known) for parts in (r"_+", r"[\W_]+")]
    danger = next((one.danger for one in (said, *named) if one.danger), "")
    kinds = dict.fromkeys(kind for one in (said, *named) for kind in one.personal)
    return Screened(danger, tuple(kinds), said.question, not danger and any(one.uneasy for one in (said, *named)))
