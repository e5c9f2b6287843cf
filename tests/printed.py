"""What must not be seen in a printed report, looked for in the text of a PDF, in its fonts and in the log of TeX.

python -m tests.printed build/report/report.pdf [--pages 40]
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

WIDEST = 5.0  # points over the margin

# Each pattern with what it is, should a page show it.
UNWANTED = {
    r"U\+[0-9A-F]{4}": "a character without a form in print",
    r"\w\^\(|\)\^\(|\b[a-zA-Z]\^[a-zA-Z0-9]": "a raw caret",
    r"\bepsilon\b|\btheta_|\balpha\*|\bsqrt\(": "a Greek letter by its name",
    r"\*\*|\bEq\(|\bAnd\(|\bSymbol\(|\bRational\(|SymPy": "computer algebra",
    r"/tmp/|/home/|/root/|\.py\b": "a path",
    r"a formula of \d+ symbols": "a formula that is not shown",
    r"(?m)^\s*(?:Established\s+)?(-?\d+(?:[./]\d+)?) = \1\s*$": "an equation that says nothing",
    r"p\.\s*\?\?": "a reference to nowhere",
    r"euler_|\w+_s\w+_\w+": "an identifier",
}
LOG = (
    r"^(?:LaTeX|Package [^ ]+) Warning:.*(?:undefined|multiply.defined).*",
    r"^LaTeX Warning: Label\(s\) may have changed.*",
    r"^(?:Missing character|! ).*",
    r"^Referee: a decision page does not fit.*",
)


def faults(pdf: Path, *, most_pages: int | None = None) -> Iterator[str]:
    """What is wrong with a report, a line each; nothing if all is well."""
    information = _output("pdfinfo", str(pdf))
    pages = int(re.findall(r"Pages:\s+(\d+)", information)[0])
    if most_pages is not None and pages > most_pages:
        yield f"{pages} pages, at most {most_pages} are wanted"
    if "Referee's report" not in re.findall(r"Title:\s+(.*)", information)[0]:
        yield "no title among the data of the PDF"
    if not re.search(r"Metadata Stream:\s+yes", information):
        yield "no metadata that machines read"
    if re.search(r"Type 3", _output("pdffonts", str(pdf))):
        yield "a Type 3 (bitmap) font"
    text = _output("pdftotext", "-layout", str(pdf), "-")
    if "Contents" not in text:
        yield "no table of contents"
    for number, page in enumerate(text.split("\f"), 1):
        for pattern, what in UNWANTED.items():
            for match in re.finditer(pattern, page):
                line = page[page.rfind("\n", 0, match.start()) + 1 : match.end() + 30].split("\n")[0].strip()
                yield f"page {number}: {what}: {line}"
    log = pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    yield from (found for pattern in LOG for found in re.findall(pattern, log, re.MULTILINE))
    wide = re.findall(r"^(Overfull \\hbox \(([\d.]+)pt.*)", log, re.MULTILINE)
    yield from (line for line, points in wide if float(points) > WIDEST)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, timeout=120, encoding="utf-8").stdout


def main() -> int:
    """Status 1 if anything is found."""
    parser = argparse.ArgumentParser(description="Look for what must not be seen in a printed report.")
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, help="at most so many in the first")
    options = parser.parse_args()
    found = [
        f"{pdf}: {fault}"
        for i, pdf in enumerate(options.pdf)
        for fault in faults(pdf, most_pages=options.pages if i == 0 else None)
    ]
    print("\n".join(found) or f"{len(options.pdf)} read: nothing that does not belong there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
