"""What Slack tells us that people did, as events; None for everything that was not meant for the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.messages import Address, Event, Upload
from bot.platforms.slack_text import readable

Payload = Mapping[str, Any]

PLATFORM = "slack"
SAID = (None, "", "file_share")  # subtypes of a message that a person wrote: no edits, no joining, no bots
NOTHING_SAID = "help"


def event_of(body: Payload) -> Event | None:
    """The event in the body of a request or envelope."""
    if body.get("type") == "event_callback":
        return _said(body, body.get("event") or {})
    if body.get("type") == "block_actions":
        return _pressed(body)
    if body.get("command") and body.get("user_id"):
        return _commanded(body)
    return None


def private(channel: str) -> bool:
    """Whether this is a conversation of two."""
    return channel.startswith("D")


def _said(body: Payload, said: Payload) -> Event | None:
    user, channel = said.get("user"), said.get("channel")
    if not user or not channel or said.get("bot_id") or said.get("subtype") not in SAID:
        return None
    mentioned = said.get("type") == "app_mention"
    direct = said.get("type") == "message" and said.get("channel_type", "im") == "im" and private(channel)
    if user == "USLACKBOT" or not (mentioned or direct):
        return None
    text, files = readable(said.get("text") or ""), said.get("files") or ()
    file = bool(files)
    if not text and not file and direct:
        return None
    team, moment = str(body.get("team_id") or said.get("team") or ""), str(said.get("ts") or "")
    return Event(
        id=f"{channel}:{moment}",  # not Slack's event_id: the history, where it may be read again, has none
        sender=Address(PLATFORM, team, user),
        chat=Address(PLATFORM, team, channel, user if mentioned else ""),
        text=text or ("" if file else NOTHING_SAID),
        message=moment,
        file=file,
        upload=_upload(files) if direct else None,
    )


def _upload(files: Sequence[Payload]) -> Upload | None:
    """The file that was sent, if it is one on its own."""
    if len(files) != 1 or not files[0].get("id"):
        return None
    size = files[0].get("size")
    return Upload(str(files[0]["id"]), str(files[0].get("name") or ""), size if isinstance(size, int) else 0)


def _pressed(body: Payload) -> Event | None:
    user, container = body.get("user") or {}, body.get("container") or {}
    channel = container.get("channel_id") or (body.get("channel") or {}).get("id")
    moment = container.get("message_ts") or (body.get("message") or {}).get("ts")
    action: Payload = next((one for one in body.get("actions") or () if one.get("value")), {})
    if not (user.get("id") and channel and moment and action):
        return None
    who = str(user["id"])
    team = str((body.get("team") or {}).get("id") or user.get("team_id") or "")
    return Event(
        id=f"{who}:{moment}:{action.get('action_id')}:{action.get('action_ts')}",
        sender=Address(PLATFORM, team, who),
        chat=Address(PLATFORM, team, channel, "" if private(channel) else who),
        pressed=str(action["value"]),
        message=str(moment),
    )


def _commanded(body: Payload) -> Event:
    """`/signpost …` works anywhere, also between two colleagues: so the answer is always for the one who asked."""
    team, user = str(body.get("team_id") or ""), str(body["user_id"])
    return Event(
        id=str(body.get("trigger_id") or ""),
        sender=Address(PLATFORM, team, user),
        chat=Address(PLATFORM, team, str(body.get("channel_id") or user), user),
        text=readable(body.get("text") or "") or NOTHING_SAID,
        called=str(body.get("user_name") or ""),
    )
