"""What is claimed, and why it is true or false: one folder per paper, one module per section of the paper."""
