"""The world of the page types: the demo's catalogue, people and edits, and what else pages can show.

``addresses`` names what the list in ``pages.py`` leads to: ``{memories}`` is a film's address.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone

from accounts.actions.appeal import appeal
from accounts.actions.people.set_privacy import set_privacy
from accounts.actions.suspend import suspend
from accounts.demo import PASSWORD
from accounts.models import DiaryEntry, FilmList, ImportStage, ListImport, Review, User
from accounts.moving import formats, work
from accounts.moving.files import opened
from accounts.privacy import Part, Seen
from films.models import (
    Availability,
    Company,
    Feature,
    Film,
    Franchise,
    Genre,
    Person,
    Service,
    Theme,
    Thing,
)
from wiki import documents, mail_texts
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.ask import ask
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.actions.protect import protect
from wiki.actions.reject import reject
from wiki.actions.save_report import save_report
from wiki.actions.say_distinct import say_distinct
from wiki.actions.submit import submit
from wiki.changesets import ChangeSet, diff
from wiki.entry_types import registry
from wiki.models import (
    Act,
    Audit,
    Draft,
    EditFilter,
    FilterHit,
    LogEntry,
    Picture,
    Protection,
    Report,
    Submission,
    SubmissionKind,
)
from wiki.quality import alike
from wiki.quality.question import Question

DAY = timedelta(days=1)


def make() -> dict[str, str]:
    """Fill an empty database; return the addresses."""
    call_command("load_demo", stdout=io.StringIO())
    people = {user.username: user for user in User.objects.all()}
    # One has done nothing yet, one means no good, one has come without a password.
    for name, password in (("newcomer", PASSWORD), ("yubaba", PASSWORD), ("bou", None)):
        user = User.objects.create_user(name, f"{name}@demo.invalid", password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        people[name] = user
    _dispute(people)
    _restrain(people)
    _amend(people)
    _act_on_pages(people)
    _keep_draft(people["editor"])
    call_command("load_filters", verbosity=0)  # now, so that none of this is too fast for them
    _watch(people)
    _look_for_gaps(people["editor"])
    _import(people["editor"])
    set_privacy(people["yubaba"], {Part.DIARY: Seen.ME})
    _offer(people["moderator"])
    return addresses()


def addresses() -> dict[str, str]:
    """Where things are in the world that ``make`` has made."""
    submissions = Submission.objects.defer("changes").order_by("pk")
    found: dict[str, Any] = {
        "memories": _film("Memories"),
        "akira": _film("Akira"),
        "short_anthology": _film("Neo Tokyo"),
        "plain_film": Film.objects.visible().exclude(title__in=("Memories", "Akira")).last(),
        "hidden": Film.objects.filter(hidden=True).last(),
        "merged": Thing.objects.exclude(merged_into=None).last(),
        "person": Person.objects.get(title="Satoshi Kon"),
        "character": _film("Akira").appearances.order_by("pk")[0].character,
        "company": Company.objects.visible().order_by("pk")[0],
        "franchise": Franchise.objects.visible().order_by("pk")[0],
        "genre": Genre.objects.visible().order_by("pk")[0],
        "theme": Theme.objects.visible().order_by("pk")[0],
        "thing": Thing.objects.visible().order_by("pk")[0],
        "other_thing": Thing.objects.visible().order_by("-pk")[0],
        "service": Service.objects.visible().order_by("pk")[0],
        "waiting": submissions.get(summary__startswith="The American disc"),
        "conflicting": submissions.get(summary="A shorter deck"),
        "approved": submissions.get(summary="Who animated it"),
        "in_part": submissions.get(summary="Length and time"),
        "rejected": submissions.get(summary__startswith="It felt longer"),
        "refused": submissions.get(summary="Best price"),
        "asked": submissions.get(summary="How it began"),
        "amended": submissions.get(summary="Who cut it, from the titles"),
        "new_page": submissions.get(kind=SubmissionKind.CREATE, status="pending"),
        "protected": _film("Perfect Blue"),
        "list": FilmList.objects.get(title="Seen and watched"),
        "curated": FilmList.objects.get(title="Small films in big ones"),
        "feature": Feature.objects.visible().order_by("pk")[0],
        "review": Review.objects.filter(user__username="editor").order_by("pk")[0],
        "report": Report.objects.order_by("pk")[0],
        "import_ready": ListImport.objects.get(stage=ImportStage.READY),
        "import_done": ListImport.objects.get(stage=ImportStage.DONE),
        "import_working": ListImport.objects.get(stage=ImportStage.RUNNING),
    }
    paths = {name: thing.get_absolute_url() for name, thing in found.items()}
    other = found["other_thing"]
    return {
        **paths,
        "review_key": f"review:{found['review'].pk}",
        "diary_row": f"/mine/diary/{DiaryEntry.objects.filter(user__username='editor').earliest('pk').pk}/",
        "other_thing_id": str(other.pk),
        "memories_id": str(found["memories"].pk),
        "audit": str(Audit.objects.order_by("pk")[0].pk),
        "filter": str(EditFilter.objects.order_by("pk")[0].pk),
        "offer": _offer_check(),
        "studio": Company.objects.get(title="Studio Ghibli").get_absolute_url(),
        "act": str(LogEntry.objects.filter(act=Act.PROTECT).latest("pk").pk),
        "picture": Picture.objects.exclude(published_at=None).order_by("pk")[0].digest,
        "mail_off": signing.dumps([_user("editor").pk, "likes"], salt=mail_texts.SALT),
        "mail_all_off": signing.dumps([_user("editor").pk, ""], salt=mail_texts.SALT),
    }


def _offer_check() -> str:
    """The question whether a film is still where it was, in several countries."""
    offer = Availability.objects.get(film__title="Neo Tokyo", until__isnull=False)
    return f"{offer.film.get_absolute_url()}watch/{offer.pk}/"


def _user(name: str) -> User:
    return User.objects.get(username=name)


def _film(title: str) -> Film:
    return Film.objects.visible().get(title=title)


def _edit(film: Film, author: User, summary: str, *rows: Any, **fields: Any) -> Submission:
    """An edit of ``film``'s own fields, and of ``rows`` as (key, fields)."""
    key = f"film:{film.pk}"
    before = documents.load_one(film)
    after = {name: dict(row) for name, row in before.items()}
    after[key] |= fields
    for name, row in rows:
        after[name] = row
    return submit(
        diff(before, after, entry=key),
        entry=key,
        kind=SubmissionKind.EDIT,
        author=author,
        summary=summary,
        sources="seen in the film",
        base_number=film.number,
    )


