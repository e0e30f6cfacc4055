"""Sources as people give them: what was read or seen, and which of their changes it is for. Pure.

Forms give them field by field; a text gives one a line (``parse``), which is also how lists, mails
and dumps tell them (``text_of``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from wiki.diffs import PageDiff
from wiki.models.citation import CitationKind

#: The kind of a source that is the file of an import.
IMPORT = "import"
#: More sources than these for one edit are not read by anybody.
MOST_SOURCES = 20
ADDRESS = re.compile(r"https?://[^\s<>\"'「」『』（）]+")
#: Marks that end a sentence rather than an address.
_TRAILING = ".,;:!?)]}、。"
_OPENING = {")": "(", "]": "[", "}": "{"}
_SEEN = re.compile(r"\b(seen|watched|heard)\b|\bcredits?\b|^(in )?the film$", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """Where somebody has something from.

    ``targets`` are the changes that it is for: a row (``credit:5``) or a field of one
    (``film:12.runtime``); without any it is for all of them.
    """

    kind: str
    title: str = ""
    url: str = ""
    accessed_on: date | None = None
    targets: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The source on one line, as a reader of plain text sees it."""
        words = [self.title, self.url]
        if self.kind == CitationKind.SEEN and not self.title:
            words.insert(0, _("seen in the film"))
        if self.accessed_on:
            words.append(_("accessed %(date)s") % {"date": self.accessed_on.isoformat()})
        return ", ".join(filter(None, words))

    @property
    def short(self) -> str:
        """What names it where many stand below one another: of an import, its first word."""
        return self.title.partition(" · ")[0]

    @property
    def site(self) -> str:
        """The site of its address, for readers who want to know where a link leads; "" if it has none."""
        try:
            return urlsplit(self.url).netloc.removeprefix("www.")
        except ValueError:  # "https://[x": lines of a text are kept as they were written
            return ""

    def is_for(self, key: str, field: str) -> bool:
        """Whether it is given for a field of a row."""
        return not self.targets or key in self.targets or f"{key}.{field}" in self.targets


def parse(text: str) -> list[Source]:
    """The sources that a text lists, one a line: pages, print, and what was seen in the film."""
    lines = filter(None, (line.strip() for line in text.splitlines()))
    return [_parsed(line) for line in lines][:MOST_SOURCES]


def _parsed(line: str) -> Source:
    match = ADDRESS.search(line)
    if match:
        url = without_trailing_marks(match.group())
        before, after = line[: match.start()], line[match.start() + len(url) :]
        words = (part.strip(" ,.;:()[]–—-") for part in (before, after))
        return Source(CitationKind.WEB, ", ".join(filter(None, words))[:300], url[:500])
    kind = CitationKind.SEEN if _SEEN.search(line) else CitationKind.PRINT
    return Source(kind, line[:300])


def without_trailing_marks(address: str) -> str:
    """``address`` without what ends the sentence around it; a bracket that it opens stays closed."""
    while address and address[-1] in _TRAILING:
        opening = _OPENING.get(address[-1])
        if opening and address.count(opening) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address


def targets_in(pages: Iterable[PageDiff]) -> dict[str, str]:
    """What a source can be given for in changes as they are shown: target and words of each."""
    found: dict[str, str] = {}
    for at, page in enumerate(pages):
        before = f"{page.name}: " if at else ""
        for section in page.sections:
            for diff in section.fields:
                found[f"{page.key}.{diff.name}"] = f"{before}{diff.label}"
            for group in section.groups:
                for row, _inside in group.lines:
                    found[row.key] = f"{before}{row.name}"
    return found


def text_of(sources: Iterable[Source]) -> str:
    """The sources as a text, one a line."""
    return "\n".join(source.line for source in sources)
