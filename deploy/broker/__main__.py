"""Run the broker in the foreground: `python -m deploy.broker --data DIR --port PORT`.

The process becomes the Java virtual machine, so that every signal reaches the broker itself. Started again on the same
folder, after any kind of ending, it continues on the same log.
"""

import argparse
import os
import subprocess
from pathlib import Path

from deploy.broker.archive import archive, reading, writing
from deploy.broker.config import cluster_id, server_properties
from deploy.broker.jars import class_path
from deploy.broker.java import find_java
from deploy.ports import free_port

JVM_FLAGS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")


def main() -> None:
    """Format the folder on its first use, then become the broker."""
    asked = argparse.ArgumentParser(prog="python -m deploy.broker", description=main.__doc__)
    asked.add_argument("--data", type=Path, required=True, help="folder of the log, kept between runs")
    asked.add_argument("--port", type=int, required=True, help="port for clients, on loopback")
    asked.add_argument("--heap", default="512m", help="largest heap, in Java's notation")
    asked.add_argument("--learn", type=Path, help="file in which Java writes down at its end what it learnt")
    options = asked.parse_args()

    data: Path = options.data.resolve()
    log, config, formatted = data / "log", data / "server.properties", data / "formatted"
    log.mkdir(parents=True, exist_ok=True)
    config.write_text(server_properties(log, options.port, free_port()), encoding="utf-8")
    java, jars = find_java(), class_path()
    command = [str(java), f"-Xmx{options.heap}", *JVM_FLAGS, *reading(archive(java, jars)), "-cp", jars]
    if not formatted.exists():
        storage = ["kafka.tools.StorageTool", "format", "-t", cluster_id(), "-c", str(config), "--ignore-formatted"]
        subprocess.run([*command, *storage], check=True)
        formatted.touch()
    os.execv(command[0], [*command, *writing(options.learn), "kafka.Kafka", str(config)])


if __name__ == "__main__":
    main()
