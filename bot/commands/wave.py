"""`signpost survey launch | waves | results | export`: surveys at work, from the command line."""

from __future__ import annotations

import argparse
import contextlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.commands.form import FILE, MODES, instrument
from bot.commands.parts import Misuse, settings, store

if TYPE_CHECKING:
    from bot.store import Store
    from bot.surveys.disclosed import Disclosed
    from bot.surveys.results import Result
    from bot.waves.launching import Plan
    from bot.waves.listing import Listed, Planned
    from bot.waves.reading import Reported
    from bot.work import Work

TRIES = 5  # to publish, where others publish of the same series meanwhile
WAVE = "its id: see “signpost survey waves”"
AUDIENCE = "sector:health, subgroup:early-help, or list:FILE (names, one on a line)"
WHEN = "a day such as 2026-12-11 or 11/12/2026, or a number of days"


def prepare(kinds: Any) -> None:
    launching = kinds.add_parser("launch", help="ask members; the bot writes to them as soon as it runs")
    launching.add_argument("file", metavar="FILE", help=FILE)
    launching.add_argument("--collaborative", required=True, metavar="C", help="such as east-sussex")
    launching.add_argument("--mode", choices=MODES, required=True)
    launching.add_argument("--closes", required=True, metavar="WHEN", help=WHEN)
    launching.add_argument(
        "--audience", default="", metavar="WHO", help="sector:health, subgroup:early-help, or list:FILE of names"
    )
    launching.add_argument(
        "--each", type=int, default=0, metavar="K", help="only K of the statements for each, by turns"
    )
    launching.add_argument("--schedule", default="", metavar="WHEN", help="“third school week of each term”, …")
    launching.set_defaults(act=launch)
    listing = kinds.add_parser("waves", help="what is open, closed or planned, with how many are done")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(act=show_waves)
    showing = kinds.add_parser("results", help="what may be shown of a closed wave and of its series")
    showing.add_argument("wave", metavar="WAVE", help=WAVE)
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(act=results)
    packing = kinds.add_parser("export", help="write the evaluator's pack of a closed wave's series to a folder")
    packing.add_argument("wave", metavar="WAVE", help=WAVE)
    packing.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    packing.set_defaults(act=export)


# ---- launching


def launch(options: argparse.Namespace) -> int:
    from bot.waves import launching
    from bot.waves.launching import Plan

    plan = Plan(
        options.collaborative, instrument(options.file), options.mode, options.audience, options.each,
        schedule=options.schedule,
    )  # fmt: skip

    def begin(work: Work) -> str:
        whole = _checked(work, plan, options.closes)
        which = launching.launch(work, None, whole)
        return _launched(work, whole, which)

    with opened() as kept:
        print(kept.run(begin))
    return 0


