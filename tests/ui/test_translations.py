"""Every text of the window is translated, in full, and built."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from clipphotos import paths

UI = Path(paths.__file__).parent / "ui"
FOLDER = paths.resources() / "translations"

Message = tuple[str, str, ElementTree.Element]


def _messages(language: str) -> list[Message]:
    root = ElementTree.parse(FOLDER / f"clipphotos_{language}.ts").getroot()
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def _forms(message: ElementTree.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return forms or [translation.text or ""]


def _texts_in_code() -> set[tuple[str, str, bool]]:
    """Return (context, text, whether it has a plural) of every call of `tr` and `translate`."""
    found = set()
    for path in UI.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        class_of = {call: class_.name for class_ in classes for call in ast.walk(class_)}
        for call in ast.walk(tree):
            match call:
                case ast.Call(func=ast.Attribute(attr="tr"), args=[ast.Constant(str(text)), *rest]):
                    found.add((class_of[call], text, len(rest) == 2))
                case ast.Call(
                    func=ast.Name(id="translate"), args=[ast.Constant(str(context)), ast.Constant(str(text)), *rest]
                ):
                    assert not rest, f"{path}: lupdate does not read plurals of translate(): {text}"
                    found.add((context, text, False))
    return found


def test_the_chinese_file_has_every_text_of_the_code() -> None:
    listed = {(context, text, message.get("numerus") == "yes") for context, text, message in _messages("zh_CN")}
    assert listed == _texts_in_code()


def test_the_english_file_has_every_plural_of_the_code() -> None:
    listed = {(context, text, True) for context, text, _ in _messages("en")}
    assert listed == {it for it in _texts_in_code() if it[2]}


@pytest.mark.parametrize(("language", "plural_forms"), [("zh_CN", 1), ("en", 2)])
def test_every_translation_is_finished(language: str, plural_forms: int) -> None:
    for context, text, message in _messages(language):
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{context}: {text}"
        forms = _forms(message)
        assert len(forms) == (plural_forms if message.get("numerus") else 1), text
        for form in forms:
            assert form.strip(), f"{context}: {text}"
            assert _fields(form) == _fields(text), f"{context}: {text}: {form}"
            assert form.count("&") == text.count("&"), f"{context}: {text}: {form}"
            assert ("%Ln" in form) == ("%Ln" in text), text


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_built_file_is_that_of_the_source(qapp: object, language: str) -> None:
    translator = QTranslator()
    assert translator.load(f"clipphotos_{language}", str(FOLDER))
    for context, text, message in _messages(language):
        plural = message.get("numerus") == "yes"
        built = translator.translate(context, text, "", 2 if plural else -1)
        assert built == _forms(message)[-1], f"run pyside6-lrelease: {context}: {text}"


def test_no_chinese_form_is_left_in_english() -> None:
    same = {text for _, text, message in _messages("zh_CN") if _forms(message) == [text]}
    words = {text for text in same if re.search(r"[a-z]{3}", text)}
    assert words <= {"ClipPhotos {0}", "a photo of a dog\na puppy playing", "a wolf\na toy dog"}
