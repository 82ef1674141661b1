"""Logs: what happened and to which event's fingerprint; never what was said, never a token."""

from __future__ import annotations

import logging
import sys

import structlog

QUIET = ("httpx", "httpcore", "telegram", "slack_sdk", "aiohttp", "sqlalchemy")
QUIETER = {
    "apscheduler": logging.ERROR,  # a tick that waits: twice a second
    "apscheduler.executors": logging.CRITICAL,  # a tick that the end cuts short; the clock says itself what failed
    "slack_bolt": logging.CRITICAL,
}

COMMON = (structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True))
TEXT = structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])


def set_up(style: str = "text") -> None:
    """One line per happening on standard error; libraries that print addresses or values keep quiet.

    With the style `json` each line is an object, those of libraries too.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    if style == "json":
        _as_json()
    for name, level in {**dict.fromkeys(QUIET, logging.WARNING), **QUIETER}.items():
        logging.getLogger(name).setLevel(level)
    structlog.configure(
        processors=[
            *COMMON,
            structlog.processors.JSONRenderer() if style == "json" else TEXT,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _as_json() -> None:
    """Have the lines of libraries written as objects too, a traceback as one value."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=COMMON,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter)
