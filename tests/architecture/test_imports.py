"""Which way the applications may look: accounts -> films -> wiki, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sizes import ROOT, tracked_files

MAY_IMPORT = {
    "wiki": {"wiki"},
    "films": {"films", "wiki"},
    "accounts": {"accounts", "films", "wiki"},
}
# Names that say nothing about what is in a module, so that everything ends up there.
CATCH_ALLS = {"common", "helper", "helpers", "misc", "util", "utils"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the dotted name of each import, wherever in the module it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: imports are absolute"
            yield node.lineno, node.module or ""


def offences_of(path: Path) -> Iterator[str]:
    application = path.relative_to(ROOT).parts[0]
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[application] | {"tests"}
    for line, module in imports_of(path):
        if module.split(".")[0] in forbidden:
            yield f"{name_of(path)}:{line}: {application} imports {module}"


def test_applications_look_downward_only() -> None:
    modules = tracked_files(*(f"{application}/*.py" for application in MAY_IMPORT))
    assert modules
    offences = [offence for path in modules for offence in offences_of(path)]
    assert not offences, "\n".join(offences)


def test_no_module_is_a_catch_all() -> None:
    offences = [name_of(path) for path in tracked_files("*.py") if path.stem in CATCH_ALLS]
    offences += [
        name_of(path) for path in tracked_files("*.py") if CATCH_ALLS & set(path.parent.parts)
    ]
    assert not offences
