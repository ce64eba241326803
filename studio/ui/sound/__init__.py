"""Sound out of the loudspeaker, and the clock that pictures follow."""
