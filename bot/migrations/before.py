"""Databases of 0.1.0, which knew no revisions: what was to be sent, and which events were done, is carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

_MORE_OF_INBOX = {"platform": "", "workspace": "", "chat": "", "body": "", "state": "done", "tries": 0, "fault": ""}
_MORE_OF_OUTBOX = {"kind": "reply", "priority": 0, "policy": "resend", "cause": "", "epoch": 0, "message": ""}
_KEPT = (
    "key",
    "platform",
    "workspace",
    "chat",
    "alone",
    "account",
    "bubble",
    "body",
    "state",
    "due",
    "tries",
    "reason",
)


@dataclass(frozen=True, slots=True)
class Carried:
    """Rows as the first revision has them."""

    inbox: Sequence[dict[str, Any]]
    outbox: Sequence[dict[str, Any]]


def take(connection: sa.Connection) -> Carried:
    """Take the rows of the tables whose shape has changed, and drop these; nothing of a database of no such shape."""
    if not sa.inspect(connection).has_table("seen"):
        return Carried((), ())
    seen = connection.execute(sa.text("SELECT key, at FROM seen")).mappings()
    queued = connection.execute(
        sa.text(f"SELECT {', '.join(_KEPT)} FROM outbox WHERE state = 'queued' ORDER BY id")  # noqa: S608
    ).mappings()
    carried = Carried([{**_MORE_OF_INBOX, **row} for row in seen], [_message(dict(row)) for row in queued])
    for name in ("seen", "outbox"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    return carried


def put_back(connection: sa.Connection, carried: Carried) -> None:
    """Into the tables of the first revision."""
    for name, rows in (("inbox", carried.inbox), ("outbox", carried.outbox)):
        if rows:
            connection.execute(sa.insert(sa.table(name, *map(sa.column, rows[0]))), rows)


def _message(row: dict[str, Any]) -> dict[str, Any]:
    return {**_MORE_OF_OUTBOX, **row, "lane": f"{row['platform']}|{row['workspace']}", "made": row["due"]}
