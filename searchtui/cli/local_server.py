"""The server of `searchtui serve`. Needs the extra `serve`, so it is imported by that command alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from searchtui.cli.output import note

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LocalServer(Server):
    """Serves browsers of this computer, and no page that another site has opened in them."""

    def __init__(self, command: str, port: int) -> None:
        """`command` starts the interface, once for each tab."""
        super().__init__(command, host=HOST, port=port, title="searchtui")
        self._tabs: set[asyncio.Task[Any]] = set()

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(_only_ours(_nothing_from_elsewhere(self.port)))
        return app

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the interface for a tab until it is closed."""
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
        """Say where to look."""
        note(f"Open {self.public_url} in a browser. ctrl+c ends.")


def _only_ours(content_rule: str) -> Any:
    @web.middleware
    async def only_ours(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_ours(request.host, request.headers.get("Origin")):
            raise web.HTTPForbidden(text="searchtui serves pages of this computer only.")
        answer = await handler(request)
        answer.headers["Content-Security-Policy"] = content_rule
        return answer

    return only_ours


def _nothing_from_elsewhere(port: int) -> str:
    """The rule by which a browser asks no other site for anything: the library's page wants a font from the net."""
    here = " ".join(f"http://{name}:{port} ws://{name}:{port}" for name in sorted(_NAMES))
    return f"default-src {here} data: blob: 'unsafe-inline'"


def is_ours(host: str, origin: str | None) -> bool:
    """Whether a request is for this computer by name, and by a page that came from here if by a page at all.

    Any site may have a browser send requests to a port of this computer, under a name of its own even.
    """
    return urlsplit(f"//{host}").hostname in _NAMES and (not origin or urlsplit(origin).hostname in _NAMES)
