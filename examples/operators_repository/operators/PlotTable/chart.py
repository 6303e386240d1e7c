"""Draws a chart as SVG text, without any library."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

LEFT, RIGHT, TOP, BOTTOM = 64, 24, 44, 40
LINES = 5
LABELS = 6


@dataclass(frozen=True)
class Point:
    """A label along the bottom and a height."""

    label: str
    height: float


@dataclass(frozen=True)
class Frame:
    """Turns positions in the data into pixels."""

    width: int
    height: int
    lowest: float
    highest: float
    xs: tuple[float, ...]
    margin: float
    """Room left and right of the outermost points, in units of ``xs``."""

    labels: tuple[tuple[float, str], ...]
    lines: tuple[float, ...]

    def x(self, index: int) -> float:
        return self.across(self.xs[index])

    def across(self, place: float) -> float:
        first, last = min(self.xs) - self.margin, max(self.xs) + self.margin
        share = (place - first) / (last - first)
        return LEFT + share * (self.width - LEFT - RIGHT)

    def y(self, value: float) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)


def draw(points: tuple[Point, ...], kind: str, title: str, width: int, height: int, colour: str) -> str:
    """A whole SVG document; numbers along the bottom are placed by value in a scatter chart, otherwise in order."""
    frame = _frame(points, kind, width, height)
    marks = {"line": _line, "bar": _bars, "scatter": _dots}[kind](points, frame, colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="12">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        f'<text x="{LEFT}" y="26" font-size="16" font-weight="600" fill="#111827">{escape(title)}</text>'
        f"{_grid(frame)}{_labels(frame)}{marks}</svg>\n"
    )


def _frame(points: tuple[Point, ...], kind: str, width: int, height: int) -> Frame:
    heights = [point.height for point in points]
    lowest, highest = min(heights), max(heights)
    if kind == "bar":
        lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    if lowest == highest:
        lowest, highest = lowest - 1, highest + 1
    lines = _round_numbers(lowest, highest)
    return Frame(width, height, min(lines), max(lines), *_across(points, kind), lines)


def _across(points: tuple[Point, ...], kind: str) -> tuple[tuple[float, ...], float, tuple[tuple[float, str], ...]]:
    """Where the points lie along the bottom, the room beside them, and what is written there."""
    numbers = [_number(point.label) for point in points]
    values = tuple(number for number in numbers if number is not None)
    if kind == "scatter" and len(values) == len(points) and min(values) < max(values):
        marks = _round_numbers(min(values), max(values))
        inside = [mark for mark in marks if min(values) <= mark <= max(values)]
        return values, 0.0, tuple((mark, f"{mark:g}") for mark in inside)
    order = range(len(points))
    step = max(1, -(-len(points) // LABELS))
    return tuple(map(float, order)), 0.5, tuple((float(index), points[index].label) for index in order[::step])


def _round_numbers(lowest: float, highest: float) -> tuple[float, ...]:
    """A few round numbers, the first at or below the lowest value and the last at or above the highest."""
    rough = (highest - lowest) / LINES
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(size * magnitude for size in (1, 2, 2.5, 5, 10) if size * magnitude >= rough)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _grid(frame: Frame) -> str:
    parts = []
    for value in frame.lines:
        y = frame.y(value)
        parts.append(f'<line x1="{LEFT}" x2="{frame.width - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#6b7280">{value:g}</text>')
    return "".join(parts)


def _labels(frame: Frame) -> str:
    return "".join(
        f'<text x="{frame.across(place):.1f}" y="{frame.height - 14}" text-anchor="middle" fill="#6b7280">'
        f"{escape(label)}</text>"
        for place, label in frame.labels
    )


def _line(points: tuple[Point, ...], frame: Frame, colour: str) -> str:
    path = " ".join(f"{frame.x(index):.1f},{frame.y(point.height):.1f}" for index, point in enumerate(points))
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'


def _bars(points: tuple[Point, ...], frame: Frame, colour: str) -> str:
    width = max(1.0, 0.7 * (frame.width - LEFT - RIGHT) / len(points))
    ground = frame.y(0.0)
    return "".join(
        f'<rect x="{frame.x(index) - width / 2:.1f}" y="{min(ground, frame.y(point.height)):.1f}" width="{width:.1f}" '
        f'height="{abs(ground - frame.y(point.height)):.1f}" fill="{colour}"/>'
        for index, point in enumerate(points)
    )


def _dots(points: tuple[Point, ...], frame: Frame, colour: str) -> str:
    return "".join(
        f'<circle cx="{frame.x(index):.1f}" cy="{frame.y(point.height):.1f}" r="3.5" fill="{colour}" fill-opacity="0.7"/>'
        for index, point in enumerate(points)
    )
