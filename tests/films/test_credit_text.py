"""Credits as text: which forms are read, and that nothing of a text is ever lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from films.credit_lines import cleaned, is_balanced
from films.credit_segments import WHOLE, Segments
from films.credit_text import MOST_LINES, PrintedCredit, Reason, read
from films.role_terms import label_of, role_of
from films.roles import OTHER, ROLES
from wiki.entry_types import registry

ROSE, BOMB = "segment:1", "segment:2"
SEGMENTS = Segments.of(
    [(ROSE, 1, ["Magnetic Rose", "彼女の想いで"]), (BOMB, 2, ["Stink Bomb", "最臭兵器"])]
)


def said(text: str) -> list[tuple[str, ...]]:
    """Role, name and, where there are any, segment and note of what is read; all of it is."""
    reading = read(text, SEGMENTS)
    assert not reading.unread, reading.unread
    return [
        tuple(filter(None, (credit.role, credit.name, credit.segment, credit.note)))
        for credit in reading.credits
    ]


def refused(text: str) -> list[tuple[str, Reason]]:
    """What is handed back; nothing is read."""
    reading = read(text, SEGMENTS)
    assert not reading.credits
    return [(line.text, line.reason) for line in reading.unread]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("監督：大友克洋、森本晃司", ["大友克洋", "森本晃司"]),
        ("監督: Koji Morimoto, Tensai Okamura", ["Koji Morimoto", "Tensai Okamura"]),
        ("Directors: Koji Morimoto & Tensai Okamura", ["Koji Morimoto", "Tensai Okamura"]),
        ("監督　大友克洋　森本晃司", ["大友克洋", "森本晃司"]),
        ("監督　大友　克洋", ["大友克洋"]),
        ("監督　今　敏　　大友　克洋", ["今敏", "大友克洋"]),
        ("監督　スティーブン　スミス", ["スティーブン スミス"]),
        ("監督…大友克洋", ["大友克洋"]),
        ("監督・・・大友克洋・森本晃司", ["大友克洋", "森本晃司"]),
        ("監督／大友克洋", ["大友克洋"]),
        ("監督＝大友克洋", ["大友克洋"]),
        ("監　督：大友克洋", ["大友克洋"]),
        ("監督 大友克洋", ["大友克洋"]),
        ("Director\tKoji Morimoto\tTensai Okamura", ["Koji Morimoto", "Tensai Okamura"]),
        ("• Director - Koji Morimoto", ["Koji Morimoto"]),
        ("Koji Morimoto - Director", ["Koji Morimoto"]),
        ("Koji Morimoto: Director", ["Koji Morimoto"]),
        ("Directed by Koji Morimoto", ["Koji Morimoto"]),
        ("DIRECTED BY: Jean-Luc Leclerc, Jr.", ["Jean-Luc Leclerc, Jr."]),
        ("Director\nKoji Morimoto\nTensai Okamura", ["Koji Morimoto", "Tensai Okamura"]),
        ("監督：\n大友克洋\n森本晃司", ["大友克洋", "森本晃司"]),
        ("Director: Koji Morimoto,\nTensai Okamura", ["Koji Morimoto", "Tensai Okamura"]),
        ("監督　大友克洋\n　　　森本晃司", ["大友克洋", "森本晃司"]),
        ("【監督】\n大友克洋（おおともかつひろ）森本晃司", ["大友克洋", "森本晃司"]),
    ],
)
def test_a_role_and_its_names_are_read(line: str, names: list[str]) -> None:
    reading = read(line, SEGMENTS)
    assert [credit.name for credit in reading.credits] == names
    assert {credit.role for credit in reading.credits} == {"director"}
    assert not reading.unread


def test_a_segment_in_brackets_is_that_of_the_name_before_it() -> None:
    assert said("Director: Koji Morimoto (Magnetic Rose), Tensai Okamura (segment 2)") == [
        ("director", "Koji Morimoto", ROSE),
        ("director", "Tensai Okamura", BOMB),
    ]
    assert said("作画監督…井上俊之（彼女の想いで）") == [("animation_director", "井上俊之", ROSE)]
    assert said("Music: Yoko Kanno (1, 2)") == [
        ("music", "Yoko Kanno", ROSE),
        ("music", "Yoko Kanno", BOMB),
    ]


def test_a_segment_that_ends_a_list_of_names_is_that_of_all() -> None:
    assert said("Director: A Person, B Person (Magnetic Rose)") == [
        ("director", "A Person", ROSE),
        ("director", "B Person", ROSE),
    ]
    assert said("Director: A Person, B Person (uncredited)") == [
        ("director", "A Person"),
        ("director", "B Person", "uncredited"),
    ]


def test_a_segment_stands_behind_the_role_or_on_a_line_above() -> None:
    assert said("監督（彼女の想いで）：森本晃司") == [("director", "森本晃司", ROSE)]
    assert said("[Stink Bomb]\nDirector: A Person\n第1話\nMusic: B Person\n全体\n編集：C") == [
        ("director", "A Person", BOMB),
        ("music", "B Person", ROSE),
        ("editing", "C"),
    ]


def test_what_else_stands_in_brackets_is_kept() -> None:
    (credit,) = read("Animation director (mecha): Jane Roe (as J. Roe) (two scenes)").credits
    assert (credit.name, credit.credited_as) == ("Jane Roe", "J. Roe")
    assert credit.note == "mecha; two scenes"
    (credit,) = read("音楽：菅野よう子（ガブリエラ名義）").credits
    assert credit.credited_as == "ガブリエラ"


def test_several_roles_of_one_person_are_several_credits() -> None:
    assert said("監督・脚本：大友克洋") == [("director", "大友克洋"), ("writer", "大友克洋")]
    assert said("Jane Roe - Director, Writer") == [("director", "Jane Roe"), ("writer", "Jane Roe")]


def test_a_role_that_the_list_has_not_is_kept_as_printed() -> None:
    (credit,) = read("Title lettering: Jane Roe").credits
    assert (credit.role, credit.role_text) == (OTHER, "Title lettering")
    (credit,) = read("題字：\n山田花子").credits
    assert (credit.role, credit.role_text, credit.name) == (OTHER, "題字", "山田花子")


def test_a_blank_line_ends_the_names_below_a_role() -> None:
    reading = read("Director\nKoji Morimoto\n\nYoko Kanno")
    assert [credit.name for credit in reading.credits] == ["Koji Morimoto"]
    assert [(line.number, line.reason) for line in reading.unread] == [(4, Reason.NO_ROLE)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Koji Morimoto", Reason.NO_ROLE),
        ("Director:", Reason.NO_NAME),
        ("Art Director", Reason.NO_NAME),
        ("Magnetic Rose", Reason.NO_NAME),
        ("Director: (uncredited)", Reason.NO_NAME),
        ("Director: ???", Reason.NO_NAME),
        ("-----", Reason.NO_NAME),
        ("Jane Roe - John Doe", Reason.NO_KNOWN_ROLE),
        ("https://example.org/staff: x", Reason.ADDRESS),
        ("Director: Koji (Morimoto", Reason.BRACKETS),
        (f"Director: {'x' * 201}", Reason.TOO_LONG),
        (f"{'x' * 121}: Koji Morimoto", Reason.TOO_LONG),
        (f"Director: Koji Morimoto ({'x' * 301})", Reason.TOO_LONG),
    ],
)
def test_what_is_not_understood_is_handed_back_with_a_reason(text: str, reason: Reason) -> None:
    assert refused(text) == [(text, reason)]


def test_of_a_line_only_what_is_not_understood_is_handed_back() -> None:
    reading = read("Director: Koji Morimoto, ???")
    assert [credit.name for credit in reading.credits] == ["Koji Morimoto"]
    assert reading.remainder == "Director: ???"


def test_lines_beyond_the_limit_stay_with_the_heading_above_them() -> None:
    text = "Key animation\n" + "\n".join(f"Person {at}x" for at in range(MOST_LINES + 5))
    reading = read(text)
    assert len(reading.credits) == MOST_LINES - 1
    again = read(reading.remainder)
    assert [credit.name for credit in again.credits] == [
        f"Person {at}x" for at in range(MOST_LINES - 1, MOST_LINES + 5)
    ]


def test_every_term_of_the_list_is_understood() -> None:
    for code, role in ROLES.items():
        assert role_of(label_of(code)) == role_of(role.japanese) == code
        assert all(role_of(term) for term in role.also)


def test_the_role_of_a_row_may_be_typed_as_credits_print_it() -> None:
    role = registry.shapes["credit"].fields["role"]
    for printed in ("Directed by", "監　督", "Directors", "director"):
        assert role.clean(printed) == "director"


tricky = st.text(
    alphabet=st.sampled_from("ab 監督原画今敏アン,、：:()（）[]・…-—/／\t\n\u3000.&1第話")
    | st.characters(),
    max_size=120,
)
_WORDS = re.compile(r"[^\W_]+")
#: Words that part names or open a bracket's meaning, and are not kept themselves.
_PARTING = {"and", "und", "et", "by", "as"}


@given(tricky)
def test_no_text_breaks_the_reader_and_no_word_is_lost(text: str) -> None:
    reading = read(text)
    kept = reading.remainder + "".join(
        f" {c.printed} {c.name} {c.credited_as} {c.note} " for c in reading.credits
    )
    packed = re.sub(r"\s", "", kept)
    for word in _WORDS.findall("\n".join(map(cleaned, text.splitlines()))):
        assert word in _PARTING or word in packed or word.strip("名義") in packed
    for line in reading.unread:
        assert line.text.strip()


letters = st.characters(categories=["Lu", "Ll"], include_characters="大友克洋森本晃司")
names = st.builds(
    lambda first, last: f"{first}q {last}q",
    st.text(letters, min_size=1, max_size=8),
    st.text(letters, min_size=1, max_size=8),
)
codes = st.sampled_from([code for code in ROLES if code != OTHER])


@given(codes, st.lists(names, min_size=1, max_size=6), st.sampled_from([", ", "、", " & ", "\t"]))
def test_every_name_of_a_list_is_read(code: str, people: list[str], between: str) -> None:
    reading = read(f"{label_of(code)}: {between.join(people)}")
    assert [credit.name for credit in reading.credits] == people
    assert {credit.role for credit in reading.credits} == {code}


printed_credits = st.builds(
    lambda code, name, segment, note, credited_as: PrintedCredit(
        0, code, label_of(code) if code != OTHER else "Zyx lettering", name, credited_as,
        segment, note,
    ),
    codes | st.just(OTHER),
    names,
    st.sampled_from([WHOLE, ROSE, BOMB]),
    st.just("") | names,
    st.just("") | names,
)  # fmt: skip


def written(made: list[PrintedCredit], titles: dict[str, str]) -> str:
    """Credits as text, one a line."""
    lines = []
    for credit in made:
        printed = f"as {credit.credited_as}" if credit.credited_as else ""
        brackets = [titles.get(credit.segment, ""), credit.note, printed]
        behind = "".join(f" ({text})" for text in brackets if text)
        lines.append(f"{credit.role_text or label_of(credit.role)}: {credit.name}{behind}")
    return "\n".join(lines)


@given(st.lists(printed_credits, max_size=10))
def test_credits_written_as_text_are_read_back(made: list[PrintedCredit]) -> None:
    text = written(made, {ROSE: "Magnetic Rose", BOMB: "最臭兵器"})
    reading = read(text, SEGMENTS)
    assert not reading.unread
    assert [
        (c.role, c.printed, c.name, c.credited_as, c.segment, c.note) for c in reading.credits
    ] == [(c.role, c.printed, c.name, c.credited_as, c.segment, c.note) for c in made]


@given(st.text(alphabet="()（）[]x", max_size=12))
def test_brackets_are_balanced_or_handed_back(text: str) -> None:
    reading = read(f"Director: Koji {text}")
    broken = [line for line in reading.unread if line.reason == Reason.BRACKETS]
    assert bool(broken) == (not is_balanced(f"Director: Koji {text}"))
