"""The three kinds of error, for every process.

What a failure is decides what a process does with it, so every error that our own code raises on a path that processes
input derives from one of these. An error of no kind is treated as `Fatal`: whoever catches, catches a kind by name.
"""

__all__ = ["Fatal", "Invalid", "Retry"]


class Retry(Exception):
    """The same call may succeed later, and repeating it is harmless. An API answers 503, a worker tries again."""


class Invalid(Exception):
    """This input can never be processed. An API answers 4xx, a worker parks the input and goes on with the next."""


class Fatal(Exception):
    """The process can no longer keep its guarantees. It ends with an exit code other than 0 and is started again."""
