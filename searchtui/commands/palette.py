"""The command palette's source: the same commands as the keys, those that apply now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from searchtui.commands.command import Command
from searchtui.commands.keymap import shown_keys
from searchtui.commands.leaving import LeftOnce
from searchtui.commands.registry import all_commands


class Palette(CommandPalette, LeftOnce[None]):
    """The palette, which stands it if a terminal has no room for its list."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list if any of it is seen: Textual would look for lines that were never laid out."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class CommandsProvider(Provider):
    """Offers every command that the widget with the keyboard, the screen or the app can carry out now."""

    async def discover(self) -> Hits:
        """All of them, for the empty box."""
        for command, owner in self._applicable():
            yield DiscoveryHit(self._label(command), partial(self._run, command, owner), help=command.help())

    async def search(self, query: str) -> Hits:
        """Those whose name or explanation fits what was typed."""
        matcher = self.matcher(query)
        for command, owner in self._applicable():
            label = self._label(command)
            score = max(matcher.match(label), 0.5 * matcher.match(command.help()))
            if score > 0:
                yield Hit(score, matcher.highlight(label), partial(self._run, command, owner), help=command.help())

    def _applicable(self) -> Iterator[tuple[type[Command], DOMNode]]:
        places = (self.screen.focused, self.screen, self.app)
        for command in all_commands():
            name = f"action_{command.action()}"
            owner = next((node for node in places if node is not None and hasattr(node, name)), None)
            if command.in_palette and owner is not None and owner.check_action(command.action(), ()):
                yield command, owner

    async def _run(self, command: type[Command], owner: DOMNode) -> None:
        await self.app.run_action(command.action(), owner)

    def _label(self, command: type[Command]) -> str:
        keys = shown_keys(command, getattr(self.app, "key_map", {}))
        return f"{command.title()}  ({keys})" if keys else command.title()
