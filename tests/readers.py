"""Who looks at pages, and what they read there."""

from __future__ import annotations

from django.test import Client

from accounts.models import User


def reader(user: User | None = None) -> Client:
    """A browser in which ``user`` is logged in, or nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def text(client: Client, url: str, status: int = 200) -> str:
    """A page, which must answer with that status."""
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()
