"""Reads the properties of CloudFormation's resource types out of the schemas that cfn-lint carries.

Trees are as in `terraform.py`.
"""

import json
import zipfile
from pathlib import Path

DATA = "cfnlint/data/schemas"

# What a schema calls read-only, and the transform of serverless resources takes.
WRITABLE = {"AWS::Serverless::StateMachine": {"/properties/Name"}}


def read(wheel: Path) -> tuple[str, dict]:
    """The day of the schemas, and the tree of each resource type of any Region."""
    with zipfile.ZipFile(wheel) as archive:
        day = json.loads(archive.read(f"{DATA}/version.json"))["schema_date"][:10]
        regions = [name for name in archive.namelist() if name.startswith(f"{DATA}/providers/")]
        # A type is not the same everywhere: us-east-1 has most.
        regions.sort(key=lambda name: (not name.endswith("/us-east-1.json"), name))
        files = {}
        for region in (name for name in regions if name.endswith(".json")):
            files = {**json.loads(archive.read(region)), **files}
        return day, {name: root(json.loads(archive.read(f"{DATA}/resources/{file}.json"))) for name, file in files.items()}


def root(schema: dict) -> dict:
    read_only = set(schema.get("readOnlyProperties", [])) - WRITABLE.get(schema["typeName"], set())
    return tree(schema, schema, "/properties", read_only, ())


def tree(schema: dict, node: dict, at: str, read_only: set, above: tuple) -> dict:
    while "$ref" in node:
        if node["$ref"] in above:
            return {}
        above = (*above, node["$ref"])
        node = pointed(schema, node["$ref"])
    out = {}
    for name, inner in node.get("properties", {}).items():
        path = f"{at}/{name}"
        out[name] = (path not in read_only, tree(schema, inner, path, read_only, above))
    maps = [node.get("additionalProperties"), *node.get("patternProperties", {}).values()]
    for inner in (inner for inner in maps if isinstance(inner, dict)):
        join(out, {"*": (True, tree(schema, inner, f"{at}/*", read_only, above))})
    alternatives = [one for key in ("oneOf", "anyOf", "allOf") for one in node.get(key, [])]
    for inner in alternatives:
        join(out, tree(schema, inner, at, read_only, above))
    if isinstance(node.get("items"), dict):
        join(out, tree(schema, node["items"], f"{at}/*", read_only, above))
    return out


def pointed(schema: dict, pointer: str) -> dict:
    node = schema
    for step in pointer.removeprefix("#/").split("/"):
        node = node.get(step, {})
    return node


def join(out: dict, more: dict) -> None:
    """Adds one tree to another."""
    for name, (writable, below) in more.items():
        if name in out:
            join(out[name][1], below)
        else:
            out[name] = (writable, below)
