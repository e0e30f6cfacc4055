"""Titles and spellings as files give them, made into names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from wiki.vocabularies import validate_language

LONGEST = 300
KANA = re.compile(r"[\u3040-\u30ff]")
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々〆]")

#: Tags that files use for what BCP 47 writes otherwise.
_TAGS = {"es-LA": "es-419", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "x-jat": "ja-Latn"}
_UNKNOWN = {"", "und", "unk", "x-unk", "mul", "other"}
_KINDS = {
    "main": "official",
    "official": "official",
    "native": "native",
    "romaji": "romaji",
    "synonym": "alias",
    "alias": "alias",
    "kana": "kana",
    "short": "short",
}
#: Which of two names that read the same is kept.
_WEIGHT = {kind: at for at, kind in enumerate(("native", "official", "romaji", "kana", "alias"))}

_tags: dict[str, str] = {}


def language(tag: Any) -> str:
    """A language tag in the wiki's form; empty for one that says or means nothing."""
    if not isinstance(tag, str):
        return ""
    if tag not in _tags:
        _tags[tag] = _normal(tag.strip())
    return _tags[tag]


def _normal(tag: str) -> str:
    tag = _TAGS.get(tag, tag).replace("_", "-")
    if tag.lower() in _UNKNOWN or len(tag) > 20:
        return ""
    first, *rest = tag.split("-")
    parts = [first.lower()]
    parts += [p.title() if len(p) == 4 else p.upper() for p in rest]
    tag = "-".join(parts)
    try:
        validate_language(tag)
    except ValidationError:
        return ""
    return tag


def film_names(titles: Iterable[Any], *, title: str) -> list[dict[str, Any]]:
    """The names of a film: each once, the display name first.

    Shown is the official English title, else the romaji, else ``title``.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for item in titles:
        name = _name(item)
        if name is None:
            continue
        place = (readable(name["text"]), name.get("language", ""))
        there = found.get(place)
        if there is None or _rank(name) < _rank(there):
            found[place] = name
    names = _without_unknown_languages(list(found.values()))
    if title and not any(readable(n["text"]) == readable(title) for n in names):
        names.append({"text": title[:LONGEST], "kind": "official"})
    if not names:
        return []
    display = min(names, key=lambda n: _for_display(n, title))
    display["display"] = True
    return [display, *(n for n in names if n is not display)]


def _name(item: Any) -> dict[str, Any] | None:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return None
    text, kind = single_line(item["text"]), _KINDS.get(str(item.get("type")))
    if not text or kind is None or len(text) > LONGEST:
        return None
    tag = language(item.get("lang"))
    if kind == "official" and item.get("type") == "main":
        kind = {"ja": "native", "ja-Latn": "romaji"}.get(tag, kind)
    if kind == "native" and not tag and KANA.search(text):
        tag = "ja"
    return {"text": text, "language": tag, "kind": kind} if tag else {"text": text, "kind": kind}


def _without_unknown_languages(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out names of unknown language that stand there with their language too."""
    known = {readable(n["text"]) for n in names if n.get("language")}
    return [n for n in names if n.get("language") or readable(n["text"]) not in known]


def _for_display(name: dict[str, Any], title: str) -> tuple[int, bool]:
    tag, kind = name.get("language", ""), name["kind"]
    if tag == "en" and kind == "official":
        place = 0
    elif tag == "ja-Latn" and kind == "romaji":
        place = 1
    elif readable(name["text"]) == readable(title):
        place = 2
    else:
        place = 3 + _rank(name)
    return place, readable(name["text"]) != readable(title)


def _rank(name: dict[str, Any]) -> int:
    return _WEIGHT.get(name["kind"], len(_WEIGHT))


def readable(text: str) -> str:
    """``text`` for comparing: width, case and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def single_line(text: str) -> str:
    """``text`` without line breaks, tabs and spaces at its ends."""
    return " ".join(text.split())


def native_name(text: str) -> dict[str, Any]:
    """The name of somebody as a Japanese source prints it, shown as it is."""
    if EAST_ASIAN.search(text):
        return {"text": text, "language": "ja", "kind": "native", "display": True}
    return {"text": text, "kind": "official", "display": True}
