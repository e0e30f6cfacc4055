"""What an author is told once an edit is sent and waits: the place in line, how long, and a look ahead."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wiki.models import Submission
from wiki.waiting import wait_of


def thanks(submission: Submission) -> SafeString:
    """The words, with links. A handful of queries."""
    wait = wait_of(submission)
    said = [_("Thank you. Your edit waits for a moderator: %s in line.") % wait.ordinal]
    if wait.usual is not None:
        text = _(
            "Lately half of such edits were decided within %(half)s, nine of ten within %(most)s."
        )
        said.append(text % {"half": wait.usual.median_in_words, "most": wait.usual.most_in_words})
    url = submission.get_absolute_url()
    look = format_html('<a href="{}preview/">{}</a>', url, _("See the page as it would look"))
    return format_html_join(" ", "{}", ((part,) for part in (*said, look)))
