"""What the catalogue names of resource types: {type: paths}, dotted, as they stand there."""

import tomllib
from pathlib import Path

ARGUMENTS = ("name_arguments", "prefix_arguments", "other_role_arguments", "hands_roles_on", "hands_on")


def named(catalogue: Path) -> dict:
    out = {}

    def add(resource: str, path: str = "") -> None:
        out.setdefault(resource, set()).update({path} if path else ())

    for name, facts in tables(catalogue / "types"):
        add(name)
        for path in paths_of_type(facts):
            add(name, path)
        for placeholder in facts.get("placeholders", {}).values():
            if "refers_to" in placeholder:
                add(placeholder["refers_to"])
    for service in (service for _, service in files(catalogue / "services")):
        for pair in service["pair"]:
            for name in pair.get("sources", []):
                add(name)
            for hint in pair.get("terraform", []) + pair.get("cloudformation", []):
                for name, path in paths_of_hint(hint):
                    add(name, path)
    return out


def files(folder: Path):
    for file in sorted(folder.glob("*.toml")):
        yield file.stem, tomllib.loads(file.read_text())


def tables(folder: Path):
    for _, file in files(folder):
        yield from file.items()


def paths_of_type(facts: dict):
    for field in ARGUMENTS:
        yield from facts.get(field, [])
    yield facts.get("stands_for", "")
    yield reference(facts.get("arn", "Ref"))
    for placeholder in facts.get("placeholders", {}).values():
        yield placeholder.get("argument", "")
        yield reference(placeholder.get("generated", "Ref"))
    for slot in facts.get("slots", []):
        yield slot.get("argument", "")
        if slot.get("protects") != "account":
            yield slot.get("protects", "")
        yield from slot.get("arguments", {}).values()


def reference(text: str) -> str:
    """The attribute that a reference names; none for `Ref`, which every resource has."""
    return "" if text == "Ref" else text.removeprefix("GetAtt ")


def paths_of_hint(hint: dict):
    holder, argument = hint["argument"].split(".", 1)
    yield holder, argument
    for other in hint.get("only_with", {}):
        yield holder, other
    for source in [hint, *hint.get("also", [])]:
        if "source" in source:
            yield source["source"], source.get("child", "")
        yield holder, source.get("via", "")
    if "join" in hint:
        yield hint["join"], hint["link"]
        yield hint["join"], hint["then"]
