"""The commands of `referee`, one module each; every one has `run(options) -> exit status`."""
