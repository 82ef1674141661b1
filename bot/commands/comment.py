"""`signpost survey comments` and `codes`: what members wrote goes out to be sorted by hand, and comes back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bot.commands.parts import Misuse
from bot.commands.wave import WAVE, closed, opened, published


def prepare(kinds: Any) -> None:
    writing = kinds.add_parser("comments", help="write what members wrote to a CSV file, to be sorted by hand")
    coding = kinds.add_parser("codes", help="read that file again, with what each comment is about in the column codes")
    for command, act in ((writing, comments), (coding, codes)):
        command.add_argument("wave", metavar="WAVE", help=WAVE)
        command.add_argument("file", metavar="FILE.csv", type=Path)
        command.set_defaults(act=act)


def comments(options: argparse.Namespace) -> int:
    from bot.membership import members
    from bot.surveys.cell import write_csv
    from bot.waves import coding, listing

    file: Path = options.file
    if file.exists():
        raise Misuse(f"{file} exists already: name a new file")
    with opened() as kept:
        one = closed(kept, options.wave)
        found, latest = published(kept, one)
        sheet = kept.read(lambda work: coding.sheet(work, listing.shown_with(work, one.wave), latest))
        if len(sheet) == 1:
            fewest = latest.thresholds.text
            raise Misuse(f"no question of {one.wave} has the {fewest} comments from which on they are shown")
        try:
            write_csv(file, sheet)
        except OSError as problem:
            raise Misuse(f"{file} cannot be written ({problem.strerror})") from None
        kept.run(lambda work: members.note(work, None, "comments exported", found.collaborative))
    print(
        f"{file}: {len(sheet) - 1} comments, in no order. People can be known by how they write: keep it to yourself."
    )
    return 0


def codes(options: argparse.Namespace) -> int:
    from bot.waves import coding, listing

    try:
        given = coding.read(options.file.read_bytes())
        with opened() as kept:
            one = closed(kept, options.wave)
            count = kept.run(lambda work: coding.keep(work, listing.shown_with(work, one.wave), given))
    except OSError as problem:
        raise Misuse(f"{options.file} cannot be read ({problem.strerror})") from None
    except coding.CannotCode as problem:
        raise Misuse(f"{options.file}: {problem}; nothing was changed") from None
    print(f"{count} of {len(given)} comments have codes; what fewer than five are about is not shown.")
    return 0
