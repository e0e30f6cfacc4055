"""The public page of a user."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User


def show_user(request: HttpRequest, username: str) -> HttpResponse:
    """Show who the user is and what they have contributed."""
    person = get_object_or_404(User, username__iexact=username, is_active=True)
    return render(request, "users/detail.html", {"person": person})
