"""A question and its reply: an answer, a choice, one question back, or an honest "I don't know"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.flows.answer import OFFERED, Asker, in_a_list, pick, services_of, short, show, token
from bot.flows.safeguarding import first_of_all
from bot.flows.turn import Effect, NoteGap
from bot.messages import Button, Message
from knowledge.directory import Finding, Match
from knowledge.library import Library
from knowledge.safety import Screened
from knowledge.service import Service

ReplyKind = Literal["answer", "choose", "clarify", "none", "safeguarding"]
PHASES = {
    "early-years": "Nursery or reception",
    "primary": "Primary",
    "secondary": "Secondary",
    "post-16": "Post-16",
}
ASK_NOT_TO = (
    "Please don't give a child's details here: no names, dates of birth or addresses. "
    "I have kept nothing of it, and your question is answered without them."
)
KEEP_OUT = "Please don't give a child's details here: no names, dates of birth or addresses."
HINT = Message(text="If a child may be in danger: 999, or tell your safeguarding lead (DSL) now.")
IN_DOUBT = f"{HINT.text} If not:"
NOT_SURE = "I'm not sure that this is the one."
NOT_SURE_WHICH = "I'm not sure. Is one of these near?"
WORDS_KEPT = 12
NEAR = 0.6  # of the best score, and a match is worth offering beside it


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to one question, and the finding that it draws."""

    kind: ReplyKind
    message: Message
    finding: Finding
    warnings: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def matches(self) -> tuple[Match, ...]:
        """The services that are offered, best first."""
        return self.finding.matches if self.finding.kind in ("answer", "choose") else ()

    @property
    def options(self) -> tuple[str, ...]:
        """The answers that `clarify` offers."""
        return tuple(row[0].label for row in self.message.rows[:-1]) if self.kind == "clarify" else ()


def reply(screened: Screened, asker: Asker, library: Library, bubble: str = "") -> Reply:
    """Answer a screened question for somebody who works in `asker.locality`."""
    finding = library.directory.find(screened.question, asker.locality)
    if screened.danger:
        message = first_of_all(screened.danger, asker, library, _offered(finding), bubble)
        return Reply("safeguarding", message, finding, _warnings(screened))
    elsewhere = library.directory.elsewhere(screened.question, asker.locality) if finding.kind == "none" else ()
    message = draw(finding, asker, library, bubble, elsewhere, quoting=not screened.delicate)
    if screened.uneasy:
        message = in_doubt(message)
    gaps = _gaps(finding, asker, screened.question, library) if finding.kind == "none" and not screened.delicate else ()
    return Reply(finding.kind, message, finding, _warnings(screened), gaps)


def draw(
    finding: Finding,
    asker: Asker,
    library: Library,
    bubble: str = "",
    elsewhere: Sequence[Match] = (),
    quoting: bool = True,
) -> Message:
    """Turn what was found into what is said. `quoting` allows the person's own words in the reason given."""
    services = tuple(match.service for match in finding.matches)
    candidates = _unique((*services, *_of_ids(finding.candidates, library)))
    match finding.kind:
        case "answer":
            why = finding.matches[0].why if quoting else ""
            found = show(services[0], candidates[1:], asker, library, why, bubble, _offers(finding))
            hedged = found if finding.sure else replace(found, text=f"{NOT_SURE}\n{found.text}")
            return _after_whose(finding.theirs, hedged, library)
        case "choose":
            found = choose(services[:3], candidates, library, bubble)
            hedged = found if finding.sure else replace(found, text=NOT_SURE_WHICH)
            return _after_whose(finding.theirs, hedged, library)
        case "clarify":
            return clarify(finding, candidates, library, bubble)
    return nothing_found(asker, library, elsewhere, bubble)


def choose(services: Sequence[Service], others: Sequence[Service], library: Library, bubble: str = "") -> Message:
    """A short list of what fits equally well."""
    everything = _unique((*services, *others))
    return Message(
        text="These fit about equally well. Which is nearest?",
        facts=tuple((service.name, in_a_list(service, library)) for service in services),
        rows=(*((pick(one, everything, library),) for one in services), _none_of_these()),
        bubble=bubble,
    )


def clarify(finding: Finding, candidates: Sequence[Service], library: Library, bubble: str = "") -> Message:
    """Ask for the one fact that decides."""
    if finding.asks == "phase":
        wanted = finding.options or tuple(PHASES)
        rows = tuple(
            (Button(PHASES[phase], token("s", fitting, library)),)
            for phase in wanted
            if (fitting := [one for one in candidates if not one.phases or phase in one.phases])
        )
        return Message(text="Which phase is it for?", rows=(*rows, _none_of_these()), bubble=bubble)
    rows = tuple((pick(one, candidates, library),) for one in candidates[:4])
    return Message(text="Which of these do you mean?", rows=(*rows, _none_of_these()), bubble=bubble)


def nothing_found(asker: Asker, library: Library, elsewhere: Sequence[Match] = (), bubble: str = "") -> Message:
    """Say that it is not known, and who could know; and of what was named but is another place's, whose it is."""
    place = library.localities.get(asker.locality)
    where = f" in {place.name}" if place and place.id != "national" else ""
    asked = library.asked_instead(asker.locality)
    whom = f"{asked.name} may know" if asked else "Your SENCO may know"
    rows: list[tuple[Button, ...]] = []
    if asked:
        rows.append((pick(asked, (asked,), library, "About: "),))
    others = [match.service for match in elsewhere]
    rows.extend((pick(one, (one,), library, "How others do it: "),) for one in others[:2])
    theirs = f"{_whose(others[0], library)} " if elsewhere and elsewhere[0].named else ""
    return Message(
        text=f"{theirs}I don't know who that would be{where}, and I won't guess. {whom}, or your collaborative's lead "
        "at the local authority.",
        rows=tuple(rows),
        bubble=bubble,
    )


