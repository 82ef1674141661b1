"""`signpost survey` on a database: launched, listed, shown, exported, attacked and coded from the command line."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot import archive
from bot.__main__ import main
from bot.commands.parts import now
from bot.flows.questionnaire import Mode
from bot.flows.survey import Answer, Finish
from bot.membership import members as membership
from bot.messages import Address
from bot.privacy import rights
from bot.store import Store
from bot.surveys import attack as adversary
from bot.surveys import instruments
from bot.tables import asked, audit, coding, draft, member, published, response, series, wave
from bot.waves import attacking, launching, reading, taking
from bot.waves import closing as ending
from bot.waves import coding as words
from bot.waves.launching import Plan
from bot.work import Work
from tests.collaborating import join
from tests.databases import databases

T = TypeVar("T")
PEOPLE = 24
SECTORS = ("education", "health", "local-authority")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A collaborative of 24 on SQLite, as the command line finds it."""
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    monkeypatch.setenv("SIGNPOST_DATABASE", f"sqlite:///{tmp_path / 'signpost.db'}")
    store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", now)
    store.create()
    store.run(settle)
    with closing(store):
        yield store


def settle(work: Work) -> None:
    for number in range(PEOPLE):
        who = work.person_at(Address("fake", "w", f"p{number}"))
        join(work, who, "oldham")
        membership.admit(work, who, "oldham", sector=SECTORS[number % 3])


def answered(kept: Store, instrument: str, mode: Mode, ends: bool = True, size: int = 0) -> str:
    """A wave that everybody has answered but four."""
    chance, form = random.Random(instrument), instruments.load(instrument)

    def ask(work: Work) -> str:
        which = launching.launch(work, None, Plan("oldham", form, mode, size=size))
        for row in work.connection.execute(sa.select(asked).where(asked.c.wave == which).limit(PEOPLE - 4)).all():
            for question in form.asked:
                given = chance.choice(question.options).value if question.options else f"words of {row.person}"
                one = {"wave": which, "person": row.person, "question": question.id, "value": given, "skipped": False}
                work.connection.execute(sa.insert(draft).values(one))
        if ends:
            ending.close(work, which)
        return which

    return kept.run(ask)


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["survey", *words]) == status
    out, err = capsys.readouterr()
    if status == 2:
        assert out == ""
        assert err.startswith("signpost: ")
        assert err.count("\n") == 1
    return out + err


def rows(kept: Store, query: sa.Select[T]) -> list[T]:
    return kept.read(lambda work: list(work.connection.execute(query).scalars()))


def test_a_survey_is_launched_and_listed(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    day = (now() + timedelta(days=9)).date()
    launched = ("launch", "workshop-feedback", "--collaborative", "oldham", "--mode", "anonymous", "--closes")
    out = said(capsys, *launched, f"{day:%d/%m/%Y}", "--audience", "sector:health")
    assert f"8 asked, open until {day.day} {day:%B %Y}" in out
    out = said(capsys, *launched, "14", "--audience", "", "--schedule", "every 2 weeks on Tuesday")
    assert out.startswith("Planned: every 2 weeks on Tuesday; each wave is open for 14 days.")
    one, coming = json.loads(said(capsys, "waves", "--json"))
    assert (one["mode"], one["done"], one["invited"], one["state"]) == ("anonymous", 0, 8, "open")
    assert (coming["state"], coming["schedule"], coming["mode"]) == ("planned", "every 2 weeks on Tuesday", "anonymous")
    shown = said(capsys, "waves")
    assert f"{one['wave']}  oldham" in shown
    (next_one,) = kept.read(
        lambda work: list(work.connection.execute(sa.select(series.c.next).where(series.c.plan != "")).scalars())
    )
    at = next_one.astimezone(ZoneInfo("Europe/London"))
    assert datetime.fromisoformat(coming["next"]) == next_one
    assert coming["since"] == f"{now():%Y-%m-%d}"
    assert f"anonymous: every 2 weeks on Tuesday; next on {at.day} {at:%B %Y, %H:%M}\n" in shown
    assert rows(kept, sa.select(series.c.plan).order_by(series.c.made)) == ["", "every 2 weeks on Tuesday"]


def test_a_list_of_names_is_asked_from_a_file(kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = [f"Member {word}" for word in ("Anders", "Bright", "Chowdhury", "Dunn", "Evans")]

    def name(work: Work) -> None:
        for number, called in enumerate(names, 1):
            work.connection.execute(sa.update(member).where(member.c.person == number).values(name=called))

    kept.run(name)
    file = tmp_path / "list.txt"
    launched = ("launch", "workshop-feedback", "--collaborative", "oldham", "--mode", "anonymous", "--closes", "14")
    file.write_text("\n".join([*names, "Somebody Else"]))
    assert "“Somebody Else”" in said(capsys, *launched, "--audience", f"list:{file}", status=2)
    assert "cannot be read" in said(capsys, *launched, "--audience", f"list:{tmp_path / 'none.txt'}", status=2)
    file.write_text("\n".join(names))
    assert "5 asked" in said(capsys, *launched, "--audience", f"list:{file}")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"--closes": "tomorrow"}, "is no day"),
        ({"--closes": "2020-01-01"}, "not after today"),
        ({"--closes": "400"}, "1 to 90 days"),
        ({"--collaborative": "atlantis"}, "there is no collaborative 'atlantis'; there are: oldham"),
        ({"--audience": "sector:police"}, "there is: sector:education"),
        ({"--each": "9"}, "3 statements"),
        ({"--schedule": "when it rains"}, ""),
        ({"--schedule": "on 12 March 2020 at 10"}, "No day within a year"),
        ({"--schedule": "third school week of each term"}, "I know no term dates here"),
        ({"--schedule": "every 2 weeks on Tuesday", "--closes": "2027-01-01"}, "how many days"),
        ({"FILE": "nothing.xlsx"}, "cannot be read"),
    ],
)
def test_what_cannot_be_launched_is_one_line_and_begins_nothing(
    kept: Store, capsys: pytest.CaptureFixture[str], changed: dict[str, str], reason: str
) -> None:
    given = {"--collaborative": "oldham", "--mode": "anonymous", "--closes": "14", **changed}
    file = given.pop("FILE", "workshop-feedback")
    assert reason in said(capsys, "launch", file, *(word for pair in given.items() for word in pair), status=2)
    assert rows(kept, sa.select(wave.c.id)) == []
    assert rows(kept, sa.select(series.c.id)) == []


