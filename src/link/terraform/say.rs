//! Saying a value in HCL.

use crate::link::Program;
use crate::link::terraform::ambient;
use crate::value::{Ambient, Part, SymbolId};

/// A data source that has to be there before a text that mentions it may be written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// `aws_caller_identity`, `aws_partition`.
    pub type_name: &'static str,
    /// Its `provider` meta-argument, where it has one.
    pub provider: Option<String>,
    /// The name it gets.
    pub name: String,
}

/// A value said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The expression, or the text of a string without its quotes.
    pub source: String,
    /// What has to be declared for it.
    pub needs: Vec<Need>,
    /// What it refers to, of what is there already.
    pub references: Vec<SymbolId>,
}

/// A value as an HCL expression: a bare reference, or a quoted template.
#[must_use]
pub fn expression(program: &Program, parts: &[Part], provider: Option<&str>) -> Said {
    let mut said = Said { source: String::new(), needs: Vec::new(), references: Vec::new() };
    if let [part @ (Part::Reference(_) | Part::Ambient(_))] = parts {
        said.source = said.name(program, part, provider);
        return said;
    }
    let inner = said.template(program, parts, provider, escape_quoted);
    said.source = format!("\"{inner}\"");
    said
}

/// A value as the inside of a template: for a JSON string in a heredoc or in a quoted string.
/// Only what is special to templates is escaped, the rest is up to the text around it.
#[must_use]
pub fn template(program: &Program, parts: &[Part], provider: Option<&str>) -> Said {
    let mut said = Said { source: String::new(), needs: Vec::new(), references: Vec::new() };
    said.source = said.template(program, parts, provider, escape_template);
    said
}

impl Said {
    fn template(
        &mut self,
        program: &Program,
        parts: &[Part],
        provider: Option<&str>,
        escape: fn(&str) -> String,
    ) -> String {
        let mut out = String::new();
        for part in parts {
            match part {
                Part::Literal(text) => out.push_str(&escape(text)),
                Part::Unknown(_) => {}
                Part::Reference(_) | Part::Ambient(_) => {
                    out.push_str("${");
                    out.push_str(&self.name(program, part, provider));
                    out.push('}');
                }
            }
        }
        out
    }

    fn name(&mut self, program: &Program, part: &Part, provider: Option<&str>) -> String {
        match part {
            Part::Reference(reference) => {
                self.references.push(reference.symbol);
                reference.text.clone()
            }
            Part::Ambient(what) => self.ambient(program, *what, provider),
            Part::Literal(text) => text.clone(),
            Part::Unknown(_) => String::new(),
        }
    }

    fn ambient(&mut self, program: &Program, what: Ambient, provider: Option<&str>) -> String {
        let (type_name, attribute) = ambient::source(what);
        if let Some(symbol) = ambient::existing(program, what, provider) {
            self.references.push(symbol.id);
            return format!("{}.{attribute}", symbol.address);
        }
        let name = free_name(program, type_name);
        let said = format!("data.{type_name}.{name}.{attribute}");
        let need = Need { type_name, provider: provider.map(str::to_owned), name };
        if !self.needs.contains(&need) {
            self.needs.push(need);
        }
        said
    }
}

/// `current` is what everyone calls it; where that is taken (by one with `count`, or with another
/// provider), a name of our own.
fn free_name(program: &Program, type_name: &str) -> String {
    let names = std::iter::once("current".to_owned())
        .chain(std::iter::once("unconfuse".to_owned()))
        .chain((2..).map(|number| format!("unconfuse_{number}")));
    let mut free = names.filter(|name| program.lookup(&format!("data.{type_name}.{name}")).is_none());
    free.next().unwrap_or_default()
}

fn escape_template(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

fn escape_quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    escape_template(&text)
}
