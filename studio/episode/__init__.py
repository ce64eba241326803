"""What an episode is: plain types, the store, presets, settings and history."""
