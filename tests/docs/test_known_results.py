"""The example paper of known results comes out as its authors expect, each result in as few lines as it once took."""

from pathlib import Path

from tests.cli.toy_papers import referee

PAPER = Path(__file__).parents[2] / "docs" / "known_results"

# What a theorist who had read nothing but the documentation needed with the first version of Referee (lines that are
# not blank, from the statement to the end of its proof).
LINES = {
    "Descent lemma": 8,
    "Rate of gradient descent": 16,
    "One step of length 4": 20,
    "Gradient descent on the exponential loss": 25,
    "Gradient descent on the logistic loss": 45,
    "A Lyapunov function of the heavy ball": 60,
    "Up to a = 2(1 + b)²": 8,
    "Adam does not converge": 80,
    "Adam with C = 3": 45,
    "The chain of roots": 4,
    "Both sums of AdaGrad": 38,
    "Pinsker's inequality": 45,
    "Hoeffding's lemma": 18,
    "The slope of the sigmoid": 7,  # in the terminal it took one; this is that line with its two checks
    "(t + 2)/2 ≤ a_t ≤ t + 1": 22,
    "The variance of two classes": 20,
    "SGD under": 18,
}


def test_the_known_results_are_what_they_are_known_to_be(tmp_path: Path) -> None:
    done = referee("check", str(PAPER), "-j", "1", cwd=tmp_path, seconds=280)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "61 of 61 findings as expected" in done.stdout


def test_every_result_stands_there_in_no_more_lines_than_it_once_took() -> None:
    counted = {title: n for module in sorted(PAPER.glob("*.py")) for title, n in _lines(module).items()}
    assert len(counted) == len(LINES)
    for beginning, most in LINES.items():
        (lines,) = (n for title, n in counted.items() if title.startswith(beginning))
        assert lines <= most, f"{beginning}: {lines} lines, and {most} were enough"


def _lines(module: Path) -> dict[str, int]:
    """The comment above each result, and how many lines follow it."""
    counted: dict[str, int] = {}
    title = ""
    for line in module.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title = line[2:]
            counted[title] = 0
        elif title and line.strip():
            counted[title] += 1
    return counted
