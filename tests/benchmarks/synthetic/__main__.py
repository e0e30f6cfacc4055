"""Fill an empty database with a catalogue of any size."""

from __future__ import annotations

import argparse
import os
import sys
import time

import django

os.environ.setdefault("GENGA_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")


def main() -> None:
    """Read the arguments, fill, and say how long it took."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.synthetic", description=__doc__)
    parser.add_argument("--films", type=int, default=1_000_000, help="how many (1,000,000)")
    films: int = parser.parse_args().films
    if films < 1:
        parser.error("--films is a number from 1.")
    django.setup()
    from tests.benchmarks.synthetic.catalogue import NotEmpty, make

    began = time.monotonic()
    try:
        total = make(films, report=lambda line: print(line, flush=True))
    except NotEmpty:
        sys.exit("The database holds films already; name an empty one in DATABASE_URL.")
    print(f"{total:,} rows in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
