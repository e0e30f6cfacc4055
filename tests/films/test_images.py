"""Pictures on pages: sent with the form, looked at by a moderator, shown to everybody after that."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film, FilmImage
from tests import cast
from tests.drawings import drawing, encoded, png, sent
from tests.readers import reader
from tests.wiki.views.test_edit import controls
from wiki import documents
from wiki.actions.keep_picture import keep_picture
from wiki.actions.revert import revert
from wiki.exceptions import InvalidChange
from wiki.hints import hints_of
from wiki.integrity import disagreements
from wiki.models import Picture, Submission
from wiki.picture_names import PictureName

pytestmark = pytest.mark.django_db


def image(seed: int = 1, kind: str = "poster", *, by: Any = None, **fields: Any) -> dict[str, Any]:
    """The fields of a row that shows a picture."""
    name = keep_picture(png(seed), user=by or cast.mei())
    said = {
        "alt": "Two <b>people</b>",
        "rights": "© 1995 Studio",
        "source": "https://example.org/a",
    }
    return {"kind": kind, "picture": str(name), **said, **fields}


def with_poster(title: str = "Memories") -> Film:
    return cast.film(title, rows={"filmimage:new1": image()})


def typed(client: Client, film: Film, **more: Any) -> dict[str, Any]:
    """The form of a film's images with one row filled."""
    page = client.get(f"{film.get_absolute_url()}edit/?section=images").content.decode()
    assert 'enctype="multipart/form-data"' in page
    data: dict[str, Any] = controls(page)
    row = "filmimage:new1"
    data |= {
        f"{row}.kind": "poster",
        f"{row}.alt": "Two people",
        f"{row}.rights": "© 1995 Studio",
        f"{row}.source": "the disc",
        f"{row}.picture.file": png(),
        "summary": "A poster",
    }
    return data | more


def post(client: Client, film: Film, data: dict[str, Any]) -> Any:
    return client.post(f"{film.get_absolute_url()}edit/?section=images", data)


def visible(client: Client, name: Any, width: int = 160) -> int:
    return client.get(f"/pictures/{name.digest}/{width}.webp").status_code


# The form


def test_a_picture_waits_with_the_edit_that_brings_it() -> None:
    film, client = cast.film(), reader(cast.totoro())
    answer = post(client, film, typed(client, film))
    assert answer.status_code == 302
    submission = Submission.objects.get(kind="edit")
    name = Picture.objects.get().name
    stranger, other, moderator = Client(), reader(cast.mei()), reader(cast.satsuki())
    assert [visible(c, name) for c in (stranger, other, client, moderator)] == [404, 404, 200, 200]
    assert (
        f"/pictures/{name.digest}/" in moderator.get(submission.get_absolute_url()).content.decode()
    )
    private = moderator.get(f"/pictures/{name.digest}/160.webp")
    assert private.headers["Cache-Control"] == "private, no-store"

    cast.accept(submission)
    public = stranger.get(f"/pictures/{name.digest}/160.webp")
    assert public.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert public.headers["Content-Type"] == "image/webp"
    assert "Cookie" not in public.headers.get("Vary", "")
    assert "Cookie" not in public.cookies
    film.refresh_from_db()
    assert film.poster == str(name)
    assert list(disagreements()) == []


def test_a_refused_form_keeps_the_picture() -> None:
    film, client = cast.film(), reader(cast.mei())
    answer = post(client, film, typed(client, film, **{"filmimage:new1.alt": ""}))
    page = answer.content.decode()
    assert answer.status_code == 422
    name = Picture.objects.get().name
    assert controls(page)["filmimage:new1.picture"] == [str(name)]
    assert f'src="{name.file_url(320)}"' in page
    again = {**controls(page), "filmimage:new1.alt": "Two people"}
    assert post(client, film, again).status_code == 302
    assert Picture.objects.count() == 1


@pytest.mark.parametrize("act", [{"action": "preview"}, {"add": "filmimage@film:1"}])
def test_looking_first_keeps_the_picture(act: dict[str, str]) -> None:
    film, client = cast.film(), reader(cast.mei())
    page = post(client, film, typed(client, film, **act)).content.decode()
    assert controls(page)["filmimage:new1.picture"] == [str(Picture.objects.get().name)]


