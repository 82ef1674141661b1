"""An evaluator's XLSForm, from .xlsx or Markdown, as an instrument; or every reason why it cannot be asked in a chat.

pyxform reads the sheets and checks names and references. What it lets pass (expressions that cannot be worked out,
circles, missing translations, what no chat can ask) is refused here, each with its row.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.surveys import check
from bot.surveys.check import Problem
from bot.surveys.instrument import Instrument, Option, Page, Question, Text, Type

LARGEST_FILE, LARGEST_UNZIPPED, LARGEST_TEXT = 2_000_000, 8_000_000, 300_000  # bytes
MOST_PARTS, MOST_ROWS, LONGEST_CELL = 200, 2_000, 5_000
CODE = re.compile(r"\(([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\)\s*$")
LANGUAGES = {"default": "en", "english": "en", "welsh": "cy", "cymraeg": "cy", "polish": "pl", "urdu": "ur"}
ROW = re.compile(r"\[row : (\d+)\]\s*")
YES = ("yes", "true", "true()", "1", "y")
NO = ("", "no", "false", "false()", "0", "n")

TYPES: Mapping[str, Type] = {
    "select one": "select_one",
    "select all that apply": "select_multiple",
    "rank": "rank",
    "range": "range",
    "integer": "integer",
    "decimal": "decimal",
    "text": "text",
    "date": "date",
    "note": "note",
    "acknowledge": "acknowledge",
    "calculate": "calculate",
}
SPOKEN = (*TYPES, "select_one", "select_multiple", "select", "select1", "int", "string", "trigger", "today")
STRUCTURE = re.compile(r"(begin|end)[ _]group")
REPEATED = re.compile(r"(begin|end)[ _](repeat|loop)\b.*")
LEFT_OUT = ("start", "end", "deviceid", "device id", "username", "phonenumber", "simserial", "subscriberid", "email")
PICTURES = "a chat survey takes no pictures, sound or files"
PLACES = "a chat survey asks for no places on a map"
ELSEWHERE = "answers from another file are not supported: put them on the sheet of choices"
REFUSED = {
    **dict.fromkeys(("image", "photo", "audio", "video", "file", "background-audio"), PICTURES),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "start-geopoint", "osm", "gps", "location"), PLACES),
    "barcode": "a chat has no scanner",
    "audit": "it would record when each answer was given, and we promise not to",
    "repeat": "repeats cannot be asked in a chat: ask for a number, or write the questions out",
    "loop": "loops cannot be asked in a chat: write the questions out",
    "datetime": "times of the day are not supported: ask for a date, or for text",
    "time": "times of the day are not supported: ask for text",
    "hidden": "hidden fields are not supported",
    **dict.fromkeys(("csv-external", "xml-external", "select_one_from_file", "select_multiple_from_file"), ELSEWHERE),
    "select_one_external": ELSEWHERE,
}
REFUSED_COLUMNS = {
    "default": "answers that are given beforehand are not supported: leave “default” empty",
    "trigger": "“trigger” is not supported: a calculation follows its answers by itself",
    "save_to": "entities are not supported",
    "save_incomplete": "it is not needed here: every answer is saved at once",
}
OWN = {
    "dimension": ("dimension", "x_scale", "x_dimension"),
    "area": ("area", "x_area"),
    "reverse": ("reverse", "reversed", "x_reverse"),
}
OPTION_OWN = ("name", "label", "score", "x_score", "media")


class XLSFormError(ValueError):
    """Why a form cannot be asked: one line for each reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a form became, and what its author may want to know."""

    instrument: Instrument
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where everything stood in the spreadsheet, to say so."""

    survey: Sequence[Mapping[str, Any]]
    choices: Sequence[Mapping[str, Any]]
    of: Mapping[str, int] = field(default_factory=dict)


def read(data: bytes, file_name: str) -> Imported:
    """Read a form. Raises XLSFormError with every reason that could be found."""
    kind = _kind(data, file_name)
    source: bytes | str = data if kind == ".xlsx" else data.decode("utf-8-sig")
    rows = _rows(source, kind)
    refused = [*_oversized(rows), *_refused(rows)]
    if refused:
        raise XLSFormError(refused)
    form = _form(source, kind)
    instrument, found, noticed = _built(form, rows, file_name, data)
    if found:
        raise XLSFormError(found)
    found = [replace(one, row=rows.of.get(one.question, 0)) for one in check.problems(instrument)]
    if found:
        raise XLSFormError(found)
    noticed += [replace(one, row=rows.of.get(one.question, 0)) for one in check.remarks(instrument)]
    return Imported(instrument, tuple(noticed))


