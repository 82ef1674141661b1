"""The one HTTP server of a process: the platforms' addresses, and a sign of life."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

LARGEST = 1_000_000  # bytes of a request's body


@asynccontextmanager
async def serving(host: str, port: int, routes: Iterable[web.AbstractRouteDef]) -> AsyncIterator[int]:
    """Serve the routes while inside; gives the port (chosen by the system where 0 was asked for)."""
    app = web.Application(client_max_size=LARGEST)
    app.add_routes([web.get("/healthz", _alive), *routes])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _alive(_request: web.Request) -> web.Response:
    return web.Response(text="ok")
