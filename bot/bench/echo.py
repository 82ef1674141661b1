"""python-telegram-bot's own pace: a bare echo handler, nothing stored, nothing sent over a network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter_ns

from telegram import Chat, Message, Update, User
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from bot.bench.questions import Question

TOKEN = "1:bench"  # noqa: S105
MOMENT = datetime(2026, 11, 23, tzinfo=UTC)
ANSWER = {"message_id": 1, "date": int(MOMENT.timestamp()), "chat": {"id": 1, "type": "private"}, "text": "said"}
ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


class NoRequest(BaseRequest):
    """Takes everything at once, and answers as Telegram does."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_more: object,
    ) -> tuple[int, bytes]:
        result = ME if url.endswith("getMe") else ANSWER
        return 200, json.dumps({"ok": True, "result": result}).encode()


async def echo(questions: Sequence[Question]) -> float:
    """Seconds that it takes to echo every question, each said by somebody else."""
    application = Application.builder().token(TOKEN).request(NoRequest()).get_updates_request(NoRequest()).build()
    application.add_handler(MessageHandler(filters.TEXT, _say_it_again))
    async with application:
        updates = [_update(number, question.text, application) for number, question in enumerate(questions, 1)]
        start = perf_counter_ns()
        for update in updates:
            await application.process_update(update)
        return (perf_counter_ns() - start) / 1e9


async def _say_it_again(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def _update(number: int, text: str, application: Application) -> Update:  # type: ignore[type-arg]
    sender = User(number, "Somebody", is_bot=False)
    message = Message(number, MOMENT, Chat(number, "private"), from_user=sender, text=text)
    for one in (sender, message):
        one.set_bot(application.bot)
    return Update(number, message=message)
