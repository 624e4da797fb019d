//! Stories of pages.

use super::{lines, pages};
use crate::engine::{Judged, Unit, look};
use crate::files::Memory;
use crate::settings::Settings;

const MODULE: &str = r#"data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "logging" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_transfer_server" "in" {
  logging_role = aws_iam_role.logging.arn
}
"#;

fn judged(text: &str) -> Judged<'static> {
    let files = Memory::new().with("main.tf", text);
    let unit = Unit::Module { folder: ".".to_owned(), files: vec!["main.tf".to_owned()] };
    look(&unit, &files, Settings::default(), None).programs.remove(0)
}

#[test]
fn a_page_tells_the_whole_chain_and_the_cycle_that_keeps_the_exact_arn_out() {
    let judged = judged(MODULE);
    let pages = pages(&judged, "main.tf", 6);
    let [page] = pages.as_slice() else { panic!("one grant: {pages:#?}") };
    for expected in [
        "# transfer.amazonaws.com in data.aws_iam_policy_document.trust\n",
        "- the statement: main.tf:2, in data.aws_iam_policy_document.trust\n",
        "- role-trust of aws_iam_role.logging (main.tf:11)\n",
        "- aws_transfer_server.in at main.tf:16: ",
        "aws:SourceArn, aws:SourceAccount (documented: ",
        "- other uses that it may have elsewhere, and has not here: ",
        "the exact ARN of aws_transfer_server.in: a reference would close a dependency cycle: \
         data.aws_iam_policy_document.trust -> aws_transfer_server.in -> aws_iam_role.logging -> \
         data.aws_iam_policy_document.trust\n",
        "- findings: 1\n",
    ] {
        assert!(page.contains(expected), "{expected}\nis not in\n{page}");
    }
}

#[test]
fn a_line_without_a_statement_has_no_page_and_the_lines_with_one_are_told() {
    let judged = judged(MODULE);
    assert_eq!(pages(&judged, "main.tf", 11), Vec::<String>::new());
    assert_eq!(pages(&judged, "other.tf", 6), Vec::<String>::new());
    assert_eq!(lines(&judged, "main.tf"), [2]);
}

#[test]
fn of_a_role_that_leaves_the_module_the_page_tells_where_it_goes() {
    let judged = judged(&format!("{MODULE}\noutput \"role\" {{\n  value = aws_iam_role.logging.arn\n}}\n"));
    let page = pages(&judged, "main.tf", 2).concat();
    assert!(page.contains("- it is handed on through output role, so it may have other uses\n"), "{page}");
}
