"""Credits as Japanese sources print them: roles, and names that are firms or nobody's."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from films.roles import OTHER, ROLES, from_japanese

#: English terms of files that are not the labels of our list.
_ENGLISH = {
    "screenplay": "writer",
    "art": "art_director",
    "composition": "series_composition",
    "animator": "animation",
    "color design": "color_design",
    "in-between animation": "in_between",
    "distribution": OTHER,
}
_ENGLISH.update({str(role.label).lower(): role.code for role in ROLES.values()})
#: Printed terms that say the same as one of our list.
_SHORT_FORMS = {
    "キャラデザイン": "character_design",
    "キャラデザ": "character_design",
    "キャラクターデザイナー": "character_design",
    "キャラクターデザイン原案": "original_character_design",
    "キャラ原案": "original_character_design",
    "作監": "animation_director",
    "音楽監督": "music",
    "製作デスク": "production_manager",
    "アニメーション製作": "animation_production",
    "アニメ制作": "animation_production",
}
_AROUND = re.compile(r"^[\s（(〈＜<\[【：:]+|[\s）)〉＞>\]】：:]+$")
_BETWEEN = re.compile(r"[･・、/／&＆,，\s]+")
_FIRM = re.compile(
    r"株式会社|有限会社|\(株\)|（株）|プロダクション|スタジオ|製作委員会|制作委員会|テレビ$|放送|"
    r"新聞社|出版|映画社|\b(Studio|Inc|Ltd|Pictures|Entertainment|Production)\b"
)
_NOBODY = re.compile(r"^([?？※＊*\-－―…・.,、。\s]*|不詳|不明|なし|未詳|他|ほか)$|^[*＊※]")
_SPACED = re.compile(r"^[^\x00-\x7f](?: [^\x00-\x7f])+$")
#: Role of a firm by the words in its printed role, first match first.
_FIRM_ROLES = (
    ("配給", "distribution"),
    ("アニメーション制作", "animation"),
    ("アニメーション製作", "animation"),
    ("アニメ制作", "animation"),
    ("委員会", "committee"),
    ("協力", "cooperation"),
    ("音楽", "music"),
    ("音響", "music"),
    ("製作", "production"),
    ("制作", "production"),
    ("Produced", "production"),
    ("PRODUCTION", "production"),
    ("企画", "planning"),
)


def roles(printed: Any, english: Any) -> list[tuple[str, str]]:
    """The roles (code, text) that a printed term names; several when it joins several.

    ``text`` is the printed term where our list has none that fits.
    """
    term = _AROUND.sub("", str(printed or ""))
    code = _find(str(printed or "")) or _find(term)
    if code is None and _BETWEEN.search(term):
        parts = [_find(part) for part in _BETWEEN.split(term) if part]
        if parts and all(parts):
            return [(str(part), "") for part in dict.fromkeys(parts)]
    if code is None and isinstance(english, str):
        code = _ENGLISH.get(english.strip().lower())
    if code and code != OTHER:
        return [(code, "")]
    return [(OTHER, str(printed or english or "")[:120])]


def _find(term: str) -> str | None:
    plain = unicodedata.normalize("NFKC", term).strip()
    for form in (term, plain, plain.replace("・", "")):
        code = from_japanese(form) or _SHORT_FORMS.get(form) or _ENGLISH.get(form.lower())
        if code and code != OTHER:
            return code
    return None


def firm_role(printed: Any, name: str) -> tuple[str, str]:
    """What a firm did: the code, and the printed term where the code says less."""
    term = str(printed or "")
    if "製作委員会" in name or "製作委員会" in term:
        return "committee", ""
    code = next((code for word, code in _FIRM_ROLES if word in term), "other")
    if not term:
        code = "production"
    exact = term in (
        "",
        "製作",
        "制作",
        "企画",
        "配給",
        "アニメーション制作",
        "製作協力",
        "制作協力",
    )
    return code, "" if exact else term[:300]


def printed_name(text: Any) -> str:
    """A printed name without what does not belong to it; empty when it is nobody's.

    Brackets that enclose it, or that its list has left at one end, go; letters that are spaced out
    (東 宝) move together.
    """
    if not isinstance(text, str):
        return ""
    name = " ".join(text.split()).strip("[]〈〉<>|☆□ ")
    for opening, closing in ("()", "（）"):
        if name.endswith(closing) and opening not in name:
            name = name[:-1].strip()
        if name.startswith(opening) and closing not in name:
            name = name[1:].strip()
    if _SPACED.match(name):
        name = name.replace(" ", "")
    return "" if _NOBODY.search(name) or len(name) > 200 else name


def is_firm(name: str) -> bool:
    """Whether a name is clearly a firm's."""
    return bool(_FIRM.search(name))
