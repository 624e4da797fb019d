//! Statements of policies as they were read.

use crate::policy::condition::Clause;
use crate::policy::principal::Principal;
use crate::reason::Reason;
use crate::syntax::tree::{Block, NodeRef};
use crate::text::Span;
use crate::value::{Partial, Value};
use std::fmt;
use std::sync::Arc;

/// One statement, written once, however many policies it is part of.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Where it stands.
    pub place: Place,
    /// `Sid`, where there is one.
    pub sid: Option<Value>,
    /// `Effect`.
    pub effect: Effect,
    /// `Principal`.
    pub principals: Partial<Principal>,
    /// Is there a `NotPrincipal`?
    pub not_principal: bool,
    /// `Action` (or `NotAction`, see [`Statement::not_action`]).
    pub actions: Partial<Value>,
    /// Is it `NotAction`?
    pub not_action: bool,
    /// `Resource`.
    pub resources: Partial<Value>,
    /// `Condition`: one clause per operator and key, in order.
    pub conditions: Partial<Clause>,
    /// What is wrong with the shape of the condition, so that it means something else than it
    /// looks like.
    pub defects: Vec<Defect>,
}

/// Something in a condition's shape that makes it mean something else than it looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Defect {
    /// What kind of mistake.
    pub kind: DefectKind,
    /// Where.
    pub span: Span,
    /// What, in words.
    pub reason: Reason,
}

/// What may be wrong with the shape of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefectKind {
    /// `Condition`, an operator or a key is written twice.
    Twice,
    /// An operator or a key stands where IAM does not look for it.
    Misplaced,
    /// It stands under a name that nothing reads.
    NotRead,
}

/// Where a statement is written, and so where it is amended.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A map of the IAM JSON grammar, in any syntax.
    Map {
        /// The statement's map.
        node: NodeRef,
        /// The list it is an item of; none where `Statement` is this one map.
        list: Option<NodeRef>,
        /// May it be edited here?
        editable: Result<(), Reason>,
    },
    /// A `statement` block of an `aws_iam_policy_document`.
    Block {
        /// The block.
        block: Arc<Block>,
        /// May it be edited here?
        editable: Result<(), Reason>,
    },
    /// An object, or the arguments of a call, that a module makes a `statement` block of.
    Object {
        /// The object or the call.
        holder: Holder,
        /// The name of the entry or argument that holds its conditions.
        conditions: String,
        /// May it be edited here?
        editable: Result<(), Reason>,
    },
    /// A resource whose own arguments are the statement (a Lambda permission).
    Arguments {
        /// The HCL block or the CloudFormation properties map.
        holder: Holder,
        /// Names of the arguments that hold the source ARN and the source account.
        source_arn: Option<String>,
        /// See `source_arn`.
        source_account: Option<String>,
        /// Do they take lists?
        take_lists: bool,
        /// May it be edited here?
        editable: Result<(), Reason>,
    },
}

/// What holds the arguments of a resource.
#[derive(Debug, Clone, PartialEq)]
pub enum Holder {
    /// An HCL block.
    Block(Arc<Block>),
    /// A map of properties.
    Map(NodeRef),
}

impl Holder {
    /// Its bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Holder::Block(block) => block.span,
            Holder::Map(node) => node.span,
        }
    }
}

impl Place {
    /// May a source ARN have a wildcard as its Region here? A policy takes any pattern; an argument
    /// that is to be an ARN is refused where it has not the form of one.
    #[must_use]
    pub fn takes_any_region(&self) -> bool {
        !matches!(self, Place::Arguments { source_arn: Some(_), take_lists: false, .. })
    }

    /// The bytes of the statement.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Place::Map { node, .. } => node.span,
            Place::Block { block, .. } => block.span,
            Place::Object { holder, .. } | Place::Arguments { holder, .. } => holder.span(),
        }
    }

    /// Why it may not be edited where it stands.
    ///
    /// # Errors
    /// The reason.
    pub fn editable(&self) -> Result<(), Reason> {
        match self {
            Place::Map { editable, .. }
            | Place::Block { editable, .. }
            | Place::Object { editable, .. }
            | Place::Arguments { editable, .. } => editable.clone(),
        }
    }

    /// Is it an object that holds its conditions under this name?
    #[must_use]
    pub fn holds_conditions_in(&self, name: &str) -> bool {
        matches!(self, Place::Object { conditions, .. } if conditions == name)
    }

    /// It may not be edited where it stands.
    pub fn refuse(&mut self, reason: Reason) {
        match self {
            Place::Map { editable, .. }
            | Place::Block { editable, .. }
            | Place::Object { editable, .. }
            | Place::Arguments { editable, .. } => *editable = Err(reason),
        }
    }
}

/// `Effect` of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// `Allow` (also where it is left out and the form says so).
    Allow,
    /// `Deny`.
    Deny,
    /// `Allow` in some deployments, and why perhaps not in all.
    Maybe(Reason),
    /// Not known.
    Unknown(Reason),
}

impl Effect {
    /// Is it `Allow` in some deployments?
    #[must_use]
    pub fn may_allow(&self) -> bool {
        matches!(self, Effect::Allow | Effect::Maybe(_))
    }

    /// Why it is perhaps not the same in all deployments.
    #[must_use]
    pub fn doubt(&self) -> Option<&Reason> {
        match self {
            Effect::Maybe(reason) => Some(reason),
            Effect::Allow | Effect::Deny | Effect::Unknown(_) => None,
        }
    }
}

/// Where a policy stands, in the terms of the catalogue: `role-trust`, `sqs-queue-policy`, ...
///
/// The names are those of the catalogue's data; the program knows none of them by heart but
/// `role-trust`, whose rules differ (iam:PassRole, rules of the trust policy grammar).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyKind(pub String);

impl PolicyKind {
    /// The trust policy of a role.
    pub const ROLE_TRUST: &'static str = "role-trust";

    /// Is it the trust policy of a role?
    #[must_use]
    pub fn is_role_trust(&self) -> bool {
        self.0 == PolicyKind::ROLE_TRUST
    }
}

impl fmt::Display for PolicyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
