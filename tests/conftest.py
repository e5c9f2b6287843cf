"""What every test runs under: a Hypothesis profile, and the same working precision that it would have alone."""

import os
from collections.abc import Iterator

import flint
import mpmath
import pytest
from hypothesis import settings

# Hypothesis changes its defaults where it sees a CI variable; both profiles start from the plain ones.
# No deadline in either: an enclosure may take its time, and a budget belongs to the check, not to the machine.
plain = settings.get_profile("default")
settings.register_profile("dev", plain, max_examples=40, deadline=None)
settings.register_profile(
    "ci", plain, max_examples=300, deadline=None, derandomize=True, database=None, print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI", "").lower() in {"1", "true", "yes"} else "dev")


@pytest.fixture(autouse=True)
def global_precision_restored() -> Iterator[None]:
    """Undo what a test did to the two global precisions, so that no test depends on the one before it."""
    bits_of_flint, bits_of_mpmath = flint.ctx.prec, mpmath.mp.prec
    yield
    flint.ctx.prec, mpmath.mp.prec = bits_of_flint, bits_of_mpmath
