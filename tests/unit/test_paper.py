"""What a paper may declare, and what the message says where it may not: place, expression, remedy."""

import subprocess
import sys

import pytest
from sympy import (
    Abs,
    And,
    Eq,
    Float,
    Function,
    Integral,
    Interval,
    Mul,
    Or,
    Rational,
    S,
    Symbol,
    cosh,
    exp,
    log,
    oo,
    sech,
    sqrt,
    symbols,
)

from checks.encode.claims import claim_json, evidence_json, statement_json
from checks.outcome import Evidence, Finding, Quantity, Role, Trust, Verdict
from checks.paper import (
    DeclarationError,
    Paper,
    eq,
    eventually,
    ge,
    gt,
    le,
    lt,
    natural,
    real,
    sequence,
    tends,
    unbounded,
)

x, a, delta, bound = real("x a delta B")
t = natural("t")
g = sequence("g")


@pytest.fixture
def paper():
    positive = Interval.open(0, oo)
    return Paper(
        folder="toy", title="Toy", symbols={x: S.Reals, a: positive, delta: positive, bound: S.Reals, t: S.Naturals0}
    )


def lemma(paper, number="1", **fields):
    return paper.lemma(number, **{"where": "Section 1", "quote": "$x$ is what it is", **fields})


def refused(declare, *parts):
    with pytest.raises(DeclarationError) as problem:
        declare()
    for part in parts:
        assert part in str(problem.value)


# origin, quote, words


def test_a_statement_of_the_source_is_quoted(paper):
    refused(lambda: lemma(paper, quote=""), "toy/lemma-1", "quote what the source prints", 'origin="derived"')


def test_the_clause_that_does_not_hold_is_an_excerpt_word_for_word(paper):
    quote = "For all $x$, and so on, $x^2 > 0$ holds"
    assert lemma(paper, quote=quote, says="For all $x$, … $x^2 > 0$").says == "For all $x$, … $x^2 > 0$"
    refused(lambda: lemma(paper, "2", quote=quote, says="always $x^2 > 0$"), "toy/lemma-2", "word for word", "always")
    refused(lambda: lemma(paper, "3", quote=quote, says="$x^2 > 0"), "toy/lemma-3", "dollar signs")


@pytest.mark.parametrize("origin", ["reading", "derived"])
def test_what_is_ours_is_not_quoted(paper, origin):
    refused(lambda: lemma(paper, origin=origin), "toy/lemma-1", "only what the source says is quoted", "reading=")
    ours = lemma(paper, origin=origin, quote="", reading="the gap is positive")
    assert (ours.origin, ours.quote, ours.reading) == (origin, "", "the gap is positive")


def test_an_origin_is_one_of_three(paper):
    refused(lambda: lemma(paper, origin="ours"), "toy/lemma-1", "'ours'", "source, reading, derived")


def test_a_repair_is_ours_and_has_no_printed_derivation(paper):
    repaired = paper.repair("mended", repairs=lemma(paper), reading="the same with the right constant")
    assert (repaired.origin, repaired.derivation) == ("derived", False)


def test_something_is_asserted(paper):
    refused(lambda: lemma(paper, origin="derived", quote=""), "toy/lemma-1", "concludes=", "reading=")


def test_dollar_signs_match(paper):
    refused(lambda: lemma(paper, quote="the gap $g^t decreases"), "toy/lemma-1", "the gap $g^t decreases")
    refused(lambda: lemma(paper, printed="$x$"), "toy/lemma-1", "without dollar signs")


def test_fields_that_do_not_exist_are_refused_with_those_that_do(paper):
    refused(lambda: lemma(paper, words="in words"), "toy/lemma-1", "words=", "reading")


def test_a_place_is_required(paper):
    refused(lambda: lemma(paper, where=""), "toy/lemma-1", "where=")


def test_unexamined_clauses_are_words(paper):
    refused(lambda: lemma(paper, unexamined=[gt(x, 0)]), "toy/lemma-1, unexamined", "0 < x")
    refused(lambda: lemma(paper, unexamined="and is unique"), "toy/lemma-1", "unexamined=[and is unique]")
    assert lemma(paper, unexamined=["and is unique"]).unexamined == ("and is unique",)


# conclusions


