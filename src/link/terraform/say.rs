//! Saying a value in HCL.

use memchr::memmem;

use crate::link::terraform::ambient;
use crate::link::{Need, Program, Spoken};
use crate::syntax::tree::Layout;
use crate::text::FileId;
use crate::value::{Ambient, Part};

/// A value as an HCL expression, or as a JSON string inside a template.
#[must_use]
pub(in crate::link) fn say(
    program: &Program,
    parts: &[Part],
    layout: &Layout,
    near: FileId,
    provider: Option<&str>,
) -> Spoken {
    let speaker = Speaker { program, near, provider };
    let mut said = Spoken::default();
    if !layout.nest.is_empty() {
        let inner = said.template(speaker, parts, escape_json);
        said.source = format!("\"{inner}\"");
        return said;
    }
    if let [part @ (Part::Reference(_) | Part::Ambient(_))] = parts {
        said.source = said.name(speaker, part);
        return said;
    }
    let inner = said.template(speaker, parts, escape_quoted);
    said.source = format!("\"{inner}\"");
    said
}

/// Where something is said, and whose account is meant.
#[derive(Clone, Copy)]
struct Speaker<'p> {
    program: &'p Program,
    near: FileId,
    provider: Option<&'p str>,
}

impl Spoken {
    fn template(&mut self, speaker: Speaker<'_>, parts: &[Part], escape: fn(&str) -> String) -> String {
        let mut out = String::new();
        for part in parts {
            match part {
                Part::Literal(text) => out.push_str(&escape(text)),
                Part::Unknown(_) => {}
                Part::Reference(_) | Part::Ambient(_) => {
                    out.push_str("${");
                    out.push_str(&self.name(speaker, part));
                    out.push('}');
                }
            }
        }
        out
    }

    fn name(&mut self, speaker: Speaker<'_>, part: &Part) -> String {
        match part {
            Part::Reference(reference) => {
                self.references.push(reference.symbol);
                reference.text.clone()
            }
            Part::Ambient(what) => self.ambient(speaker, *what),
            Part::Literal(text) => text.clone(),
            Part::Unknown(_) => String::new(),
        }
    }

    fn ambient(&mut self, speaker: Speaker<'_>, what: Ambient) -> String {
        let Speaker { program, near, provider } = speaker;
        let (type_name, attribute) = ambient::source(what);
        if let Some(symbol) = ambient::existing(program, what, provider, near) {
            self.references.push(symbol.id);
            return format!("{}.{attribute}", symbol.address);
        }
        let name = free_name(program, near, type_name, provider);
        let said = format!("data.{type_name}.{name}.{attribute}");
        let need = Need::Data { type_name, provider: provider.map(str::to_owned), name };
        if !self.needs.contains(&need) {
            self.needs.push(need);
        }
        said
    }
}

/// `current` is what everyone calls it, and `this` where that is taken (by one with `count`, or with
/// another provider, or by one that a file declares which is made later and not read here). One with
/// a provider is named after it: two fixes that need two providers must not take one name.
fn free_name(program: &Program, near: FileId, type_name: &str, provider: Option<&str>) -> String {
    let names = match provider.and_then(|path| path.rsplit('.').next()) {
        Some(alias) => [alias.to_owned(), format!("current_{alias}")],
        None => ["current".to_owned(), "this".to_owned()],
    };
    let numbered = (2..).map(|number| format!("{}_{number}", names[0]));
    let is_free = |name: &String| {
        let address = format!("data.{type_name}.{name}");
        program.lookup_from(near, &address).is_none() && !program.is_spoken_of(near, &address)
    };
    names.iter().cloned().chain(numbered).find(is_free).unwrap_or_default()
}

/// Does a file of the module speak of an address?
pub(super) fn is_mentioned(program: &Program, near: FileId, address: &str) -> bool {
    let module = program.module_of(near);
    let files = (0..).map(FileId).zip(&program.files).filter(|(id, _)| program.module_of(*id) == module);
    let goes_on = |text: &str| text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let finder = memmem::Finder::new(address);
    files.map(|(_, file)| &file.text).any(|text| {
        let mut found = finder.find_iter(text.as_bytes());
        found.any(|at| !goes_on(&text[at + address.len()..]))
    })
}

fn escape_template(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

pub(super) fn escape_json(text: &str) -> String {
    escape_template(&text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn escape_quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    escape_template(&text)
}
