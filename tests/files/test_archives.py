"""Formats that hold pages and messages: MHTML, mail, mailboxes, tables, web archives, PDF and zip files."""

import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from searchtui.articles.article import Kind
from searchtui.articles.recognise import recognise
from searchtui.errors import FileReadError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.readers import read

SENTENCE = "The ferry to Port Anselm left two hours late on Monday, the harbour office said in the evening."
PAGE = f"<html><head><title>Ferry late</title></head><body><h1>Ferry late</h1>{f'<p>{SENTENCE}</p>' * 4}</body></html>"
MAIL = f"""From: "The Anselm Letter" <letter@anselm.example>
Subject: =?utf-8?q?F=C3=A4hre_late?=
Date: Wed, 22 Feb 2023 23:10:00 -0500
Message-ID: <one@anselm.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{SENTENCE}

>From the quay nothing was seen.
"""
ENVELOPE = "From letter@anselm.example Wed Feb 22 23:10:00 2023\n"


def test_what_only_some_formats_need_is_loaded_with_them() -> None:
    code = "import sys, searchtui.files.readers; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"lxml", "trafilatura", "pypdf", "warcio", "email", "numpy"} & set(done.stdout.split())


def found(tmp_path: Path, name: str, data: bytes | str, most: int = 20_000_000) -> list[RawDocument | BadRecord]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path, name, max_bytes=most))


def records(found: list[RawDocument | BadRecord]) -> list[str | None]:
    return [each.record for each in found if isinstance(each, RawDocument)]


def reasons(found: list[RawDocument | BadRecord]) -> dict[str, str]:
    return {each.record: each.reason for each in found if isinstance(each, BadRecord)}


def mhtml(page: str = PAGE) -> str:
    return (
        "From: <Saved by a browser>\nSubject: Ferry\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
        "--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
        f"--x\nContent-Type: text/html; charset=utf-8\nContent-Location: https://anselm.example/a\n\n{page}\n--x--\n"
    )


def test_an_mhtml_file_is_its_page_with_the_address_it_was_saved_from(tmp_path: Path) -> None:
    (document,) = found(tmp_path, "a.mhtml", mhtml())
    assert isinstance(document, RawDocument)
    assert (document.fields["title"], document.fields["url"]) == ("Ferry late", "https://anselm.example/a")


def test_an_mhtml_file_cut_before_its_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="no web page"):
        found(tmp_path, "a.mht", mhtml()[:160])


def test_a_newsletter_names_its_sender_and_its_day(tmp_path: Path) -> None:
    (document,) = found(tmp_path, "a.eml", MAIL)
    assert isinstance(document, RawDocument)
    article = recognise(document)
    assert (article.title, article.outlet, str(article.date)) == ("Fähre late", "The Anselm Letter", "2023-02-22")
    assert article.date_evidence.where == 'header "Date"'


def test_the_page_of_a_newsletter_goes_before_its_plain_text(tmp_path: Path) -> None:
    head, _, text = MAIL.partition("Content-Type: text/plain; charset=utf-8\n")
    parts = f"--x\nContent-Type: text/plain\n{text}\n--x\nContent-Type: text/html\n\n{PAGE}\n--x--\n"
    mail = f'{head}Content-Type: multipart/alternative; boundary="x"\n\n{parts}'
    (document,) = found(tmp_path, "a.eml", mail)
    assert isinstance(document, RawDocument)
    assert document.text.count(SENTENCE) == 4


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"just some words\n", "no message"),
        (b"Subject: x\n\n", "no text"),
        (b"Subject: x\nContent-Type: image/png\n\nx", "no text"),
        (b"Subject: x\nContent-Type: multipart/mixed\n\nx", "no text"),
    ],
)
def test_what_is_no_readable_message_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(FileReadError, match=reason):
        found(tmp_path, "a.eml", data)


def test_a_mailbox_gives_a_document_a_message_under_its_id(tmp_path: Path) -> None:
    box = ENVELOPE + MAIL + "\n" + ENVELOPE + MAIL + "\n" + ENVELOPE + "no header here\n"
    read_box = found(tmp_path, "a.mbox", box)
    assert records(read_box) == ["one@anselm.example", "one@anselm.example#2"]
    assert list(reasons(read_box)) == ["3"]


def test_a_quoted_from_line_in_a_mailbox_is_text_again(tmp_path: Path) -> None:
    (document,) = found(tmp_path, "a.mbox", ENVELOPE + MAIL)
    assert isinstance(document, RawDocument)
    assert "\nFrom the quay" in document.text


