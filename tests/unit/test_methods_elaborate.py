"""What a proof leaves unsaid is written down: each way once where it is found, once where there is nothing to find."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Integral, Interval, Mul, Naturals0, Or, Rational, Reals, cos, exp, log, oo, sqrt

from checks.encode.terms import text
from checks.kernel import Rejected, digest, establish
from checks.kernel.replay import replay
from checks.methods.argue import Proof
from checks.methods.search import NotFound
from checks.methods.sheet import Lemma, Line
from checks.paper import eq, ge, gt, le, lt, natural, real, sequence

x, y, a, z = real("x y a z")
t = natural("t")
g = sequence("g")
POSITIVE = Interval.open(0, oo)


def on_reals(*given: Any, **more: Any) -> Proof:
    return Proof(dict.fromkeys((x, y, a, z), Reals), given, **more)


def accepted(p: Proof, line: Any) -> Lemma:
    lemma = p.established(line)
    everything = {**lemma.carried, lemma.digest: lemma.certificate}
    assert replay(everything, None, [lemma.digest])[lemma.digest] == lemma.established
    return lemma


# facts in another form ------------------------------------------------------------------------------------------------


def test_a_hypothesis_is_known_in_every_equal_form() -> None:
    p = on_reals(lt(2 * x, (y + 1) ** 2))
    accepted(p, p.given(lt(2 * x - 1, y**2 + 2 * y)))
    accepted(p, p.given(le(2 * x - 1, y**2 + 2 * y)))
    with pytest.raises(Rejected, match="not known"):
        p.given(lt(2 * x, y**2 + 2 * y))


def test_an_equation_is_known_from_both_sides() -> None:
    p = on_reals(eq(x + y, a))
    accepted(p, p.given(eq(y, a - x)))
    accepted(p, p.given(eq(a - y, x)))


def test_a_divisor_is_seen_to_be_not_zero_by_a_hypothesis() -> None:
    p = on_reals(lt(0, x + y))
    accepted(p, p.identity(eq(x / (x + y) + y / (x + y), 1)))
    negative = on_reals(lt(y, -x))
    accepted(negative, negative.identity(eq(x / (x + y) + y / (x + y), 1)))
    with pytest.raises(Rejected, match="defined only where"):
        on_reals(le(0, x + y)).identity(eq(x / (x + y) + y / (x + y), 1))


def test_a_line_may_end_in_an_equal_form_of_what_was_wanted() -> None:
    p = Proof({x: Interval(0, oo)})

    def slope(q: Proof) -> Any:
        return q.linear(le(1, (1 + x) * exp(x)), q.enclose(le(1, exp(x))), (le(0, x), exp(x)))

    accepted(p, p.endpoint(le(x, x * exp(x)), x, "lo", lambda q: q.fact(le(0, 0)), slope))


def test_a_combination_that_does_not_add_up_says_what_it_leaves() -> None:
    p = on_reals(le(x, y))
    with pytest.raises(Rejected, match=r"no multipliers were found.*nearest is.*leaves a"):
        p.linear(le(x, y + a), le(x, y))


# signs ----------------------------------------------------------------------------------------------------------------


def test_signs_of_products_and_powers_follow_from_those_of_their_parts() -> None:
    p = on_reals(lt(0, x + y), lt(a - z, 0), le(0, z))
    accepted(p, p.linear(le(0, (x + y) * z), (le(0, z), x + y)))
    accepted(p, p.given(lt((x + y) ** -3 * (a - z), 0)))
    with pytest.raises(Rejected, match="not known"):
        p.given(lt(0, (x + y) * a))


def test_a_value_of_a_sequence_has_the_range_that_facts_give_it() -> None:
    p = Proof({t: Naturals0}, [le(1, g(t)), le(g(t), 2)])
    accepted(p, p.enclose(lt(log(g(t)), g(t))))
    with pytest.raises((NotFound, Rejected)):
        Proof({t: Naturals0}, [le(g(t), 2)], seconds=1).enclose(lt(log(g(t)), g(t)))


# contexts -------------------------------------------------------------------------------------------------------------


def test_lines_of_the_outer_proof_are_at_hand_in_its_cases() -> None:
    p = on_reals()
    squared = p.enclose(le(0, (x - 1) ** 2))
    line = p.cases(le(2 * x, x**2 + 1), x, 0, lambda q: q.linear(q.goal, squared), lambda q: q.linear(q.goal, squared))
    accepted(p, line)


def test_lines_of_a_case_are_not_at_hand_outside() -> None:
    p = on_reals()
    kept: list[Any] = []

    def below(q: Proof) -> Any:
        kept.append(q.given(le(x, 0)))
        return q.linear(q.goal, (le(0, exp(x)), 1))

    with pytest.raises(Rejected, match="another context"):
        p.cases(le(0, exp(x)), x, 0, below, lambda q: q.linear(le(x, 0), kept[0]))


def test_impossible_cases_are_closed_by_a_false_number() -> None:
    p = on_reals(lt(1, x))
    line = p.cases(
        lt(0, x),
        x,
        0,
        lambda q: q.absurd(q.goal, q.linear(le(1, 0), lt(1, x), le(x, 0))),
        lambda q: q.given(q.goal),
    )
    accepted(p, line)


def test_a_disjunction_needs_one_of_its_parts() -> None:
    p = on_reals(lt(1, x))
    accepted(p, p.either(Or(lt(0, x), lt(y, 0)), lt(0, x)))
    with pytest.raises(Rejected):
        p.either(Or(lt(2, x), lt(y, 0)), p.fact(lt(1, x)))


# sequences ------------------------------------------------------------------------------------------------------------

HALVING = [eq(g(t + 1), g(t) / 2), eq(g(0), a)]


def halving(*given: Any) -> Proof:
    return Proof({a: POSITIVE, t: Naturals0, x: Reals}, given, HALVING)


def positive(p: Proof) -> Any:
    def step(q: Proof) -> Any:
        return q.linear(q.goal, (HALVING[0], -1), (lt(0, g(t)), Rational(1, 2)))

    return p.induction(lt(0, g(t)), lambda q: q.linear(q.goal, (eq(g(0), a), -1), lt(0, a)), step)


def test_relations_are_known_at_the_indices_that_are_spoken_of() -> None:
    p = halving()
    doubled = p.given(eq(2 * g(t + 2), g(t + 1)))
    accepted(p, p.linear(eq(g(t + 3), g(t + 1) / 4), eq(g(t + 3), g(t + 2) / 2), (doubled, Rational(1, 4))))


def test_what_was_shown_for_every_step_is_known_at_the_next_one() -> None:
    p = halving()
    known = positive(p)
    accepted(p, p.each_step(lt(g(t + 1), g(t)), lambda q: q.linear(q.goal, (HALVING[0], 2), lt(0, g(t + 1))), [known]))

    def step(q: Proof) -> Any:
        return q.linear(q.goal, HALVING[0], (lt(0, g(t)), Rational(1, 2)), le(g(t), a))

    accepted(p, p.induction(le(g(t), a), lambda q: q.linear(q.goal, eq(g(0), a)), step, [known]))


def test_an_induction_over_a_step_that_a_hypothesis_restricts_is_refused() -> None:
    with pytest.raises(Rejected):
        positive(halving(le(t, 5)))


def test_a_lemma_about_other_relations_is_not_instantiated() -> None:
    p = halving()
    lemma = accepted(p, positive(p))
    other = Proof({a: POSITIVE, t: Naturals0, x: Reals}, [], [eq(g(t + 1), g(t) / 3), eq(g(0), a)])
    with pytest.raises(Rejected, match="relation between sequences"):
        other.instance(lemma)


# lemmas ---------------------------------------------------------------------------------------------------------------


def tangent() -> Lemma:
    p = Proof({x: Reals})
    left, right = (lambda q, end=end: q.by_derivatives(q.goal, x, end) for end in ("hi", "lo"))
    return p.established(p.cases(le(1 + x, exp(x)), x, 0, left, right))


def test_a_lemma_is_cited_by_its_digest_and_its_certificate_goes_along() -> None:
    first = tangent()
    p = Proof({y: POSITIVE})
    second = accepted(p, p.instance(first, x=log(y), goal=le(log(y), y - 1)))
    assert [s["digest"] for s in second.certificate["steps"] if s["rule"] == "lemma"] == [first.digest]
    assert second.carried[first.digest] == first.certificate
    with pytest.raises(Rejected):
        establish(second.certificate)
    q = Proof({z: POSITIVE})
    third = accepted(q, q.instance(second, y=z**2 + 1))
    assert {first.digest, second.digest} <= set(third.carried)


def test_a_certificate_stands_alone_when_the_steps_of_its_lemmas_are_copied() -> None:
    p = Proof({y: POSITIVE})
    lemma = accepted(p, p.instance(tangent(), x=log(y)))
    alone = lemma.alone()
    assert establish(alone.certificate).claim == lemma.claim
    assert digest(alone.certificate) == alone.digest


def test_a_hypothesis_of_a_lemma_must_be_known() -> None:
    p = Proof({x: Reals, y: Reals}, [le(x, y)])
    monotone = p.established(p.linear(le(exp(x), exp(y)), (p.instance(tangent(), x=y - x), exp(x)), (le(x, y), exp(x))))
    q = on_reals(lt(a, z))
    accepted(q, q.instance(monotone, x=a, y=z))
    with pytest.raises(Rejected, match="not known"):
        q.instance(monotone, x=z, y=a)


# the rest -------------------------------------------------------------------------------------------------------------


def test_equals_are_put_for_equals_up_to_normal_form() -> None:
    p = on_reals(eq(y, 2 * x), lt(exp(y) * y, 3))
    accepted(p, p.rewrite(lt(2 * exp(2 * x) * x, 3), lt(exp(y) * y, 3), eq(y, 2 * x)))


@pytest.mark.parametrize(
    ("name", "terms", "says"),
    [
        ("dichotomy", (x, y), "x ≤ y or y < x"),
        ("log-product", (exp(x), exp(y)), "log(exp(x)·exp(y)) = log(exp(x)) + log(exp(y))"),
        ("abs-positive", (x**2,), "abs(x^2) = x^2"),
    ],
)
def test_laws_of_the_kernel_are_instantiated_by_name(name: str, terms: tuple[Any, ...], says: str) -> None:
    p = on_reals()
    line = p.axiom(name, *terms)
    assert str(line) == says
    accepted(p, line)


def test_a_law_needs_its_hypotheses() -> None:
    with pytest.raises(Rejected):
        on_reals().axiom("log-product", x, y)
    with pytest.raises(Rejected, match="no law"):
        on_reals().axiom("log-sum", x, y)


def test_an_integral_is_seen_to_be_defined_where_its_integrand_is() -> None:
    p = Proof({x: POSITIVE})
    whole = Integral(1 / (1 + z), (z, 0, x))
    accepted(p, p.identity(eq(whole - whole / 2, whole / 2)))
    over_a_pole = Integral(1 / (1 - z), (z, 0, x))
    with pytest.raises(Rejected, match=r"not known|defined only"):
        p.identity(eq(over_a_pole - over_a_pole / 2, over_a_pole / 2))


def test_a_conjunction_is_enclosed_part_by_part_in_its_order() -> None:
    p = Proof({x: Interval(0, 1)})
    line = p.both(p.enclose(lt(x, exp(x))), le(0, sqrt(x)), ge(2, cos(x)))
    assert [text(part) for part in line.formula.args] == ["x < exp(x)", "0 ≤ √(x)", "cos(x) ≤ 2"]
    accepted(p, p.enclose(line.formula))


def test_a_false_relation_is_not_enclosed() -> None:
    with pytest.raises(NotFound):
        Proof({x: Interval(0, 1)}, seconds=1).enclose(gt(exp(x), 1 + x))


def test_a_sum_of_two_facts_is_seen() -> None:
    p = on_reals(lt(x, y), le(y, a))
    accepted(p, p.given(lt(x, a)))
    accepted(p, p.identity(eq((a - x) / (a - x) + z, 1 + z)))
    accepted(p, p.given(lt(x, a + 1)))
    with pytest.raises(Rejected, match="not known"):
        p.given(lt(y, a))


def test_side_conditions_are_evaluated_at_the_precision_of_the_step() -> None:
    p = Proof({x: Interval(0, 100)})
    goal = eq(1 / log(1 + exp(-2 * x)) - 1 / (2 * log(1 + exp(-2 * x))), 1 / (2 * log(1 + exp(-2 * x))))
    with pytest.raises(Rejected, match="defined only where"):
        p.identity(goal)
    with p.precision(512):
        accepted(p, p.identity(goal))


def test_quotients_inside_exponentials_do_not_hide_an_identity() -> None:
    step = a / (1 + exp(x))
    p = Proof({x: Reals, a: Interval.open(0, oo)})
    p.established(p.identity(eq(Mul(exp(x), exp(step), evaluate=False), exp(x + step))))
    tangent = Proof({z: Reals})
    shown = tangent.established(tangent.enclose(le(1 + z, exp(z))))
    p.established(p.linear(le(exp(x) * (1 + step), exp(x + step)), (p.instance(shown, z=step), exp(x))))
    for false in (eq(exp(x) * exp(step), exp(x + 2 * step)), eq(exp(x + step), exp(x) + exp(step))):
        with pytest.raises(Rejected):
            p.identity(false)


def test_the_base_of_an_induction_is_said_with_its_numbers_collected() -> None:
    w, t = sequence("w"), natural("t")
    p = Proof({a: Interval.open(0, oo), x: Reals, t: Naturals0}, [], [eq(w(0), x), eq(w(t + 1), w(t) + a)])
    seen = []

    def base(q: Proof) -> Line:
        assert q.goal is not None
        seen.append(text(q.goal))
        return q.linear(q.goal, eq(w(0), x))

    def step(q: Proof) -> Line:
        after, moved = le(exp(a * (t + 1) + x), exp(w(t) + a)), eq(w(t + 1), w(t) + a)
        return q.rewrite(q.goal, q.linear(after, (le(exp(a * t + x), exp(w(t))), exp(a))), moved)

    p.established(p.induction(le(exp(a * t + x), exp(w(t))), base, step))
    assert seen == ["exp(x) ≤ exp(w(0))"]
