"""Rows into tables, as fast as the database takes them: COPY on PostgreSQL, one statement on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

REPORT_EVERY = 250_000


def fill(
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    report: Callable[[str], None],
) -> int:
    """Write ``rows`` of ``columns`` into the table of ``model``; return how many.

    Other columns get the model's default, or null. Indices are dropped meanwhile and made again.
    """
    table = model._meta.db_table
    constants = {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.null and not field.primary_key
    }
    names = [str(name) for name in (*columns, *constants)]
    rest = tuple(constants.values())
    count = 0

    def counted() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        for row in rows:
            yield row + rest
            count += 1
            if count % REPORT_EVERY == 0:
                report(f"{table}: {count:,}")

    with transaction.atomic(), _without_indices(table), connection.cursor() as cursor:
        listed = ", ".join(connection.ops.quote_name(name) for name in names)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")  # no check of each key
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in counted():
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _name in names)
            raw = connection.connection.cursor()
            into = f"INSERT INTO {table} ({listed}) VALUES ({marks})"  # noqa: S608 -- of models alone
            raw.executemany(into, counted())
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    report(f"{table}: {count:,} rows")
    return count


def analyze() -> None:
    """Have the database count what it holds, so that it plans as it would in service."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def _without_indices(table: str) -> Iterator[None]:
    """Drop the table's indices that belong to no constraint, and make them again afterwards."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND NOT EXISTS"
                " (SELECT 1 FROM pg_constraint WHERE conname = indexname)",
                [table],
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master"
                " WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
                [table],
            )
        indices = cursor.fetchall()
        for name, _definition in indices:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _name, definition in indices:
            cursor.execute(definition)
