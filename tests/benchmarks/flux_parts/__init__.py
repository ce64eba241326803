"""Parts of the benchmark of the FLUX engines: each runs in a process of its own on the card."""
