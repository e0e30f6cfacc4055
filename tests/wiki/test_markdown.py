"""Markdown: what it may become, what it must never become, and how long it may take."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from wiki.markdown import ATTRIBUTES, LONGEST, TAGS, excerpt, render

HIDDEN = '<label class="spoiler"><input type="checkbox" aria-label="Show the spoiler"><span>'
FOLDED = '<details class="spoiler"><summary>Spoiler</summary>'


class Elements(HTMLParser):
    """Collects the elements of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Elements(html).found:
        assert tag in TAGS
        for name, value in attributes.items():
            assert name in ATTRIBUTES.get(tag, set()) | {"rel"}, (tag, name)
            if name == "href":
                assert re.match(r"https?://|/(?!/)", value or "", re.IGNORECASE), value


# What it becomes


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("a *b* **c** `d` ~~e~~", "<p>a <em>b</em> <strong>c</strong> <code>d</code> <s>e</s></p>"),
        ("# One", "<h3>One</h3>"),
        ("One\n===", "<h3>One</h3>"),
        ("###### Six", "<h6>Six</h6>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a\nb", "<p>a\nb</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("|a|\n|-|\n|b|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
         "<td>b</td>\n</tr>\n</tbody>\n</table>"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("![poster](https://x.org/a.png)", "<p>poster</p>"),
        ("www.x.org x.org", "<p>www.x.org x.org</p>"),
        ("メモリーズ、*彼女の想いで*。", "<p>メモリーズ、<em>彼女の想いで</em>。</p>"),
    ],
)  # fmt: skip
def test_text_becomes_html(text: str, html: str) -> None:
    assert render(text).strip() == html


@pytest.mark.parametrize("href", ["https://x.org/a", "http://x.org", "/films/12-memories/"])
def test_links_go_to_pages_and_are_not_for_search_engines(href: str) -> None:
    html = f'<p><a href="{href}" rel="nofollow ugc noopener">a</a></p>'
    assert render(f"[a]({href})").strip() == html


@pytest.mark.parametrize(
    "href", ["mailto:a@x.org", "ftp://x.org", "//x.org", "a.html", "#a", "data:text/html,x", "x:y"]
)
def test_other_links_stay_as_they_were_written(href: str) -> None:
    assert render(f"[a]({href})").strip() == f"<p>[a]({href})</p>"


def test_addresses_of_people_are_no_links() -> None:
    assert "<a" not in render("<a@x.org> <mailto:a@x.org>")


def test_long_texts_are_cut() -> None:
    assert len(render("a" * (LONGEST + 5))) == LONGEST + len("<p></p>\n")


def test_the_result_is_safe_for_templates() -> None:
    assert isinstance(render("a"), SafeString)


# Spoilers


@pytest.mark.parametrize(
    "text",
    [
        ">! he dies !<",
        ">!he dies!<",
        "  >! he dies !<  ",
        ">!\nhe dies\n!<",
        "a\n\n>! he dies !<\n\nb",
    ],
)
def test_a_passage_alone_is_a_block_to_open(text: str) -> None:
    html = render(text)
    assert f"{FOLDED}\n<p>he dies</p>\n</details>" in html
    assert "!&lt;" not in html


def test_a_block_holds_several_paragraphs_and_lists() -> None:
    html = render(">! One *two*\n\n- three\n\nfour !<\n\nfive")
    assert html == (
        f"{FOLDED}\n<p>One <em>two</em></p>\n<ul>\n<li>three</li>\n</ul>\n<p>four</p>\n"
        "</details>\n<p>five</p>\n"
    )


def test_two_blocks_stay_two() -> None:
    assert render(">! a !<\n\n>! b !<").count("<details") == 2


def test_words_in_a_sentence_are_behind_a_switch() -> None:
    assert render("He >!dies *twice*!< then.") == (
        f"<p>He {HIDDEN}dies <em>twice</em></span></label> then.</p>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        ">!a!< and >!b!<",
        "x\n>! a !<\ny >!b!<",
        "- >! a !<\n- >!b!<",
        "> >! a !< >!b!<",
        "> x\n>! a !< >!b!<",
        "|>!a!<|>!b!<|\n|-|-|",
        "1. >!a!<\n2. >!b!<",
        "# >!a!< >!b!<",
    ],
)
def test_words_are_hidden_wherever_they_stand(text: str) -> None:
    html = render(text)
    assert html.count('<label class="spoiler">') == 2
    assert "!&lt;" not in html
    assert "&gt;!" not in html


def test_a_spoiler_in_a_spoiler_is_one() -> None:
    assert render("x >! a >! b !< c !<").count("<label") == 1


@pytest.mark.parametrize("text", ["`>! a !<`", "```\n>! a !<\n```", "    >! a !<"])
def test_code_is_no_spoiler(text: str) -> None:
    assert "<code>&gt;! a !&lt;" in render(text)


@pytest.mark.parametrize("text", [">! a", "a >! b", "a !< b", "a !< b >! c", "x >! a\n\nb !< y"])
def test_half_a_spoiler_stays_as_it_was_written(text: str) -> None:
    html = render(text)
    assert "spoiler" not in html
    assert html.count("&gt;!") == text.count(">!")
    assert html.count("!&lt;") == text.count("!<")


