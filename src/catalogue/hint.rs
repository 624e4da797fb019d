//! Which argument hands a grant to a service, and which resource the service then names as source.

use serde::Deserialize;
use std::collections::BTreeMap;

/// An argument of a resource type that hands a grant (a role, queue, topic, key, bucket or
/// function) to a service for one use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Hint {
    /// The language of the type.
    pub language: Language,
    /// The type that has the argument: `aws_transfer_server`.
    pub holder: String,
    /// The argument, dotted: `workflow_details.on_upload.execution_role`. A part `*` stands for
    /// one or more parts.
    pub argument: String,
    /// Where the argument holds many settings, a part of the name of the one that is meant:
    /// `IAM_ROLE_ARN` among the option settings of an option group.
    pub setting: Option<String>,
    /// Other arguments of the holder and the value that each of them has in this use.
    pub only_with: BTreeMap<String, String>,
    /// Which resource the service names as its source.
    pub source: Source,
}

impl Hint {
    /// Is it the argument at this path, or one that holds it? The path is dotted and without
    /// indexes.
    #[must_use]
    pub fn takes(&self, path: &str) -> bool {
        let pattern: Vec<&str> = self.argument.split('.').collect();
        let path: Vec<&str> = path.split('.').collect();
        leads(&pattern, &path)
    }
}

/// Does the pattern match the path, or a beginning of it?
fn leads(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], _) => true,
        (["*", rest @ ..], [_, ..]) => (1..=path.len()).any(|at| leads(rest, &path[at..])),
        ([one, rest @ ..], [other, tail @ ..]) => one == other && leads(rest, tail),
        (_, []) => false,
    }
}

/// The languages that name resource types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// `aws_...` and `awscc_...`
    Terraform,
    /// `AWS::...`
    CloudFormation,
}

impl Language {
    /// The language that a resource type belongs to.
    #[must_use]
    pub fn of(resource_type: &str) -> Language {
        if resource_type.contains("::") { Language::CloudFormation } else { Language::Terraform }
    }
}

/// Which resource a service names as its source, seen from the resource that holds the argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The holder itself.
    Holder,
    /// The resource that another argument of the holder names: by reference, name or ARN.
    Via {
        /// That argument, dotted.
        argument: String,
        /// The type it names.
        source_type: String,
    },
    /// All resources of a type that name the holder.
    Children {
        /// Their type.
        source_type: String,
        /// Their argument that names the holder.
        link: String,
    },
    /// A resource that a third one joins to the holder.
    Join {
        /// The type of the one that joins.
        join_type: String,
        /// Its argument that names the holder.
        link: String,
        /// Its argument that names the source.
        then: String,
        /// The type of the source.
        source_type: String,
    },
    /// A resource of this type in the same account; no argument links them.
    SameAccount {
        /// Its type.
        source_type: String,
    },
    /// Several sources, and every one is needed.
    AllOf(Vec<Source>),
    /// No single resource: anything of the service in the account.
    AccountWide,
    /// Something that exists only at run time; the holder's arguments may fill a part of its ARN.
    Runtime,
    /// Nothing tells.
    Unknown,
    /// None: the service sends no source in this use.
    NotSent,
}

impl Source {
    /// The types of the resources that may be the source, for a holder of this type.
    #[must_use]
    pub fn types<'a>(&'a self, holder: &'a str) -> Vec<&'a str> {
        match self {
            Source::Holder | Source::Runtime => vec![holder],
            Source::Via { source_type, .. }
            | Source::Children { source_type, .. }
            | Source::Join { source_type, .. }
            | Source::SameAccount { source_type } => vec![source_type],
            Source::AllOf(sources) => sources.iter().flat_map(|source| source.types(holder)).collect(),
            Source::AccountWide | Source::Unknown | Source::NotSent => Vec::new(),
        }
    }
}

/// A hint as it stands in a data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Type and argument: `aws_transfer_user.role`.
    argument: String,
    setting: Option<String>,
    #[serde(default)]
    only_with: BTreeMap<String, String>,
    from: Option<From>,
    source: Option<String>,
    via: Option<String>,
    child: Option<String>,
    join: Option<String>,
    link: Option<String>,
    then: Option<String>,
    #[serde(default)]
    also: Vec<Also>,
}

/// A further source that is needed beside the first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Also {
    from: Option<From>,
    source: Option<String>,
    via: Option<String>,
    child: Option<String>,
}

/// Sources that need no type.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum From {
    Holder,
    AccountWide,
    RunTime,
    SameAccount,
    Unknown,
    NotSent,
}

impl TryFrom<Written> for Hint {
    type Error = String;

    fn try_from(written: Written) -> Result<Hint, String> {
        let (holder, argument) = written
            .argument
            .split_once('.')
            .ok_or_else(|| format!("\"{}\" should be a type, a dot and an argument", written.argument))?;
        let mut sources = vec![written.source()?];
        for also in written.also {
            sources.push(simple(also.from, also.source, also.via, also.child)?);
        }
        let source = if sources.len() > 1 { Source::AllOf(sources) } else { sources.remove(0) };
        Ok(Hint {
            language: Language::of(holder),
            holder: holder.to_owned(),
            argument: argument.to_owned(),
            setting: written.setting,
            only_with: written.only_with,
            source,
        })
    }
}

impl Written {
    /// The first source.
    fn source(&self) -> Result<Source, String> {
        let Some(join_type) = self.join.clone() else {
            return simple(self.from, self.source.clone(), self.via.clone(), self.child.clone());
        };
        match (self.link.clone(), self.then.clone(), self.source.clone()) {
            (Some(link), Some(then), Some(source_type)) => Ok(Source::Join { join_type, link, then, source_type }),
            _ => Err(format!("{}: `join` needs `link`, `then` and `source`", self.argument)),
        }
    }
}

/// A source from the fields that describe it.
fn simple(
    from: Option<From>,
    source: Option<String>,
    via: Option<String>,
    child: Option<String>,
) -> Result<Source, String> {
    Ok(match (from, source, via, child) {
        (None | Some(From::Holder), None, None, None) => Source::Holder,
        (Some(From::AccountWide), None, None, None) => Source::AccountWide,
        (Some(From::RunTime), None, None, None) => Source::Runtime,
        (Some(From::Unknown), None, None, None) => Source::Unknown,
        (Some(From::NotSent), None, None, None) => Source::NotSent,
        (Some(From::SameAccount), Some(source_type), None, None) => Source::SameAccount { source_type },
        (None, Some(source_type), Some(argument), None) => Source::Via { argument, source_type },
        (None, Some(source_type), None, Some(link)) => Source::Children { source_type, link },
        _ => {
            return Err("a source is one of: `from`, `source` with `via`, `source` with `child`, \
                         `from = \"same-account\"` with `source`"
                .to_owned());
        }
    })
}
