"""Announcements: begun and sent by an anchor, expanded piece by piece, answered by members, reported as they stand.

Rights are checked here, in the transaction that the effect belongs to. What interrupts an expansion is made up for by
whoever calls `go_on` next: the cursor moves in the same transaction as the messages that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa

from bot import many
from bot.delivery import contact, ledger
from bot.delivery.contact import Start
from bot.delivery.ledger import Posting
from bot.flows import announce
from bot.flows.announce import Figures
from bot.flows.permission import Action
from bot.flows.turn import Announce, Choose, Decide, Draft, Effect, Launch, Preview, Wait
from bot.membership import members
from bot.messages import Address, Event, Message
from bot.moments import next_allowed
from bot.tables import address, announcement, answer, member, outbox
from bot.work import Work, inserting

CHUNK = 200  # people at once: answers of others are kept in between
REFRESH = timedelta(seconds=3)  # how often the anchor's bubble changes, at most
LASTS = timedelta(days=2)  # how long it may take to arrive, and its author to decide about what is unsure
QUESTION_LASTS = timedelta(days=14)
ONLY = 0  # an announcement has one question


def make(work: Work, who: int, event: Event, effect: Effect) -> Sequence[Message]:
    """Carry out an effect that is about announcements; what is said to whoever caused it."""
    match effect:
        case Announce():
            return _begin(work, who, effect)
        case Preview(draft, bubble):
            return _preview(work, who, draft, bubble)
        case Launch():
            return _launch(work, who, event, effect)
        case Decide():
            return _decide(work, who, effect)
        case Choose():
            return choose_each(work, [(who, effect)])[0]
    return ()


# ---- before it is sent


def _begin(work: Work, who: int, effect: Announce) -> Sequence[Message]:
    hers = members.where(work, who, Action.ANNOUNCE)
    if not hers:
        return (announce.NO_ANCHOR,)
    if effect.collaborative and effect.collaborative not in (*hers, announce.EVERYWHERE):
        return (announce.NOT_YOURS,)
    if not effect.collaborative and len(hers) > 1:
        return (announce.which({one: effect.names.get(one, one) for one in hers}, effect.bubble, effect.urgent),)
    chosen = effect.collaborative or hers[0]
    names = {one: effect.names.get(one, one) for one in _meant(work, who, chosen)}
    if effect.urgent:
        _check_all(work, who, Action.URGENT, names)
    message, wait = announce.to_text(chosen, announce.among(names), effect.bubble, effect.urgent)
    work.wait(who, wait)
    return (message,)


def _preview(work: Work, who: int, draft: Draft, bubble: str) -> Sequence[Message]:
    meant = _meant(work, who, draft.collaborative)
    if not meant or not set(meant) <= set(members.where(work, who, Action.ANNOUNCE)):
        work.end(who, announce.FLOW)
        return (announce.NOT_YOURS,)
    work.wait(who, Wait(announce.FLOW, announce.keep(draft), announce.DRAFT_LASTS))
    when = None if draft.urgent else _begins(work, meant[0])
    reached, unreachable = (sum(counts) for counts in zip(*(_people(work, one) for one in meant), strict=True))
    return (announce.preview(draft, reached, unreachable, bubble, when),)


def _meant(work: Work, who: int, chosen: str) -> list[str]:
    """The collaboratives that an announcement is for: at least one."""
    return members.where(work, who, Action.ANNOUNCE) if chosen == announce.EVERYWHERE else [chosen]


def _check_all(work: Work, who: int, action: Action, collaboratives: Iterable[str]) -> None:
    for one in collaboratives:
        members.check(work, who, action, one)


def _begins(work: Work, collaborative: str) -> datetime | None:
    """When most will have it, if that is not now: outside quiet hours, on a working day, in term."""
    calendar = contact.calendar_of(work, collaborative)
    moment = next_allowed(work.now, calendar)
    return moment.astimezone(ZoneInfo(calendar.zone)) if moment and moment > work.now else None


def _people(work: Work, collaborative: str) -> tuple[int, int]:
    """How many members can be reached, and how many cannot."""
    hers = members.audience(collaborative).subquery()
    can = sa.exists().where(address.c.person == hers.c.person, address.c.unreachable.is_(False))
    reached, everyone = work.connection.execute(
        sa.select(sa.func.count().filter(can), sa.func.count()).select_from(hers)
    ).one()
    return reached, everyone - reached


def _launch(work: Work, who: int, event: Event, effect: Launch) -> Sequence[Message]:
    """Begin to send. A second press on the same preview says nothing: the first one's bubble tells."""
    draft = effect.draft
    if draft is None:
        sent = work.connection.execute(sa.select(announcement.c.id).where(announcement.c.key == effect.key))
        return () if sent.scalar() else (announce.OLD_PREVIEW,)
    work.end(who, announce.FLOW)
    meant = _meant(work, who, draft.collaborative)
    _check_all(work, who, Action.URGENT if draft.urgent else Action.ANNOUNCE, meant or [draft.collaborative])
    names = members.names(work, meant) if draft.collaborative == announce.EVERYWHERE else {meant[0]: draft.name}
    return [
        _launch_one(
            work,
            who,
            event,
            replace(draft, collaborative=one, name=names[one], key=f"{draft.key}-{at}" if at else draft.key),
            f"{effect.bubble}{at}" if at else effect.bubble,
        )
        for at, one in enumerate(meant)
    ]


