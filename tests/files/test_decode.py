"""Bytes to text: encodings, line breaks, control characters, binary data."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.errors import FileReadError
from searchtui.files.decode import decode, tidy

RUSSIAN = "Река вышла из берегов ночью, и никто в деревне не слышал, как она пришла. Утром мост унесло водой.\n" * 4
FRENCH = "La rivière a débordé pendant la nuit ; les élèves de l’école ont été évacués à l’aube par hélicoptère.\n" * 4
POLISH = (
    "Rzeka wylała w nocy; mieszkańcy wsi spędzili resztę nocy w sali gimnastycznej, słuchając deszczu. Żółw śpi.\n" * 4
)
TURKISH = (
    "Nehir gece taştı; köylüler yağmurun sesini dinleyerek sabahı spor salonunda geçirdi, köprü ise yıkıldı.\n" * 4
)
JAPANESE = "川が夜のうちにあふれ、村の橋が流された。住民は体育館に避難し、朝まで雨の音を聞いていたという。\n" * 4
CHINESE = "河水在夜里漫过堤岸，村里的桥被冲走了。居民们在体育馆里躲避，整夜听着雨声，直到天亮才敢出门。\n" * 4


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b""])
def test_utf8_with_and_without_a_mark(mark: bytes) -> None:
    assert decode(mark + RUSSIAN.encode()) == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_and_utf32_with_a_mark(encoding: str) -> None:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    assert decode(mark + RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zero_bytes(encoding: str) -> None:
    assert decode("Nobody heard the river come.".encode(encoding)) == "Nobody heard the river come."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "latin-1"),
        (FRENCH, "cp1252"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
        (POLISH, "cp1250"),
        (TURKISH, "cp1254"),
    ],
)
def test_other_encodings_are_detected(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "replace")
    assert decode(raw) == raw.decode(encoding)


def test_a_file_cut_within_a_character_is_still_utf8() -> None:
    assert decode(RUSSIAN.encode()[:-3]).startswith(RUSSIAN[:-5])


def test_a_foreign_byte_in_utf8_text_is_read_as_windows_1252() -> None:
    assert decode(RUSSIAN.encode() + b"caf\xe9") == RUSSIAN + "café"


def test_no_bytes_are_reported_as_an_empty_file() -> None:
    with pytest.raises(FileReadError, match="empty"):
        decode(b"")


def test_white_space_alone_is_reported_as_an_empty_file() -> None:
    with pytest.raises(FileReadError, match="white space"):
        decode(b" \r\n\t\n")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"PK\x03\x04rest", b"%PDF-1.7 ...", bytes(range(256)) * 20]
)
def test_binary_data_is_reported(data: bytes) -> None:
    with pytest.raises(FileReadError, match="binary"):
        decode(data)


def test_all_line_breaks_become_line_feeds() -> None:
    assert tidy("a\r\nb\rc\u2028d\u2029e\x85f\x0cg") == "a\nb\nc\nd\ne\nf\ng"


def test_control_characters_become_spaces() -> None:
    assert tidy("red\x1b[31m\0text\x9b") == "red [31m text "


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    assert tidy("a\ud800b") == "a\ufffdb"


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data)
    except FileReadError:
        return
    assert tidy(text) == text
    text.encode("utf-8")


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
def test_text_without_oddities_is_decoded_as_by_a_closer_look(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    assert _decoded(data) == _decoded_slowly(data)


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except FileReadError as error:
        return f"error: {error}"


def _decoded_slowly(data: bytes) -> str:
    with pytest.MonkeyPatch.context() as slow:
        slow.setattr("searchtui.files.decode._plain_utf8", lambda data: None)
        return _decoded(data)
