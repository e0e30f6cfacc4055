"""The pages of reviews and recommendations: who sees what, what they cost, what hostile requests get."""

from __future__ import annotations

import re
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.core.cache import caches
from django.test import Client

from accounts.actions.reviews.find_helpful import find_helpful
from accounts.actions.watch import Said, watch
from accounts.models import Recommendation, Review, User
from tests import cast
from tests.accounts.lists.lists import a_list
from tests.accounts.reviews.writing import TEXT, a_recommendation, a_review, an_anthology
from tests.readers import reader, text
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


def test_a_review_is_written_changed_and_deleted_in_its_forms() -> None:
    film = an_anthology()
    url, mei = film.get_absolute_url(), reader(cast.mei())
    sent: dict[str, Any] = {
        "text": "Good.",
        "title": " Of  three ",
        "language": "en",
        "score": "90",
    }
    answer = mei.post(f"{url}review/", sent)
    made = Review.objects.get()
    assert answer["Location"] == f"/reviews/{made.pk}/"
    assert (made.title, made.score, made.segment_id) == ("Of three", 90, None)
    assert "Good." in text(mei, f"{url}review/")
    mei.post(f"{url}review/", {**sent, "text": "Better."})
    assert "<ins>Better.</ins>" in text(Client(), f"/reviews/{made.pk}/history/")
    mei.post(f"{url}review/?segment=1", {**sent, "text": "An opera.", "score": ""})
    assert Review.objects.get(segment__number=1).text == "An opera."
    text(mei, f"/reviews/{made.pk}/delete/")
    mei.post(f"/reviews/{made.pk}/delete/")
    assert Review.objects.get().text == "An opera."


def test_nothing_typed_is_lost_where_a_review_is_refused() -> None:
    url, mei = cast.film("Memories").get_absolute_url(), reader(cast.mei())
    sent = {"title": "A triptych", "text": "a" * 20_001, "language": "en", "spoilers": "on"}
    answer = mei.post(f"{url}review/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A triptych" in page
    assert "a" * 20_001 in page
    assert "id_text_error" in page
    links = {**sent, "text": "http://a.example " * 20}
    answer = mei.post(f"{url}review/", links)
    assert answer.status_code == 422
    assert "http://a.example" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": "a\x00b", "language": "en"},
        {"text": "a", "language": "klingon"},
        {"text": "a", "language": "en", "score": "99999999999999999999"},
        {"text": "a", "language": "en", "score": "ten"},
        {"text": ["a", "b"], "language": ["en", "\x00"]},
    ],
)
def test_hostile_reviews_are_refused_in_words(sent: dict[str, Any]) -> None:
    url = cast.film("Memories").get_absolute_url()
    assert reader(cast.mei()).post(f"{url}review/", sent).status_code == 422
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("reviews/?sort=best", 400),
        ("reviews/?sort=newest&sort=newest", 400),
        ("reviews/?language=%00", 400),
        ("reviews/?segment=one", 400),
        ("reviews/?segment=99999", 400),
        ("reviews/?after=x", 400),
        ("reviews/?after=1~99999999999999999999", 400),
        ("reviews/?segment=7", 200),
        ("reviews/?language=xx", 200),
    ],
)
def test_hostile_addresses_of_a_films_reviews(url: str, status: int) -> None:
    film = cast.film("Memories")
    a_review(film)
    text(Client(), film.get_absolute_url() + url, status)


def test_hostile_addresses_of_reviews() -> None:
    mei, huge = reader(cast.mei()), "9" * 19
    film = cast.film("Memories").get_absolute_url()
    for url in (f"/reviews/{huge}/", "/reviews/1/history/", "/reviews/1/delete/"):
        text(mei, url, 404)
    for url in ("/reviews/?sort=highest", "/users/mei/reviews/?show=all", "/reviews/?after=%00"):
        text(mei, url, 400)
    for url in ("review/?segment=9", "recommend/?with=film:999", "recommend/?with=person:1"):
        text(mei, film + url, 404)
    assert mei.post(f"/reviews/{huge}/helpful/").status_code == 404
    assert mei.post(f"/recommendations/{huge}/delete/").status_code == 404


