"""`searchtui serve`: the terminal interface in a browser on this computer."""

from __future__ import annotations

import asyncio
import shlex
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import note
from searchtui.errors import UsageError

if TYPE_CHECKING:
    from aiohttp import web

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost"})

Handler = Callable[["web.Request"], Awaitable["web.StreamResponse"]]


@click.command(
    epilog="""\b
Examples:
  searchtui serve
  searchtui --library ~/press serve --port 9000
""",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen at.")
@library_options
def serve(choice: LibraryChoice, *, port: int) -> int:
    """Show the terminal interface in a browser on this computer, a process for each tab.

    Only this computer can reach it, as there is no password. Needs the extra: pip install 'searchtui[serve]'
    """
    try:
        from textual_serve.server import Server  # noqa: PLC0415 -- an extra that few install
    except ImportError as error:
        raise UsageError(
            "The browser needs a further library.", hint="Install with: pip install 'searchtui[serve]'"
        ) from error

    from aiohttp import web  # noqa: PLC0415 -- comes with it

    @web.middleware
    async def only_ours(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_ours(request.host, request.headers.get("Origin")):
            raise web.HTTPForbidden(text="searchtui serves pages of this computer only.")
        answer = await handler(request)
        answer.headers["Content-Security-Policy"] = _nothing_from_elsewhere(port)
        return answer

    class LocalServer(Server):
        """Serves browsers of this computer, and no page that another site has opened in them."""

        _tabs: ClassVar[set[asyncio.Task[Any]]] = set()

        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            app.middlewares.append(only_ours)
            return app

        async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
            if task := asyncio.current_task():
                self._tabs.add(task)
                task.add_done_callback(self._tabs.discard)
            tab: web.WebSocketResponse = await super().handle_websocket(request)
            return tab

        async def on_shutdown(self, app: Any) -> None:  # noqa: ARG002 -- the library's signature
            """End the tabs, which the server would otherwise wait for."""
            for task in tuple(self._tabs):
                task.cancel()

        async def on_startup(self, app: Any) -> None:  # noqa: ARG002 -- the library's signature
            note(f"Open {self.public_url} in a browser. ctrl+c ends.")

    paths = choice.paths()
    command = [
        sys.executable,
        "-m",
        "searchtui",
        "--library",
        paths.root,
        "--seeds",
        paths.seeds,
        "--index",
        paths.index,
    ]
    try:
        LocalServer(shlex.join(map(str, command)), host=HOST, port=port, title="searchtui").serve()
    except OSError as error:
        raise UsageError(
            f"Port {port} cannot be used: {error.strerror or error}.", hint="Take another with --port."
        ) from error
    return 0


def _nothing_from_elsewhere(port: int) -> str:
    """The rule by which a browser asks no other site for anything: the library's page wants a font from the net."""
    here = " ".join(f"http://{name}:{port} ws://{name}:{port}" for name in sorted(_NAMES))
    return f"default-src {here} data: blob: 'unsafe-inline'"


def _is_ours(host: str, origin: str | None) -> bool:
    """Whether a request is for this computer by name, and by a page that came from here if by a page at all.

    Any site may have a browser send requests to a port of this computer, under a name of its own even.
    """
    names = [urlsplit(f"//{host}").hostname, *([urlsplit(origin).hostname] if origin else [])]
    return all(name in _NAMES for name in names)
