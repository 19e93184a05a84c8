"""A dialog with a list of rows: the keys that move its cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import ScreenResultType

from searchtui.commands.command import bindings
from searchtui.commands.leaving import Dialog
from searchtui.commands.moving import MoveDown, MoveToFirst, MoveToLast, MoveUp
from searchtui.widgets.row_list import RowList


class RowDialog(Dialog[ScreenResultType]):
    """A box with a `RowList` in it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((MoveDown, MoveUp, MoveToFirst, MoveToLast))

    @property
    def rows(self) -> RowList:
        """The rows."""
        return self.query_one(RowList)

    def action_move_down(self) -> None:
        """Go to the next row."""
        self.rows.move(1)

    def action_move_up(self) -> None:
        """Go to the row before."""
        self.rows.move(-1)

    def action_move_to_first(self) -> None:
        """Go to the first row."""
        self.rows.move_to_end(last=False)

    def action_move_to_last(self) -> None:
        """Go to the last row."""
        self.rows.move_to_end(last=True)
