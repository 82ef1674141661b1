"""Slack: pictures and files, out and in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Address, Message, Upload
from bot.platform import NeverConnected, Refused, TooLarge, TryLater, Unreachable, Unsure
from bot.platforms.slack import Slack
from bot.platforms.slack_events import event_of
from bot.platforms.slack_text import in_pieces, in_words
from tests.loopback_slack import BOT_TOKEN, CUT, Answer, LoopbackSlack, texts, wrongs
from tests.pictures import CHART, NASTY, PACK, PNG, RESULTS
from tests.test_slack import CHANNEL, DIRECT, LACKING, direct, mention, shown

words = st.text(max_size=60) | st.text(alphabet="ab <&>\n😀_*", max_size=4000)


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running:
        yield running


@pytest.fixture
def platform(slack: LoopbackSlack) -> Slack:
    return Slack(BOT_TOKEN, slack.base)


def methods(slack: LoopbackSlack) -> list[str]:
    return [call.method.removeprefix("files.") for call in slack.calls]


BROUGHT = ["getUploadURLExternal", "upload", "completeUploadExternal"]


# ---- out


@given(words, words, st.sampled_from([CHART, PACK]))
def test_every_message_with_a_file_is_within_what_slack_takes(text: str, shows: str, file: Any) -> None:
    message = Message(text, file=replace(file, words=shows))
    assert [wrong for piece in in_pieces(message) for wrong in wrongs(piece)] == []
    unsent = in_pieces(in_words(message, message.file)) if message.file else []
    assert [wrong for piece in unsent for wrong in wrongs(piece)] == []
    read = "".join(shown(unsent).split())
    assert all("".join(part.split()) in read for part in (text, shows))


async def test_a_picture_is_shared_with_its_alternative_and_its_words_follow(
    slack: LoopbackSlack, platform: Slack
) -> None:
    moment = await platform.send(DIRECT, RESULTS, key="k1")
    ((channel, file),) = slack.shared
    assert (channel, slack.uploads[file]["content"]) == ("D1", PNG)
    assert (slack.uploads[file]["name"], slack.uploads[file]["words"]) == ("pulse.png", CHART.words)
    assert methods(slack) == [*BROUGHT, "chat.postMessage"]
    said = slack.posts["D1", moment]
    assert [text["text"] for text in texts(said["blocks"])] == ["*Pulse, week 3*", "Thank you all."]
    assert said["blocks"][-1]["elements"][0]["value"] == "g:1"
    assert await platform.find(DIRECT, "k1") == moment


async def test_no_word_and_no_token_is_in_an_address(slack: LoopbackSlack, platform: Slack) -> None:
    await platform.send(DIRECT, RESULTS)
    held = slack.hands("dates.csv", b"abc")
    await platform.fetch(Upload(held["id"], "dates.csv", 3), 10)
    assert {call.query for call in slack.calls} == {""}
    assert [call.token for call in slack.calls if call.method == "upload"] == [""], "the token stays with the API"


async def test_what_a_file_shows_is_read_where_it_is_no_picture(slack: LoopbackSlack, platform: Slack) -> None:
    moment = await platform.send(DIRECT, Message(text=NASTY, file=replace(PACK, name="a & <b>.xlsx", words=NASTY)))
    assert shown([slack.posts["D1", moment]]) == f"{NASTY}\n{NASTY}"
    ((_, file),) = slack.shared
    assert slack.uploads[file]["name"] == "a & <b>.xlsx"


async def test_in_a_channel_a_file_for_one_person_goes_to_her_own_chat(slack: LoopbackSlack, platform: Slack) -> None:
    assert await platform.send(CHANNEL, RESULTS) == ""
    ((channel, _),) = slack.shared
    assert channel == "DU1"
    assert [chat for chat, _ in slack.posts] == ["DU1"]
    assert not slack.said("chat.postEphemeral")


async def test_a_large_file_is_brought_whole(slack: LoopbackSlack, platform: Slack) -> None:
    content = PNG.ljust(9_000_000)
    await platform.send(DIRECT, Message(file=replace(CHART, content=content)))
    ((_, file),) = slack.shared
    assert slack.uploads[file]["content"] == content


async def test_a_picture_is_always_said_anew(slack: LoopbackSlack, platform: Slack) -> None:
    first = await platform.send(DIRECT, Message(text="soon"))
    second = await platform.send(DIRECT, RESULTS, replacing=first)
    assert first != second
    assert slack.posts["D1", first]["text"] == "soon"


async def test_without_the_permission_the_words_are_said_and_the_reason_is_kept(
    slack: LoopbackSlack, platform: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.loopback_slack.SCOPES", "app_mentions:read,chat:write,commands,im:history")
    with pytest.raises(
        Refused, match=r"missing_scope: the app lacks files:write; paste slack-manifest.yaml"
    ) as refusal:
        await platform.send(DIRECT, RESULTS)
    assert len(f"refused: {refusal.value}") <= 200
    (said,) = slack.posts.values()
    assert CHART.words in shown([said])
    assert "“pulse.png” itself could not be sent here" in shown([said])
    with pytest.raises(Refused):
        await platform.send(CHANNEL, RESULTS)
    assert CHART.words in shown(slack.said("chat.postEphemeral"))


@pytest.mark.parametrize("answer", [*LACKING, Answer(raw='{"ok": true}', kind="application/json")], ids=str)
async def test_a_server_without_files_does_not_hold_up_her_chat(
    slack: LoopbackSlack, platform: Slack, answer: Answer
) -> None:
    slack.planned["files.getUploadURLExternal"].append(answer)
    with pytest.raises(Refused, match="takes no files"):
        await platform.send(DIRECT, RESULTS)
    (said,) = slack.posts.values()
    assert CHART.words in shown([said])


DOWN = pytest.mark.parametrize("answer", [CUT, Answer(status=503, raw="<html>down</html>")], ids=str)


@DOWN
async def test_what_did_not_get_to_slack_is_tried_later_and_nobody_saw_any_of_it(
    slack: LoopbackSlack, platform: Slack, answer: Answer
) -> None:
    slack.planned["files.getUploadURLExternal"].append(answer)
    with pytest.raises(TryLater) as wait:
        await platform.send(DIRECT, RESULTS)
    assert wait.value.chat_only
    assert (slack.shared, slack.posts) == ([], {})


@DOWN
async def test_a_store_of_files_that_is_back_at_once_is_not_noticed(
    slack: LoopbackSlack, platform: Slack, answer: Answer
) -> None:
    slack.planned["upload"].append(answer)
    await platform.send(DIRECT, RESULTS)
    assert len(slack.shared) == 1


NOWHERE = '{"ok": true, "file_id": "F1", "upload_url": "http://127.0.0.1:9/upload"}'


@pytest.mark.parametrize(
    "planned",
    [
        ("upload", [CUT] * 3),
        ("upload", [Answer(status=503, raw="down")] * 3),
        ("files.getUploadURLExternal", [Answer(status=200, raw=NOWHERE, kind="application/json")]),
    ],
    ids=str,
)
async def test_a_store_of_files_that_is_out_of_reach_holds_nothing_else_up(
    slack: LoopbackSlack, platform: Slack, planned: tuple[str, list[Answer]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.slack_files.PAUSES", (0.0, 0.0, 0.0))
    slack.planned[planned[0]] += planned[1]
    with pytest.raises(Refused, match="Slack's store of files is out of reach: "):
        await platform.send(DIRECT, RESULTS)
    (said,) = slack.posts.values()
    assert CHART.words in shown([said])
    assert slack.shared == []


async def test_what_becomes_of_a_picture_that_does_not_arrive(slack: LoopbackSlack, platform: Slack) -> None:
    for method, answer, meaning in (
        ("files.getUploadURLExternal", Answer("ratelimited", 429, {"Retry-After": "7"}), TryLater),
        ("upload", Answer("ratelimited", 429, {"Retry-After": "7"}), TryLater),
        ("files.completeUploadExternal", Answer("internal_error"), Unsure),
        ("files.completeUploadExternal", CUT, Unsure),
        ("chat.postMessage", CUT, Unsure),
        ("files.completeUploadExternal", Answer("is_archived"), Unreachable),
        ("files.getUploadURLExternal", Answer("invalid_auth"), NeverConnected),
        ("upload", Answer("too_big", 413), Refused),
        ("files.completeUploadExternal", Answer("posting_to_channel_denied"), Refused),
    ):
        slack.planned[method].append(answer)
        with pytest.raises(meaning):
            await platform.send(DIRECT, RESULTS)
    with pytest.raises(Unreachable):
        await platform.send(Address("slack", "T1", "D9"), RESULTS)
    assert not any(slack.planned.values()), "every answer was given"
    await slack.stop()
    with pytest.raises(NeverConnected):
        await platform.send(DIRECT, RESULTS)


async def test_a_picture_that_was_shared_is_not_shared_again_when_its_words_were_refused(
    slack: LoopbackSlack, platform: Slack
) -> None:
    slack.planned["chat.postMessage"].append(Answer("ratelimited", 429, {"Retry-After": "7"}))
    with pytest.raises(TryLater):
        await platform.send(DIRECT, RESULTS, key="k1")
    moment = await platform.send(DIRECT, RESULTS, key="k1")
    assert (len(slack.shared), list(slack.posts)) == (1, [("D1", moment)])
    await platform.send(DIRECT, RESULTS, key="k2")
    assert len(slack.shared) == 2


# ---- in


def test_one_file_in_a_direct_message_is_an_upload_and_several_are_none(slack: LoopbackSlack) -> None:
    file = slack.hands("dates.csv", b"abc")
    event = event_of(direct("", subtype="file_share", files=[file]))
    assert event
    assert event.upload == Upload(file["id"], "dates.csv", 3)
    for body in (
        direct("", subtype="file_share", files=[file, file]),
        direct("", subtype="file_share", files=[{"mode": "tombstone"}]),
        mention("<@UBOT> who helps?", files=[file]),
    ):
        other = event_of(body)
        assert other
        assert (other.file, other.upload) == (True, None)


async def test_a_file_is_fetched_up_to_the_size_that_is_asked_for(slack: LoopbackSlack, platform: Slack) -> None:
    held = slack.hands("dates.csv", b"x" * 5000)
    assert await platform.fetch(Upload(held["id"], "dates.csv", 0), 5000) == b"x" * 5000
    for size in (0, 5000):
        with pytest.raises(TooLarge):
            await platform.fetch(Upload(held["id"], "dates.csv", size), 4999)


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/files-pri/F1/dates.csv",
        "http://files.slack.com/files-pri/F1/dates.csv",
        "https://files.slack.com.evil.example/x",
        "https://files.slack.com@evil.example/x",
        "http://127.0.0.1:9/files-pri/F1/dates.csv",
        "file:///etc/passwd",
        "",
    ],
)
async def test_the_token_goes_to_slacks_own_hosts_alone(slack: LoopbackSlack, platform: Slack, place: str) -> None:
    held = slack.hands("dates.csv", b"abc")
    slack.uploads[held["id"]]["url"] = place
    with pytest.raises(Refused, match="not on Slack"):
        await platform.fetch(Upload(held["id"], "dates.csv", 3), 10)


async def test_a_redirection_is_not_followed(slack: LoopbackSlack) -> None:
    held = slack.hands("dates.csv", b"abc")
    slack.planned["download"].append(Answer("moved", 302, {"Location": "http://evil.example/"}))
    with pytest.raises(Refused):
        await Slack(BOT_TOKEN, slack.base).fetch(Upload(held["id"], "dates.csv", 3), 10)


async def test_what_becomes_of_a_file_that_cannot_be_had(
    slack: LoopbackSlack, platform: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = slack.hands("dates.csv", b"abc")
    upload = Upload(held["id"], "dates.csv", 3)
    for method, answer, meaning in (
        ("download", Answer(status=200, raw="<html>Sign in</html>"), Refused),
        ("download", Answer("no", 404), Refused),
        ("download", Answer("wait", 429), TryLater),
        ("download", Answer("down", 503), Unsure),
        ("files.info", CUT, Unsure),
        ("files.info", Answer("file_not_found"), Refused),
    ):
        slack.planned[method].append(answer)
        with pytest.raises(meaning):
            await platform.fetch(upload, 10)
    monkeypatch.setattr("tests.loopback_slack.SCOPES", "chat:write")
    with pytest.raises(Refused, match="files:read"):
        await platform.fetch(upload, 10)
    await slack.stop()
    with pytest.raises(NeverConnected):
        await platform.fetch(upload, 10)
