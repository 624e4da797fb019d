#!/usr/bin/env bash
# Builds what a release holds for one target: build.sh TARGET FOLDER
# In: cargo with the standard library of TARGET; musl-gcc for musl; python3 with maturin and wheel.
# Out: the archive, its checksum and a wheel, in FOLDER.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly target=$1 folder=$2
program="${CARGO_TARGET_DIR:-target}/$target/release/unconfuse"

# A program without libraries runs on every Linux, old and new, with glibc and with musl.
refuse_libraries() {
  if readelf --dynamic "$program" | grep '(NEEDED)'; then
    printf '%s wants libraries\n' "$program" >&2
    exit 1
  fi
}

# The allocator is written in C.
case $target in
  *-linux-musl) export "CC_${target//-/_}=musl-gcc" ;;
esac
cargo build --release --locked --target "$target"
mkdir -p "$folder"
wheels=$(mktemp -d)
case $target in
  *-linux-*)
    refuse_libraries
    maturin build --release --locked --target "$target" --compatibility linux --out "$wheels"
    machine=${target%%-*}
    python3 -m wheel tags --remove \
      --platform-tag "manylinux_2_17_$machine.manylinux2014_$machine.musllinux_1_1_$machine" "$wheels"/*.whl
    ;;
  *) maturin build --release --locked --target "$target" --out "$wheels" ;;
esac
mv "$wheels"/*.whl "$folder"
python3 scripts/release/archive.py "$program" "$target" "$folder"
