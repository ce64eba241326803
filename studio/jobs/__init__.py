"""Queue, workers and their protocol, stages, re-rolls, budget: what joins the rooms."""
