"""The account that PostgreSQL runs under.

The server refuses root. Root therefore hands it to a system account made for that, and everything it reads must be
reachable for that account.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

NAME = "deconflict"


class Account(NamedTuple):
    """The numeric user and group of a process."""

    uid: int
    gid: int

    def can(self, test: str, path: Path) -> bool:
        """Whether this account passes `test` (one of the operators of test(1), such as `-x`) on that path."""
        return self.run("test", test, path).returncode == 0

    def run(self, *command: str | Path, told: str = "") -> subprocess.CompletedProcess[str]:
        """Run a program under this account, `told` that on its standard input, and return what it said."""
        mine = self.uid == os.geteuid()
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            input=told,
            cwd="/",
            user=None if mine else self.uid,
            group=None if mine else self.gid,
            extra_groups=None if mine else [],
        )

    def become(self) -> None:
        """Drop this process, for good, to the account."""
        if self.uid != os.geteuid():
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)


def server_account() -> Account:
    """The account for the server: one's own, or for root the system account `deconflict`, made when missing."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    # Of several that add one account at once, each looks whether it is there before any has it, and then each writes it
    # with a number of its own over the one that another has by now.
    with open("/etc/passwd", "rb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            found = pwd.getpwnam(NAME)
        except KeyError:
            found = _make()
    return Account(found.pw_uid, found.pw_gid)


def _make() -> pwd.struct_passwd:
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    if not useradd:
        raise RuntimeError(f"PostgreSQL refuses root and there is no useradd here: make a system account {NAME!r}")
    told = subprocess.run(
        [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise RuntimeError(f"could not make the system account {NAME!r}: {told.stderr.strip()}") from None
