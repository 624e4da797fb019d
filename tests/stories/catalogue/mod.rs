//! Every use that AWS documents, in both languages: a grant for it is open before, and afterwards
//! lets in the owner's resource, and neither a stranger's nor one that is not named.

mod cases;
mod found;
mod homes;
mod text;
mod users;
mod world;

use std::collections::BTreeSet;
use text::Resource;
use unconfuse::catalogue::{Catalogue, Confidence, Language, Pair, Sent};
use unconfuse::edit::{Applicability, apply};
use unconfuse::engine::{Unit, run};
use unconfuse::files::Memory;
use unconfuse::forms::read;
use unconfuse::link::Program;
use unconfuse::load::{Loaded, Tree, link_module, load_template};
use unconfuse::policy::evaluate::{ConcreteStatement, Decision, Request, concretise, decide};
use unconfuse::settings::Settings;
use unconfuse::text::{FileId, TextFile};

/// The uses that AWS documents and sends a source for.
fn documented() -> impl Iterator<Item = &'static Pair> {
    let pairs = Catalogue::builtin().services().flat_map(|service| &service.pairs);
    pairs.filter(|pair| {
        let sends = pair.source_arn() == Sent::Yes || pair.source_account() == Sent::Yes;
        pair.confidence == Confidence::Documented && sends
    })
}

/// What is called what, in a list of those that are left out.
fn called(pair: &Pair, language: Language) -> String {
    format!("{language:?}, {}, {}, {}", pair.principal, pair.kind, pair.usage)
}

/// The action that a grant for a use allows.
fn actions(pair: &Pair) -> Vec<String> {
    match pair.actions.is_empty() {
        true => vec![homes::action(&pair.kind.0).to_owned()],
        false => pair.actions.clone(),
    }
}

/// A module or template with a grant for a use.
struct Trial {
    /// What is tried, in words.
    name: String,
    resources: Vec<Resource>,
    /// Those of the resources that use the grant.
    users: Vec<Resource>,
}

/// What is tried of a use in a language: a grant without anybody who uses it, and one for each
/// argument that hands it over.
fn trials(pair: &Pair, language: Language) -> Vec<Trial> {
    let name = called(pair, language);
    let Some(open) = homes::open(&pair.kind.0, language, &pair.principal, &actions(pair)) else {
        return vec![Trial { name, resources: Vec::new(), users: Vec::new() }];
    };
    let used = pair.hints().filter(|hint| hint.language == language).map(|hint| {
        let users = users::users(hint, &open[0].type_name);
        Trial { name: format!("{name}, {}", hint.argument), resources: [&open[..], &users].concat(), users }
    });
    let used: Vec<Trial> = used.collect();
    std::iter::once(Trial { name, resources: open.clone(), users: Vec::new() }).chain(used).collect()
}

fn program(path: &str, text: &str) -> Program {
    let file = TextFile::new(path, text);
    match path.ends_with(".tf") {
        true => link_module(vec![file], Vec::new(), |_| Tree::Parse),
        false => match load_template(file, false) {
            Loaded::Programs(mut programs) => programs.remove(0),
            other => panic!("{other:?}\n{text}"),
        },
    }
}

/// What IAM answers to requests for what a text protects.
fn answers(path: &str, text: &str, requests: &[Request]) -> Vec<Decision> {
    let program = program(path, text);
    let policies = read(&program, Catalogue::builtin());
    let statements = policies.documents.iter().flat_map(|document| &document.statements);
    let statements: Vec<ConcreteStatement> =
        statements.map(|statement| concretise(statement, &|part| world::resolve(&program, part))).collect();
    requests.iter().map(|request| decide(&statements, request).expect("a policy")).collect()
}

/// The text with all fixes, and whether all are safe; none where there is no fix.
fn mended(path: &str, text: &str) -> Option<(String, bool)> {
    let files = Memory::new().with(path, text);
    let unit = match path.ends_with(".tf") {
        true => Unit::Module { folder: ".".to_owned(), files: vec![path.to_owned()] },
        false => Unit::Template { path: path.to_owned() },
    };
    let outcome = run(&unit, &files, Settings::default());
    assert!(outcome.problems.is_empty(), "{:?}\n{text}", outcome.problems);
    let edits = outcome.edits(Applicability::Unsafe);
    let is_safe = outcome.edits(Applicability::Safe).len() == edits.len();
    (!edits.is_empty()).then(|| (apply(FileId(0), &outcome.files[0].text, &edits), is_safe))
}

/// What came of a trial.
enum Outcome {
    Right,
    /// Nothing is offered.
    Left,
    /// What is wrong.
    Wrong(String),
}

