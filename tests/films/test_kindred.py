"""More like this for what is no film: who is suggested, and why."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from films.models import Character, Company, Franchise, Thing
from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


def suggested(client: Client, entry: Any) -> dict[str, str]:
    """What the page suggests: titles with their reasons as plain words."""
    entry.refresh_from_db()
    found = client.get(entry.get_absolute_url()).context["kindred"]
    return {each.names.title: str(each.reason) for each in found}


def film_with(title: str, **rows: dict[str, Any]) -> Any:
    return cast.film(title, rows={key.replace("__", ":"): row for key, row in rows.items()})


def test_things_of_the_same_films_are_suggested_most_films_first(client: Client) -> None:
    opera, rose, solaris = (cast.page(Thing, each) for each in ("Tosca", "Roses", "Solaris"))
    for title, things in (("Memories", (opera, rose, solaris)), ("Tosca on film", (opera, rose))):
        rows = {f"association__new{n}": {"thing": cast.key_of(t)} for n, t in enumerate(things, 1)}
        film_with(title, **rows)
    found = suggested(client, opera)
    assert list(found) == ["Roses", "Solaris"]
    assert found == {
        "Roses": "Also in Memories and Tosca on film",
        "Solaris": "Also in Memories",
    }


def test_what_gives_something_away_is_not_suggested(client: Client) -> None:
    opera, ending = cast.page(Thing, "Tosca"), cast.page(Thing, "The last scene")
    film_with(
        "Memories",
        association__new1={"thing": cast.key_of(opera)},
        association__new2={"thing": cast.key_of(ending), "spoiler": True},
    )
    assert suggested(client, opera) == {}
    assert suggested(client, ending) == {}


def test_characters_with_the_same_voice_in_the_original_are_suggested(client: Client) -> None:
    voice, other = cast.person("Shigeru Chiba"), cast.person("Somebody else")
    aoshima, megane, dubbed = (
        cast.page(Character, each) for each in ("Aoshima", "Megane", "Dubbed")
    )
    for title, character, original in (
        ("Memories", aoshima, True),
        ("Beautiful Dreamer", megane, True),
        ("Another", dubbed, False),
    ):
        film_with(
            title,
            dubversion__new1={"language": "ja" if original else "en", "original": original},
            appearance__new1={"character": cast.key_of(character)},
            voicerole__new1={
                "appearance": "appearance:new1",
                "dub": "dubversion:new1",
                "person": cast.key_of(voice if character != other else other),
            },
        )
    assert suggested(client, aoshima) == {"Megane": "The same voice: Shigeru Chiba"}


def test_companies_that_made_the_same_films_are_suggested(client: Client) -> None:
    madhouse, studio4c, hidden = (
        cast.page(Company, each) for each in ("Madhouse", "Studio 4°C", "Hidden")
    )
    roles = (madhouse, "animation"), (studio4c, "production"), (hidden, "production")
    rows = {
        f"companycredit__new{n}": {"company": cast.key_of(company), "role": role}
        for n, (company, role) in enumerate(roles, 1)
    }
    film_with("Memories", **rows)
    cast.accept(hide(hidden, user=cast.mei(), summary="Made up."))
    assert suggested(client, madhouse) == {"Studio 4°C": "Also worked on Memories"}


def test_franchises_by_the_same_makers_are_suggested(client: Client) -> None:
    watanabe, animator = cast.person("Shinichiro Watanabe"), cast.person("An animator")
    bebop, genius, other = (
        cast.page(Franchise, each) for each in ("Cowboy Bebop", "Genius Party", "Other")
    )
    for title, franchise, role in (
        ("The Movie", bebop, "director"),
        ("Baby Blue", genius, "director"),
        ("Neither", other, "key_animation"),
    ):
        film_with(
            title,
            membership__new1={"franchise": cast.key_of(franchise)},
            credit__new1={"role": role, "person": cast.key_of(watanabe)},
            credit__new2={"role": "key_animation", "person": cast.key_of(animator)},
        )
    assert suggested(client, bebop) == {"Genius Party": "Shares Shinichiro Watanabe (director)"}
