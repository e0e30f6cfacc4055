"""The declarations of the catalogue, in the order in which pages list their types."""

# Declared by being imported; the order matters.
# ruff: noqa: F401, I001
from films.entries import film
from films.entries import person
from films.entries import character
from films.entries import company
from films.entries import franchise
from films.entries import genre
from films.entries import theme
from films.entries import thing
from films.entries import service
from films.entries import feature
