"""Results in chat. They are read, worked out and drawn outside any transaction; what is shown enters the register in
the transaction that says it, and is not said if another was quicker."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from bot.delivery import contact
from bot.delivery.contact import Start
from bot.flows import report
from bot.flows.permission import Action, NotAllowed
from bot.flows.report import Publish, Share, Show
from bot.flows.turn import Effect, Wait
from bot.membership import members
from bot.messages import Event, Message
from bot.tables import asked, conversation, series, wave
from bot.waves import closing
from bot.waves.reading import SECTOR, Reported, publish
from bot.waves.reading import report as read
from bot.work import Stale, Work

if TYPE_CHECKING:
    from bot.surveys.disclosed import Change

LASTS = timedelta(days=14)  # how long a summary is of use
WRITING = timedelta(hours=2)
HEADLINES = 3
MOST_PICTURES = 8


# ---- outside the transaction


def draw(work: Work, who: int, wanted: Show) -> tuple[Sequence[Message], Sequence[Effect]]:
    """What she wants to see, and what is to be kept of that."""
    homes = members.where(work, who, Action.RESULTS)
    if not homes:
        raise NotAllowed(Action.RESULTS)
    if wanted.what == "list":
        return [_listed(work, homes, wanted.bubble)], []
    home = work.connection.execute(sa.select(series.c.collaborative).where(series.c.id == wanted.series)).scalar()
    members.check(work, who, Action.RESULTS, home or "")
    found = read(work, wanted.series)
    if found is None:
        return [report.ROUND_OPEN], []
    if wanted.what == "propose":
        members.check(work, who, Action.SURVEY, found.collaborative)
        text = "\n\n".join(_headlines(found))[: report.LONGEST]
        return [], [_published(found), Share("propose", found.series, wanted.bubble, text)]
    return _DRAWN[wanted.what](found, wanted), [_published(found, wanted.what == "pack")]


def _listed(work: Work, homes: Sequence[str], bubble: str) -> Message:
    closed = sa.exists().where(wave.c.series == series.c.id, wave.c.state == "closed")
    rows = sa.select(series.c.id, series.c.name).where(series.c.collaborative.in_(homes), closed)
    found = [(row.id, row.name) for row in work.connection.execute(rows.order_by(series.c.made))]
    return report.choose(found, bubble) if found else report.NONE_YET


def _published(found: Reported, exported: bool = False) -> Publish:
    return Publish(found.series, found.grown, found.before, exported)


def _summary(found: Reported, wanted: Show) -> Sequence[Message]:
    title = f"{found.name}: {found.disclosed.waves[-1].when}"
    pictures = [(name, label) for name, label, _ in _pictures(found)][:MOST_PICTURES]
    keyed = found.waves[-1].mode == "confidential"
    return [report.summary(found.series, title, _headlines(found), pictures, keyed, wanted.bubble)]


def _headlines(found: Reported) -> list[str]:
    """How many answered, how the qualities stand, and what moved most surely."""
    from bot.surveys import results

    latest = found.disclosed.waves[-1]
    keyed = found.waves[-1].mode != "anonymous"
    lines = [results.response(latest).sentence]
    if latest.scores:
        lines.append(results.dimensions(latest).sentence)
    else:
        lines += [one.sentence for one in list(results.statements(latest))[:HEADLINES]]
    lately = [one for one in results.scale_changes(found.disclosed) if one.after == latest.wave]
    fit = [one for one in lately if one.paired or not keyed]
    most = max(fit, key=lambda one: (len(one.sample), one.n), default=None)
    if most:
        same = [one for one in fit if (one.before, one.paired, one.sample) == (most.before, most.paired, most.sample)]
        lines.append(results.moved(found.disclosed, sorted(same, key=_surely, reverse=True)))
    if latest.done:
        lines.append(f"What was done about it: {latest.done}")
    return [line for line in lines if line]


def _surely(one: Change) -> float:
    """How large a change is beside its uncertainty."""
    change = one.change
    return abs(change.value) / ((change.high - change.low) or 1) if change.bounded else 0.0


def _pictures(found: Reported) -> Iterator[tuple[str, str, Any]]:
    """Every picture under a short name and a label; drawn only when it is asked for."""
    from bot.surveys import chart

    moved = chart.trend(found.disclosed)
    if moved:
        yield "t", "How it changed", moved
    for number, one in enumerate(chart.wave_pictures(found.disclosed.waves[-1])):
        yield str(number), str(one.figure["title"]).partition(":")[0], one


def _picture(found: Reported, wanted: Show) -> Sequence[Message]:
    one = next((one for name, _, one in _pictures(found) if name == wanted.part), None)
    return [report.picture(one.name, one.png, one.alt, one.table)] if one else [report.ROUND_OPEN]


def _groups(found: Reported, wanted: Show) -> Sequence[Message]:
    from bot.surveys import results

    latest = found.disclosed.waves[-1]
    shown = [results.by_group(latest, columns) for columns in found.by]
    tables = [(one.title, one.table) for one in shown if len(one.table) > 1]
    return [report.by_group(tables, results.NOT_SHOWN, results.HIDDEN)]


def _words(found: Reported, wanted: Show) -> Sequence[Message]:
    from bot.surveys import results

    told = results.wave_results(found.disclosed.waves[-1])
    return [report.told("In words", [(one.title, one.sentence) for one in told if one.sentence])]


def _pack(found: Reported, wanted: Show) -> Sequence[Message]:
    with TemporaryDirectory() as folder:
        made = exported(found, Path(folder) / "pack")
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(made.rglob("*")):
                archive.write(file, file.relative_to(made))
    return [report.pack(f"signpost-{found.collaborative}-{found.series[:6]}", content.getvalue())]


def exported(found: Reported, folder: Path) -> Path:
    """The evaluator's pack in a folder. Raises CannotExport."""
    from bot.surveys.export import Pack, export
    from bot.surveys.microdata import disclose_microdata

    columns = (SECTOR, *(name for (name,) in found.by if name != SECTOR))
    microdata = tuple(one for wave in found.waves if (one := disclose_microdata(wave, columns)))
    return export(Pack(found.collaborative, found.disclosed, found.register, microdata), folder)


