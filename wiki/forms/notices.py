"""The form of what a member is told: a line for each group of notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.notice_choices import Choice, choice_of, choose
from wiki.notice_kinds import Group, Mail, groups


@dataclass(frozen=True)
class Row:
    """A group and its two controls; ``site`` is missing where there is no choice."""

    group: Group
    site: forms.BoundField | None
    mail: forms.BoundField


class ChoicesForm(forms.Form):
    """For each group whether it stands on the site, and when it is mailed; and whether mails come at all."""

    mails = forms.BooleanField(label=_("Send me mails"), required=False)

    def __init__(self, data: Any = None, *, user: Any) -> None:
        self.user = user
        initial: dict[str, Any] = {"mails": user.mail_notices}
        super().__init__(data, initial=initial)
        for group in groups():
            choice = choice_of(user, group)
            if not group.vital:
                self.fields[f"site-{group.name}"] = forms.BooleanField(
                    label=_("On the site"), required=False, initial=choice.site
                )
            self.fields[f"mail-{group.name}"] = forms.ChoiceField(
                label=_("By mail"), choices=Mail.choices, initial=choice.mail.value
            )

    def rows(self) -> Iterator[Row]:
        """The groups, in order."""
        for group in groups():
            site = None if group.vital else self[f"site-{group.name}"]
            yield Row(group, site, self[f"mail-{group.name}"])

    def save(self) -> None:
        """Keep what was chosen."""
        said = self.cleaned_data
        chosen = {
            group.name: Choice(
                site=group.vital or said[f"site-{group.name}"],
                mail=Mail(said[f"mail-{group.name}"]),
            )
            for group in groups()
        }
        choose(self.user, chosen, mails=said["mails"])