def test_exclamations_beside_addresses_are_no_spoilers() -> None:
    html = render("See <https://x.org>! And wow!<https://y.org>")
    assert html.count("<a ") == 2
    assert "spoiler" not in html


def test_spoilers_are_left_out_on_request() -> None:
    assert render("He >!dies!< then.\n\n>! All die. !<\n\nEnd", spoilers=False) == (
        "<p>He  then.</p>\n<p>End</p>\n"
    )


def test_the_switch_speaks_the_language_of_the_reader() -> None:
    render(">! a !<")
    with translation.override("ja"):
        assert "spoiler" in render(">! a !<")  # the parser is kept, its words are not


# Excerpts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("# One\n\ntwo *three* [four](https://x.org)\nfive", "One two three four five"),
        ("a >!b!< c", "a c"),
        (">! a !<\n\nb", "b"),
        ("a & b <c> `d` &amp; \\*", "a & b <c> d & *"),
        ("![poster](https://x.org) a", "poster a"),
        ("- a\n- b\n\n> c", "a b c"),
        ("a\n>! b", "a >! b"),
    ],
)
def test_an_excerpt_is_plain_words(text: str, plain: str) -> None:
    assert excerpt(text) == plain
    assert not isinstance(excerpt(text), SafeString)


def test_an_excerpt_ends_between_words() -> None:
    assert excerpt("one two three four", 12) == "one two…"
    assert excerpt("one two three", 13) == "one two three"
    assert excerpt("あ" * 50, 10) == "あ" * 9 + "…"


@given(st.text(max_size=300), st.integers(2, 60))
def test_an_excerpt_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length


# What it never becomes

XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:alert(1)>",
    '[x](https://a" onmouseover="alert(1))',
    "[x](https://a '\" onmouseover=alert(1)')",
    '[x]: javascript:alert(1)\n\n[x]',
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](https://a)',
    "```<img src=x onerror=alert(1)>\n```",
    "`<img src=x onerror=alert(1)>`",
    ">! <script>alert(1)</script> !<",
    "a >!<img src=x onerror=alert(1)>!< b",
    '>!"><script>alert(1)</script>!< b',
    "<details open ontoggle=alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "|<img src=x onerror=alert(1)>|\n|-|\n|<svg/onload=alert(1)>|",
    "{\ufdd0<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("text", XSS)
def test_no_input_becomes_harmful(text: str) -> None:
    assert_harmless(render(text))


@given(st.text(alphabet=">!<*_~`[]()#|-=\n ax&;:/\"'\\{}\ufdd0", max_size=120))
def test_no_mixture_of_marks_becomes_harmful_or_fails(text: str) -> None:
    assert_harmless(render(text))
    assert_harmless(render(text, spoilers=False))
    excerpt(text)


@given(st.text(max_size=200))
def test_no_text_fails(text: str) -> None:
    assert_harmless(render(text))


# Time

LONG = {
    "openers of lines": ">!\n" * 10_000,
    "openers": "a>!" * 10_000,
    "closers": "!<" * 15_000,
    "spoilers": ">!a!<" * 6_000,
    "blocks": ">! a !<\n\n" * 3_300,
    "blocks never closed": ">! a\n\n" * 6_000,
    "blocks closed at the end": ">! a\n\n" * 5_999 + "!<x",
    "brackets": "[" * 30_000,
    "pictures": "![" * 15_000,
    "links never closed": "[a](" * 7_500,
    "titles never closed": '[a](b "' * 4_200,
    "stars": "*" * 15_000 + "a" + "*" * 15_000,
    "stars and lines": "*a _b " * 5_000,
    "strikes": "~~a" * 10_000,
    "ticks": "".join("`" * n + " " for n in range(1, 240)),
    "less": "<" * 30_000,
    "quotes": ">" * 30_000,
    "quotes in lists": "> -" * 10_000 + ">!",
    "quoted lines": "> a\n" * 7_500,
    "lists": "- " * 15_000,
    "list items": "- a\n" * 7_500,
    "deep lists": "".join("  " * n + "- a\n" for n in range(170)),
    "tables": "|a" * 7_500 + "\n" + "|-" * 7_500,
    "rows": "|a|b|\n|-|-|\n" + "|x|y|\n" * 4_900,
    "entities": "&#" * 15_000,
    "references": "[a]: b\n" * 4_200,
    "spaces": " " * 29_999 + "x",
    "headings": "# a\n" * 7_500,
    "underlined": "a\n=\n" * 7_500,
    "comments": "<!--" * 7_500,
}


@pytest.mark.parametrize("name", LONG)
def test_output_grows_with_the_length_only(name: str) -> None:
    """Inputs that a naive renderer takes minutes for; what comes out is bounded by what goes in."""
    assert len(render(LONG[name])) <= 30 * len(LONG[name]) + 1000
    assert len(excerpt(LONG[name])) <= 160
