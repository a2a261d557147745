"""What the window does to a search's text comes out as meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipphotos.core.label import name_key
from clipphotos.core.query.lexer import Piece, Token, tokens
from clipphotos.core.query.parser import parse, read
from clipphotos.core.query.records import And, Field, Filter, Or, Phrase, Span, Text
from clipphotos.core.query.vocabulary import FIELDS
from clipphotos.core.query.writer import Kind, exactly, joined, quoted, renamed, replaced, terms, without
from tests.core.query.shown import order, shown
from tests.core.query.test_parser import TEXTS

TODAY = date(2026, 11, 23)


def said(text: str) -> tuple[str, str, int]:
    query = parse(text, TODAY)
    return shown(query.root), order(query), len(query.mistakes)


def parts(text: str) -> list[tuple[str, str, bool]]:
    return [(it.kind.value, it.text, it.negative) for it in terms(parse(text, TODAY))]


def test_every_kind_of_part() -> None:
    assert parts('a dog -cat "x" -tag:y like:#1 2:(b or c) sort:date tga:z -"q') == [
        ("description", "a dog", False),
        ("description", "-cat", True),
        ("phrase", '"x"', False),
        ("filter", "-tag:y", True),
        ("example", "like:#1", False),
        ("group", "2:(b or c)", False),
        ("sort", "sort:date", False),
        ("mistake", "tga:z", False),
        ("phrase", '-"q', True),
    ]
    assert parts("sort:date a or tag:b c sort:name or") == [
        ("sort", "sort:date", False),
        ("either", "a or tag:b c sort:name", False),
    ]
    assert parts("  (tag:) ") == [("mistake", "(tag:)", False)]
    assert parts(" or - ()") == []


@pytest.mark.parametrize("text", ["a -", "a -- ", "(a -", "a - or b", "- sort:date a or b", "a - AND"])
def test_a_minus_that_belongs_to_nothing_takes_no_joined_term(text: str) -> None:
    after = parse(joined(text, "tag:x"), TODAY)
    assert after.mistakes == ()
    assert shown(after.root).endswith("& tag=x)")


def test_a_minus_that_belongs_to_nothing_takes_no_neighbour() -> None:
    query = parse("a - sort:date b", TODAY)
    (sort,) = (it for it in terms(query) if it.kind is Kind.SORT)
    assert without(query, sort.span) == "a b"


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_parts_written_beside_each_other_are_the_same_search(text: str) -> None:
    written = " ".join(it.text for it in terms(parse(text, TODAY)))
    assert said(written) == said(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_without_a_part_the_others_stay(text: str, data: st.DataObject) -> None:
    query = parse(text, TODAY)
    all_parts = terms(query)
    if not all_parts or len(query.mistakes) or any(it.kind.value == "either" for it in all_parts):
        return
    gone = data.draw(st.sampled_from(all_parts))
    left = [it.text for it in all_parts if it is not gone]
    assert said(without(query, gone.span)) == said(" ".join(left))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_joined_term_must_hold_too(text: str) -> None:
    before, after = parse(text, TODAY), parse(joined(text, 'tag:"x y"'), TODAY)
    if before.mistakes or text.rstrip().endswith(("NOT", "NOT(")):
        return
    assert after.mistakes == ()
    added = Filter(Field.TAG, Text("x y"), Span(0, 0))
    if before.root is None:
        assert shown(after.root) == shown(added)
    else:
        assert isinstance(after.root, And)
        assert shown(after.root.nodes[-1]) == shown(added)
        old = after.root.nodes[:-1]
        assert shown(before.root) in (shown(old[0]), shown(And(old, Span(0, 0))))
        assert len(old) == 1 or not isinstance(before.root, Or)


@given(st.text(max_size=20))
def test_a_quoted_value_is_read_as_it_was(value: str) -> None:
    name = " ".join(value.split())
    if name:
        query = parse(f"-tag:{quoted(name)} b", TODAY)
        assert query.mistakes == ()
        assert shown(query.root) == f"(-tag={name} & [b])"
        assert parse(exactly(name)).root == Phrase(name, Span(0, len(exactly(name))))


def test_only_what_needs_it_is_quoted() -> None:
    assert [quoted(it) for it in ("beach", "海滩", "T-shirt", "a.b/c", "New York", "-x", "a:b", 'a"b')] == [
        *("beach", "海滩", "T-shirt", "a.b/c", '"New York"', '"-x"', '"a:b"', '"a""b"')
    ]


@pytest.mark.parametrize(
    ("text", "piece", "left"),
    [
        ("a dog tag:x", "a dog", "tag:x"),
        ("a tag:x b", "tag:x", "a b"),
        ("tag:a or tag:b or tag:c", "tag:a", "tag:b or tag:c"),
        ("tag:a or tag:b or tag:c", "tag:b", "tag:a or tag:c"),
        ("tag:a or tag:b or tag:c", "tag:c", "tag:a or tag:b"),
        ("tag:a|tag:b", "tag:b", "tag:a"),
        ("(tag:a or tag:b) c", "tag:b", "(tag:a) c"),
        ("-2:(tag:a) c", "tag:a", "c"),
        ("a NOT ((tag:b)) c", "tag:b", "a c"),
        ("（标签:a 或 标签:b） c", "标签:a", "（标签:b） c"),
        ("door tag:a", "tag:a", "door"),
        ("tag:a oregano", "tag:a", "oregano"),
    ],
)
def test_nothing_dangles_where_a_part_was(text: str, piece: str, left: str) -> None:
    start = text.index(piece)
    assert without(parse(text), Span(start, start + len(piece))) == left


def test_a_part_is_replaced() -> None:
    query = parse("a tga:x (tag:b)")
    assert replaced(query, query.mistakes[0].span, query.mistakes[0].instead) == "a tag:x (tag:b)"
    start = query.text.index("tag:b")
    assert replaced(query, Span(start, start + 5), " date:2019 ") == "a tga:x (date:2019)"


def test_joined_closes_what_is_open() -> None:
    assert joined("", " tag:x ") == "tag:x"
    assert joined("a or b", "tag:x") == "(a or b) tag:x"
    assert joined("a or b sort:date", "tag:x") == "(a or b) tag:x sort:date"
    assert joined('a (b "c', "tag:x") == 'a (b "c") tag:x'
    assert joined("a or tag:(b", "tag:x") == "(a or tag:(b ) tag:x"
    assert joined("「猫", "tag:x") == "「猫」 tag:x"
    assert read(joined("((a", "b")).unclosed == ""


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a dog album:Rome", 'a dog album:"New York"'),
        (
            '-album:"rome" -(相册：ROME or album:Paris) tag:Rome Rome',
            '-album:"New York" -(相册:"New York" or album:Paris) tag:Rome Rome',
        ),
        ('album:" Rome " albums:「Rome」"x"', 'album:"New York" albums:"New York" "x"'),
        ("album:Rome2 2:album:Rome album:", 'album:Rome2 2:album:"New York" album:'),
    ],
)
def test_what_has_another_name_is_called_by_it(text: str, after: str) -> None:
    assert renamed(text, {Field.ALBUM}, "rome", "New York") == after


def _calls(token: Token, name: str) -> bool:
    called = FIELDS.get(token.name) in (Field.TAG, Field.LABEL) and token.piece is Piece.FILTER
    return called and name_key(" ".join(token.text.split())) == name_key(name)


@given(TEXTS, st.data())
def test_nothing_else_changes_where_something_has_another_name(text: str, data: st.DataObject) -> None:
    pieces = [" ".join(it.text.split()) for it in tokens(text) if FIELDS.get(it.name) in (Field.TAG, Field.LABEL)]
    old = data.draw(st.sampled_from(pieces or ["x"]))
    new = data.draw(st.sampled_from(["y", 'the "y" (2)', "海"]))
    after = renamed(text, {Field.TAG, Field.LABEL}, old, new)
    expected = [(it.piece, it.name, new if _calls(it, old) else it.text, it.region) for it in tokens(text)]
    assert [(it.piece, it.name, it.text, it.region) for it in tokens(after)] == expected