def _kind(data: bytes, file_name: str) -> str:
    kind = "." + file_name.lower().rpartition(".")[2]
    if kind not in (".xlsx", ".md"):
        raise XLSFormError([Problem("a form is an .xlsx or .md file: in your spreadsheet, save it as .xlsx")])
    most = LARGEST_FILE if kind == ".xlsx" else LARGEST_TEXT
    if len(data) > most:
        raise XLSFormError([Problem(f"the file has {len(data):,} bytes: {most:,} is the most")])
    if kind == ".xlsx":
        _check_zip(data)
        return kind
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise XLSFormError([Problem("the file is no text in UTF-8: save it as such")]) from None
    return kind


def _check_zip(data: bytes) -> None:
    """What it would unzip to, before anything is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise XLSFormError([Problem("the file is no .xlsx: open it in your spreadsheet and save it again")]) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNZIPPED:
        raise XLSFormError([Problem("the file unzips to far more than a form needs: copy the sheets into a new one")])
    if any(part.flag_bits & 1 for part in parts):
        raise XLSFormError([Problem("the file has a password: save it without")])


def _rows(source: bytes | str, kind: str) -> _Rows:
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    try:
        book = get_xlsform(source, file_type=kind)
    except PyXFormError as problem:
        raise XLSFormError([_unreadable(problem)]) from None
    except Exception as problem:  # whatever a library makes of a broken upload, the person gets one line
        raise XLSFormError([Problem(f"the file cannot be read as a spreadsheet ({type(problem).__name__})")]) from None
    survey, choices = _lowered(book.survey or []), _lowered(book.choices or [])
    if not survey:
        raise XLSFormError([Problem("there is no sheet “survey” with anything on it")])
    of = {str(row["name"]): number for number, row in reversed(list(enumerate(survey, 2))) if row.get("name")}
    return _Rows(survey, choices, of)


def _lowered(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """With the columns' names in small letters, as pyxform takes them."""
    return [{str(column).lower().strip(): cell for column, cell in row.items()} for row in rows]


def _form(source: bytes | str, kind: str) -> Mapping[str, Any]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        form: Mapping[str, Any] = convert(xlsform=source, file_type=kind, warnings=[])._pyxform
    except PyXFormError as problem:
        raise XLSFormError([_unreadable(problem)]) from None
    except Exception as problem:  # as above
        raise XLSFormError([Problem(f"the form is not sound ({type(problem).__name__})")]) from None
    return form


def _unreadable(problem: Exception) -> Problem:
    """pyxform's own words, in one line."""
    text = " ".join(str(problem).split())
    if "was not recognized as a supported type" in text:
        return Problem("there is no sheet “survey” in it, with columns “type”, “name” and “label”")
    found = ROW.search(text)
    sheet = "choices" if "'choices' sheet" in text else "survey"
    return Problem(ROW.sub("", text), row=int(found[1]) if found else 0, sheet=sheet)


def _oversized(rows: _Rows) -> Iterator[Problem]:
    for sheet, lines in (("survey", rows.survey), ("choices", rows.choices)):
        if len(lines) > MOST_ROWS:
            yield Problem(f"the sheet “{sheet}” has {len(lines):,} rows: {MOST_ROWS:,} is the most")
        for number, row in enumerate(lines[:MOST_ROWS], 2):
            if any(len(str(cell)) > LONGEST_CELL for cell in row.values()):
                yield Problem(f"a cell has more than {LONGEST_CELL:,} characters", row=number, sheet=sheet)


def _refused(rows: _Rows) -> Iterator[Problem]:
    """What cannot be asked in a chat, row by row."""
    within, lists = 0, {str(row.get("list_name") or row.get("list name") or "") for row in rows.choices}
    for number, row in enumerate(rows.survey, 2):
        spoken = " ".join(str(row.get("type") or "").split()).lower()
        turned = REPEATED.fullmatch(spoken)
        if turned:
            within += 1 if turned[1] == "begin" else -1
        reason = REFUSED[turned[2]] if turned and turned[1] == "begin" else ""
        if spoken and not turned and not within and not STRUCTURE.fullmatch(spoken):
            reason = _why_not(spoken) or _why_not_column(row) or _why_not_shown(spoken, row, lists)
        if reason:
            yield Problem(reason, str(row.get("name") or ""), number)


def _why_not(spoken: str) -> str:
    word = spoken.split()[0]
    if spoken.endswith((" or_other", " or other", " or specify other")):
        return "“or_other” is not supported: add an answer “Other”, and a text question that is relevant to it"
    if word in REFUSED or spoken in REFUSED:
        return REFUSED.get(word) or REFUSED[spoken]
    known = word in SPOKEN or word in LEFT_OUT or spoken in LEFT_OUT
    return "" if known else f"I don't know the type “{spoken}”"


