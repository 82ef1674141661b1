"""Who did what to whom: read by anchors in chat and by whoever runs it, and never changed."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.flows.log import IN_PRIVATE, NO_ANCHOR, WORDS
from bot.membership import members as membership
from bot.membership.members import Office
from bot.messages import Address
from bot.privacy import rights
from bot.tables import audit, member, office
from bot.work import Work
from tests.collaborating import an_anchor, members, within
from tests.fake import Person, World, buttons

ROOT = Path(__file__).parent.parent
SOURCES = [*(ROOT / "bot").rglob("*.py"), ROOT / "scheduler.py"]


def busy(world: World, times: int = 23) -> Person:
    """An anchor who has invited people so many times."""
    anchor = an_anchor(world)
    members(world, 1)

    def invite(work: Work) -> None:
        who = membership.holders(work, "oldham")[0]
        for number in range(times):
            membership.note(work, who, "invited", "oldham", count=number + 1)

    within(world, invite)
    return anchor


def test_an_anchor_reads_what_was_done_in_plain_words_ten_at_a_time(world: World) -> None:
    anchor = busy(world)
    page = anchor.says("audit")
    assert page.facts[0] == ("23 November 2026, 8:15", "an anchor invited 23 people")
    assert len(page.facts) == 10
    assert anchor.presses("Older").facts[0][1] == "an anchor invited 13 people"
    last = anchor.presses("Older")
    assert last.facts[-1][1] == "an anchor invited 1 person"
    assert [button.label for button in buttons(last)] == ["Latest"]
    assert anchor.presses("Latest") == page
    assert len(anchor.bubbles()) == 1


def test_names_are_said_where_they_are_known_and_gone_with_whoever_is_forgotten(world: World) -> None:
    anchor = busy(world, 0)
    other = world.person("oldham0")

    def join(work: Work) -> int:
        who = work.known(other.address, other.address).id
        work.connection.execute(sa.update(member).where(member.c.person == who).values(name="SENCO, Oldham"))
        membership.note(work, None, "anchor made", "oldham", about=who)
        membership.note(work, who, "joined", "oldham", about=who)
        return who

    number = within(world, join)
    said = [text for _, text in anchor.says("audit").facts]
    assert said[:2] == [
        "a member (SENCO, Oldham) joined",
        "whoever runs this bot, or somebody since forgotten, made a member (SENCO, Oldham) an anchor",
    ]
    within(world, lambda work: rights.erase(work, number))
    said = [text for _, text in anchor.says("audit").facts]
    assert said[0].startswith("somebody was forgotten")
    assert "SENCO" not in str(said)


def test_an_anchor_who_is_no_member_has_her_name_and_the_command_line_is_called_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE", world.url)
    assert main(["anchor", "add", "oldham", "slack:T012AB3CD:U045EF6GH"]) == 0
    anchor = busy(world, 1)

    def named(work: Work) -> None:
        work.connection.execute(sa.update(office).values(name="Dana Reed"))

    within(world, named)
    said = [text for _, text in anchor.says("audit").facts]
    assert said[0] == "an anchor (Dana Reed) invited 1 person"
    assert said[1:] == [
        "the command line made an anchor (Dana Reed) an anchor",
        "the command line made the collaborative",
    ]


def test_nobody_else_reads_it_and_no_other_collaboratives(world: World) -> None:
    busy(world)
    other = world.person("oldham0")
    assert other.says("audit") == NO_ANCHOR
    assert world.person("stranger").says("audit") == NO_ANCHOR
    elsewhere = world.person("elsewhere")
    within(world, lambda work: membership.appoint(work, work.person_at(elsewhere.address), "east-sussex"))
    older = within(world, lambda work: work.connection.execute(sa.select(sa.func.max(audit.c.id))).scalar_one())
    assert elsewhere.says("audit").text == "Nothing yet."
    assert "Only an anchor" in _pressed(elsewhere, f"b:log:oldham:{older}")
    channel = Address("fake", "w", "c1", "anchor")
    assert world.person("anchor").says("audit", channel) == IN_PRIVATE


def _pressed(who: Person, token: str) -> str:
    from bot.messages import Event

    who.world.hear(Event(f"e{who.world.events()}", who.address, who.address, pressed=token, message="m"))
    return who.last().text


def test_whoever_anchors_two_chooses(world: World) -> None:
    anchor = busy(world, 1)
    an_anchor(world, "oldham", "east-sussex")
    assert "which" in anchor.says("audit").text
    assert anchor.presses("Oldham").facts[0][1] == "an anchor invited 1 person"


@pytest.mark.parametrize("how", [[], ["--json"], ["--csv"]])
def test_it_is_read_on_the_command_line(
    world: World, how: list[str], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    busy(world, 1)
    within(world, lambda work: membership.note(work, None, "backed up", detail="=1+1"))
    monkeypatch.setenv("SIGNPOST_DATABASE", world.url)
    assert main(["audit", *how]) == 0
    out = capsysbinary.readouterr().out.decode("utf-8-sig")
    if how == ["--json"]:
        assert {row["action"] for row in json.loads(out)} == {"invited", "backed up"}
    elif how == ["--csv"]:
        table = list(csv.DictReader(io.StringIO(out)))
        assert [row["detail"] for row in table] == ["'=1+1", ""]
    else:
        assert "an anchor invited 1 person" in out
        assert "2 entries" in out
    assert main(["audit", "--collaborative", "oldham"]) == 0
    assert b"1 entry" in capsysbinary.readouterr().out
    assert main(["audit", "--collaborative", "nowhere"]) == 2
    assert b"oldham" in capsysbinary.readouterr().err


# ---- what the code may do


def noted() -> Iterator[str]:
    """Every action that any part of the program writes into the log."""
    for file in SOURCES:
        tree = ast.parse(file.read_text())
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("members.note", "membership.note"):
                if isinstance(node.args[2], ast.JoinedStr):  # an office, made or dismissed
                    yield from (f"{kind} {how}" for kind in get_args(Office) for how in ("made", "dismissed"))
                    continue
                for part in ast.walk(node.args[2]):
                    if isinstance(part, ast.Constant):
                        yield str(part.value)
                    elif isinstance(part, ast.Name) and part.id in constants:
                        yield str(constants[part.id])


def test_everything_that_is_noted_can_be_said_in_plain_words() -> None:
    found = set(noted())
    assert len(found) > 15
    assert found <= set(WORDS)


def test_nothing_changes_the_log_but_forgetting_and_its_age() -> None:
    changing = re.compile(r"\b(update|delete)\(\s*(tables\.)?audit\b|DELETE FROM audit|UPDATE audit", re.IGNORECASE)
    changed = {str(file.relative_to(ROOT)) for file in SOURCES if changing.search(file.read_text())}
    assert changed <= {"bot/privacy/retention.py"}
    writing = re.compile(r"insert\(\s*audit\b")
    assert {file.name for file in SOURCES if writing.search(file.read_text())} == {"members.py"}


def test_what_was_noted_stays_as_it_was_when_somebody_is_forgotten(world: World) -> None:
    busy(world, 3)

    def read(work: Work) -> list[tuple[object, ...]]:
        columns = [column for column in audit.columns if column.name not in ("who", "about")]
        return [tuple(row) for row in work.connection.execute(sa.select(*columns).order_by(audit.c.id))]

    before = within(world, read)
    world.clock.pass_by(timedelta(days=1))
    within(world, lambda work: rights.erase(work, membership.holders(work, "oldham")[0]))
    assert within(world, read)[: len(before)] == before