def _listed(work: Work, plan: Plan) -> Plan:
    """The plan for those whose names stand in a file, one on a line. Raises Misuse."""
    from bot.waves import launching, preparing

    file = Path(plan.audience.removeprefix("list:"))
    try:
        names = [line.strip() for line in file.read_text("utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError):
        raise Misuse(f"--audience: {file} cannot be read: give a text file of names, one on a line") from None
    people, problem = preparing.listed(work, plan.collaborative, names)
    if problem or not people:
        raise Misuse(f"--audience: {file}: {problem.splitlines()[0] if problem else 'no name stands in it'}")
    return replace(plan, audience=launching.list_of(people), people=tuple(people))


def _checked(work: Work, plan: Plan, closes: str) -> Plan:
    """The plan with its close. Raises Misuse where it cannot be launched."""
    from bot.membership import collaboratives
    from bot.waves import launching, preparing

    known = {one.id: one for one in collaboratives.standing(work)}
    if plan.collaborative not in known:
        there = ", ".join(known) or "none yet: “signpost collaborative create” makes one"
        raise Misuse(f"there is no collaborative {plan.collaborative!r}; there are: {there}")
    if plan.audience.startswith("list:"):
        plan = _listed(work, plan)
    elif plan.audience not in (audiences := dict(preparing.audiences(work, plan.collaborative))):
        there = ", ".join(one for one in audiences if one) or "nobody but everyone: leave --audience out"
        raise Misuse(
            f"--audience {plan.audience!r} is no group of {plan.collaborative} with members; there is: {there}"
        )
    today = work.now.astimezone(ZoneInfo(known[plan.collaborative].zone)).date()
    whole = replace(plan, open_days=open_days(closes, today, bool(plan.schedule)))
    problem = launching.refusal(work, whole)
    if problem:
        raise Misuse(problem)
    if not plan.schedule and not launching.hopes(work, whole).members:
        raise Misuse(f"nobody in {plan.collaborative} would be asked: members join with an invitation first")
    return whole


def open_days(closes: str, today: date, repeats: bool = False) -> int:
    """For how many days a wave is open. Raises Misuse."""
    if re.fullmatch(r"\d{1,3}", closes):
        return int(closes)
    if repeats:
        raise Misuse(f"--closes {closes}: with --schedule, say for how many days each wave is open, such as 14")
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        with contextlib.suppress(ValueError):
            days = (datetime.strptime(closes, shape).date() - today).days  # noqa: DTZ007
            if days < 1:
                raise Misuse(f"--closes {closes} is not after today: give a later day")
            return days
    raise Misuse(f"--closes {closes!r} is no day: write {WHEN}")


def _launched(work: Work, plan: Plan, which: str) -> str:
    from bot.waves import launching, listing

    ahead = launching.hopes(work, plan).lines
    if not which:
        return "\n".join((f"Planned: {plan.schedule}; each wave is open for {plan.open_days} days.", *ahead))
    (one,) = listing.waves(work, which)
    return "\n".join((f"{which}: {one.name}, {one.mode}, {one.invited} asked, open until {_when(one)}.", *ahead))


# ---- what there is


def show_waves(options: argparse.Namespace) -> int:
    from bot.waves import listing

    with opened() as kept:
        found, planned = kept.read(lambda work: (listing.waves(work), listing.planned(work)))
    if options.json:
        shown = [*map(_plain, found), *map(_coming, planned)]
        print(json.dumps(shown, ensure_ascii=False, indent=1))
        return 0
    for one in found:
        until = f"{'open until' if one.open else 'closed on'} {_when(one)}"
        print(f"{one.wave}  {one.collaborative:16} {one.name}, wave {one.number}, {one.mode}: "
              f"{one.done} of {one.invited} done, {until}")  # fmt: skip
    for each in planned:
        at = each.next and each.next.astimezone(ZoneInfo(each.zone))
        comes = f"next on {at.day} {at:%B %Y, %H:%M}" if at else "no next date: give the calendar more terms"
        print(f"planned   {each.collaborative:16} {each.name}, {each.mode}: {each.schedule}; {comes}")
    print(f"{len(found)} wave{'' if len(found) == 1 else 's'}")
    return 0


def _plain(one: Listed) -> dict[str, Any]:
    found = asdict(one)
    return {**found, "opened": one.opened.isoformat(), "closes": one.closes.isoformat()}


def _coming(one: Planned) -> dict[str, Any]:
    at = one.next and one.next.isoformat()
    return {**asdict(one), "state": "planned", "since": one.since.isoformat(), "next": at}


# ---- what came of it


def results(options: argparse.Namespace) -> int:
    from bot.surveys import results as told

    with opened() as kept:
        one = closed(kept, options.wave)
        found, latest = published(kept, one)
    here, moved = told.wave_results(latest), told.series_results(found.disclosed)
    if options.json:
        print(json.dumps(_as_json(found, latest, here, moved), ensure_ascii=False, indent=1))
        return 0
    print(f"{found.name}: {latest.when}\n")
    for result in (*here, *moved):
        print(_printed(result))
    print(told.HIDDEN)
    return 0


def _as_json(found: Reported, latest: Disclosed, here: Sequence[Result], moved: Sequence[Result]) -> dict[str, Any]:
    about = {"wave": latest.wave, "series": found.series, "collaborative": found.collaborative, "name": found.name}
    waves = [{"wave": one.wave, "when": one.when, "mode": one.mode} for one in found.disclosed.waves]
    return {
        **about,
        "when": latest.when,
        "mode": latest.mode,
        "waves": waves,
        "results": [asdict(one) for one in here],
        "changes": [asdict(one) for one in moved],
        "done": latest.done,
    }


def _printed(result: Result) -> str:
    from bot.surveys.results import text_table

    parts = [result.title, result.sentence, *([text_table(result.table)] if result.table else [])]
    return "\n".join(part for part in parts if part) + "\n"


def export(options: argparse.Namespace) -> int:
    from bot.flows.log import COMMAND_LINE
    from bot.membership import members
    from bot.surveys.export import CannotExport
    from bot.waves import reporting

    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Misuse(f"{folder} is there already and not empty: give a new folder")
    with opened() as kept:
        found, _ = published(kept, closed(kept, options.wave))
        try:
            made = reporting.exported(found, folder)
        except (CannotExport, OSError) as problem:
            raise Misuse(f"{folder} cannot be written: {problem}") from None
        kept.run(lambda work: members.note(work, None, "results exported", found.collaborative, detail=COMMAND_LINE))
    print(
        f"{made}: {len(list(made.rglob('*')))} files. What begins with answers- is for analysis, not for publication."
    )
    return 0


def published(kept: Store, one: Listed) -> tuple[Reported, Disclosed]:
    """What may be shown of a wave's series, entered into the register. Raises Misuse."""
    from bot.waves import listing, reading

    for _ in range(TRIES):
        found = kept.read(lambda work: reading.report(work, one.series))
        together = kept.read(lambda work: listing.shown_with(work, one.wave))
        shown = [each for each in found.disclosed.waves if each.wave == together[0]] if found else []
        if found is None or not shown:
            raise Misuse(f"{one.wave} is one of a round that is still open: results come when everybody had every part")
        grown, before = found.grown, found.before
        if kept.run(lambda work: reading.publish(work, one.series, grown, before)):  # noqa: B023
            return found, shown[0]
    raise Misuse("somebody else is looking at the same results: try again in a moment")


# ---- parts


def closed(kept: Store, which: str) -> Listed:
    """A wave that has closed. Raises Misuse."""
    one = known(kept, which)
    if one.open:
        raise Misuse(f"{which} is open until {_when(one)}: nothing of it is shown before")
    return one


def known(kept: Store, which: str) -> Listed:
    from bot.waves import listing

    found = kept.read(lambda work: listing.waves(work, which))
    if not which or not found:
        raise Misuse(f"there is no wave {which!r}: “signpost survey waves” lists them")
    return found[0]


def _when(one: Listed) -> str:
    at = one.closes.astimezone(ZoneInfo(one.zone))
    return f"{at.day} {at:%B %Y, %H:%M}"


def opened() -> contextlib.closing[Store]:
    return contextlib.closing(store(settings().database_url))
