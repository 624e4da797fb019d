//! What becomes of a role, queue, topic, bucket or key beside the uses that the catalogue knows.

use std::cell::OnceCell;

use super::Callers;
use super::handovers::Handovers;
use crate::catalogue::{Catalogue, Pair};
use crate::forms::Use;
use crate::link::Program;
use crate::link::graph::Seen;
use crate::link::symbol::{Symbol, SymbolKind};
use crate::reason::{Reason, ReasonKind};
use crate::value::SymbolId;

/// What is asked of everything else that mentions the owner: does it leave the module, or serve a
/// use that nobody wrote down?
pub(super) struct Looker<'p> {
    program: &'p Program,
    catalogue: &'p Catalogue,
    handovers: &'p Handovers,
    /// All services that the policy lets in.
    services: &'p [String],
    usage: &'p Use,
    /// The symbols that lead to one of the owners, found out when that is first asked.
    leading: OnceCell<Vec<Seen>>,
}

impl<'p> Looker<'p> {
    /// One that looks for other uses of a policy that lets in all of `services`.
    pub(super) fn new(
        program: &'p Program,
        catalogue: &'p Catalogue,
        handovers: &'p Handovers,
        services: &'p [String],
        usage: &'p Use,
    ) -> Looker<'p> {
        Looker { program, catalogue, handovers, services, usage, leading: OnceCell::new() }
    }

    /// Notes what becomes of `of` by way of all that mention it.
    pub(super) fn other_users(&self, of: SymbolId, seen: &mut Vec<SymbolId>, callers: &mut Callers<'_>) {
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
        let Looker { program, catalogue, .. } = *self;
        self.handovers.is_named(program, catalogue, (user.id, argument), &self.usage.owners)
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
        let Looker { program, catalogue, handovers, usage, .. } = *self;
        let uses = catalogue
            .role_uses(&user.type_name)
            .filter(|(_, hint)| handovers.is_handed(program, catalogue, (user.id, hint), &usage.owners));
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
