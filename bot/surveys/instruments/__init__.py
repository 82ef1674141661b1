"""The instruments that ship, as data: one YAML file each, in our own wording.

A file holds `scales` (lists of options by name) and `pages` of questions. What stands at a page, or under `defaults`,
holds for each of its questions that does not say otherwise. Texts are English. A page with `evidence: true` asks after
each of its questions what shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.surveys.instrument import Instrument, from_data

FOLDER = Path(__file__).parent
LANGUAGE = "en"
INHERITED = ("type", "scale", "dimension", "area")
TEXTS = ("text", "hint", "constraint_message", "required_message")


def names() -> tuple[str, ...]:
    """What ships, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@lru_cache(maxsize=32)
def load(name: str) -> Instrument:
    """One that ships. Raises KeyError if there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return read((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def read(text: str) -> Instrument:
    """An instrument in the form of these files. Raises yaml.YAMLError, KeyError and msgspec.ValidationError."""
    data = yaml.safe_load(text)
    pages = data["pages"]
    return from_data(
        {
            "id": data["id"],
            "version": data["version"],
            "title": {LANGUAGE: data["title"]},
            "languages": [LANGUAGE],
            "about": data.get("about", ""),
            "intro": {LANGUAGE: data["intro"]} if "intro" in data else {},
            "pages": [{"id": page["id"], "title": {LANGUAGE: page["title"]}} for page in pages],
            "questions": [question for page in pages for question in _questions(page, data)],
        }
    )


def _questions(page: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    given = {**data.get("defaults", {}), **{key: page[key] for key in INHERITED if key in page}, "page": page["id"]}
    for one in page["questions"]:
        yield _question({**given, **one}, data)
        if page.get("evidence"):
            yield _question(
                {"id": f"{one['id']}_evidence", "type": "text", "text": data["evidence"], **_at(page)}, data
            )


def _at(page: Mapping[str, Any]) -> dict[str, Any]:
    return {"page": page["id"], "area": page.get("area", "")}


def _question(fields: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    question = {key: {LANGUAGE: value} if key in TEXTS else value for key, value in fields.items() if key != "scale"}
    if fields["type"] in ("select_one", "select_multiple", "rank"):
        question["options"] = [{**one, "label": {LANGUAGE: one["label"]}} for one in data["scales"][fields["scale"]]]
    elif fields["type"] == "text":
        question["dimension"] = ""
    return question
