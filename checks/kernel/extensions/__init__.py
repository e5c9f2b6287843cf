"""Extensions of the checker: heads and rules that few certificates need, loaded when a certificate names them."""
