"""Who may come in, where only this machine may: not the page of another site, open in the same browser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from aiohttp import web

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HERE = Path(__file__).parent
SEALED = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def at_home(handler: Handler) -> Handler:
    """Let in whoever asks for this machine by its own name and port. (A rebound name is another name.)"""

    async def checked(request: web.Request) -> web.StreamResponse:
        port = request.transport.get_extra_info("sockname")[1] if request.transport else 0
        if request.host.lower() not in _hosts(port):
            raise web.HTTPForbidden(text=f"This chat is for this machine alone. On it, open http://127.0.0.1:{port}/")
        return await handler(request)

    return checked


def from_its_page(handler: Handler) -> Handler:
    """Let in the page itself: a browser names the page that posts, or opens a socket, as the Origin."""

    async def checked(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin", "").lower() != f"http://{request.host.lower()}":
            raise web.HTTPForbidden(text="Only this chat's own page may do that.")
        return await handler(request)

    return at_home(checked)


def page(name: str, kind: str) -> Handler:
    """A file of this folder, which may load nothing from elsewhere and say nothing to elsewhere."""

    async def give(request: web.Request) -> web.Response:
        text = await asyncio.to_thread((HERE / name).read_text, encoding="utf-8")
        return web.Response(text=text, content_type=kind, charset="utf-8", headers=_headers(request.host))

    return at_home(give)


def addressed(base: str, handler: Handler) -> Handler:
    """Let in whoever asks for this address by its own name; where it is this machine's, as `at_home` does."""
    asked = urlsplit(base)

    async def checked(request: web.Request) -> web.StreamResponse:
        if request.host.lower() != asked.netloc.lower():
            raise web.HTTPForbidden(text="That is not the address of this page.")
        return await handler(request)

    return at_home(handler) if asked.scheme == "http" else checked


def from_own_page(base: str, handler: Handler) -> Handler:
    """Let in a page of this address alone, as `from_its_page` does on this machine."""
    scheme = urlsplit(base).scheme

    async def checked(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin", "").lower() != f"{scheme}://{request.host.lower()}":
            raise web.HTTPForbidden(text="Only this page itself may do that.")
        return await handler(request)

    return addressed(base, checked)


def sealed_page(base: str, name: str, kind: str) -> Handler:
    """A file of this folder, as `page` gives it, for whoever was let in by `addressed`."""
    secure = urlsplit(base).scheme == "https"

    async def give(request: web.Request) -> web.Response:
        text = await asyncio.to_thread((HERE / name).read_text, encoding="utf-8")
        headers = _headers(request.host, "wss" if secure else "ws")
        return web.Response(text=text, content_type=kind, charset="utf-8", headers=headers)

    return give


def file_headers(name: str, kind: str, inline: bool) -> dict[str, str]:
    """Of a file that is no page of ours: a picture is shown, all else is saved; neither can run or be embedded."""
    how = "inline" if inline else "attachment"
    return {
        "Content-Type": kind if inline else "application/octet-stream",
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        **SEALED,
    }


def _hosts(port: int) -> set[str]:
    return {f"{name}:{port}" for name in LOOPBACK} | (set(LOOPBACK) if port == 80 else set())


def _headers(host: str, sockets: str = "ws") -> dict[str, str]:
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        f"connect-src 'self' {sockets}://{host}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Cross-Origin-Opener-Policy": "same-origin",
        **SEALED,
    }
