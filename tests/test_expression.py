"""Expressions: one table of what they come to, one of what is refused and where, and nothing that hangs."""

from __future__ import annotations

import contextlib
import math
import re
import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.surveys.expression import (
    DEEPEST,
    FUNCTIONS,
    LONGEST,
    Context,
    ExpressionError,
    Value,
    parse,
    to_number,
    to_text,
)
from bot.surveys.pattern import Pattern, PatternError

TODAY = date(2026, 11, 27)
VALUES: dict[str, Value] = {"age": 12.0, "role": "senco", "how": "phone email", "met": "2026-11-20", "none": ""}


def worked_out(source: str, own: Value = "") -> Value:
    return parse(source).value(Context(VALUES, TODAY, own, {"area": "east"}))


@pytest.mark.parametrize(
    ("source", "comes_to"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 - 2 - 1", 4.0),
        ("--3", 3.0),
        ("2--3", 5.0),
        ("7 div 2", 3.5),
        ("-7 mod 3", -1.0),
        ("1 div 0", math.inf),
        ("1 < 2 and 2 < 1 or 3 = 3", True),
        ("'a' = \"a\"", True),
        ("true() and not(false())", True),
        ("${age} >= 11 and ${age} < 16", True),
        ("${age} = '12'", True),
        ("${none} = 5", False),
        ("${none} != 5", True),
        ("${none} < 5", False),
        ("${none} = ''", True),
        ("${ role }= 'senco'", True),
        ("selected(${how}, 'phone')", True),
        ("selected(${how}, 'pho')", False),
        ("count-selected(${how}) <= 2", True),
        ("count-selected(${none})", 0.0),
        ("selected-at(${how}, 1)", "email"),
        ("selected-at(${how}, 9)", ""),
        ("string-length(${role})", 5.0),
        ("if(${age} > 11, 'secondary', 'primary')", "secondary"),
        ("coalesce(${none}, ${role})", "senco"),
        ("concat(${role}, '-', ${age})", "senco-12"),
        ("int(3.9)", 3.0),
        ("int(-3.9)", -3.0),
        ("round(2.5)", 3.0),
        ("round(2.345, 2)", 2.35),
        ("round(-2.5)", -2.0),
        ("today()", "2026-11-27"),
        ("${met} <= today()", True),
        ("today() - ${met}", 7.0),
        ("date(today() + 7)", "2026-12-04"),
        ("number('2026-02-30')", math.nan),
        ("min(3, ${age}, ${none})", 3.0),
        ("sum(1, ${age}, ${none})", 13.0),
        ("regex(${role}, '[a-z]+')", True),
        ("regex('12b', '^[0-9]+$')", False),
        ("substr('senco', 1, 3)", "en"),
        ("area = 'east'", True),
        ("1 = true()", True),
        ("${none}", ""),
    ],
)
def test_what_an_expression_comes_to(source: str, comes_to: Value) -> None:
    found = worked_out(source)
    if isinstance(comes_to, float) and math.isnan(comes_to):
        assert isinstance(found, float)
        assert math.isnan(found)
    else:
        assert found == comes_to
        assert type(found) is type(comes_to)


def test_a_constraint_looks_at_its_own_answer() -> None:
    assert worked_out(". > 0 and . <= 40", 12.0) is True
    assert worked_out("count-selected(.) <= 3", "a b c d") is False


