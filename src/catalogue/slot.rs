//! Places that hold policies and permissions.

use crate::policy::statement::PolicyKind;
use serde::Deserialize;

/// A place that holds a policy, or a permission.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenSlot")]
pub struct Slot {
    /// The argument that holds the policy, dotted; empty where the resource itself is the
    /// statement.
    pub argument: String,
    /// The kind of policy.
    pub kind: PolicyKind,
    /// How it is written.
    pub form: SlotForm,
    /// What it protects.
    pub target: Target,
}

impl Slot {
    /// The arguments in which a condition may be written.
    #[must_use]
    pub fn arguments(&self) -> Vec<&str> {
        match &self.form {
            SlotForm::Document { .. } | SlotForm::Statements => vec![&self.argument],
            SlotForm::Arguments(names) => {
                let names = [&names.source_arn, &names.source_account, &names.condition, &names.statement];
                names.into_iter().flatten().map(String::as_str).collect()
            }
        }
    }
}

/// How a policy is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotForm {
    /// A policy document.
    Document {
        /// May it be an object of the language?
        object: bool,
        /// May it be a JSON text?
        json: bool,
    },
    /// A list of statements.
    Statements,
    /// The resource's own arguments are the statement.
    Arguments(Box<StatementArguments>),
}

/// Which arguments hold the parts of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatementArguments {
    /// The principal.
    pub principal: Option<String>,
    /// The action or actions.
    pub action: Option<String>,
    /// The effect; `Allow` where there is none.
    pub effect: Option<String>,
    /// The source ARN.
    pub source_arn: Option<String>,
    /// The source account.
    pub source_account: Option<String>,
    /// The organization.
    pub organization: Option<String>,
    /// The version or alias of the function.
    pub qualifier: Option<String>,
    /// The event source token.
    pub token: Option<String>,
    /// A condition as a block, an object or a JSON text.
    pub condition: Option<String>,
    /// A whole statement, in place of the others.
    pub statement: Option<String>,
}

impl StatementArguments {
    /// The arguments that hold a source.
    #[must_use]
    pub fn sources(&self) -> Vec<String> {
        self.source_arn.iter().chain(&self.source_account).cloned().collect()
    }
}

/// What a policy protects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The resource that holds the policy.
    Itself,
    /// The resource that an argument names.
    Argument(String),
    /// The account.
    Account,
}

/// A slot as it stands in a data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSlot {
    #[serde(default)]
    argument: String,
    kind: String,
    /// The argument that names what is protected, or `account`; the resource itself if absent.
    protects: Option<String>,
    /// `object`, `json`, `object or json`, `statements`; JSON if absent.
    form: Option<String>,
    arguments: Option<StatementArguments>,
}

impl TryFrom<WrittenSlot> for Slot {
    type Error = String;

    fn try_from(written: WrittenSlot) -> Result<Slot, String> {
        let form = match (written.arguments, written.form.as_deref()) {
            (Some(arguments), None) => SlotForm::Arguments(Box::new(arguments)),
            (None, None | Some("json")) => SlotForm::Document { object: false, json: true },
            (None, Some("object")) => SlotForm::Document { object: true, json: false },
            (None, Some("object or json")) => SlotForm::Document { object: true, json: true },
            (None, Some("statements")) => SlotForm::Statements,
            (_, form) => return Err(format!("a slot cannot have the form {form:?}")),
        };
        let target = match written.protects.as_deref() {
            None => Target::Itself,
            Some("account") => Target::Account,
            Some(argument) => Target::Argument(argument.to_owned()),
        };
        Ok(Slot { argument: written.argument, kind: PolicyKind(written.kind), form, target })
    }
}
