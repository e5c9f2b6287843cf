import tomllib
from pathlib import Path

_project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = "Referee"
author = _project["authors"][0]["name"]
copyright = f"2026, {author}"
version = release = _project["version"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "sphinx.ext.napoleon",
]
myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nitpicky = False

autodoc_member_order = "bysource"
autodoc_typehints = "description"

html_theme = "furo"  # readable on a telephone and on a dark screen
html_title = f"{project} {version}"
html_theme_options = {"footer_icons": [], "top_of_page_buttons": []}
html_show_sourcelink = False