@pytest.mark.parametrize(
    ("source", "at", "reason"),
    [
        ("", 1, "too early"),
        ("1 +", 4, "too early"),
        ("${a} >< 3", 7, "'<' cannot stand"),
        ("(1 + 2", 1, "not closed"),
        ("1)", 2, "cannot stand"),
        ("pulldata('x', 'y')", 1, "pulldata"),
        ("1 + once(2)", 5, "once"),
        ("../group/a = 1", 3, "paths"),
        ("/data/a", 1, "paths"),
        ("${a} = ‘yes’", 8, "curly"),
        ("$a = 1", 1, "named like"),
        ("'yes", 1, "not closed"),
        ("if(1, 2)", 1, "3 values, not 2"),
        ("1 & 2", 3, "not supported"),
        ("regex(., ${a})", 1, "written out"),
        ("regex(., '(a')", 1, "character 1 of the pattern"),
        ("regex(., '(?=a)')", 1, "look-around"),
        ("1 2", 3, "cannot stand"),
        ("last-saved#a", 11, "not supported"),
        ("(" * 40 + "1" + ")" * 40, DEEPEST + 1, "brackets"),
        ("1" * (LONGEST + 1), LONGEST, "characters"),
    ],
)
def test_anything_else_is_refused_and_the_place_named(source: str, at: int, reason: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape(reason)) as caught:
        parse(source)
    assert caught.value.position == at


def test_what_an_expression_looks_at() -> None:
    found = parse("if(${a} = 1, selected(${b}, name), . - ${c}) and area = 'x'")
    assert found.names == {"a", "b", "c"}
    assert found.columns == {"name", "area"}


WORDS = [
    "${age}",
    "${none}",
    "${met}",
    ".",
    "(",
    ")",
    ",",
    "and",
    "or",
    "div",
    "mod",
    "=",
    "<",
    "-",
    "*",
    "+",
    "1",
    "0",
]
WORDS += ["''", "'(a+)+b'", "9e9", "1" * 400, "today()", "'a' ", *(f"{name}(" for name in FUNCTIONS)]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=60))
@example("-" * 1900 + "1")
@example("1" + "+1" * 900)
@example("round(1" + "0" * 500 + ", 9)")
@example("0 div 0 mod 0 div 0")
@example("sum(1 div 0, -1 div 0)")
@example("date(1 div 0)")
@example("regex('" + "a" * 900 + "', '((a*)*)*b')")
def test_any_text_has_a_value_or_an_error_of_its_own(source: str) -> None:
    began = time.perf_counter()
    found: Value = ""
    with contextlib.suppress(ExpressionError):
        found = parse(source).value(Context(VALUES, TODAY, "own"))
    assert isinstance(to_text(found), str)
    assert isinstance(to_number(found), float)
    assert time.perf_counter() - began < 2


NUMBERS = st.integers(-20, 20)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from("+-*"), st.sampled_from("+-*"))
def test_sums_are_pythons(one: int, two: int, three: int, first: str, second: str) -> None:
    source = f"{one} {first} {two} {second} {three}"
    assert worked_out(source) == eval(source)


PIECES = st.sampled_from(["a", "b", "ab", ".", "[ab]", "[^a]", r"\d", r"\w", "(a|b)", "(ab)", "(?:a|)", "[a-c]", r"\."])
TIMES = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "{0,}"])
PATTERNS = st.lists(st.tuples(PIECES, TIMES).map("".join), max_size=5).map("".join)


@given(PATTERNS, st.text("abc1.", max_size=6))
def test_a_pattern_fits_what_pythons_would(source: str, text: str) -> None:
    assert Pattern(source).fits(text) == bool(re.fullmatch(source, text, re.DOTALL))
    assert Pattern(f"^{source}$").fits(text) == Pattern(source).fits(text)


@given(st.text(r"ab()[]{}*+?|\^$.-1,", max_size=30), st.text("ab1", max_size=20))
def test_any_pattern_fits_or_is_refused(source: str, text: str) -> None:
    fits = None
    with contextlib.suppress(PatternError):
        fits = Pattern(source).fits(text)
    if fits is not None and "^" not in source and "$" not in source:
        assert fits == bool(re.fullmatch(source, text, re.DOTALL))


def test_a_pattern_that_would_take_for_ever_is_given_up() -> None:
    began = time.perf_counter()
    with pytest.raises(PatternError, match="too much work"):
        Pattern("(((a*){99}){99}){99}b").fits("a" * 900)
    assert time.perf_counter() - began < 2
