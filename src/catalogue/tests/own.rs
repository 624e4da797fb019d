//! A user's own services beside those that are built in.

use super::*;

fn own(principal: &str, usage: &str, breaks: &str) -> Service {
    let text = format!(
        "principal = '{principal}'\nname = 'Ours'\nread = '2026-11-21'\n[[pair]]\nkind = 'role-trust'\n\
         use = '{usage}'\nconfidence = 'documented'\nevidence = ['https://wiki.example.com/ours']\nsends = ['aws:SourceAccount']\n\
         breaks = '{breaks}'\n"
    );
    read_service(&text).expect("a right file")
}

#[test]
fn a_new_principal_is_known() {
    let ours = Catalogue::with(vec![own("ours.amazonaws.com", "a role", "all of it")]);
    assert_eq!(ours.pairs("ours.eu-west-1.amazonaws.com", &PolicyKind("role-trust".into())).len(), 1);
    assert_eq!(ours.services().count(), catalogue().services().count() + 1);
    assert!(catalogue().service("ours.amazonaws.com").is_none());
}

#[test]
fn a_pair_of_the_same_use_is_replaced_and_the_others_stay() {
    let count = |catalogue: &Catalogue| catalogue.service("transfer.amazonaws.com").map(|it| it.pairs.len());
    let ours = Catalogue::with(vec![own("transfer.amazonaws.com", "role of a user", "our way")]);
    assert_eq!(count(&ours), count(catalogue()));
    let role = ours.pairs("transfer.amazonaws.com", &PolicyKind("role-trust".into()));
    let role = role.iter().find(|pair| pair.usage == "role of a user").expect("the use");
    assert_eq!((role.breaks.as_deref(), role.source_arn()), (Some("our way"), Sent::Unknown));
    assert_eq!(ours.service("transfer.amazonaws.com").map(|it| it.name.as_str()), Some("AWS Transfer Family"));
}

/// What is wrong with a user's file, with this line in place of the first that begins as it does.
fn refused(line: &str) -> String {
    let right = [
        "principal = 'ours.amazonaws.com'",
        "name = 'Ours'",
        "read = '2026-11-22'",
        "[[pair]]",
        "kind = 'role-trust'",
        "use = 'a role'",
        "confidence = 'documented'",
        "evidence = ['https://wiki.example.com/ours']",
        "sends = ['aws:SourceAccount']",
        "patterns = []",
    ];
    let word = |line: &str| line.split(' ').next().map(str::to_owned);
    let lines = right.map(|it| if word(it) == word(line) { line } else { it });
    read_own_service(&right.join("\n")).expect("the right one is taken");
    read_own_service(&lines.join("\n")).expect_err("it is wrong").to_string()
}

#[test]
fn a_slip_in_a_users_file_is_told_with_what_is_meant() {
    for (line, told) in [
        ("read = 'yesterday'", "`read` is a day, such as 2026-11-21, and not \"yesterday\""),
        ("kind = 'role-trst'", "no policy is of the kind `role-trst`; is `role-trust` meant?"),
        ("sends = ['aws:SourceAcount']", "is `aws:SourceAccount` meant?"),
        ("sends = ['sts:ExternalId']", "none of the keys that name a source"),
        (
            "patterns = [{ pattern = 'arn:${Partition}:a:*:${Account}:b', means = 'b', disputed = true }]",
            "followed by one that lets in every spelling",
        ),
    ] {
        assert!(refused(line).contains(told), "{line}: {}", refused(line));
    }
}
