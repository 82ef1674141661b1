"""Slack: what is heard, what is said, and what becomes of both when something fails."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
import sqlalchemy as sa
import yaml
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.app import App
from bot.messages import Address, Button, Event, Message
from bot.platform import NeverConnected, NotHeld, Refused, TryLater, Unreachable, Unsure, held
from bot.platforms import slack_socket
from bot.platforms.slack import Slack
from bot.platforms.slack_errors import SCOPES
from bot.platforms.slack_events import event_of
from bot.platforms.slack_text import in_pieces, readable
from bot.platforms.slack_tiers import PER_MINUTE
from bot.store import Store
from bot.tables import outbox
from bot.web.site import serving
from knowledge.library import Library
from tests.fake import Clock, deliver
from tests.loopback_slack import (
    APP_TOKEN,
    BOT_TOKEN,
    CUT,
    SECRET,
    Answer,
    LoopbackSlack,
    Payload,
    form,
    signed,
    texts,
    wrongs,
)

HER = Address("slack", "T1", "U1")
DIRECT = Address("slack", "T1", "D1")
CHANNEL = Address("slack", "T1", "C1", "U1")
LACKING = [Answer("unknown_method"), Answer(status=404, raw="404: Not Found", kind="text/plain")]
NASTY = "<!channel> <@U1> <b>bold</b> & &lt; _*[ *x* _y_ ~z~ `c` @here #general :boom:\n> quoted"


def direct(text: str = "who helps?", number: int = 1, **more: Any) -> Payload:
    """A direct message, as Slack's Events API sends it."""
    said = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U1",
        "text": text,
        "ts": f"1700000001.{number:06}",
        "event_ts": f"1700000001.{number:06}",
        "client_msg_id": "6a1c9c1e-0000-4000-8000-000000000001",
        "team": "T1",
        "blocks": [{"type": "rich_text", "elements": []}],
    }
    return callback({**said, **more}, number)


def mention(text: str = "<@UBOT> who helps?", **more: Any) -> Payload:
    said = {
        "type": "app_mention",
        "user": "U1",
        "text": text,
        "ts": "1700000002.000100",
        "channel": "C1",
        "team": "T1",
        "event_ts": "1700000002.000100",
    }
    return callback({**said, **more})


def callback(event: Payload, number: int = 1) -> Payload:
    return {
        "token": "x",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{number}",
        "event_time": 1700000001,
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
    }


def press(token: str, message: str, channel: str = "D1", ephemeral: bool = False, when: str = "1.5") -> Payload:
    return {
        "type": "block_actions",
        "user": {"id": "U1", "username": "senco", "team_id": "T1"},
        "api_app_id": "A1",
        "container": {
            "type": "message",
            "message_ts": message,
            "channel_id": channel,
            "is_ephemeral": ephemeral,
        },
        "trigger_id": "1.2.3",
        "team": {"id": "T1", "domain": "loopback"},
        "channel": {"id": channel, "name": "directmessage"},
        "actions": [{"action_id": "b0.0", "block_id": "x", "value": token, "type": "button", "action_ts": when}],
    }


def command(text: str, channel: str = "C1") -> Payload:
    return {
        "command": "/signpost",
        "text": text,
        "team_id": "T1",
        "user_id": "U1",
        "user_name": "senco",
        "channel_id": channel,
        "channel_name": "directmessage" if channel.startswith("D") else "senco-network",
        "trigger_id": "13.37.aa",
        "response_url": "https://hooks.slack.invalid/x",
    }


