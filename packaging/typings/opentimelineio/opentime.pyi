class RationalTime:
    value: float
    rate: float
    def __init__(self, value: float = 0, rate: float = 1) -> None: ...
    def to_seconds(self) -> float: ...

class TimeRange:
    start_time: RationalTime
    duration: RationalTime
    def __init__(self, start_time: RationalTime | None = None, duration: RationalTime | None = None) -> None: ...