def _launch_one(work: Work, who: int, event: Event, draft: Draft, bubble: str) -> Message:
    people, _ = _people(work, draft.collaborative)
    figures = Figures(people, answers=(0,) * len(draft.options), expanding=True, open=bool(draft.question))
    number = work.connection.execute(
        sa.insert(announcement)
        .values(
            key=draft.key,
            collaborative=draft.collaborative,
            name=draft.name,
            author=who,
            subject=announce.subject(draft),
            text=draft.text,
            question=draft.question,
            options=_written(draft.options),
            closed=not draft.question,
            urgent=draft.urgent,
            people=people,
            platform=event.chat.platform,
            workspace=event.chat.workspace,
            chat=event.chat.id,
            account=event.sender.id,
            bubble=bubble,
            shown=_written(figures),
            shown_at=work.now,
            made=work.now,
        )
        .returning(announcement.c.id)
    ).scalar_one()
    members.note(work, who, "announced urgently" if draft.urgent else "announced", draft.collaborative, count=people)
    return announce.standing(number, draft.name, draft.question, draft.options, figures, bubble)


# ---- while it goes out


def due(work: Work) -> list[int]:
    """Announcements that can be taken on, or whose anchor's bubble is behind."""
    rows = work.connection.execute(
        sa.select(announcement).where(sa.or_(announcement.c.state != "settled", announcement.c.closed.is_(False)))
    )
    return [row.id for row in rows if _is_due(work, row)]


def _is_due(work: Work, row: Any) -> bool:
    if row.state == "expanding" or _is_past(work, row):
        return True
    figures = _figures(work, row)
    if row.state == "leaving" and not figures.waiting and not figures.held:
        return True
    return _written(figures) != row.shown and not _just_shown(work, row)


def _is_past(work: Work, row: Any) -> bool:
    """Whether its question has been open for long enough."""
    return not row.closed and row.made + QUESTION_LASTS <= work.now


def _just_shown(work: Work, row: Any) -> bool:
    return bool(work.now - REFRESH < row.shown_at <= work.now)


@dataclass(frozen=True, slots=True)
class Seen:
    """How an announcement stood when it was looked at, in which state and as which version."""

    figures: Figures
    state: str
    version: int


def see(work: Work, number: int) -> Seen | None:
    """How an announcement stands. Counting a hundred thousand messages takes long: it is done beside the writers."""
    row = work.connection.execute(sa.select(announcement).where(announcement.c.id == number)).first()
    return Seen(_figures(work, row), row.state, row.version) if row else None


