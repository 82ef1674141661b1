"""Codes: letters and digits that are hard to mistake for one another, and spell no word."""

from __future__ import annotations

import re

ALPHABET = "23456789CDFHJKMNPQRTVWXY"
LENGTH = 12
MISTAKEN = str.maketrans("BGSZ", "8652")  # what is read in the place of a digit; 0, 1, I, L, O and vowels never occur
EXAMPLE = "K7QM-2XHD-9RTP"


def spelled(code: str) -> str:
    """A code as it is shown: in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read(words: str, length: int = LENGTH) -> str:
    """The code that somebody typed, in small letters or large, with or without hyphens; "" if it is none."""
    code = re.sub(r"[\s\-–—.]+", "", words).upper().translate(MISTAKEN)
    return code if len(code) == length and set(code) <= set(ALPHABET) else ""


def alone(words: str) -> str:
    """A code that was typed without a word before it, in its three groups; "" if it is anything else."""
    return read(words) if re.fullmatch(r"\s*[^\W_]{4}(-[^\W_]{4}){2}\s*", words) else ""


def meant(words: str) -> bool:
    """Whether somebody meant a code, and slipped: one word, or groups, that no question begins with."""
    plain = re.sub(r"[\s\-–—.]+", "", words)
    return len(words.split()) == 1 or (8 <= len(plain) <= 16 and any(letter.isdigit() for letter in plain))
