"""A question in somebody's own words: plain text with no command is one."""

from __future__ import annotations

from dataclasses import replace

from bot.flows import place
from bot.flows.answer import Asker
from bot.flows.ask import Reply, kept, noted, reply
from bot.flows.courtesy import FOLLOWS_ON, NO_WORDS, follows_on
from bot.flows.place import MEMBERS_ONLY
from bot.flows.turn import Turn
from bot.handlers.heard import Heard
from knowledge.library import Library


def hear(heard: Heard, library: Library) -> Turn | None:
    if not (heard.event.text or heard.screened.danger):
        return None
    question = heard.rest if heard.command == "ask" else heard.words
    if not question and not heard.screened.danger:
        return Turn(say=(NO_WORDS,))
    if heard.known.barred and not heard.screened.danger:
        return Turn(say=(MEMBERS_ONLY,))
    asker = heard.asker
    if not asker.locality:
        return _first_contact(heard, question, library)
    replied = answer(heard, question, asker, library)
    if replied.kind == "none" and not heard.screened.delicate and follows_on(question):
        return Turn(say=(FOLLOWS_ON,))
    return Turn(say=(noted(replied.message) if replied.effects else replied.message,), do=replied.effects)


def answer(heard: Heard, question: str, asker: Asker, library: Library) -> Reply:
    return reply(replace(heard.screened, question=question), asker, library, heard.bubble)


def _first_contact(heard: Heard, question: str, library: Library) -> Turn:
    """Ask where, with the replies for every place waiting; what is urgent is said at once."""
    found = library.directory.find_in(question, [locality.id for locality in place.places(library)])
    waiting = {locality: kept(heard.screened, finding, library) for locality, finding in found.items()}
    turn = place.begin(library, waiting, heard.bubble)
    if not heard.screened.danger:
        return turn
    urgent = answer(heard, question, Asker(), library).message
    return Turn(say=(urgent, place.begin(library, waiting, f"{heard.bubble}p").say[0]), waits=turn.waits)
