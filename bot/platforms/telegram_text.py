"""Messages as Telegram shows them: its small HTML, escaped, in pieces that fit."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Button, Message

PIECE = 3500  # characters of a message; Telegram's limit is 4,096 after its HTML is read
EMPTY = "…"


def in_pieces(message: Message) -> list[str]:
    """The message as HTML, cut between paragraphs where it is too long; at least one piece."""
    pieces: list[str] = []
    room = 0
    for plain, html in _paragraphs(message):
        if pieces and room + len(plain) + 2 <= PIECE:
            pieces[-1] += "\n\n" + html
            room += len(plain) + 2
        else:
            pieces.append(html)
            room = len(plain)
    return pieces or [EMPTY]


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Buttons below the bubble. None where there are none: an edit then takes the old ones away."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.token) for button in row] for row in rows]
    )


def _paragraphs(message: Message) -> Iterator[tuple[str, str]]:
    if message.title:
        yield from ((cut, f"<b>{escape(cut, quote=False)}</b>") for cut in _cut(message.title))
    for text in filter(None, message.text.split("\n\n")):
        yield from ((cut, escape(cut, quote=False)) for cut in _cut(text))
    for label, value in message.facts:
        first, *more = _cut(value) or [""]
        yield f"{label}: {first}", f"<b>{escape(label, quote=False)}:</b> {escape(first, quote=False)}"
        yield from ((cut, escape(cut, quote=False)) for cut in more)
    if message.small:
        yield from ((cut, f"<i>{escape(cut, quote=False)}</i>") for cut in _cut(message.small))


def _cut(text: str) -> list[str]:
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
