"""Messages as Slack shows them: Block Kit in which nothing that was written formats or notifies. And the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.messages import Button, File, Message

Block = dict[str, Any]

TEXT = 2900  # of a text element; Slack's limit is 3,000
WHOLE = 12_000  # of all the blocks of a message; Slack refuses a little above 13,000
BLOCKS = 50
FALLBACK = 3900  # of the text for notifications and screen readers; Slack advises 4,000
LABEL = 75
ALTERNATIVE = 1000  # of what is read to whoever cannot see a picture
SIDE_BY_SIDE = 5
EMPTY = "…"
ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
FORMATS = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)|(?<!\w)[@#]\w|:[\w+'-]+:|^\s*>", re.MULTILINE)
MARKUP = re.compile(r"<([^<>]*)>")


def in_pieces(message: Message) -> list[dict[str, Any]]:
    """The message as arguments of one or more posts, each within Slack's limits; the buttons are in the last."""
    pieces: list[list[tuple[str, Block]]] = [[]]
    room = WHOLE
    for words, block in _blocks(message):
        room -= _width(words)
        if pieces[-1] and (room < 0 or len(pieces[-1]) == BLOCKS):
            pieces.append([])
            room = WHOLE - _width(words)
        pieces[-1].append((words, block))
    return [_piece(piece or [(EMPTY, _section(EMPTY))]) for piece in pieces]


def in_words(message: Message, file: File) -> Message:
    """What is said where a file cannot be shown."""
    text = "\n\n".join(part for part in (message.text, file.words) if part)
    small = f"(The file “{file.name}” itself could not be sent here.) {message.small}".strip()
    return replace(message, text=text, small=small, file=None)


def readable(text: str) -> str:
    """What a person wrote, without Slack's markup for links and people."""
    words = MARKUP.sub(_unmarked, text)
    for char, escaped in reversed(ESCAPED.items()):
        words = words.replace(escaped, char)
    return re.sub(r"[ \t]{2,}", " ", words).strip()


def _unmarked(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith("@"):
        return " "
    if target.startswith("#"):
        return f"#{label}" if label else " "
    if target.startswith("!"):
        return label or " "
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def _piece(blocks: list[tuple[str, Block]]) -> dict[str, Any]:
    words = "\n\n".join(words for words, _ in blocks if words) or EMPTY
    return {"text": _escape(_parts(words, FALLBACK)[0]), "blocks": [block for _, block in blocks]}


def _blocks(message: Message) -> Iterator[tuple[str, Block]]:
    """Each block, with its words as plain text."""
    for part in _parts(_one_line(message.title)):
        yield part, _section("", part)
    for part in _parts(message.text.strip()):
        yield part, _section(part)
    for label, value in message.facts:
        strong = f"{_one_line(label)[:LABEL]}:"
        first, *more = _parts(value.strip(), TEXT - _width(strong) - 3) or [""]
        yield f"{strong} {first}", _section(first, strong)
        yield from ((part, _section(part)) for part in more)
    for part in _parts(_shown(message.file).strip()):
        yield part, _section(part)
    for part in _parts(message.small.strip()):
        yield part, {"type": "context", "elements": [_words(part)]}
    for number, row in enumerate(message.rows):
        for start in range(0, len(row), SIDE_BY_SIDE):
            yield "", _actions(number, start, row[start : start + SIDE_BY_SIDE])


def _shown(file: File | None) -> str:
    """What a file shows, unless that goes along with a picture, for those who cannot see it."""
    return "" if file is None or (file.is_picture and len(file.words) <= ALTERNATIVE) else file.words


def _section(text: str, strong: str = "") -> Block:
    return {"type": "section", "text": _words(text, strong)}


def _words(text: str, strong: str = "") -> Block:
    """Words, the strong ones in bold; all of them literal where any could format, because mrkdwn has no escape."""
    if FORMATS.search(text) or FORMATS.search(strong):
        plain = " ".join(part for part in (strong, text) if part)
        return {"type": "plain_text", "text": _escape(plain), "emoji": False}
    bold = f"*{_escape(strong)}*" if strong else ""
    return {"type": "mrkdwn", "text": " ".join(part for part in (bold, _escape(text)) if part)}


def _actions(row: int, start: int, buttons: tuple[Button, ...]) -> Block:
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": f"b{row}.{start + number}",
                "text": {"type": "plain_text", "text": _label(button.label), "emoji": False},
                "value": button.token,
            }
            for number, button in enumerate(buttons)
        ],
    }


def _label(label: str) -> str:
    if _width(label) <= LABEL:
        return _escape(label) or EMPTY
    return _escape(label[: _fitting(label, LABEL - 1)].rstrip()) + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _parts(text: str, most: int = TEXT) -> list[str]:
    """The text cut where its escaped form would be too long, between words if it can be."""
    parts = []
    while text:
        end = _fitting(text, most)
        if end < len(text):
            space = max(text.rfind(" ", end // 2, end), text.rfind("\n", end // 2, end))
            end = space + 1 or end
        parts.append(text[:end])
        text = text[end:]
    return parts


def _fitting(text: str, most: int) -> int:
    """How many of the text's characters fit."""
    for index, char in enumerate(text):
        most -= _width(char)
        if most < 0:
            return index
    return len(text)


def _width(text: str) -> int:
    """How long the text is for Slack: escaped, and in UTF-16."""
    return sum(len(ESCAPED.get(char, "x")) + (char > "\uffff") for char in text)


def _escape(text: str) -> str:
    return "".join(ESCAPED.get(char, char) for char in text)
