"""How much a role shapes a film: what makes two films alike, and people known for working together.

Roles that are not here are done by many on every film and say little.
"""

from __future__ import annotations

#: By the codes of ``films.roles``.
WEIGHTS: dict[str, int] = {
    "director": 10,
    "chief_director": 9,
    "original_work": 6,
    "writer": 6,
    "original_concept": 5,
    "series_composition": 5,
    "character_design": 5,
    "original_character_design": 5,
    "music": 5,
    "animation_director": 4,
    "chief_animation_director": 4,
    "art_director": 4,
    "storyboard": 4,
    "unit_director": 3,
    "mechanical_design": 3,
    "director_of_photography": 3,
    "layout": 2,
    "color_design": 2,
    "sound_director": 2,
    "art_setting": 2,
    "cg_director": 2,
    "editing": 2,
    "producer": 2,
    "key_animation": 1,
    "assistant_director": 1,
    "supervision": 1,
}
