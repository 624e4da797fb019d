#!/usr/bin/env bash
# Puts the program where the next step finds it, and says where, as the output `program`.
# In: PROGRAM or VERSION, both may be empty; ACTION_REPOSITORY; RUNNER_TEMP; GITHUB_ACTION_PATH.
set -euo pipefail

refuse() {
  printf '::error::%s\n' "$1"
  exit 2
}

# The archive of a release that fits this machine.
target() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) echo aarch64-unknown-linux-musl ;;
    Darwin-x86_64) echo x86_64-apple-darwin ;;
    Darwin-arm64) echo aarch64-apple-darwin ;;
    *) refuse "there is no release for this machine; leave version empty to build" ;;
  esac
}

# download FOLDER: the archive and its checksum, which must agree.
download() {
  local name base
  [[ $VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || refuse "version must look like 0.1.0"
  [[ $ACTION_REPOSITORY =~ ^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$ ]] || refuse "there are no releases to download from here"
  name="unconfuse-v$VERSION-$(target).tar.gz"
  base="${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/v$VERSION"
  cd "$1"
  for file in "$name" "$name.sha256"; do
    curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --output "$file" "$base/$file" ||
      refuse "cannot download $file"
  done
  # The checksum alone, whatever name stands beside it.
  printf '%s  %s\n' "$(cut -d ' ' -f 1 <"$name.sha256")" "$name" | checksums --check - >/dev/null ||
    refuse "$name is not what its checksum says"
  if [[ -n ${GH_TOKEN:-} && $base == https:* ]] && command -v gh >/dev/null; then
    gh attestation verify "$name" --repo "$ACTION_REPOSITORY" || refuse "$name was not attested by $ACTION_REPOSITORY"
  fi
  tar -xzf "$name" unconfuse
}

checksums() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

folder="$RUNNER_TEMP/unconfuse"
mkdir -p "$folder"
if [[ -n $PROGRAM ]]; then
  program=$PROGRAM
elif [[ -n $VERSION ]]; then
  (download "$folder")
  program="$folder/unconfuse"
else
  # From a folder of its own: neither a toolchain file nor a Cargo setting of the checkout holds there.
  (cd "$GITHUB_ACTION_PATH" && cargo install --quiet --locked --path . --root "$folder" --no-track)
  program="$folder/bin/unconfuse"
fi
"$program" --version || refuse "the program does not start"
printf 'program=%s\n' "$program" >>"$GITHUB_OUTPUT"