def test_conclusions_keep_the_order_and_names_of_the_author(paper):
    s = lemma(paper, concludes=[("upper", lt(x, 1)), gt(x, 0), ("lower", gt(a, x))])
    assert s.names == ("upper", "2", "lower")
    assert s.concludes == (lt(x, 1), gt(x, 0), gt(a, x))
    assert s.part("lower") == gt(a, x)
    refused(lambda: s.part("3"), "toy/lemma-1", "'3'", "upper")


def test_two_conclusions_have_two_names(paper):
    refused(lambda: lemma(paper, concludes=[("2", lt(x, 1)), gt(x, 0)]), "toy/lemma-1, concludes", "'2'")


def test_conclusions_are_a_list(paper):
    refused(lambda: lemma(paper, concludes=gt(x, 0)), "toy/lemma-1", "concludes=[0 < x]")


def test_a_conjunction_is_written_as_a_list(paper):
    refused(lambda: lemma(paper, concludes=[And(gt(x, 0), lt(x, 1))]), "toy/lemma-1, concludes", "list", "reorders And")
    lemma(paper, given=[And(gt(x, 0), lt(x, 1))], concludes=[Or(gt(x, 0), lt(x, 1))])


@pytest.mark.parametrize("place", ["given", "concludes"])
def test_bare_truth_values_and_floats_are_refused(paper, place):
    refused(lambda: lemma(paper, **{place: [Eq(x, x)]}), f"toy/lemma-1, {place}", "bare truth value", "eq, le")
    refused(lambda: lemma(paper, **{place: [gt(x, Float("0.1"))]}), f"toy/lemma-1, {place}", "0.1", "Rational(1, 10)")
    refused(lambda: lemma(paper, **{place: [x + 1]}), f"toy/lemma-1, {place}", "x + 1", "not a relation")


def test_relations_with_identical_sides_are_refused(paper):
    refused(lambda: lemma(paper, concludes=[eq(x - x, 0)]), "toy/lemma-1, concludes", "SymPy did this step", "evaluate")
    refused(lambda: lemma(paper, concludes=[Or(gt(x, 0), le(a, a))]), "toy/lemma-1, concludes", "a <= a")
    lemma(paper, given=[le(a, a)], concludes=[eq(Mul(x, a, evaluate=False), Mul(a, x, evaluate=False))])


def test_sides_that_are_identical_only_to_the_kernel_are_refused_where_they_are_encoded(paper):
    s = lemma(paper, concludes=[eq(sech(x), 1 / cosh(x))])
    refused(lambda: statement_json(s), "toy/lemma-1", "same once written out")


# symbols


def test_every_symbol_has_a_domain(paper):
    refused(lambda: lemma(paper, concludes=[gt(real("y"), 0)]), "toy/lemma-1", "symbol y has no domain", "over={")


@pytest.mark.parametrize(
    ("assumption", "domain", "said"),
    [
        ({"positive": True}, S.Reals, "positive"),
        ({"nonnegative": True}, Interval(-1, 1), "nonnegative"),
        ({"positive": True}, Interval(0, 1), "positive"),
        ({"negative": True}, Interval(-1, 0), "negative"),
        ({"nonpositive": True}, Interval(-1, 1), "nonpositive"),
        ({"nonzero": True, "real": True}, Interval(0, 1), "nonzero"),
        ({"zero": True}, Interval(0, 1), "zero"),
        ({"integer": True}, Interval(0, 1), "integer"),
        ({"rational": True}, S.Reals, "rational"),
        ({"even": True}, S.Naturals0, "even"),
        ({"positive": True, "integer": True}, S.Naturals0, "positive"),
        ({"integer": False, "real": True}, S.Reals, "not integer"),
        ({"commutative": False}, S.Reals, "not commutative"),
    ],
)
def test_what_sympy_assumes_must_follow_from_the_domain(paper, assumption, domain, said):
    y = Symbol("y", **assumption)
    over = {y: domain}
    refused(lambda: lemma(paper, concludes=[gt(y, -5)], over=over), "toy/lemma-1", f"y to be {said}", str(domain))


@pytest.mark.parametrize(
    ("assumption", "domain"),
    [
        ({}, S.Reals),
        ({"real": True}, Interval(-1, 1)),
        ({"positive": True}, Interval.open(0, oo)),
        ({"positive": True}, Interval(1, 2)),
        ({"nonzero": True, "real": True}, Interval(1, 2)),
        ({"nonnegative": True}, Interval(0, 1)),
        ({"negative": True}, Interval.open(-oo, 0)),
        ({"integer": True, "nonnegative": True}, S.Naturals0),
        ({"integer": True, "positive": True}, S.Naturals),
    ],
)
def test_assumptions_that_follow_are_welcome(paper, assumption, domain):
    y = Symbol("y", **assumption)
    assert lemma(paper, concludes=[gt(y, -5)], over={y: domain}).symbols == {y: domain}


