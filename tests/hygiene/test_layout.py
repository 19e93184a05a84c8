"""What lies at the top of the project."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "pyproject.toml", "uv.lock"}


def test_no_file_was_left_at_the_top() -> None:
    assert {path.name for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".")} <= FILES
