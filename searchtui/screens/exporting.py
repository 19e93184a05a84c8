"""Taking articles away, on every screen that shows a result."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.screen import ScreenResultType

from searchtui.library import Library
from searchtui.screens import work_client
from searchtui.screens.command_screen import CommandScreen
from searchtui.screens.failures import explain
from searchtui.screens.library_client import LibraryClient
from searchtui.screens.work_client import Chosen, Exported, WorkFailed
from searchtui.text.counted import counted

_MANY = 500
"""Articles whose export takes so long that its beginning is told as well."""


class ExportingScreen(CommandScreen[ScreenResultType]):
    """A screen whose articles can be exported."""

    FORM: ClassVar[str] = "markdown"
    """The format that is offered first."""

    library: Library
    client: LibraryClient

    def choices(self) -> list[tuple[str, Chosen]]:
        """What there is to be exported, each with its name, the likeliest first."""
        raise NotImplementedError

    def form(self) -> str:
        """The format that is offered first."""
        return self.FORM

    def not_offered(self) -> str:
        """Why something that one might look for cannot be exported; empty if everything can."""
        return ""

    def action_export(self) -> None:
        """Ask what to take away, how and where."""
        from searchtui.screens.export_dialog import (  # noqa: PLC0415 -- the first paint does without it
            ExportDialog,
            ExportWanted,
        )

        def export(wanted: ExportWanted | None) -> None:
            if wanted is not None:
                if wanted.chosen.count() > _MANY:
                    self.notify(f"{wanted.chosen.count():,} articles are being written …", timeout=4, markup=False)
                work_client.export(self.client, wanted.chosen, wanted.form, wanted.path)

        if choices := self.choices():
            query = choices[0][1].wanted.query
            dialog = ExportDialog(choices, self.library.paths.root, query, form=self.form(), note=self.not_offered())
            self.app.push_screen(dialog, export)

    @on(Exported)
    def _exported(self, message: Exported) -> None:
        self.notify(f"{counted(message.articles, 'article')} written to {message.path}", timeout=10, markup=False)

    @on(WorkFailed)
    def _work_failed(self, message: WorkFailed) -> None:
        words, hint = explain(message.error, self.library.paths.user)
        self.notify(f"{words} {hint}".strip(), title="Not done", severity="error", timeout=12, markup=False)