def test_the_accident_with_a_square_root(paper):
    """√(x²) = x for "positive" x over all reals: SymPy writes x = x, which proves what is false at −1."""
    y = Symbol("y", positive=True)
    refused(lambda: lemma(paper, concludes=[eq(sqrt(y**2), y)], over={y: S.Reals}), "toy/lemma-1")


def test_variables_of_integrals_are_real_and_no_more(paper):
    z = Symbol("z", positive=True)
    refused(
        lambda: lemma(paper, concludes=[gt(Integral(sqrt(z**2), (z, -1, 1)), 0)]), "toy/lemma-1", "z to be positive"
    )
    lemma(paper, concludes=[gt(Integral(real("z") ** 2, (real("z"), -1, 1)), 0)])


def test_values_of_sequences_are_real_and_no_more(paper):
    f = Function("f", positive=True)
    refused(lambda: lemma(paper, concludes=[gt(f(t), 0)]), "toy/lemma-1", "f to be positive")
    lemma(paper, concludes=[gt(g(t), 0)])


def test_two_symbols_of_one_name_are_refused(paper):
    other = symbols("x")
    refused(
        lambda: lemma(paper, given=[gt(x, 0)], concludes=[gt(other, -1)], over={other: S.Reals}),
        "toy/lemma-1",
        "two symbols are called x",
    )
    refused(
        lambda: lemma(paper, "2", given=[gt(g(t), 0)], concludes=[gt(Function("g")(t), 0)]), "two symbols are called g"
    )


# a statement is frozen


def test_a_statement_cannot_be_changed_once_declared(paper):
    s = lemma(paper, concludes=[gt(x, 5)])
    for name, value in {"concludes": (gt(x, 0),), "given": (), "symbols": {}, "quote": "other", "new": 1}.items():
        refused(lambda n=name, v=value: setattr(s, n, v), "toy/lemma-1", name, "cannot be changed")
    refused(lambda: delattr(s, "given"), "toy/lemma-1", "given")
    with pytest.raises(TypeError):
        s.symbols[x] = Interval(0, 1)
    with pytest.raises(TypeError):
        s.checks["toy/lemma-1#other"] = None


# limits


def test_words_of_limits_stand_for_ordinary_relations(paper):
    assert tends(a / (t + 1), t, to=0, within=delta, from_=a / delta).relation == Or(
        lt(t, a / delta), le(Abs(a) / (t + 1), delta)
    )
    assert unbounded(log(t + 1), t, above=bound, from_=exp(bound)).relation == Or(
        lt(t, exp(bound)), le(bound, log(t + 1))
    )
    assert eventually(gt(a * t, x), t, from_=x / a).relation == Or(lt(t, x / a), lt(x, a * t))
    word = tends(a / (t + 1), t, to=0, within=delta, from_=a / delta)
    s = lemma(paper, concludes=[("limit", word)])
    assert s.part("limit") == word.relation
    assert set(s.symbols) == {a, delta, t}


def test_limits_reach_as_far_as_they_say(paper):
    word = tends(a / (t + 1), t, to=0, within=delta, from_=a / delta)
    for over, said in (
        ({delta: Interval.open(0, 1)}, "every positive number for delta"),
        ({delta: Interval(1, oo)}, "every positive number for delta"),
        ({t: Interval(0, 100)}, "arbitrarily large numbers for t"),
    ):
        small = {Symbol(str(k), real=True) if k is t else k: v for k, v in over.items()}
        said_word = (
            word if t not in over else tends(a / (real("t") + 1), real("t"), to=0, within=delta, from_=a / delta)
        )
        refused(lambda w=said_word, o=small: lemma(paper, concludes=[w], over=o), "toy/lemma-1", said)
    grows = unbounded(a * t, t, above=bound, from_=bound / a)
    refused(lambda: lemma(paper, concludes=[grows], over={bound: Interval(0, 1)}), "arbitrarily large numbers for B")
    refused(lambda: lemma(paper, given=[lt(delta, 1)], concludes=[word]), "toy/lemma-1", "delta < 1", "from_=")
    refused(lambda: lemma(paper, given=[lt(t, a)], concludes=[word]), "toy/lemma-1", "t < a")
    lemma(paper, given=[ge(t, 3)], concludes=[word])


