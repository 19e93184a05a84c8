"""From what was read to the index: each article, and of each file whether and why it could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from searchtui.articles.article import Article
from searchtui.files.document import BadRecord
from searchtui.files.find import FoundFile
from searchtui.index.delivery import Delivery
from searchtui.index.items import Ended, Item
from searchtui.index.meter import Meter
from searchtui.index.writer import IndexWriter

Failed = Callable[[str, Iterable[str]], None]
"""Takes the path of a file, relative to the folder of articles, and reasons why it could not be read."""


class Intake:
    """Gives the writer what was read of some files, in whatever order they come."""

    def __init__(self, writer: IndexWriter, meter: Meter, failed: Failed) -> None:
        self._writer = writer
        self._meter = meter
        self._failed = failed
        self._current: FoundFile | None = None
        self._reasons: dict[str, list[str]] = {}
        self._again: dict[str, FoundFile] = {}

    def take(self, delivery: Delivery) -> None:
        """Take what a worker has prepared."""
        self._current = None
        is_added = self._writer.add_delivery(delivery)
        for stretch in delivery.stretches:
            file = stretch.file
            if is_added:
                self._meter.articles_read(file, len(stretch.rows), stretch.characters)
            else:
                self._again[file.path] = file
            self._note_bad(file, stretch.bad)
            if stretch.end is not None:
                self._end(file, stretch.end)

    def add(self, file: FoundFile, item: Item, *, is_second_time: bool = False) -> None:
        """Take an item of a file that was read in this process."""
        if file is not self._current:  # files may come mixed: beginning one once more goes on with it
            self._writer.begin_file(file)
            self._current = file
        if isinstance(item, Article):
            self._writer.add(item)
            if not is_second_time:
                self._meter.articles_read(file, 1, len(item.text))
        elif isinstance(item, BadRecord):
            self._note_bad(file, [item])
        else:
            self._end(file, item)

    def to_read_again(self) -> list[FoundFile]:
        """Files of which articles have ids that are taken: they are to be read again article by article.

        What the index has got of them until now counts as of an earlier run.
        """
        again, self._again = list(self._again.values()), {}
        if again:
            self._writer.next_run()
        return again

    def _note_bad(self, file: FoundFile, bad: Iterable[BadRecord]) -> None:
        self._reasons.setdefault(file.path, []).extend(each.told for each in bad)

    def _end(self, file: FoundFile, end: Ended) -> None:
        """Note a file's end, unless it is to be read again."""
        reasons = self._reasons.pop(file.path, [])
        if end.reason:
            reasons.append(end.reason)
            self._again.pop(file.path, None)  # not without a guard, if its reader has died of it
        if file.path in self._again:
            return
        if file is not self._current:
            self._writer.begin_file(file)
        if end.vanished:  # the next reindex finds it gone, or back
            self._writer.end_file((), to_its_end=False, again=True)
        else:
            self._writer.end_file(tuple(reasons), to_its_end=not end.reason, again=end.again)
            self._failed(file.path, reasons)
        self._meter.file_read(file, failed=bool(reasons) and not end.vanished)
