"""The terminal interface."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants
from textual.app import App, SystemCommand
from textual.css.query import NoMatches
from textual.events import Event, InputEvent, Key, Paste
from textual.screen import Screen
from textual.worker import WorkerFailed

from searchtui.commands.application import ChangeSettings, ChangeTheme, CommandPalette, Help, Quit, ShowTour
from searchtui.commands.command import bindings
from searchtui.commands.keymap import clashes, keymap, mistakes
from searchtui.commands.registry import all_commands
from searchtui.config import Settings
from searchtui.errors import SearchtuiError
from searchtui.library import Library
from searchtui.screens.hangup import ended_from_outside
from searchtui.screens.keys_in_turn import KeysInTurn
from searchtui.screens.library_client import Found
from searchtui.screens.main import MainScreen
from searchtui.screens.tour import SEARCHED, Tour, TourStrip
from searchtui.themes import OURS, remember_theme, remembered_theme, user_themes
from searchtui.userdata.session import Session, load_session
from searchtui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode

SOON = 0.005
"""Seconds between looks whether a screen is there."""


STARTED_AFTER = 2.0
"""Seconds after which everything is loaded and the first results are shown."""

ESCAPE_ALONE = 0.05
"""Seconds after which esc is the key, and no longer the beginning of what another key sends. In the tenth of a second
that Textual waits, people who type fast have pressed the next key, and both are lost.
"""


def run(library: Library) -> int:
    """Show the interface until the user leaves; the exit code."""
    if "ESCDELAY" not in os.environ:
        vars(constants)["ESCAPE_DELAY"] = ESCAPE_ALONE
    session = load_session(library.paths.user)
    app = SearchtuiApp(library, session=session, first_time=session is None)
    asyncio.run(_show(app))
    return app.return_code or 0


async def _show(app: SearchtuiApp) -> None:
    asyncio.get_running_loop().call_later(STARTED_AFTER, _collect_garbage)
    with ended_from_outside(lambda code: app.exit(return_code=code)):
        await app.run_async()


def _collect_garbage() -> None:
    """Collect garbage from now on, but not among what the start has made, which is there to stay: looking through all
    of it now and then would hold up a key.
    """
    gc.freeze()
    gc.enable()


def _commands_provider() -> type[Provider]:
    from searchtui.commands.palette import CommandsProvider  # noqa: PLC0415 -- the first paint does without a palette

    return CommandsProvider


class SearchtuiApp(App[None]):
    """Search, read and compare the articles of a library."""

    TITLE = "searchtui"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands_provider}
    BINDINGS = bindings((Help, CommandPalette, ChangeTheme, ChangeSettings, ShowTour, Quit))

    CSS = """
    Toast { width: 76; max-width: 80%; padding: 0 1; margin-top: 0; }
    ToastRack { scrollbar-size-vertical: 0; }
    ModalScreen ToastRack { margin-bottom: 0; max-height: 2; }
    ModalScreen Toast { width: 100%; max-width: 100%; }
    """
    """What was done is told in as few lines as can be, and over a dialog in the last. Without a scrollbar, as Textual
    wraps notices beside its room but counts their lines as if there were none, and hides the last.
    """

    def __init__(self, library: Library, *, session: Session | None = None, first_time: bool = False) -> None:
        super().__init__()
        self._library = library
        self._session = session
        self._left = False
        self.drafts: dict[tuple[str, str], str] = {}
        """Words of notes that are not written yet, by their `work_client.NotePlace`."""
        self._keys = KeysInTurn(self, self.on_event)
        self._tour = Tour(running=first_time)
        self.key_map = keymap(library.settings.keymap, library.settings.keys)
        self.set_keymap(self.key_map)
        for theme in OURS:
            self.register_theme(theme)
        self._problems = self._take_theme()

    def get_default_screen(self) -> Screen[Any]:
        """The main screen is there from the first paint on."""
        return MainScreen(self._library, self._session)

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens that shine through the one in front: none where that is opaque. Textual takes the next one in any
        case, and paints the whole front anew for every change below it.
        """
        front = self.screen_stack[-1:]
        return [] if front and front[0].styles.background.a == 1 else super()._background_screens

    def on_mount(self) -> None:
        """From now on a change of theme is the user's choice."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._remember(theme.name))
        self._tell_problems([*self._problems, *self._wrong_keys()])

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002 -- Textual's signature
        """None: the palette is fed by our own commands."""
        return ()

    async def on_event(self, event: Event) -> None:
        """Hold back what is typed until the key before is dealt with and its screen is there; drop it after leaving."""
        typed = event if isinstance(event, Key | Paste) and not event.is_forwarded else None
        if typed is not None and self._keys.must_wait(typed):
            return
        if isinstance(event, InputEvent):
            # Textual has no public event for a screen being there.
            while not self._left and self.screen_stack and not self.screen.is_mounted:  # noqa: ASYNC110 -- see above
                await asyncio.sleep(SOON)
            if self._left:
                return
        taker = self.focused or self.screen if typed is not None and self.screen_stack else self
        await super().on_event(event)
        if typed is not None and typed.is_forwarded:
            self._keys.follow(typed, taker)

    def action_command_palette(self) -> None:
        """Show the palette."""
        from searchtui.commands.palette import Palette  # noqa: PLC0415 -- the first paint does without it

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Show the themes in a palette of our own kind, which stands it if there is no room for its list."""
        from searchtui.commands.palette import Palette  # noqa: PLC0415 -- the first paint does without it
        from searchtui.screens.theme_list import Themes  # noqa: PLC0415

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(providers=[Themes], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """Show the help screen."""
        from searchtui.screens.help import HelpScreen  # noqa: PLC0415 -- the first paint does without it
        from searchtui.screens.help_here import help_here  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_here(self.screen)))

    @property
    def tour_words(self) -> str:
        """The step of the tour that is to be shown; empty where there is none."""
        return self._tour.words

    def action_show_tour(self) -> None:
        """Begin the tour, or go on with it."""
        self._tour.go_on()
        self._show_tour()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, and go on with the tour if that was its step."""
        has_run = await super().run_action(action, default_namespace, namespaces)
        name = action if isinstance(action, str) else str(action[1])
        if has_run and self._tour.did(name.rpartition(".")[2].partition("(")[0]):
            self._show_tour()
        return has_run

    def on_found(self, message: Found) -> None:
        """Go on with the tour once something was looked for and found."""
        if message.wanted.query.strip() and message.page.total and self._tour.did(SEARCHED):
            self._show_tour()

    def _show_tour(self) -> None:
        for screen in self.screen_stack:
            for strip in screen.query(TourStrip):
                strip.show(self.tour_words)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, remembering where the user stopped."""
        main = self.screen_stack[0] if self.screen_stack else None
        if isinstance(main, MainScreen) and main.is_mounted:
            try:
                main.remember()
            except SearchtuiError as error:
                message = message or str(error)
        self._left = True
        super().exit(result, return_code, message)

    def _handle_exception(self, error: Exception) -> None:
        """Tell of what went wrong. After leaving, widgets are taken away while a screen, perhaps one that is just being
        made, or work begun by it may still look for its own: that is no failure.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (self._left and isinstance(cause, NoMatches)):
            super()._handle_exception(error)

    def action_change_settings(self) -> None:
        """Show the settings; what concerns the interface holds at once."""
        from searchtui.screens.settings import SettingsScreen  # noqa: PLC0415 -- the first paint does without it

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen(self._library), self._settings_changed(self._library.settings))

    def _settings_changed(self, before: Settings) -> Callable[[None], None]:
        """What to do when the user leaves the settings, which were these before."""

        def take(_nothing: None) -> None:
            now = self._library.settings
            if now.theme != before.theme:
                self._tell_problems(self._take_theme())
            if now.keymap != before.keymap:
                self.key_map = keymap(now.keymap, now.keys)
                self.set_keymap(self.key_map)
            for view in self.screen.query(ArticleView):
                view.take_settings(now)

        return take

    def _take_theme(self) -> list[str]:
        """Take the theme that was chosen, and return a sentence for each of the user's files that is no theme."""
        own, problems = user_themes(self._library.paths.user)
        for theme in own:
            self.register_theme(theme)
        chosen = remembered_theme(self._library.paths.user, self._library.settings.theme)
        self.theme = chosen if chosen in self.available_themes else OURS[0].name
        return problems

    def _tell_problems(self, problems: Iterable[str]) -> None:
        for problem in problems:
            self.notify(problem, severity="warning", timeout=10, markup=False)

    def _wrong_keys(self) -> list[str]:
        """What is wrong with the user's own keys, in one sentence or none."""
        if not self._library.settings.keys:
            return []
        from searchtui.screens.places import place_bindings  # noqa: PLC0415 -- few have keys of their own

        wrong = mistakes(self._library.settings.keys, (command.id() for command in all_commands()))
        wrong += map(str, clashes(place_bindings(), self.key_map))
        more = f" And {len(wrong) - 1} more." if len(wrong) > 1 else ""
        return [f"{wrong[0]}{more} searchtui keys tells all."] if wrong else []

    def _remember(self, theme: str) -> None:
        try:
            remember_theme(self._library.paths.user, theme, self._library.settings.theme)
        except OSError as error:
            self.notify(f"The theme could not be remembered: {error.strerror}.", severity="warning", markup=False)
