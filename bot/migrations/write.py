"""`python -m bot.migrations.write "what has changed"`: the next revision, from the difference to `bot.tables`.

Read what it wrote, write `downgrade` with care, and move data where a column changes its meaning.
Before a first release the first revision is written anew: delete it, and run this with "the first schema".
"""

from __future__ import annotations

import sys

import sqlalchemy as sa

from bot.migrations import VERSIONS, config, move


def write(message: str) -> None:
    """Compare an empty database, brought to the newest revision, with the tables."""
    from alembic import command

    numbers = [int(file.name[1:5]) for file in VERSIONS.glob("r[0-9]*.py")]
    with sa.create_engine("sqlite://", poolclass=sa.StaticPool).begin() as connection:
        if numbers:
            move(connection, "head")
        command.revision(config(connection), message, autogenerate=True, rev_id=f"{max(numbers, default=0) + 1:04}")


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or "the tables change")
