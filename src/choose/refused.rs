//! The narrower source ARNs that were not taken, and why.

use super::Grant;
use super::home::{Home, Obstacle};
use crate::catalogue::Granularity;
use crate::forms::Document;
use crate::link::Program;
use crate::value::SymbolId;

/// A source ARN that is not written, although it would let in less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The resource that it would name, by its address.
    pub source: String,
    /// Why it is not written.
    pub why: String,
}

/// The exact ARNs of the sources of a grant's visible users that a condition cannot refer to.
#[must_use]
pub fn refused(program: &Program, document: &Document, grant: &Grant<'_>) -> Vec<Refusal> {
    let home = Home::of(program, document);
    let mut out: Vec<Refusal> = Vec::new();
    for caller in &grant.callers.known {
        for &source in &caller.sources {
            let why = match caller.pair.granularity {
                Granularity::Exact => match home.obstacle(source) {
                    Some(obstacle) => say(program, source, obstacle),
                    None => continue,
                },
                _ => format!("{} takes no exact ARN for the {}", caller.pair.principal, caller.pair.usage),
            };
            let refusal = Refusal { source: program.symbol(source).address.clone(), why };
            if !out.contains(&refusal) {
                out.push(refusal);
            }
        }
    }
    out
}

fn say(program: &Program, source: SymbolId, obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::NoReferences => "the policy is a text of its own, in which nothing can be referred to".to_owned(),
        Obstacle::OtherModule => "it stands in another module".to_owned(),
        Obstacle::Repeated => "it is there any number of times, so a reference names no single one".to_owned(),
        Obstacle::Cycle(holder) => match program.path(source, holder) {
            Some(path) => {
                let circle: Vec<&str> = std::iter::once(holder).chain(path).map(|id| address(program, id)).collect();
                format!("a reference would close a dependency cycle: {}", circle.join(" -> "))
            }
            None => "a file does not parse, so a reference might close a dependency cycle".to_owned(),
        },
    }
}

fn address(program: &Program, id: SymbolId) -> &str {
    &program.symbol(id).address
}
