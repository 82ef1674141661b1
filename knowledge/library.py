"""Everything that is known, opened once: the directory, the maps, the glossary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from knowledge import compiled
from knowledge.collaborative import Collaborative, Programme
from knowledge.directory import Directory
from knowledge.glossary import Glossary
from knowledge.locality import Document, Locality, Topic
from knowledge.names import first_names
from knowledge.service import Service
from knowledge.system_map import Sector, SystemMap


@dataclass(frozen=True)
class Library:
    """What answers are made from. Opened by `Library.open`; never changes while the bot runs."""

    directory: Directory
    localities: Mapping[str, Locality]
    system_map: SystemMap
    glossary: Glossary
    documents: Mapping[str, Document]
    topics: Mapping[str, Topic]
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    collaboratives: Mapping[str, Collaborative] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path | None = None) -> Library:
        """The curated files (the shipped ones by default). Raises CuratedError naming what is wrong in them.

        What is shipped is loaded from its compiled form where there is one."""
        return cls.read(folder) if folder else compiled.opened(cls.read, cls)

    @classmethod
    def read(cls, folder: Path | None = None) -> Library:
        """As `open`, from the files themselves."""
        from knowledge.sources import curated

        with compiled.unhurried():
            read = curated.load(folder)
            return cls(
                directory=Directory(read.services, read.topics.values(), read.localities.values()),
                localities=read.localities,
                system_map=read.system_map,
                glossary=read.glossary,
                documents=read.documents,
                topics=read.topics,
                programmes=read.programmes,
                collaboratives=read.collaboratives,
            )

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "names": self.names}

    @cached_property
    def names(self) -> frozenset[str]:
        """Lower-cased words of entries' and places' names that are never a child's name."""
        texts = [locality.name for locality in self.localities.values()]
        for service in self.directory.services.values():
            texts += (service.name, *service.alternate_names)
        return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())) - first_names()

    def asked_instead(self, locality: str) -> Service | None:
        """The entry to ask when nothing fits, if the place has one."""
        place = self.localities.get(locality)
        return self.directory.services.get(place.ask) if place and place.ask else None

    def sectors(self, locality: str) -> dict[Sector, str]:
        """The sectors of the locality's system map, with their labels: what its collaborative's members are held
        against."""
        collaborative = self.collaboratives.get(locality)
        return self.system_map.sectors(locality, collaborative.entries() if collaborative else ())

    def asked_first(self, locality: str) -> dict[Sector, tuple[str, ...]]:
        """Whom to ask for a member of each sector: names of the locality's players, in order."""
        collaborative = self.collaboratives.get(locality)
        return self.system_map.asked_first(locality, collaborative.entries() if collaborative else ())
