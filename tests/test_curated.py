"""The curated files: what a curator is told when she slips, and what everybody else gets when she did not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curation.written import read_yaml
from knowledge.sources import curated
from knowledge.sources.curated import Curated, CuratedError, Problem

DOCUMENTS = "- {id: report, title: A report, publisher: Somebody, year: 2024}\n"
TOPICS = "- {id: sensory, label: sensory needs, words: [noise]}\n"
LOCALITY = "id: elm\nname: Elm\nkind: borough\nask: helpline\n"
HELPLINE = """
- id: helpline
  name: Helpline
  kind: helpline
  alternate_names: [the line]
  organization: council
  description: Somebody to talk to before anybody fills in a form.
  who_may_refer: [school-staff]
  status: active
  stage: live
  tracks: [2]
  topics: [sensory]
  needs: [covers his ears, hates the dinner hall, cannot sit still, chews his sleeves, runs out, hides]
  sources: [{document: report, where: page 3}]
"""
MAP = """
players:
  - id: council
    name: Elm Council
    sector: local-authority
    distance: 3
    description: The council.
    sources: [{document: report, where: page 1}]
  - id: child
    name: The child
    sector: family
    distance: 0
    listed: false
    sources: [{document: report, where: page 1}]
  - id: schools
    name: Schools
    sector: education
    distance: 2
    roles: [school-staff]
    listed: false
    sources: [{document: report, where: page 1}]
relations:
  - {source: schools, relation: refers-to, target: helpline, by: [senco], sources: [*]}
