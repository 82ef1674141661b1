"""`signpost retention`: how long each kind of data is kept and why, and what was last dropped."""

from __future__ import annotations

import argparse
import contextlib
import json
from typing import TYPE_CHECKING

from bot.commands.parts import settings, store

if TYPE_CHECKING:
    from bot.privacy.retention import Standing


def prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    from bot.privacy import retention

    with contextlib.closing(store(settings().database_url)) as kept:
        found = kept.read(retention.standings)
    if options.json:
        print(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
        return 0
    for one in found:
        last = f"; last dropped {one.dropped} on {one.when:%Y-%m-%d}" if one.when else ""
        print(f"{one.kept.what:24} {one.rows:7} rows  {one.kept.how_long} ({one.kept.why}){last}")
    return 0


def _as_json(one: Standing) -> dict[str, object]:
    return {
        "what": one.kept.what,
        "tables": one.kept.tables,
        "how_long": one.kept.how_long,
        "why": one.kept.why,
        "by_the_clock": one.kept.drop is not None,
        "rows": one.rows,
        "last_dropped": one.dropped,
        "last_dropped_at": one.when.isoformat() if one.when else None,
    }
