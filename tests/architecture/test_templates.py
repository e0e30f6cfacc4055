"""What templates must not hold: the content security policy forbids it."""

import re
from pathlib import Path

from tests.architecture.sizes import ROOT, tracked_files

INLINE = {
    "a script of its own": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.I
    ),
    "a style of its own": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle=", re.I),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+=", re.I),
    "a javascript: address": re.compile(r"=[\"']?\s*javascript:", re.I),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_templates_hold_nothing_that_the_policy_forbids() -> None:
    offences = [
        f"{name_of(path)}: {what}"
        for path in tracked_files("templates/*.html")
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not offences, "\n".join(offences)
