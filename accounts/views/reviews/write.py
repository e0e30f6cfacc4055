"""The form of a review, and taking one back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.reviews.take_back import take_back
from accounts.actions.reviews.write_review import write_review
from accounts.diary.choices import parts_of
from accounts.models import Review, User, Viewing
from accounts.reviews.forms import ReviewForm
from accounts.reviews.reading import card_of
from accounts.reviews.rights import require_free
from accounts.views.reviews.guards import review_of, with_film
from films.models import Film, Segment
from wiki.exceptions import WikiError
from wiki.policy import require
from wiki.views.errors import answered
from wiki.views.guards import for_members


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_film
def write(request: HttpRequest, film: Film) -> HttpResponse:
    """The reader's review of a film, or of its segment ``?segment=2``: new, or to be changed."""
    user = cast(User, request.user)
    require_free(user)
    segments = parts_of(film)
    segment = _chosen(segments, request.GET.get("segment", ""))
    known = Review.objects.filter(user=user, film=film, segment=segment).first()
    viewing = Viewing.objects.filter(user=user, film=film, segment=segment).first()
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(data, user=user, review=known, viewing=viewing)
    made, problem = _published(form, user, film, segment)
    if made is not None:
        return redirect(made)
    context = {
        "film": card_of(film),
        "form": form,
        "known": known,
        "segments": segments,
        "segment": segment,
        "problem": str(problem) if problem else "",
    }
    page = render(request, "reviews/edit.html", context, status=422 if form.errors else 200)
    return answered(page, problem) if problem else page


def _published(
    form: ReviewForm, user: User, film: Film, segment: Segment | None
) -> tuple[Review | None, WikiError | None]:
    """The review that a valid form makes, or what kept it from being one."""
    if not form.is_valid():
        return None, None
    try:
        return write_review(user, film, form.words, segment=segment), None
    except ValidationError as error:
        form.add_error(None, error)
    except WikiError as error:
        return None, error
    return None, None


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether the reader's review is to be deleted, and delete it."""
    found = review_of(request, pk)
    require(found.user_id == request.user.pk)
    if request.method == "POST":
        take_back(found, by=request.user)
        messages.success(request, _("Your review is deleted."))
        return redirect(found.film)
    return render(request, "reviews/delete.html", {"review": found, "film": card_of(found.film)})


def _chosen(segments: list[Any], number: str) -> Any:
    """The segment of that number; ``None`` for the whole film. Raises ``Http404``."""
    if not number:
        return None
    for each in segments:
        if str(each.number) == number:
            return each
    raise Http404
