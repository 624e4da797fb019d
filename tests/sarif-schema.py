#!/usr/bin/env python3
"""Validates the SARIF that the program prints against the real schema.

    tests/sarif-schema.py [--bin PATH] [--schema FILE] [PATH...]

Without --schema, the schema is taken out of the npm package that carries it. What is not there
(npm, a registry, Python's jsonschema) is named, and the check skipped.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


def skip(why):
    print(f"skipped sarif-schema: {why}")
    sys.exit(0)


def schema_of_package():
    with tempfile.TemporaryDirectory() as folder:
        try:
            pack = ["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE]
            subprocess.run(pack, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as error:
            skip(f"{PACKAGE} cannot be had ({type(error).__name__})")
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as package:
            return json.load(package.extractfile(MEMBER))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", default=[str(ROOT / "examples")])
    options.add_argument("--bin", default=str(ROOT / "target/debug/unconfuse"))
    options.add_argument("--schema", type=Path)
    asked = options.parse_args()
    try:
        import jsonschema
    except ImportError:
        skip("Python has no jsonschema")
    schema = json.loads(asked.schema.read_text()) if asked.schema else schema_of_package()
    command = [asked.bin, "check", "--unsafe-fixes", "--format", "sarif", *asked.paths]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 1, 2) or not run.stdout:
        sys.exit(f"{' '.join(command)} exits with {run.returncode}: {run.stderr}")
    log = json.loads(run.stdout)
    errors = list(jsonschema.Draft4Validator(schema).iter_errors(log))
    for error in errors[:20]:
        print(f"{'/'.join(str(step) for step in error.absolute_path)}: {error.message[:200]}")
    results = log["runs"][0]["results"]
    print(f"sarif-schema: {len(results)} results, {sum('fixes' in r for r in results)} with fixes, {len(errors)} errors")
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
