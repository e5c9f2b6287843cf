"""Learning dynamics under class imbalance: gradient descent normalized class by class.

The source at hand is the abstract and a short summary of Francazi, Baity-Jesi and Lucchi, "A Theoretical Analysis of
the Learning Dynamics under Class Imbalance" (ICML 2023). Neither prints a formula, so what they assert is quoted
here in words, and every precise theorem below is ours: hypotheses, constants, rates and counterexamples are not
attributed to the authors, and the second axis (the printed argument) is `none` throughout.

    optimizers           GD, PCNGD, SGD, PCNSGD, +O, +R: one set of functions for exact, ball and NumPy arithmetic
    notation, examples   symbols; the two small data sets on which the statements are tried
    in_vectors           lengths and cosines as products of vectors of any dimension
    points               simple points at which hypotheses hold
    recovery             the margins of the logistic example under GD, step by step
    initial_drop         when the minority loss rises at the start; which classes can rise
    gd_not_per_class     the two exact witnesses: quadratics, and a separable logistic problem
    slowdown             recovery of the minority margin: enclosed orbits, a lower bound for every imbalance ratio
    growth, growth_law   how the time of recovery grows with the imbalance ratio: both sides, and the leading constant
    recovered            the recovery lasts
    softmax_head         the drop in a softmax layer that starts from zero
    pcngd                the decrease; for two classes its sharp step; replication
    many_classes         three and more classes: the counterexample and the right condition
    fixed_points         where PCNGD stands still
    dominance            convergence under gradient dominance of order one
    two_classes          the same for two classes, with the sharp constant
    pl, pl_steps         the same under order two (Polyak–Łojasiewicz)
    traps                what does not follow
    directional_noise    SGD: the drop returns, +O and +R remove it
    minority_noisier     directional noise is not a matter of batch size alone
    gaussian_noise       the projection under isotropic Gaussian noise
    gaussian_batches     how it depends on the size of the batch
    rescaling            the price of +R
    digits, real_data    the experiments in the small: long-tailed digits (scikit-learn)
    constants            recovery and projections at the reader's own parameters
"""
