"""Tests of the engines in environments of their own."""
