"""A personal page in a real Chromium, on a phone's screen and with the keyboard, with the real bot behind it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from selenium.webdriver import Chrome

from bot.app import App
from bot.delivery.lanes import Post
from bot.membership import members, pages
from bot.messages import Address
from bot.platforms.page import NO_PAGE, Pages
from bot.store import Store
from bot.web.site import serving
from bot.work import Work
from knowledge.library import Library
from tests.fake import Clock
from tests.test_web_browser import Screen, chromium


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def running(url: str, library: Library, port: int) -> Iterator[None]:
    """The bot at work, in a thread of its own."""
    store = Store(url, Clock())
    stopped = asyncio.Event()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def work() -> None:
        platform = Pages(store, f"http://127.0.0.1:{port}")
        post = Post(store, [platform], "tests", Random(1))
        app = App(store, library, post.stir, platforms=[platform])
        tasks = [asyncio.create_task(post.run()), asyncio.create_task(platform.listen(app.hear))]
        async with serving("127.0.0.1", port, platform.routes(app.hear)):
            ready.set()
            await stopped.wait()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    thread = threading.Thread(target=lambda: loop.run_until_complete(work()), daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join(20)
        loop.close()
        store.close()


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = chromium(tmp_path_factory.mktemp("profile"))
    metrics = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    yield driver
    driver.quit()


def test_she_asks_presses_and_finds_it_again_after_a_restart(phone: Chrome, library: Library, tmp_path: Path) -> None:
    url, port = f"sqlite:///{tmp_path / 'signpost.db'}", free_port()
    store = Store(url, Clock())
    store.create()

    def settle(work: Work) -> str:
        who = work.person_at(Address("fake", "w", "priya"))
        members.establish(work, "oldham", "Oldham")
        members.admit(work, who, "oldham", name="Priya Shah")
        return pages.give(work, who, who)[1]

    secret = store.run(settle)
    store.close()
    screen = Screen(phone)
    with running(url, library, port):
        phone.get(f"http://127.0.0.1:{port}/me/{secret}")
        screen.sees(lambda: screen.one("#welcome").is_displayed())
        screen.says("wishes")
        assert screen.bubbles() == ["wishes", "How I write to you"]
        screen.presses("Days")
        screen.sees(lambda: "✓ Mon" in labels(screen))
        screen.tab()
        assert screen.focused().tag_name in ("button", "textarea")
        assert not screen.is_too_wide()
    with running(url, library, port):
        screen.sees(lambda: "Connected again" in screen.one("#connection").text)
        assert screen.bubbles() == ["wishes", "How I write to you"]
        phone.refresh()
        screen.sees(lambda: screen.bubbles() == ["How I write to you"])
        screen.says("glossary CAMHS")
        assert len(screen.answers()) == 2
        shown = phone.execute_script("return document.cookie + document.referrer")
        assert shown == ""
        phone.get(f"http://127.0.0.1:{port}/me/{'x' * 43}")
        assert NO_PAGE in phone.page_source
        phone.get("about:blank")


def labels(screen: Screen) -> list[str]:
    read = "return [...document.querySelectorAll('article button')].map((one) => one.textContent)"
    found: list[str] = screen.driver.execute_script(read)
    return found
