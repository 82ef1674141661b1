"""What every test may use: the shipped directory, and an installation of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from knowledge.library import Library
from tests.fake import World


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A test that sets up the log sets up its own."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.open()


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    return World(library, f"sqlite:///{tmp_path / 'signpost.db'}")
