"""The files of the directory's folder, turned into typed records; what is wrong with them is gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from knowledge.collaborative import Collaborative
from knowledge.curation.problem import Problem
from knowledge.curation.rules import Finding, id_findings
from knowledge.curation.typed import Entry, Typed, typed
from knowledge.curation.written import NotReadable, read_yaml
from knowledge.locality import Locality
from knowledge.service import Service
from knowledge.system_map import Player, Relation

T = TypeVar("T")
SHARED_FILES = ("documents.yaml", "topics.yaml", "glossary.yaml", "programmes.yaml")
NEEDED = ("documents.yaml", "topics.yaml")
LOCAL_FILES = ("locality.yaml", "services.yaml", "map.yaml", "collaborative.yaml")


@dataclass(frozen=True, slots=True)
class Place:
    """What a locality's files hold."""

    id: str
    about: Typed[Locality] | None
    services: tuple[Typed[Service], ...]
    players: tuple[Typed[Player], ...]
    relations: tuple[Typed[Relation], ...]
    collaborative: Typed[Collaborative] | None = None

    def becoming_entries(self) -> list[Typed[Player]]:
        """The players that people can be pointed to and that have no entry of their own."""
        own = {service.record.id for service in self.services}
        return [player for player in self.players if player.record.listed and player.record.id not in own]

    def entries(self) -> list[Typed[Service] | Typed[Player]]:
        """All that people can be pointed to."""
        return [*self.services, *self.becoming_entries()]


class Files:
    """`unread` names the files that could not be read at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[Problem] = []
        self.unread: set[str] = set()

    def places(self) -> Iterator[Place]:
        if not self._folder.is_dir():
            self._complain(self._folder, "there is no such folder")
            return
        self._refuse_unknown(self._folder, SHARED_FILES)
        for folder in sorted({path.parent for path in self._folder.glob("*/*.y*ml")}):
            self._refuse_unknown(folder, LOCAL_FILES)
            yield self._place(folder)

    def records(self, file: str, shape: type[T], key: str = "id") -> dict[str, Typed[T]]:
        """The records of a shared file, by their key. The first of two with the same key is kept."""
        records: dict[str, Typed[T]] = {}
        path = self._folder / file
        if file in NEEDED and self._folder.is_dir() and not path.exists():
            self._complain(path, "is missing; every entry refers to it")
            self.unread.add(file)
        for entry in self._entries(path, self._yaml(path), key):
            self.say(entry, self._key_findings(entry, key, records))
            records.setdefault(entry.name, self._typed(entry, shape))
        return records

    def say(self, entry: Entry, findings: Iterable[Finding]) -> None:
        self.problems += [entry.problem(*finding) for finding in findings]

    def _key_findings(self, entry: Entry, key: str, seen: Iterable[str]) -> Iterator[Finding]:
        if entry.name in seen:
            yield key, "is there twice"
        if key == "id" and "id" in entry.fields:
            yield from id_findings(entry.name)

    def _complain(self, path: Path, message: str, entry: str = "") -> None:
        self.problems.append(Problem(self._name(path), entry, "", message))

    def _name(self, path: Path) -> str:
        return path.name if path == self._folder else path.relative_to(self._folder).as_posix()

    def _refuse_unknown(self, folder: Path, known: tuple[str, ...]) -> None:
        for path in sorted(folder.glob("*.y*ml")):
            if path.name not in known:
                self._complain(path, f"is not one of {', '.join(known)}")

    def _yaml(self, path: Path) -> Any:
        if not path.exists():
            return None
        try:
            written = read_yaml(path)
        except NotReadable as error:
            self._complain(path, str(error))
            self.unread.add(self._name(path))
            return None
        for fault in written.faults:
            self._complain(path, fault)
        return written.value

    def _entries(self, path: Path, value: Any, key: str = "id") -> Iterator[Entry]:
        if value is None:
            return
        if not isinstance(value, list):
            self._complain(path, "must be a list of entries, each beginning with '- '")
            return
        file = self._name(path)
        for number, item in enumerate(value, 1):
            name = f"entry {number}"
            if isinstance(item, dict):
                yield Entry(file, str(item.get(key) or name), item)
            else:
                self._complain(path, "must be fields, as in name: value", name)

    def _typed(self, entry: Entry, shape: type[T], **given: Any) -> Typed[T]:
        found = typed(entry, shape, **given)
        self.problems += found.problems
        return found

    def _place(self, folder: Path) -> Place:
        here, map_path = folder.name, folder / "map.yaml"
        services = self._entries(folder / "services.yaml", self._yaml(folder / "services.yaml"))
        drawn = self._map(map_path)
        players = self._entries(map_path, drawn.get("players"))
        relations = self._entries(map_path, drawn.get("relations"))
        return Place(
            id=here,
            about=self._one(folder / "locality.yaml", Locality, "each locality needs one"),
            collaborative=self._one(folder / "collaborative.yaml", Collaborative),
            services=tuple(
                self._typed(each, Service, id=f"{here}/{each.name}", locality=here) for each in self._unique(services)
            ),
            players=tuple(self._typed(each, Player, id=f"{here}/{each.name}") for each in self._unique(players)),
            relations=tuple(self._typed(_called_by_what_it_says(each), Relation) for each in relations),
        )

    def _unique(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Each entry, complaining of ids that are missing, misshapen or there twice."""
        seen: set[str] = set()
        for entry in entries:
            if "id" not in entry.fields:
                self.say(entry, [("id", "is missing")])
            self.say(entry, self._key_findings(entry, "id", seen))
            seen.add(entry.name)
            yield entry

    def _map(self, path: Path) -> dict[str, Any]:
        drawn = self._yaml(path)
        if drawn is None:
            return {}
        if not isinstance(drawn, dict) or drawn.keys() - {"players", "relations"}:
            self._complain(path, "must hold players: and relations: and nothing else")
        return drawn if isinstance(drawn, dict) else {}

    def _one(self, path: Path, shape: type[T], needed: str = "") -> Typed[T] | None:
        """The single record of a file, whose id is its folder's name."""
        here, written = path.parent.name, self._yaml(path)
        if not path.exists():
            if needed:
                self._complain(path, f"is missing; {needed}")
        elif not isinstance(written, dict):
            if written is not None:
                self._complain(path, "must be fields, as in name: value")
        else:
            entry = Entry(self._name(path), "", written)
            if written.get("id") != here:
                self.say(entry, [("id", f"must be the folder's name, '{here}'")])
            return self._typed(entry, shape, id=here)
        return None


def _called_by_what_it_says(entry: Entry) -> Entry:
    """A relation has no id; it is called `schools refers-to mash`."""
    said = [str(entry.fields[part]) for part in ("source", "relation", "target") if entry.fields.get(part)]
    return Entry(entry.file, " ".join(said) or entry.name, entry.fields)
