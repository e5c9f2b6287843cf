"""Certificates as Coq developments: claims as theorems, rules as lemmas of `Referee.v`. What Coq does not accept is not
accepted; nothing here needs to be believed, except that a theorem says what the claim says (`terms`, `claims`)."""
