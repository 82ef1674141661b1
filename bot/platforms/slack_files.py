"""Files on Slack: ours are uploaded, then shared; a person's is fetched from Slack's hosts alone, with the token."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import File
from bot.platform import Refused, TooLarge, TryLater, Unsure
from bot.platforms.slack_errors import UNSAID_SECONDS, as_told, lacks_method, seconds
from bot.platforms.slack_text import ALTERNATIVE

HOST = "files.slack.com"
FILE_SECONDS = 60
PAUSES = (0.5, 2.0, 0.0)  # seconds after each try to bring a file to Slack's store
PART = 65_536
NO_FILES = "this server takes no files"
NOT_READABLE = "the app may not read files: paste slack-manifest.yaml into its “App Manifest” page again"


async def upload(client: AsyncWebClient, file: File) -> str:
    """Bring a file to Slack; nobody sees it before it is shared. Gives its id."""
    with _unseen(), as_told(), _known():
        about = {"filename": file.name, "length": len(file.content), "alt_txt": file.words[:ALTERNATIVE]}
        place = await client.api_call("files.getUploadURLExternal", data=about)  # theirs puts it all into the address
        if not place.get("upload_url"):
            raise Refused(NO_FILES)
    await _store(str(place["upload_url"]), file.content, client.proxy)
    return str(place["file_id"])


async def _store(url: str, content: bytes, proxy: str | None) -> None:
    """Files have a host of their own, which may be out of reach where Slack is not: nothing else waits for it."""
    for pause in PAUSES:
        try:
            async with _session() as session, session.post(url, data=BytesIO(content), proxy=proxy) as answer:
                _check(answer)
                return
        except TimeoutError:
            reason = "no answer"
            break
        except (Unsure, aiohttp.ClientError, OSError) as problem:
            reason = str(problem) if isinstance(problem, Unsure) else type(problem).__name__
        await asyncio.sleep(pause)
    raise Refused(f"Slack's store of files is out of reach: {reason}")


async def share(client: AsyncWebClient, file: str, channel: str) -> None:
    """Show an uploaded file in a chat."""
    with as_told(), _known():
        shared = {"files": json.dumps([{"id": file}]), "channel_id": channel}
        await client.api_call("files.completeUploadExternal", data=shared)


async def download(client: AsyncWebClient, file: str, at_most: int) -> bytes:
    """The content of a file that was sent to the bot."""
    found = (await client.api_call("files.info", data={"file": file})).get("file") or {}
    if int(found.get("size") or 0) > at_most:
        raise TooLarge
    url = str(found.get("url_private") or "")
    if not _is_slacks(url, client.base_url):
        raise Refused("the file is not on Slack")
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        _session() as session,
        session.get(url, headers=headers, proxy=client.proxy, allow_redirects=False) as answer,
    ):
        _check(answer)
        if answer.content_type == "text/html" != found.get("mimetype"):
            raise Refused(NOT_READABLE)  # a page where people sign in
        return await _read(answer, at_most)


@contextmanager
def _unseen() -> Iterator[None]:
    """What was not shared cannot have arrived: it is safe to try again, for this chat, a little later."""
    try:
        yield
    except Unsure as problem:
        raise TryLater(UNSAID_SECONDS, f"the file did not get there ({problem})", chat_only=True) from None


@contextmanager
def _known() -> Iterator[None]:
    """A server that knows no files will know none later."""
    try:
        yield
    except SlackApiError as problem:
        if lacks_method(problem):
            raise Refused(NO_FILES) from None
        raise


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=FILE_SECONDS))


def _is_slacks(url: str, api: str) -> bool:
    """Whether a file is at the API's own address, or where Slack keeps files."""
    there, here = urlsplit(url), urlsplit(api)
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return True
    return there.scheme == "https" and there.netloc in (HOST, f"files.{here.netloc}")


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status == 429:
        raise TryLater(seconds(answer.headers.get("Retry-After", "")))
    if answer.status >= 500:
        raise Unsure(f"status {answer.status}")
    if answer.status != 200:
        raise Refused(f"Slack's store of files answers with status {answer.status}")


async def _read(answer: aiohttp.ClientResponse, at_most: int) -> bytes:
    content = bytearray()
    async for part in answer.content.iter_chunked(PART):
        content += part
        if len(content) > at_most:
            raise TooLarge
    return bytes(content)
