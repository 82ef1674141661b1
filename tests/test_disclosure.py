"""Nobody learns what few people answered: neither from one publication, nor from all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from bot.surveys import acceptance
from bot.surveys.disclosed import (
    EVERYBODY,
    Cell,
    Disclosed,
    Population,
    Register,
    Thresholds,
    from_rows,
    require_disclosed,
    to_rows,
)
from bot.surveys.disclosure import Asked, disclose, disclose_change
from bot.surveys.instrument import Option, Question
from bot.surveys.spread import PLACES
from bot.surveys.wave import Wave
from tests.surveyed import GRID, drawn, instrument, statement, wave

SMALL = Thresholds(3, 3, 3)
Worlds = NDArray[np.int64]


class Attacker:
    """Knows who answered and of which groups each is, and keeps every world that fits what she read."""

    def __init__(self, of: Wave, options: int) -> None:
        rows = of.rows[0]
        names = [*rows.groups]
        keys = [0] * rows.count if rows.keys is None else rows.keys.tolist()
        marks = list(zip(*(rows.groups[name].codes.tolist() for name in names), keys))
        self.cells = sorted({(*mark[:-1], str(mark[-1])[:1]) for mark in marks})
        self.place = np.array([self.cells.index((*mark[:-1], str(mark[-1])[:1])) for mark in marks])
        self.names, self.labels, self.options = names, {name: rows.groups[name].labels for name in names}, options
        self.sizes = np.bincount(self.place, minlength=len(self.cells))
        self.worlds = np.array(list(product(*(list(_ways(int(size), options)) for size in self.sizes))), np.int64)

    def inside(self, population: Population) -> NDArray[np.bool_]:
        """Keys that begin with a “b” answered both times."""
        inside = np.array([not population.constant or cell[-1] == "b" for cell in self.cells])
        for name, label in population.groups:
            at = self.names.index(name)
            inside &= np.array([self.labels[name][cell[at]] == label for cell in self.cells])
        return inside

    def read(self, cell: Cell) -> None:
        held = self.worlds[:, self.inside(cell.population)].sum(axis=1)
        scores = np.arange(1, self.options + 1)
        agree = held[:, scores > (self.options + 1) / 2].sum(axis=1)
        between = held[:, scores == (self.options + 1) / 2].sum(axis=1)
        fits = held.sum(axis=1) == cell.n
        if cell.mean:
            fits &= np.abs(held @ scores / np.maximum(cell.n, 1) - cell.mean.value) < 1e-9
            fits &= np.abs(held @ scores**2 - _squares(cell)) < 1e-6 if cell.mean.high > cell.mean.low else True
        match cell.detail:
            case "options":
                fits &= (held == cell.counts).all(axis=1)
            case "bands":
                told = (
                    np.column_stack([cell.n - agree - between, between, agree])
                    if len(cell.counts) == 3
                    else np.column_stack([cell.n - agree, agree])
                )
                fits &= (told == cell.counts).all(axis=1)
            case "agreement":
                fits &= agree == cell.counts[1]
            case "direction":
                fits &= (agree == cell.n) if cell.direction == "agree" else (agree == 0)
            case "alike":
                fits &= (held.max(axis=1) >= cell.n - 1) | (held.max(axis=1) >= 0.9 * cell.n)
        self.worlds = self.worlds[fits]

    def recovered(self, answers: NDArray[np.int16], fewest: int) -> Iterator[str]:
        """Counts, of one or more, that she is sure of in a group of fewer than k."""
        true = np.zeros((len(self.cells), self.options), np.int64)
        np.add.at(true, (self.place, answers), 1)
        assert (self.worlds == true).all(axis=(1, 2)).any(), "the truth is among the worlds"
        for many in range(1, fewest):
            for chosen in combinations(range(len(self.cells)), many):
                if self.sizes[list(chosen)].sum() < fewest:
                    counts = self.worlds[:, list(chosen)].sum(axis=1)
                    sure = (counts == counts[0]).all(axis=0) & (counts[0] > 0)
                    if sure.any():
                        yield f"{[self.cells[one] for one in chosen]}: {counts[0]}"


def _squares(cell: Cell) -> float:
    """What the interval's width gives away: the sum of squares. Everybody was asked, so the reader knows all else."""
    assert cell.mean is not None
    width = (cell.mean.high - cell.mean.low) / 2 / stats.t.ppf(0.975, cell.mean.n - 1)
    unseen = 1 - cell.mean.n / cell.of if cell.of else 1.0
    variance = width**2 * cell.mean.n / unseen
    return float(variance * (cell.mean.n - 1) + cell.mean.n * cell.mean.value**2)


