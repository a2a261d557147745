"""What people type is read as they mean it, and nothing that they type raises."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipphotos.core.errors import KnownError
from clipphotos.core.query import parser
from clipphotos.core.query.parser import parse, read, understood
from clipphotos.core.query.records import And, Description, Filter, Node, Not, Or, Query, Span
from tests.core.query.shown import order, shown

TODAY = date(2026, 11, 23)

PIECES = st.sampled_from(
    [
        *(
            "a",
            "dog",
            "t-shirt",
            "or",
            "OR",
            "|",
            "或",
            "(",
            ")",
            "（",
            "）",
            "-",
            "－",
            "--",
            '"',
            "“",
            "”",
            "「",
            "」",
        ),
        *(
            " ",
            " ",
            " ",
            "　",
            "\n",
            ":",
            "：",
            "2:",
            "0:",
            "99:",
            "0.5:",
            "@",
            "@1,2,3,4",
            "#1",
            "..",
            ">=",
            "<",
            "NOT ",
        ),
        *("tag:", "tag:x", "date:", "date:2019", "date:july", "size:", "1..5MB", "rating:", "is:", "fav", "sort:"),
        *(
            "sort:-date",
            "like:",
            "like:#3",
            "place:",
            "tga:x",
            "type:jpgg",
            "标签:",
            "像:",
            "2019-07",
            "海滩",
            "\x00",
            "é",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


def spans(node: Node) -> list[Span]:
    match node:
        case And(nodes) | Or(nodes):
            return [node.span, *(span for it in nodes for span in spans(it))]
        case Not(inner):
            return [node.span, *spans(inner)]
    return [node.span]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_raises_and_every_place_is_in_the_text(text: str) -> None:
    reading = read(text, TODAY)
    query = reading.query
    assert query.text == text
    nodes = spans(query.root) if query.root else []
    for start, end in [*nodes, *(it.span for it in query.mistakes), *(it.span for it in reading.items)]:
        assert 0 <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace() or reading.unclosed, "of an open quotation the blanks belong to it"
    places = [it.span for it in reading.items]
    assert all(one.end <= other.start for one, other in pairwise(places))


@given(TEXTS, TEXTS)
def test_parentheses_keep_apart(one: str, other: str) -> None:
    """Searching within results: `(old) new`."""
    first, second = read(one, TODAY), read(other, TODAY)
    if first.query.mistakes or first.query.sort or first.unclosed or not first.query.root or ")" in one or "）" in one:
        return
    if second.query.mistakes or not second.query.root or any(not it.kind for it in second.items):
        return
    both = parse(f"({one} ) {other}", TODAY)
    assert isinstance(both.root, And)
    assert shown(both.root.nodes[0]) == shown(first.query.root)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("", ""),
        ("  \n ", ""),
        ("a  dog\tin snow", "[a dog in snow]"),
        ("t-shirt black-and-white", "[t-shirt black-and-white]"),
        ("beach -", "[beach]"),
        ("beach - AND sunset", "[beach sunset]"),
        ("dog or", "[dog]"),
        ("or dog", "[dog]"),
        ("dog or or cat", "([dog] | [cat])"),
        ("oregano or organ", "([oregano] | [organ])"),
        ("dog -or", "([dog] & -[or])"),
        ("a|b", "([a] | [b])"),
        ("a tag:x b", "([a] & tag=x & [b])"),
        ("a sort:date b", "([a] & [b])"),
        ("-(a or tag:b) c", "(-([a] | tag=b) & [c])"),
        ("--a", "-[a]"),
        ('-"a b" -2:c', '(-"a b" & -[c]*2)'),
        ("2:(a 3:b or -c tag:x)", "(([a]*2 & [b]*6) | (-[c]*2 & tag=x))"),
        ("16:9 12:30 http://x.org/a note: x fooo:bar", "[16:9 12:30 http://x.org/a note: x fooo:bar]"),
        ("C:\\photos", "[C:\\photos]"),
        ('"a ""quoted"" word"', '"a "quoted" word"'),
        ('tag:"5"" x 7"""', 'tag=5" x 7"'),
        ('"a or (b', '"a or (b"'),
        ("(a (b", "([a] & [b])"),
        ("a) b", "[a b]"),
        ('() "" a -()', "[a]"),
        ("5'11\" tall", "[5'11\" tall]"),
        ("(tag:a)", "tag=a"),
        ("标签:a（b）", "(tag=a & [b])"),
        ("tag:a(b c", "(tag=a(b & [c])"),
        ("(tag:IMG(1).jpg)", "tag=IMG(1).jpg"),
        ("TAG:x Label:y", "(tag=x & label=y)"),
        ("tags:x stars:3", "(tag=x & rating=3..3)"),
        ('tag:"a"b', "(tag=a & [b])"),
        ("NOT tag:a AND b", "(-tag=a & [b])"),
        ("like:/x/y@2x.jpg", "</x/y@2x.jpg>"),
        ("like:/x.jpg@10,20,50,40", "</x.jpg@0.1,0.2,0.5,0.4>"),
        ("like:#12@0,0,100,100", "<#12@0,0,1,1>"),
        ("(like:#12@0,0,50,50)", "<#12@0,0,0.5,0.5>"),
        ("2:like:#12", "<#12>*2"),
        ("像：＃１２", "<#12>"),
        ("海滩（日落 或 日出）－人", "([海滩] & ([日落] | [日出]) & -[人])"),
        ("海滩“上海”", '([海滩] & "上海")'),
        ("「a」『b』", '("a" & "b")'),
        ("猫或狗", "[猫或狗]"),
        ("评分：＞＝３", "rating=3..5"),
        ("ＤＯＧ ２ e\u0301te\u0301 2:“ｃａｔ　ｂ”", "([DOG 2 été] & [cat b]*2)"),
        ("海滩，日落！ｄｏｇ。", "[海滩，日落！dog。]"),
        ("日期：２０１９年７月", "date=2019-07-01..2019-07-31"),
    ],
)
def test_read(text: str, reading: str) -> None:
    query = parse(text, TODAY)
    assert query.mistakes == ()
    assert shown(query.root) == reading


