//! Who uses a grant: the resources that hand the role, queue, topic, bucket or key to the service.

use std::cell::OnceCell;

use crate::catalogue::{Callers as Usual, Catalogue, Hint, Pair, Source};
use crate::forms::Use;
use crate::link::Program;
use crate::link::graph::Seen;
use crate::link::symbol::{Symbol, SymbolKind};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::text::Span;
use crate::value::{Part, SymbolId, Value};

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
#[must_use]
pub fn find<'c>(
    program: &Program,
    catalogue: &'c Catalogue,
    service: &str,
    services: &[String],
    usage: &Use,
) -> Callers<'c> {
    let mut callers = Callers::default();
    for pair in catalogue.pairs(service, &usage.kind) {
        for hint in pair.hints().filter(|hint| hint.language == program.language) {
            for holder in program.of_type(&hint.holder) {
                callers.known.extend(caller(program, catalogue, pair, hint, holder, &usage.owners));
            }
        }
    }
    if callers.known.is_empty() {
        callers.known.extend(unlinked(program, catalogue, service, usage));
    }
    callers.known.sort_by_key(|caller| caller.at);
    let looker = Looker { program, catalogue, services, usage, leading: OnceCell::new() };
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

fn caller<'c>(
    program: &Program,
    catalogue: &Catalogue,
    pair: &'c Pair,
    hint: &Hint,
    holder: &Symbol,
    owners: &[SymbolId],
) -> Option<Caller<'c>> {
    let is_of_use = |(argument, value): (&String, &String)| {
        let values = program.argument(holder.id, argument);
        !values.is_empty() && values.iter().all(|it| it.literal().as_ref() == Some(value))
    };
    if !hint.only_with.iter().all(is_of_use) {
        return None;
    }
    let at = handed_over(program, catalogue, hint, holder, owners)?;
    let sources = sources(program, &hint.source, holder);
    Some(Caller { pair, holder: holder.id, at, sources, may_be_refused: !pair.asks_later })
}

/// Where the holder names one of the owners in the hint's argument.
fn handed_over(
    program: &Program,
    catalogue: &Catalogue,
    hint: &Hint,
    holder: &Symbol,
    owners: &[SymbolId],
) -> Option<Span> {
    if hint.argument.contains('*') && hint.argument.split('.').any(|part| part == "*") {
        let mentions = owners.iter().any(|&owner| mentions(program, holder.id, owner, &mut Vec::new()));
        return mentions.then_some(holder.head);
    }
    let nodes = program.argument_nodes(holder.id, &hint.argument);
    let found = nodes.iter().find(|node| owners.iter().any(|&owner| names(program, catalogue, node, owner)));
    found.map(|node| node.span)
}

/// Does a resource mention another, be it through locals and modules?
fn mentions(program: &Program, user: SymbolId, of: SymbolId, seen: &mut Vec<SymbolId>) -> bool {
    seen.push(of);
    program.users(of).any(|between| {
        let hands_on = matches!(between.kind, SymbolKind::Local | SymbolKind::Variable | SymbolKind::Output);
        between.id == user || hands_on && !seen.contains(&between.id) && mentions(program, user, between.id, seen)
    })
}

/// Does an expression name this resource: by reference, through an alias, or by its name?
fn names(program: &Program, catalogue: &Catalogue, node: &NodeRef, owner: SymbolId) -> bool {
    if let Some(resource) = program.plain_resource(node) {
        return stands_for(program, catalogue, resource, owner, 0);
    }
    let value = program.evaluate(node);
    let meant = program.meant(&value);
    if meant.iter().any(|reference| stands_for(program, catalogue, reference.symbol, owner, 0)) {
        return true;
    }
    meant.is_empty() && program.is_beside(owner, node.span.file) && named_alike(program, catalogue, &value, owner)
}

fn stands_for(program: &Program, catalogue: &Catalogue, symbol: SymbolId, owner: SymbolId, depth: usize) -> bool {
    if symbol == owner {
        return true;
    }
    let of_type = || catalogue.resource_type(&program.symbol(symbol).type_name);
    let Some(argument) = of_type().and_then(|it| it.stands_for.clone()) else { return false };
    let targets = program.argument(symbol, &argument);
    let mut meant = targets.iter().flat_map(|target| program.meant(target));
    depth < 4 && meant.any(|reference| stands_for(program, catalogue, reference.symbol, owner, depth + 1))
}

