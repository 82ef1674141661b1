"""What may be written in `relevant`, `constraint`, `calculation`, `required` and `choice_filter`.

A fixed part of XLSForm's XPath: `${name}`, `.`, numbers, texts, `and or = != < <= > >= + - * div mod`, brackets, and
the functions of FUNCTIONS. Anything else is an ExpressionError that says where. Nothing here guesses, hangs or looks
at a clock: today comes in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.surveys.pattern import Pattern, PatternError

Value = str | float | bool
LONGEST = 2000
DEEPEST = 25  # brackets within brackets
LONGEST_TEXT = 10_000  # that a calculation can make
FIRST_DAY = date(1970, 1, 1)
NAN = math.nan
TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\u00a0]+)
    |\$\{[ ]*(?P<ref>[A-Za-z_][A-Za-z0-9_.-]*)[ ]*\}
    |(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<text>'[^']*'|"[^"]*")
    |(?P<name>[A-Za-z_][A-Za-z0-9_-]*(?:[.:][A-Za-z0-9_-]+)*)
    |(?P<sign><=|>=|!=|[()<>=+\-*,.])""",
    re.VERBOSE,
)
CURLY = "‘’“”"
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))  # loosest first


class ExpressionError(ValueError):
    """What is wrong with an expression, and at which character (from 1; 0 if nowhere in particular)."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(f"{message} (at character {position})" if position else message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression can look at: other answers, the answer itself, a choice's columns, and the day."""

    values: Mapping[str, Value]
    today: date
    own: Value = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Constant:
    value: Value


@dataclass(frozen=True, slots=True)
class Reference:
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A bare name: a column of the sheet of choices."""

    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """The dot."""


@dataclass(frozen=True, slots=True)
class Negative:
    part: Node


@dataclass(frozen=True, slots=True)
class Chain:
    """`a - b + c`: operators of one level, from left to right."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    given: tuple[Node, ...]


Node = Constant | Reference | Column | Own | Negative | Chain | Call


@dataclass(frozen=True, slots=True)
class Expression:
    """Ready to be worked out."""

    source: str
    node: Node

    @property
    def names(self) -> frozenset[str]:
        """The questions that it looks at."""
        return frozenset(node.name for node in _nodes(self.node) if isinstance(node, Reference))

    @property
    def columns(self) -> frozenset[str]:
        """The columns of choices that it looks at."""
        return frozenset(node.name for node in _nodes(self.node) if isinstance(node, Column))

    def value(self, context: Context) -> Value:
        """Raises ExpressionError only where a pattern would be too much work or a text too long."""
        return _value(self.node, context)

    def holds(self, context: Context) -> bool:
        return to_truth(self.value(context))


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """Read an expression. Raises ExpressionError."""
    if len(source) > LONGEST:
        raise ExpressionError(f"an expression may have {LONGEST:,} characters", LONGEST)
    return Expression(source, _Parser(source).whole())


