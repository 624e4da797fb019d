#!/usr/bin/env python3
"""Compares the catalogue with the resource schemas that cfn-lint carries.

    tests/judges/attributes.py

What a fix may write must be there: an attribute that is read by `Fn::GetAtt` and that a type has
not fails the deployment, so it is a fault, and exits 1. Types and properties that are only looked for
are notes, for these schemas are often older than what AWS documents. Needs Python 3.11 or newer, and
the package cfn-lint.
"""

import re
import sys
import tomllib
from pathlib import Path

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER
from cfnlint.schema import ResourceNotFoundError

CATALOGUE = Path(__file__).parents[2] / "src/catalogue"
REGIONS = ["us-east-1", "eu-west-1", "us-west-2"]
# Types that a transform turns into others: no schema has them.
TRANSFORMED = ("AWS::Serverless::", "Custom::")


def schema(name):
    for region in REGIONS:
        try:
            return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, name)
        except ResourceNotFoundError:
            continue
    return None


def strings(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def resolved(whole, node):
    while isinstance(node, dict) and "$ref" in node:
        inner = whole
        for step in node["$ref"].lstrip("#/").split("/"):
            inner = inner.get(step, {})
        node = inner
    return node if isinstance(node, dict) else {}


def has_property(whole, path):
    """Does a path of properties lead somewhere? What a schema leaves open may hold anything."""
    nodes = [whole]
    for step in path:
        following, is_open = [], False
        for node in nodes:
            node = resolved(whole, node)
            parts = [node, *(resolved(whole, arm) for word in ("oneOf", "anyOf", "allOf") for arm in node.get(word, []))]
            for part in parts:
                part = resolved(whole, part.get("items", part)) if part.get("type") == "array" or "items" in part else part
                properties = part.get("properties", {})
                following += [inner for key, inner in properties.items() if step in (key, "*")]
                following += list(part.get("patternProperties", {}).values())
                is_open = is_open or not properties and "patternProperties" not in part
        if not following:
            return is_open
        nodes = following
    return True


def paths(name, facts, services):
    """The property paths that the catalogue names of a type."""
    for key in ("name_arguments", "other_role_arguments", "hands_on", "hands_roles_on", "policy_arguments"):
        yield from (path for path in facts.get(key, []) if isinstance(path, str))
    yield from (fill["argument"] for fill in facts.get("placeholders", {}).values() if "argument" in fill)
    for text in services:
        if text.startswith(name + "."):
            yield text[len(name) + 1 :]


def main():
    services = set()
    for file in sorted((CATALOGUE / "services").glob("*.toml")):
        services.update(strings(tomllib.loads(file.read_text())))
    count, faults, notes = 0, [], []
    for file in sorted((CATALOGUE / "types").glob("*.toml")):
        for name, facts in tomllib.loads(file.read_text()).items():
            if "::" not in name or name.startswith(TRANSFORMED):
                continue
            count += 1
            found = schema(name)
            if found is None:
                notes.append(f"{file.name}: {name} is no resource type")
                continue
            attributes = set(found.get_atts)
            for text in strings(facts):
                attribute = re.fullmatch(r"GetAtt (\S+)", text)
                if attribute and attribute[1] not in attributes:
                    faults.append(f"{file.name}: {name} has no attribute {attribute[1]}, but {sorted(attributes)}")
            for path in sorted(set(paths(name, facts, services))):
                if not has_property(found.schema, path.split(".")):
                    notes.append(f"{file.name}: {name} has no property {path}")
    print(*(f"note: {note}" for note in notes), *(f"fault: {fault}" for fault in faults), sep="\n")
    print(f"{count} resource types compared: {len(faults)} faults, {len(notes)} notes")
    sys.exit(1 if faults or not count else 0)


if __name__ == "__main__":
    main()
