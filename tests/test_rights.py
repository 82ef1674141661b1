"""`my data` and `forget me`: everything is shown to her alone, and nothing is left."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import archive, logs
from bot.delivery import ledger
from bot.delivery.contact import Start
from bot.delivery.contact import start as write_to
from bot.delivery.ledger import Mark, Posting
from bot.flows.rights import NOTHING, OLD, WORDS, Area, portrait
from bot.membership import members as membership
from bot.messages import Address, Event, Message
from bot.migrations import move
from bot.privacy import erasures, rights
from bot.privacy.holdings import HOLDINGS, LOOKED_AFTER, NOBODYS
from bot.privacy.keys import pseudonym
from bot.store import Store
from bot.tables import (
    address,
    asked,
    audit,
    contact,
    draft,
    erasure,
    inbox,
    invitation,
    leave,
    member,
    metadata,
    outbox,
    person,
    preference,
    response,
    series,
    subgroup,
    wave,
)
from bot.work import Work
from knowledge.library import Library
from tests.collaborating import an_anchor, goes_out, members, within
from tests.databases import databases, postgresql, sqlite
from tests.fake import Clock, Person, World, buttons

NAME, ORGANISATION = "Quillfeather Thistlethwaite", "Pemberton Quokka School"
PULSE = {"id": "s", "collaborative": "oldham", "instrument": "i", "name": "Pulse"}
TRACES = (NAME, ORGANISATION, "acc-zygmunt")


@pytest.fixture(params=databases())
def installed(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    maker: Callable[[Path], str] = request.param
    return World(library, maker(tmp_path))


def her(world: World) -> Person:
    """A member of whom much is held."""
    an_anchor(world)
    one = world.person("acc-zygmunt")
    members(world, 2)

    def settle(work: Work) -> None:
        who = work.person_at(one.address)
        membership.admit(work, who, "oldham", name=NAME, organisation=ORGANISATION, consented=work.now)
        membership.note(work, membership.holders(work, "oldham")[0], "invited", "oldham", about=who)
        membership.note(work, who, "joined", "oldham", about=who)
        work.connection.execute(sa.insert(leave).values(person=who, first=date(2026, 12, 1), last=date(2026, 12, 2)))
        work.connection.execute(sa.insert(preference).values(person=who, account=one.address.id, days="01"))
        group = {"collaborative": "oldham", "slug": "one", "name": "One", "lead": who}
        work.connection.execute(sa.insert(subgroup).values(group))
        work.connection.execute(sa.insert(contact).values(person=who, cause="earlier", at=work.now))
        invited = {"collaborative": "oldham", "digest": "d", "name": NAME, "email": "acc-zygmunt@example.org"}
        times = {"made": work.now, "expires": work.now + timedelta(days=9)}
        work.connection.execute(sa.insert(invitation).values(invited | times))
        later = Posting("reminder", due=work.now + timedelta(days=9))
        ledger.say(work, "later", one.address, Message("see you"), posting=later)

    within(world, settle)
    return one


def engaged(world: World, one: Person) -> None:
    """A member is asked something by an anchor, and answers; and wants to be reminded."""
    anchor = world.person("anchor")
    one.says("remind me on Friday at 9 to ring")
    anchor.says("announce")
    anchor.says("We meet on Friday.\n? Will you come? | Yes | No")
    anchor.presses("Confirm")
    goes_out(world)
    one.presses("Yes", next(bubble for bubble in one.bubbles() if "We meet" in bubble.message.text))


def rows(world: World, table: sa.Table) -> list[dict[str, Any]]:
    return within(world, lambda work: [dict(row) for row in work.connection.execute(sa.select(table)).mappings()])


def forgets(one: Person) -> Message:
    one.says("forget me")
    return one.presses("Yes, forget me")


def traces(world: World, words: tuple[str, ...], number: int) -> list[str]:
    """Where any of these words, or this person's number, still stands."""
    keys = {("erasure", "person")}
    found = []
    for table in metadata.sorted_tables:
        for row in rows(world, table):
            for name, value in row.items():
                points = any(key.column is person.c.id for key in table.columns[name].foreign_keys)
                mine = (points or (table.name, name) == ("person", "id")) and value == number
                if mine or ((table.name, name) not in keys and any(word in str(value) for word in words)):
                    found.append(f"{table.name}.{name}: {value}")
    return found


