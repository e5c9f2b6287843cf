"""What must not be seen on the pages of a site, looked for in its files; and the same in a browser, where there is one.

python -m tests.site_pages build/site [--browser]
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

MOST_BYTES = 12_000_000
MOST_OF_A_PAGE = 500_000
UNWANTED = {
    r"\\[a-zA-Z]{2,}": "LaTeX",
    r"[a-zA-Z0-9)]_\{|\^\{|\w\^\(": "a raw script",
    r"\*\*|\bEq\(|\bAnd\(|SymPy": "computer algebra",
    r"U\+[0-9A-F]{4}": "a character without a form",
    r"/tmp/|/home/|/root/": "a path",
    r"a formula of \d+ symbols": "a formula that is not shown",
    r"\{\{|\{%": "a template",
}


class _Page(HTMLParser):
    """Ids, links and texts of a page; code and what is there for copying is not text."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.texts: list[str] = []
        self.faults: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in ("meta", "link", "img", "input", "br"):
            self._open.append(tag)
        self.ids += [id for k, id in attrs if k == "id" and id]
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        self.resources += [v or "" for k, v in attrs if k == "src" or (tag == "link" and k == "href")]
        if tag == "img" and not found.get("alt"):
            self.faults.append("an image without a text instead of it")
        if "raw" in (found.get("class") or "").split():
            self.faults.append("a formula that could not be read")
        if tag == "script" and found.get("type") == "module":
            self.faults.append("a module, which does not open from a file")
        self.faults += [f"a script in the page: {k}" for k, _ in attrs if k.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"code", "annotation", "script", "style", "title"} & set(self._open):
            self.texts.append(data)


def faults(site: Path) -> Iterator[str]:
    """What is wrong with a site, a line each; nothing if all is well."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    if (size := sum(path.stat().st_size for path in files.values())) > MOST_BYTES:
        yield f"{size} bytes, at most {MOST_BYTES} are wanted"
    pages: dict[str, _Page] = {}
    for name, path in files.items():
        text = path.read_text(encoding="utf-8") if path.suffix in (".html", ".js", ".css") else ""
        if re.search(r"\bfetch\(|XMLHttpRequest|\bimport\(", text) or re.search(r"(?:src|href)=\"https?:|url\(", text):
            yield f"{name}: asks the network"
        if path.suffix != ".html":
            continue
        if len(text.encode()) > MOST_OF_A_PAGE:
            yield f"{name}: {len(text.encode())} bytes, at most {MOST_OF_A_PAGE} are wanted"
        page = pages[name] = _Page()
        page.feed(text)
        yield from (f"{name}: {fault}" for fault in page.faults)
        yield from (f"{name}: the id {id} twice" for id in {id for id in page.ids if page.ids.count(id) > 1})
        for text in page.texts:
            for pattern, what in UNWANTED.items():
                if match := re.search(pattern, text):
                    yield f"{name}: {what}: {text[max(0, match.start() - 20) : match.end() + 30].strip()!r}"
    for name, page in pages.items():
        for link in (*page.links, *page.resources):
            file, _, anchor = unquote(link).partition("#")
            target = (site / name).parent.joinpath(file).resolve() if file else site / name
            found = target.relative_to(site.resolve()).as_posix() if target.is_relative_to(site.resolve()) else ""
            if file and found not in files:
                yield f"{name}: {link} leads nowhere"
            elif anchor and not anchor.startswith("q=") and anchor not in pages[found or name].ids:
                yield f"{name}: {link} leads to no place on that page"


CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=4000",
)  # fmt: skip


def browser() -> str | None:
    """A Chromium to look with."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


def seen(page: Path, fragment: str = "", *options: str) -> tuple[str, str]:
    """The page as a browser has it after its scripts have run, and what the browser said on its console."""
    chromium = browser()
    assert chromium is not None
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [chromium, *CHROMIUM, f"--user-data-dir={profile}", "--enable-logging=stderr", *options, "--dump-dom",
             page.resolve().as_uri() + fragment],
            capture_output=True, check=True, timeout=300, encoding="utf-8",
        )  # fmt: skip
    console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    return done.stdout, "\n".join(console)


def faults_in_a_browser(site: Path) -> Iterator[str]:
    """Search, filters and buttons, and a silent console, on a page of each kind."""
    statements = sorted((site / "s").rglob("*.html"))
    middling = sorted(statements, key=lambda page: page.stat().st_size)[len(statements) // 2]
    papers = sorted((site / "paper").glob("*.html"))
    for page in (site / "index.html", *papers[:2], statements[0], site / "constants.html"):
        dom, console = seen(page)
        if console:
            yield f"{page.name}: the console says: {console}"
        if re.search(r'<form[^>]*class="search"[^>]* hidden', dom):
            yield f"{page.name}: no search"
        if page.parent.name == "paper" and not re.search(r'<output id="count">\d+ of \d+</output>', dom):
            yield f"{page.name}: the filters do not count"
    yield from found_by_search(site)
    yield from barriers([site / "index.html", papers[0], middling, statements[0], site / "constants.html"])


def found_by_search(site: Path) -> Iterator[str]:
    """Does the search find a statement by a part of its id, and nothing for a word that is nowhere?"""
    wanted = sorted((site / "s").rglob("*.html"))[0].stem
    dom, _ = seen(site / "index.html", f"#q={wanted}")
    if not re.search(rf'<a href="s/[^"]*/{re.escape(wanted)}\.html">', dom):
        yield f"the search does not find {wanted}"
    dom, _ = seen(site / "index.html", "#q=nosuchword")
    if "0 statements" not in dom:
        yield "the search finds what is not there"


_AXE = """<script>{library}</script><script>
axe.run().then(function (result) {{
  document.title = "AXE" + JSON.stringify(result.violations.map(function (v) {{ return [v.id, v.nodes[0].html]; }}));
}});
</script></body>"""


def barriers(pages: Sequence[Path]) -> Iterator[str]:
    """What keeps people out of pages, as axe-core finds it."""
    import axe_core_python

    library = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    for page in pages:
        copy = page.with_name(f"axe-{page.name}")
        text = page.read_text(encoding="utf-8").replace("</body>", _AXE.format(library=library))
        try:
            copy.write_text(text, encoding="utf-8")
            dom, _ = seen(copy)
        finally:
            copy.unlink()
        said = re.search(r"<title>AXE(\[.*?\])</title>", dom, re.DOTALL)
        if said is None:
            yield f"{page.name}: axe gave no answer"
        elif said[1] != "[]":
            yield f"{page.name}: axe: {said[1][:400]}"


def main() -> int:
    """Status 1 if anything is found."""
    parser = argparse.ArgumentParser(description="Look for what must not be seen on the pages of a site.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--browser", action="store_true", help="look at some of them in Chromium as well")
    options = parser.parse_args()
    found = list(faults(options.site))
    if options.browser:
        found += faults_in_a_browser(options.site)
    print("\n".join(found) or "nothing that does not belong there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
