//! Who uses a grant: the resources that hand the role, queue, topic, bucket or key to the service.

mod elsewhere;
mod handovers;
mod named;

use crate::catalogue::{Callers as Usual, Catalogue, Hint, Pair, Source};
use crate::forms::Use;
use crate::link::Program;
use crate::link::symbol::Symbol;
use crate::reason::Reason;
use crate::text::Span;
use crate::value::{SymbolId, Value};
use elsewhere::Looker;
pub use handovers::Handovers;

/// A resource that hands the grant over, for one use.
#[derive(Debug, Clone)]
pub struct Caller<'c> {
    /// The use.
    pub pair: &'c Pair,
    /// The resource that has the argument.
    pub holder: SymbolId,
    /// The argument's value, or the head of the holder where no argument links the two.
    pub at: Span,
    /// The resources that the service names as source; empty where they are not to be seen.
    pub sources: Vec<SymbolId>,
    /// May the service refuse to create the holder while the policy is not there?
    pub may_be_refused: bool,
}

/// What is known of the users of a grant.
#[derive(Debug, Default, Clone)]
pub struct Callers<'c> {
    /// Those that are visible, in text order.
    pub known: Vec<Caller<'c>>,
    /// Why the same service may use the grant elsewhere too (it leaves the module).
    pub escapes: Option<Reason>,
    /// An argument takes the role for a use that the catalogue does not know.
    pub unknown_use: Option<Reason>,
}

/// Finds the visible users of a grant to `service`, in a policy that lets in all of `services`.
/// `handovers` are those of the same program.
#[must_use]
pub fn find<'c>(
    program: &Program,
    catalogue: &'c Catalogue,
    handovers: &Handovers,
    service: &str,
    services: &[String],
    usage: &Use,
) -> Callers<'c> {
    let mut callers = Callers::default();
    for pair in catalogue.pairs(service, &usage.kind) {
        for hint in pair.hints().filter(|hint| hint.language == program.language) {
            let holders = handovers.of(program, catalogue, hint, &usage.owners);
            let used = holders.into_iter().map(|(holder, at)| (program.symbol(holder), at));
            let used = used.filter(|(holder, _)| is_of_use(program, hint, holder));
            callers.known.extend(used.map(|(holder, at)| Caller {
                pair,
                holder: holder.id,
                at,
                sources: sources(program, &hint.source, holder),
                may_be_refused: !pair.asks_later,
            }));
        }
    }
    if callers.known.is_empty() {
        callers.known.extend(unlinked(program, catalogue, service, usage));
    }
    callers.known.sort_by_key(|caller| caller.at);
    let looker = Looker::new(program, catalogue, handovers, services, usage);
    for &owner in &usage.owners {
        let mut seen = vec![owner];
        looker.other_users(owner, &mut seen, &mut callers);
    }
    callers
}

/// Where no argument links a source to what it calls, the sources that stand beside the grant are
/// its callers, if the catalogue says that this proves it.
fn unlinked<'c>(program: &Program, catalogue: &'c Catalogue, service: &str, usage: &Use) -> Vec<Caller<'c>> {
    let mut out = Vec::new();
    for pair in catalogue.pairs(service, &usage.kind) {
        if !pair.sources_beside || pair.callers() == Usual::OftenOther {
            continue;
        }
        let home = program.symbol(usage.holder).span.file;
        let sources = pair.sources.iter().flat_map(|source_type| program.of_type(source_type));
        let beside = sources.filter(|source| program.is_beside(source.id, home));
        out.extend(beside.map(|source| Caller {
            pair,
            holder: source.id,
            at: source.head,
            sources: vec![source.id],
            may_be_refused: false,
        }));
    }
    out
}

/// Has the holder the arguments that tell this use from others?
fn is_of_use(program: &Program, hint: &Hint, holder: &Symbol) -> bool {
    hint.only_with.iter().all(|(argument, value)| {
        let values = program.argument(holder.id, argument);
        !values.is_empty() && values.iter().all(|it| it.literal().as_ref() == Some(value))
    })
}

/// The resources that the service names as source.
fn sources(program: &Program, source: &Source, holder: &Symbol) -> Vec<SymbolId> {
    match source {
        Source::Holder => vec![holder.id],
        Source::Via { argument, source_type } => {
            let values = program.argument(holder.id, argument);
            let of_type = |id: &SymbolId| program.symbol(*id).type_name == *source_type;
            let named = |value: &Value| -> Vec<SymbolId> {
                let mut ids: Vec<SymbolId> = program.meant(value).iter().map(|reference| reference.symbol).collect();
                ids.dedup();
                ids
            };
            let named: Vec<Vec<SymbolId>> = values.iter().map(named).collect();
            let all_known = named.iter().all(|ids| !ids.is_empty() && ids.iter().all(of_type));
            let mut out = if all_known { named.concat() } else { Vec::new() };
            out.dedup();
            out
        }
        _ => Vec::new(),
    }
}
