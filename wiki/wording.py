"""How words are put side by side in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext


def listed(words: Iterable[Any]) -> str:
    """Words one after the other, as a list in a sentence: "A, B, C". Empty ones are left out."""
    return pgettext("in a list", ", ").join(str(word) for word in words if word)