# ---- what is held is accounted for


def test_what_is_alike_is_read_out_once_and_a_moment_that_is_none_not_at_all() -> None:
    none = datetime(1970, 1, 1, tzinfo=UTC)
    rows = [{"kind": "reply", "due": none}] * 3 + [{"kind": "reminder", "due": datetime(2026, 12, 1, tzinfo=UTC)}]
    said = portrait([Area("Messages to you", "outbox", rows, ("kind", "due"))], none)
    assert said.facts == (("Messages to you", "3 times reply / reminder, due on 1 December 2026"),)


def test_every_table_is_accounted_for() -> None:
    told = {holding.table.name for holding in HOLDINGS}
    assert told | set(NOBODYS) == set(metadata.tables), "a new table: say in bot/privacy/holdings.py whose its rows are"
    assert not told & set(NOBODYS)


def test_every_column_that_may_tell_of_a_person_is_accounted_for() -> None:
    for table in metadata.sorted_tables:
        mine = [holding for holding in HOLDINGS if holding.table is table]
        goes = any(holding.blank is None for holding in mine)
        named = {name for holding in mine for name in holding.by}
        for column in table.columns:
            points = any(key.column is person.c.id for key in column.foreign_keys)
            if points or column.name in ("account", "alone", "chat", "email"):
                told = goes or column.name in named or (table.name, column.name) in LOOKED_AFTER
                assert told or table.name in NOBODYS, f"{table.name}.{column.name}: whose is it?"
                assert not (points and table.name in NOBODYS), f"{table.name} does tell of a person"


def test_what_is_shown_and_hidden_are_columns() -> None:
    for holding in HOLDINGS:
        assert {*holding.shown, *holding.hidden, *holding.by} <= set(holding.table.columns.keys()), holding.title


def test_what_is_overwritten_no_longer_tells_of_her(installed: World) -> None:
    for holding in HOLDINGS:
        if holding.blank:
            blanked = within(installed, holding.blank)
            assert set(holding.by) <= set(blanked), holding.title


# ---- my data


def test_whatever_is_read_out_has_words_of_its_own() -> None:
    shown = {column for holding in HOLDINGS for column in holding.shown}
    assert shown == set(WORDS)
    assert not {word for word in WORDS.values() if "_" in word}


def test_she_sees_everything_that_is_held_about_her(world: World) -> None:
    one = her(world)
    engaged(world, one)
    shown = one.says("my data")
    assert shown.file is not None
    written = json.loads(shown.file.content)["held"]
    expected = {"person", "address", "member", "subgroup", "preference", "leave", "contact", "answer", "bubble"}
    assert expected <= set(written)
    assert written["member"][0]["name"] == NAME
    assert NAME in shown.plain
    assert "Your answers: question 0, answer 0" in shown.plain
    assert "see you" in str(written["outbox"])
    assert all("who" not in row or row["what"].startswith("What you did") for row in written["audit"])


def test_in_a_channel_nothing_is_shown(world: World) -> None:
    one = her(world)
    channel = Address("fake", "w", "c1", one.address.id)
    assert "directly" in one.says("my data", channel).text
    assert "directly" in one.says("forget me", channel).text


def test_whoever_is_not_known_stays_unknown(world: World) -> None:
    stranger = world.person("stranger")
    assert stranger.says("my data") == NOTHING
    assert stranger.says("forget me") == NOTHING
    assert rows(world, person) == []


def test_nobody_sees_anybody_elses(world: World) -> None:
    her(world)
    other = world.person("oldham0").says("my data")
    assert other.file is not None
    assert not any(trace.encode() in other.file.content or trace in other.plain for trace in TRACES)


# ---- forget me


