"""What Slack's error words mean: to the outbox, and to whoever installs the bot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.platform import NeverConnected, NotHeld, Refused, TryLater, Unreachable, Unsure

log = structlog.get_logger("slack")

UNSAID_SECONDS = 30.0  # to wait where Slack does not say how long
NOT_REACHED = (aiohttp.ClientError, TimeoutError, OSError)
GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"}
ELSEWHERE = {"not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived", "restricted_action"}
UNREACHABLE = {
    "account_inactive",
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "messages_tab_disabled",
    "not_in_channel",
    "user_disabled",
    "user_not_found",
}
PASSING = {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
NOT_LET_IN = {"invalid_auth", "not_authed", "token_expired", "token_revoked"}  # until somebody mends the token
RATE_LIMITED = {"ratelimited", "rate_limited"}
LACKING = "missing_scope"
NO_METHOD = "unknown_method"  # a server of one's own need not have what can be done without
NOT_FOUND = 404
SCOPES = {"app_mentions:read", "chat:write", "commands", "files:read", "files:write", "im:history"}
BOT_TOKEN, APP_TOKEN = "SIGNPOST_SLACK_BOT_TOKEN", "SIGNPOST_SLACK_APP_TOKEN"
IN_FILE = {BOT_TOKEN: "bot_token", APP_TOKEN: "app_token"}  # what they are called where there are several workspaces
REMEDIES = {
    BOT_TOKEN: "copy “Bot User OAuth Token” (xoxb-…) from “OAuth & Permissions” of your app at "
    "api.slack.com/apps, after installing it to your workspace",
    APP_TOKEN: "make an app-level token (xapp-…) with the scope connections:write under “Basic "
    "Information” of your app at api.slack.com/apps, and switch on “Socket Mode”",
}


def code_of(problem: BaseException) -> str:
    """Slack's word for what went wrong, if it said one."""
    data = getattr(getattr(problem, "response", None), "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def status_of(problem: SlackApiError) -> int:
    return int(getattr(problem.response, "status_code", 0) or getattr(problem.response, "status", 0))


def lacks_method(problem: SlackApiError) -> bool:
    """Whether this server does not know what it was asked to do."""
    code = code_of(problem)
    return code == NO_METHOD or (not code and status_of(problem) == NOT_FOUND)


def patience_asked(problem: SlackApiError) -> float:
    """For how many seconds Slack asks to wait; 0 if that is not what is wrong."""
    limited = status_of(problem) == 429 or code_of(problem) in RATE_LIMITED
    return seconds(problem.response.headers.get("Retry-After", "")) if limited else 0.0


def meaning(problem: SlackApiError) -> Exception:
    """What to tell the outbox."""
    code, status, patience = code_of(problem), status_of(problem), patience_asked(problem)
    if patience:
        return TryLater(patience, "asked to wait")
    if status == NOT_FOUND and not code:  # nothing of the kind is there, so nothing was taken
        return NeverConnected(f"status {status}")
    if status >= 500 or not code or code in PASSING:
        return Unsure(code or f"status {status}")
    if code in NOT_LET_IN:
        return NeverConnected(code)
    if code in UNREACHABLE:
        return Unreachable(code)
    log.error("message refused", fault=code)
    if code == LACKING:
        needed = str(problem.response.get("needed") or "a permission")
        return Refused(f"{code}: the app lacks {needed}; paste slack-manifest.yaml into its “App Manifest” page again")
    return Refused(code)


def broken(problem: BaseException) -> Exception:
    """What to tell the outbox of a connection that gave no answer."""
    if isinstance(problem.__cause__, NotHeld):
        return problem.__cause__
    if isinstance(problem, aiohttp.ClientConnectorError | aiohttp.ServerTimeoutError | ConnectionRefusedError):
        return NeverConnected(type(problem).__name__)
    return Unsure(type(problem).__name__)


@contextmanager
def as_told() -> Iterator[None]:
    """Whatever Slack refuses or does not answer inside is raised as what it means to the outbox."""
    try:
        yield
    except SlackApiError as problem:
        raise meaning(problem) from None
    except (*NOT_REACHED, AttributeError) as problem:  # slack_sdk meets an answer that is no JSON
        raise broken(problem) from None


def not_reached(base: str) -> str:
    """What to look at where Slack does not answer at all, in one line."""
    return (
        f"Slack cannot be reached at {base}: check this machine's network, its proxy (HTTPS_PROXY) and "
        "SIGNPOST_SLACK_API_BASE."
    )


def advice(problem: SlackApiError, setting: str, workspace: str = "") -> str:
    """What is wrong with a token and how to mend it, in one line."""
    named = f"{IN_FILE[setting]} of {workspace}" if workspace else setting
    code = code_of(problem)
    if code in RATE_LIMITED:
        return "Slack asks for patience: run this check again in a minute."
    if not code or code in PASSING:
        return "Slack answers, but not as it should: check SIGNPOST_SLACK_API_BASE, or try again in a minute."
    return f"Slack does not accept {named} ({code}): {REMEDIES[setting]}."


def advice_on_scopes(headers: Mapping[str, str]) -> str:
    """What the app was not allowed, where Slack says what it was."""
    granted = headers.get("x-oauth-scopes", "")
    lacking = SCOPES - {scope.strip() for scope in granted.split(",")}
    if not granted or not lacking:
        return ""
    return (
        f"Slack: the app lacks {', '.join(sorted(lacking))}: paste slack-manifest.yaml into its “App Manifest” "
        "page, then choose “Install App” and “Reinstall to Workspace”."
    )


def seconds(after: str) -> float:
    return max(1.0, float(after)) if re.fullmatch(r"[0-9]{1,5}(\.[0-9]+)?", after) else UNSAID_SECONDS
