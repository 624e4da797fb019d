//! Saying a value in a template: in YAML, in JSON, or inside a text of `Fn::Sub`.

use std::fmt::Write as _;

use crate::link::template::Template;
use crate::link::template::anchors::children;
use crate::link::template::substitution::escape;
use crate::link::{Program, Spoken};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Grammar, Layout, Node, NodeKind, NodeRef, TextStyle};
use crate::value::{Ambient, Part, Reference};

/// How the neighbours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The quotes of YAML strings; JSON has its own.
    pub quotes: Quotes,
    /// Do blanks stand inside braces and brackets: `{ "Ref": "X" }`?
    pub spaced: bool,
}

/// Quotes of a YAML string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// `'...'`
    Single,
    /// `"..."`
    Double,
}

/// A value as the source text of one scalar.
///
/// # Errors
/// A part that is not known, a text that cannot be said, a grammar that no template has.
pub fn say(program: &Program, parts: &[Part], grammar: Grammar, style: Style) -> Result<String, Reason> {
    let said = Said::of(parts)?;
    let long_forms = program.template().is_some_and(Template::uses_long_forms);
    match grammar {
        Grammar::Json => Ok(said.long(style.spaced)),
        Grammar::YamlBlock | Grammar::YamlFlow if long_forms => match said {
            Said::Text(text) => Ok(quoted(&text, style.quotes)),
            _ => Ok(said.long(style.spaced)),
        },
        Grammar::YamlBlock | Grammar::YamlFlow => Ok(said.short(style.quotes)),
        Grammar::Hcl => Err(Reason::new(ReasonKind::NotLiteral, "a template is not written in HCL")),
    }
}

/// A value as a piece of a text that `Fn::Sub` fills in, such as a policy in a string. What is
/// special to the text around it is not escaped.
///
/// # Errors
/// A part that is not known, a text that cannot be said.
pub fn say_in_sub(parts: &[Part]) -> Result<String, Reason> {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Literal(text) => out.push_str(&escape(text).ok_or_else(|| cannot_escape(text))?),
            Part::Ambient(ambient) => out.extend(["${", pseudo(*ambient), "}"]),
            Part::Reference(reference) => out.extend(["${", &reference.text, "}"]),
            Part::Unknown(reason) => return Err(reason.clone()),
        }
    }
    Ok(out)
}

/// A value where a layout and a neighbour stand: the neighbour's quotes are taken.
///
/// # Errors
/// See [`say`]; and a reference in a policy text that `Fn::Sub` does not fill in.
pub(in crate::link) fn say_at(
    program: &Program,
    template: &Template,
    parts: &[Part],
    layout: &Layout,
    near: &Node,
) -> Result<Spoken, Reason> {
    if template.partition.is_some() && !parts.iter().all(|part| part.literal().is_some()) {
        let text = "the policy does not tell its account: name it in unconfuse.toml, or add aws:SourceAccount yourself";
        return Err(Reason::new(ReasonKind::UnknownValue, text));
    }
    let mut fills = None;
    let source = if layout.nest == template.layout.nest {
        let style = Style { quotes: quotes_of(near), spaced: true };
        say(program, parts, layout.grammar, style)?
    } else if template.is_substituted(near.span) {
        double_quoted(&say_in_sub(parts)?)
    } else if let Some(text) = parts.iter().map(Part::literal).collect::<Option<String>>() {
        double_quoted(&text)
    } else {
        fills = Some(plain_text(template, near)?);
        double_quoted(&say_in_sub(parts)?)
    };
    let references = parts.iter().filter_map(|part| match part {
        Part::Reference(reference) => Some(reference.symbol),
        _ => None,
    });
    Ok(Spoken { source, needs: Vec::new(), references: references.collect(), fills })
}

/// The string that a node is written in, which means the same once `Fn::Sub` fills it in.
fn plain_text(template: &Template, near: &Node) -> Result<NodeRef, Reason> {
    let reason = || Reason::new(ReasonKind::NotLiteral, "the policy is a plain text: put it into Fn::Sub first");
    let mut at = &template.root;
    loop {
        let inner = children(at).into_iter().find(|child| child.span.contains(near.span));
        match (inner, &at.kind) {
            (Some(inner), NodeKind::List(_) | NodeKind::Map(_)) => at = inner,
            (None, NodeKind::Text(text)) if template.layout.nest.is_empty() => {
                let is_plain = text.literal().is_some_and(|text| !text.contains("${"));
                return is_plain.then(|| at.clone()).ok_or_else(reason);
            }
            _ => return Err(reason()),
        }
    }
}

