"""The catalogue's rules: each is kept by the database, and speaks its own words."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from films.models import Film, FilmLink, FilmName, RelationKind
from films.roles import ROLES, Department, from_japanese
from films.sites import SITES
from tests.cast import character, company, edit, film, genre, key_of, page, person, propose
from tests.wiki.gardens import row_where
from wiki.exceptions import InvalidChange
from wiki.tracking import TrackedModel, writing_tracked_rows

MODELS = [m for m in apps.get_app_config("films").get_models() if issubclass(m, TrackedModel)]


@pytest.fixture
def memories(db: None) -> Film:
    """Memories with one row of what the rules are about."""
    steamboy = film("Steamboy", rows={"filmlink:new1": {"site": "anilist", "value": "1"}})
    others = {
        "person": key_of(person("Katsuhiro Otomo")),
        "character": key_of(character("Heintz")),
        "company": key_of(company("Studio 4°C")),
        "thing": key_of(page(apps.get_model("films.Thing"), "Opera")),
        "franchise": key_of(page(apps.get_model("films.Franchise"), "Otomo")),
        "service": key_of(page(apps.get_model("films.Service"), "Retro Crush")),
        "film": key_of(steamboy),
    }
    memories = film("Memories", rows={"segment:new1": {"number": 1}})
    edit(
        memories,
        rows={
            "filmname:new2": {"text": "MEMORIES", "language": "ja"},
            "cut:new1": {"kind": "theatrical"},
            "dubversion:new1": {"language": "ja", "original": True},
            "song:new1": {"kind": "theme"},
            "companycredit:new1": {"role": "production", "company": others["company"]},
            "appearance:new1": {"character": others["character"]},
            "voicerole:new1": {
                "appearance": "appearance:new1",
                "dub": "dubversion:new1",
                "person": others["person"],
            },
            "relation:new1": {"kind": "sequel", "other": others["film"]},
            "similarity:new1": {"reason": "Steam", "other": others["film"]},
            "association:new1": {"thing": others["thing"]},
            "membership:new1": {"franchise": others["franchise"]},
        },
    )
    memories.others = others  # type: ignore[attr-defined]
    return memories


RUNTIME = "A runtime is between 1 and 6000 minutes."
SOMEBODY = "Name a person, or write how they are credited."
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("segment", {"number": 1}, "Another segment has this number."),
    ("segment", {"number": 0}, "Segments are numbered from 1."),
    ("segment", {"number": 2, "runtime": 6001}, RUNTIME),
    ("cut", {"runtime": 0}, RUNTIME),
    ("release", {"note": "x"}, "A release needs a country, a date or a title."),
    ("release", {"title": "x", "runtime": 6001}, RUNTIME),
    ("filmname", {"text": "X", "display": True}, "Only one name can be the display name."),
    ("filmname", {"text": "MEMORIES", "language": "ja"}, "This name is listed already."),
    ("filmname", {"text": " "}, "This field is required."),
    ("filmlink", {"site": "anilist", "value": "1"}, "Another page already has this link."),
    ("filmlink", {"site": "anilist", "value": ""}, "This field is required."),
    ("credit", {"role": "director"}, SOMEBODY),
    ("credit", {"credited_as": "Otomo"}, "This field is required."),
    ("songcredit", {"song": "song", "role": "performer"}, SOMEBODY),
    ("companycredit", {"role": "production", "company": "company"}, "with this role already"),
    ("companycredit", {"role": "production"}, "This field is required."),
    ("dubversion", {"language": "ja", "original": True}, "Only one version can be the original."),
    ("dubversion", {"language": "fr", "year": 95}, "Write the year with four figures."),
    ("appearance", {"character": "character"}, "This character is listed already."),
    ("voicerole", {"appearance": "appearance", "dub": "dubversion"}, "Name a voice actor"),
    (
        "voicerole",
        {"appearance": "appearance", "dub": "dubversion", "person": "person"},
        "This voice is listed already.",
    ),
    ("relation", {"kind": "prequel", "other": "film"}, "related already"),
    ("relation", {"kind": "sequel", "other": "itself"}, "cannot point at itself"),
    ("similarity", {"reason": "x", "other": "film"}, "listed already"),
    ("similarity", {"reason": "x", "other": "itself"}, "cannot point at itself"),
    ("similarity", {"reason": "", "other": "film"}, "This field is required."),
    ("association", {"thing": "thing"}, "This thing is listed already."),
    ("membership", {"franchise": "franchise"}, "in this franchise already"),
    (
        "availability",
        {"service": "service", "since": "2020-01-02", "until": "2020-01-01"},
        "It cannot end before it begins.",
    ),
    ("availability", {"service": "service", "url": "javascript:x"}, "valid URL"),
]


@pytest.mark.parametrize(("part", "fields", "message"), CASES)
def test_each_rule_speaks_its_own_words(
    part: str, fields: dict[str, Any], message: str, memories: Film
) -> None:
    known: dict[str, str] = {**memories.others, "itself": key_of(memories)}  # type: ignore[attr-defined]
    for name in ("song", "appearance", "dubversion"):
        known[name] = row_where(memories, name)
    row = {
        name: known[value] if name in NAMED and value in known else value
        for name, value in fields.items()
    }
    with pytest.raises(InvalidChange, match=message) as raised:
        propose(memories, rows={f"{part}:new9": row})
    assert set(raised.value.errors) == {f"{part}:new9"}


NAMED = (
    "song", "company", "character", "appearance", "dub", "person", "other", "thing", "franchise",
    "service",
)  # fmt: skip


@pytest.mark.parametrize("runtime", [0, 6001])
def test_a_film_lasts_some_minutes(runtime: int, memories: Film) -> None:
    with pytest.raises(InvalidChange, match=RUNTIME):
        propose(memories, runtime=runtime)


@pytest.mark.parametrize("part", ["companycredit", "appearance", "association"])
def test_what_is_listed_for_the_whole_film_may_be_listed_for_a_segment(
    part: str, memories: Film
) -> None:
    target = {"companycredit": "company", "appearance": "character", "association": "thing"}[part]
    row = {target: memories.others[target], "segment": row_where(memories, "segment")}  # type: ignore[attr-defined]
    edit(memories, rows={f"{part}:new1": row})
    with pytest.raises(InvalidChange, match="listed"):
        propose(memories, rows={f"{part}:new1": row})


def test_a_relation_is_told_once_whichever_way(memories: Film) -> None:
    steamboy = Film.objects.get(title="Steamboy")
    row = {"kind": "prequel", "other": key_of(memories)}
    with pytest.raises(InvalidChange, match="related already"):
        propose(steamboy, rows={"relation:new1": row})


def test_a_set_holds_each_genre_once(memories: Film) -> None:
    drama = genre("Drama")
    edit(memories, genres=[key_of(drama), key_of(drama)])
    assert memories.genres.count() == 1


#: Rows of sets, which no form makes twice.
THROUGH = ("FilmGenre", "FilmTheme", "FeatureGenre", "FeatureTheme", "CutSegment")


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_rule_has_words_of_its_own(model: Any) -> None:
    for rule in model._meta.constraints:
        message = str(rule.get_violation_error_message())
        through = model.__name__ in THROUGH
        assert through or rule.name not in message, rule.name
        assert rule.name.startswith(model._meta.model_name), rule.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda f: Film.objects.create(runtime=0),
        lambda f: FilmName.objects.create(film=f, text=""),
        lambda f: FilmLink.objects.create(film=f, site="web", value=""),
        lambda f: FilmName.objects.create(film=f, text="X", display=True),
    ],
)
def test_the_database_keeps_the_rules_by_itself(write: Any) -> None:
    memories = film()
    with pytest.raises(IntegrityError), transaction.atomic(), writing_tracked_rows():
        write(memories)


@pytest.mark.django_db
def test_the_year_is_that_of_the_earliest_release() -> None:
    memories = film(
        rows={
            "release:new1": {"date": "1996-02", "country": "US"},
            "release:new2": {"date": "1995-12-23", "country": "JP"},
            "release:new3": {"country": "FR"},
        }
    )
    assert memories.year == 1995
    assert memories.get_absolute_url() == f"/films/{memories.pk}-memories/"


@pytest.mark.parametrize("kind", RelationKind.values)
def test_a_relation_has_a_word_from_both_ends(kind: str) -> None:
    relation = RelationKind(kind)
    assert relation.inverse.inverse == relation
    assert relation.inverse.label


def test_roles_are_found_by_what_credits_print() -> None:
    terms = [term for role in ROLES.values() for term in (role.japanese, *role.also)]
    assert len(terms) == len(set(terms))
    for role in ROLES.values():
        assert role.department in Department
        assert len(role.code) <= 30
        for term in (role.japanese, *role.also):
            assert from_japanese(term) == role.code
    assert from_japanese(" 監督 ") == "director"
    assert from_japanese("謎") is None
    orders = [role.order for role in ROLES.values()]
    assert orders == sorted(set(orders))
    departments = [role.department for role in ROLES.values()]
    assert sorted(departments, key=list(Department).index) == departments


def test_identifiers_become_addresses() -> None:
    assert SITES["anilist"].url("film", "1462") == "https://anilist.co/anime/1462"
    assert SITES["anilist"].url("genre", "1") == ""
    assert SITES["official"].url("film", "https://memories.example") == "https://memories.example"
    for site in SITES.values():
        assert len(site.code) <= 20
        for pattern in site.urls.values():
            assert pattern.startswith("https://")
            assert pattern.count("{}") == 1


def test_models_protect_what_rows_point_at() -> None:
    for model in MODELS:
        for column in model._meta.fields:
            if isinstance(column, models.ForeignKey):
                assert column.remote_field.on_delete is models.PROTECT, (model, column.name)
                assert column.remote_field.related_name, (model, column.name)
