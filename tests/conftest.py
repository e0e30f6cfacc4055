"""What every test may use."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Each test starts with nothing counted against the rate limits."""
    cache.clear()
    yield
    cache.clear()
