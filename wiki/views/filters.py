"""Edit filters: their list, what one asks and has hit, and the form that sets and rehearses one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.save_filter import FilterChanged, save_filter
from wiki.entry_types import registry
from wiki.filters.rehearse import Rehearsal, rehearse_filter
from wiki.filters.words import in_words
from wiki.forms.edit_filter import EditFilterForm, HitFilter
from wiki.keyset import Keyset
from wiki.models import Act, EditFilter, FilterAction, FilterHit, LogEntry
from wiki.policy import policy, require
from wiki.views.guards import for_members

#: Hits are counted over so many days in the list.
RECENT = timedelta(days=30)
PAGE_SIZE, CHANGES_SHOWN, REHEARSED_SHOWN = 30, 20, 50


@require_safe
@for_members
def filter_list(request: HttpRequest) -> HttpResponse:
    """All filters, with what each has hit of late."""
    require(policy().may_moderate(request.user))
    recent = FilterHit.objects.filter(created_at__gt=timezone.now() - RECENT).order_by()
    counted: dict[int | None, Any] = {
        row["filter"]: row
        for row in recent.values("filter").annotate(
            all=Count("pk"), stopped=Count("pk", filter=Q(stopped=True))
        )
    }
    rows = [
        (one, in_words(one.conditions), counted.get(one.pk))
        for one in EditFilter.objects.order_by("-enabled", "name")
    ]
    context = {
        "rows": rows,
        "days": RECENT.days,
        "by_level": counted.get(None),
        "may_set": policy().may_set_filters(request.user),
    }
    return render(request, "moderation/filters/list.html", context)


@require_safe
@for_members
def filter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a filter asks, what it has hit, and how it was changed."""
    require(policy().may_moderate(request.user))
    edit_filter = get_object_or_404(EditFilter, pk=pk)
    hits = FilterHit.objects.filter(filter=edit_filter).for_list()
    changes = LogEntry.objects.filter(act=Act.FILTER, data__filter=pk).select_related("actor")
    context = {
        "filter": edit_filter,
        "conditions": in_words(edit_filter.conditions),
        "page": _hit_page(request, hits),
        "actions": FilterAction.choices,
        "changes": list(changes.order_by("-pk")[:CHANGES_SHOWN]),
        "may_set": policy().may_set_filters(request.user),
    }
    return render(request, "moderation/filters/detail.html", context)


@require_safe
@for_members
def filter_hits(request: HttpRequest) -> HttpResponse:
    """What filters have hit, refused attempts among it; ``?author=``, ``?filter=``, ``?stopped=``."""
    require(policy().may_moderate(request.user))
    narrowing = HitFilter(request.GET)
    page = _hit_page(request, narrowing.narrow(FilterHit.objects.for_list()))
    context = {"page": page, "filters": narrowing, "chosen": narrowing.chosen}
    return render(request, "moderation/filters/hits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def new_filter(request: HttpRequest) -> HttpResponse:
    """The form for a new filter."""
    return _edit(request, EditFilter(number=0))


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def edit_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a filter."""
    return _edit(request, get_object_or_404(EditFilter, pk=pk))


def _edit(request: HttpRequest, edit_filter: EditFilter) -> HttpResponse:
    """Show the form; rehearse what was posted (nothing is written); or save it."""
    require(policy().may_set_filters(request.user))
    if request.method != "POST":
        return _form(request, edit_filter, EditFilterForm(instance=edit_filter))
    trying = request.POST.get("do") == "try"
    form = EditFilterForm(request.POST, instance=edit_filter, trying=trying)
    if not form.is_valid():
        return _form(request, edit_filter, form, status=422)
    if trying:
        return _form(request, edit_filter, form, rehearsal=rehearse_filter(form.conditions))
    return _save(request, edit_filter, form)


def _save(request: HttpRequest, edit_filter: EditFilter, form: EditFilterForm) -> HttpResponse:
    """Save what the form says, over the version that its editor saw; then show the filter."""
    seen = EditFilter(
        pk=edit_filter.pk, slug=edit_filter.slug, number=form.cleaned_data["number"] or 0
    )
    values = {name: form.cleaned_data[name] for name in form.Meta.fields}
    values["conditions"] = form.conditions
    try:
        saved = save_filter(seen, values, user=request.user, reason=form.cleaned_data["reason"])
    except FilterChanged as error:
        form.add_error(None, str(error))
        return _form(request, edit_filter, form, status=error.status, overtaken=True)
    except ValidationError as error:
        form.add_error("name", error.messages)
        return _form(request, edit_filter, form, status=422)
    told = _("Saved. The filter works from now on.") if saved.enabled else _("Saved. It is off.")
    messages.success(request, told)
    return HttpResponseRedirect(saved.get_absolute_url())


def _form(
    request: HttpRequest,
    edit_filter: EditFilter,
    form: EditFilterForm,
    *,
    status: int = 200,
    rehearsal: Rehearsal | None = None,
    overtaken: bool = False,
) -> HttpResponse:
    """The form. Once its editor is told that somebody was faster, saving it again is meant."""
    stored = EditFilter.objects.filter(pk=edit_filter.pk).first() if edit_filter.pk else None
    context: dict[str, Any] = {
        "filter": stored,
        "form": form,
        "number": stored.number if stored and overtaken else form["number"].value(),
        "rehearsal": rehearsal,
        "shown": rehearsal.hits[:REHEARSED_SHOWN] if rehearsal else [],
        "proof": form.proof if rehearsal else request.POST.get("tried", ""),
    }
    return render(request, "moderation/filters/edit.html", context, status=status)


def _hit_page(request: HttpRequest, hits: Any) -> dict[str, Any]:
    """A page of hits, the latest first, each with the address of its page ("" for a new one)."""
    page = Keyset("-pk").page(hits, request.GET, size=PAGE_SIZE)
    rows = [(hit, _address(hit)) for hit in page]
    return {"rows": rows, "previous": page.previous, "next": page.next, "is_whole": page.is_whole}


def _address(hit: FilterHit) -> str:
    if hit.entry_id is None or hit.entry_type not in registry:
        return ""
    return registry[hit.entry_type].url(hit.entry_id)
