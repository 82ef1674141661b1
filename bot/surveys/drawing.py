"""Draws figures from plain data, with nothing but matplotlib: also `redraw.py` of the evaluator's pack.

    python redraw.py        reads figures.json beside it and writes each figure anew

Every figure can be read without colour: hatches, shapes and numbers say the same. Texts are large enough for a phone
that shows the picture 400 pixels wide.
"""

from __future__ import annotations

import io
import json
import sys
import textwrap
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WIDTH, DPI = 5.4, 200  # inches, dots: 1,080 across
SMALL, USUAL, LARGE = 10.0, 11.0, 13.5  # points; 11 are 11.3 pixels where 1,080 dots are 400 pixels
INK, SOFT, PAPER = "#1c2430", "#5b6675", "#ffffff"
AGAINST, MIDDLE, FOR = ("#b35806", "#f1a340"), "#e6e6e6", ("#7fb3d9", "#1f5a94")
HATCHES = {"strongly against": "xxx", "against": "///", "middle": "", "for": "...", "strongly for": ""}
FULL, CONSTANT = "#1f5a94", "#b35806"

Figure = Mapping[str, Any]


def draw(figure: Figure) -> bytes:
    """PNG."""
    return {"likert": _likert, "trend": _trend, "grid": _grid, "counts": _counts}[figure["kind"]](figure)


def _canvas(height: float) -> Any:
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    rcParams["text.hinting"] = "none"  # at so many dots it changes nothing but the time
    canvas = Canvas(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(canvas)
    return canvas


def _png(canvas: Any) -> bytes:
    """Without transparency, of which there is none: a quarter less to pack."""
    from PIL import Image

    canvas.canvas.draw()
    drawn = canvas.canvas.buffer_rgba()
    held = io.BytesIO()
    Image.frombuffer("RGBA", drawn.shape[1::-1], drawn).convert("RGB").save(
        held, "PNG", compress_level=1, compress_type=zlib.Z_RLE
    )
    return held.getvalue()


def _head(canvas: Any, figure: Figure, height: float) -> float:
    """Title and what it is about, at the top; gives how far down they reach, in inches."""
    down = 0.16
    for words, size, weight, colour, wide in (
        (figure["title"], LARGE, "bold", INK, 40),
        (figure["subtitle"], USUAL, "normal", SOFT, 52),
    ):
        for line in textwrap.wrap(words, wide):
            canvas.text(
                0.14 / WIDTH, 1 - down / height, line, fontsize=size, weight=weight, color=colour, va="top", ha="left"
            )
            down += size * 1.32 / 72
    return down + 0.06


def _plain(axes: Any) -> None:
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, labelsize=USUAL, colors=INK)


def _likert(figure: Figure) -> bytes:
    """Answers of one statement a row, disagreeing to the left of the middle and agreeing to the right."""
    from matplotlib.lines import Line2D

    labels = [textwrap.wrap(row["label"], 54) for row in figure["rows"]]
    heights = [0.21 * len(lines) + 0.47 for lines in labels]
    legend = figure["legend"]
    height = 0.95 + sum(heights) + 0.24 * _legend_lines(legend) + 0.22 * len(textwrap.wrap(figure["subtitle"], 52))
    canvas = _canvas(height)
    down = _head(canvas, figure, height)
    down = _legend(canvas, legend, down, height)
    axes = canvas.add_axes((0.03, 0.02, 0.94, 1 - down / height - 0.02))
    reach = max([0.3, *(abs(end) for row in figure["rows"] for end in _ends(row))]) + 0.02
    axes.set_xlim(-reach, reach)
    axes.set_ylim(sum(heights), 0)
    axes.axis("off")
    top = 0.0
    for row, lines, tall in zip(figure["rows"], labels, heights):
        middle = top + tall - 0.27
        axes.text(-reach, middle - 0.22, "\n".join(lines), fontsize=USUAL, color=INK, va="bottom", linespacing=1.15)
        axes.add_line(Line2D([0, 0], [middle - 0.2, middle + 0.2], color=SOFT, linewidth=1, zorder=0))
        _bar(axes, row, middle)
        top += tall
    return _png(canvas)


