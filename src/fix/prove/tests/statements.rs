//! What is read from an amended text, against what was wanted.

use super::*;

fn refusal(story: &Story, from: &str, to: &str) -> String {
    let tampered = story.tampered(from, to);
    story.compared(&tampered).map(|_| tampered.text.to_string()).expect_err(from).text
}

#[test]
fn a_statement_that_reads_otherwise_is_refused() {
    let story = Story::new("a.tf", ROLE);
    let table = [
        ("\"Deploy\"", "\"Ship\"", "Sid"),
        ("role/deploy", "role/other", "principals"),
        ("\"sts:AssumeRole\" # no more", "\"sts:*\" # no more", "text"),
        ("StringEquals", "StringEqualsIfExists", "condition"),
        ("ArnLike", "ArnEquals", "condition"),
        ("data.aws_caller_identity.current.account_id }", "\"999988887777\" }", "condition"),
        ("\"aws:SourceAccount\"", "\"aws:SourceOrgID\"", "condition"),
        ("transfer:*:", "transfer:eu-west-1:", "condition"),
    ];
    for (from, to, what) in table {
        let refused = refusal(&story, from, to);
        assert!(refused.contains(&format!("its {what} would be")), "{refused}");
    }
}

#[test]
fn a_condition_on_the_wrong_statement_is_refused() {
    let story = Story::new("a.tf", ROLE);
    let condition = "Condition = { StringEquals = { \"aws:SourceAccount\" = \"123456789012\" } }";
    let own = "Principal = { AWS = \"arn:aws:iam::123456789012:role/deploy\" }";
    assert!(refusal(&story, own, &format!("{own}\n        {condition}")).contains("its condition would be"));
    let before = story.before().clone();
    assert!(story.compared(&before).is_err(), "the fix was not made at all");
}

#[test]
fn an_extra_statement_and_a_lost_policy_are_refused() {
    let story = Story::new("a.tf", ROLE);
    let extra = "Statement = [{ Effect = \"Allow\", Action = \"*\", Principal = { AWS = \"*\" } }, {\n        Sid";
    assert!(refusal(&story, "Statement = [\n      {\n        Sid", extra).contains("other statements"));
    assert!(refusal(&story, "assume_role_policy", "inline_policy").contains("other statements or uses"));
    assert!(refusal(&story, "Statement = [", "Statements = [").contains("policies would become"));
}

#[test]
fn a_split_keeps_every_principal_in_its_piece() {
    let story = Story::new("a.tf", DOCUMENT);
    assert!(story.fixes[0].pieces.len() == 2);
    assert_eq!(story.compared(&story.after()).err(), None);
    let table = [
        ("[\"ec2.amazonaws.com\"]", "[\"ec2.amazonaws.com\", \"transfer.amazonaws.com\"]"),
        ("[\"ec2.amazonaws.com\"]", "[\"lambda.amazonaws.com\"]"),
        ("[\"transfer.amazonaws.com\"]", "[\"transfer.amazonaws.com\", \"ec2.amazonaws.com\"]"),
        ("ServicesSvc", "Services"),
    ];
    for (from, to) in table {
        refusal(&story, from, to);
    }
}

#[test]
fn a_finding_that_stays_is_refused() {
    let mut story = Story::new("a.tf", OPTIONAL);
    assert_eq!(story.compared(&story.after()).err(), None);
    for edit in story.fixes.iter_mut().flat_map(|fix| &mut fix.fix.edits) {
        edit.content = edit.content.replace("StringEquals", "StringNotEquals");
    }
    assert!(story.compared(&story.after()).is_err());
}

#[test]
fn fixes_that_amend_nothing_prove_nothing() {
    let after = Story::new("a.tf", ROLE).after();
    let mut story = Story::new("a.tf", ROLE);
    story.fixes[0].pieces[0].changes.clear();
    assert!(story.compared(&after).is_err());
    let mut story = Story::new("a.tf", ROLE);
    story.fixes[0].closes.clear();
    assert!(story.compared(&after).is_err());
    let mut story = Story::new("a.tf", ROLE);
    story.fixes[0].place = (7, 7);
    assert!(story.compared(&after).is_err());
    story.fixes.clear();
    assert!(story.compared(&after).is_err(), "a change without a fix");
}
