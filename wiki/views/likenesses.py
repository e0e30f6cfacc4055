"""Pages that look alike: pairs side by side, to merge or to say that they differ."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wiki.actions.say_distinct import say_distinct, take_back
from wiki.entry_types import EntryType, registry
from wiki.forms.distinct import DistinctForm
from wiki.keyset import Keyset
from wiki.models import Distinction
from wiki.policy import policy
from wiki.quality.alike import suspected
from wiki.quality.declarations import quality_of
from wiki.quality.question import count
from wiki.quality.side_by_side import side_by_side
from wiki.views.guards import for_members

PAGE_SIZE = 20
_LIKEST = Keyset("-score", "-pk")
_LATEST = Keyset("-pk")


def _judged() -> list[EntryType]:
    return [each for each in registry if quality_of(each).judge is not None]


def _asked_type(request: HttpRequest) -> EntryType:
    """The type that ``?type=`` names, or the first. Raises ``Http404``."""
    types = _judged()
    name = request.GET.get("type", types[0].name)
    found = next((each for each in types if each.name == name), None)
    if found is None:
        raise Http404
    return found


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """Pairs of one type that look alike, the likest first."""
    request.is_public_page = True  # type: ignore[attr-defined]
    entry_type = _asked_type(request)
    page = _LIKEST.page(suspected(entry_type), request.GET, size=PAGE_SIZE)
    types = [(each, count(suspected(each))) for each in _judged()]
    context = {
        "entry_type": entry_type,
        "types": [(each, amount) for each, amount in types if amount.number or each == entry_type],
        "page": page,
        "pairs": side_by_side(entry_type, page),
    }
    return render(request, "missing/duplicates.html", context)


@require_POST
@for_members
def say(request: HttpRequest) -> HttpResponse:
    """Keep that two pages are not the same, and go on with the others."""
    form = DistinctForm(request.POST)
    if not form.is_valid():
        raise Http404
    values = form.cleaned_data
    entry_type = registry[values["type"]]
    try:
        said = say_distinct(
            entry_type,
            values["first"],
            values["second"],
            user=request.user,
            reason=values["reason"],
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        titles = dict(entry_type.model.objects.in_bulk([said.first, said.second]).items())
        names = {"one": titles[said.first], "other": titles[said.second]}
        messages.success(request, _("%(one)s and %(other)s are kept as two.") % names)
    return HttpResponseRedirect(f"/missing/duplicates/?type={entry_type.name}")


@require_safe
def said(request: HttpRequest) -> HttpResponse:
    """What has been said to differ, by whom, and the way to take it back."""
    request.is_public_page = True  # type: ignore[attr-defined]
    entry_type = _asked_type(request)
    rows: Any = Distinction.objects.filter(entry_type=entry_type.name)
    page = _LATEST.page(
        rows.select_related("said_by", "taken_back_by"), request.GET, size=PAGE_SIZE
    )
    context = {
        "entry_type": entry_type,
        "types": _judged(),
        "page": page,
        "pairs": side_by_side(entry_type, page),
        "may_moderate": policy().may_moderate(request.user),
    }
    return render(request, "missing/said.html", context)


@require_POST
@for_members
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that two pages are not the same."""
    distinction = take_back(get_object_or_404(Distinction, pk=pk), user=request.user)
    messages.success(request, _("Taken back: the two may look alike again."))
    return HttpResponseRedirect(f"/missing/duplicates/said/?type={distinction.entry_type}")