def test_nothing_is_left_of_whoever_is_forgotten(installed: World) -> None:
    one = her(installed)
    engaged(installed, one)
    number = within(installed, lambda work: work.known(one.address, one.address).id)
    others = rows(installed, member)
    said = forgets(one)
    assert "forgotten" in said.title
    assert "Kept" in said.plain
    assert traces(installed, TRACES, number) == []
    assert [row["person"] for row in rows(installed, member)] == [row["person"] for row in others][:-1]
    assert [row["person"] for row in rows(installed, erasure)] == [number]
    assert [(row["who"], row["about"]) for row in rows(installed, audit) if row["action"] == "forgotten"] == [
        (None, None)
    ]
    assert {row["state"] for row in rows(installed, outbox)} <= {"sent", "failed", "replaced"}


def test_no_byte_of_the_files_or_the_log_tells_of_her(world: World) -> None:
    log = io.StringIO()
    with redirect_stderr(log):
        logs.set_up()
        one = her(world)
        one.says("my data")
        assert all(trace.encode() in world.files for trace in TRACES)
        forgets(one)
        with Store(world.url, world.clock).engine.connect():  # somebody reads meanwhile
            pass
    store = Store(world.url, world.clock)
    store.checkpoint()
    store.close()
    assert not [trace for trace in TRACES if trace.encode() in world.files + log.getvalue().encode()]


def test_whoever_changes_her_mind_is_not_forgotten(world: World) -> None:
    one = her(world)
    one.says("forget me")
    question = one.bubbles()[-1]
    one.presses("No")
    assert one.presses("Yes, forget me", question) == OLD
    one.says("forget me")
    question = one.bubbles()[-1]
    world.clock.pass_by(timedelta(hours=2))
    assert one.presses("Yes, forget me", question) == OLD
    assert NAME in str(rows(world, member))


def test_pressing_twice_is_pressing_once_and_she_may_come_back_as_somebody_new(world: World) -> None:
    one = her(world)
    one.says("forget me")
    question = one.bubbles()[-1]
    one.presses("Yes, forget me", question)
    assert one.presses("Yes, forget me", question) == NOTHING
    numbers = {row["id"] for row in rows(world, person)}
    one.says("place")
    (new,) = {row["id"] for row in rows(world, person)} - numbers
    assert new > rows(world, erasure)[0]["person"]
    assert one.says("my data").file is not None
    assert NAME not in one.last().plain


def test_another_persons_button_forgets_only_whoever_presses(world: World) -> None:
    one, other = her(world), world.person("oldham0")
    one.says("forget me")
    assert other.presses("Yes, forget me", one.bubbles()[-1]) == OLD
    assert NAME in str(rows(world, member))


def test_the_only_anchor_hands_over_first(world: World) -> None:
    one = her(world)
    anchor = world.person("anchor")
    assert "only anchor of Oldham" in anchor.says("forget me").text
    within(world, lambda work: membership.appoint(work, work.person_at(one.address), "oldham"))
    assert "forgotten" in forgets(anchor).title
    assert "only anchor" in one.says("forget me").text


def test_an_anchor_who_is_forgotten_leaves_her_announcement_going_out(installed: World) -> None:
    one = her(installed)
    anchor = installed.person("anchor")
    within(installed, lambda work: membership.appoint(work, work.person_at(one.address), "oldham"))
    anchor.says("announce")
    anchor.says("Bring a pen.\n? Can you? | Yes | No")
    anchor.presses("Confirm")
    number = within(installed, lambda work: work.known(anchor.address, anchor.address).id)
    forgets(anchor)
    goes_out(installed, 3)
    question = next(bubble for bubble in one.bubbles() if "pen" in bubble.message.text)
    assert "You chose" in one.presses("Yes", question).plain
    goes_out(installed, 3)
    assert traces(installed, ("anchor1", "Person(anchor"), number) == []
    assert not any(row["account"] == "anchor" for row in rows(installed, outbox))


