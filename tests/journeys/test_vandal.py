"""A vandal blanks pages and adds links; filters stop or flag it; one step takes all of it back."""

from __future__ import annotations

from django.core.management import call_command
from playwright.sync_api import BrowserContext, Response, expect

from films.models import Film
from tests import cast
from tests.journeys.visitors import come_as, follow
from wiki import documents
from wiki.actions.approve import approve
from wiki.integrity import disagreements
from wiki.models import FilterHit, Submission, SubmissionFlag, SubmissionStatus

TEXT = (
    "Three short films by three directors, held together by the man who thought them up. "
    "The first is set in space, the second in a winter city, the third in a town of guns."
)


def make_films() -> list[Film]:
    return [cast.film(f"Film {number}", description=TEXT, runtime=90) for number in range(5)]


def _of_the_form(answer: Response) -> bool:
    """Whether it answers to what was saved; drafts are sent while one types, too."""
    return answer.request.method == "POST" and "/edit/" in answer.url


def test_a_vandal_is_stopped_flagged_and_rolled_back_in_one_step(
    context: BrowserContext, live_server: object
) -> None:
    address = live_server.url  # type: ignore[attr-defined]
    call_command("load_filters", verbosity=0)
    films = make_films()
    before = {film.pk: documents.load_one(film) for film in films}
    vandal = cast.totoro()

    # A new user empties the text of five pages: nothing is live, and each is flagged or refused.
    page = come_as(context, vandal, address)
    for film in films:
        page = context.new_page()  # the last one goes to where its answer leads
        page.goto(f"{film.get_absolute_url()}edit/?section=story")
        page.get_by_role("textbox", name="Description").fill("")
        page.get_by_label("Summary").fill("better")
        with page.expect_response(_of_the_form):
            page.get_by_role("button", name="Save changes").last.click()
    sent = Submission.objects.filter(author=vandal)
    assert not sent.filter(status=SubmissionStatus.APPROVED).exists()
    assert sent.count() + FilterHit.objects.filter(author=vandal, submission=None).count() >= 5
    flags = SubmissionFlag.objects.filter(submission__author=vandal)
    flagged = set(flags.values_list("submission", flat=True))
    assert flagged == set(sent.values_list("pk", flat=True))

    # Links in a text are refused, with the words and everything that was typed still there.
    page = context.new_page()
    page.goto(f"{films[0].get_absolute_url()}edit/?section=story")
    spam = "\n\n".join(f"Watch it at https://spam{number}.example/buy" for number in range(4))
    page.get_by_role("textbox", name="Description").fill(spam)
    page.get_by_role("button", name="Save changes").last.click()
    expect(page.get_by_role("main").get_by_role("alert").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Description")).to_have_value(spam)

    # A careless moderator lets some of it in; another takes all of it back in one step.
    for submission in sent.filter(status=SubmissionStatus.PENDING)[:3]:
        approve(submission, moderator=cast.satsuki())
    moderator = come_as(context, cast.tatsuo(), address)
    moderator.goto("/users/totoro/")
    moderator.get_by_role("link", name="Roll back").click()
    moderator.get_by_label("What they did in").select_option(label="everything")
    moderator.get_by_role("button", name="Show what would happen").click()
    expect(moderator.get_by_role("table").first).to_contain_text("Film")
    moderator.get_by_label("Reason").fill("Blanked pages")
    follow(moderator.get_by_role("button", name="Roll back"))
    for film in films:
        film.refresh_from_db()
        assert documents.load_one(film) == before[film.pk]
    assert list(disagreements()) == []