def test_strangers_are_asked_to_log_in_and_the_forms_of_others_are_closed() -> None:
    made = a_review(cast.film("Memories"))
    url = made.film.get_absolute_url()
    for path in ("review/", "recommend/"):
        assert "/accounts/login/" in Client().get(url + path)["Location"]
    assert "/accounts/login/" in Client().post(f"/reviews/{made.pk}/helpful/")["Location"]
    text(reader(cast.satsuki()), f"/reviews/{made.pk}/delete/", 403)


def test_the_page_of_a_film_shows_three_reviews_the_readers_language_first() -> None:
    film = cast.film("Memories")
    people = [cast.mei(), cast.kanta(), cast.totoro(), cast.tatsuo()]
    for number, user in enumerate(people):
        language = "ja" if number == 3 else "en"
        a_review(film, f"Text {number}.", by=user, title=f"Review {number}", language=language)
    for voter in people[1:]:
        find_helpful(Review.objects.get(user=cast.mei()), by=voter)
    page = text(Client(), film.get_absolute_url())
    assert [f"Review {number}" in page for number in range(4)] == [True, True, True, False]
    assert page.index("Review 0") < page.index("Review 2") < page.index("Review 1")
    japanese = text(Client(), f"{film.get_absolute_url()}?lang=ja")
    assert japanese.index("Review 3") < japanese.index("Review 0")
    assert "Review 1" not in japanese


def test_what_a_review_gives_away_is_folded_wherever_it_stands() -> None:
    film = cast.film("Memories")
    made = a_review(film, "He dies.\n\n>! Twice. !<", spoilers=True)
    pages = (film.get_absolute_url(), f"{film.get_absolute_url()}reviews/", f"/reviews/{made.pk}/")
    for url in pages:
        page = text(Client(), url)
        assert page.index('<details class="spoiler">') < page.index("He dies.")
    assert "He dies" not in text(Client(), "/reviews/feed/")
    for url in pages[:1]:
        assert "Twice" not in text(Client(), url)


def test_who_has_seen_the_film_finds_open_what_a_review_gives_away() -> None:
    film = cast.film("Memories")
    made = a_review(film, "He dies.", spoilers=True)
    watch(cast.kanta(), film, Said(status="watched"))
    for url in ("", "reviews/"):
        url = film.get_absolute_url() + url
        assert '<details class="spoiler" open>' in text(reader(cast.kanta()), url)
        assert '<details class="spoiler" open>' not in text(reader(cast.totoro()), url)
    assert '<details class="spoiler" open>' in text(reader(cast.kanta()), f"/reviews/{made.pk}/")


def test_kept_pages_follow_reviews_and_recommendations_at_once() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    stranger, url = Client(), film.get_absolute_url()
    assert TEXT not in text(stranger, url)
    made = a_review(film)
    assert TEXT in text(stranger, url)
    assert TEXT in text(stranger, f"{url}reviews/")
    a_review(film, "Changed.")
    assert "Changed." in text(stranger, url)
    assert "Changed." in text(stranger, f"{url}reviews/")
    find_helpful(made, by=cast.kanta())
    assert "1 member found this helpful" in text(stranger, f"{url}reviews/")
    pair = a_recommendation(film, other, "Otomo.")
    for each in (film, other):
        assert "Otomo." in text(stranger, each.get_absolute_url())
        assert "Otomo." in text(stranger, f"{each.get_absolute_url()}recommendations/")
    made.delete()
    pair.delete()
    assert "Changed." not in text(stranger, url)
    assert "Otomo." not in text(stranger, url)
    assert "Otomo." not in text(stranger, f"{url}recommendations/")


def test_kept_pages_forget_what_a_closed_account_wrote_at_once() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    stranger, url = Client(), film.get_absolute_url()
    a_review(film, "Mei said so.")
    a_review(film, "So did I.", by=cast.kanta())
    a_recommendation(film, other, "Otomo.")
    a_list(film, by=cast.mei(), title="My best")
    pages = [url, f"{url}reviews/", f"{url}recommendations/", "/lists/", "/reviews/feed/"]
    told = [text(stranger, page) for page in pages]
    assert all("mei" in page or "Mei said so." in page for page in told)
    User.objects.filter(username="mei").update(is_active=False)
    for page in pages:
        shown = text(stranger, page)
        assert not any(word in shown for word in ("Mei said so.", "Otomo.", "My best")), page


