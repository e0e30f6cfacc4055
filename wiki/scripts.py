"""Which language a native title is written in, as far as its script tells.

Browsers choose fonts and line breaks by it, screen readers their voice.
"""

from __future__ import annotations

import re

_KANA = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def script_language(text: str, hint: str = "") -> str:
    """The language tag for ``text``: ``ja``, ``ko``, a Chinese ``hint``, or "" for other scripts."""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return hint if hint.startswith("zh") else "ja"
    return ""