@pytest.mark.parametrize(
    ("text", "piece", "instead"),
    [
        ("a tag: b", "tag:", ""),
        ("like:", "like:", ""),
        ('tag:"" a', 'tag:""', ""),
        ("a -tga:x", "-tga:x", "-tag:x"),
        ("cammera:canon", "cammera:canon", "camera:canon"),
        ("type:jpegg", "type:jpegg", "type:jpeg"),
        ("-is:favorit", "-is:favorit", "-is:favorite"),
        ("date:jully", "date:jully", "date:july"),
        ("date:lastweek", "date:lastweek", 'date:"last week"'),
        ("date:2019-02-30", "date:2019-02-30", ""),
        ("date:2021..2019", "date:2021..2019", "date:2019..2021"),
        ("date:..", "date:..", ""),
        ("a -date:last  week b", "-date:last  week", "-date:last-week"),
        ("(date:this MONTH)", "date:this MONTH", "date:this-MONTH"),
        ("date:last dog", "date:last", ""),
        ("date:2019-2020", "date:2019-2020", "date:2019..2020"),
        ("date:2019-07-2020-02-03", "date:2019-07-2020-02-03", "date:2019-07..2020-02-03"),
        ("date:2020-2019", "date:2020-2019", ""),
        ("rating:3-4", "rating:3-4", "rating:3..4"),
        ("rating:5-4", "rating:5-4", "rating:4..5"),
        ("rating:3-6", "rating:3-6", ""),
        ("beach - people", "- people", "-people"),
        ("beach －　tag:x", "－　tag:x", "-tag:x"),
        ('(beach - 2:"a b")', '- 2:"a b"', '-2:"a b"'),
        ("- like:#3 dog", "- like:#3", "-like:#3"),
        ("rating:6", "rating:6", ""),
        ("rating:>5", "rating:>5", ""),
        ("rating:5..3", "rating:5..3", "rating:3..5"),
        ("size:>5", "size:>5", "size:>5mb"),
        ("size:5MB..1MB", "size:5MB..1MB", "size:1mb..5mb"),
        ("size:1MP..5MB", "size:1MP..5MB", ""),
        ("orientation:potrait", "orientation:potrait", "orientation:portrait"),
        ("like:#x", "like:#x", ""),
        ("like:#1@1,2,3", "like:#1@1,2,3", ""),
        ("like:#1@60,0,50,10", "like:#1@60,0,50,10", ""),
        ('like:"#1"@nan,0,10,10', 'like:"#1"@nan,0,10,10', ""),
        ('like:"#1"@0,0,10,nan', 'like:"#1"@0,0,10,nan', ""),
        ('like:"#1"@-10,0,20,20', 'like:"#1"@-10,0,20,20', ""),
        ('like:"#1"@0,0,inf,10', 'like:"#1"@0,0,inf,10', ""),
        ('like:"/a b"@x', 'like:"/a b"@x', ""),
        ("0:snow", "0:snow", ""),
        ("99:snow", "99:snow", ""),
        ("a -0:(b)", "0:", ""),
        ("2:tag:x", "2:tag:x", "tag:x"),
        ("sort:dat", "sort:dat", "sort:date"),
        ("-sort:date", "-sort:date", "sort:-date"),
        ("sort:date a sort:name", "sort:name", ""),
        ("(a sort:date)", "sort:date", ""),
    ],
)
def test_a_mistake_is_told_in_its_place(text: str, piece: str, instead: str) -> None:
    (mistake,) = parse(text, TODAY).mistakes
    assert text[mistake.span.start : mistake.span.end] == piece
    assert mistake.instead == instead
    assert mistake.reason.endswith(".")
    if instead:
        assert parse(instead, TODAY).mistakes == (), "what is proposed is right"


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2020-2", "2020-02-01..2020-02-29"),
        ("2019.7.14", "2019-07-14..2019-07-14"),
        ("20190714", "2019-07-14..2019-07-14"),
        ("2019年7月14日", "2019-07-14..2019-07-14"),
        ("..2020", "..2020-12-31"),
        (">2019", "2020-01-01.."),
        ("<2020", "..2019-12-31"),
        ("<=2020-02", "..2020-02-29"),
        ("=2020", "2020-01-01..2020-12-31"),
        ("2019-07..2019-08-03", "2019-07-01..2019-08-03"),
        ("2019年至2020年", "2019-01-01..2020-12-31"),
        ("2019..today", "2019-01-01..2026-11-23"),
        ('"last month"', "2026-10-01..2026-10-31"),
        ("this-week", "2026-11-23..2026-11-29"),
        ("前年", "2024-01-01..2024-12-31"),
        ("winter", "1/2/12"),
        ("october..february", "1/2/10/11/12"),
        ('"winter 2019"', "2019-12-01..2020-02-29"),
        ("2019年夏天", "2019-06-01..2019-08-31"),
        ("12月", "12"),
        ("Sept", "9"),
    ],
)
def test_dates(value: str, days: str) -> None:
    query = parse(f"date:{value}", TODAY)
    assert query.mistakes == ()
    assert shown(query.root) == f"date={days}"


