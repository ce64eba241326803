"""Where commands belong, in words."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QCoreApplication

from studio.ui.actions import ActionRegistry, ActionSpec, translated

PAGES = ("prepare", "generate", "review", "timeline", "export")
MENUS = ("File", "Edit", "View", "Generate", "Review", "Timeline", "Export", "Help")


def place_name(actions: ActionRegistry, where: str) -> str:
    """The name of a workspace, or of everywhere."""
    if where == "window":
        return QCoreApplication.translate("Places", "Everywhere")
    return actions.text(f"window.{where}")


def menu_name(menu: str) -> str:
    """The name of a menu in the language shown."""
    names = {
        "File": QCoreApplication.translate("Places", "File"), "Edit": QCoreApplication.translate("Places", "Edit"),
        "View": QCoreApplication.translate("Places", "View"), "Help": QCoreApplication.translate("Places", "Help"),
        "Prepare": translated("Prepare"), "Generate": translated("Generate"), "Review": translated("Review"),
        "Timeline": translated("Timeline"), "Export": translated("Export"),
    }
    return names.get(menu, menu)


def by_place(actions: ActionRegistry) -> dict[str, list[ActionSpec]]:
    """All commands, grouped by where they work."""
    order = ("window", *PAGES)
    specs = sorted(actions.specs.values(), key=lambda spec: order.index(spec.where))
    return {where: list(group) for where, group in groupby(specs, key=lambda spec: spec.where)}
