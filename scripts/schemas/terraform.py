"""Reads the arguments and attributes of Terraform's resource types out of the packages that CDK for
Terraform and its successor make of a provider's schema.

A tree of arguments is {name: (writable, tree below)}; a name that holds no block has an empty tree.
"""

import re
import tarfile
import zipfile
from pathlib import Path

CLASS = re.compile(r"^class (\w+) extends \w+\.(\w+) \{(.*?)^\}", re.S | re.M)
GETTER = re.compile(r"^    get (\w+)\(\) \{(.*?)^    \}", re.S | re.M)
SETTER = re.compile(r"^    (?:set |put)(\w+)\(value\)", re.M)
BLOCK = re.compile(r"_(\w+) = new (?:\w+\.)?(\w+)\(this, [\"'](\w+)[\"']")
ITEM = re.compile(r"return new (?:\w+\.)?(\w+)\(")
QUOTED = re.compile(r"'(\w+)'")
RESOURCE = re.compile(r"terraformResourceType: '(\w+)'")
PROVIDER = re.compile(r'"provider": \{\s*"name": "[^"]*",\s*"version": "([^"]+)"')


def read(wheel: Path) -> tuple[str, dict]:
    """The version of the provider, and the tree of each of its resource types."""
    version, folders = "", {}
    with zipfile.ZipFile(wheel) as archive:
        inner = next(name for name in archive.namelist() if name.endswith(".tgz"))
        with archive.open(inner) as packed, tarfile.open(fileobj=packed, mode="r|gz") as files:
            for file in files:
                folder = file.name.partition("/lib/")[2].partition("/")[0]
                if file.name == "package/package.json":
                    version = PROVIDER.search(text(files, file)).group(1)
                elif file.name.endswith(".js") and folder and not folder.startswith("data-"):
                    # The classes of a large type are spread over several files of its folder.
                    classes = folders.setdefault(folder, {})
                    classes.update({name: (base, body) for name, base, body in CLASS.findall(text(files, file))})
    types = {}
    for classes in folders.values():
        for name, (base, body) in classes.items():
            if base == "TerraformResource":
                types[RESOURCE.search(body).group(1)] = tree(name, classes, ())
    return version, types


def text(files: tarfile.TarFile, file: tarfile.TarInfo) -> str:
    return files.extractfile(file).read().decode()


def tree(name: str, classes: dict, above: tuple) -> dict:
    """What a class has; nothing where it is one of those above it."""
    base, body = classes.get(name, ("", ""))
    if base in ("ComplexList", "ComplexMap"):
        item = ITEM.search(body)
        return tree(item.group(1), classes, above) if item else {}
    if name in above:
        return {}
    writable = {setter[0].lower() + setter[1:] for setter in SETTER.findall(body)}
    blocks = {camel: (inner, snake) for camel, inner, snake in BLOCK.findall(body)}
    out = {}
    for camel, code in GETTER.findall(body):
        if camel in blocks:
            inner, snake = blocks[camel]
            out[snake] = (camel in writable, tree(inner, classes, (*above, name)))
        elif attribute := QUOTED.search(code):
            out[attribute.group(1)] = (camel in writable, {})
    return out
