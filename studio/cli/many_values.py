"""Options that take all that follows them: `--presets A B C`."""

from __future__ import annotations

from collections.abc import Sequence

import click


class ManyValues(click.Command):
    """A command whose repeatable options also take several values at once, up to the next option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat such an option before each of its values."""
        several = {name for item in self.params if isinstance(item, click.Option) and item.multiple for name in item.opts}
        return super().parse_args(ctx, _repeated(args, several))


def _repeated(args: Sequence[str], several: set[str]) -> list[str]:
    written: list[str] = []
    option = ""
    for word in args:
        if word.startswith("-"):
            option = word if word in several else ""
            written.append(word)
        elif option and written[-1] != option:
            written += [option, word]
        else:
            written.append(word)
    return written
