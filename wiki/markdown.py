"""The wiki's Markdown: CommonMark with tables and strikethrough, without HTML and images, and with
spoilers.

``>! hidden !<`` folds a passage. Alone (one or several paragraphs, from the beginning of a line to
the end of one) it becomes a block to open; inside a sentence, some words behind a switch. The
switch is a check box, so that keyboard, touch and screen reader work it without a script.

What markdown-it-py renders passes nh3's list of what is allowed, so that no input gives harmful
HTML. Time is linear in the length of the text, which is cut at ``LONGEST``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

#: Longer texts are cut: the limit of the fields that hold Markdown.
LONGEST = 30_000
#: Headings of a text stand below those of the page.
HEADINGS_BELOW = 2

TAGS = {
    "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "details", "summary",
    "label", "input", "span",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "details": {"class"},
    "label": {"class"},
    "input": {"type", "aria-label"},
}

# `>!` where a line begins would be a quotation; there the mark is kept as these two characters, of
# which no text has the second.
_MARK = "{\ufdd0"
_AT_LINE_START = re.compile(r"^([ \t>*+\-\d.)]*)>!", re.MULTILINE)
# `!<` ends a spoiler, except in `wow!<https://...>`.
_END = re.compile(r"!<(?![A-Za-z][A-Za-z0-9+.\-]{1,31}:)")
_DELIMITER = 0xFDD0


def render(text: str, *, spoilers: bool = True) -> SafeString:
    """``text`` as harmless HTML. Without ``spoilers`` such passages are left out."""
    tokens, env = _parsed(text)
    html = _parser().renderer.render(
        tokens if spoilers else _without_spoilers(tokens), _parser().options, env
    )
    cleaned = nh3.clean(
        html.replace(_MARK, "&gt;!"),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(cleaned)  # noqa: S308  (nh3 has cleaned it)


def excerpt(text: str, length: int = 160) -> str:
    """The beginning of ``text`` as plain words, without spoilers, of at most ``length`` characters."""
    words: list[str] = []
    tokens, _env = _parsed(text)
    for token in _without_spoilers(tokens):
        if token.type == "inline":
            words += _plain(token.children or []).replace(_MARK, ">!").split()
        if sum(map(len, words)) > length:
            break
    plain = " ".join(words)
    if len(plain) <= length:
        return plain
    cut = plain[: length - 1]
    whole, _space, rest = cut.rpartition(" ")
    return (whole if whole and len(rest) < 30 else cut).rstrip() + "…"


def _parsed(text: str) -> tuple[list[Token], dict[str, Any]]:
    text = text[:LONGEST].replace("\ufdd0", "\ufffd")
    env: dict[str, Any] = {}
    return _parser().parse(_AT_LINE_START.sub(rf"\1{_MARK}", text), env), env


def _without_spoilers(tokens: list[Token]) -> list[Token]:
    shown: list[Token] = []
    hidden = 0
    for token in tokens:
        if token.type.startswith("spoiler"):
            hidden += token.nesting
        elif not hidden:
            token.children = token.children and _without_spoilers(token.children)
            shown.append(token)
    return shown


def _plain(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_plain(token.children or []))
        else:
            parts.append(token.content)
    return "".join(parts)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = _leads_to_a_page  # type: ignore[method-assign]
    parser.core.ruler.push("shift_headings", _shift_headings)
    parser.block.ruler.before("blockquote", "spoiler", _spoiler_block)
    parser.inline.ruler.before("emphasis", "spoiler", _spoiler_marks)
    parser.inline.ruler2.before("fragments_join", "spoiler", _spoiler_pairs)
    parser.add_render_rule("image", _image)
    for name, html in (
        ("spoiler_block_open", _block_opening),
        ("spoiler_block_close", lambda: "</details>\n"),
        ("spoiler_open", _inline_opening),
        ("spoiler_close", lambda: "</span></label>"),
    ):
        parser.add_render_rule(name, _rendered_as(html))
    return parser


def _leads_to_a_page(url: str) -> bool:
    """Links go to pages of the web or of this site; anything else stays as it was written."""
    return bool(re.match(r"https?://|/(?!/)", url, re.IGNORECASE))


def _shift_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{min(int(token.tag[1]) + HEADINGS_BELOW, 6)}"


def _spoiler_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """From `>!` at the beginning of a line to the first `!<`, if that ends a line."""
    first = state.bMarks[start] + state.tShift[start]
    if silent or state.level or state.blkIndent or not state.src.startswith(_MARK, first):
        return False
    if state.is_code_block(start):
        return False
    ends = state.env.setdefault("spoiler_ends", None)
    if ends is None:
        ends = state.env["spoiler_ends"] = [m.start() for m in _END.finditer(state.src)]
    after = bisect_left(ends, first + len(_MARK))
    if after == len(ends):
        return False
    close = ends[after]
    last = bisect_left(state.eMarks, close + 2)
    if last >= end or state.src[close + 2 : state.eMarks[last]].strip():
        return False

    kept = (state.bMarks[start], state.tShift[start], state.sCount[start], state.eMarks[last])
    body = first + len(_MARK)
    while body < close and state.src[body] in " \t":
        body += 1
    state.bMarks[start], state.tShift[start], state.sCount[start] = body, 0, 0
    state.eMarks[last] = max(body, close) if last == start else close
    limit, parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = last + 1, "spoiler"
    state.push("spoiler_block_open", "details", 1)
    state.md.block.tokenize(state, start, last + 1)
    state.push("spoiler_block_close", "details", -1)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.eMarks[last] = kept
    state.lineMax, state.parentType, state.line = limit, parent, last + 1
    return True


def _spoiler_marks(state: StateInline, silent: bool) -> bool:
    """A mark that may begin or end some hidden words; ``_spoiler_pairs`` joins them."""
    if silent:
        return False
    begins = state.src.startswith((">!", _MARK), state.pos)
    if not begins and not _END.match(state.src, state.pos):
        return False
    token = state.push("text", "", 0)
    token.content = state.src[state.pos : state.pos + 2]
    state.delimiters.append(
        Delimiter(
            marker=_DELIMITER,
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=begins,
            close=not begins,
        )
    )
    state.pos += 2
    return True


def _spoiler_pairs(state: StateInline) -> None:
    nested = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in [state.delimiters, *nested]:
        inside = -1
        for at, delimiter in enumerate(delimiters):
            # A spoiler inside a spoiler adds nothing, and a check box must not hold another.
            if delimiter.marker != _DELIMITER or delimiter.end < 0 or at < inside:
                continue
            inside = delimiter.end
            _become(state.tokens[delimiter.token], "spoiler_open", 1)
            _become(state.tokens[delimiters[inside].token], "spoiler_close", -1)


def _become(token: Token, kind: str, nesting: Any) -> None:
    token.type, token.tag, token.nesting, token.content = kind, "span", nesting, ""


def _rendered_as(html: Callable[[], str]) -> Callable[..., str]:
    """A rule of markdown-it's renderer: the token is what ``html`` gives in today's language."""

    def rule(renderer: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
        return html()

    return rule


def _block_opening() -> str:
    return f'<details class="spoiler"><summary>{escape(_("Spoiler"))}</summary>\n'


def _inline_opening() -> str:
    label = escape(_("Show the spoiler"))
    return f'<label class="spoiler"><input type="checkbox" aria-label="{label}"><span>'


def _image(renderer: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    """Pictures from elsewhere are not shown: their description is."""
    return escape(_plain(tokens[at].children or []))
