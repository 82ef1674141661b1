"""The try-it chat over HTTP: what its page may do, and what nobody else may."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Address, Button, Event, Message
from bot.platform import Unreachable
from bot.platforms.web import LONGEST, Web
from bot.web.site import LARGEST, serving

PEOPLE = [("senco", "SENCO, East Sussex"), ("head", "Headteacher, Oldham")]
SENCO = Address("web", "demonstration", "senco")
HEAD = Address("web", "demonstration", "head")
NASTY = ("<!channel>", "<b>bold</b>", "&amp; &", "_*[link](x)`", "<script>alert(1)</script>", "x" * 5000)


class Bot:
    """Answers like the real one: an answer with another match, and pressing that shows it in the same bubble."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.heard: list[Event] = []
        self.failing = False

    async def hear(self, event: Event) -> None:
        if self.failing:
            raise OSError("disk full")
        if event.key in {earlier.key for earlier in self.heard}:
            return
        self.heard.append(event)
        other = event.pressed == "s:b"
        title, button = ("Second", Button("Or: First", "s:a")) if other else ("First", Button("Or: Second", "s:b"))
        answer = Message(title=title, text=f"You said: {event.text}", facts=(("For", "children"),), rows=((button,),))
        await self.web.send(event.chat, answer, event.message if event.pressed else "")