_DRAWN = {"summary": _summary, "picture": _picture, "groups": _groups, "words": _words, "pack": _pack}


# ---- within it


def make(work: Work, who: int, _event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about results."""
    match effect:
        case Publish(which, grown, before, was_exported):
            home = _home(work, who, which, Action.RESULTS)
            if not publish(work, which, grown, before):
                raise Stale
            if was_exported:
                members.note(work, who, "results exported", home)
        case Share("typed", which, bubble, text):
            return (_typed(work, who, which, bubble, text),)
        case Share(what, which, bubble, text):
            _home(work, who, which, Action.SURVEY)
            return (_share(work, who, what, which, bubble, text),)
    return ()


def _home(work: Work, who: int, which: str, action: Action) -> str:
    home = work.connection.execute(sa.select(series.c.collaborative).where(series.c.id == which)).scalar() or ""
    members.check(work, who, action, home)
    return home


def _share(work: Work, who: int, what: str, which: str, bubble: str, text: str) -> Message:
    state = _state(work, who)
    match what:
        case "propose":
            return _propose(work, who, which, text, bubble)
        case "reword":
            work.wait(who, Wait(report.FLOW, {**state, "series": which, "typing": "text"}, WRITING))
            return report.ASK_TEXT
        case "done":
            work.wait(who, Wait(report.FLOW, {"series": which, "typing": "done"}, WRITING))
            return report.ASK_DONE
        case "send" if state.get("series") == which and state.get("text"):
            return _send(work, who, which, str(state["text"]), bubble)
        case "end?":
            return report.sure(which, bubble)
        case "end":
            closing.end_series(work, which)
            members.note(work, who, "survey series ended", _home(work, who, which, Action.SURVEY))
            return report.ENDED
    work.end(who, report.FLOW)
    return report.CANCELLED


def _propose(work: Work, who: int, which: str, text: str, bubble: str) -> Message:
    work.wait(who, Wait(report.FLOW, {"series": which, "text": text}, WRITING))
    return report.proposed(which, text, len(_asked(work, which)), bubble)


def _typed(work: Work, who: int, which: str, bubble: str, text: str) -> Message:
    _home(work, who, which, Action.SURVEY)
    typing = _state(work, who).get("typing")
    if text.lower().strip(" .!") == "cancel":
        work.end(who, report.FLOW)
        return report.CANCELLED
    if typing == "done" and len(text) <= report.LONGEST_DONE:
        work.connection.execute(sa.update(wave).where(wave.c.id == _latest(work, which)).values(done=text))
        work.end(who, report.FLOW)
        return report.NOTED
    if typing == "done":
        return report.ASK_DONE
    return report.TOO_LONG if len(text) > report.LONGEST else _propose(work, who, which, text, bubble)


def _send(work: Work, who: int, which: str, text: str, bubble: str) -> Message:
    """To those who were asked, and noted; twice the same wave is one summary."""
    row = work.connection.execute(sa.select(series).where(series.c.id == which)).one()
    people, latest = _asked(work, which), _latest(work, which)
    start = Start("summary", f"summary:{latest}", row.collaborative, LASTS)
    for first in range(0, len(people), 200):
        contact.start(work, people[first : first + 200], start, report.for_members(row.name, text))
    work.connection.execute(sa.update(wave).where(wave.c.id == latest).values(shared=True))
    members.note(work, who, "results shared", row.collaborative, count=len(people))
    work.end(who, report.FLOW)
    return report.sent(len(people), bubble)


def _asked(work: Work, which: str) -> list[int]:
    """Those who were asked in the latest closed wave and still belong."""
    home = work.connection.execute(sa.select(series.c.collaborative).where(series.c.id == which)).scalar_one()
    rows = sa.select(asked.c.person).where(
        asked.c.wave == _latest(work, which), asked.c.person.in_(members.audience(home).order_by(None))
    )
    return list(work.connection.execute(rows.order_by(asked.c.person)).scalars())


def _latest(work: Work, which: str) -> str:
    closed = sa.select(wave.c.id).where(wave.c.series == which, wave.c.state == "closed")
    return work.connection.execute(closed.order_by(wave.c.number.desc()).limit(1)).scalar() or ""


def _state(work: Work, who: int) -> dict[str, Any]:
    row = work.connection.execute(
        sa.select(conversation.c.state).where(
            conversation.c.person == who, conversation.c.flow == report.FLOW, conversation.c.until > work.now
        )
    ).scalar()
    return dict(msgspec.json.decode(row)) if row else {}
