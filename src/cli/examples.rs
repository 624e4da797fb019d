//! What stands at the end of the help.

/// Of the program.
pub(super) const PROGRAM: &str = "\
Examples:
  unconfuse check                     look at everything below this folder
  unconfuse diff infra/ | git apply   see the patch, then take it
  unconfuse fix stack.yaml            write the safe fixes
  unconfuse fix - < iam.tf            from standard input to standard output
  unconfuse explain transfer          what a service sends, and who says so

Exit codes: 0 nothing is left to do, 1 findings remain, 2 the job could not be done.
It never talks to a network.";

/// Of `check`.
pub(super) const CHECK: &str = "\
Examples:
  unconfuse check infra/ stack.yaml
  unconfuse check --format concise --fail-on high
  unconfuse check --format human --format sarif=out.sarif --format html=report.html
  unconfuse check --changed-since origin/main
  unconfuse check --baseline unconfuse-baseline.json";

/// Of `diff`.
pub(super) const DIFF: &str = "\
Examples:
  unconfuse diff infra/ | git apply
  unconfuse diff --unsafe-fixes > all.patch";

/// Of `fix`.
pub(super) const FIX: &str = "\
Examples:
  unconfuse fix
  unconfuse fix --unsafe-fixes iam.tf
  unconfuse fix - --stdin-filename stack.yaml < stack.yaml > mended.yaml
  unconfuse fix --exit-zero --format commit-message=/tmp/message && git commit -aF /tmp/message";

/// Of `baseline`.
pub(super) const BASELINE: &str = "\
Examples:
  unconfuse baseline --output unconfuse-baseline.json
  unconfuse check --baseline unconfuse-baseline.json";

/// Of `inventory`.
pub(super) const INVENTORY: &str = "\
Examples:
  unconfuse inventory infra/
  unconfuse inventory --format csv > grants.csv";

/// Of `report`.
pub(super) const REPORT: &str = "\
Examples:
  unconfuse report reports/*.json
  unconfuse report web.json data.json --format human --format html=all.html";

/// Of `explain`.
pub(super) const EXPLAIN: &str = "\
Examples:
  unconfuse explain missing-source-condition
  unconfuse explain transfer
  unconfuse explain iam.tf:12";

/// Of `services`.
pub(super) const SERVICES: &str = "\
Examples:
  unconfuse services
  unconfuse services s3 --format markdown";

/// Of `init`.
pub(super) const INIT: &str = "\
Examples:
  unconfuse init --dry-run
  unconfuse init --only config,hook --yes
  unconfuse init --git https://github.com/OWNER/unconfuse --rev 0123456789abcdef0123456789abcdef01234567

What is there stays as it is. Old findings need not stop anybody:
  unconfuse baseline --output unconfuse-baseline.json";

/// Of `lsp`.
pub(super) const LSP: &str = "\
It talks the Language Server Protocol on standard input and output. In an editor:
  Neovim   vim.lsp.config('unconfuse', { cmd = { 'unconfuse', 'lsp' }, filetypes = { 'terraform' } })
  Helix    [language-server.unconfuse] command = \"unconfuse\", args = [\"lsp\"]
docs/recipes/editors.md has more of this, and of other editors.";
