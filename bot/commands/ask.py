"""`signpost ask`: the same answers as in chat, on the command line, for people and for checks."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.parts import Misuse, library

if TYPE_CHECKING:
    from knowledge.library import Library

SOME_BAD = 1


class BadLine(Exception):
    """One line, or one question, cannot be used; the message says why and how to mend it."""


def prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", nargs="?", help="the question, in your own words")
    command.add_argument("--locality", help="where you work, for example oldham")
    command.add_argument("--role", default="", help="what you do, for example senco")
    command.add_argument("--from", dest="file", help="a file with one JSON object a line: question, locality, role")
    command.add_argument("--json", action="store_true", help="answer in JSON")
    command.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    if options.file is not None:
        return _ask_many(options)
    if options.question is None:
        raise Misuse("give a question in quotation marks, or --from FILE")
    known = library()
    try:
        answered = ask(options.question, options.locality, options.role, known)
    except BadLine as problem:
        raise Misuse(str(problem)) from None
    print(json.dumps(answered, ensure_ascii=False) if options.json else answered["text"])
    return 0


def ask(question: Any, locality: Any, role: Any, known: Library) -> dict[str, Any]:
    """One answer as the command line gives it. Raises BadLine."""
    from bot.flows.answer import Asker
    from bot.flows.ask import reply, warn
    from knowledge.safety import screen
    from knowledge.system_map import role_of

    if not isinstance(question, str) or not question.strip():
        raise BadLine("the question is missing: give it as text")
    places = ", ".join(known.localities)
    if locality is None:
        raise BadLine(f"the locality is missing: give one of {places}")
    if not isinstance(locality, str) or locality not in known.localities:
        raise BadLine(f"the locality {locality!r} is not known: give one of {places}")
    if role is not None and not isinstance(role, str):
        raise BadLine("the role must be text, for example senco")
    screened = screen(question, known.names)
    replied = reply(screened, Asker(locality, role_of(role or "")), known)
    message = warn(replied.message) if screened.personal else replied.message
    answered: dict[str, Any] = {
        "kind": replied.kind,
        "warnings": list(replied.warnings),
        "services": [_service(match) for match in replied.matches],
        "text": message.plain,
    }
    if replied.options:
        answered["options"] = list(replied.options)
    return answered


def _service(match: Any) -> dict[str, Any]:
    service = match.service
    return {
        "id": service.id,
        "name": service.name,
        "alternate_names": list(service.alternate_names),
        "locality": service.locality,
        "status": service.status,
        "stage": service.stage,
        "score": round(match.score, 4),
        "why": match.why,
    }


def _ask_many(options: argparse.Namespace) -> int:
    if options.question is not None:
        raise Misuse("give a question or --from FILE, not both")
    known = library()
    bad = False
    for number, line in _lines(options.file):
        try:
            answered = _ask_line(line, options, known)
        except BadLine as problem:
            answered, bad = {"kind": "error", "line": number, "message": str(problem)}, True
        in_words = answered.get("text") or f"line {number}: {answered['message']}"
        print(json.dumps(answered, ensure_ascii=False) if options.json else in_words)
    return SOME_BAD if bad else 0


def _ask_line(line: bytes, options: argparse.Namespace, known: Library) -> dict[str, Any]:
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadLine('this line is not JSON: write {"question": …, "locality": …} on one line') from None
    if not isinstance(given, dict):
        raise BadLine('this line is not an object: write {"question": …, "locality": …}')
    return ask(given.get("question"), given.get("locality", options.locality), given.get("role", options.role), known)


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    """Every line of the file, numbered from 1; one that is empty is a line too."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as problem:
        raise Misuse(f"{name} cannot be read: {problem.strerror or 'check its name'}") from None
    lines = content.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    yield from enumerate(lines, 1)
