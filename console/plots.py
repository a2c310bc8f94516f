"""Draws the plots of the console as SVG: no script, readable in print, always beside their table."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, HEIGHT = 320, 190
"""Of a plot on a phone, where a text of 13 is drawn at 13 pixels: wider, it only grows."""
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 34
ROW, BAR, VALUE, LABELS = 42, 14, 52, 5


@dataclass(frozen=True)
class Point:
    """A value and its label; None is a gap (a hidden cell, or nothing known)."""

    label: str
    value: float | None


def bars(points: Sequence[Point], *, title: str, top: float | None = None, percent: bool = False) -> Markup:
    """Vertical bars, one a point."""
    most = top or max((point.value or 0 for point in points), default=0) or 1
    step = (WIDTH - LEFT - RIGHT) / max(1, len(points))
    shapes = []
    for place, point in enumerate(points):
        tall = (HEIGHT - TOP - BOTTOM) * (point.value or 0) / most
        x = LEFT + place * step + step * 0.12
        shapes.append(
            f'<rect class="bar" x="{x:.1f}" y="{HEIGHT - BOTTOM - tall:.1f}" width="{step * 0.76:.1f}" height="{tall:.1f}"/>'
        )
    return _drawn(title, HEIGHT, _axis(most, percent) + "".join(shapes) + _labels(points, step))


def line(points: Sequence[Point], *, title: str, percent: bool = True, diagonal: bool = False) -> Markup:
    """A line over the points; `percent` fixes the scale at 0–100 %."""
    most = 1.0 if percent else (max((point.value or 0 for point in points), default=0) or 1)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(points))
    tall = HEIGHT - TOP - BOTTOM
    spots = [
        (LEFT + place * step + step / 2, HEIGHT - BOTTOM - tall * min(point.value, most) / most)
        for place, point in enumerate(points)
        if point.value is not None
    ]
    path = "".join(f"{'L' if place else 'M'}{x:.1f} {y:.1f}" for place, (x, y) in enumerate(spots))
    dots = "".join(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in spots)
    ideal = f'<path class="ideal" d="M{LEFT} {HEIGHT - BOTTOM}L{WIDTH - RIGHT} {TOP}"/>' if diagonal else ""
    drawn = f'{ideal}<path class="line" d="{path}"/>{dots}' if spots else ""
    return _drawn(title, HEIGHT, _axis(most, percent) + drawn + _labels(points, step))


def rows(points: Sequence[Point], *, title: str) -> Markup:
    """Horizontal bars, each under its name, the longest first as given."""
    most = max((point.value or 0 for point in points), default=0) or 1
    shapes = []
    for place, point in enumerate(points):
        y, wide = TOP + place * ROW, (WIDTH - VALUE) * (point.value or 0) / most
        shapes.append(
            f'<text class="name" x="0" y="{y + 12}">{escape(_short(point.label))}</text>'
            f'<rect class="bar" x="0" y="{y + 18}" width="{wide:.1f}" height="{BAR}"/>'
            f'<text x="{wide + 6:.1f}" y="{y + 30}">{escape(_said(point.value))}</text>'
        )
    return _drawn(title, TOP * 2 + ROW * len(points), "".join(shapes))


def _axis(most: float, percent: bool) -> str:
    drawn = []
    for part in (0.0, 0.5, 1.0):
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part
        value = most * part
        said = f"{value * 100:.0f} %" if percent else f"{value:.0f}"
        drawn.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        drawn.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{said}</text>')
    return "".join(drawn)


def _labels(points: Sequence[Point], step: float) -> str:
    every = max(1, -(-len(points) // LABELS))
    return "".join(
        f'<text x="{LEFT + place * step + step / 2:.1f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(point.label)}</text>'
        for place, point in enumerate(points)
        if place % every == 0
    )


def _drawn(title: str, height: float, inside: str) -> Markup:
    return Markup(
        f'<svg class="plot" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )


def _short(text: str, longest: int = 44) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _said(value: float | None) -> str:
    return "< 5" if value is None else f"{value:.0f}"
