"""How many links may stand in what members write for others: by their level, as in edits (``wiki.rates``)."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import ngettext

from wiki.exceptions import Refused
from wiki.policy import policy

_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def check_links(user: Any, text: str) -> None:
    """Raise ``Refused`` if ``text`` holds more links than the level of ``user`` allows."""
    most = policy().limits(user).links
    found = len(_LINK.findall(text))
    if most is not None and found > most:
        told = ngettext(
            "You may write %(most)s link in one text so far; this one has %(found)s.",
            "You may write %(most)s links in one text so far; this one has %(found)s.",
            most,
        )
        raise Refused(told % {"most": most, "found": found})