/// A literal name, or an ARN or address that ends in it.
fn named_alike(program: &Program, catalogue: &Catalogue, value: &Value, owner: SymbolId) -> bool {
    let Some(text) = value.parts().and_then(|parts| parts.last()).and_then(Part::literal) else { return false };
    let Some(resource_type) = catalogue.resource_type(&program.symbol(owner).type_name) else { return false };
    let names = resource_type.name_arguments.iter().flat_map(|argument| program.argument(owner, argument));
    names.filter_map(|name| name.literal()).any(|name| {
        let ending = text.strip_suffix(name.as_str());
        !name.is_empty() && ending.is_some_and(|before| before.is_empty() || before.ends_with(['/', ':']))
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

/// What is asked of everything else that mentions the owner: does it leave the module, or serve a
/// use that nobody wrote down?
struct Looker<'p> {
    program: &'p Program,
    catalogue: &'p Catalogue,
    /// All services that the policy lets in.
    services: &'p [String],
    usage: &'p Use,
    /// The symbols that lead to one of the owners, found out when that is first asked.
    leading: OnceCell<Vec<Seen>>,
}

impl Looker<'_> {
    fn other_users(&self, of: SymbolId, seen: &mut Vec<SymbolId>, callers: &mut Callers<'_>) {
        for user in self.program.users(of) {
            if seen.contains(&user.id) {
                continue;
            }
            seen.push(user.id);
            match user.kind {
                SymbolKind::Local | SymbolKind::Variable => self.other_users(user.id, seen, callers),
                SymbolKind::Output => {
                    if self.program.is_seen_outside(user.id) {
                        callers.escapes.get_or_insert_with(|| leaves(&format!("output {}", user.name)));
                    }
                    self.other_users(user.id, seen, callers);
                }
                SymbolKind::Module if self.program.takes_out_of_sight(user.id) => {
                    callers.escapes.get_or_insert_with(|| leaves(&user.address));
                }
                SymbolKind::Resource if self.may_take(user, of) => {
                    if self.hands_on(user) {
                        callers.escapes.get_or_insert_with(|| leaves(&user.address));
                    }
                    let other_use = || self.unknown_use(user).or_else(|| self.use_of_another(user));
                    if let Some(reason) = self.usage.kind.is_role_trust().then(other_use).flatten() {
                        callers.unknown_use.get_or_insert(reason);
                    }
                }
                _ => {}
            }
        }
    }

    /// May this resource, which mentions `of`, take one of the owners from there?
    fn may_take(&self, user: &Symbol, of: SymbolId) -> bool {
        let owners = &self.usage.owners;
        let leading =
            || self.leading.get_or_init(|| owners.iter().map(|&owner| self.program.leading_to(owner)).collect());
        let may_take = |(&owner, leading): (&SymbolId, &Seen)| self.program.may_take(user.id, owner, leading);
        owners.contains(&of) || owners.iter().zip(leading()).any(may_take)
    }

    /// Does this resource hand the owner on to another stack, or a role on to code, where nobody sees
    /// what becomes of it?
    fn hands_on(&self, user: &Symbol) -> bool {
        let Some(known) = self.catalogue.resource_type(&user.type_name) else { return false };
        let of_roles = known.hands_roles_on.iter().filter(|_| self.usage.kind.is_role_trust());
        known.hands_on.iter().chain(of_roles).any(|argument| self.takes(user, argument))
    }

    /// Does an argument name one of the owners, perhaps through a local?
    fn takes(&self, user: &Symbol, argument: &str) -> bool {
        let nodes = self.program.argument_nodes(user.id, argument);
        let named = |owner: &SymbolId| nodes.iter().any(|node| names(self.program, self.catalogue, node, *owner));
        self.usage.owners.iter().any(named)
    }

    /// Does this resource take the role for a use that the catalogue does not know?
    fn unknown_use(&self, user: &Symbol) -> Option<Reason> {
        let takes = match self.catalogue.resource_type(&user.type_name) {
            Some(known) if known.mentions_roles_harmlessly => false,
            Some(known) => known.other_role_arguments.iter().any(|argument| self.takes(user, argument)),
            None => true,
        };
        takes.then(|| {
            let text = format!("{} takes the role for a use that is not in the catalogue", user.address);
            Reason::new(ReasonKind::Unverified, text)
        })
    }

    /// Does this resource hand the role to services that the policy does not even let in? Then one
    /// of those that it does let in must stand in for them, and nobody knows what it sends.
    fn use_of_another(&self, user: &Symbol) -> Option<Reason> {
        let uses = self
            .catalogue
            .role_uses(&user.type_name)
            .filter(|(_, hint)| handed_over(self.program, self.catalogue, hint, user, &self.usage.owners).is_some());
        let uses: Vec<&Pair> = uses.map(|(pair, _)| pair).collect();
        let first = uses.first()?;
        let lets_in = uses.iter().any(|pair| self.services.contains(&pair.principal));
        (!lets_in).then(|| {
            let text = format!(
                "{} takes the role as the {}, which is for {}: the policy does not let that in",
                user.address, first.usage, first.principal
            );
            Reason::new(ReasonKind::Unverified, text)
        })
    }
}

fn leaves(by: &str) -> Reason {
    Reason::new(ReasonKind::UnknownValue, format!("it is handed on through {by}, so it may have other uses"))
}