def test_a_mailbox_without_from_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="no mailbox"):
        found(tmp_path, "a.mbox", MAIL)


def test_a_message_above_the_cap_costs_only_itself(tmp_path: Path) -> None:
    box = ENVELOPE + MAIL + "word\n" * 5_000 + "\n" + ENVELOPE + MAIL
    assert list(reasons(found(tmp_path, "a.mbox", box, 2_000))) == ["1"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_split_by_the_delimiter_of_its_first_row(tmp_path: Path, delimiter: str) -> None:
    table = delimiter.join(["headline", "content", "source", "published"]) + "\n"
    table += delimiter.join(["Ferry late", f'"{SENTENCE}\nA second line."', "Ledger", "2023-02-22"]) + "\n"
    (document,) = found(tmp_path, "a.csv", table)
    assert isinstance(document, RawDocument)
    assert document.fields == {"title": "Ferry late", "outlet": "Ledger", "date": "2023-02-22"}
    assert document.text == f"{SENTENCE}\nA second line."


def test_tables_are_read_in_the_encoding_they_are_in(tmp_path: Path) -> None:
    (document,) = found(
        tmp_path, "a.tsv", "title\ttext\nFähre\tDie Fähre fährt nicht über den Fluß.\n".encode("cp1252")
    )
    assert isinstance(document, RawDocument)
    assert document.fields["title"] == "Fähre"


def test_a_field_may_be_ten_megabytes_long(tmp_path: Path) -> None:
    documents = found(tmp_path, "a.csv", "title,text\nOne," + "x" * 10_000_000 + "\nTwo,short\n")
    assert [len(each.text) for each in documents if isinstance(each, RawDocument)] == [10_000_000, 5]


def test_null_characters_in_a_table_are_dropped(tmp_path: Path) -> None:
    (document,) = found(tmp_path, "a.csv", b"title,text\nThe ferry was late again,a\0b\n")
    assert isinstance(document, RawDocument)
    assert document.text == "ab"


def test_a_quotation_mark_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    table = found(tmp_path, "a.csv", 'title,text\nOne,"never closed\nTwo,fine\nThree,fine\n')
    assert list(reasons(table)) == ["1"]
    assert records(table) == ["2", "3"]


def test_a_row_above_the_cap_ends_and_the_lines_after_it_are_read(tmp_path: Path) -> None:
    table = found(tmp_path, "a.csv", 'title,text\nOne,"' + "line\n" * 600 + "Two,fine\n", 2_000)
    assert "1" in reasons(table)
    assert table[-1].text == "fine"  # type: ignore[union-attr]


def test_a_table_without_names_of_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="No column"):
        found(tmp_path, "a.csv", "1,2\n3,4\n")


def warc(*addresses: str, status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
    return b"".join(
        (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: {address}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n{http}\r\n\r\n"
        ).encode()
        for number, address in enumerate(addresses)
    )


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive_gives_a_document_a_page_under_its_address(tmp_path: Path, name: str) -> None:
    data = warc("https://anselm.example/1", "https://anselm.example/2", "https://anselm.example/2")
    archive = found(tmp_path, name, gzip.compress(data) if name.endswith(".gz") else data)
    assert records(archive) == ["https://anselm.example/1", "https://anselm.example/2", "https://anselm.example/2#2"]


def test_an_address_that_is_very_long_gives_way_to_the_record_id(tmp_path: Path) -> None:
    assert records(found(tmp_path, "a.warc", warc("https://anselm.example/" + "x" * 400))) == ["urn:uuid:0"]


def test_a_web_archive_that_is_cut_gives_what_came_before(tmp_path: Path) -> None:
    archive = found(tmp_path, "a.warc", warc("https://anselm.example/1", "https://anselm.example/2")[:-300])
    assert records(archive) == ["https://anselm.example/1"]
    assert "cut short" in reasons(archive)["https://anselm.example/2"]


def test_pages_that_were_not_found_are_no_articles(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="no web page"):
        found(tmp_path, "a.warc", warc("https://anselm.example/1", status="404 Not Found"))


@pytest.mark.parametrize("data", [b"", b"not an archive at all\n" * 9, b"WARC/1.0\r\nbroken"])
def test_what_is_no_web_archive_is_refused_quietly(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FileReadError):
        found(tmp_path, "a.warc", data)
    assert capsys.readouterr().err == ""


def pdf(lines: list[str], title: str = "", password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject(
        {NameObject("/F"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})}
    )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content.set_data(f"BT /F 11 Tf 50 750 Td {shown} ET".encode())
    page[NameObject("/Contents")] = content
    writer.add_metadata({"/Title": title, "/CreationDate": "D:20230222101500+01'00'"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_the_text_of_a_pdf_file_has_its_hyphenated_words_whole(tmp_path: Path) -> None:
    (document,) = found(tmp_path, "a.pdf", pdf(["The harbour of-", "fice said that the ferry was late."]))
    assert isinstance(document, RawDocument)
    assert document.text == "The harbour office said that the ferry was late."


def test_the_metadata_of_a_pdf_file_are_inferences(tmp_path: Path) -> None:
    (document,) = found(tmp_path, "a.pdf", pdf(["The ferry was late."], title="Ferry late"))
    assert isinstance(document, RawDocument)
    article = recognise(document)
    assert (article.title, str(article.date)) == ("Ferry late", "2023-02-22")
    assert {article.title_evidence.kind, article.date_evidence.kind} == {Kind.INFERRED}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"words", "no PDF"),
        (b"%PDF-1.7\n" + b"junk" * 100, "damaged"),
        (pdf(["x"])[:300], "damaged"),
        (pdf([]), "no text layer"),
        (pdf(["x"], password="secret"), "encrypted"),
    ],
)
def test_pdf_files_that_cannot_be_read_say_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(FileReadError, match=reason) as raised:
        found(tmp_path, "a.pdf", data)
    assert raised.value.hint


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.warc", "warcio.archiveiterator")])
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(FileReadError) as raised:
        found(tmp_path, name, b"%PDF-1.7")
    assert "searchtui[formats]" in raised.value.hint


