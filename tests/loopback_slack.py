"""A small Slack on the loopback: its Web API as far as the bot uses it, Socket Mode, and a record of what it got."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from aiohttp import WSMsgType, web
from slack_sdk.signature import SignatureVerifier

BOT_TOKEN = "xoxb-1-loopback-secret"
APP_TOKEN = "xapp-1-loopback-secret"
SECRET = "loopback-signing-secret"
SCOPES = "app_mentions:read,chat:write,commands,files:read,files:write,im:history"

Payload = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One call of the Web API. `by` is who has an address of its own here."""

    method: str
    query: str
    token: str
    body: Payload
    by: str = ""


@dataclass(frozen=True)
class Answer:
    """What to answer instead of the truth. Without a status the connection is cut once the call was taken in."""

    error: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: str = ""
    kind: str = "text/html"


CUT = Answer(status=0)


class LoopbackSlack:
    """Use as `async with`. `channels` are those the bot is a member of; `people` may be written to.

    `line` is what becomes of connections: `good`, `refused`, or `cut` as soon as they are there.
    """

    def __init__(self, team: str = "T1", bot_token: str = BOT_TOKEN, app_token: str = APP_TOKEN) -> None:
        self.team = team
        self._tokens = (bot_token, app_token)
        self.calls: list[Call] = []
        self.latency = 0.0  # seconds between a message's being taken and the answer
        self.unanswered: list[Call] = []  # messages, in between
        self.posts: dict[tuple[str, str], Payload] = {}
        self.written: list[Payload] = []  # by people
        self.channels = {"C1", "D1"}
        self.people = {"U1"}
        self.planned: dict[str, deque[Answer | None]] = defaultdict(deque)  # None: the truth
        self.uploads: dict[str, Payload] = {}  # of people and of the bot, by id: name, content, words, url
        self.shared: list[tuple[str, str]] = []  # channel and file
        self.acknowledged: list[str] = []
        self.sockets: list[web.WebSocketResponse] = []
        self.line = "good"
        self.base = ""
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._stirred = asyncio.Condition()
        self._numbers = count(1)
        self._tickets: set[str] = set()

    # ---- being there

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Begin to listen, on the same port as before if there was one."""
        app = web.Application(client_max_size=100_000_000)
        app.router.add_post("/upload/{file}", self._take_file)
        app.router.add_get("/files-pri/{file}/{name}", self._give_file)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_route("*", "/{by}/api/{method}", self._call)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{self._port}/api/"

    def base_of(self, by: str) -> str:
        """An address for one process alone, which tells its calls apart."""
        return f"http://127.0.0.1:{self._port}/{by}/api/"

    async def stop(self) -> None:
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def until(self, condition: Any, seconds: float = 10) -> None:
        """Wait for something to have happened here."""
        async with asyncio.timeout(seconds), self._stirred:
            await self._stirred.wait_for(condition)

    async def _stir(self) -> None:
        async with self._stirred:
            self._stirred.notify_all()

    def said(self, method: str = "") -> list[Payload]:
        """What was posted, by any method or by one."""
        return [call.body for call in self.calls if call.method.startswith(method or "chat.")]

    # ---- the Web API

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(
            method,
            request.query_string,
            request.headers.get("Authorization", "").removeprefix("Bearer "),
            await _body(request),
            request.match_info.get("by", ""),
        )
        self.calls.append(call)
        answer = self.planned[method].popleft() if self.planned[method] else None
        result = {} if answer else self._result(call)
        if self.latency and method == "chat.postMessage":
            await self._answer_late(call)
        await self._stir()
        if answer and not answer.status and request.transport:
            request.transport.abort()
        if answer:
            return _as_planned(answer)
        return web.json_response(result, headers={"x-oauth-scopes": SCOPES} if method == "auth.test" else {})

    async def _answer_late(self, call: Call) -> None:
        self.unanswered.append(call)
        await self._stir()
        await asyncio.sleep(self.latency)
        self.unanswered.remove(call)

    def _result(self, call: Call) -> Payload:
        wanted = self._tokens[call.method == "apps.connections.open"]
        if not call.token:
            return _failed("not_authed")
        if call.token != wanted:
            return _failed("invalid_auth")
        if call.method == "auth.test":
            return {"ok": True, "team_id": self.team, "user_id": "UBOT", "bot_id": "BBOT", "team": "Loopback"}
        if call.method == "apps.connections.open":
            ticket = f"t{next(self._numbers)}"
            self._tickets.add(ticket)
            return {"ok": True, "url": f"ws://127.0.0.1:{self._port}/link?ticket={ticket}"}
        if call.method == "conversations.history":
            return self._history(call.body)
        if call.method.startswith("chat."):
            return self._chat(call)
        if call.method.startswith("files."):
            return self._files(call)
        return _failed("unknown_method")

    def _chat(self, call: Call) -> Payload:
        body = call.body
        channel, moment = str(body.get("channel") or ""), str(body.get("ts") or "")
        wrong = next(wrongs(body), "") if call.method != "chat.delete" else ""
        if wrong:
            return _failed(wrong)
        if channel in self.people and call.method == "chat.postMessage":
            channel = f"D{channel}"
            self.channels.add(channel)
        if channel not in self.channels:
            return _failed("channel_not_found")
        if call.method == "chat.postEphemeral":
            return self._posted_for_one(body)
        if call.method in ("chat.update", "chat.delete") and (channel, moment) not in self.posts:
            return _failed("message_not_found")
        if call.method == "chat.delete":
            del self.posts[channel, moment]
            return {"ok": True, "channel": channel, "ts": moment}
        moment = moment or self._moment()
        self.posts[channel, moment] = body
        return {"ok": True, "channel": channel, "ts": moment}

    def writes(self, said: Payload) -> None:
        """Somebody writes a message; whether it is delivered is another matter."""
        self.written.append({name: value for name, value in said.items() if name not in ("channel_type", "event_ts")})

    # ---- files

    def hands(self, name: str, content: bytes, **more: Any) -> Payload:
        """Somebody sends a file: what its event says of it."""
        file = f"F{next(self._numbers)}"
        self.uploads[file] = {"name": name, "content": content}
        return {"id": file, "name": name, "size": len(content), "mimetype": "text/csv", "mode": "hosted", **more}

    def _files(self, call: Call) -> Payload:
        needed = "files:read" if call.method == "files.info" else "files:write"
        if needed not in SCOPES.split(","):
            return {**_failed("missing_scope"), "needed": needed, "provided": SCOPES}
        if call.method == "files.getUploadURLExternal":
            return self._place(call.body)
        if call.method == "files.completeUploadExternal":
            return self._share(call.body)
        held = self.uploads.get(call.body["file"])
        if held is None:
            return _failed("file_not_found")
        url = held.get("url", f"http://127.0.0.1:{self._port}/files-pri/{call.body['file']}/{held['name']}")
        about = {"id": call.body["file"], "name": held["name"], "mimetype": "text/csv", "url_private": url}
        return {"ok": True, "file": about}

    def _place(self, body: Payload) -> Payload:
        if not body.get("filename") or int(body.get("length") or 0) < 1:
            return _failed("invalid_arguments")
        if len(body.get("alt_txt") or "") > 1000:
            return _failed("alt_txt_too_large")
        file = f"F{next(self._numbers)}"
        self.uploads[file] = {"name": body["filename"], "length": int(body["length"]), "words": body.get("alt_txt")}
        return {"ok": True, "upload_url": f"http://127.0.0.1:{self._port}/upload/{file}", "file_id": file}

    def _share(self, body: Payload) -> Payload:
        files = [one["id"] for one in json.loads(body["files"])]
        channel = str(body.get("channel_id") or "")
        if not all("content" in self.uploads.get(file, {}) for file in files):
            return _failed("file_not_found")
        if channel not in self.channels:
            return _failed("channel_not_found")
        self.shared += [(channel, file) for file in files]
        return {"ok": True, "files": [{"id": file} for file in files]}

    async def _take_file(self, request: web.Request) -> web.Response:
        self.calls.append(Call("upload", request.query_string, request.headers.get("Authorization", ""), {}))
        answer = self.planned["upload"].popleft() if self.planned["upload"] else None
        held, content = self.uploads[request.match_info["file"]], await request.read()
        if answer and not answer.status and request.transport:
            request.transport.abort()
        if answer:
            return _as_planned(answer)
        if len(content) != held["length"]:
            return web.Response(status=400)
        held["content"] = content
        return web.Response(text=f"OK - {len(content)}")

    async def _give_file(self, request: web.Request) -> web.Response:
        """Whoever may not read a file is sent to where people sign in."""
        answer = self.planned["download"].popleft() if self.planned["download"] else None
        if answer:
            return _as_planned(answer)
        if request.headers.get("Authorization") != f"Bearer {self._tokens[0]}":
            raise web.HTTPFound("/sign-in")
        held = self.uploads[request.match_info["file"]]
        return web.Response(body=held["content"], content_type="text/csv")

    def _history(self, body: Payload) -> Payload:
        """The newest first, in pages; metadata only where it is asked for. A person's own id names no channel here."""
        needed = "im:history" if body["channel"].startswith("D") else "channels:history"
        if body["channel"] not in self.channels:
            return _failed("channel_not_found")
        if needed not in SCOPES.split(","):
            return {**_failed("missing_scope"), "needed": needed, "provided": SCOPES}
        shown = str(body.get("include_all_metadata")).lower() in ("1", "true")
        said: list[Payload] = [
            {"type": "message", "user": "UBOT", "bot_id": "BBOT", "ts": moment, "text": post.get("text", "")}
            | ({"metadata": post["metadata"]} if shown and "metadata" in post else {})
            for (channel, moment), post in self.posts.items()
            if channel == body["channel"]
        ]
        said += [
            {name: value for name, value in one.items() if name != "channel"}
            for one in self.written
            if one["channel"] == body["channel"]
        ]
        since, start, limit = float(body.get("oldest", 0)), int(body.get("cursor") or 0), int(body.get("limit", 100))
        found = sorted((one for one in said if float(one["ts"]) > since), key=lambda one: float(one["ts"]))[::-1]
        more = str(start + limit) if len(found) > start + limit else ""
        return {
            "ok": True,
            "messages": found[start : start + limit],
            "has_more": bool(more),
            "response_metadata": {"next_cursor": more},
        }

    def _posted_for_one(self, body: Payload) -> Payload:
        if body.get("user") not in self.people:
            return _failed("user_not_in_channel")
        return {"ok": True, "message_ts": self._moment()}

    def _moment(self) -> str:
        return f"1700000000.{next(self._numbers):06}"

    # ---- Socket Mode

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or self.line == "refused":
            return web.Response(status=404)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        if self.line == "cut":
            return socket
        self.sockets.append(socket)
        await self._stir()
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                self.acknowledged.append(json.loads(frame.data)["envelope_id"])
                await self._stir()
        self.sockets.remove(socket)
        await self._stir()
        return socket

    async def push(self, payload: Payload, kind: str = "events_api", retry: int = 0) -> str:
        """Send an envelope over the newest connection; its id."""
        await self.until(lambda: self.sockets)
        envelope = f"e{next(self._numbers)}"
        await self.sockets[-1].send_json(
            {"envelope_id": envelope, "type": kind, "payload": payload, "retry_attempt": retry}
        )
        return envelope

    async def deliver(self, payload: Payload, kind: str = "events_api") -> None:
        """Send an envelope and wait for it to be acknowledged."""
        envelope = await self.push(payload, kind)
        await self.until(lambda: envelope in self.acknowledged)


