"""Files and films for tests of moving in and out."""

from __future__ import annotations

from pathlib import Path

from accounts.models import ImportStage, ListImport, User
from accounts.moving import formats, work
from accounts.moving.files import opened
from accounts.moving.rows import Read
from films.models import Film
from tests import cast

SAMPLES = Path(__file__).parent / "samples"


def film(
    title: str, year: int, *, rows: dict[str, dict[str, object]] | None = None, **links: str
) -> Film:
    """A film of a year, with what other sites call it."""
    known = {
        f"filmlink:new{at}": {"site": site, "value": value}
        for at, (site, value) in enumerate(links.items(), start=1)
    }
    release = {"release:new1": {"country": "JP", "date": str(year), "medium": "cinema"}}
    return cast.film(title, rows={**release, **known, **(rows or {})})


def catalogue() -> dict[str, Film]:
    """The films that the samples speak of."""
    return {
        "memories": film("Memories", 1995, mal="1462", anilist="1462", imdb="tt0113799"),
        "akira": film("Akira", 1988, mal="47"),
        "blue": film("Perfect Blue", 1998),
    }


def read(name: str) -> tuple[str, Read]:
    """A sample, read."""
    return formats.read(opened(name, (SAMPLES / name).read_bytes()))


def begin(name: str, data: bytes | None = None, *, by: User | None = None) -> ListImport:
    """A sample or other file, looked up for mei (or ``by``)."""
    source = opened(name, (SAMPLES / name).read_bytes() if data is None else data)
    made = work.begin(by or cast.mei(), source, *formats.read(source))
    return finished(made)


def finished(of: ListImport) -> ListImport:
    """The import once the site has done its part."""
    while of.is_working:
        work.go_on()
        of.refresh_from_db()
    return of


def bring(
    name: str, data: bytes | None = None, *, rule: str = "mine", rest: str = ""
) -> ListImport:
    """A sample or other file, written to mei's list as far as it is sure."""
    made = begin(name, data)
    work.carry_out(made, rule=rule, status_for_rest=rest)
    made.refresh_from_db()
    made = finished(made)
    assert made.stage == ImportStage.DONE
    return made


def states(of: ListImport) -> dict[str, int]:
    """How many rows have each state."""
    found: dict[str, int] = {}
    for state in of.rows.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found
