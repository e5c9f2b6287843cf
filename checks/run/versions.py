"""Versions of everything that a finding may depend on."""

from __future__ import annotations

import platform
from importlib import metadata

import checks

__all__ = ["versions"]

DISTRIBUTIONS = ("sympy", "mpmath", "python-flint", "gmpy2", "numpy", "scipy", "hypothesis", "scikit-learn")


def versions() -> dict[str, str]:
    """Versions of everything that a finding may depend on."""
    found = {"referee": checks.__version__, "python": platform.python_version()}
    for name in DISTRIBUTIONS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