def _offer(moderator: User) -> None:
    """A place to watch that ends soon."""
    service = Service.objects.visible().order_by("pk")[0]
    today = timezone.localdate()
    row = {
        "film": f"film:{_film('Neo Tokyo').pk}",
        "service": f"service:{service.pk}",
        "countries": ["JP", "US"],
        "until": (today + 10 * DAY).isoformat(),
        "checked_on": today.isoformat(),
    }
    _edit(_film("Neo Tokyo"), moderator, "It leaves soon", ("availability:new1", row))


def _dispute(people: dict[str, User]) -> None:
    """A fact that sources tell differently."""
    film = _film("Akira")
    dispute: dict[str, Any] = {"film": f"film:{film.pk}", "about": "runtime"}
    rows = [("filmdispute:new1", dispute)]
    for at, (value, source) in enumerate((("124", "The Japanese disc"), ("125", "The poster"))):
        claim = {"dispute": "filmdispute:new1", "value": value, "source": source, "position": at}
        rows.append((f"filmclaim:new{at + 1}", claim))
    told = _edit(film, people["editor"], "Two lengths", *rows)
    approve(told, moderator=people["moderator"])


def _restrain(people: dict[str, User]) -> None:
    """Somebody who means no good: live edits to roll back, a rejection, a suspension, two appeals."""
    moderator, vandal = people["moderator"], people["yubaba"]
    film = _film("Paprika")
    careless = _edit(film, vandal, "More of it", deck="The best price for this film is in my shop.")
    approve(careless, moderator=people["admin"])
    film.refresh_from_db()
    again = _edit(film, vandal, "Best price", deck="My shop sells this film, and the sequel too.")
    reject(again, moderator=moderator, note="This is no place for shops.")
    appeal(vandal, text="It is a good shop.", submission=Submission.objects.get(pk=again.pk))
    until = timezone.now() + 7 * DAY
    held = suspend(vandal, by=moderator, reason="Shops, three times", until=until)
    appeal(vandal, text="I will not do it again.", suspension=held)


