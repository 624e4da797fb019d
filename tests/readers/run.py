#!/usr/bin/env python3
"""Has the programs that people use read what unconfuse writes: run.py PROGRAM

Installs what it wants into target/readers, by name and version. Ends with 1 when a reader
complains; a reader that is not here is named.
"""

import sys
import tempfile
from pathlib import Path

# The checkout stays as it was.
sys.dont_write_bytecode = True

from editors import use_emacs, use_neovim
from formats import READERS, write_reports
from tools import Skipped, install
from workflows import read_workflows, use_init, use_pre_commit


def tried(name, read):
    """Does a reader take what it is given? It also does where it is not here."""
    try:
        read()
        print(f"{name}: holds")
    except Skipped as why:
        print(f"{name}: skipped: {why}")
    except AssertionError as complaint:
        print(f"{name}: DOES NOT HOLD: {complaint}")
        return False
    return True


def main(program):
    install()
    program = Path(program).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_reports(program, folder)
        went = [tried(read.__name__, lambda: read(folder)) for read in [*READERS, read_workflows]]
        went += [tried(use.__name__, lambda: use(program, folder)) for use in (use_pre_commit, use_init, use_neovim, use_emacs)]
    sys.exit(not all(went))


if __name__ == "__main__":
    main(*sys.argv[1:])