def _why_not_column(row: Mapping[str, Any]) -> str:
    for column, value in row.items():
        plain = column.lower().split("::")[0]
        if value and plain in REFUSED_COLUMNS:
            return REFUSED_COLUMNS[plain]
        if value and plain in ("media", "image", "audio", "video", "big-image"):
            return "pictures, sound and video beside a question are not supported"
        if value and plain in ("readonly", "read_only") and str(value).lower() in YES:
            return "what is read only cannot be answered: make it a note"
    return ""


def _why_not_shown(spoken: str, row: Mapping[str, Any], lists: Collection[str]) -> str:
    """What pyxform finds too, but without saying in which row."""
    word = spoken.split()[0]
    if word in (*LEFT_OUT, "calculate", "today") or spoken in LEFT_OUT:
        return ""
    if not any(value and column.lower().startswith(("label", "caption")) for column, value in row.items()):
        return "has no label"
    chosen = re.fullmatch(
        r"(?:select_one|select_multiple|select one|select multiple|rank) (\S+)", str(row["type"]).strip()
    )
    if chosen and chosen[1] not in lists and "${" not in chosen[1]:
        return f"has no answers: the sheet “choices” has no list “{chosen[1]}”"
    return ""


def _built(
    form: Mapping[str, Any], rows: _Rows, file_name: str, data: bytes
) -> tuple[Instrument, list[Problem], list[Problem]]:
    """The instrument as it stands, what is wrong with it, and what was left out."""
    maker = _Maker(form, rows)
    for node in form.get("children", []):
        maker.walk(node, "", "")
    title = str(form.get("title") or form.get("id_string") or "Survey")
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", file_name.rpartition(".")[0])[:60].strip("-") or "survey"
    given = str(form.get("id_string") or "")
    instrument = Instrument(
        given if given not in ("", "data", "None") else stem,
        str(form.get("version") or hashlib.blake2b(data, digest_size=4).hexdigest()),
        {maker.first: title},
        maker.languages,
        tuple(maker.questions),
        tuple(maker.pages),
        about=f"Imported from {file_name}",
    )
    return instrument, maker.problems, maker.remarks