def test_what_is_on_its_way_to_her_leaves_nothing_when_it_arrives(installed: World) -> None:
    one = her(installed)
    name = ledger.lane_of(one.address)

    def take(work: Work) -> ledger.Due:
        ledger.hold_lane(work, name, "another", timedelta(seconds=5))
        said = Message("on its way", bubble="b1")
        ledger.say(work, "k1", one.address, said, posting=Posting(due=work.now))
        (due,) = (due for due in ledger.ready(work, name, 9) if due.key == "k1")
        left = ledger.intend(work, [due.id], "another")
        return replace(due, epoch=left[due.id].epoch)

    due = within(installed, take)
    number = within(installed, lambda work: work.known(one.address, one.address).id)
    within(installed, lambda work: rights.erase(work, number))
    within(installed, lambda work: ledger.mark(work, [Mark(due, "sent", message="m9")]))
    assert traces(installed, TRACES, number) == []


def test_what_she_said_in_a_channel_and_nobody_answered_yet_is_dropped(installed: World) -> None:
    one = her(installed)
    channel = Address("fake", "w", "c1", one.address.id)
    words = Event("x1", one.address, channel, text="quixotically")
    others = Event("x2", installed.person("oldham0").address, Address("fake", "w", "c1", "oldham0"), text="mine")

    def erase(work: Work) -> None:
        from bot.delivery import journal

        journal.journal(work, [words, others])
        rights.erase(work, work.known(one.address, one.address).id)

    within(installed, erase)
    assert "quixotically" not in str(rows(installed, inbox))
    assert "mine" in str(rows(installed, inbox))


@pytest.mark.parametrize("mode", ["confidential", "named"])
def test_her_answers_lose_their_tie_to_her_in_closed_surveys_and_go_in_open_ones(world: World, mode: str) -> None:
    one = her(world)

    def answered(work: Work) -> int:
        who = work.known(one.address, one.address).id
        work.connection.execute(
            sa.insert(series).values(
                id="s", collaborative="oldham", instrument="i", name="Pulse", mode=mode, made=work.now
            )
        )
        for which, state in (("past", "closed"), ("now", "open")):
            row = {"id": which, "series": "s", "number": len(which), "instrument": "i", "state": state}
            work.connection.execute(sa.insert(wave).values(row | {"opened": work.now, "closes": work.now}))
            work.connection.execute(sa.insert(asked).values(wave=which, person=who, place=1, sector="health"))
        work.connection.execute(sa.insert(draft).values(wave="now", person=who, question="q1", value="4"))
        key = pseudonym(work.keys, "s", who) if mode == "confidential" else ""
        named = who if mode == "named" else None
        for number, hers in enumerate((True, False)):
            row = {
                "id": f"r{number}",
                "wave": "past",
                "answers": '{"q1": "3"}',
                "sector": "health",
                "subgroups": '["One"]',
            }
            tie = {"key": key, "person": named} if hers else {"key": "other", "person": None}
            work.connection.execute(sa.insert(response).values(row | tie))
        return who

    number = within(world, answered)
    shown = one.says("my data")
    assert shown.file is not None
    held = json.loads(shown.file.content)["held"]
    assert [row["answers"] for row in held["response"]] == [{"q1": "3"}]
    assert [row["value"] for row in held["draft"]] == ["4"]
    forgets(one)
    hers, others = sorted(rows(world, response), key=lambda row: str(row["id"]))
    assert hers == others | {"id": "r0", "key": "r0", "sector": "", "subgroups": "[]"}
    assert others["sector"] == "health"
    assert rows(world, draft) == rows(world, asked) == []
    assert traces(world, TRACES, number) == []


def test_whoever_asks_for_her_data_makes_no_key(world: World) -> None:
    """A key that was destroyed at the end of a series must not come back."""
    one = her(world)

    def ended(work: Work) -> Path:
        row = {
            "id": "s",
            "collaborative": "oldham",
            "instrument": "i",
            "name": "Pulse",
            "made": work.now,
            "ended": True,
        }
        work.connection.execute(sa.insert(series).values(row | {"mode": "confidential"}))
        return work.keys

    folder = within(world, ended)
    one.says("my data")
    assert not folder.exists()


