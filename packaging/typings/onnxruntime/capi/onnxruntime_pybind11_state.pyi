"""The exceptions of onnxruntime, under the names it gives them."""

class EPFail(Exception): ...  # noqa: N818
class Fail(Exception): ...  # noqa: N818
class InvalidArgument(Exception): ...  # noqa: N818
class InvalidGraph(Exception): ...  # noqa: N818
class InvalidProtobuf(Exception): ...  # noqa: N818
class NoModel(Exception): ...  # noqa: N818
class NoSuchFile(Exception): ...  # noqa: N818
class NotImplemented(Exception): ...  # noqa: A001, N818
class RuntimeException(Exception): ...  # noqa: N818
