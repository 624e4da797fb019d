//! The rules: one file each, judging one grant at a time.
//!
//! A rule says what should stand in a statement, never how it is written: it sees no text and no
//! tree. Every rule looks at all that is known of the grant and finds one kind of mistake; two
//! rules never find one mistake twice.

mod clauses;
mod duplicate_condition;
mod empty_source_condition;
mod malformed_account_id;
mod malformed_resource;
mod malformed_service_principal;
mod malformed_source_arn;
mod mismatched_source_account;
mod misplaced_condition;
mod missing_source_condition;
mod mistyped_condition_operator;
mod optional_source_condition;
mod over_broad_source_arn;
mod source_arn_of_target;
mod source_arn_without_account;
mod substitute_source_key;
mod unconditioned_sibling_statement;
mod unknown_condition_operator;
mod unknown_source_key;
mod unread_condition;
mod unsupported_source_key;
mod unused_suppression;
mod unverified_service;
mod wildcard_in_string_equals;

#[cfg(test)]
mod tests;

use crate::choose::{Choice, Grant, SourceCondition};
use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::arn::PatternTemplate;
use crate::policy::change::Change;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::text::Span;
use crate::value::{Part, Reference, SymbolId};

pub use clauses::{guard, names_source};
pub use unused_suppression::INFO as UNUSED_SUPPRESSION;

/// What a rule judges: one statement that lets one service in.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// Where the principal stands.
    pub principal: Span,
    /// What the policy protects.
    pub owners: &'a [SymbolId],
    /// Variables and parameters that its conditions name: what they stand for is for others to say.
    pub given: &'a [SymbolId],
    /// What its conditions refer to by name, though an ARN may be wanted.
    pub names: &'a [Named],
    /// Names in its source ARNs where an id belongs.
    pub ids: &'a [NameForId],
    /// What references to ARNs in its source ARNs give.
    pub resolved: &'a [Resolved],
    /// Its resources that are nothing's ARN.
    pub resources: &'a [Misnamed],
    /// Is it the trust policy of a role?
    pub is_role_trust: bool,
    /// The forms of source ARN that the services of the statement send for the uses that may be
    /// meant: this one's, and those of the services beside it.
    pub forms: &'a [PatternTemplate],
    /// The forms that they send for any use that such a policy may have.
    pub all_forms: &'a [PatternTemplate],
    /// Are there such forms for each of these services?
    pub knows_forms: bool,
    /// What the statement of the same policy is called that lets the service do no more, but asks for
    /// the source; only where this one has no condition.
    pub sibling: Option<&'a str>,
    /// What is known of the grant.
    pub grant: &'a Grant<'a>,
    /// What it should look like.
    pub choice: &'a Choice,
}

/// A reference that gives the name or the id of a resource.
#[derive(Debug)]
pub struct Named {
    /// The reference.
    pub reference: Reference,
    /// The reference to the ARN of that resource, where it can be said in the statement.
    pub arn: Option<Reference>,
}

/// A value of a source ARN that opens with a reference to the ARN of a resource.
#[derive(Debug)]
pub struct Resolved {
    /// Which clause of the statement.
    pub clause: usize,
    /// Which of its values.
    pub value: usize,
    /// The reference.
    pub reference: Reference,
    /// The ARNs that it may give, with placeholders.
    pub patterns: Vec<String>,
    /// The whole value with each of them.
    pub forms: Vec<Vec<Part>>,
}

/// A resource of a statement that is nothing's ARN.
#[derive(Debug)]
pub struct Misnamed {
    /// Where it is written.
    pub at: Span,
    /// What it is, as a sentence without a full stop.
    pub what: String,
    /// What to write in its place.
    pub right: String,
}

/// A name in a source ARN where an id belongs that AWS makes.
#[derive(Debug)]
pub struct NameForId {
    /// Which clause of the statement.
    pub clause: usize,
    /// Which of its values.
    pub value: usize,
    /// The name, as it is written.
    pub name: String,
    /// The ARN with the id, or with `*` where nothing here tells the id.
    pub right: Vec<Part>,
    /// Is it the id?
    pub is_exact: bool,
}

