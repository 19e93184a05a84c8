"""Every place where keys mean something: what the report of clashing keys and the tests go by."""

from __future__ import annotations

from typing import Any

from textual.binding import Binding

from searchtui.screens.ask import Ask
from searchtui.screens.comparison import ComparisonScreen
from searchtui.screens.concordance import ConcordanceScreen
from searchtui.screens.copies import CopiesScreen
from searchtui.screens.copy_menu import CopyMenu
from searchtui.screens.doctor import RemedyList
from searchtui.screens.export_dialog import ExportDialog
from searchtui.screens.filter_panel import DateColumns, ValueList
from searchtui.screens.first_run import FirstRunScreen
from searchtui.screens.fix_dialog import FixDialog
from searchtui.screens.help import HelpScreen
from searchtui.screens.kept import KeptScreen
from searchtui.screens.links import LinksScreen
from searchtui.screens.main import MainScreen
from searchtui.screens.reader import ReaderScreen
from searchtui.screens.settings import SettingsScreen
from searchtui.screens.table import TableScreen
from searchtui.screens.timeline import TimelineScreen
from searchtui.screens.triage import TriageScreen
from searchtui.widgets.find_bar import FindInput

PLACES: dict[str, Any] = {
    "main screen": MainScreen,
    "filters": ValueList,
    "dates": DateColumns,
    "what would find more": RemedyList,
    "reader": ReaderScreen,
    "finding in an article": FindInput,
    "table": TableScreen,
    "timeline": TimelineScreen,
    "concordance": ConcordanceScreen,
    "comparison": ComparisonScreen,
    "outlets and dates in doubt": TriageScreen,
    "copies": CopiesScreen,
    "fixing": FixDialog,
    "a question": Ask,
    "exporting": ExportDialog,
    "what is kept": KeptScreen,
    "copying": CopyMenu,
    "links": LinksScreen,
    "settings": SettingsScreen,
    "first start": FirstRunScreen,
    "help": HelpScreen,
}
"""The screen or widget of each place."""


def place_bindings() -> dict[str, list[Binding]]:
    """The bindings of each place."""
    return {name: [each for each in place.BINDINGS if isinstance(each, Binding)] for name, place in PLACES.items()}
