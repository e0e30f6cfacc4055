"""Adding the one fact that a small task asks for."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.tasks.skip_task import skip_task
from accounts.models import User
from films.models import Film
from wiki.actions.submit import submit
from wiki.exceptions import EditConflict
from wiki.forms.edit import EditForm
from wiki.models import Submission, SubmissionKind
from wiki.quality.declarations import Gap


def answer_task(film: Film, gap: Gap, form: EditForm, *, by: User, source: str = "") -> Submission:
    """Propose what ``form``, which is valid, says of a fact that ``film`` lacks. It is asked for no more.

    Raises ``EditConflict`` if the page has the fact by now, and what ``submit`` raises.
    """
    if not Film.objects.filter(gap.missing, pk=film.pk).exists():
        raise EditConflict([], _("Somebody has added it meanwhile. Thank you all the same."))
    with transaction.atomic():
        saved = submit(
            form.changes,
            entry=form.key,
            kind=SubmissionKind.EDIT,
            author=by,
            summary=str(gap.task),
            sources=source,
            base_number=film.number,
        )
        skip_task(film, gap.name, by=by)
    return saved