@dataclass
class Page:
    """What the page's script does, without a browser."""

    session: aiohttp.ClientSession
    port: int
    bot: Bot
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {"Origin": f"http://127.0.0.1:{self.port}"}

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.session.get(self.address(path), headers=headers) as answer:
            return answer.status, await answer.text()

    async def post(self, body: Any, **headers: str) -> tuple[int, str]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **self.headers, **headers}
        async with self.session.post(self.address("/say"), data=data, headers=sent) as answer:
            return answer.status, await answer.text()

    async def says(self, text: str, who: str = "senco") -> int:
        return (await self.post({"as": who, "id": str(uuid4()), "text": text}))[0]

    async def presses(self, token: str, message: str, who: str = "senco") -> tuple[int, str]:
        return await self.post({"as": who, "id": str(uuid4()), "pressed": token, "message": message})

    @contextlib.asynccontextmanager
    async def watching(self, who: str = "senco", **headers: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        sent = {**self.headers, **headers}
        async with self.session.ws_connect(self.address(f"/bubbles?as={who}"), headers=sent) as socket:
            yield socket

    async def chat(self, who: str = "senco") -> list[Any]:
        async with self.watching(who) as socket:
            whole: list[Any] = (await socket.receive_json())["chat"]
            return whole


@contextlib.asynccontextmanager
async def opened() -> AsyncIterator[Page]:
    """The chat, served on a port of its own."""
    web = Web(PEOPLE)
    bot = Bot(web)
    async with serving("127.0.0.1", 0, web.routes(bot.hear)) as port, aiohttp.ClientSession() as session:
        listening = asyncio.create_task(web.listen(bot.hear))
        await asyncio.sleep(0)  # lets it begin
        try:
            yield Page(session, port, bot)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with opened() as one:
        yield one


def texts(chat: list[Any]) -> list[str]:
    return [bubble["message"]["title"] or bubble["message"]["text"] for bubble in chat]


async def test_a_question_stands_in_the_chat_above_its_answer(page: Page) -> None:
    assert await page.says("who helps?") == 204
    own, answer = await page.chat()
    assert (own["mine"], own["message"]["text"]) == (True, "who helps?")
    assert (answer["mine"], answer["message"]["title"]) == (False, "First")
    [event] = page.bot.heard
    assert (event.sender, event.chat, event.removable, event.message) == (SENCO, SENCO, True, own["id"])


async def test_a_command_is_heard_without_its_slash(page: Page) -> None:
    await page.says("  /glossary CAMHS ")
    assert page.bot.heard[0].text == "glossary CAMHS"
    assert texts(await page.chat())[0] == "/glossary CAMHS"


async def test_pressing_edits_the_bubble_where_it_stands(page: Page) -> None:
    await page.says("one")
    await page.says("two")
    before = await page.chat()
    assert await page.presses("s:b", before[1]["id"]) == (204, "")
    after = await page.chat()
    assert [bubble["id"] for bubble in after] == [bubble["id"] for bubble in before]
    assert texts(after) == ["one", "Second", "two", "First"]
    assert page.bot.heard[-1].pressed == "s:b"


async def test_whoever_watches_sees_the_chat_and_then_each_change(page: Page) -> None:
    await page.says("before")
    async with page.watching() as socket:
        assert texts((await socket.receive_json())["chat"]) == ["before", "First"]
        await page.says("now")
        own, answer = (await socket.receive_json())["bubble"], (await socket.receive_json())["bubble"]
        assert texts([own, answer]) == ["now", "First"]
        await page.presses("s:b", answer["id"])
        edited = (await socket.receive_json())["bubble"]
        assert (edited["id"], edited["message"]["title"]) == (answer["id"], "Second")
        assert await page.bot.web.remove(SENCO, own["id"])
        assert await socket.receive_json() == {"removed": own["id"]}


async def test_nobody_sees_the_chat_of_another(page: Page) -> None:
    async with page.watching("head") as socket:
        assert await socket.receive_json() == {"chat": []}
        await page.says("mine alone")
        await page.says("and mine", who="head")
        assert (await socket.receive_json())["bubble"]["message"]["text"] == "and mine"
    assert texts(await page.chat("head")) == ["and mine", "First"]


async def test_what_is_posted_twice_is_heard_once(page: Page) -> None:
    said = {"as": "senco", "id": str(uuid4()), "text": "once"}
    assert [await page.post(said) for _ in range(3)] == [(204, "")] * 3
    assert len(page.bot.heard) == 1
    assert texts(await page.chat()) == ["once", "First"]


async def test_a_press_posted_again_after_its_bubble_changed_is_made_once(page: Page) -> None:
    await page.says("one")
    message = (await page.chat())[1]["id"]
    press = {"as": "senco", "id": str(uuid4()), "pressed": "s:b", "message": message}
    assert [await page.post(press) for _ in range(2)] == [(204, "")] * 2
    assert len(page.bot.heard) == 2


async def test_two_people_may_make_the_same_id(page: Page) -> None:
    for who in ("senco", "head"):
        await page.post({"as": who, "id": "12345678", "text": who})
    assert len({event.id for event in page.bot.heard}) == 2


async def test_what_could_not_be_kept_is_not_shown_and_can_be_said_again(page: Page) -> None:
    page.bot.failing = True
    said = {"as": "senco", "id": str(uuid4()), "text": "please keep"}
    assert await page.post(said) == (503, "That could not be kept. Please send it again.")
    assert await page.chat() == []
    page.bot.failing = False
    assert (await page.post(said))[0] == 204
    assert texts(await page.chat()) == ["please keep", "First"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b"null", 400),
        (b'{"as":"senco","id":"12345678","text":"\\ud800 alone"}', 400),
        ({"as": "senco", "id": "12345678"}, 400),
        ({"as": "senco", "id": "12345678", "text": " \n "}, 400),
        ({"as": "senco", "id": "short", "text": "x"}, 400),
        ({"as": "senco", "id": "12345678\n", "text": "x"}, 400),
        ({"as": "senco", "text": "x"}, 400),
        ({"as": ["senco"], "id": "12345678", "text": "x"}, 400),
        ({"as": "senco", "id": "12345678", "text": 7}, 400),
        ({"as": "senco", "id": "12345678", "text": "x", "more": 1}, 400),
        ({"as": "nobody", "id": "12345678", "text": "x"}, 404),
        ({"as": "senco", "id": "12345678", "text": "x" * (LONGEST + 1)}, 413),
        ({"as": "senco", "id": "12345678", "text": "x" * 100_000}, 413),
        ({"as": "senco", "id": "12345678", "text": "x" * (LARGEST + 1)}, 413),
        ({"as": "senco", "id": "12345678", "pressed": "s:b", "message": "m1"}, 409),
        ({"as": "senco", "id": "12345678", "pressed": "p:r:oldham:dsl", "message": ""}, 409),
    ],
    ids=str,
)
async def test_bad_input_gets_one_clear_line_and_changes_nothing(page: Page, body: Any, status: int) -> None:
    given, line = await page.post(body)
    assert (given, line.count("\n")) == (status, 0)
    assert 10 < len(line) < 200
    assert "x" * 50 not in line
    assert (page.bot.heard, await page.chat()) == ([], [])


async def test_a_token_that_no_button_carries_is_refused(page: Page) -> None:
    await page.says("one")
    own, answer = await page.chat()
    for token, message in (("s:forged", answer["id"]), ("s:b", own["id"]), ("s:b", "elsewhere")):
        assert (await page.presses(token, message))[0] == 409
    assert (await page.presses("s:b", answer["id"], who="head"))[0] == 409
    assert len(page.bot.heard) == 1


async def test_a_longest_question_is_taken(page: Page) -> None:
    assert await page.says("é" * LONGEST) == 204


