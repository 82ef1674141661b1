"""YAML read as plain text: every value is a string, a list or a mapping, and a key given twice is an error.

Nothing is guessed, so a telephone number keeps its nought and `no` stays a word; the types are given
afterwards, by the fields. Reading the parser's events takes a third of the time of `yaml.load` with the same
C library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

NOTHING = ("~", "null")


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds (`None` where it is empty), and what is wrong with it though it can be read."""

    value: Any
    faults: tuple[str, ...] = ()


class NotReadable(Exception):
    """The file is not YAML as we use it. The message is one line that says where and why."""


def read_yaml(path: Path) -> Written:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable("this is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise NotReadable(f"cannot be opened: {error.strerror}") from None
    try:
        return _Reader(text).document()
    except yaml.MarkedYAMLError as error:
        raise NotReadable(_why(error)) from None
    except yaml.YAMLError:
        raise NotReadable("this is not YAML: it holds characters that cannot be printed") from None
    except RecursionError:
        raise NotReadable("lists and mappings are nested too deeply") from None


def _why(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    line = f"line {mark.line + 1}: " if mark else ""
    return f"{line}this is not YAML: {error.problem or error.context}"


def _line(event: Any) -> str:
    return f"line {event.start_mark.line + 1}"


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text.strip()


class _Reader:
    def __init__(self, text: str) -> None:
        self._next: Callable[[], Any] = yaml.CBaseLoader(text).get_event
        self._faults: list[str] = []

    def document(self) -> Written:
        self._next()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            return Written(None)
        value = self._value(self._next())
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._faults.append(f"{_line(after)}: a second document begins; keep to one in a file")
        return Written(value, tuple(self._faults))

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            left_empty = not event.style and event.value in NOTHING
            return None if left_empty else _one_line(event.value) or None
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list()
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping()
        self._faults.append(f"{_line(event)}: * refers to another place; write the value out")
        return None

    def _list(self) -> list[Any]:
        values = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            values.append(self._value(event))
        return values

    def _mapping(self) -> dict[str, Any]:
        """What is left empty is left out."""
        values: dict[str, Any] = {}
        seen: set[str] = set()
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._value(event)
            if not isinstance(key, str):
                self._faults.append(f"{_line(event)}: a field's name must be a word")
                key = ""
            elif key in seen:
                self._faults.append(f"{_line(event)}: the field '{key}' is there twice")
            seen.add(key)
            value = self._value(self._next())
            if value is not None:
                values[key] = value
        return values
