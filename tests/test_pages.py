"""Personal web pages: who gets one, who may open it, and what stands there, on both databases and over HTTP."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, redirect_stderr
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
import pytest
import sqlalchemy as sa

from bot import logs
from bot.app import App
from bot.delivery import contact
from bot.delivery.contact import Start
from bot.effects import carry_out
from bot.flows import page as flow
from bot.handlers import page as handler
from bot.handlers.heard import Heard
from bot.membership import members, pages
from bot.messages import Address, Button, Event, Message
from bot.platform import Unreachable
from bot.platforms.page import NO_PAGE, Pages, base_of
from bot.store import Store
from bot.tables import audit, invitation, member, outbox, page, page_bubble, preference
from bot.tables import person as people
from bot.web.site import serving
from bot.work import Work
from knowledge.library import Library
from knowledge.safety import screen
from tests.collaborating import goes_out, join, within
from tests.databases import databases
from tests.fake import Person, World, buttons, deliver
from tests.pictures import CHART

BASE = "https://signpost.example.org"
SECRET = re.compile(r"/me/([\w-]{43})$")


@pytest.fixture(params=databases())
def world(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> World:
    made = World(library, request.param(tmp_path))
    within(made, lambda work: pages.called(work, BASE))
    return made


@pytest.fixture
def small(library: Library, tmp_path: Path) -> World:
    """On one database, where storage does not matter."""
    made = World(library, f"sqlite:///{tmp_path / 'signpost.db'}")
    within(made, lambda work: pages.called(work, BASE))
    return made


def a_member(world: World, account: str = "priya", name: str = "Priya Shah") -> Person:
    her = world.person(account)

    def settle(work: Any) -> None:
        who = work.person_at(her.address)
        join(work, who, "oldham")
        work.connection.execute(sa.update(member).where(member.c.person == who).values(name=name))

    within(world, settle)
    return her


def an_anchor(world: World) -> Person:
    her = world.person("anchor")
    within(world, lambda work: members.establish(work, "oldham", "Oldham"))
    within(world, lambda work: members.appoint(work, work.person_at(her.address), "oldham"))
    return her


def secret_of(message: Message) -> str:
    found = SECRET.search(message.text)
    assert found, message
    return found[1]


def owner_of(world: World, secret: str) -> int:
    row = within(world, lambda work: pages.find(work, secret))
    return int(row.person) if row else 0


def number_of(world: World, her: Person) -> int:
    return within(world, lambda work: work.known(her.address, her.address).id)


# ---- who gets one


def test_a_member_gets_her_own_link_once_and_a_new_one_ends_it(world: World) -> None:
    priya = a_member(world)
    first = secret_of(priya.says("web link"))
    assert owner_of(world, first) == number_of(world, priya)
    assert len(within(world, lambda work: work.connection.execute(sa.select(page.c.id)).all())) == 1
    second = secret_of(priya.says("/web link"))
    assert (owner_of(world, first), owner_of(world, second)) == (0, number_of(world, priya))


def test_an_anchor_makes_one_for_a_member_who_is_told_and_can_take_it_back(world: World) -> None:
    anchor, priya = an_anchor(world), a_member(world)
    a_member(world, "other", "Priya Khan")
    assert [one.label for one in buttons(anchor.says("web link priya"))] == ["Priya Khan", "Priya Shah"]
    anchor.says("web link Priya Shah")
    made = anchor.presses("Priya Shah")
    assert made.title == "A web link for Priya Shah"
    secret = secret_of(made)
    assert "Your anchor made a web link for you" in priya.last().text
    assert dict(priya.says("web links").facts)["You"].startswith("until 21 February")
    assert "opens nothing any more" in priya.presses("Take back: yours").text
    assert owner_of(world, secret) == 0
    noted = within(world, lambda work: work.connection.execute(sa.select(audit.c.action)).scalars().all())
    assert noted == ["web link made", "web link taken back"]


def test_an_anchor_of_two_says_to_which_somebody_new_comes(world: World) -> None:
    anchor = an_anchor(world)
    within(world, lambda work: members.establish(work, "leeds", "Leeds"))
    within(world, lambda work: members.appoint(work, work.person_at(anchor.address), "leeds"))
    asked = anchor.says("web link new Zoë Example")
    assert [one.label for one in buttons(asked)] == ["Leeds", "Oldham"]

    def presses(work: Work) -> tuple[Message, ...]:
        """Nobody serves her page here, so what is said on it is left in the outbox."""
        known, event = work.known(anchor.address, anchor.address), Event("p", anchor.address, anchor.address)
        heard = Heard(replace(event, pressed="P:n:oldham"), screen(""), known)
        turn = handler.hear(heard, world.library)
        assert turn
        return (*turn.say, *(said for one in turn.do for said in carry_out(work, known.id, event, one)))

    assert secret_of(within(world, presses)[0])
    places = within(world, lambda work: work.connection.execute(sa.select(invitation.c.collaborative)).scalars().all())
    assert places == ["oldham"]
    assert within(world, presses) == (flow.NO_NAME,), "the name is kept no longer than it is needed"


def test_whoever_is_no_anchor_can_make_and_take_back_nobody_elses(world: World) -> None:
    anchor, priya, other = an_anchor(world), a_member(world), a_member(world, "other", "Sam Other")
    assert "Only an anchor" in other.says("web link Priya Shah").text
    anchor.says("web link Priya Shah")
    shown = anchor.bubbles()[-1]
    assert "Only an anchor" in other.presses("Priya Shah", shown).text
    anchor.presses("Priya Shah")
    assert "over" in other.presses("Take it back", anchor.bubbles()[-1]).text
    assert "no web links" in other.says("web links").text
    assert "Taken back" in anchor.presses("Take it back").text
    stranger = world.person("stranger")
    assert "for members" in stranger.says("web link").text
    assert number_of(world, stranger) == 0
    assert number_of(world, priya)


def test_where_no_pages_are_served_no_link_is_made(small: World) -> None:
    within(small, lambda work: pages.called(work, ""))
    assert "Your anchor can ask whoever runs me" in a_member(small).says("web link").text
    within(small, lambda work: pages.called(work, "http://127.0.0.1:8080"))
    assert "on the machine that I run on, and nowhere else" in small.person("priya").says("web link").small
    assert base_of("https://x.example/", "0.0.0.0", 1) == "https://x.example"
    assert (base_of("http://x.example", "127.0.0.1", 1), base_of("", "0.0.0.0", 1)) == ("", "")
    assert base_of("", "127.0.0.1", 8080) == "http://127.0.0.1:8080"


def test_a_link_ends_after_90_days_and_is_renewed_when_it_is_used_shortly_before(world: World) -> None:
    priya = a_member(world)
    secret = secret_of(priya.says("web link"))
    number = within(world, lambda work: pages.find(work, secret).id)
    world.clock.pass_by(timedelta(days=30))
    within(world, lambda work: pages.renew(work, number))
    world.clock.pass_by(timedelta(days=50))
    within(world, lambda work: pages.renew(work, number))
    world.clock.pass_by(timedelta(days=89))
    assert owner_of(world, secret)
    world.clock.pass_by(timedelta(days=2))
    assert owner_of(world, secret) == 0
    within(world, pages.forget)
    assert within(world, lambda work: work.connection.execute(sa.select(page)).all()) == []
    assert number_of(world, priya)


# ---- what stands there


def said(world: World, to: str, name: str, message: Message) -> bool:
    return within(world, lambda work: pages.put(work, to, name, message))


def test_what_is_said_is_sealed_for_whoever_has_the_link_and_outlives_a_restart(world: World) -> None:
    priya = a_member(world)
    secret = secret_of(priya.says("web link"))
    row = within(world, lambda work: pages.find(work, secret))
    said(world, row.account, "b1", Message(text="a secret marmalade", rows=((Button("Yes", "a:o:1:0"),),)))
    said(world, row.account, "b1", Message(text="a changed marmalade"))
    found = within(world, lambda work: pages.read(work, row.id, secret, ["b1"]))
    assert found["b1"].text == "a changed marmalade"
    assert within(world, lambda work: pages.versions(work, row.id)) == [("b1", 2)]
    rows = sa.select(page, page_bubble).join(page_bubble, page_bubble.c.page == page.c.id)
    kept = within(world, lambda work: str(work.connection.execute(rows).all()))
    assert "marmalade" not in kept
    assert secret not in kept
    with pytest.raises(Exception, match="decrypt"):
        within(world, lambda work: pages.read(work, row.id, "x" * 43, ["b1"]))
    world.clock.pass_by(timedelta(days=8))
    within(world, pages.forget)
    assert within(world, lambda work: pages.versions(work, row.id)) == []


def test_a_page_holds_the_newest_hundred(small: World) -> None:
    priya = a_member(small)
    secret = secret_of(priya.says("web link"))
    row = within(small, lambda work: pages.find(work, secret))

    def fill(work: Any) -> None:
        for number in range(pages.MOST + 5):
            pages.put(work, row.account, f"b{number}", Message(text="x"))

    within(small, fill)
    names = [name for name, _ in within(small, lambda work: pages.versions(work, row.id))]
    assert names == [f"b{number}" for number in range(5, pages.MOST + 5)]


async def test_what_is_sent_again_after_a_crash_stands_there_once(small: World) -> None:
    priya = a_member(small)
    secret = await asyncio.to_thread(lambda: secret_of(priya.says("web link")))
    with closing(Store(small.url, small.clock)) as store:
        row = store.run(lambda work: pages.find(work, secret))
        platform, to = Pages(store, BASE), Address("web", "me", row.account)
        assert await platform.find(to, "announcement:1:1") == ""
        first = await platform.send(to, Message(text="Hello."), key="announcement:1:1")
        assert await platform.send(to, Message(text="Hello."), key="announcement:1:1") == first
        assert await platform.find(to, "announcement:1:1") == first
        assert await platform.send(to, Message(text="Changed."), replacing=first, key="e2:0") == first
        store.run(lambda work: pages.end(work, row))
        with pytest.raises(Unreachable):
            await platform.send(to, Message(text="Hello."), key="e3:0")


def test_what_a_page_does_not_take_any_more_goes_to_her_other_account(small: World) -> None:
    priya = a_member(small)
    secret = secret_of(priya.says("web link"))
    row = within(small, lambda work: pages.find(work, secret))

    def start(work: Any) -> None:
        where = {"platform": "web", "workspace": "me", "account": row.account}
        work.connection.execute(sa.insert(preference).values(person=row.person, **where))
        what = Start("announcement", "announcement:1", "oldham", timedelta(days=2))
        assert contact.start(work, [row.person], what, Message(text="Thursday.")) == {row.person: "leaves"}
        assert work.connection.execute(sa.select(outbox.c.platform).where(outbox.c.cause != "")).scalar() == "web"
        pages.end(work, row)

    within(small, start)
    goes_out(small)
    assert priya.last().text == "Thursday."


# ---- over HTTP


class Browser:
    """Somebody with a link, as far as HTTP goes. `host` is what her browser asks for, behind a proxy with TLS."""

    def __init__(self, session: aiohttp.ClientSession, secret: str, host: str, origin: str) -> None:
        self.session, self.secret, self.host, self.origin = session, secret, host, origin

    async def gets(self, path: str = "", **headers: str) -> tuple[int, str, Any]:
        async with self.session.get(f"/me/{self.secret}{path}", headers={"Host": self.host, **headers}) as answer:
            return answer.status, await answer.text(errors="replace"), answer.headers

    async def posts(self, body: Any, **headers: str) -> tuple[int, str]:
        given = {"Host": self.host, "Origin": self.origin, "Content-Type": "application/json", **headers}
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        async with self.session.post(f"/me/{self.secret}/say", data=data, headers=given) as answer:
            return answer.status, await answer.text()

    @asynccontextmanager
    async def watches(self) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        headers = {"Host": self.host, "Origin": self.origin}
        async with self.session.ws_connect(f"/me/{self.secret}/bubbles", headers=headers) as socket:
            yield socket


@asynccontextmanager
async def a_browser(store: Store, library: Library, secret: str) -> AsyncIterator[tuple[Browser, Pages, App]]:
    platform = Pages(store, BASE)
    app = App(store, library, platforms=[platform])
    listening = asyncio.create_task(platform.listen(app.hear))
    async with (
        serving("127.0.0.1", 0, platform.routes(app.hear)) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield Browser(session, secret, urlsplit(BASE).netloc, BASE), platform, app
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


@pytest.fixture
def hers(small: World) -> str:
    return secret_of(a_member(small).says("web link"))


async def test_whoever_has_the_link_talks_as_its_owner_and_reads_it_again_after_a_restart(
    small: World, hers: str, library: Library
) -> None:
    with closing(Store(small.url, small.clock)) as store:
        async with a_browser(store, library, hers) as (browser, platform, app), browser.watches() as socket:
            assert await socket.receive_json() == {"chat": []}
            assert (await browser.posts({"id": "a" * 8, "text": "glossary CAMHS"}))[0] == 204
            assert (await browser.posts({"id": "a" * 8, "text": "glossary CAMHS"}))[0] == 204
            await app.settle()
            await deliver(store, platform)
            bubble = (await socket.receive_json(timeout=5))["bubble"]
            assert "Child and Adolescent" in str(bubble["message"])
    with closing(Store(small.url, small.clock)) as store:
        async with a_browser(store, library, hers) as (browser, _, _), browser.watches() as socket:
            assert (await socket.receive_json())["chat"] == [bubble]


async def test_a_button_is_pressed_only_where_it_stands(small: World, hers: str, library: Library) -> None:
    with closing(Store(small.url, small.clock)) as store:
        async with a_browser(store, library, hers) as (browser, platform, app):
            await browser.posts({"id": "a" * 8, "text": "wishes"})
            await app.settle()
            await deliver(store, platform)
            row = store.read(lambda work: pages.find(work, hers))
            ((name, _),) = store.read(lambda work: pages.versions(work, row.id))
            press = {"id": "b" * 8, "pressed": "o:show:days", "message": name}
            assert (await browser.posts({**press, "pressed": "a:ok:forged"}))[0] == 409
            assert (await browser.posts({**press, "message": "elsewhere"}))[0] == 409
            assert (await browser.posts(press))[0] == 204
            await app.settle()
            await deliver(store, platform)
            assert store.read(lambda work: pages.versions(work, row.id)) == [(name, 2)]


async def test_no_other_site_host_or_secret_is_let_in_and_one_answer_is_given(
    small: World, hers: str, library: Library
) -> None:
    with closing(Store(small.url, small.clock)) as store:
        async with a_browser(store, library, hers) as (browser, _, _):
            status, text, headers = await browser.gets()
            assert (status, "This page is yours alone" in text) == (200, True)
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in headers
            assert "connect-src 'self' wss://signpost.example.org" in headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert hers not in text
            ask = {"id": "a" * 8, "text": "hello"}
            for wrong in ({"Origin": "https://evil.example"}, {"Origin": ""}, {"Host": "evil.example"}):
                assert (await browser.posts(ask, **wrong))[0] == 403
            assert (await browser.gets(Host="evil.example"))[0] == 403
            assert (await browser.gets("/bubbles"))[0] == 403
            for nowhere in ("/", "/people", "/me", "/say", "/chat.js"):
                async with browser.session.get(nowhere, headers={"Host": browser.host}) as answer:
                    assert answer.status == 404
            for body in (b"{", b"[]", {"id": "x", "text": "y"}, {"id": "a" * 8, "as": "somebody else", "text": "y"}):
                assert (await browser.posts(body))[0] == 400
            assert (await browser.posts({"id": "a" * 8, "text": "x" * 20_001}))[0] == 413
            for secret in ("x" * 43, "x" * 42, hers[:-1] + ("a" if hers[-1] != "a" else "b"), "..", "%00"):
                browser.secret = secret
                assert (await browser.gets())[:2] in ((404, NO_PAGE), (404, "404: Not Found"))
                assert (await browser.posts(ask))[0] == 404


async def test_a_link_that_is_taken_back_closes_the_page_that_is_open(
    small: World, hers: str, library: Library
) -> None:
    with closing(Store(small.url, small.clock)) as store:
        async with a_browser(store, library, hers) as (browser, _, _), browser.watches() as socket:
            await socket.receive_json()
            store.run(lambda work: pages.end(work, pages.find(work, hers)))
            closed = await socket.receive(timeout=5)
            assert closed.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
            assert (await browser.posts({"id": "a" * 8, "text": "hello"}))[0] == 404


async def test_a_chart_is_seen_by_whoever_has_the_link_alone(small: World, hers: str, library: Library) -> None:
    with closing(Store(small.url, small.clock)) as store:
        async with a_browser(store, library, hers) as (browser, platform, _):
            row = store.read(lambda work: pages.find(work, hers))
            name = await platform.send(Address("web", "me", row.account), Message(text="Look.", file=CHART), key="c:1")
            status, _, headers = await browser.gets(f"/files/{name}")
            assert (status, headers["Content-Type"]) == (200, "image/png")
            assert "sandbox" in headers["Content-Security-Policy"]
            assert (await browser.gets(f"/files/{name}", **{"Sec-Fetch-Site": "cross-site"}))[0] == 404
            browser.secret = "x" * 43
            assert (await browser.gets(f"/files/{name}"))[0] == 404


async def test_neither_the_log_nor_the_database_holds_the_secret_or_what_was_typed(
    small: World, hers: str, library: Library
) -> None:
    log = io.StringIO()
    with redirect_stderr(log):
        logs.set_up()
        with closing(Store(small.url, small.clock)) as store:
            async with a_browser(store, library, hers) as (browser, platform, app):
                await browser.gets()
                await browser.posts({"id": "a" * 8, "text": "glossary quokka"})
                await browser.posts(b"{")
                await app.settle()
                await deliver(store, platform)
            store.checkpoint()
    kept = log.getvalue() + small.files.decode("latin-1")
    assert hers not in kept
    assert "quokka" not in kept


# ---- somebody who has neither app


async def test_somebody_new_agrees_and_joins_on_her_page(small: World, library: Library) -> None:
    anchor = an_anchor(small).address

    def invite(work: Any) -> str:
        asked = Event("e0", anchor, anchor)
        (said,) = pages.make(work, work.person_at(anchor), asked, flow.MakeNew("Zoë Marsh", ""))
        return secret_of(said)

    secret = within(small, invite)
    with closing(Store(small.url, small.clock)) as store:
        async with a_browser(store, library, secret) as (browser, platform, app), browser.watches() as socket:
            await deliver(store, platform)
            chat = (await socket.receive_json(timeout=5)).get("chat") or []
            bubble = chat[0] if chat else (await socket.receive_json(timeout=5))["bubble"]
            assert bubble["message"]["title"] == "Join Oldham?"
            assert store.read(lambda work: work.connection.execute(sa.select(member)).all()) == []
            agree = bubble["message"]["rows"][0][0]["token"]
            await browser.posts({"id": "b" * 8, "pressed": agree, "message": bubble["id"]})
            await app.settle()
            await deliver(store, platform)
            (row,) = store.read(lambda work: work.connection.execute(sa.select(member)).all())
            assert (row.name, row.collaborative, row.left) == ("Zoë Marsh", "oldham", None)
            assert row.person == store.read(lambda work: pages.find(work, secret)).person
    assert len(within(small, lambda work: work.connection.execute(sa.select(people)).all())) == 2


def test_a_link_is_not_made_where_others_read(small: World) -> None:
    her, channel = a_member(small), Address("fake", "w", "channel", "priya")
    assert her.says("web link", chat=channel).text == flow.IN_PRIVATE.text
    small.hear(Event("x1", her.address, her.address, text="web linkage of services"))
    assert "/me/" not in her.last().text
