"""Pasting credits into the form of a film: rows to confirm, with the people that are meant."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from films.models import Credit, Film, Person
from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import controls, form_of
from wiki.models import Draft, Submission

pytestmark = pytest.mark.django_db
TOOL = {"tool": ["paste-credits"]}


def memories() -> Film:
    return cast.film(
        "Memories",
        kind="anthology",
        rows={
            **cast.segments("Magnetic Rose"),
            "credit:new1": {"role": "music", "credited_as": "Yoko Kanno"},
        },
    )


def koji(**more: Any) -> Person:
    native = {"text": "森本晃司", "language": "ja", "kind": "native"}
    return cast.person("Koji Morimoto", rows={"personname:new2": native}, **more)


def paste(text: str, film: Film | None = None, **typed: list[str]) -> tuple[str, dict[str, Any]]:
    """What comes back for a text: the page, and the form as it would be posted next."""
    film = film or Film.objects.get()
    client = reader(cast.mei())
    url = f"{film.get_absolute_url()}edit/?section=credits"
    data = {**form_of(client, url), "paste.credits": [text], **TOOL, **typed}
    answer = client.post(url, data)
    assert answer.status_code == 200
    html = answer.content.decode()
    return html, controls(html)


def row(data: dict[str, Any], number: int, part: str = "credit") -> dict[str, str]:
    """What stands in a new row, counted from 1 without those left blank."""
    filled = []
    for key in data["rows"]:
        prefix = f"{key}."
        values = {
            name.removeprefix(prefix): values[0]
            for name, values in data.items()
            if name.startswith(prefix) and values[0]
        }
        if key.startswith(f"{part}:new") and {"person.text", "company.text"} & values.keys():
            filled.append(values)
    return filled[number - 1] if number <= len(filled) else {}


def test_what_is_pasted_comes_back_as_rows_and_nothing_is_saved() -> None:
    memories()
    known = koji()
    html, data = paste("監督：森本晃司（Magnetic Rose）\nMusic: Jun Miyake (chief)\n題字：Jane Roe")
    segment = Film.objects.get().segments.get()
    assert row(data, 1) == {
        "role": "Director",
        "person": f"person:{known.pk}",
        "person.text": "Koji Morimoto",
        "segment": f"segment:{segment.pk}",
    }
    assert row(data, 2) == {
        "role": "Music",
        "person": "new:Jun Miyake",
        "person.text": "Jun Miyake",
        "note": "chief",
    }
    assert row(data, 3)["role_text"] == "題字"
    assert "3 credits were read" in html
    assert data["paste.credits"] == [""]
    assert not Submission.objects.pending().exists()
    assert Credit.objects.count() == 1


def test_what_was_read_is_saved_like_any_other_row() -> None:
    film = memories()
    known = koji()
    _html, data = paste("Director: Morimoto Koji (Magnetic Rose)\nMusic: Jun Miyake")
    data["action"] = ["save"]
    client = reader(cast.mei())
    answer = client.post(f"{film.get_absolute_url()}edit/?section=credits", data)
    assert answer.status_code == 302
    cast.accept(Submission.objects.pending().get())
    made = {c.person.title: c for c in Credit.objects.exclude(person=None).order_by("position")}
    assert list(made) == ["Koji Morimoto", "Jun Miyake"]
    director = made["Koji Morimoto"]
    assert (director.person, director.role, director.credited_as) == (known, "director", "")
    assert director.segment == film.segments.get()


def test_nothing_typed_is_lost() -> None:
    film = memories()
    credit = film.credits.get()
    typed = {f"credit:{credit.pk}.note": ["half a sentence"], "summary": ["From the disc"]}
    html, data = paste("Director: Jane Roe\nwhat is this", **typed)
    for name, value in typed.items():
        assert data[name] == value
    assert data["paste.credits"] == ["what is this"]
    assert "No role stands before the names" in html
    assert Draft.objects.filter(user=cast.mei()).exists()


def test_a_printed_spelling_that_the_page_has_not_is_kept_as_credited() -> None:
    memories()
    known = koji()
    alias = {"text": "Cozy Morimoto", "language": "en", "kind": "alias"}
    cast.edit(known, rows={"personname:new1": alias})
    _html, data = paste(
        "Director: Cozy Morimoto\nWriter: MORIMOTO KŌJI\nLayout: 森本　晃司\nFinishing: Kouji Morimoto"
    )
    printed = [row(data, at).get("credited_as") for at in (1, 2, 3, 4)]
    assert printed == ["Cozy Morimoto", None, None, "Kouji Morimoto"]
    assert {row(data, at)["person"] for at in (1, 2, 3, 4)} == {f"person:{known.pk}"}


def test_a_name_that_several_bear_is_to_be_chosen() -> None:
    film = memories()
    first, second = koji(), cast.person("Koji Morimoto")
    html, data = paste("Director: Koji Morimoto")
    assert row(data, 1)["person.text"] == "Koji Morimoto"
    assert "person" not in row(data, 1)
    assert "Several pages bear these names" in html
    for pk in (first.pk, second.pk):
        assert f'name="credit:new1.person.choice" value="person:{pk}"' in html
    data |= {"credit:new1.person.choice": [f"person:{second.pk}"], "action": ["save"]}
    client = reader(cast.mei())
    assert client.post(f"{film.get_absolute_url()}edit/?section=credits", data).status_code == 302
    cast.accept(Submission.objects.pending().get())
    assert film.credits.get(role="director").person == second


def test_what_is_there_already_is_left_out() -> None:
    memories()
    html, data = paste("Music: Yoko Kanno\nDirector: Jane Roe\nDirector: Jane Roe")
    assert row(data, 1)["person.text"] == "Jane Roe"
    assert not row(data, 2)
    assert "2 were there already" in html


def test_what_companies_do_becomes_a_credit_of_a_company() -> None:
    memories()
    madhouse = cast.company("Madhouse")
    _html, data = paste(
        "Animation production: Madhouse\nAnimation production: Studio Four\n制作：山田花子\n企画：Madhouse"
    )
    made = [row(data, at, "companycredit") for at in (1, 2, 3)]
    assert [(r["role"], r["company"]) for r in made] == [
        ("animation", f"company:{madhouse.pk}"),
        ("animation", "new:Studio Four"),
        ("planning", f"company:{madhouse.pk}"),
    ]
    assert row(data, 1)["person.text"] == "山田花子"


def test_segments_are_those_that_stand_in_the_form() -> None:
    film = memories()
    client = reader(cast.mei())
    url = f"{film.get_absolute_url()}edit/"
    data = form_of(client, url)
    data["rows"] += ["segment:new7", "segmentname:new7_1"]
    data |= {
        "segment:new7.number": ["2"],
        "segmentname:new7_1.segment": ["segment:new7"],
        "segmentname:new7_1.text": ["Stink Bomb"],
        "paste.credits": ["Director: A Person (Stink Bomb), B Person (segment 2)"],
        **TOOL,
    }
    answer = controls(client.post(url, data).content.decode())
    assert [row(answer, at)["segment"] for at in (1, 2)] == ["segment:new7", "segment:new7"]


def test_the_form_of_a_new_film_has_the_tool_too() -> None:
    client = reader(cast.mei())
    data = form_of(client, "/films/new/")
    data |= {"paste.credits": ["Director: Jane Roe"], **TOOL}
    answer = controls(client.post("/films/new/", data).content.decode())
    assert row(answer, 1)["person"] == "new:Jane Roe"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste or type some credits first"),
        ("x" * 20_001, "too long"),
        ("Director: " + ", ".join(f"Person {n}x" for n in range(401)), "These are 401 credits"),
        ("Director\n" + "\n".join(f"Person {n}x" for n in range(210)), "11 more lines are still"),
    ],
)
def test_limits_are_said_and_the_text_stays(text: str, said: str) -> None:
    memories()
    html, data = paste(text)
    assert said in html
    if "still" not in said:
        assert data["paste.credits"] == [text]
        assert not row(data, 1)


def test_odd_texts_and_tools_break_nothing() -> None:
    film = memories()
    koji()
    for text in (
        "\x00Director:\x00Koji\x00",
        "監督：\ud7ff",
        "Director: <b>\"'&amp;",
        "::::",
        "(" * 900,
    ):
        paste(text)
    client: Client = reader(cast.mei())
    url = f"{film.get_absolute_url()}edit/?section=names"
    for tool in ("paste-credits", "nothing", "\x00"):
        answer = client.post(url, {"tool": tool, "paste.credits": "Director: Jane Roe"})
        assert answer.status_code == 200
        assert "credit:new1" not in answer.content.decode()


def test_many_names_cost_no_more_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    film = memories()
    koji()
    counts = []
    client = reader(cast.mei())
    url = f"{film.get_absolute_url()}edit/?section=credits"
    data = form_of(client, url) | TOOL
    for lines in (2, 2, 200):
        names = [f"Director: Koji Morimoto\nLayout: Person {at}x" for at in range(lines // 2)]
        data["paste.credits"] = ["\n".join(names)]
        with django_assert_max_num_queries(40) as captured:
            assert client.post(url, data).status_code == 200
        assert isinstance(captured, CaptureQueriesContext)
        counts.append(len(captured))
    assert counts[1] == counts[2]
