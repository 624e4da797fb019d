//! What is known about resource types: how their ARN is said, which arguments hold policies.

use super::hint::Language;
use super::service::Pattern;
use crate::policy::statement::PolicyKind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is known about one resource type of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceType {
    /// Its name: `aws_transfer_server`, `AWS::Transfer::Server`.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// What is known.
    pub facts: Facts,
}

impl std::ops::Deref for ResourceType {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

/// The facts about a resource type, as they stand in the data.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// What to refer to for the exact ARN.
    pub arn: Option<Reference>,
    /// What a plain reference gives: `.id` in Terraform, `Ref` in CloudFormation.
    pub id_is: Option<Identity>,
    /// The ARN that [`Facts::arn`] gives, with placeholders.
    pub pattern: Option<String>,
    /// Other shapes that the same reference may give.
    pub other_patterns: Vec<String>,
    /// Why there is no ARN.
    pub no_arn: Option<String>,
    /// The arguments that a person writes to name it.
    pub name_arguments: Vec<String>,
    /// Arguments that give a name with a random ending.
    pub prefix_arguments: Vec<String>,
    /// What fills the placeholders of patterns.
    pub placeholders: BTreeMap<String, Placeholder>,
    /// Where policies stand.
    pub slots: Vec<Slot>,
    /// The argument that names the resource this one is another name for: an alias of a key.
    pub stands_for: Option<String>,
    /// Arguments that take a role for a use that the catalogue does not know.
    pub other_role_arguments: Vec<String>,
    /// Does it name roles without handing them to a service (an attachment of a policy)?
    pub mentions_roles_harmlessly: bool,
}

impl Facts {
    /// What to write after the reference [`Facts::arn`] so that the whole is matched by a source
    /// pattern: mostly nothing, `/*` where the pattern is of something under the resource. None
    /// where the pattern is of something else.
    #[must_use]
    pub fn said_by_reference(&self, pattern: &Pattern) -> Option<String> {
        self.arn.as_ref()?;
        let mut own = self.pattern.iter().chain(&self.other_patterns);
        own.find_map(|own| remainder(own, &pattern.pattern)).filter(|rest| !rest.contains("${"))
    }
}

/// What of `wanted` is left when the ARN `own` covers its beginning. A `*` of `wanted` stands for
/// any text of `own`, but a placeholder for itself alone.
fn remainder(own: &str, wanted: &str) -> Option<String> {
    if own.is_empty() {
        return Some(if wanted == "*" { String::new() } else { wanted.to_owned() });
    }
    let same = own.chars().zip(wanted.chars()).take_while(|(one, other)| one == other);
    let same: usize = same.map(|(one, _)| one.len_utf8()).sum();
    let (own, wanted) = (&own[same..], &wanted[same..]);
    if own.is_empty() {
        return Some(wanted.to_owned());
    }
    let rest = wanted.strip_prefix('*')?;
    own.char_indices()
        .map(|(at, _)| at)
        .chain([own.len()])
        .find_map(|at| remainder(&own[at..], rest))
}

/// A reference to something of a resource, as its language says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Reference {
    /// An attribute (Terraform): `arn`.
    Attribute(String),
    /// An attribute (CloudFormation): `Arn`, `Workgroup.WorkgroupArn`.
    GetAtt(String),
    /// `Ref` (CloudFormation).
    Ref,
}

impl From<String> for Reference {
    fn from(text: String) -> Reference {
        match text.strip_prefix("GetAtt ") {
            Some(attribute) => Reference::GetAtt(attribute.to_owned()),
            None if text == "Ref" => Reference::Ref,
            None => Reference::Attribute(text),
        }
    }
}

/// What a plain reference to a resource gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// Its ARN.
    Arn,
    /// Its name.
    Name,
    /// An id that AWS makes.
    Id,
    /// Several values in one text.
    Compound,
}

/// What fills a placeholder of an ARN pattern, for resources of one type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Placeholder {
    /// The argument whose value it is.
    pub argument: Option<String>,
    /// What to refer to where AWS makes the value.
    pub generated: Option<Reference>,
    /// May the argument be left out? AWS then makes a name up, but for [`Placeholder::default`].
    pub optional: bool,
    /// The value that AWS takes where the argument is left out.
    pub default: Option<String>,
    /// The value for which the ARN leaves the part out (the default event bus), as it does where
    /// the argument is absent.
    pub left_out_for: Option<String>,
    /// The type of the resource that the argument names.
    pub refers_to: Option<String>,
    /// How the value differs from what is referred to.
    pub transform: Option<Transform>,
}

/// How a placeholder's value is made from what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transform {
    /// The text after the last `/` or `:` of an ARN.
    LastSegment,
    /// A name as it stands; of an ARN, the last segment.
    NameOrArn,
    /// In lower case.
    LowerCase,
    /// AWS appends a hyphen and six characters: `NAME-??????`.
    SixCharacters,
    /// `::` becomes `-`.
    Dashes,
    /// The text after `stack/` of a stack's id.
    AfterStack,
}

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
