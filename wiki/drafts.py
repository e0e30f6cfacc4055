"""Drafts: what is typed into an edit form is kept on the server until it is sent.

Every form that is shown carries a *ticket*: its user, a name of its own, its address and title, signed.
Whoever posts a ticket has been shown that form, so what comes with it can be kept for that user even when
the session has ended or the form's other token has become stale. A ticket lets nobody read anything.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.exceptions import WikiError
from wiki.models import Draft
from wiki.uploads import Uploads, take_uploads

#: The control of a form that holds its ticket, and the parameter of an address that names a draft.
FIELD = "draft"
SALT = "wiki.drafts"
#: The longest draft that is kept while typing, as encoded. A form that is sent is kept whatever its size.
LONGEST = 1024 * 1024
#: What a form posts besides what was typed.
NOT_TYPED = ("csrfmiddlewaretoken", FIELD, "action", "add", "tool")
#: How many drafts a form offers to take up.
OFFERED = 3


class TooLarge(WikiError):
    """A draft is larger than what is kept while typing."""

    status = 413
    message = _("This is too large to be kept while you type. Save it to be safe.")


@dataclass(frozen=True)
class Ticket:
    """Which form this is, and whose. ``path`` is its address, with its section."""

    user_id: int
    form: str
    path: str

    def sign(self, title: str) -> str:
        """The ticket as a form carries it, with the title that its draft gets."""
        return _signer().sign_object([self.user_id, self.form, self.path, title[:300]])


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT)  # a ticket holds as long as its form is open somewhere


def read_ticket(text: str) -> tuple[Ticket, str] | None:
    """The ticket and the title that a form has posted; ``None`` unless this site has made them."""
    try:
        user_id, form, path, title = _signer().unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(user_id, form, path), title


@dataclass
class Typing:
    """What fills a form besides its page: what was posted, or a ``draft`` that is taken up again.

    ``offered`` are drafts of the same form that could be taken up, ``uploads`` what became of files.
    """

    ticket: Ticket
    data: QueryDict | None = None
    draft: Draft | None = None
    offered: list[Draft] = field(default_factory=list)
    uploads: Uploads = field(default_factory=Uploads)

    def get(self, name: str) -> str:
        """One value of what was typed; "" if it is not there."""
        return self.data.get(name, "") if self.data is not None else ""


def typing(request: HttpRequest, path: str) -> Typing:
    """What fills the form at ``path``: the posted values, or the draft that ``?draft=12`` names.

    Pictures that are posted are kept, and their names are among the values.
    """
    user_id = cast(int, request.user.pk)  # forms are for members
    fresh = Ticket(user_id, secrets.token_urlsafe(12), path)
    if request.method == "POST":
        uploads = take_uploads(request)
        posted = read_ticket(request.POST.get(FIELD, ""))
        known = posted is not None and (posted[0].user_id, posted[0].path) == (user_id, path)
        ticket = posted[0] if posted and known else fresh
        return Typing(ticket, request.POST, uploads=uploads)
    own = Draft.objects.filter(user_id=user_id, path=path)
    wanted = request.GET.get(FIELD, "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        draft = own.filter(pk=wanted).first()
        if draft is not None:
            return Typing(Ticket(user_id, draft.form, path), draft.values, draft)
    return Typing(fresh, offered=list(own.defer("data")[:OFFERED]))


def keep_posted(request: HttpRequest, *, longest: int | None = None) -> Draft | None:
    """Keep the form that was posted as a draft of the user it was shown to, whoever is logged in now.

    ``None`` if it has no ticket, or its user is no more. Raises ``TooLarge``.
    """
    read = read_ticket(request.POST.get(FIELD, ""))
    if read is None:
        return None
    ticket, title = read
    typed = request.POST.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    data = typed.urlencode()
    if longest is not None and len(data) > longest:
        raise TooLarge
    base = typed.get("base", "")
    now = timezone.now()
    values = {
        "data": data,
        "base_number": int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0,
        "updated_at": now,
    }
    own = Draft.objects.filter(user_id=ticket.user_id, form=ticket.form)
    if not own.update(**values):
        if not get_user_model().objects.filter(pk=ticket.user_id, is_active=True).exists():
            return None
        try:
            with transaction.atomic():
                Draft.objects.create(
                    user_id=ticket.user_id,
                    form=ticket.form,
                    path=ticket.path,
                    title=title,
                    created_at=now,
                    **values,
                )
        except IntegrityError:  # the same form was faster by a moment
            own.update(**values)
        _drop_surplus(ticket.user_id)
    return own.defer("data").first()


def _drop_surplus(user_id: int) -> None:
    """A member keeps the drafts that were touched last."""
    rows = Draft.objects.filter(user_id=user_id)
    surplus = list(rows.values_list("pk", flat=True)[settings.GENGA_DRAFTS :])
    if surplus:
        rows.filter(pk__in=surplus).delete()


def forget_posted(request: HttpRequest) -> None:
    """Delete the draft of the form that was posted: it has been sent."""
    read = read_ticket(request.POST.get(FIELD, ""))
    if read is not None:
        Draft.objects.filter(user_id=read[0].user_id, form=read[0].form).delete()


def drafts_of(user: Any) -> QuerySet[Draft]:
    """The drafts of a user, the last touched first, without what was typed."""
    return Draft.objects.filter(user=user).defer("data")


def delete_old() -> str:
    """Delete drafts that nobody has touched for long; return what was done, in words."""
    before = timezone.now() - timedelta(days=settings.GENGA_DRAFT_DAYS)
    deleted, _by_model = Draft.objects.filter(updated_at__lt=before).delete()
    return f"old drafts deleted: {deleted}" if deleted else ""