@pytest.mark.parametrize("ending", ["sent", "failed", "expired", "unreachable"])
def test_nothing_is_left_of_the_confirmation_however_it_ends(installed: World, ending: str) -> None:
    to = Address("fake", "w", "acc-zygmunt")
    posting = Posting(ledger.FAREWELL, due=installed.clock.now, expires=installed.clock.now + timedelta(days=1))

    def end(work: Work) -> None:
        ledger.hold_lane(work, "fake|w", "me", timedelta(seconds=5))
        ledger.say(work, "k", to, Message("You are forgotten"), posting=posting)
        if ending != "expired":
            (due,) = ledger.ready(work, "fake|w", 9)
            sent = replace(due, epoch=ledger.intend(work, [due.id], "me")[due.id].epoch)
            state = "sent" if ending == "sent" else "failed"
            ledger.mark(work, [Mark(sent, state, "unreachable" if ending == "unreachable" else "", "m1")])

    within(installed, end)
    installed.clock.pass_by(timedelta(days=2))
    within(installed, ledger.expire)
    (row,) = rows(installed, outbox)
    assert row["state"] == ("failed" if ending == "unreachable" else ending)
    assert "acc-zygmunt" not in str(row)
    assert row["body"] == ""


def test_a_number_is_never_anothers_again(installed: World, tmp_path: Path) -> None:
    def number(work: Work) -> int:
        return work.person_at(Address("fake", "w", f"n{work.now}"))

    first = within(installed, number)
    within(installed, lambda work: rights.erase(work, first))
    installed.clock.pass_by(timedelta(seconds=1))
    assert within(installed, number) > first


def test_tables_of_earlier_revisions_count_onward_too(tmp_path: Path) -> None:
    store = Store(sqlite(tmp_path), Clock())
    store.alter(lambda connection: move(connection, "head"))
    made = store.read(
        lambda work: work.connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'person'").scalar_one()
    )
    store.close()
    assert "AUTOINCREMENT" in made


@pytest.mark.parametrize("first", ["forgotten", "written to"])
def test_whoever_is_forgotten_while_she_is_written_to_is_written_to_no_more(
    library: Library, tmp_path: Path, first: str
) -> None:
    """Two replicas at once, on PostgreSQL; an urgent announcement keeps no contact that would notice."""
    world = World(library, postgresql(tmp_path))
    one = her(world)
    number = within(world, lambda work: work.known(one.address, one.address).id)
    what = Start("announcement", "urgent", "oldham", timedelta(days=1), urgent=True)
    acts: list[Callable[[Work], object]] = [
        lambda work: rights.erase(work, number),
        lambda work: write_to(work, [number], what, Message("Hello")),
    ]
    sooner, later = acts if first == "forgotten" else acts[::-1]
    store = Store(world.url, world.clock)
    with store.engine.begin() as connection:
        sooner(Work(connection, world.clock()))
        waiting = store.submit(later)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.5)
    waiting.result(timeout=30)
    store.close()
    assert traces(world, TRACES, number) == []


# ---- backups from before

BOTH_WAYS = [(maker, lost) for maker in databases() for lost in (False, True)]


@pytest.mark.parametrize(("maker", "lost"), BOTH_WAYS)
def test_a_restored_backup_forgets_again(
    library: Library, tmp_path: Path, maker: Callable[[Path], str], lost: bool
) -> None:
    """Whether the database is replaced, or was lost and only the file beside it is left."""
    world = World(library, maker(tmp_path))
    one = her(world)
    number = within(world, lambda work: work.known(one.address, one.address).id)
    data = tmp_path / "data"
    store = Store(world.url, world.clock)
    file = erasures.beside(store, data)
    archive.backup(store, tmp_path / "b.gz")
    store.run(lambda work: rights.erase(work, number))
    rights.seal(store, file)
    store.close()
    if lost:
        (tmp_path / "new").mkdir()
        world = World(library, maker(tmp_path / "new"), clock=world.clock)
    store = Store(world.url, world.clock)
    done = archive.restore(store, tmp_path / "b.gz", force=True, erased=file)
    newcomer = store.run(lambda work: work.person_at(Address("fake", "w", "somebody new")))
    again = archive.restore(store, tmp_path / "b.gz", force=True, erased=file)
    store.close()
    assert (done.forgotten, again.forgotten) == (1, 1)
    assert newcomer > number
    assert traces(world, TRACES, number) == []
    assert len(rows(world, erasure)) == 1
    assert len(rows(world, member)) == 2
    if world.url.startswith("sqlite"):
        assert not [trace for trace in TRACES if trace.encode() in world.files]


