"""An image is installed from the wheel: whatever a service reads from its package must be in it."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]
PACKAGES = ("reference", "chassis", "services", "operate")


def test_every_file_of_the_packages_is_in_the_wheel(tmp_path: Path) -> None:
    # From a copy: building leaves folders behind.
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    tracked = [Path(name) for name in listed.stdout.decode().split("\0") if name]
    for name in tracked:
        copy = tmp_path / "source" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(tmp_path / "source")], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as packed:
        lacking = {name.as_posix() for name in tracked if name.parts[0] in PACKAGES} - set(packed.namelist())
    assert not lacking
