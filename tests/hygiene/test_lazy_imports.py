"""What a command does not need is not imported: it would cost every start of the program a part of a second."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "rich", "whoosh", "nltk", "numpy", "charset_normalizer", "sqlite3")


def modules_after(code: str) -> set[str]:
    """The top-level packages loaded by a fresh interpreter that ran `code`."""
    report = f"import sys\n{code}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["searchtui", "searchtui.cli", "searchtui.library", "searchtui.config"])
def test_importing_is_light(module: str) -> None:
    assert not modules_after(f"import {module}") & set(HEAVY)


def test_the_interface_paints_before_it_loads_the_engine() -> None:
    assert not modules_after("import searchtui.app") & {"whoosh", "nltk", "numpy", "charset_normalizer"}


def test_scripting_never_loads_the_interface(tmp_path: object) -> None:
    code = (
        "from searchtui.library import Library\n"
        "from searchtui.index.reindex import reindex\n"
        "import pathlib\n"
        f"root = pathlib.Path({str(tmp_path)!r})\n"
        "(root / 'seeds').mkdir()\n"
        "(root / 'seeds' / 'one.txt').write_text('A title\\n\\nThe river rose by a metre on Monday, the town said.')\n"
        "with Library.open(root) as library:\n"
        "    list(library.reindex())\n"
        "    assert library.search('river').total == 1"
    )
    assert not modules_after(code) & {"textual", "rich"}
