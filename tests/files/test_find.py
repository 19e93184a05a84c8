"""Walking a folder: what is found, what is passed over, and what is reported instead of read."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from searchtui.files.find import FoundFile, Unreadable, find_files


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def paths(folder: Path) -> list[str]:
    return [entry.path for entry in find_files(folder) if isinstance(entry, FoundFile)]


def reports(folder: Path) -> list[Unreadable]:
    return [entry for entry in find_files(folder) if isinstance(entry, Unreadable)]


def test_files_come_depth_first_by_name(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a/b/c.jsonl", "c.json.gz")
    assert paths(tmp_path) == ["a/b/c.jsonl", "a/z.md", "b.txt", "c.json.gz"]


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("four")
    os.utime(tmp_path / "a.txt", ns=(5, 1_700_000_000_000_000_000))
    assert list(find_files(tmp_path)) == [FoundFile("a.txt", 4, 1_700_000_000_000_000_000)]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/a.txt", "seen.txt")
    assert paths(tmp_path) == ["seen.txt"]


def test_other_formats_are_passed_over_silently(tmp_path: Path) -> None:
    write(tmp_path, "photo.jpg", "README", "archive.gz", "a.txt")
    assert list(map(type, find_files(tmp_path))) == [FoundFile]


def test_suffixes_are_known_in_capitals(tmp_path: Path) -> None:
    write(tmp_path, "A.TXT", "B.Json.GZ")
    assert paths(tmp_path) == ["A.TXT", "B.Json.GZ"]


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert paths(tmp_path) == ["a.txt", "link.txt"]


def test_a_loop_of_links_is_not_walked(tmp_path: Path) -> None:
    write(tmp_path, "folder/a.txt")
    (tmp_path / "folder" / "loop").symlink_to(tmp_path)
    assert paths(tmp_path) == ["folder/a.txt"]


def test_a_link_to_a_folder_with_the_name_of_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path)
    assert "link to a folder" in reports(tmp_path)[0].reason


def test_a_link_to_itself_is_reported(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert [entry.path for entry in reports(tmp_path)] == ["self.txt"]


def test_a_broken_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert "leads nowhere" in reports(tmp_path)[0].reason


def test_a_pipe_is_reported_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe" in reports(tmp_path)[0].reason


def test_a_socket_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert [entry.path for entry in reports(tmp_path)] == ["s.txt"]


def test_a_folder_named_like_a_file_is_walked(tmp_path: Path) -> None:
    write(tmp_path, "folder.txt/a.txt")
    assert paths(tmp_path) == ["folder.txt/a.txt"]


def test_a_name_that_is_not_utf8_is_reported_with_a_printable_path(tmp_path: Path) -> None:
    try:
        (Path(os.fsencode(tmp_path).decode()) / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such name")
    report = reports(tmp_path)[0]
    assert (report.path, "not valid UTF-8" in report.reason) == ("caf\\xe9.txt", True)


def test_a_name_with_an_escape_sequence_is_reported_without_it(tmp_path: Path) -> None:
    write(tmp_path, "red\x1b[31m.txt")
    assert reports(tmp_path)[0].path == "red\\x1b[31m.txt"


def test_a_folder_with_a_bad_name_is_reported_once(tmp_path: Path) -> None:
    write(tmp_path, "bad\nname/a.txt", "bad\nname/b.txt")
    assert [entry.path for entry in find_files(tmp_path)] == ["bad\\x0aname"]


def test_names_in_other_scripts_are_fine(tmp_path: Path) -> None:
    write(tmp_path, "水無瀬\u3000日報.txt", "étude 🌊.txt")
    assert sorted(paths(tmp_path)) == sorted(["étude 🌊.txt", "水無瀬\u3000日報.txt"])


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    assert next(find_files(tmp_path / "none")) == Unreadable(
        ".", "This folder cannot be listed: No such file or directory."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every folder")
def test_an_unreadable_folder_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "closed/a.txt", "open.txt")
    (tmp_path / "closed").chmod(0)
    try:
        found = list(find_files(tmp_path))
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert [type(entry) for entry in found] == [Unreadable, FoundFile]
