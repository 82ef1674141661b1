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

from knowledge.resemblance import WEIGHTS, features, words_of
from knowledge.service import Service
from knowledge.sources import curated

EXAMPLES = Path(__file__).parent / "examples"
TESTS = Path(__file__).parent.parent / "tests" / "safety"
KEPT = 30_000  # features, the most telling ones
FEWEST = 3  # sentences that a feature must occur in
FRAMED = 600  # sentences built from parts
SLIPS = 0.3  # of the words, in the copy of each text that is typed by thumb
SHORT_FORMS = {
    "you": "u", "your": "ur", "are": "r", "to": "2", "for": "4", "before": "b4", "anyone": "ne1", "please": "pls",
    "with": "wiv", "the": "da", "school": "skl", "year": "yr", "and": "n", "what": "wot", "because": "cos",
    "thanks": "thx", "someone": "sum1", "come": "cum", "from": "frm", "him": "im", "he": "e", "about": "bout",
    "kicking": "kickin", "going": "goin", "them": "em", "isn": "int", "child": "kid", "does": "duz",
}  # fmt: skip
STRENGTH = 30.0  # inverse of the regularisation
NEED_WEIGHT = 0.15  # of a phrase of the directory, beside an example: there are many, and they are short


GRAVE = {  # needs of `said.yaml` that may be danger
    "domestic-abuse", "exploitation", "online", "poverty", "radicalisation", "relationships-sex", "social-care",
    "substance-misuse", "youth-violence",
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


def _slip(word: str, chance: Random) -> str:
    if len(word) < 4 or chance.random() > SLIPS:
        return word
    at = chance.randrange(len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))


def learn(danger: Sequence[str], ordinary: Sequence[str], needs: Sequence[str]) -> dict[str, object]:
    """Logistic regression over the features' presence, each text scaled to length one, and each feature by how much
    oftener it stands in danger than in what is ordinary: what is rare and tells much is trusted sooner."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.feature_selection import SelectKBest, chi2
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import Normalizer

    written = [*danger, *ordinary, *needs]
    chance = Random(1)
    texts = written + [thumbed(text, chance) for text in written]
    labels = ([1] * len(danger) + [0] * (len(ordinary) + len(needs))) * 2
    trust = ([1.0] * (len(danger) + len(ordinary)) + [NEED_WEIGHT] * len(needs)) * 2
    counter = CountVectorizer(analyzer=lambda text: features(words_of(text)), binary=True, min_df=FEWEST)
    counts = counter.fit_transform(texts)
    telling = SelectKBest(chi2, k=min(KEPT, counts.shape[1])).fit(counts, labels)
    scaled = Normalizer().fit_transform(telling.transform(counts).astype(float))
    grave = np.array(labels) == 1
    odds = [1 + np.asarray(scaled[rows].sum(axis=0)).ravel() for rows in (grave, ~grave)]
    scale = np.log(odds[0] / odds[0].sum()) - np.log(odds[1] / odds[1].sum())
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        scaled.multiply(scale).tocsr(), labels, sample_weight=trust
    )
    names = counter.get_feature_names_out()[telling.get_support()]
    weights = {str(name): round(float(weight), 2) for name, weight in zip(names, fitted.coef_[0] * scale)}
    return {"bias": round(float(fitted.intercept_[0]), 3), "weights": dict(sorted(weights.items()))}


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
