"""Telegram, with python-telegram-bot as its client: our own loop fetches, because PTB's confirms before handling."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from functools import partial
from typing import Any

import structlog
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as Taken
from telegram.error import BadRequest, ChatMigrated, Conflict, InvalidToken, TelegramError

from bot.delivery.pace import Limits
from bot.messages import Address, File, Message, Upload
from bot.platform import Called, Hear, Hearing, Refused, TooLarge, TryLater, Unreachable
from bot.platforms.pieces import Begun
from bot.platforms.telegram_client import Bot, answered, cannot_edit, meaning, pause
from bot.platforms.telegram_text import captioned, in_pieces, keyboard
from bot.platforms.telegram_update import COMMANDS, KINDS, Arrival, Reader, Unreadable

log = structlog.get_logger("telegram")

CALM_SECONDS = 1.0  # between polls of a server that answers at once with nothing new
COURTESY_SECONDS = 5.0  # how long to wait for what is only polite or helpful
MOST_ASIDE = 32  # courtesies on their way at once
POINTER = "I answer in private only. Open our chat, press Start, and ask me there."
UNKNOWN_BOT = "Telegram does not know this token: copy it again from @BotFather into SIGNPOST_TELEGRAM_TOKEN."
ADVICE = {
    InvalidToken: UNKNOWN_BOT,
    Conflict: "Another program listens with the same token, or a webhook was set: let only one of them run.",
}
NO_WEBHOOK = (
    "Telegram refuses the webhook: SIGNPOST_PUBLIC_URL must be an https address that it can reach at port 443, 80, 88 "
    "or 8443, and SIGNPOST_TELEGRAM_WEBHOOK_SECRET may hold letters, digits, hyphens and underscores only."
)
LARGEST_PICTURE, LARGEST_FILE = 10_000_000, 50_000_000  # bytes
FILE_SECONDS = 60.0  # how long Telegram may take to answer to a file
NOT_SENT = "<i>(The file itself could not be sent here.)</i>"
PLAIN_LINKS = LinkPreviewOptions(is_disabled=True)


LIMITS = Limits(per_second=27.0, burst=3, in_flight=32)  # evenly: never met a refusal under three models of Telegram's
PRIVATE_SECONDS = 1.0  # between messages in a private chat, after a short burst
GROUP_SECONDS = 3.0  # 20 a minute


class Telegram:
    """One bot. `api_base` is the server without `/bot`; `public_url` turns the webhook on, else it polls.

    `called` is told what the bot is called, once that is known.
    """

    name = "telegram"
    limits = LIMITS

    def __init__(
        self,
        token: str,
        api_base: str,
        public_url: str = "",
        secret: str = "",
        called: Called = lambda workspace, name: None,
    ) -> None:
        self.bot = Bot(token, api_base)
        self.workspace = token.partition(":")[0]
        self._reader = Reader(self.workspace)
        self._called = called
        self._public_url = public_url.rstrip("/")
        self._secret = secret
        self._begun = Begun()
        self._hearing = Hearing()
        self._aside: set[asyncio.Task[Any]] = set()

    # ---- hearing

    async def listen(self, hear: Hear) -> None:
        """Poll until cancelled; with a public address, tell Telegram to post there and rest."""
        try:
            await self._introduce()
            if self._public_url:
                await self._ask_for_webhook()
                await asyncio.Event().wait()
            await _courtesy(self.bot.delete_webhook)
            await self._poll(hear)
        finally:
            self._hearing.works()  # as far as it is ours: another may poll now
            for task in self._aside:
                task.cancel()

    async def _poll(self, hear: Hear) -> None:
        """Fetch and hear, for ever. Raising the offset is what confirms to Telegram that all before it is kept."""
        offset, failures, before = 0, 0, [0]
        clock = asyncio.get_running_loop().time
        while True:
            started = clock()
            try:
                raws = await self.bot.updates(offset, KINDS)
            except TelegramError as problem:
                failures += 1
                offset = 0 if isinstance(problem, BadRequest) else offset
                await self._in_trouble(problem, failures)
                continue
            self._hearing.works()
            numbers = [raw["update_id"] for raw in raws]
            lost = await self._hear_all(raws, hear)
            failures = failures + 1 if lost else 0
            offset = min(lost) if lost else numbers[-1] + 1 if numbers else offset
            if lost:
                await asyncio.sleep(pause(TelegramError(""), failures))
            elif numbers in ([], before):
                await asyncio.sleep(max(0.0, CALM_SECONDS - (clock() - started)))
            before = numbers

    async def _in_trouble(self, problem: TelegramError, failures: int) -> None:
        wait = pause(problem, failures)
        log.warning(ADVICE.get(type(problem), "polling failed"), fault=type(problem).__name__, again_in=wait)
        self._hearing.fails(ADVICE.get(type(problem)) or _not_reached(problem), wait)
        if isinstance(problem, Conflict):
            await _courtesy(self.bot.delete_webhook)
        await asyncio.sleep(wait)

    async def _hear_all(self, raws: Iterable[dict[str, Any]], hear: Hear) -> list[int]:
        """All of a batch, each chat in order and beside the others; the numbers of what could not be kept."""
        chats: dict[Address | None, list[Arrival]] = {}
        for raw in raws:
            try:
                arrival = self._reader.read(raw)
            except Unreadable:
                log.error("update not readable, skipped")
                continue
            chats.setdefault(arrival.event.chat if arrival.event else None, []).append(arrival)
        lost = await asyncio.gather(*(self._hear_chat(arrivals, hear) for arrivals in chats.values()))
        return [number for number in lost if number is not None]

    async def _hear_chat(self, arrivals: Iterable[Arrival], hear: Hear) -> int | None:
        """One after the other; the number of the first that could not be kept: what follows it must wait."""
        for arrival in arrivals:
            try:
                await self._take(arrival, hear)
            except Exception as fault:
                log.error("update not kept, asking for it again", fault=type(fault).__name__)
                return arrival.number
        return None

    async def _take(self, arrival: Arrival, hear: Hear) -> None:
        if arrival.event:
            await hear(arrival.event)
        if arrival.press:
            self._start(_courtesy(partial(self.bot.answer_callback_query, arrival.press)))

    def routes(self, hear: Hear) -> Sequence[web.AbstractRouteDef]:
        """Where Telegram posts to, when there is a public address."""
        if not self._public_url:
            return ()

        async def posted(request: web.Request) -> web.Response:
            if not self._knows_secret(request):
                return web.Response(status=403, text="The secret is missing or wrong.")
            try:
                arrival = self._reader.read(await request.json())
            except (Unreadable, ValueError, LookupError, RecursionError):
                return web.Response(status=400, text="That is not an update.")
            if await self._hear_chat([arrival], hear) is not None:
                return web.Response(status=503, text="That could not be kept. Please post it again.")
            return web.Response()

        return (web.post("/telegram", posted),)

    def _knows_secret(self, request: web.Request) -> bool:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode(errors="surrogateescape")
        return bool(self._secret) and hmac.compare_digest(given, self._secret.encode())

    # ---- saying

    @property
    def listens_alone(self) -> bool:
        """Telegram lets one process at a time poll."""
        return not self._public_url

    def spacing(self, to: Address) -> float:
        return GROUP_SECONDS if _in_group(to) else PRIVATE_SECONDS

    async def find(self, to: Address, key: str) -> str | None:
        """Telegram does not show a bot what it said."""
        return None

    async def send(self, to: Address, message: Message, replacing: str = "", key: str = "") -> str:
        """Say or replace a message. What is said in a group goes to the person in private."""
        try:
            return await self._say(to.person or to.id, message, replacing, key)
        except TelegramError as problem:
            refusal = meaning(problem, in_group=_in_group(to))
        if to.person and isinstance(refusal, Unreachable):
            await self._point(to)
        raise refusal

    async def _say(self, chat: str, message: Message, replacing: str, key: str) -> str:
        if message.file:
            return await self._show(chat, message, message.file, key)
        pieces, buttons = in_pieces(message), keyboard(message.rows)
        if replacing and len(pieces) == 1 and await self._edit(chat, pieces[0], buttons, int(replacing)):
            return replacing
        await self._begun.say(key, pieces[:-1], lambda piece: self._new(chat, piece, None))
        sent = await self._new(chat, pieces[-1], buttons)
        self._begun.over(key)
        return sent

    async def _edit(self, chat: str, html: str, buttons: InlineKeyboardMarkup | None, message: int) -> bool:
        """Whether the bubble now reads that; where it cannot be edited (any more), it is to be said anew."""
        edit = self.bot.edit_message_text(
            html, chat, message, parse_mode="HTML", reply_markup=buttons, link_preview_options=PLAIN_LINKS
        )
        try:
            await answered(edit)
        except TelegramError as problem:
            if "not modified" in problem.message.lower():
                return True
            if cannot_edit(problem):
                return False
            raise
        return True

    async def _new(self, chat: str, html: str, buttons: InlineKeyboardMarkup | None) -> str:
        """Say it at the bottom."""
        how: dict[str, Any] = {"parse_mode": "HTML", "reply_markup": buttons, "link_preview_options": PLAIN_LINKS}
        return await _at(chat, lambda where: self.bot.send_message(where, html, **how))

    async def _show(self, chat: str, message: Message, file: File, key: str) -> str:
        """Send a file with its words; where Telegram will not have the file, the words are said all the same."""
        before, caption = captioned(message, file)
        buttons = keyboard(message.rows)
        await self._begun.say(key, before, lambda piece: self._new(chat, piece, None))
        reason = "the file has more than 50 MB"
        for call in self._calls(file):
            try:
                sent = await _at(chat, partial(call, caption=caption, reply_markup=buttons))
                self._begun.over(key)
                return sent
            except TelegramError as problem:
                if not isinstance(problem, InvalidToken) and not isinstance(meaning(problem), Refused):
                    raise
                reason = f"Telegram does not take this file ({type(problem).__name__})"
        await self._new(chat, "\n\n".join(filter(None, (caption, NOT_SENT))), buttons)
        self._begun.over(key)
        raise Refused(reason)

    def _calls(self, file: File) -> list[Callable[..., Awaitable[Taken]]]:
        """How a file can be sent, best first: what Telegram cannot show as a picture it may take as a file."""
        how: dict[str, Any] = {"filename": file.name, "parse_mode": "HTML", "read_timeout": FILE_SECONDS}
        calls: list[Callable[..., Awaitable[Taken]]] = []
        if file.is_picture and len(file.content) <= LARGEST_PICTURE:
            calls.append(partial(self.bot.send_photo, photo=file.content, **how))
        if len(file.content) <= LARGEST_FILE:
            calls.append(partial(self.bot.send_document, document=file.content, **how))
        return calls

    async def _point(self, to: Address) -> None:
        """Whoever never opened a chat with the bot cannot be written to: say in the group how, and nothing else."""
        link = f"https://t.me/{self._reader.username}?start=ask"
        button = InlineKeyboardMarkup([[InlineKeyboardButton("Open our chat", url=link)]])
        try:
            await self._new(to.id, POINTER, button if self._reader.username else None)
        except TelegramError as problem:
            refusal = meaning(problem)
            if isinstance(refusal, TryLater):
                raise refusal from None

    async def fetch(self, upload: Upload, at_most: int) -> bytes:
        if upload.size > at_most:
            raise TooLarge
        try:
            return await self.bot.content(upload.id, at_most)
        except TelegramError as problem:
            raise meaning(problem) from None

    async def remove(self, chat: Address, message: str) -> bool:
        """Delete what a person said in private; in a group that is not the bot's to do."""
        if chat.person:
            return False
        try:
            return await answered(self.bot.delete_message(chat.id, int(message)))
        except (TelegramError, ValueError):
            return False

    # ---- starting and stopping

    async def check(self) -> str:
        """Ask the server once who the bot is, and hang up."""
        await self.bot.open_connections()
        try:
            await answered(self.bot.get_me())
        except InvalidToken:
            return UNKNOWN_BOT
        except TelegramError as problem:
            return _not_reached(problem)
        finally:
            await self.close()
        return ""

    def deaf(self) -> str:
        return self._hearing.trouble()

    async def close(self) -> None:
        """Let go of the connections."""
        await self.bot.close_connections()

    async def _introduce(self) -> None:
        """Learn the bot's own name and set its commands, as far as this server knows how."""
        try:
            await self._learn_own_name()
        except TelegramError as problem:
            log.warning("own name not known yet, mentions in groups are not heard", fault=type(problem).__name__)
            self._start(self._learn_name())
        self._start(_courtesy(partial(self.bot.set_my_commands, COMMANDS)))

    async def _learn_name(self) -> None:
        failures = 0
        while not self._reader.username:
            failures += 1
            await asyncio.sleep(pause(TelegramError(""), failures))
            try:
                await self._learn_own_name()
            except TelegramError:
                continue

    async def _learn_own_name(self) -> None:
        self._reader.username = (await answered(self.bot.get_me(read_timeout=COURTESY_SECONDS))).username or ""
        if self._reader.username:
            await asyncio.to_thread(self._called, self.workspace, self._reader.username)

    async def _ask_for_webhook(self) -> None:
        """Have updates posted to us; Telegram keeps them for a day, so there is time to try again."""
        failures = 0
        while True:
            asking = self.bot.set_webhook(
                f"{self._public_url}/telegram", secret_token=self._secret, allowed_updates=KINDS
            )
            try:
                await answered(asking)
                return
            except TelegramError as problem:
                failures += 1
                wait = pause(problem, failures)
                advice = NO_WEBHOOK if isinstance(problem, BadRequest) else ADVICE.get(type(problem), "no webhook yet")
                log.warning(advice, fault=type(problem).__name__, again_in=wait)
                await asyncio.sleep(wait)

    def _start(self, courtesy: Coroutine[Any, Any, object]) -> None:
        """Do something beside the rest, which never waits for it."""
        if len(self._aside) >= MOST_ASIDE:
            courtesy.close()
            return
        task = asyncio.create_task(courtesy)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)


def _not_reached(problem: TelegramError) -> str:
    return f"Telegram cannot be reached ({type(problem).__name__}): check SIGNPOST_TELEGRAM_API_BASE."


def _in_group(to: Address) -> bool:
    """Whether it is said where all read it, not to one person in private."""
    return to.id.startswith("-") and not to.person


async def _at(chat: str, say: Callable[[str | int], Awaitable[Taken]]) -> str:
    """Say it there; a group that became a supergroup has moved, and says where."""
    try:
        sent = await answered(say(chat))
    except ChatMigrated as moved:
        sent = await answered(say(moved.new_chat_id))
    return str(sent.message_id)


async def _courtesy(call: Callable[..., Awaitable[object]]) -> None:
    """What a server may lack, or answer late, without harm."""
    try:
        await answered(call(read_timeout=COURTESY_SECONDS))
    except TelegramError as problem:
        log.info("optional call failed", fault=type(problem).__name__)
