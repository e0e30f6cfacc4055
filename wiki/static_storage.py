"""Static files as production serves them: one style sheet, hashed names, compressed.

The style sheet is written as one file a component, imported by `static/css/genga.css`. Browsers would
fetch the imports one after another, so collecting static files puts them in their place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: The style sheet whose imports are inlined.
ENTRY = "css/genga.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\)(?: layer\(([a-z]+)\))?;')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Inlines the imports of the style sheet, then hashes and compresses."""

    #: Modules import each other by their hashed names.
    support_js_module_import_aggregation = True

    def post_process(self, paths: Any, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Bundle before anything is hashed, so that the name follows the whole content."""
        if ENTRY in paths and not dry_run:
            content = ContentFile(bundled(ENTRY, paths).encode())
            self.delete(ENTRY)
            self._save(ENTRY, content)
            paths[ENTRY] = (self, ENTRY)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def bundled(name: str, paths: Any) -> str:
    """A style sheet with its imports in their place, from the sources that ``paths`` names."""
    storage, path = paths[name]
    with storage.open(path) as file:
        text = _COMMENT.sub("", file.read().decode())

    def inline(match: re.Match[str]) -> str:
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        body = bundled(imported, paths)
        return f"@layer {match[2]}{{{body}}}" if match[2] else body

    return _SPACE.sub(" ", _IMPORT.sub(inline, text))
