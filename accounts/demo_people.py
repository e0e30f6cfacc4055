"""What the demo's members say of themselves: a few words, a drawn picture, their favourites."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actions.people.describe_self import describe_self
from accounts.actions.people.favour import favour
from accounts.demo_pictures import draw
from accounts.models import User
from accounts.people.favourites import KINDS

_ABOUT = {
    "editor": "I write down credits. Most of them begin on the back of a laser disc sleeve that"
    " somebody was about to throw away.\n\nIf a film of mine lacks an in-between animator, *tell me*.",
    "reader": "Came for one film, stayed for the people who drew it.",
    "moderator": "Looks at the queue with tea. Anthologies first.",
}
_FAVOURITES: dict[str, dict[str, tuple[str, ...]]] = {
    "editor": {
        "film": ("Memories", "Perfect Blue", "Only Yesterday", "Robot Carnival", "Paprika"),
        "person": ("Satoshi Kon", "Katsuhiro Otomo", "Isao Takahata", "Joe Hisaishi"),
        "character": ("Ashitaka", "Atsuko Chiba"),
    },
    "reader": {
        "film": ("My Neighbor Totoro", "Spirited Away", "Whisper of the Heart"),
        "person": ("Hayao Miyazaki",),
    },
}


def seed_people() -> None:
    """Describe them, of the pages that the demo's catalogue has."""
    people = {user.username: user for user in User.objects.filter(username__in=_ABOUT)}
    for name, about in _ABOUT.items():
        drawn = SimpleUploadedFile("me.png", draw(f"{name}, at dusk", (640, 640)), "image/png")
        describe_self(people[name], about=about, picture=drawn if name != "reader" else None)
    for name, kinds in _FAVOURITES.items():
        for kind, titles in kinds.items():
            _favour(people[name], kind, titles)


def _favour(user: User, kind: str, titles: tuple[str, ...]) -> None:
    model: Any = KINDS[kind]
    for title in titles:
        entry = model.objects.visible().filter(title=title).order_by("pk").first()
        if entry is not None:
            favour(user, kind, entry.pk)
