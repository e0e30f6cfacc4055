"""Sources of submissions: read from text, kept through versions, found again in marks and blame."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import cast
from wiki.actions.amend import amend
from wiki.actions.submit import submit
from wiki.citations import cited_by_revision, sources_of
from wiki.models import Citation, CitationKind, RevisionEntry, Submission
from wiki.sources import MOST_SOURCES, Source, parse, text_of

PAGE = Source("web", "An interview", "https://example.org/a", datetime.date(2026, 11, 20))
BOOK = Source("print", "Newtype, December 1995, p. 12")
FILM = Source("seen", "")


# Text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("https://example.org/a?b=1, page 3", ("web", "page 3", "https://example.org/a?b=1")),
        ("See http://example.org/a.", ("web", "See", "http://example.org/a")),
        ("An interview (https://example.org/a)", ("web", "An interview", "https://example.org/a")),
        ("seen in the film", ("seen", "seen in the film", "")),
        ("Ending credits", ("seen", "Ending credits", "")),
        ("Newtype, December 1995", ("print", "Newtype, December 1995", "")),
        ("javascript:alert(1)", ("print", "javascript:alert(1)", "")),
    ],
)
def test_a_line_of_text_is_a_source(line: str, source: tuple[str, str, str]) -> None:
    found = parse(line)[0]
    assert (found.kind, found.title, found.url) == source


def test_a_text_names_a_source_a_line_and_no_more_than_people_read() -> None:
    assert parse(" \n\n ") == []
    assert len(parse("A book\n" * 50)) == MOST_SOURCES
    assert text_of([PAGE, BOOK, FILM]) == (
        "An interview, https://example.org/a, accessed 2026-11-20\n"
        "Newtype, December 1995, p. 12\nseen in the film"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://[x", "http://[::1", "https://[x]y/", "https://..."])
def test_an_address_that_leads_nowhere_breaks_no_page(address: str) -> None:
    film = cast.film()
    submission = cast.propose(film, runtime=1, sources=f"A book, {address}")
    assert sources_of(submission)[0].title == "A book"
    client = Client()
    client.force_login(cast.satsuki())
    assert client.get(submission.get_absolute_url()).status_code == 200
    cast.accept(submission)
    assert Client().get(f"{film.get_absolute_url()}history/blame/").status_code == 200


def test_a_source_is_for_everything_or_for_the_rows_and_fields_that_it_names() -> None:
    assert PAGE.is_for("film:1", "runtime")
    some = Source("print", "A book", targets=("credit:5", "film:1.runtime"))
    assert some.is_for("film:1", "runtime")
    assert some.is_for("credit:5", "note")
    assert not some.is_for("film:1", "deck")
    assert not some.is_for("credit:50", "note")


# Submissions ---------------------------------------------------------------------------------


def proposed(film: Any, sources: Any, **kwargs: Any) -> Submission:
    """mei's proposal of a runtime, a deck and a credit."""
    key = cast.key_of(film)
    rows = {"credit:new1": {"role": "music", "credited_as": "Yoko Kanno"}}
    changes = cast.changes_to(
        {key: {}}, key, {key: {"runtime": 115, "deck": "Three stories."}, **rows}
    )
    return submit(
        changes, entry=key, kind="edit", author=cast.mei(), sources=sources,
        base_number=film.number, **kwargs,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_submission_keeps_its_sources_one_by_one() -> None:
    submission = proposed(cast.film(), [PAGE, BOOK])
    assert sources_of(submission) == [PAGE, BOOK]
    assert submission.sourced
    assert submission.sources.startswith("An interview, https://example.org/a")


@pytest.mark.django_db
def test_a_text_is_kept_as_written_and_read_line_by_line() -> None:
    submission = proposed(cast.film(), "A map\nhttps://example.org/a")
    assert submission.sources == "A map\nhttps://example.org/a"
    assert [source.kind for source in sources_of(submission)] == ["print", "web"]


@pytest.mark.django_db
@pytest.mark.parametrize("sources", ["", "  \n ", []])
def test_without_sources_a_submission_is_not_sourced(sources: Any) -> None:
    submission = proposed(cast.film(), sources)
    assert not submission.sourced
    assert sources_of(submission) == []
    client = Client()
    client.force_login(cast.satsuki())
    assert "no source given" in client.get(submission.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_source_names_only_what_the_submission_changes() -> None:
    film = cast.film()
    key = cast.key_of(film)
    targets = (f"{key}.runtime", f"{key}.country", "credit:new1", "credit:99")
    submission = proposed(film, [Source("print", "A book", targets=targets)])
    assert sources_of(submission)[0].targets == (f"{key}.runtime", "credit:new1")


@pytest.mark.django_db
def test_amending_names_other_sources_and_the_older_version_keeps_its_own() -> None:
    submission = proposed(cast.film(), [PAGE])
    amended = amend(submission, submission.changes, user=cast.mei(), sources=[BOOK, FILM])
    assert sources_of(amended) == [BOOK, FILM]
    assert sources_of(amended, version=1) == [PAGE]
    again = amend(amended, amended.changes, user=cast.mei(), sources="")
    assert not again.sourced
    assert sources_of(again) == []
    assert sources_of(again, version=2) == [BOOK, FILM]


@pytest.mark.django_db
def test_an_older_version_without_sources_has_not_those_of_the_present_one() -> None:
    submission = proposed(cast.film(), "")
    amended = amend(submission, submission.changes, user=cast.mei(), sources="A book")
    assert sources_of(amended, version=1) == []
    client = Client()
    client.force_login(cast.satsuki())
    versions = f"{amended.get_absolute_url()}versions/"
    assert "no source given" in client.get(f"{versions}1/").content.decode()
    assert "A book" in client.get(f"{versions}2/").content.decode()


@pytest.mark.django_db
def test_approval_gives_new_rows_their_real_keys_in_sources_too() -> None:
    film = cast.film()
    submission = proposed(film, [Source("print", "A book", targets=("credit:new1",)), PAGE])
    cast.accept(submission)
    credit = next(iter(cast.rows_of(film, "credit")))
    assert [source.targets for source in sources_of(submission)] == [(credit,), ()]


@pytest.mark.django_db
def test_the_database_wants_an_address_of_a_page_and_a_title_of_a_book() -> None:
    submission = proposed(cast.film(), "")
    for kind in (CitationKind.WEB, CitationKind.PRINT):
        with pytest.raises(IntegrityError), transaction.atomic():
            Citation.objects.create(submission=submission, number=1, kind=kind)
    Citation.objects.create(submission=submission, number=1, kind=CitationKind.SEEN)


# Pages ---------------------------------------------------------------------------------------


def sourced_film() -> Any:
    """A film whose second revision has a book for the runtime and a page for everything."""
    film = cast.film("Memories", country="JP")
    book = Source("print", "Newtype 12", targets=(f"{cast.key_of(film)}.runtime",))
    cast.accept(proposed(film, [book, Source("web", "", "https://example.org/credits")]))
    film.refresh_from_db()
    return film


def get(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_marks_stand_at_the_facts_when_a_reader_asks_for_them() -> None:
    film = sourced_film()
    url = film.get_absolute_url()
    plain = get(url)
    assert "source-mark" not in plain
    assert 'href="?sources=1"' in plain
    text = get(f"{url}?sources=1")
    page = '<a href="#source-2">2</a></sup>'
    assert f'115 minutes<sup class="source-mark"><a href="#source-1">1</a> {page}' in text
    assert f'Three stories.<sup class="source-mark">{page}' in text
    assert f'Yoko Kanno<sup class="source-mark">{page}' in text
    assert 'id="source-2"' in text
    assert "Newtype 12" in text
    assert 'href="https://example.org/credits"' in text
    assert "revision 2" in text
    assert "approved by satsuki" in text
    assert '<meta name="robots" content="noindex">' in text


@pytest.mark.django_db
def test_marks_of_a_past_revision_are_of_its_time() -> None:
    film = sourced_film()
    cast.edit(film, runtime=113, sources="The disc")
    url = film.get_absolute_url()
    then = get(f"{url}history/2/?sources=1")
    assert "Newtype 12" in then
    assert "The disc" not in then
    now = get(f"{url}?sources=1")
    assert "The disc" in now
    assert "Newtype 12" not in now  # nothing that it was given for stands any more


@pytest.mark.django_db
@pytest.mark.parametrize("make", [cast.person, cast.character, cast.company])
def test_other_pages_show_their_sources_too(make: Any) -> None:
    entry = make("Somebody", deck="A deck.", description="A text.")
    cast.edit(entry, deck="Another deck.", sources="https://example.org/who")
    text = get(f"{entry.get_absolute_url()}?sources=1")
    assert 'Another deck.<sup class="source-mark">' in text
    assert 'href="https://example.org/who"' in text
    assert "No source is given" not in text


@pytest.mark.django_db
def test_a_page_without_sources_says_so() -> None:
    text = get(f"{cast.film().get_absolute_url()}?sources=1")
    assert "No source is given yet for what this page says." in text


@pytest.mark.django_db
def test_the_history_and_blame_name_the_sources() -> None:
    film = sourced_film()
    url = film.get_absolute_url()
    past = get(f"{url}history/2/")
    assert "Sources of this revision:" in past
    assert "Newtype 12" in past
    blame = get(f"{url}history/blame/")
    assert "Newtype 12" in blame
    assert "approved by satsuki" in blame
    assert blame.count("https://example.org/credits") >= 3


@pytest.mark.django_db
def test_sources_from_before_they_were_kept_one_by_one_are_read_from_their_text(
    django_assert_num_queries: Any,
) -> None:
    film = sourced_film()
    Citation.objects.all().delete()
    rows = list(
        RevisionEntry.objects.filter(entry_type="film", entry_id=film.pk).select_related("revision")
    )
    with django_assert_num_queries(1):
        found = cited_by_revision(rows)
    assert [one.source.kind for one in found[2]] == ["print", "web"]
    assert found[1] == []
