"""`referee doctor`: what is installed, what is optional and absent, and how to get it."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
from importlib import metadata

import checks
from checks.complaints import BadInput
from checks.run.cache import default_folder as cache_folder
from checks.run.discover import default_folder, shown

__all__ = ["run"]

NEEDED = ("sympy", "mpmath", "python-flint", "hypothesis", "matplotlib", "msgspec", "rich")
OPTIONAL = {
    "scikit-learn": ("data for the experiments of papers", "models"),
    "scipy": ("machines solved for comparison", "models"),
    "gmpy2": ("SymPy and mpmath count faster", "fast"),
    "distributed": ("checks on a cluster (--on)", "cluster"),
}
TOOLS = {
    "pdflatex": ("report.pdf", "apt-get install texlive-latex-recommended texlive-fonts-recommended"),
    "latexmk": ("fewer runs of LaTeX", "apt-get install latexmk"),
    "coqc": ("certificates checked by Coq", "apt-get install coq libcoq-interval libcoq-coquelicot"),
}
GUARANTEED = {"sympy": "1.14", "mpmath": "1.3"}


def run(options: argparse.Namespace) -> int:
    """Print versions; status 3 if something needed is absent or of another version than is relied on."""
    _line("referee", checks.__version__, "")
    _line("python", platform.python_version(), sys.executable)
    broken = False
    for name in NEEDED:
        version = _version(name)
        wanted = GUARANTEED.get(name)
        wrong = version is not None and wanted is not None and version.split(".")[:2] != wanted.split(".")
        broken |= version is None or wrong
        remedy = f"pip install '{name}=={wanted}.*'" if wanted else f"pip install {name}"
        _line(name, version, remedy if version is None or wrong else "")
    print("optional")
    for name, (purpose, extra) in OPTIONAL.items():
        version = _version(name)
        _line(name, version, "" if version else f"{purpose}: pip install 'referee[{extra}]'")
    for tool, (purpose, remedy) in TOOLS.items():
        place = shutil.which(tool)
        _line(tool, "present" if place else None, place or f"{purpose}: {remedy}")
    print("places")
    try:
        _line("papers", "", shown(default_folder()))
    except BadInput as problem:
        _line("papers", None, str(problem))
    _line("cache", "", str(cache_folder()))
    return 3 if broken else 0


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _line(name: str, version: str | None, more: str) -> None:
    print(f"  {name:<14}{'absent' if version is None else version:<12}{more}".rstrip())