def signed(body: str, secret: str = SECRET, age: float = 0) -> dict[str, str]:
    """The headers with which Slack signs a request."""
    stamp = str(int(time.time() - age))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature), "Content-Type": kind}


def form(payload: Payload) -> str:
    """A body as forms have it: slash commands as they are, interactions as JSON in `payload`."""
    return urlencode(payload if "command" in payload else {"payload": json.dumps(payload)})


async def _body(request: web.Request) -> Payload:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **await request.post()}


def _failed(error: str) -> Payload:
    return {"ok": False, "error": error}


def _as_planned(answer: Answer) -> web.Response:
    if answer.raw:
        return web.Response(status=answer.status, text=answer.raw, content_type=answer.kind, headers=answer.headers)
    return web.json_response(_failed(answer.error), status=answer.status or 500, headers=answer.headers)


# ---- what Slack refuses


def wrongs(body: Payload) -> Iterator[str]:
    """Slack's words for what is wrong with a message."""
    blocks = body.get("blocks") or []
    if not body.get("text") and not blocks:
        yield "no_text"
    if len(body.get("text") or "") > 40_000:
        yield "msg_too_long"
    if len(blocks) > 50 or not all(_fits(block) for block in blocks):
        yield "invalid_blocks"
    if sum(len(text["text"]) for text in texts(blocks)) > 13_200:
        yield "msg_blocks_too_long"
    names = [element.get("action_id") for block in blocks for element in block.get("elements", ())]
    named = [name for name in names if name]
    if len(named) != len(set(named)):
        yield "invalid_blocks"


def texts(blocks: list[Payload]) -> Iterator[Payload]:
    """Every text object that can be read in the blocks, labels of buttons left out."""
    for block in blocks:
        if block["type"] == "section":
            yield block["text"]
        if block["type"] == "context":
            yield from block["elements"]


def _fits(block: Payload) -> bool:
    if block["type"] == "section":
        return _text_fits(block["text"], 3000)
    if block["type"] == "context":
        return 1 <= len(block["elements"]) <= 10 and all(_text_fits(one, 3000) for one in block["elements"])
    if block["type"] == "actions":
        return 1 <= len(block["elements"]) <= 25 and all(_button_fits(one) for one in block["elements"])
    return False


def _text_fits(text: Payload, most: int) -> bool:
    return (
        text["type"] in ("mrkdwn", "plain_text")
        and 1 <= len(text["text"].encode("utf-16-le")) // 2 <= most
        and ("emoji" not in text or text["type"] == "plain_text")
    )


def _button_fits(button: Payload) -> bool:
    return (
        button["type"] == "button"
        and button["text"]["type"] == "plain_text"
        and _text_fits(button["text"], 75)
        and len(button["value"]) <= 2000
        and len(button["action_id"]) <= 255
    )
