"""Filling a list: adding by search or by pasting, arranging, deciding about what was proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.lists.add_rows import Added, add_rows
from accounts.actions.lists.arrange_rows import arrange_rows
from accounts.actions.lists.propose_rows import answer_proposals, propose_rows
from accounts.actions.lists.take_back import take_back
from accounts.lists import matching, rows
from accounts.lists.forms import AddForm, RowsForm
from accounts.lists.paging import Pages
from accounts.lists.rights import Rights
from accounts.models import FilmList, ListItem
from accounts.views.lists.guards import note_of, with_list
from wiki.exceptions import SearchNotReady
from wiki.figures import number
from wiki.policy import policy, require
from wiki.views.guards import LARGEST_ID, for_members

#: Lines that a message names.
_NAMED = 5


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_list
def edit_rows(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """The table of rows: their order, notes, what goes; and the fields that add some."""
    require(may.contribute, policy().refusal(request.user))
    if request.method != "POST":
        return _table(request, shown, may)
    require(may.arrange, policy().refusal(request.user))
    sent = [int(text) for text in request.POST.getlist("row") if _is_id(text)]
    form = RowsForm(rows.some_of(shown, sent[: rows.PAGE_SIZE]), request.POST)
    if not form.is_valid():
        return _table(request, shown, may, form=form, status=422)
    arrange_rows(shown, form.arrangement, by=request.user)
    messages.success(request, _("Saved."))
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    shown.refresh_from_db()
    if query and not 1 <= int(page[:6]) <= Pages(1, shown.row_count).last:
        query = ""
    return redirect(f"{shown.get_absolute_url()}rows/{query}")


@require_POST
@for_members
@with_list
def add_to_list(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """Add or propose what a text means; what is not sure is asked about."""
    require(may.contribute, policy().refusal(request.user))
    form = AddForm(request.POST)
    if not form.is_valid():
        return _table(request, shown, may, add_form=form, status=422)
    key, note = form.cleaned_data["key"], form.cleaned_data["note"]
    if key:
        return _added(request, shown, may, [key], note)
    found = matching.match(form.cleaned_data["paste"] or form.cleaned_data["text"])
    if len(found.sure) == len(found.lines) and not found.left_out:
        return _added(request, shown, may, [line.chosen for line in found.sure], note)
    context = {"list": shown, "may": may, "found": found, "note": note}
    return render(request, "lists/paste.html", context, status=200)


@require_POST
@for_members
@with_list
def add_chosen(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """Add or propose what was chosen for each pasted line, in the order of the lines.

    Lines for which nothing was chosen stand in the field again; all of them for who goes ``back``.
    """
    lines = matching.lines_of(request.POST.get("lines", "")[: matching.LONGEST_PASTE])
    numbers = range(1, matching.MOST_LINES + 1)
    chosen = {n: key for n in numbers if (key := request.POST.get(f"line-{n}", ""))}
    note = note_of(request)
    if "back" in request.POST:
        return _table(request, shown, may, add_form=_filled(lines, note))
    left = [line for n, line in enumerate(lines, start=1) if n not in chosen]
    return _added(request, shown, may, list(chosen.values()), note, left)


@require_POST
@for_members
@with_list
def decide_proposals(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """Take what was proposed into the list, or decline it."""
    ids = [int(text) for text in request.POST.getlist("proposal") if _is_id(text)]
    accept = request.POST.get("answer") == "accept"
    answer_proposals(shown, ids, accept=accept, by=request.user)
    return redirect(f"{shown.get_absolute_url()}rows/")


@require_POST
@for_members
@with_list
def undo_change(request: HttpRequest, shown: FilmList, may: Rights, number: int) -> HttpResponse:
    """Take back one thing that was done to the list."""
    change = shown.changes.filter(pk=min(number, LARGEST_ID)).select_related("list").first()
    if change is None:
        raise Http404
    take_back(change, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect(f"{shown.get_absolute_url()}history/")


@require_safe
def pick_for_list(request: HttpRequest) -> JsonResponse:
    """What the field of a list offers while somebody types: films, segments and people."""
    try:
        found = matching.offered(request.GET.get("q", ""))
    except SearchNotReady:
        found = []
    results = [{"key": each.key, "title": each.title, "note": each.note} for each in found]
    return JsonResponse({"results": results})


def _table(
    request: HttpRequest,
    shown: FilmList,
    may: Rights,
    *,
    form: RowsForm | None = None,
    add_form: AddForm | None = None,
    status: int = 200,
) -> HttpResponse:
    parameters = request.GET if request.method in ("GET", "HEAD") or not form else request.POST
    pages = Pages.read(parameters, shown.row_count)
    items = ListItem.objects.filter(list=shown)
    context: dict[str, Any] = {
        "list": shown,
        "may": may,
        "pages": pages,
        "form": form or RowsForm(rows.page_of(items, start=pages.start)),
        "add_form": add_form or AddForm(),
        "proposals": rows.proposals_of(shown) if may.arrange else [],
        "most_lines": matching.MOST_LINES,
    }
    return render(request, "lists/rows.html", context, status=status)


def _added(
    request: HttpRequest,
    shown: FilmList,
    may: Rights,
    keys: list[str],
    note: str,
    left: Sequence[str] = (),
) -> HttpResponse:
    """Add the keys, or propose them, and say what became of it, and of the lines that are ``left``."""
    act = add_rows if may.add else propose_rows
    done = act(shown, keys, by=request.user, note=note)
    shown.refresh_from_db()
    there = rows.there(shown, keys[0]) if len(keys) == 1 and not done.count else None
    if there:
        messages.info(request, _told_there(shown, there, note))
    elif keys or not left:
        messages.success(request, _told(done, proposed=not may.add))
    if left:
        messages.warning(request, _told_left(left))
        return _table(request, shown, may, add_form=_filled(left, note))
    if there and note:
        return _table(request, shown, may, add_form=_filled([there.shown.title], note))
    last = there.rank if there else shown.row_count
    return redirect(f"{shown.get_absolute_url()}rows/{_page_with(last) if may.add else ''}")


def _filled(lines: Sequence[str], note: str) -> AddForm:
    """The fields that add rows, with what was typed: one line, or many."""
    name = "text" if len(lines) == 1 else "paste"
    return AddForm(initial={name: "\n".join(lines), "note": note})


def _page_with(rank: int) -> str:
    """The query string of the page on which a place is; "" for the first."""
    page = -(-rank // rows.PAGE_SIZE)
    return f"?page={page}" if page > 1 else ""


def _told_there(shown: FilmList, row: rows.Row, note: str) -> SafeString:
    """Where in the list something is already, and what becomes of the note that was typed."""
    url = f"{shown.get_absolute_url()}{_page_with(row.rank)}#row-{row.pk}"
    link = format_html('<a href="{}">{}</a>', url, row.shown.title)
    words = {"title": link, "place": number(row.rank)}
    told = format_html(_("{title} is in the list already (place {place})."), **words)
    if not note:
        return told
    return format_html("{} {}", told, _("Its note there stays; yours is still in the field."))


def _told_left(lines: Sequence[str]) -> str:
    """Which lines were not added."""
    named = " · ".join(lines[:_NAMED]) + (" …" if len(lines) > _NAMED else "")
    return _("Not added, and still in the field: %(lines)s") % {"lines": named}


def _told(done: Added, *, proposed: bool) -> str:
    """What became of what was to be added."""
    if proposed:
        told = ngettext("Proposed %(count)s row.", "Proposed %(count)s rows.", done.count)
    else:
        told = ngettext("Added %(count)s row.", "Added %(count)s rows.", done.count)
    parts = [told % {"count": number(done.count)}]
    if done.there:
        told = ngettext("%(count)s was there.", "%(count)s were there.", done.there)
        parts.append(told % {"count": number(done.there)})
    if done.unknown:
        told = ngettext("%(count)s means no page.", "%(count)s mean no page.", done.unknown)
        parts.append(told % {"count": number(done.unknown)})
    return " ".join(parts)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
