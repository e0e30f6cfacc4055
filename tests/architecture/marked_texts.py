"""Texts that readers see and nobody can translate: literals in templates and code that gettext misses."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

#: Attributes that are read or read out.
SPOKEN = {"alt", "title", "aria-label", "aria-description", "aria-roledescription", "placeholder"}
#: Elements whose content is no language: code, keys, styles.
SILENT = {"code", "kbd", "pre", "samp", "script", "style"}
#: Names that are the same in every language, and empty attributes of a template that is a tag's part.
ALLOWED = re.compile(r"\b(Genga|Markdown|BibTeX|MPA|BBFC|FSK|CNC|ACB|KMRB)\b|\b[a-z-]+=\"\"")
WORD = re.compile(r"[^\W\d_]{2,}")
BLOCKTRANSLATE = re.compile(r"^(blocktranslate|blocktrans)\b")
#: A block that fills a class attribute.
CLASS_BLOCK = re.compile(r"^block \w*class\b")
SHOWN_LITERAL = re.compile(r"\|(?:default|default_if_none|yesno|add):\s*\"([^\"]*)\"")
#: Names of arguments that hold what users read.
TEXT_ARGUMENTS = {
    "verbose_name",
    "verbose_name_plural",
    "help_text",
    "label",
    "label_plural",
    "empty_label",
    "error_message",
    "violation_error_message",
}
TEXT_CALLS = {"ValidationError", "NotAllowed"}
MESSAGE_CALLS = {"success", "info", "warning", "error"}


def says_something(text: str) -> bool:
    """Whether a literal holds a word that is not the same in every language."""
    return bool(WORD.search(ALLOWED.sub("", text)))


class _Page(HTMLParser):
    """Collects the texts and spoken attributes of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = 0  # how many silent elements are open
        self.foreign = ""  # the element whose text is in a language that it names
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if dict(attrs).get("lang") and not self.foreign:
            self.foreign = tag
        self.texts += [
            f"{name}={value}"
            for name, value in attrs
            if name in SPOKEN and value and says_something(value)
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        if tag == self.foreign:
            self.foreign = ""

    def handle_data(self, data: str) -> None:
        if not (self.silent or self.foreign) and says_something(data):
            self.texts.append(" ".join(data.split()))


def unmarked_in_template(source: str) -> list[str]:
    """Return the texts of a template that stand outside of translate and blocktranslate."""
    page = _Page()
    html: list[str] = []
    skipped = ""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            if skipped:
                skipped = "" if name == f"end{skipped}" else skipped
            elif BLOCKTRANSLATE.match(name) or name == "comment":
                skipped = name
            elif CLASS_BLOCK.match(token.contents):
                skipped = "block"
        elif not skipped and token.token_type == TokenType.TEXT:
            html.append(token.contents)
        elif not skipped and token.token_type == TokenType.VAR:
            html += SHOWN_LITERAL.findall(token.contents)
    page.feed("".join(html))
    page.close()
    return page.texts


def unmarked_in_code(path: Path) -> Iterator[str]:
    """Yield the literals in a module that are given, unmarked, to what users read."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.ClassDef) and _is_choices(node):
            for member in node.body:
                if isinstance(member, ast.Assign) and _is_bare(member.value):
                    yield f"line {member.lineno}: a choice without a marked label"
        elif isinstance(node, ast.ClassDef) and node.name == "Meta":
            for member in node.body:
                if (
                    isinstance(member, ast.Assign)
                    and ast.unparse(member.targets[0]) in TEXT_ARGUMENTS
                    and _is_text(member.value)
                ):
                    yield f"line {member.lineno}: {ast.unparse(member.value)}"


def _of_call(node: ast.Call) -> Iterator[str]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = [keyword.value for keyword in node.keywords if keyword.arg in TEXT_ARGUMENTS]
    if name in TEXT_CALLS:
        given += node.args[:1]
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if name in MESSAGE_CALLS and isinstance(owner, ast.Name) and owner.id == "messages":
        given += node.args[1:2]
    for value in given:
        if _is_text(value):
            yield f"line {value.lineno}: {ast.unparse(value)}"


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_is_text(part) for part in node.values)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and says_something(node.value)
    )


def _is_choices(node: ast.ClassDef) -> bool:
    return any("Choices" in ast.unparse(base) for base in node.bases)


def _is_bare(value: ast.expr) -> bool:
    """A member without a label, or with an unmarked one: Django would make a label in English."""
    if isinstance(value, ast.Tuple):
        return _is_text(value.elts[-1])
    return isinstance(value, ast.Constant)
