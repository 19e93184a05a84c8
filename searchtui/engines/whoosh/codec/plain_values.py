"""Stored fields of any Whoosh schema as JSON, without a pickle: what JSON cannot express is tagged with its type."""

from __future__ import annotations

import base64
import datetime as dt
import json
from decimal import Decimal
from typing import Any, Final

_TAG: Final = "$type"
_VALUE: Final = "$value"


def to_bytes(values: Any) -> bytes:
    """The values as they are stored. Raises `TypeError` for a type that is not known here."""
    return json.dumps(_tagged(values), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> Any:
    """The values again."""
    return _untagged(json.loads(data.decode("utf-8", "surrogatepass")))


def _tagged(value: Any) -> Any:
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is list:
        return [_tagged(each) for each in value]
    if type(value) is dict and all(type(key) is str and key != _TAG for key in value):
        return {key: _tagged(each) for key, each in value.items()}
    for name, (kind, write, _) in _KINDS.items():
        if type(value) is kind:
            return {_TAG: name, _VALUE: write(value)}
    raise TypeError(f"a value of the type {type(value).__name__} cannot be stored")


def _untagged(value: Any) -> Any:
    if isinstance(value, list):
        return [_untagged(each) for each in value]
    if isinstance(value, dict):
        if _TAG in value:
            _, _, read = _KINDS[value[_TAG]]
            return read(value[_VALUE])
        return {key: _untagged(each) for key, each in value.items()}
    return value


_KINDS: Final[dict[str, tuple[type, Any, Any]]] = {
    "bytes": (bytes, lambda value: base64.b64encode(value).decode(), base64.b64decode),
    "datetime": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    "timedelta": (
        dt.timedelta,
        lambda value: [value.days, value.seconds, value.microseconds],
        lambda parts: dt.timedelta(*parts),
    ),
    "decimal": (Decimal, str, Decimal),
    "tuple": (tuple, lambda value: [_tagged(each) for each in value], lambda items: tuple(map(_untagged, items))),
    "set": (set, lambda value: [_tagged(each) for each in value], lambda items: set(map(_untagged, items))),
    "frozenset": (
        frozenset,
        lambda value: [_tagged(each) for each in value],
        lambda items: frozenset(map(_untagged, items)),
    ),
    "dict": (
        dict,
        lambda value: [[_tagged(key), _tagged(each)] for key, each in value.items()],
        lambda items: {_untagged(key): _untagged(each) for key, each in items},
    ),
}
