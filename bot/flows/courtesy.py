"""What people say besides: “hiya”, thanks, a lone “yes”, “who are you?”, “no, the other one”: no question, no gap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz, process

from bot.messages import Message

NO_WORDS = Message(text="Ask me in your own words who can help, for example: “he won't come in since half-term”.")
WELCOME = Message(text="You're welcome. Ask me again whenever you need to.")
PRESS_ABOVE = Message(
    text="I can't tell what that answers, so I changed nothing. If a message above has buttons, please press one "
    "there. Or ask me who can help; “help” shows what I can do."
)
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
_HELLO = {
    *("hi", "hello", "hiya", "hey", "heya", "morning", "afternoon", "evening", "menu"),
}
_HELLO_TO = {"good", "there", "signpost", "again"}
_LONE = {*("yes", "no", "yep", "yeah", "nope", "nah", "cancel", "undo", "please", "never", "mind", "nevermind")}
_KIND_SIGNS = frozenset("👍👌🙏🙂😊😀😃😄😁🥰😍🤗🎉👏💪❤♥💚💙💛💜🧡💐🌟⭐✅✔☺😉🤝🙌✨")
_SAME = 88
_LONGEST = 8  # words
_ON = re.compile(r"(and|but|or|also|what about|how about|same|what if)\b", re.IGNORECASE)


Kind = Literal["thanks", "about me", "another", "no words", "an answer", ""]


def kind(words: str) -> Kind:
    """Whether that is all thanks, asks about the bot, wants another match, is a lone yes, no or cancel, or
    has no words; "" for all else."""
    said = re.sub(r"[^\w\s]", "", words.lower()).split()
    if not said:
        return "thanks" if _KIND_SIGNS & set(words) else "no words"
    if len(said) > _LONGEST:
        return ""
    if set(said) <= _HELLO | _HELLO_TO and set(said) & _HELLO:
        return "about me"
    if set(said) <= _THANKS | _BESIDE and set(said) & _THANKS:
        return "thanks"
    if set(said) <= _LONE:
        return "an answer"
    if _is_like(said, _ABOUT_ME):
        return "about me"
    return "another" if _is_like(said, _ANOTHER) else ""


def _is_like(said: Sequence[str], phrases: Sequence[str]) -> bool:
    return process.extractOne(" ".join(said), phrases, scorer=fuzz.ratio, score_cutoff=_SAME) is not None


def follows_on(words: str) -> bool:
    """Whether that leans on a question before it: “and for primary?”."""
    return bool(_ON.match(words.strip())) and len(words.split()) <= _LONGEST
