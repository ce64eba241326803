"""Numbers as the language of the window writes them, and as people type them."""

from __future__ import annotations

from studio.ui.language import languages

MINUS = "\N{MINUS SIGN}"


def fixed_text(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """`−0.14`, `9.60`; `signed`: `+9.60`. All decimals, and no sign before a zero that is not signed."""
    return in_language(f"{value:+z.{decimals}f}" if signed else f"{value:z.{decimals}f}")


def number_text(value: float, decimals: int = 1) -> str:
    """`−14`, `0.5`: at most so many decimals, no zeros at the end."""
    text = f"{value:z.{decimals}f}"
    return in_language(text.rstrip("0").rstrip(".") if decimals else text)


def plain_text(value: float, digits: int = 6) -> str:
    """`0.85`, `29.97`: so many digits that matter, no zeros at the end."""
    return in_language(f"{value:.{digits}g}")


def in_language(number: str) -> str:
    """A number as Python spells it, with the decimal sign of the language and a minus as wide as a plus."""
    return number.replace("-", MINUS).replace(".", languages().decimal_sign)


def typed_number(text: str) -> float:
    """What a person typed, with either decimal sign; ValueError where it is no number."""
    return float(text.replace(",", ".").replace(MINUS, "-"))