def to_number(value: Value) -> float:
    """A text of digits is its number, an ISO date its days since 1970, anything else not a number."""
    if not isinstance(value, str):
        return float(value)
    text = value.strip()
    if re.fullmatch(r"-?([0-9]{1,300}(\.[0-9]*)?|\.[0-9]+)", text):
        return float(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return float((date.fromisoformat(text) - FIRST_DAY).days)
        except ValueError:
            return NAN
    return NAN


def to_text(value: Value) -> str:
    """Numbers without a needless “.0”; what is not a number is no text at all."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def to_truth(value: Value) -> bool:
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value)


class _Parser:
    def __init__(self, source: str) -> None:
        self.tokens = list(_tokens(source))
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.level(0)
        kind, text, position = self.next
        if kind != "end":
            raise ExpressionError(f"{text!r} cannot stand here", position)
        return node

    @property
    def next(self) -> tuple[str, str, int]:
        return self.tokens[self.at]

    def take(self) -> tuple[str, str, int]:
        self.at += 1
        return self.tokens[self.at - 1]

    def level(self, number: int) -> Node:
        if number == len(LEVELS):
            return self.unary()
        first = self.level(number + 1)
        rest: list[tuple[str, Node]] = []
        while self.next[0] in ("sign", "name") and self.next[1] in LEVELS[number]:
            rest.append((self.take()[1], self.level(number + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def unary(self) -> Node:
        signs = 0
        while self.next[:2] == ("sign", "-"):
            self.take()
            signs += 1
        node = self.single()
        for _ in range(1 + (signs + 1) % 2 if signs else 0):
            node = Negative(node)
        return node

    def single(self) -> Node:
        kind, text, position = self.take()
        match kind:
            case "ref":
                return Reference(text)
            case "number":
                return Constant(float(text))
            case "text":
                return Constant(text[1:-1])
            case "name" if self.next[:2] == ("sign", "("):
                return self.call(text, position)
            case "name":
                return Column(text)
            case "sign" if text == ".":
                return Own()
            case "sign" if text == "(":
                return self.bracket(position)
            case "end":
                raise ExpressionError("it ends too early", position)
        raise ExpressionError(f"{text!r} cannot stand here", position)

    def bracket(self, position: int) -> Node:
        self.deeper(position)
        node = self.level(0)
        self.expect(")", position)
        return node

    def call(self, name: str, position: int) -> Node:
        known = FUNCTIONS.get(name)
        if known is None:
            raise ExpressionError(f"the function {name}() is not supported", position)
        self.take()
        self.deeper(position)
        given: list[Node] = []
        if self.next[:2] != ("sign", ")"):
            given.append(self.level(0))
            while self.next[:2] == ("sign", ","):
                self.take()
                given.append(self.level(0))
        self.expect(")", position)
        if not known.least <= len(given) <= known.most:
            raise ExpressionError(f"{name}() takes {known.takes}, not {len(given)}", position)
        if name == "regex":
            _check_pattern(given[1], position)
        return Call(name, tuple(given))

    def deeper(self, position: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError("brackets within too many brackets", position)

    def expect(self, sign: str, opened: int) -> None:
        kind, text, position = self.take()
        if (kind, text) != ("sign", sign):
            raise ExpressionError(
                "a bracket is not closed" if kind == "end" else f"{text!r} cannot stand here",
                opened if kind == "end" else position,
            )
        self.depth -= 1


def _tokens(source: str) -> Iterator[tuple[str, str, int]]:
    at = 0
    while at < len(source):
        found = TOKEN.match(source, at)
        if not found:
            raise ExpressionError(_unread(source, at), at + 1)
        if found.lastgroup != "space":
            kind = str(found.lastgroup)
            yield kind, found[kind], at + 1
        at = found.end()
    yield "end", "", len(source) + 1


def _unread(source: str, at: int) -> str:
    sign = source[at]
    if sign in CURLY:
        return f"{sign} is a curly quotation mark: write ' instead"
    if sign == "/" or source.startswith("..", at):
        return "paths are not supported: name the question, like ${name}"
    if sign in "'\"":
        return "a text is not closed"
    if sign == "$":
        return "a question is named like ${name}"
    return f"{sign!r} is not supported"


def _check_pattern(node: Node, position: int) -> None:
    if not isinstance(node, Constant) or not isinstance(node.value, str):
        raise ExpressionError("the pattern of regex() must be written out, in quotation marks", position)
    try:
        _pattern(node.value)
    except PatternError as problem:
        raise ExpressionError(
            f"regex(): {problem} (character {problem.position + 1} of the pattern)", position
        ) from None


@lru_cache(maxsize=1024)
def _pattern(source: str) -> Pattern:
    return Pattern(source)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Negative():
            yield from _nodes(node.part)
        case Chain():
            for part in (node.first, *(part for _, part in node.rest)):
                yield from _nodes(part)
        case Call():
            for part in node.given:
                yield from _nodes(part)


def _value(node: Node, context: Context) -> Value:
    match node:
        case Constant():
            return node.value
        case Reference():
            return context.values.get(node.name, "")
        case Column():
            return context.columns.get(node.name, "")
        case Own():
            return context.own
        case Negative():
            return -to_number(_value(node.part, context))
        case Chain():
            return _chain(node, context)
        case Call():
            return _called(node, context)


def _chain(node: Chain, context: Context) -> Value:
    value = _value(node.first, context)
    for sign, part in node.rest:
        if sign in ("and", "or"):
            if to_truth(value) is (sign == "or"):
                return sign == "or"
            value = to_truth(_value(part, context))
        else:
            value = _joined(sign, value, _value(part, context))
    return value


def _joined(sign: str, left: Value, right: Value) -> Value:
    if sign in ("=", "!="):
        return _same(left, right) is (sign == "=")
    one, other = to_number(left), to_number(right)
    match sign:
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case ">=":
            return one >= other
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case "div":
            return _divided(one, other)
    return math.fmod(one, other) if math.isfinite(one) and other and not math.isnan(other) else NAN


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return left == right


def _divided(one: float, other: float) -> float:
    if other:
        return one / other
    return NAN if math.isnan(one) or not one or math.isnan(other) else math.copysign(math.inf, one)


def _called(node: Call, context: Context) -> Value:
    if node.name == "if":
        return _value(node.given[1 if to_truth(_value(node.given[0], context)) else 2], context)
    if node.name == "today":
        return context.today.isoformat()
    found = FUNCTIONS[node.name].work(*(_value(part, context) for part in node.given))
    if isinstance(found, str) and len(found) > LONGEST_TEXT:
        raise ExpressionError("it makes a text that is too long")
    return found


def _coalesce(*given: Value) -> Value:
    return next((value for value in given if to_text(value) != ""), "")


def _words(value: Value) -> list[str]:
    return to_text(value).split()


def _selected_at(value: Value, place: Value) -> str:
    words, at = _words(value), to_number(place)
    return words[int(at)] if 0 <= at < len(words) else ""


def _regex(value: Value, pattern: Value) -> bool:
    try:
        return _pattern(to_text(pattern)).fits(to_text(value))
    except PatternError as problem:
        raise ExpressionError(f"regex(): {problem}") from None


def _whole(value: Value) -> float:
    number = to_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else NAN


def _rounded(value: Value, places: Value = 0.0) -> float:
    """Halves go up, as XPath has it."""
    number, digits = to_number(value), to_number(places)
    if not math.isfinite(number) or not -9 <= digits <= 9:
        return NAN
    scale = 10.0 ** int(digits)
    found = number * scale
    return math.floor(found + 0.5) / scale if math.isfinite(found) else number


def _on_numbers(work: Callable[[float], float]) -> Callable[[Value], float]:
    def act(value: Value) -> float:
        number = to_number(value)
        return float(work(number)) if math.isfinite(number) else number

    return act


def _part(value: Value, begin: Value, end: Value = math.inf) -> str:
    text = to_text(value)
    first, last = (min(max(to_number(at), 0), len(text)) for at in (begin, end))
    return "" if math.isnan(first) or math.isnan(last) else text[int(first) : int(last)]


def _extreme(pick: Callable[[list[float]], float]) -> Callable[..., float]:
    def act(*given: Value) -> float:
        numbers = [to_number(value) for value in given if to_text(value) != ""]
        return NAN if not numbers or any(map(math.isnan, numbers)) else pick(numbers)

    return act


def _date(value: Value) -> str:
    number = to_number(value)
    if not math.isfinite(number) or not -700_000 < number < 2_900_000:
        return ""
    return date.fromordinal(FIRST_DAY.toordinal() + math.floor(number)).isoformat()


@dataclass(frozen=True, slots=True)
class Function:
    least: int
    most: int
    work: Callable[..., Value]

    @property
    def takes(self) -> str:
        if self.most > 50:
            return f"{self.least} or more values"
        return f"{self.least} values" if self.least == self.most else f"{self.least} to {self.most} values"


MANY = 100
FUNCTIONS: Mapping[str, Function] = {
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "today": Function(0, 0, str),
    "not": Function(1, 1, lambda value: not to_truth(value)),
    "if": Function(3, 3, str),
    "coalesce": Function(2, MANY, _coalesce),
    "selected": Function(2, 2, lambda value, one: to_text(one).strip() in _words(value)),
    "count-selected": Function(1, 1, lambda value: float(len(_words(value)))),
    "selected-at": Function(2, 2, _selected_at),
    "string-length": Function(1, 1, lambda value: float(len(to_text(value)))),
    "normalize-space": Function(1, 1, lambda value: " ".join(_words(value))),
    "concat": Function(1, MANY, lambda *given: "".join(map(to_text, given))),
    "substr": Function(2, 3, _part),
    "contains": Function(2, 2, lambda value, part: to_text(part) in to_text(value)),
    "starts-with": Function(2, 2, lambda value, part: to_text(value).startswith(to_text(part))),
    "ends-with": Function(2, 2, lambda value, part: to_text(value).endswith(to_text(part))),
    "regex": Function(2, 2, _regex),
    "string": Function(1, 1, to_text),
    "number": Function(1, 1, to_number),
    "boolean": Function(1, 1, to_truth),
    "boolean-from-string": Function(1, 1, lambda value: to_text(value) in ("true", "1")),
    "int": Function(1, 1, _whole),
    "round": Function(1, 2, _rounded),
    "floor": Function(1, 1, _on_numbers(math.floor)),
    "ceiling": Function(1, 1, _on_numbers(math.ceil)),
    "abs": Function(1, 1, _on_numbers(abs)),
    "min": Function(1, MANY, _extreme(min)),
    "max": Function(1, MANY, _extreme(max)),
    "sum": Function(1, MANY, lambda *given: sum(to_number(one) for one in given if to_text(one) != "")),
    "date": Function(1, 1, _date),
    "decimal-date-time": Function(1, 1, to_number),
}
