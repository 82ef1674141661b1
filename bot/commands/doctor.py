"""`signpost doctor`: what is wrong with this installation, in plain words, and how to mend it."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.commands.parts import Misuse, library, now, settings, store
from bot.commands.run import platforms
from bot.platform import Platform, label
from bot.settings import Settings
from knowledge.library import Library

FRESH = timedelta(days=92)  # Open Referral UK asks for facts to be assured within three months
PATIENCE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do, and is empty where all is well."""

    about: str
    found: str
    mend: str = ""


def prepare(command: argparse.ArgumentParser) -> None:
    command.set_defaults(act=act)


def act(_options: argparse.Namespace) -> int:
    findings = list(examine())
    for finding in findings:
        print(f"{'ok ' if not finding.mend else 'NOT'}  {finding.about}: {finding.found}")
        if finding.mend:
            print(f"     → {finding.mend}")
    wrong = sum(bool(finding.mend) for finding in findings)
    print("All is well." if not wrong else f"{wrong} to mend.")
    return 1 if wrong else 0


def examine() -> Iterator[Finding]:
    """Look at everything; nothing is changed but missing tables."""
    try:
        given = settings()
    except Misuse as problem:
        yield Finding("settings", "cannot be used", str(problem))
        return
    yield Finding("settings", "all known")
    yield _database(given)
    yield from _platforms(given)
    try:
        known = library()
    except Misuse as problem:
        yield Finding("directory", "has mistakes", str(problem))
        return
    yield Finding("directory", f"{len(known.directory.services)} entries")
    yield from _safeguarding(known, now().date())


def _database(given: Settings) -> Finding:
    try:
        store(given.database_url).close()
    except Misuse as problem:
        return Finding("database", "cannot be used", str(problem))
    return Finding("database", "opens and can be written to")


def _platforms(given: Settings) -> Iterator[Finding]:
    try:
        chosen = platforms(given)
    except Misuse as problem:
        yield Finding("Slack workspaces", "cannot be used", str(problem))
        return
    if given.slack_workspaces and Path(given.slack_workspaces).stat().st_mode & 0o077:
        mend = f"it holds tokens: chmod 600 {given.slack_workspaces}"
        yield Finding("Slack workspaces", "others on this machine may read the file", mend)
    if not chosen:
        mend = "set SIGNPOST_TELEGRAM_TOKEN or SIGNPOST_SLACK_BOT_TOKEN (docs/install.md)"
        yield Finding("platforms", "none is set", mend)
    for platform in chosen:
        wrong = asyncio.run(_check(platform))
        yield Finding(
            label(platform, chosen), "token not accepted or not reachable" if wrong else "token accepted", wrong
        )


async def _check(platform: Platform) -> str:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await platform.check()
    except TimeoutError:
        return "The platform did not answer: check the network and the API base address."


def _safeguarding(known: Library, today: date) -> Iterator[Finding]:
    """Every live locality needs a safeguarding contact that somebody checked lately."""
    for place in known.localities.values():
        if place.kind in ("national", "trust"):
            continue
        contact = place.safeguarding
        where = f"knowledge/localities/{place.id}/locality.yaml"
        about = f"safeguarding contact of {place.name}"
        if not (contact.name or contact.service) or not contact.phone:
            yield Finding(about, "not held", f"write its name and phone into {where} under safeguarding")
        elif contact.assured_date is None or today - contact.assured_date > FRESH:
            found = "never checked" if contact.assured_date is None else f"last checked on {contact.assured_date}"
            yield Finding(about, found, f"ring it, then set safeguarding.assured_date in {where}")
        else:
            yield Finding(about, f"checked on {contact.assured_date}")
