#!/usr/bin/env python3
"""Writes down what real schemas say of the types, arguments and attributes that the catalogue names,
and of every argument that takes a role: update.py [FOLDER]

The schemas come from packages of PyPI, which `pip` puts into FOLDER, or into one that is made and
taken away. The tests read what is written, in src/catalogue/tests/schemas, and need none of this.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import cloudformation
import terraform
from named import named
from roles import takes_role

CATALOGUE = Path(__file__).resolve().parents[2] / "src/catalogue"

# For each file its schemas, oldest first: the package, and who reads it.
SOURCES = {
    "aws": [
        ("cdktf-cdktf-provider-aws==15.0.0", terraform.read),
        ("cdktf-cdktf-provider-aws==20.1.0", terraform.read),
        ("cdktn-provider-aws==25.8.1", terraform.read),
    ],
    "awscc": [("cdktn-provider-awscc==1.8.0", terraform.read)],
    "cloudformation": [("cfn-lint==1.58.0", cloudformation.read)],
}


def main(folder: Path) -> None:
    wanted = named(CATALOGUE)
    for name, packages in SOURCES.items():
        schemas = [read(wheel(package, folder)) for package, read in packages]
        versions = [version for version, _ in schemas]
        known = {resource for _, types in schemas for resource in types}
        if name == "awscc":
            # A role that a type takes of which the catalogue tells nothing is for an unknown use.
            known &= wanted.keys()
        lines = [f"# {', '.join(versions)}"]
        for resource in sorted(known):
            lines += told(resource, schemas, wanted.get(resource))
        target = CATALOGUE / f"tests/schemas/{name}.txt"
        target.write_text("\n".join(lines) + "\n")
        print(f"{target}: {name} {', '.join(versions)}")


def wheel(package: str, folder: Path) -> Path:
    name, _, version = package.partition("==")
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not list(folder.glob(pattern)):
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, package], check=True)
    return next(folder.glob(pattern))


def told(resource: str, schemas: list, wanted: set | None) -> list:
    """The lines of a type; none where nothing of it is asked."""
    paths = {}
    for version, types in schemas:
        for path, writable, is_leaf in walk(types.get(resource, {}), ""):
            is_role = writable and is_leaf and takes_role(resource, path)
            if is_role or any(meant(pattern.split("."), path.split("."), is_leaf) for pattern in wanted or ()):
                entry = paths.setdefault(path, {"role": False, "given": True, "block": False, "versions": []})
                entry["role"] |= is_role
                entry["given"] &= not writable
                entry["block"] |= not is_leaf
                entry["versions"].append(version)
    if wanted is None and not any(entry["role"] for entry in paths.values()):
        return []
    own = [version for version, types in schemas if resource in types]
    lines = [" ".join([resource, *old(own, schemas)])]
    for path, entry in sorted(paths.items()):
        words = [word for word in ("role", "given", "block") if entry[word]]
        lines.append(" ".join([f"  {path}", *words, *([] if entry["versions"] == own else old(entry["versions"], schemas))]))
    return lines


def old(versions: list, schemas: list) -> list:
    """The versions in which something is, where the newest has it no more."""
    return [] if schemas[-1][0] in versions else versions


def walk(tree: dict, above: str):
    for name, (writable, below) in tree.items():
        path = above + name
        yield path, writable, not below
        yield from walk(below, path + ".")


def meant(pattern: list, path: list, is_leaf: bool) -> bool:
    """Does a path that the catalogue names mean this one, or lead into the text that it holds? `*`
    stands for one or more parts."""
    match pattern, path:
        case _, []:
            return is_leaf or not pattern
        case ["*", *rest], _:
            return any(meant(rest, path[at:], False) for at in range(1, len(path) + 1))
        case [first, *rest], [other, *tail]:
            return first == other and meant(rest, tail, is_leaf)
    return False


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
