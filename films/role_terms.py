"""What credits print for the roles of the list, in English and Japanese, and in which spellings."""

from __future__ import annotations

from functools import cache

from django.utils.translation import override

from films.roles import ROLES
from wiki.folding import fold_romaji

#: English terms beside those of the list; plurals and a "by" behind them are understood anyway.
_ENGLISH: dict[str, tuple[str, ...]] = {
    "chief_director": ("general director", "executive director", "supervising director"),
    "director": ("directed", "film director", "direction"),
    "assistant_director": ("co-director", "deputy director"),
    "storyboard": ("storyboard artist", "continuity", "e-conte"),
    "unit_director": ("episode director", "segment director", "technical director", "enshutsu"),
    "assistant_unit_director": ("assistant episode director",),
    "supervision": ("supervisor", "general supervision", "supervised"),
    "original_work": (
        "original story", "original author", "original creator", "original manga",
        "original novel", "based on the work", "created", "creator",
    ),
    "original_concept": ("original idea", "original plan", "concept", "original draft"),
    "writer": ("written", "script", "scriptwriter", "screenwriter", "screenplay", "scenario"),
    "adaptation": ("adapted",),
    "original_character_design": ("original character designer", "original characters"),
    "character_design": ("character designer", "animation character design", "characters designed"),
    "mechanical_design": ("mechanical designer", "mecha design", "mechanic design", "mecha"),
    "prop_design": ("prop designer", "props"),
    "design_works": ("design work", "design", "concept design", "conceptual design"),
    "chief_animation_director": ("chief animation supervisor", "general animation director"),
    "animation_director": ("animation supervisor", "sakuga kantoku"),
    "assistant_animation_director": ("assistant animation supervisor",),
    "layout": ("layout artist", "layout animation"),
    "key_animation": ("key animator", "keyframe", "genga", "animation key"),
    "second_key_animation": ("2nd key animation", "second key animator", "2nd key animator"),
    "in_between": ("in-between", "inbetween", "in-betweener", "inbetween animation", "inbetweener"),
    "in_between_check": ("in-between checker", "inbetween check", "animation check"),
    "animation": ("animator", "animated"),
    "art_director": ("art direction", "art"),
    "art_setting": ("art design", "art designer", "art board", "set design"),
    "background_art": ("background", "background artist", "backgrounds painted"),
    "color_design": ("color design", "color designer", "colour designer", "color setting",
                     "color coordination", "colour coordination", "color stylist"),
    "finish": ("finish", "finish animation", "ink and paint", "painting", "digital painting"),
    "director_of_photography": ("photography director", "cinematography", "cinematographer"),
    "photography": ("camera", "compositing", "composite", "filming", "photographed"),
    "cg_director": ("cgi director", "3d director", "3dcg director", "3d cg director"),
    "cg": ("cg animation", "cgi animation", "3d animation", "3d cg", "cg animator"),
    "special_effects": ("special effect", "visual effects", "effects"),
    "music": ("composer", "composed", "original score", "score", "music composed"),
    "theme_song": ("theme music", "theme song performance"),
    "sound_director": ("sound direction", "audio director", "audio direction"),
    "sound_effects": ("sound effect", "sound design", "sound designer"),
    "recording": ("recording engineer", "recording director", "mixing", "sound mixing"),
    "editing": ("editor", "film editing", "edited", "film editor"),
    "executive_producer": ("chief producer",),
    "planning": ("plan", "project planning", "planned"),
    "producer": ("produced", "animation producer", "production producer"),
    "assistant_producer": ("associate producer",),
    "production": ("produced",),
    "animation_production": ("animation studio", "animated at", "studio"),
    "production_manager": ("production desk", "production management", "line producer"),
    "production_assistant": ("production advancement", "production runner"),
    "cooperation": ("production cooperation", "assistance", "production assistance", "support"),
}  # fmt: skip


def role_of(term: str) -> str | None:
    """The code of the role that a printed term stands for, whatever its case; ``None`` if none.

    Understands "Directed by", "Key animators" and "Director(s)" beside the terms of the list.
    """
    folded = fold_romaji(term)
    terms = _terms()
    for form in (folded, *_shorter(folded)):
        if form in terms:
            return terms[form]
    return None


def label_of(code: str) -> str:
    """What credits in English call a role."""
    with override(None):
        return str(ROLES[code].label)


def _shorter(folded: str) -> list[str]:
    """A term without what English adds to it."""
    forms = []
    if folded.endswith(" by"):
        forms.append(folded[:-3])
    if folded.endswith(" s"):  # from "director(s)"
        forms.append(folded[:-2])
    elif folded.endswith("s"):
        forms.append(folded[:-1])
    return forms


@cache
def _terms() -> dict[str, str]:
    """Codes by folded term; the list's own terms win, its first ones most."""
    terms: dict[str, str] = {}
    for code, words in _ENGLISH.items():
        for word in words:
            terms.setdefault(fold_romaji(word), code)
    for code, role in ROLES.items():
        terms |= {fold_romaji(word): code for word in role.also}
    for code, role in ROLES.items():
        own = (role.japanese, code.replace("_", " "), label_of(code))
        terms |= {fold_romaji(word): code for word in own}
    return terms
