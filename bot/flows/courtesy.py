"""What people say besides: thanks, “ok”, “who are you?”, “no, the other one”. None of it is a question, or a gap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz, process

from bot.messages import Message

NO_WORDS = Message(text="Ask me in your own words who can help, for example: “he won't come in since half-term”.")
WELCOME = Message(text="You're welcome. Ask me again whenever you need to.")
OTHERWISE = Message(
    text="Under an answer, “Or: …” shows another match, and “Not what I meant” asks you one question. "
    "Or ask me again in other words."
)
FOLLOWS_ON = Message(
    text="I don't keep what you ask, so I can't tell what that belongs to. Please ask it whole, for example: "
    "“can't sit still and shouts out, in secondary”."
)

_THANKS = {
    *("thanks", "thank", "thankyou", "thx", "ta", "cheers", "great", "brilliant", "lovely", "perfect", "ok", "okay"),
    *("k", "cool", "fab", "super", "ace", "amazing", "wonderful", "bye", "goodbye", "sorted", "helpful", "good"),
}
_BESIDE = {
    *("you", "very", "so", "much", "that", "thats", "is", "was", "really", "nice", "one", "got", "it", "all", "the"),
    *("for", "your", "help", "a", "lot", "many", "bunch", "will", "do", "i", "ill", "try", "then", "now", "again"),
    *("signpost", "yes", "yep", "oh", "ah", "have", "day", "evening", "weekend", "morning", "night", "and"),
}
_ABOUT_ME = (
    *("who are you", "what are you", "what is this", "what do you do", "what can you do", "how does this work"),
    *("are you a bot", "are you a robot", "are you human", "are you real", "who is this", "how do you work"),
    *("what can i ask", "what can i ask you", "how do i use this"),
)
_ANOTHER = (
    *("wrong one", "the other one", "no the other one", "not that one", "no not that one", "not that", "thats wrong"),
    *("thats not it", "not it", "not what i meant", "thats not right", "that isnt right", "thats not what i meant"),
    *("thats not what i asked", "no thats wrong", "another one", "something else"),
)
_SAME = 88
_LONGEST = 8  # words
_ON = re.compile(r"(and|but|or|also|what about|how about|same|what if)\b", re.IGNORECASE)


Kind = Literal["thanks", "about me", "another", "no words", ""]


def kind(words: str) -> Kind:
    """Whether that is all thanks, asks about the bot, wants another match, or has no words; "" for all else."""
    said = re.sub(r"[^\w\s]", "", words.lower()).split()
    if not said:
        return "thanks" if any(unicodedata.category(sign) == "So" for sign in words) else "no words"
    if len(said) > _LONGEST:
        return ""
    if set(said) <= _THANKS | _BESIDE and set(said) & _THANKS:
        return "thanks"
    if _is_like(said, _ABOUT_ME):
        return "about me"
    return "another" if _is_like(said, _ANOTHER) else ""


def _is_like(said: Sequence[str], phrases: Sequence[str]) -> bool:
    return process.extractOne(" ".join(said), phrases, scorer=fuzz.ratio, score_cutoff=_SAME) is not None


def follows_on(words: str) -> bool:
    """Whether that leans on a question before it: “and for primary?”."""
    return bool(_ON.match(words.strip())) and len(words.split()) <= _LONGEST
