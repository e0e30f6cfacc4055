"""Filters for numbers. Years and the numbers of revisions, submissions and segments stay as they are."""

from __future__ import annotations

from typing import Any

from django import template

from wiki.figures import number_or
from wiki.figures import percent as in_percent

register = template.Library()


@register.filter
def number(value: Any) -> str:
    """A count in the reader's way: "4,106". What is no number stays as it is."""
    return "" if value is None else number_or(value)


@register.filter
def percent(hundredths: Any) -> str:
    """A share in hundredths in the reader's way: "88%"."""
    return "" if hundredths is None else in_percent(hundredths)
