"""The bot as real processes on a loopback Slack, each killed when Slack has taken a message and not yet answered.

All of it is in direct messages: what is said in channels is seen by one person, and in no history.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.messages import Address
from bot.work import Work
from tests.loopback_slack import APP_TOKEN, BOT_TOKEN, LoopbackSlack
from tests.torture import Outcome, Plan, Run

LATENCY_SECONDS = 0.3
PATIENCE_SECONDS = 30.0


async def torture_on_slack(plan: Plan, url: str, folder: Path) -> Outcome:
    """Run it all; nothing is left running."""
    async with LoopbackSlack() as server:
        server.latency = LATENCY_SECONDS
        run = _OnSlack(plan, url, folder, server)
        try:
            return await run.all()
        finally:
            await run.end()


class _OnSlack(Run):
    def __init__(self, plan: Plan, url: str, folder: Path, server: LoopbackSlack) -> None:
        settings = {
            "SIGNPOST_SLACK_BOT_TOKEN": BOT_TOKEN,
            "SIGNPOST_SLACK_APP_TOKEN": APP_TOKEN,
            "SIGNPOST_DATABASE": url,
            "SIGNPOST_DATA": str(folder),
        }
        super().__init__(plan, url, folder, server, settings)
        self.server = server
        self._named: dict[str, asyncio.subprocess.Process] = {}

    def said(self) -> int:
        return len(self.server.said("chat.postMessage"))

    def seen(self, to: Address) -> list[str]:
        return [post["text"] for (channel, _), post in self.server.posts.items() if channel == _chat(to).id]

    def leave(self) -> None:
        """Every other person is written to by her own id, as whoever did not just write is."""
        people = [Address("slack", self.server.team, f"U{number}") for number in range(1, self.plan.people + 1)]
        self.server.people |= {person.id for person in people}
        self.server.channels |= {_chat(person).id for person in people}

        def arrive(work: Work) -> None:
            for person in people:
                work.person_at(person)
            work.heard_in([(person, _chat(person)) for person in people])

        self.store.run(arrive)
        self.expected = {_chat(to) if at % 2 else to: {"news": []} for at, to in enumerate(people)}
        super().leave()

    async def start(self) -> None:
        name = f"bot{len(self._named)}"
        self._named[name] = await self.bot.start(SIGNPOST_SLACK_API_BASE=self.server.base_of(name))
        self.processes.append(self._named[name])

    async def make_trouble(self) -> None:
        """One kill in each part of what is said, at any message of it."""
        part = self.plan.people * self.plan.news // self.plan.kills
        for number in range(self.plan.kills):
            await self.kill(await self._caught(number * part + self.chance.randint(1, part)))

    async def _caught(self, said: int) -> asyncio.subprocess.Process:
        """Whose message Slack has taken and not yet answered, when so many were taken in all."""
        caught: list[asyncio.subprocess.Process] = []

        def look() -> bool:
            waiting = [self._named[call.by] for call in self.server.unanswered if self.said() >= said]
            caught[:] = [process for process in waiting if process in self.processes]
            return bool(caught)

        await self.server.until(look, PATIENCE_SECONDS)
        return caught[0]


def _chat(to: Address) -> Address:
    """Somebody's own chat with the bot."""
    return to if to.id.startswith("D") else Address(to.platform, to.workspace, f"D{to.id}")
