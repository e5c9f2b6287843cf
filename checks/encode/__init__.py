"""Into the kernel's language and out of it: from SymPy, from typed text."""
