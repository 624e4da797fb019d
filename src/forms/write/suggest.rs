//! A candidate as text, in the form that its statement is written in.

use crate::link::Program;
use crate::policy::candidate::{Candidate, Values};
use crate::policy::key::SourceKey;
use crate::policy::statement::{Holder, Place, Statement};
use crate::syntax::tree::{Grammar, Node};

/// What a person would write for a candidate, with a line that says when.
#[must_use]
pub fn suggest(program: &Program, statement: &Statement, candidate: &Candidate) -> String {
    let Candidate { about, operator, key, values } = candidate;
    match &statement.place {
        Place::Block { .. } => block(candidate),
        Place::Object { conditions, .. } if conditions.is_empty() => block(candidate),
        Place::Object { conditions, .. } => {
            let values = said(values, Grammar::Hcl, true);
            let entry = format!("{{ test = \"{operator}\", variable = \"{key}\", values = {values} }}");
            format!("# {about}\n{conditions} = [{entry}]\n")
        }
        Place::Arguments { holder, source_arn, source_account, take_lists, .. } => {
            let name = match SourceKey::parse(key) {
                Some(SourceKey::SourceArn) => source_arn.as_deref(),
                Some(SourceKey::SourceAccount) => source_account.as_deref(),
                Some(SourceKey::SourceOrgId | SourceKey::SourceOrgPaths) | None => None,
            };
            let (grammar, sign) = match holder {
                Holder::Block(_) => (Grammar::Hcl, " ="),
                Holder::Map(node) => (grammar(node), ":"),
            };
            let Some(name) = name else { return String::new() };
            if *take_lists {
                return format!("# {about}\n{name}{sign} {}\n", said(values, grammar, true));
            }
            let value = one(values, grammar);
            format!("# {about}: one permission for each\n{name}{sign} {value}\n")
        }
        Place::Map { node, .. } => {
            let grammar = if program.may_refer(node.span) { grammar(node) } else { Grammar::Json };
            let values = said(values, grammar, false);
            match grammar {
                Grammar::Hcl => format!("# {about}\nCondition = {{\n  {operator} = {{ \"{key}\" = {values} }}\n}}\n"),
                Grammar::Json => {
                    format!("// {about}\n\"Condition\": {{\n  \"{operator}\": {{ \"{key}\": {values} }}\n}}\n")
                }
                Grammar::YamlBlock | Grammar::YamlFlow => {
                    format!("# {about}\nCondition:\n  {operator}:\n    {key}: {values}\n")
                }
            }
        }
    }
}

/// A block of a policy document.
fn block(Candidate { about, operator, key, values }: &Candidate) -> String {
    let values = said(values, Grammar::Hcl, true);
    let lines = [format!("test     = \"{operator}\""), format!("variable = \"{key}\""), format!("values   = {values}")];
    format!("# {about}\ncondition {{\n  {}\n}}\n", lines.join("\n  "))
}

fn grammar(node: &Node) -> Grammar {
    node.as_map().map_or(Grammar::Json, |map| map.layout.grammar)
}

/// The values in a language; a single one may stand without brackets, unless it is to be a list.
fn said(values: &Values, grammar: Grammar, always_list: bool) -> String {
    match values {
        Values::AllOf(address) => reference(address, grammar),
        Values::Texts(texts) if always_list || texts.len() != 1 => {
            let quoted: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
            format!("[{}]", quoted.join(", "))
        }
        Values::Of(_) if always_list => format!("[{}]", one(values, grammar)),
        Values::Of(_) | Values::Texts(_) => one(values, grammar),
    }
}

/// The first value.
fn one(values: &Values, grammar: Grammar) -> String {
    match values {
        Values::Of(address) => reference(address, grammar),
        Values::AllOf(address) => format!("<one of {address}>"),
        Values::Texts(texts) => format!("{:?}", texts.first().map_or("", String::as_str)),
    }
}

fn reference(address: &str, grammar: Grammar) -> String {
    match grammar {
        Grammar::Hcl => address.to_owned(),
        Grammar::Json => format!("{{ \"Ref\": \"{address}\" }}"),
        Grammar::YamlBlock | Grammar::YamlFlow => format!("!Ref {address}"),
    }
}
