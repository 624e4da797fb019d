#!/usr/bin/env bash
# Runs the program as the inputs ask, and passes its exit code on once all reports are out.
# In: PROGRAM, VERB, PATHS, FAIL_ON and the other inputs of action.yml, each in a variable.
set -euo pipefail

refuse() {
  printf '::error::%s\n' "$1"
  exit 2
}

is_true() {
  case $2 in
    true) return 0 ;;
    false) return 1 ;;
    *) refuse "$1 must be true or false" ;;
  esac
}

case $VERB in
  check | fix) ;;
  *) refuse "verb must be check or fix" ;;
esac

outputs=$(mktemp "$RUNNER_TEMP/unconfuse.XXXXXX")
flags=("--fail-on=$FAIL_ON" "--format=github-output=$outputs")
if is_true annotations "$ANNOTATIONS"; then flags+=(--format=github); else flags+=(--format=human); fi
if is_true summary "$SUMMARY"; then
  page=$(mktemp "$RUNNER_TEMP/unconfuse.XXXXXX")
  flags+=("--format=markdown=$page")
fi
if is_true unsafe-fixes "$UNSAFE_FIXES"; then flags+=(--unsafe-fixes); fi
if [[ -n $SARIF_FILE ]]; then flags+=("--format=sarif=$SARIF_FILE"); fi
if [[ -n $CHANGED_SINCE ]]; then flags+=("--changed-since=$CHANGED_SINCE"); fi
if [[ -n $CHANGED_FILES ]]; then flags+=("--changed-files=$CHANGED_FILES"); fi

roots=()
while IFS= read -r path; do
  if [[ -n $path ]]; then roots+=("$path"); fi
done <<<"$PATHS"

code=0
"$PROGRAM" "$VERB" "${flags[@]}" -- ${roots[@]+"${roots[@]}"} || code=$?
# Other lines of the same step stay: the reports are added to these files.
cat "$outputs" >>"$GITHUB_OUTPUT"
printf 'sarif-file=%s\n' "${SARIF_FILE//$'\n'/}" >>"$GITHUB_OUTPUT"
if [[ -n ${page:-} ]]; then cat "$page" >>"$GITHUB_STEP_SUMMARY"; fi
exit "$code"
