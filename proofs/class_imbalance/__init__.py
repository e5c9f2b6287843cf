"""Impact of Class Imbalance on Gradient Descent Dynamics and Generalization, refereed.

The source is a full paper (Sections 1–5 and Experiments) on gradient descent for four weights and four data points.

How to read this folder, in the paper's order:

    abstract            the rate that is announced
    notation            symbols, the two groups with their gaps, the data set, losses, gradients
    gradient            Section 1, Eqs. (2) and (3)
    symmetry            Section 2: Lemma 1; repair `invariants`
    dynamics            Section 3: Proposition 1, Remark 1
    solution            from Eq. (8) to Eq. (10); repair `closed-form`, by Lambert's W
    euler               Assumption 1: the theorem that is cited for it, its constants, the true error
    uniform_bound       repairs: the Euler error for every step, start and time
    largest_error       the largest error over a million steps, enclosed
    convergence         Section 4: Proposition 2
    rate                repairs: 1/(1 − p) between explicit bounds, for the recursion and for the solution
    expansion           repair: 1/(1 − p) to the next order, log t with its coefficient, for the recursion
    majority            Section 4: Corollary 1
    generalization      Section 5: the test loss
    balanced_loss       repairs: its rate, and when it falls as ε grows
    flow_loss           repair: for the differential equation, it falls with ε where the majority is ahead
    experiments         the rescaled curves

    gap, error, growth  the inductions behind `uniform_bound` and `rate`, for either group
    potential           what grows by 4εh in a step up to errors that telescope, behind `expansion`
    orbits, figures     enclosed orbits at the paper's parameters, and their pictures
    horizon             an orbit after any number of steps, without following it
    existence           sequences that obey what Proposition 2 and Corollary 1 assume
    constants           the quantities at the reader's own parameters
"""