class _Maker:
    """Walks through pyxform's tree and makes questions of it."""

    def __init__(self, form: Mapping[str, Any], rows: _Rows) -> None:
        self.lists: Mapping[str, Sequence[Mapping[str, Any]]] = form.get("choices") or {}
        self.rows = rows
        self.default = str(form.get("default_language") or "default")
        spoken = list(dict.fromkeys(_spoken([form], self.default)))
        ordered = sorted(spoken, key=lambda one: one != self.default)
        self.languages = tuple(dict.fromkeys(map(_code, ordered))) or (_code(self.default),)
        self.first = self.languages[0]
        self.questions: list[Question] = []
        self.pages: list[Page] = []
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def walk(self, node: Mapping[str, Any], page: str, relevant: str) -> None:
        name, kind = str(node.get("name", "")), node["type"]
        both = _both(relevant, str(node.get("bind", {}).get("relevant") or ""))
        if kind == "group" and name != "meta":
            label = self.text(node.get("label"))
            inner = page
            if label or "field-list" in str(node.get("control", {}).get("appearance", "")):
                self.pages.append(Page(name, label))
                inner = name
            for child in node.get("children", []):
                self.walk(child, inner, both)
        elif kind == "group" or name not in self.rows.of:
            return  # what pyxform adds by itself
        elif kind == "today":
            self.questions.append(Question(name, "calculate", {}, calculation="today()"))
        elif kind in TYPES:
            self.questions.append(self.question(node, TYPES[kind], page, both))
        elif kind in LEFT_OUT:
            self.remarks.append(self.at(name, "is left out: neither times nor devices are kept"))
        else:
            self.problems.append(self.at(name, f"I don't know the type “{kind}”"))

    def question(self, node: Mapping[str, Any], kind: Type, page: str, relevant: str) -> Question:
        name, bind = str(node["name"]), node.get("bind", {})
        if kind != "calculate" and bind.get("calculate"):
            self.problems.append(self.at(name, "has a calculation: give that a row of its own, of the type calculate"))
        if "randomize" in (node.get("parameters") or {}):
            self.remarks.append(
                self.at(name, "keeps the order of its answers: a scale must read the same for everybody")
            )
        appearance = str(node.get("control", {}).get("appearance") or "")
        if re.search(r"\bsearch\s*\(", appearance):
            self.problems.append(self.at(name, ELSEWHERE))
        required = str(bind.get("required") or "")
        return Question(
            id=name,
            type=kind,
            text=self.text(node.get("label")),
            hint=self.text(node.get("hint")),
            options=self.options(node, kind),
            page=page,
            dimension=_own(node, "dimension"),
            area=_own(node, "area"),
            reversed=_own(node, "reverse").lower() in YES,
            required="true()" if required.lower() in YES else "" if required.lower() in NO else required,
            relevant=relevant,
            constraint=str(bind.get("constraint") or ""),
            constraint_message=self.text(bind.get("jr:constraintMsg")),
            required_message=self.text(bind.get("jr:requiredMsg")),
            calculation=str(bind.get("calculate") or "") if kind == "calculate" else "",
            choice_filter=str(node.get("choice_filter") or ""),
            appearance=appearance,
        )

    def options(self, node: Mapping[str, Any], kind: Type) -> tuple[Option, ...]:
        if kind == "range":
            return self.range(node)
        if kind == "acknowledge":
            return (Option("OK", dict.fromkeys(self.languages, "OK")),)
        if kind not in ("select_one", "select_multiple", "rank"):
            return ()
        name = str(node.get("itemset") or node.get("list_name") or "")
        choices = self.lists.get(name)
        if choices is None:
            self.problems.append(
                self.at(str(node["name"]), f"has no answers: there is no list “{name}” among the choices")
            )
            return ()
        counted = kind == "select_one" and not any(_score(one) for one in choices)
        return tuple(self.option(name, one, counted) for one in choices)

    def option(self, list_name: str, choice: Mapping[str, Any], counted: bool) -> Option:
        """`counted`: without a column of scores, names that are whole numbers are scores."""
        value, given = str(choice["name"]), _score(choice)
        if choice.get("media"):
            self.problems.append(self.among(list_name, value, "pictures and sound beside an answer are not supported"))
        if counted and re.fullmatch(r"-?\d{1,4}", value):
            given = value
        score = _decimal(given)
        if given and score is None:
            self.problems.append(self.among(list_name, value, f"its score “{given}” is no number"))
        columns = {key: str(cell) for key, cell in choice.items() if key not in OPTION_OWN and isinstance(cell, str)}
        return Option(value, self.text(choice.get("label")), None if score is None else float(score), columns)

    def range(self, node: Mapping[str, Any]) -> tuple[Option, ...]:
        given = {"start": "1", "end": "10", "step": "1", **(node.get("parameters") or {})}
        start, end, step = (_decimal(given[key]) for key in ("start", "end", "step"))
        if start is None or end is None or not step or (end - start) / step < 0:
            self.problems.append(self.at(str(node["name"]), "needs numbers: start=1 end=5 step=1"))
            return ()
        count = int((end - start) / step) + 1
        if count > check.MOST_OPTIONS:
            reason = f"has {count} steps: {check.MOST_OPTIONS} is the most, else ask for an integer with a constraint"
            self.problems.append(self.at(str(node["name"]), reason))
            return ()
        values = [start + step * at for at in range(count)]
        return tuple(
            Option(f"{value:f}", dict.fromkeys(self.languages, f"{value:f}"), float(value)) for value in values
        )

    def text(self, given: Any) -> Text:
        """A text by language; what has none is in the first."""
        if given is None:
            return {}
        texts = given if isinstance(given, Mapping) else {self.default: given}
        return {_code(language): str(text).strip() for language, text in texts.items() if str(text or "").strip()}

    def at(self, name: str, reason: str) -> Problem:
        return Problem(reason, name, self.rows.of.get(name, 0))

    def among(self, list_name: str, value: str, reason: str) -> Problem:
        places = (
            number
            for number, row in enumerate(self.rows.choices, 2)
            if (str(row.get("list_name")), str(row.get("name"))) == (list_name, value)
        )
        return Problem(reason, value, next(places, 0), "choices")


def _spoken(nodes: Sequence[Any], default: str) -> Iterator[str]:
    """The languages in which labels are written, as they stand in the columns."""
    for node in nodes:
        label = node.get("label")
        if isinstance(label, Mapping):
            yield from label
        elif label:
            yield default
        yield from _spoken(node.get("children", []), default)


def _code(language: str) -> str:
    found = CODE.search(language)
    plain = language.strip().lower()
    return found[1] if found else LANGUAGES.get(plain, plain)


def _own(node: Mapping[str, Any], what: str) -> str:
    return next((str(node[column]).strip() for column in OWN[what] if node.get(column)), "")


def _score(choice: Mapping[str, Any]) -> str:
    return str(choice.get("score") or choice.get("x_score") or "").strip()


def _both(one: str, other: str) -> str:
    return f"({one}) and ({other})" if one and other else one or other


def _decimal(text: Any) -> Decimal | None:
    try:
        found = Decimal(str(text).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10**9 else None
