"""All commands there are: what help, palette, README and tests go by."""

from __future__ import annotations

from searchtui.commands.application import APPLICATION
from searchtui.commands.command import Command
from searchtui.commands.comparing import COMPARING
from searchtui.commands.doctor import DOCTOR
from searchtui.commands.filtering import FILTERING
from searchtui.commands.fixing import FIXING
from searchtui.commands.keeping import KEEPING
from searchtui.commands.moving import MOVING
from searchtui.commands.reading import READING
from searchtui.commands.searching import SEARCHING
from searchtui.commands.typing_help import TYPING
from searchtui.commands.viewing import VIEWING

GROUPS: tuple[tuple[str, tuple[type[Command], ...]], ...] = (
    ("Searching", (*SEARCHING, *TYPING, *DOCTOR)),
    ("Filters", FILTERING),
    ("Other views", (*VIEWING, *COMPARING)),
    ("Moving", MOVING),
    ("Reading", READING),
    ("Keeping and taking away", KEEPING),
    ("Outlets and dates", FIXING),
    ("Program", APPLICATION),
)
"""The commands under the headings of the help screen."""


def all_commands() -> tuple[type[Command], ...]:
    """Every command, in the order of the help screen."""
    return tuple(command for _, commands in GROUPS for command in commands)


def by_action() -> dict[str, type[Command]]:
    """The command behind each action name."""
    return {command.action(): command for command in all_commands()}
