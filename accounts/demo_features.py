"""Features of the demo: two articles over its films, one by a member whom a moderator approved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.models import User
from films.models import Film, Genre, Person, Theme
from wiki import changesets
from wiki.actions.approve import approve
from wiki.actions.submit import submit
from wiki.changesets import Document
from wiki.models import SubmissionKind

_KEY = "feature:new1"


def seed_features() -> None:
    """Send them through the engine. What the catalogue does not hold is left out of them."""
    path = Path(settings.BASE_DIR) / "films" / "demo" / "features.json"
    moderator = User.objects.get(username="moderator")
    for told in json.loads(path.read_text(encoding="utf-8")):
        sent = submit(
            changesets.diff({}, _document(told), entry=_KEY),
            entry=_KEY,
            kind=SubmissionKind.CREATE,
            author=User.objects.get(username=told["author"]),
            summary="An article over films that are here",
            sources="",
        )
        if sent.status == "pending":
            approve(sent, moderator=moderator)


def _document(told: dict[str, Any]) -> Document:
    document: Document = {
        _KEY: {
            "deck": told["deck"],
            "byline": told["byline"],
            "published_on": told["date"],
            "description": told["text"],
            "genres": sorted(_keys(Genre, told["genres"])),
            "themes": sorted(_keys(Theme, told["themes"])),
        },
        "featurename:new1": _name(told["headline"], "en", "official", display=True),
        "featurename:new2": _name(told["native"], "ja", "native", position=1),
    }
    if "ja" in told:
        document["featuretext:new1"] = {"feature": _KEY, **_translated(told["ja"])}
    picks = [_pick(each) for each in told["picks"]]
    for at, (each, fields) in enumerate(zip(told["picks"], picks, strict=True)):
        if not (fields["film"] or fields["person"]):
            continue
        key = f"featurepick:new{at + 1}"
        document[key] = {"feature": _KEY, "position": at, **fields}
        if "ja" in each:
            document[f"featurepicktext:new{at + 1}"] = {"pick": key, **_translated(each["ja"])}
    return document


def _name(text: str, language: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"feature": _KEY, "text": text, "language": language, "kind": kind, **more}


def _translated(told: dict[str, str]) -> dict[str, str]:
    return {"language": "ja", "deck": told["deck"], "description": told["text"]}


def _pick(told: dict[str, Any]) -> dict[str, Any]:
    film, person = (
        next(iter(_keys(model, [told.get(name, "")])), None)
        for model, name in ((Film, "film"), (Person, "person"))
    )
    words = {"deck": told["deck"], "description": told["text"]}
    return {"film": film, "segment": told.get("segment"), "person": person, **words}


def _keys(model: Any, titles: list[str]) -> list[str]:
    """The keys of the pages that are called so."""
    found = model.objects.visible().filter(title__in=titles).values_list("pk", flat=True)
    return [f"{model._meta.model_name}:{pk}" for pk in found]
