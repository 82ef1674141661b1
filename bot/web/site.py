"""The one HTTP server of a process: the platforms' addresses, a sign of life, and whether all is well."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

LARGEST = 1_000_000  # bytes of a request's body
GOODBYE_SECONDS = 0.5  # for requests that are still under way when it ends


@asynccontextmanager
async def serving(
    host: str, port: int, routes: Iterable[web.AbstractRouteDef], ready: Callable[[], Awaitable[str]] | None = None
) -> AsyncIterator[int]:
    """Serve the routes while inside; gives the port (chosen by the system where 0 was asked for).

    `ready` says what is wrong, if anything is.
    """
    app = web.Application(client_max_size=LARGEST)
    app.add_routes([web.get("/healthz", _alive), *routes])
    if ready:
        app.add_routes([web.get("/readyz", _readiness(ready))])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GOODBYE_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _alive(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


def _readiness(ready: Callable[[], Awaitable[str]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_request: web.Request) -> web.Response:
        wrong = await ready()
        return web.Response(status=503 if wrong else 200, text=wrong or "ok")

    return answer