@pytest.mark.parametrize("path", ["/", "/chat.css", "/chat.js", "/people", "/bubbles?as=senco"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:{port}", "127.0.0.1", "localhost:1"])
async def test_a_rebound_name_is_refused(page: Page, path: str, host: str) -> None:
    status, line = await page.get(path, Host=host.format(port=page.port))
    assert status == 403
    assert line == f"This chat is for this machine alone. On it, open http://127.0.0.1:{page.port}/"


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1"])
async def test_another_sites_page_may_neither_post_nor_watch(page: Page, origin: str) -> None:
    said = {"as": "senco", "id": str(uuid4()), "text": "x"}
    assert await page.post(said, Origin=origin) == (403, "Only this chat's own page may do that.")
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with page.watching(Origin=origin):
            pass
    assert refused.value.status == 403
    assert page.bot.heard == []


async def test_a_form_of_another_kind_is_refused(page: Page) -> None:
    said = {"as": "senco", "id": str(uuid4()), "text": "x"}
    assert (await page.post(said, **{"Content-Type": "text/plain"}))[0] == 400


async def test_localhost_is_this_machine_too(page: Page) -> None:
    host = f"localhost:{page.port}"
    said = {"as": "senco", "id": str(uuid4()), "text": "x"}
    assert (await page.post(said, Host=host, Origin=f"http://{host}"))[0] == 204
    assert (await page.get("/", Host=host))[0] == 200


async def test_an_unknown_person_cannot_be_watched(page: Page) -> None:
    for path in ("/bubbles", "/bubbles?as=nobody"):
        status, line = await page.get(path, **page.headers)
        assert (status, line) == (404, "There is nobody of that name here: choose from /people.")


async def test_the_page_loads_nothing_from_elsewhere(page: Page) -> None:
    async with page.session.get(page.address("/")) as answer:
        policy = answer.headers["Content-Security-Policy"]
        html = await answer.text()
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick" not in html


async def test_those_whom_one_can_be_are_listed(page: Page) -> None:
    status, body = await page.get("/people")
    assert (status, json.loads(body)[0]) == (200, {"account": "senco", "label": "SENCO, East Sussex"})


@given(words=st.one_of(st.sampled_from(NASTY), st.text(min_size=1)))
async def test_words_arrive_as_they_are(words: str) -> None:
    async with opened() as page:
        title = Message(text=words, title=words, facts=((words, words),), small=words, rows=((Button(words, "t"),),))
        await page.bot.web.send(SENCO, title)
        shown = (await page.chat())[0]["message"]
    assert {shown["text"], shown["title"], shown["small"], shown["rows"][0][0]["label"]} == {words}
    assert shown["facts"] == [[words, words]]


async def test_a_bubble_that_is_gone_is_said_anew() -> None:
    web = Web(PEOPLE)
    first = await web.send(SENCO, Message(text="one"), replacing="of-an-earlier-start")
    assert first != "of-an-earlier-start"
    assert await web.send(SENCO, Message(text="two"), replacing=first) == first
    assert await web.send(HEAD, Message(text="two"), replacing=first) != first


async def test_ids_of_an_earlier_start_are_not_given_again() -> None:
    assert await Web(PEOPLE).send(SENCO, Message(text="a")) != await Web(PEOPLE).send(SENCO, Message(text="a"))


async def test_only_what_the_person_typed_can_be_deleted(page: Page) -> None:
    await page.says("too much")
    own, answer = await page.chat()
    web = page.bot.web
    assert [
        await web.remove(SENCO, answer["id"]),
        await web.remove(SENCO, "?"),
        await web.remove(HEAD, own["id"]),
    ] == [False] * 3
    assert await web.remove(SENCO, own["id"])
    assert texts(await page.chat()) == ["First"]


async def test_nobody_else_can_be_written_to() -> None:
    with pytest.raises(Unreachable):
        await Web(PEOPLE).send(Address("web", "demonstration", "gone"), Message(text="hello"))


async def test_stopping_lets_go_of_those_who_watch() -> None:
    async with asyncio.timeout(10), aiohttp.ClientSession() as session:
        web = Web(PEOPLE)
        bot = Bot(web)
        async with serving("127.0.0.1", 0, web.routes(bot.hear)) as port:
            listening = asyncio.create_task(web.listen(bot.hear))
            async with Page(session, port, bot).watching() as socket:
                await socket.receive_json()
                listening.cancel()
                assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING)
            await asyncio.gather(listening, return_exceptions=True)