def test_somebody_elses_erasure_touches_nobody_here(world: World, tmp_path: Path) -> None:
    """The numbers of another installation are others' numbers."""
    her(world)
    store = Store(world.url, world.clock)
    archive.backup(store, tmp_path / "b.gz")
    elsewhere = tmp_path / "erasures"
    elsewhere.write_text('{"at":"2027-01-01T00:00:00Z","person":1,"created":"2020-01-01T00:00:00.5Z"}\n')
    before = len(rows(world, person))
    assert archive.restore(store, tmp_path / "b.gz", force=True, erased=elsewhere).forgotten == 0
    store.close()
    assert len(rows(world, person)) == before


def test_a_torn_line_is_passed_over_and_mended_and_a_wrong_one_stops_the_restore(world: World, tmp_path: Path) -> None:
    store = Store(world.url, world.clock)
    archive.backup(store, tmp_path / "b.gz")
    first = store.run(lambda work: work.person_at(Address("fake", "w", "a")))
    store.run(lambda work: rights.erase(work, first))
    file = tmp_path / "erasures"
    file.write_text('{"at":"20')
    assert erasures.keep(store, file) == 1
    assert erasures.keep(store, file) == 0
    assert [one.person for one in erasures.in_file(file)] == [first]
    file.write_text("half a line\n" + file.read_text())
    with pytest.raises(archive.ArchiveError, match="line 1, cannot be read"):
        archive.restore(store, tmp_path / "b.gz", force=True, erased=file)
    assert len(store.read(erasures.in_database)) == 1
    store.close()


def test_moving_house_takes_the_erasures_along(tmp_path: Path, library: Library) -> None:
    world = World(library, sqlite(tmp_path))
    first = within(world, lambda work: work.person_at(Address("fake", "w", "a")))
    within(world, lambda work: rights.erase(work, first))
    source, target = Store(world.url, world.clock), Store(postgresql(tmp_path), world.clock)
    target.create()
    archive.copy(source, target)
    assert target.run(lambda work: work.person_at(Address("fake", "w", "b"))) > first
    source.close()
    target.close()


# ---- in any order

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "announce", "answer", "wish", "link", "talk", "forget", "office"]),
        st.integers(0, 3),
    ),
    min_size=4,
    max_size=14,
)


