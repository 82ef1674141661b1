"""Members and anchors of a collaborative, for tests: who they are, and the bot at work among them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from bot.app import App
from bot.delivery import contact
from bot.membership import members as membership
from bot.store import Store
from bot.work import Work
from tests.fake import Person, World, deliver

T = TypeVar("T")


def within(world: World, unit: Callable[[Work], T]) -> T:
    store = Store(world.url, world.clock)
    try:
        return store.run(unit)
    finally:
        store.close()


def join(work: Work, who: int, locality: str) -> None:
    membership.establish(work, locality, locality.title())
    membership.admit(work, who, locality)


def members(world: World, count: int, locality: str = "oldham") -> list[Person]:
    """People who work there."""
    people = [world.person(f"{locality}{number}") for number in range(count)]

    def settle(work: Work) -> None:
        for one in people:
            join(work, work.person_at(one.address), locality)

    within(world, settle)
    return people


def an_anchor(world: World, *collaboratives: str) -> Person:
    """An anchor, who is no member herself."""
    her = world.person("anchor")
    for one in collaboratives or ("oldham",):
        within(world, lambda work, c=one: membership.appoint(work, work.person_at(her.address), c))  # type: ignore[misc]
    return her


def goes_out(world: World, times: int = 2) -> None:
    """The bot catches up and sends, restarted each time."""
    for _ in range(times):
        store = Store(world.url, world.clock)
        try:
            asyncio.run(_catch_up(world, store))
        finally:
            store.close()
        world.clock.pass_by(timedelta(seconds=4))


async def _catch_up(world: World, store: Store) -> None:
    store.run(contact.release)
    app = App(store, world.library)
    await app.catch_up()
    await app.settle()
    await deliver(store, world.platform)