@pytest.mark.parametrize("value", ["0000", "2019-13", "2019-7-32", "99999", "summer..2019", ">summer", "9999年", "12"])
def test_what_is_no_date(value: str) -> None:
    assert len(parse(f"date:{value}", TODAY).mistakes) == (value != "9999年")
    assert len(parse("date:>9999", TODAY).mistakes) == 1, "there is no day after"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("size:12MP", "size=11500000..12499999 pixels"),
        ("size:2.5mb", "size=2450000..2549999 bytes"),
        ("size:<200KB", "size=..199999 bytes"),
        ("size:<=1GiB", "size=..1073741824 bytes"),
        ("size:500KB..", "size=500000.. bytes"),
        ("大小:1200万像素", "size=11995000..12004999 pixels"),
        ("rating:0..3", "rating=0..3"),
        ("rating:..3", "rating=1..3"),
        ("rating:>3", "rating=4..5"),
        ("评分:3星", "rating=3..3"),
        ("type:.JPG", "type=.jpg"),
    ],
)
def test_numbers(text: str, reading: str) -> None:
    query = parse(text, TODAY)
    assert query.mistakes == ()
    assert shown(query.root) == reading


def test_places_are_those_of_the_words() -> None:
    text = 'a dog -"x y" 2:(tag:"b c")  like:#3@1,2,3,4 or -2:cat'
    root = parse(text).root
    assert root is not None
    found = {text[start:end] for start, end in spans(root)}
    assert found >= {"a dog", '-"x y"', '"x y"', 'tag:"b c"', "like:#3@1,2,3,4", "-2:cat", "2:cat"}


def test_half_characters_are_none_but_in_paths() -> None:
    """A command line has them for bytes that are no text."""
    query = parse('dog\udcff -tag:\ud83d "a\udcff" name:\udcff', TODAY)
    assert query.text == 'dog\udcff -tag:\ud83d "a\udcff" name:\udcff'
    assert shown(query.root) == '([dog\ufffd] & -tag=\ufffd & "a\ufffd" & name=\udcff)'
    assert shown(parse("like:/a\udcff.jpg").root) == "</a\udcff.jpg>"


def test_sorting() -> None:
    assert [order(parse(f"a sort:{it}")) for it in ("date", "-date", "NAME", "-size")] == [
        "date",
        "-date",
        "name",
        "-size",
    ]
    assert order(parse("排序:评分")) == "rating"


def test_very_long_and_very_deep_searches_are_refused_with_a_sentence() -> None:
    assert "characters" in parse("a" * (parser.MOST_CHARACTERS + 1)).mistakes[0].reason
    deep = parse("(" * 500 + "tag:a" + ")" * 500 + " tag:b")
    assert [it.reason for it in deep.mistakes] == ["Parentheses can be at most 20 deep."]
    assert shown(deep.root) == "(tag=a & tag=b)"
    many = parse("tag:a " * 500 + "x y")
    assert [it.reason for it in many.mistakes] == ["A search can have 200 terms at most."]


@pytest.mark.parametrize(
    "text", ["(" * 9999, "-" * 9999, '"' * 9999, "tag:(" * 1999, "a:" * 4999, "like:#1@" + "1" * 9000, "@1," * 3000]
)
def test_odd_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    parse(text, TODAY)
    assert time.process_time() - start < 1, "quadratic, it would take minutes"


def test_understood_raises_for_mistakes_and_for_nothing() -> None:
    assert understood("a dog").root == Description("a dog", Span(0, 5))
    with pytest.raises(KnownError, match="empty"):
        understood(" ")
    assert understood("sort:name").root is None
    with pytest.raises(KnownError, match=r"“ratin:3”.*Did you mean rating:3"):
        understood("a ratin:3")
    assert isinstance(understood("date:today", TODAY), Query)


def test_today_is_the_computers_date_if_nobody_says_otherwise() -> None:
    root = parse("date:2000..today").root
    assert isinstance(root, Filter)
    assert shown(root) >= f"date=2000-01-01..{TODAY.replace(year=2026, month=1, day=1)}"
