"""Many rows in one statement. They come as one text, JSON: a parameter for each value costs ten times as much."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

T = TypeVar("T")
_encode = msgspec.json.Encoder().encode
_TYPES: dict[type[str | int], sa.types.TypeEngine[Any]] = {str: sa.Text(), int: sa.BigInteger()}


def written(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as the parameter `rows`."""
    return _encode(list(rows)).decode()


def padded(values: Collection[T]) -> list[T]:
    """The values of an expanding parameter, the last one repeated until they are a power of two.

    PostgreSQL plans a statement anew each time until it has met the very same text a few times; so there are few.
    """
    listed = list(values)
    return listed + listed[-1:] * ((1 << (len(listed) - 1).bit_length()) - len(listed)) if listed else listed


def given(dialect: str, **columns: type[str | int]) -> sa.Subquery:
    """The rows of the parameter `rows`, with these columns, and each row's `place` among them."""
    text = sa.bindparam("rows", type_=sa.Text())
    if dialect == "sqlite":
        each = sa.func.json_each(text).table_valued("value", "key", name="each")
        cells = [
            sa.func.json_extract(each.c.value, sa.literal_column(f"'$[{at}]'"), type_=_TYPES[kind]).label(name)
            for at, (name, kind) in enumerate(columns.items())
        ]
    else:
        each = sa.func.json_array_elements(sa.cast(text, sa.JSON())).table_valued(
            sa.column("value", sa.Text()), with_ordinality="key", name="each"
        )
        each = each.render_derived()
        cells = [
            sa.cast(each.c.value.op("->>")(sa.literal_column(str(at))), _TYPES[kind]).label(name)
            for at, (name, kind) in enumerate(columns.items())
        ]
    return sa.select(*cells, each.c.key.label("place")).subquery("given")


def inserted(into: Any, rows: sa.Subquery, shared: Sequence[str]) -> Any:
    """An insert of given rows in their order; of `shared` columns each has the same value, the parameter `all_…`.

    What is neither given nor shared has its default.
    """
    columns = into.table.c
    own = [column for column in rows.c if column.name != "place"]
    alike = [sa.bindparam(f"all_{name}", type_=columns[name].type).label(name) for name in shared]
    chosen = sa.select(*own, *alike).order_by(rows.c.place)
    return into.from_select([column.name for column in (*own, *alike)], chosen)


def shared(**values: Any) -> dict[str, Any]:
    """The parameters of what all rows share."""
    return {f"all_{name}": value for name, value in values.items()}
