"""What is missing: an overview of every type, and for each gap the list of entries to mend."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wiki.entry_types import EntryType, registry
from wiki.feeds import LENGTH, SiteFeed, served, tag
from wiki.models import Entry
from wiki.open_web import absolute
from wiki.quality.answers import answers
from wiki.quality.declarations import Gap, quality_of
from wiki.quality.question import Question
from wiki.quality.tallies import tally
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def overview(request: HttpRequest) -> HttpResponse:
    """How much of each fact is there, and where to begin."""
    kinds: list[dict[str, Any]] = []
    for entry_type in registry:
        gaps = quality_of(entry_type).gaps
        counted = tally(entry_type) if gaps else None
        if counted is not None and counted.total:
            shares = [share for share in counted.shares(gaps) if share.of]
            kinds.append({"type": entry_type, "tally": counted, "shares": shares})
    context = {"kinds": kinds, "counted_at": next((k["tally"].counted_at for k in kinds), None)}
    return render(request, "missing/overview.html", context)


@require_safe
@for_strangers
def gap_list(request: HttpRequest, entry_type: EntryType, name: str) -> HttpResponse:
    """The entries that lack a fact, each with a link to the place in its form."""
    gap = _gap(entry_type, name)
    question = Question(entry_type, request.GET, gap=gap)
    found = answers(question, request.GET)
    feed = f"/missing/{entry_type.segment}/{gap.name}/feed/"
    context = {
        "entry_type": entry_type,
        "gap": gap,
        "gaps": quality_of(entry_type).gaps,
        "question": question,
        "answers": found,
        "feed_url": f"{feed}?{question.query}" if question.query else feed,
    }
    status = 200 if question.is_valid else 400
    return render(request, "missing/gap.html", context, status=status)


def _gap(entry_type: EntryType, name: str) -> Gap:
    """The gap that an address names. Raises ``Http404``."""
    gap = quality_of(entry_type).gap(name)
    if gap is None:
        raise Http404
    return gap


class QuestionFeed(SiteFeed):
    """The newest entries that answer a question, each leading to where it can be mended."""

    def get_object(
        self, request: HttpRequest, entry_type: EntryType, name: str = ""
    ) -> tuple[Question, str]:
        gap = _gap(entry_type, name) if name else None
        question = Question(entry_type, request.GET, gap=gap)
        if not question.is_valid:
            raise Http404
        return question, f"/{request.path.strip('/')}/"

    def path(self, about: tuple[Question, str]) -> str:
        question, path = about
        return f"{path}?{question.query}" if question.query else path

    def title(self, about: tuple[Question, str]) -> str:
        question = about[0]
        what = question.gap.lacking if question.gap else capfirst(question.entry_type.label_plural)
        words = ", ".join(asked.label for asked in question.words())
        told = f"{what} ({words})" if words else str(what)
        return _("%(what)s on %(site)s") % {"what": told, "site": settings.GENGA_SITE_NAME}

    def items(self, about: tuple[Question, str]) -> list[Entry]:
        question = about[0]
        found = list(question.rows().exclude(created_at=None).order_by("-pk")[:LENGTH])
        gap = next(iter(question.lacks), None)
        for entry in found:
            page, kind = entry.get_absolute_url(), question.entry_type.name
            entry.mend_url = gap.url(kind, page, entry.pk) if gap else page
        return found

    def item_title(self, item: Any) -> str:
        year = getattr(item, "year", None)
        return f"{item} ({year})" if year else str(item)

    def item_description(self, item: Any) -> str:
        return escape(getattr(item, "deck", ""))

    def item_link(self, item: Any) -> str:
        return absolute(item.mend_url)

    def item_guid(self, item: Entry) -> str:
        return tag(f"{item._meta.model_name}:{item.pk}")

    def item_pubdate(self, item: Entry) -> Any:
        return item.created_at


question_feed = served(QuestionFeed())
