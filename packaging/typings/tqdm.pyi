from collections.abc import Iterable
from typing import TypeVar

_Item = TypeVar("_Item")

def tqdm(iterable: Iterable[_Item], desc: str | None = ...) -> Iterable[_Item]: ...
