"""Protection: what is protected is not changed by who may not, whatever the act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.cast import edit, kanta, key_of, mei, propose, satsuki
from tests.wiki.gardens import check, garden, history, plant, row_where, value
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.actions.protect import (
    NotInForce,
    accept_proposal,
    dismiss_proposal,
    end_expired,
    protect,
    unprotect,
)
from wiki.actions.revert import revert
from wiki.entry_types import registry
from wiki.models import Act, LogEntry, Protection
from wiki.protections import Protected, in_force, locks_for

pytestmark = pytest.mark.django_db


def protected(entry: Any, level: str = "trusted", **more: Any) -> Protection:
    return protect(entry, by=satsuki(), level=level, reason="Edit war", **more)


def test_members_do_not_edit_a_protected_page_and_trusted_members_do() -> None:
    hortus = garden(area=3)
    protected(hortus)
    with pytest.raises(Protected, match=r"trusted members.*Edit war") as raised:
        propose(hortus, by=mei(), area=4)
    assert raised.value.status == 403
    propose(hortus, by=kanta(), area=4)


def test_only_moderators_edit_what_is_theirs() -> None:
    hortus = garden(area=3)
    protected(hortus, "moderators")
    with pytest.raises(Protected):
        propose(hortus, by=kanta(), area=4)
    edit(hortus, by=satsuki(), area=4)
    assert value(hortus, "area") == 4


def test_of_page_section_and_field_the_narrowest_decides() -> None:
    hortus = garden(area=3, note="old", rows={"bed:new1": {"number": 1}})
    bed = row_where(hortus, "bed", number=1)
    protected(hortus, "moderators", section="beds")
    protected(hortus, "trusted", field="area")
    propose(hortus, by=mei(), note="new")
    with pytest.raises(Protected, match="Area"):
        propose(hortus, by=mei(), area=4)
    propose(hortus, by=kanta(), area=4)
    for rows in ({bed: None}, {bed: {"sunny": True}}, {"bed:new1": {"number": 2}}):
        with pytest.raises(Protected, match="Beds"):
            propose(hortus, by=kanta(), rows=rows)
    protected(hortus, "moderators")
    with pytest.raises(Protected):
        propose(hortus, by=kanta(), note="new")
    protected(hortus, "open", section="story")
    propose(hortus, by=mei(), note="new")


def test_hiding_merging_and_reverting_are_changes_too() -> None:
    iris, rose = plant("Iris"), plant("Rose")
    hortus = garden(area=3, rows={"planting:new1": {"plant": key_of(iris)}})
    edit(hortus, area=4)
    protected(hortus, "moderators")
    with pytest.raises(Protected):
        revert(history(hortus)[-1], user=kanta(), summary="Undo")
    with pytest.raises(Protected):
        hide(hortus, user=kanta(), summary="Hide")
    with pytest.raises(Protected):
        merge(iris, into=rose, user=kanta(), summary="Same")
    merge(iris, into=rose, user=satsuki(), summary="Same")
    check(hortus, iris, rose)


def test_what_waited_before_is_for_a_moderator_to_approve_and_not_to_amend() -> None:
    hortus = garden(area=3)
    one, other = propose(hortus, by=mei(), area=4), propose(hortus, by=mei(), note="x")
    protected(hortus)
    with pytest.raises(Protected):
        amend(one, [*one.changes], user=mei())
    approve(other, moderator=satsuki())
    assert value(hortus, "note") == "x"


def test_it_ends_by_itself_and_then_the_log_says_so() -> None:
    hortus = garden(area=3)
    held = protected(hortus, until=timezone.now() + timedelta(days=1))
    Protection.objects.filter(pk=held.pk).update(until=timezone.now() - timedelta(seconds=1))
    propose(hortus, by=mei(), area=4)
    assert (end_expired(), end_expired()) == ("1 protections ended", "")
    line = LogEntry.objects.get(act=Act.UNPROTECT)
    assert (line.actor, line.data["expired"]) == (None, True)
    protected(hortus)


def test_a_new_one_takes_the_place_of_the_former_of_the_same_part() -> None:
    hortus = garden(area=3)
    protected(hortus, "moderators")
    protected(hortus, "trusted")
    (held,) = in_force([key_of(hortus)])[key_of(hortus)]
    assert held.level == "trusted"
    unprotect(held, by=satsuki())
    with pytest.raises(NotInForce):
        unprotect(held, by=satsuki())
    propose(hortus, by=mei(), area=4)


def test_only_moderators_protect_and_they_say_why() -> None:
    hortus = garden()
    with pytest.raises(PermissionDenied):
        protect(hortus, by=kanta(), level="trusted", reason="x")
    for wrong in (
        {"level": "nobody"},
        {"reason": " "},
        {"section": "nowhere"},
        {"field": "hidden"},
        {"section": "beds", "field": "area"},
        {"until": timezone.now() - timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            protect(hortus, by=satsuki(), **{"level": "trusted", "reason": "x", **wrong})


def test_it_is_logged() -> None:
    hortus = garden()
    held = protected(hortus, section="beds")
    unprotect(held, by=satsuki(), reason="Calm again")
    lines = LogEntry.objects.filter(act__in=(Act.PROTECT, Act.UNPROTECT)).order_by("pk")
    assert [(line.act, line.reason, line.data["section"]) for line in lines] == [
        ("protect", "Edit war", "beds"),
        ("unprotect", "Calm again", "beds"),
    ]


def fought_over(times: int = 3) -> Any:
    hortus = garden(area=3)
    for _time in range(times):
        edit(hortus, by=kanta(), area=4)
        revert(history(hortus)[-1], user=satsuki(), summary="Undo")
    return hortus


def test_many_reverts_propose_a_protection_once() -> None:
    assert not Protection.objects.exists()
    hortus = fought_over(2)
    assert not Protection.objects.exists()
    for _time in range(2):
        edit(hortus, by=kanta(), area=4)
        revert(history(hortus)[-1], user=satsuki(), summary="Undo")
    proposal = Protection.objects.get()
    assert (proposal.proposed, proposal.level, proposal.by) == (True, "trusted", None)
    propose(hortus, by=mei(), area=4)  # it is only proposed
    line = LogEntry.objects.get(act=Act.PROPOSE_PROTECTION)
    assert (line.actor, line.entry_id) == (None, hortus.pk)


def test_accepting_a_proposal_protects_for_the_whole_time() -> None:
    hortus = fought_over()
    proposal = Protection.objects.get()
    day = timedelta(days=1)
    Protection.objects.update(created_at=proposal.created_at - day, until=proposal.until - day)
    proposal.refresh_from_db()
    held = accept_proposal(proposal, by=satsuki())
    assert held.until - timezone.now() > timedelta(days=2, hours=23)
    with pytest.raises(Protected):
        propose(hortus, by=mei(), area=4)
    with pytest.raises(NotInForce):
        dismiss_proposal(proposal, by=satsuki())


def test_a_dismissed_proposal_is_not_made_again_at_once() -> None:
    hortus = fought_over()
    dismiss_proposal(Protection.objects.get(), by=satsuki())
    edit(hortus, by=kanta(), area=4)
    revert(history(hortus)[-1], user=satsuki(), summary="Undo")
    assert Protection.objects.proposals().count() == 0


def test_an_edit_form_closes_whole_sections_and_single_fields() -> None:
    hortus = garden()
    protected(hortus, section="beds")
    protected(hortus, field="area")
    held = in_force([key_of(hortus)])[key_of(hortus)]
    locks = locks_for(mei(), registry["garden"], held)
    assert (list(locks.sections), list(locks.fields)) == (["beds"], ["area"])
    assert locks_for(kanta(), registry["garden"], held).names == []
    assert locks.among(["beds"]).names == ["beds"]
