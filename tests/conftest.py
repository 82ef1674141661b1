"""What every test may use: the shipped directory, and an installation of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from knowledge.library import Library
from tests.databases import drop_postgresql, end_postgresql
from tests.fake import World

NOT_RUN: list[str] = []


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A test that sets up the log sets up its own."""
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def _room_on_the_disk() -> Iterator[None]:
    """A test's PostgreSQL databases go with it."""
    yield
    drop_postgresql()


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.open()


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Remember what this machine could not run, for the last line."""
    reasons = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()) if report.longrepr}
    NOT_RUN.extend(sorted(reason.removeprefix("Skipped: ") for reason in reasons))


def pytest_sessionfinish() -> None:
    end_postgresql()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        said = "; ".join(NOT_RUN) if NOT_RUN else "nothing was left out"
        print(f"\nNot run on this machine: {said}", flush=True)
