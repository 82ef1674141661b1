"""A small Telegram on this machine: the Bot API over HTTP, as strict as the real one, and as unkind as one likes."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

TOKEN = "8101234567:AAHloopback-Secret_Part0123456789abcde"
USERNAME = "signpost_test_bot"
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_PHOTO, LARGEST_DOCUMENT, LARGEST_DOWNLOAD = 10_000_000, 50_000_000, 20_000_000
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
SENDING = ("sendMessage", "sendPhoto", "sendDocument")
TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote"}
SAYING = (*SENDING, "editMessageText")
PATIENCE_SECONDS = 20.0
GLANCE_SECONDS = 0.05
Json = dict[str, Any]


class Refusal(Exception):
    """An answer with `"ok": false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


class Strict:
    """What Telegram takes, under three models at once: a sliding second, a calendar second, and a bucket of 30.

    In a chat it takes a short burst, then one a second.
    """

    def __init__(self) -> None:
        self.taken: list[float] = []
        self._bucket, self._at = 30.0, 0.0
        self._chats: dict[int, list[float]] = defaultdict(list)

    def look(self, chat: int, now: float) -> None:
        """Take a message, or raise Refusal."""
        self._bucket, self._at = min(30.0, self._bucket + 30.0 * (now - self._at)), now
        lately = self.taken[-40:]
        sliding = sum(moment > now - 1.0 for moment in lately) >= 30
        calendar = sum(int(moment) == int(now) for moment in lately) >= 30
        in_chat = sum(moment > now - 3.0 for moment in self._chats[chat][-10:]) >= 6
        if sliding or calendar or in_chat or self._bucket < 1.0:
            raise Refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        self._bucket -= 1.0
        self.taken.append(now)
        self._chats[chat].append(now)


@dataclass
class Shown:
    """A message as it stands in a chat. `edits` counts how often it was replaced in place."""

    id: int
    text: str
    html: str = ""
    buttons: list[Json] = field(default_factory=list)
    mine: bool = False
    edits: int = 0
    kind: str = ""  # photo or document, with its content and name
    file: bytes = b""
    name: str = ""


@dataclass
class Person:
    """Somebody with a Telegram account. `opened`: she pressed Start once, so the bot may write to her."""

    id: int
    first_name: str
    opened: bool = True
    blocked: bool = False

    @property
    def json(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": "en"}


class LoopbackTelegram:
    """The server. What it is asked is in `calls`; `lacking`, `silent`, `floods` and `polling` make it misbehave."""

    def __init__(self) -> None:
        self.base = ""
        self.calls: list[tuple[str, Json]] = []
        self.chats: dict[int, list[Shown]] = {}
        self.people: dict[int, Person] = {}
        self.pending: list[Json] = []
        self.handed: list[int] = []
        self.lacking: dict[str, int] = {}  # method: the status it answers
        self.silent: set[str] = set()  # methods that never answer
        self.floods: list[int] = []  # each makes the next message wait for so many seconds; 0 lets it pass
        self.latency = 0.0  # seconds between a message's being taken and the answer
        self.refusals = 0  # how often somebody was told to slow down
        self.cut = 0  # so many messages are taken, and their connections cut before the answer
        self.hanging = 0  # so many messages are taken, and cut when `patience` is over or they are `released`
        self.patience = 1.0
        self.released = asyncio.Event()
        self.strict: Strict | None = None  # how fast is too fast
        self.polling = "long"  # or short, html, hang, drop, deaf (ignores the offset)
        self.moved: dict[int, int] = {}
        self.uploads: dict[str, bytes] = {}
        self.webhook = ""
        self.secret = ""
        self.commands: list[Json] = []
        self.presses: dict[str, bool] = {}  # id of a press: whether it was acknowledged
        self._ids = {"message": count(101), "update": count(700_000_001), "press": count(1)}
        self._changed = asyncio.Event()
        self._polls = 0

    # ---- what people do

    def person(self, first_name: str, **how: bool) -> Person:
        person = Person(5_000_000_001 + len(self.people), first_name, **how)
        self.people[person.id] = person
        return person

    def says(self, person: Person, text: str = "", group: int = 0, **more: Any) -> Json:
        """Somebody says something, in private or in a group; the update."""
        chat = self._chat(person, group)
        message: Json = {
            "message_id": next(self._ids["message"]),
            "from": person.json,
            "chat": chat,
            "date": 1_795_000_000,
        }
        if text:
            message["text"] = text
        self.chats.setdefault(chat["id"], []).append(Shown(message["message_id"], text, mine=True))
        return self.update(message=message | more)

    def hands(self, person: Person, name: str, content: bytes, **more: Any) -> Json:
        """Somebody sends a file in private; the update."""
        file = f"BQACAgQAAx{len(self.uploads)}"
        self.uploads[file] = content
        document = {"file_id": file, "file_unique_id": f"u{file}", "file_name": name, "file_size": len(content)}
        return self.says(person, document=document, **more)

    def presses_button(self, person: Person, label: str, shown: Shown | None = None) -> Json:
        """Press the first button whose label begins so, of the last bubble unless another is given."""
        bubble = shown or self.bubbles(person)[-1]
        button = next(one for one in bubble.buttons if one["text"].startswith(label))
        message = {"message_id": bubble.id, "chat": self._chat(person), "date": 1_795_000_000, "text": bubble.text}
        return self.press(person, message, button["callback_data"])

    def press(self, person: Person, message: Json, data: str) -> Json:
        identity = f"press{next(self._ids['press'])}"
        self.presses[identity] = False
        query = {"id": identity, "from": person.json, "message": message, "chat_instance": "-77", "data": data}
        return self.update(callback_query=query)

    def update(self, **what: Any) -> Json:
        update = {"update_id": next(self._ids["update"]), **what}
        self.pending.append(update)
        self.change()
        return update

    def bubbles(self, person: Person | int) -> list[Shown]:
        """What the bot said in a chat."""
        chat = person if isinstance(person, int) else person.id
        return [shown for shown in self.chats.get(chat, []) if not shown.mine]

    def called(self, method: str) -> list[Json]:
        return [parameters for name, parameters in self.calls if name == method]

    # ---- waiting

    def change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so; it is looked at after every call, and now and then."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), GLANCE_SECONDS)

    async def post_all(self, secret: str = "") -> list[int]:
        """Post what waits to the webhook, as Telegram does; the statuses. What is taken is not posted again."""
        statuses = []
        async with ClientSession() as session:
            for update in list(self.pending):
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret or self.secret}
                async with session.post(self.webhook, json=update, headers=headers) as answer:
                    statuses.append(answer.status)
                    if answer.ok:
                        self.pending.remove(update)
        return statuses

    # ---- the Bot API

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        parameters = await _parameters(request)
        self.calls.append((method, parameters))
        try:
            result = await self._result(request, method, parameters)
        except Refusal as refusal:
            self.refusals += refusal.code == 429
            body: Json = {"ok": False, "error_code": refusal.code, "description": str(refusal)}
            return web.json_response(
                body | ({"parameters": refusal.parameters} if refusal.parameters else {}), status=refusal.code
            )
        finally:
            self.change()
        return result if isinstance(result, web.Response) else web.json_response({"ok": True, "result": result})

    async def _result(self, request: web.Request, method: str, parameters: Json) -> Any:
        if request.match_info["token"] != TOKEN:
            raise Refusal(401, "Unauthorized")
        if method in self.lacking:
            status = self.lacking[method]
            raise Refusal(status, "Not Found" if status == 404 else "Internal Server Error")
        if method in self.silent:
            await asyncio.Event().wait()
        act = getattr(self, f"do_{method}", None)
        if act is None:
            raise Refusal(404, "Not Found")
        if method == "getUpdates":
            return await self._poll(request, parameters)
        if self.strict and method in SAYING:
            self.strict.look(int(parameters["chat_id"]), asyncio.get_running_loop().time())
        result = act(parameters)
        if self.hanging and method in SENDING:
            self.hanging -= 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self.released.wait(), self.patience)
            return _hang_up(request)
        if self.latency and method in SAYING:
            await asyncio.sleep(self.latency)
        if self.cut and method in SENDING:
            self.cut -= 1
            return _hang_up(request)
        return result

    def do_getMe(self, _given: Json) -> Json:
        return {"id": int(TOKEN.split(":")[0]), "is_bot": True, "first_name": "Signpost", "username": USERNAME}

    def do_setMyCommands(self, given: Json) -> bool:
        for command in given["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands = given["commands"]
        return True

    def do_setWebhook(self, given: Json) -> bool:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.get("secret_token", "x")):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook, self.secret = given["url"], given.get("secret_token", "")
        return True

    def do_deleteWebhook(self, _given: Json) -> bool:
        self.webhook = ""
        return True

    def do_getUpdates(self, _given: Json) -> None:
        """See `_poll`."""

    def do_sendMessage(self, given: Json) -> Json:
        chat = self._writable(given["chat_id"])
        text, buttons = _text(given), _buttons(given)
        shown = Shown(next(self._ids["message"]), text, given["text"], buttons)
        self.chats.setdefault(chat, []).append(shown)
        return self._as_message(chat, shown)

    def do_sendPhoto(self, given: Json) -> Json:
        return self._shown_file(given, "photo", LARGEST_PHOTO)

    def do_sendDocument(self, given: Json) -> Json:
        return self._shown_file(given, "document", LARGEST_DOCUMENT)

    def do_getFile(self, given: Json) -> Json:
        file = given["file_id"]
        if file not in self.uploads:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.uploads[file]) > LARGEST_DOWNLOAD:
            raise Refusal(400, "Bad Request: file is too big")
        return {"file_id": file, "file_unique_id": f"u{file}", "file_path": f"documents/{file} ü.csv"}

    def do_editMessageText(self, given: Json) -> Json:
        chat = self._writable(given["chat_id"])
        shown = next((one for one in self.bubbles(chat) if one.id == int(given["message_id"])), None)
        if shown is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if shown.kind:
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        text, buttons = _text(given), _buttons(given)
        if (given["text"], buttons) == (shown.html, shown.buttons):
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message",
            )
        shown.text, shown.html, shown.buttons, shown.edits = text, given["text"], buttons, shown.edits + 1
        return self._as_message(chat, shown)

    def do_deleteMessage(self, given: Json) -> bool:
        chat = self.chats.get(int(given["chat_id"]), [])
        shown = next((one for one in chat if one.id == int(given["message_id"])), None)
        if shown is None:
            raise Refusal(400, "Bad Request: message to delete not found")
        chat.remove(shown)
        return True

    def do_answerCallbackQuery(self, given: Json) -> bool:
        if given["callback_query_id"] not in self.presses:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.presses[given["callback_query_id"]] = True
        return True

    async def give_file(self, request: web.Request) -> web.StreamResponse:
        """The content of a file that somebody sent."""
        file = request.match_info["path"].removeprefix("documents/").removesuffix(" ü.csv")
        self.calls.append(("file", {"path": request.match_info["path"]}))
        if "file" in self.lacking:
            return web.Response(status=self.lacking["file"])
        if "file" in self.silent:
            return _hang_up(request)
        if request.match_info["token"] != TOKEN or file not in self.uploads:
            return web.Response(status=404)
        return web.Response(body=self.uploads[file])

    # ---- how it does that

    def _shown_file(self, given: Json, kind: str, most: int) -> Json:
        chat = self._writable(given["chat_id"])
        file, buttons = given[kind], _buttons(given)
        if len(file["content"]) > most:
            raise Refusal(413, "Request Entity Too Large")
        if kind == "photo" and not file["content"].startswith(PICTURES):
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        source = given.get("caption", "")
        text = _text({**given, "text": source}, LONGEST_CAPTION, "message caption is too long") if source else ""
        shown = Shown(next(self._ids["message"]), text, source, buttons, kind=kind, file=file["content"])
        shown.name = file["name"]
        self.chats.setdefault(chat, []).append(shown)
        return self._as_message(chat, shown)

    async def _poll(self, request: web.Request, given: Json) -> Any:
        if self.polling == "html":
            page = f"<html><h1>502 Bad Gateway</h1> {request.path} {self.pending}</html>"
            return web.Response(status=502, text=page, content_type="text/html")
        if self.polling == "drop":
            return _hang_up(request)
        if self.polling == "hang":
            await asyncio.Event().wait()
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        self._polls += 1
        self.change()
        return await self._handed(int(given.get("offset", 0)), float(given.get("timeout", 0)), self._polls)

    async def _handed(self, offset: int, seconds: float, poll: int) -> list[Json]:
        """All below the offset is confirmed, and never handed out again. A newer poll ends an older one."""
        if self.polling != "deaf":
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
        self.change()
        if self.polling == "long" and not self.pending:
            try:
                async with asyncio.timeout(seconds):
                    while not self.pending and poll == self._polls:
                        await self._changed.wait()
            except TimeoutError:
                return []
        if poll != self._polls:
            raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one runs")
        batch = self.pending[:100]
        self.handed += [update["update_id"] for update in batch]
        return batch

    def _writable(self, chat_id: Any) -> int:
        if self.floods and (seconds := self.floods.pop(0)):
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        chat = int(chat_id)
        if chat in self.moved:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, description, migrate_to_chat_id=self.moved[chat])
        if chat < 0:
            return chat
        person = self.people.get(chat)
        if person is None:
            raise Refusal(400, "Bad Request: chat not found")
        if person.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not person.opened:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def _chat(self, person: Person, group: int = 0) -> Json:
        if not group:
            return {"id": person.id, "first_name": person.first_name, "type": "private"}
        return {"id": group, "title": "Inclusion network", "type": "supergroup" if group < -(10**12) else "group"}

    def _as_message(self, chat: int, shown: Shown) -> Json:
        bot = self.do_getMe({})
        where = self._chat(self.people[chat]) if chat > 0 else {"id": chat, "title": "Network", "type": "group"}
        message: Json = {"message_id": shown.id, "from": bot, "chat": where, "date": 1_795_000_000}
        file = {"file_id": "AgAC", "file_unique_id": "AQAD", "width": 90, "height": 67}
        if shown.kind:
            return message | {"caption": shown.text, shown.kind: [file] if shown.kind == "photo" else file}
        return message | {"text": shown.text}


@asynccontextmanager
async def telegram_here() -> AsyncIterator[LoopbackTelegram]:
    """The server while inside, on a port of its own; `base` is what SIGNPOST_TELEGRAM_API_BASE must say."""
    telegram = LoopbackTelegram()
    app = web.Application(client_max_size=LARGEST_DOCUMENT * 2)
    app.router.add_route("*", "/bot{token}/{method}", telegram.answer)
    app.router.add_get("/file/bot{token}/{path:.+}", telegram.give_file)
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0.1)
    telegram.base = str(server.make_url("")).rstrip("/")
    try:
        yield telegram
    finally:
        await server.close()


def _hang_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        given: Json = await request.json()
        return given
    fields = {**request.query, **await request.post()}
    return {name: _parameter(name, value) for name, value in fields.items()}


def _parameter(name: str, value: Any) -> Any:
    if isinstance(value, web.FileField):
        return {"name": value.filename, "content": value.file.read()}
    return _decoded(str(value)) if name in ("commands", "reply_markup") else value


def read_html(source: str) -> str:
    """The text that a person reads. Raises Refusal where Telegram would not take it."""
    return _Entities(source).text


def _decoded(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal(400, "Bad Request: can't parse JSON object") from None


def _text(given: Json, longest: int = LONGEST_TEXT, too_long: str = "message is too long") -> str:
    text = read_html(given["text"]) if given.get("parse_mode") == "HTML" else given["text"]
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text) > longest:
        raise Refusal(400, f"Bad Request: {too_long}")
    return str(text)


def _buttons(given: Json) -> list[Json]:
    rows = (given.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if not button["text"].strip():
            raise Refusal(400, "Bad Request: inline keyboard button text is empty")
        if not (1 <= len(button.get("callback_data", "x").encode()) <= 64):
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        raise Refusal(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
    return buttons


class _Entities(HTMLParser):
    """Telegram's small HTML, read as strictly as Telegram does."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self._open: list[str] = []
        if re.search(r"<(?![a-zA-Z/])", source):
            raise Refusal(400, 'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 0')
        self.feed(source)
        self.close()
        if self._open:
            raise Refusal(
                400, f"Bad Request: can't parse entities: Can't find end tag corresponding to {self._open[-1]}"
            )

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in TAGS:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}" at byte offset 0')
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Refusal(400, "Bad Request: can't parse entities: Unmatched end tag at byte offset 0")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += html.unescape(f"&{name};") if name in ("lt", "gt", "amp", "quot") else f"&{name};"

    def handle_charref(self, name: str) -> None:
        self.text += html.unescape(f"&#{name};")
