"""Where a library lies and how it is set up: its folders, and the few settings of `searchtui.toml`."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from searchtui.errors import UsageError

SETTINGS_FILE = "searchtui.toml"
SEEDS_FOLDER = "seeds"
INDEX_FOLDER = "index"
USER_FOLDER = ".searchtui"
THEMES_FOLDER = "themes"
LIBRARY_VARIABLE = "SEARCHTUI_LIBRARY"

THEMES = ("dark", "light", "high-contrast", "colour-safe", "terminal")
"""Themes of the terminal interface, besides those of the user; "terminal" uses the terminal's own sixteen colours."""

KEYMAPS = ("default", "arrows", "vi", "emacs")
"""Sets of keys to begin with; `searchtui keys` prints them."""

SPACINGS = ("normal", "wide", "compact")
"""The room between lines and paragraphs of an article."""

INDEXING_MB = 700
"""Memory of a large reindex, unless the settings say something else."""

RANGES = {
    "max_file_mb": (1, 4096),
    "max_article_mb": (1, 4096),
    "max_file_seconds": (1, 3600),
    "max_worker_mb": (300, 1_000_000),
    "indexing_mb": (150, 1_000_000),
    "text_width": (24, 400),
}
"""The least and the most that a setting may be."""

CHOICES = {"theme": THEMES, "keymap": KEYMAPS, "spacing": SPACINGS}
"""The values that a setting has to be one of; a theme may also be one of the user's own."""

_OUTLET_EXAMPLE = '[[outlets]] with name = "Harbour Post" and domains = ["harbourpost.example"]'
_OUTLET_CODES = {"country": ("[A-Z]{2}", '"GB"'), "language": ("[a-z]{2}", '"en"')}
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class UserOutlet:
    """A news outlet that the user names in a table `[[outlets]]`, in addition to those searchtui knows.

    `country` is an ISO 3166 code and `language` an ISO 639-1 code; "" where they are not said.
    """

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a library's `searchtui.toml` may say. Every setting has a default, and the file may be missing."""

    default_language: str = "en"
    """ISO 639-1 code of the language to assume for an article whose own language cannot be told."""

    max_file_mb: int = 64
    """Files that hold more than this many megabytes of text, unpacked, are reported instead of read."""

    max_article_mb: int = 5
    """An article with more than this many million characters is reported instead: no news text is that long."""

    max_file_seconds: int = 60
    """A file, or a record of a file of many, whose reading takes more seconds than this is reported instead."""

    max_worker_mb: int = 1500
    """A file whose reading takes more megabytes of memory than this is reported instead, where the system can tell."""

    indexing_mb: int = INDEXING_MB
    """Megabytes of memory that a large reindex takes, about, with two processes that read. More of it saves work."""

    theme: str = "dark"
    """How the terminal interface looks at first: one of `THEMES`, or a theme of the user's own."""

    keymap: str = "default"
    """The keys to begin with: "default", "arrows", "vi" or "emacs"."""

    text_width: int = 84
    """Cells of a line of an article in the terminal interface at most; more tires the eye."""

    spacing: str = "normal"
    """The room between lines and paragraphs of an article: one of `SPACINGS`."""

    watch: bool = True
    """Whether the terminal interface picks up new and changed files by itself."""

    engine: str = "whoosh"
    """Name of the search engine that keeps the index."""

    outlets: tuple[UserOutlet, ...] = ()
    """Outlets of the user's own, which are recognised before those that searchtui knows."""

    keys: tuple[tuple[str, str], ...] = ()
    """Keys of the user's own: the id of a command, and its keys separated by commas."""

    @property
    def indexing_share(self) -> float:
        """How many times the usual memory a reindex may take."""
        return self.indexing_mb / INDEXING_MB

    @property
    def max_file_bytes(self) -> int:
        """`max_file_mb` in bytes."""
        return self.max_file_mb * 1_000_000

    @property
    def limits(self) -> str:
        """What is allowed for reading a file. A file that failed is worth another try once this is another text."""
        sizes = f"{self.max_file_mb} MB, {self.max_article_mb} MB an article"
        return f"{sizes}, {self.max_file_seconds} s, {self.max_worker_mb} MB of memory"


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """The folders of a library, all absolute; none of them needs to exist."""

    root: Path
    """The library itself, where `searchtui.toml` lies."""

    seeds: Path
    """The articles. Never written to."""

    index: Path
    """The index, which can be deleted at any moment."""

    user: Path
    """The user's own work: fixes, marks, saved searches."""

    def shown(self, path_in_seeds: str) -> str:
        """The name of a file of `seeds` (relative, with "/") in the library: its `Article.path`.

        It is relative to the library's root, or to the folder of articles where that lies elsewhere.
        """
        return path_in_seeds if (prefix := self._prefix) is None else f"{prefix}{path_in_seeds}"

    def in_seeds(self, shown: str) -> str:
        """The opposite of `shown`: the path relative to `seeds`."""
        return shown if (prefix := self._prefix) is None else shown.removeprefix(prefix)

    def file(self, shown: str) -> Path:
        """The file that an article's `path` names."""
        return self.seeds / self.in_seeds(shown)

    @property
    def _prefix(self) -> str | None:
        return _prefix(self.root, self.seeds)


