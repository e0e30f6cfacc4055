"""What stands beside single changes of a submission: what was said of them, and what to do about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wiki.areas import pieces
from wiki.changesets import Change
from wiki.forms.verdict import Judge
from wiki.left_out import Place
from wiki.place_names import PlaceNames
from wiki.talk import Said


@dataclass
class Beside:
    """What a template shows beside one change.

    ``said`` are the comments on it, ``judge`` the controls of who decides, ``reason`` why it was left
    out. ``may_comment``: the reader may say something of it.
    """

    place: Place
    said: list[Said] = field(default_factory=list)
    judge: Judge | None = None
    reason: str = ""
    may_comment: bool = False

    @property
    def about(self) -> str:
        """What the form for comments calls the change."""
        return about(self.place)

    @property
    def shown(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.said or self.judge or self.reason or self.may_comment)


def about(place: Place) -> str:
    """A place as a value of a form: row and field, with a dot between them."""
    return f"{place[0]}.{place[1]}"


def place_of(text: str) -> Place:
    """The place that ``about`` has written."""
    key, _dot, name = text.partition(".")
    return key, name


def beside(
    changes: Iterable[Change],
    *,
    said: Mapping[Place, list[Said]],
    judges: Mapping[Place, Judge],
    reasons: Mapping[Place, str] | None = None,
    may_comment: bool = False,
) -> dict[Place, Beside]:
    """What stands beside each of ``changes`` that can be spoken of by itself, by place."""
    found: dict[Place, Beside] = {}
    for piece in pieces(changes):
        place = (piece.key, piece.field)
        one = Beside(
            place,
            said=said.get(place, []),
            judge=judges.get(place),
            reason=(reasons or {}).get(place, ""),
            may_comment=may_comment,
        )
        if one.shown:
            found[place] = one
    return found


def topics(changes: Iterable[Change], names: PlaceNames) -> list[tuple[str, str]]:
    """What a comment can be about: value and words of each change."""
    return [
        (about((piece.key, piece.field)), str(names.name((piece.key, piece.field))))
        for piece in pieces(changes)
    ]