def test_what_is_no_picture_is_refused_beside_its_control() -> None:
    film, client = cast.film(), reader(cast.mei())
    svg = sent(b"<svg><script>alert(1)</script></svg>", "poster.svg")
    answer = post(client, film, typed(client, film, **{"filmimage:new1.picture.file": svg}))
    assert answer.status_code == 422
    assert "This is no JPEG, PNG, WebP or AVIF image" in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_row_with_nothing_but_a_bad_file_is_not_lost_in_silence() -> None:
    film, client = cast.film(), reader(cast.mei())
    data = {k: v for k, v in typed(client, film).items() if not k.startswith("filmimage:new1.")}
    data["filmimage:new1.picture.file"] = sent(b"x", "a.png")
    answer = post(client, film, data)
    assert answer.status_code == 422
    assert "This is no JPEG" in answer.content.decode()


def test_too_many_pictures_in_a_day_are_told_as_such(settings: Any) -> None:
    settings.GENGA_LEVELS = {"member": {"images_per_day": 0}}
    film, client = cast.film(), reader(cast.mei())
    answer = post(client, film, typed(client, film))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert controls(answer.content.decode())["filmimage:new1.alt"] == ["Two people"]


def test_too_many_pictures_at_once_are_refused(settings: Any) -> None:
    settings.GENGA_PICTURES_AT_ONCE = 0
    film, client = cast.film(), reader(cast.mei())
    answer = post(client, film, typed(client, film))
    assert "At most 0 pictures come with one edit" in answer.content.decode()


def test_a_file_that_is_too_long_is_cut_off_and_refused(settings: Any) -> None:
    settings.GENGA_PICTURE_BYTES = 70_000
    film, client = cast.film(), reader(cast.mei())
    long = sent(encoded(drawing()) + b"x" * 900_000)
    answer = post(client, film, typed(client, film, **{"filmimage:new1.picture.file": long}))
    assert answer.status_code == 422
    assert "This file is larger than" in answer.content.decode()


def test_a_new_film_comes_with_its_poster() -> None:
    client = reader(cast.satsuki())
    data: dict[str, Any] = controls(client.get("/films/new/?name=Akira").content.decode())
    row = "filmimage:new1"
    data |= {f"{row}.kind": "poster", f"{row}.alt": "A bike", f"{row}.rights": "© 1988",
             f"{row}.source": "the disc", f"{row}.picture.file": png(), "rows": [*data["rows"], row],
             "summary": "New"}  # fmt: skip
    assert client.post("/films/new/", data).status_code == 302
    assert Film.objects.get().poster


# Rules


@pytest.mark.parametrize("name", ["alt", "rights", "source", "picture", "kind"])
def test_what_must_be_said_of_a_picture(name: str) -> None:
    film = cast.film()
    with pytest.raises(InvalidChange) as caught:
        cast.propose(film, rows={"filmimage:new1": image(**{name: ""})})
    assert name in caught.value.errors["filmimage:new1"]


def test_only_pictures_that_were_sent_can_be_named() -> None:
    film = cast.film()
    row = image() | {"picture": f"{7:032x}-600x900-8a7d5c"}
    with pytest.raises(InvalidChange) as caught:
        cast.propose(film, rows={"filmimage:new1": row})
    assert "picture" in caught.value.errors["filmimage:new1"]
    name = PictureName.read(image()["picture"])
    assert name is not None
    other_size = f"{name.digest}-{name.width}x1-{name.colour}"
    with pytest.raises(InvalidChange):
        cast.propose(film, rows={"filmimage:new1": row | {"picture": other_size}})


def test_a_page_has_a_limit_of_pictures(monkeypatch: Any) -> None:
    from wiki.entry_types import registry

    monkeypatch.setattr(registry["film"].part("filmimage"), "max_rows", 1)
    film = with_poster()
    with pytest.raises(InvalidChange, match="at most 1"):
        cast.propose(film, rows={"filmimage:new1": image(2)})


def test_a_picture_that_was_published_stays_when_its_row_goes() -> None:
    film = with_poster()
    name = Picture.objects.get().name
    (key,) = cast.rows_of(film, "filmimage")
    gone = cast.edit(film, rows={key: None})
    assert not FilmImage.objects.exists()
    assert film.poster == ""
    assert visible(Client(), name) == 200
    revert(gone.entries.get(), user=cast.satsuki(), summary="Back")
    film.refresh_from_db()
    assert film.poster == str(name)


# Pages


def test_the_poster_takes_the_place_of_the_drawn_one_everywhere() -> None:
    film = with_poster()
    name = Picture.objects.get().name
    url = film.get_absolute_url()
    for page in (url, "/films/", "/"):
        shown = Client().get(page).content.decode()
        assert f"{name.url}320.webp 320w" in shown, page
        assert f"{url}poster.svg" not in shown, page
        assert f'fill="#{name.colour}"' in shown
        assert 'style="' not in shown
    drawn = Client().get(f"{url}poster.svg")
    assert (drawn.status_code, drawn.url) == (302, name.file_url(320))


