//! Statements as they are read from a text, seen as IAM will see them.

use std::sync::Arc;

use super::*;
use crate::policy::condition::Clause;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::{Defect, DefectKind, Effect, Place, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Block, Body, Node, NodeKind};
use crate::text::{FileId, Span};
use crate::value::{Ambient, Kind, Origin, Part, Partial, Value};

const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };
const OWNER: &str = "123456789012";

fn reason() -> Reason {
    Reason::new(ReasonKind::UnknownValue, "a variable")
}

fn map_place() -> Place {
    let node = Arc::new(Node { span: SPAN, kind: NodeKind::Null });
    Place::Map { node, list: None, editable: Ok(()) }
}

fn block_place() -> Place {
    let body = Body { items: Vec::new(), span: SPAN };
    let block = Block { kind: "statement".into(), labels: vec![], span: SPAN, head: SPAN, body };
    Place::Block { block: Arc::new(block), editable: Ok(()) }
}

fn text(text: &str) -> Value {
    Value::new_text(text)
}

fn value(kind: Kind) -> Value {
    Value { kind, origin: Origin::New }
}

fn account() -> Value {
    value(Kind::Text(vec![Part::Ambient(Ambient::Account)]))
}

fn clause(operator: &str, key: &str, values: Vec<Value>) -> Clause {
    let values = Partial::all(values);
    Clause { operator: text(operator), key: text(key), values, always: true, span: SPAN }
}

/// A trust policy's statement; what the tests change, they change on it.
fn trust(place: Place, conditions: Vec<Clause>) -> Statement {
    let service = Principal { kind: PrincipalKind::Service, identifier: text("transfer.amazonaws.com"), doubt: None };
    Statement {
        place,
        sid: None,
        effect: Effect::Allow,
        principals: Partial::all(vec![service]),
        not_principal: false,
        actions: Partial::all(vec![text("sts:AssumeRole")]),
        not_action: false,
        resources: Partial::all(vec![]),
        conditions: Partial::all(conditions),
        defects: vec![],
    }
}

/// The answer to a call from an account, in a world where the current account is the owner's.
fn answer(statement: &Statement, caller: &str) -> Decision {
    let resolve = |part: &Part| match part {
        Part::Ambient(Ambient::Account) => Some(OWNER.to_owned()),
        _ => None,
    };
    let request = Request {
        principal_service: "transfer.amazonaws.com".into(),
        action: "sts:AssumeRole".into(),
        resource: "arn:aws:iam::123456789012:role/transfer".into(),
        context: vec![("aws:SourceAccount".into(), vec![caller.into()])],
    };
    decide(&[concretise(statement, &resolve)], &request).expect("a policy that AWS accepts")
}

fn answers(statement: &Statement) -> (Decision, Decision) {
    (answer(statement, OWNER), answer(statement, "999988887777"))
}

#[test]
fn the_current_account_is_the_owners() {
    let guarded = trust(map_place(), vec![clause("StringEquals", "aws:SourceAccount", vec![account()])]);
    assert_eq!(answers(&guarded), (Decision::Allowed, Decision::ImplicitDeny));
}

#[test]
fn a_variable_that_nobody_set_decides_nothing() {
    let variable = value(Kind::Unknown(reason()));
    let guarded = trust(map_place(), vec![clause("StringEquals", "aws:SourceAccount", vec![variable])]);
    assert_eq!(answers(&guarded), (Decision::CannotTell, Decision::CannotTell));
}

#[test]
fn one_key_in_two_condition_blocks_means_either_value() {
    let twice = |place| {
        let other = text("999988887777");
        let clauses = [account(), other].map(|of| clause("StringEquals", "aws:SourceAccount", vec![of]));
        trust(place, clauses.into())
    };
    assert_eq!(answers(&twice(block_place())), (Decision::Allowed, Decision::Allowed));
    assert_eq!(answers(&twice(map_place())), (Decision::CannotTell, Decision::CannotTell));
}

#[test]
fn an_unquoted_account_with_a_leading_zero_is_another_number() {
    let with = |digits: &str| {
        let number = value(Kind::Number(digits.into()));
        trust(map_place(), vec![clause("StringEquals", "aws:SourceAccount", vec![number])])
    };
    assert_eq!(answers(&with(OWNER)), (Decision::Allowed, Decision::ImplicitDeny));
    assert_eq!(answer(&with("012345678901"), "012345678901"), Decision::CannotTell);
}

#[test]
fn whatever_may_be_more_is_not_ruled_out() {
    let mut more = trust(map_place(), vec![]);
    more.conditions.rest = Some(reason());
    assert_eq!(answers(&more), (Decision::CannotTell, Decision::CannotTell));

    let mut others = trust(map_place(), vec![]);
    others.principals = Partial::unknown(reason());
    assert_eq!(answers(&others), (Decision::CannotTell, Decision::CannotTell));

    let mut values = trust(map_place(), vec![clause("StringEquals", "aws:SourceAccount", vec![account()])]);
    values.conditions.known[0].values.rest = Some(reason());
    assert_eq!(answers(&values), (Decision::Allowed, Decision::CannotTell));
}

#[test]
fn a_condition_that_looks_like_another_decides_nothing() {
    let mut defect = trust(map_place(), vec![]);
    defect.defects.push(Defect { kind: DefectKind::Twice, span: SPAN, reason: reason() });
    assert_eq!(answers(&defect), (Decision::CannotTell, Decision::CannotTell));
}

#[test]
fn a_clause_in_one_arm_only_may_be_missing() {
    let mut statement = trust(map_place(), vec![clause("StringEquals", "aws:SourceAccount", vec![account()])]);
    statement.conditions.known[0].always = false;
    assert_eq!(answers(&statement), (Decision::Allowed, Decision::CannotTell));
}

#[test]
fn everyone_but_somebody_is_not_followed() {
    let mut statement = trust(map_place(), vec![]);
    statement.not_principal = true;
    assert_eq!(answers(&statement), (Decision::CannotTell, Decision::CannotTell));
}

#[test]
fn lists_are_taken_apart_and_what_is_absent_is_left_out() {
    let mut statement = trust(map_place(), vec![]);
    let list = value(Kind::list(Partial::all(vec![text("connect.amazonaws.com"), value(Kind::Absent)])));
    statement.principals.known[0].identifier = list;
    assert_eq!(answer(&statement, OWNER), Decision::ImplicitDeny);
    statement.resources = Partial::all(vec![text("arn:aws:iam::*:role/other")]);
    statement.principals.known[0].identifier = text("transfer.amazonaws.com");
    assert_eq!(answer(&statement, OWNER), Decision::ImplicitDeny);
}