def test_limits_do_not_depend_on_what_they_quantify():
    refused(lambda: tends(a / t, t, to=0, within=delta, from_=t + 1), "t + 1 depends on t")
    refused(lambda: tends(a / t, t, to=delta, within=delta, from_=1), "delta depends on delta")
    refused(lambda: tends(a * delta / t, t, to=0, within=delta, from_=1), "depends on delta")
    refused(lambda: unbounded(a * t + bound, t, above=bound, from_=1), "depends on B")
    refused(lambda: tends(a / t, t, to=0, within=Rational(1, 2), from_=1), "1/2 is not a symbol")


# checks and their claims


def test_a_conclusion_check_is_about_the_whole_list_or_the_parts_it_names(paper):
    s = lemma(paper, given=[lt(x, a)], concludes=[("one", lt(x, 1)), ("two", gt(a, 0))])

    @s.conclusion("all of it")
    def whole(claim):
        return claim

    @s.conclusion("the second", claims=["two"])
    def second(claim):
        return claim

    @s.conclusion("the first, as a relation", claims=[lt(x, 1)])
    def first(claim):
        return claim

    assert (whole().formulas, whole().parts, whole().kind) == (s.concludes, (0, 1), "all")
    assert (second().formulas, second().parts) == ((gt(a, 0),), (1,))
    assert first().parts == (0,)
    assert whole().given == s.given
    assert s.checks["toy/lemma-1#whole"].claim is whole()
    refused(lambda: s.conclusion("a third", claims=["three"]), "toy/lemma-1", "'three'")


def test_the_context_of_a_claim_is_the_statements_unless_it_says_otherwise(paper):
    s = lemma(paper, given=[lt(x, a)], evolves=[eq(g(0), x)], concludes=[gt(g(t), 0)])

    @s.argument("a step", claims=[gt(delta, 0)])
    def usual(claim):
        return claim

    @s.argument("a step without hypotheses", claims=[gt(delta, 0)], given=[], evolves=[], over={delta: Interval(1, 2)})
    def other(claim):
        return claim

    assert usual().symbols == {**s.symbols, delta: paper.symbols[delta]}
    assert (usual().given, usual().evolves) == (s.given, s.evolves)
    assert other().symbols[delta] == Interval(1, 2)
    assert (other().given, other().evolves) == ((), ())


def test_claims_are_validated_like_statements(paper):
    s = lemma(paper, concludes=[gt(a, 0)])
    refused(lambda: s.argument("a step", claims=[eq(x - x, 0)]), "toy/lemma-1, check 'a step', claims", "SymPy did")
    refused(lambda: s.argument("a step", exists=[eq(x, x)]), "toy/lemma-1, check 'a step', exists", "x")
    refused(lambda: s.argument("a step", claims=[And(gt(x, 0), gt(a, 0))]), "check 'a step', claims", "list")
    refused(lambda: s.argument("a step", claims=[gt(real("y"), 0)]), "check 'a step'", "symbol y has no domain")
    refused(lambda: s.argument("a step", claims=gt(x, 0)), "check 'a step'", "claims=[0 < x]")
    refused(lambda: s.argument("a step", claims=[]), "check 'a step'", "claims nothing", "exists=[]")
    refused(lambda: s.argument("a step", claims=[gt(x, 0)], exists=[]), "check 'a step'", "one of them")
    refused(lambda: s.argument("a step", given=[gt(x, 0)]), "check 'a step'", "nothing is claimed")
    refused(
        lambda: s.argument(
            "a step", claims=[gt(Symbol("y", positive=True), 0)], over={Symbol("y", positive=True): S.Reals}
        ),
        "check 'a step'",
        "y to be positive",
    )
    refused(lambda: s.argument(""), "toy/lemma-1", "title")


def test_that_hypotheses_can_be_met_is_an_existential_claim_without_formulas(paper):
    s = lemma(paper, given=[lt(x, a)], evolves=[eq(g(0), x)])

    @s.hypotheses("they can be met", exists=[])
    def met(claim):
        return claim

    assert (met().kind, met().formulas, met().given) == ("some", (), s.given)
    assert claim_json(s.inhabited) == {
        "kind": "some",
        "symbols": {"a": "(0, oo)", "x": "(-oo, oo)"},
        "given": [["<", ["v", "x"], ["v", "a"]]],
        "step": "t",
        "evolves": [],
        "concludes": [],
    }