""".replace("*", "{document: report, where: p}")
GLOSSARY = """
- term: EIP
  meaning: Education Improvement Partnership
  local: {elm: {meaning: Elm Inclusion Partner}}
  sources: [{document: report, where: glossary}]
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a small directory; a file is replaced by naming it, with `__` for the folder."""

    def written(**changed: str) -> Path:
        files = {
            "documents": DOCUMENTS,
            "topics": TOPICS,
            "glossary": GLOSSARY,
            "elm__locality": LOCALITY,
            "elm__services": HELPLINE,
            "elm__map": MAP,
        }
        for name, text in {**files, **changed}.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return written


def lines(folder: Path) -> list[str]:
    return [str(problem) for problem in curated.check(folder)]


def second(text: str = HELPLINE, **changed: str) -> str:
    """Another entry, with some fields written differently; an empty one is left out."""
    fields = yaml.safe_load(text)[0] | {"id": "second", "name": "Second", "alternate_names": []}
    for name, value in changed.items():
        fields[name] = yaml.safe_load(value)
    return HELPLINE + yaml.safe_dump([{name: value for name, value in fields.items() if value is not None}])


def test_what_was_written_is_what_can_be_found(write: Write) -> None:
    folder = write(elm__services=second(step_down="[helpline]", assured_date="2026-09-01", phones="['0300 123']"))
    found = curated.load(folder)
    entries = {service.id: service for service in found.services}
    assert entries["elm/second"].step_down == ("elm/helpline",)
    assert entries["elm/second"].assured_date == date(2026, 9, 1)
    assert entries["elm/second"].phones == ("0300 123",)
    assert entries["elm/helpline"].organization == "elm/council"
    assert entries["elm/helpline"].sources[0].where == "page 3"
    assert found.localities["elm"].ask == "elm/helpline"
    assert found.maps["elm"].relations[0].target == "elm/helpline"
    assert found.system_map.relations == found.maps["elm"].relations
    assert found.topics["sensory"].words == ("noise",)
    assert found.documents["report"].year == 2024


def test_a_player_without_an_entry_becomes_one_unless_it_is_not_listed(write: Write) -> None:
    entries = {service.id: service for service in curated.load(write()).services}
    assert entries.keys() == {"elm/helpline", "elm/council"}
    assert entries["elm/council"].kind == "organisation"
    assert entries["elm/council"].is_usable


def test_a_player_with_an_entry_of_its_own_does_not_become_a_second(write: Write) -> None:
    found = curated.load(write(elm__services=second(id="council", name="Elm Council", organization="")))
    assert [service.id for service in found.services] == ["elm/helpline", "elm/council"]
    assert found.services[1].kind == "helpline"


def test_a_bare_reference_means_here_and_failing_that_national(write: Write) -> None:
    folder = write(
        national__locality="id: national\nname: National\nkind: national\n",
        national__services=second(id="national-line", name="National line", organization="")[len(HELPLINE) :],
        elm__services=second(step_up="[helpline]", step_down="[national-line]", id="third"),
    )
    third = next(service for service in curated.load(folder).services if service.id == "elm/third")
    assert third.step_up == ("elm/helpline",)
    assert third.step_down == ("national/national-line",)


def test_a_local_meaning_knows_where_it_holds(write: Write) -> None:
    found = curated.load(write()).glossary.look_up("EIP")
    assert [meaning.locality for meaning in found.elsewhere] == ["elm"]
    assert "In Elm: Elm Inclusion Partner." in found.text


SLIPS = [
    ("a missing field", {"description": "null"}, "description: is missing"),
    (
        "a field of another name",
        {"descripton": "A line."},
        "descripton: is not a field of this kind of entry",
    ),
    ("a place that the folder gives", {"locality": "oak"}, "locality: is not a field of this kind of entry"),
    ("an unknown kind", {"kind": "help-line"}, "kind: 'help-line' is none of: service, offer"),
    (
        "a role that nobody has",
        {"who_may_refer": "[teacher]"},
        "who_may_refer[1]: 'teacher' is none of: anyone",
    ),
    ("text for a list", {"needs": "hides"}, "needs: must be a list"),
    ("a list for text", {"try_first": "[this, that]"}, "try_first: must be text"),
    ("text for a number", {"minimum_age": "four"}, "minimum_age: must be a whole number"),
    (
        "ages the wrong way round",
        {"minimum_age": "12", "maximum_age": "4"},
        "maximum_age: is below minimum_age",
    ),
    ("an age of nobody here", {"maximum_age": "140"}, "maximum_age: must be 0 to 120"),
    ("a track that is none", {"tracks": "[5]"}, "tracks: must be a list of 1, 2, 3 or 4"),
    ("an unknown topic", {"topics": "[noise]"}, "topics: 'noise' is not in topics.yaml"),
    ("no topic", {"topics": "[]"}, "topics: name at least one"),
    ("too few needs", {"needs": "[one, two]"}, "needs: has 2 phrases; it takes 6 to 60"),
    ("a need said twice", {"needs": "[a, b, c, d, e, A]"}, "needs: says 'a' twice"),
    ("too long to read", {"description": "x" * 201}, "description: has 201 characters; at most 200"),
    ("no source", {"sources": "[]"}, "sources: say where this is from"),
    (
        "an unknown document",
        {"sources": "[{document: rumour, where: p}]"},
        "sources[1].document: 'rumour' is not",
    ),
    ("a source without a place", {"sources": "[{document: report}]"}, "sources[1]: lacks 'where'"),
    (
        "a strange source",
        {"sources": "[{document: report, where: p, page: 1}]"},
        "sources[1].page: is not a field",
    ),
    (
        "nobody there",
        {"step_up": "[helplines]"},
        "step_up: there is no 'elm/helplines'; did you mean 'elm/helpline'?",
    ),
    (
        "an unlisted player",
        {"step_up": "[child]"},
        "step_up: there is no 'elm/child'; it is a player with listed: false",
    ),
    ("itself", {"step_up": "[second]"}, "step_up: refers to the entry itself"),
    ("an unknown organisation", {"organization": "oak"}, "organization: there is no 'elm/oak'"),
    ("superseded, and then", {"stage": "superseded"}, "stage: superseded: name its successor"),
    ("a day that never was", {"assured_date": "'2026-02-30'"}, "assured_date: must be a date, as 2026-09-01"),
    ("no e-mail address", {"email": "help at elm"}, "email: 'help at elm' is not an e-mail address"),
    (
        "one person's address",
        {"email": "jo.smith@elm.gov.uk"},
        "email: 'jo.smith@elm.gov.uk' looks like one person's",
    ),
    (
        "one in a sentence",
        {"try_first": "Write to j.smith@elm.gov.uk."},
        "try_first: 'j.smith@elm.gov.uk' looks like",
    ),
    ("no number", {"phones": "[ask at the desk]"}, "phones: 'ask at the desk' is not a telephone number"),
    ("no link", {"url": "elm.gov.uk"}, "url: 'elm.gov.uk' must begin with https://"),
    ("a name that is taken", {"name": "helpline"}, "name: 'helpline' is already a name of helpline"),
    (
        "a short name that is taken",
        {"alternate_names": "[The Line]"},
        "alternate_names: 'The Line' is already a name",
    ),
    ("its own name again", {"alternate_names": "[second]"}, "alternate_names: 'second' is there twice"),
    ("a player's name", {"name": "Elm council"}, "already a name of second"),
    ("an id with a space", {"id": "Second One"}, "id: 'Second One' must be lower-case"),
    ("an id that is taken", {"id": "helpline"}, "id: is there twice"),
    ("no id", {"id": "null"}, "elm/services.yaml: entry 2: id: is missing"),
]


@pytest.mark.parametrize(("changed", "said"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_a_curator_is_told_file_entry_and_field(write: Write, changed: dict[str, str], said: str) -> None:
    told = lines(write(elm__services=second(**changed)))
    assert any(said in line for line in told), told
    assert all(line.startswith(("elm/services.yaml: ", "elm/map.yaml: council: ")) for line in told)


def test_a_problem_prints_as_one_line() -> None:
    problem = Problem("elm/services.yaml", "helpline", "step_up", "there is no 'elm/x'")
    assert str(problem) == "elm/services.yaml: helpline: step_up: there is no 'elm/x'"


def test_superseded_is_well_said_with_a_reason(write: Write) -> None:
    for reason in ({"successor": "helpline"}, {"alert": "Closed when the money ended."}):
        assert not lines(write(elm__services=second(stage="superseded", **reason)))


def test_a_teams_address_is_not_one_persons(write: Write) -> None:
    for email in ("send.team@elm.gov.uk", "helpline@elm.org.uk", "mash@elm.gov.uk"):
        assert not lines(write(elm__services=second(email=email)))


def test_a_bad_entry_hides_neither_its_own_faults_nor_anybody_elses(write: Write) -> None:
    services = second(kind="nonsense", tracks="[9]", topics="[nothing]", step_up="[nowhere]")
    told = lines(write(elm__services=services, elm__map=MAP + "  - {source: schools}\n"))
    for field in ("second: kind", "second: tracks", "second: topics", "second: step_up", "schools: target"):
        assert any(field in line for line in told), field


def test_what_is_sound_can_be_used_while_the_rest_is_mended(write: Write) -> None:
    found, problems = curated.read(write(elm__services=second(kind="nonsense")))
    assert [service.id for service in found.services] == ["elm/helpline", "elm/council"]
    assert len(problems) == 1


def test_loading_says_all_that_is_wrong_at_once(write: Write) -> None:
    with pytest.raises(CuratedError) as told:
        curated.load(write(elm__services=second(kind="x", stage="y")))
    assert len(told.value.problems) == 2
    assert str(told.value).count("\n") == 1


def test_a_file_that_is_not_yaml_is_one_line_with_its_number(write: Write) -> None:
    told = lines(write(elm__services=HELPLINE + "- id: second\n  name: [x\n- id: third\n"))
    assert len(told) == 1
    assert told[0].startswith("elm/services.yaml: line 17: this is not YAML: ")


def test_an_unreadable_list_of_topics_does_not_make_every_topic_wrong(write: Write) -> None:
    for file in ("topics", "documents"):
        folder = write(**{file: "- {id: x"})
        assert len(lines(folder)) == 1
        write()


@pytest.mark.parametrize("file", ["topics", "documents"])
def test_a_missing_list_that_every_entry_needs_is_one_line(write: Write, file: str) -> None:
    folder = write()
    (folder / f"{file}.yaml").unlink()
    assert lines(folder) == [f"{file}.yaml: is missing; every entry refers to it"]


def test_a_field_given_twice_is_an_error_not_a_choice(write: Write) -> None:
    told = lines(write(elm__services=HELPLINE + "  name: Other\n"))
    assert told == ["elm/services.yaml: line 15: the field 'name' is there twice"]


def test_what_is_not_a_list_of_entries_is_said_plainly(write: Write) -> None:
    told = lines(write(elm__services="helpline: {}\n"))
    assert "elm/services.yaml: must be a list of entries, each beginning with '- '" in told
    told = lines(write(elm__services=HELPLINE + "- word\n"))
    assert "elm/services.yaml: entry 2: must be fields, as in name: value" in told
    told = lines(write(elm__map="player: []\n"))
    assert "elm/map.yaml: must hold players: and relations: and nothing else" in told


def test_a_folder_without_its_locality_is_said(write: Write) -> None:
    folder = write()
    (folder / "elm" / "locality.yaml").unlink()
    assert lines(folder) == ["elm/locality.yaml: is missing; each locality needs one"]


def test_a_file_of_another_name_is_not_passed_over(write: Write) -> None:
    folder = write(elm__service="[]")
    known = "locality.yaml, services.yaml, map.yaml, collaborative.yaml"
    assert lines(folder) == [f"elm/service.yaml: is not one of {known}"]


def test_an_empty_date_is_a_date_left_out(write: Write) -> None:
    text = LOCALITY + "safeguarding:\n  name: ''\n  assured_date:\n"
    assert curated.load(write(elm__locality=text)).localities["elm"].safeguarding.assured_date is None


def test_whom_to_ask_must_be_there(write: Write) -> None:
    text = LOCALITY.replace("helpline", "nobody") + "safeguarding: {service: mash, phone: later}\n"
    told = lines(write(elm__locality=text))
    assert [line.split(": ")[1] for line in told] == ["ask", "safeguarding.phone", "safeguarding.service"]


def test_a_relation_leads_from_somebody_to_somebody(write: Write) -> None:
    relation = "  - {source: nobody, relation: befriends, target: helpline, by: [anyone]}\n"
    told = lines(write(elm__map=MAP + relation))
    entry = "elm/map.yaml: nobody befriends helpline: "
    assert [line.removeprefix(entry).split(":")[0] for line in told] == [
        "by",
        "relation",
        "source",
        "sources",
    ]


def test_a_player_stands_at_a_known_distance(write: Write) -> None:
    told = lines(write(elm__map=MAP.replace("distance: 3", "distance: 7")))
    assert told == ["elm/map.yaml: council: distance: must be 0 (the child) to 4 (national), not 7"]


def test_a_term_is_explained_once(write: Write) -> None:
    told = lines(write(glossary=GLOSSARY + GLOSSARY.replace("EIP", "eip").replace("elm:", "oak:")))
    assert told == [
        "glossary.yaml: eip: local.oak: is not a locality",
        "glossary.yaml: eip: term: is there already, as 'EIP'",
    ]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert lines(tmp_path / "nowhere") == ["nowhere: there is no such folder"]


def test_a_telephone_number_keeps_its_nought_and_a_name_stays_a_name(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "- {phone: 0300, name: no, time: 12:30, day: 2026-01-01, fee: ~, wait: null, alert: ''}"
    )
    assert read_yaml(tmp_path / "x.yaml").value == [
        {"phone": "0300", "name": "no", "time": "12:30", "day": "2026-01-01"}
    ]


LOCALITIES = {
    "east-sussex",
    "oldham",
    "worcestershire",
    "barking-dagenham",
    "hackney",
    "sutton",
    "waltham-forest",
    "newham",
    "southwark",
    "lambeth",
    "manchester",
    "leeds",
    "trust",
    "national",
}


@pytest.fixture(scope="module")
def shipped() -> tuple[Curated, list[Problem]]:
    return curated.read()


def test_the_directory_that_is_shipped_has_no_problems(shipped: tuple[Curated, list[Problem]]) -> None:
    assert [str(problem) for problem in shipped[1]] == []


def test_every_locality_is_there_with_entries_of_its_own(shipped: tuple[Curated, list[Problem]]) -> None:
    assert shipped[0].localities.keys() == LOCALITIES
    assert {service.locality for service in shipped[0].services} == LOCALITIES
    assert len(shipped[0].services) > 200
    assert len(shipped[0].glossary.terms) > 100


def test_every_live_entry_has_a_route_or_says_that_none_is_held(
    shipped: tuple[Curated, list[Problem]],
) -> None:
    found, _ = shipped
    services = {service.id: service for service in found.services}
    for service in found.services:
        for role in ("senco", "parent-carer"):
            route = found.system_map.route(role, service, services)
            assert route.text
            assert not (route.steps and not route.known)


words = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=8)
bits = st.recursive(words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3))


@given(value=bits)
@settings(max_examples=60, deadline=None)
def test_nothing_that_a_curator_writes_raises_anything_but_a_list_of_problems(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "elm").mkdir()
    for name in ("documents", "topics", "glossary", "elm/locality", "elm/services", "elm/map"):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump([value]), encoding="utf-8")
    assert all("\n" not in line for line in lines(folder))


@given(text=st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "topics.yaml").write_text(text, encoding="utf-8", errors="ignore")
    assert all("\n" not in line for line in lines(folder))


def test_reading_the_directory_needs_no_database_and_no_network() -> None:
    code = "import sys, knowledge.sources.curated; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "aiohttp", "telegram", "slack_bolt", "asyncio"} & set(loaded)
