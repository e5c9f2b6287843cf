"""Certificates that any checker must accept (`accepted/`) or reject (`rejected/`), one JSON file each.

    {"says": one line: what would be false (rejected) or is true (accepted),
     "because": a part of the reason that this project's checker gives (rejected),
     "twin": name of the honest counterpart in accepted/ (rejected),
     "label": the trust that must be stated (accepted, where it matters),
     "certificates": {digest: certificate}}

`python -m tests.soundness.corpus` runs this project's checker over all of it, in one process;
`python -m tests.soundness.corpus --checker "COMMAND {}"` runs any other one, which must leave with status 0 for what it
accepts and 1 for what it rejects; {} is replaced by the file.
"""
