"""Whatever readers see can be translated: no text in templates or code goes past gettext."""

import pytest

from tests.architecture import marked_texts
from tests.architecture.sizes import ROOT, tracked_files

#: The style guide at /style/: specimens, for those who write the site, in the language of its code.
SPECIMENS = ROOT / "templates" / "style"


def test_templates_show_no_text_that_is_not_marked() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in tracked_files("templates/*.html", "templates/*.txt")
        if SPECIMENS not in path.parents
        for text in marked_texts.unmarked_in_template(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_code_gives_no_unmarked_text_to_what_users_read() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in tracked_files("accounts/*.py", "films/*.py", "wiki/*.py")
        if not {"migrations", "management"} & set(path.parts)
        for text in marked_texts.unmarked_in_code(path)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Films of the year</p>",
        '<img alt="A poster">',
        '<input placeholder="Search {{ what }}">',
        '{{ year|default:"unknown" }}',
        "{% if films %}<b>{{ count }} films</b>{% endif %}",
    ],
)
def test_text_outside_of_the_tags_of_translation_is_found(source: str) -> None:
    assert marked_texts.unmarked_in_template(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Films" %} · {{ count }}',
        "{% blocktranslate with a=b %}Films of {{ a }}{% endblocktranslate %}",
        '<a class="btn btn-small" href="/films/" title="{{ title }}">→</a>',
        "<kbd>Esc</kbd> {# a comment #}{% comment %}Words{% endcomment %}",
        '<img alt="" src="/a.png"><p>Genga, 95 %</p>',
    ],
)
def test_names_signs_and_marked_text_are_let_be(source: str) -> None:
    assert not marked_texts.unmarked_in_template(source)
