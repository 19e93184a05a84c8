"""Small files and functions, so that any of them is read in a minute."""

import ast
from collections.abc import Iterator
from pathlib import Path

import searchtui

PACKAGE = Path(searchtui.__file__).parent
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def long_functions(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield f"{source.relative_to(PACKAGE)}:{node.name} has {lines} lines"


def test_no_file_is_long() -> None:
    lengths = {str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_no_function_is_long() -> None:
    assert [line for source in sources() for line in long_functions(source)] == []


def test_every_module_says_what_it_is_for() -> None:
    undocumented = [path.name for path in sources() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert undocumented == []
