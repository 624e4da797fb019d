#!/usr/bin/env python3
"""Packs a built program for a release: archive.py PROGRAM TARGET FOLDER

Writes FOLDER/unconfuse-vVERSION-TARGET.tar.gz, with the manual and the completions that the program
itself prints, and its checksum beside it. The same program gives the same bytes.
"""

import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md"]
COMPLETIONS = {
    "bash": "unconfuse.bash",
    "elvish": "unconfuse.elv",
    "fish": "unconfuse.fish",
    "powershell": "_unconfuse.ps1",
    "zsh": "_unconfuse",
}


def printed(program, *args):
    return subprocess.run([program, *args], check=True, stdout=subprocess.PIPE).stdout


def members(program):
    """The files of the archive by name, with their mode."""
    files = {"unconfuse": (Path(program).read_bytes(), 0o755)}
    files |= {name: ((ROOT / name).read_bytes(), 0o644) for name in TEXTS}
    files["man/unconfuse.1"] = (printed(program, "man"), 0o644)
    for shell, name in COMPLETIONS.items():
        files[f"completions/{name}"] = (printed(program, "completions", shell), 0o644)
    return files


def packed(files):
    """The archive: no owner, no time, always the same order."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, (content, mode) in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), mode
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(plain.getvalue(), mtime=0)


def main(program, target, folder):
    program = Path(program).resolve()
    version = printed(program, "--version").decode().split()[1]
    content = packed(members(program))
    path = Path(folder) / f"unconfuse-v{version}-{target}.tar.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    Path(f"{path}.sha256").write_text(f"{hashlib.sha256(content).hexdigest()}  {path.name}\n")
    print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
