"""Editors, set up as the recipe says."""

import os
import re
import shutil
from pathlib import Path

from tools import ROOT, Skipped, call, python

HERE = ROOT / "tests" / "readers"


def recipe(language):
    """The configuration that the recipe shows in this language."""
    return re.search(rf"```{language}\n(.*?)```", (ROOT / "docs" / "recipes" / "editors.md").read_text(), re.S)[1]


def module(program, folder):
    """A module in a repository, and a way to start editors in it that leads to the program."""
    shutil.copytree(ROOT / "examples" / "terraform" / "transfer-user-role", folder)
    (folder / ".git").mkdir()
    path = f"{Path(program).resolve().parent}{os.pathsep}{os.environ['PATH']}"
    return {"cwd": folder, "env": os.environ | {"PATH": path, "HOME": str(folder)}, "timeout": 90}


def use_neovim(program, folder):
    """The recipe's configuration finds, explains and mends what stands in the editor."""
    (folder / "config" / "nvim").mkdir(parents=True)
    (folder / "config" / "nvim" / "init.lua").write_text(recipe("lua"))
    how = module(program, folder / "neovim")
    how["env"] |= {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    call(python("nvim", "neovim"), "--headless", "-c", f"luafile {HERE / 'neovim.lua'}", **how)


def use_emacs(program, folder):
    """The same with Eglot, which counts columns in UTF-16."""
    if not shutil.which("emacs"):
        raise Skipped("emacs is not here")
    (folder / "recipe.el").write_text(recipe("lisp"))
    how = module(program, folder / "emacs")
    how["env"] |= {"RECIPE": str(folder / "recipe.el")}
    call("emacs", "--batch", "--load", HERE / "emacs.el", **how)
