"""Storing and reading the sources of submissions and of the revisions that came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wiki.models import RevisionEntry, Submission, SubmissionKind
from wiki.models.citation import Citation
from wiki.sources import IMPORT, Source, parse, text_of


@dataclass(frozen=True)
class Cited:
    """A source as pages show it, with its number among those of its submission.

    ``names`` are the changes that it is for, in words; none for all of them.
    """

    number: int
    source: Source
    names: tuple[str, ...] = ()


def read(sources: str | Iterable[Source], *, kind: str) -> tuple[list[Source], str]:
    """What is to be kept of the sources of a submission: one by one, and as a text.

    A text stays as it was written, and is read line by line unless it is an import's.
    """
    if isinstance(sources, str):
        return ([] if kind == SubmissionKind.IMPORT else parse(sources)), sources.strip()
    given = list(sources)
    return given, text_of(given)


def store(submission: Submission, sources: Iterable[Source]) -> None:
    """Let ``sources`` be those of the present version of a locked or new submission.

    What a source is said to be for and the submission does not change is left out of its targets.
    """
    if submission.version > 1:
        submission.citations.current().update(last_version=submission.version - 1)
    known = {change["key"] for change in submission.changes}
    known |= {f"{c['key']}.{name}" for c in submission.changes for name in c["fields"]}
    Citation.objects.bulk_create(
        Citation(
            submission=submission,
            number=number,
            first_version=submission.version,
            kind=source.kind,
            title=source.title,
            url=source.url,
            accessed_on=source.accessed_on,
            targets=[target for target in source.targets if target in known],
        )
        for number, source in enumerate(sources, start=1)
    )


def rekey(submission: Submission, keys: Mapping[str, str]) -> None:
    """Name what became real rows by their real keys, as the revision does."""
    if not keys:
        return
    changed = []
    for citation in submission.citations.current().exclude(targets=[]):
        citation.targets = [_rekeyed(target, keys) for target in citation.targets]
        changed.append(citation)
    Citation.objects.bulk_update(changed, ["targets"])


def _rekeyed(target: str, keys: Mapping[str, str]) -> str:
    key, dot, field = target.partition(".")
    return f"{keys.get(key, key)}{dot}{field}"


def sources_of(submission: Submission, version: int | None = None) -> list[Source]:
    """The sources of a submission, as its present version names them or as ``version`` did.

    Those from before sources were kept one by one are read from their text.
    """
    rows = submission.citations.all()
    shown = submission.version if version is None else version
    former = shown < submission.version
    found = rows.of_version(shown) if former else rows.current()
    sources = [_source(row) for row in found.order_by("number")]
    if sources or not former:
        return sources or _from_text(submission.sources, submission.kind)
    kept = submission.versions.filter(number=shown).values_list("sources", flat=True).first()
    return _from_text(kept or "", submission.kind)


def cited_in(
    submission: Submission, names: Mapping[str, str], version: int | None = None
) -> list[Cited]:
    """The sources of a submission, numbered; ``names`` words the changes that they are for."""
    return [
        Cited(
            number,
            source,
            tuple(names[target] for target in source.targets if target in names),
        )
        for number, source in enumerate(sources_of(submission, version), start=1)
    ]


def cited_by_revision(rows: Iterable[RevisionEntry]) -> dict[int, list[Cited]]:
    """The sources of revisions of one page, by the page's numbers. One query.

    The rows come with their revisions.
    """
    listed = list(rows)
    ids = {row.revision.submission_id for row in listed} - {None}
    stored: dict[int, list[Source]] = {}
    citations = Citation.objects.current().filter(submission__in=ids)
    for citation in citations.order_by("submission_id", "number"):
        stored.setdefault(citation.submission_id, []).append(_source(citation))
    found: dict[int, list[Cited]] = {}
    for row in listed:
        revision = row.revision
        sources = stored.get(revision.submission_id or 0) or _from_text(
            revision.sources, revision.kind
        )
        found[row.number] = [Cited(at, source) for at, source in enumerate(sources, start=1)]
    return found


def _source(row: Citation) -> Source:
    return Source(row.kind, row.title, row.url, row.accessed_on, tuple(row.targets))


def _from_text(text: str, kind: str) -> list[Source]:
    """The sources of a text; that of an import names its file and licence."""
    if kind == SubmissionKind.IMPORT:
        words = " · ".join(filter(None, (line.strip() for line in text.splitlines())))
        return [Source(IMPORT, words)] if words else []
    return parse(text)
