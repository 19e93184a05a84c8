"""The benchmark's commands.

python tests/benchmarks search        searchtui beside tantivy, SQLite FTS5 and stock Whoosh
python tests/benchmarks folder        a folder of small text files, beside Recoll
python tests/benchmarks interface     the interface in a pseudo-terminal
python tests/benchmarks corpus        writes the corpus alone
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from speed.peers.registry import BUILT
from speed.records import read_corpus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], None] = options.run
    run(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python tests/benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    search = commands.add_parser("search", help="searchtui beside other engines")
    search.add_argument("--articles", default="5000,10000,100000", help="sizes (default: %(default)s)")
    search.add_argument("--corpus", type=Path, help="articles to use, as JSON Lines, instead of invented ones")
    names = ", ".join(BUILT)
    search.add_argument("--engines", type=_engines, default=BUILT, help=f"those that take part, by commas ({names})")
    search.add_argument("--whoosh-limit", type=int, default=5000, help="stock Whoosh up to this size (%(default)s)")
    search.add_argument("--repeats", type=int, default=7, help="times that each question is asked (%(default)s)")
    _starts(search)
    _common(search, _search)
    folder = commands.add_parser("folder", help="a folder of small text files, beside Recoll")
    folder.add_argument("--articles", type=int, default=20000, help="files (default: %(default)s)")
    folder.add_argument("--corpus", type=Path, help="articles to write as files, instead of invented ones")
    _starts(folder)
    _common(folder, _folder)
    interface = commands.add_parser("interface", help="the interface in a pseudo-terminal")
    interface.add_argument("--articles", type=int, default=20000, help="articles (default: %(default)s)")
    interface.add_argument("--corpus", type=Path, help="articles to use, as JSON Lines, instead of invented ones")
    interface.add_argument("--library", type=Path, help="an indexed library to use as it is")
    interface.add_argument("--typed", action="append", help="a query to type (default: several)")
    interface.add_argument("--opened", type=int, default=20, help="articles to open (%(default)s)")
    interface.add_argument("--down", type=int, default=10000, help="results to go down through (%(default)s)")
    interface.add_argument("--pause", type=float, default=0.7, help="seconds between two keys (%(default)s)")
    _starts(interface)
    _common(interface, _interface)
    corpus = commands.add_parser("corpus", help="writes the corpus alone")
    corpus.add_argument("count", type=int)
    corpus.add_argument("path", type=Path)
    corpus.set_defaults(run=_corpus)
    _inner_commands(commands)
    return parser


def _common(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], None]) -> None:
    parser.add_argument("--output", type=Path, default=Path(), help="folder of the reports (default: here)")
    parser.add_argument("--work", type=Path, help="folder for corpora and indexes, kept (default: temporary)")
    parser.set_defaults(run=run)


def _engines(names: str) -> tuple[str, ...]:
    """The engines named by commas."""
    wanted = tuple(name.strip() for name in names.split(","))
    if unknown := [name for name in wanted if name not in BUILT]:
        raise argparse.ArgumentTypeError(f"there is no engine {unknown[0]!r} but {', '.join(BUILT)}")
    return wanted


def _starts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--starts", type=int, default=5, help="fresh processes for the time to start (%(default)s)")


def _inner_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What the benchmark starts as processes of their own."""
    build = commands.add_parser("build")
    answer = commands.add_parser("answer")
    first = commands.add_parser("first")
    build.add_argument("engine")
    build.add_argument("corpus", type=Path)
    build.add_argument("folder", type=Path)
    build.set_defaults(run=_build)
    for parser, run in ((answer, _answer), (first, _first)):
        parser.add_argument("engine")
        parser.add_argument("folder", type=Path)
        parser.add_argument("questions", type=Path)
        parser.set_defaults(run=run)


def tell(sentence: str) -> None:
    """Say on standard error what is being done."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def corpus_file(options: argparse.Namespace, work: Path, count: int) -> Path:
    """A file of `count` articles, the first of the corpus given or invented ones."""
    path = work / f"corpus-{count}.jsonl"
    if options.corpus is None:
        from speed.corpus import write_corpus  # noqa: PLC0415

        write_corpus(path, count)
    else:
        with path.open("w", encoding="utf-8") as out:
            for record in read_corpus(options.corpus, count):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _search(options: argparse.Namespace) -> None:
    from speed.comparison import Plan, compare, takes_part  # noqa: PLC0415
    from speed.peers.registry import absent  # noqa: PLC0415
    from speed.report import machine, search_report  # noqa: PLC0415

    notes = [reason for reason in map(absent, options.engines) if reason]
    for note in notes:
        tell(note)
    present = [engine for engine in options.engines if absent(engine) is None]
    comparisons = []
    with _work_folder(options) as work:
        for size in map(int, options.articles.split(",")):
            engines = tuple(each for each in present if takes_part(each, size, whoosh_limit=options.whoosh_limit))
            plan = Plan(engines, repeats=options.repeats, starts=options.starts)
            corpus = corpus_file(options, work, size)
            comparisons.append(compare(corpus, size, work / f"indexes-{size}", plan, tell))
    values = {"machine": machine(), "notes": notes, "comparisons": [asdict(each) for each in comparisons]}
    _write(options.output, "search", search_report(comparisons, notes), values)


def _folder(options: argparse.Namespace) -> None:
    from speed.folder import compare_folder  # noqa: PLC0415
    from speed.report import machine  # noqa: PLC0415
    from speed.use_report import folder_report  # noqa: PLC0415

    with _work_folder(options) as work:
        result = compare_folder(corpus_file(options, work, options.articles), work, options.starts, tell)
    _write(options.output, "folder", folder_report(result), {"machine": machine(), **asdict(result)})


def _interface(options: argparse.Namespace) -> None:
    from speed.interface import TYPED, Use, measure_interface, prepare_library  # noqa: PLC0415
    from speed.report import machine  # noqa: PLC0415
    from speed.use_report import interface_report  # noqa: PLC0415

    with _work_folder(options) as work:
        library = options.library
        if library is None:
            library = prepare_library(corpus_file(options, work, options.articles), work, tell)
        typed = tuple(options.typed or TYPED)
        use = Use(starts=options.starts, typed=typed, opened=options.opened, down=options.down, pause=options.pause)
        result = measure_interface(library, use, tell)
    _write(options.output, "interface", interface_report(result), {"machine": machine(), **asdict(result)})


def _corpus(options: argparse.Namespace) -> None:
    from speed.corpus import write_corpus  # noqa: PLC0415

    write_corpus(options.path, options.count)


def _build(options: argparse.Namespace) -> None:
    from speed.peers.registry import peer  # noqa: PLC0415

    peer(options.engine).build(options.corpus.absolute(), options.folder)


def _answer(options: argparse.Namespace) -> None:
    from speed.answering import answer_all  # noqa: PLC0415

    answer_all(options.engine, options.folder, options.questions)


def _first(options: argparse.Namespace) -> None:
    from speed.answering import answer_first  # noqa: PLC0415

    sys.stdout.write(json.dumps(asdict(answer_first(options.engine, options.folder, options.questions))) + "\n")


@contextmanager
def _work_folder(options: argparse.Namespace) -> Iterator[Path]:
    if options.work is None:
        with tempfile.TemporaryDirectory(prefix="searchtui-speed-") as temporary:
            yield Path(temporary)
    else:
        options.work.mkdir(parents=True, exist_ok=True)
        yield options.work.absolute()


def _write(folder: Path, name: str, report: str, values: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(report, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps(values, indent=1, default=str) + "\n", encoding="utf-8")
    sys.stdout.write(report)
