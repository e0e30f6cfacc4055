"""The controlled list of staff roles: code, English term, Japanese term, department, order.

The terms are the ones that Japanese animation credits print and that English credits use for
them. ``from_japanese`` reads the printed term; what is not in the list becomes ``other`` with the
printed term kept on the credit (``Credit.role_text``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Department(models.TextChoices):
    """Groups of roles, in the order in which credits are shown."""

    DIRECTION = "direction", _("Direction")
    STORY = "story", pgettext_lazy("a department", "Story")
    DESIGN = "design", _("Design")
    ANIMATION = "animation", _("Animation")
    ART = "art", _("Art and colour")
    CAMERA = "camera", _("Photography and CG")
    SOUND = "sound", _("Music and sound")
    EDITING = "editing", _("Editing")
    PRODUCTION = "production", _("Production")
    OTHER = "other", _("Other")


@dataclass(frozen=True)
class Role:
    """One role. ``order`` counts through the whole list, so that it sorts by department too."""

    code: str
    label: Any
    japanese: str
    department: Department
    order: int
    also: tuple[str, ...] = ()


D = Department
_TABLE: tuple[tuple[str, Any, str, Department, tuple[str, ...]], ...] = (
    ("chief_director", _("Chief director"), "総監督", D.DIRECTION, ("チーフディレクター",)),
    ("director", _("Director"), "監督", D.DIRECTION, ("ディレクター", "演出（監督と同義）")),
    ("assistant_director", _("Assistant director"), "助監督", D.DIRECTION, ("監督助手", "監督補佐")),
    ("storyboard", _("Storyboard"), "絵コンテ", D.DIRECTION, ("コンテ", "画コンテ")),
    ("unit_director", _("Unit director"), "演出", D.DIRECTION, ()),
    ("assistant_unit_director", _("Assistant unit director"), "演出助手", D.DIRECTION, ("演出協力", "演出補佐")),
    ("supervision", _("Supervision"), "監修", D.DIRECTION, ()),
    ("original_work", _("Original work"), "原作", D.STORY, ("ORIGINAL STORY BY",)),
    ("original_concept", _("Original concept"), "原案", D.STORY, ()),
    ("writer", _("Writer"), "脚本", D.STORY, ("シナリオ", "Screenplay")),
    ("series_composition", _("Series composition"), "シリーズ構成", D.STORY, ("構成", "ストーリー構成")),
    ("adaptation", _("Adaptation"), "脚色", D.STORY, ()),
    ("script_assistance", _("Script assistance"), "脚本協力", D.STORY, ("文芸",)),
    ("original_character_design", _("Original character design"), "キャラクター原案", D.DESIGN, ("オリジナルキャラクターデザイン",)),
    ("character_design", _("Character design"), "キャラクターデザイン", D.DESIGN, ("アニメーションキャラクターデザイン", "キャラクター設定")),
    ("mechanical_design", _("Mechanical design"), "メカニックデザイン", D.DESIGN, ("メカニカルデザイン", "メカデザイン")),
    ("prop_design", _("Prop design"), "プロップデザイン", D.DESIGN, ()),
    ("design_works", _("Design works"), "デザインワークス", D.DESIGN, ("設定",)),
    ("chief_animation_director", _("Chief animation director"), "総作画監督", D.ANIMATION, ()),
    ("animation_director", _("Animation director"), "作画監督", D.ANIMATION, ("アニメーション監督", "アニメーションディレクター")),
    ("assistant_animation_director", _("Assistant animation director"), "作画監督補佐", D.ANIMATION, ("作画監督補",)),
    ("layout", _("Layout"), "レイアウト", D.ANIMATION, ()),
    ("key_animation", _("Key animation"), "原画", D.ANIMATION, ()),
    ("second_key_animation", _("Second key animation"), "第二原画", D.ANIMATION, ()),
    ("in_between", _("In-between animation"), "動画", D.ANIMATION, ()),
    ("in_between_check", _("In-between check"), "動画検査", D.ANIMATION, ("動画チェック",)),
    ("animation", _("Animation"), "作画", D.ANIMATION, ("アニメーター", "アニメーション")),
    ("art_director", _("Art director"), "美術監督", D.ART, ("美術", "アートディレクター")),
    ("art_setting", _("Art setting"), "美術設定", D.ART, ("美術デザイン", "美術ボード")),
    ("background_art", _("Background art"), "背景", D.ART, ("背景美術",)),
    ("color_design", _("Colour design"), "色彩設計", D.ART, ("色彩設定", "色指定")),
    ("finish", _("Finishing"), "仕上", D.ART, ("仕上げ", "彩色")),
    ("director_of_photography", _("Director of photography"), "撮影監督", D.CAMERA, ()),
    ("photography", _("Photography"), "撮影", D.CAMERA, ()),
    ("cg_director", _("CG director"), "CGディレクター", D.CAMERA, ("CG監督", "CGIディレクター")),
    ("cg", _("Computer graphics"), "CG", D.CAMERA, ("3DCG", "CGI")),
    ("special_effects", _("Special effects"), "特殊効果", D.CAMERA, ("特効",)),
    ("music", _("Music"), "音楽", D.SOUND, ("作曲",)),
    ("music_producer", _("Music producer"), "音楽プロデューサー", D.SOUND, ()),
    ("theme_song", _("Theme song"), "主題歌", D.SOUND, ()),
    ("sound_director", _("Sound director"), "音響監督", D.SOUND, ()),
    ("sound_effects", _("Sound effects"), "音響効果", D.SOUND, ("効果",)),
    ("recording", _("Recording"), "録音", D.SOUND, ("録音監督", "調整")),
    ("sound_production", _("Sound production"), "音響制作", D.SOUND, ()),
    ("editing", _("Editing"), "編集", D.EDITING, ()),
    ("executive_producer", _("Executive producer"), "製作総指揮", D.PRODUCTION, ("エグゼクティブプロデューサー",)),
    ("planning", _("Planning"), "企画", D.PRODUCTION, ("企画協力",)),
    ("producer", _("Producer"), "プロデューサー", D.PRODUCTION, ("PD", "制作プロデューサー")),
    ("assistant_producer", _("Assistant producer"), "アシスタントプロデューサー", D.PRODUCTION, ()),
    ("production", _("Production"), "製作", D.PRODUCTION, ("制作",)),
    ("animation_production", _("Animation production"), "アニメーション制作", D.PRODUCTION, ()),
    ("production_manager", _("Production manager"), "制作担当", D.PRODUCTION, ("製作担当", "制作デスク")),
    ("production_assistant", _("Production assistant"), "制作進行", D.PRODUCTION, ("製作進行",)),
    ("cooperation", _("Cooperation"), "協力", D.PRODUCTION, ("制作協力", "製作協力")),
    ("other", _("Other"), "その他", D.OTHER, ()),
)  # fmt: skip

ROLES: dict[str, Role] = {
    code: Role(code, label, japanese, department, order, also)
    for order, (code, label, japanese, department, also) in enumerate(_TABLE)
}
OTHER = "other"
#: Who directs a film.
DIRECTING = ("chief_director", "director")
CHOICES = [(role.code, role.label) for role in ROLES.values()]
_BY_JAPANESE = {term: r.code for r in ROLES.values() for term in (r.japanese, *r.also)}


def from_japanese(term: str) -> str | None:
    """The code of a role printed as ``term``, or ``None`` when the list does not have it."""
    return _BY_JAPANESE.get(term.strip())
