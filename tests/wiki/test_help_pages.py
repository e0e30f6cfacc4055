"""Help pages: complete in both languages, and true: what they name exists."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve
from django.utils import translation

from wiki import help_pages
from wiki.help_pages import FIRST, FOLDER, HelpPage, parse, words_of_interface

ROOT = Path(settings.BASE_DIR)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGES = [help_pages.INDEX, *help_pages.names()]
#: Keys that browsers know without us.
BROWSERS_OWN = {"Tab", "Shift", "Space", "Ctrl", "Enter"}
#: How keys are called in scripts.
IN_SCRIPTS = {
    "Esc": "Escape",
    "↑": "ArrowUp",
    "↓": "ArrowDown",
    "←": "ArrowLeft",
    "→": "ArrowRight",
}


def source(name: str, language: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def page(name: str, language: str) -> HelpPage:
    with translation.override(language):
        found = help_pages.find(name)
    assert found is not None
    return found


@cache
def scripts() -> str:
    files = (ROOT / "static" / "js").glob("*.js")
    templates = (ROOT / "templates").rglob("*.html")
    return "\n".join(path.read_text(encoding="utf-8") for path in [*files, *templates])


@cache
def words_of_the_site() -> frozenset[str]:
    catalog = read_po((ROOT / "locale" / "ja" / "LC_MESSAGES" / "django.po").open("rb"))
    return frozenset(str(m.id if isinstance(m.id, str) else m.id[0]) for m in catalog if m.id)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_in_every_language(name: str, language: str) -> None:
    found = page(name, language)
    assert found.language == language
    assert found.title
    assert found.lead.blocks


@pytest.mark.parametrize("name", PAGES)
def test_anchors_and_their_order_are_the_same_in_every_language(name: str) -> None:
    first, *others = [
        [(section.level, section.name) for section in page(name, language).sections]
        for language in LANGUAGES
    ]
    assert all(anchors == first for anchors in others)
    names = [anchor for _level, anchor in first]
    assert all(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", PAGES)
def test_the_same_words_of_the_interface_and_keys_are_named_in_every_language(name: str) -> None:
    for find in (words_of_interface, lambda text: re.findall(r"`([^`]+)`", text)):
        first, *others = [sorted(set(find(source(name, language)))) for language in LANGUAGES]
        assert all(words == first for words in others)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_the_interface_that_is_named_is_there(name: str, language: str) -> None:
    assert set(words_of_interface(source(name, language))) <= words_of_the_site()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str, language: str) -> None:
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)", source(name, language))
    for link in links:
        path, _hash, anchor = link.partition("#")
        assert resolve(path)
        found = re.fullmatch(r"/help/([a-z]+)/", path)
        if found and found.group(1) not in ("levels", "tour"):
            sections = page(found.group(1), language).sections
            assert not anchor or anchor in [section.name for section in sections]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_picture_is_there_small_and_described(name: str, language: str) -> None:
    blocks = [block for section in page(name, language).sections for block in section.blocks]
    assert "![" not in "".join(block.html for block in blocks)
    for block in blocks:
        if not block.picture:
            continue
        found = finders.find(block.picture)
        assert found, block.picture
        assert f"/{language}/" in found
        assert Path(found).stat().st_size <= 60_000
        assert (block.width, block.height) > (0, 0)
        assert len(block.alternative) > 15


def test_no_picture_is_left_over() -> None:
    for language in LANGUAGES:
        made = {path.name for path in (ROOT / "static" / "img" / "help" / language).iterdir()}
        named = {
            block.picture.rpartition("/")[2]
            for name in PAGES
            for section in page(name, language).sections
            for block in section.blocks
            if block.picture
        }
        assert made == named


def test_every_key_that_is_named_is_one() -> None:
    for key in set(re.findall(r"`([^`]+)`", source("keyboard", FIRST))) - BROWSERS_OWN:
        named = IN_SCRIPTS.get(key, key)
        quoted = f'"{re.escape(named)}"'
        assert re.search(rf"{quoted}|\b{re.escape(named)}:", scripts(), re.IGNORECASE), key


def test_every_key_of_moderators_is_told() -> None:
    keys = set(re.findall(r'data-key="(.)"', scripts()))
    assert keys
    assert keys <= set(re.findall(r"`([^`]+)`", source("keyboard", FIRST)))


def test_words_of_the_interface_are_shown_in_the_readers_language() -> None:
    with translation.override("ja"):
        block = parse("# A\n\n[[Show changes]]を押す", "a", "ja").lead.blocks[0]
    assert '<strong class="word">変更内容を表示</strong>を押す' in block.html


def test_japanese_in_other_languages_is_marked_as_such() -> None:
    lead = parse("# A\n\nKey animation, 原画・作画, is drawn.", "a", "en").lead
    assert '<span lang="ja">原画・作画</span>, is' in lead.blocks[0].html
    assert "lang=" not in parse("# A\n\n原画", "a", "ja").lead.blocks[0].html


def test_no_html_of_a_source_is_html() -> None:
    text = "# A\n\n<script>alert(1)</script> [[<b>]] [x](javascript:alert(1))\n\n## <i> {#i}\n\nx"
    found = parse(text, "a", "en")
    html = str(found.lead.blocks[0].html) + str(found.sections[0].title)
    assert not re.search(r"<(script|b|i)\b|href=.javascript", html)


@pytest.mark.django_db
@pytest.mark.parametrize("name", help_pages.names())
def test_pages_are_kept_for_strangers_and_answered_304(name: str, client: Client) -> None:
    answer = client.get(f"/help/{name}/")
    assert answer.status_code == 200
    again = client.get(f"/help/{name}/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_readers_get_their_language(client: Client) -> None:
    text = client.get("/help/style/", headers={"Accept-Language": "ja"}).content.decode()
    assert '<html lang="ja"' in text
    assert "スタイルガイド" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/help/nothing/", "/help/index/", "/help/..%2Findex/", "/help/a%00/"]
)
def test_there_are_no_other_pages(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404