def go_on(work: Work, number: int, seen: Seen | None = None) -> str:
    """Take an announcement a piece further, and show how it was seen; in which state there is more to do at once."""
    row = _held(work, number)
    if row is None:
        return ""
    if row.state == "expanding":
        state = _expand(work, row)
        if seen and state == row.state and not _just_shown(work, row):
            _show(work, row, seen.figures)
        return state
    if _is_past(work, row):
        _change(work, number, closed=True)
    _refresh(work, number, seen)
    return ""


def _expand(work: Work, row: Any) -> str:
    """Leave the message for the next members, and move the cursor past them; the state that it is in then."""
    asked = {"collaborative": row.collaborative, "cursor": row.cursor, "most": CHUNK}
    people = list(work.connection.execute(_FOLLOWING, asked).scalars())
    if not people:
        _change(work, row.id, state="leaving")
        return "leaving"
    what = Start("announcement", _cause(row.id), row.collaborative, LASTS, "ask", row.urgent)
    contact.start(work, people, what, announce.for_member(row.id, _draft(row)))
    _change(work, row.id, cursor=max(people))
    return "expanding"


def _refresh(work: Work, number: int, seen: Seen | None = None) -> None:
    """Let the anchor's bubble say how it stands, if that has changed, and note when all is settled.

    What was seen holds if nothing was decided since."""
    row = _held(work, number)
    still = seen and (seen.state, seen.version) == (row.state, row.version) and seen.figures.open == (not row.closed)
    figures = seen.figures if seen and still else _figures(work, row)
    over = row.state == "leaving" and not figures.waiting and not figures.held
    state = "settled" if over else row.state
    if state == "settled" and row.closed:
        _change(work, number, text="")
    _show(work, row, figures, state)


def _show(work: Work, row: Any, figures: Figures, state: str = "") -> None:
    """Let the anchor's bubble say how it stands; `state` is the one that it is in from now on."""
    state = state or row.state
    if _written(figures) == row.shown:
        _change(work, row.id, state=state)
        return
    new = {"people": figures.people, "shown": _written(figures), "shown_at": work.now, "version": row.version + 1}
    _change(work, row.id, state=state, **new)
    if row.chat:  # its author may have been forgotten
        message = announce.standing(row.id, row.name, row.question, _draft(row).options, figures, row.bubble)
        to = Address(row.platform, row.workspace, row.chat)
        ledger.say(work, f"a{row.id}:shown:{row.version}", to, message, row.account, Posting("report"))


def _figures(work: Work, row: Any) -> Figures:
    """How it stands. Once all is settled the delivery is as it was last shown: its messages are soon forgotten."""
    answers = _answers(work, row)
    if row.state == "settled":
        shown = msgspec.json.decode(row.shown, type=Figures)
        return replace(shown, answers=answers, open=not row.closed)
    gone = outbox.c.reason == "unreachable"
    counted: dict[str, int] = {}
    for state, unreachable, count in work.connection.execute(
        sa.select(outbox.c.state, gone, sa.func.count())
        .where(outbox.c.cause == _cause(row.id))
        .group_by(outbox.c.state, gone)
    ):
        kind = "unreachable" if state == "failed" and unreachable else _KINDS[state]
        counted[kind] = counted.get(kind, 0) + count
    counted["held"] = contact.held_back(work, _cause(row.id))
    counted["sent"] = counted.get("sent", 0) + contact.shown(work, _cause(row.id))
    expanding = row.state == "expanding"
    people = max(row.people, sum(counted.values())) if expanding else sum(counted.values())
    return Figures(people, answers=answers, expanding=expanding, open=not row.closed, **counted)


_KINDS = {
    "queued": "waiting",
    "leaving": "waiting",
    "sent": "sent",
    "unsure": "unsure",
    "failed": "failed",
    "expired": "failed",
    "replaced": "failed",
}


def _answers(work: Work, row: Any) -> tuple[int, ...]:
    rows = work.connection.execute(
        sa.select(answer.c.value, sa.func.count())
        .where(answer.c.announcement == row.id, answer.c.question == ONLY)
        .group_by(answer.c.value)
    )
    counted = {row[0]: row[1] for row in rows}
    return tuple(counted.get(str(at), 0) for at in range(len(_draft(row).options)))


