//! What is known about resource types: how their ARN is said, which arguments hold policies.

use super::hint::Language;
use super::id::IdForm;
use super::pattern::Pattern;
use super::slot::Slot;
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
    /// Arguments that hand a role on to code, stacks or other readers (environment variables,
    /// parameters): what becomes of it there is not visible.
    pub hands_roles_on: Vec<String>,
    /// Arguments that hand anything on to another template (the parameters of a stack), which may
    /// use it in any way.
    pub hands_on: Vec<String>,
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
    own.char_indices().map(|(at, _)| at).chain([own.len()]).find_map(|at| remainder(&own[at..], rest))
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
    /// The form of what AWS makes, where it is known: a name of another form is none.
    pub form: Option<IdForm>,
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
