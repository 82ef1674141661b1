"""The permitted route: whoever may refer is told so, whoever may not is told through whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.role import SCHOOL_STAFF, neighbours
from knowledge.service import Access, Citation, Role, Service
from knowledge.system_map import Player, Relation, Route, SystemMap, role_of

PATIENTLY = settings(deadline=None)
SOURCES = (Citation("report", "p"),)
ROLES: tuple[Role, ...] = get_args(Role)


def service(slug: str, who: Sequence[Role] = (), *, name: str = "", locality: str = "elm", **more: str) -> Service:
    made = Service(
        id=f"{locality}/{slug}",
        locality=locality,
        name=name or slug.title(),
        kind="service",
        description="A service.",
        status="active",
        stage="live",
        tracks=(2,),
        topics=("sensory",),
        needs=(),
        sources=SOURCES,
        who_may_refer=tuple(who),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def player(slug: str, roles: Sequence[Role] = (), name: str = "") -> Player:
    return Player(
        id=f"elm/{slug}",
        name=name or slug.title(),
        sector="education",
        distance=2,
        sources=SOURCES,
        roles=tuple(roles),
    )


def refers(source: str, target: str, by: Sequence[Role] = ()) -> Relation:
    return Relation(f"elm/{source}", "refers-to", f"elm/{target}", SOURCES, tuple(by))


def route(
    role: Role,
    to: Service,
    others: Iterable[Service] = (),
    players: Iterable[Player] = (),
    relations: Iterable[Relation] = (),
    **more: str,
) -> Route:
    services = {each.id: each for each in (to, *others)}
    return SystemMap(tuple(players), tuple(relations)).route(role, to, services, **more)


def test_a_senco_whom_the_service_names_refers_directly() -> None:
    found = route("senco", service("clinic", ["senco"]))
    assert found.is_direct
    assert found.text == "You can refer directly."
    assert found.steps == ("Clinic",)


def test_a_class_teacher_goes_through_her_senco() -> None:
    found = route("class-teacher", service("clinic", ["senco"]))
    assert found.text == "You cannot refer directly; go through your SENCO."
    assert found.steps == ("your SENCO", "Clinic")
    assert found.path == ("class-teacher", "senco", "elm/clinic")


@pytest.mark.parametrize("role", sorted(SCHOOL_STAFF))
def test_what_is_open_to_school_staff_is_open_to_each_of_them(role: Role) -> None:
    assert route(role, service("helpline", ["school-staff"])).is_direct


def test_a_parent_asks_the_school_where_schools_refer() -> None:
    found = route("parent-carer", service("clinic", ["school-staff"]))
    assert found.text == "You cannot refer directly; go through your child's school."
    found = route("parent-carer", service("clinic", ["headteacher"]))
    assert found.steps == ("the headteacher of your child's school", "Clinic")


def test_a_social_worker_asks_the_childs_school() -> None:
    found = route("social-worker", service("clinic", ["senco"]))
    assert found.steps == ("the SENCO at the child's school", "Clinic")


def test_a_teacher_asks_the_family_where_only_families_can_ask() -> None:
    assert route("senco", service("forum", ["parent-carer"])).steps == (
        "the child's parent or carer",
        "Forum",
    )


def test_the_map_says_who_refers_where_the_service_does_not() -> None:
    schools, relation = player("schools", ["school-staff"]), refers("schools", "clinic", by=["senco"])
    assert route("senco", service("clinic"), (), [schools], [relation]).is_direct
    assert route("class-teacher", service("clinic"), (), [schools], [relation]).steps[0] == "your SENCO"


def test_a_service_that_names_sencos_is_not_opened_to_all_staff_by_the_map() -> None:
    schools, relation = player("schools", ["school-staff"]), refers("schools", "clinic")
    clinic = service("clinic", ["senco"])
    assert route("class-teacher", clinic, (), [schools], [relation]).steps == ("your SENCO", "Clinic")


def test_a_helpline_that_refers_on_is_the_way_to_what_one_cannot_reach() -> None:
    helpline, clinic = service("helpline", ["anyone"]), service("clinic", ["health"])
    found = route("police", clinic, [helpline], [], [refers("helpline", "clinic")])
    assert found.text == "You cannot refer directly; go through Helpline."
    assert found.path == ("police", "elm/helpline", "elm/clinic")


def test_nobody_is_forbidden_what_nothing_is_said_about() -> None:
    found = route("police", service("clinic"), [service("helpline", ["anyone"])], [], [refers("helpline", "clinic")])
    assert found.text == "No direct way is held here for your role; go through Helpline."


@pytest.mark.parametrize(
    ("role", "through"), [("health", "the child's school"), ("parent-carer", "your child's school")]
)
def test_that_schools_refer_on_the_map_forbids_it_to_nobody_else(role: Role, through: str) -> None:
    schools, relation = player("schools", ["school-staff"]), refers("schools", "clinic")
    found = route(role, service("clinic"), (), [schools], [relation])
    assert found.text == f"No direct way is held here for your role; go through {through}."
    found = route(role, service("clinic", ["senco"]), (), [schools], [relation])
    assert found.text.startswith("You cannot refer directly; go through ")


def test_a_colleague_and_then_a_service_can_both_be_needed() -> None:
    panel, clinic = service("panel", ["senco"]), service("clinic", ["health"])
    found = route("class-teacher", clinic, [panel], [], [refers("panel", "clinic")])
    assert found.steps == ("your SENCO", "Panel", "Clinic")
    assert found.text == "You cannot refer directly; go through your SENCO, then Panel."


def test_of_several_ways_as_short_everybody_is_sent_the_same() -> None:
    lines = [service(slug, ["anyone"]) for slug in ("yew", "oak", "elder", "cedar", "birch", "ash")]
    onward = [refers(line.id.removeprefix("elm/"), "clinic") for line in lines]
    assert route("police", service("clinic", ["health"]), lines, [], onward).steps == ("Ash", "Clinic")


def test_nobody_is_sent_through_a_service_that_has_ended() -> None:
    helpline, clinic = service("helpline", ["anyone"], stage="ended"), service("clinic", ["health"])
    assert not route("police", clinic, [helpline], [], [refers("helpline", "clinic")]).steps


def test_what_has_ended_names_what_took_its_place() -> None:
    old = service("old", ["anyone"], stage="superseded", successor="elm/new")
    assert route("senco", old, [service("new")]).text == (
        "Nobody can be referred there: it is no longer running; New took its place."
    )


def test_where_nothing_is_held_it_says_so_and_whom_to_ask() -> None:
    found = route("senco", service("clinic"), ask="Helpline")
    assert not found.known
    assert found.text == "Who may refer is not held here; ask Helpline."
    run_by = service("clinic", organization="elm/trust")
    assert route("senco", run_by, (), [player("trust", name="The NHS trust")]).text.endswith("ask The NHS trust.")
    assert route("senco", service("clinic")).text.endswith("ask the service itself.")


def test_a_role_without_a_way_is_told_who_may() -> None:
    found = route("senco", service("clinic", ["health", "police"]), ask="Helpline")
    assert found.known
    assert not found.steps
    assert found.text == (
        "No route for your role is held here (health professionals, the police may refer); ask Helpline."
    )


def test_what_is_open_needs_no_referral() -> None:
    found = route("parent-carer", service("cafe", access="drop-in"))
    assert found.is_direct
    assert found.text == "No referral is needed: it is open."


def test_another_areas_service_is_not_a_way_for_this_one() -> None:
    clinic = service("clinic", ["anyone"])
    assert route("senco", clinic, locality="elm").is_direct
    found = route("senco", clinic, locality="oak")
    assert found.text == "This is another area's; nobody can be referred there from yours."
    assert not found.steps


def test_another_places_colleagues_are_not_ones_own() -> None:
    line = service("line", locality="national")
    relation = Relation("elm/schools", "refers-to", "national/line", SOURCES)
    assert not route("senco", line, (), [player("schools", ["senco"])], [relation], locality="oak").known


def test_a_local_school_refers_to_a_national_service() -> None:
    line = service("line", locality="national")
    relation = Relation("elm/schools", "refers-to", "national/line", SOURCES)
    schools = player("schools", ["school-staff"])
    assert route("senco", line, (), [schools], [relation], locality="elm").is_direct


def test_to_advise_is_not_to_refer() -> None:
    advises = replace(refers("schools", "clinic"), relation="advises")
    assert not route("senco", service("clinic"), (), [player("schools", ["senco"])], [advises]).known


WORDS = {
    "SENCO": "senco",
    "senco/inclusion lead": "senco",
    "S.E.N.D.C.O.": "senco",
    "Deputy head and SENCO": "senco",
    "head of year": "pastoral",
    "behaviour lead": "pastoral",
    "deputy head": "headteacher",
    "headtecher": "headteacher",
    "Head of Maths": "class-teacher",
    "TA": "teaching-assistant",
    "HLTA": "teaching-assistant",
    "reception teacher": "class-teacher",
    "Year 4 teacher": "class-teacher",
    "foster carer": "parent-carer",
    "adoptive parent": "parent-carer",
    "parent carer rep": "parent-carer",
    "mum": "parent-carer",
    "young carer": "young-person",
    "EWO": "local-authority",
    "virtual school head": "local-authority",
    "educational psychologist": "local-authority",
    "office staff": "school-staff",
    "governor": "school-staff",
    "DSL": "dsl",
    "assistant headteacher (DSL)": "dsl",
    "family worker": "family-worker",
    "social workr": "social-worker",
    "GP": "health",
    "SALT": "health",
    "school nurse": "health",
    "PCSO": "police",
    "youth worker": "voluntary-sector",
    "astronaut": "school-staff",
    "": "school-staff",
}


@pytest.mark.parametrize(("words", "role"), WORDS.items())
def test_people_say_what_they_are_in_their_own_words(words: str, role: Role) -> None:
    assert role_of(words) == role


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anyone"])
def test_a_roles_own_name_is_understood(role: Role) -> None:
    assert role_of(role) == role
    assert role_of(role.replace("-", " ").upper()) == role


@PATIENTLY
@given(st.text())
def test_any_words_at_all_are_some_role(words: str) -> None:
    assert role_of(words) in ROLES


SLUGS = ("ash", "beech", "cedar", "oak", "yew")
roles = st.lists(st.sampled_from(ROLES), max_size=3)
stages = st.sampled_from(("live", "live", "pilot", "ended"))
accesses: st.SearchStrategy[Access | None] = st.sampled_from((None, None, "open", "referral"))
relations = st.lists(st.builds(refers, st.sampled_from(SLUGS), st.sampled_from(SLUGS), roles), max_size=10)
askers = st.sampled_from([role for role in ROLES if role != "anyone"])
System = tuple[SystemMap, Mapping[str, Service]]


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Five services, of which some are players too; `oak` is what people want."""
    services = [service(slug, draw(roles), stage="live" if slug == "oak" else draw(stages)) for slug in SLUGS]
    services = [replace(each, access=draw(accesses)) for each in services]
    players = [player(slug, draw(roles)) for slug in draw(st.sets(st.sampled_from(SLUGS)))]
    drawn = SystemMap(tuple(players), tuple(draw(relations)))
    return drawn, {each.id: each for each in services}


