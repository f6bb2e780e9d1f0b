"""What writers need, imported and read once: by the process that they are forked from, and by nobody else."""

from services.dedup.matching.readiness import compile_all
from services.dedup.matching.weights import load
from tests.integration import writer_program

__all__ = ["writer_program"]

compile_all(load())
