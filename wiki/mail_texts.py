"""The texts of mails that notices make: one notice by itself, or a digest of many, by group.

Each names, in itself and in its headers (RFC 8058), the address that ends mails of its group, or digests;
and in itself the one that ends all mails.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from wiki.figures import number
from wiki.models import Notice
from wiki.notice_choices import ALL, DIGEST
from wiki.notice_kinds import Group, group_of, groups, sentence

#: What the links in mails that turn mail off are signed for.
SALT = "wiki.mail.off"
#: Lines of one group in a digest.
MOST_LINES = 25


@dataclass(frozen=True)
class Line:
    """A notice in a digest."""

    what: str
    text: str
    link: str


@dataclass(frozen=True)
class Part:
    """The notices of one group in a digest; ``more`` stand on the site only."""

    group: Group
    lines: list[Line]
    more: int


def message_of(notice: Notice) -> EmailMultiAlternatives:
    """The mail that a notice makes, in its reader's language."""
    with translation.override(language_of(notice)):
        what, group = sentence(notice), group_of(notice.kind)
        context = {
            "notice": notice,
            "group": group,
            "quoted": "\n".join(f"> {line}".rstrip() for line in notice.text.splitlines()),
            "what": what,
            "link": absolute(notice.url) if notice.url else "",
        }
        message = _mail(
            notice.user,
            what.rstrip(".。"),
            "mail/notice",
            context,
            f"notice-{notice.pk}",
            group.name,
        )
    if notice.submission_id is not None:
        # What concerns one submission stands together in the reader's mailbox.
        message.extra_headers["References"] = _identifier(f"submission-{notice.submission_id}")
    return message


def digest_of(notices: list[Notice]) -> EmailMultiAlternatives:
    """One mail of many notices of one reader, in the reader's language."""
    user = notices[0].user
    keys = ",".join(str(notice.pk) for notice in notices)
    name = hashlib.blake2b(keys.encode(), digest_size=9).hexdigest()
    with translation.override(_known(user.language)):
        count = sum(notice.count for notice in notices)
        subject = ngettext("%(count)s new notice", "%(count)s new notices", count)
        subject %= {"count": number(count)}
        context = {"parts": _parts(notices), "subject": subject}
        return _mail(user, subject, "mail/digest", context, f"digest-{user.pk}-{name}", DIGEST)


def _parts(notices: list[Notice]) -> list[Part]:
    parts = []
    for group in groups():
        own = [each for each in reversed(notices) if group_of(each.kind).name == group.name]
        lines = [
            Line(
                sentence(each), " ".join(each.text.split()), absolute(each.url) if each.url else ""
            )
            for each in own[:MOST_LINES]
        ]
        if lines:
            parts.append(Part(group, lines, len(own) - len(lines)))
    return parts


def _mail(
    user: Any, subject: str, template: str, context: dict[str, Any], name: str, scope: str
) -> EmailMultiAlternatives:
    """A mail to ``user`` with both bodies, and the headers of what a program sends to who asked for it."""
    off = off_address(user, scope)
    context = {
        **context,
        "language": translation.get_language(),
        "off": off,
        "off_all": off_address(user, ALL),
        "choices": absolute("/notices/choices/"),
        "site": settings.GENGA_SITE_NAME,
        "name": user.get_username(),
    }
    message = EmailMultiAlternatives(
        " ".join(f"[{settings.GENGA_SITE_NAME}] {subject}".split()),
        render_to_string(f"{template}.txt", context).strip() + "\n",
        to=[user.email],
        headers={
            "Message-ID": _identifier(name),
            "Auto-Submitted": "auto-generated",
            "List-ID": f"<notices.{_host()}>",
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    html = render_to_string(f"{template}.html", context).strip() + "\n"
    message.attach_alternative(html, "text/html")
    return message


def language_of(notice: Notice) -> str:
    """The language of a notice's reader: as chosen, or that of the edit which it is about."""
    own = notice.submission if notice.submission_id is not None else None
    sent_in = own.language if own is not None and own.author_id == notice.user_id else ""
    return _known(notice.user.language, sent_in)


def _known(*wanted: str) -> str:
    """The first of some languages that the site has, else its own."""
    known = dict(settings.LANGUAGES)
    return next((one for one in wanted if one in known), settings.LANGUAGE_CODE)


def absolute(path: str) -> str:
    """The full address of a page of this site."""
    return f"{settings.GENGA_SITE_URL}{path}"


def off_address(user: Any, scope: str) -> str:
    """The address that ends the mails of ``user``: of a group, digests, or all."""
    token = signing.dumps([user.pk, scope], salt=SALT)
    return absolute(reverse("mail_off", args=[token]))


def reader_of(token: str) -> tuple[int, str]:
    """Whose mails a link ends, and which. Raises ``signing.BadSignature``."""
    said = signing.loads(token, salt=SALT)
    if isinstance(said, int):  # from a mail of the time when there was one kind
        return said, ALL
    return int(said[0]), str(said[1])


def _host() -> str:
    return urlsplit(settings.GENGA_SITE_URL).hostname or "localhost"


def _identifier(name: str) -> str:
    """A ``Message-ID`` of this site."""
    return f"<{name}@{_host()}>"
