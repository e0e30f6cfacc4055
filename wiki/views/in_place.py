"""Forms that a script shows inside another page (``static/js/form.js``): the same views, a shorter answer.

A request with the header ``Genga-Fragment`` is answered with the form alone where the page around it would
come otherwise, and with the new address in ``Genga-Location`` where others are redirected: status 204 says
that all is done, 401 that somebody has to log in first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

FRAGMENT = "Genga-Fragment"
LOCATION = "Genga-Location"


def wants_fragment(request: HttpRequest) -> bool:
    """Whether the form alone is asked for, without the page around it."""
    return FRAGMENT in request.headers


def in_place(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a script send the form of ``view`` and stay on the page."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if wants_fragment(request) and answer.status_code == 302:
            status = 204 if request.user.is_authenticated else 401
            answer = HttpResponse(status=status, headers={LOCATION: answer["Location"]})
        # Going back in history must not find the bare form under the address of the page.
        patch_vary_headers(answer, [FRAGMENT])
        return answer

    return answering
