"""What the documents name must exist."""

import re
from pathlib import Path

from tests.architecture.sizes import ROOT, tracked_files

# `wiki/actions/approve.py`, `tests/journeys/`: what has a slash and looks like a file or folder.
IN_CODE = re.compile(r"`([\w.<>*-]+(?:/[\w.<>*-]+)*/?)`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
TOP_LEVEL = {path.name for path in ROOT.iterdir()}
# Pages of the site: their links are its addresses, which tests/wiki/test_help_pages.py follows.
SERVED = "docs/help/"
# Made by running the project, not in it.
MADE = {"var", ".venv"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def paths_in(text: str) -> set[str]:
    """Return what is written like a path that starts at the top of the project."""
    named = {found for found in IN_CODE.findall(text) if "/" in found}
    return {found for found in named if found.split("/")[0] in TOP_LEVEL - MADE}


def exists(pattern: str) -> bool:
    """Tell whether a path exists; `<noun>` and `*` stand for any name."""
    return any(ROOT.glob(re.sub(r"<[^>]*>", "*", pattern).rstrip("/")))


def test_every_path_that_a_document_names_exists() -> None:
    missing = []
    for document in tracked_files("*.md"):
        text = document.read_text(encoding="utf-8")
        named = [found for found in sorted(paths_in(text)) if not exists(found)]
        if not name_of(document).startswith(SERVED):
            named += [link for link in LINK.findall(text) if not (document.parent / link).exists()]
        missing += [f"{name_of(document)}: {name}" for name in named]
    assert not missing, "\n".join(missing)


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in tracked_files("*.md"):
        named = set(re.findall(r"`make ([a-z-]+)", document.read_text(encoding="utf-8")))
        assert named <= targets, name_of(document)
