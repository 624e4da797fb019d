//! What is known of one grant before its condition is chosen.

use crate::callers::{Callers, find};
use crate::catalogue::{Catalogue, Pair, Pattern};
use crate::choose::Survey;
use crate::choose::relevant::{fits, services};
use crate::forms::Document;
use crate::link::Program;
use crate::policy::arn::PatternTemplate;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};

/// What is known of one grant: the uses of the catalogue that may be meant, and its users.
#[derive(Debug)]
pub struct Grant<'c> {
    /// The service principal, canonical.
    pub service: String,
    /// Every pair of the service for the kinds of policy that the statement stands in, and that
    /// its actions fit.
    pub pairs: Vec<&'c Pair>,
    /// Its users.
    pub callers: Callers<'c>,
    /// Where the name is none that AWS takes.
    pub misnamed: Option<Misnamed>,
}

/// One ARN that AWS's pages spell in several ways.
#[derive(Debug)]
pub struct Disputed<'c> {
    /// The spellings.
    pub spellings: Vec<&'c PatternTemplate>,
    /// A form that lets them all in.
    pub wider: &'c PatternTemplate,
}

/// A name that is no service principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misnamed {
    /// The principal that is meant, as far as can be told.
    pub meant: Option<String>,
}

impl<'c> Grant<'c> {
    /// The grant to a name that is no service principal, of which nothing else is known.
    #[must_use]
    pub fn misnamed(catalogue: &Catalogue, written: String) -> Self {
        let misnamed = Some(Misnamed { meant: catalogue.meant(&written) });
        Grant { service: written, pairs: Vec::new(), callers: Callers::default(), misnamed }
    }

    /// The forms of source ARN that the service sends for the uses that may be meant.
    #[must_use]
    pub fn forms(&self) -> Vec<PatternTemplate> {
        templates(&self.meant())
    }

    /// The forms of source ARN that the service sends for any use that the policy may have.
    #[must_use]
    pub fn all_forms(&self) -> Vec<PatternTemplate> {
        templates(&self.pairs)
    }

    /// ARNs that AWS's pages spell in several ways, for the uses that may be meant.
    #[must_use]
    pub fn disputed(&self) -> Vec<Disputed<'c>> {
        let of = |pair: &'c Pair| {
            let last = pair.patterns.iter().rposition(|pattern| pattern.disputed)?;
            let spellings = pair.patterns.iter().filter(|pattern| pattern.disputed).filter_map(Pattern::template);
            Some(Disputed { spellings: spellings.collect(), wider: pair.patterns.get(last + 1)?.template()? })
        };
        self.meant().into_iter().filter_map(of).collect()
    }

    /// The uses that may be meant: the visible ones, where there can be no others.
    fn meant(&self) -> Vec<&'c Pair> {
        let visible: Vec<&'c Pair> = self.callers.known.iter().map(|caller| caller.pair).collect();
        let all = visible.is_empty() || self.callers.escapes.is_some() || self.callers.unknown_use.is_some();
        if all { self.pairs.clone() } else { visible }
    }
}

/// Gathers what is known of the grant of a statement to a service. The survey is of the same program.
#[must_use]
pub fn grant<'c>(
    program: &Program,
    catalogue: &'c Catalogue,
    survey: &Survey,
    document: &Document,
    statement: &Statement,
    service: &str,
) -> Grant<'c> {
    let mut pairs: Vec<&Pair> = Vec::new();
    let mut callers = Callers::default();
    let services = services(document.statements.iter());
    for usage in &document.uses {
        let fitting = catalogue.pairs(service, &usage.kind).into_iter();
        for pair in fitting.filter(|pair| fits(pair, statement)) {
            if !pairs.iter().any(|other| std::ptr::eq(*other, pair)) {
                pairs.push(pair);
            }
        }
        let found = find(program, catalogue, &survey.handovers, service, &services, usage);
        for caller in found.known {
            let fits = pairs.iter().any(|pair| std::ptr::eq(*pair, caller.pair));
            if fits && !callers.known.iter().any(|other| other.holder == caller.holder && other.at == caller.at) {
                callers.known.push(caller);
            }
        }
        callers.escapes = callers.escapes.or(found.escapes);
        callers.unknown_use = callers.unknown_use.or(found.unknown_use);
    }
    if program.is_incomplete() {
        let text = "a file beside it does not parse, so it may have other uses";
        callers.escapes.get_or_insert_with(|| Reason::new(ReasonKind::UnknownValue, text));
    }
    Grant { service: service.to_owned(), pairs, callers, misnamed: None }
}

fn templates(pairs: &[&Pair]) -> Vec<PatternTemplate> {
    let patterns = pairs.iter().flat_map(|pair| &pair.patterns);
    patterns.filter_map(|pattern| pattern.template().cloned()).collect()
}
