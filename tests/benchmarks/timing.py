"""Timing that can be compared: the contestants take turns, and each is judged by its best turn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, what it came to, and the limit that it must keep, if any."""

    title: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the value lies within its limits."""
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )


def best_seconds(contestants: Sequence[Callable[[], object]], turns: int = 3) -> list[float]:
    """The shortest of `turns` runs of each contestant, in seconds.

    A round lets everyone run once before anyone runs again, so that a machine that slows down slows all of them.
    """
    best = [float("inf")] * len(contestants)
    for _ in range(turns):
        for place, contestant in enumerate(contestants):
            begun = perf_counter()
            contestant()
            best[place] = min(best[place], perf_counter() - begun)
    return best
