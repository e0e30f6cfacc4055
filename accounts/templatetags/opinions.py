"""What people write, in templates: finding it helpful, and reporting it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.complaints import cases
from accounts.reviews import helpful

register = template.Library()


@register.simple_tag(takes_context=True)
def helpful_button(context: Any, about: Any, *, voted: bool = False) -> SafeString:
    """How many find a review or recommendation helpful, and the button that says so."""
    request = context["request"]
    return helpful.button(request, about, voted=voted, back=request.get_full_path())


@register.simple_tag
def complaint_link(kind: str, pk: int, *, whose: str = "") -> SafeString:
    """A link to the form with which members report something: ``complaint_link "review" 12``.

    The same for every reader: pages are kept. ``whose`` tells links of one page apart when read out.
    """
    told = _("Report what %(name)s wrote") % {"name": whose} if whose else ""
    label = format_html(' aria-label="{}"', told) if told else SafeString("")
    link = '<a class="complaint-link" href="/complaints/new/?about={}:{}" rel="nofollow"{}>{}</a>'
    return format_html(link, kind, pk, label, _("Report"))


@register.simple_tag
def open_complaints() -> int:
    """How many things are reported that nobody has decided about. One query."""
    return cases.open_count()
