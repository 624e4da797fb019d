#!/usr/bin/env python3
"""Times what an editor waits for: `unconfuse lsp` on a module of many files.

    cargo build --release
    benches/editor.py [--bin PATH] [--files N] [--every N] [--rounds N] [FOLDER]

Without a folder a module is made up: --files files of some 70 lines, every --every-th of which
lets a service in without a condition. A document is opened, then changed again and again by one
letter. Printed are the times from a change to its diagnostics, and those of the answers to a
request for actions and for a hover at a finding, both behind a change that is not judged yet:
what a person waits for at worst.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAIN = """
resource "aws_sns_topic" "topic_{n}" {{
  name = "topic-{n}"
}}
"""
ALARM = """
resource "aws_cloudwatch_metric_alarm" "alarm_{n}_{k}" {{
  alarm_name          = "${{var.prefix}}-{n}-{k}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 120
  threshold           = 80
  alarm_actions       = [aws_sns_topic.topic_{n}.arn]
  dimensions = {{
    InstanceId = var.prefix
  }}
  tags = merge(local.tags, {{ Name = "alarm-{n}" }})
}}
"""
GRANT = """
resource "aws_iam_role" "role_{n}" {{
  name = "role-{n}"
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = "{service}.amazonaws.com" }}
    }}]
  }})
}}

resource "{user}" "user_{n}" {{
  {argument} = aws_iam_role.role_{n}.arn
}}
"""
USERS = [
    ("transfer", "aws_transfer_server", "logging_role"),
    ("states", "aws_sfn_state_machine", "role_arn"),
    ("scheduler", "aws_scheduler_schedule", "target_role"),
    ("codebuild", "aws_codebuild_project", "service_role"),
    ("config", "aws_config_configuration_recorder", "role_arn"),
]
COMMON = """
variable "prefix" {
  type = string
}

locals {
  tags = { team = "network" }
}

data "aws_caller_identity" "current" {}
"""


def made_up(folder, files, every):
    for n in range(files - 1):
        text = PLAIN.format(n=n) + "".join(ALARM.format(n=n, k=k) for k in range(4))
        if n % every == 0:
            service, user, argument = USERS[n // every % len(USERS)]
            text += GRANT.format(n=n, service=service, user=user, argument=argument)
        (folder / f"part_{n:04}.tf").write_text(text)
    (folder / "main.tf").write_text(COMMON)


class Client:
    """Talks the protocol with a server on its standard streams."""

    def __init__(self, program, folder):
        command = [program, "lsp"]
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.last = 0

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def tell(self, method, **params):
        self.send(method=method, params=params)

    def ask(self, method, **params):
        self.last += 1
        self.send(id=self.last, method=method, params=params)
        return self.wait(lambda message: message.get("id") == self.last)

    def wait(self, wanted):
        while True:
            length = 0
            while (line := self.server.stdout.readline().strip()) != b"":
                length = int(line.split(b":")[1])
            if length == 0:
                sys.exit("the server went away")
            message = json.loads(self.server.stdout.read(length))
            if wanted(message):
                return message

    def diagnostics(self, uri):
        is_meant = lambda params: params.get("uri") == uri
        return self.wait(lambda message: is_meant(message.get("params", {})))["params"]["diagnostics"]


def timed(work):
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def row(name, times):
    times = sorted(times)
    worst = times[int(len(times) * 0.99)]
    print(f"{name:12} median {statistics.median(times):6.1f} ms   99% {worst:6.1f} ms   worst {times[-1]:6.1f} ms")


def run(program, folder, rounds):
    client = Client(program, folder)
    capabilities = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}
    client.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities=capabilities)
    client.tell("initialized")
    path = next(path for path in sorted(folder.glob("*.tf")) if "Principal" in path.read_text())
    uri, text = path.as_uri(), path.read_text()

    def opened():
        client.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "terraform", "version": 0, "text": text})
        return client.diagnostics(uri)

    first, found = timed(opened)
    files = len(list(folder.glob("*.tf")))
    print(f"{files} files; opened in {first:.1f} ms; {len(found)} finding(s) in {path.name}")
    place = found[0]["range"]["start"]
    version = 0

    def change():
        nonlocal version
        version += 1
        # A letter more in a comment at the end, or one less.
        edge = {"line": len(text.splitlines()), "character": 0}
        end = {"line": edge["line"], "character": 3}
        letters = "# a" if version % 2 else ""
        where = {"start": edge, "end": edge if version % 2 else end}
        document = {"uri": uri, "version": version}
        client.tell("textDocument/didChange", textDocument=document, contentChanges=[{"range": where, "text": letters}])

    def diagnosed():
        change()
        return client.diagnostics(uri)

    def acted():
        change()
        range_ = {"start": place, "end": place}
        context = {"diagnostics": [], "triggerKind": 2}
        return client.ask("textDocument/codeAction", textDocument={"uri": uri}, range=range_, context=context)

    def hovered():
        change()
        return client.ask("textDocument/hover", textDocument={"uri": uri}, position=place)

    row("diagnostics", [timed(diagnosed)[0] for _ in range(rounds)])
    actions = [timed(acted) for _ in range(rounds)]
    assert all(answer["result"] for _, answer in actions), actions[0]
    row("actions", [time for time, _ in actions])
    hovers = [timed(hovered) for _ in range(rounds)]
    assert all(answer["result"] for _, answer in hovers), hovers[0]
    row("hover", [time for time, _ in hovers])
    client.ask("shutdown")
    client.tell("exit")
    print(f"ended with {client.server.wait(5)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--bin", default="target/release/unconfuse")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=100)
    args = parser.parse_args()
    program = str(Path(args.bin).resolve())
    if args.folder:
        return run(program, args.folder.resolve(), args.rounds)
    with tempfile.TemporaryDirectory() as folder:
        made_up(Path(folder), args.files, args.every)
        run(program, Path(folder).resolve(), args.rounds)


if __name__ == "__main__":
    main()
