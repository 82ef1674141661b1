"""Who may do what: every command and every effect, in every role, in one's own collaborative and in another's.

A new handler or a new effect without a row here fails. What is refused has changed no row and shown no name.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pytest
import sqlalchemy as sa

import bot.flows
from bot import tables
from bot.calendars import Period, Terms
from bot.effects import carry_out, draw
from bot.flows import (
    briefing,
    calendar,
    collaborative,
    digest,
    engagement,
    fading,
    help,
    invite,
    join,
    launch,
    leave,
    link,
    log,
    page,
    place,
    register,
    report,
    rights,
    roster,
    steward,
    take,
    turn,
    wishes,
)
from bot.flows.invite import Invitee
from bot.flows.permission import MAY, Action, Role
from bot.flows.survey import Said
from bot.flows.turn import Draft, Effect, Turn
from bot.handlers import HANDLERS, respond
from bot.handlers.heard import Heard
from bot.membership import collaboratives, invitations, members
from bot.messages import Address, Event, Message, Uploaded
from bot.store import Store
from bot.surveys import instruments
from bot.surveys.instrument import encode
from bot.work import Known, Work
from knowledge.library import Library
from knowledge.safety import screen
from tests.fake import Clock

OWN, OTHER = "oldham", "leeds"
BUBBLE = "b1"
SERIES, WAVE = "s1", "wavewave"
INVITED = (Invitee("Ann Invited", line=1),)
Who = Literal["anyone", "nobody"]


@dataclass(frozen=True)
class There:
    """What there is in Oldham, to act upon."""

    member: int
    group: int
    invitation: int
    announcement: int
    code: str

    def asked(self, step: join.Step = "name") -> join.Asked:
        return join.Asked(OWN, step, True, {}, BUBBLE)


@dataclass(frozen=True)
class Row:
    """An effect on Oldham, and which action of the table allows it. `changes`: whether it does, when it is allowed.

    `at_home`: it is about whatever collaborative is hers. `alone`: what it does when it is allowed is tried elsewhere.
    """

    makes: Callable[[There], Effect]
    allowed: Action | Who
    changes: bool = True
    at_home: bool = False
    alone: bool = False


FORM = Uploaded("form.md", b"no form")
SHEET = register.Sheet(OWN, "Workshop", date(2026, 11, 20))
TERMS = Terms((Period("term", "Autumn", date(2026, 9, 1), date(2026, 12, 18)),))
CODE = "somwt4m5"
ENTRY = steward.Entry("oldham/virtual-inclusion-clinics", CODE, "Virtual inclusion clinics", OWN)
DRAFT = Draft(OWN, "Oldham", "k1", "The text")
LIST = invite.Draft(OWN, "Oldham", "k1", INVITED)

EFFECTS: Sequence[Row] = (
    Row(lambda _: turn.Keep("oldham", "senco"), "anyone", changes=False),
    Row(lambda _: place.Answer(OWN, Message("about nobody")), "anyone", changes=False),
    Row(lambda _: turn.NoteGap("oldham", (), (), ("words",)), "anyone"),
    Row(lambda _: turn.NoteFault("oldham/x", "closed"), "anyone"),
    Row(lambda _: turn.Remind("tomorrow at 9 to ring", BUBBLE), "anyone"),
    Row(lambda _: turn.Unremind("nothing", BUBBLE), "anyone", changes=False),
    Row(lambda _: wishes.Change("show", "", BUBBLE), "anyone", changes=False),
    Row(lambda _: digest.Open(1), "nobody"),
    Row(lambda _: help.Help(), "anyone", changes=False),
    Row(lambda _: turn.Announce({}, OWN, BUBBLE), Action.ANNOUNCE),
    Row(lambda _: turn.Announce({}, OWN, BUBBLE, urgent=True), Action.URGENT),
    Row(lambda _: turn.Preview(DRAFT, BUBBLE), Action.ANNOUNCE),
    Row(lambda _: turn.Launch(DRAFT, "k1", BUBBLE), Action.ANNOUNCE),
    Row(lambda it: turn.Decide(it.announcement, "close"), Action.ANNOUNCE),
    Row(lambda it: turn.Choose(it.announcement, 0, BUBBLE), Action.ANSWER),
    Row(lambda _: invite.Begin(OWN, (), "", BUBBLE), Action.INVITE),
    Row(lambda _: invite.Begin(OWN, INVITED, "k1", BUBBLE), Action.INVITE),
    Row(lambda _: invite.Preview(LIST, BUBBLE), Action.INVITE),
    Row(lambda _: invite.Issue(LIST, BUBBLE), Action.INVITE),
    Row(lambda _: invite.ListOpen(OWN, BUBBLE), Action.INVITE, changes=False),
    Row(lambda it: invite.Revoke(it.invitation, BUBBLE), Action.INVITE),
    Row(lambda it: join.Present(it.code, BUBBLE), "anyone", changes=False),
    Row(lambda it: join.Decline(it.code, BUBBLE), "anyone"),
    Row(lambda _: join.Agree(f"@{OWN}", join.NOTICE, BUBBLE), Action.OFFICE),
    Row(lambda it: join.Put(it.asked()), Action.PROFILE),
    Row(lambda it: join.Tell(it.asked(), "Zoë"), Action.PROFILE),
    Row(lambda it: join.Tell(it.asked("groups"), f"{it.group}+"), Action.PROFILE),
    Row(lambda _: join.ShowMe(OWN, BUBBLE), Action.PROFILE, changes=False),
    Row(lambda _: roster.ListMembers(OWN, 0, BUBBLE), Action.MEMBERS, changes=False),
    Row(lambda _: roster.ListMembers(OWN, 0, BUBBLE, "handover"), Action.APPOINT, changes=False),
    Row(lambda it: roster.ShowMember(OWN, it.member, BUBBLE), Action.MEMBERS, changes=False),
    Row(lambda it: roster.Appoint(OWN, it.member, "anchor", True, BUBBLE), Action.APPOINT),
    Row(lambda it: roster.Appoint(OWN, it.member, "facilitator", True, BUBBLE), Action.APPOINT),
    Row(lambda _: roster.ListFacilitators(OWN, BUBBLE), Action.APPOINT, changes=False),
    Row(lambda _: roster.AskFacilitator(OWN, "Zoë Nobody", BUBBLE), Action.APPOINT),
    Row(lambda it: roster.Lead(it.group, it.member, True, BUBBLE), Action.APPOINT),
    Row(lambda it: roster.Remove(OWN, it.member, BUBBLE), Action.REMOVE),
    Row(lambda it: roster.HandOver(OWN, it.member, "", BUBBLE), Action.APPOINT),
    Row(lambda _: roster.Accept(OWN, True, BUBBLE), "nobody"),
    Row(lambda _: roster.StepDown(OWN, BUBBLE), Action.OFFICE),
    Row(lambda _: steward.ListStewards(OWN, BUBBLE), Action.APPOINT, changes=False),
    Row(lambda _: steward.Find((ENTRY,), BUBBLE), Action.APPOINT, changes=False, at_home=True),
    Row(lambda _: steward.Choose(OWN, ENTRY, 0, BUBBLE), Action.APPOINT, changes=False),
    Row(lambda it: steward.Give(OWN, ENTRY, it.member, BUBBLE), Action.APPOINT),
    Row(lambda _: leave.Depart(OWN, True, BUBBLE), Action.PROFILE),
    Row(lambda _: leave.Say(OWN, 0, "It was good", BUBBLE), "nobody"),
    Row(lambda _: leave.ListFarewells(OWN, BUBBLE), Action.FAREWELLS, changes=False),
    Row(lambda _: collaborative.Show(OWN, "all", BUBBLE), Action.BRIEFING, changes=False),
    Row(lambda _: collaborative.Show(OWN, "groups", BUBBLE), Action.BRIEFING, changes=False),
    Row(lambda _: collaborative.Ask(OWN, "vision", 0, BUBBLE), Action.COLLABORATIVE),
    Row(lambda it: collaborative.Ask("", "name", it.group, BUBBLE), Action.SUBGROUPS),
    Row(lambda _: collaborative.Set(OWN, "vision", 0, ("New",), BUBBLE), Action.COLLABORATIVE),
    Row(lambda _: collaborative.Set(OWN, "quiet", 0, ("19:00", "08:00"), BUBBLE), Action.COLLABORATIVE),
    Row(lambda _: collaborative.Set(OWN, "group", 0, ("New",), BUBBLE), Action.SUBGROUPS),
    Row(lambda it: collaborative.Set(OWN, "name", it.group, ("New",), BUBBLE), Action.SUBGROUPS),
    Row(lambda _: collaborative.LetAsk(OWN, False, BUBBLE), Action.COLLABORATIVE),
    Row(lambda it: collaborative.ShowGroup(it.group, "leads", BUBBLE), Action.SUBGROUPS, changes=False),
    Row(lambda it: collaborative.EndGroup(it.group, True, BUBBLE), Action.SUBGROUPS),
    Row(lambda _: link.Begin("", BUBBLE), "anyone"),
    Row(lambda _: link.Give("23456789", "", BUBBLE), "anyone", changes=False),
    Row(lambda _: link.Ask(1, BUBBLE), "nobody"),
    Row(lambda _: link.Decide(1, True, BUBBLE), "nobody"),
    Row(lambda _: link.Stop(1, BUBBLE), "nobody"),
    Row(lambda _: link.List(BUBBLE), "anyone", changes=False),
    Row(lambda _: link.Unlink("abc", BUBBLE), "nobody"),
    Row(lambda _: page.Mine(BUBBLE), "anyone", changes=False),  # pages are served by nobody here
    Row(lambda _: page.Find("Mabel", BUBBLE), Action.INVITE, changes=False, at_home=True),
    Row(lambda it: page.MakeFor(OWN, it.member, BUBBLE), Action.INVITE, changes=False),
    Row(lambda _: page.MakeNew("Zoë Nobody", BUBBLE), Action.INVITE, changes=False, at_home=True),
    Row(lambda _: page.MakeNew("Zoë Nobody", BUBBLE, OWN), Action.INVITE, changes=False),
    Row(lambda _: page.ListLinks(BUBBLE), "anyone", changes=False),
    Row(lambda _: page.TakeBack(1, BUBBLE), "nobody"),
    Row(lambda _: rights.ShowData(), "anyone", alone=True),
    Row(lambda _: rights.OfferForgetting(BUBBLE), "anyone", changes=False),
    Row(lambda _: rights.Forget(), "anyone", alone=True),
    Row(lambda _: log.ReadLog(OWN, 0, BUBBLE), Action.AUDIT, changes=False),
    Row(lambda _: engagement.Show(OWN, BUBBLE), Action.ENGAGEMENT, changes=False),
    Row(lambda _: engagement.ShowSectors({}, OWN, BUBBLE), Action.ENGAGEMENT, changes=False),
    Row(lambda _: briefing.Brief(OWN, "all", {}, BUBBLE), Action.BRIEFING, changes=False),
    Row(lambda _: briefing.Brief(OWN, "people", {}, BUBBLE), Action.PEOPLE, changes=False),
    Row(lambda _: calendar.Show(OWN, False, BUBBLE), Action.BRIEFING, changes=False),
    Row(lambda _: calendar.Ask(OWN, BUBBLE), Action.CALENDAR, changes=False),
    Row(lambda _: calendar.Propose(OWN, TERMS, "k1", BUBBLE), Action.CALENDAR, changes=False),
    Row(lambda _: calendar.Replace(OWN, TERMS, BUBBLE), Action.CALENDAR),
    Row(lambda _: register.Begin(OWN, "Workshop, 20 November", BUBBLE), Action.REGISTER, changes=False),
    Row(lambda _: register.Reopen(SHEET.key, SHEET, 0, BUBBLE), Action.REGISTER, changes=False),
    Row(lambda it: register.Mark(SHEET.key, SHEET, it.member, True, 0, BUBBLE), Action.REGISTER),
    Row(lambda _: register.Names(SHEET, ("Mabel Quill",), BUBBLE), Action.REGISTER),
    Row(lambda _: register.Finish(SHEET.key, SHEET, BUBBLE), Action.REGISTER, alone=True),
    Row(lambda _: fading.ListSilent(OWN, 0, BUBBLE), Action.FADING, changes=False),
    Row(lambda it: fading.Preview(OWN, it.member, BUBBLE), Action.FADING, changes=False),
    Row(lambda it: fading.AskBack(OWN, it.member, BUBBLE), Action.FADING, alone=True),
    Row(lambda it: fading.AskFor(OWN, it.member, {}, BUBBLE), Action.FADING, changes=False),
    *(
        Row(lambda _, how=how, which=which: launch.Prepare(how, which, BUBBLE), Action.SURVEY, False, at_home=True)  # type: ignore[misc]
        for how, which in (
            ("list", ""),
            ("new", ""),
            ("i", "workshop-feedback"),
            ("m", "named"),
            ("try", ""),
            ("w", ""),
        )
    ),
    Row(lambda _: launch.Prepare("upload", "", BUBBLE, FORM), Action.SURVEY, changes=False, at_home=True),
    Row(lambda _: launch.Prepare("stop", SERIES, BUBBLE), Action.SURVEY),
    Row(lambda _: launch.Begin("launch", "", BUBBLE), Action.SURVEY, changes=False, at_home=True),
    Row(lambda _: launch.Begin("close", WAVE, BUBBLE), Action.SURVEY, changes=False),
    Row(lambda _: launch.Try(Said()), Action.SURVEY, changes=False, at_home=True),
    Row(lambda _: report.Show("list", "", BUBBLE), Action.RESULTS, changes=False, at_home=True),
    *(
        Row(lambda _, what=what: report.Show(what, SERIES, BUBBLE), Action.RESULTS, changes=False)  # type: ignore[misc]
        for what in ("summary", "picture", "groups", "words", "pack")
    ),
    Row(lambda _: report.Show("propose", SERIES, BUBBLE), Action.SURVEY, changes=False),
    Row(lambda _: report.Publish(SERIES, {}, 0), Action.RESULTS, alone=True),
    *(
        Row(lambda _, what=what: report.Share(what, SERIES, BUBBLE, "T"), Action.SURVEY, changes=False)  # type: ignore[misc]
        for what in ("propose", "reword", "send", "done", "typed", "cancel", "end?")
    ),
    Row(lambda _: report.Share("end", SERIES, BUBBLE), Action.SURVEY),
    Row(lambda _: take.Take(WAVE, Said(pressed="x")), "nobody"),  # of whom nobody was asked
)


@dataclass(frozen=True)
class Command:
    """What is typed, or pressed, and which action allows it."""

    says: str
    allowed: Action | Who


COMMANDS: dict[str, Sequence[Command]] = {
    "file": (),
    "cancel": (),
    "delete": (Command("d:p1", "anyone"),),
    "join": (
        *(
            Command("me", Action.PROFILE),
            Command("j:me:oldham", Action.PROFILE),
            Command("j:vj:oldham:yes", Action.PROFILE),
        ),
        Command("join {code}", "anyone"),
    ),
    "roster": (
        Command("members", Action.MEMBERS),
        Command("step down", Action.OFFICE),
        Command("hand over to Mabel", Action.APPOINT),
        *(Command(f"m:{one}:oldham:{{member}}", Action.APPOINT) for one in ("a+", "f+", "h")),
        *(Command(f"m:{one}:oldham:{{member}}", Action.MEMBERS) for one in ("l", "p", "g", "r")),
        Command("m:R:oldham:{member}", Action.REMOVE),
        Command("m:t:{group}:{member}+", Action.APPOINT),
        Command("m:d:oldham", Action.OFFICE),
        Command("facilitators", Action.APPOINT),
        Command("m:F:oldham", Action.APPOINT),
        Command("invite facilitator Zoë Nobody for Oldham", Action.APPOINT),
        Command("m:y:oldham", "nobody"),
    ),
    "steward": (
        Command("stewards", Action.APPOINT),
        Command("steward of Virtual inclusion clinics", Action.APPOINT),
        Command("S:l:oldham", Action.APPOINT),
        *(Command(f"S:e:oldham:{CODE}:0", Action.APPOINT), Command(f"S:g:oldham:{CODE}:{{member}}", Action.APPOINT)),
    ),
    "leave": (
        *(Command("leave", Action.PROFILE), Command("l:L:oldham", Action.PROFILE), Command("l:q:oldham:1", "nobody")),
        *(Command("farewells", Action.FAREWELLS), Command("l:f:oldham", Action.FAREWELLS)),
    ),
    "invite": (
        *(Command("invite", Action.INVITE), Command("invite Ann Invited, ann@school.example", Action.INVITE)),
        *(Command("invitations", Action.INVITE), Command("i:c:oldham", Action.INVITE)),
        *(Command("i:l:oldham", Action.INVITE), Command("i:rv:{invitation}", Action.INVITE)),
    ),
    "collaborative": (
        *(Command("collaborative", Action.BRIEFING), Command("sub-groups", Action.BRIEFING)),
        *(Command("g:c:oldham", Action.BRIEFING), Command("g:g:oldham", Action.BRIEFING)),
        *(Command("g:e:oldham:vision", Action.COLLABORATIVE), Command("g:-:oldham", Action.COLLABORATIVE)),
        *(Command(f"g:{one}:{{group}}", Action.SUBGROUPS) for one in ("n", "s", "l", "x", "b")),
    ),
    "link": (
        *(Command("link", "anyone"), Command("unlink", "anyone"), Command("link 2345-6789", "anyone")),
        *(Command(f"L:{one}:1", "nobody") for one in ("y", "n", "o", "s", "u")),
    ),
    "page": (
        *(Command("web link", "anyone"), Command("web links", "anyone"), Command("P:t:1", "nobody")),
        *(
            Command("P:m:oldham:{member}", Action.INVITE),
            Command("web link new", "anyone"),
            Command("P:n:oldham", "anyone"),
        ),
    ),
    "announce": (
        *(
            Command("announce", Action.ANNOUNCE),
            Command("a:c:oldham", Action.ANNOUNCE),
            Command("a:u:oldham", Action.URGENT),
        ),
        *(Command("a:close:{announcement}", Action.ANNOUNCE), Command("a:o:{announcement}:0", Action.ANSWER)),
    ),
    "digest": (Command("h:1", "nobody"),),
    "rights": (Command("my data", "anyone"), Command("forget me", "anyone")),
    "log": (Command("audit", Action.AUDIT), Command("b:log:oldham:0", Action.AUDIT)),
    "engagement": (
        Command("engagement", Action.ENGAGEMENT),
        Command("u:l:oldham", Action.ENGAGEMENT),
        Command("u:s:oldham", Action.ENGAGEMENT),
    ),
    "briefing": (
        *(Command("briefing", Action.BRIEFING), Command("who is who", Action.PEOPLE)),
        *(Command("c:story:oldham", Action.BRIEFING), Command("c:people:oldham", Action.PEOPLE)),
    ),
    "calendar": (
        *(Command("calendar", Action.BRIEFING), Command("C:s:oldham", Action.BRIEFING)),
        *(Command("C:f:oldham", Action.BRIEFING), Command("C:r:oldham", Action.CALENDAR)),
    ),
    "register": (Command("register", Action.REGISTER), Command("t:c:oldham", Action.REGISTER)),
    "fading": (Command("fading", Action.FADING), Command("f:l:0:oldham", Action.FADING)),
    "launch": (
        *(Command(words, Action.SURVEY) for words in ("surveys", "survey", "new survey")),
        *(
            Command(f"q:{what}", Action.SURVEY)
            for what in ("list", "new", "i:workshop-feedback", "show:who", "m:named", "a:", "d:7")
        ),
        *(Command(f"q:{what}", Action.SURVEY) for what in ("n:5", "w:", "try", "go", "cancel", f"stop:{SERIES}")),
        Command(f"q:close:{WAVE}", Action.SURVEY),
    ),
    "report": (
        *(Command(words, Action.RESULTS) for words in ("results", "e:list")),
        *(Command(f"e:{what}:{SERIES}", Action.RESULTS) for what in ("s", "p", "g", "w", "x")),
        *(Command(f"e:{what}:{SERIES}", Action.SURVEY) for what in ("h", "ok", "ch", "no", "d", "z", "zz")),
    ),
    "survey": (),  # answers of those who were asked
    "remind": (Command("remind me tomorrow at 9 to ring", "anyone"), Command("k:nothing", "anyone")),
    "wishes": (Command("wishes", "anyone"),),
    "look": (Command("about Family Hubs", "anyone"),),
    "correct": (Command("z:", "anyone"),),
    "place": (Command("place", "anyone"),),
    "glossary": (Command("glossary CAMHS", "anyone"),),
    "help": (Command("help", "anyone"), Command("privacy", "anyone")),
    "courtesy": (Command("thanks", "anyone"),),
    "ask": (Command("ask who helps with debt", Action.ASK),),
}


# ---- the world that is acted upon


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = Store("sqlite://", Clock())
    made.create()
    yield made
    made.close()


@pytest.fixture(scope="module")
def there(store: Store) -> There:
    return store.run(_furnish)


def address_of(role: Role, slug: str) -> Address:
    return Address("fake", "w", f"{role.value}-{slug}")


def _furnish(work: Work) -> There:
    for slug in (OWN, OTHER):
        collaboratives.create(work, slug, slug.title())
        for role in Role:
            _seat(work, role, slug)
    mabel = work.person_at(Address("fake", "w", "mabel"))
    members.admit(work, mabel, OWN, name="Mabel Quill", sector="health")
    spare = work.person_at(Address("fake", "w", "spare"))
    members.appoint(work, spare, OWN)  # so that nobody here is the last anchor
    group = work.connection.execute(
        sa.insert(tables.subgroup).values(collaborative=OWN, slug="attendance", name="Attendance", lead=None)
    ).inserted_primary_key
    issued = invitations.issue(work, OWN, Invitee("Ivy Secret"), None)
    invitation = work.connection.execute(sa.select(tables.invitation.c.id)).scalar_one()
    author = work.person_at(address_of(Role.ANCHOR, OWN))
    where = {"platform": "fake", "workspace": "w", "chat": "c", "account": "a", "bubble": "b"}
    moments = {"shown_at": work.now, "made": work.now}
    announced = work.connection.execute(
        sa.insert(tables.announcement).values(
            key="k0", collaborative=OWN, name="Oldham", author=author, text="T", question="Come?",
            options='["Yes","No"]', closed=False, state="settled", shown='{"people":1}', **where, **moments,
        )
    ).inserted_primary_key  # fmt: skip
    asks = encode(instruments.load("workshop-feedback")).decode()
    work.connection.execute(
        sa.insert(tables.series).values(
            id=SERIES, collaborative=OWN, instrument=asks, name="Pulse", mode="anonymous", made=work.now, plan="termly"
        )
    )
    opened = {"opened": work.now, "closes": work.now}
    work.connection.execute(
        sa.insert(tables.wave).values(id=WAVE, series=SERIES, number=0, instrument=asks, state="closed", **opened)
    )
    assert group
    assert announced
    return There(mabel, group[0], invitation, announced[0], issued.code)


def _seat(work: Work, role: Role, slug: str) -> None:
    """Somebody who is this there, and nothing else."""
    who = work.person_at(address_of(role, slug))
    if role is not Role.GUEST:
        work.make(who, turn.Keep(slug, "senco"))
    if role in (Role.MEMBER, Role.LEAD):
        members.admit(work, who, slug, name=f"{role.value.title()} Person", consented=work.now, notice="1")
    if role is Role.LEAD:
        values = {"collaborative": slug, "slug": "transitions", "name": "Transitions", "lead": who}
        work.connection.execute(sa.insert(tables.subgroup).values(values))
    if role in (Role.ANCHOR, Role.FACILITATOR):
        members.appoint(work, who, slug, role.value)  # type: ignore[arg-type]


# ---- trying


class Undo(Exception):
    """Nothing of what was tried remains."""


@dataclass(frozen=True)
class Tried:
    said: tuple[Message, ...]
    changed: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether she was told that she may not, and nothing was shown or changed."""
        words = " ".join(message.plain for message in self.said)
        return not self.changed and not any(name in words for name in ("Mabel", "Ivy", "Transitions"))


