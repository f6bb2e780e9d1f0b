"""The server's account is made once, however many start at the same time on a machine that never had it."""

import multiprocessing
import os
import pwd
import subprocess
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from uuid import uuid4

import pytest

from deploy.database import account

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="SKIPPED LOUDLY: only root makes accounts")

AT_ONCE = 8


@pytest.fixture
def name() -> Iterator[str]:
    name = f"dcft-{uuid4().hex[:8]}"
    yield name
    subprocess.run(["userdel", name], check=True, capture_output=True)


def _uid(name: str, start: Barrier) -> int:
    account.NAME = name
    start.wait()
    return account.server_account().uid


def test_of_many_that_make_it_at_once_all_have_the_same(name: str) -> None:
    with multiprocessing.Manager() as manager:
        start = manager.Barrier(AT_ONCE)
        with multiprocessing.get_context("spawn").Pool(AT_ONCE) as pool:
            found = pool.starmap(_uid, [(name, start)] * AT_ONCE, chunksize=1)

    assert len(set(found)) == 1
    assert pwd.getpwnam(name).pw_uid == found[0]
