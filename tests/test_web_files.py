"""The try-it chat and the terminal: pictures and files, out and in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Event, Message, Upload
from bot.platform import Refused, TooLarge
from bot.platforms.console import Console
from bot.platforms.web import FILES_HELD, LARGEST_FILE, Web
from tests.pictures import CHART, NASTY, PACK, PNG, RESULTS
from tests.test_web import PEOPLE, SENCO, Page, opened


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with opened() as one:
        yield one


async def sends(page: Page, content: bytes, **given: Any) -> tuple[int, str]:
    about = {"as": "senco", "id": str(uuid4()), "name": "dates.csv", **given.pop("about", {})}
    headers = {"Content-Type": "application/octet-stream", **page.headers, **given}
    async with page.session.post(page.address("/file"), params=about, data=BytesIO(content), headers=headers) as answer:
        return answer.status, await answer.text()


# ---- out


async def test_a_picture_is_an_address_in_its_chat_and_no_heap_of_letters(page: Page) -> None:
    await page.bot.web.send(SENCO, RESULTS)
    (bubble,) = await page.chat()
    assert bubble["message"]["file"] is None
    assert (bubble["file"]["words"], bubble["file"]["picture"]) == (CHART.words, True)
    async with page.session.get(page.address(bubble["file"]["path"])) as answer:
        assert (answer.status, await answer.read(), answer.content_type) == (200, PNG, "image/png")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@given(name=st.text(min_size=1, max_size=60), kind=st.sampled_from(["text/html", "image/svg+xml", "text/csv"]))
async def test_any_other_file_is_saved_under_its_name_and_never_run(name: str, kind: str) -> None:
    async with opened() as page:
        await page.bot.web.send(SENCO, Message(file=replace(PACK, name=name, kind=kind)))
        (bubble,) = await page.chat()
        assert bubble["file"]["name"] == name
        async with page.session.get(page.address(bubble["file"]["path"])) as answer:
            assert (answer.content_type, await answer.read()) == ("application/octet-stream", PACK.content)
            assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
            assert answer.content_disposition is not None
            assert answer.content_disposition.filename == name


async def test_a_file_is_given_to_its_own_chat_alone(page: Page) -> None:
    await page.bot.web.send(SENCO, Message(file=PACK))
    path = (await page.chat())[0]["file"]["path"]
    assert await page.chat("head") == []
    for other in (path.replace("senco", "head"), path[:-1], "/files/senco/", "/files/nobody/x", "/files/senco/x"):
        assert (await page.get(other))[0] == 404
    assert (await page.get(path, Host="evil.example"))[0] == 403
    for site in ("cross-site", "same-site"):
        assert (await page.get(path, **{"Sec-Fetch-Site": site}))[0] == 404
    assert (await page.get(path, **{"Sec-Fetch-Site": "same-origin"}))[0] == 200


async def test_a_picture_is_always_said_anew_and_never_edited() -> None:
    web = Web(PEOPLE)
    first = await web.send(SENCO, Message(text="soon"))
    second = await web.send(SENCO, RESULTS, replacing=first)
    third = await web.send(SENCO, Message(text="later"), replacing=second)
    assert len({first, second, third}) == 3


async def test_a_large_file_is_given_whole(page: Page) -> None:
    content = PNG.ljust(9_000_000)
    await page.bot.web.send(SENCO, Message(file=replace(CHART, content=content)))
    (bubble,) = await page.chat()
    async with page.session.get(page.address(bubble["file"]["path"])) as answer:
        assert await answer.read() == content


# ---- in


async def test_a_file_that_the_page_sends_is_heard_and_can_be_fetched(page: Page) -> None:
    assert await sends(page, b"a\nb\n") == (204, "")
    (event,) = page.bot.heard
    assert (event.file, event.text, event.removable) == (True, "", True)
    assert event.upload == Upload(event.id, "dates.csv", 4)
    assert await page.bot.web.fetch(event.upload, 4) == b"a\nb\n"
    with pytest.raises(TooLarge):
        await page.bot.web.fetch(event.upload, 3)
    assert (await page.chat())[0]["message"]["text"] == "File: dates.csv"
    assert await page.bot.web.remove(SENCO, event.message)


async def test_only_the_newest_files_are_held(page: Page) -> None:
    for _ in range(FILES_HELD + 1):
        await sends(page, b"abc")
    first, *others = [event.upload for event in page.bot.heard if event.upload]
    with pytest.raises(Refused):
        await page.bot.web.fetch(first, 10)
    assert [await page.bot.web.fetch(upload, 10) for upload in others] == [b"abc"] * FILES_HELD
    with pytest.raises(Refused):
        await page.bot.web.fetch(Upload("nobody:1", "x"), 10)


async def test_a_file_that_is_posted_twice_is_heard_once_and_one_that_was_not_kept_again(page: Page) -> None:
    about = {"id": str(uuid4())}
    page.bot.failing = True
    assert (await sends(page, b"abc", about=about))[0] == 503
    assert await page.chat() == []
    page.bot.failing = False
    assert [(await sends(page, b"abc", about=about))[0] for _ in range(2)] == [204, 204]
    assert len(page.bot.heard) == 1


@pytest.mark.parametrize(
    ("content", "about", "status"),
    [
        (b"", {}, 400),
        (b"x" * (LARGEST_FILE + 1), {}, 413),
        (b"x", {"as": "nobody"}, 404),
        (b"x", {"id": "short"}, 400),
        (b"x", {"name": ""}, 400),
        (b"x", {"name": "x" * 201}, 400),
        (b"x", {"more": "1"}, 400),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_file_that_cannot_be_taken_gets_one_clear_line(
    page: Page, content: bytes, about: dict[str, str], status: int
) -> None:
    given, line = await sends(page, content, about=about)
    assert (given, line.count("\n")) == (status, 0)
    assert 10 < len(line) < 200
    assert (page.bot.heard, await page.chat()) == ([], [])


async def test_the_largest_file_is_taken(page: Page) -> None:
    assert (await sends(page, b"x" * LARGEST_FILE))[0] == 204


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example"])
async def test_another_sites_page_may_send_no_file(page: Page, origin: str) -> None:
    assert (await sends(page, b"abc", Origin=origin))[0] == 403
    assert (await sends(page, b"abc", Host="evil.example"))[0] == 403
    assert page.bot.heard == []


# ---- the terminal


async def test_in_a_terminal_a_file_is_said_and_saved_until_one_quits() -> None:
    lines: list[str] = []
    seen: list[tuple[Path, bytes]] = []

    def read() -> str | None:
        if seen:
            return "quit"
        path = Path(next(line for line in lines if "Saved" in line).split(": ", 1)[1])
        seen.append((path, path.read_bytes()))
        return "thanks"

    console = Console("senco", read, lines.append, "now")
    console._answered.set()
    file = replace(PACK, name="../../etc/results.xlsx", words=NASTY)
    await console.send(SENCO, Message("The pack", rows=RESULTS.rows, file=file), replacing="m1")

    async def hear(event: Event) -> None:
        await console.send(event.chat, Message(event.text))

    await console.listen(hear)
    ((path, content),) = seen
    assert (path.name, content) == ("2-results.xlsx", PACK.content)
    assert f"../../etc/results.xlsx: {NASTY}" in lines[0]
    assert not path.exists()
    with pytest.raises(Refused):
        await console.fetch(Upload("f1", "dates.csv"), 10)
