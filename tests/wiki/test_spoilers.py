"""Opening spoilers in finished HTML."""

from hypothesis import given
from hypothesis import strategies as st

from wiki.markdown import render
from wiki.spoilers import has_spoilers, unfolded

TEXT = "A >! b !< c\n\n>! block\n\nmore !<\n"


def test_what_markdown_folds_is_opened() -> None:
    html = unfolded(render(TEXT))
    assert html.count('<details class="spoiler" open>') == 1
    assert html.count("<input checked ") == html.count("<input ")
    assert not has_spoilers(html)


@given(st.text(alphabet='>!<"=inputdetaschk \n', max_size=200))
def test_opening_twice_is_opening_once_and_nothing_folded_is_left(text: str) -> None:
    html = render(text)
    once = unfolded(html)
    assert unfolded(once) == once
    assert not has_spoilers(once)
    assert has_spoilers(html) == (once != html)
