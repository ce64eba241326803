"""What the studio uses of scikit-image: its sample portrait."""
