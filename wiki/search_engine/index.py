"""The index itself: its files, what is written in them, and what it is asked. One engine: tantivy.

Two kinds of documents. A *name* is one name of one entry, found by its key, its beginning, its words,
or by likeness. An *entry* is one entry with the words of all its names, and of its context: its year,
the people who made it; so that "otomo 1995" finds films. Both hold ``entry``, by which they are
replaced. One more document holds the place up to which the index has followed the revisions, so a
commit moves both together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from wiki.following import Place
from wiki.search_engine import terms

#: Goes up with every change of the schema or of ``terms``: an index of another version is made anew.
VERSION = 1
#: What stands in ``entry`` of the document that says how far the index is.
_PLACE = "!"
#: Memory for what is being written.
_HEAP = 64_000_000


@dataclass(frozen=True)
class Entry:
    """What the index is told of an entry.

    ``names`` are all its names, the display name first. ``main`` are names of what it is known by (a
    film's director), ``also`` of all else that belongs to it. ``popularity`` orders equal names.
    """

    key: str
    names: tuple[str, ...]
    popularity: int = 0
    year: int | None = None
    main: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("entry", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("type", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("popularity", stored=True, fast=True)
    builder.add_unsigned_field("year", stored=True, fast=True)
    builder.add_unsigned_field("rank", stored=True)
    for name in ("key", "start", "word", "word_start", "main", "main_start", "all"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("gram", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


SCHEMA = _schema()


def make(folder: Path | None) -> tantivy.Index:
    """The index in ``folder``, made if there is none; without a folder one in memory."""
    if folder is None:
        index = tantivy.Index(SCHEMA)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(SCHEMA, path=str(folder))
    index.config_reader(reload_policy="manual")
    return index


def place_of(index: tantivy.Index) -> Place | None:
    """How far the index is, as far as it has been reloaded; ``None`` for an empty one."""
    searcher = index.searcher()
    query = tantivy.Query.term_query(SCHEMA, "entry", _PLACE)
    for _score, address in searcher.search(query, 1, count=False).hits:
        found = json.loads(str(searcher.doc(address).get_first("text")))
        return Place(found["revision"], found["at"])
    return None


def write(
    index: tantivy.Index,
    entries: Iterable[Entry],
    *,
    instead_of: Iterable[str] = (),
    place: Place,
    anew: bool = False,
) -> int:
    """Put ``entries`` in the place of those whose keys are ``instead_of`` (of all, if ``anew``).

    One commit; who reads sees all of it or nothing. Returns how many names there are.
    """
    count = 0
    writer = index.writer(_HEAP, 1)
    if anew:
        writer.delete_all_documents()
    for key in (_PLACE, *instead_of):
        writer.delete_documents_by_term("entry", key)
    for entry in entries:
        for document in _documents(entry):
            writer.add_document(document)
            count += 1
    mark = tantivy.Document()
    mark.add_text("entry", _PLACE)
    mark.add_text("text", json.dumps({"revision": place.revision, "at": place.at}))
    writer.add_document(mark)
    writer.commit()
    if anew or index.searcher().num_segments > 6:
        writer.wait_merging_threads()
    index.reload()
    return count


def _documents(entry: Entry) -> Iterable[tantivy.Document]:
    kind = entry.key.partition(":")[0]
    own: dict[str, set[str]] = {"word": set(), "word_start": set()}
    for rank, name in enumerate(entry.names):
        found = terms.forms(name)
        words = {word for form in found for word in terms.words(form)}
        begun = {start for form in found for start in terms.word_starts(form)}
        own["word"] |= words
        own["word_start"] |= begun
        yield _document(
            entry,
            kind,
            text=name,
            rank=rank,
            key={form.key for form in found},
            start={start for form in found for start in terms.starts(form)},
            word=words,
            word_start=begun,
            gram=terms.grams_of(found),
        )
    main = own["word"] | _context(entry.main) | ({str(entry.year)} if entry.year else set())
    yield _document(
        entry,
        kind,
        text=entry.names[0] if entry.names else "",
        rank=0,
        main=main,
        main_start=own["word_start"],
        all=main | _context(entry.also),
    )


def _context(names: Iterable[str]) -> set[str]:
    return set().union(*map(terms.words_of, names))


def _document(entry: Entry, kind: str, *, text: str, rank: int, **fields: Any) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("entry", entry.key)
    document.add_text("type", kind)
    document.add_text("text", text)
    document.add_unsigned("popularity", entry.popularity)
    document.add_unsigned("year", entry.year or 0)
    document.add_unsigned("rank", rank)
    for name, values in fields.items():
        document.add_text(name, " ".join(values))
    return document
