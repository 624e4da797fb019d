//! Saying a value in a text that Terraform reads from a file: such a text knows no names of the
//! module, only the variables that are handed to it.

use std::collections::BTreeSet;

use crate::link::terraform::ambient;
use crate::link::terraform::say::escape_json;
use crate::link::terraform::texts::{Readings, Texts};
use crate::link::{Need, Program, Spoken};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::text::FileId;
use crate::value::{Ambient, Kind, Part, Value};

/// A value as a JSON string of the text in `file`.
///
/// # Errors
/// What the text has no name for.
pub(in crate::link) fn say(
    program: &Program,
    texts: &Texts,
    file: FileId,
    readings: &Readings,
    parts: &[Part],
    provider: Option<&str>,
) -> Result<Spoken, Reason> {
    let mut said = Spoken::default();
    let mut inner = String::new();
    for part in parts {
        match part {
            Part::Literal(text) if readings.is_template() => inner.push_str(&escape_json(text)),
            Part::Literal(text) => inner.push_str(&text.replace('\\', "\\\\").replace('"', "\\\"")),
            Part::Reference(_) | Part::Ambient(_) if readings.is_template() => {
                let name = match (known(program, readings, part, provider), part) {
                    (Some(name), _) => name,
                    (None, Part::Ambient(what)) => {
                        let name = new(program, texts, readings, *what, provider)?;
                        let provider = provider.map(str::to_owned);
                        said.needs.push(Need::Variable { template: file, name: name.clone(), value: *what, provider });
                        name
                    }
                    (None, _) => return Err(no_name(program, file, readings)),
                };
                inner.push_str(&format!("${{{name}}}"));
            }
            _ => return Err(no_name(program, file, readings)),
        }
    }
    said.source = format!("\"{inner}\"");
    Ok(said)
}

fn no_name(program: &Program, file: FileId, readings: &Readings) -> Reason {
    let path = &program.files[file.0 as usize].path;
    let text = match readings.is_template() {
        true => format!("the policy stands in the template {path}, which has no variable for what its condition names"),
        false => format!(
            "the policy stands in {path}, which is read as it is, so it cannot name the account: read it with \
             templatefile() and hand the account in"
        ),
    };
    Reason::new(ReasonKind::Shape, text)
}

/// A variable that has this value wherever the template is read.
fn known(program: &Program, readings: &Readings, what: &Part, provider: Option<&str>) -> Option<String> {
    if readings.other_variables {
        return None;
    }
    let mut common: Option<BTreeSet<String>> = None;
    for map in &readings.maps {
        let here = names(program, map, |value| is_just(program, value, what, provider));
        common = Some(match common {
            Some(before) => before.intersection(&here).cloned().collect(),
            None => here,
        });
    }
    common?.into_iter().next()
}

/// Is a value this part and nothing else, by what it means for resources of this provider?
fn is_just(program: &Program, value: &Value, what: &Part, provider: Option<&str>) -> bool {
    match (value.parts(), what) {
        (Some([Part::Reference(one)]), Part::Ambient(what)) => {
            let source = program.symbol(one.symbol);
            !one.indexed && provider.is_some() && ambient::tells(source, &one.attribute, *what, provider)
        }
        (Some([Part::Ambient(_)]), Part::Ambient(_)) if provider.is_some() => false,
        (Some([Part::Reference(one)]), Part::Reference(other)) => {
            !one.indexed && one.symbol == other.symbol && one.attribute == other.attribute
        }
        (Some([one]), other) => one == other,
        _ => false,
    }
}

/// A name that is free wherever the template is read, so that it may be handed in there.
fn new(
    program: &Program,
    texts: &Texts,
    readings: &Readings,
    what: Ambient,
    provider: Option<&str>,
) -> Result<String, Reason> {
    let refuse = |text: &str| Err(Reason::new(ReasonKind::Shape, text));
    if readings.other_variables {
        return refuse("the variables of the template are not written as a map: hand the account in by hand");
    }
    if !texts.knows_all_templates() {
        return refuse(
            "another template is read whose path is not known, so it may be this one: hand the account in by hand",
        );
    }
    let taken: BTreeSet<String> = readings.maps.iter().flat_map(|map| names(program, map, |_| true)).collect();
    let plain = match what {
        Ambient::Account => "account_id",
        Ambient::Partition => "partition",
        Ambient::Region => "region",
        Ambient::DnsSuffix => "dns_suffix",
    };
    let names = match provider.and_then(|path| path.rsplit('.').next()) {
        Some(alias) => ["", "aws_", "current_"].map(|prefix| format!("{prefix}{}_{plain}", alias.replace('-', "_"))),
        None => ["", "aws_", "current_"].map(|prefix| format!("{prefix}{plain}")),
    };
    match names.into_iter().find(|name| !taken.contains(name)) {
        Some(name) => Ok(name),
        None => refuse("the template has other variables of the names that it would need: hand the account in by hand"),
    }
}

/// The names of a map whose values are what is asked for.
fn names(program: &Program, map: &NodeRef, holds: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let Kind::Map(entries) = program.evaluate(map).kind else { return BTreeSet::new() };
    let fitting = entries.known.iter().filter(|(_, value)| holds(value));
    fitting.filter_map(|(name, _)| name.literal()).collect()
}
