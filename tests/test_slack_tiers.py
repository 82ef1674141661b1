"""Slack's limits for each method: kept by waiting, and one method's holds up nothing else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.messages import Address, Message
from bot.platform import TryLater
from bot.platforms import slack_tiers
from bot.platforms.slack import Slack
from bot.platforms.slack_tiers import BURST, Tiers
from tests.loopback_slack import APP_TOKEN, BOT_TOKEN, Answer, LoopbackSlack

CHATS = [Address("slack", "T1", f"D{number}") for number in range(2 * BURST)]


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running:
        running.channels |= {chat.id for chat in CHATS}
        yield running


@pytest.fixture
def platform(slack: LoopbackSlack) -> Slack:
    return Slack(BOT_TOKEN, slack.base, app_token=APP_TOKEN)


async def bubbles(platform: Slack) -> list[str]:
    return [await platform.send(chat, Message(text="How was your week?")) for chat in CHATS]


async def test_where_many_answer_at_once_their_bubbles_change_at_the_pace_that_slack_takes(
    slack: LoopbackSlack, platform: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(slack_tiers.PER_MINUTE, "chat.update", BURST + 1200)
    said = await bubbles(platform)
    began = time.monotonic()
    changing = [platform.send(chat, Message(text="4"), moment) for chat, moment in zip(CHATS, said, strict=True)]
    waiting = asyncio.gather(*changing)
    await platform.send(CHATS[0], Message(text="a reply to somebody else"))
    assert not waiting.done(), "what is said anew waits for no edit"
    assert await waiting == said, "each in its place"
    assert time.monotonic() - began >= BURST * 60 / 1200


async def test_an_edit_whose_turn_is_far_away_makes_room_for_others() -> None:
    tiers = Tiers()
    for _ in range(BURST):
        async with tiers.turn("chat.update", longest=0.0):
            pass
    with pytest.raises(TryLater) as wait:
        async with tiers.turn("chat.update", longest=0.0):
            pytest.fail("in that minute it would be one too many")
    assert wait.value.chat_only
    assert 60 / wait.value.seconds + BURST <= slack_tiers.PER_MINUTE["chat.update"] + 1
    async with tiers.turn("chat.postEphemeral", longest=0.0):
        pass


async def test_where_slack_takes_no_edits_for_a_while_whoever_waits_is_answered_anew_and_a_report_waits(
    slack: LoopbackSlack, platform: Slack
) -> None:
    said = await bubbles(platform)
    slack.planned["chat.update"].append(Answer("ratelimited", 429, {"Retry-After": "7"}))
    for at in (0, 1):
        assert await platform.send(CHATS[at], Message(text="4"), said[at]) != said[at]
    with pytest.raises(TryLater) as wait:
        await platform.send(CHATS[2], Message(text="Sent 4 of 9", live=True), said[2])
    assert wait.value.chat_only, "everything else goes on"
    assert 6 < wait.value.seconds <= 7
    assert len(slack.said("chat.update")) == 1, "it is not asked again before"


async def test_where_too_many_edits_wait_the_next_is_said_anew(
    slack: LoopbackSlack, platform: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.slack.EDIT_SECONDS", 0.0)
    said = await bubbles(platform)
    for chat, moment in zip(CHATS, said, strict=True):
        await platform.send(chat, Message(text="4"), moment)
    assert len(slack.said("chat.update")) == BURST
    assert len(slack.said("chat.postMessage")) == len(CHATS) + len(CHATS) - BURST
