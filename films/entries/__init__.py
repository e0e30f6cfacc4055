"""The declarations of the catalogue, in the order in which pages list their types."""

from films.entries import (  # noqa: F401  (declared by being imported)
    film,
    person,
    character,  # isort: skip
    company,
    franchise,
    genre,
    theme,
    thing,
    service,
)
