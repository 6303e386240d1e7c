"""A softmax classifier in a page: what TrainModel and ScoreModel share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..tables import Table, number

Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Classifier:
    """Weights per feature and class, with the scale of the features."""

    features: tuple[str, ...]
    classes: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    weights: Numbers

    def predict(self, rows: Numbers) -> list[str]:
        return [self.classes[index] for index in self.probabilities(rows).argmax(axis=1)]

    def probabilities(self, rows: Numbers) -> Numbers:
        return _softmax(_with_bias((rows - self.mean) / self.scale) @ self.weights)

    def write(self, path: Path) -> None:
        document = {
            "features": list(self.features),
            "classes": list(self.classes),
            "mean": self.mean.tolist(),
            "scale": self.scale.tolist(),
            "weights": self.weights.tolist(),
        }
        path.write_text(json.dumps(document, indent=2), encoding="utf-8")


def read_classifier(path: Path) -> Classifier:
    document = json.loads(path.read_text(encoding="utf-8"))
    return Classifier(
        features=tuple(document["features"]),
        classes=tuple(document["classes"]),
        mean=np.array(document["mean"], dtype=np.float64),
        scale=np.array(document["scale"], dtype=np.float64),
        weights=np.array(document["weights"], dtype=np.float64),
    )


def fit(
    rows: Numbers,
    labels: tuple[str, ...],
    features: tuple[str, ...],
    steps: int,
    learning_rate: float,
    standardise: bool,
) -> Classifier:
    """Plain gradient descent on the cross entropy, from zero."""
    classes = tuple(sorted(set(labels)))
    mean = rows.mean(axis=0) if standardise else np.zeros(rows.shape[1])
    scale = rows.std(axis=0) if standardise else np.ones(rows.shape[1])
    scale = np.where(scale == 0, 1.0, scale)
    inputs = _with_bias((rows - mean) / scale)
    wanted = np.eye(len(classes))[[classes.index(label) for label in labels]]
    weights = np.zeros((inputs.shape[1], len(classes)))
    for _ in range(steps):
        weights -= learning_rate * inputs.T @ (_softmax(inputs @ weights) - wanted) / len(rows)
    return Classifier(features, classes, mean, scale, weights)


def numbers_of(table: Table, features: tuple[str, ...]) -> Numbers:
    """The columns of numbers; raise ValueError naming the first cell that is none."""
    columns = []
    for feature in features:
        cells = [number(cell) for cell in table.values(feature)]
        if None in cells:
            raise ValueError(f'The column "{feature}" has no number in line {cells.index(None) + 2}.')
        columns.append(cells)
    return np.array(columns, dtype=np.float64).T


def _with_bias(rows: Numbers) -> Numbers:
    return np.hstack([rows, np.ones((len(rows), 1))])


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return result