def tried(store: Store, role: Role, slug: str, act: Callable[[Work, int, Event], list[Message]]) -> Tried:
    """What somebody's act would say and change; it is undone. Her own conversations, place and role are hers."""
    found: list[Tried] = []
    sender = address_of(role, slug)

    def unit(work: Work) -> None:
        who = work.person_at(sender)
        before, changes = _before(work, who), _changes(work)
        said = act(work, who, Event("e1", sender, sender, message="m1"))
        after = _everything(work, who) if _changes(work) != changes else before
        found.append(Tried(tuple(said), tuple(name for name in after if after[name] != before[name])))
        raise Undo

    with pytest.raises(Undo):
        store.run(unit)
    return found[0]


def _changes(work: Work) -> int:
    """How many rows were ever written: where none was, nothing need be compared."""
    connection = work.connection.connection.driver_connection
    assert connection
    return int(connection.total_changes)


BEFORE: dict[int, Mapping[str, Sequence[Any]]] = {}


def _before(work: Work, who: int) -> Mapping[str, Sequence[Any]]:
    """What there was for somebody to change: the same each time, for all is undone."""
    if who not in BEFORE:
        BEFORE[who] = _everything(work, who)
    return BEFORE[who]


def _everything(work: Work, but: int) -> dict[str, Sequence[Any]]:
    hers = {"person": tables.person.c.id == but, "address": tables.address.c.person == but}
    chosen = [table for table in tables.metadata.sorted_tables if table.name not in ("conversation", "attempt")]
    return {
        table.name: work.connection.execute(
            sa.select(table).where(~hers.get(table.name, sa.false())).order_by(*table.c)
        ).all()
        for table in chosen
    }


