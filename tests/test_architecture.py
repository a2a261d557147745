"""The layers of the design, held by reading the imports."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "clipphotos"

MAX_LINES = 400

LAYERS: dict[str, frozenset[str]] = {
    "core": frozenset(),
    "media": frozenset({"core"}),
    "embedding": frozenset({"core"}),
    "store": frozenset({"core"}),
    "engine": frozenset({"core", "media", "embedding", "store"}),
    "cli": frozenset({"core", "media", "embedding", "store", "engine"}),
    "ui": frozenset({"core", "media", "embedding", "store", "engine"}),
    # Only these two wire parts together, so they see everything.
    "app": frozenset({"core", "media", "embedding", "store", "engine", "cli", "ui"}),
    "__main__": frozenset({"core", "cli", "ui", "app"}),
    # Helpers of everything above core.
    "paths": frozenset({"core"}),
    "settings": frozenset({"core"}),
    "logs": frozenset({"core"}),
    "crashes": frozenset({"core", "logs"}),
    "__init__": frozenset(),
}
"""The parts of the package, and which other parts each may import."""

HELPERS = frozenset({"paths", "settings", "logs", "crashes"})
"""Modules that every part may import, except core."""

CONFINED: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "apsw": ("store",),
    "sqlite3": (),
    "hnswlib": ("store/vectors",),
    "PIL": ("media",),
    "imagehash": ("media",),
    "pillow_heif": ("media",),
    "open_clip": ("embedding",),
    "openvino": ("embedding",),
    "sentence_transformers": ("embedding",),
    "timm": ("embedding",),
    "torch": ("embedding",),
    "torchvision": ("embedding",),
    "transformers": ("embedding",),
}
"""Libraries, and the only folders whose modules may import them."""

HEAVY = frozenset({"open_clip", "openvino", "sentence_transformers", "timm", "torch", "torchvision", "transformers"})
"""Libraries that are imported inside functions only."""

MAY_PRINT_AND_EXIT = frozenset({"cli", "app", "__main__"})

Import = tuple[str, int, bool]
"""Dotted name, line, whether it runs when the module is imported."""


def find_imports(tree: ast.Module) -> Iterator[Import]:
    """Yield every import that runs; those for the type checker only do not."""

    def visit(node: ast.AST, at_import: bool) -> Iterator[Import]:
        match node:
            case ast.Import():
                for alias in node.names:
                    yield alias.name, node.lineno, at_import
            case ast.ImportFrom():
                base = "." * node.level + (node.module or "")
                for alias in node.names:
                    yield f"{base}.{alias.name}", node.lineno, at_import
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
                for child in node.orelse:
                    yield from visit(child, at_import)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                for child in ast.iter_child_nodes(node):
                    yield from visit(child, False)
            case ast.Call(
                func=ast.Name(id="__import__") | ast.Attribute(attr="import_module"), args=[ast.Constant(str(name)), *_]
            ):
                yield name, node.lineno, at_import
            case _:
                for child in ast.iter_child_nodes(node):
                    yield from visit(child, at_import)

    yield from visit(tree, True)


def part_of(module: str) -> str:
    """Return the part of the package that a path below it ("store/vectors/hnsw.py") belongs to."""
    return module.removesuffix(".py").split("/")[0]


def check_import(module: str, name: str, at_import: bool) -> str | None:
    """Return what is wrong with a module importing a dotted name, or None."""
    part = part_of(module)
    top, _, rest = name.partition(".")
    if not top:
        return "relative import"
    if top == "clipphotos":
        target = rest.split(".")[0]
        if target in LAYERS and target not in LAYERS[part] | {part} and (target not in HELPERS or part == "core"):
            return f"{part} must not import {target}"
        return None
    if part == "core" and top not in sys.stdlib_module_names and top != "numpy":
        return f"core is the standard library and numpy only, not {top}"
    if top in CONFINED and not any(module.startswith(f"{folder}/") for folder in CONFINED[top]):
        return f"{top} belongs to {' and '.join(CONFINED[top]) or 'no part'}"
    if top in HEAVY and at_import:
        return f"{top} is imported inside functions only"
    return None


def check_calls(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield the places that print or exit below the command line."""
    if part_of(module) in MAY_PRINT_AND_EXIT:
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="print" | "exit" | "quit" as name)):
                yield f"{module}:{node.lineno}: {name}() below cli"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="sys"), attr="exit")):
                yield f"{module}:{node.lineno}: sys.exit() below cli"


def check_module(module: str, source: str) -> list[str]:
    """Return what is wrong with a module.

    Args:
        module: its path below the package, as in "store/vectors/hnsw.py".
        source: its text.
    """
    if part_of(module) not in LAYERS:
        return [f"{module}: no part of the design"]
    problems = []
    tree = ast.parse(source)
    lines = source.count("\n")
    if lines > MAX_LINES:
        problems.append(f"{module}: {lines} lines, more than {MAX_LINES}")
    if source.strip() and not (ast.get_docstring(tree, clean=False) or "").split("\n")[0].strip():
        problems.append(f"{module}: the first line does not say what it is for")
    for name, line, at_import in find_imports(tree):
        if problem := check_import(module, name, at_import):
            problems.append(f"{module}:{line}: {problem}")
    return problems + list(check_calls(module, tree))


