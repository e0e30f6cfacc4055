"""What a page tells programs, as JSON-LD."""

from __future__ import annotations

import json
import re
from typing import Any

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def nodes(html: str) -> list[dict[str, Any]]:
    """The things that a page tells of in its only block of data; none if it has no block."""
    found = _BLOCK.findall(html)
    if not found:
        return []
    (block,) = found
    told = json.loads(block)
    assert told["@context"] == "https://schema.org"
    return list(told["@graph"])