def expanded(some: Iterable[Role]) -> set[Role]:
    held = set(some)
    if "anyone" in held:
        return set(ROLES)
    return held | SCHOOL_STAFF if "school-staff" in held else held


def is_permitted(before: str, after: str, system: System) -> bool:
    """The rule, said a second time: whether one step may be taken at all."""
    drawn, services = system
    if "/" not in after:
        return after in dict(neighbours(cast(Role, before)))
    leading = [each for each in drawn.relations if each.target == after]
    speakers = {each.id: expanded(each.roles) for each in drawn.players}
    if "/" in before:
        return services[before].is_usable and any(
            each.source == before and (not each.by or expanded(each.by) & speakers.get(before, set()))
            for each in leading
        )
    target = services[after]
    return (
        before in expanded(target.who_may_refer)
        or (not target.who_may_refer and target.access == "open")
        or any(
            before in speakers.get(each.source, set()) and (not each.by or before in expanded(each.by))
            for each in leading
        )
    )


def wanted(system: System, role: Role) -> Route:
    drawn, services = system
    return drawn.route(role, services["elm/oak"], services)


@PATIENTLY
@given(system=systems(), role=askers)
def test_a_route_never_takes_a_step_that_the_asker_may_not(system: System, role: Role) -> None:
    found = wanted(system, role)
    assert all(is_permitted(before, after, system) for before, after in pairwise(found.path))
    assert not found.path or (found.path[0], found.path[-1]) == (role, "elm/oak")
    assert len(found.steps) == max(0, len(found.path) - 1)


