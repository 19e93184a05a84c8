"""Modules of NLTK without the rest of it: the package root takes a quarter of a second to import."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

StandIns = Mapping[str, Mapping[str, object]]
"""Modules by their names, and what their importers look for in them without ever using it in what we ask of them."""


def nltk_module(name: str, stand_ins: StandIns) -> ModuleType:
    """The module `name` of NLTK, with `stand_ins` for some that it imports. Not for several threads at once.

    Where this NLTK is laid out otherwise than those we know, the whole of it is imported.
    """
    loaded = _LOADED.get(name) or _alone(name, stand_ins) or importlib.import_module(name)
    _LOADED[name] = loaded
    return loaded


def _alone(name: str, stand_ins: StandIns) -> ModuleType | None:
    """The module, imported from packages that are empty but for their folder; None if it cannot be.

    They are taken away again, so that whoever imports NLTK gets the whole of it.
    """
    spec = None if "nltk" in sys.modules else find_spec("nltk")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    package = name.rpartition(".")[0]
    try:
        for empty, folder in (("nltk", root), (package, root / package.removeprefix("nltk."))):
            sys.modules[empty] = ModuleType(empty)
            sys.modules[empty].__path__ = [str(folder)]
        for stand_in, content in stand_ins.items():
            sys.modules[stand_in] = ModuleType(stand_in)
            sys.modules[stand_in].__dict__.update(content)
        return importlib.import_module(name)
    except ImportError:
        return None
    finally:
        for imported in [each for each in sys.modules if each.partition(".")[0] == "nltk"]:
            del sys.modules[imported]


_LOADED: Final[dict[str, ModuleType]] = {}
