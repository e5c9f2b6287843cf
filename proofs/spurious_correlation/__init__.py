"""Impact of Spurious Correlation on Gradient Descent Dynamics and Generalization, refereed with its appendices.

The model has two features (r, s), r = s on the majority group and r = −s on the minority group, |r| with density
1/(z ln(β/α)) on [α, β]. The difference x = θ₁ − θ₂ decides on the minority group, θ₁ + θ₂ on the majority group.

How to read this folder, in the paper's order:

    notation            symbols, φ, Ψ, ξ, I, the recursion (14) and the errors E[1 − p_y]
    problem             Section 1: Theorem 1.1, settled by an instance; what remains true of it
    setting             Assumption 1.2 and Theorem 1.3
    symmetry            Section 2.1: Eqs. (12), (13), Lemma 2.1; repair `invariants`
    learning_dynamics   Section 2.2: Proposition 2.2, Remark 2.3
    euler_error         Section 2.3: Proposition 2.4; repairs `uniform-euler-bound`, `gap-against-flows`
    horizon             Remark 2.5
    conclusion          Section 2.4: from the gap to the error; repair `sharp-rate`
    generalization      Sections 3 and 4
    appendix_a … d      Lemmas A.1, C.1, D.1 and Proposition B.1, with their explicit forms

    drift, potentials   the two inequalities on which every rate rests: one step of (14) against two potentials
    orbits, figures     enclosed orbits at the parameters of the claims, and the pictures
    constants           the quantities at the reader's own parameters
"""
