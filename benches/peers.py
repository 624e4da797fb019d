#!/usr/bin/env python3
"""Counts what unconfuse and its neighbours find in the same small inputs: peers.py UNCONFUSE

Installs checkov and cfn-lint, by version, into target/peers. Each input holds one statement that
is open or does not work (`holes`), or one that is right (`sound`), once as Terraform and once as
CloudFormation. A tool has found a hole when it says anything of the file; it has raised a false
alarm when it says anything of a sound one. checkov is asked for the one check that it has on this.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[1] / "target" / "peers"
PACKAGES = ["checkov==3.3.30", "cfn-lint==1.58.0"]
ACCOUNT = "111122223333"
USER = f"arn:aws:transfer:eu-west-1:{ACCOUNT}:user/*"
TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:orders"


def trust(services, condition=None):
    statement = {"Effect": "Allow", "Principal": {"Service": services}, "Action": "sts:AssumeRole"}
    return "role", statement | ({"Condition": condition} if condition else {})


def grant(holder, service, action, condition=None):
    resource = "arn:aws:s3:::trail/*" if holder == "bucket" else "*"
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": action, "Resource": resource}
    return holder, statement | ({"Condition": condition} if condition else {})


def both(operator, arn, account=ACCOUNT):
    return {operator: {"aws:SourceArn": arn}, "StringEquals": {"aws:SourceAccount": account}}


TRANSFER = "transfer.amazonaws.com"
HOLES = {
    "a role, no condition": trust(TRANSFER),
    "a role for two services, no condition": trust(["ec2.amazonaws.com", TRANSFER]),
    "a queue for a topic, no condition": grant("queue", "sns.amazonaws.com", "sqs:SendMessage"),
    "a topic for a bucket, no condition": grant("topic", "s3.amazonaws.com", "sns:Publish"),
    "a bucket for CloudTrail, only an ACL": grant(
        "bucket", "cloudtrail.amazonaws.com", "s3:PutObject",
        {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}),
    "a key for Customer Profiles, no condition": grant("key", "profile.amazonaws.com", "kms:Decrypt"),
    "a function for API Gateway, no source": ("permission", {"Principal": "apigateway.amazonaws.com"}),
    "a function for a bucket, no account": (
        "permission", {"Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::uploads"}),
    "a queue for a bucket, no account": grant(
        "queue", "s3.amazonaws.com", "sqs:SendMessage", {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::uploads"}}),
    "a wildcard under StringEquals": trust(TRANSFER, {"StringEquals": {"aws:SourceArn": USER}}),
    "ARN and account disagree": trust(TRANSFER, both("ArnLike", USER, "444455556666")),
    "an operator with a blank": trust(TRANSFER, {" ArnLike": {"aws:SourceArn": USER}}),
    "an ARN with a stray slash": trust(TRANSFER, {"ArnLike": {"aws:SourceArn": USER.replace(":user", ":/user")}}),
    "...IfExists": trust(TRANSFER, {"ArnLikeIfExists": {"aws:SourceArn": USER}}),
    "an ARN of any account": trust(TRANSFER, {"ArnLike": {"aws:SourceArn": "arn:aws:transfer:*:*:user/*"}}),
}
SOUND = {
    "a role with both keys": trust(TRANSFER, both("ArnLike", USER)),
    "a role for EC2, which sends no source": trust("ec2.amazonaws.com"),
    "a queue for one topic": grant(
        "queue", "sns.amazonaws.com", "sqs:SendMessage", {"ArnEquals": {"aws:SourceArn": TOPIC}}),
    "a function for one topic": ("permission", {"Principal": "sns.amazonaws.com", "SourceArn": TOPIC}),
}
HOLDERS = {
    "role": ("aws_iam_role", "assume_role_policy", {}, "AWS::IAM::Role", "AssumeRolePolicyDocument", {}),
    "queue": ("aws_sqs_queue_policy", "policy", {"queue_url": "orders"}, "AWS::SQS::QueuePolicy", "PolicyDocument",
              {"Queues": [f"https://sqs.eu-west-1.amazonaws.com/{ACCOUNT}/orders"]}),
    "topic": ("aws_sns_topic_policy", "policy", {"arn": TOPIC}, "AWS::SNS::TopicPolicy", "PolicyDocument",
              {"Topics": [TOPIC]}),
    "bucket": ("aws_s3_bucket_policy", "policy", {"bucket": "trail"}, "AWS::S3::BucketPolicy", "PolicyDocument",
               {"Bucket": "trail"}),
    "key": ("aws_kms_key", "policy", {}, "AWS::KMS::Key", "KeyPolicy", {}),
}


def terraform(holder, statement):
    if holder == "permission":
        names = {"Principal": "principal", "SourceArn": "source_arn", "SourceAccount": "source_account"}
        arguments = {"action": "lambda:InvokeFunction", "function_name": "resize"}
        arguments |= {names[name]: value for name, value in statement.items()}
        kind, policy = "aws_lambda_permission", ""
    else:
        kind, name, arguments = HOLDERS[holder][:3]
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
        policy = f"  {name} = jsonencode({document})\n"
    lines = "".join(f"  {name} = {json.dumps(value)}\n" for name, value in arguments.items())
    return f'resource "{kind}" "it" {{\n{lines}{policy}}}\n'


def cloudformation(holder, statement):
    if holder == "permission":
        properties = {"Action": "lambda:InvokeFunction", "FunctionName": "resize", **statement}
        kind = "AWS::Lambda::Permission"
    else:
        kind, name, others = HOLDERS[holder][3:]
        properties = others | {name: {"Version": "2012-10-17", "Statement": [statement]}}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"It": {"Type": kind, "Properties": properties}}}
    return json.dumps(template, indent=2) + "\n"


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True).stdout


def unconfuse(program, path):
    report = json.loads(run(program, "check", "--quiet", "--fail-on=never", "--format=json", path))
    told = (finding for finding in report["findings"] if finding["severity"] != "info")
    return [f"{finding['rule']} ({finding['remedy']['applicability']})" for finding in told]


def checkov(path):
    said = json.loads(run(TOOLS / "bin/checkov", "-f", path, "--check", "CKV_AWS_364", "-o", "json", "--skip-download"))
    failed = said.get("results", {}).get("failed_checks", [])
    return [check["check_id"] for check in failed]


def cfn_lint(path):
    return [match["Rule"]["Id"] for match in json.loads(run(TOOLS / "bin/cfn-lint", "--format", "json", path) or "[]")]


def main(program):
    if not (TOOLS / "bin/checkov").exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        subprocess.run([TOOLS / "bin/pip", "install", "--quiet", *PACKAGES], check=True)
    languages = {
        "Terraform": ("tf", terraform, {"unconfuse": lambda it: unconfuse(program, it), "checkov": checkov}),
        "CloudFormation": ("json", cloudformation,
                           {"unconfuse": lambda it: unconfuse(program, it), "checkov": checkov, "cfn-lint": cfn_lint}),
    }
    for language, (ending, render, tools) in languages.items():
        counts = {name: {"holes": 0, "sound": 0} for name in tools}
        for what, cases in (("holes", HOLES), ("sound", SOUND)):
            for title, (holder, statement) in cases.items():
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / f"input.{ending}"
                    path.write_text(render(holder, statement))
                    said = {name: ask(path) for name, ask in tools.items()}
                for name, rules in said.items():
                    counts[name][what] += bool(rules)
                row = "; ".join(f"{name} {' '.join(rules) or '-'}" for name, rules in said.items())
                print(f"{language}, {what}: {title}: {row}")
        for name, count in counts.items():
            print(f"{language}: {name}: {count['holes']} of {len(HOLES)} holes, {count['sound']} of {len(SOUND)} sound")


if __name__ == "__main__":
    main(*sys.argv[1:])
