"""Engines that live in environments of their own: one file each, known by lying here."""
