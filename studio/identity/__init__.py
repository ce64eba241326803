"""Who is in the picture: analyzers and scores."""
