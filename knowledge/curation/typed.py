"""What somebody wrote, turned into a typed record; whatever does not fit is said by file, entry and field."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from knowledge.curation.problem import Problem

T = TypeVar("T")

EXPECTED = {
    "str": "must be text",
    "int": "must be a whole number",
    "bool": "must be true or false",
    "array": "must be a list, as in [one, two]",
    "object": "must be fields, as in {name: value}",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was written. `name` is its id, or its place in the file."""

    file: str
    name: str
    fields: dict[str, Any]

    def problem(self, field: str, message: str) -> Problem:
        return Problem(self.file, self.name, field, message)


@dataclass(frozen=True, slots=True)
class Typed(Generic[T]):
    """The record, and the problems of the fields that could not be read: those are blank in it."""

    entry: Entry
    record: T
    problems: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.problems

    def holding(self, record: T) -> Typed[T]:
        return Typed(self.entry, record, self.problems)


def typed(entry: Entry, shape: Callable[..., T], **given: Any) -> Typed[T]:
    """`given` is what the file's place says and the entry need not: it wins over what is written."""
    written = {**entry.fields, **given}
    known = _hints(shape).keys() - (given.keys() - {"id"})
    strange = tuple(entry.problem(*found) for found in _strangers(entry.fields, shape, known))
    try:
        return Typed(entry, msgspec.convert(written, shape, strict=False), strange)
    except msgspec.ValidationError:
        return _field_by_field(entry, written, shape, strange)


def suggestion(wrong: str, known: Iterable[str]) -> str:
    close = get_close_matches(wrong, sorted(known), n=1, cutoff=0.7)
    return f"; did you mean '{close[0]}'?" if close else ""


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


@cache
def _required(shape: Any) -> frozenset[str]:
    return frozenset(
        field.name
        for field in dataclasses.fields(shape)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )


@cache
def _nested(shape: Any) -> dict[str, type]:
    """The fields that hold records of their own, with the kind of record."""
    inner = {name: _record_in(hint) for name, hint in _hints(shape).items()}
    return {name: record for name, record in inner.items() if record}


def _record_in(hint: Any) -> type | None:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    return next(filter(None, map(_record_in, get_args(hint))), None)


def _strangers(
    written: Mapping[str, Any], shape: Any, known: Iterable[str], path: str = ""
) -> Iterator[tuple[str, str]]:
    for name in written.keys() - set(known):
        yield path + name, "is not a field of this kind of entry" + suggestion(name, known)
    for name, inner in _nested(shape).items():
        for place, item in _items(name, written.get(name), _hints(shape)[name]):
            if isinstance(item, dict):
                yield from _strangers(item, inner, _hints(inner).keys(), f"{path}{place}.")


def _items(name: str, value: Any, hint: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, list):
        return [(f"{name}[{place}]", item) for place, item in enumerate(value, 1)]
    if isinstance(value, dict) and get_origin(hint) is not None:
        return [(f"{name}.{key}", item) for key, item in value.items()]
    return [(name, value)]


def _field_by_field(
    entry: Entry, written: Mapping[str, Any], shape: Callable[..., T], strange: tuple[Problem, ...]
) -> Typed[T]:
    required = _required(shape)
    values: dict[str, Any] = {name: _blank(hint) for name, hint in _hints(shape).items() if name in required}
    problems = [entry.problem(name, "is missing") for name in required - written.keys()]
    for name in _hints(shape).keys() & written.keys():
        hint = _hints(shape)[name]
        try:
            values[name] = msgspec.convert(written[name], hint, strict=False)
        except msgspec.ValidationError as error:
            within = _within(error)
            problems.append(entry.problem(name + within, _explained(error, _hint_of(hint, within))))
    return Typed(entry, shape(**values), (*strange, *problems))


def _blank(hint: Any) -> Any:
    if get_origin(hint) is tuple:
        return ()
    return 0 if hint is int else ""


def _within(error: msgspec.ValidationError) -> str:
    """The place inside the field, counted from one as people do: `[2].where`."""
    _, found, path = str(error).partition(" - at `$")
    if not found:
        return ""
    parts = path.rstrip("`").replace("[...]", "").split("[")
    return "[".join([parts[0], *(_from_one(part) for part in parts[1:])])


def _hint_of(hint: Any, within: str) -> Any:
    """The hint of a field of a record inside: `[2].stage`."""
    for name in re.findall(r"\.(\w+)", within):
        record = _record_in(hint)
        hint = _hints(record).get(name, hint) if record else hint
    return hint


def _from_one(part: str) -> str:
    number, bracket, rest = part.partition("]")
    return f"{int(number) + 1 if number.isdigit() else number}{bracket}{rest}"


def _explained(error: msgspec.ValidationError, hint: Any) -> str:
    said = str(error).partition(" - at `")[0]
    if said.startswith("Invalid enum value"):
        return _not_one_of(said.removeprefix("Invalid enum value ").strip("'"), hint)
    if "RFC3339" in said or "date" in said.casefold():
        return "must be a date, as 2026-09-01"
    if said.startswith("Object missing required field"):
        return f"lacks {said.rpartition(' ')[2].replace('`', chr(39))}"
    wanted = said.removeprefix("Expected `").partition("`")[0].partition(" |")[0]
    return EXPECTED.get(wanted, said)


def _not_one_of(wrong: str, hint: Any) -> str:
    known = _choices(hint)
    return f"'{wrong}' is none of: {', '.join(known)}"


def _choices(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next(filter(None, map(_choices, get_args(hint))), ())
