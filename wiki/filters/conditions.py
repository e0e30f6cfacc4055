"""What a filter can ask of an edit: one declaration for each condition.

From it follow how it is checked, its place and control in the form (``wiki.forms.edit_filter``),
and how it is told in words (``wiki.filters.words``). Values are JSON: a number, a list of strings,
a text; conditions with two numbers have a list of both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wiki.filters.facts import Facts
from wiki.filters.patterns import CannotTell, Searches, expression, words

#: Letters that text must have before its capitals say anything: "AKIRA" is a title.
ENOUGH_LETTERS = 20


class Group(models.TextChoices):
    """The blocks of the form, in order."""

    AUTHOR = "author", _("Who edits")
    SCOPE = "scope", _("What is edited")
    CHANGE = "change", _("How much")
    TEXT = "text", _("Which words")
    HABIT = "habit", _("How often")


class Kind(Enum):
    """What a condition's value is."""

    NUMBER = "number"
    PAIR = "pair"
    LEVEL = "level"
    KINDS = "kinds"
    TYPES = "types"
    AREAS = "areas"
    FIELDS = "fields"
    LINES = "lines"
    EXPRESSION = "expression"


@dataclass(frozen=True)
class Condition:
    """A question to an edit. ``words`` tell it with its value, ``%(value)s`` and ``%(per)s``.

    ``cost`` says when it is asked: the cheap ones first. ``most`` bounds a number; ``per`` labels the
    second of two, ``per_most`` bounds it.
    """

    name: str
    group: Group
    kind: Kind
    label: str | Promise
    words: str | Promise
    holds: Callable[[Facts, Any, Searches], bool]
    cost: int = 0
    help: str | Promise = ""
    most: int = 100_000
    unit: str | Promise = ""
    per: str | Promise = ""
    per_most: int = 0


def _is_shouted(facts: Facts, share: int) -> bool:
    upper, letters = facts.capitals
    return letters >= ENOUGH_LETTERS and upper * 100 >= share * letters


def _has_words(facts: Facts, lines: list[str], searches: Searches) -> bool:
    return searches.finds(words(lines), f"{facts.added}\n{facts.summary}")


def _has_expression(facts: Facts, source: str, searches: Searches) -> bool:
    return searches.finds(expression(source), f"{facts.added}\n{facts.summary}")


def _repeats_itself(facts: Facts, times: int, hours: int) -> bool:
    return bool(facts.telling) and facts.history.same_text(facts.telling, hours) >= times


#: What a filter looks at; its other conditions are then of that only.
SCOPE = ("types", "areas", "fields")