def test_the_feed_is_another_one_when_a_review_in_its_middle_goes() -> None:
    films = [cast.film(f"Film {number}") for number in range(3)]
    made = [a_review(film, f"Text {number}.") for number, film in enumerate(films)]
    before = Client().get("/reviews/feed/")["ETag"]
    made[1].delete()
    assert Client().get("/reviews/feed/", headers={"if-none-match": before}).status_code == 200


def test_nothing_is_told_of_a_recommendation_whose_other_film_is_hidden() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    made = a_recommendation(film, other)
    hide(other, user=cast.satsuki(), summary="A joke")
    client = reader(cast.kanta())
    assert client.post(f"/recommendations/{made.pk}/helpful/").status_code == 404
    assert "Akira" not in text(client, f"/complaints/new/?about=recommendation:{made.pk}", 404)


def test_reviews_are_ordered_and_narrowed() -> None:
    film = an_anthology()
    part = film.segments.get(number=1)
    a_review(film, "Low.", score=20)
    a_review(film, "High.", by=cast.kanta(), score=95)
    a_review(film, "日本語。", by=cast.totoro(), language="ja")
    a_review(part, "Part.", by=cast.kanta(), score=50)
    url = f"{film.get_absolute_url()}reviews/"

    def order(query: str) -> list[str]:
        page = text(Client(), url + query)
        texts = ("Low.", "High.", "日本語。", "Part.")
        return sorted((t for t in texts if t in page), key=page.index)

    assert order("?sort=newest") == ["Part.", "日本語。", "High.", "Low."]
    assert order("?sort=highest") == ["High.", "Part.", "Low.", "日本語。"]
    assert order("?sort=lowest") == ["Low.", "Part.", "High.", "日本語。"]
    assert order("?language=ja") == ["日本語。"]
    assert order("?segment=1") == ["Part."]
    assert set(order("?segment=film")) == {"Low.", "High.", "日本語。"}


def test_a_name_in_other_letters_leads_to_the_same_part_of_the_right_page() -> None:
    cast.mei()
    answer = Client().get("/users/Mei/reviews/?show=recommendations")
    assert answer.status_code == 301
    assert answer["Location"] == "/users/mei/reviews/?show=recommendations"


def test_pages_of_reviews_go_on_where_the_last_ended() -> None:
    film = cast.film("Memories")
    for number in range(17):
        user = User.objects.create_user(f"user{number}", role=User.Role.MEMBER)
        a_review(film, f"Text {number}.", by=user, score=number + 1)
    for sort, query in (("helpful", "?"), ("highest", "?sort=highest&")):
        page = text(Client(), f"{film.get_absolute_url()}reviews/{query}")
        place = page.split("after=")[1].split('"')[0]
        rest = text(Client(), f"{film.get_absolute_url()}reviews/{query}after={place}")
        assert ("Text 0." in rest, "Text 1." in rest, "Text 2." in rest) == (True, True, False), (
            sort
        )


def test_what_moderators_have_hidden_only_they_and_its_author_see() -> None:
    film = cast.film("Memories")
    made = a_review(film)
    pair = a_recommendation(film, cast.film("Akira"), "Otomo.")
    Review.objects.update(hidden=True)
    Recommendation.objects.update(hidden=True)
    url = film.get_absolute_url()
    for other in (Client(), reader(cast.kanta())):
        text(other, f"/reviews/{made.pk}/", 404)
        text(other, f"/reviews/{made.pk}/history/", 404)
        assert other.post(f"/reviews/{made.pk}/helpful/").status_code in (302, 404)
        for page in (url, f"{url}reviews/", "/reviews/", "/users/mei/reviews/", "/reviews/feed/"):
            assert TEXT not in text(other, page)
        for page in (url, f"{url}recommendations/", "/users/mei/reviews/?show=recommendations"):
            assert "Otomo." not in text(other, page)
    for seeing in (reader(cast.mei()), reader(cast.satsuki())):
        assert "Moderators have removed" in text(seeing, f"/reviews/{made.pk}/")
    assert "removed by moderators" in text(reader(cast.mei()), "/users/mei/reviews/")
    assert reader(cast.kanta()).post(f"/recommendations/{pair.pk}/helpful/").status_code == 404


