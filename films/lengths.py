"""How long something takes, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def minutes_in_words(minutes: int) -> str:
    """A length: "2 h 47 min"."""
    words = {"hours": minutes // 60, "minutes": minutes % 60}
    if not words["hours"]:
        return _("%(minutes)d\u00a0min") % words
    if not words["minutes"]:
        return _("%(hours)d\u00a0h") % words
    return _("%(hours)d\u00a0h %(minutes)d\u00a0min") % words
