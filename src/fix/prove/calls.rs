//! Calls of published modules, and how their arguments may differ.

use super::objects::conditions;
use super::outline::{Entry, Outline};
use super::same::{Same, Walk, apart, at};
use crate::catalogue::{Catalogue, Module, address};

/// The module that an entry of a file calls, where the catalogue knows it.
pub(super) fn called(entry: &Entry) -> Option<&'static Module> {
    let source = entry.value.get("source").filter(|_| entry.key.is_block("module", &[]))?;
    Catalogue::builtin().module(&address(&source.literal()?)?.name)
}

impl Walk {
    /// The body of a call: arguments that hold conditions may be new or hold more, and so may the
    /// entries of a permission.
    pub(super) fn call(self, module: &Module, before: &Outline, after: &Outline) -> Same {
        let holds = |entry: &Entry| {
            let mut lists = module.grants.iter().filter_map(|grant| grant.conditions.as_ref());
            lists.any(|name| entry.key.is(name))
        };
        let ((old_conditions, old), (new_conditions, new)) = (apart(before, holds), apart(after, holds));
        at(|| "conditions".to_owned(), conditions(&old_conditions, &new_conditions))?;
        let sources = module.grants.iter().flat_map(|grant| [&grant.source_arn, &grant.source_account]);
        let names: Vec<String> = sources.flatten().cloned().collect();
        self.arguments(&names, &old, &new, |before, after| {
            match module.permissions.iter().find(|known| before.key.is(&known.argument)) {
                Some(known) => self.permissions(&known.entries.sources(), &before.value, &after.value),
                None => self.entry(before, after),
            }
        })
    }

    /// Permissions under names.
    fn permissions(self, names: &[String], before: &Outline, after: &Outline) -> Same {
        let (Outline::Map(old), Outline::Map(new)) = (before, after) else { return self.value(before, after) };
        let (old, new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
        self.map(&old, &new, |before, after| match (&before.value, &after.value) {
            (Outline::Map(old), Outline::Map(new)) => {
                let (old, new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
                self.arguments(names, &old, &new, |before, after| self.entry(before, after))
            }
            (before, after) => self.value(before, after),
        })
    }
}
