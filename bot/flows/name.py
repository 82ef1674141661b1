"""Telling an adult's name, or an organisation's, from a question that was typed in its place."""

from __future__ import annotations

import re

LONGEST_NAME, LONGEST_ORGANISATION = 60, 120
ASKING = frozenset(
    (
        *("who", "what", "whats", "where", "when", "why", "how", "which", "can", "could", "should", "would"),
        *("is", "are", "am", "do", "does", "did", "has", "have", "help", "tell", "show", "find", "about", "glossary"),
        *("he", "she", "they", "it", "i", "we", "you", "my", "his", "her", "their", "there", "this", "that"),
        *("please", "thanks", "thank", "yes", "no", "ok", "okay", "remind", "need", "needs", "want", "referral"),
    )
)
LETTERS = re.compile(r"[^\W\d_]+(?:[.'’\-]+[^\W\d_]*)*\.?,?|\([^()]{1,30}\)|&")


def is_name(words: str) -> bool:
    """Whether this can be what somebody is called: a few words of letters, no question."""
    parts = words.split()
    return (
        1 <= len(parts) <= 6
        and len(words) <= LONGEST_NAME
        and parts[0].lower().strip(",") not in ASKING
        and all(LETTERS.fullmatch(part) for part in parts)
    )


def is_organisation(words: str) -> bool:
    """Whether this can be where somebody works."""
    parts = words.split()
    return (
        1 <= len(parts) <= 12
        and len(words) <= LONGEST_ORGANISATION
        and "?" not in words
        and parts[0].lower().strip(",'") not in ASKING
    )
