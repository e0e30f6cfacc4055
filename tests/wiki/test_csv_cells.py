"""Tables that people open in spreadsheets."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wiki.csv_cells import cells


@given(st.lists(st.text() | st.integers()))
def test_no_cell_of_a_table_is_a_formula(values: list[Any]) -> None:
    for value, safe in zip(values, cells(values), strict=True):
        assert not (isinstance(safe, str) and safe.startswith(("=", "+", "-", "@", "\t", "\r")))
        assert str(safe).endswith(str(value))
