"""The interface is complete in every language of the site, and the tool that keeps it so."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command

from wiki import message_catalogs

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def found() -> Catalog:
    return message_catalogs.texts(settings.BASE_DIR)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_compiled(language: str, found: Catalog) -> None:
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
    catalog = message_catalogs.read(path, language)
    faults = list(message_catalogs.problems(catalog, found, path.with_suffix(".mo")))
    assert not faults, "\n".join([*faults, "Run `make messages`, and translate."])


def test_a_word_with_a_plural_says_in_which_context(found: Catalog) -> None:
    """Else the same word where nothing is counted is translated as if it were."""
    counted = [m.id for m in found if m.pluralizable and not m.context and " " not in m.id[0]]
    assert not counted


def site(folder: Path, template: str = "", code: str = "") -> Path:
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "page.html").write_text(template, encoding="utf-8")
    (folder / "wiki").mkdir(exist_ok=True)
    (folder / "wiki" / "words.py").write_text(code, encoding="utf-8")
    return folder


def ids(catalog: Catalog) -> set[object]:
    return {(message.id, message.context) for message in catalog if message.id}


def japanese(root: Path, **strings: str) -> tuple[Catalog, Catalog, Path]:
    """A catalogue with the given translations, written and read again, and the texts it is for."""
    found = message_catalogs.texts(root)
    path = root / "ja" / "django.po"
    catalog = message_catalogs.merge(message_catalogs.read(path, "ja"), found)
    for message in catalog:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            said = strings.get(first, message.string)
            message.string = (said,) if message.pluralizable and isinstance(said, str) else said
    message_catalogs.write(catalog, path)
    return message_catalogs.read(path, "ja"), found, path.with_suffix(".mo")


def test_texts_are_found_in_templates_with_contexts_plurals_and_trimming(tmp_path: Path) -> None:
    template = """
        {% if a %}{% translate "Open" context "state" %}{% else %}{{ _("Shut") }}{% endif %}
            {% blocktranslate trimmed count counter=n %}
              {{ counter }} film
            {% plural %}
              {{ counter }} films
            {% endblocktranslate %}
        <p title="{% translate 'It’s “so”' as word %}{{ word|default:_("None") }}">
        {# translate "not this" #}{% comment %}{% translate "nor this" %}{% endcomment %}
    """
    found = message_catalogs.texts(site(tmp_path, template))
    assert ids(found) == {
        ("Open", "state"),
        ("Shut", None),
        (("%(counter)s film", "%(counter)s films"), None),
        ("It’s “so”", None),
        ("None", None),
    }


def test_texts_are_found_in_code_lazy_and_plain(tmp_path: Path) -> None:
    code = """
a = _("One " "sentence.")
b = gettext_lazy("Lazy"), pgettext_lazy("month", "May"), gettext_noop("Later")
c = ngettext_lazy("%(n)s row", "%(n)s rows", "n"), npgettext("sheet", "row", "rows", 2)
"""
    assert ids(message_catalogs.texts(site(tmp_path, code=code))) == {
        ("One sentence.", None),
        ("Lazy", None),
        ("May", "month"),
        ("Later", None),
        (("%(n)s row", "%(n)s rows"), None),
        (("row", "rows"), "sheet"),
    }


def test_merging_keeps_translations_drops_what_is_gone_and_guesses_nothing(tmp_path: Path) -> None:
    site(tmp_path, code='_("Save the page")\n_("Cancel")')
    japanese(tmp_path, **{"Save the page": "ページを保存", "Cancel": "取消"})
    site(tmp_path, code='_("Save this page")\n_("Cancel")')
    catalog, found, compiled = japanese(tmp_path)
    assert {m.id: m.string for m in catalog if m.id} == {"Save this page": "", "Cancel": "取消"}
    assert list(message_catalogs.problems(catalog, found, compiled)) == [
        "untranslated: “Save this page”"
    ]


def test_what_the_file_lacks_or_has_too_much_is_named(tmp_path: Path) -> None:
    site(tmp_path, code='_("Old")')
    catalog, _found, compiled = japanese(tmp_path, Old="旧")
    newer = message_catalogs.texts(site(tmp_path, code='_("New")'))
    assert set(message_catalogs.problems(catalog, newer, compiled)) == {
        "missing: “New”",
        "obsolete: “Old”",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("%(n)s films", "映画"),
        ("{} of {}", "{}の"),
        ("By <a href='/x/'>%(who)s</a>", "%(who)sによる"),
        ("%(share)s %%", "%(share)s"),
        (" and", "と"),
    ],
)
def test_a_translation_must_keep_placeholders_tags_and_edges(
    tmp_path: Path, text: str, said: str
) -> None:
    catalog, found, compiled = japanese(site(tmp_path, code=f"_({text!r})"), **{text: said})
    assert len(list(message_catalogs.problems(catalog, found, compiled))) == 1


def test_a_compiled_file_that_is_behind_is_named(tmp_path: Path) -> None:
    catalog, found, compiled = japanese(site(tmp_path, code='_("Yes")'), Yes="はい")
    assert not list(message_catalogs.problems(catalog, found, compiled))
    catalog["Yes"].string = "ええ"
    assert len(list(message_catalogs.problems(catalog, found, compiled))) == 1


def test_doubtful_translations_are_named_and_stay_doubtful(tmp_path: Path) -> None:
    site(tmp_path, code='_("Yes")')
    path = tmp_path / "ja" / "django.po"
    path.parent.mkdir()
    path.write_text('#, fuzzy\nmsgid "Yes"\nmsgstr "はい"\n', encoding="utf-8")
    catalog, found, compiled = japanese(tmp_path)
    assert "fuzzy: “Yes”" in list(message_catalogs.problems(catalog, found, compiled))


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    site(tmp_path, code='_("Yes")')
    _catalog, _found, compiled = japanese(tmp_path, Yes="はい")
    before = compiled.read_bytes(), compiled.with_suffix(".po").read_bytes()
    japanese(tmp_path)
    assert (compiled.read_bytes(), compiled.with_suffix(".po").read_bytes()) == before


def test_the_command_writes_what_is_there_and_checks_without_writing(
    tmp_path: Path, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BASE_DIR = site(tmp_path, code='_("Yes")')
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    path = tmp_path / "locale" / "ja" / "LC_MESSAGES" / "django.po"
    with pytest.raises(CommandError, match="ja: missing: “Yes”"):
        call_command("update_messages", "--check")
    assert not path.exists()
    call_command("update_messages", "--untranslated")
    assert "untranslated: “Yes”" in capsys.readouterr().out
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Yes"\nmsgstr ""', '"Yes"\nmsgstr "はい"'), encoding="utf-8")
    call_command("update_messages")
    call_command("update_messages", "--check")
