def proportion_confint(count: float, nobs: float, alpha: float = 0.05, method: str = "normal") -> tuple[float, float]: ...
def confint_proportions_2indep(
    count1: float,
    nobs1: float,
    count2: float,
    nobs2: float,
    method: str | None = None,
    compare: str = "diff",
    alpha: float = 0.05,
) -> tuple[float, float]: ...
def samplesize_proportions_2indep_onetail(
    diff: float, prop2: float, power: float, ratio: float = 1, alpha: float = 0.05, value: float = 0,
    alternative: str = "two-sided",
) -> float: ...
