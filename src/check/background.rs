//! What the rules are told of a statement beside its text: what its expressions stand for.

use super::{Forms, Site, ids, names, principal_span, resolve, resources, sibling, tell};
use crate::catalogue::Catalogue;
use crate::choose::{Choice, Grant};
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::policy::principal::Principal;
use crate::policy::statement::Statement;
use crate::rules::{Case, Misnamed, NameForId, Named, Resolved};
use crate::value::{SymbolId, Value};

/// The background of a statement, for one of the grants that it makes.
pub(super) struct Background<'p> {
    site: Site<'p>,
    grant: &'p Grant<'p>,
    owners: Vec<SymbolId>,
    /// What a condition must not lead back to.
    holders: Vec<SymbolId>,
    given: Vec<SymbolId>,
    names: Vec<Named>,
    resources: Vec<Misnamed>,
    resolved: Vec<Resolved>,
    sibling: Option<String>,
}

impl<'p> Background<'p> {
    /// That of a statement and a grant.
    pub(super) fn of(program: &Program, catalogue: &Catalogue, site: Site<'p>, grant: &'p Grant<'p>) -> Background<'p> {
        let statement = site.statement;
        Background {
            site,
            grant,
            owners: site.document.uses.iter().flat_map(|usage| usage.owners.clone()).collect(),
            holders: site.document.holders(),
            given: given(program, statement),
            names: names::names(program, catalogue, statement),
            resources: resources::misnamed(program, catalogue, statement),
            resolved: resolve::resolved(program, catalogue, statement),
            sibling: sibling::conditioned(site, &grant.service).map(|sibling| tell::called(program, sibling)),
        }
    }

    /// What the rules judge. The names for ids hang on how the statement is mended: see [`Self::ids`].
    pub(super) fn case<'c>(&'c self, principal: &Principal, forms: &'c Forms, choice: &'c Choice) -> Case<'c> {
        Case {
            statement: self.site.statement,
            principal: principal_span(self.site.statement, principal),
            owners: &self.owners,
            given: &self.given,
            names: &self.names,
            ids: &[],
            resolved: &self.resolved,
            resources: &self.resources,
            is_role_trust: super::kind(self.site.document).is_role_trust(),
            forms: &forms.meant,
            all_forms: &forms.all,
            knows_forms: forms.of_each,
            sibling: self.sibling.as_deref(),
            grant: self.grant,
            choice,
        }
    }

    /// The names for ids in the statement, as it is or as it would be mended.
    pub(super) fn ids(&self, program: &Program, catalogue: &Catalogue, statement: &Statement) -> Vec<NameForId> {
        ids::names_for_ids(program, catalogue, statement, &self.holders, self.grant)
    }
}

/// The variables and parameters that the conditions of a statement name.
fn given(program: &Program, statement: &Statement) -> Vec<SymbolId> {
    let values = statement.conditions.known.iter().flat_map(|clause| &clause.values.known);
    let named = values.flat_map(Value::references).map(|reference| reference.symbol);
    named.filter(|&id| program.symbol(id).kind == SymbolKind::Variable).collect()
}
