"""Run by Alembic, on the connection that `bot.migrations` gives it, within its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations import ops

from bot.tables import Instant, metadata


def render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A revision must not change when our types do."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


def lenient(_context: MigrationContext, made: Any, scripts: list[ops.MigrationScript]) -> None:
    """The first revision also takes over a database that was made before there were revisions."""
    for script in scripts:
        if script.rev_id == "0001" and script.upgrade_ops:
            for step in _every(script.upgrade_ops.ops):
                if isinstance(step, ops.CreateTableOp | ops.CreateIndexOp):
                    step.if_not_exists = True


def _every(steps: Iterable[ops.MigrateOperation]) -> Iterable[ops.MigrateOperation]:
    for step in steps:
        yield step
        if isinstance(step, ops.OpContainer):
            yield from _every(step.ops)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render,
    process_revision_directives=lenient,
)
with context.begin_transaction():
    context.run_migrations()
