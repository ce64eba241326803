from collections.abc import Sequence

class _Bunch:
    statistic: float
    pvalue: float

def mcnemar(table: Sequence[Sequence[int]], exact: bool = True, correction: bool = True) -> _Bunch: ...
