"""Pages of a list by number: its rows have places, and a place is what readers look for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from accounts.lists.rows import PAGE_SIZE
from wiki.keyset import BadCursor

PARAMETER = "page"


@dataclass(frozen=True)
class Pages:
    """One page of ``count`` rows; ``kept`` are further parameters of its address."""

    number: int
    count: int
    kept: tuple[tuple[str, str], ...] = ()
    size: int = PAGE_SIZE

    @classmethod
    def read(
        cls, parameters: QueryDict, count: int, kept: tuple[tuple[str, str], ...] = ()
    ) -> Pages:
        """The page that an address asks for. Raises ``BadCursor`` for one that cannot be."""
        asked = parameters.getlist(PARAMETER) or ["1"]
        text = asked[0]
        if len(asked) > 1 or not (text.isascii() and text.isdigit() and len(text) < 6):
            raise BadCursor
        pages = cls(int(text), count, tuple((name, value) for name, value in kept if value))
        if not 1 <= pages.number <= pages.last:
            raise BadCursor
        return pages

    @property
    def last(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.count // self.size))

    @property
    def start(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def first_rank(self) -> int:
        """The place of the first row."""
        return self.start + 1

    @property
    def previous(self) -> str:
        """The query string of the page before; empty on the first."""
        return self.link(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The query string of the page after; empty on the last."""
        return self.link(self.number + 1) if self.number < self.last else ""

    def link(self, number: int) -> str:
        """The query string of a page."""
        page = ((PARAMETER, str(number)),) if number > 1 else ()
        return f"?{urlencode((*self.kept, *page))}"
