"""Adding one page of the catalogue to a list: which list is chosen here."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.lists.add_rows import add_rows
from accounts.lists import subjects
from accounts.lists.rights import seen
from accounts.lists.rows import one
from accounts.models import FilmList, ListItem
from accounts.views.lists.guards import list_named, note_of
from wiki.views.guards import for_members

#: Lists that are offered, those first that changed last.
MOST_OFFERED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def add_about(request: HttpRequest) -> HttpResponse:
    """Offer the reader's lists for ``?about=film:12``, and add it to the one that is chosen."""
    key = request.POST.get("about", "") or request.GET.get("about", "")
    row = subjects.existing([key]).get(key)
    if row is None:
        raise Http404
    about = one(row)
    if request.method == "POST":
        chosen = list_named(_ref(request.POST.get("list", "")))
        seen(request.user, chosen)
        done = add_rows(chosen, [key], by=request.user, note=note_of(request))
        words = {"title": about.title, "list": chosen.title}
        told = _("“%(title)s” is in “%(list)s” now.") if done.count else _("It was there already.")
        messages.success(request, told % words if done.count else told)
        return redirect(about.url)
    holding = ListItem.objects.filter(subjects.same(row), list=OuterRef("pk"))
    mine = FilmList.objects.filter(Q(owner=request.user) | Q(editors=request.user)).distinct()
    lists = mine.annotate(holds=Exists(holding)).defer("description").order_by("-changed_at", "-pk")
    context = {"about": about, "key": key, "lists": lists[:MOST_OFFERED]}
    return render(request, "lists/add.html", context)


def _ref(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise Http404
    return text
