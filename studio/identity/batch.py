"""Many pictures through one analyzer, its processors kept busy."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from studio.episode.face import FaceObservation
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer


def observe_many(analyzer: Analyzer, pictures: Iterable[Picture]) -> Iterator[list[FaceObservation]]:
    """`analyzer.observe` of each picture, in order, the same numbers as one by one.

    As many pictures are observed at once as the analyzer takes, while the caller's thread draws (decodes) the next
    one; no more than `analyzer.parallel` + 1 pictures are held. An error comes at its picture's turn.
    """
    pool = ThreadPoolExecutor(analyzer.parallel, thread_name_prefix="observe")
    under_way: deque[Future[list[FaceObservation]]] = deque()
    try:
        for picture in pictures:
            under_way.append(pool.submit(analyzer.observe, picture))
            if len(under_way) > analyzer.parallel:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
