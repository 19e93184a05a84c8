"""The stemmers are NLTK's own, loaded without the rest of it."""

import importlib
import subprocess
import sys

import pytest

from searchtui.text import nltk_alone
from searchtui.text.snowball import snowball_stemmer

LANGUAGES = ("arabic", "english", "finnish", "german", "russian")


def test_nothing_of_nltk_stays_and_all_of_it_can_still_be_imported() -> None:
    code = (
        "import sys\n"
        "from searchtui.text.snowball import snowball_stemmer\n"
        "stem = snowball_stemmer('english')\n"
        "assert not [name for name in sys.modules if name.startswith('nltk') or name == 'numpy'], sys.modules\n"
        "import nltk\n"
        "assert nltk.edit_distance('river', 'rivers') == 1\n"
        "print(stem('running'), nltk.stem.SnowballStemmer('english').stem('running'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["run", "run"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_stems_are_those_of_the_whole_of_nltk(language: str) -> None:
    whole = importlib.import_module("nltk.stem.snowball").SnowballStemmer(language).stem
    words = ("elections", "laufenden", "книгами", "talossa", "الكتاب", "generously", "dying", "naïvely", "3rd", "a")
    assert [snowball_stemmer(language)(word) for word in words] == [whole(word) for word in words]


def test_where_nltk_is_laid_out_otherwise_all_of_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nltk_alone, "_LOADED", {})
    monkeypatch.setattr(nltk_alone, "find_spec", lambda _: None)
    assert snowball_stemmer("english")("running") == "run"
