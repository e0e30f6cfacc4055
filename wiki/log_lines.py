"""The public log in words: who did what to which page or person, and why.

Everybody reads every act. A hidden page has no name for those who may not see it; what was only
proposed and never let in is not named to strangers and search engines. Who held a claim before, and
what exactly an edit filter looks at, is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki.entry_types import registry
from wiki.forms.log import LogFilter
from wiki.keyset import Keyset
from wiki.models import Act, LogEntry, Protection, ProtectionLevel
from wiki.moments import in_words
from wiki.policy import policy
from wiki.protections import place_of
from wiki.review import labels_for

ORDER = Keyset("-pk")
PAGE_SIZE = 50
#: What is about the submission itself, so that its page is the one to look at.
_OF_SUBMISSIONS = frozenset(
    {
        Act.APPROVE,
        Act.APPROVE_PART,
        Act.CORRECT,
        Act.SECOND,
        Act.REJECT,
        Act.ASK,
        Act.REOPEN,
        Act.TAKE_OVER,
        Act.PATROL,
        Act.AUDIT,
    }
)


_explained: dict[str, Callable[[dict[str, Any]], str]] = {}


def explain(act: Act, words: Callable[[dict[str, Any]], str]) -> None:
    """Have ``words`` say what the data of such acts means, for acts about what the engine does not know."""
    _explained[act] = words


@dataclass(frozen=True)
class LogLine:
    """One act: ``what`` in words, on the page ``title`` (at ``url``), with ``details``.

    ``more_url`` shows what exactly was done: the submission, or the settings of a filter.
    """

    entry: LogEntry
    what: str
    title: str
    url: str
    more_url: str
    details: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The whole line without links, for feeds."""
        actor = str(self.entry.actor) if self.entry.actor else _("The site")
        text = f"{actor}: {self.what}"
        if self.title:
            text += f" – {self.title}"
        if self.entry.person and self.entry.person_id != self.entry.actor_id:
            text += f" ({self.entry.person})"
        return text


def latest(filters: LogFilter) -> QuerySet[LogEntry]:
    """The acts that fit ``filters``, with the people, without what lists do not show."""
    rows = filters.narrow(LogEntry.objects.all())
    return rows.select_related("actor", "person", "submission").defer(
        "submission__changes", "submission__left_out", "submission__undoes"
    )


def lines(entries: Iterable[LogEntry], *, reader: Any) -> list[LogLine]:
    """Acts in words for ``reader``. One query, for the pages' labels."""
    listed = list(entries)
    keys = {
        f"{entry.entry_type}:{entry.entry_id}"
        for entry in listed
        if entry.entry_id and entry.entry_type in registry
    }
    labels = labels_for(reader, keys) if keys else {}
    return [_line(entry, labels, reader) for entry in listed]


def _line(entry: LogEntry, labels: Any, reader: Any) -> LogLine:
    title, url = entry.title, ""
    if entry.entry_id and entry.entry_type in registry:
        label = labels[f"{entry.entry_type}:{entry.entry_id}"]
        title = label.title if label.hidden or not entry.title else entry.title
        url = label.url
    elif entry.submission is not None and not policy().may_see(reader, entry.submission):
        title = _("a page that was only proposed")
    elif entry.act == Act.LEVEL:
        title = ""
    return LogLine(
        entry=entry,
        what=str(entry.get_act_display()),
        title=title,
        url=url,
        more_url=_more_url(entry, reader),
        details=tuple(filter(None, _details(entry))),
    )


def _more_url(entry: LogEntry, reader: Any) -> str:
    if entry.submission is None or not policy().may_see(reader, entry.submission):
        return ""
    told = entry.act in _OF_SUBMISSIONS or entry.revision_id is not None or entry.act == Act.ANSWER
    return entry.submission.get_absolute_url() if told else ""


def _details(entry: LogEntry) -> list[str]:
    """What the act's own data adds."""
    data = entry.data
    found: list[str] = []
    if entry.act in (Act.PROTECT, Act.UNPROTECT, Act.PROPOSE_PROTECTION):
        found += _of_protection(entry)
    if entry.act == Act.LEVEL:
        found.append(_("from %(former)s to %(now)s") % _levels(data))
    if entry.act in (Act.HOLD, Act.UNHOLD):
        found.append(_counted(data))
    if entry.act == Act.APPROVE_PART and data.get("of"):
        found.append(_("left out: %(left_out)s of %(of)s") % data)
    if entry.act == Act.ANSWER:
        found.append(_("granted") if data.get("granted") else _("upheld"))
    if entry.act in (Act.PROTECT, Act.SUSPEND):
        found.append(_until(data))
    if entry.act in _explained:
        found.append(_explained[entry.act](data))
    if data.get("expired"):
        found.append(_("its time was over"))
    return found


def _of_protection(entry: LogEntry) -> list[str]:
    data = entry.data
    place = Protection(
        entry_type=entry.entry_type, section=data.get("section", ""), field=data.get("field", "")
    )
    found = [place_of(place)] if place.section or place.field else []
    level = data.get("level", "")
    if entry.act != Act.UNPROTECT and level in ProtectionLevel.values:
        found.append(_("for %(who)s") % {"who": ProtectionLevel(level).label})
    if data.get("dismissed"):
        found.append(_("dismissed what the site had proposed"))
    return found


def _levels(data: dict[str, Any]) -> dict[str, str]:
    names = {level.name: str(level.label) for level in policy().levels()}
    return {name: names.get(data.get(name, ""), data.get(name, "")) for name in ("former", "now")}


def _counted(data: dict[str, Any]) -> str:
    number = data.get("submissions", 0)
    return ngettext("%(number)s submission", "%(number)s submissions", number) % {"number": number}


def _until(data: dict[str, Any]) -> str:
    if not data.get("until"):
        return _("until it is lifted")
    return _("until %(when)s") % {"when": in_words(datetime.fromisoformat(data["until"]))}