def test_a_button_finds_helpful_without_a_script_and_with_one() -> None:
    made = a_review(cast.film("Memories"))
    url, kanta = f"/reviews/{made.pk}/helpful/", reader(cast.kanta())
    back = f"{made.film.get_absolute_url()}reviews/"
    assert kanta.post(url, {"helpful": "yes", "next": back})["Location"] == back
    made.refresh_from_db()
    assert made.helpful_count == 1
    answer = kanta.post(url, {"helpful": "no", "next": back}, headers={"Genga-Fragment": "1"})
    assert answer.content.decode().lstrip().startswith("<genga-mark")
    made.refresh_from_db()
    assert made.helpful_count == 0
    assert kanta.post(url, {"next": "https://evil.example/"})["Location"] == made.get_absolute_url()


def test_a_film_is_recommended_by_the_picker_or_by_its_name() -> None:
    film, other, third = (cast.film(title) for title in ("Memories", "Akira", "Steamboy"))
    url, mei = f"{film.get_absolute_url()}recommend/", reader(cast.mei())
    sent = {"text": "Otomo.", "language": "en"}
    mei.post(url, {**sent, "key": f"film:{other.pk}", "film": "Akira"})
    made = Recommendation.objects.get()
    assert (made.film_id, made.other_id) == (film.pk, other.pk)
    mei.post(url, {**sent, "film": "steamboy"})
    assert Recommendation.objects.filter(other=third).exists()
    for wrong in ({"film": "No such film"}, {}, {"key": "film:999"}, {"key": f"film:{film.pk}"}):
        answer = mei.post(url, {**sent, **wrong})
        assert answer.status_code == 422
        assert "Otomo." in answer.content.decode()
    asked = re.search(r'data-url="(/pick/[^"]+)"', text(mei, url))
    assert asked, "the picker says whom it asks"
    assert "Steamboy" in text(mei, f"{asked[1]}?q=steamboy")
    known = f"{url}?with=film:{other.pk}"
    assert "Otomo." in text(mei, known)
    mei.post(known, {**sent, "text": "Otomo, of course."})
    made.refresh_from_db()
    assert made.text == "Otomo, of course."
    mei.post(f"/recommendations/{made.pk}/delete/")
    assert not Recommendation.objects.filter(pk=made.pk).exists()


def test_the_feed_and_the_sitemap_hold_reviews() -> None:
    made = a_review(cast.film("Memories"))
    entries = fromstring(text(Client(), "/reviews/feed/")).findall("{*}entry")
    assert [entry.findtext("{*}title") for entry in entries] == ["Memories: A triptych"]
    assert f"/reviews/{made.pk}/" in text(Client(), "/sitemaps/reviews-1.xml")


def test_a_review_tells_programs_what_it_is() -> None:
    made = a_review(cast.film("Memories"), score=90)
    page = text(Client(), f"/reviews/{made.pk}/")
    assert '"@type":"Review"' in page
    assert '"ratingValue":90' in page


def test_queries_do_not_grow_with_rows(django_assert_max_num_queries: Any) -> None:
    film, other = an_anthology(), cast.film("Akira")
    url = film.get_absolute_url()
    pages = (url, f"{url}reviews/", f"{url}recommendations/", "/reviews/", "/users/mei/reviews/")
    most = (15, 8, 8, 8, 8)
    for number in range(12):
        user = User.objects.create_user(f"user{number}", role=User.Role.MEMBER)
        a_review(film, by=user, language="ja" if number % 2 else "en")
        a_review(film.segments.get(number=1), by=user)
        a_recommendation(film, other, by=user)
    a_review(film)
    for page, bound in zip(pages, most, strict=True):
        text(Client(), page)  # what is asked once a process
        caches["pages"].clear()
        with django_assert_max_num_queries(bound):
            text(Client(), page)
    kanta = reader(cast.kanta())
    for page in pages[1:]:
        with django_assert_max_num_queries(10):
            text(kanta, page)
