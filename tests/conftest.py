"""What every test runs under: a Hypothesis profile, and the same working precision that it would have alone."""

import os
from collections.abc import Iterator

import flint
import mpmath
import pytest
from hypothesis import settings

# Hypothesis changes its defaults where it sees a CI variable; all profiles start from the plain ones.
# No deadline in any: an enclosure may take its time, and a budget belongs to the check, not to the machine.
# CI draws the same examples each time, so that a change is what makes it fail. Ten times as many, and new ones each
# time, are for `THOROUGH=1`; false claims and altered certificates by the thousand are a program (`make fuzz`).
plain = settings.get_profile("default")
settings.register_profile("dev", plain, max_examples=40, deadline=None)
settings.register_profile("ci", plain, max_examples=60, deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("thorough", plain, max_examples=400, deadline=None, print_blob=True)


def _asked(variable: str) -> bool:
    return os.environ.get(variable, "").lower() in {"1", "true", "yes"}


settings.load_profile("thorough" if _asked("THOROUGH") else "ci" if _asked("CI") else "dev")


@pytest.fixture(autouse=True)
def global_precision_restored() -> Iterator[None]:
    """Undo what a test did to the two global precisions, so that no test depends on the one before it."""
    bits_of_flint, bits_of_mpmath = flint.ctx.prec, mpmath.mp.prec
    yield
    flint.ctx.prec, mpmath.mp.prec = bits_of_flint, bits_of_mpmath