def may(allowed: Action | Who, role: Role, slug: str, at_home: bool = False) -> bool:
    if isinstance(allowed, Action):
        return role in MAY[allowed] if slug == OWN or at_home else Role.GUEST in MAY[allowed]
    return allowed == "anyone"


def _effects(row: Row, it: There) -> Callable[[Work, int, Event], list[Message]]:
    return lambda work, who, event: _follows(work, who, event, Turn(do=(row.makes(it),)))


def _follows(work: Work, who: int, event: Event, turn: Turn) -> list[Message]:
    """What is said in the end: what is to be seen is drawn first, as the bot does outside the transaction."""
    drawn = draw(work, who, turn)
    return [*drawn.say, *(message for effect in drawn.do for message in carry_out(work, who, event, effect))]


# ---- the matrix


def test_every_effect_has_a_row() -> None:
    for module in pkgutil.iter_modules(bot.flows.__path__):
        importlib.import_module(f"bot.flows.{module.name}")
    there = There(1, 1, 1, 1, "c")
    covered = {(type(one).__module__, type(one).__name__) for one in (row.makes(there) for row in EFFECTS)}
    assert covered == {(one.__module__, one.__name__) for one in Effect.__subclasses__()}


def test_every_handler_has_a_row() -> None:
    assert set(COMMANDS) == {handler.__module__.rpartition(".")[2] for handler in HANDLERS}


