"""What keeps the whole in order: documents that match the code, and rules that no other check sees."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz

from bot.__main__ import COMMANDS
from bot.settings import PREFIX, Settings, SettingsError, read_settings
from knowledge.library import Library

ROOT = Path(__file__).parent.parent


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    for setting in dataclasses.fields(Settings):
        assert f"`{PREFIX}{setting.name.upper()}`" in page


def test_every_command_is_documented() -> None:
    pages = "".join(page.read_text() for page in (ROOT / "docs").glob("*.md")) + (ROOT / "README.md").read_text()
    for name, *_ in COMMANDS:
        assert f"signpost {name}" in pages


def test_the_clock_knows_only_the_store() -> None:
    tree = ast.parse((ROOT / "scheduler.py").read_text())
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name for name in imported if name.startswith(("bot", "knowledge"))}
    assert ours <= {"bot", "bot.delivery", "bot.membership", "bot.privacy", "bot.store", "bot.waves", "bot.work"}
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not named & {"app", "effects", "handlers", "lanes", "platforms", "web"}, "the clock sends nothing itself"


def test_no_two_handlers_take_the_same_buttons() -> None:
    """The letter that a button's token begins with belongs to one handler."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / "bot" / "handlers").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            for letter in _letters(node):
                found.setdefault(letter, set()).add(file.stem)
    assert len(found) > 15
    assert {letter: files for letter, files in found.items() if len(files) > 1} == {}


def _letters(node: ast.AST) -> list[str]:
    """The letters that `verb` is compared with, or matched against."""
    if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "verb":
        consts = [one for other in node.comparators for one in ast.walk(other) if isinstance(one, ast.Constant)]
        return sorted({str(one.value) for one in consts})
    if isinstance(node, ast.Match) and isinstance(node.subject, ast.Name) and node.subject.id == "verb":
        values = [one for case in node.cases for one in ast.walk(case.pattern) if isinstance(one, ast.Constant)]
        return sorted({str(one.value) for one in values})
    return []


def test_no_question_of_the_exam_stands_in_the_directory(library: Library) -> None:
    questions = [one["question"] for one in yaml.safe_load((ROOT / "tests/questions/dev.yaml").read_text())]
    for service in library.directory.services.values():
        for need in service.needs:
            for question in questions:
                assert fuzz.token_set_ratio(need.lower(), question.lower()) < 90, (service.id, need, question)


def test_replicas_in_containers_share_the_keys_of_confidential_surveys() -> None:
    """With a folder each, one person would be two."""
    held = yaml.safe_load((ROOT / "compose.yaml").read_text())
    (data,) = [one for one in held["services"]["signpost"].get("volumes", ()) if one.endswith(":/data")]
    assert data.split(":")[0] in held["volumes"], "a volume with a name, which outlives the containers"
    assert "SIGNPOST_DATA=/data" in (ROOT / "Dockerfile").read_text()


def test_the_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


@pytest.mark.parametrize(
    ("environment", "about"),
    [
        ({"SIGNPOST_COLOUR": "red"}, "SIGNPOST_COLOUR"),
        ({"SIGNPOST_PORT": "http"}, "SIGNPOST_PORT"),
        ({"SIGNPOST_PUBLIC_URL": "example.org"}, "SIGNPOST_PUBLIC_URL"),
        ({"SIGNPOST_TELEGRAM_TOKEN": "1:a", "SIGNPOST_PUBLIC_URL": "https://x.org"}, "WEBHOOK_SECRET"),
        ({"SIGNPOST_SLACK_BOT_TOKEN": "xoxb"}, "SIGNPOST_SLACK_APP_TOKEN"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], about: str) -> None:
    with pytest.raises(SettingsError, match=about):
        read_settings(environment)


def test_secrets_are_not_shown_when_settings_are() -> None:
    shown = repr(read_settings({"SIGNPOST_TELEGRAM_TOKEN": "123:secret", "SIGNPOST_DATABASE": "postgresql://u:pw@h/d"}))
    assert "secret" not in shown
    assert "pw" not in shown
