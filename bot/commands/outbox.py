"""`signpost outbox`: what is to leave, what left, and what did not and why; and what else could not be done.

It works beside a running bot.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import occurrences
from bot.commands.parts import now, settings, store
from bot.delivery import contact, journal, ledger
from bot.delivery.ledger import Standing

Failures = Mapping[str, Sequence[tuple[str, str, str, int, datetime]]]
SHOWN = ("queued", "held", "leaving", "sent", "unsure", "failed", "expired", "replaced")
SAID = {"aside": "set aside after five failures", "waiting": "failing, tried again", "due": "failing, tried again"}


def prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    kept = store(settings().database_url)
    try:
        standings = [*kept.read(ledger.standings), *kept.read(contact.standings)]
        failures = {"events": kept.read(journal.failures), "occurrences": kept.read(occurrences.failures)}
    finally:
        kept.close()
    if options.json:
        print(json.dumps(_as_json(standings, failures), ensure_ascii=False, indent=1))
        return 0
    for lane in sorted({one.lane for one in standings}):
        print(lane.rstrip("|").replace("|", " "))
        for one in sorted((one for one in standings if one.lane == lane), key=_place):
            print(f"  {one.state:9} {one.count:7}  {_more(one, now())}".rstrip())
    print(f"{sum(one.count for one in standings)} messages (what has left is forgotten after three days)")
    for what, rows in failures.items():
        for about, state, fault, count, since in rows:
            told = " ".join(filter(None, (about, fault)))
            print(f"{what}: {count} {SAID.get(state, state)}, {told}, the first of {since:%d %B %H:%M} UTC")
    return 0


def _place(one: Standing) -> tuple[int, str, str]:
    return SHOWN.index(one.state), one.kind, one.reason


def _more(one: Standing, moment: datetime) -> str:
    about = [one.kind] + ([one.reason] if one.reason else [])
    if one.lane != contact.HELD_BACK and one.state in ("queued", "held", "leaving"):
        about.append(f"the oldest for {max(0, round((moment - one.since).total_seconds()))} s")
    return ", ".join(about)


def _as_json(standings: Sequence[Standing], failures: Failures) -> dict[str, object]:
    totals = {state: sum(one.count for one in standings if one.state == state) for state in SHOWN}
    rows = [
        {
            "lane": one.lane,
            "state": one.state,
            "kind": one.kind,
            "reason": one.reason,
            "count": one.count,
            "since": one.since.isoformat(),
        }
        for one in standings
    ]
    failed = {
        what: [
            {"about": about, "state": state, "reason": fault, "count": count, "since": since.isoformat()}
            for about, state, fault, count, since in found
        ]
        for what, found in failures.items()
    }
    return {"totals": totals, "messages": rows, **failed}