def _ways(people: int, options: int) -> Iterator[tuple[int, ...]]:
    if options == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _ways(people - first, options - 1):
            yield (first, *rest)


@st.composite
def small_waves(draw: st.DrawFn, options: int = 3, keyed: bool = True) -> Wave:
    """So few people that every possible world can be looked at."""
    people = draw(st.integers(4, 13))
    size = draw(st.sampled_from([(2, 2), (3, 2), (2, 3), (3, 1), (4, 1)]))
    one, other = (draw(st.lists(st.integers(0, most - 1), min_size=people, max_size=people)) for most in size)
    answers = draw(st.lists(st.integers(0, options - 1), min_size=people, max_size=people))
    kept = draw(st.lists(st.booleans(), min_size=people, max_size=people)) if keyed and draw(st.booleans()) else []
    keys = [f"{'b' if stays else 'l'}{place}" for place, stays in enumerate(kept)] or None
    groups = {"sector": [f"s{code}" for code in one], "sub-group": [f"g{code}" for code in other]}
    made = wave(instrument(statement("q", options)), {"q": answers}, groups, keys, invited=people + 3)
    marks = Counter(zip(one, other, kept or [True] * people))
    worlds = np.prod([float(sum(1 for _ in _ways(many, options))) for many in marks.values()])
    assume(worlds < 40_000)
    return made


ASKED = [("sector",), ("sub-group",), ("sector", "sub-group")]


@st.composite
def requests(draw: st.DrawFn) -> list[Asked]:
    """Several publications, one after the other."""
    some = st.lists(st.sampled_from(ASKED), unique=True, max_size=3).map(tuple)
    constant = st.sampled_from([(), (("2023", "2024"),)])
    return [Asked(by, sample) for by, sample in draw(st.lists(st.tuples(some, constant), min_size=1, max_size=3))]


def before(of: Wave) -> list[Wave]:
    """The year before, as far as keys go: whoever stays was there."""
    keys = of.rows[0].keys
    if keys is None:
        return []
    stayed = [key for key in keys.tolist() if key.startswith("b")] + ["gone"]
    return [wave(of.instrument, {"q": [0] * len(stayed)}, None, stayed, "2023")]


def published(of: Wave, asked: Sequence[Asked], thresholds: Thresholds = SMALL) -> list[Cell]:
    register: Register = ()
    cells: dict[tuple[str, Population], Cell] = {}
    for one in asked:
        shown, register = disclose(of, one, thresholds, from_rows(to_rows(register)), before(of))
        for cell in shown.cells:
            assert cells.setdefault((cell.item, cell.population), cell) == cell, "what was published stays as it is"
    return list(cells.values())


def attack(of: Wave, cells: Sequence[Cell], options: int) -> list[str]:
    attacker = Attacker(of, options)
    for cell in cells:
        attacker.read(cell)
    return list(attacker.recovered(of.rows[0].answers["q"], 3))


@settings(max_examples=120, deadline=None)
@given(small_waves(), requests())
def test_whoever_reads_everything_that_was_published_recovers_no_hidden_cell(of: Wave, asked: list[Asked]) -> None:
    assert attack(of, published(of, asked), 3) == []


