"""What differs between installations, read once from the environment."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "SIGNPOST_"


class SettingsError(Exception):
    """A setting is wrong; the message is one clear line that says how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting is a variable `SIGNPOST_` and the field's name in capitals. `docs/settings.md` explains each."""

    telegram_token: str = field(default="", repr=False)
    telegram_api_base: str = "https://api.telegram.org"
    telegram_webhook_secret: str = field(default="", repr=False)
    slack_bot_token: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)
    slack_signing_secret: str = field(default="", repr=False)
    slack_api_base: str = "https://slack.com/api/"
    slack_workspaces: str = ""
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    database: str = field(default="", repr=False)
    data: str = "data"
    keys: str = ""
    log: str = "text"

    @property
    def database_url(self) -> str:
        """The database's SQLAlchemy URL; a file in the data folder unless one was set."""
        return self.database or f"sqlite:///{Path(self.data) / 'signpost.db'}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from environment variables. Raises SettingsError for an unknown or unusable one."""
    known = {f"{PREFIX}{name.name.upper()}": name for name in dataclasses.fields(Settings)}
    given = {key: value.strip() for key, value in environment.items() if key.startswith(PREFIX)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise SettingsError(
            f"Unknown setting {unknown[0]}. Known are: {', '.join(sorted(known))}. Correct its name or unset it."
        )
    values = {known[key].name: value for key, value in given.items() if value}
    return _checked(values)


def _checked(values: dict[str, str]) -> Settings:
    for name in ("telegram_api_base", "slack_api_base", "public_url"):
        if name in values:
            _check_address(name, values[name])
    if "telegram_api_base" in values:
        values["telegram_api_base"] = values["telegram_api_base"].rstrip("/")
    if "slack_api_base" in values:
        values["slack_api_base"] = values["slack_api_base"].rstrip("/") + "/"
    port = values.pop("port", "8080")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SettingsError(f"{PREFIX}PORT must be a number from 1 to 65535, not {port!r}.")
    if values.get("log", "text") not in ("text", "json"):
        raise SettingsError(f"{PREFIX}LOG must be text or json, not {values['log']!r}.")
    settings = Settings(**values, port=int(port))
    _check_together(settings)
    return settings


def _check_address(name: str, value: str) -> None:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is none
        usable = False
    if not usable:
        raise SettingsError(f"{PREFIX}{name.upper()} must be an address like https://example.org, not {value!r}.")


def _check_together(settings: Settings) -> None:
    if settings.slack_workspaces and settings.slack_bot_token:
        raise SettingsError(
            f"Set {PREFIX}SLACK_BOT_TOKEN, for one workspace, or {PREFIX}SLACK_WORKSPACES, for several, not both."
        )
    if settings.telegram_webhook_secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", settings.telegram_webhook_secret):
        raise SettingsError(
            f"{PREFIX}TELEGRAM_WEBHOOK_SECRET must be 1 to 256 letters, digits, hyphens or underscores: "
            "Telegram takes nothing else."
        )
    if settings.telegram_token and settings.public_url and not settings.telegram_webhook_secret:
        raise SettingsError(
            f"{PREFIX}PUBLIC_URL is set, so Telegram will post to it: set {PREFIX}TELEGRAM_WEBHOOK_SECRET too "
            "(1 to 256 letters, digits, hyphens or underscores)."
        )
    if settings.slack_bot_token and not (settings.slack_app_token or settings.slack_signing_secret):
        raise SettingsError(
            f"{PREFIX}SLACK_BOT_TOKEN is set: set {PREFIX}SLACK_APP_TOKEN too (Socket Mode), "
            f"or {PREFIX}SLACK_SIGNING_SECRET (HTTP at /slack/events)."
        )


# ---- several Slack workspaces


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace of several: its id, and the tokens of the app that is installed there."""

    id: str
    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_base: str = ""
    name: str = ""


def read_workspaces(path: str) -> tuple[Workspace, ...]:
    """The workspaces in a settings file. Raises SettingsError with one line for whatever is wrong with it."""
    import yaml

    try:
        held = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError as problem:
        raise SettingsError(f"{path} cannot be read ({problem.strerror}): {PREFIX}SLACK_WORKSPACES names it.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise SettingsError(f"{path} is no YAML{where}: see docs/slack.md for an example.") from None
    if not isinstance(held, dict) or not held:
        raise SettingsError(f"{path} holds no workspace: see docs/slack.md for an example.")
    return tuple(_workspace(path, str(key), value) for key, value in held.items())


def _workspace(path: str, key: str, value: object) -> Workspace:
    known = [one.name for one in dataclasses.fields(Workspace) if one.name != "id"]
    if not key.startswith(("T", "E")) or not key.isalnum():
        raise SettingsError(f"{path}: {key!r} is no workspace's id: it begins with T, as in app.slack.com/client/T0….")
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise SettingsError(f"{path}: under {key} there must be {', '.join(known)}, each with a text.")
    unknown = sorted(set(map(str, value)) - set(known))
    if unknown:
        raise SettingsError(f"{path}: unknown {unknown[0]!r} under {key}. Known are: {', '.join(known)}.")
    given = Workspace(key, **{"bot_token": "", **{name: text.strip() for name, text in value.items()}})
    if not given.bot_token or not (given.app_token or given.signing_secret):
        raise SettingsError(
            f"{path}: {key} needs a bot_token, and an app_token (Socket Mode) or a signing_secret (HTTP)."
        )
    return given
