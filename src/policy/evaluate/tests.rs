//! The rules of IAM as they bear on the source keys, and laws that hold for any policy.

use super::*;
use crate::policy::principal::PrincipalKind;
use proptest::prelude::*;

const OWNER: &str = "123456789012";
const STRANGER: &str = "999988887777";

fn text(text: &str) -> Known {
    Known::Text(text.into())
}

fn clause(operator: &str, key: &str, values: &[&str]) -> ConcreteClause {
    let values = values.iter().copied().map(text).collect();
    ConcreteClause { operator: text(operator), key: text(key), values, always: true }
}

/// Lets Transfer assume a role, where the conditions hold.
fn trust(conditions: &[ConcreteClause]) -> ConcreteStatement {
    ConcreteStatement {
        effect: Some(ConcreteEffect::Allow),
        principals: vec![ConcretePrincipal {
            kind: PrincipalKind::Service,
            identifier: text("transfer.amazonaws.com"),
        }],
        actions: Scope { negated: false, patterns: vec![text("sts:AssumeRole")] },
        resources: None,
        conditions: conditions.to_vec(),
    }
}

fn request(context: &[(&str, &[&str])]) -> Request {
    let owned = |values: &&[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    Request {
        principal_service: "transfer.amazonaws.com".into(),
        action: "sts:AssumeRole".into(),
        resource: "arn:aws:iam::123456789012:role/transfer".into(),
        context: context.iter().map(|(key, values)| ((*key).to_owned(), owned(values))).collect(),
    }
}

fn call_from(account: &str) -> Request {
    let arn = format!("arn:aws:transfer:eu-west-1:{account}:server/s-1");
    request(&[("aws:SourceArn", &[&arn]), ("aws:SourceAccount", &[account])])
}

fn answer(statement: &ConcreteStatement, request: &Request) -> Decision {
    decide(std::slice::from_ref(statement), request).expect("a policy that AWS accepts")
}

/// Does a request that carries one value of `aws:SourceArn` (or none) pass one clause?
fn passes(operator: &str, wanted: &[&str], sent: Option<&str>) -> bool {
    let context: &[(&str, &[&str])] = match &sent {
        Some(arn) => &[("aws:SourceArn", std::slice::from_ref(arn))],
        None => &[],
    };
    let decision = answer(&trust(&[clause(operator, "aws:SourceArn", wanted)]), &request(context));
    assert_ne!(decision, Decision::CannotTell, "{operator} {wanted:?} {sent:?}");
    decision == Decision::Allowed
}

#[test]
fn an_unconditioned_trust_lets_a_stranger_in() {
    assert_eq!(answer(&trust(&[]), &call_from(STRANGER)), Decision::Allowed);
}

#[test]
fn source_keys_keep_a_stranger_out_and_let_the_owner_in() {
    let arn = format!("arn:aws:transfer:*:{OWNER}:server/*");
    let guarded =
        trust(&[clause("ArnLike", "aws:SourceArn", &[&arn]), clause("StringEquals", "aws:SourceAccount", &[OWNER])]);
    assert_eq!(answer(&guarded, &call_from(OWNER)), Decision::Allowed);
    assert_eq!(answer(&guarded, &call_from(STRANGER)), Decision::ImplicitDeny);
    assert_eq!(answer(&guarded, &request(&[])), Decision::ImplicitDeny);
}

#[test]
fn both_keys_must_name_one_account() {
    let arn = format!("arn:aws:transfer:*:{STRANGER}:server/*");
    let torn =
        trust(&[clause("ArnLike", "aws:SourceArn", &[&arn]), clause("StringEquals", "aws:SourceAccount", &[OWNER])]);
    for caller in [OWNER, STRANGER] {
        assert_eq!(answer(&torn, &call_from(caller)), Decision::ImplicitDeny);
    }
}

#[test]
fn arn_operators_match_component_by_component() {
    let star = ["arn:aws:s3:*:*:b"];
    assert!(passes("ArnLike", &star, Some("arn:aws:s3:::b")));
    assert!(passes("ArnEquals", &star, Some("arn:aws:s3:::b")));
    assert!(!passes("StringEquals", &star, Some("arn:aws:s3:::b")));

    let finance = ["arn:aws:x:*:1111:finance/*"];
    let store = Some("arn:aws:x:r:9999:store/a:1111:finance/d");
    assert!(!passes("ArnLike", &finance, store) && passes("StringLike", &finance, store));
}

#[test]
fn a_malformed_pattern_never_matches() {
    let server = Some("arn:aws:transfer:r:a:server/s");
    assert!(!passes("ArnLike", &["arn:aws:transfer:r:a:/server/s"], server));
    assert!(!passes("ArnLike", &["arn:aws:iot:*:a::*"], Some("arn:aws:iot:r:a:rule/x")));
    let five = ["arn:aws:eks:r:fargateprofile/c/*"];
    assert!(!passes("ArnLike", &five, Some("arn:aws:eks:r:a:fargateprofile/c/x")));
    let machine = Some("arn:aws:states:r:a:stateMachine:f:3");
    assert!(passes("ArnLike", &["arn:aws:states:r:a:stateMachine:*"], machine));
}

#[test]
fn a_star_goes_over_slashes_in_the_resource() {
    let user = Some("arn:aws:transfer:r:a:user/s-1/bob");
    assert!(passes("ArnLike", &["arn:aws:transfer:r:a:user/*"], user));
}

#[test]
fn values_are_alternatives_and_a_negated_test_refuses_each() {
    let (x, y) = (Some("arn:a:b:c:d:x"), Some("arn:a:b:c:d:y"));
    let both = ["arn:a:b:c:d:x", "arn:a:b:c:d:z"];
    assert!(passes("ArnEquals", &both, x) && !passes("ArnEquals", &both, y));
    assert!(!passes("ArnNotEquals", &both, x) && passes("ArnNotEquals", &both, y));
}

#[test]
fn a_missing_key_fails_what_asks_for_it_and_passes_the_rest() {
    let any = ["arn:a:b:c:d:x"];
    for control in ["ArnLike", "StringEquals", "ForAnyValue:ArnLike", "ForAnyValue:ArnNotLike"] {
        assert!(!passes(control, &any, None), "{control}");
    }
    for none in ["ArnNotLike", "ArnLikeIfExists", "ForAllValues:ArnLike"] {
        assert!(passes(none, &any, None), "{none}");
    }
    let torn = trust(&[clause("ForAnyValue:ArnLikeIfExists", "aws:SourceArn", &any)]);
    assert_eq!(answer(&torn, &request(&[])), Decision::CannotTell);
}

#[test]
fn null_asks_only_whether_the_key_is_there() {
    let stranger = Some("arn:aws:transfer:r:999988887777:server/s");
    assert!(passes("Null", &["false"], stranger) && !passes("Null", &["false"], None));
    assert!(passes("Null", &["true"], None) && !passes("Null", &["true"], stranger));
}

#[test]
fn names_of_keys_and_actions_match_in_any_letter_case() {
    let mut guarded = trust(&[clause("StringEquals", "AWS:sourceACCOUNT", &[OWNER])]);
    guarded.actions.patterns = vec![text("STS:assume*")];
    assert_eq!(answer(&guarded, &call_from(OWNER)), Decision::Allowed);
    assert_eq!(answer(&guarded, &call_from(STRANGER)), Decision::ImplicitDeny);
}

#[test]
fn several_values_of_a_request_take_a_set_operator() {
    let paths: &[(&str, &[&str])] = &[("aws:SourceOrgPaths", &["o-1/r-1/a/", "o-1/r-1/b/"])];
    let with = |operator: &str| {
        let wanted = clause(operator, "aws:SourceOrgPaths", &["o-1/r-1/a/*"]);
        answer(&trust(&[wanted]), &request(paths))
    };
    assert_eq!(with("ForAnyValue:StringLike"), Decision::Allowed);
    assert_eq!(with("ForAllValues:StringLike"), Decision::ImplicitDeny);
    assert_eq!(with("StringLike"), Decision::CannotTell);
}

#[test]
fn aws_refuses_a_policy_with_an_operator_that_is_none() {
    let typo = trust(&[clause(" ArnEquals", "aws:SourceArn", &["x"])]);
    let refused = decide(&[trust(&[]), typo], &call_from(OWNER));
    assert_eq!(refused, Err(BadPolicy::Operator(" ArnEquals".into())));
}

#[test]
fn aws_refuses_one_key_in_two_letter_cases() {
    let twice = trust(&[
        clause("StringEquals", "aws:SourceAccount", &[OWNER]),
        clause("StringEquals", "aws:sourceaccount", &[OWNER]),
    ]);
    let refused = decide(&[twice], &call_from(OWNER));
    assert_eq!(refused, Err(BadPolicy::DuplicateKey("aws:sourceaccount".into())));
}

#[test]
fn a_deny_beats_every_allow() {
    let mut deny = trust(&[]);
    deny.effect = Some(ConcreteEffect::Deny);
    assert_eq!(decide(&[trust(&[]), deny], &call_from(OWNER)), Ok(Decision::ExplicitDeny));
}

#[test]
fn not_action_and_not_resource_are_about_the_rest() {
    let mut statement = trust(&[]);
    statement.actions.negated = true;
    assert_eq!(answer(&statement, &call_from(OWNER)), Decision::ImplicitDeny);
    statement.actions.patterns = vec![text("s3:*")];
    assert_eq!(answer(&statement, &call_from(OWNER)), Decision::Allowed);
    statement.resources = Some(Scope { negated: true, patterns: vec![text("arn:aws:iam::*:role/*")] });
    assert_eq!(answer(&statement, &call_from(OWNER)), Decision::ImplicitDeny);
}

#[test]
fn another_principal_is_not_let_in() {
    let mut request = call_from(OWNER);
    request.principal_service = "connect.amazonaws.com".into();
    assert_eq!(answer(&trust(&[]), &request), Decision::ImplicitDeny);
    let mut everyone = trust(&[]);
    everyone.principals[0] = ConcretePrincipal { kind: PrincipalKind::Aws, identifier: text("*") };
    assert_eq!(answer(&everyone, &request), Decision::Allowed);
}

#[test]
fn what_is_not_known_is_never_a_permission() {
    let mut hidden = clause("StringEquals", "aws:SourceAccount", &[]);
    assert_eq!(answer(&trust(&[hidden.clone()]), &call_from(OWNER)), Decision::CannotTell);
    hidden.values = vec![Known::Unknown];
    assert_eq!(answer(&trust(&[hidden.clone()]), &call_from(OWNER)), Decision::CannotTell);
    assert_eq!(answer(&trust(&[hidden.clone()]), &request(&[])), Decision::ImplicitDeny);
    hidden.values = vec![text(OWNER)];
    hidden.always = false;
    assert_eq!(answer(&trust(&[hidden.clone()]), &call_from(OWNER)), Decision::Allowed);
    assert_eq!(answer(&trust(&[hidden]), &call_from(STRANGER)), Decision::CannotTell);
    let mut maybe = trust(&[]);
    maybe.effect = None;
    assert_eq!(answer(&maybe, &call_from(OWNER)), Decision::CannotTell);
    assert_eq!(decide(&[maybe, trust(&[])], &call_from(OWNER)), Ok(Decision::CannotTell));
}

fn any_clause() -> impl Strategy<Value = ConcreteClause> {
    let operators = prop::sample::select(vec![
        "ArnEquals",
        "ArnNotLike",
        "StringLike",
        "StringNotEquals",
        "Null",
        "StringEqualsIfExists",
        "ForAllValues:ArnLike",
        "ForAnyValue:StringNotLike",
        "NumericLessThan",
        "DateEquals",
        "Bool",
    ]);
    let keys = prop::sample::select(vec!["aws:SourceArn", "aws:SourceAccount", "aws:Other"]);
    let known = prop::sample::select(vec!["*", "arn:a:b:c:d:*", "arn:a:b:c:d:e", "1", "true"]);
    let value = prop_oneof![9 => known.prop_map(text), 1 => Just(Known::Unknown)];
    (operators, keys, prop::collection::vec(value, 0..3), any::<bool>())
        .prop_map(|(operator, key, values, always)| ConcreteClause { values, always, ..clause(operator, key, &[]) })
}

fn any_request() -> impl Strategy<Value = Request> {
    let values = prop::sample::select(vec!["arn:a:b:c:d:e", "arn:a:b:c:d:f", "1", "2"]);
    let keys = prop::sample::select(vec!["aws:SourceArn", "AWS:SOURCEACCOUNT", "aws:third"]);
    let pair = (keys, prop::collection::vec(values.prop_map(String::from), 0..3));
    prop::collection::vec(pair, 0..3).prop_map(|pairs| {
        let context = pairs.into_iter().map(|(key, values)| (key.to_owned(), values)).collect();
        Request { context, ..request(&[]) }
    })
}

proptest! {
    #[test]
    fn one_more_condition_never_allows_what_was_denied(
        clauses in prop::collection::vec(any_clause(), 0..3),
        more in any_clause(),
        request in any_request(),
    ) {
        let before = answer(&trust(&clauses), &request);
        let after = answer(&trust(&[clauses, vec![more]].concat()), &request);
        match before {
            Decision::ImplicitDeny => prop_assert_eq!(after, Decision::ImplicitDeny),
            Decision::CannotTell => prop_assert_ne!(after, Decision::Allowed),
            _ => {}
        }
    }

    #[test]
    fn what_is_decided_stays_decided_when_the_unknown_becomes_known(
        clauses in prop::collection::vec(any_clause(), 1..3),
        value in prop::sample::select(vec!["*", "arn:a:b:c:d:e", "1", "true", "false"]),
        request in any_request(),
    ) {
        let fill = |mut clause: ConcreteClause| {
            for known in clause.values.iter_mut().filter(|known| **known == Known::Unknown) {
                *known = text(value);
            }
            clause
        };
        let filled: Vec<_> = clauses.iter().cloned().map(fill).collect();
        let before = answer(&trust(&clauses), &request);
        let after = answer(&trust(&filled), &request);
        prop_assert!(before == Decision::CannotTell || before == after);
    }
}
