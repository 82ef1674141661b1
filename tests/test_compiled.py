"""The compiled library: quicker to open, never different from the files, never trusted where others could write it."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge import compiled
from knowledge.evaluation import load_questions
from knowledge.library import Library

QUESTIONS = Path(__file__).parent / "questions" / "dev.yaml"
Damage = Callable[[Path], object]


class Shop:
    """A small folder of data, a small program, and a count of how often the data had to be read."""

    def __init__(self, folder: Path) -> None:
        self.data, self.program = folder / "data", folder / "program"
        for place in (self.data / "elm", self.program):
            place.mkdir(parents=True)
        self.entries = self.data / "elm" / "services.yaml"
        self.entries.write_text("one")
        (self.program / "index.py").write_text("pass")
        self.kept = self.data / compiled.NAME
        self.read = 0

    def open(self) -> str:
        return compiled.opened(self._read, str, self.data, self.program)

    def _read(self) -> str:
        self.read += 1
        return self.entries.read_text()


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    assert shop.open() == "one"
    return shop


def test_whoever_opens_it_again_does_not_wait_for_the_files_to_be_read(shop: Shop) -> None:
    assert [shop.open(), shop.open()] == ["one", "one"]
    assert shop.read == 1


def test_a_curator_who_changes_an_entry_sees_it_at_once(shop: Shop) -> None:
    shop.entries.write_text("two")
    assert [shop.open(), shop.open()] == ["two", "two"]
    assert shop.read == 2


def test_an_edit_of_the_same_length_counts(shop: Shop) -> None:
    before = shop.entries.stat()
    shop.entries.write_text("six")
    os.utime(shop.entries, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert shop.open() == "six"


@pytest.mark.parametrize("name", ["program/index.py", "program/more.py", "data/oak/services.yaml", "data/words.txt"])
def test_a_new_file_or_a_new_program_makes_it_stale(shop: Shop, name: str) -> None:
    path = shop.data.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("another thing")
    assert shop.open() == "one"
    assert shop.read == 2


def test_a_file_that_is_taken_away_makes_it_stale(shop: Shop) -> None:
    (shop.program / "index.py").unlink()
    shop.open()
    assert shop.read == 2


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)


DAMAGES: list[Damage] = [
    _cut,
    _flip,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"not ours at all" * 100),
    lambda path: path.write_bytes(pickle.dumps("a pickle of somebody's")),
    lambda path: path.write_bytes(compiled.MARK),
    Path.unlink,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_file_is_passed_over_and_made_anew(shop: Shop, damage: Damage) -> None:
    damage(shop.kept)
    assert [shop.open(), shop.open()] == ["one", "one"]
    assert shop.read == 2


def test_what_holds_something_else_is_passed_over(shop: Shop) -> None:
    now = compiled.fingerprint(shop.program, shop.data)
    assert compiled.save(["a list"], shop.kept, now)
    assert compiled.load(shop.kept, now) == ["a list"]
    assert shop.open() == "one"


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write_is_never_loaded(shop: Shop, mode: int) -> None:
    shop.kept.chmod(mode)
    assert shop.open() == "one"
    assert shop.read == 2
    assert shop.kept.stat().st_mode & 0o777 == 0o600


def test_what_somebody_else_owns_is_never_loaded(shop: Shop) -> None:
    if os.getuid() != 0:
        pytest.skip("only the administrator can give a file away")
    os.chown(shop.kept, 12345, 12345)
    shop.open()
    assert shop.read == 2
    assert shop.kept.stat().st_uid == 0


def test_a_link_that_leads_elsewhere_is_never_followed(shop: Shop, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shop.kept.rename(elsewhere)
    shop.kept.symlink_to(elsewhere)
    shop.open()
    assert shop.read == 2
    assert not shop.kept.is_symlink()


def test_a_folder_in_its_place_is_no_reason_to_fail(shop: Shop) -> None:
    shop.kept.unlink()
    shop.kept.mkdir()
    assert [shop.open(), shop.open()] == ["one", "one"]
    assert [path.name for path in shop.data.iterdir() if path.is_file()] == []


def test_where_nothing_can_be_written_the_files_are_read(tmp_path: Path) -> None:
    assert not compiled.save("one", tmp_path / "missing" / compiled.NAME, b"")
    assert compiled.load(tmp_path / "missing" / compiled.NAME, b"") is None


def test_many_who_open_it_at_once_all_get_the_same(shop: Shop) -> None:
    def damaged(_: int) -> str:
        _flip(shop.kept)
        return shop.open()

    def opened(_: int) -> str:
        return shop.open()

    with ThreadPoolExecutor(8) as many:
        assert {*many.map(opened, range(64)), *map(damaged, range(4)), *many.map(opened, range(64))} == {"one"}
    assert [path.name for path in shop.data.iterdir() if path.is_file()] == [compiled.NAME]


def test_answers_are_the_same_with_and_without_it(tmp_path: Path) -> None:
    read = Library.read()
    assert compiled.save(read, tmp_path / compiled.NAME, b"f" * compiled.DIGEST)
    kept = compiled.load(tmp_path / compiled.NAME, b"f" * compiled.DIGEST)
    assert isinstance(kept, Library)
    assert (kept.names, kept.localities, kept.topics) == (read.names, read.localities, read.topics)
    assert kept.glossary.look_up("CAMHS", "oldham") == read.glossary.look_up("CAMHS", "oldham")
    assert kept.system_map == read.system_map
    for asked in load_questions(QUESTIONS):
        expected = read.directory.find(asked.question, asked.locality)
        assert kept.directory.find(asked.question, asked.locality) == expected


def test_a_newcomers_question_is_answered_for_every_place_as_if_it_were_asked_there(library: Library) -> None:
    directory, places = library.directory, [*library.localities, "nowhere"]
    for asked in load_questions(QUESTIONS):
        expected = {place: directory.find(asked.question, place) for place in places}
        assert directory.find_in(asked.question, places) == expected


def test_the_services_cannot_be_changed_even_after_loading(library: Library) -> None:
    with pytest.raises(TypeError):
        library.directory.services["oldham/new"] = None  # type: ignore[index]
