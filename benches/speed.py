#!/usr/bin/env python3
"""Times `unconfuse check` against `rg -l amazonaws.com` on the same tree.

    cargo build --release
    benches/speed.py [FOLDER...] [--bin PATH] [--rg PATH] [--runs N] [--files N] [--threads N] [--each N]

The tree is made of the files of the folders (links where the disk allows them, in as many copies
as it takes to reach --files), or of made-up ones where no folder is given: --each says how many
files there are for each statement that lets a service in. `rg` looks at every byte once, whatever it
says; a check has to judge and prove what it finds too, so the ratio hangs on that number, and three
are measured. Both programs run alternately, after one run of each that does not count. Printed are
the medians of wall time and of processor time, their ratios, and the peak memory of every run.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROLE = """resource "aws_iam_role" "{name}" {{
  name = "{name}"
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = "{service}.amazonaws.com" }}
    }}]
  }})
}}
"""
SERVER = """resource "aws_transfer_server" "this" {{
  logging_role = aws_iam_role.{name}.arn
}}
"""
TEMPLATE = """Resources:
  {name}Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal: {{Service: {service}.amazonaws.com}}
"""
SERVICES = ["lambda", "ec2", "transfer", "ecs-tasks", "events", "states", "firehose"]


def made_up(root, wanted, each):
    """Writes folders of eight files that look like a large repository: one statement that lets a
    service in for `each` files, two of three in Terraform."""
    step = max(1, round(each * 3 / 16))
    for number in range(wanted // 8 + 1):
        folder = root / f"team-{number % 50}" / f"stack-{number}"
        folder.mkdir(parents=True)
        name, service = f"role{number}", SERVICES[number % len(SERVICES)]
        variables = "".join(f'variable "v{n}" {{\n  type = string\n}}\n\n' for n in range(20))
        texts = {
            "variables.tf": variables,
            "outputs.tf": f'output "name" {{\n  value = "{name}"\n}}\n' * 10,
            "main.tf": SERVER.format(name=name) if number % step == 0 else variables,
            "iam.tf": ROLE.format(name=name, service=service) if number % step == 0 else variables,
            "stack.yaml": TEMPLATE.format(name=name, service=service) if number % (2 * step) == 0 else "a: b\n" * 200,
            "data.json": '{"items": [' + ", ".join(str(n) for n in range(400)) + "]}\n",
            "app.py": "import os\n\n\ndef main():\n    return os.environ\n" * 40,
            "README.md": f"# {name}\n\n" + "It runs on AWS.\n" * 40,
        }
        for file, text in texts.items():
            (folder / file).write_text(text)


def files_of(folder):
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(names):
            path = Path(here, name)
            if path.is_file() and not path.is_symlink():
                yield path


def copied(root, folders, wanted):
    """Links or copies the files until there are enough."""
    count = copy = 0
    while count < wanted:
        copy += 1
        before = count
        for folder in folders:
            for path in files_of(folder):
                target = root / f"copy-{copy}" / folder.resolve().name / path.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(path, target)
                except OSError:
                    shutil.copyfile(path, target)
                count += 1
        if count == before:
            sys.exit("the folders hold no files")


def timed(command, tree):
    """Wall seconds, processor seconds, peak memory in MiB and exit code of one run."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        child = os.posix_spawnp(
            command[0],
            [*command, str(tree)],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)],
        )
        _, status, usage = os.wait4(child, 0)
        wall = time.monotonic() - start
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, os.waitstatus_to_exitcode(status)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--bin", default=str(Path(__file__).parent.parent / "target/release/unconfuse"))
    options.add_argument("--rg", default="rg")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--files", type=int, default=20_000)
    options.add_argument("--each", type=int, nargs="+", default=[20, 100, 500])
    options.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    asked = options.parse_args()
    for program in (asked.bin, asked.rg):
        if shutil.which(program) is None:
            sys.exit(f"{program} is not there")

    for each in [None] if asked.folders else asked.each:
        with tempfile.TemporaryDirectory(prefix="unconfuse-bench-") as tree:
            if asked.folders:
                copied(Path(tree), asked.folders, asked.files)
            else:
                made_up(Path(tree), asked.files, each)
            compare(tree, asked, f", a statement for {each} files" if each else "")


def compare(tree, asked, about):
    """Times both programs on a tree and prints the result."""
    count = sum(1 for _ in files_of(tree))
    print(f"{count} files{about}, {asked.threads} threads, {asked.runs} runs of each")
    commands = {
        "rg -l": [asked.rg, "--threads", str(asked.threads), "-l", "amazonaws.com"],
        "check": [asked.bin, "check", "--threads", str(asked.threads)],
    }
    for command in commands.values():
        timed(command, tree)
    runs = {name: [] for name in commands}
    for _ in range(asked.runs):
        for name, command in commands.items():
            runs[name].append(timed(command, tree))

    middle = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in runs.items()}
    for name, rows in runs.items():
        wall, cpu, _, _ = middle[name]
        peak, codes = max(row[2] for row in rows), {row[3] for row in rows}
        print(f"{name}  {wall:6.3f} s wall  {cpu:6.3f} s cpu  {peak:6.1f} MiB peak  exit {codes}")
    print(f"ratio  {middle['check'][0] / middle['rg -l'][0]:.2f} wall  {middle['check'][1] / middle['rg -l'][1]:.2f} cpu")


if __name__ == "__main__":
    main()