def _ends(row: Figure) -> tuple[float, float]:
    """Where a bar begins and ends: half of those in between stand to either side of the middle."""
    parts = row.get("parts", ())
    left = sum(part["count"] for part in parts if part["side"] < 0)
    left += sum(part["count"] for part in parts if part["side"] == 0 and not part["apart"]) / 2
    return -left / row["n"], (sum(part["count"] for part in parts) - left) / row["n"]


def _bar(axes: Any, row: Figure, middle: float) -> None:
    if row.get("note"):
        axes.text(0, middle, row["note"], fontsize=USUAL, style="italic", color=SOFT, va="center", ha="center",
                  bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip
        return
    from matplotlib.patches import Rectangle

    start, _ = _ends(row)
    for part in row["parts"]:
        share = part["count"] / row["n"]
        if not share:
            continue
        edge = SOFT if part["colour"] == PAPER else PAPER
        axes.add_patch(
            Rectangle((start, middle - 0.15), share, 0.3, facecolor=part["colour"], hatch=part["hatch"], edgecolor=edge,
                      linewidth=0.8)
        )  # fmt: skip
        _count(axes, part, start + share / 2, middle, share)
        start += share


def _count(axes: Any, part: Figure, across: float, middle: float, share: float) -> None:
    if share < 0.035:
        return
    box = {"facecolor": part["colour"], "edgecolor": "none", "pad": 0.6} if part["hatch"] else None
    axes.text(across, middle, str(part["count"]), fontsize=USUAL, color=part["ink"], va="center", ha="center",
              weight="bold", bbox=box)  # fmt: skip


def _legend_lines(legend: Sequence[Figure]) -> int:
    return -(-len(legend) // 2)


def _legend(canvas: Any, legend: Sequence[Figure], down: float, height: float) -> float:
    from matplotlib.patches import Rectangle

    rows = _legend_lines(legend)
    for place, part in enumerate(legend):
        across, edge = 0.14 + (place // rows) * 2.6, SOFT if part["colour"] == PAPER else PAPER
        low = down + 0.24 * (place % rows) + 0.17
        canvas.add_artist(
            Rectangle((across / WIDTH, 1 - low / height), 0.32 / WIDTH, 0.16 / height, facecolor=part["colour"],
                      hatch=part["hatch"], edgecolor=edge, linewidth=0.8, transform=canvas.transFigure)
        )  # fmt: skip
        canvas.text((across + 0.4) / WIDTH, 1 - (low - 0.08) / height, part["label"], fontsize=USUAL, color=INK,
                    va="center", ha="left")  # fmt: skip
    return down + 0.24 * rows + 0.1


def _trend(figure: Figure) -> bytes:
    """One panel a dimension: everybody with circles and a whole line, the same people with diamonds and dashes."""
    panels = figure["panels"]
    each, legend = 1.75, 0.3 * len(figure["series"])
    notes = [line for one in figure["notes"] for line in textwrap.wrap(one, 60)]
    height = 1.15 + legend + each * len(panels) + 0.2 * len(notes)
    height += 0.22 * (len(textwrap.wrap(figure["subtitle"], 52)) - 1)
    canvas = _canvas(height)
    down = _trend_key(canvas, figure, _head(canvas, figure, height), height)
    for panel in panels:
        box = (0.13, 1 - (down + each - 0.33) / height, 0.83, (each - 0.62) / height)
        _panel(canvas.add_axes(box), figure, panel)
        canvas.text(0.14 / WIDTH, 1 - (down + 0.02) / height, panel["label"], fontsize=USUAL + 1, weight="bold",
                    color=INK, va="top")  # fmt: skip
        down += each
    for place, line in enumerate(notes):
        canvas.text(0.14 / WIDTH, 1 - (down + 0.08 + 0.2 * place) / height, line, fontsize=SMALL, color=SOFT, va="top")
    return _png(canvas)


def _look(name: str) -> dict[str, Any]:
    if name == "full":
        return {"color": FULL, "marker": "o", "linestyle": "-", "markersize": 6.5}
    return {"color": CONSTANT, "marker": "D", "linestyle": "--", "markersize": 6, "markerfacecolor": PAPER}


def _trend_key(canvas: Any, figure: Figure, down: float, height: float) -> float:
    from matplotlib.lines import Line2D

    for name, words in figure["series"].items():
        at = 1 - (down + 0.1) / height
        canvas.add_artist(Line2D([0.14 / WIDTH, 0.62 / WIDTH], [at, at], transform=canvas.transFigure, **_look(name)))
        canvas.text(0.72 / WIDTH, at, words, fontsize=USUAL, color=INK, va="center")
        down += 0.26
    return down + 0.12


def _panel(axes: Any, figure: Figure, panel: Figure) -> None:
    waves = figure["waves"]
    _plain(axes)
    low, high = figure["range"]
    axes.set_ylim(low - 0.12 * (high - low), high + 0.12 * (high - low))
    axes.set_xlim(-0.45, len(waves) - 0.55)
    axes.set_xticks(range(len(waves)), waves)
    step = 1 if high - low > 1.6 else 0.5
    axes.set_yticks([low + step * place for place in range(int((high - low) / step) + 1)])
    axes.grid(axis="y", color=MIDDLE, linewidth=0.8)
    axes.set_axisbelow(True)
    for side, (name, points) in zip((-0.08, 0.08), panel["series"].items()):
        _line(axes, name, points, side if len(panel["series"]) > 1 else 0.0)
    for place in figure["marks"]:
        axes.axvline(place + 0.5, color=SOFT, linewidth=1, linestyle=":")


def _line(axes: Any, name: str, points: Sequence[Any], shift: float) -> None:
    known = [(place + shift, point) for place, point in enumerate(points) if point]
    if not known:
        return
    across = [place for place, _ in known]
    values = [point["value"] for _, point in known]
    below = [point["value"] - point["low"] for _, point in known]
    above = [point["high"] - point["value"] for _, point in known]
    axes.errorbar(across, values, (below, above), capsize=4, linewidth=1.8, elinewidth=1.4, **_look(name))
    end, away, stands = ("high", 3, "bottom") if name == "full" else ("low", -3, "top")
    for place, point in known:
        axes.annotate(f"{point['value']:.1f}", (place, point[end]), xytext=(0, away), textcoords="offset points",
                      fontsize=USUAL, color=_look(name)["color"], weight="bold", va=stands, ha="center")  # fmt: skip


def _grid(figure: Figure) -> bytes:
    """Numbers on tints: the darker, the higher; the highest and the lowest are marked."""
    rows, columns = figure["rows"], figure["columns"]
    heads = [textwrap.wrap(_hyphenated(one), 11) for one in columns]
    head = 0.2 * max(len(lines) for lines in heads) + 0.1
    each = 0.62
    height = 1.0 + head + each * len(rows) + 0.22 * len(textwrap.wrap(figure["subtitle"], 52)) + 0.25
    canvas = _canvas(height)
    down = _head(canvas, figure, height)
    axes = canvas.add_axes((0.205, 0.3 / height, 0.785, 1 - (down + head + 0.3) / height))
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    _plain(axes)
    axes.set_xticks([])
    axes.set_yticks([place + 0.5 for place in range(len(rows))], rows)
    for place, lines in enumerate(heads):
        axes.text(
            place + 0.5, -0.08, "\n".join(lines), fontsize=SMALL, color=INK, va="bottom", ha="center", linespacing=1.05
        )
    known = [value for row in figure["values"] for value in row if value is not None]
    for down_by, row in enumerate(figure["values"]):
        for across, value in enumerate(row):
            _tile(axes, figure, across, down_by, value, known)
    canvas.text(0.14 / WIDTH, 0.14 / height, figure["key"], fontsize=SMALL, color=SOFT, va="center")
    return _png(canvas)


def _hyphenated(text: str) -> str:
    """Words too long for a column, in two."""
    return " ".join(f"{word[:5]}- {word[5:]}" if len(word) > 11 else word for word in text.split())


def _tile(axes: Any, figure: Figure, across: int, down: int, value: float | None, known: Sequence[float]) -> None:
    from matplotlib.patches import Rectangle

    low, high = figure["range"]
    share = 0.0 if value is None else (value - low) / (high - low)
    colour = tuple(0.97 + (end - 0.97) * share for end in (0.36, 0.6, 0.84))
    hatch = "//" if value is None else ""
    axes.add_patch(Rectangle((across, down), 1, 1, facecolor=PAPER if value is None else colour, hatch=hatch,
                             edgecolor=PAPER if value is not None else MIDDLE, linewidth=2.5))  # fmt: skip
    if value is None:
        axes.text(across + 0.5, down + 0.5, "not\nshown", fontsize=SMALL - 1, color=SOFT, va="center", ha="center",
                  bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip
        return
    mark = " ▲" if value == max(known) else " ▼" if value == min(known) else ""
    axes.text(across + 0.5, down + 0.5, f"{value:.1f}{mark}", fontsize=LARGE if not mark else USUAL + 1, color=INK,
              va="center", ha="center", weight="bold")  # fmt: skip


def _counts(figure: Figure) -> bytes:
    """How many of how many: a number in each tile, and a bar as wide as its share."""
    rows = [textwrap.wrap(one, 19) for one in figure["rows"]]
    heads = [textwrap.wrap(one, 8) for one in figure["columns"]]
    head = 0.19 * max(len(lines) for lines in heads) + 0.36
    key = textwrap.wrap(figure["key"], 62)
    down = 0.3 + 0.25 * len(textwrap.wrap(figure["title"], 40)) + 0.21 * len(textwrap.wrap(figure["subtitle"], 52))
    height = down + head + 0.5 * len(rows) + 0.2 * len(key) + 0.2
    canvas = _canvas(height)
    top = _head(canvas, figure, height) + head
    foot = 0.2 * len(key) + 0.1
    axes = canvas.add_axes((0.325, foot / height, 0.665, 1 - (top + foot) / height))
    axes.set_xlim(0, len(heads))
    axes.set_ylim(len(rows), 0)
    _plain(axes)
    axes.set_xticks([])
    axes.set_yticks([place + 0.5 for place in range(len(rows))], ["\n".join(lines) for lines in rows])
    tall = (height - top - foot) / len(rows)
    for place, lines in enumerate(heads):
        axes.text(place + 0.5, -0.06 / tall, "\n".join(lines), fontsize=SMALL, color=INK, va="bottom", ha="center",
                  linespacing=1.05)  # fmt: skip
    _block_heads(axes, figure["blocks"], (0.06 - head + 0.02) / tall)
    for row, cells in enumerate(figure["cells"]):
        for across, cell in enumerate(cells):
            _count_tile(axes, cell, across, row)
    for place, line in enumerate(key):
        canvas.text(0.14 / WIDTH, (foot - 0.13 - 0.2 * place) / height, line, fontsize=SMALL, color=SOFT, va="center")
    return _png(canvas)


def _block_heads(axes: Any, blocks: Sequence[Figure], at: float) -> None:
    start = 0
    for block in blocks:
        axes.text(start + 0.05, at, block["label"], fontsize=USUAL, weight="bold", color=INK, va="top", ha="left")
        start += block["columns"]
        if start < axes.get_xlim()[1]:
            axes.axvline(start, color=SOFT, linewidth=1.2)


def _count_tile(axes: Any, cell: Figure, across: int, down: int) -> None:
    from matplotlib.patches import Rectangle

    share = cell["share"]
    hatch = "///" if share is None and cell["text"] else ""
    axes.add_patch(Rectangle((across + 0.05, down + 0.12), 0.9, 0.76, facecolor=PAPER, edgecolor=SOFT, linewidth=0.8))
    if hatch:
        axes.add_patch(Rectangle((across + 0.05, down + 0.12), 0.9, 0.76, facecolor=PAPER, hatch=hatch,
                                 edgecolor=MIDDLE, linewidth=0))  # fmt: skip
    if share:
        axes.add_patch(Rectangle((across + 0.05, down + 0.12), 0.9 * share, 0.76, facecolor=FOR[0], linewidth=0))
    size = USUAL if share is not None and len(cell["text"]) < 6 else SMALL
    axes.text(across + 0.5, down + 0.5, cell["text"] or "–", fontsize=size,
              color=INK, va="center", ha="center", weight="bold" if share is not None else "normal")  # fmt: skip


def main(folder: Path) -> int:
    """Draw what figures.json says."""
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    for name, figure in figures.items():
        (folder / f"{name}.png").write_bytes(draw(figure))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
