"""Who asks: the roles, whom each can simply ask next door, and the role in someone's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz.distance import OSA

from knowledge.service import Role

SCHOOL_STAFF: frozenset[Role] = frozenset(
    ("school-staff", "teaching-assistant", "class-teacher", "pastoral", "senco", "dsl", "headteacher")
)

NAMES: dict[Role, str] = {
    "anyone": "anyone",
    "school-staff": "school staff",
    "teaching-assistant": "teaching assistants",
    "class-teacher": "class teachers",
    "pastoral": "pastoral staff",
    "senco": "SENCOs",
    "dsl": "designated safeguarding leads",
    "headteacher": "headteachers",
    "social-worker": "social workers",
    "family-worker": "family workers",
    "health": "health professionals",
    "police": "the police",
    "local-authority": "the local authority",
    "voluntary-sector": "the voluntary sector",
    "parent-carer": "parents and carers",
    "young-person": "young people",
}

Neighbours = tuple[tuple[Role, str], ...]

_AT_YOUR_SCHOOL: Neighbours = (
    ("senco", "your SENCO"),
    ("dsl", "your designated safeguarding lead"),
    ("headteacher", "your headteacher"),
    ("pastoral", "your pastoral lead"),
    ("class-teacher", "the child's class teacher"),
)
_AT_THE_CHILDS_SCHOOL: Neighbours = (
    ("school-staff", "the child's school"),
    ("senco", "the SENCO at the child's school"),
    ("dsl", "the designated safeguarding lead at the child's school"),
    ("headteacher", "the headteacher of the child's school"),
    ("pastoral", "the pastoral lead at the child's school"),
    ("class-teacher", "the child's class teacher"),
)
_FAMILY: Neighbours = (("parent-carer", "the child's parent or carer"), ("young-person", "the young person"))


def neighbours(role: Role) -> Neighbours:
    """Whom someone in this role can simply ask, without a referral, the likeliest first."""
    if role in SCHOOL_STAFF:
        near = (*_AT_YOUR_SCHOOL, *_FAMILY)
    elif role == "parent-carer":
        near = (*_of("your child's", _AT_THE_CHILDS_SCHOOL), ("young-person", "your child"))
    elif role == "young-person":
        near = (*_of("your", _AT_THE_CHILDS_SCHOOL), ("parent-carer", "your parent or carer"))
    else:
        near = (*_AT_THE_CHILDS_SCHOOL, *_FAMILY)
    return tuple(pair for pair in near if pair[0] != role)


def _of(whose: str, near: Neighbours) -> Neighbours:
    return tuple((role, words.replace("the child's", whose)) for role, words in near)


def admits(allowed: Iterable[Role], role: Role) -> bool:
    """Whether a list of roles holds this one: `school-staff` holds all who work in a school."""
    allowed = tuple(allowed)
    return role in allowed or "anyone" in allowed or ("school-staff" in allowed and role in SCHOOL_STAFF)


def overlaps(some: Iterable[Role], others: Iterable[Role]) -> bool:
    """Whether anybody can belong to both lists."""
    some, others = tuple(some), tuple(others)
    return any(admits(others, role) for role in some) or any(admits(some, role) for role in others)


# The words of each role; where several are said, the role that stands first here is meant.
_SAID: dict[Role, str] = {
    "senco": """
        senco, sendco, senko, senco assistant, inclusion lead, inclusion leader, inclusion manager,
        inclusion coordinator, inclusion co ordinator, inclusion, sen coordinator, sen co ordinator,
        send coordinator, send co ordinator, special educational needs coordinator, special
        educational needs co ordinator, special needs coordinator, head of inclusion, head of send,
        head of sen, send lead, sen lead, director of inclusion, assistant head inclusion
    """,
    "dsl": """
        dsl, ddsl, designated safeguarding lead, deputy designated safeguarding lead, safeguarding
        lead, safeguarding officer, safeguarding manager, head of safeguarding, safeguarding, child
        protection officer, child protection lead, designated lead
    """,
    "headteacher": """
        headteacher, headteachers, head teacher, head, headmaster, headmistress, principal, vice
        principal, assistant principal, deputy headteacher, deputy head teacher, deputy head,
        assistant headteacher, assistant head teacher, assistant head, executive head, executive
        headteacher, head of school, head of college, head of academy, head of primary, head of
        secondary, acting head, co head, slt, senior leader, senior leadership, senior leadership
        team, ceo, trust leader, deputy
    """,
    "pastoral": """
        pastoral, pastoral lead, pastoral manager, head of year, heads of year, head of pastoral,
        head of behaviour, head of wellbeing, head of sixth form, head of house, year head, year
        lead, year leader, head of key stage, behaviour lead, behaviour manager, behaviour mentor,
        behaviour support, learning mentor, attendance lead, attendance manager, attendance officer,
        elsa, mental health lead, senior mental health lead, wellbeing lead, student support, pupil
        support, student welfare, student services, nurture lead, nurture teacher, school
        counsellor, thrive practitioner, hoy
    """,
    "social-worker": """
        social worker, social care, childrens social care, children s social care, csc, sw,
        independent reviewing officer, iro, duty worker
    """,
    "family-worker": """
        family worker, family support worker, family support, family practitioner, family keyworker,
        family key worker, early help, early help worker, early help practitioner, key worker,
        keyworker, family liaison officer, family liaison, parent support adviser, parent support
        advisor, parent support worker, home school liaison, family hub, family coach, fsw, tsw,
        targeted support
    """,
    "health": """
        health, gp, doctor, dr, nurse, school nurse, school nursing, health visitor, midwife,
        paediatrician, salt, slt therapist, speech and language therapist, speech therapist, speech
        language therapist, therapist, occupational therapist, ot, physio, physiotherapist, camhs,
        camhs worker, psychiatrist, psychotherapist, clinical psychologist, emhp, mhst, mental
        health practitioner, mental health worker, art therapist, nhs, play therapist, counsellor,
        practice manager, clinician, mental health nurse
    """,
    "police": """
        police, police officer, pc, pcso, safer schools officer, schools officer, school police
        officer, neighbourhood officer, probation, probation officer
    """,
    "local-authority": """
        local authority, council, la, lea, ewo, education welfare officer, education welfare, school
        attendance officer, education psychologist, educational psychologist, psychologist, ep,
        virtual school, virtual school head, virtual head, virtual school teacher, inclusion
        officer, inclusion adviser, inclusion advisor, inclusion consultant, advisory teacher,
        specialist teacher, outreach teacher, send officer, sen officer, send caseworker,
        caseworker, case worker, ehc coordinator, ehcp coordinator, plan coordinator, exclusions
        officer, exclusion officer, admissions officer, admissions, school improvement adviser,
        school improvement, councillor, commissioner, youth offending, youth justice, yot, yos, yjs,
        yot worker, policy officer, director of education, head of virtual school, head of service,
        anchor
    """,
    "teaching-assistant": """
        teaching assistant, ta, hlta, lsa, tas, learning support assistant, learning support,
        classroom assistant, higher level teaching assistant, one to one, 1 1, 1 to 1, support
        assistant, cover supervisor, midday supervisor, lunchtime supervisor
    """,
    "class-teacher": """
        class teacher, teacher, form tutor, tutor, nqt, ect, early career teacher, supply teacher,
        student teacher, trainee teacher, head of, subject teacher, subject lead, head of
        department, head of faculty, reception teacher, nursery teacher, reception, eyfs lead, eyfs,
        year teacher, lecturer
    """,
    "voluntary-sector": """
        voluntary sector, voluntary, volunteer, charity, vcs, vcse, third sector, youth worker,
        community worker, mentor, faith leader, community group, sports coach, coach
    """,
    "parent-carer": """
        parent carer, parent, carer, parents, carers, mum, mam, mummy, mom, dad, daddy, mother,
        father, stepmum, stepdad, guardian, special guardian, foster carer, foster parent, fosterer,
        adopter, adoptive parent, adoptive mum, adoptive dad, kinship carer, grandparent,
        grandmother, grandfather, gran, nan, nana, grandad, granny, aunt, auntie, uncle, family
        member, parent carer rep, parent rep, parent carer representative, parent carer forum,
        parent forum, pcf, single parent, parent volunteer
    """,
    "young-person": """
        young person, young people, young carer, pupil, student, child, teenager, teen, young adult,
        care leaver, kid
    """,
    "school-staff": """
        school staff, staff, governor, parent governor, chair of governors, governing body, office
        staff, office manager, school office, school administrator, administrator, admin,
        receptionist, secretary, business manager, caretaker, site manager, librarian, technician,
        school, teaching staff
    """,
}
_LONGEST_ROLE_TEXT = 200


def role_of(free_text: str) -> Role:
    """The role in someone's own words; whoever is not recognised counts as school staff."""
    words = [_mended(word) for word in _words(free_text[:_LONGEST_ROLE_TEXT])]
    meant = set(_roles_in(tuple(words)))
    return next((role for role in _SAID if role in meant), "school-staff")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub(r"[.'’]", "", text.casefold()))


@cache
def _phrases() -> dict[tuple[str, ...], Role]:
    return {tuple(_words(phrase)): role for role, said in reversed(_SAID.items()) for phrase in said.split(",")}


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase)


def _mended(word: str) -> str:
    """The word as we know it: without its plural, and without a slip of the thumb in a longer word."""
    known = _known_words()
    if word in known:
        return word
    if word.removesuffix("s") in known:
        return word.removesuffix("s")
    slips = 0 if len(word) < 5 else 1 if len(word) < 8 else 2
    near = [(OSA.distance(word, other, score_cutoff=slips), other) for other in known if len(other) > 4]
    distance, other = min(near)
    return other if distance <= slips else word


def _roles_in(words: tuple[str, ...]) -> Iterator[Role]:
    """The roles named, reading the longest phrase at each place: a virtual school head is no headteacher."""
    place = 0
    while place < len(words):
        for length in range(min(5, len(words) - place), 0, -1):
            if role := _phrases().get(words[place : place + length]):
                yield role
                place += length - 1
                break
        place += 1