def test_no_two_handlers_take_the_same_button(there: There, library: Library) -> None:
    places = {name: getattr(there, name) for name in There.__dataclass_fields__}
    address = address_of(Role.ANCHOR, OWN)
    for module, commands in COMMANDS.items():
        for token in (one.says.format(**places) for one in commands if is_token(one.says)):
            pressed = Heard(Event("e1", address, address, pressed=token, message="m1"), screen(""), Known(1, OWN))
            takers = [one.__module__.rpartition(".")[2] for one in HANDLERS if one(pressed, library) is not None]
            assert takers[:1] == [module], token
            assert len(takers) == 1, f"{token} is taken by {takers}"


def test_every_action_is_tried() -> None:
    used = {row.allowed for row in EFFECTS} | {one.allowed for those in COMMANDS.values() for one in those}
    assert set(Action) == used - {"anyone", "nobody"}


@pytest.mark.parametrize("slug", [OWN, OTHER])
@pytest.mark.parametrize("role", list(Role))
def test_each_effect_does_what_the_table_allows_and_no_more(store: Store, there: There, role: Role, slug: str) -> None:
    for row in EFFECTS:
        allowed = may(row.allowed, role, slug, row.at_home)
        if row.alone and allowed:
            continue
        outcome = tried(store, role, slug, _effects(row, there))
        what = f"{row.makes(there)} by {role.value} of {slug}: {outcome}"
        if not allowed:
            assert outcome.refused, what
        elif row.changes and not _only_waits(row, there):
            assert outcome.changed, what
        else:
            assert not any(message.text.startswith("Only ") for message in outcome.said), what


