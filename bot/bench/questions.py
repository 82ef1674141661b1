"""What is asked: the tests' questions where they are at hand, else the directory's own needs, badly typed."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation import load_questions
from knowledge.service import Service

SEED = 8
MADE_UP = 300


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    locality: str


def questions(folder: Path, services: Sequence[Service], localities: Collection[str]) -> list[Question]:
    """In one order that is always the same and mixes the kinds."""
    found = [
        Question(asked.question, asked.locality)
        for path in sorted(folder.glob("*.yaml"))
        for asked in load_questions(path)
        if asked.locality in localities
    ]
    chance = random.Random(SEED)
    chance.shuffle(found)
    return found or made_up(services, chance)


def made_up(services: Sequence[Service], chance: random.Random) -> list[Question]:
    """Needs as their entries have them, most with a slip of the thumb."""
    needs = [Question(need, service.locality) for service in services for need in service.needs]
    chosen = chance.sample(needs, min(MADE_UP, len(needs)))
    return [Question(slip(one.text, chance), one.locality) for one in chosen]


def slip(text: str, chance: random.Random) -> str:
    """The text with two letters swapped, one missing, or one typed twice; now and then as it was."""
    at = chance.randrange(len(text) - 1)
    left, pair, right = text[:at], text[at : at + 2], text[at + 2 :]
    return left + chance.choice((pair[::-1], pair[1], pair[0] * 2 + pair[1], pair)) + right
