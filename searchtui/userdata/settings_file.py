"""Changing a setting in `searchtui.toml` as its owner would: comments, order and all else stay as they are."""

from __future__ import annotations

from pathlib import Path

from searchtui.config import SETTINGS_FILE, Settings, read_settings
from searchtui.errors import UsageError
from searchtui.userdata.durable import replace_file


def change_setting(root: Path, key: str, value: str | int | bool) -> Settings:  # noqa: FBT001 -- a setting's value
    """Write a setting of the library at `root`, and return all settings as they are then.

    Raises `UsageError` for a value that cannot be meant, for a file that cannot be understood, and where it cannot be
    written; then nothing is changed.
    """
    import tomlkit  # noqa: PLC0415 -- few sessions change a setting

    path = root / SETTINGS_FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", hint="Save it as UTF-8, and allow reading it.") from error
    read_settings(path, text)
    document = tomlkit.parse(text)
    document[key] = value
    written = tomlkit.dumps(document)
    settings = read_settings(path, written)
    try:
        replace_file(path, written.encode())
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.", hint="Make room or allow writing there."
        ) from error
    return settings
