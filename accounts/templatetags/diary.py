"""What the pages of diaries say in the reader's language."""

from __future__ import annotations

from django import template

from films.lengths import minutes_in_words

register = template.Library()
register.filter("minutes", minutes_in_words)