/// The quotes of the first quoted string in a node; double ones where there is none.
fn quotes_of(node: &Node) -> Quotes {
    fn find(node: &Node) -> Option<Quotes> {
        match &node.kind {
            NodeKind::Text(text) if text.style == TextStyle::Single => Some(Quotes::Single),
            NodeKind::Text(text) if text.style == TextStyle::Double => Some(Quotes::Double),
            NodeKind::List(list) => list.items.iter().find_map(|item| find(item)),
            NodeKind::Map(map) => map.entries.iter().find_map(|entry| find(&entry.key).or_else(|| find(&entry.value))),
            NodeKind::Tagged { value, .. } => find(value),
            _ => None,
        }
    }
    find(node).unwrap_or(Quotes::Double)
}

/// What is to be said, apart from the grammar.
enum Said<'a> {
    Text(String),
    Ref(&'a str),
    GetAtt(&'a Reference),
    Sub(String),
}

impl<'a> Said<'a> {
    fn of(parts: &'a [Part]) -> Result<Said<'a>, Reason> {
        match parts {
            [] => Ok(Said::Text(String::new())),
            [Part::Literal(text)] => Ok(Said::Text(text.clone())),
            [Part::Ambient(ambient)] => Ok(Said::Ref(pseudo(*ambient))),
            [Part::Reference(reference)] if reference.attribute.is_empty() => Ok(Said::Ref(&reference.text)),
            [Part::Reference(reference)] => Ok(Said::GetAtt(reference)),
            parts => match parts.iter().map(Part::literal).collect::<Option<String>>() {
                Some(text) => Ok(Said::Text(text)),
                None => Ok(Said::Sub(say_in_sub(parts)?)),
            },
        }
    }

    fn short(&self, quotes: Quotes) -> String {
        match self {
            Said::Text(text) => quoted(text, quotes),
            Said::Ref(name) => format!("!Ref {name}"),
            Said::GetAtt(reference) => format!("!GetAtt {}", reference.text),
            Said::Sub(text) => format!("!Sub {}", quoted(text, quotes)),
        }
    }

    fn long(&self, spaced: bool) -> String {
        let blank = if spaced { " " } else { "" };
        let call = |name: &str, argument: &str| format!("{{{blank}\"{name}\": {argument}{blank}}}");
        match self {
            Said::Text(text) => double_quoted(text),
            Said::Ref(name) => call("Ref", &double_quoted(name)),
            Said::Sub(text) => call("Fn::Sub", &double_quoted(text)),
            Said::GetAtt(reference) => {
                let (name, attribute) = reference.text.split_once('.').unwrap_or((&reference.text, ""));
                let list = format!("[{}, {}]", double_quoted(name), double_quoted(attribute));
                call("Fn::GetAtt", &list)
            }
        }
    }
}

fn pseudo(ambient: Ambient) -> &'static str {
    match ambient {
        Ambient::Account => "AWS::AccountId",
        Ambient::Partition => "AWS::Partition",
        Ambient::Region => "AWS::Region",
        Ambient::DnsSuffix => "AWS::URLSuffix",
    }
}

fn cannot_escape(text: &str) -> Reason {
    let text = format!("`{}` cannot be written inside `Fn::Sub`", text.escape_debug());
    Reason::new(ReasonKind::NotLiteral, text)
}

/// A YAML string in quotes. What single quotes cannot hold on one line goes into double ones.
fn quoted(text: &str, quotes: Quotes) -> String {
    match quotes {
        Quotes::Single if !text.chars().any(needs_escape) => format!("'{}'", text.replace('\'', "''")),
        _ => double_quoted(text),
    }
}

/// A string in double quotes that YAML and JSON read alike.
fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Control characters, and what YAML takes for a line end or a byte order mark. All have four
/// hexadecimal digits.
fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}
