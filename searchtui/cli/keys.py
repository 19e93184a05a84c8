"""`searchtui keys`: the keys of the terminal interface, as the library's settings have them."""

from __future__ import annotations

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import note, write, write_json
from searchtui.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  searchtui keys
  searchtui keys --json | jq '.clashes'
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@library_options
def keys(choice: LibraryChoice, *, as_json: bool) -> int:
    """Print the keys of the interface, and report those that clash.

    The setting keymap chooses a preset: default, arrows, vi or emacs. A table [keys] in searchtui.toml gives commands
    keys of your own, such as next-match = "n,f3". Exit code 2 tells of a clash or a mistake.
    """
    from searchtui.commands.keymap import clashes, keymap, mistakes, shown_keys  # noqa: PLC0415 -- Textual is slow
    from searchtui.commands.registry import GROUPS, all_commands  # noqa: PLC0415
    from searchtui.screens.places import place_bindings  # noqa: PLC0415

    with choice.open() as library:
        settings = library.settings
    chosen = keymap(settings.keymap, settings.keys)
    wrong = mistakes(settings.keys, (command.id() for command in all_commands()))
    clashing = clashes(place_bindings(), chosen)
    if as_json:
        write_json(
            {
                "keymap": settings.keymap,
                "keys": {command.id(): chosen.get(command.id(), command.keys) for command in all_commands()},
                "clashes": [{"place": c.place, "key": c.key, "commands": list(c.commands)} for c in clashing],
                "mistakes": wrong,
            }
        )
    else:
        for heading, commands in GROUPS:
            write(f"{heading}:")
            for command in commands:
                write(f"  {command.id():<24} {shown_keys(command, chosen):<16} {command.help()}")
    for sentence in (*wrong, *map(str, clashing)):
        note(sentence)
    return UsageError.exit_code if wrong or clashing else 0
