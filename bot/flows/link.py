"""Linking two accounts of one person: a code said on the one, typed on the other, confirmed where it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.flows.turn import Effect
from bot.messages import Address, Button, Message

LASTS = timedelta(minutes=15)  # a code, and then the question whether that was she
LENGTH = 8  # letters and digits of a code
ENDING = 4  # characters of an account that are shown
NAME = 40  # characters of what an account calls itself
PLATFORMS = {"telegram": "Telegram", "slack": "Slack", "web": "your web page"}

IN_PRIVATE = Message(text="Please write that to me directly, not in a channel.")
UNKNOWN = Message(
    text="I don't know that code, or it is over: it works once, for 15 minutes. "
    "Type “link” on your other account for a new one."
)
TOO_MANY = Message(text="Those were too many wrong codes, so I look at none for an hour. Then please try again.")
HERE = Message(text="That is the code for your other account: type it there, not here.")
ALREADY = Message(text="Those two accounts are linked already. “unlink” shows them all.")
OVER = Message(text="That is over, so I changed nothing. “link” begins again.")
ONLY_ONE = Message(text="This is the only account of yours that I know. “link” adds another.")


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is named to whoever holds the other: what it calls itself, and how it ends."""

    address: Address
    called: str = ""

    @property
    def described(self) -> str:
        where = PLATFORMS.get(self.address.platform, self.address.platform)
        name = f"{self.called}, " if self.called else ""
        return f"{where}: {name}account ending …{self.address.id[-ENDING:]}"


@dataclass(frozen=True, slots=True)
class Begin(Effect):
    """She wants a code for her other account."""

    called: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Give(Effect):
    """She typed the code that her other account was told."""

    code: str
    called: str
    bubble: str


@dataclass(frozen=True, slots=True)
class Ask(Effect):
    """She holds an office, has read whose code that is, and says that it is hers."""

    number: int
    bubble: str


@dataclass(frozen=True, slots=True)
class Decide(Effect):
    """Where the code was said: that is she, or is not."""

    number: int
    hers: bool
    bubble: str


@dataclass(frozen=True, slots=True)
class Stop(Effect):
    """Where the code was typed: it was not hers after all."""

    number: int
    bubble: str


@dataclass(frozen=True, slots=True)
class List(Effect):
    """She wants to take an account away: show her which there are."""

    bubble: str


@dataclass(frozen=True, slots=True)
class Unlink(Effect):
    """This account of hers is to be a stranger's again; `which` is its fingerprint."""

    which: str
    bubble: str


def to_type(code: str, bubble: str) -> Message:
    return Message(
        title="Link another account",
        text="On your other account (Slack, Telegram or web page), type this to me:",
        facts=(("Type there", f"link {code}"),),
        small="It works once, for 15 minutes. Then I ask you here whether that account is yours. "
        "Give it to nobody, and never type a code that somebody else gave you.",
        bubble=bubble,
    )


def is_it_you(other: Account, number: int) -> Message:
    """Asked where the code was said."""
    return Message(
        title="Is that you?",
        text=f"Somebody typed your code on {other.described}, and asks to be linked to you.",
        small="If you say yes, both are one person to me: memberships, rights, answers and wishes are shared, and "
        "each message comes once. If you don't know that account, say no.",
        rows=((Button("Yes, that's me", f"L:y:{number}"), Button("No", f"L:n:{number}")),),
        bubble=f"link:{number}",
    )


def asked(issuer: Account, number: int, bubble: str) -> Message:
    """Said where the code was typed."""
    return Message(
        text=f"I have asked on {issuer.described}. Say yes there within 15 minutes, and we are done.",
        small="Is that not your account? Press “Stop”: whoever holds it could act as you.",
        rows=((Button("Stop", f"L:s:{number}"),),),
        bubble=bubble,
    )


def is_it_yours(issuer: Account, number: int, bubble: str) -> Message:
    """Asked of whoever can do harm by giving herself away: an anchor or a facilitator."""
    return Message(
        title="Is that account yours?",
        text=f"That code was made on {issuer.described}.",
        small="You hold an office: whoever has that account could announce things in your name.",
        rows=((Button("Yes, it's mine", f"L:o:{number}"), Button("Stop", f"L:s:{number}")),),
        bubble=bubble,
    )


def linked(other: Account, bubble: str) -> Message:
    return Message(
        title="Linked",
        text=f"You are one person to me here and on {other.described}.",
        small="Messages that I begin come to one of them: “wishes” says which. “unlink” takes one away.",
        bubble=bubble,
    )


def refused(bubble: str) -> Message:
    return Message(text="Not linked. Nothing was changed, and I have told the other account so.", bubble=bubble)


def told_no(issuer: Account) -> Message:
    return Message(text=f"On {issuer.described}, the answer was no. Nothing was changed.")


def stopped(bubble: str) -> Message:
    return Message(text="Stopped. Nothing was changed, and that code is over.", bubble=bubble)


def told_stopped(other: Account) -> Message:
    return Message(text=f"On {other.described}, it was stopped. Nothing was changed.")


def which(accounts: Sequence[tuple[str, Address]], here: Address, bubble: str) -> Message:
    """Her accounts by fingerprint."""
    rows = tuple(
        (Button(_labelled(Account(one).described, one == here), f"L:u:{fingerprint}"),) for fingerprint, one in accounts
    )
    return Message(
        title=f"You have {len(accounts)} accounts",
        text="Which one shall be a stranger's again? All that you are and have stays with the others.",
        rows=rows,
        bubble=bubble,
    )


def _labelled(described: str, here: bool) -> str:
    return f"{described} (this one)" if here else described


def unlinked(gone: Account, bubble: str) -> Message:
    return Message(text=f"Unlinked: {gone.described}. To me it is a stranger's now.", bubble=bubble)


def told_unlinked() -> Message:
    return Message(text="This account is not linked to you any more: I know nothing of you here.")


def name(given: str) -> str:
    """What an account calls itself, on one line and not too long."""
    plain = " ".join(re.sub(r"[^\w .@'’-]", " ", given).split())
    return plain if len(plain) <= NAME else f"{plain[: NAME - 1].rstrip()}…"


def concerns(text: str) -> bool:
    """Whether it is typed to link accounts: only then is it kept what the account calls itself."""
    return text.strip().lower().lstrip("/").partition(" ")[0] == "link"


def account(row: Mapping[str, str], other: bool = False) -> Account:
    """One of the two accounts of a row of `link`."""
    part = "other_" if other else ""
    where = Address(row[f"{part}platform"], row[f"{part}workspace"], row[f"{part}account"])
    return Account(where, row[f"{part}called"])
