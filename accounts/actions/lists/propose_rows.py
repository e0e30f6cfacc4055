"""Proposing rows for a list that its owner curates, and deciding about what was proposed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone

from accounts.actions.lists.add_rows import Added, append
from accounts.blocks import check_not_blocked
from accounts.lists import subjects
from accounts.lists.limits import ListFull
from accounts.lists.rights import rights
from accounts.lists.telling import announce_growth, tell_of_answers, tell_of_proposals
from accounts.lists.upkeep import settle, writing
from accounts.models import FilmList, ListProposal
from wiki.policy import policy, require

#: Proposals that wait for one list, at most.
MOST_PROPOSALS = 500


def propose_rows(of: FilmList, keys: Iterable[str], *, by: Any, note: str = "") -> Added:
    """Propose films, segments and people. Raises ``PermissionDenied`` or ``ListFull``."""
    wanted = list(dict.fromkeys(keys))
    known = subjects.existing(wanted)
    with writing(of) as locked:
        require(rights(by, locked).propose, policy().refusal(by))
        check_not_blocked(locked.owner_id, by)
        waiting = [subjects.key_of(row) for row in locked.proposals.values(*subjects.COLUMNS)]
        held = {*subjects.held(locked), *waiting}
        fresh = {key: row for row in known.values() if (key := subjects.key_of(row)) not in held}
        if len(waiting) + len(fresh) > MOST_PROPOSALS:
            raise ListFull
        now = timezone.now()
        rows = [
            ListProposal(list=locked, by=by, note=note, created_at=now, **row)
            for row in fresh.values()
        ]
        ListProposal.objects.bulk_create(rows)
        if rows:
            settle(locked, rows=False)
            tell_of_proposals(locked, by=by, note=note)
    return Added(len(fresh), len(known) - len(fresh), len(wanted) - len(known))


def answer_proposals(of: FilmList, ids: Iterable[int], *, accept: bool, by: Any) -> int:
    """Take proposals into the list, or decline them; how many. Who arranges the list may.

    Raises ``PermissionDenied`` or ``ListFull``.
    """
    with writing(of) as locked:
        require(rights(by, locked).arrange, policy().refusal(by))
        proposals = list(locked.proposals.filter(pk__in=ids).select_related("by"))
        grown = 0
        for (proposer, note), alike in groupby(proposals if accept else (), _by_and_note):
            about = [subjects.about(each) for each in alike]
            grown += append(locked, about, by=by, added_by=proposer, note=note)
        locked.proposals.filter(pk__in=[each.pk for each in proposals]).delete()
        if proposals:
            settle(locked, rows=accept)
            tell_of_answers(locked, proposals, accept=accept, by=by)
            announce_growth(locked, grown, by=by)
    return len(proposals)


def _by_and_note(proposal: ListProposal) -> tuple[Any, str]:
    return proposal.by, proposal.note
