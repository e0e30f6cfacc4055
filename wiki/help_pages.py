"""Help pages: Markdown files in ``docs/help/<language>/``, one a page, the same in every language.

A file begins with its title (`# ...`) and a lead; sections and what stands below them have names that
are the same in all languages and are their addresses:

    ## Showing what you change {#show}
    ### Key animation {#genga}

What such a heading does not hold is Markdown as everywhere on the site (``wiki.markdown``), with two
additions that only the house's own texts have. `[[Show changes]]` is a word of the interface, named as
the source code has it and shown as the reader's language has it, so that help and interface agree.
A line `![What is seen](show.webp)` is a picture from ``static/img/help/<language>/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override
from PIL import Image

from wiki import markdown

#: The language that every page is written in first.
FIRST = "en"
FOLDER = settings.BASE_DIR / "docs" / "help"
#: Where pictures of help lie among the static files.
PICTURES = "img/help"
#: The page that leads to the others.
INDEX = "index"

_HEADING = re.compile(r"(#{1,3}) (.+?)(?:\s*\{#([a-z][a-z0-9-]*)\})?")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([a-z0-9-]+\.webp)\)")
_WORD = re.compile(r"\[\[([^\[\]]+)\]\]")
# A passage in Japanese script, also of several words.
_JAPANESE = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]"
    r"(?:[\u3001-\u30ff\u3400-\u9fff\uff01-\uff9f・ー]*"
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f])?"
)
_TAG = re.compile(r"(<[^>]*>)")
NOTHING = SafeString()
# Stands for the brackets of a word of the interface while Markdown is read; no text holds it.
_OPEN, _CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True)
class Block:
    """A passage of a page: text, or a picture with the words for it and its size."""

    html: SafeString = NOTHING
    picture: str = ""
    alternative: str = ""
    width: int = 0
    height: int = 0


@dataclass
class HelpSection:
    """What stands below a heading; the lead of a page has neither title nor name."""

    level: int = 1
    title: SafeString = NOTHING
    name: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class HelpPage:
    """A page in one language."""

    name: str
    language: str
    title: str
    lead: HelpSection
    sections: list[HelpSection]

    @property
    def contents(self) -> list[HelpSection]:
        """What the table of contents names: sections of the first level."""
        return [section for section in self.sections if section.level == 2]


def names() -> list[str]:
    """The pages that there are, without the index."""
    found = sorted(path.stem for path in (FOLDER / FIRST).glob("*.md"))
    return [name for name in found if name != INDEX]


def find(name: str) -> HelpPage | None:
    """The page of that name in the reader's language, or in the first one; ``None`` if there is none."""
    if name not in {INDEX, *names()}:
        return None
    language = (get_language() or FIRST).partition("-")[0]
    path = FOLDER / language / f"{name}.md"
    if not path.exists():
        language, path = FIRST, FOLDER / FIRST / f"{name}.md"
    return _read(path, language, path.stat().st_mtime_ns)


@cache
def _read(path: Path, language: str, _state: int) -> HelpPage:
    with override(language):
        return parse(path.read_text(encoding="utf-8"), path.stem, language)


def parse(text: str, name: str, language: str) -> HelpPage:
    """The page that ``text`` is the source of, with words of the interface in today's language."""
    title, lead = "", HelpSection()
    sections: list[HelpSection] = []
    for heading, body in _parted(text):
        blocks = list(_blocks(body, language))
        if heading is None or heading.group(1) == "#":
            title = heading.group(2) if heading else title
            lead.blocks += blocks
            continue
        words = _with_languages(SafeString(escape(heading.group(2))), language)
        section = HelpSection(len(heading.group(1)), words, heading.group(3) or "", blocks)
        sections.append(section)
    return HelpPage(name, language, title, lead, sections)


def words_of_interface(text: str) -> list[str]:
    """The words of the interface that a source names, in their order."""
    return _WORD.findall(text)


def _parted(text: str) -> Iterator[tuple[re.Match[str] | None, list[str]]]:
    """Headings, each with the lines below it."""
    heading, body = None, []
    for line in text.splitlines():
        found = _HEADING.fullmatch(line)
        if found is None:
            body.append(line)
            continue
        if heading or any(body):
            yield heading, body
        heading, body = found, []
    yield heading, body


def _blocks(lines: list[str], language: str) -> Iterator[Block]:
    text: list[str] = []
    for line in [*lines, None]:
        picture = _PICTURE.fullmatch(line) if line is not None else None
        if line is not None and picture is None:
            text.append(line)
            continue
        if any(text):
            yield Block(_html("\n".join(text), language))
        text = []
        if picture is not None:
            yield _picture(picture.group(2), picture.group(1), language)


def _picture(file: str, alternative: str, language: str) -> Block:
    """A picture in the page's language; in the first one where there is no such picture yet."""
    shown = language if (_pictures(language) / file).exists() else FIRST
    path = _pictures(shown) / file
    width, height = (0, 0)
    if path.exists():
        with Image.open(path) as image:
            width, height = image.size
    return Block(
        picture=f"{PICTURES}/{shown}/{file}", alternative=alternative, width=width, height=height
    )


def _pictures(language: str) -> Path:
    return Path(settings.BASE_DIR) / "static" / PICTURES / language


def _html(text: str, language: str) -> SafeString:
    marked = _WORD.sub(lambda found: f"{_OPEN}{gettext(found.group(1))}{_CLOSE}", text)
    html = str(markdown.render(marked)).replace(' rel="nofollow ugc noopener"', "")
    html = html.replace(_OPEN, '<strong class="word">').replace(_CLOSE, "</strong>")
    return _with_languages(mark_safe(html), language)  # noqa: S308 -- markdown.render has cleaned it


def _with_languages(html: SafeString, language: str) -> SafeString:
    """``html`` with the Japanese in a text of another language marked as such, for screen readers."""
    if language == "ja":
        return html
    parts = _TAG.split(html)
    for at in range(0, len(parts), 2):  # every other part is a tag
        parts[at] = _JAPANESE.sub(r'<span lang="ja">\g<0></span>', parts[at])
    return mark_safe("".join(parts))  # noqa: S308 -- nothing but spans was added
