"""The filters that a site begins with; ``manage.py load_filters`` makes those that are missing.

They watch the two lowest levels, which every policy has. Their numbers were tried against honest
edits: long rewrites, casts of new films, titles in capitals.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from wiki.models import FilterAction

#: Ranks of levels (``wiki.policy.Level``).
NEWCOMERS, MEMBERS = 0, 1

SHIPPED: tuple[dict[str, Any], ...] = (
    {
        "slug": "blanking-newcomer",
        "name": _("Texts blanked by a newcomer"),
        "note": _("One may be a mistake; the next one has to wait."),
        "action": FilterAction.THROTTLE,
        "minutes": 30,
        "message": _("Removing whole texts needs some experience here."),
        "conditions": {"level": NEWCOMERS, "share_removed": 90, "removed": 150},
    },
    {
        "slug": "blanking",
        "name": _("Text blanked"),
        "note": _("A long text is gone, or was replaced by something short."),
        "action": FilterAction.REVIEW,
        "conditions": {"level": MEMBERS, "share_removed": 90, "removed": 150},
    },
    {
        "slug": "large-removal",
        "name": _("Much of a text removed"),
        "note": _("Shortening can be right: read what is left."),
        "action": FilterAction.FLAG,
        "conditions": {"level": MEMBERS, "share_removed": 50, "removed": 400},
    },
    {
        "slug": "rows-removed",
        "name": _("Many facts removed"),
        "note": _("Rows or values go in numbers."),
        "action": FilterAction.REVIEW,
        "conditions": {"level": MEMBERS, "facts_removed": 30},
    },
    {
        "slug": "link-spam",
        "name": _("Many links by a newcomer"),
        "note": _("Honest newcomers add one or two links to a page that they make."),
        "action": FilterAction.REFUSE,
        "message": _(
            "New members can add a few links in one edit. Leave out those that are not needed."
        ),
        "conditions": {"level": NEWCOMERS, "links": 6},
    },
    {
        "slug": "links",
        "name": _("Links in a text, by a newcomer"),
        "note": _("Follow them before you approve."),
        "action": FilterAction.FLAG,
        "conditions": {"level": NEWCOMERS, "areas": ["text"], "links": 1},
    },
    {
        "slug": "mass-edits",
        "name": _("Many edits in a short time"),
        "note": _("Nobody reads so fast: look at what they have in common."),
        "action": FilterAction.THROTTLE,
        "minutes": 2,
        "message": _("You are faster than others can follow."),
        "conditions": {"level": MEMBERS, "sent": [12, 5]},
    },
    {
        "slug": "shouting",
        "name": _("Shouting"),
        "note": _("Texts in capitals."),
        "action": FilterAction.FLAG,
        "conditions": {"level": MEMBERS, "areas": ["text"], "capitals": 70},
    },
    {
        "slug": "same-text",
        "name": _("The same text on many pages"),
        "note": _("Texts are written for one page each."),
        "action": FilterAction.REVIEW,
        "conditions": {"level": MEMBERS, "areas": ["text"], "same_text": [2, 24]},
    },
    {
        "slug": "repeated-characters",
        "name": _("Repeated characters"),
        "note": _("“aaaaaaaa”, “!!!!!!!!”."),
        "action": FilterAction.REVIEW,
        "conditions": {"level": MEMBERS, "run": 8},
    },
    {
        "slug": "gibberish",
        "name": _("Gibberish"),
        "note": _("Words without vowels, and the same few letters again and again."),
        "action": FilterAction.FLAG,
        "conditions": {
            "level": MEMBERS,
            # Not Roman numerals. A vowel counts as one in any writing that has other letters.
            "expression": r"\b(?![mdclxvi]+\b)[bcdfghjklmnpqrstvwxz]{7,}\b|(\w{3,5})\1{3,}",
        },
    },
)