class Crowd:
    """Four people on one database; `gone` are the traces of those who were forgotten."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.count = 0
        self.gone: list[tuple[int, str]] = []
        self.lives = [0, 0, 0, 0]
        store.run(lambda work: membership.establish(work, "oldham", "Oldham"))

    def at(self, who: int, second: bool = False) -> Address:
        """Each life has accounts and a name of its own, so that what is left of an earlier one is seen."""
        mark = f"acc{'x' if second else 'y'}{who}q{self.lives[who]}z"
        return Address("other" if second else "fake", "w", mark)

    def act(self, work: Work, act: str, who: int) -> None:
        self.count += 1
        number = work.person_at(self.at(who))
        name = f"Name{who}q{self.lives[who]}z"
        match act:
            case "join":
                membership.admit(work, number, "oldham", name=name, organisation=f"Org{name}")
                membership.note(work, number, "joined", "oldham", about=number)
            case "leave":
                left = sa.update(member).where(member.c.person == number).values(left=work.now)
                work.connection.execute(left)
            case "announce":
                people = list(work.connection.execute(membership.audience("oldham")).scalars())
                what = Start("announcement", f"a{self.count}", "oldham", timedelta(days=1))
                write_to(work, people, what, Message("Hello"))
                self._announcement(work, number, who)
            case "answer":
                table = metadata.tables["announcement"]
                for which in work.connection.execute(sa.select(table.c.id)).scalars():
                    row = {"announcement": which, "question": 0, "person": number, "value": "1", "at": work.now}
                    work.connection.execute(work.insert(metadata.tables["answer"]).values(row).on_conflict_do_nothing())
            case "wish":
                row = {"person": number, "account": self.at(who).id, "weekly": 0}
                work.connection.execute(work.insert(preference).values(row).on_conflict_do_nothing())
            case "link":
                at = self.at(who, second=True)
                row = {"platform": at.platform, "workspace": "w", "account": at.id, "chat": f"D{at.id}"}
                work.connection.execute(work.insert(address).values(row | {"person": number}).on_conflict_do_nothing())
            case "talk":
                ledger.say(work, f"k{self.count}", self.at(who), Message(f"dear {name}", bubble="b"), self.at(who).id)
                work.keep_bubble(self.at(who), "b", f"m{self.count}")
            case "office":
                membership.appoint(work, number, "oldham", "facilitator")
            case "forget":
                rights.erase(work, number)
                self.gone.append((number, f"{who}q{self.lives[who]}z"))
                self.lives[who] += 1

    def _announcement(self, work: Work, number: int, who: int) -> None:
        at = self.at(who)
        row = {"key": f"k{self.count}", "collaborative": "oldham", "name": "Oldham", "author": number, "text": "Hello"}
        names = work.connection.execute(sa.select(member.c.name)).scalars()
        row["subject"] = f"Thanks to {' and '.join(names)}"
        where = {"platform": "fake", "workspace": "w", "chat": at.id, "account": at.id, "bubble": "b"}
        row |= where | {"closed": True, "shown_at": work.now, "made": work.now}
        work.connection.execute(sa.insert(metadata.tables["announcement"]).values(row))

    def theirs(self, work: Work, numbers: set[int]) -> dict[str, Any]:
        """The rows of these people, table by table, as they would be shown; what they announced may name another."""
        return {str(number): [_unnamed(area) for area in rights.held(work, number)] for number in numbers}


def _unnamed(area: Area) -> Area:
    return replace(area, rows=[{key: value for key, value in row.items() if key != "subject"} for row in area.rows])


@given(acts=ACTS)
@settings(max_examples=25, deadline=None)
def test_in_any_order_nothing_is_left_of_whoever_was_forgotten_and_others_keep_theirs(
    acts: list[tuple[str, int]],
) -> None:
    store = Store("sqlite://", Clock())
    store.create()
    crowd = Crowd(store)
    for act, who in [*acts, ("forget", 0)]:
        store.run(partial(_with_others_unchanged, crowd, act, who))
    found = store.run(_everything)
    store.close()
    for number, mark in crowd.gone:
        assert mark not in found["text"], mark
        assert number not in found["numbers"]


def _with_others_unchanged(crowd: Crowd, act: str, who: int, work: Work) -> None:
    if act != "forget":
        crowd.act(work, act, who)
        return
    number = work.person_at(crowd.at(who))
    others = set(work.connection.execute(sa.select(person.c.id).where(person.c.id != number)).scalars())
    before = crowd.theirs(work, others)
    crowd.act(work, act, who)
    assert crowd.theirs(work, others) == before


def _everything(work: Work) -> dict[str, Any]:
    text, numbers = [], set()
    for table in metadata.sorted_tables:
        for row in work.connection.execute(sa.select(table)).mappings():
            text.append(str(dict(row)))
            numbers |= {
                row[column.name]
                for column in table.columns
                if any(key.column is person.c.id for key in column.foreign_keys)
            }
    numbers |= set(work.connection.execute(sa.select(person.c.id)).scalars())
    return {"text": "\n".join(text), "numbers": numbers}


def test_the_button_says_what_it_does(world: World) -> None:
    one = her(world)
    question = one.says("forget me")
    assert "cannot be undone" in question.text
    assert [button.label for button in buttons(question)] == ["Yes, forget me", "No"]
