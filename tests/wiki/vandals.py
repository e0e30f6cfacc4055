"""A vandal and what they do, approved by a careless moderator so that it is live."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from tests.cast import accept, edit, propose_page
from wiki.models import Revision


def vandal() -> User:
    """A new member who means no good."""
    found = User.objects.filter(username="yubaba").first()
    return found or User.objects.create_user("yubaba", "yubaba@example.org", "genga")


def by_vandal(entry: Any, **more: Any) -> Revision:
    """An edit of the vandal's, live."""
    return edit(entry, by=vandal(), **more)


def made_by_vandal(model: Any, title: str, **more: Any) -> Any:
    """A page of the vandal's, live."""
    submission = propose_page(model, title, by=vandal(), **more)
    if submission.is_pending:
        accept(submission)
    submission.refresh_from_db()
    return model.objects.get(pk=submission.entry_id)
