"""What somebody must hear because of what another did to her: it counts in nobody's budget."""

from __future__ import annotations

from bot.delivery import ledger
from bot.delivery.addresses import reach
from bot.delivery.ledger import Posting
from bot.messages import Event, Message
from bot.work import Work


def tell(work: Work, event: Event, whom: int, message: Message, about: str = "t") -> bool:
    """Write to somebody whom an event concerns that another caused; whether she can be reached."""
    to = reach(work, [whom]).get(whom)
    if to is None:
        return False
    lasting = Posting("notice", expires=work.now + ledger.REPLY_LASTS)
    ledger.say(work, f"{event.key}:{about}{whom}", to, message, to.id, lasting)
    return True
