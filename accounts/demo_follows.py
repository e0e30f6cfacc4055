"""What the demo's members follow, and what they have heard of it."""

from __future__ import annotations

from django.utils import timezone

from accounts.actions.follow import follow
from accounts.follows.fan_out import go_on
from accounts.models import FilmList, NewsPlace, User
from films.models import Company, Film, Person
from wiki.models import Revision, SubmissionKind

_FOLLOWED = {
    Film: ("Memories", "Akira", "Perfect Blue", "My Neighbor Totoro"),
    Person: ("Satoshi Kon", "Katsuhiro Otomo"),
    Company: ("Studio 4°C",),
}


def seed_follows() -> None:
    """Have the reader follow what the demo's catalogue has, and hear of its edits since it was imported."""
    people = {user.username: user for user in User.objects.all()}
    reader, editor = people["reader"], people["editor"]
    for model, titles in _FOLLOWED.items():
        for entry in model.objects.visible().filter(title__in=titles).order_by("pk"):
            follow(reader, f"{model._meta.model_name}:{entry.pk}")
    for each in FilmList.objects.listed().exclude(owner=reader).order_by("pk")[:2]:
        follow(reader, f"list:{each.pk}")
    for follower, followed in ((reader, editor), (people["trusted"], editor), (editor, reader)):
        follow(follower, f"user:{followed.pk}")
    imported = Revision.objects.filter(kind=SubmissionKind.IMPORT).order_by("-pk")
    since = imported.values_list("pk", flat=True).first() or 0
    NewsPlace.objects.update_or_create(
        pk=1, defaults={"revision": since, "day": timezone.localdate()}
    )
    go_on()
