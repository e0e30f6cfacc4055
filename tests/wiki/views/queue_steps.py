"""What the tests of the queue's pages do again and again."""

from __future__ import annotations

from typing import Any

from django.test import Client

from films.models import Film
from tests import cast
from tests.readers import reader
from wiki.models import Submission


def moderator() -> Client:
    return reader(cast.satsuki())


def found(query: str, client: Client | None = None) -> list[Submission]:
    """What the queue shows at an address, in order."""
    response = (client or moderator()).get(f"/moderation/?{query}")
    assert response.status_code == 200
    return [row.submission for row in response.context["rows"]]


def numbers(query: str = "") -> list[str]:
    """The counts of the states: waiting, asked, on hold."""
    return [str(tab.number) for tab in moderator().get(f"/moderation/?{query}").context["tabs"]]


def runtimes(film: Film, *values: int) -> list[Submission]:
    """Edits of one field that wait, the oldest first."""
    return [cast.propose(film, runtime=value) for value in values]


def set_(submission: Submission, **columns: Any) -> None:
    Submission.objects.filter(pk=submission.pk).update(**columns)