@PATIENTLY
@given(system=systems(), role=askers)
def test_whoever_may_refer_directly_is_sent_no_other_way(system: System, role: Role) -> None:
    _, services = system
    if role in expanded(services["elm/oak"].who_may_refer):
        assert wanted(system, role).is_direct


@PATIENTLY
@given(system=systems(), role=askers, more=relations)
def test_knowing_more_relations_never_makes_a_route_longer(system: System, role: Role, more: list[Relation]) -> None:
    drawn, services = system
    before = wanted(system, role)
    after = wanted((replace(drawn, relations=(*drawn.relations, *more)), services), role)
    if before.steps:
        assert 0 < len(after.steps) <= len(before.steps)
    assert after.known >= before.known


@PATIENTLY
@given(system=systems(), role=askers)
def test_the_order_in_which_a_map_is_written_changes_nothing(system: System, role: Role) -> None:
    drawn, services = system
    turned = SystemMap(drawn.players[::-1], drawn.relations[::-1])
    assert wanted((turned, services), role) == wanted(system, role)


@PATIENTLY
@given(system=systems(), role=askers)
def test_nobody_is_said_to_be_able_to_refer_where_nothing_is_held(system: System, role: Role) -> None:
    found = wanted(system, role)
    if not found.known:
        assert not found.steps
        assert "not held here" in found.text