def packed(members: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize("name", ["a.zip", "a.zip.gz"])
def test_members_of_an_archive_are_records_of_it(tmp_path: Path, name: str) -> None:
    two = '{"title": "A", "text": "Words."}\n{"title": "B", "text": "Words.", "id": "b"}\n'
    data = packed({"in/a.html": PAGE, "b.jsonl": two, "c.txt.gz": gzip.compress(b"Words."), "d.png": b"x"})
    archive = found(tmp_path, name, gzip.compress(data) if name.endswith(".gz") else data)
    assert records(archive) == ["in/a.html", "b.jsonl:1", "b.jsonl:b", "c.txt.gz"]
    assert {each.path for each in archive if isinstance(each, RawDocument)} == {name}


def test_a_members_name_is_never_taken_for_a_path(tmp_path: Path) -> None:
    assert records(found(tmp_path, "a.zip", packed({"../../up.txt": "Words."}))) == ["../../up.txt"]


def test_members_that_cannot_be_read_cost_only_themselves(tmp_path: Path) -> None:
    data = packed({"bomb.txt": b"a" * 30_000_000, "inner.zip": b"PK", "empty.txt": "", "good.txt": "Words."})
    archive = found(tmp_path, "a.zip", data, 1_000_000)
    assert records(archive) == ["good.txt"]
    assert list(reasons(archive)) == ["bomb.txt", "inner.zip", "empty.txt"]


def test_an_encrypted_member_is_reported(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": "Words."}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in reasons(found(tmp_path, "a.zip", bytes(data)))["a.txt"]


def test_a_damaged_member_is_reported(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": "Words about the ferry. " * 50, "b.txt": "Words."}))
    data[60] ^= 0xFF
    archive = found(tmp_path, "a.zip", bytes(data))
    assert records(archive) == ["b.txt"]
    assert list(reasons(archive)) == ["a.txt"]


def test_an_archive_that_is_cut_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="damaged, cut short"):
        found(tmp_path, "a.zip", packed({"a.txt": "Words."})[:-30])


def test_an_archive_without_articles_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="no file of a kind"):
        found(tmp_path, "a.zip", packed({"a.png": b"x"}))


def test_names_of_members_tell_as_names_of_files_do(tmp_path: Path) -> None:
    names = ("northern-ledger/2023-02-22 ferry.txt", "2023-02-23_brack echo_ferry.txt", "bbc/two.jsonl")
    archive = found(
        tmp_path, "a.zip", packed(dict(zip(names, (SENTENCE, SENTENCE, '{"text": "Words."}'), strict=True)))
    )
    articles = [recognise(each) for each in archive if isinstance(each, RawDocument)]
    told = {each.record: (each.outlet, each.date and each.date.isoformat()) for each in articles}
    assert told == {
        names[0]: ("Northern Ledger", "2023-02-22"),
        names[1]: ("Brack Echo", "2023-02-23"),
        f"{names[2]}:1": ("BBC", None),
    }
    assert {each.outlet_evidence.kind for each in articles} == {Kind.INFERRED}
