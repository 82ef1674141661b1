"""What is counted while it runs: one registry for each process, nothing global, never what was said."""

from __future__ import annotations

import time

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.messages import Address, Event

log = structlog.get_logger("trace")

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BEAT_SECONDS = 0.5  # between two ticks of the clock


class Metrics:
    """Figures of one process. With `trace`, each event and each sending is also a line in the log.

    The key of an event begins the key of every message that was sent because of it.
    """

    def __init__(self, trace: bool = False) -> None:
        self.registry = CollectorRegistry()
        self._trace = trace
        self._beat, self._late = time.monotonic(), 0.0
        self._updates = Counter(
            "signpost_updates", "Events done with, by outcome", ["platform", "outcome"], registry=self.registry
        )
        self._kept = Histogram(
            "signpost_keep_seconds", "From an event's arrival until it is safe in the inbox",
            ["platform"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._handled = Histogram(
            "signpost_handle_seconds", "Thinking about an event and committing what follows",
            ["platform"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._sends = Counter(
            "signpost_sends", "Calls that send, by outcome", ["platform", "outcome"], registry=self.registry
        )
        self._calls = Histogram(
            "signpost_send_seconds", "How long a platform took to answer a call that sends",
            ["platform"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._waits = Counter(
            "signpost_limiter_wait_seconds", "Waited to stay within a platform's limit", ["platform"],
            registry=self.registry,
        )  # fmt: skip
        self._refusals = Counter(
            "signpost_refusals", "How often a platform asked to wait", ["platform"], registry=self.registry
        )
        self._lag = Gauge(
            "signpost_scheduler_lag_seconds", "How late the clock's last tick was, or its next one is by now",
            registry=self.registry,
        )  # fmt: skip
        self._lag.set_function(lambda: max(self._late, self.since_beat() - BEAT_SECONDS))

    # ---- coming in

    def kept(self, event: Event, began: float) -> None:
        """An event is safe, `began` by `time.perf_counter`."""
        self._kept.labels(event.sender.platform).observe(time.perf_counter() - began)

    def handled(self, event: Event, began: float, outcome: str = "done") -> None:
        """All that follows from an event is committed, or it failed."""
        took = time.perf_counter() - began
        self._updates.labels(event.sender.platform, outcome).inc()
        self._handled.labels(event.sender.platform).observe(took)
        if self._trace:
            log.info("event", event_id=event.key, platform=event.sender.platform, outcome=outcome, ms=_ms(took))

    # ---- going out

    def sent(self, to: Address, cause: str, state: str, reason: str, began: float) -> None:
        """A call that sends came to its end, and its message to this state."""
        took = time.perf_counter() - began
        outcome = "unreachable" if reason == "unreachable" else {"queued": "again"}.get(state, state)
        self._sends.labels(to.platform, outcome).inc()
        self._calls.labels(to.platform).observe(took)
        if self._trace:
            log.info("message", cause=cause, platform=to.platform, outcome=outcome, ms=_ms(took))

    def waited(self, platform: str, seconds: float) -> None:
        self._waits.labels(platform).inc(seconds)

    def refused(self, platform: str) -> None:
        self._refusals.labels(platform).inc()

    # ---- the clock

    def beat(self) -> None:
        """The clock has claimed and done what was due, as it should every BEAT_SECONDS."""
        self._late = max(0.0, self.since_beat() - BEAT_SECONDS)
        self._beat = time.monotonic()

    def since_beat(self) -> float:
        """Seconds since the clock last ticked, or since the start."""
        return time.monotonic() - self._beat


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
