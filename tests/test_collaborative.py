"""What a newcomer is told about a collaborative, and what its curator is told when she slips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.collaborative import Collaborative, story
from knowledge.library import Library
from knowledge.personal import personal
from knowledge.sources import curated
from tests.test_curated import DOCUMENTS, GLOSSARY, HELPLINE, LOCALITY, MAP, TOPICS

SOURCE = [{"document": "report", "where": "page 2"}]
PROGRAMME: dict[str, Any] = {
    "id": "together",
    "name": "Together",
    "purpose": "To work as one.",
    "facilitator": "Somebody neutral.",
    "arrangements": ["They meet once a year."],
    "headcounts": [{"year": 2022, "members": 44, "answered": 30, "sources": SOURCE}],
    "story": [
        {"year": 2023, "month": 5, "title": "A report", "text": "It is published.", "sources": SOURCE},
        {"year": 2021, "title": "It begins", "text": "Elm joins.", "sources": SOURCE},
    ],
    "sources": SOURCE,
}
SUBGROUP = {"id": "one", "name": "One", "purpose": "Why.", "does": "What.", "stage": "live", "sources": SOURCE}
ELM: dict[str, Any] = {
    "id": "elm",
    "name": "Elm Collaborative",
    "question": "How?",
    "vision": ["Children first."],
    "mission": "Work together.",
    "priorities": ["Reading"],
    "anchor": "The council.",
    "programme": "together",
    "entry": "council",
    "subgroups": [SUBGROUP | {"entry": "helpline", "lead": "Headteacher"}],
    "composition": [
        {
            "year": 2022,
            "stage": "When convened",
            "seats": [{"role": "Heads", "sector": "education", "count": 2}, {"role": "Nurse", "sector": "health"}],
            "sources": SOURCE,
        }
    ],
    "story": [{"year": 2022, "title": "A plan", "text": "They agree.", "sources": SOURCE}],
    "sources": SOURCE,
}


def write(folder: Path, collaborative: dict[str, Any] = ELM, programme: dict[str, Any] = PROGRAMME) -> Path:
    files = {"documents": DOCUMENTS, "topics": TOPICS, "glossary": GLOSSARY}
    files |= {"elm/locality": LOCALITY, "elm/services": HELPLINE, "elm/map": MAP}
    files |= {"programmes": json.dumps([programme]), "elm/collaborative": json.dumps(collaborative)}
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_collaborative_is_read_with_its_references_in_full(tmp_path: Path) -> None:
    read = curated.load(write(tmp_path))
    elm = read.collaboratives["elm"]
    assert elm.entry == "elm/council"
    assert elm.subgroups[0].entry == "elm/helpline"
    assert elm.subgroups[0].lead == "Headteacher"
    assert elm.composition[0].seats[1].count is None
    assert elm.composition[0].counts() == {"education": 2, "health": 0}
    assert [chapter.title for chapter in story(elm, read.programmes.values())] == ["It begins", "A plan", "A report"]


def test_a_collaborative_on_its_own_tells_its_own_story(tmp_path: Path) -> None:
    read = curated.load(write(tmp_path, {**ELM, "programme": ""}))
    assert [chapter.title for chapter in story(read.collaboratives["elm"], read.programmes.values())] == ["A plan"]


def test_members_are_held_against_the_sectors_of_the_map(tmp_path: Path) -> None:
    """The child is nobody's member, and the collaborative (here drawn as the council) does not stand for a sector."""
    drawn = Library.read(write(tmp_path))
    assert drawn.sectors("elm") == {"education": "Schools and education"}
    assert drawn.system_map.sectors("elm")["local-authority"] == "Local authority"


