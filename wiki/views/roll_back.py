"""Rolling a user back: since when, what would happen, and doing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wiki.actions.roll_back import PlanChanged, roll_back
from wiki.exceptions import WikiError
from wiki.forms.decision import choices_by_token, choices_for
from wiki.forms.roll_back import RollBackForm, SpanForm
from wiki.models import SubmissionKind
from wiki.policy import policy, require, require_may_submit
from wiki.roll_back_sheets import Sheet, sheet_of
from wiki.roll_backs import Plan, TooMuch, plan
from wiki.views.guards import for_members


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def roll_back_user(request: HttpRequest, username: str) -> HttpResponse:
    """Look at what rolling a user back would do (``?span=day``), and do it."""
    require_may_submit(request.user, SubmissionKind.ROLLBACK)
    person = get_object_or_404(get_user_model(), username__iexact=username)
    require(
        policy().may_restrain(request.user, person),
        _("Only administrators may do this to moderators."),
    )
    rolling = _RollingBack(request, person)
    return rolling.act() if request.method == "POST" else rolling.look()


class _RollingBack:
    """One request about one user."""

    def __init__(self, request: HttpRequest, person: Any) -> None:
        self.request = request
        self.person = person
        asked = request.GET if "span" in request.GET else None
        self.span = SpanForm(asked, initial={"span": "day"}, auto_id="span-%s")
        self.form = RollBackForm()

    def look(self) -> HttpResponse:
        """The dry run, once it is said since when."""
        if not self.span.is_bound:
            return self._show(None)
        if not self.span.is_valid():
            return self._show(None, status=422)
        return self._show_plan(self.span.moment)

    def act(self) -> HttpResponse:
        self.form = RollBackForm(self.request.POST)
        if not self.form.is_valid():
            return self._show_plan(self.form.cleaned_data.get("since"), status=422)
        said = self.form.cleaned_data
        try:
            submission, done = roll_back(
                self.person,
                since=said["since"],
                by=self.request.user,
                reason=said["summary"],
                choices=lambda found: choices_for(found.questions, self.request.POST.dict()),
                seen=said["seen"],
                rejecting=said["rejecting"],
            )
        except PlanChanged as error:
            return self._show_plan(said["since"], problem=str(error), status=error.status)
        except WikiError as error:
            return self._show(None, problem=str(error), status=error.status)
        messages.success(self.request, _told(done))
        to = submission or self.person
        return HttpResponseRedirect(to.get_absolute_url())

    def _show_plan(
        self, since: datetime | None, *, problem: str = "", status: int = 200
    ) -> HttpResponse:
        try:
            found = plan(self.person, since)
        except TooMuch as error:
            return self._show(None, problem=str(error), status=error.status)
        start = {"since": since.isoformat() if since else "", "seen": found.digest}
        if self.form.is_bound:
            self.form.data = {**self.request.POST.dict(), **start}
        else:
            self.form.initial = start
        chosen = choices_by_token(self.request.POST.dict())
        sheet = sheet_of(found, reader=self.request.user, chosen=chosen)
        return self._show(sheet, problem=problem, status=status)

    def _show(self, sheet: Sheet | None, *, problem: str = "", status: int = 200) -> HttpResponse:
        context = {
            "person": self.person,
            "span": self.span,
            "form": self.form,
            "sheet": sheet,
            "problem": problem,
        }
        return render(self.request, "users/roll_back.html", context, status=status)


def _told(done: Plan) -> str:
    """What was done, and whether anything was left."""
    pages = sum(bool(page.changes) for page in done.pages.values())
    left = sum(len(page.faults) for page in done.pages.values())
    told = ngettext("Rolled back on %(pages)s page.", "Rolled back on %(pages)s pages.", pages)
    if left:
        told += " " + ngettext(
            "%(left)s row could not be taken back.", "%(left)s rows could not be taken back.", left
        )
    return told % {"pages": pages, "left": left}
