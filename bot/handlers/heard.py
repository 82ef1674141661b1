"""What was heard, and by whom it was said: all that a handler may look at."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.answer import OFFERED, Asker
from bot.flows.questionnaire import Asking
from bot.messages import Event, Uploaded
from bot.work import Known
from knowledge.safety import Screened
from knowledge.system_map import role_of

ELSEWHERE = (  # words alone that are never the answer to what somebody was asked to type
    *("help", "privacy", "place", "start", "join", "me", "leave", "briefing", "invite", "invitations", "members"),
    *("hi", "hello", "calendar", "collaborative", "sub-groups", "announce", "my data", "forget me", "wishes", "stop"),
    *("register", "engagement", "fading", "sectors", "surveys", "results", "audit", "farewells", "facilitators"),
    *("stewards", "hand over", "step down", "who is who", "link", "unlink", "web links", "come back", "waiting"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """`words` is fit for use: personal details are gone from it. `upload` is a file that she was asked for, `asking`
    the survey that she is in the middle of."""

    event: Event
    screened: Screened
    known: Known
    upload: Uploaded | None = None
    asking: Asking | None = None

    @property
    def asker(self) -> Asker:
        """Where the person works and as what; an unknown role means school staff."""
        return Asker(self.known.locality, role_of(self.known.role))

    @property
    def words(self) -> str:
        return " ".join((self.screened.question if self.event.text else "").split())

    @property
    def command(self) -> str:
        """The first word, in small letters, without a slash."""
        return self.words.split(" ", 1)[0].lower().lstrip("/") if self.words else ""

    @property
    def rest(self) -> str:
        """What follows the first word."""
        return self.words.partition(" ")[2].strip()

    @property
    def takes(self) -> tuple[str, ...]:
        """The endings of the files that a conversation of hers asked for, in private: its state's "takes"."""
        asked = {ending for state in self.known.states.values() for ending in state.get("takes", ())}
        return () if self.event.chat.person else tuple(sorted(asked))

    @property
    def pressed(self) -> tuple[str, str]:
        """A button's verb and what it is about: `s2:abc` is ("s", "abc")."""
        verb, _, about = self.event.pressed.partition(":")
        return verb[:1], about

    @property
    def offered(self) -> int:
        """How many other matches the pressed button offers along with what it names."""
        number = self.event.pressed.partition(":")[0][1:]
        return int(number) if number.isascii() and number.isdecimal() else OFFERED

    @property
    def bubble(self) -> str:
        """The bubble that follows: the pressed one again, or a new one."""
        return self.known.bubble or f"b{self.event.key[:16]}"

    @property
    def typed(self) -> str:
        """What was typed, on one line, with the personal details that were asked for."""
        return " ".join(self.event.text.split())


def is_number(text: str) -> bool:
    """Whether a button's token holds a number that can be a row's."""
    return text.isascii() and text.isdecimal() and len(text) < 10
