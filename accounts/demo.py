"""What the demo brings besides the catalogue: five accounts, and edits that they made."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.demo_pictures import seed_pictures
from accounts.demo_texts import seed_translations
from accounts.models import User
from films.models import Film
from wiki import changesets, documents
from wiki.actions.approve import approve
from wiki.actions.ask import ask
from wiki.actions.comment import comment
from wiki.actions.reject import reject
from wiki.actions.submit import submit
from wiki.changesets import Change, ChangeSet, Document
from wiki.entry_types import registry
from wiki.models import Submission, SubmissionKind
from wiki.search import resolve

PASSWORD = "genga-demo"  # noqa: S105 -- printed on start, and on the site's banner
ROLES = {
    "reader": User.Role.NEW,
    "editor": User.Role.MEMBER,
    "trusted": User.Role.TRUSTED,
    "moderator": User.Role.MODERATOR,
    "admin": User.Role.ADMIN,
}


@transaction.atomic
def make_accounts() -> None:
    """Make those of the five accounts that are missing, each with a verified e-mail address."""
    for name, role in ROLES.items():
        if User.objects.filter(username__iexact=name).exists():
            continue
        is_admin = role == User.Role.ADMIN
        user = User.objects.create_user(
            name,
            f"{name}@demo.invalid",
            PASSWORD,
            role=role,
            is_staff=is_admin,
            is_superuser=is_admin,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def seed_submissions() -> None:
    """Make an edit history and a few waiting submissions, through the engine.

    Edits of films that the catalogue does not hold are left out.
    """
    people = {user.username: user for user in User.objects.filter(username__in=ROLES)}
    seed_pictures(people)
    seed_translations(people, outdated=True)
    _seed_history(people)
    seed_translations(people, outdated=False)
    _seed_queue(people)
    _seed_talk(people)


def _seed_history(people: dict[str, User]) -> None:
    """Edits that were approved, went live at once, or were rejected."""
    moderator = people["moderator"]
    akira = _edit(
        "Akira",
        people["editor"],
        _add_sentence("The voices were recorded before the drawings, so that lips follow speech."),
        "How it was made",
        "seen in the film",
    )
    if akira:
        approve(akira, moderator=moderator, note="Thank you.")
    _edit(
        "Perfect Blue",
        people["trusted"],
        _add_sentence("It is the first feature that Satoshi Kon directed."),
        "His first feature",
        "seen in the credits",
    )
    studios = _edit(
        "Memories",
        people["editor"],
        _add_sentence("Studio 4°C and Madhouse animated it."),
        "Who animated it",
        "seen in the credits",
    )
    if studios:
        approve(studios, moderator=moderator)
    too_long = _edit(
        "Memories", people["reader"], _set("runtime", 120), "It felt longer than it says", ""
    )
    if too_long:
        reject(
            too_long,
            moderator=moderator,
            note="Please name a source: the Japanese release runs 113 minutes.",
        )


def _seed_queue(people: dict[str, User]) -> None:
    """What waits: a change with a source, one that the page has overtaken, new people, a page."""
    _edit(
        "Memories",
        people["editor"],
        _set("runtime", 115),
        "The American disc gives 115 minutes",
        "Back cover of the disc of 2004",
    )
    _edit(
        "Akira",
        people["reader"],
        _set("deck", "A biker gang, a secret army project, and a boy with powers in Neo-Tokyo."),
        "A shorter deck",
        "",
    )
    _edit(
        "Akira",
        people["trusted"],
        _set("deck", "In Neo-Tokyo, a biker's friend is seized by a power that the army hid."),
        "Say whose story it is",
        "seen in the film",
    )
    _edit("My Neighbor Totoro", people["editor"], _credit_editor, "Who cut it", "Ending credits")
    _propose_film(people["reader"])


def _seed_talk(people: dict[str, User]) -> None:
    """An edit that was approved in part, and one whose author was asked for changes and answers."""
    moderator, editor = people["moderator"], people["editor"]

    def both(key: str, document: Document) -> ChangeSet:
        _set("runtime", 100)(key, document)
        return _add_sentence("The voyage takes a single night.")(key, document)

    night = _edit(
        "Night on the Galactic Railroad", editor, both, "Length and time", "seen in the film"
    )
    if night:
        place = (night.entry_key or "", "runtime")
        reason = "The film runs 107 minutes; 100 is the cut for television."
        approve(night, moderator=moderator, note="Thank you.", leaving_out={place: reason})
    voices = _edit(
        "Perfect Blue",
        editor,
        _add_sentence("It was first planned to be filmed with actors."),
        "How it began",
        "",
    )
    if voices:
        ask(voices, moderator=moderator, text="Do you remember where you read that?")
        comment(voices, author=editor, text="In the booklet of the disc; I will look for the page.")


Edit = Callable[[str, Document], ChangeSet]


def _edit(title: str, author: User, change: Edit, summary: str, sources: str) -> Submission | None:
    """Submit ``change`` to the film called ``title``; ``None`` where it would change nothing."""
    film = Film.objects.visible().filter(title=title).order_by("pk").first()
    if film is None:
        return None
    key = f"film:{film.pk}"
    before = documents.load_one(film)
    after = deepcopy(before)
    proposed = change(key, after)
    changes = proposed + changesets.diff(before, after, entry=key)
    if not changes:
        return None
    return submit(
        changes,
        entry=key,
        kind=SubmissionKind.EDIT,
        author=author,
        summary=summary,
        sources=sources,
        base_number=film.number,
    )


def _set(name: str, value: Any) -> Edit:
    def change(key: str, document: Document) -> ChangeSet:
        document[key][name] = value
        return []

    return change


def _add_sentence(sentence: str) -> Edit:
    def change(key: str, document: Document) -> ChangeSet:
        text = document[key]["description"].rstrip()
        if sentence not in text:
            document[key]["description"] = f"{text}\n\n{sentence}".strip()
        return []

    return change


def _row(key: str, entry: str, **fields: Any) -> Change:
    values = {name: [None, value] for name, value in fields.items()}
    return {"key": key, "entry": entry, "op": "+", "fields": values}


def _credit_editor(key: str, document: Document) -> ChangeSet:
    """Credit Takeshi Seyama with the editing, with a page of his own if he has none."""
    if any(row.get("role") == "editing" for row in document.values()):
        return []
    found = resolve(registry["person"], "Takeshi Seyama")
    person = found[0].key if found else "person:new1"
    document["credit:new1"] = {
        "film": key,
        "role": "editing",
        "person": person,
        "position": sum(row.startswith("credit:") for row in document),
    }
    if found:
        return []
    name = _row(
        "personname:new1",
        person,
        person=person,
        text="Takeshi Seyama",
        language="en",
        kind="official",
        display=True,
    )
    return [_row(person, person), name]


def _propose_film(author: User) -> None:
    if resolve(registry["film"], "Tekkonkinkreet"):
        return
    key = "film:new1"
    submit(
        [
            _row(key, key, kind="feature", original_language="ja", country="JP", runtime=111),
            _row(
                "filmname:new1",
                key,
                film=key,
                text="Tekkonkinkreet",
                language="en",
                kind="official",
                display=True,
            ),
            _row(
                "filmname:new2",
                key,
                film=key,
                text="鉄コン筋クリート",
                language="ja",
                kind="native",
                position=1,
            ),
            _row("release:new1", key, film=key, country="JP", date="2006-12-23", medium="cinema"),
            _row(
                "credit:new1",
                key,
                film=key,
                role="director",
                credited_as="Michael Arias",
                position=0,
            ),
        ],
        entry=key,
        kind=SubmissionKind.CREATE,
        author=author,
        summary="Michael Arias's film after the manga by Taiyō Matsumoto",
        sources="seen in the credits",
    )
