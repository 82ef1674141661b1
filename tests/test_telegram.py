"""Telegram: what is heard, what is said, and what becomes of both when something fails."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, redirect_stderr
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot import logs
from bot.app import App
from bot.delivery.lanes import Post
from bot.flows.turn import Keep
from bot.messages import Address, Button, Event, Message
from bot.platform import Hear, NeverConnected, NotHeld, Refused, TryLater, Unreachable, Unsure, held
from bot.platforms import telegram as adapter
from bot.platforms import telegram_client
from bot.platforms.telegram import Telegram
from bot.platforms.telegram_text import in_pieces
from bot.platforms.telegram_update import COMMANDS, REMEMBERED, Arrival, Reader, Unreadable
from bot.store import Store
from bot.tables import outbox
from bot.web.site import serving
from knowledge.library import Library
from tests.fake import Clock, deliver
from tests.loopback_telegram import SAYING, TOKEN, USERNAME, Json, LoopbackTelegram, Person, read_html, telegram_here

BOT = TOKEN.partition(":")[0]
QUESTION = "who runs the BSN"
ANSWER = "Behaviour Support Networks"
NETWORK = -1001987654321
NASTY = "<!channel> <b>bold</b> </b> & &lt; &amp; _*[x](y) `c` @everyone 5 < 6 > 4"
ROOT = Path(__file__).parent.parent


# ---- what is heard: updates as Telegram sends them

HER: Json = {"id": 5123456789, "is_bot": False, "first_name": "Ros", "username": "ros_senco", "language_code": "en-GB"}
PRIVATE: Json = {"id": 5123456789, "first_name": "Ros", "username": "ros_senco", "type": "private"}
GROUP: Json = {"id": NETWORK, "title": "Inclusion network", "type": "supergroup"}
ME = Address("telegram", BOT, "5123456789")
THERE = Address("telegram", BOT, str(NETWORK), "5123456789")
PHOTO: Json = {"photo": [{"file_id": "AgAC", "file_unique_id": "AQAD", "width": 90, "height": 67, "file_size": 1253}]}
VOICE: Json = {"voice": {"duration": 3, "mime_type": "audio/ogg", "file_id": "AwAC", "file_unique_id": "AgAD"}}


def said(chat: Json = PRIVATE, number: int = 700000001, kind: str = "message", **more: Any) -> Json:
    return {"update_id": number, kind: {"message_id": 41, "from": HER, "chat": chat, "date": 1795000000, **more}}


def pressed(message: Json | None, data: str = "s:abc123") -> Json:
    query = {"id": "4382bfdwdsb323b2d9", "from": HER, "chat_instance": "-3541212323", "data": data}
    return {"update_id": 700000002, "callback_query": query | ({"message": message} if message else {})}


def read(update: Json, username: str = USERNAME) -> Event | None:
    return Reader(BOT, username).read(update).event


def test_a_private_question_is_heard_with_who_and_where() -> None:
    event = read(said(text="who helps with  speech?"))
    assert event == Event(
        "700000001", ME, ME, text="who helps with  speech?", message="41", removable=True, called="@ros_senco"
    )


def test_what_comes_again_has_the_same_key_and_what_is_new_another() -> None:
    first, again, other = (read(said(text="hi", number=number)) for number in (1, 1, 2))
    assert first
    assert again
    assert other
    assert first.key == again.key != other.key


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/start", "start"),
        ("/start ask", "start ask"),
        ("/ask who helps", "ask who helps"),
        (f"/ask@{USERNAME} who helps", "ask who helps"),
        (f"/ask@{USERNAME.upper()} who helps", "ask who helps"),
        (f"@{USERNAME} who helps", "who helps"),
        (f"who helps @{USERNAME}?", "who helps ?"),
        (f"@{USERNAME}", "help"),
    ],
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_commands_and_mentions_are_heard_without_slash_and_name(chat: Json, typed: str, heard: str) -> None:
    event = read(said(chat, text=typed))
    assert event
    assert event.text == heard
    assert event.chat == (ME if chat is PRIVATE else THERE)
    assert event.removable == (chat is PRIVATE)


def test_a_slash_alone_asks_for_help() -> None:
    event = read(said(text="/"))
    assert event
    assert event.text == "help"


@pytest.mark.parametrize(
    "update",
    [
        said(GROUP, text="he has a knife, what do we do?"),
        said(GROUP, text="/weather Lewes"),
        said(GROUP, text="/ask@another_bot who helps"),
        said(GROUP, text=f"@{USERNAME}_two who helps"),
        said(GROUP, text=f"mail@{USERNAME}.org"),
        said(GROUP, **PHOTO),
        said(GROUP, caption="our new poster", **PHOTO),
        said(GROUP, kind="edited_message", edit_date=1795000009, text=f"@{USERNAME} who helps"),
        said(GROUP, text=f"@{USERNAME} who helps", sender_chat=GROUP),
        said(GROUP, new_chat_members=[HER]),
        said(PRIVATE, pinned_message={"message_id": 5, "date": 0, "chat": PRIVATE}),
        {"update_id": 7, "message": {"message_id": 1, "chat": GROUP, "date": 1, "text": f"@{USERNAME} hi"}},
        {"update_id": 7, "message": said(text="hi")["message"] | {"from": HER | {"is_bot": True}}},
        {
            "update_id": 7,
            "channel_post": {"message_id": 1, "chat": GROUP | {"type": "channel"}, "date": 1, "text": "x"},
        },
        {"update_id": 7, "my_chat_member": {"chat": PRIVATE, "from": HER, "date": 1}},
        {"update_id": 7, "something_of_next_year": {"text": f"@{USERNAME} hi"}},
    ],
)
def test_what_was_not_said_to_the_bot_is_not_heard(update: Json) -> None:
    assert Reader(BOT, USERNAME).read(update) == Arrival(update["update_id"])


def test_before_its_name_is_known_a_bot_hears_commands_and_private_words() -> None:
    assert read(said(text="who helps"), username="")
    assert read(said(GROUP, text="/ask who helps"), username="")
    assert not read(said(GROUP, text=f"@{USERNAME} who helps"), username="")


def test_a_picture_with_words_is_heard_with_its_words() -> None:
    event = read(said(caption="can't hold a pencil, who helps?", **PHOTO))
    assert event
    assert (event.text, event.file) == ("can't hold a pencil, who helps?", True)


@pytest.mark.parametrize("file", [PHOTO, VOICE, {"document": {"file_id": "B"}}, {"location": {"latitude": 1.0}}])
def test_a_file_without_words_is_heard_as_a_file(file: Json) -> None:
    event = read(said(**file))
    assert event
    assert (event.text, event.file) == ("", True)


def test_the_pictures_of_an_album_are_one_event() -> None:
    album = [read(said(number=number, media_group_id="1350", **PHOTO)) for number in (1, 2, 3)]
    assert len({event.key for event in album if event}) == 1
    other = read(said(number=4, media_group_id="1351", **PHOTO))
    assert other
    assert other.key not in {event.key for event in album if event}


def test_words_put_right_are_said_anew_but_a_reaction_is_not() -> None:
    reader = Reader(BOT, USERNAME)
    assert reader.read(said(number=1, text="who helps with speach")).event
    assert not reader.read(said(number=2, kind="edited_message", edit_date=9, text="who helps with speach")).event
    edited = said(number=3, kind="edited_message", edit_date=10, text="who helps with speech")
    event = reader.read(edited).event
    assert event
    assert event.text == "who helps with speech"
    assert reader.read(edited).event == event, "it comes again because it could not be kept"
    assert not reader.read(said(number=4, kind="edited_message", edit_date=10, text="who helps with speech")).event
    assert not reader.read(said(number=5, kind="edited_message", location={"latitude": 1.0})).event


def test_little_is_remembered_of_what_could_be_edited() -> None:
    reader = Reader(BOT)
    for number in range(REMEMBERED * 2):
        update = said(number=number, text=f"question {number}")
        update["message"]["message_id"] = number
        reader.read(update)
    assert len(reader._before) == REMEMBERED
    assert "question" not in repr(reader._before)


def test_a_press_carries_its_token_and_its_bubble() -> None:
    arrival = Reader(BOT).read(pressed(said(text="Therapy One Point")["message"]))
    assert arrival.event == Event("700000002", ME, ME, pressed="s:abc123", message="41")
    assert arrival.press == "4382bfdwdsb323b2d9"


def test_a_press_on_a_message_too_old_to_be_shown_is_heard() -> None:
    event = read(pressed({"message_id": 12, "chat": PRIVATE, "date": 0}))
    assert event
    assert (event.pressed, event.message) == ("s:abc123", "12")


def test_a_press_in_a_group_is_that_persons_alone_and_stands_for_no_bubble() -> None:
    event = read(pressed(said(GROUP, text="x")["message"]))
    assert event
    assert (event.chat, event.message) == (THERE, "")


def test_a_press_on_nothing_is_only_acknowledged() -> None:
    assert Reader(BOT).read(pressed(None)) == Arrival(700000002, None, "4382bfdwdsb323b2d9")


@pytest.mark.parametrize(
    "raw",
    [
        *([], {}, 5, "x", None, {"update_id": "a"}, {"update_id": 1, "message": {}}, {"update_id": 1, "message": []}),
        *(said(text=5), said(chat={"id": "x"}), said(text=["a"]), pressed({"message_id": 1})),
    ],
)
def test_what_is_no_update_is_unreadable(raw: Any) -> None:
    with pytest.raises(Unreadable):
        Reader(BOT).read(raw)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("update_id", "message", "edited_message", "callback_query", "chat", "from", "text", "photo", "id", "type")


@given(st.recursive(json, lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6), max_leaves=20))
def test_whatever_comes_is_read_or_said_to_be_unreadable(raw: Any) -> None:
    try:
        assert isinstance(Reader(BOT, USERNAME).read(raw).number, int)
    except Unreadable:
        return


# ---- how it is said


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(
    st.text(max_size=300), st.text(max_size=9000), st.text(max_size=300), st.text(max_size=5000), st.text(max_size=99)
)
def test_nothing_of_a_message_is_lost_and_every_piece_is_taken(
    title: str, text: str, label: str, value: str, small: str
) -> None:
    message = Message(text, title, ((label, value),), small)
    pieces = [read_html(piece) for piece in in_pieces(message)]
    assert all(0 < len(piece) <= 4096 for piece in pieces)
    said = squeezed("".join(pieces))
    for part in (title, text, label, value, small):
        assert squeezed(part) in said


@pytest.mark.parametrize("char", ["a", "&", "<", "😀", "word ", "\n", "é", "_*["])
def test_five_thousand_characters_of_anything_fit_and_are_all_there(char: str) -> None:
    pieces = [read_html(piece) for piece in in_pieces(Message(text=char * 5000))]
    assert all(len(piece) <= 4096 for piece in pieces)
    assert squeezed("".join(pieces)) in (squeezed(char * 5000), "…")


def test_a_long_text_is_cut_between_words() -> None:
    first, second = in_pieces(Message(text="referral " * 500))
    assert first.endswith("referral")
    assert second.startswith("referral")


def test_title_and_labels_stand_out_and_nothing_else_does() -> None:
    message = Message("Helps <b>now</b>", "Speech & Language", (("Who may refer", "SENCO"),), "From “page 3”")
    assert in_pieces(message) == [
        "<b>Speech &amp; Language</b>\n\nHelps &lt;b&gt;now&lt;/b&gt;\n\n<b>Who may refer:</b> SENCO\n\n"
        "<i>From “page 3”</i>"
    ]


# ---- the bot against a server


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackTelegram]:
    monkeypatch.setattr(telegram_client, "TROUBLE_SECONDS", 0.05)
    async with telegram_here() as here:
        yield here


@pytest.fixture
async def platform(server: LoopbackTelegram) -> AsyncIterator[Telegram]:
    made = Telegram(TOKEN, server.base)
    yield made
    await made.close()


@dataclass
class Bot:
    """A running bot, on its own database."""

    platform: Telegram
    store: Store
    app: App
    clock: Clock

    async def flush(self) -> int:
        """Send what is due, once all that was heard is done; how often that was tried."""
        await self.app.settle()
        return await deliver(self.store, self.platform)

    def settles(self, person: Person, locality: str = "east-sussex", role: str = "senco") -> None:
        address = Address("telegram", BOT, str(person.id))
        self.store.run(lambda work: work.make(work.person_at(address), Keep(locality, role)))


Between = Callable[[Hear], Hear]


@pytest.fixture
def running(server: LoopbackTelegram, library: Library, tmp_path: Path) -> Any:
    """A way to start the bot; `between` stands between platform and app, to fail there."""

    @asynccontextmanager
    async def start(
        between: Between = lambda hear: hear, sending: bool = True, public_url: str = "", token: str = TOKEN
    ) -> AsyncIterator[Bot]:
        clock = Clock()
        store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", clock)
        store.create()
        platform = Telegram(token, server.base, public_url, "right" if public_url else "")
        post = Post(store, [platform], "local", Random(1))
        app = App(store, library, post.stir)
        hear = between(app.hear)
        if sending:
            await app.catch_up()
        tasks = [asyncio.create_task(platform.listen(hear))]
        tasks += [asyncio.create_task(post.run())] if sending else []
        try:
            async with serving("127.0.0.1", 0, platform.routes(hear)) as port:
                if public_url:
                    await server.until(lambda: server.webhook)
                    server.webhook = f"http://127.0.0.1:{port}/telegram"
                yield Bot(platform, store, app, clock)
            assert not any(task.done() for task in tasks), "listening or sending stopped by itself"
        finally:
            await app.settle()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await platform.close()
            store.close()

    return start


async def test_a_newcomer_asks_taps_twice_and_gets_her_answer_in_place(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    async with running():
        server.says(senco, QUESTION)
        await server.until(lambda: server.bubbles(senco))
        first = server.bubbles(senco)[0]
        assert "Where do you work?" in first.text
        server.presses_button(senco, "East Sussex")
        await server.until(lambda: first.edits == 1)
        server.presses_button(senco, "SENCO")
        await server.until(lambda: len(server.bubbles(senco)) == 2)
        answer = server.bubbles(senco)[1]
        assert answer.text.startswith(ANSWER)
        assert f"<b>{ANSWER}</b>" in answer.html
        server.presses_button(senco, "Route")
        await server.until(lambda: answer.edits == 1)
        assert answer.text.startswith(f"Route to {ANSWER}")
        assert len(server.bubbles(senco)) == 2
        await server.until(lambda: all(server.presses.values()))
    assert len(server.presses) == 3


async def test_start_says_what_it_is_for_and_the_commands_are_set(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    async with running():
        server.says(senco, "/start")
        await server.until(lambda: len(server.bubbles(senco)) == 2)
        assert "who to refer to" in server.bubbles(senco)[0].text
        await server.until(lambda: server.commands)
    assert [name for name, _ in COMMANDS] == [one["command"] for one in server.commands]
    assert set(server.called("getUpdates")[0]) == {"offset", "timeout", "allowed_updates"}


async def test_a_message_with_a_childs_details_can_be_taken_back(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    async with running() as bot:
        bot.settles(senco)
        hers = server.says(senco, "Marigold Thistlethwaite dob 11/02/2015, who helps with speech?")["message"][
            "message_id"
        ]
        await server.until(lambda: server.bubbles(senco))
        server.presses_button(senco, "Delete my message")
        await server.until(lambda: server.bubbles(senco)[-1].text.startswith("I've asked for your message"))
    assert hers not in [shown.id for shown in server.chats[senco.id]]


async def test_pressing_twice_is_pressing_once(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    async with running() as bot:
        bot.settles(senco)
        server.says(senco, QUESTION)
        await server.until(lambda: server.bubbles(senco))
        bubble = server.bubbles(senco)[0]
        route = next(one for one in bubble.buttons if one["text"].startswith("Route"))["callback_data"]
        for _ in range(2):
            server.press(
                senco, {"message_id": bubble.id, "chat": {"id": senco.id, "type": "private"}, "date": 0}, route
            )
        await server.until(lambda: all(server.presses.values()) and bubble.edits)
        assert (bubble.edits, len(server.bubbles(senco))) == (1, 1)


async def test_asked_in_a_group_the_answer_is_private_and_the_group_sees_nothing(
    server: LoopbackTelegram, running: Any
) -> None:
    senco = server.person("Ros")
    async with running() as bot:
        bot.settles(senco)
        server.says(senco, "morning all, any biscuits left?", group=NETWORK)
        server.says(senco, f"@{USERNAME} {QUESTION}", group=NETWORK)
        await server.until(lambda: server.bubbles(senco))
        assert server.bubbles(senco)[0].text.startswith(ANSWER)
        server.presses_button(senco, "Route")
        await server.until(lambda: server.bubbles(senco)[0].edits == 1)
    assert not server.bubbles(NETWORK)


@pytest.mark.parametrize("moved", [False, True])
async def test_whoever_never_opened_a_chat_is_pointed_to_it_once_without_the_answer(
    server: LoopbackTelegram, running: Any, moved: bool
) -> None:
    senco = server.person("Ros", opened=False)
    group = -4001 if moved else NETWORK
    if moved:
        server.moved[group] = NETWORK
    async with running(sending=False) as bot:
        server.says(senco, f"/start@{USERNAME}", group=group)
        await server.until(lambda: server.handed and not server.pending)
        await bot.flush()
        pointer = server.bubbles(NETWORK)[0]
        assert "in private" in pointer.text
        assert pointer.buttons == [{"text": "Open our chat", "url": f"https://t.me/{USERNAME}?start=ask"}]
        senco.opened = True
        server.says(senco, "/start ask")
        await server.until(lambda: len(server.handed) == 2 and not server.pending)
        await bot.flush()
        assert len(server.bubbles(senco)) == 2
    assert len(server.bubbles(NETWORK)) == 1, "help and first contact are two messages, the pointer is one"


async def test_whoever_blocks_the_bot_is_left_alone_until_she_writes_again(
    server: LoopbackTelegram, running: Any
) -> None:
    senco = server.person("Ros", blocked=True)
    async with running(sending=False) as bot:
        server.says(senco, "/start")
        await server.until(lambda: not server.pending)
        assert await bot.flush() == 1
        assert await bot.flush() == 0
        assert len(server.called("sendMessage")) == 1
        senco.blocked = False
        server.says(senco, "/help")
        await server.until(lambda: len(server.handed) == 2 and not server.pending)
        assert await bot.flush() == 2
    assert len(server.bubbles(senco)) == 2


async def test_a_flood_is_waited_out_for_as_long_as_telegram_says(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    async with running(sending=False) as bot:
        bot.settles(senco)
        server.floods = [7]
        server.says(senco, QUESTION)
        await server.until(lambda: not server.pending and server.handed)
        assert await bot.flush() == 1
        bot.clock.pass_by(timedelta(seconds=6.5))
        assert await bot.flush() == 0
        bot.clock.pass_by(timedelta(seconds=0.5))
        assert await bot.flush() == 1
    assert [shown.text.split("\n")[0] for shown in server.bubbles(senco)] == [ANSWER]


# ---- updates are confirmed only after they are kept


async def test_killed_after_the_commit_and_before_telegram_knew_she_is_answered_once(
    server: LoopbackTelegram, running: Any
) -> None:
    senco = server.person("Ros")
    kept = asyncio.Event()

    def dies_after(hear: Hear) -> Hear:
        async def heard(event: Event) -> None:
            await hear(event)
            kept.set()
            await asyncio.Event().wait()

        return heard

    async with running(dies_after, sending=False) as bot:
        bot.settles(senco)
        server.says(senco, QUESTION)
        await kept.wait()
    assert len(server.pending) == 1, "it was not confirmed"
    async with running():
        await server.until(lambda: not server.pending and server.bubbles(senco))
        server.says(senco, "/help")
        await server.until(lambda: len(server.bubbles(senco)) == 2)
    assert len(server.handed) == 3, "the question came twice"
    assert [shown.text.split("\n")[0] for shown in server.bubbles(senco)] == [ANSWER, "I tell you who to refer to"]


async def test_killed_before_the_commit_she_is_answered_all_the_same(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    taken = asyncio.Event()

    def dies_before(_hear: Hear) -> Hear:
        async def heard(event: Event) -> None:
            taken.set()
            await asyncio.Event().wait()

        return heard

    async with running(dies_before) as bot:
        bot.settles(senco)
        server.says(senco, QUESTION)
        await taken.wait()
    async with running():
        await server.until(lambda: server.bubbles(senco))
    assert server.bubbles(senco)[0].text.startswith(ANSWER)


async def test_what_cannot_be_kept_is_asked_for_again_in_order_while_others_are_served(
    server: LoopbackTelegram, running: Any
) -> None:
    unlucky, lucky = server.person("Ros"), server.person("Ann")
    failures = [OSError("disk full"), OSError("disk full"), OSError("disk full")]
    order: list[str] = []

    def fails(hear: Hear) -> Hear:
        async def heard(event: Event) -> None:
            if failures and event.sender.id == str(unlucky.id):
                raise failures.pop()
            order.append(event.text)
            await hear(event)

        return heard

    server.polling = "short"
    for person, words in ((lucky, "about BSN"), (unlucky, "first"), (lucky, "help"), (unlucky, "second")):
        server.says(person, words)
    numbers = [update["update_id"] for update in server.pending]
    async with running(fails):
        await server.until(lambda: not server.pending)
        assert [words for words in order if words in ("first", "second")] == ["first", "second"]
    offsets = [int(call["offset"]) for call in server.called("getUpdates")]
    assert offsets[:5] == [0, numbers[1], numbers[1], numbers[1], numbers[3] + 1]


async def test_one_slow_chat_does_not_hold_up_another(server: LoopbackTelegram, running: Any) -> None:
    slow, quick = server.person("Ros"), server.person("Ann")
    go_on = asyncio.Event()

    def waits(hear: Hear) -> Hear:
        async def heard(event: Event) -> None:
            if event.sender.id == str(slow.id):
                await go_on.wait()
            await hear(event)

        return heard

    server.says(slow, "help")
    server.says(quick, "help")
    async with running(waits):
        await server.until(lambda: server.bubbles(quick))
        assert not server.bubbles(slow)
        go_on.set()
        await server.until(lambda: server.bubbles(slow))


async def test_an_update_that_cannot_be_read_is_skipped(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    server.update(message={"message_id": "?", "text": 5})
    server.says(senco, "help")
    async with running():
        await server.until(lambda: server.bubbles(senco))
        await server.until(lambda: not server.pending)


async def test_after_a_quiet_week_lower_numbers_are_confirmed_too(server: LoopbackTelegram, running: Any) -> None:
    """Telegram then begins at a random number, and gives what is below the offset until it is confirmed."""
    senco = server.person("Ros")
    server.polling = "deaf"
    async with running():
        server.says(senco, "help")
        await server.until(lambda: server.bubbles(senco))
        server.pending = [server.pending[0] | {"update_id": 500, "message": server.pending[0]["message"]}]
        await server.until(lambda: server.called("getUpdates")[-1]["offset"] == "501")


# ---- a server that is not as it should be


@pytest.mark.parametrize("status", [404, 500])
async def test_a_server_that_lacks_what_is_optional_does_not_stop_the_bot(
    server: LoopbackTelegram, running: Any, status: int
) -> None:
    optional = ("getMe", "setMyCommands", "deleteWebhook", "answerCallbackQuery", "editMessageText", "deleteMessage")
    server.lacking = dict.fromkeys(optional, status)
    senco = server.person("Ros")
    async with running() as bot:
        bot.settles(senco)
        server.says(senco, QUESTION)
        await server.until(lambda: server.bubbles(senco))
        server.presses_button(senco, "Route")
        await server.until(lambda: len(server.bubbles(senco)) == 2)
        assert server.bubbles(senco)[1].text.startswith("Route to")
        del server.lacking["getMe"]
        await server.until(lambda: bot.platform._reader.username)
        server.says(senco, f"@{USERNAME} help", group=NETWORK)
        await server.until(lambda: len(server.bubbles(senco)) == 3)


async def test_invitations_can_name_the_bot_once_it_has_started(server: LoopbackTelegram) -> None:
    named: list[tuple[str, str]] = []
    bot = Telegram(TOKEN, server.base, called=lambda workspace, name: named.append((workspace, name)))
    listening = asyncio.create_task(bot.listen(_unheard))
    await server.until(lambda: named)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await bot.close()
    assert named == [(BOT, USERNAME)]


async def _unheard(event: Event) -> None:
    raise AssertionError(event)


async def test_an_acknowledgement_that_hangs_delays_nothing(server: LoopbackTelegram, running: Any) -> None:
    server.silent = {"answerCallbackQuery", "setMyCommands"}
    senco = server.person("Ros")
    began = asyncio.get_running_loop().time()
    async with running() as bot:
        bot.settles(senco)
        server.says(senco, QUESTION)
        await server.until(lambda: server.bubbles(senco))
        for number, label in enumerate(("Route", "Back", "Route", "Back"), 1):
            server.presses_button(senco, label)
            await server.until(lambda: server.bubbles(senco)[0].edits == number)  # noqa: B023
    assert asyncio.get_running_loop().time() - began < adapter.COURTESY_SECONDS


async def test_a_server_that_does_not_wait_is_not_hammered(
    server: LoopbackTelegram, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "CALM_SECONDS", 0.2)
    server.polling = "short"
    clock = asyncio.get_running_loop().time
    async with running():
        await server.until(lambda: server.called("getUpdates"))
        began, before = clock(), len(server.called("getUpdates"))
        await server.until(lambda: len(server.called("getUpdates")) == before + 5)
        assert clock() - began >= 4.5 * 0.2


async def test_a_server_that_ignores_the_offset_is_not_hammered_and_answers_once(
    server: LoopbackTelegram, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "CALM_SECONDS", 0.2)
    server.polling = "deaf"
    senco = server.person("Ros")
    clock = asyncio.get_running_loop().time
    async with running() as bot:
        bot.settles(senco)
        server.says(senco, "help")
        await server.until(lambda: server.bubbles(senco))
        began, before = clock(), len(server.called("getUpdates"))
        await server.until(lambda: len(server.called("getUpdates")) == before + 5)
        assert clock() - began >= 3.5 * 0.2
    assert len(server.bubbles(senco)) == 1


@pytest.mark.parametrize("trouble", ["html", "drop", "hang"])
async def test_a_server_in_trouble_is_left_alone_longer_each_time_and_then_heard_again(
    server: LoopbackTelegram, running: Any, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(telegram_client, "POLL_SECONDS", 0)
    monkeypatch.setattr(telegram_client, "GRACE_SECONDS", 0.1 if trouble == "hang" else 5)
    server.polling = trouble
    senco = server.person("Ros")
    clock = asyncio.get_running_loop().time
    async with running():
        server.says(senco, "help")
        await server.until(lambda: server.called("getUpdates"))
        began = clock()
        await server.until(lambda: len(server.called("getUpdates")) == 5)
        assert clock() - began >= 0.05 + 0.1 + 0.2 + 0.4
        server.polling = "long"
        monkeypatch.setattr(telegram_client, "GRACE_SECONDS", 5)
        await server.until(lambda: server.bubbles(senco))


async def test_a_webhook_that_was_left_behind_is_taken_away(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    async with running():
        await server.until(lambda: server.called("getUpdates"))
        server.webhook = "https://elsewhere.example/telegram"
        server.says(senco, "help")
        await server.until(lambda: server.bubbles(senco))
    assert not server.webhook


async def test_one_failed_poll_and_a_quiet_chat_since_are_not_deafness(
    server: LoopbackTelegram, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platform.GRACE_SECONDS", 0.1)
    server.lacking["getUpdates"] = 502
    async with running() as bot:
        await server.until(lambda: server.called("getUpdates"))
        del server.lacking["getUpdates"]
        await server.until(lambda: len(server.called("getUpdates")) == 2)
        await asyncio.sleep(0.15)
        assert bot.platform.deaf() == ""
        assert len(server.called("getUpdates")) == 2, "the second poll is still open"


async def test_whoever_is_asked_to_wait_for_long_before_the_next_poll_is_deaf_meanwhile(
    server: LoopbackTelegram, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platform.GRACE_SECONDS", 0.1)
    monkeypatch.setattr(telegram_client, "TROUBLE_SECONDS", 60.0)
    server.lacking["getUpdates"] = 502
    async with running() as bot:
        await server.until(bot.platform.deaf)
        assert len(server.called("getUpdates")) == 1


async def test_whoever_lets_another_listen_is_not_to_blame_for_what_it_could_not_hear(
    server: LoopbackTelegram, platform: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platform.GRACE_SECONDS", 0.1)
    server.lacking["getUpdates"] = 409
    listening = asyncio.create_task(platform.listen(_unheard))
    await server.until(platform.deaf)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert platform.deaf() == ""


# ---- webhook


@asynccontextmanager
async def posting(server: LoopbackTelegram) -> AsyncIterator[Callable[..., Any]]:
    async with aiohttp.ClientSession() as session:

        async def post(
            body: bytes | str, secret: str | None = "right", kind: str = "application/json"
        ) -> tuple[int, str]:
            headers = {"Content-Type": kind}
            if secret is not None:
                headers["X-Telegram-Bot-Api-Secret-Token"] = secret
            async with session.post(server.webhook, data=body, headers=headers) as answer:
                return answer.status, await answer.text()

        yield post


async def test_with_a_public_address_telegram_posts_and_is_not_polled(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    async with running(public_url="https://signpost.example/") as bot:
        asked = server.called("setWebhook")[0]
        assert (asked["url"], asked["secret_token"]) == ("https://signpost.example/telegram", "right")
        bot.settles(senco)
        server.says(senco, QUESTION)
        assert await server.post_all() == [200]
        await server.until(lambda: server.bubbles(senco))
        server.presses_button(senco, "Route")
        assert await server.post_all() == [200]
        await server.until(lambda: server.bubbles(senco)[0].edits == 1 and all(server.presses.values()))
    assert not server.called("getUpdates")


@pytest.mark.parametrize("secret", [None, "", "wrong", "right ", "rïght", "RIGHT"])
async def test_without_the_right_secret_nothing_is_heard(
    server: LoopbackTelegram, running: Any, secret: str | None
) -> None:
    heard: list[Event] = []

    def listening(_hear: Hear) -> Hear:
        async def hear(event: Event) -> None:
            heard.append(event)

        return hear

    async with running(listening, public_url="https://signpost.example") as _, posting(server) as post:
        if secret != "right ":  # the space around a header is no part of it
            assert await post(msgspec.json.encode(said(text="hi")), secret) == (403, "The secret is missing or wrong.")
            assert not heard
        assert await post(msgspec.json.encode(said(text="hi"))) == (200, "")
        assert len(heard) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"5", b'"x"', b"null", b"{}", b"\xff\xfe", b'{"update_id": "x"}', b"[" * 100_000]
)
async def test_what_is_no_update_gets_one_plain_line(server: LoopbackTelegram, running: Any, body: bytes) -> None:
    async with running(public_url="https://signpost.example") as bot, posting(server) as post:
        assert await post(body) == (400, "That is not an update.")
        assert await post(body, kind="application/json; charset=klingon") == (400, "That is not an update.")
        assert await bot.flush() == 0


async def test_a_replayed_webhook_is_taken_and_answered_once(server: LoopbackTelegram, running: Any) -> None:
    async with running(public_url="https://signpost.example", sending=False) as bot, posting(server) as post:
        answers = []
        for _ in range(3):
            assert await post(msgspec.json.encode(said(text="help"))) == (200, "")
            await bot.app.settle()
            answers.append(bot.store.read(lambda work: work.connection.execute(sa.select(outbox.c.key)).all()))
        assert answers[0]
        assert answers[0] == answers[1] == answers[2]


async def test_what_could_not_be_kept_is_posted_again(server: LoopbackTelegram, running: Any) -> None:
    senco = server.person("Ros")
    failures = [OSError("disk full")]

    def fails(hear: Hear) -> Hear:
        async def heard(event: Event) -> None:
            if failures:
                raise failures.pop()
            await hear(event)

        return heard

    async with running(fails, public_url="https://signpost.example"):
        server.says(senco, "help")
        assert await server.post_all() == [503]
        assert await server.post_all() == [200]
        await server.until(lambda: server.bubbles(senco))


async def test_a_webhook_that_telegram_refuses_is_asked_for_again(server: LoopbackTelegram, running: Any) -> None:
    server.lacking["setWebhook"] = 500
    log = io.StringIO()
    with redirect_stderr(log):
        logs.set_up()
        platform = Telegram(TOKEN, server.base, "https://signpost.example", "right")
        listening = asyncio.create_task(platform.listen(nobody_hears))
        await server.until(lambda: len(server.called("setWebhook")) == 3)
        server.lacking.clear()
        await server.until(lambda: server.webhook)
        listening.cancel()
        await platform.close()
    assert "no webhook yet" in log.getvalue()


def test_without_a_public_address_nothing_is_served() -> None:
    assert Telegram(TOKEN, "http://127.0.0.1:1").routes(nobody_hears) == ()


async def nobody_hears(_event: Event) -> None:
    """For what is never called."""


# ---- sending, case by case

CHAT = Address("telegram", BOT, "5000000001")


async def test_what_is_nasty_arrives_as_it_was_written(server: LoopbackTelegram, platform: Telegram) -> None:
    senco = server.person("Ros")
    message = Message(NASTY, NASTY, ((NASTY, NASTY),), NASTY, ((Button(NASTY, "s:x"),),))
    await platform.send(CHAT, message)
    assert server.bubbles(senco)[0].text.count(NASTY) == 5
    assert server.bubbles(senco)[0].buttons[0]["text"] == NASTY


async def test_a_very_long_message_comes_in_several_with_the_buttons_last(
    server: LoopbackTelegram, platform: Telegram
) -> None:
    senco = server.person("Ros")
    identity = await platform.send(CHAT, Message("&<" * 2500, rows=((Button("Route", "r:x"),),)))
    shown = server.bubbles(senco)
    assert "".join(one.text for one in shown) == "&<" * 2500
    assert [bool(one.buttons) for one in shown] == [False, True]
    assert identity == str(shown[-1].id)


async def test_a_long_message_that_was_refused_in_the_middle_goes_on_from_there(
    server: LoopbackTelegram, platform: Telegram
) -> None:
    senco = server.person("Ros")
    long = Message("&<" * 5000)
    server.floods = [0, 7, 0, 7]
    for _ in range(2):
        with pytest.raises(TryLater):
            await platform.send(CHAT, long, key="long")
    await platform.send(CHAT, long, key="long")
    assert "".join(one.text for one in server.bubbles(senco)) == "&<" * 5000
    await platform.send(CHAT, long, key="another")
    assert "".join(one.text for one in server.bubbles(senco)) == "&<" * 10_000


async def test_a_bubble_is_replaced_and_its_old_buttons_go(server: LoopbackTelegram, platform: Telegram) -> None:
    senco = server.person("Ros")
    first = await platform.send(CHAT, Message("one", rows=((Button("Route", "r:x"),),)))
    assert await platform.send(CHAT, Message("two"), replacing=first) == first
    assert [(one.text, one.buttons, one.edits) for one in server.bubbles(senco)] == [("two", [], 1)]
    assert await platform.send(CHAT, Message("two"), replacing=first) == first


async def test_a_bubble_that_is_gone_is_said_anew(server: LoopbackTelegram, platform: Telegram) -> None:
    senco = server.person("Ros")
    first = await platform.send(CHAT, Message("one"))
    await platform.remove(CHAT, first)
    second = await platform.send(CHAT, Message("two"), replacing=first)
    assert [str(one.id) for one in server.bubbles(senco)] == [second]


async def test_whoever_is_not_known_or_has_blocked_is_unreachable(server: LoopbackTelegram, platform: Telegram) -> None:
    with pytest.raises(Unreachable):
        await platform.send(CHAT, Message("hello"))
    server.person("Ros", blocked=True)
    with pytest.raises(Unreachable):
        await platform.send(CHAT, Message("hello"), replacing="7")


async def test_a_group_that_moved_is_written_to_where_it_is(server: LoopbackTelegram, platform: Telegram) -> None:
    server.moved[-4001] = NETWORK
    await platform.send(Address("telegram", BOT, "-4001"), Message("hello"))
    assert [one.text for one in server.bubbles(NETWORK)] == ["hello"]


async def test_patience_is_passed_on_to_the_second(server: LoopbackTelegram, platform: Telegram) -> None:
    server.person("Ros")
    server.floods = [31, 32]
    with pytest.raises(TryLater) as wait:
        await platform.send(CHAT, Message("hello"))
    assert wait.value.seconds == 31
    with pytest.raises(TryLater) as wait:
        await platform.send(CHAT, Message("hello"), replacing="7")
    assert wait.value.seconds == 32
    assert not server.called("sendMessage")[1:]


@pytest.mark.parametrize(
    ("status", "meaning"), [(401, NeverConnected), (404, NeverConnected), (500, Unsure), (502, Unsure)]
)
async def test_a_server_in_trouble_may_have_taken_it_but_one_that_knows_no_token_has_not(
    server: LoopbackTelegram, platform: Telegram, status: int, meaning: type[Exception]
) -> None:
    server.lacking["sendMessage"] = status
    with pytest.raises(meaning):
        await platform.send(CHAT, Message("hello"))


async def test_where_no_answer_comes_it_may_have_arrived(server: LoopbackTelegram, platform: Telegram) -> None:
    senco = server.person("Ros")
    server.cut = 1
    with pytest.raises(Unsure):
        await platform.send(Address("telegram", BOT, str(senco.id)), Message("hello"))
    assert len(server.bubbles(senco)) == 1


async def test_whoever_lost_the_lane_while_calling_hands_nothing_over(
    server: LoopbackTelegram, platform: Telegram
) -> None:
    to = Address("telegram", BOT, str(server.person("Ros").id))
    first = await platform.send(to, Message("hello"))
    held.set(lambda: False)
    for replacing in ("", first):
        with pytest.raises(NotHeld):
            await platform.send(to, Message("hello again"), replacing)
    assert [name for name, _ in server.calls if name in SAYING] == ["sendMessage"]


async def test_a_flood_in_a_group_holds_up_that_group_alone(server: LoopbackTelegram, platform: Telegram) -> None:
    server.person("Ros")
    for chat, alone in ((CHAT, False), (Address("telegram", BOT, str(NETWORK)), True)):
        server.floods = [3]
        with pytest.raises(TryLater) as wait:
            await platform.send(chat, Message("hello"))
        assert wait.value.chat_only is alone


async def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    platform = Telegram(TOKEN, f"http://127.0.0.1:{port}")
    for replacing in ("", "7"):
        with pytest.raises(NeverConnected):
            await platform.send(CHAT, Message("hello"), replacing)
    await platform.close()


async def test_what_telegram_will_never_take_is_refused(server: LoopbackTelegram, platform: Telegram) -> None:
    server.person("Ros")
    with pytest.raises(Refused):
        await platform.send(CHAT, Message("hello", rows=((Button(" ", "s:x"),),)))


async def test_her_message_is_removed_on_request_but_none_of_a_group(
    server: LoopbackTelegram, platform: Telegram
) -> None:
    senco = server.person("Ros")
    mine = server.says(senco, "Marigold, dob 11/02/2015")["message"]["message_id"]
    assert await platform.remove(CHAT, str(mine))
    assert not server.chats[senco.id]
    assert not await platform.remove(CHAT, str(mine))
    assert not await platform.remove(CHAT, "not a number")
    theirs = server.says(senco, "x", group=NETWORK)["message"]["message_id"]
    assert not await platform.remove(Address("telegram", BOT, str(NETWORK), str(senco.id)), str(theirs))
    assert server.chats[NETWORK]


# ---- doctor


async def test_a_right_token_is_content_each_time(platform: Telegram) -> None:
    assert await platform.check() == ""
    assert await platform.check() == ""


async def test_a_wrong_token_and_a_wrong_server_are_named_with_their_remedy(server: LoopbackTelegram) -> None:
    assert "@BotFather" in await Telegram("1:wrong", server.base).check()
    assert "SIGNPOST_TELEGRAM_API_BASE" in await Telegram(TOKEN, "http://127.0.0.1:1").check()
    server.lacking["getMe"] = 500
    assert "SIGNPOST_TELEGRAM_API_BASE" in await Telegram(TOKEN, server.base).check()


# ---- what must not be logged


@contextmanager
def all_that_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    printed = io.StringIO()
    with redirect_stderr(printed):
        logs.set_up()
        with caplog.at_level(logging.DEBUG):
            yield lambda: printed.getvalue() + caplog.text


async def test_neither_token_nor_words_are_logged_whatever_fails(
    server: LoopbackTelegram, running: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "CALM_SECONDS", 0.05)
    monkeypatch.setattr(telegram_client, "LONGEST_SECONDS", 0.2)
    senco = server.person("Ros")
    failures = [OSError(f"quokka {TOKEN}"), ValueError("quokka")]

    def fails(hear: Hear) -> Hear:
        async def heard(event: Event) -> None:
            if failures:
                raise failures.pop()
            await hear(event)

        return heard

    with all_that_is_logged(caplog) as logged:
        async with running(fails):
            for trouble in ("html", "drop", "short"):
                server.says(senco, "my quokka cannot hold a pencil")
                server.polling, seen = trouble, len(server.called("getUpdates"))
                server.change()
                await server.until(lambda: len(server.called("getUpdates")) >= seen + 3)  # noqa: B023
            server.polling = "long"
            server.update(message={"message_id": "?", "text": "quokka", "from": senco.json})
            server.lacking = {"sendMessage": 500, "answerCallbackQuery": 404}
            server.says(senco, "help quokka")
            await server.until(lambda: not server.pending and server.called("sendMessage"))
        async with running(token=TOKEN[:-1] + "f"):
            before = len(server.calls)
            await server.until(lambda: len(server.calls) > before + 5)
        assert "polling failed" in logged()
        assert "Telegram does not know this token" in logged()
        for secret in (TOKEN, TOKEN[:-1], TOKEN.partition(":")[2][:10], "quokka", "pencil"):
            assert secret not in logged()


# ---- the whole program, killed


async def started(server: LoopbackTelegram, data: Path, log: Path) -> asyncio.subprocess.Process:
    settings = {
        "SIGNPOST_TELEGRAM_TOKEN": TOKEN,
        "SIGNPOST_TELEGRAM_API_BASE": f"{server.base}/",
        "SIGNPOST_DATA": str(data),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST_", "PTB_"))}
    with log.open("ab") as errors:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=kept | settings, stdout=errors, stderr=errors
        )


async def test_the_program_killed_at_any_moment_loses_no_question(server: LoopbackTelegram, tmp_path: Path) -> None:
    people = [server.person(f"Person {number}") for number in range(12)]
    log = tmp_path / "log"
    server.floods = [1]
    moments: tuple[Callable[[], object], ...] = (
        lambda: server.handed,
        lambda: any(server.bubbles(person) for person in people),
    )
    for person in people[:6]:
        server.says(person, "/help")
    for moment in moments:
        process = await started(server, tmp_path, log)
        await server.until(moment)
        process.send_signal(signal.SIGKILL)
        await process.wait()
    for person in people[6:]:
        server.says(person, "/help")
    process = await started(server, tmp_path, log)
    await server.until(lambda: all(len(server.bubbles(person)) >= 2 for person in people) and not server.pending)
    process.terminate()
    assert await process.wait() == 0
    assert all(len(server.bubbles(person)) <= 2 + len(moments) for person in people), "at most one again for each kill"
    printed = log.read_text()
    assert TOKEN not in printed
    assert "Warning" not in printed
    assert "Traceback" not in printed
