"""The one script: small, and without words of its own."""

import re
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "cms/ui/static/ui/ui.js"


def test_script_is_small():
    assert SCRIPT.stat().st_size <= 5 * 1024


def test_script_takes_its_words_from_the_page():
    text = re.sub(r"/\*\*.*?\*/|//[^\n]*", "", SCRIPT.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert text.isascii()
    assert "localStorage" not in text
    assert "innerHTML" not in text
