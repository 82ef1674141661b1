"""Messages as Telegram shows them: its small HTML, escaped, in pieces that fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Button, File, Message

PIECE = 3500  # characters of a message; Telegram's limit is 4,096 after its HTML is read
CAPTION = 1000  # of a file's caption, in UTF-16; Telegram's limit is 1,024
LONGEST_LABEL = 100
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


def captioned(message: Message, file: File) -> tuple[list[str], str]:
    """What is said before a file, and its caption: everything if that fits, else what the file shows."""
    paragraphs = list(_paragraphs(message))
    if _width("\n\n".join(plain for plain, _ in paragraphs)) <= CAPTION:
        return [], "\n\n".join(html for _, html in paragraphs)
    if _width(file.words) <= CAPTION:
        return in_pieces(replace(message, file=None)), _safe(file.words)
    return in_pieces(message), _safe(file.name[:LONGEST_LABEL])


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Buttons below the bubble. None where there are none: an edit then takes the old ones away."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.token) for button in row] for row in rows]
    )


def _paragraphs(message: Message) -> Iterator[tuple[str, str]]:
    """Each paragraph as it is read, which is what Telegram counts, and as HTML."""
    yield from _styled(message.title, "b")
    for text in message.text.split("\n\n"):
        yield from _styled(text)
    for label, value in message.facts:
        if len(label) > LONGEST_LABEL:
            yield from _styled(label, "b")
            yield from _styled(value)
            continue
        first, *more = _cut(value) or [""]
        yield f"{label}: {first}", f"<b>{_safe(label)}:</b> {_safe(first)}"
        for rest in more:
            yield rest, _safe(rest)
    if message.file:
        yield from _styled(message.file.words)
    yield from _styled(message.small, "i")


def _styled(text: str, tag: str = "") -> Iterator[tuple[str, str]]:
    for cut in _cut(text):
        yield cut, f"<{tag}>{_safe(cut)}</{tag}>" if tag else _safe(cut)


def _width(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _cut(text: str) -> list[str]:
    """In parts that leave room for a label, between words where there are any; nothing of what is blank."""
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > PIECE - LONGEST_LABEL:
        most = PIECE - LONGEST_LABEL
        end = max(rest.rfind(" ", most // 2, most), rest.rfind("\n", most // 2, most))
        end = end if end > 0 else most
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts
