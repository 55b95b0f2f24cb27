"""Red flags: looked for in the raw text, before and independent of everything else."""
