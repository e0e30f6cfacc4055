"""Name what has grown too large: `python -m tests.architecture.sizes`. It fails nothing."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES = 400
FUNCTION_LINES = 60
VIEW_LINES = 25
TEMPLATE_LINES = 120


def tracked_files(*patterns: str) -> list[Path]:
    """Return the files of the project that match one of the patterns."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def oversized(path: Path) -> Iterator[str]:
    """Yield a line for each thing in a file that is over its size."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT)
    lines = text.count("\n")
    if path.suffix == ".html":
        if lines > TEMPLATE_LINES:
            yield f"{name}: {lines} lines, over {TEMPLATE_LINES}"
        return
    if lines > MODULE_LINES:
        yield f"{name}: {lines} lines, over {MODULE_LINES}"
    limit = VIEW_LINES if "views" in name.parts and "tests" not in name.parts else FUNCTION_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > limit:
                yield f"{name}:{node.lineno}: {node.name}() has {length} lines, over {limit}"


def main() -> None:
    """Print all offenders."""
    for path in tracked_files("*.py", "templates/*.html"):
        if "migrations" not in path.parts:
            for offence in oversized(path):
                print(f"large: {offence}")


if __name__ == "__main__":
    main()
