//! What a text must say to let a service in through a module, where it speaks of no principal.

use super::CallGrant;
use crate::catalogue::Catalogue;
use memchr::memmem::{self, Finder};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Those who publish the modules that the catalogue knows, ready to be looked for.
static PUBLISHERS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let names: BTreeSet<&str> = Catalogue::modules().filter_map(|name| name.split('/').next()).collect();
    names.into_iter().map(Finder::new).collect()
});

/// May a text of Terraform call a published module whose arguments let services in?
#[must_use]
pub fn may_let_in(text: &[u8]) -> bool {
    // Nothing is read for those who call no such module.
    if PUBLISHERS.iter().all(|publisher| publisher.find(text).is_none()) {
        return false;
    }
    let catalogue = Catalogue::builtin();
    let mut modules = Catalogue::modules().filter_map(|name| catalogue.module(name));
    modules.any(|module| {
        let permissions = module.permissions.iter().map(|known| known.argument.as_str());
        let mut arguments = permissions.chain(module.grants.iter().map(CallGrant::argument));
        arguments.any(|argument| memmem::find(text, argument.as_bytes()).is_some())
    })
}
