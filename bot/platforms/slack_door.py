"""Where Slack posts to, for all workspaces that have no Socket Mode: one address, told apart by their signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

PATH = "/slack/events"


class Door:
    """The one address. Each workspace has its router, which looks at the signature once more and answers."""

    def __init__(self) -> None:
        self._routers: dict[str, tuple[SignatureVerifier, AsyncApp]] = {}

    def open(self, workspace: str, secret: str, router: AsyncApp) -> Sequence[web.AbstractRouteDef]:
        """Let what is signed with this secret in; the address itself, from whoever comes first."""
        first = not self._routers
        self._routers[workspace] = (SignatureVerifier(secret), router)
        return (web.post(PATH, self._posted),) if first else ()

    async def _posted(self, request: web.Request) -> web.Response:
        if not re.fullmatch("[0-9]{1,12}", request.headers.get("X-Slack-Request-Timestamp", "")):
            return web.Response(status=401, text="The signature is missing.")
        try:
            asked = await to_bolt_request(request)
        except (ValueError, LookupError, TypeError, AttributeError):
            return web.Response(status=400, text="That is not an event.")
        router = self._router(team_of(asked.body), await request.text(), request.headers)
        return await to_aiohttp_response(await router.async_dispatch(asked))

    def _router(self, team: str, body: str, headers: Mapping[str, str]) -> AsyncApp:
        """Its workspace's; where Slack names none, that of whoever's secret it is signed with. Any refuses the rest."""
        if team in self._routers:
            return self._routers[team][1]
        given = dict(headers)
        fitting = (router for verifier, router in self._routers.values() if verifier.is_valid_request(body, given))
        return next(fitting, next(iter(self._routers.values()))[1])


def team_of(body: Mapping[str, Any]) -> str:
    """Which workspace a request says that it is of; "" if it does not say."""
    team = body.get("team")
    return str(body.get("team_id") or (team.get("id") if isinstance(team, Mapping) else "") or "")