/// What a rule finds.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// What to underline.
    pub at: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How bad.
    pub severity: Severity,
    /// What should change, or why nothing is offered.
    pub mend: Result<Mend, Reason>,
}

/// A change and how far it may be trusted.
#[derive(Debug, Clone)]
pub struct Mend {
    /// What should change.
    pub changes: Vec<Change>,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// What a person should know before using it.
    pub note: Option<String>,
}

impl Mend {
    /// The same, to be looked at first where there is a doubt.
    #[must_use]
    pub fn lowered(mut self, doubt: Option<&Reason>) -> Mend {
        if let Some(doubt) = doubt {
            self.applicability = self.applicability.min(Applicability::Unsafe);
            self.note.get_or_insert_with(|| doubt.to_string());
        }
        self
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// What is known of it.
    pub info: &'static RuleInfo,
    /// Judges a case.
    pub judge: fn(&Case<'_>) -> Vec<Draft>,
}

/// Every rule, in the order in which they speak.
pub static RULES: [Rule; 23] = [
    malformed_service_principal::RULE,
    malformed_resource::RULE,
    missing_source_condition::RULE,
    unconditioned_sibling_statement::RULE,
    substitute_source_key::RULE,
    empty_source_condition::RULE,
    duplicate_condition::RULE,
    misplaced_condition::RULE,
    unread_condition::RULE,
    unknown_condition_operator::RULE,
    unknown_source_key::RULE,
    mistyped_condition_operator::RULE,
    wildcard_in_string_equals::RULE,
    optional_source_condition::RULE,
    malformed_source_arn::RULE,
    malformed_account_id::RULE,
    source_arn_without_account::RULE,
    over_broad_source_arn::RULE,
    mismatched_source_account::RULE,
    source_arn_of_target::RULE,
    unsupported_source_key::RULE,
    unverified_service::RULE,
    unused_suppression::RULE,
];

/// What every rule finds in a case. Of a grant to nobody only that is found.
#[must_use]
pub fn judge(case: &Case<'_>) -> Vec<Draft> {
    match case.grant.misnamed {
        Some(_) => (malformed_service_principal::RULE.judge)(case),
        None => RULES.iter().flat_map(|rule| (rule.judge)(case)).collect(),
    }
}

/// The rule that would find the same mistake if no other statement were there: an open grant is the
/// same one whether or not its sibling has a condition.
#[must_use]
pub fn alone(id: &str) -> &str {
    let sibling = unconditioned_sibling_statement::RULE.info.id;
    if id == sibling { missing_source_condition::RULE.info.id } else { id }
}

/// The rule of a name.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.info.id == id)
}

/// Why a condition is only shown.
fn kept_back(condition: &SourceCondition) -> Reason {
    let unknown = || Reason::new(ReasonKind::MultiAccount, "name the account yourself");
    condition.doubt.clone().unwrap_or_else(unknown)
}

impl Case<'_> {
    /// The condition that the grant should have, where one is known.
    fn condition(&self) -> Option<&SourceCondition> {
        match self.choice {
            Choice::Condition(condition) => Some(condition),
            _ => None,
        }
    }

    /// Severity of an open grant: a service checks iam:PassRole before it takes a role, so an
    /// open role weighs less than an open resource.
    fn open_severity(&self) -> Severity {
        if self.is_role_trust { Severity::Medium } else { Severity::High }
    }

    /// The clauses that are missing from the chosen condition, as changes.
    fn add_condition(&self) -> Result<Mend, Reason> {
        match self.choice {
            Choice::Condition(condition) if condition.applicability == Applicability::DisplayOnly => {
                Err(kept_back(condition))
            }
            Choice::Condition(condition) => Ok(Mend {
                changes: clauses::wanted(condition),
                applicability: condition.applicability,
                note: condition.doubt.as_ref().map(ToString::to_string),
            }),
            Choice::Unverified(reason) | Choice::Undecided(reason) | Choice::Disputed(reason) => Err(reason.clone()),
            Choice::Guarded(guarded) => Err(guarded.advice.clone()),
            Choice::LeaveAlone(text) => Err(Reason::new(ReasonKind::NotSent, text.clone())),
        }
    }
}
