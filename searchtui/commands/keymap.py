"""Which keys commands have: as they are described, or as a preset and the user's own settings change them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, format_key, key_to_character

from searchtui.commands.command import Command

PRESETS: Final[Mapping[str, Mapping[str, str]]] = {
    "default": {},
    "arrows": {
        "move-down": "down",
        "move-up": "up",
        "move-page-down": "pagedown,space",
        "move-page-up": "pageup",
        "move-to-first": "home",
        "move-to-last": "end",
        "next-article": "right_square_bracket,right",
        "previous-article": "left_square_bracket,left",
        "next-period": "right",
        "previous-period": "left",
    },
    "vi": {
        "move-page-down": "pagedown,space,ctrl+d,ctrl+f",
        "move-page-up": "pageup,b,ctrl+u,ctrl+b",
        "find-in-article": "ctrl+g",
        "quit": "q,Z",
        "zoom-out": "o",
    },
    "emacs": {
        "search": "slash,ctrl+s",
        "go-to-results": "escape,ctrl+g",
        "move-down": "down,ctrl+n",
        "move-up": "up,ctrl+p",
        "move-page-down": "pagedown,space,ctrl+v",
        "move-page-up": "pageup,alt+v",
        "move-to-first": "home,alt+less_than_sign",
        "move-to-last": "end,alt+greater_than_sign",
        "next-article": "right_square_bracket,right,alt+n",
        "previous-article": "left_square_bracket,left,alt+p",
        "command-palette": "alt+x",
        "next-paragraph": "right_curly_bracket,alt+e",
        "previous-paragraph": "left_curly_bracket,alt+a",
        "find-next": "down,ctrl+n,ctrl+s",
        "find-previous": "up,ctrl+p",
        "find-end": "escape,ctrl+g",
        "back-to-results": "q,escape,enter,backspace,ctrl+g",
        "back-from-view": "escape,q,backspace,ctrl+g",
        "leave-kept": "escape,q,backspace,M,ctrl+g",
        "leave-list": "escape,q,backspace,ctrl+g",
        "leave-links": "escape,q,f,ctrl+g",
        "leave-settings": "escape,q,comma,ctrl+g",
        "close-help": "escape,q,question_mark,f1,ctrl+g",
        "cancel-asking": "escape,ctrl+g",
        "cancel-copy": "escape,q,y,ctrl+g",
        "cancel-export": "escape,ctrl+g",
        "cancel-fix": "escape,ctrl+g",
    },
}
"""The keys that each preset gives to commands in place of their own, by the command's id, or that of a dialog's key."""

_MODIFIED: Final = re.compile(r"((?:(?:ctrl|alt|shift)\+)*)(\S+)", re.IGNORECASE)

_SHOWN: Final = {
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
    "delete": "del",
    "enter": "enter",
    "space": "space",
    "tab": "tab",
    "backspace": "backspace",
}

_NAMED: Final = {
    **{shown: name for name, shown in _SHOWN.items()},
    "pgup": "pageup",
    **{format_key(name): name for name in ("up", "down", "left", "right")},
}
"""The names by which people write keys, as they are shown; of those that are not Textual's own."""

_NAMES: Final = frozenset({key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values()))


@dataclass(frozen=True, slots=True)
class Clash:
    """Two commands or more that want the same key in the same place, of which one gets it."""

    place: str
    key: str
    commands: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.place}: {shown_key(self.key)} is the key of {' and of '.join(self.commands)}."


def keymap(preset: str, own: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The keys by the id of the command: those of a preset, and the user's own in their place."""
    return {**PRESETS[preset], **{command: _long(keys) for command, keys in own}}


def mistakes(own: Iterable[tuple[str, str]], known: Iterable[str]) -> list[str]:
    """What is wrong with the user's own keys: commands that there are not, and keys that cannot be meant."""
    names = set(known)
    found = [f'There is no command "{command}".' for command, _ in own if command not in names]
    for command, keys in own:
        found += [f'"{key}" is no key ({command}).' for key in _long(keys).split(",") if not _is_key(key)]
    return found


def clashes(places: Mapping[str, Sequence[Binding]], keys: Mapping[str, str]) -> list[Clash]:
    """The keys that two commands of one place have; `places` gives the bindings of each."""
    found: list[Clash] = []
    for place, bindings in places.items():
        takers: dict[str, list[str]] = {}
        for binding in bindings:
            for key in dict.fromkeys(keys.get(binding.id or "", binding.key).split(",")):
                takers.setdefault(key, []).append(binding.id or binding.action)
        found += [Clash(place, key, tuple(commands)) for key, commands in takers.items() if len(commands) > 1]
    return found


def shown_keys(command: type[Command], keys: Mapping[str, str]) -> str:
    """The keys of a command as people write them."""
    if (changed := keys.get(command.id())) is None:
        return command.shown
    return " ".join(shown_key(key) for key in changed.split(","))


def shown_key(key: str) -> str:
    """A key as people write it: "[", "↓", "pgdn", "ctrl+f"."""
    *modifiers, name = key.split("+") if key != "+" else [key]
    shown = _SHOWN.get(name) or key_to_character(name) or format_key(name)
    return "+".join([*modifiers, shown])


def _is_key(key: str) -> bool:
    """Whether a terminal may send it: a sign, or a key with a name."""
    if not (parts := _MODIFIED.fullmatch(key)):
        return False
    name = parts[2]
    return len(name) == 1 or name in _NAMES or key_to_character(name) is not None


def _plain(key: str) -> str:
    """A key as people write it by Textual's name: "F9" is "f9", "ctrl+PgUp" is "ctrl+pageup"."""
    if not (parts := _MODIFIED.fullmatch(key)):
        return key
    modifiers, name = parts[1].lower(), parts[2]
    name = name if len(name) == 1 else name.lower()
    return modifiers + _NAMED.get(name, name)


def _long(keys: str) -> str:
    """Keys by Textual's names: "/" is "slash"; a comma separates, and is itself "comma"."""
    named = ",".join(_plain(key.strip()) for key in keys.split(",") if key.strip())
    return ",".join(binding.key for binding in Binding.make_bindings([Binding(named, "any")])) if named else ""
