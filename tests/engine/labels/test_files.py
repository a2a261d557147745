"""Labels as files: what goes out comes in again, and one bad label spoils nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipphotos.core.errors import KnownError
from clipphotos.core.label import MOST_LEVELS, LabelMode, LabelSpec, Rule, clean_spec, name_key
from clipphotos.engine.labels.files import Imported, _document, _spec, starter_sets
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.engine.labels.helping import PALACE, Garden, scorer_of, suggested

FULL = LabelSpec(
    'Pup “ü” \\ "q" 狗',
    prompts=("a puppy", "line # not a comment", "三只小狗"),
    counter_prompts=("a wolf",),
    mode=LabelMode.AUTO,
    threshold=0.75,
    parent="Dog",
    group="animal",
    colour="#aabbcc",
    rule=Rule(("/photos/a", "C:\\photos"), date(2024, 1, 1), date(2024, 12, 31)),
)
DOG = LabelSpec("Dog", mode=LabelMode.OFF)


@pytest.fixture
def library(open_library: Opened) -> Library:
    return open_library()


def specs(library: Library) -> dict[str, LabelSpec]:
    return {label.name: label.spec for label in library.labels.list()}


def parents(library: Library) -> dict[str, str | None]:
    return {name: spec.parent for name, spec in specs(library).items()}


def load(library: Library, tmp_path: Path, text: str) -> Imported:
    path = tmp_path / "labels.toml"
    path.write_text(text, encoding="utf-8")
    return library.label_files.load(path)


def entry(name: str, **fields: object) -> str:
    lines = [f"{key} = {value!r}" for key, value in {"name": name, **fields}.items()]
    return "\n".join(["[[label]]", *lines, ""])


def test_what_goes_out_comes_in_again(library: Library, tmp_path: Path) -> None:
    library.labels.add(DOG)
    library.labels.add(FULL)
    before, path = specs(library), tmp_path / "labels.toml"
    assert library.label_files.export(path) == 2
    for label in library.labels.list():
        library.labels.remove(label.id)
    assert library.label_files.load(path) == Imported(("Dog", FULL.name), (), ())
    assert specs(library) == before == {"Dog": DOG, FULL.name: FULL}
    assert [p.name for p in tmp_path.glob("labels*")] == ["labels.toml"]


def test_some_labels_go_out(library: Library, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        library.labels.add(LabelSpec(name))
    path = tmp_path / "labels.toml"
    assert library.label_files.export(path, ["C", "a"]) == 2
    text = path.read_text("utf-8")
    assert 'name = "c"' in text
    assert 'name = "b"' not in text
    with pytest.raises(KnownError, match="no label “d”"):
        library.label_files.export(tmp_path / "other.toml", ["d"])
    assert not (tmp_path / "other.toml").exists()


names = st.text(min_size=1, max_size=20)


@given(
    names,
    st.lists(names, max_size=3),
    st.lists(names, max_size=2),
    st.sampled_from(LabelMode),
    st.none() | st.floats(0.01, 0.99),
    st.none() | names,
    st.lists(names, max_size=2),
    st.none() | st.dates(),
)
def test_any_definition_survives_the_file(
    name: str,
    prompts: list[str],
    counters: list[str],
    mode: LabelMode,
    threshold: float | None,
    group: str | None,
    folders: list[str],
    day: date | None,
) -> None:
    import tomllib

    import tomli_w

    rule = Rule(tuple(f"/{folder}" for folder in folders), day, day)
    try:
        spec = clean_spec(LabelSpec(name, tuple(prompts), tuple(counters), mode, threshold, group=group, rule=rule))
    except KnownError:
        return
    text = tomli_w.dumps({"label": [_document(spec)]}, multiline_strings=False)
    assert _spec(tomllib.loads(text)["label"][0]) == spec


BAD = {
    "name = 3": "“name” is not what is expected",
    "prompts = ['x']": "has no name",
    "name = ''": "has no name",
    "name = 'bad'\nprompts = 'x'": "“prompts” is a list of texts",
    "name = 'bad'\nprompts = [1]": "“prompts” is a list of texts",
    "name = 'bad'\nmode = 'on'": "off, suggest or auto, not “on”",
    "name = 'bad'\nmode = true": "“mode” is not what is expected",
    "name = 'bad'\nthreshold = 2": "at least 0.03 and below 1",
    "name = 'bad'\nthreshold = nan": "at least 0.03",
    f"name = 'bad'\nthreshold = 1{400 * '0'}": "far too large a number",
    "name = 'bad'\nfolders = ['photos']": "whole path from the top",
    'name = "bad"\nfolders = ["/photos\\u0000"]': "there can be no folder",
    "name = 'bad'\nthreshold = true": "“threshold” is not",
    "name = 'bad'\nthreshold = '0.5'": "“threshold” is not",
    "name = 'bad'\ncolor = '#aabbcc'": "no field “color”",
    "name = 'bad'\ncolour = 'red'": "#rrggbb",
    "name = 'bad'\ntaken_from = '2024-01-01'": "“taken_from” is not",
    "name = 'bad'\ntaken_from = 2024-01-01T00:00:00": "“taken_from” is not",
    "name = 'bad'\ntaken_from = 2024-01-02\ntaken_to = 2024-01-01": "first day is after",
    "name = 'bad'\nparent = 'bad'": "own parent",
    "name = 'bad'\nparent = 'nowhere'": "no label “nowhere”",
}


@pytest.mark.parametrize("lines", BAD)
def test_a_bad_label_is_named_and_the_others_come_in(library: Library, tmp_path: Path, lines: str) -> None:
    result = load(library, tmp_path, f"{entry('one')}\n[[label]]\n{lines}\n\n{entry('two')}")
    assert result.added == ("one", "two")
    ((name, reason),) = result.refused
    assert name == ("bad" if "bad" in lines else "label 2")
    assert BAD[lines] in reason
    assert specs(library) == {"one": LabelSpec("one"), "two": LabelSpec("two")}


def test_an_entry_that_is_no_table_is_named(library: Library, tmp_path: Path) -> None:
    result = load(library, tmp_path, "label = [{name = 'one'}, 'two']")
    assert result.added == ("one",)
    assert [name for name, _ in result.refused] == ["label 2"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "has no labels"),
        (b"label = []", "has no labels"),
        (b"label = 'x'", "has no labels"),
        (b"[label]\nname = 'x'", "has no labels"),
        (b"[[label]]\nname =", "no file of labels"),
        (b"\xff\xfe\x00", "no file of labels"),
        (b"label = " + b"[" * 50_000, "no file of labels"),
        (b"[[label]]\nname = 'x'\nthreshold = 1" + 5_000 * b"0", "a number in it that is far too long"),
    ],
)
def test_a_file_without_labels_is_refused(library: Library, tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "labels.toml"
    path.write_bytes(content)
    with pytest.raises(KnownError, match=sentence):
        library.label_files.load(path)
    assert library.labels.list() == []
    assert library.history.next_undo() is None


def test_a_byte_order_mark_is_no_obstacle(library: Library, tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_bytes(b"\xef\xbb\xbf" + entry("one").encode())
    assert library.label_files.load(tmp_path / "labels.toml").added == ("one",)


def test_files_that_cannot_be_read_or_written_are_explained(library: Library, tmp_path: Path) -> None:
    library.labels.add(LabelSpec("one"))
    for call, sentence in (
        (lambda: library.label_files.load(tmp_path / "nowhere.toml"), "cannot be read"),
        (lambda: library.label_files.load(tmp_path), "cannot be read"),
        (lambda: library.label_files.export(tmp_path / "nowhere" / "labels.toml"), "cannot be written"),
        (lambda: library.label_files.export(tmp_path), "is a folder"),
    ):
        with pytest.raises(KnownError, match=sentence):
            call()


def test_a_folder_that_is_no_text_cannot_go_out(library: Library, tmp_path: Path) -> None:
    library.labels.add(LabelSpec("odd", rule=Rule(("/photos/\udcff",))))
    with pytest.raises(KnownError, match="no text"):
        library.label_files.export(tmp_path / "labels.toml")
    assert list(tmp_path.glob("labels*")) == []


def test_parents_may_come_in_any_order(library: Library, tmp_path: Path) -> None:
    text = entry("pup", parent="DOG") + entry("animal") + entry("dog", parent="animal")
    assert load(library, tmp_path, text).refused == ()
    assert parents(library) == {"animal": None, "dog": "animal", "pup": "dog"}


@pytest.mark.parametrize("reverse", [False, True])
def test_a_hierarchy_can_be_turned_over(library: Library, tmp_path: Path, reverse: bool) -> None:
    library.labels.add(LabelSpec("a"))
    library.labels.add(LabelSpec("b", parent="a"))
    entries = [entry("a", parent="b"), entry("b")]
    result = load(library, tmp_path, "".join(entries[::-1] if reverse else entries))
    assert (set(result.changed), result.refused) == ({"a", "b"}, ())
    assert parents(library) == {"a": "b", "b": None}


@pytest.mark.parametrize("turn", range(3))
def test_a_loop_in_a_file_is_refused_and_the_others_come_in(library: Library, tmp_path: Path, turn: int) -> None:
    ring = [entry("a", parent="b"), entry("b", parent="c"), entry("c", parent="a")]
    result = load(library, tmp_path, "".join(ring[turn:] + ring[:turn]) + entry("d"))
    assert result.refused
    assert "d" in result.added
    found = parents(library)
    assert found.keys() == set(result.added)
    assert {name for name, _ in result.refused} | found.keys() == {"a", "b", "c", "d"}
    for name in found:
        seen = set[str]()
        above: str | None = name
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = found[above]


@pytest.mark.parametrize("reverse", [False, True])
def test_labels_too_deep_are_named_and_the_others_come_in(library: Library, tmp_path: Path, reverse: bool) -> None:
    entries = [entry("l0"), *(entry(f"l{i}", parent=f"l{i - 1}") for i in range(1, 1000))]
    result = load(library, tmp_path, "".join(entries[::-1] if reverse else entries))
    assert set(result.added) == {f"l{i}" for i in range(MOST_LEVELS)}
    assert {name for name, _ in result.refused} == {f"l{i}" for i in range(MOST_LEVELS, 1000)}
    assert all(f"more than {MOST_LEVELS} levels deep" in reason for _, reason in result.refused)


def test_a_label_that_would_take_those_below_it_too_deep_is_refused(library: Library, tmp_path: Path) -> None:
    load(library, tmp_path, entry("top") + entry("middle", parent="top") + entry("low", parent="middle"))
    chain = [entry("l0"), *(entry(f"l{i}", parent=f"l{i - 1}") for i in range(1, MOST_LEVELS - 2))]
    result = load(library, tmp_path, "".join(chain) + entry("top", parent=f"l{MOST_LEVELS - 3}"))
    assert [name for name, _ in result.refused] == ["top"]
    assert len(result.added) == MOST_LEVELS - 2
    assert parents(library)["top"] is None
    assert load(library, tmp_path, entry("top", parent=f"l{MOST_LEVELS - 4}")).refused == ()


@pytest.mark.parametrize("reverse", [False, True])
def test_a_refused_label_takes_those_below_it_along(library: Library, tmp_path: Path, reverse: bool) -> None:
    entries = [entry("a", parent="nowhere"), entry("b", parent="a"), entry("c")]
    result = load(library, tmp_path, "".join(entries[::-1] if reverse else entries))
    assert result.added == ("c",)
    assert {name for name, _ in result.refused} == {"a", "b"}
    assert specs(library).keys() == {"c"}


def test_a_refused_label_that_exists_stays_as_it_is(library: Library, tmp_path: Path) -> None:
    before = library.labels.add(LabelSpec("dog", ("a dog",), colour="#aabbcc"))
    result = load(library, tmp_path, entry("dog", prompts=["a wolf"], parent="nowhere"))
    assert [name for name, _ in result.refused] == ["dog"]
    assert library.labels.named("dog") == before


def test_a_label_that_is_there_twice_is_said(library: Library, tmp_path: Path) -> None:
    result = load(library, tmp_path, entry("dog", prompts=["one"]) + entry("DOG", prompts=["two"]))
    assert result.added == ("dog",)
    assert [name for name, _ in result.refused] == ["DOG"]
    assert specs(library)["dog"].prompts == ("one",)


def test_an_existing_label_gets_the_files_definition_and_keeps_its_decisions(garden: Garden, tmp_path: Path) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    library.review.reject(label.id, [palace])
    result = load(library, tmp_path, entry("Palace", prompts=["a palace in China", "a temple"]))
    assert result == Imported((), ("Palace",), ())
    assert library.labels.named("palace").id == label.id
    library.labels.refresh()
    assert palace not in suggested(library, label.id)
    assert scorer_of(library, label.id).label_version == 2
    assert library.labels.report(label.id).rejected == 1


def test_an_import_is_one_action(library: Library, tmp_path: Path) -> None:
    before = library.labels.add(LabelSpec("dog", ("a dog",)))
    load(library, tmp_path, entry("dog", prompts=["a wolf"]) + entry("cat", parent="dog"))
    after = specs(library)
    library.history.undo()
    assert [label.spec for label in library.labels.list()] == [before.spec]
    library.history.redo()
    assert specs(library) == after


@pytest.mark.parametrize("language", ["en", "zh"])
def test_starter_sets_are_whole(language: str) -> None:
    sets = starter_sets(language)
    assert len(sets) >= 6
    assert len({each.title for each in sets}) == len(sets)
    everything = [spec for each in sets for spec in each.specs]
    assert len({name_key(spec.name) for spec in everything}) == len(everything)
    for each in sets:
        own = {spec.name for spec in each.specs}
        for spec in each.specs:
            assert spec == clean_spec(spec)
            assert spec.prompts, f"{spec.name}: the model must not depend on the language of the name"
            assert all(prompt.isascii() for prompt in (*spec.prompts, *spec.counter_prompts)), spec.name
            assert spec.parent is None or spec.parent in own, spec.name
            assert spec.mode is LabelMode.SUGGEST, "nothing tags by itself unasked"
    if language == "zh":
        assert not [spec.name for spec in everything if spec.name.isascii()]


def test_starter_sets_are_the_same_in_both_languages() -> None:
    english, chinese = starter_sets("en"), starter_sets("zh")
    assert [[s.prompts for s in each.specs] for each in english] == [
        [s.prompts for s in each.specs] for each in chinese
    ]
    assert [[bool(s.parent) for s in each.specs] for each in english] == [
        [bool(s.parent) for s in each.specs] for each in chinese
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_starter_sets_come_in_without_refusals_and_leave_what_is_there(library: Library, language: str) -> None:
    everything = [spec for each in starter_sets(language) for spec in each.specs]
    mine = library.labels.add(LabelSpec(everything[0].name, ("my own words",)))
    result = library.label_files.add(everything)
    assert result.refused == ()
    assert len(result.added) == len(everything) - 1
    assert library.labels.named(mine.name) == mine
    assert library.label_files.add(everything) == Imported((), (), ())
    assert len(library.labels.list()) == len(everything)


def test_starter_files_can_be_loaded_as_they_are(library: Library) -> None:
    from clipphotos import paths

    for path in sorted((paths.resources() / "labels").glob("*.toml")):
        assert library.label_files.load(path).refused == (), path.name
