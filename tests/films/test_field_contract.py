"""The contract of every field of every registered type."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.films.full_documents import (
    FIELDS,
    SHAPES,
    name_of,
    sample,
)
from wiki import changesets
from wiki.entry_types import Shape
from wiki.fields import Field
from wiki.vocabulary_fields import Vocabulary

shapes = pytest.mark.parametrize("shape", SHAPES, ids=name_of)
ODD = [None, "", " ", "0", "x", "\n", "<b>", "日本", "film:1", "1995-12", "٣", 0, -1, 3, 2.5, True]
ODD += [False, [], ["x"], ["film:1"], [None], {}, {"a": 1}, "x" * 50_000, 10**30, "\x00", "\ud800"]


@shapes
def test_cleaning_is_idempotent(shape: Shape) -> None:
    for field in shape.fields.values():
        for value in [] if field.refers else [sample(field, at) for at in range(1, 9)]:
            assert field.clean(value) == value, field.name
        for value in [field.empty, *ODD]:
            try:
                once = field.clean(value)
            except ValidationError:
                continue
            assert field.clean(once) == once, (field.name, value)
            assert json.loads(json.dumps(once)) == once
            assert type(once) in (str, int, bool, list, type(None))


@shapes
def test_showing_never_fails(shape: Shape) -> None:
    for field in shape.fields.values():
        for value in ODD:
            assert isinstance(field.show(value), str), (field.name, value)
        for at in range(1, 9) if not field.refers else ():
            assert field.show(sample(field, at)), (field.name, at)


@shapes
def test_what_an_editor_sees_can_be_typed_again(shape: Shape) -> None:
    for field in shape.fields.values():
        if field.refers:
            continue
        for value in [field.default(), *(sample(field, at) for at in range(1, 9))]:
            if not (field.required and changesets.is_empty(value)):
                assert field.clean(field.to_input(value)) == field.clean(value), field.name


@shapes
def test_the_default_of_a_field_is_one_of_its_values(shape: Shape) -> None:
    for field in shape.fields.values():
        value = field.default()
        if not (field.required and changesets.is_empty(value)):
            assert field.clean(value) == value, field.name


@shapes
def test_every_suggestion_is_understood(shape: Shape) -> None:
    for field in shape.fields.values():
        for words in field.suggestions() if isinstance(field, Vocabulary) else ():
            for word in filter(None, map(str, words)):
                assert field.clean(word), (field.name, word)


@given(st.text(max_size=40), st.sampled_from([f for _s, f in FIELDS]))
def test_any_text_is_cleaned_or_refused(text: str, field: Field) -> None:
    try:
        value = field.clean(text)
    except ValidationError:
        return
    assert field.clean(value) == value
    assert isinstance(field.show(value), str)
