"""One event in, one transaction, messages left in the outbox."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import structlog

from bot.delivery import broadcast, journal, ledger
from bot.delivery.ledger import Saying
from bot.effects import carry_out, draw, is_drawn
from bot.flows import link
from bot.flows.launch import Begin
from bot.flows.questionnaire import Asking
from bot.flows.rights import Forget
from bot.flows.turn import Choose, Decide, Launch, Turn
from bot.handlers import LONGEST, is_tap, respond
from bot.handlers import rights as rights_handler
from bot.handlers.file import LARGEST, LOST, TOO_LARGE
from bot.handlers.heard import Heard
from bot.limits import Limits, Verdict
from bot.membership import members
from bot.messages import Address, Event, Message, Uploaded
from bot.metrics import Metrics
from bot.platform import Platform, Refused, TooLarge, serving
from bot.privacy import rights
from bot.store import Store
from bot.together import Together
from bot.waves import closing, launching, taking
from bot.work import Known, Stale, Work, in_trouble
from knowledge.library import Library
from knowledge.safety import Screened, screen, screen_upload

T = TypeVar("T")
CATCH_UP = 500  # chats taken up at once after a stop
FETCH_SECONDS = 30.0  # how long a file that somebody was asked for may take to come
AT_ONCE = 200  # events read, or kept, together: none waits long for the others
THOUGHTS_AT_ONCE = 8  # a question takes some milliseconds
PAUSE_SECONDS = 0.02  # between the pieces of an announcement, where there is one writer: answers of others come first
STALE = "stale"  # what was decided upon has changed: it is thought anew
log = structlog.get_logger("app")

TOO_MUCH = Message(
    text="That is more than I can answer at once. Please give me a few minutes; what you write until then I leave "
    "unanswered. If a child is in danger, call 999 and tell your safeguarding lead."
)
APOLOGY = Message(text="Sorry, something went wrong on my side. Please try once more; it has been noted.")


@dataclass(frozen=True, slots=True)
class Thought:
    """What waits in a chat, what is known of who spoke, and what follows from both; and the survey that she is in."""

    entry: journal.Entry
    known: Known
    turn: Turn = field(default_factory=Turn)
    asking: Asking | None = None


class App:
    """What follows from an event. An event is kept before its platform is told that it arrived, and taken from there.

    The words of a flagged event stay in memory: nothing that is stored holds them (decision 1).
    """

    def __init__(
        self,
        store: Store,
        library: Library,
        stir: Callable[[str], None] = lambda lane: None,
        metrics: Metrics | None = None,
        platforms: Sequence[Platform] = (),
        erasures: Path | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._limits = limits
        self._platforms = tuple(platforms)
        self._erasures = erasures
        self._store = store
        self._pause = 0.0 if store.shared else PAUSE_SECONDS
        self._library = library
        self._stir = stir
        self._metrics = metrics or Metrics()
        self._chats = _Turns()
        self._working: dict[Address, asyncio.Task[None]] = {}
        self._again: set[Address] = set()
        self._announcing: asyncio.Task[None] | None = None
        self._journal = Together(self._journal_all, AT_ONCE)
        self._find = Together(self._find_next, AT_ONCE)
        self._think = Together(self._think_all, THOUGHTS_AT_ONCE)
        self._keep = Together(self._keep_all, AT_ONCE)

    async def hear(self, event: Event) -> None:
        """Take an event in; it is committed when this returns. Raises if the database could not keep it."""
        began = time.perf_counter()
        if event.called and not link.concerns(event.text):
            event = replace(event, called="")
        screened = self._screened(event)
        if screened.delicate or len(event.text) > LONGEST:
            await self._hear_flagged(event, screened)
            self._metrics.kept(event, began)
        else:
            await self._take_in(event, began)

    async def _take_in(self, event: Event, began: float) -> None:
        """Keep it, and answer it: at once if it is an answer that needs no thought, else in its turn."""
        new, done = await self._journal(event)
        if new:
            self._metrics.kept(event, began)
        if done:
            self._metrics.handled(event, began)
            self._follow(done)
        elif new:
            self._work_on(event.chat)

    async def catch_up(self, older_than_seconds: float = 0.0) -> None:
        """Take up what waits: left by a crash, or by a replica that is no more."""
        read = partial(journal.waiting, limit=CATCH_UP, older_than_seconds=older_than_seconds)
        for entry in await asyncio.to_thread(self._store.read, read):
            self._work_on(entry.event.chat)
        await self.announce()

    async def announce(self) -> None:
        """Take announcements and surveys on, a piece at a time, from where a crash left them."""
        for number in await asyncio.to_thread(self._store.read, broadcast.due):
            await self._announce_one(number)
        for series in await asyncio.to_thread(self._store.read, closing.planned):
            await self._run(partial(launching.begin_planned, which=series))
        for wave in await asyncio.to_thread(self._store.read, closing.due):
            while await self._run(partial(closing.go_on, which=wave)):
                pass

    async def _announce_one(self, number: int) -> None:
        """Take an announcement on; how it stands is counted beside the writers, now and then."""
        seen, at = await self._see(number), time.monotonic()
        while state := await self._run(partial(broadcast.go_on, number=number, seen=seen), behind=True):
            await asyncio.sleep(self._pause)
            seen = None
            if state != "expanding" or time.monotonic() - at > broadcast.REFRESH.total_seconds():
                seen, at = await self._see(number), time.monotonic()

    async def _see(self, number: int) -> broadcast.Seen | None:
        return await asyncio.to_thread(self._store.read, partial(broadcast.see, number=number))

    async def settle(self) -> None:
        """Wait until all that was heard here is done."""
        while self._working:
            await asyncio.gather(*self._working.values())

    # ---- one chat after the other, each in order

    def _work_on(self, chat: Address) -> None:
        chat = _whole(chat)
        if chat in self._working:
            self._again.add(chat)
        else:
            self._working[chat] = asyncio.create_task(self._work(chat))

    async def _work(self, chat: Address) -> None:
        """Do what waits in a chat, in order, until nothing is left."""
        try:
            async with self._chats.of(chat):
                while await self._do_next(chat) or chat in self._again:
                    self._again.discard(chat)
        except Exception as fault:
            log.error("chat not served, again soon", fault=type(fault).__name__)
        finally:
            self._again.discard(chat)
            del self._working[chat]

    async def _do_next(self, chat: Address) -> bool:
        """Do what waits first in a chat; whether something may wait behind it."""
        began = time.perf_counter()
        found = await self._find(chat)
        if found is None:
            return False
        thought, fault = await self._think(found)
        if thought.turn.fetches:
            thought, fault = await self._think_with_upload(thought)
        entry = thought.entry
        outcome = fault or await self._keep(thought)
        if outcome == STALE:
            return True
        if outcome:
            aside = await self._run(partial(self._put_aside, entry, outcome))
            self._metrics.handled(entry.event, began, "aside" if aside else "failed")
            return True
        self._metrics.handled(entry.event, began)
        if any(isinstance(effect, Forget) for effect in thought.turn.do):
            await self._seal()
        self._follow(thought)
        return entry.more

    def _follow(self, thought: Thought) -> None:
        """What is to happen now that something is done."""
        self._stir(ledger.lane_of(thought.entry.event.chat))
        if any(isinstance(effect, Launch | Decide | Begin) for effect in thought.turn.do):
            self._announce_soon()

    async def _seal(self) -> None:
        """If it fails, the clock does it within a minute."""
        try:
            await asyncio.to_thread(rights.seal, self._store, self._erasures)
        except Exception as fault:
            log.error("erasure not sealed, again soon", fault=type(fault).__name__)

    def _announce_soon(self) -> None:
        """At once; if it fails or is interrupted, the next catching up goes on."""
        if self._announcing is None or self._announcing.done():
            self._announcing = asyncio.create_task(self._announced())

    async def _announced(self) -> None:
        try:
            await self.announce()
        except Exception as fault:
            log.error("announcement interrupted, again soon", fault=type(fault).__name__)

    async def _journal_all(self, events: Sequence[Event]) -> list[tuple[bool, Thought | None]]:
        """Keep events; whether each is new, and what followed from it, if all of that is done already."""
        spoken = Counter(_whole(event.chat) for event in events)
        taps = [
            event
            for event in events
            if is_tap(event) and not event.chat.person and spoken[event.chat] == 1 and not self._is_busy(event.chat)
        ]
        new, done = await self._run(partial(self._keep_at_once, events, taps))
        return [(event.key in new, done.get(event.key)) for event in events]

    def _is_busy(self, chat: Address) -> bool:
        return chat in self._working or self._chats.busy(chat)

    def _keep_at_once(
        self, events: Sequence[Event], taps: Sequence[Event], work: Work
    ) -> tuple[set[str], dict[str, Thought]]:
        """Which events are new, and those taps that are done in the very transaction that keeps them.

        If anything goes wrong with the taps, they wait to be done one by one.
        """
        done: dict[str, Thought] = {}
        try:
            with work.undone_if_it_fails():
                done = self._do_taps(work, taps)
        except Exception as problem:
            if in_trouble(problem):
                raise
            if not isinstance(problem, Stale):
                log.error("answers not kept together", fault=type(problem).__name__)
        rest = [event for event in events if event.key not in done]
        return done.keys() | (journal.journal(work, rest) if rest else set()), done

    def _do_taps(self, work: Work, taps: Sequence[Event]) -> dict[str, Thought]:
        """What followed from each of many answers. Raises Stale if they must be thought about in their turn."""
        waits = journal.chats_that_wait(work, [event.chat for event in taps]) if taps else set()
        free = [event for event in taps if event.chat not in waits]
        new = journal.done_at_once(work, free) if free else set()
        fresh = [event for event in free if event.key in new]
        if not fresh:
            return {}
        known = work.known_each([(event.sender, event.chat, event.message) for event in fresh])
        thoughts = []
        for event, her in zip(fresh, known, strict=True):
            thought, fault = self._think_about(Thought(journal.Entry(0, event, 0), her))
            if fault:
                raise Stale
            thoughts.append(thought)
        if work.has_others and not all(work.hold_people([(event.sender, her) for event, her in zip(fresh, known)])):
            raise Stale
        _follow(work, thoughts)
        return {one.entry.event.key: one for one in thoughts}

    async def _find_next(self, chats: Sequence[Address]) -> list[Thought | None]:
        """The next entry of each chat, if there is one, and what is known about who speaks."""
        found = await asyncio.to_thread(self._store.read, partial(_next_of, chats=chats))
        return [found.get(chat) for chat in chats]

    async def _think_all(self, found: Sequence[Thought]) -> list[tuple[Thought, str]]:
        return await asyncio.to_thread(lambda: [self._think_about(one) for one in found])

    def _think_about(self, found: Thought, upload: Uploaded | None = None) -> tuple[Thought, str]:
        """What follows from an event, or the fault that it ran into."""
        event = found.entry.event
        try:
            turn = self._respond(Heard(event, self._screened(event), found.known, upload, found.asking))
            if is_drawn(turn):
                turn = self._store.read(partial(draw, who=found.known.id, turn=turn))
        except Exception as fault:
            log.error("event failed", event_id=event.key, fault=type(fault).__name__, at=_place(fault))
            return replace(found, turn=Turn()), type(fault).__name__
        return replace(found, turn=turn), ""

    def _respond(self, heard: Heard) -> Turn:
        """What follows, if she has not asked for too much. Danger is always answered, and whoever wants out let go."""
        if self._limits and not (heard.screened.danger or rights_handler.wanted(heard)):
            verdict = self._limits.take(heard.event, bool(heard.known.locality))
            if verdict is not Verdict.ALLOWED:
                log.info("over the limit", event_id=heard.event.key)
                return Turn(say=(TOO_MUCH,)) if verdict is Verdict.TELL else Turn()
        return respond(heard, self._library)

    async def _think_with_upload(self, found: Thought) -> tuple[Thought, str]:
        """Think again about a file that she was asked for, with its content, which stays in memory."""
        event = found.entry.event
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                upload = await self._fetch(event)
        except TooLarge:
            return replace(found, turn=Turn(say=(TOO_LARGE,))), ""
        except Exception as fault:
            log.warning("file not fetched", event_id=event.key, fault=type(fault).__name__)
            return replace(found, turn=Turn(say=(LOST,))), ""
        return await asyncio.to_thread(self._think_about, found, upload)

    async def _fetch(self, event: Event) -> Uploaded:
        assert event.upload
        platform = serving(self._platforms, event.sender.platform, event.sender.workspace)
        if platform is None:
            raise Refused("no platform for it")
        return Uploaded(event.upload.name, await platform.fetch(event.upload, LARGEST))

    async def _keep_all(self, thoughts: Sequence[Thought]) -> list[str]:
        """Keep all that follows: for each STALE, a fault, or nothing. If it cannot be kept together, each is alone."""
        try:
            return await self._run(partial(_keep_together, thoughts))
        except Exception as problem:
            if in_trouble(problem):
                raise
            return await asyncio.gather(*(self._keep_alone(one) for one in thoughts))

    async def _keep_alone(self, thought: Thought) -> str:
        try:
            return (await self._run(partial(_keep_together, [thought])))[0]
        except Stale:
            return STALE
        except Exception as problem:
            if in_trouble(problem):
                raise
            log.error("event not kept", event_id=thought.entry.event.key, fault=type(problem).__name__)
            return type(problem).__name__

    @staticmethod
    def _put_aside(entry: journal.Entry, fault: str, work: Work) -> bool:
        """Try again, until it is set aside with an apology and its chat goes on; whether that is so now."""
        aside = journal.failed(work, entry, fault)
        if aside:
            _say_all(work, {entry.event: [APOLOGY]})
        return aside

    # ---- what must not be written down

    async def _hear_flagged(self, event: Event, screened: Screened) -> None:
        chat = _whole(event.chat)
        async with self._chats.of(chat):
            while await self._do_next(chat):
                pass
            began = time.perf_counter()
            while not await self._done_at_once(event, screened):
                pass
        self._metrics.handled(event, began)
        self._stir(ledger.lane_of(event.chat))

    async def _done_at_once(self, event: Event, screened: Screened) -> bool:
        known, turn = await asyncio.to_thread(self._think_flagged, event, screened)
        try:
            await self._run(partial(self._keep_flagged, event, known, turn))
        except Stale:
            return False
        return True

    def _think_flagged(self, event: Event, screened: Screened) -> tuple[Known, Turn]:
        known, asking = self._store.read(partial(_known_alone, event=event))
        try:
            return known, self._respond(Heard(event, screened, known, asking=asking))
        except Exception as fault:
            log.error("event failed", event_id=event.key, fault=type(fault).__name__, at=_place(fault))
            return known, Turn(say=(APOLOGY,))

    @staticmethod
    def _keep_flagged(event: Event, known: Known, turn: Turn, work: Work) -> None:
        if journal.done_at_once(work, [event]):
            if _changes(turn) and not work.hold_people([(event.sender, known)])[0]:
                raise Stale
            _follow(work, [Thought(journal.Entry(0, event, 0), known, turn)])

    def _screened(self, event: Event) -> Screened:
        screened = screen(event.text, self._library.names) if event.text else Screened("", (), "")
        return screen_upload(event.upload.name, screened, self._library.names) if event.upload else screened

    async def _run(self, unit: Callable[[Work], T], behind: bool = False) -> T:
        return await asyncio.wrap_future(self._store.submit(unit, behind))


def _whole(chat: Address) -> Address:
    """A channel is one chat, whoever in it is answered."""
    return replace(chat, person="") if chat.person else chat


def _next_of(work: Work, chats: Sequence[Address]) -> dict[Address, Thought]:
    entries = journal.first_waiting(work, chats)
    events = [entry.event for entry in entries.values()]
    known = work.known_each([(event.sender, event.chat, event.message) for event in events])
    return {
        chat: Thought(entry, one, asking=_asking(work, entry.event, one))
        for (chat, entry), one in zip(entries.items(), known, strict=True)
    }


def _known_alone(work: Work, event: Event) -> tuple[Known, Asking | None]:
    known = work.known(event.sender, event.chat, event.message)
    return known, _asking(work, event, known)


def _asking(work: Work, event: Event, known: Known) -> Asking | None:
    """The survey that somebody who types is in the middle of; a button names its own."""
    which = taking.wave_in(known.states) if event.text and not event.pressed else ""
    return taking.asking(work, known.id, which) if which else None


def _keep_together(thoughts: Sequence[Thought], work: Work) -> list[str]:
    """All that follows from events of different chats, in one transaction; STALE where it follows no more."""
    held: dict[Address, Thought] = {}
    for one in thoughts:
        if _changes(one.turn):
            held.setdefault(one.entry.event.sender, one)
    as_known = work.hold_people([(who, one.known) for who, one in held.items()]) if held else []
    fresh = {one.entry.id for one, as_was in zip(held.values(), as_known, strict=True) if as_was}
    kept = [one.entry for one in thoughts if one.entry.id in fresh or not _changes(one.turn)]
    finished = journal.finish(work, kept)
    done = [one for one in thoughts if one.entry.id in finished]
    _follow(work, done)
    return ["" if one.entry.id in finished else STALE for one in thoughts]


def _changes(turn: Turn) -> bool:
    """Whether it changes what is known of who spoke, or follows from her standing."""
    return bool(turn.do or turn.waits or turn.ends)


def _carry_out_each(work: Work, thoughts: Sequence[Thought]) -> dict[Event, list[Message]]:
    """What is said because of each. Answers to an announcement, of which very many come at once, are kept together."""
    choices = {
        one.entry.event: (one.known.id, effect)
        for one in thoughts
        for effect in one.turn.do
        if isinstance(effect, Choose) and one.known.id and one.turn == Turn(do=(effect,))
    }
    said = dict(zip(choices, broadcast.choose_each(work, list(choices.values())), strict=True)) if choices else {}
    return {
        event: list(said[event]) if event in said else _carry_out(work, event, one.known, one.turn)
        for one in thoughts
        for event in [one.entry.event]
    }


def _carry_out(work: Work, event: Event, known: Known, turn: Turn) -> list[Message]:
    """What somebody who is held caused; what is said to her."""
    say = list(turn.say)
    if _changes(turn):
        who = known.id or work.newcomer(event.sender)  # else somebody who came meanwhile were written over
        for effect in turn.do:
            say += carry_out(work, who, event, effect)
        if turn.ends:
            work.end(who, turn.ends)
        if turn.waits:
            work.wait(who, turn.waits)
    return say


def _follow(work: Work, thoughts: Sequence[Thought]) -> None:
    """Carry out and say what follows from events, and know that whoever caused them is there."""
    silent = [one.entry.event.sender for one in thoughts if one.known.silent]
    if silent:
        work.reachable(silent)
        members.heard_from(work, silent)
    work.heard_in([(one.entry.event.sender, one.entry.event.chat) for one in thoughts])
    _say_all(work, _carry_out_each(work, thoughts))


def _say_all(work: Work, said: Mapping[Event, Sequence[Message]]) -> None:
    """Leave what is said because of events. The bubble that was pressed has the name of what takes its place."""
    work.keep_bubbles(
        [
            (event.chat, say[0].bubble, event.message)
            for event, say in said.items()
            if event.pressed and event.message and say and say[0].bubble and not say[0].stands_alone
        ]
    )
    ledger.say_each(
        work,
        [
            Saying(f"{event.key}:{number}", event.chat, message, event.sender.id)
            for event, say in said.items()
            for number, message in enumerate(say)
        ],
    )


def _place(fault: BaseException) -> str:
    where = fault.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    return f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else ""


class _Turns:
    """In order for each chat: one event at a time."""

    def __init__(self) -> None:
        self._locks: dict[Address, tuple[asyncio.Lock, int]] = {}

    def busy(self, chat: Address) -> bool:
        return chat in self._locks

    @asynccontextmanager
    async def of(self, chat: Address) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(chat, (asyncio.Lock(), 0))
        self._locks[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[chat]
            if waiting == 1:
                del self._locks[chat]
            else:
                self._locks[chat] = (lock, waiting - 1)
