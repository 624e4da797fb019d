//! Requests of owners and strangers.

use super::*;
use crate::policy::change::Change;
use crate::reason::ReasonKind;

fn answer(story: &Story, from: &str, to: &str) -> Result<(), String> {
    story.asked(&story.tampered(from, to)).map_err(|reason| reason.text)
}

#[test]
fn a_right_condition_lets_the_owner_in_and_keeps_the_stranger_out() {
    for (name, text) in [("a.tf", ROLE), ("a.yaml", TEMPLATE), ("a.tf", OPTIONAL)] {
        let story = Story::new(name, text);
        assert_eq!(story.asked(&story.after()), Ok(()), "{}", story.after().text);
    }
}

#[test]
fn a_wrong_condition_is_found_by_the_request_that_it_answers_wrongly() {
    let story = Story::new("a.tf", ROLE);
    let (kept_out, let_in) = ("its own resource would be kept out", "would be let in");
    let table = [
        ("StringEquals ", "StringNotEquals ", kept_out),
        ("data.aws_caller_identity.current.account_id }", "\"999988887777\" }", kept_out),
        (":transfer:*:", ":connect:*:", kept_out),
        ("\"aws:SourceAccount\" =", "\"aws:SourceOrgID\" =", "would be"),
        ("StringEquals ", "StringEqualsIfExists ", let_in),
        ("ArnLike ", "ArnLikeIfExists ", let_in),
        ("StringEquals ", "\"ForAllValues:StringEquals\" ", let_in),
        ("StringEquals ", "StringEqual ", "IAM would refuse it"),
        ("transfer.amazonaws.com", "connect.amazonaws.com", "not be let in by the statement any more"),
        (
            "\"Allow\"\n        Action    = \"sts:AssumeRole\" #",
            "\"Deny\"\n        Action    = \"sts:AssumeRole\" #",
            kept_out,
        ),
    ];
    for (from, to, what) in table {
        let refused = answer(&story, from, to).expect_err(to);
        assert!(refused.contains(what), "{to}: {refused}");
    }
}

#[test]
fn every_account_in_place_of_the_owners_is_too_many() {
    let story = Story::new("a.tf", ROLE);
    let text = story.after().text.replace("StringEquals ", "StringLike ");
    let own = "\"aws:SourceAccount\" = data.aws_caller_identity.current.account_id";
    assert!(text.contains(own), "{text}");
    let text = text.replace(own, "\"aws:SourceAccount\" = \"*\"");
    assert!(story.asked(&TextFile::new("a.tf", text)).is_err_and(|reason| reason.text.contains("stranger's account")));
}

#[test]
fn a_repair_that_leaves_the_key_optional_is_refused() {
    let story = Story::new("a.tf", OPTIONAL);
    let refused = answer(&story, "StringEquals", "StringEqualsIfExists").expect_err("optional");
    assert!(refused.contains("names no source"), "{refused}");
    assert!(answer(&story, "StringEquals", "StringNotEquals").is_err());
}

/// The role with one more condition on the same statement.
fn conditioned(condition: &str) -> String {
    let own = "Principal = { Service = \"transfer.amazonaws.com\" }";
    ROLE.replace(own, &format!("{own}\n        Condition = {{ {condition} }}"))
}

#[test]
fn what_else_the_statement_asks_for_is_left_to_its_author() {
    let conditions = [
        "StringLike = { \"s3:x-amz-acl\" = [\"bucket-*\"] }",
        "StringNotEquals = { \"aws:PrincipalTag/x\" = \"y\" }",
        "Null = { \"aws:PrincipalTag/x\" = \"true\" }",
        "StringEquals = { \"aws:ResourceTag/x\" = [var.unheard_of, \"$${aws:PrincipalTag/x}\"] }",
        "DateLessThan = { \"aws:CurrentTime\" = \"2030-01-01T00:00:00Z\" }",
    ];
    for condition in conditions {
        let story = Story::new("a.tf", &conditioned(condition));
        assert_eq!(story.asked(&story.after()), Ok(()), "{}", story.after().text);
    }
}

#[test]
fn what_hangs_on_a_key_that_is_not_known_cannot_be_told() {
    let story = Story::new("a.tf", ROLE);
    let after = story.tampered("StringEquals = {", "StringEquals = {\n (join(\"\", var.x)) = \"y\",");
    assert!(story.asked(&after).is_err_and(|reason| reason.kind == ReasonKind::UnknownValue));
}

#[test]
fn a_statement_that_names_no_source_proves_nothing_where_one_was_added() {
    let story = Story::new("a.tf", ROLE);
    assert!(story.fixes[0].pieces[0].changes.iter().any(|change| matches!(change, Change::Add { .. })));
    let refused = story.asked(story.before()).expect_err("not made");
    assert!(refused.text.contains("does not name the source"), "{refused}");
}