/// Tries a grant before and after.
fn tried(pair: &Pair, language: Language, trial: &Trial) -> Outcome {
    if trial.resources.is_empty() {
        return Outcome::Left;
    }
    let (path, text) = text::written(&trial.resources, language);
    let action = actions(pair)[0].replace('*', "");
    let owners = world::owners(pair, &action, &trial.users);
    let strangers: Vec<Request> = owners.iter().map(|owner| world::stranger(pair, owner)).collect();
    let keyless: Vec<Request> = owners.iter().map(world::keyless).collect();
    let all = [owners, strangers, keyless].concat();
    let before = answers(path, &text, &all);
    if before.iter().any(|answer| *answer != Decision::Allowed) {
        return Outcome::Wrong(format!("{} is not open before: {before:?}\n{text}", trial.name));
    }
    let Some((after, is_safe)) = mended(path, &text) else { return Outcome::Left };
    let is_plain = trial.users.is_empty();
    if pair.kind.0 == "lambda-permission" && after.contains(":*:") {
        return Outcome::Wrong(format!("{}: AWS refuses a wildcard as Region in an argument\n{after}", trial.name));
    }
    let answers = answers(path, &after, &all);
    let (own, others) = answers.split_at(answers.len() / 3);
    let is_right = own.iter().all(|answer| *answer == Decision::Allowed)
        && others.iter().all(|answer| *answer == Decision::ImplicitDeny);
    match is_right {
        true => {
            if let Some(folder) = cases::folder().filter(|_| is_plain && is_safe) {
                cases::write(&folder, (pair, language), &trial.resources, (path, &text), &all[..all.len() / 3]);
            }
            Outcome::Right
        }
        false => Outcome::Wrong(format!("{}\n{answers:?}\n{:#?}\n{after}", trial.name, all[0].context)),
    }
}

/// What is documented and yet not mended, and why.
const LEFT: [(&str, &str); 17] = [
    ("CloudFormation, email.cognito-idp.amazonaws.com, ses-identity-policy, mail identity of a user pool", NO_HOME),
    ("CloudFormation, glue.amazonaws.com, glue-catalog-policy, catalog of a zero-ETL integration", NO_HOME),
    ("CloudFormation, pinpoint.amazonaws.com, ses-identity-policy, mail identity of a project", NO_HOME),
    ("CloudFormation, logs.amazonaws.com, kms-key-policy, encryption key of a lookup table", LOG_GROUPS),
    ("CloudFormation, logs.amazonaws.com, kms-key-policy, encryption key of query results", LOG_GROUPS),
    ("Terraform, logs.amazonaws.com, kms-key-policy, encryption key of a lookup table", LOG_GROUPS),
    ("Terraform, logs.amazonaws.com, kms-key-policy, encryption key of query results", LOG_GROUPS),
    ("CloudFormation, logs.amazonaws.com, role-trust, role of a cross-account destination", SENDERS),
    ("CloudFormation, logs.amazonaws.com, role-trust, role of a cross-account destination, RoleArn", SENDERS),
    ("CloudFormation, logs.amazonaws.com, role-trust, role of a subscription filter", SENDERS),
    ("CloudFormation, logs.amazonaws.com, role-trust, role of an S3 Tables integration", SENDERS),
    ("Terraform, logs.amazonaws.com, role-trust, role of a cross-account destination", SENDERS),
    ("Terraform, logs.amazonaws.com, role-trust, role of a cross-account destination, role_arn", SENDERS),
    ("Terraform, logs.amazonaws.com, role-trust, role of a subscription filter", SENDERS),
    ("Terraform, logs.amazonaws.com, role-trust, role of an S3 Tables integration", SENDERS),
    ("CloudFormation, s3.amazonaws.com, kms-key-policy, encryption key of inventory reports", NOTIFICATIONS),
    ("Terraform, s3.amazonaws.com, kms-key-policy, encryption key of inventory reports", NOTIFICATIONS),
];

const NO_HOME: &str = "the language has no place for such a policy";
const LOG_GROUPS: &str = "the key may be that of log groups, which takes their encryption context alone";
const SENDERS: &str =
    "the role may be that of a destination, and the accounts that send to it are known to a person only";
const NOTIFICATIONS: &str = "the key may be that of a notified queue, for which no source account is documented";

#[test]
fn every_documented_use_lets_its_owner_in_and_nobody_else() {
    let (mut wrong, mut left, mut right) = (Vec::new(), BTreeSet::new(), 0);
    for pair in documented() {
        for language in [Language::Terraform, Language::CloudFormation] {
            for trial in trials(pair, language) {
                match tried(pair, language, &trial) {
                    Outcome::Right => right += 1,
                    Outcome::Left => _ = left.insert(trial.name),
                    Outcome::Wrong(told) => wrong.push(told),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n----\n"));
    let expected: BTreeSet<String> = LEFT.iter().map(|(name, _)| (*name).to_owned()).collect();
    let unexpected: Vec<&String> = left.symmetric_difference(&expected).collect();
    assert!(unexpected.is_empty(), "left out and not named, or named and not left out: {unexpected:#?}");
    assert!(right > 800, "{right} trials");
}
