"""Impact of Spurious Correlation on Gradient Descent Dynamics and Generalization, refereed with its appendices.

The model has two features (r, s), r = s on the majority group and r = −s on the minority group, |r| with density
1/(z ln(β/α)) on [α, β]. The difference x = θ₁ − θ₂ decides on the minority group, θ₁ + θ₂ on the majority group.

How to read this folder, in the paper's order:

    notation            symbols, φ, Ψ, ξ, I, gradient descent in the gap and the errors E[1 − p_y]
    abstract            the rate 1/(εhT)
    problem, aligned    Section 1: Theorem 1.1, settled by two instances; what remains true of it
    setting             Assumption 1.2 and Theorem 1.3; `horizon_reading`: the theorem along h = h_T
    rate                repair of Theorem 1.3: `sharp-rate`, for every step size, with explicit constants; its limit
    symmetry            Section 2.1: Eqs. (12), (13), Lemma 2.1; repair `invariants`
    learning_dynamics   Section 2.2: Proposition 2.2, Remark 2.3
    euler_error         Section 2.3: Proposition 2.4 for all t; `euler_steps`: its printed derivation
    uniform_bound       repair `uniform-euler-bound`
    horizon             Remark 2.5
    conclusion          Section 2.4
    generalization      Sections 3 and 4
    appendix_a … d      Lemmas A.1, C.1, D.1 and Proposition B.1, with their explicit forms

    drift, drift_shape  how strong Ψ + ξ is, that it falls, how steep it is
    potentials          one step of (14), and both flows, against two explicit potentials
    gap_orbit, flows    what the orbit and the flows owe to them, by induction
    ceilings            how slowly the error can fall
    limits              limits in effective form
    satisfiable         a point for the hypotheses of each statement
    orbits, figures     enclosed orbits at the parameters of the claims, and the pictures
    constants           the quantities at the reader's own parameters

Nothing is assumed on h anywhere but where a condition is printed; α is positive, and at least 1 where that is used; the
share ε runs over (0, 1), so that the majority group is the same statement with 1 − ε, and θ₁ + θ₂ for the gap. The
descent is written with the expectation as an integral, which is defined for every real gap; (14) is its closed form.
"""
