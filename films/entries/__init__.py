"""The declarations of the catalogue, in the order in which pages list their types."""

from films.entries import (  # noqa: F401  (declared by being imported)
    character,  # isort: skip
    company,
    film,
    franchise,
    genre,
    person,
    service,
    theme,
    thing,
)
