#!/usr/bin/env python3
"""Prints a Homebrew formula for the archives of a release: formula.py REPOSITORY FOLDER

REPOSITORY is the address of the repository whose release it is, FOLDER holds the archives and their
checksums. A system without an archive is left out.
"""

import re
import sys
from pathlib import Path

SYSTEMS = {
    "macos": {"arm": "aarch64-apple-darwin", "intel": "x86_64-apple-darwin"},
    "linux": {"arm": "aarch64-unknown-linux-musl", "intel": "x86_64-unknown-linux-musl"},
}

FORMULA = """\
class Unconfuse < Formula
  desc "Finds and fixes confused-deputy holes in Terraform and CloudFormation"
  homepage "{repository}"
  version "{version}"
  license any_of: ["MIT", "Apache-2.0"]

{systems}
  def install
    bin.install "unconfuse"
    man1.install "man/unconfuse.1"
    bash_completion.install "completions/unconfuse.bash" => "unconfuse"
    zsh_completion.install "completions/_unconfuse"
    fish_completion.install "completions/unconfuse.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{{bin}}/unconfuse --version")
    (testpath/"main.tf").write "locals {{}}\\n"
    system bin/"unconfuse", "check"
  end
end
"""


def source(address, checksum):
    digest, name = checksum.read_text().split()
    return f'      url "{address}/{name}"\n      sha256 "{digest}"\n'


def system(name, machines, address, folder):
    parts = []
    for machine, target in machines.items():
        for checksum in Path(folder).glob(f"unconfuse-v*-{target}.tar.gz.sha256"):
            parts.append(f"    on_{machine} do\n{source(address, checksum)}    end\n")
    return f"  on_{name} do\n{''.join(parts)}  end\n" if parts else ""


def main(repository, folder):
    versions = {re.match(r"unconfuse-v([0-9.]+)-", path.name)[1] for path in Path(folder).glob("*.tar.gz")}
    if len(versions) != 1:
        raise SystemExit(f"archives of one version are wanted, not of {sorted(versions) or 'none'}")
    version = versions.pop()
    address = f"{repository}/releases/download/v{version}"
    systems = "".join(system(name, machines, address, folder) for name, machines in SYSTEMS.items())
    print(FORMULA.format(repository=repository, version=version, systems=systems), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
