"""Run the database in the foreground: `python -m deploy.database --data DIR --port PORT`.

The process becomes PostgreSQL, so that every signal reaches the server itself: SIGINT ends it fast and clean. Started
again on the same folder, after any kind of ending, it continues on the same data.
"""

import argparse
import os
from pathlib import Path

from deploy.database.cluster import ENVIRONMENT, Cluster


def main() -> None:
    """Make the cluster on its first use, then become its server."""
    asked = argparse.ArgumentParser(prog="python -m deploy.database", description=main.__doc__)
    asked.add_argument("--data", type=Path, required=True, help="folder of the cluster, kept between runs")
    asked.add_argument("--port", type=int, required=True, help="port on loopback")
    asked.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the server")
    options = asked.parse_args()

    cluster = Cluster(options.data)
    cluster.prepare()
    cluster.forget_dead_server()
    command = cluster.command(options.port, dict(setting.split("=", 1) for setting in options.set))
    cluster.account.become()
    os.chdir("/")
    os.execve(command[0], command, os.environ | ENVIRONMENT)


if __name__ == "__main__":
    main()
