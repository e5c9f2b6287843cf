"""`referee new`: a paper to start from, which passes."""

from __future__ import annotations

import argparse
import re
from importlib.resources import files
from pathlib import Path

from checks.complaints import BadInput

__all__ = ["run"]

NAME = re.compile(r"[a-z][a-z0-9_]*")
PLACE = "section_1.py"


def run(options: argparse.Namespace) -> int:
    """Write the folder of a paper with one inequality, one recursion and one claim that fails."""
    folder = Path(options.folder)
    if not NAME.fullmatch(folder.name):
        raise BadInput(f"{folder.name!r} cannot name a paper; write small letters, digits and underscores")
    if folder.exists():
        raise BadInput(f"{options.folder} exists already; nothing was written")
    text = files("checks.commands").joinpath("new_paper.txt").read_text(encoding="utf-8")
    folder.mkdir(parents=True)
    (folder / PLACE).write_text(text.replace('"my_paper"', f'"{folder.name}"'), encoding="utf-8")
    print(f"{options.folder}/{PLACE} is written; next: referee check {options.folder}")
    return 0
