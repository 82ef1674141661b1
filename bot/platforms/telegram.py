"""Telegram, with python-telegram-bot as its client: our own loop fetches, because PTB's confirms before handling."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Sequence
from functools import partial
from typing import Any

import structlog
import telegram
from aiohttp import web
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.messages import Address, Event, Message
from bot.outbox import Hear, Refused, TryLater, Unreachable
from bot.platforms.telegram_text import in_pieces, keyboard

log = structlog.get_logger("telegram")

POLL_SECONDS = 25
CALM_SECONDS = 1.0  # between polls of a server that answers at once with nothing
TROUBLE_SECONDS = 3.0
UPDATES = ["message", "callback_query"]
COMMANDS = (
    ("ask", "Who can help? Ask in your own words"),
    ("about", "One service: /about Therapy One Point"),
    ("glossary", "What letters mean: /glossary CAMHS"),
    ("place", "Change where you work or what you do"),
    ("privacy", "What I keep"),
    ("help", "How this works"),
)
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Telegram:
    """One bot. `api_base` is the server without `/bot`; `public_url` turns the webhook on, else it polls."""

    name = "telegram"

    def __init__(self, token: str, api_base: str, public_url: str = "", secret: str = "") -> None:
        request = HTTPXRequest(connection_pool_size=64, read_timeout=20, write_timeout=20, connect_timeout=10)
        polling = HTTPXRequest(connection_pool_size=2, read_timeout=POLL_SECONDS + 10, connect_timeout=10)
        self.bot = telegram.Bot(token, base_url=f"{api_base}/bot", request=request, get_updates_request=polling)
        self._public_url = public_url.rstrip("/")
        self._secret = secret
        self.workspace = token.partition(":")[0]
        self._username = ""

    # ---- hearing

    async def listen(self, hear: Hear) -> None:
        """Poll until cancelled; with a public address, tell Telegram to post there and rest."""
        await self._introduce()
        if self._public_url:
            await self._ask_for_webhook()
            await asyncio.Event().wait()
        await self._best_effort(self.bot.delete_webhook())
        offset = 0
        while True:
            offset = await self._poll(offset, hear)

    async def _poll(self, offset: int, hear: Hear) -> int:
        """Fetch once; the new offset, which is what confirms to Telegram that all before it is kept."""
        started = asyncio.get_running_loop().time()
        try:
            updates = await self.bot.get_updates(offset, timeout=POLL_SECONDS, allowed_updates=UPDATES)
            await self._hear_all(updates, hear)
        except TelegramError as problem:
            log.warning("polling failed", fault=type(problem).__name__)
            await asyncio.sleep(TROUBLE_SECONDS)
            return offset
        except Exception as problem:
            log.error("updates not kept, asking again", fault=type(problem).__name__)
            await asyncio.sleep(TROUBLE_SECONDS)
            return offset
        if not updates and asyncio.get_running_loop().time() - started < CALM_SECONDS:
            await asyncio.sleep(CALM_SECONDS)
        return max([offset, *(update.update_id + 1 for update in updates)])

    async def _hear_all(self, updates: Sequence[telegram.Update], hear: Hear) -> None:
        """All of a batch, each chat in order; returns when all are kept, or raises."""
        chats: dict[int, list[telegram.Update]] = {}
        for update in updates:
            chats.setdefault(update.effective_chat.id if update.effective_chat else 0, []).append(update)
        await asyncio.gather(*(self._hear_chat(several, hear) for several in chats.values()))

    async def _hear_chat(self, updates: Sequence[telegram.Update], hear: Hear) -> None:
        for update in updates:
            await self._hear_one(update, hear)

    async def _hear_one(self, update: telegram.Update, hear: Hear) -> None:
        event = self.event(update)
        if event:
            await hear(event)
        if update.callback_query:
            await self._best_effort(update.callback_query.answer())

    def routes(self, hear: Hear) -> Sequence[web.AbstractRouteDef]:
        """Where Telegram posts to, when there is a public address."""
        if not self._public_url:
            return ()

        async def posted(request: web.Request) -> web.Response:
            given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(given.encode(), self._secret.encode()):
                return web.Response(status=403, text="The secret is missing or wrong.")
            update = await self._read(request)
            if update is None:
                return web.Response(status=400, text="That is not an update.")
            await self._hear_one(update, hear)
            return web.Response()

        return (web.post("/telegram", posted),)

    async def _read(self, request: web.Request) -> telegram.Update | None:
        try:
            return telegram.Update.de_json(await request.json(), self.bot)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def event(self, update: telegram.Update) -> Event | None:
        """What the update says, if it is meant for us: in a group only what is asked by command or mention."""
        query = update.callback_query
        message = query.message if query else update.message
        sender = query.from_user if query else (message.from_user if isinstance(message, telegram.Message) else None)
        if message is None or sender is None or sender.is_bot:
            return None
        private = message.chat.type == "private"
        who = Address(self.name, self.workspace, str(sender.id))
        chat = Address(self.name, self.workspace, str(message.chat.id), "" if private else str(sender.id))
        common: dict[str, Any] = {"id": str(update.update_id), "sender": who, "chat": chat}
        if query:
            return Event(**common, pressed=query.data or "", message=str(message.message_id))
        assert isinstance(message, telegram.Message)
        text = self._meant_for_us(message.text or message.caption or "", private)
        file = bool(message.effective_attachment) and not message.text
        if text is None or not (text or file) or (file and not private and not text):
            return None
        return Event(**common, text=text, message=str(message.message_id), removable=private, file=file)

    def _meant_for_us(self, text: str, private: bool) -> str | None:
        """The text without slash and mention; None if it was said to others."""
        mention = f"@{self._username}".lower() if self._username else ""
        mentioned = bool(mention) and mention in text.lower()
        command = text.startswith("/")
        if mentioned:
            start = text.lower().index(mention)
            text = text[:start] + text[start + len(mention) :]
        if not private and not mentioned and not (command and "@" not in text.split(" ", 1)[0]):
            return None
        return text.strip().removeprefix("/")

    # ---- saying

    async def send(self, to: Address, message: Message, replacing: str = "") -> str:
        """Say or replace a message. In a group it goes to the person in private, and only a pointer to the group."""
        chat = to.person or to.id
        try:
            return await self._send(chat, message, replacing)
        except ChatMigrated as moved:
            return await self._send(str(moved.new_chat_id), message, "")
        except Forbidden:
            if not to.person:
                raise Unreachable from None
            return await self._point(to)
        except RetryAfter as wait:
            raise TryLater(_seconds(wait), "asked to wait") from None
        except BadRequest as problem:
            raise _meaning(problem) from None
        except NetworkError as problem:
            raise TryLater(TROUBLE_SECONDS, type(problem).__name__) from None

    async def _send(self, chat: str, message: Message, replacing: str) -> str:
        *before, last = in_pieces(message)
        buttons = keyboard(message.rows)
        if replacing and not before:
            try:
                await self.bot.edit_message_text(last, chat, int(replacing), parse_mode="HTML", reply_markup=buttons)
                return replacing
            except BadRequest as problem:
                if "not modified" in str(problem).lower():
                    return replacing
                if not any(words in str(problem).lower() for words in GONE):
                    raise
        for piece in before:
            await self.bot.send_message(chat, piece, parse_mode="HTML")
        sent = await self.bot.send_message(chat, last, parse_mode="HTML", reply_markup=buttons)
        return str(sent.message_id)

    async def _point(self, to: Address) -> str:
        """Whoever never opened a chat with the bot cannot be written to: say in the group how, and nothing else."""
        link = f"https://t.me/{self._username}?start=ask"
        button = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Open our chat", url=link)]])
        words = "I answer in private only. Open our chat, press Start, and ask me there."
        try:
            await self.bot.send_message(to.id, words, reply_markup=button)
        except TelegramError:
            raise Unreachable from None
        return ""

    async def remove(self, chat: Address, message: str) -> bool:
        try:
            return bool(await self.bot.delete_message(chat.person or chat.id, int(message)))
        except (TelegramError, ValueError):
            return False

    # ---- starting

    async def check(self) -> str:
        try:
            await self.bot.get_me()
        except InvalidToken:
            return "Telegram does not know this token: copy it again from @BotFather into SIGNPOST_TELEGRAM_TOKEN."
        except TelegramError as problem:
            return f"Telegram cannot be reached ({type(problem).__name__}): check SIGNPOST_TELEGRAM_API_BASE."
        return ""

    async def _introduce(self) -> None:
        """Learn the bot's own name and set its commands, as far as this server knows how."""
        try:
            self._username = (await self.bot.get_me()).username or ""
        except TelegramError as problem:
            log.warning("name not known, mentions in groups are not heard", fault=type(problem).__name__)
        await self._best_effort(self.bot.set_my_commands(COMMANDS))

    async def _ask_for_webhook(self) -> None:
        """Have updates posted to us; Telegram keeps them for a day, so there is time to try again."""
        address = f"{self._public_url}/telegram"
        asking = partial(self.bot.set_webhook, address, secret_token=self._secret, allowed_updates=UPDATES)
        if not await self._best_effort(asking()):
            await asyncio.sleep(TROUBLE_SECONDS)
            await self._ask_for_webhook()

    @staticmethod
    async def _best_effort(call: Awaitable[Any]) -> bool:
        try:
            await call
        except TelegramError as problem:
            log.info("optional call failed", fault=type(problem).__name__)
            return False
        return True


def _seconds(wait: RetryAfter) -> float:
    after = wait.retry_after
    return float(after if isinstance(after, int) else after.total_seconds())


def _meaning(problem: BadRequest) -> Exception:
    words = str(problem).lower()
    if "chat not found" in words or "user not found" in words or "deactivated" in words:
        return Unreachable()
    return Refused(type(problem).__name__)
