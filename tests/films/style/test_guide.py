"""The style guide shows every component, or says why not; it is for the staff alone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from films.style import sections
from tests.architecture.sizes import ROOT
from tests.cast import kanta, mei

pytestmark = pytest.mark.django_db

STYLES = sorted(path.name for path in (ROOT / "static/css/components").glob("*.css"))
TEMPLATES = sorted(path.name for path in (ROOT / "templates/components").glob("*.html"))
_CLASS = re.compile(r"\.([a-z][\w-]*)")


def staff(client: Client) -> Client:
    user = kanta()
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def test_every_file_of_styles_has_a_section_or_a_reason() -> None:
    shown = {f"{name}.css" for name in sections.STYLES}
    assert set(STYLES) == shown | {name for name in sections.LEFT_OUT if name.endswith(".css")}
    assert set(sections.STYLES.values()) <= set(sections.SECTIONS)


def test_the_guide_has_elements_for_every_file_of_styles(client: Client) -> None:
    html = staff(client).get(reverse("style")).content.decode()
    used = {name for classes in re.findall(r'class="([^"]*)"', html) for name in classes.split()}
    for name in sections.STYLES:
        css = (ROOT / f"static/css/components/{name}.css").read_text(encoding="utf-8")
        assert used & set(_CLASS.findall(css)), f"{name}.css styles nothing in the guide"


def test_every_component_is_in_the_guide_or_has_a_reason(client: Client) -> None:
    response = staff(client).get(reverse("style"))
    used = {template.name for template in response.templates}
    missing = [
        name
        for name in TEMPLATES
        if f"components/{name}" not in used and name not in sections.LEFT_OUT
    ]
    assert not missing, f"Show them in templates/style/, or say in LEFT_OUT why not: {missing}"


def test_nothing_is_left_out_that_is_gone() -> None:
    assert set(sections.LEFT_OUT) <= {*STYLES, *TEMPLATES}


def test_the_guide_has_an_anchor_for_every_section(client: Client) -> None:
    html = staff(client).get(reverse("style")).content.decode()
    assert all(html.count(f'id="style-{name}"') == 1 for name in sections.SECTIONS)


def test_only_the_staff_sees_the_guide(client: Client) -> None:
    assert client.get(reverse("style")).status_code == 302
    client.force_login(mei())
    assert client.get(reverse("style")).status_code == 403
    assert client.get(reverse("style_poster", args=[1995])).status_code == 403


def test_a_poster_of_any_year_is_drawn_for_the_staff(client: Client) -> None:
    drawn = staff(client).get(reverse("style_poster", args=[1962]))
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "1962年の映画" in drawn.content.decode()
