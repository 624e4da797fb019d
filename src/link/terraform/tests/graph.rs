//! Which references would close a cycle. The cases are experiments with Terraform itself.

use super::modules;
use crate::link::Program;
use crate::text::FileId;
use crate::value::SymbolId;

/// The symbol of an address in the file of this number.
fn id(program: &Program, file: u32, address: &str) -> SymbolId {
    program.lookup_from(FileId(file), address).expect(address)
}

/// Two modules, each of which makes something of a variable, and something else of its own.
const MODULE: &str = r#"
variable "in" {}
resource "terraform_data" "fed" { input = var.in }
resource "terraform_data" "own" {}
output "of_fed" { value = terraform_data.fed.output }
output "of_own" { value = terraform_data.own.output }
"#;

/// A root module that calls both with these arguments and further lines. Nobody else calls them:
/// they configure a provider of their own.
fn crossed(one: &str, two: &str) -> Program {
    let root = format!(
        "provider \"aws\" {{}}\nmodule \"one\" {{\n  source = \"./one\"\n{one}\n}}\nmodule \"two\" {{\n  source = \"./two\"\n{two}\n}}\n"
    );
    let module = format!("provider \"x\" {{}}\n{MODULE}");
    modules(&[("main.tf", &root), ("one/main.tf", &module), ("two/main.tf", &module)])
}

#[test]
fn modules_that_feed_each_other_from_different_outputs_make_no_cycle() {
    let program = crossed("  in = module.two.of_own", "  in = module.one.of_own");
    assert!(program.symbols().all(|symbol| !program.is_in_cycle(symbol.id)));
}

#[test]
fn a_module_that_waits_for_another_hangs_on_all_of_it() {
    let program = crossed("  in = module.two.of_own", "  in = \"x\"\n  depends_on = [module.one]");
    assert!(program.is_in_cycle(id(&program, 1, "terraform_data.fed")));
    assert!(program.is_in_cycle(id(&program, 2, "terraform_data.own")));
}

#[test]
fn a_chain_through_two_modules_is_seen_from_both_ends() {
    let program = crossed("  in = \"x\"", "  in = module.one.of_fed");
    let (first, last) = (id(&program, 1, "terraform_data.fed"), id(&program, 2, "terraform_data.fed"));
    assert!(program.would_cycle(first, last), "the first would wait for what waits for it");
    assert!(!program.would_cycle(id(&program, 1, "terraform_data.own"), id(&program, 2, "terraform_data.own")));
}

#[test]
fn what_a_call_is_repeated_over_comes_before_all_in_it() {
    let program = crossed("  in = \"x\"\n  for_each = module.two.of_own", "  in = \"x\"");
    assert!(program.would_cycle(id(&program, 2, "terraform_data.own"), id(&program, 1, "terraform_data.own")));
}

#[test]
fn a_module_that_is_not_there_gives_whatever_it_takes() {
    let program = modules(&[(
        "main.tf",
        r#"
provider "aws" {}
module "far" {
  source = "example/far/aws"
  role   = terraform_data.role.output
}
resource "terraform_data" "role" {}
resource "terraform_data" "user" { input = module.far.arn }
"#,
    )]);
    assert!(program.would_cycle(id(&program, 0, "terraform_data.role"), id(&program, 0, "terraform_data.user")));
}

#[test]
fn whoever_else_calls_a_module_may_feed_an_output_back() {
    let alone = modules(&[("one/main.tf", MODULE)]);
    assert!(alone.would_cycle(id(&alone, 0, "terraform_data.own"), id(&alone, 0, "terraform_data.fed")));
    let root = modules(&[("one/main.tf", &format!("provider \"aws\" {{}}\n{MODULE}"))]);
    assert!(!root.would_cycle(id(&root, 0, "terraform_data.own"), id(&root, 0, "terraform_data.fed")));
}
