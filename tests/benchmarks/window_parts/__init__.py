"""What `tests.benchmarks.window` measures, each part in a process of its own so that none warms or burdens another."""
