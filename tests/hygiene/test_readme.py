"""The README claims what the program has, and names all that the program has."""

import re
import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path

import click
import pytest

from searchtui.cli.root import COMMANDS, root
from searchtui.commands.registry import all_commands
from searchtui.config import Settings
from searchtui.query.parse import parse

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

UNIVERSAL_OPTIONS = {"--library", "--seeds", "--index", "--help", "--version"}


def section(heading: str) -> str:
    """The README's text below `heading`, up to the next one."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def command_named(name: str) -> click.Command:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    return command


def options(command: click.Command) -> set[str]:
    commands = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    return {option for each in commands for parameter in each.params for option in parameter.opts if option[:2] == "--"}


def rows(heading: str) -> list[str]:
    """The first cells of the section's table, without its head."""
    return [line.split(" | ")[0].removeprefix("| ") for line in section(heading).splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    line = "\n".join(line for line in section("Commands").splitlines() if f"searchtui {name}" in line)
    assert line
    assert [option for option in options(command_named(name)) - UNIVERSAL_OPTIONS if option not in line] == []


def test_every_option_in_the_readme_exists() -> None:
    known = UNIVERSAL_OPTIONS.union(*(options(command_named(name)) for name in COMMANDS))
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]+", README)) - known == set()


def test_every_command_in_the_readme_exists() -> None:
    shell = "\n".join(block for block in README.split("```")[1::2] if block.startswith("\n"))
    named = set(re.findall(r"`searchtui ([a-z]+)", README)) | set(re.findall(r"\bsearchtui ([a-z]+) ", shell))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.id())
def test_every_key_is_in_the_readme(command: type) -> None:
    keys = set(re.findall(r"`([^`]+)`", section("Keys")))
    shown = command.shown  # type: ignore[attr-defined]  # a Command
    assert shown in keys or all(key in keys for key in shown.split())


def test_every_key_in_the_readme_exists() -> None:
    known = {key for command in all_commands() for key in [command.shown, *command.shown.split()]}
    assert [key for row in rows("Keys") for key in re.findall(r"`([^`]+)`", row) if key not in known] == []


@pytest.mark.parametrize("row", rows("The query language"))
def test_every_query_in_the_readme_is_understood(row: str) -> None:
    for query in re.findall(r"`([^`]+)`", row):
        if query != "( )":
            parsed = parse(query, today=date(2024, 2, 29))
            assert not [note for note in parsed.notes if "as text" in note or "left out" in note], query


def test_the_settings_in_the_readme_are_the_defaults() -> None:
    defaults, keys, outlets = re.findall(r"```toml\n(.*?)```", section("Settings"), re.DOTALL)
    assert tomllib.loads(defaults) == {
        field.name: field.default for field in fields(Settings) if field.name not in {"outlets", "keys"}
    }
    assert set(tomllib.loads(keys)["keys"]) <= {command.id() for command in all_commands()}
    assert list(tomllib.loads(outlets)) == ["outlets"]


@pytest.mark.parametrize("document", sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]))
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize(
    "document", sorted([ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]), ids=lambda path: path.name
)
def test_modules_that_the_documents_name_exist(document: Path) -> None:
    named = re.findall(r"`([\w/]+/[\w]+\.(?:py|tsv|txt))`", document.read_text(encoding="utf-8"))
    places = [ROOT, ROOT / "searchtui"]
    assert [name for name in named if not any((place / name).exists() for place in places)] == []