STAGE = ELM["composition"][0]
SLIPS: list[tuple[str, dict[str, Any], str]] = [
    ("another place's id", {"id": "oak"}, "id: must be the folder's name, 'elm'"),
    ("a field left out", {"mission": None}, "mission: is missing"),
    ("a field of another name", {"priority": "x"}, "priority: is not a field of this kind of entry; did you mean"),
    ("a programme that is none", {"programme": "alone"}, "programme: 'alone' is not in programmes.yaml"),
    ("nobody's entry", {"entry": "helplin"}, "entry: there is no 'elm/helplin'; did you mean 'elm/helpline'?"),
    ("too long a line", {"vision": ["x" * 201]}, "vision[1]: has 201 characters; at most 200"),
    ("one person's address", {"anchor": "Ask jo.smith@elm.gov.uk"}, "anchor: 'jo.smith@elm.gov.uk' looks like one"),
    ("no source at all", {"sources": []}, "sources: say where this is from"),
    ("a sub-group twice", {"subgroups": [SUBGROUP, SUBGROUP]}, "subgroups: 'one' is there twice"),
    ("a sub-group's id", {"subgroups": [SUBGROUP | {"id": "One!"}]}, "subgroups[1].id: 'One!' must be lower-case"),
    ("a stage that is none", {"subgroups": [SUBGROUP | {"stage": "on"}]}, "subgroups[1].stage: 'on' is none of: live"),
    ("a source of a chapter", {"story": [ELM["story"][0] | {"sources": []}]}, "story[1].sources: say where"),
    ("a thirteenth month", {"story": [ELM["story"][0] | {"month": 13}]}, "story[1].month: must be 1 to 12, not 13"),
    ("nobody counted", {"composition": [STAGE | {"seats": [{"role": "A", "sector": "health", "count": 0}]}]},
     "composition[1].seats: count must be 1 or more"),
    ("no such sector", {"composition": [STAGE | {"seats": [{"role": "A", "sector": "church"}]}]},
     "composition[1].seats[1].sector: 'church' is none of: education"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "said"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_a_curator_is_told_what_is_wrong_with_a_collaborative(
    tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    written = {name: value for name, value in {**ELM, **changed}.items() if value is not None}
    told = [str(problem) for problem in curated.check(write(tmp_path, written))]
    assert len(told) == 1, told
    assert said in told[0]
    assert told[0].startswith("elm/collaborative.yaml: ")


def test_nobody_answers_who_is_not_there(tmp_path: Path) -> None:
    counted = PROGRAMME["headcounts"][0] | {"answered": 45}
    told = [
        str(problem) for problem in curated.check(write(tmp_path, programme={**PROGRAMME, "headcounts": [counted]}))
    ]
    assert told == ["programmes.yaml: together: headcounts[1].answered: must be 0 to 44, the members"]


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library.open()


def test_the_three_collaboratives_are_there_and_whole(shipped: Library) -> None:
    assert shipped.collaboratives.keys() == {"east-sussex", "oldham", "worcestershire"}
    for each in shipped.collaboratives.values():
        assert len(each.vision) >= 3
        assert len(each.priorities) == 3
        assert len(each.subgroups) >= 3
        assert [stage.year for stage in each.composition] == [2022, 2023, 2024]
        assert {chapter.year for chapter in story(each, shipped.programmes.values())} == {2021, 2022, 2023, 2024}


def test_membership_is_as_the_evaluation_counted_it(shipped: Library) -> None:
    counted = shipped.programmes["preventing-school-exclusions"].headcounts
    assert [(each.year, each.answered, each.members) for each in counted] == [
        (2022, 30, 44),
        (2023, 25, 33),
        (2024, 24, 36),
    ]


def test_the_maps_show_what_the_collaboratives_lacked(shipped: Library) -> None:
    for slug, each in shipped.collaboratives.items():
        assert "voluntary" in shipped.sectors(slug)
        assert all("voluntary" not in stage.counts() for stage in each.composition)
        assert not {"national"} & shipped.sectors(slug).keys()


def test_nobody_is_named_in_what_is_told_of_a_collaborative(shipped: Library) -> None:
    for each in (*shipped.collaboratives.values(), *shipped.programmes.values()):
        for text in _texts(each):
            assert personal(text, shipped.names) == [], text


def _texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for each in part for text in _texts(each)]
    fields = getattr(part, "__dataclass_fields__", ())
    return [text for name in fields for text in _texts(getattr(part, name))]


def test_a_collaborative_is_the_same_from_the_compiled_copy(shipped: Library) -> None:
    assert shipped.collaboratives == Library.read().collaboratives
    assert all(isinstance(each, Collaborative) for each in shipped.collaboratives.values())