def _only_waits(row: Row, there: There) -> bool:
    """What it changes is a conversation of hers."""
    effect = row.makes(there)
    waits = (turn.Announce, turn.Preview, invite.Begin, invite.Preview, join.Put, collaborative.Ask)
    return isinstance(effect, waits)


@pytest.mark.parametrize("slug", [OWN, OTHER])
@pytest.mark.parametrize("role", list(Role))
def test_each_command_does_what_the_table_allows_and_no_more(
    store: Store, there: There, library: Library, role: Role, slug: str
) -> None:
    places = {name: getattr(there, name) for name in There.__dataclass_fields__}
    for module, commands in COMMANDS.items():
        for one in commands:
            words = one.says.format(**places)
            outcome = tried(store, role, slug, _said(words, library))
            what = f"{words!r} ({module}) by {role.value} of {slug}: {outcome}"
            if not may(one.allowed, role, slug):
                assert outcome.refused or (slug == OTHER and not _names_oldham(one.says)), what
            else:
                assert not any(message.text.startswith("Only ") for message in outcome.said), what


def is_token(says: str) -> bool:
    """Whether it is a button's, and not typed."""
    return re.match(r"[A-Za-z]{1,2}\d?:", says) is not None


def _names_oldham(says: str) -> bool:
    """Whether a command is about Oldham; typed without a place, it is about her own."""
    return "oldham" in says.lower() or "{" in says or SERIES in says or WAVE in says


def _said(words: str, library: Library) -> Callable[[Work, int, Event], list[Message]]:
    def act(work: Work, who: int, event: Event) -> list[Message]:
        pressed = is_token(words)
        heard = Event("e1", event.sender, event.chat, "" if pressed else words, words if pressed else "", "m1")
        known = work.known(event.sender, event.chat)
        return _follows(work, who, heard, respond(Heard(heard, screen(heard.text, library.names), known), library))

    return act


def test_nobody_sees_a_member_by_name_but_an_anchor(store: Store, there: There, library: Library) -> None:
    for role in Role:
        said = tried(store, role, OWN, _said("members", library)).said
        assert ("Mabel" in str(said)) == (role is Role.ANCHOR)
