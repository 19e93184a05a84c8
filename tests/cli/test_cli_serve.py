"""`searchtui serve`: the interface in a browser, and in no other site's page."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from searchtui.cli.local_server import is_ours
from searchtui.cli.root import run


@pytest.mark.parametrize(
    ("host", "origin", "ours"),
    [
        ("127.0.0.1:8000", None, True),
        ("localhost:8000", "http://localhost:8000", True),
        ("evil.example:8000", None, False),
        ("127.0.0.1:8000", "https://evil.example", False),
        ("127.0.0.1:8000", "null", False),
        ("127.0.0.1.evil.example", None, False),
        ("", None, False),
    ],
)
def test_requests_of_other_sites_are_known(host: str, origin: str | None, ours: bool) -> None:
    assert is_ours(host, origin) is ours


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    root = tmp_path_factory.mktemp("served")
    (root / "seeds").mkdir()
    (root / "seeds" / "ferry.txt").write_text("Ferry Post\n\nA ferry sank\n\nA ferry sank off Quern on Monday.\n")
    number = _free_port()
    with _serving(root, number):
        yield number


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@contextmanager
def _serving(root: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "searchtui", "--library", str(root), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert f":{port} in a browser" in server.stderr.readline()
        _wait_for(port)
        try:
            yield server
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


def test_a_browser_gets_a_page(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert b"searchtui" in answer.read()
        allowed = answer.headers["Content-Security-Policy"].removeprefix("default-src ").split()
    assert all(f":{port}" in source or source in {"data:", "blob:", "'unsafe-inline'"} for source in allowed)


def test_other_sites_are_refused(port: int) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Origin": "https://evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403


def test_each_tab_has_the_interface(port: int) -> None:
    async def first_bytes() -> bytes:
        seen = b""
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"http://127.0.0.1:{port}/ws?width=80&height=24") as tab,
        ):
            async with asyncio.timeout(60):
                while b"ferry" not in seen:
                    message = await tab.receive()
                    seen += message.data if isinstance(message.data, bytes) else b""
        return seen

    assert b"A ferry sank" in asyncio.run(first_bytes())


def test_a_port_that_is_taken_is_said(port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(tmp_path), "serve", "--port", str(port)]) == 2
    assert "Take another with --port" in capsys.readouterr().err


def test_it_ends_at_once_when_told_to_though_a_tab_is_open(tmp_path: Path) -> None:
    """A tab that stays open is no reason to stay for a minute, with the interface running in it."""
    (tmp_path / "seeds").mkdir()
    number = _free_port()

    async def terminate_under_a_tab(server: subprocess.Popen[str]) -> None:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"http://127.0.0.1:{number}/ws?width=80&height=24") as tab,
            asyncio.timeout(10),
        ):
            await tab.receive()
            server.terminate()
            while not tab.closed:
                await tab.receive()

    with _serving(tmp_path, number) as server:
        asyncio.run(terminate_under_a_tab(server))
        assert server.wait(timeout=30) == 0
