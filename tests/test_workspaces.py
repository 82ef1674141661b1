"""Several Slack workspaces at once: each with its tokens, its connection, its lane and its limits."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml

from bot.app import App
from bot.commands import doctor, run
from bot.delivery import ledger
from bot.delivery.ledger import say
from bot.messages import Address, Message, Upload
from bot.platform import Platform, label
from bot.platform import serving as served_by
from bot.platforms.slack import Slack
from bot.settings import Settings, SettingsError, read_settings, read_workspaces
from bot.store import Store
from bot.web.site import serving
from knowledge.library import Library
from tests.fake import Clock, deliver
from tests.loopback_slack import Answer, LoopbackSlack, Payload, form, signed
from tests.test_slack import command, direct, press

TEAMS = ("T1", "T2")


def tokens(team: str) -> tuple[str, str, str]:
    return f"xoxb-{team}-bot", f"xapp-{team}-app", f"{team}-signing-secret"


@pytest.fixture
async def slacks() -> AsyncIterator[dict[str, LoopbackSlack]]:
    async with AsyncExitStack() as stack:
        yield {team: await stack.enter_async_context(LoopbackSlack(team, *tokens(team)[:2])) for team in TEAMS}


def written(folder: Path, slacks: dict[str, LoopbackSlack], http: Sequence[str] = ()) -> Path:
    """The settings file for these."""
    held: dict[str, dict[str, str]] = {}
    for team, slack in slacks.items():
        bot, app, secret = tokens(team)
        hears = {"signing_secret": secret} if team in http else {"app_token": app}
        held[team] = {"name": f"Agency {team}", "bot_token": bot, "api_base": slack.base, **hears}
    file = folder / "workspaces.yaml"
    file.write_text(yaml.safe_dump(held))
    file.chmod(0o600)
    return file


def chosen(file: Path) -> list[Platform]:
    return run.platforms(Settings(slack_workspaces=str(file)))


def of(payload: Payload, team: str) -> Payload:
    """The same, said in another workspace."""
    return dict(json.loads(json.dumps(payload).replace('"T1"', f'"{team}"')))


@asynccontextmanager
async def listening(platforms: Sequence[Platform], hear: Any) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(platform.listen(hear)) for platform in platforms]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_each_workspace_hears_and_is_answered_over_its_own_connection(
    tmp_path: Path, slacks: dict[str, LoopbackSlack], library: Library
) -> None:
    store = Store("sqlite://", Clock())
    store.create()
    platforms = chosen(written(tmp_path, slacks))
    app = App(store, library, platforms=platforms)
    async with listening(platforms, app.hear):
        for team, slack in slacks.items():
            await slack.deliver(of(direct("glossary CAMHS"), team))
        await app.settle()
        await deliver(store, *platforms)
    for team, slack in slacks.items():
        assert [call.token for call in slack.calls if call.method == "chat.postMessage"] == [tokens(team)[0]]
        assert "Child and Adolescent" in slack.said()[0]["text"]
    store.close()


async def test_a_workspace_that_asks_for_patience_or_is_gone_holds_up_no_other(
    tmp_path: Path, slacks: dict[str, LoopbackSlack]
) -> None:
    store = Store("sqlite://", Clock())
    store.create()
    platforms = chosen(written(tmp_path, slacks))
    slacks["T1"].planned["chat.postMessage"].append(Answer("ratelimited", 429, {"Retry-After": "3600"}))
    for team in TEAMS:
        to = Address("slack", team, "U1")
        store.run(lambda work, to=to: say(work, f"m:{to.workspace}", to, Message(text="Hello.")))  # type: ignore[misc]
    with suppress(TimeoutError):
        async with asyncio.timeout(1.5):
            await deliver(store, *platforms)
    assert [one["text"] for one in slacks["T2"].posts.values()] == ["Hello."]
    assert store.run(ledger.counts) == {"queued": 1, "sent": 1}
    assert slacks["T1"].posts == {}
    store.close()


async def test_one_address_takes_the_posts_of_all_and_tells_them_apart(
    tmp_path: Path, slacks: dict[str, LoopbackSlack]
) -> None:
    heard: list[tuple[str, str]] = []

    async def hear(event: Any) -> None:
        heard.append((event.sender.workspace, event.text or event.pressed))

    platforms = chosen(written(tmp_path, slacks, http=TEAMS))
    routes = [route for platform in platforms for route in platform.routes(hear)]
    async with (
        serving("127.0.0.1", 0, routes) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):

        async def post(body: str, secret: str) -> int:
            async with session.post("/slack/events", data=body.encode(), headers=signed(body, secret)) as answer:
                return answer.status

        for team in TEAMS:
            for payload in (direct("who helps?"), command("place"), press("s:1", "17.1")):
                said = of(payload, team)
                body = json.dumps(said) if said.get("type") == "event_callback" else form(said)
                assert await post(body, tokens(team)[2]) == 200
                other = next(one for one in TEAMS if one != team)
                assert await post(body, tokens(other)[2]) == 401
            challenge = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})
            assert await post(challenge, tokens(team)[2]) == 200
        assert await post(json.dumps(of(direct(), "T9")), tokens("T1")[2]) == 200  # signed, and of nobody
        assert await post(json.dumps(of(direct(), "T9")), tokens("T9")[2]) == 401
    assert heard == [(team, what) for team in TEAMS for what in ("who helps?", "place", "s:1")]


async def test_what_is_said_of_another_workspace_is_not_heard(tmp_path: Path, slacks: dict[str, LoopbackSlack]) -> None:
    heard: list[Any] = []

    async def hear(event: Any) -> None:
        heard.append(event)

    platforms = chosen(written(tmp_path, {"T1": slacks["T1"]}))
    async with listening(platforms, hear):
        await slacks["T1"].deliver(of(direct(), "T2"))
        await slacks["T1"].deliver(direct(number=2))
    assert [event.sender.workspace for event in heard] == ["T1"]


async def test_a_file_is_fetched_with_the_token_of_its_workspace(
    tmp_path: Path, slacks: dict[str, LoopbackSlack]
) -> None:

    platforms = chosen(written(tmp_path, slacks))
    held = slacks["T2"].hands("dates.csv", b"a,b")
    platform = served_by(platforms, "slack", "T2")
    assert platform
    assert await platform.fetch(Upload(held["id"], "dates.csv", 3), 10) == b"a,b"
    assert served_by(platforms, "slack", "T9") is None
    assert served_by(platforms[:1], "slack", "T9") is platforms[0]


async def test_open_chats_are_read_again_by_their_own_workspace_alone(
    tmp_path: Path, slacks: dict[str, LoopbackSlack]
) -> None:
    now = Clock().now
    both = [(Address("slack", team, f"D{team}"), now) for team in TEAMS]
    file = written(tmp_path, slacks)
    platforms = run.platforms(Settings(slack_workspaces=str(file)), lambda: both)

    async def hear(event: Any) -> None: ...

    async with listening(platforms, hear):
        for slack in slacks.values():
            await slack.until(lambda slack=slack: any(call.method == "conversations.history" for call in slack.calls))
    for team, slack in slacks.items():
        asked = [call.body["channel"] for call in slack.calls if call.method == "conversations.history"]
        assert asked == [f"D{team}"]


# ---- the settings file, and what doctor says


GOOD = {"bot_token": "xoxb-1", "app_token": "xapp-1"}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("", "holds no workspace"),
        ("- T1", "holds no workspace"),
        ("T1: {bot_token: [", "is no YAML in line 1"),
        ("T1: nothing", "under T1 there must be"),
        (yaml.safe_dump({"T1": {**GOOD, "colour": "red"}}), "unknown 'colour' under T1. Known are: bot_token"),
        (yaml.safe_dump({"T1": {"bot_token": "xoxb-1"}}), "T1 needs a bot_token, and an app_token"),
        (yaml.safe_dump({"T1": {"app_token": "xapp-1"}}), "T1 needs a bot_token"),
        (yaml.safe_dump({"oldham": GOOD}), "'oldham' is no workspace's id"),
        (yaml.safe_dump({"T1": {**GOOD, "bot_token": 5}}), "each with a text"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_without_a_token(tmp_path: Path, text: str, about: str) -> None:
    file = tmp_path / "workspaces.yaml"
    file.write_text(text)
    with pytest.raises(SettingsError) as refused:
        read_workspaces(str(file))
    said = str(refused.value)
    assert about in said
    assert "\n" not in said
    assert "xoxb-" not in said


def test_a_missing_file_and_two_ways_at_once_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_workspaces(str(tmp_path / "nothing"))
    with pytest.raises(SettingsError, match="not both"):
        read_settings(
            {
                "SIGNPOST_SLACK_WORKSPACES": "x",
                "SIGNPOST_SLACK_BOT_TOKEN": "xoxb",
                "SIGNPOST_SLACK_APP_TOKEN": "xapp",
            }
        )


async def test_doctor_checks_each_workspace_and_says_which_is_wrong(
    tmp_path: Path, slacks: dict[str, LoopbackSlack], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, slacks)
    found = await asyncio.to_thread(lambda: list(doctor._platforms(Settings(slack_workspaces=str(file)))))
    assert [(one.about, one.mend) for one in found] == [("slack T1", ""), ("slack T2", "")]
    slacks["T2"].team = "T7"
    (_, second) = await asyncio.to_thread(lambda: list(doctor._platforms(Settings(slack_workspaces=str(file)))))
    assert "of the workspace T7" in second.mend
    held = yaml.safe_load(file.read_text())
    held["T1"]["bot_token"] = "xoxb-wrong"
    file.write_text(yaml.safe_dump(held))
    file.chmod(0o644)
    open_to_all, first, _ = await asyncio.to_thread(
        lambda: list(doctor._platforms(Settings(slack_workspaces=str(file))))
    )
    assert "chmod 600" in open_to_all.mend
    assert "bot_token of T1 (invalid_auth)" in first.mend
    assert "xoxb-wrong" not in first.mend
    file.write_text("T1: nothing")
    (wrong,) = doctor._platforms(Settings(slack_workspaces=str(file)))
    assert wrong.about == "Slack workspaces"


def test_platforms_are_called_by_their_workspace_where_there_are_several() -> None:
    one, other = Slack("x", "http://127.0.0.1:1/api/", workspace="T1"), Slack("x", "http://127.0.0.1:1/api/")
    assert [label(each, [one, other]) for each in (one, other)] == ["slack T1", "slack "]
    assert label(one, [one]) == "slack"
