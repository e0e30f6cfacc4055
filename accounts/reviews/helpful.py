"""The button with which members say that they found something helpful."""

from __future__ import annotations

from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import Review
from accounts.reviews.rights import may_vote


def button(request: Any, about: Any, *, voted: bool, back: str = "") -> SafeString:
    """The count, and for members whose own it is not the button; ``back`` is where its form returns to.

    Strangers get the same whoever they are: pages are kept for them.
    """
    votes = may_vote(request.user, about)
    kind = "reviews" if isinstance(about, Review) else "recommendations"
    context = {
        "count": about.helpful_count,
        "voted": voted,
        "may_vote": votes,
        "url": f"/{kind}/{about.pk}/helpful/",
        "back": back,
        "whose": str(about.user),
        "csrf_token": get_token(request) if votes else "",  # it sets a cookie
    }
    return render_to_string("reviews/_helpful.html", context)
