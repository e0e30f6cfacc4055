"""Finding a review or a recommendation helpful."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.actions.reviews.find_helpful import find_helpful
from accounts.reviews.helpful import button
from accounts.views.reviews.guards import recommendation_of, review_of
from wiki.views.guards import for_members, only_posted
from wiki.views.in_place import wants_fragment
from wiki.way_back import way_back


@only_posted
@for_members
def vote_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Find a review helpful, or no longer: ``helpful=no``."""
    return _vote(request, review_of(request, pk))


@only_posted
@for_members
def vote_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Find a recommendation helpful, or no longer: ``helpful=no``."""
    return _vote(request, recommendation_of(request, pk))


def _vote(request: HttpRequest, about: Any) -> HttpResponse:
    """A script that asks for the button alone gets it; others return to where they were."""
    helpful = request.POST.get("helpful") != "no"
    voted = find_helpful(about, by=request.user, helpful=helpful)
    if wants_fragment(request):
        back = way_back(request, about.get_absolute_url())
        return HttpResponse(button(request, voted, voted=helpful, back=back))
    return redirect(way_back(request, about.get_absolute_url()))
