"""Tests of running engines in environments of their own."""