@lru_cache(maxsize=4)
def _prefix(root: Path, seeds: Path) -> str | None:
    """What stands before names of files; kept, as every file that is read is asked for its name."""
    if seeds == root or not seeds.is_relative_to(root):
        return None
    return seeds.relative_to(root).as_posix() + "/"


def find_library(
    library: str | Path | None = None, *, seeds: str | Path | None = None, index: str | Path | None = None
) -> LibraryPaths:
    """The folders of the library that is meant.

    It is `library` if given, else what `$SEARCHTUI_LIBRARY` names, else the nearest folder from the working directory
    upwards that holds `searchtui.toml` or `seeds/`, else a folder of the user's data. `seeds` and `index` override one
    part. Raises `UsageError` where a folder named by `library` or the variable is none.
    """
    root = _root(library)
    return LibraryPaths(
        root=root,
        seeds=_absolute(seeds) if seeds else root / SEEDS_FOLDER,
        index=_absolute(index) if index else root / INDEX_FOLDER,
        user=root / USER_FOLDER,
    )


def load_settings(root: Path) -> Settings:
    """The settings of the library at `root`. Raises `UsageError` naming file and key for what cannot be meant."""
    path = root / SETTINGS_FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text.", hint="Save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", hint="Look at its permissions.") from error
    return read_settings(path, text)


def read_settings(path: Path, text: str) -> Settings:
    """The settings that the `text` of the file at `path` says. Raises `UsageError` as `load_settings` does."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}.", hint='A setting looks like: theme = "light"') from error
    outlets = _user_outlets(path, values.pop("outlets", []))
    keys = _user_keys(path, values.pop("keys", {}))
    own = own_themes(path.parent) if "theme" in values else ()
    for key, value in values.items():
        _check(path, key, value, own)
    return Settings(outlets=outlets, keys=keys, **values)


def own_themes(root: Path) -> tuple[str, ...]:
    """The names of the themes that the user has made for the library at `root`, whatever their files say."""
    return tuple(sorted(path.stem for path in (root / USER_FOLDER / THEMES_FOLDER).glob("*.toml")))


def _root(library: str | Path | None) -> Path:
    if library:
        return _existing(_absolute(library), "Name a folder that exists, or create it.")
    if named := os.environ.get(LIBRARY_VARIABLE):
        return _existing(_absolute(named), f"It is named by ${LIBRARY_VARIABLE}: correct or unset that.")
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file() or (folder / SEEDS_FOLDER).is_dir():
            return folder
    import platformdirs  # noqa: PLC0415 -- needed only where no library is near

    return Path(platformdirs.user_data_dir("searchtui", appauthor=False))


def _absolute(path: str | Path) -> Path:
    """`path` made absolute without following links, so that a linked folder keeps the name the user gave it."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 -- Path.absolute() keeps ".."


def _existing(folder: Path, hint: str) -> Path:
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", hint=hint)
    return folder