def test_the_first_of_its_kind_is_the_poster() -> None:
    film = cast.film(rows={
        "filmimage:new1": image(1, "still", position=0),
        "filmimage:new2": image(2, position=1),
        "filmimage:new3": image(3, position=2, primary=True),
    })  # fmt: skip
    assert film.poster == image(3)["picture"]
    (key, _row) = list(cast.rows_of(film, "filmimage").items())[2]
    cast.edit(film, rows={key: {"primary": False}})
    assert film.poster == image(2)["picture"]


def test_lists_ask_no_more_for_pictures() -> None:
    with_poster()
    client = reader(cast.mei())
    client.get("/films/")
    with CaptureQueriesContext(connection) as few:
        client.get("/films/")
    for at in range(3):
        cast.film(f"Film {at}", rows={"filmimage:new1": image(at + 5)})
    client.get("/films/")  # the facets take note of them
    with CaptureQueriesContext(connection) as many:
        client.get("/films/")
    assert len(many) == len(few)


def test_the_gallery_says_what_there_is_to_say() -> None:
    film = cast.film(rows={
        **cast.segments("Magnetic Rose"),
        "filmimage:new1": image(1, "still", segment="segment:new1", caption="The hall"),
    })  # fmt: skip
    name = Picture.objects.get().name
    for address in (film.get_absolute_url(), f"{film.get_absolute_url()}segments/1/"):
        page = Client().get(address).content.decode()
        gallery = page[page.index('class="gallery"') :]
        for words in ("Two &lt;b&gt;people&lt;/b&gt;", "© 1995 Studio", "The hall", "Still",
                      'href="https://example.org/a"', f'href="{name.url}"',
                      f'width="{name.width}" height="{name.height}"'):  # fmt: skip
            assert words in gallery, words
    assert film.poster == "", "a still is no poster"


@pytest.mark.parametrize(
    ("make", "part", "kind"),
    [(cast.person, "personimage", "portrait"), (cast.character, "characterimage", "portrait"),
     (cast.company, "companyimage", "logo")],
)  # fmt: skip
def test_people_characters_and_companies_have_pictures(make: Any, part: str, kind: str) -> None:
    entry = make("Genga", rows={f"{part}:new1": image(kind=kind)})
    page = Client().get(entry.get_absolute_url()).content.decode()
    assert 'class="entry-head__picture"' in page
    assert 'class="gallery"' in page


def test_the_page_of_a_picture_names_the_pages_that_show_it() -> None:
    film = with_poster()
    name = Picture.objects.get().name
    page = Client().get(name.url).content.decode()
    for words in (film.get_absolute_url(), "© 1995 Studio", name.file_url(9999)):
        assert words in page
    assert Client().get(f"/pictures/{7:032x}/").status_code == 404
    assert Client().get(f"{name.url}161.webp").status_code == 404


def test_a_past_revision_shows_its_own_pictures() -> None:
    film = with_poster()
    (key,) = cast.rows_of(film, "filmimage")
    first = Picture.objects.get().name
    cast.edit(film, rows={key: {"picture": image(2)["picture"]}})
    assert first.digest in Client().get(f"{film.get_absolute_url()}history/1/").content.decode()
    compared = Client().get(f"{film.get_absolute_url()}history/compare/?from=1&to=2")
    thumbnails = re.findall(r"<(?:del|ins)><a href=\"/pictures/", compared.content.decode())
    assert len(thumbnails) == 2


# Hints


def near(seed: int) -> dict[str, Any]:
    """The picture of ``seed`` as somebody else might send it: smaller, in another format."""
    copy = sent(encoded(drawing(seed).resize((300, 450)), "JPEG", quality=60), "a.jpg")
    return image() | {"picture": str(keep_picture(copy, user=cast.mei()))}


def told(film: Film, row: dict[str, Any]) -> list[str]:
    submission = cast.propose(film, by=cast.totoro(), rows={"filmimage:new1": row})
    before = documents.load_keys([cast.key_of(film)])
    return [
        f"{hint.text} {hint.other or ''}".strip() for hint in hints_of(submission.changes, before)
    ]


def test_a_copy_of_a_picture_of_the_page_is_told() -> None:
    assert told(with_poster(), near(1)) == ["This looks like a picture that the page has."]


def test_a_copy_of_a_picture_of_another_page_is_told() -> None:
    with_poster("Akira")
    assert told(cast.film(), near(1)) == ["This looks like a picture of another page: Akira"]


def test_another_picture_is_not() -> None:
    assert told(with_poster(), image(2)) == []