def test_a_function_takes_its_claim_or_nothing(paper):
    s = lemma(paper)
    empty = Evidence(note="tried nothing")

    @s.sharpness("a measurement")
    def measured():
        return empty

    assert measured() is empty
    assert s.checks["toy/lemma-1#measured"].claim is None

    def of_one(claim):
        return empty

    def of_two(claim, other):
        return empty

    refused(lambda: s.sharpness("a measurement")(of_one), "none is declared", "claims=[…]")
    refused(lambda: s.sharpness("two", claims=[gt(x, 0)])(of_two), "no argument, or one")
    refused(lambda: s.sharpness("nameless")(lambda: empty), "a name of its own in ASCII")
    refused(lambda: s.sharpness("again")(measured), "toy/lemma-1#measured", "declared twice")


def test_a_check_knows_what_its_author_expects(paper):
    s = lemma(paper)
    s.argument("a step", claims=[gt(x, 0)], expect=Verdict.REFUTED, refutation_means="incomplete", seconds=5)(
        _named("step")
    )
    check = s.checks["toy/lemma-1#step"]
    assert (check.role, check.expected, str(check.refutation_means), check.seconds) == (
        Role.ARGUMENT,
        Verdict.REFUTED,
        "incomplete",
        5,
    )


def _named(name):
    def function():
        return Evidence(note="nothing")

    function.__name__ = name
    return function


def test_a_statement_in_words_has_no_formulas_of_its_own(paper):
    s = lemma(paper)
    assert s.claim.formulas == ()
    assert statement_json(s)["concludes"] == []

    @s.conclusion("numbers")
    def numbers():
        return Evidence(trust=Trust.NUMERICAL, scope="1000 steps")

    assert s.checks["toy/lemma-1#numbers"].claim is None


# encoding


def test_a_claim_is_plain_data_in_the_authors_order(paper):
    s = lemma(paper, given=[lt(x, a)], concludes=[("b", lt(x, 1)), ("a", lt(0, a))])
    assert statement_json(s) == {
        "kind": "all",
        "symbols": {"a": "(0, oo)", "x": "(-oo, oo)"},
        "given": [["<", ["v", "x"], ["v", "a"]]],
        "step": "t",
        "evolves": [],
        "concludes": [["<", ["v", "x"], "1"], ["<", "0", ["v", "a"]]],
    }


def test_what_has_no_encoding_is_refused_with_its_place(paper):
    y = real("y")
    s = lemma(paper, concludes=[gt(y, 0)], over={y: Interval(0, sqrt(2))})
    refused(lambda: statement_json(s), "toy/lemma-1", "sqrt(2)", "given=")
    refused(lambda: claim_json(lemma(paper, "2", concludes=[gt(Function("h", real=True)(x), 0)]).claim), "toy/lemma-2")


# evidence


def test_evidence_is_a_certificate_or_numbers_or_a_note():
    with pytest.raises(ValueError, match="what was tried"):
        Evidence()
    with pytest.raises(ValueError, match="scope"):
        Evidence(trust=Trust.SAMPLED)
    with pytest.raises(ValueError, match="needs a certificate"):
        Evidence(trust=Trust.EXACT, scope="everywhere")
    with pytest.raises(ValueError, match="leave trust"):
        Evidence(certificate={}, trust=Trust.SAMPLED, scope="500 points")


def test_nothing_here_has_a_truth_value():
    for thing in (Evidence(note="tried"), Finding(Verdict.UNDECIDED, Trust.NUMERICAL), Verdict.PROVED):
        with pytest.raises(TypeError, match="truth value"):
            bool(thing)


def test_a_certified_quantity_says_what_is_bounded():
    with pytest.raises(ValueError, match="needs a certificate"):
        Quantity("q", "q", "a number", "1", "2")
    with pytest.raises(ValueError, match="which term"):
        Quantity("q", "q", "a number", "1", "2", certificate={"certificate": 1})
    q = Quantity("q", "q", "a number", "1", "2", trust=Trust.SAMPLED)
    e = Evidence(trust=Trust.SAMPLED, scope="500 points", quantities=(q,))
    assert e.certificates == ()
    assert evidence_json(e)["quantities"][0]["upper"] == "2"


def test_importing_the_words_loads_no_library():
    code = "import sys, checks.paper; print([m for m in ('sympy', 'flint', 'mpmath', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