def test_results_are_shown_and_entered_in_the_register(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    answered(kept, "relational-pulse", "confidential")
    which = answered(kept, "relational-pulse", "confidential")
    assert "20 of the 24 who were asked answered" in said(capsys, "results", which)
    entered = rows(kept, sa.select(published.c.id))
    assert len(entered) > 25
    told = json.loads(said(capsys, "results", which, "--json"))
    assert (told["wave"], told["mode"], len(told["waves"])) == (which, "confidential", 2)
    assert {"title", "sentence", "table"} == set(told["results"][0])
    assert told["changes"]
    assert rows(kept, sa.select(published.c.id)) == entered


def test_what_was_published_stays_as_it_was_when_somebody_is_forgotten(
    kept: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(kept, "relational-pulse", "confidential")
    which = answered(kept, "relational-pulse", "confidential")
    before = json.loads(said(capsys, "results", which, "--json"))
    entered = rows(kept, sa.select(published.c.id))
    kept.run(lambda work: rights.erase(work, 3))
    keys = rows(kept, sa.select(response.c.key).where(response.c.key == response.c.id))
    assert len(keys) == 2
    after = json.loads(said(capsys, "results", which, "--json"))
    told = [[one["sentence"] for one in found["results"] if "group" not in one["title"]] for found in (before, after)]
    assert told[1] == told[0]
    assert rows(kept, sa.select(published.c.id))[: len(entered)] == entered


def test_nothing_is_shown_of_what_is_open_or_unknown(
    kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    which = answered(kept, "workshop-feedback", "anonymous", ends=False)
    for given in (("results", which), ("export", which, str(tmp_path / "pack"))):
        assert f"{which} is open until" in said(capsys, *given, status=2)
    assert "no wave 'zzz'" in said(capsys, "results", "zzz", status=2)
    part = answered(kept, "relational-pulse", "anonymous", size=5)
    assert "round that is still open" in said(capsys, "results", part, status=2)
    assert rows(kept, sa.select(published.c.id)) == []


def test_the_evaluators_pack_is_written_once_and_noted(
    kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    which = answered(kept, "workshop-feedback", "anonymous")
    assert "files" in said(capsys, "export", which, str(tmp_path / "pack"))
    assert {"results.csv", "codebook.csv", "redraw.py", "README.txt"} <= {one.name for one in tmp_path.glob("pack/*")}
    assert "results exported" in rows(kept, sa.select(audit.c.action))
    assert "not empty" in said(capsys, "export", which, str(tmp_path / "pack"), status=2)


# ---- the adversary

TOOK_PART = PEOPLE - 4


def a_real_anonymous_wave(kept: Store, backup: Path) -> tuple[str, dict[str, int]]:
    """Everybody but four answers through the bot's own effects, in an order of their own, each like nobody else; who
    gave which answers. A backup is made while it is open."""
    form = instruments.load("relational-pulse")
    which = kept.run(lambda work: launching.launch(work, None, Plan("oldham", form, "anonymous")))
    chance = random.Random(5)
    people = chance.sample(rows(kept, sa.select(asked.c.person)), TOOK_PART)
    truth: dict[str, int] = {}

    def answer(work: Work, who: int) -> None:
        given = {one.id: chance.choice(one.options).value for one in form.statements}
        for question, value in given.items():
            taking._keep(work, who, Answer(which, question, value))
        taking._keep(work, who, Finish(which))
        truth[json.dumps(given, sort_keys=True)] = who

    for who in people:
        kept.run(partial(answer, who=who))
    archive.backup(kept, backup)
    kept.run(lambda work: ending.close(work, which))
    return which, truth


def test_nothing_ties_anonymous_answers_to_people_not_even_with_a_backup_from_before(
    kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    backup, log = tmp_path / "open.gz", tmp_path / "signpost.log"
    which, truth = a_real_anonymous_wave(kept, backup)
    held = kept.read(lambda work: attacking.as_they_lie(work, response, which))
    owners = [truth[row["answers"]] for row in held]
    assert sorted(owners) == sorted(truth.values())
    finished = list(truth.values())
    for people in (sorted(finished), finished):
        assert adversary.by_order(people, owners).at_chance
        ids = [(row["id"], owner) for row, owner in zip(held, owners)]
        assert adversary.by_number({one: place for place, one in enumerate(people)}, ids).at_chance
    groups = {who: SECTORS[(who - 1) % 3] for who in finished}
    assert (
        adversary.by_groups(
            {who: (one,) for who, one in groups.items()},
            [((row["sector"],), owner) for row, owner in zip(held, owners)],
        ).hits
        == 0
    )
    log.write_text("signpost starts\n")
    out = said(capsys, "attack", which, "--log", str(log), "--backup", str(backup))
    assert "20 rows of answers, 20 took part" in out
    assert "BETTER" not in out
    assert "no value, time, draft or log line links anybody" in out
    with gzip.open(backup) as stream:
        older = stream.read().decode()
    assert not [answers for answers in truth if answers.replace('"', '\\"') in older]
    assert '["draft"' not in older
    assert '["asked"' in older
    assert '"finished"' not in older


def test_a_backup_holds_neither_keys_nor_the_inbox_and_keeps_drafts_of_other_modes(kept: Store, tmp_path: Path) -> None:
    answered(kept, "relational-pulse", "confidential")
    open_one = answered(kept, "workshop-feedback", "named", ends=False)
    archive.backup(kept, tmp_path / "b.gz")
    assert archive.drafts_in(tmp_path / "b.gz", open_one) == TOOK_PART * 4
    with pytest.raises(archive.ArchiveError, match="not a whole backup"):
        archive.drafts_in(kept.keys.parent / "signpost.db", open_one)
    with gzip.open(tmp_path / "b.gz") as stream:
        text = stream.read()
    (key,) = kept.keys.iterdir()
    assert key.read_bytes() not in text
    assert key.read_bytes().hex().encode() not in text
    assert b'"inbox"' not in text
    assert b'["draft"' in text


def test_whoever_had_answered_anonymously_answers_again_after_a_restore(kept: Store, tmp_path: Path) -> None:
    a_real_anonymous_wave(kept, tmp_path / "open.gz")
    archive.restore(kept, tmp_path / "open.gz", force=True)
    assert set(rows(kept, sa.select(asked.c.state))) == {"invited"}
    assert rows(kept, sa.select(draft.c.value)) == []


def test_the_attack_finds_what_links(kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    which = answered(kept, "workshop-feedback", "anonymous")
    log = tmp_path / "signpost.log"
    log.write_text("info answered words of 3 and words of 4\n")
    out = said(capsys, "attack", which, "--log", str(log), status=1)
    assert "LINKS: 2 answers that were typed stand in the log" in out
    people = list(range(1, TOOK_PART + 1))

    def spoil(work: Work) -> None:
        ids = list(work.connection.execute(sa.select(response.c.id).where(response.c.sector != "")).scalars())
        for number, one in enumerate(sorted(ids)):
            hers = {"id": f"{number:032}", "person": people[number], "sector": SECTORS[number % 3]}
            work.connection.execute(sa.update(response).where(response.c.id == one).values(hers))
        work.connection.execute(sa.update(asked).where(asked.c.person <= TOOK_PART).values(state="finished"))

    kept.run(spoil)
    out = said(capsys, "attack", which, status=1)
    assert "ids: 20 of 20 linked" in out
    assert "BETTER THAN CHANCE" in out
    assert "asked.person and person of the answers" in out


def test_the_attack_says_what_confidential_and_named_mean(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert "whoever has the key" in said(capsys, "attack", answered(kept, "relational-pulse", "confidential"))
    assert "beside its person" in said(capsys, "attack", answered(kept, "workshop-feedback", "named"))


# ---- free text


def test_comments_are_sorted_by_hand_and_themes_of_five_are_shown(
    kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    which, file = answered(kept, "workshop-feedback", "anonymous"), tmp_path / "comments.csv"
    assert "20 comments" in said(capsys, "comments", which, str(file))
    with file.open(encoding="utf-8-sig", newline="") as text:
        table = list(csv.DictReader(text))
    assert {row["comment"] for row in table} == {f"words of {number}" for number in range(1, 21)}
    assert [row["comment"] for row in table] != sorted(row["comment"] for row in table)
    known = rows(kept, sa.select(response.c.id))
    assert not {row["id"] for row in table} & set(known)
    assert "exists already" in said(capsys, "comments", which, str(file), status=2)
    for number, row in enumerate(table):
        row["codes"] = "Time; the room" if number < 7 else "food" if number < 10 else ""
    write(file, table)
    assert "10 of 20 comments have codes" in said(capsys, "codes", which, str(file))
    (told,) = (
        one for one in json.loads(said(capsys, "results", which, "--json"))["results"] if "wrote" in one["sentence"]
    )
    assert told["table"] == [["theme", "comments"], ["the room", "7"], ["time", "7"]]
    again = tmp_path / "again.csv"
    said(capsys, "comments", which, str(again))
    with again.open(encoding="utf-8-sig", newline="") as text:
        assert sorted(row["codes"] for row in csv.DictReader(text))[-1] == "the room; time"
    write(file, [{**table[0], "codes": ""}])
    assert "0 of 1" in said(capsys, "codes", which, str(file))
    assert len(rows(kept, sa.select(coding.c.code))) == 6 * 2 + 3


def write(file: Path, table: list[dict[str, str]]) -> None:
    with file.open("w", newline="") as text:
        writer = csv.DictWriter(text, list(table[0]))
        writer.writeheader()
        writer.writerows(table)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id,codes\n0123,time\n", "the id '0123' is of no comment in this wave"),
        (b"a,b\n1,2\n", "needs the columns id and codes"),
        (b"id,codes\n1,a\n1,b\n", "row 3: the id '1' stands there twice"),
        (b"id,codes\n1," + b"x" * 61 + b"\n", "row 2: a code is longer"),
        (b"\xff\xfe\x00", "no CSV in UTF-8"),
    ],
)
def test_codes_that_fit_nothing_are_one_line_and_change_nothing(
    kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, reason: str
) -> None:
    which, file = answered(kept, "workshop-feedback", "anonymous"), tmp_path / "codes.csv"
    file.write_bytes(content)
    assert reason in said(capsys, "codes", which, str(file), status=2)
    assert rows(kept, sa.select(coding.c.code)) == []


def test_few_comments_are_not_given_out_and_formulas_not_run(
    kept: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    which, file = answered(kept, "workshop-feedback", "confidential"), tmp_path / "comments.csv"

    def change(work: Work) -> None:
        work.connection.execute(
            sa.update(response).values(answers=sa.func.replace(response.c.answers, "words of", "=1+1 of"))
        )

    kept.run(change)
    said(capsys, "comments", which, str(file))
    assert ",'=1+1 of" in file.read_text()
    few = answered(kept, "joining", "anonymous", ends=False)
    kept.run(lambda work: work.connection.execute(sa.delete(draft).where(draft.c.person > 9)))
    kept.run(lambda work: ending.close(work, few))
    assert "has the 10 comments" in said(capsys, "comments", few, str(tmp_path / "few.csv"), status=2)
    assert not (tmp_path / "few.csv").exists()


@pytest.mark.parametrize("maker", databases())
def test_the_attack_and_the_codes_work_on_either_database(maker: Callable[[Path], str], tmp_path: Path) -> None:
    with closing(Store(maker(tmp_path), now, tmp_path / "keys")) as store:
        store.create()
        store.run(settle)
        which = answered(store, "workshop-feedback", "anonymous")
        found = store.read(lambda work: attacking.attack(work, which))
        assert (found.held, found.took_part, found.rows) == (True, TOOK_PART, 2 * TOOK_PART)
        disclosed = store.read(lambda work: reading.report(work, rows(store, sa.select(series.c.id))[0]))
        assert disclosed is not None
        sheet = store.read(lambda work: words.sheet(work, [which], disclosed.disclosed.waves[0]))
        given = {row[0]: ("time",) for row in sheet[1:]}
        assert store.run(lambda work: words.keep(work, [which], given)) == TOOK_PART
        assert store.run(lambda work: words.keep(work, [which], given)) == TOOK_PART
        assert len(rows(store, sa.select(coding.c.code))) == TOOK_PART