def _amend(people: dict[str, User]) -> None:
    """An edit that its author has changed since, and talk about it."""
    waiting = Submission.objects.get(summary="Who cut it")
    ask(waiting, moderator=people["moderator"], text="Is that from the end titles?")
    changes: ChangeSet = waiting.changes
    amend(
        waiting,
        changes,
        user=people["editor"],
        summary="Who cut it, from the titles",
        sources="End titles, 1:25:10",
    )


def _act_on_pages(people: dict[str, User]) -> None:
    """A hidden page, a merged one, protections in force and proposed."""
    moderator = people["moderator"]
    hide(_film("Steamboy"), user=moderator, summary="Stands here twice")
    cat, bus = Thing.objects.get(title="Catbus"), Thing.objects.get(title="Comet")
    merge(bus, into=cat, user=moderator, summary="The same thing")
    reason = "Its length is changed every week"
    protect(_film("Perfect Blue"), by=moderator, level="trusted", reason=reason, field="runtime")
    Protection.objects.create(
        entry_type="film",
        entry_id=_film("Paprika").pk,
        level="moderators",
        reason="Three edits were taken back within a day",
        created_at=timezone.now(),
        until=timezone.now() + DAY,
        proposed=True,
    )


def _keep_draft(user: User) -> None:
    """Something typed and not sent."""
    film = _film("Memories")
    now = timezone.now()
    Draft.objects.create(
        user=user,
        form="kept",
        path=f"{film.get_absolute_url()}edit/?section=story",
        title=film.title,
        data="deck=Three+stories+of+memory",
        base_number=film.number,
        created_at=now,
        updated_at=now,
    )


def _watch(people: dict[str, User]) -> None:
    """An audit that waits, and what a filter has hit."""
    live = Submission.objects.get(summary="His first feature")
    Audit.objects.get_or_create(submission=live, defaults={"created_at": timezone.now()})
    film = _film("Paprika")
    FilterHit.objects.create(
        filter=EditFilter.objects.order_by("pk")[0],
        author=people["yubaba"],
        stopped=True,
        entry_type=registry.of(type(film)).name,
        entry_id=film.pk,
        title=film.title,
        summary="Cheap discs",
        text="Cheap discs in my shop",
        created_at=timezone.now(),
    )


def _import(user: User) -> None:
    """Lists from elsewhere: one to be looked at, one that is written, one that is being written."""
    anime = (
        "<anime><series_title>{}</series_title><series_type>{}</series_type><my_score>9</my_score>"
        "<my_status>Completed</my_status><my_finish_date>2019-05-21</my_finish_date></anime>"
    )
    rows = [("Memories", "Movie"), ("Akira", ""), ("Not Here Yet", "Movie"), ("A Series", "TV")]
    data = f"<myanimelist>{''.join(anime.format(*row) for row in rows)}</myanimelist>".encode()
    for stage in (ImportStage.READY, ImportStage.DONE, ImportStage.RUNNING):
        source = opened(f"animelist-{stage}.xml", data)
        made = work.begin(user, source, *formats.read(source))
        if stage != ImportStage.READY:
            work.carry_out(made, rule="mine")
            ListImport.objects.filter(pk=made.pk).update(stage=stage)


def _look_for_gaps(user: User) -> None:
    """Characters that look alike, some of whom are said to differ, and a question that is kept."""
    alike.scan_all()
    pair = alike.suspected(registry["character"]).order_by("pk")[0]
    reason = "A mother and her daughter"
    say_distinct(registry["character"], pair.first, pair.second, user=user, reason=reason)
    question = Question(registry["film"], QueryDict("lacks=poster&has=staff&country=JP"))
    save_report(None, question, owner=user, title="Staff and no poster", public=True)
