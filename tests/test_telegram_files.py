"""Telegram: pictures and files, out and in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import handlers
from bot.app import App
from bot.flows.turn import Wait
from bot.messages import Address, Event, Message, Upload
from bot.platform import NeverConnected, Refused, TooLarge, TryLater, Unreachable, Unsure
from bot.platforms.telegram import LARGEST_FILE, LARGEST_PICTURE, Telegram
from bot.platforms.telegram_text import captioned
from bot.platforms.telegram_update import Reader
from bot.store import Store
from bot.work import Work
from knowledge.library import Library
from tests.fake import Clock, deliver
from tests.loopback_telegram import TOKEN, LoopbackTelegram, Person, read_html, telegram_here
from tests.pictures import CHART, NASTY, PACK, PNG, RESULTS
from tests.test_files import read_dates

BOT = TOKEN.partition(":")[0]
LONG = "referral " * 200
words = st.text(max_size=60) | st.text(alphabet="ab <&>\n😀", max_size=2500)


@pytest.fixture
async def server() -> AsyncIterator[LoopbackTelegram]:
    async with telegram_here() as here:
        yield here


@pytest.fixture
async def platform(server: LoopbackTelegram) -> AsyncIterator[Telegram]:
    made = Telegram(TOKEN, server.base)
    yield made
    await made.close()


@pytest.fixture
def senco(server: LoopbackTelegram) -> Person:
    return server.person("Ros")


def at(person: Person) -> Address:
    return Address("telegram", BOT, str(person.id))


def squeezed(text: str) -> str:
    return "".join(text.split())


# ---- out


@given(words, words, words, words, st.text(min_size=1, max_size=300))
def test_nothing_of_a_message_with_a_file_is_lost_and_every_part_is_taken(
    title: str, text: str, small: str, shows: str, name: str
) -> None:
    file = replace(CHART, words=shows, name=name)
    before, caption = captioned(Message(text, title, small=small, file=file), file)
    pieces, read = [read_html(piece) for piece in before], read_html(caption)
    assert all(0 < len(piece) <= 4096 for piece in pieces)
    assert len(read.encode("utf-16-le")) // 2 <= 1024
    said = squeezed("".join([*pieces, read]))
    assert all(squeezed(part) in said for part in (title, text, small, shows))


async def test_a_picture_comes_with_its_words_and_buttons_in_one_bubble(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    sent = await platform.send(at(senco), RESULTS)
    (shown,) = server.bubbles(senco)
    assert (shown.kind, shown.file, shown.name, str(shown.id)) == ("photo", PNG, "pulse.png", sent)
    assert shown.html == f"<b>Pulse, week 3</b>\n\nThank you all.\n\n{CHART.words}"
    assert [button["text"] for button in shown.buttons] == ["By group"]


async def test_long_words_come_before_their_picture_and_its_buttons_below_it(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    await platform.send(at(senco), replace(RESULTS, text=LONG))
    first, picture = server.bubbles(senco)
    assert (first.kind, first.buttons) == ("", [])
    assert LONG.strip() in first.text
    assert (picture.kind, picture.text, len(picture.buttons)) == ("photo", CHART.words, 1)


@pytest.mark.parametrize("name", ["results.xlsx", 'Ergebnis ü & "x".xlsx'])
async def test_another_file_comes_under_its_name(
    server: LoopbackTelegram, platform: Telegram, senco: Person, name: str
) -> None:
    await platform.send(at(senco), Message(text=NASTY, file=replace(PACK, name=name, words=NASTY)))
    (shown,) = server.bubbles(senco)
    assert (shown.kind, shown.file, shown.text) == ("document", PACK.content, f"{NASTY}\n\n{NASTY}")
    assert shown.name.replace("%22", '"').replace('\\"', '"') == name


async def test_what_is_too_large_for_a_picture_comes_as_a_file(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    await platform.send(at(senco), replace(RESULTS, file=replace(CHART, content=PNG.ljust(LARGEST_PICTURE + 1))))
    assert [(shown.kind, len(shown.buttons)) for shown in server.bubbles(senco)] == [("document", 1)]
    assert not server.called("sendPhoto")


async def test_what_telegram_cannot_show_as_a_picture_comes_as_a_file(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    await platform.send(at(senco), replace(RESULTS, file=replace(CHART, content=b"no picture")))
    assert [(shown.kind, shown.file) for shown in server.bubbles(senco)] == [("document", b"no picture")]


@pytest.mark.parametrize("text", ["Thank you.", LONG], ids=["short", "long"])
async def test_where_files_are_not_taken_the_words_are_said_once_and_the_reason_is_kept(
    server: LoopbackTelegram, platform: Telegram, senco: Person, text: str
) -> None:
    server.lacking = {"sendPhoto": 404, "sendDocument": 404}
    with pytest.raises(Refused, match="does not take this file"):
        await platform.send(at(senco), replace(RESULTS, text=text))
    said = [shown.text for shown in server.bubbles(senco)]
    assert "".join(said).count(text.strip()) == 1
    assert said[-1].endswith(f"{CHART.words}\n\n(The file itself could not be sent here.)")
    assert [button["text"] for button in server.bubbles(senco)[-1].buttons] == ["By group"]


async def test_a_file_that_is_too_large_for_telegram_is_not_tried(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    with pytest.raises(Refused, match="50 MB"):
        await platform.send(at(senco), Message(file=replace(PACK, content=bytes(LARGEST_FILE + 1))))
    assert [method for method, _ in server.calls] == ["sendMessage"]


async def test_a_picture_is_always_said_anew_and_never_edited(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    first = await platform.send(at(senco), Message(text="soon"))
    second = await platform.send(at(senco), RESULTS, replacing=first)
    third = await platform.send(at(senco), Message(text="later"), replacing=second)
    assert len({first, second, third}) == 3
    assert [(shown.text, shown.kind) for shown in server.bubbles(senco)][::2] == [("soon", ""), ("later", "")]
    assert not server.called("sendPhoto")[0].get("message_id")


async def test_what_becomes_of_a_picture_that_does_not_arrive(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    for person in (server.person("Ann", blocked=True), Person(77, "nobody")):
        with pytest.raises(Unreachable):
            await platform.send(at(person), RESULTS)
    server.floods = [7]
    with pytest.raises(TryLater) as wait:
        await platform.send(at(senco), RESULTS)
    assert wait.value.seconds == 7
    server.cut = 1
    with pytest.raises(Unsure):
        await platform.send(at(senco), RESULTS)
    assert [method for method, _ in server.calls] == ["sendPhoto"] * 4
    for other in (Telegram(TOKEN.replace("8101", "8102"), server.base), Telegram(TOKEN, "http://127.0.0.1:9")):
        with pytest.raises(NeverConnected):
            await other.send(at(senco), RESULTS)
        await other.close()


async def test_a_picture_for_a_group_that_moved_follows_it(server: LoopbackTelegram, platform: Telegram) -> None:
    server.moved[-4001] = -1001
    await platform.send(Address("telegram", BOT, "-4001"), RESULTS)
    assert [shown.kind for shown in server.bubbles(-1001)] == ["photo"]


async def test_words_that_were_said_are_not_said_again_when_their_picture_was_refused(
    server: LoopbackTelegram, platform: Telegram, senco: Person
) -> None:
    server.floods = [0, 7]
    message = replace(RESULTS, text=LONG)
    with pytest.raises(TryLater):
        await platform.send(at(senco), message, key="k1")
    await platform.send(at(senco), message, key="k1")
    assert [shown.kind for shown in server.bubbles(senco)] == ["", "photo"]


# ---- in


def test_one_file_in_private_is_an_upload_and_in_a_group_or_an_album_it_is_none() -> None:
    private = {"id": 51, "type": "private"}
    document = {"file_id": "B1", "file_unique_id": "u", "file_name": "dates.csv", "file_size": 40}

    def read(chat: dict[str, object], **more: object) -> Event:
        said = {"message_id": 4, "from": {"id": 51, "is_bot": False}, "chat": chat, "date": 1, **more}
        event = Reader(BOT, "signpost_bot").read({"update_id": 7, "message": said}).event
        assert event
        return event

    assert read(private, document=document).upload == Upload("B1", "dates.csv", 40)
    assert read(private, document={"file_id": "B1"}).upload == Upload("B1", "")
    assert read(private, document=document, caption="the dates").upload == Upload("B1", "dates.csv", 40)
    assert read(private, document=document, media_group_id="9").upload is None
    assert read({"id": -5, "type": "group"}, document=document, caption="/ask who").upload is None


async def test_a_file_is_fetched_up_to_the_size_that_is_asked_for(server: LoopbackTelegram, platform: Telegram) -> None:
    server.uploads["B1"] = b"x" * 5000
    assert await platform.fetch(Upload("B1", "dates.csv", 0), 5000) == b"x" * 5000
    for upload in (Upload("B1", "dates.csv", 0), Upload("B1", "dates.csv", 5000)):
        with pytest.raises(TooLarge):
            await platform.fetch(upload, 4999)
    assert [method for method, _ in server.calls] == ["getFile", "file"] * 2, "what says that it is too large stays"


async def test_what_becomes_of_a_file_that_cannot_be_had(server: LoopbackTelegram, platform: Telegram) -> None:
    upload = Upload("B1", "dates.csv", 3)
    with pytest.raises(Refused):
        await platform.fetch(upload, 100)
    server.uploads["B1"] = b"abc"
    server.lacking = {"file": 404}
    with pytest.raises(Refused):
        await platform.fetch(upload, 100)
    server.lacking = {}
    server.silent = {"file"}
    with pytest.raises(Unsure):
        await platform.fetch(upload, 100)
    with pytest.raises(NeverConnected):
        await Telegram(TOKEN, "http://127.0.0.1:9").fetch(upload, 100)


async def test_a_file_that_lies_elsewhere_is_not_fetched(
    server: LoopbackTelegram, platform: Telegram, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A server of one's own may name a path on its disk, which is not ours to open."""
    secret = tmp_path / "secret.csv"
    secret.write_text("secret")
    for path in (str(secret), "../../healthz"):
        monkeypatch.setattr(
            server, "do_getFile", lambda given, path=path: {"file_id": "B1", "file_unique_id": "u", "file_path": path}
        )
        with pytest.raises(Refused):
            await platform.fetch(Upload("B1", "dates.csv"), 100)


async def test_a_file_that_was_asked_for_is_read_all_the_way(
    server: LoopbackTelegram,
    platform: Telegram,
    senco: Person,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handlers, "HANDLERS", (handlers.HANDLERS[0], read_dates, *handlers.HANDLERS[1:]))
    store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", Clock())
    store.create()

    def wait(work: Work) -> None:
        work.wait(work.person_at(at(senco)), Wait("dates", {"takes": ["csv"]}, timedelta(hours=1)))

    store.run(wait)
    app = App(store, library, platforms=[platform])
    listening = asyncio.create_task(platform.listen(app.hear))
    try:
        for name in ("dates.docx", "dates.csv", "dates.csv"):
            server.hands(senco, name, b"a\nb\n")
        await server.until(lambda: server.handed and not server.pending)
        await app.settle()
        await deliver(store, platform)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        store.close()
    assert [shown.text[:30] for shown in server.bubbles(senco)] == [
        "I haven't opened that. Please ",
        "2 lines in dates.csv",
        "I can't look at pictures, file",
    ]
    assert len(server.called("getFile")) == 1
