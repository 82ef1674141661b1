"""Learn the weights of `resemblance` from labelled sentences: `make train` (needs scikit-learn).

What is learnt from: `knowledge/examples/`, the tests' own sentences but for those held out, and the phrases of the
directory itself, which are ordinary. So are most that the finder learns from (`said.yaml`, `outside.yaml`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import yaml

from knowledge.meaning import table
from knowledge.resemblance import WEIGHTS, features, words_of
from knowledge.service import Service
from knowledge.sources import curated
from knowledge.wording import word_list
from knowledge.words import stem

EXAMPLES = Path(__file__).parent / "examples"
TESTS = Path(__file__).parent.parent / "tests" / "safety"
KEPT = 60_000  # features, the most telling ones
FEWEST = 4  # texts, copies among them, that a feature must occur in
FRAMED = 600  # sentences built from parts
ROUNDS = 3  # of copies and learning
GAPPED, LOST = 2, 0.35  # copies of each text with words left out, and how many of them
SLIPS = 0.3  # of the words, in the copy of each text that is typed by thumb
SHORT_FORMS = {
    "you": "u", "your": "ur", "are": "r", "to": "2", "for": "4", "before": "b4", "anyone": "ne1", "please": "pls",
    "with": "wiv", "the": "da", "school": "skl", "year": "yr", "and": "n", "what": "wot", "because": "cos",
    "thanks": "thx", "someone": "sum1", "come": "cum", "from": "frm", "him": "im", "he": "e", "about": "bout",
    "kicking": "kickin", "going": "goin", "them": "em", "isn": "int", "child": "kid", "does": "duz",
}  # fmt: skip
MEANING, SIZE = 2.5, 96  # of what words mean, beside the words themselves
STRENGTH = 30.0  # inverse of the regularisation
NEED_WEIGHT = 0.15  # of a phrase of the directory, beside an example: there are many, and they are short


GRAVE = {  # needs of `said.yaml` that may be danger
    "domestic-abuse", "exploitation", "online", "poverty", "radicalisation", "relationships-sex", "safeguarding",
    "self-harm", "social-care", "substance-misuse", "youth-violence",
}  # fmt: skip


def sentences(kind: str) -> list[str]:
    """All examples of a kind (danger, ordinary), in the files' order."""
    files = [
        *sorted(EXAMPLES.glob(f"{kind}-*.yaml")),
        *sorted(TESTS.glob(f"{kind}*.yaml")),
        TESTS / f"red-{kind}-a.yaml",
    ]
    lines = [one["question"] for one in _questions() if ("safeguarding" in one["first"]) == (kind == "danger")]
    for file in files:
        if "held-out" not in file.name:
            read = yaml.safe_load(file.read_text("utf-8"))
            lines += read if isinstance(read, list) else [line for group in read.values() for line in group]
    return lines + _framed(kind) + (list(_asked_and_said()) if kind == "ordinary" else [])


def _asked_and_said() -> Iterator[str]:
    """What the finder learns from: how people say what they need, and what is no collaborative's business."""
    for name in ("said.yaml", "outside.yaml"):
        groups = yaml.safe_load((EXAMPLES / name).read_text("utf-8"))
        yield from (line for need, lines in groups.items() if need not in GRAVE for line in lines)


def _framed(kind: str) -> list[str]:
    """Some of the sentences that are built from parts."""
    frames = yaml.safe_load((TESTS / "frames.yaml").read_text("utf-8"))[kind]
    built = [" ".join(filter(None, parts)) for columns in frames.values() for parts in product(*columns)]
    return Random(2).sample(built, FRAMED)


def _questions() -> list[dict[str, Any]]:
    """The questions that the finder was tuned on; most of them are ordinary."""
    files = [TESTS.parent / "questions" / name for name in ("dev.yaml", "tuning.yaml")]
    return [question for file in files for question in yaml.safe_load(file.read_text("utf-8"))]


def thumbed(text: str, chance: Random) -> str:
    """The text as thumbs may type it, so that slips and text-speak tell nothing about danger."""
    return " ".join(_slip(SHORT_FORMS.get(word, word), chance) for word in text.lower().split())


def gapped(text: str, chance: Random) -> str:
    """The text with some words left out, so that no verdict hangs on one of them."""
    words = text.split()
    return " ".join([word for word in words if chance.random() > LOST] or words)