class Ear:
    """Hears and keeps; `failing` is raised first, `held` holds each event back until it is set."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.failing: list[Exception] = []
        self.held: asyncio.Event | None = None

    async def __call__(self, event: Event) -> None:
        if self.failing:
            raise self.failing.pop(0)
        if self.held:
            await self.held.wait()
        self.events.append(event)


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running:
        yield running


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def platform(slack: LoopbackSlack) -> Slack:
    return Slack(BOT_TOKEN, slack.base, app_token=APP_TOKEN)


@asynccontextmanager
async def listening(platform: Slack, hear: Any) -> AsyncIterator[None]:
    task = asyncio.create_task(platform.listen(hear))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


# ---- what was said


def test_a_direct_message_is_heard_with_who_and_where() -> None:
    assert event_of(direct()) == Event(
        id="D1:1700000001.000001", sender=HER, chat=DIRECT, text="who helps?", message="1700000001.000001"
    )


def test_a_mention_in_a_channel_is_heard_without_the_mention_and_for_that_person_alone() -> None:
    event = event_of(mention("Hello <@UBOT>  who helps?"))
    assert event is not None
    assert (event.text, event.chat, event.sender) == ("Hello who helps?", CHANNEL, HER)
    assert not event.removable


def test_a_mention_and_nothing_else_asks_for_help() -> None:
    event = event_of(mention("<@UBOT>"))
    assert event is not None
    assert event.text == "help"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ask who helps?", "ask who helps?"),
        ("who helps &amp; how?", "who helps & how?"),
        ("place", "place"),
        ("", "help"),
        ("  ", "help"),
    ],
)
def test_a_slash_command_is_what_follows_it(typed: str, text: str) -> None:
    event = event_of(command(typed))
    assert event == Event(id="13.37.aa", sender=HER, chat=CHANNEL, text=text, called="senco")


@pytest.mark.parametrize("ephemeral", [False, True])
def test_a_press_carries_its_token_and_the_message_it_was_on(ephemeral: bool) -> None:
    event = event_of(press("s:1", "17.1", "C1", ephemeral))
    assert event is not None
    assert (event.pressed, event.message, event.chat, event.text) == ("s:1", "17.1", CHANNEL, "")


def test_what_comes_again_has_the_same_key_and_what_is_new_another() -> None:
    bodies = [direct(), direct(number=2), press("s:1", "17.1"), press("s:1", "17.2"), command("place")]
    keys = [event.key for body in bodies if (event := event_of(body))]
    again = [event.key for body in json.loads(json.dumps(bodies)) if (event := event_of(body))]
    assert keys == again
    assert len(set(keys)) == len(bodies)


def test_a_picture_without_words_is_heard_as_a_file() -> None:
    event = event_of(direct("", subtype="file_share", files=[{"id": "F1", "mimetype": "image/png"}]))
    assert event is not None
    assert event.file
    assert event.text == ""


def test_a_picture_with_words_is_heard_with_its_words() -> None:
    event = event_of(direct("who helps?", subtype="file_share", files=[{"id": "F1"}]))
    assert event is not None
    assert event.text == "who helps?"


@pytest.mark.parametrize(
    "body",
    [
        direct(subtype="message_changed", message={"text": "who helped?"}),
        direct(subtype="message_deleted"),
        direct(subtype="bot_message"),
        direct(bot_id="BBOT"),
        direct(user="USLACKBOT"),
        direct(user=None),
        direct(text=""),
        direct(channel="C1", channel_type="channel"),
        direct(channel="G1", channel_type="mpim"),
        direct(subtype="channel_join"),
        mention(bot_id="BOTHER"),
        callback({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"}),
        callback({"type": "reaction_added", "user": "U1"}),
        {"type": "event_callback"},
        {"type": "block_actions"},
        {"type": "view_submission", "user": {"id": "U1"}},
        press("", "17.1"),
        {},
    ],
    ids=lambda body: str((body.get("event") or body).get("subtype") or body.get("type")),
)
def test_whatever_was_not_said_to_the_bot_is_not_heard(body: Payload) -> None:
    assert event_of(body) is None


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("a &amp; b &lt;c&gt; &amp;lt;", "a & b <c> &lt;"),
        ("see <https://example.org/a?b=1&amp;c=2|the form> now", "see the form now"),
        ("see <https://example.org>", "see https://example.org"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<tel:+441234|01234>", "01234"),
        ("<tel:+441234>", "+441234"),
        ("hi <@U2> and <@U3|jo>, who", "hi and , who"),
        ("<!here> in <#C1|senco>: <!subteam^S1|@heads>", "in #senco: @heads"),
        ("<!date^1^{date}|May> <#C1>", "May"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_markup_is_read_as_the_words_that_she_saw(marked: str, plain: str) -> None:
    assert readable(marked) == plain


@given(st.text(alphabet=st.sampled_from("ab<>&;!@#|*_\n")))
def test_whatever_she_types_arrives_as_she_typed_it(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert readable(escaped) == typed.strip()


# ---- what is shown


words = st.one_of(st.text(max_size=80), st.text(alphabet="ab *_~`<>&!@#:[]\n\U0001f600", max_size=7000))
buttons = st.builds(Button, label=st.text(max_size=120), token=st.text(alphabet="abc:", min_size=1, max_size=60))
messages = st.builds(
    Message,
    text=words,
    title=words,
    facts=st.lists(st.tuples(st.text(max_size=40), words), max_size=12).map(tuple),
    small=words,
    rows=st.lists(st.lists(buttons, min_size=1, max_size=7).map(tuple), max_size=4).map(tuple),
)


def shown(pieces: list[dict[str, Any]]) -> str:
    """What can be read in the pieces, bold marks included."""
    read = "\n".join(text["text"] for piece in pieces for text in texts(piece["blocks"]))
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(messages)
def test_every_message_is_within_what_slack_takes(message: Message) -> None:
    for piece in in_pieces(message):
        assert list(wrongs(piece)) == []


@given(messages)
def test_nothing_that_was_written_notifies_or_formats(message: Message) -> None:
    for piece in in_pieces(message):
        assert "<" not in json.dumps(piece)
        for text in texts(piece["blocks"]):
            if text["type"] == "mrkdwn":
                bare = re.sub(r"^\*[^*\n]+\*( |$)", "", text["text"])
                assert not re.search(r"[*~`]|^\s*&gt;", bare, re.MULTILINE)
                assert not re.search(r"(^|\W)_\S.*_(\W|$)", bare)


@given(words)
def test_nothing_of_a_long_text_is_lost(text: str) -> None:
    assert shown(in_pieces(Message(text=text))).replace("\n", "") == (text.strip() or "…").replace("\n", "")


@pytest.mark.parametrize("char", ["x", "<", "&", "\U0001f600", "_*[", "x\n", "word "])
def test_five_thousand_characters_of_anything_fit_and_are_all_there(char: str) -> None:
    text = (char * 5000)[:5000].strip()
    pieces = in_pieces(Message(title=text, text=text, facts=(("Who", text),), small=text))
    assert [wrong for piece in pieces for wrong in wrongs(piece)] == []
    letter = char.strip()[:1]
    assert shown(pieces).count(letter) - shown(in_pieces(Message(facts=(("Who", "…"),)))).count(letter) >= (
        4 * text.count(letter)
    )


def test_title_and_labels_stand_out() -> None:
    (piece,) = in_pieces(Message(title="Therapy One Point", text="Advice.", facts=(("Who may refer", "Anyone"),)))
    assert [text["text"] for text in texts(piece["blocks"])] == [
        "*Therapy One Point*",
        "Advice.",
        "*Who may refer:* Anyone",
    ]
    assert piece["text"] == "Therapy One Point\n\nAdvice.\n\nWho may refer: Anyone"


def test_small_print_is_small_and_buttons_carry_their_tokens() -> None:
    row = tuple(Button(f"{number} {'x' * 100}", f"s:{number}") for number in range(7))
    (piece,) = in_pieces(Message(text="Which?", small="Checked in May.", rows=(row, row[:1])))
    section, small, five, two, one = piece["blocks"]
    assert (section["type"], small["type"]) == ("section", "context")
    elements = [*five["elements"], *two["elements"], *one["elements"]]
    assert [element["value"] for element in elements] == [f"s:{number}" for number in (*range(7), 0)]
    assert all(len(element["text"]["text"]) <= 75 for element in elements)
    assert len({element["action_id"] for element in elements}) == 8


def test_a_very_long_message_comes_in_several_with_the_buttons_last() -> None:
    pieces = in_pieces(Message(text="word " * 8000, rows=((Button("More", "m"),),)))
    assert len(pieces) == 4
    assert [piece["blocks"][-1]["type"] == "actions" for piece in pieces] == [False, False, False, True]


def test_an_empty_message_still_shows_something() -> None:
    assert list(wrongs(in_pieces(Message())[0])) == []


# ---- saying


async def test_a_direct_message_is_answered_there(slack: LoopbackSlack, platform: Slack) -> None:
    moment = await platform.send(DIRECT, Message(text=NASTY))
    (said,) = slack.said("chat.postMessage")
    assert slack.posts["D1", moment] == said
    assert shown([said]) == NASTY
    assert (said["unfurl_links"], said["unfurl_media"], said["parse"]) == (False, False, "none")


async def test_a_bubble_is_replaced_in_its_place(slack: LoopbackSlack, platform: Slack) -> None:
    moment = await platform.send(DIRECT, Message(text="one", rows=((Button("Go", "g"),),)))
    assert await platform.send(DIRECT, Message(text="two"), moment) == moment
    assert [block["type"] for block in slack.posts["D1", moment]["blocks"]] == ["section"]
    assert len(slack.posts) == 1


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_bubble_that_can_no_longer_be_edited_is_said_anew(
    slack: LoopbackSlack, platform: Slack, error: str
) -> None:
    slack.planned["chat.update"].append(Answer(error))
    moment = await platform.send(DIRECT, Message(text="two"), "1.1")
    assert slack.posts["D1", moment]["text"] == "two"


@pytest.mark.parametrize("answer", LACKING, ids=str)
async def test_a_server_that_cannot_edit_or_whisper_does_not_keep_her_from_her_answer(
    slack: LoopbackSlack, platform: Slack, answer: Answer
) -> None:
    slack.planned["chat.update"].append(answer)
    slack.planned["chat.postEphemeral"].append(answer)
    moment = await platform.send(DIRECT, Message(text="two"), "1.1")
    assert slack.posts["D1", moment]["text"] == "two"
    await platform.send(CHANNEL, Message(text="one"))
    assert [body["text"] for (chat, _), body in slack.posts.items() if chat == "DU1"] == ["one"]


async def test_where_no_slack_is_found_what_was_to_be_said_waits(slack: LoopbackSlack, platform: Slack) -> None:
    slack.planned["chat.postMessage"].append(LACKING[1])
    with pytest.raises(NeverConnected):
        await platform.send(DIRECT, Message(text="one"))


async def test_in_a_channel_only_the_person_sees_it_and_each_bubble_is_said_anew(
    slack: LoopbackSlack, platform: Slack
) -> None:
    assert await platform.send(CHANNEL, Message(text="one"), "17.1") == ""
    (said,) = slack.said()
    assert (slack.calls[0].method, said["channel"], said["user"]) == ("chat.postEphemeral", "C1", "U1")


@pytest.mark.parametrize("channel", ["C2", "D2", "G2"])
async def test_where_the_bot_is_no_member_the_answer_comes_in_her_own_chat_with_it(
    slack: LoopbackSlack, platform: Slack, channel: str
) -> None:
    assert await platform.send(replace(CHANNEL, id=channel), Message(text="one")) == ""
    assert [body["text"] for (chat, _), body in slack.posts.items() if chat == "DU1"] == ["one"]


async def test_a_command_in_her_chat_with_the_bot_is_answered_there_and_can_be_replaced(
    slack: LoopbackSlack, platform: Slack
) -> None:
    event = event_of(command("place", "D1"))
    assert event is not None
    moment = await platform.send(event.chat, Message(text="one"))
    assert await platform.send(event.chat, Message(text="two"), moment) == moment
    assert slack.posts["D1", moment]["text"] == "two"


@pytest.mark.parametrize(
    "error",
    ["account_inactive", "user_not_found", "is_archived", "user_disabled", "cannot_dm_bot", "messages_tab_disabled"],
)
async def test_whoever_cannot_be_written_to_is_left_alone(slack: LoopbackSlack, platform: Slack, error: str) -> None:
    slack.planned["chat.postMessage"].append(Answer(error))
    with pytest.raises(Unreachable):
        await platform.send(DIRECT, Message(text="one"))


async def test_a_chat_that_is_gone_is_left_alone(slack: LoopbackSlack, platform: Slack) -> None:
    with pytest.raises(Unreachable):
        await platform.send(replace(DIRECT, id="D9"), Message(text="one"))


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Answer("ratelimited", 429, {"Retry-After": "7"}), 7),
        (Answer("ratelimited", 200, {"Retry-After": "0"}), 1),
        (Answer("ratelimited", 429), 30),
        (Answer("ratelimited", 429, {"Retry-After": "soon"}), 30),
    ],
    ids=str,
)
async def test_patience_is_passed_on_and_nothing_is_posted_twice(
    slack: LoopbackSlack, platform: Slack, answer: Answer, seconds: float
) -> None:
    slack.planned["chat.postMessage"].append(answer)
    with pytest.raises(TryLater) as wait:
        await platform.send(DIRECT, Message(text="one"))
    assert wait.value.seconds == seconds
    assert len(slack.calls) == 1


@pytest.mark.parametrize("to", [DIRECT, CHANNEL], ids=["direct", "in a channel"])
async def test_a_long_message_that_was_refused_in_the_middle_goes_on_from_there(
    slack: LoopbackSlack, platform: Slack, to: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.slack_errors.UNSAID_SECONDS", 0.01)
    monkeypatch.setitem(PER_MINUTE, "chat.postEphemeral", 60_000)
    method = "chat.postEphemeral" if to.person else "chat.postMessage"
    long = Message(text="plumbus " * 4000)
    pieces = [piece["text"] for piece in in_pieces(long)]
    assert len(pieces) == 3
    await platform.send(to, long, key="long")
    slack.planned[method] += [None, Answer("ratelimited", 429)] * 2
    for _ in range(2):
        with pytest.raises(TryLater):
            await platform.send(to, long, key="again")
        await asyncio.sleep(0.01)
    await platform.send(to, long, key="again")
    tried = [body["text"] for body in slack.said(method)[3:]]
    assert tried == [pieces[number] for number in (0, 1, 1, 2, 2)]


@pytest.mark.parametrize(
    "answer",
    [
        Answer("internal_error", 500),
        Answer("internal_error", 200),
        Answer(status=503, raw="<html>down</html>"),
        Answer(status=200, raw="<html>a portal</html>"),
        CUT,
    ],
    ids=str,
)
async def test_without_an_answer_it_may_have_arrived_and_is_not_posted_twice(
    slack: LoopbackSlack, platform: Slack, answer: Answer
) -> None:
    slack.planned["chat.postMessage"].append(answer)
    with pytest.raises(Unsure):
        await platform.send(DIRECT, Message(text="one"))
    assert len(slack.calls) == 1


async def test_whoever_lost_the_lane_while_calling_hands_nothing_over(
    slack: LoopbackSlack, platform: Slack, ear: Ear
) -> None:
    async with listening(platform, ear):
        await slack.until(lambda: slack.sockets)
        first = await platform.send(DIRECT, Message(text="one"))
        held.set(lambda: False)
        for replacing in ("", first):
            with pytest.raises(NotHeld):
                await platform.send(DIRECT, Message(text="two"), replacing)
        assert (len(slack.said("chat.postMessage")), slack.said("chat.update")) == (1, [])


async def test_what_may_have_arrived_is_looked_up(slack: LoopbackSlack, platform: Slack) -> None:
    moment = await platform.send(DIRECT, Message(text="one"), key="k1")
    assert await platform.find(DIRECT, "k1") == moment
    assert await platform.find(DIRECT, "k2") == ""
    assert await platform.find(CHANNEL, "k1") is None, "what one person alone sees is in no history"
    slack.planned["conversations.history"].append(Answer("missing_scope"))
    assert await platform.find(DIRECT, "k1") is None


async def test_what_may_have_arrived_with_somebody_written_to_by_her_own_id_is_looked_up_in_her_chat(
    slack: LoopbackSlack, tmp_path: Path
) -> None:
    with closing(Store(f"sqlite:///{tmp_path / 'signpost.db'}", Clock())) as store:
        store.create()
        her, chat = Address("slack", "T1", "U1"), Address("slack", "T1", "DU1")
        platform = Slack(
            BOT_TOKEN, slack.base, app_token=APP_TOKEN, own_chat=lambda who: store.read(lambda work: work.own_chat(who))
        )
        moment = await platform.send(her, Message(text="one"), key="k1")
        assert await platform.find(her, "k1") is None, "which chat is hers is not known yet"
        store.run(lambda work: work.person_at(her))
        store.run(lambda work: work.heard_in([(her, chat)]))
        assert await platform.find(her, "k1") == moment
        assert await platform.find(her, "k2") == ""


async def test_where_nobody_listens_nothing_was_sent(slack: LoopbackSlack, platform: Slack) -> None:
    await slack.stop()
    with pytest.raises(NeverConnected):
        await platform.send(DIRECT, Message(text="one"))


@pytest.mark.parametrize("error", ["invalid_blocks", "no_text", "something_new"])
async def test_what_slack_will_never_take_is_refused(slack: LoopbackSlack, platform: Slack, error: str) -> None:
    slack.planned["chat.postMessage"].append(Answer(error))
    with pytest.raises(Refused):
        await platform.send(DIRECT, Message(text="one"))


async def test_nobody_elses_message_can_be_removed(slack: LoopbackSlack, platform: Slack) -> None:
    assert not await platform.remove(DIRECT, "1.1")
    assert slack.calls == []


# ---- Socket Mode


async def test_an_event_is_acknowledged_only_after_it_was_kept(slack: LoopbackSlack, platform: Slack, ear: Ear) -> None:
    async with listening(platform, ear):
        ear.held = asyncio.Event()
        waiting = await slack.push(direct("one", 1))
        await slack.deliver(callback({"type": "app_home_opened", "user": "U1", "tab": "messages"}))
        assert waiting not in slack.acknowledged
        ear.held.set()
        await slack.until(lambda: waiting in slack.acknowledged)
    assert [event.text for event in ear.events] == ["one"]


async def test_what_could_not_be_kept_is_not_acknowledged_and_is_heard_when_it_comes_again(
    slack: LoopbackSlack, platform: Slack, ear: Ear
) -> None:
    ear.failing.append(OSError("disk full"))
    async with listening(platform, ear):
        lost = await slack.push(direct())
        await slack.deliver(direct(), "events_api")
    assert lost not in slack.acknowledged
    assert [event.id for event in ear.events] == ["D1:1700000001.000001"]


async def test_commands_and_presses_come_over_the_same_line(slack: LoopbackSlack, platform: Slack, ear: Ear) -> None:
    async with listening(platform, ear):
        await slack.deliver(command("ask who?"), "slash_commands")
        await slack.deliver(press("s:1", "17.1"), "interactive")
        await slack.deliver(mention())
    assert [(event.text, event.pressed) for event in ear.events] == [
        ("ask who?", ""),
        ("", "s:1"),
        ("who helps?", ""),
    ]


async def test_five_hundred_at_once_are_acknowledged_in_time(slack: LoopbackSlack, platform: Slack, ear: Ear) -> None:
    async with listening(platform, ear):
        async with asyncio.timeout(10):
            envelopes = {await slack.push(direct("x", number)) for number in range(500)}
        await slack.until(lambda: envelopes <= set(slack.acknowledged), 3)
    assert [event.id for event in ear.events] == [f"D1:1700000001.{number:06}" for number in range(500)]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("WATCH_SECONDS", 0.01), ("FIRST_SECONDS", 0.01), ("MOST_SECONDS", 0.05)):
        monkeypatch.setattr(slack_socket, name, seconds)


@pytest.mark.usefixtures("hasty")
async def test_a_lost_connection_is_made_anew(slack: LoopbackSlack, platform: Slack, ear: Ear) -> None:
    async with listening(platform, ear):
        await slack.deliver(direct("one", 1))
        first = slack.sockets[0]
        await first.close()
        await slack.until(lambda: slack.sockets and slack.sockets != [first])
        await slack.deliver(direct("two", 2))
    assert [event.text for event in ear.events] == ["one", "two"]


@pytest.mark.usefixtures("hasty")
async def test_a_connection_that_breaks_off_is_made_anew(slack: LoopbackSlack, platform: Slack, ear: Ear) -> None:
    async with listening(platform, ear):
        await slack.deliver(direct("one", 1))
        first = slack.sockets[0]
        assert first._req is not None
        assert first._req.transport is not None
        first._req.transport.abort()
        await slack.until(lambda: slack.sockets and slack.sockets != [first])
        await slack.deliver(direct("two", 2))
    assert [event.text for event in ear.events] == ["one", "two"]


@pytest.mark.usefixtures("hasty")
async def test_a_connection_is_renewed_when_slack_asks(slack: LoopbackSlack, platform: Slack, ear: Ear) -> None:
    async with listening(platform, ear):
        await slack.deliver(direct("one", 1))
        first = slack.sockets[0]
        await first.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
        await slack.until(lambda: slack.sockets and first not in slack.sockets)
        await slack.deliver(direct("two", 2))
    assert [event.text for event in ear.events] == ["one", "two"]
    assert [call.method for call in slack.calls].count("apps.connections.open") == 2


@pytest.mark.usefixtures("hasty")
async def test_a_server_that_is_down_at_the_start_is_waited_for_without_fuss(
    slack: LoopbackSlack, platform: Slack, ear: Ear
) -> None:
    await slack.stop()
    with capture_logs() as logged:
        async with broken(urlsplit(slack.base).port) as tried_five_times, listening(platform, ear):
            await asyncio.wait_for(tried_five_times.wait(), 10)
        async with listening(platform, ear):
            await slack.start()
            await slack.deliver(direct("one"))
    assert [event.text for event in ear.events] == ["one"]
    assert [line["event"] for line in logged if line["event"] != "connected"] in (
        ["not connected, trying again"],
        ["not connected, trying again"] * 2,
    )


@asynccontextmanager
async def broken(port: int | None) -> AsyncIterator[asyncio.Event]:
    """A server that hangs up on whoever calls; tells when it did so five times."""
    calls, often = count(1), asyncio.Event()

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        if next(calls) == 5:
            often.set()

    async with await asyncio.start_server(hang_up, "127.0.0.1", port):
        yield often


@pytest.mark.usefixtures("hasty")
async def test_an_app_token_that_is_not_known_does_not_stop_or_spin(slack: LoopbackSlack, ear: Ear) -> None:
    platform = Slack(BOT_TOKEN, slack.base, app_token="xapp-wrong")
    with capture_logs() as logged:
        async with listening(platform, ear):
            await slack.until(lambda: len(slack.calls) >= 5)
    assert [(line["event"], line["fault"]) for line in logged] == [("not connected, trying again", "invalid_auth")]


@pytest.mark.usefixtures("hasty")
async def test_an_address_whose_ticket_was_used_is_not_tried_for_ever(
    slack: LoopbackSlack, platform: Slack, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack_socket, "PATIENCE_SECONDS", 0.05)
    taken = slack._tickets
    slack._tickets = _Losing(taken, 2)
    async with listening(platform, ear):
        await slack.deliver(direct("one"))
    assert [event.text for event in ear.events] == ["one"]


@pytest.mark.usefixtures("hasty")
async def test_connections_that_never_last_are_deafness(
    slack: LoopbackSlack, platform: Slack, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platform.GRACE_SECONDS", 0.2)
    slack.line = "cut"
    async with listening(platform, ear):
        await slack.until(platform.deaf)
        assert "check this machine's network" in platform.deaf()
        slack.line = "good"
        await slack.deliver(direct("one"))
        assert platform.deaf() == ""


@pytest.mark.usefixtures("hasty")
async def test_a_token_that_slack_does_not_know_is_named_where_nothing_is_heard(
    slack: LoopbackSlack, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platform.GRACE_SECONDS", 0.2)
    platform = Slack(BOT_TOKEN, slack.base, app_token="xapp-wrong")
    async with listening(platform, ear):
        await slack.until(platform.deaf)
        assert "SIGNPOST_SLACK_APP_TOKEN (invalid_auth)" in platform.deaf()


class _Losing(set[str]):
    """Tickets, of which the first few are lost."""

    def __init__(self, tickets: set[str], lost: int) -> None:
        super().__init__(tickets)
        self.lost = lost

    def add(self, ticket: str) -> None:
        self.lost -= 1
        if self.lost < 0:
            super().add(ticket)


# ---- signed requests


@asynccontextmanager
async def posting(slack: LoopbackSlack, hear: Any) -> AsyncIterator[Any]:
    """Post a body as Slack would; gives status and text."""
    platform = Slack(BOT_TOKEN, slack.base, signing_secret=SECRET)
    async with (
        serving("127.0.0.1", 0, platform.routes(hear)) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):

        async def post(body: str, **signing: Any) -> tuple[int, str]:
            headers = signing.pop("headers", None) or signed(body, **signing)
            async with session.post("/slack/events", data=body.encode(), headers=headers) as answer:
                return answer.status, await answer.text()

        yield post


async def test_signed_events_commands_and_presses_are_heard(slack: LoopbackSlack, ear: Ear) -> None:
    async with posting(slack, ear) as post:
        assert await post(json.dumps(direct())) == (200, "")
        assert await post(form(command("ask who & what?"))) == (200, "")
        assert await post(form(press("s:1", "17.1"))) == (200, "")
    assert [(event.text, event.pressed) for event in ear.events] == [
        ("who helps?", ""),
        ("ask who & what?", ""),
        ("", "s:1"),
    ]
    assert slack.calls == []


async def test_slacks_challenge_is_answered(slack: LoopbackSlack, ear: Ear) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})
    async with posting(slack, ear) as post:
        status, text = await post(body)
        assert (await post(body, secret="wrong"))[0] == 401
    assert (status, json.loads(text)["challenge"]) == (200, "abc")


async def test_forged_and_old_requests_are_refused_unheard(slack: LoopbackSlack, ear: Ear) -> None:
    body = json.dumps(direct())
    good = signed(body)
    forged: list[dict[str, str]] = [
        signed(body, secret="wrong"),
        signed(body, age=400),
        signed(body, age=-400),
        signed(body + " "),
        {**good, "X-Slack-Request-Timestamp": "now"},
        {**good, "X-Slack-Request-Timestamp": "9" * 5000},
        {**good, "X-Slack-Signature": ""},
        {"Content-Type": "application/json"},
    ]
    async with posting(slack, ear) as post:
        for headers in forged:
            assert (await post(body, headers=headers))[0] == 401
    assert ear.events == []


async def test_a_replayed_request_is_taken_and_answered_once(slack: LoopbackSlack, library: Library) -> None:
    with closing(Store("sqlite://", Clock())) as store:
        store.create()
        app, body = App(store, library), json.dumps(direct(text="help"))
        answers = []
        async with posting(slack, app.hear) as post:
            for _ in range(3):
                assert (await post(body))[0] == 200
                await app.settle()
                answers.append(store.read(lambda work: work.connection.execute(sa.select(outbox.c.key)).all()))
        assert answers[0]
        assert answers[0] == answers[1] == answers[2]


async def test_what_is_no_event_gets_one_plain_line(slack: LoopbackSlack, ear: Ear) -> None:
    async with posting(slack, ear) as post:
        for body in ("{not json", "payload=%7Bno", "[1]"):
            headers = {**signed(body), "Content-Type": "application/json"}
            status, text = await post(body, headers=headers)
            assert status in (400, 401, 500)
            assert "Traceback" not in text
    assert ear.events == []


async def test_what_could_not_be_kept_is_sent_again_by_slack(slack: LoopbackSlack, ear: Ear) -> None:
    ear.failing.append(OSError("disk full"))
    body = json.dumps(direct())
    async with posting(slack, ear) as post:
        assert (await post(body))[0] == 500
        assert (await post(body))[0] == 200
    assert [event.id for event in ear.events] == ["D1:1700000001.000001"]


def test_with_socket_mode_nothing_is_served() -> None:
    ear = Ear()
    assert Slack("x", "http://127.0.0.1:1/api/", "xapp", SECRET).routes(ear) == ()
    assert Slack("x", "http://127.0.0.1:1/api/").routes(ear) == ()


# ---- what must not leak


@pytest.mark.usefixtures("hasty")
async def test_neither_tokens_nor_words_are_logged_or_in_an_address(
    slack: LoopbackSlack,
    platform: Slack,
    ear: Ear,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in (Answer("invalid_blocks"), Answer(status=500, raw="plumbus"), CUT):
        slack.planned["chat.postMessage"].append(answer)
    ear.failing.append(ValueError("plumbus"))
    with capture_logs() as ours:
        async with listening(platform, ear):
            await slack.push(direct("plumbus"))
            await slack.deliver(direct("plumbus"))
            for _ in range(3):
                with pytest.raises((Refused, Unsure)):
                    await platform.send(DIRECT, Message(text="plumbus"))
            await platform.send(DIRECT, Message(text="plumbus"))
            await slack.sockets[0].close()
        async with posting(slack, ear) as post:
            await post(json.dumps(direct("plumbus")), secret="wrong")
    heard = capfd.readouterr()
    theirs = [record.getMessage() for record in caplog.records]
    logged = "\n".join([heard.out, heard.err, *theirs, *map(str, ours)])
    assert "event not kept" in logged
    assert not [secret for secret in ("plumbus", BOT_TOKEN, APP_TOKEN, SECRET) if secret in logged]
    assert {call.query for call in slack.calls} == {""}


# ---- checking


async def test_right_tokens_are_content(platform: Slack) -> None:
    assert await platform.check() == ""


@pytest.mark.parametrize(
    ("bot", "app", "setting"),
    [("xoxb-wrong", APP_TOKEN, "SIGNPOST_SLACK_BOT_TOKEN"), (BOT_TOKEN, "xapp-wrong", "SIGNPOST_SLACK_APP_TOKEN")],
)
async def test_a_wrong_token_is_named_with_its_remedy(slack: LoopbackSlack, bot: str, app: str, setting: str) -> None:
    line = await Slack(bot, slack.base, app_token=app).check()
    assert setting in line
    assert "api.slack.com/apps" in line
    assert "\n" not in line


async def test_a_server_that_cannot_be_reached_is_named(slack: LoopbackSlack, platform: Slack) -> None:
    await slack.stop()
    line = await platform.check()
    assert slack.base in line
    assert "SIGNPOST_SLACK_API_BASE" in line


async def test_a_missing_scope_is_named(slack: LoopbackSlack, platform: Slack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.loopback_slack.SCOPES", "chat:write,commands")
    assert "app_mentions:read, files:read, files:write, im:history" in await platform.check()


def test_the_manifest_asks_for_no_more_than_is_needed() -> None:
    manifest = yaml.safe_load(Path("slack-manifest.yaml").read_text("utf-8"))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_home_opened",
        "app_mention",
        "message.im",
    }
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert [one["command"] for one in manifest["features"]["slash_commands"]] == ["/signpost"]
    assert len(manifest["display_information"]["description"]) <= 140
    assert 174 <= len(manifest["display_information"]["long_description"]) <= 4000


# ---- all the way


def pressing(body: Payload, label: str, moment: str, when: str) -> Payload:
    """A press of the first button of a posted message whose label begins like this."""
    elements = [one for block in body["blocks"] if block["type"] == "actions" for one in block["elements"]]
    value = next(one["value"] for one in elements if one["text"]["text"].startswith(label))
    return press(value, moment, when=when)


async def test_a_question_is_answered_and_its_bubble_follows_her_taps(
    slack: LoopbackSlack, platform: Slack, library: Library, tmp_path: Path
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'signpost.db'}", Clock())
    store.create()
    app = App(store, library)

    async def happens(payload: Payload, kind: str = "events_api") -> None:
        await slack.deliver(payload, kind)
        await app.settle()
        await deliver(store, platform)

    try:
        async with listening(platform, app.hear):
            await happens(direct("what is Therapy One Point?"))
            ((_, asked),) = slack.posts
            assert "Where do you work?" in slack.posts["D1", asked]["text"]
            await happens(pressing(slack.posts["D1", asked], "East Sussex", asked, "2.1"), "interactive")
            await happens(pressing(slack.posts["D1", asked], "SENCO", asked, "2.2"), "interactive")
            answer = slack.posts["D1", list(slack.posts)[-1][1]]
            for again in range(2):  # she asks in a channel too, and Slack sends it twice
                await happens(mention("<@UBOT> what is Therapy One Point?"))
                assert len(slack.said("chat.postEphemeral")) == 1, again
    finally:
        store.close()
    assert [call.method for call in slack.calls if call.method.startswith("chat.")] == [
        "chat.postMessage",
        "chat.update",
        "chat.update",
        "chat.postMessage",
        "chat.postEphemeral",
    ]
    assert next(texts(answer["blocks"]))["text"] == "*Therapy One Point*"
    assert "East Sussex (SENCO)" in slack.posts["D1", asked]["text"]
    assert next(texts(slack.said("chat.postEphemeral")[0]["blocks"]))["text"] == "*Therapy One Point*"
