#!/usr/bin/env python3
"""Installs unconfuse in the ways that the documentation shows: run.py PROGRAM RELEASE

PROGRAM is built; RELEASE is the folder that `scripts/release/build.sh` has filled, if it has. A way
whose tool is not here is named and skipped. Ends with 1 when one does not work.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "examples" / "terraform" / "transfer-user-role"
RELEASE = None
SHELLS = {"bash": "unconfuse.bash", "fish": "unconfuse.fish", "zsh": "_unconfuse"}
# How a shell is asked for what may follow `unconfuse check --changed-s`; its file is $0.
ASKED = {
    "bash": 'source "$0"; COMP_WORDS=(unconfuse check --changed-s); COMP_CWORD=2; '
    '_unconfuse unconfuse --changed-s check; echo "${COMPREPLY[@]}"',
    "fish": "complete -C 'unconfuse check --changed-s'",
    "zsh": 'fpath=("${0:h}" $fpath); autoload -Uz compinit && compinit -D && whence -w _unconfuse && cat "$0"',
}

# As much of nixpkgs as the flake asks for: a package is what it is told, without being built.
NIXPKGS = """{
  outputs = { self }:
    let
      lib.licenses = { mit = "mit"; asl20 = "asl20"; };
      lib.genAttrs = names: make: builtins.listToAttrs (map (name: { inherit name; value = make name; }) names);
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      package = system: told: derivation {
        inherit system;
        inherit (told) src;
        name = "${told.pname}-${told.version}";
        builder = "/bin/sh";
        args = [ "-c" told.postInstall told.cargoLock.lockFile told.meta.description told.meta.mainProgram ];
      };
    in
    {
      inherit lib;
      legacyPackages = lib.genAttrs systems (system: {
        inherit lib;
        installShellFiles = null;
        rustPlatform.buildRustPackage = package system;
      });
    };
}"""


class Skipped(Exception):
    pass


def call(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)
    assert done.returncode == 0, f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def want(tool):
    if not shutil.which(tool):
        raise Skipped(f"{tool} is not here")


def judges(program):
    """The program starts, and finds what there is to find."""
    assert call(program, "--version").startswith("unconfuse ")
    done = subprocess.run([program, "check", "--quiet", TEMPLATE], capture_output=True, text=True)
    assert done.returncode == 1 and "missing-source-condition" in done.stdout, done.stdout + done.stderr


def wheel(program, folder):
    """The wheel of a release, in a virtual environment where nothing else is."""
    built = release("unconfuse-*.whl")
    clean = folder / "clean"
    call(sys.executable, "-m", "venv", clean)
    call(clean / "bin" / "pip", "install", "--quiet", "--no-index", built)
    judges(clean / "bin" / "unconfuse")


def archive(program, folder):
    """An archive of a release: twice the same bytes, and in it all that it should hold."""
    pack = [sys.executable, ROOT / "scripts" / "release" / "archive.py", program, "a-target"]
    path = Path(call(*pack, folder / "one").strip())
    again = Path(call(*pack, folder / "two").strip())
    assert path.read_bytes() == again.read_bytes()
    digest, name = Path(f"{path}.sha256").read_text().split()
    assert (digest, name) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
    with tarfile.open(path) as file:
        file.extractall(folder)
    judges(folder / "unconfuse")
    assert {"LICENSE-APACHE", "LICENSE-MIT", "README.md"} <= set(os.listdir(folder))


def completions(program, folder):
    """The shells that are here read what is written for them."""
    archive(program, folder)
    here = [shell for shell in SHELLS if shutil.which(shell)]
    for shell in here:
        file = folder / "completions" / SHELLS[shell]
        call(shell, "-n", file)
        how = ["-C", f"source {file}"] if shell == "fish" else []
        assert "--changed-since" in call(shell, *how, "-c", ASKED[shell], *([] if how else [file])), shell
    if len(here) < len(SHELLS):
        raise Skipped(f"only read by {', '.join(here)}")


def manual(program, folder):
    """The manual, as `man` shows it."""
    archive(program, folder)
    want("man")
    shown = call("man", "--warnings", "-l", folder / "man" / "unconfuse.1", env=os.environ | {"MANPAGER": "cat"})
    assert "--changed-files" in shown and "Exit codes:" in shown
    if shutil.which("mandoc"):
        call("mandoc", "-Tlint", "-W", "warning", folder / "man" / "unconfuse.1")


def formula(program, folder):
    """The formula for Homebrew is Ruby and names the archive's checksum."""
    make = ROOT / "scripts" / "release" / "archive.py"
    path = call(sys.executable, make, program, "x86_64-unknown-linux-musl", folder).strip()
    text = call(sys.executable, ROOT / "scripts" / "release" / "formula.py", "https://example.com/u", folder)
    assert Path(f"{path}.sha256").read_text().split()[0] in text
    (folder / "unconfuse.rb").write_text(text)
    want("ruby")
    call("ruby", "-c", folder / "unconfuse.rb")


def flake(program, folder):
    """The flake is Nix, and makes a package for each system of what it asks of nixpkgs."""
    want("nix")
    call("nix-instantiate", "--parse", ROOT / "flake.nix")
    (folder / "nixpkgs").mkdir()
    (folder / "nixpkgs" / "flake.nix").write_text(NIXPKGS)
    nix = ["nix", "--extra-experimental-features", "nix-command flakes", "flake", "check", "--no-build", "--no-write-lock-file"]
    call(*nix, "--override-input", "nixpkgs", f"path:{folder}/nixpkgs", f"git+file://{ROOT}", env=os.environ | {"HOME": str(folder)})


def image(program, folder):
    """An image that holds the program of a release and nothing else, which mends a folder of ours."""
    want("buildah")
    with tarfile.open(release("unconfuse-*.tar.gz")) as file:
        file.extract("unconfuse", folder)
    shutil.copy(ROOT / "Containerfile", folder)
    shutil.copytree(TEMPLATE, folder / "module")
    store = ["buildah", "--root", folder / "store", "--runroot", folder / "run", "--storage-driver", "vfs"]
    call(*store, "bud", "--tag", "unconfuse", folder)
    container = call(*store, "from", "unconfuse").strip()
    run = [*store, "run", "--isolation", "chroot", "--volume", f"{folder / 'module'}:/work", container]
    assert "fixed iam.tf" in call(*run, "/unconfuse", "fix")
    assert "aws:SourceArn" in (folder / "module" / "iam.tf").read_text()


def release(pattern):
    """What the release holds of this name."""
    found = sorted(RELEASE.glob(pattern)) if RELEASE else []
    if not found:
        raise Skipped("no release was built")
    return found[0]


def main(program, built=None):
    global RELEASE
    RELEASE = Path(built).resolve() if built else None
    program = Path(program).resolve()
    broken = False
    for way in (wheel, archive, completions, manual, formula, flake, image):
        with tempfile.TemporaryDirectory() as folder:
            try:
                way(program, Path(folder))
                print(f"{way.__name__}: holds")
            except Skipped as why:
                print(f"{way.__name__}: skipped: {why}")
            except AssertionError as error:
                print(f"{way.__name__}: DOES NOT HOLD: {error}")
                broken = True
    sys.exit(broken)


if __name__ == "__main__":
    main(*sys.argv[1:])
