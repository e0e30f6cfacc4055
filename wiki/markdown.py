"""The wiki's Markdown: CommonMark without HTML, images or raw links, plus folded spoilers.

``>! hidden until opened !<`` folds a passage: alone in its paragraph (or over several paragraphs) as
a block to open, inside a sentence as words that show when they have the focus. What markdown-it-py
renders passes nh3's allow-list, so that no input gives harmful HTML.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

#: Longer texts are cut: the limit of the fields that hold Markdown.
LONGEST = 30_000
_TAGS = {
    "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "details", "summary",
    "span",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "details": {"class"},
    "span": {"class", "tabindex"},
    "ol": {"start"},
}
# A passage ends before the next one begins, so that each is looked at once: linear time.
_BLOCK = re.compile(r"^>!((?:(?!>!|!<).)*)!<[ \t]*$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"&gt;!((?:(?!&gt;!|!&lt;).)+)!&lt;", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])>")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": False, "linkify": False})
    return parser.enable(["table", "strikethrough"]).disable(["image"])


def render(text: str) -> SafeString:
    """``text`` as harmless HTML. Headings begin at ``h3``; links tell search engines not to follow."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\x00", "")
    parts: list[str] = []
    at = 0
    for match in _BLOCK.finditer(text):
        parts.append(_rendered(text[at : match.start()]))
        parts.append(
            f'<details class="spoiler"><summary>{escape(_("Spoiler"))}</summary>'
            f"{_rendered(match.group(1).strip())}</details>"
        )
        at = match.end()
    parts.append(_rendered(text[at:]))
    return mark_safe(_clean("".join(parts)))  # noqa: S308  (nh3 has cleaned it)


def _rendered(text: str) -> str:
    html = _parser().render(text)
    html = _HEADING.sub(lambda m: f"<{m[1]}h{min(int(m[2]) + 2, 6)}>", html)
    return _INLINE.sub(_inline_spoiler, html)


def _inline_spoiler(match: re.Match[str]) -> str:
    return f'<span class="spoiler" tabindex="0">{match[1].strip()}</span>'


def _clean(html: str) -> str:
    options: dict[str, Any] = {
        "tags": _TAGS,
        "attributes": _ATTRIBUTES,
        "url_schemes": {"http", "https"},
        "link_rel": "nofollow ugc noopener",
    }
    return nh3.clean(html, **options)


def excerpt(text: str, length: int = 160) -> str:
    """The beginning of ``text`` without marks and spoilers, of at most ``length`` characters."""
    text = re.sub(r">!.*?!<", "", text[:LONGEST], flags=re.DOTALL)
    plain = unescape(nh3.clean(_parser().render(text), tags=set()))
    return Truncator(" ".join(plain.split())).chars(length)
