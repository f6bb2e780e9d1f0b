"""The log in memory, for tests: it keeps every promise of the port but durability across processes."""

from chassis.log.memory.adapter import MemoryLog

__all__ = ["MemoryLog"]