# ---- what is decided and answered


def _decide(work: Work, who: int, effect: Decide) -> Sequence[Message]:
    """Its anchor has decided; her bubble shows what follows."""
    row = _held(work, effect.announcement)
    if row is None:
        return (announce.NOT_YOURS,)
    members.check(work, who, Action.ANNOUNCE, row.collaborative)
    if effect.how == "close":
        _change(work, row.id, closed=True)
    elif _figures(work, row).waiting or row.made + LASTS <= work.now:
        return (announce.TOO_LATE,)
    elif ledger.decide(work, _cause(row.id), again=effect.how == "again"):
        _change(work, row.id, state="leaving")
    _refresh(work, row.id)
    return ()


def choose_each(work: Work, chosen: Sequence[tuple[int, Choose]]) -> list[Sequence[Message]]:
    """Keep what each of many chose, in place of what she chose before: one answer each, whoever presses at once."""
    numbers = sorted({effect.announcement for _, effect in chosen})
    asked = {row.id: (row, _draft(row)) for row in work.connection.execute(_ASKED, {"numbers": numbers})}
    belong = members.among(work, {who for who, _ in chosen}, {row.collaborative for row, _ in asked.values()})
    kept: dict[tuple[int, int], str] = {}
    said: list[Sequence[Message]] = []
    for who, effect in chosen:
        row, draft = asked.get(effect.announcement, (None, None))
        if row is None or draft is None or not effect.option < len(draft.options):
            said.append(())
        elif row.closed:
            said.append((announce.CLOSED,))
        elif (who, row.collaborative) not in belong:
            said.append((announce.NO_MEMBER,))
        else:
            kept[row.id, who] = str(effect.option)
            said.append((announce.for_member(row.id, draft, effect.option, effect.bubble),))
    if kept:
        rows = many.written((*key, value) for key, value in kept.items())
        alike = many.shared(question=ONLY, version=1, at=work.now)
        work.connection.execute(_answering(work.connection.dialect.name), {"rows": rows, **alike})
    return said


_ASKED = (
    sa.select(announcement)
    .where(announcement.c.id.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(announcement.c.id)
    .with_for_update(read=True)
)


@cache
def _answering(dialect: str) -> Any:
    """Keep answers; the same once more changes nothing."""
    rows = many.given(dialect, announcement=int, person=int, value=str)
    new = many.inserted(inserting(dialect, answer), rows, ("question", "version", "at"))
    return new.on_conflict_do_update(
        index_elements=["announcement", "question", "person"],
        set_={"value": new.excluded.value, "at": new.excluded.at, "version": answer.c.version + 1},
        where=answer.c.value != new.excluded.value,
    )


# ---- rows


def _held(work: Work, number: int) -> Any:
    """An announcement, ours alone until the commit."""
    return work.connection.execute(_HOLD, {"number": number}).first()


def _change(work: Work, number: int, **values: Any) -> None:
    work.connection.execute(_CHANGE, {"number": number, **values})


# Statements that every piece of an announcement needs are put together once.
_HOLD = sa.select(announcement).where(announcement.c.id == sa.bindparam("number")).with_for_update(key_share=True)
_CHANGE = sa.update(announcement).where(announcement.c.id == sa.bindparam("number"))
_FOLLOWING = (
    members.audience(sa.bindparam("collaborative"))
    .where(member.c.person > sa.bindparam("cursor"))
    .limit(sa.bindparam("most"))
    .with_for_update(read=True, key_share=True)  # nobody becomes another meanwhile
)


def _draft(row: Any) -> Draft:
    options = tuple(msgspec.json.decode(row.options, type=list[str]))
    return Draft(row.collaborative, row.name, row.key, row.text, row.question, options, row.urgent)


def _cause(number: int) -> str:
    return f"announcement:{number}"


def _written(value: object) -> str:
    return msgspec.json.encode(value).decode()
