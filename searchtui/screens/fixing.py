"""Fixing the outlet and the date of the article shown, on every screen that shows one."""

from __future__ import annotations

from textual import on
from textual.screen import ScreenResultType

from searchtui.articles.article import Article, Kind
from searchtui.index.fix_result import UNCHANGED
from searchtui.screens.article_actions import ArticleScreen
from searchtui.screens.failures import explain
from searchtui.screens.library_client import FactsFixed, FixFailed, FixWanted, LibraryClient

IN_QUESTION = frozenset({Kind.INFERRED, Kind.UNKNOWN})
"""How a fact is known that the user may want to settle."""


def kinds(article: Article | None) -> set[Kind]:
    """How outlet and date are known; nothing without an article."""
    return set() if article is None else {article.outlet_evidence.kind, article.date_evidence.kind}


def accepted(article: Article) -> FixWanted:
    """What is inferred, as the user's own word."""
    return FixWanted(
        article.outlet if article.outlet_evidence.kind is Kind.INFERRED else UNCHANGED,
        article.date if article.date_evidence.kind is Kind.INFERRED else UNCHANGED,
    )


def left_unknown(article: Article) -> FixWanted:
    """What is not known, as what nobody knows."""
    return FixWanted(
        None if article.outlet_evidence.kind is Kind.UNKNOWN else UNCHANGED,
        None if article.date_evidence.kind is Kind.UNKNOWN else UNCHANGED,
    )


class FixingScreen(ArticleScreen[ScreenResultType]):
    """An article screen where outlet and date can be fixed."""

    client: LibraryClient

    def facts_fixed(self, message: FactsFixed) -> None:
        """Show what has changed."""
        raise NotImplementedError

    def fix(self, article: Article, wanted: FixWanted) -> None:
        """Have the facts of an article fixed."""
        self.client.fix(article.id, wanted)

    def action_fix_facts(self) -> None:
        """Ask for the right outlet and date."""
        from searchtui.screens.fix_dialog import FixDialog  # noqa: PLC0415 -- the first paint does without it

        if (article := self.article) is None:
            return

        def fix(wanted: FixWanted | None) -> None:
            if wanted is not None:
                self.fix(article, wanted)

        self.app.push_screen(FixDialog(self.library, article), fix)

    def action_undo_fix(self) -> None:
        """Let what was recognised hold again."""
        if article := self.article:
            self.client.undo_fix(article.id)

    @on(FactsFixed)
    def _facts_fixed(self, message: FactsFixed) -> None:
        if message.result.waits:
            self.notify(message.result.waits, title="Noted", timeout=8, markup=False)
        self.facts_fixed(message)

    @on(FixFailed)
    def _fix_failed(self, message: FixFailed) -> None:
        words, hint = explain(message.error, self.library.paths.user)
        self.notify(f"{words} {hint}".strip(), title="Not fixed", severity="error", timeout=12, markup=False)
