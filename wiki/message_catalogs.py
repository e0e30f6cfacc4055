"""The interface's texts and their translations: extracted, merged, compiled and checked.

Babel does it, so that neither a newcomer nor the tests need the tools of GNU gettext. Texts are what
Python code gives to the functions of ``KEYWORDS`` and templates to ``translate`` and
``blocktranslate``; `manage.py update_messages` brings each `locale/*/LC_MESSAGES/django.po` up to
date with them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

# Where texts are looked for, from the project's folder.
PYTHON_FOLDERS = ("accounts", "films", "wiki")
TEMPLATE_FOLDER = "templates"
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    name: places
    for call, places in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for name in (call, f"{call}_lazy", f"{call}_noop")
} | {"_": None}
# What a translation must keep as it is: %(name)s, %s, {name}, <tags>.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|</?[a-z][^>]*>")

# A text without a letter is punctuation, whose white space is its language's own.
WORD = re.compile(r"[^\W\d_]")

Key = tuple[str, str | None]


class PlainCatalog(Catalog):
    """A catalogue whose header says nothing that changes by itself, so that equal texts are equal files."""

    def _plain_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    mime_headers = property(_plain_headers)


def _empty_catalog(language: str | None = None) -> Catalog:
    header = f"# Genga's interface: {language}"
    return PlainCatalog(locale=language, header_comment=header, fuzzy=False)


def texts(root: Path) -> Catalog:
    """Return every text of the interface below ``root``, untranslated."""
    found = _empty_catalog()
    for folder in PYTHON_FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                _add(found, root, path, path.read_bytes())
    for path in sorted((root / TEMPLATE_FOLDER).rglob("*.*")):
        if path.is_file():
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # What stands around the texts is blanked out, but its indentation is no Python.
            lines = (line.lstrip() for line in code.splitlines())
            _add(found, root, path, "\n".join(lines).encode())
    return found


def _add(found: Catalog, root: Path, path: Path, code: bytes) -> None:
    for _line, text, comments, context in extract(
        "python", BytesIO(code), KEYWORDS, ("Translators:",), {"encoding": "utf-8"}
    ):
        if text:
            found.add(
                text,
                locations=[(str(path.relative_to(root)), 0)],
                auto_comments=comments,
                context=context,
            )


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue in a `.po` file, an empty one where there is no file."""
    catalog = _empty_catalog(language)
    if path.exists():
        with path.open("rb") as file:
            stored = read_po(file, locale=language, abort_invalid=True)
        catalog.header_comment = stored.header_comment
        for message in stored:
            if message.id:
                catalog[message.id] = message
        catalog.obsolete = stored.obsolete
    return catalog


def merge(old: Catalog, found: Catalog) -> Catalog:
    """Return the texts ``found`` with the translations that ``old`` has for exactly them.

    Nothing is guessed: a text that was changed is a new one, without a translation. Marks of doubt
    (fuzzy) that somebody has set stay; texts that are no more are dropped.
    """
    merged = _empty_catalog(str(old.locale))
    merged.header_comment = old.header_comment
    for message in found:
        if not message.id:
            continue
        former = old.get(*_key(message))
        kept = former is not None and former.pluralizable == message.pluralizable
        merged.add(
            message.id,
            former.string if former and kept else _empty(message, merged.num_plurals),
            locations=sorted(set(message.locations)),
            flags={"fuzzy"} if former and kept and former.fuzzy else (),
            auto_comments=message.auto_comments,
            user_comments=former.user_comments if former else (),
            context=message.context,
        )
    return merged


def _empty(message: Message, plurals: int) -> str | tuple[str, ...]:
    return ("",) * plurals if message.pluralizable else ""


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalogue as `.po` and, beside it, compiled as `.mo`; both depend on nothing but its texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(_compile(catalog))


def problems(catalog: Catalog, found: Catalog, compiled: Path) -> Iterator[str]:
    """Yield what keeps a catalogue from being complete, correct and compiled, a line each."""
    known = {_key(message) for message in catalog if message.id}
    wanted = {_key(message): message for message in found if message.id}
    for key in wanted.keys() - known:
        yield f"missing: {_words(key)}"
    for key in known - wanted.keys():
        yield f"obsolete: {_words(key)}"
    for message in catalog.obsolete.values():
        yield f"obsolete: {_words(_key(message))}"
    for message in catalog:
        if not message.id:
            continue
        expected = wanted.get(_key(message))
        if expected is not None and expected.pluralizable != message.pluralizable:
            yield f"plural forms differ: {_words(_key(message))}"
        for fault in faults(message):
            yield f"{fault}: {_words(_key(message))}"
    if not compiled.exists() or compiled.read_bytes() != _compile(catalog):
        yield f"{compiled.name} is not what the .po says"


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation: untranslated, fuzzy, or its placeholders differ."""
    strings = _forms(message.string)
    if not all(strings):
        yield "untranslated"
        return
    if message.fuzzy:
        yield "fuzzy"
    # A singular may do without its number, so the plural is what translations are held to.
    original = _forms(message.id)[-1]
    for string in strings:
        if _placeholders(string) != _placeholders(original):
            yield "placeholders or tags differ"
        if WORD.search(original) and _edges(string) != _edges(original):
            yield "begins or ends with different white space"


def _forms(texts_of_one: str | Iterable[str] | None) -> list[str]:
    if isinstance(texts_of_one, str):
        return [texts_of_one]
    return list(texts_of_one or [""])


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _key(message: Message) -> Key:
    return _forms(message.id)[0], message.context


def _words(key: Key) -> str:
    return f"“{key[0]}”" + (f" ({key[1]})" if key[1] else "")


def _compile(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()
