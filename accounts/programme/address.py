"""What the address of a programme asks for. All of it stands there, so an evening can be sent to others.

``?minutes=150&kind=festival&seed=3`` chooses; ``&show=segment:4,film:12`` says what was chosen, and then
nothing else decides: who follows the address sees the same evening, whatever they have watched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.programme.solve import Rule
from films.film_filters import BadFilter
from films.reader_country import single
from wiki.vocabularies import country_codes

#: The least and the most time that an evening can have, and how many things stand in an address.
LEAST_MINUTES, MOST_MINUTES, MOST_SHOWN = 20, 720, 24
#: Times that are offered.
MINUTES = (90, 120, 180, 240, 360)
PAUSES = (0, 5, 10, 15, 20, 30)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_KEY = re.compile(r"(film|segment):[1-9]\d{0,17}", re.ASCII)
_NAMES = (
    "minutes", "kind", "pool", "list", "country", "service", "pause", "start", "seed", "show",
    "keep", "out", "swap",
)  # fmt: skip


class Kind(models.TextChoices):
    """What an evening is made of."""

    DOUBLE = "double", _("Double bill")
    ANTHOLOGY = "anthology", _("Anthology evening")
    FESTIVAL = "festival", _("Small festival")


class Pool(models.TextChoices):
    """What is chosen from."""

    CHART = "chart", _("best rated films")
    UNSEEN = "unseen", _("best rated that I have not watched")
    WANT = "want", _("what I want to watch")
    SUGGESTED = "suggested", _("what is suggested to me")
    LIST = "list", pgettext_lazy("to choose films from", "a list")


#: What each kind is made of, in words.
MADE_OF = {
    Kind.DOUBLE: _("two films"),
    Kind.ANTHOLOGY: _("shorts and segments"),
    Kind.FESTIVAL: _("films, shorts and segments"),
}
RULES = {
    Kind.DOUBLE: Rule(least=2, most=2, shortest=41),
    Kind.ANTHOLOGY: Rule(least=2, most=12, longest=45, apart=False),
    Kind.FESTIVAL: Rule(least=3, most=8),
}
#: Pools that only members have.
OWN = (Pool.UNSEEN, Pool.WANT, Pool.SUGGESTED)


@dataclass(frozen=True)
class Asked:
    """What an address asks for. ``show`` is the evening itself; without it there is one to choose, with
    what is to ``keep`` and without what was taken ``out``. ``swap`` is what is to be replaced."""

    minutes: int = 180
    kind: Kind = Kind.DOUBLE
    pool: Pool = Pool.CHART
    list: int = 0
    country: str = ""
    service: int = 0
    pause: int = 10
    start: str = "19:30"
    seed: int = 1
    show: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    swap: str = ""

    @classmethod
    def read(cls, parameters: QueryDict) -> Asked:
        """What a query string says. Raises ``BadFilter``. Asks no database."""
        if set(parameters) - {*_NAMES, "lang"}:
            raise BadFilter
        own = cls()
        minutes = _number(parameters, "minutes", own.minutes)
        pause = _number(parameters, "pause", own.pause)
        start = single(parameters, "start") or own.start
        country = single(parameters, "country")
        swap = single(parameters, "swap")
        good = (
            LEAST_MINUTES <= minutes <= MOST_MINUTES
            and pause in PAUSES
            and _CLOCK.fullmatch(start)
            and (not country or country in country_codes())
            and (not swap or _KEY.fullmatch(swap))
        )
        if not good:
            raise BadFilter
        try:
            kind = Kind(single(parameters, "kind") or own.kind)
            pool = Pool(single(parameters, "pool") or own.pool)
        except ValueError:
            raise BadFilter from None
        return cls(
            minutes=minutes,
            kind=kind,
            pool=pool,
            list=_number(parameters, "list", 0) if pool == Pool.LIST else 0,
            country=country,
            service=_number(parameters, "service", 0),
            pause=pause,
            start=start,
            seed=_number(parameters, "seed", own.seed),
            show=_keys(parameters, "show"),
            keep=_keys(parameters, "keep"),
            out=_keys(parameters, "out"),
            swap=swap,
        )

    @property
    def parameters(self) -> QueryDict:
        """The address that counts: one order, nothing that says nothing."""
        told, plain = QueryDict(mutable=True), Asked()
        for name in _NAMES:
            value = getattr(self, name)
            if value == getattr(plain, name):
                continue
            told[name] = ",".join(value) if isinstance(value, tuple) else str(value)
        return told

    @property
    def url(self) -> str:
        """The address."""
        query = self.parameters.urlencode(safe=":,")
        return f"/programme/?{query}" if query else "/programme/"

    def but(self, **other: Any) -> Asked:
        """The same with something else."""
        return replace(self, **other)


def _number(parameters: QueryDict, name: str, otherwise: int) -> int:
    text = single(parameters, name).strip()
    if not text:
        return otherwise
    if not _NUMBER.fullmatch(text):
        raise BadFilter
    return int(text)


def _keys(parameters: QueryDict, name: str) -> tuple[str, ...]:
    """Keys in their order, each once: behind commas as addresses have them, or repeated as forms do."""
    texts = [text for value in parameters.getlist(name) for text in value.split(",") if text]
    found = tuple(dict.fromkeys(texts))
    if len(found) > MOST_SHOWN or not all(_KEY.fullmatch(key) for key in found):
        raise BadFilter
    return found
