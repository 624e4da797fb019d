//! What a text must say to let a service in through a module, where it speaks of no principal.

use super::{CallGrant, Module};
use crate::catalogue::Catalogue;
use memchr::memmem::Finder;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Those who publish the modules that the catalogue knows, ready to be looked for.
static PUBLISHERS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let names: BTreeSet<&str> = Catalogue::modules().filter_map(|name| name.split('/').next()).collect();
    names.into_iter().map(Finder::new).collect()
});

/// What calls of the modules say. Nothing is read for those who call no such module.
static CALLS: LazyLock<Vec<Call>> = LazyLock::new(|| {
    let catalogue = Catalogue::builtin();
    Catalogue::modules().filter_map(|name| Call::of(name, catalogue.module(name)?)).collect()
});

/// What a call of a module says that lets a service in.
struct Call {
    /// The module's own name, which stands in every form of its address.
    name: Finder<'static>,
    /// The arguments, one of which stands there too.
    arguments: Vec<Finder<'static>>,
}

impl Call {
    /// None where no argument of the module lets a service in.
    fn of(address: &'static str, module: &'static Module) -> Option<Call> {
        let permissions = module.permissions.iter().map(|known| known.argument.as_str());
        let arguments = permissions.chain(module.grants.iter().map(CallGrant::argument));
        let arguments: BTreeSet<&str> = arguments.collect();
        let name = address.split('/').nth(1).filter(|_| !arguments.is_empty())?;
        Some(Call { name: Finder::new(name), arguments: arguments.into_iter().map(Finder::new).collect() })
    }

    fn stands_in(&self, text: &[u8]) -> bool {
        let has = |finder: &Finder<'_>| finder.find(text).is_some();
        has(&self.name) && self.arguments.iter().any(has)
    }
}

/// May a text of Terraform call a published module whose arguments let services in?
#[must_use]
pub fn may_let_in(text: &[u8]) -> bool {
    PUBLISHERS.iter().any(|publisher| publisher.find(text).is_some()) && CALLS.iter().any(|call| call.stands_in(text))
}