def test_package_keeps_to_its_layers() -> None:
    """Every module of the package is looked at."""
    modules = sorted(PACKAGE.rglob("*.py"))
    assert modules
    problems = [
        problem
        for path in modules
        for problem in check_module(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("module", "code", "problem"),
    [
        ("core/photo.py", "import clipphotos.store.catalogue", "core must not import store"),
        ("core/photo.py", "from clipphotos import paths", "core must not import paths"),
        ("core/photo.py", "import platformdirs", "core is the standard library and numpy only"),
        ("store/catalogue.py", "from clipphotos.media import decode", "store must not import media"),
        ("store/catalogue.py", "from clipphotos import media", "store must not import media"),
        ("media/decode.py", "from clipphotos.embedding.encoder import Encoder", "media must not import embedding"),
        ("embedding/encoder.py", "from clipphotos.engine import library", "embedding must not import engine"),
        ("engine/library.py", "import clipphotos.ui.bridge", "engine must not import ui"),
        ("engine/library.py", "def f():\n    from clipphotos.cli import scan", "engine must not import cli"),
        ("engine/library.py", "from clipphotos.app import main", "engine must not import app"),
        ("cli/scan.py", "from clipphotos.ui import bridge", "cli must not import ui"),
        ("ui/bridge.py", "from clipphotos.cli import scan", "ui must not import cli"),
        ("ui/bridge.py", "from . import window", "relative import"),
        ("settings.py", "from clipphotos.engine import library", "settings must not import engine"),
        ("embedding/starter.py", "import torch", "inside functions only"),
        ("embedding/starter.py", "try:\n    import openvino\nexcept ImportError:\n    pass", "inside functions only"),
        ("embedding/starter.py", "class A:\n    import timm", "inside functions only"),
        ("engine/ingest.py", "def f():\n    import torch", "torch belongs to embedding"),
        ("cli/scan.py", "def f():\n    import importlib\n    importlib.import_module('open_clip.model')", "open_clip"),
        ("app.py", "def main():\n    import PySide6.QtWidgets", "PySide6 belongs to ui"),
        ("engine/library.py", "import apsw", "apsw belongs to store"),
        ("store/catalogue.py", "import sqlite3", "sqlite3 belongs to no part"),
        ("store/catalogue.py", "import hnswlib", "hnswlib belongs to store/vectors"),
        ("ui/grid.py", "from PIL import Image", "PIL belongs to media"),
        ("engine/library.py", "def f():\n    print('x')", "print() below cli"),
        ("engine/library.py", "import sys\ndef f():\n    sys.exit(1)", "sys.exit() below cli"),
        ("helpers/thing.py", "x = 1", "no part of the design"),
    ],
)
def test_checker_finds(module: str, code: str, problem: str) -> None:
    """Each rule fails on a source that breaks it."""
    assert problem in "\n".join(check_module(module, f'"""A module."""\n{code}\n'))


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("core/query/parser.py", "import numpy as np\nimport os.path\nfrom clipphotos.core.photo import PhotoId"),
        ("core/photo.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from clipphotos.store import x"),
        (
            "embedding/starter.py",
            "from clipphotos.core import errors\ndef f():\n    import torch\n    import timm.data",
        ),
        ("store/vectors/hnsw.py", "import hnswlib\nfrom clipphotos.store.vectors import exact"),
        ("store/catalogue.py", "import apsw\nfrom clipphotos import paths"),
        ("media/decode.py", "from PIL import Image"),
        ("engine/library.py", "from clipphotos.store import catalogue\nfrom clipphotos import __version__"),
        ("cli/scan.py", "import sys\nprint('done')\nsys.exit(2)"),
        ("ui/bridge.py", "from PySide6.QtCore import QObject\nfrom clipphotos.engine.library import Library"),
        ("app.py", "def main():\n    from clipphotos.ui import window"),
    ],
)
def test_checker_accepts(module: str, code: str) -> None:
    """What the design allows passes."""
    assert check_module(module, f'"""A module."""\n{code}\n') == []


def test_checker_finds_long_modules_and_missing_docstrings() -> None:
    """The limits on a module itself."""
    assert check_module("core/a.py", '"""A."""\n' + "x = 1\n" * 399) == []
    assert "401 lines" in check_module("core/a.py", '"""A."""\n' + "x = 1\n" * 400)[0]
    assert "first line" in check_module("core/a.py", "x = 1\n")[0]
    assert "first line" in check_module("core/a.py", '"""\nA.\n"""\n')[0]