def beside(text: str, need: str, chance: Random) -> str:
    """The text with an ordinary need said before or after it, which makes it neither better nor worse."""
    return " ".join(chance.sample((text, need), 2))


def _slip(word: str, chance: Random) -> str:
    if len(word) < 4 or chance.random() > SLIPS:
        return word
    at = chance.randrange(len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))


def learn(danger: Sequence[str], ordinary: Sequence[str], needs: Sequence[str]) -> dict[str, object]:
    """Logistic regression over the features' presence, each text scaled to length one, and each feature by how much
    oftener it stands in danger than in what is ordinary: what is rare and tells much is trusted sooner. Beside them
    stands what the words mean, so that a word is weighed like its neighbours in meaning though no example holds it.
    The copies are made anew in each round, and the rounds' weights are averaged, so that chance has little say."""
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.feature_selection import SelectKBest, chi2
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import Normalizer

    written = [*danger, *ordinary, *needs]
    rounds = [list(copied(written, needs, Random(seed))) for seed in range(1, ROUNDS + 1)]
    copies = len(rounds[0]) // len(written)
    labels = np.array(([1] * len(danger) + [0] * (len(ordinary) + len(needs))) * copies)
    trust = np.array(([1.0] * (len(danger) + len(ordinary)) + [NEED_WEIGHT] * len(needs)) * copies) * 2 / copies

    counter = CountVectorizer(analyzer=_features, binary=True, min_df=FEWEST)
    telling = SelectKBest(chi2, k=KEPT).fit(counter.fit_transform(rounds[0]), labels)
    meaning = meanings()
    names = [*dict.fromkeys([*counter.get_feature_names_out()[telling.get_support()], *sorted(meaning)])]
    pointing = np.array([meaning.get(name, np.zeros(SIZE)) for name in names]) * MEANING
    seen = CountVectorizer(analyzer=_features, binary=True, vocabulary=names, dtype=float)
    scale, weights, bias = np.zeros(0), np.zeros(len(names)), 0.0
    for texts in rounds:
        scaled = Normalizer().fit_transform(seen.transform(texts))
        if not len(scale):
            odds = [1 + np.asarray(scaled[labels == kind].sum(axis=0)).ravel() * 2 / copies for kind in (1, 0)]
            scale = np.log(odds[0] / odds[0].sum()) - np.log(odds[1] / odds[1].sum())
            scale[KEPT:] = 0
        looked_at = hstack([scaled.multiply(scale), scaled @ pointing]).tocsr()
        fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(looked_at, labels, sample_weight=trust)
        own, meant = np.split(fitted.coef_[0], [len(names)])
        weights += (own * scale + pointing @ meant) / ROUNDS
        bias += float(fitted.intercept_[0]) / ROUNDS
    kept = {str(name): round(float(weight), 2) for name, weight in zip(names, weights)}
    return {"bias": round(bias, 3), "weights": dict(sorted(kept.items()))}


def copied(written: Sequence[str], needs: Sequence[str], chance: Random) -> Iterator[str]:
    """The texts, and then copies of all of them, in the same order."""
    yield from written
    yield from (thumbed(text, chance) for text in written)
    for _ in range(GAPPED):
        yield from (gapped(text, chance) for text in written)
    yield from (beside(text, chance.choice(needs), chance) for text in written)


def _features(text: str) -> set[str]:
    return features(words_of(text))


def meanings() -> dict[str, Any]:
    """Where each known word of English points, as a feature; the lengths are one on average."""
    import numpy as np

    known = table()
    rows = {f" {word}": known.places[stem(word)] for word in word_list("words.txt") if stem(word) in known.places}
    placed = known.directions[[*rows.values()]] * known.lengths[[*rows.values()], None].astype(float)
    return dict(zip(rows, placed / np.sqrt((placed**2).sum(1).mean())))


def named(services: Iterable[Service]) -> Iterator[str]:
    """Short questions about every service by name."""
    frames = ("{}", "what is {}", "who runs {}", "how do I refer to {}", "{} phone number", "got an address for {}")
    for number, service in enumerate(services):
        for name in (service.name, *service.alternate_names[:2]):
            yield frames[number % len(frames)].format(name)


def main() -> None:
    services = curated.load().services
    needs = [need for service in services for need in service.needs] + list(named(services))
    learnt = learn(sentences("danger"), sentences("ordinary"), needs)
    WEIGHTS.write_text(json.dumps(learnt, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