def _check(path: Path, key: str, value: Any, own: tuple[str, ...]) -> None:
    defaults = {field.name: field.default for field in fields(Settings)}
    if key not in defaults:
        near = difflib.get_close_matches(key, defaults, n=1)
        hint = f'Did you mean "{near[0]}"?' if near else f"Settings are: {', '.join(defaults)}."
        raise UsageError(f'{path} has an unknown setting "{key}".', hint=hint)
    wanted = _complaint(key, value, type(defaults[key]), own)
    if wanted:
        hint = f"It is {defaults[key]!r} where it is not set."
        if key == "theme":
            hint += f" A theme of your own is a file {USER_FOLDER}/{THEMES_FOLDER}/NAME.toml."
        raise UsageError(f'In {path}, "{key}" must be {wanted}.', hint=hint)


def _user_outlets(path: Path, tables: Any) -> tuple[UserOutlet, ...]:
    """The outlets of the tables `[[outlets]]`; each mistake is named with the number of its table."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f'In {path}, "outlets" must be tables.', hint=f"An outlet looks like {_OUTLET_EXAMPLE}.")
    for number, table in enumerate(tables, start=1):
        if complaint := _outlet_complaint(table):
            raise UsageError(
                f"In {path}, outlet {number} {complaint}.", hint=f"An outlet looks like {_OUTLET_EXAMPLE}."
            )
    return tuple(
        UserOutlet(
            name=table["name"],
            aliases=tuple(table.get("aliases", ())),
            domains=tuple(table.get("domains", ())),
            country=table.get("country", ""),
            language=table.get("language", ""),
        )
        for table in tables
    )


def _user_keys(path: Path, table: Any) -> tuple[tuple[str, str], ...]:
    """The keys of the table `[keys]`; whether there are such commands and keys, the interface knows."""
    if not isinstance(table, dict) or not all(isinstance(keys, str) for keys in table.values()):
        raise UsageError(
            f'In {path}, "keys" must be a table of keys in quotes.', hint='Such as [keys] with next-match = "n".'
        )
    return tuple(table.items())


def _outlet_complaint(table: Mapping[str, Any]) -> str:
    """What is wrong with an outlet's table; empty if all is well."""
    known = [field.name for field in fields(UserOutlet)]
    if strange := next((key for key in table if key not in known), None):
        return f'has an unknown key "{strange}": keys are {", ".join(known)}'
    if not _is_name(table.get("name")):
        return 'needs a "name"'
    for key in ("aliases", "domains"):
        value = table.get(key, [])
        if not isinstance(value, list) or not all(_is_name(item) for item in value):
            return f'has "{key}" that are no list of names in quotes'
    if wrong := next((name for name in table.get("domains", []) if not _DOMAIN.fullmatch(name)), None):
        return f'has a domain "{wrong}" that is none: leave out https:// and what follows the domain'
    for key, (pattern, example) in _OUTLET_CODES.items():
        if (value := table.get(key, "")) != "" and not (isinstance(value, str) and re.fullmatch(pattern, value)):
            return f'has a "{key}" that is no code of two letters, such as {example}'
    return ""


def _is_name(value: Any) -> bool:
    """Whether `value` is text with a letter or digit in it, on one line."""
    return isinstance(value, str) and value.isprintable() and any(map(str.isalnum, value)) and len(value) <= 100


def _complaint(key: str, value: Any, wanted: type[Any], own: tuple[str, ...]) -> str:
    """What `value` must be for the setting `key` but is not; empty if all is well. `own` are themes of the user's."""
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        return {str: "a text in quotes", int: "a whole number", bool: "true or false"}[wanted]
    if key in RANGES and not RANGES[key][0] <= value <= RANGES[key][1]:
        return "from {} to {}".format(*RANGES[key])
    choices = (*CHOICES.get(key, ()), *(own if key == "theme" else ()))
    if choices and value not in choices:
        return "one of " + ", ".join(choices)
    if key == "default_language" and not re.fullmatch("[a-z]{2}", value):
        return 'a language code of two letters, such as "de"'
    return ""