@settings(max_examples=80, deadline=None)
@given(small_waves(options=2), requests())
def test_nor_where_there_are_two_answers_only(of: Wave, asked: list[Asked]) -> None:
    assert attack(of, published(of, asked), 2) == []


def test_without_complementary_suppression_the_attacker_would_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve people, three of one sector hidden by the primary rule alone: total less the rest."""
    groups = {"sector": ["s0"] * 5 + ["s1"] * 5 + ["s2"] * 2, "sub-group": ["g0"] * 12}
    answers = [0, 0, 1, 1, 2, 0, 1, 1, 2, 2, 0, 2]
    of = wave(instrument(statement("q", 3)), {"q": answers}, groups, invited=15)
    asked = [Asked((("sector",),))]
    assert attack(of, published(of, asked), 3) == []
    monkeypatch.setattr(acceptance, "recoverable", lambda *_: False)
    assert attack(of, published(of, asked), 3) == ["[(2, 0, '0')]: [1 0 1]"]


ORDERS = tuple(permutations(range(3)))
RANKED = Question("q", "rank", {"en": "What first?"}, options=tuple(Option(one, {"en": one}) for one in "abc"))


class RankingAttacker(Attacker):
    """Knows besides that each ranking gives every place once."""

    def read(self, cell: Cell) -> None:
        option = "abc".index(cell.item[-1])
        held = self.worlds[:, self.inside(cell.population)].sum(axis=1)
        places = held @ np.array([[order.index(option) == place for place in range(3)] for order in ORDERS])
        fits = places.sum(axis=1) == cell.n
        match cell.detail:
            case "options":
                fits &= (places == cell.counts).all(axis=1)
            case "direction":
                said = PLACES.index(cell.direction.removeprefix("most often: "))
                fits &= places[:, said] == places.max(axis=1)
            case "alike":
                said = PLACES.index(cell.direction.removeprefix("nearly all: "))
                fits &= (places[:, said] >= cell.n - 1) | (places[:, said] >= 0.9 * cell.n)
        self.worlds = self.worlds[fits]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_nor_from_rankings_in_which_each_place_is_taken_once(data: st.DataObject) -> None:
    people = data.draw(st.integers(4, 12))
    codes = data.draw(st.lists(st.sampled_from([0, 0, 1, 2, 5]), min_size=people, max_size=people))
    sectors = data.draw(st.lists(st.integers(0, 2), min_size=people, max_size=people))
    assume(np.prod([float(sum(1 for _ in _ways(many, len(ORDERS)))) for many in Counter(sectors).values()]) < 60_000)
    answers = {f"q/{one}": [ORDERS[code].index(place) for code in codes] for place, one in enumerate("abc")}
    of = wave(instrument(RANKED), answers, {"sector": [f"s{one}" for one in sectors]}, invited=people + 3)
    attacker = RankingAttacker(of, len(ORDERS))
    for cell in published(of, [Asked((("sector",),))]):
        attacker.read(cell)
    assert list(attacker.recovered(np.array(codes, np.int16), 3)) == []


def test_where_nearly_all_put_the_same_first_only_that_is_said() -> None:
    answers = {"q/a": [0] * 11 + [2], "q/b": [1] * 6 + [2] * 5 + [0], "q/c": [2] * 6 + [1] * 5 + [1]}
    shown, _ = disclose(wave(instrument(RANKED), answers))
    assert [(cell.item, cell.direction) for cell in shown.cells] == [("q/a", "nearly all: first")]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_change_gives_nobody_s_answers_away(data: st.DataObject) -> None:
    """Two waves of few people, full results of both, and how those who answered twice changed."""
    first, second = (data.draw(st.lists(st.integers(0, 2), min_size=4, max_size=7)) for _ in range(2))
    stay = data.draw(st.integers(3, min(len(first), len(second))))
    asked = instrument(statement("q", 3))
    marks = [
        [f"b{place}" if place < stay else f"{end}{place}" for place in range(len(of))]
        for end, of in (("l", first), ("j", second))
    ]
    waves = [
        wave(asked, {"q": answers}, {}, keys, name, len(answers) + 3)
        for answers, keys, name in ((first, marks[0], "2023"), (second, marks[1], "2024"))
    ]
    register: Register = ()
    cells = []
    for one in waves:
        shown, register = disclose(one, None, SMALL, register)
        cells.append(shown.cells[0])
    changed, register = disclose_change(waves[0], waves[1], SMALL, register)
    for one in waves:
        again, register = disclose(one, Asked(constant=(("2023", "2024"),)), SMALL, register, waves)
        told = [cell for cell in again.cells if cell.population.constant]
        assert {change.paired for change in changed.changes} != {True} or not told or len(told) == 1
    fits = [world for world in _changed_worlds(len(first), len(second), stay) if _as_published(world, cells, changed)]
    truth = tuple(_histogram(part) for part in (first[:stay], first[stay:], second[:stay], second[stay:]))
    assert any(world[1::2] == truth[1::2] for world in fits), "the truth is among the worlds"
    for place, few in ((1, len(first) - stay), (3, len(second) - stay)):
        for option in range(3):
            if 0 < few < 3 and truth[place][option]:
                assert len({world[place][option] for world in fits}) > 1


def test_a_change_that_leaves_one_leaver_no_other_answer_is_not_told() -> None:
    """Found by the attacker: the joiners' answers could sum to one thing only, and so the leaver's was known."""
    asked = instrument(statement("q", 3))
    last = wave(asked, {"q": [0, 2, 2, 0]}, {}, ["b0", "b1", "b2", "l3"], "2023", 7)
    this = wave(asked, {"q": [0, 0, 1, 2, 0]}, {}, ["b0", "b1", "b2", "j3", "j4"], "2024", 8)
    register: Register = ()
    for one in (last, this):
        _, register = disclose(one, None, SMALL, register)
    changed, _ = disclose_change(last, this, SMALL, register)
    assert not any(change.paired for change in changed.changes)


def test_beside_a_change_without_levels_groups_are_shown_only_by_columns_that_were_thought_of() -> None:
    answers = [place * 7 % 5 for place in range(60)]
    moved = [(code + place % 3) % 5 for place, code in enumerate(answers)]
    asked = instrument(statement("q"))
    keys = [f"m{place}" for place in range(60)]
    groups = {"sector": ["health", "education"] * 30, "sub-group": (["data"] * 5 + ["therapies"] * 5) * 6}
    waves = []
    for held, first, last, name in ((answers, 0, 56, "2023"), (moved, 4, 60, "2024")):
        some = {column: values[first:last] for column, values in groups.items()}
        waves.append(wave(asked, {"q": held[first:last]}, some, keys[first:last], name, 60))
    register: Register = ()
    for one in waves:
        _, register = disclose(one, register=register)
    changed, register = disclose_change(waves[0], waves[1], register=register, columns=("sector",))
    assert any(change.paired for change in changed.changes)
    by_sub_group, _ = disclose(waves[1], Asked((("sub-group",),)), register=register)
    assert shown_groups(by_sub_group) == {"everybody"}
    by_sector, _ = disclose(waves[1], BY_SECTOR, register=register)
    assert shown_groups(by_sector) == {"everybody", "health", "education"}


World = tuple[tuple[int, ...], ...]


def _changed_worlds(first: int, second: int, stay: int) -> Iterator[World]:
    """Stayers, leavers; stayers, joiners."""
    return product(_ways(stay, 3), _ways(first - stay, 3), _ways(stay, 3), _ways(second - stay, 3))


def _as_published(world: World, cells: Sequence[Cell], changed: Disclosed) -> bool:
    """She takes it for possible that anybody changed in any way that gives the same mean."""
    for cell, parts in zip(cells, (world[:2], world[2:])):
        held = np.array(parts).sum(axis=0)
        if cell.detail == "options" and tuple(held) != cell.counts:
            return False
        if cell.mean and abs(held @ [1, 2, 3] / cell.n - cell.mean.value) > 1e-9:
            return False
        if cell.detail == "alike" and held.max() < cell.n - 1:
            return False
    for change in changed.changes:
        if change.paired:
            moved = (np.array(world[2]) - np.array(world[0])) @ [1, 2, 3] / change.n
            if abs(moved - change.change.value) > 1e-9:
                return False
    return True


def _histogram(answers: Sequence[int]) -> tuple[int, ...]:
    return tuple(answers.count(option) for option in range(3))


def of_groups(sizes: Mapping[str, int], answers: Sequence[int] | None = None, **more: Any) -> Wave:
    sector = [name for name, size in sizes.items() for _ in range(size)]
    given_answers = answers or [place % 5 for place in range(len(sector))]
    return wave(instrument(statement("q")), {"q": given_answers}, {"sector": sector}, **more)


def shown_groups(disclosed: Disclosed) -> set[str]:
    return {cell.population.name for cell in disclosed.cells}


BY_SECTOR = Asked((("sector",),))


def test_a_group_below_five_takes_the_next_smallest_with_it() -> None:
    disclosed, _ = disclose(of_groups({"health": 9, "education": 8, "police": 5, "voluntary": 3}), BY_SECTOR)
    assert shown_groups(disclosed) == {"everybody", "health", "education"}
    assert {one.population.name for one in disclosed.hidden} == {"police", "voluntary"}


def test_two_small_groups_hide_each_other() -> None:
    disclosed, _ = disclose(of_groups({"health": 9, "education": 8, "police": 4, "voluntary": 3}), BY_SECTOR)
    assert shown_groups(disclosed) == {"everybody", "health", "education"}


def test_a_group_that_answered_alike_is_hidden_like_a_small_one() -> None:
    answers = [0, 1, 2, 3, 4, 1, 2, 3, 3, 3, 3, 3, 3, 3, 4, 0, 1, 2, 3, 4]
    disclosed, _ = disclose(of_groups({"health": 8, "education": 6, "police": 6}, answers), BY_SECTOR)
    assert shown_groups(disclosed) == {"everybody", "health"}


def test_where_nearly_all_of_everybody_answered_alike_only_that_is_said() -> None:
    disclosed, register = disclose(of_groups({"health": 12, "education": 12}, [4] * 22 + [3, 0]), BY_SECTOR)
    assert [cell.detail for cell in disclosed.cells] == ["alike"]
    assert disclosed.cells[0].direction == "nearly all: Strongly agree"
    assert "mean" not in {key for row in to_rows(register) for key in row}


def test_fewer_than_five_answers_show_nothing_but_that() -> None:
    disclosed, register = disclose(of_groups({"health": 4}, invited=41))
    assert disclosed.cells == ()
    assert (disclosed.rates[0].n, disclosed.rates[0].of) == (None, 41)
    assert register == ()


def test_a_small_group_s_empty_answers_are_folded_together() -> None:
    disclosed, _ = disclose(
        of_groups({"health": 20, "education": 6}, [place % 5 for place in range(20)] + [4, 4, 3, 3, 2, 1]), BY_SECTOR
    )
    cell = disclosed.cell("q", Population(groups=(("sector", "education"),)))
    assert cell is not None
    assert (cell.detail, cell.labels, cell.counts) == ("bands", ("disagree", "in between", "agree"), (1, 1, 4))


def test_a_second_breakdown_is_held_against_the_first_and_never_changes_it() -> None:
    of = drawn(60, 3)
    first, register = disclose(of, BY_SECTOR)
    both, register = disclose(
        of, Asked((("sub-group",), ("sector", "sub-group"))), register=from_rows(to_rows(register))
    )
    again, register = disclose(of, BY_SECTOR, register=register)
    assert again.cells == first.cells
    assert again.scores == first.scores
    assert not any(len(cell.population.groups) == 2 and cell.n < 10 for cell in both.cells)


def test_the_constant_sample_is_not_shown_beside_the_full_one_when_three_joined() -> None:
    """Its change is: how three joiners and four leavers answered stays open."""
    keys = [f"m{place}" for place in range(40)]
    answers = [place * 7 % 5 for place in range(40)]
    moved = [(code + place % 3) % 5 for place, code in enumerate(answers)]
    asked = instrument(statement("q"))
    last = wave(asked, {"q": answers[:29]}, {}, keys[:29], "2023", 41)
    this = wave(asked, {"q": moved[4:32]}, {}, keys[4:32], "2024", 41)
    register: Register = ()
    for one in (last, this):
        _, register = disclose(one, register=register)
    levels, _ = disclose(this, Asked(constant=(("2023", "2024"),)), register=register, series=(last, this))
    assert shown_groups(levels) == {"everybody"}
    changed, register = disclose_change(last, this, register=register, together=38)
    paired = [change for change in changed.changes if change.paired]
    assert [(one.subject, one.n, one.left, one.joined) for one in paired] == [("q", 25, 4, 3)]
    for one in (last, this):
        later, register = disclose(one, Asked(constant=(("2023", "2024"),)), register=register, series=(last, this))
        assert shown_groups(later) == {"everybody"}


def test_once_somebody_was_forgotten_nothing_new_is_set_against_what_was_published() -> None:
    answers = [place % 5 for place in range(30)]
    groups = {"sector": ["health"] * 15 + ["education"] * 15, "sub-group": ["data", "therapies", "data"] * 10}
    of = wave(instrument(statement("q")), {"q": answers}, groups)
    first, register = disclose(of, BY_SECTOR)
    of.rows[0].groups["sector"].codes[3] = -1
    same, register = disclose(of, BY_SECTOR, register=register)
    assert set(same.cells) == set(first.cells)
    other, _ = disclose(of, Asked((("sub-group",),)), register=register)
    assert shown_groups(other) == {"everybody"}


def test_nothing_but_the_gateway_makes_what_may_be_shown() -> None:
    with pytest.raises(TypeError, match="gateway"):
        Disclosed(object(), "2024", "2024", "anonymous", GRID)
    with pytest.raises(TypeError, match="gateway"):
        require_disclosed(drawn(30, 1))


def test_a_threshold_below_three_is_refused() -> None:
    with pytest.raises(ValueError, match="3 or more"):
        Thresholds(closed=2)


def test_participation_by_group_says_nearly_all_where_few_did_not_answer() -> None:
    of = drawn(200, 4, stay=0.95)
    disclosed, _ = disclose(of, BY_SECTOR)
    groups = [rate for rate in disclosed.rates if rate.population != EVERYBODY]
    assert groups
    assert all((rate.n is None) == rate.nearly for rate in groups)
    assert any(rate.nearly for rate in groups)


def test_comments_are_shown_from_ten_on_under_codes_that_five_mention() -> None:
    of = of_groups({"health": 20})
    words = [f"comment {place:02}" for place in range(12)]
    codes = [["time"] if place < 7 else ["money"] for place in range(10)] + [["time", "money"], []]
    told = Wave(
        **{name: getattr(of, name) for name in of.__slots__} | {"comments": {"why": words}, "coded": {"why": codes}}
    )
    disclosed, _ = disclose(told, Asked(quotes=True))
    [comments] = disclosed.comments
    assert comments.codes == (("time", 8),)
    assert len(comments.quotes[0][1]) == 8
    few = Wave(
        **{name: getattr(of, name) for name in of.__slots__}
        | {"comments": {"why": words[:9]}, "coded": {"why": codes[:9]}}
    )
    assert disclose(few)[0].comments == ()
