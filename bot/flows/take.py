"""What a handler asks for where a member answers a survey."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.survey import Said
from bot.flows.turn import Effect


@dataclass(frozen=True, slots=True)
class Take(Effect):
    """She pressed or typed this in a survey."""

    wave: str
    said: Said
