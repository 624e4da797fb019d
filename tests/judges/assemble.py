#!/usr/bin/env python3
"""Lays the examples and the further cases out as the judges want them.

    python3 tests/judges/assemble.py OUTDIR

Each example's input (without fix.diff) and its case file become OUTDIR/<language>-<case>,
each folder of `more` is copied under its own name.
"""
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
LANGUAGES = ("terraform", "cloudformation")


def copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("fix.diff", ".terraform*"))


def main(out: Path) -> int:
    if out.exists() and any(out.iterdir()):
        print(f"{out} is not empty", file=sys.stderr)
        return 2
    count, problems = 0, []
    for language in LANGUAGES:
        cases = {f.stem: f for f in (HERE / language).glob("*.json")}
        inputs = {d.name: d for d in (EXAMPLES / language).iterdir() if d.is_dir()}
        problems += [f"examples/{language}/{name} has no case file" for name in sorted(inputs.keys() - cases.keys())]
        problems += [f"{language}/{name}.json has no example" for name in sorted(cases.keys() - inputs.keys())]
        for name in sorted(cases.keys() & inputs.keys()):
            target = out / f"{language}-{name}"
            copy(inputs[name], target)
            shutil.copy(cases[name], target / "case.json")
            count += 1
    for folder in sorted(d for d in (HERE / "more").iterdir() if d.is_dir()):
        copy(folder, out / folder.name)
        count += 1
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{count} cases in {out}")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
