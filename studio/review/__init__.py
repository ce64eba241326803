"""Verdicts, picks and the statistics behind them."""