def noted(nothing: Message) -> Message:
    """The same, where the gap is noted as well."""
    return replace(nothing, text=f"{nothing.text} I've noted the gap (not who asked).")


def _whose(service: Service, library: Library) -> str:
    place = library.localities.get(service.locality)
    return f"“{service.name}” belongs to {place.name if place else service.locality}."


def _after_whose(theirs: Service | None, message: Message, library: Library) -> Message:
    """The same, after whose it is that was named."""
    return replace(message, text=f"{_whose(theirs, library)} Here:\n{message.text}") if theirs else message


def not_meant(about: str, asker: Asker, library: Library, bubble: str = "") -> Message:
    """After "Not what I meant": the one question that would change the answer, else "I don't know"."""
    left = services_of(about, library)[1:]
    groups = _split(left, library)
    if len(groups) < 2:
        if not left:
            return nothing_found(asker, library, bubble=bubble)
        return replace(choose(left[:3], left, library, bubble), text="Is it one of these?")
    rows = tuple((Button(short(label), token("s", group, library)),) for label, group in groups.items())
    return Message(text="What is it mostly about?", rows=(*rows[:5], _none_of_these()), bubble=bubble)


def scrubbed(question: str) -> tuple[str, ...]:
    """Words for the gap register: no order, no numbers, nothing that begins like a name."""
    words = re.findall(r"[^\W\d_]{3,}", question)
    plain = {word.lower() for number, word in enumerate(words) if word.islower() or word.isupper() or not number}
    return tuple(sorted(plain)[:WORDS_KEPT])


def kept(screened: Screened, finding: Finding, library: Library) -> dict[str, Any]:
    """A reply as ids, without a word of the question: what may wait in a conversation's state."""
    ids = [match.service.id for match in finding.matches] or finding.candidates
    why = finding.matches[0].why.rpartition("→")[2].removeprefix("goes with:").strip() if finding.matches else ""
    return {
        "kind": "safeguarding" if screened.danger else finding.kind,
        "found": finding.kind,
        "codes": [library.directory.code(one) for one in ids],
        "asks": finding.asks,
        "options": list(finding.options),
        "offers": _offers(finding) if finding.matches else 0,
        "why": why,
        "theirs": library.directory.code(finding.theirs.id) if finding.theirs else "",
        "sure": finding.sure,
    }


def recall(state: Mapping[str, Any], asker: Asker, library: Library, bubble: str = "") -> Message:
    """Draw a reply again from what was kept of it."""
    services = services_of(".".join(state["codes"]), library)
    why, offers = f"matched: {state['why']}" if state.get("why") else "", state.get("offers", OFFERED)
    finding = Finding(
        state["found"] if services else "none",
        tuple(Match(service, float(at <= offers), why) for at, service in enumerate(services)),
        asks=state["asks"],
        options=tuple(state["options"]),
        theirs=library.directory.by_code(state.get("theirs", "")),
        sure=state.get("sure", True),
    )
    if state["kind"] == "safeguarding":
        return first_of_all("", asker, library, _offered(finding), bubble)
    return draw(finding, asker, library, bubble)


def in_doubt(message: Message) -> Message:
    """The same, after one line on whom to tell if a child may be in danger."""
    return message if message.text.startswith(IN_DOUBT) else replace(message, text=f"{IN_DOUBT}\n\n{message.text}")


def warn(message: Message, said: str = "", removable: bool = True, asking: str = ASK_NOT_TO) -> Message:
    """Ask not to give personal details. `said` is the person's message: offer to delete it where the platform can."""
    asked = asking if removable else f"{asking} Please delete your message too: I can't do that here."
    rows = ((Button("Delete my message", f"d:{said}"),),) if said and removable else ()
    return replace(message, small=f"{asked} {message.small}".strip(), rows=(*rows, *message.rows))


def _offers(finding: Finding) -> int:
    """How many other matches are good enough beside the first to be offered."""
    first, *others = finding.matches
    if not (first.service.is_usable or first.named):
        return OFFERED
    return min(OFFERED, sum(other.score >= first.score * NEAR for other in others))


def _offered(finding: Finding) -> list[Service]:
    found = finding.matches if finding.kind in ("answer", "choose") else ()
    return [match.service for match in found if match.service.is_usable][:3]


def _warnings(screened: Screened) -> tuple[str, ...]:
    """What the person is warned of beside the answer."""
    noticed = (("personal-details", screened.personal), ("possible-danger", screened.uneasy))
    return tuple(warning for warning, seen in noticed if seen)


def _gaps(finding: Finding, asker: Asker, question: str, library: Library) -> tuple[NoteGap, ...]:
    """What the register learns of it; nothing of a lone digit or of gibberish."""
    facts, words = finding.facts, scrubbed(question)
    if not (facts.topics or facts.phases or library.directory.understands(words)):
        return ()
    return (NoteGap(asker.locality, facts.topics, facts.phases, words),)


def _none_of_these() -> tuple[Button, ...]:
    return (Button("None of these", "z:"),)


def _of_ids(ids: Iterable[str], library: Library) -> list[Service]:
    found = (library.directory.services.get(one) for one in ids)
    return [service for service in found if service]


def _unique(services: Iterable[Service]) -> tuple[Service, ...]:
    return tuple({service.id: service for service in services}.values())


def _split(services: Sequence[Service], library: Library) -> dict[str, list[Service]]:
    groups: dict[str, list[Service]] = {}
    for service in services:
        topic = library.topics.get(service.topics[0]) if service.topics else None
        groups.setdefault(topic.label.capitalize() if topic else "Something else", []).append(service)
    return groups
