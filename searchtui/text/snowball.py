"""NLTK's Snowball stemmers without the rest of NLTK, whose package root takes a quarter of a second to import."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

_MODULE: Final = "nltk.stem.snowball"


def snowball_stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of a language, by its English name in small letters. Not to be called from several threads at once.

    A stemmer keeps its state in attributes, so each is for one thread at a time.
    """
    loaded = _LOADED.get(_MODULE) or _alone() or importlib.import_module(_MODULE)
    _LOADED[_MODULE] = loaded
    stem: Callable[[str], str] = loaded.SnowballStemmer(language).stem
    return stem


def _alone() -> ModuleType | None:
    """The module, imported from packages that are empty but for their folder; None if this NLTK is laid out otherwise.

    They are taken away again, so that whoever imports NLTK gets the whole of it.
    """
    spec = None if "nltk" in sys.modules else find_spec("nltk")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    try:
        for name, folder in (("nltk", root), ("nltk.stem", root / "stem"), ("nltk.corpus", root / "corpus")):
            sys.modules[name] = ModuleType(name)
            sys.modules[name].__path__ = [str(folder)]
        sys.modules["nltk.corpus"].__dict__["stopwords"] = None  # for stemmers told to leave stop words as they are
        return importlib.import_module(_MODULE)
    except ImportError:
        return None
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"]:
            del sys.modules[name]


_LOADED: Final[dict[str, ModuleType]] = {}
