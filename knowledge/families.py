"""What several places have under the same name: every early help team is of one family, and its words help to find it.

Entries of different places that share a name or another name, but for the place's own, are of one family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge.service import Service
from knowledge.words import stem, words

_ASIDE = re.compile(r"\([^)]*\)")
_SAYS_NOTHING = frozenset(stem(word) for word in ("county", "council", "our", "the", "local", "of", "and", "for"))


def families(services: Iterable[Service]) -> Mapping[str, str]:
    """Of each entry that has relatives elsewhere, its family: a mark, and the least id of those in it."""
    head: dict[str, str] = {}
    called: dict[str, str] = {}
    for service in services:
        for name in _bare_names(service):
            _join(head, called.setdefault(name, service.id), service.id)
    members: dict[str, list[str]] = {}
    for service in services:
        members.setdefault(_head(head, service.id), []).append(service.id)
    several = {one: ids for one, ids in members.items() if len({id.split("/")[0] for id in ids}) > 1}
    return {id: f"~{one}" for one, ids in several.items() for id in ids}


def _bare_names(service: Service) -> set[str]:
    place = {stem(word) for word in words(service.locality.replace("-", " "))} | _SAYS_NOTHING
    names = (_ASIDE.sub("", name) for name in (service.name, *service.alternate_names))
    return {bare for name in names if (bare := " ".join(sorted({stem(word) for word in words(name)} - place)))}


def _head(head: dict[str, str], one: str) -> str:
    while head.setdefault(one, one) != one:
        head[one] = head[head[one]]
        one = head[one]
    return one


def _join(head: dict[str, str], one: str, other: str) -> None:
    least, most = sorted((_head(head, one), _head(head, other)))
    head[most] = least