CONDITIONS = {
    condition.name: condition
    for condition in (
        Condition(
            "level",
            Group.AUTHOR,
            Kind.LEVEL,
            _("Author is at most"),
            _("author at most: %(value)s"),
            lambda facts, value, searches: facts.level <= value,
        ),
        Condition(
            "account_days",
            Group.AUTHOR,
            Kind.NUMBER,
            _("Account is younger than"),
            _("days since sign-up: fewer than %(value)s"),
            lambda facts, value, searches: facts.account_days < value,
            most=10_000,
            unit=_("days"),
        ),
        Condition(
            "approved_below",
            Group.AUTHOR,
            Kind.NUMBER,
            _("Fewer approved edits than"),
            _("approved edits: fewer than %(value)s"),
            lambda facts, value, searches: facts.history.approved(value) < value,
            cost=2,
            most=1_000,
            unit=_("edits"),
        ),
        Condition(
            "kinds",
            Group.SCOPE,
            Kind.KINDS,
            _("Kind of edit"),
            _("kind: %(value)s"),
            lambda facts, value, searches: facts.kind in value,
        ),
        Condition(
            "types",
            Group.SCOPE,
            Kind.TYPES,
            _("Type of page"),
            _("pages: %(value)s"),
            lambda facts, value, searches: bool(facts.touched),
        ),
        Condition(
            "areas",
            Group.SCOPE,
            Kind.AREAS,
            _("Area"),
            _("area: %(value)s"),
            lambda facts, value, searches: bool(facts.touched),
        ),
        Condition(
            "fields",
            Group.SCOPE,
            Kind.FIELDS,
            _("Fields or rows"),
            _("fields or rows: %(value)s"),
            lambda facts, value, searches: bool(facts.touched),
            help=_("Names with commas between: “description”, “film.runtime”, “credit”."),
        ),
        Condition(
            "facts_touched",
            Group.CHANGE,
            Kind.NUMBER,
            _("Facts touched, at least"),
            _("facts touched: %(value)s or more"),
            lambda facts, value, searches: facts.number >= value,
            unit=_("facts"),
        ),
        Condition(
            "facts_removed",
            Group.CHANGE,
            Kind.NUMBER,
            _("Facts removed, at least"),
            _("facts removed: %(value)s or more"),
            lambda facts, value, searches: facts.removed_facts >= value,
            unit=_("facts"),
        ),
        Condition(
            "added",
            Group.CHANGE,
            Kind.NUMBER,
            _("Text added, at least"),
            _("characters added: %(value)s or more"),
            lambda facts, value, searches: len(facts.added) >= value,
            cost=1,
            most=1_000_000,
            unit=_("characters"),
        ),
        Condition(
            "removed",
            Group.CHANGE,
            Kind.NUMBER,
            _("Text removed, at least"),
            _("characters removed: %(value)s or more"),
            lambda facts, value, searches: facts.removed_length >= value,
            cost=1,
            most=1_000_000,
            unit=_("characters"),
        ),
        Condition(
            "share_removed",
            Group.CHANGE,
            Kind.NUMBER,
            _("Share of a text removed, at least"),
            _("of a text removed: %(value)s %% or more"),
            lambda facts, value, searches: facts.share_removed * 100 >= value,
            cost=1,
            help=_("Of the text that loses most. Texts below 40 characters do not count."),
            most=100,
            unit="%",
        ),
        Condition(
            "links",
            Group.CHANGE,
            Kind.NUMBER,
            _("Links added, at least"),
            _("links added: %(value)s or more"),
            lambda facts, value, searches: facts.links >= value,
            most=1_000,
            unit=_("links"),
        ),
        Condition(
            "words",
            Group.TEXT,
            Kind.LINES,
            _("Any of these words"),
            _("any of these words added: %(value)s"),
            _has_words,
            cost=3,
            help=_(
                "One word or phrase a line, found in added text and in the summary, in any case."
            ),
        ),
        Condition(
            "expression",
            Group.TEXT,
            Kind.EXPRESSION,
            _("Regular expression"),
            _("text added like: %(value)s"),
            _has_expression,
            cost=4,
            help=_(
                "Found in added text and in the summary, in any case. "
                "An edit for which it takes too long is marked and waits."
            ),
        ),
        Condition(
            "capitals",
            Group.TEXT,
            Kind.NUMBER,
            _("Capitals, at least"),
            _("capitals among added letters: %(value)s %% or more"),
            lambda facts, value, searches: _is_shouted(facts, value),
            cost=1,
            help=_("Of the letters of added text, if there are 20 or more."),
            most=100,
            unit="%",
        ),
        Condition(
            "run",
            Group.TEXT,
            Kind.NUMBER,
            _("One character in a row, at least"),
            _("the same character in a row: %(value)s times or more"),
            lambda facts, value, searches: facts.longest_run >= value,
            cost=1,
            most=1_000,
            unit=_("times"),
        ),
        Condition(
            "sent",
            Group.HABIT,
            Kind.PAIR,
            _("Edits just before, at least"),
            _("edits in the %(per)s minutes before: %(value)s or more"),
            lambda facts, value, searches: facts.history.sent(value[1]) >= value[0],
            cost=2,
            most=1_000,
            unit=_("edits in"),
            per=_("minutes"),
            per_most=24 * 60,
        ),
        Condition(
            "same_text",
            Group.HABIT,
            Kind.PAIR,
            _("Edits with the same text, at least"),
            _("edits in the %(per)s hours before with the same text: %(value)s or more"),
            lambda facts, value, searches: _repeats_itself(facts, *value),
            cost=3,
            most=1_000,
            unit=_("edits in"),
            per=_("hours"),
            per_most=24 * 7,
        ),
    )
}


def holds(conditions: dict[str, Any], facts: Facts, searches: Searches) -> bool:
    """Whether all ``conditions`` hold of ``facts``. Raises ``CannotTell``.

    One that this version of the site does not know cannot be told of.
    """
    if not conditions.keys() <= CONDITIONS.keys():
        raise CannotTell
    seen = facts.within(*(conditions.get(name, ()) for name in SCOPE))
    asked = sorted((CONDITIONS[name] for name in conditions), key=lambda one: one.cost)
    return all(one.holds(seen, conditions[one.name], searches) for one in asked)
