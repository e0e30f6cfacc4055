"""Cells of tables that people open in spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

#: What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cells(values: Iterable[Any]) -> list[Any]:
    """Cells that no spreadsheet takes for a formula."""
    return [f"'{v}" if isinstance(v, str) and v.startswith(_FORMULA) else v for v in values]
