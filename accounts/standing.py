"""What somebody's level and record mean, in words: for their profile, the edit form and moderators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.trust import Record, Trust
from wiki.areas import Area, Weight
from wiki.policy import Freedom, Level
from wiki.wording import listed


def qualifies(freedom: Freedom, record: Record, weight: Weight) -> bool:
    """Whether a change of this weight in the record's area is live at once. Pure."""
    if freedom == Freedom.IF_PROVEN:
        return record.proves(weight)
    if freedom == Freedom.UNLESS_DOUBTED:
        return not record.is_doubted
    return freedom == Freedom.LIVE


def live_weights(level: Level, record: Record) -> list[Weight]:
    """The weights of changes in the record's area that are live at once."""
    return [weight for weight in Weight if qualifies(level.freedom(weight), record, weight)]


def sentence(level: Level, record: Record) -> str:
    """An area of the profile: "credits: 41 of 42 accepted on 18 pages: live at once"."""
    words = ngettext(
        "%(area)s: %(accepted)s of %(total)s accepted on %(pages)s page: %(state)s",
        "%(area)s: %(accepted)s of %(total)s accepted on %(pages)s pages: %(state)s",
        record.pages,
    )
    return words % {
        "area": record.area.label,
        "accepted": record.accepted,
        "total": record.total,
        "pages": record.pages,
        "state": state(level, record),
    }


def state(level: Level, record: Record) -> str:
    """What becomes of edits in the record's area."""
    live = live_weights(level, record)
    if Weight.OVERWRITE in live:
        return _("live at once")
    return _("additions live at once, changes reviewed") if live else _("reviewed")


def in_short(level: Level, trusted: Trust) -> str:
    """Level and record in a few words, for a list: "Member, 41 of 42 accepted"."""
    accepted, judged = counts(trusted)
    if not judged:
        return _("%(level)s, nothing judged yet") % {"level": level.label}
    return _("%(level)s, %(accepted)s of %(judged)s accepted") % {
        "level": level.label,
        "accepted": accepted,
        "judged": judged,
    }


def counts(trusted: Trust) -> tuple[int, int]:
    """How many edits were accepted, of how many that were judged."""
    verdicts = trusted.verdicts
    return sum(verdict.is_accepted for verdict in verdicts), len(verdicts)


def promise(level: Level, records: Iterable[Record]) -> str:
    """What of the next edit is live at once, in a sentence; "" if nothing is."""
    live = {record.area: live_weights(level, record) for record in records}
    if all(Weight.BLANK in weights for weights in live.values()):
        return _("Your edits are live at once.")
    free = [area for area, weights in live.items() if Weight.OVERWRITE in weights]
    adding = [area for area, weights in live.items() if weights]
    held = [area for area in live if area not in free]
    if not held:
        return _("What you add or change is live at once; a moderator looks at what you remove.")
    if level.fills == Freedom.UNLESS_DOUBTED:
        return _(
            "What you add or change is live at once, but not %(areas)s: a moderator looks at these, "
            "and at what you remove."
        ) % {"areas": _listed(held)}
    if not adding:
        return ""
    return _("What you add to %(areas)s is live at once; a moderator looks at the rest.") % {
        "areas": _listed(adding)
    }


def _listed(areas: Iterable[Area]) -> str:
    return listed(area.label for area in areas)


@dataclass(frozen=True)
class Standing:
    """Somebody's level and record for their profile.

    ``summary`` is for everybody; ``sentences``, one for each area with a record, are for the person
    and for moderators.
    """

    level: Level
    summary: str
    sentences: list[str]


def standing_of(level: Level, trusted: Trust) -> Standing:
    """What the profile tells of somebody of ``level``."""
    records = [record for record in trusted.records.values() if record.total]
    accepted, judged = counts(trusted)
    summary = ""
    if judged:
        words = ngettext(
            "%(accepted)s of %(judged)s edit that moderators looked at was accepted.",
            "%(accepted)s of %(judged)s edits that moderators looked at were accepted.",
            judged,
        )
        summary = words % {"accepted": accepted, "judged": judged}
    return Standing(level, summary, [sentence(level, record) for record in records])
