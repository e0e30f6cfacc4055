"""Recommendations of a film, the form of one, and taking one back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.reviews.recommend import recommend
from accounts.actions.reviews.take_back import take_back
from accounts.lists import subjects
from accounts.models import Recommendation, User
from accounts.reviews import recommended
from accounts.reviews.forms import RecommendationForm
from accounts.reviews.reading import card_of
from accounts.reviews.rights import require_free
from accounts.views.reviews.guards import recommendation_of, recommendations_version, with_film
from films.models import Film
from wiki.entry_types import registry
from wiki.exceptions import WikiError
from wiki.policy import require
from wiki.search import resolve
from wiki.views.errors import answered
from wiki.views.guards import for_members
from wiki.views.strangers import for_strangers_as_of
from wiki.way_back import way_back


@require_safe
@for_strangers_as_of(recommendations_version)
@with_film
def film_recommendations(request: HttpRequest, film: Film) -> HttpResponse:
    """The films that people recommend to who liked this one, with all their reasons."""
    rows = recommended.of_film(film.pk)[: recommended.MOST]
    context = {
        "film": card_of(film),
        "pairs": recommended.paired(rows, film.pk, request.user, votes=True),
    }
    return render(request, "reviews/recommendations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_film
def write_recommendation(request: HttpRequest, film: Film) -> HttpResponse:
    """The form of a recommendation; ``?with=film:12`` is the other film, and what is known of the pair."""
    user = cast(User, request.user)
    require_free(user)
    other = _film_of(request.GET.get("with", ""))
    known = _known(user, film, other)
    data = request.POST if request.method == "POST" else None
    initial = {"text": known.text} if known else {}
    form = RecommendationForm(data, initial=initial, present=known.language if known else "")
    made, problem = _published(form, user, film, other)
    if made is not None:
        return redirect(f"{film.get_absolute_url()}recommendations/#recommendation-{made.pk}")
    context = {
        "film": card_of(film),
        "other": card_of(other) if other else None,
        "form": form,
        "known": known,
        "problem": str(problem) if problem else "",
    }
    page = render(request, "reviews/recommend.html", context, status=422 if form.errors else 200)
    return answered(page, problem) if problem else page


def _published(
    form: RecommendationForm, user: User, film: Film, other: Film | None
) -> tuple[Recommendation | None, WikiError | None]:
    """What a valid form recommends, or what kept it from being said."""
    if not form.is_valid():
        return None, None
    said = form.cleaned_data
    try:
        chosen = other or _meant(form)
        return recommend(user, film, chosen, said["text"], language=said["language"]), None
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None if other else "film", message)
    except WikiError as error:
        return None, error
    return None, None


@require_POST
@for_members
def remove_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the reader's own recommendation."""
    found = recommendation_of(request, pk)
    require(found.user_id == request.user.pk)
    take_back(found, by=request.user)
    messages.success(request, _("Your recommendation is deleted."))
    return redirect(way_back(request, f"{found.film.get_absolute_url()}recommendations/"))


def _film_of(key: str) -> Film | None:
    """The film that a key names; ``None`` for no key. Raises ``Http404``."""
    if not key:
        return None
    row = subjects.existing([key]).get(key)
    if not key.startswith("film:") or row is None:
        raise Http404
    found: Film = Film.objects.get(pk=row["film_id"])
    return found


def _known(user: User, film: Film, other: Film | None) -> Recommendation | None:
    if other is None:
        return None
    first, second = sorted((film.pk, other.pk))
    return Recommendation.objects.filter(user=user, film=first, other=second).first()


def _meant(form: RecommendationForm) -> Film:
    """The film that was chosen from the suggestions, or typed. Raises ``ValidationError``."""
    said: dict[str, Any] = form.cleaned_data
    row = subjects.existing([said["key"]]).get(said["key"], {})
    pks = [row["film_id"]] if "film_id" in row else []
    if not pks and said["film"]:
        pks = [each.pk for each in resolve(registry["film"], said["film"])]
    if not pks:
        raise ValidationError(_("Choose a film of the catalogue."))
    if len(pks) > 1:
        raise ValidationError(_("Several films are called so. Choose one while typing."))
    found: Film = Film.objects.get(pk=pks[0])
    return found
