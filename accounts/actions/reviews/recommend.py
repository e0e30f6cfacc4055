"""Recommending one film to who liked another."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import news
from accounts.link_limits import check_links
from accounts.models import Recommendation, User
from accounts.notice_kinds import Told
from accounts.reviews.limits import check_recommendations
from accounts.reviews.rights import require_free
from accounts.reviews.words import check_reason
from films.models import Film
from wiki.exceptions import EntryUnavailable


def recommend(
    user: Any, film: Film, other: Film, text: str, *, language: str = "en", hourly: bool = True
) -> Recommendation:
    """Say why who liked one of two films should see the other. Said again, it replaces what was said.

    Raises ``PermissionDenied``, ``ValidationError`` by field, ``TooMany``, ``Refused``, or
    ``EntryUnavailable``.
    """
    require_free(user)
    text = text.strip()
    if film.pk == other.pk:
        raise ValidationError({"other": _("Choose another film.")})
    if any(each.hidden or each.merged_into_id for each in (film, other)):
        raise EntryUnavailable
    check_reason(text, language)
    check_links(user, text)
    first, second = sorted((film, other), key=lambda each: each.pk)
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # one hand at a time
        made = Recommendation.objects.filter(user=user, film=first, other=second).first()
        if made is None:
            if hourly:
                check_recommendations(user)
            made = Recommendation(user=user, film=first, other=second, created_at=now)
        elif (made.text, made.language) == (text, language):
            return made
        made.text, made.language = text, language
        made.changed_at = made.touched_at = now
        new = made.pk is None
        made.save()
        if new and hourly:
            news.announce(
                Told.NEW_RECOMMENDATION,
                about=f"user:{user.pk}",
                actor=user,
                title=f"{film.title} – {other.title}",
                url=made.get_absolute_url(),
            )
    return made
