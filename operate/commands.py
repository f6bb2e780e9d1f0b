"""How a command ends that cannot do what it is told: with one line, and a code as a process has it."""

from typing import Any

import typer
from typer.core import TyperGroup

from chassis.errors import Fatal, Retry
from chassis.log.errors import Misconfigured
from chassis.process.loop import BROKEN, REFUSED
from chassis.process.settings import BadSettings

__all__ = ["Commands"]


class Commands(TyperGroup):
    """Commands of which none ends in a traceback by a wrong setting, or because what it asks is down."""

    def invoke(self, ctx: Any) -> Any:
        """As any group, but for those errors."""
        try:
            return super().invoke(ctx)
        except (BadSettings, Misconfigured) as refusal:
            raise _ended(f"refusing to run: {refusal}", REFUSED) from refusal
        except Retry as away:
            raise _ended(f"{away}; is the run up?", BROKEN) from away
        except Fatal as broken:
            raise _ended(str(broken), BROKEN) from broken


def _ended(words: str, code: int) -> typer.Exit:
    typer.echo(words, err=True)
    return typer.Exit(code)
