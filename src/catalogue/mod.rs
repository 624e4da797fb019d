//! What AWS services send when they call: data with evidence, one file per service principal and
//! one per family of resource types.
//!
//! Support belongs to the [`Pair`]: a principal, a kind of policy and a use. The data is built in
//! as text; an entry is parsed when it is first asked for, and a name that is not there costs a
//! binary search.

mod check;
mod evidence;
mod guard;
mod hint;
mod id;
mod kind;
mod misnamed;
mod module;
mod name;
mod pattern;
mod resource;
mod service;
mod slot;
#[cfg(test)]
mod tests;
mod vet;

pub use evidence::{Citation, Confidence, Verified};
pub use guard::{Guard, filled};
pub use hint::{Hint, Language, Source};
pub use id::IdForm;
pub use module::{Address, CallGrant, LetsIn, Module, PermissionObjects, StatementObjects, address, may_let_in};
pub use name::{ServiceName, normalise};
pub use pattern::{AMBIENT, Fill, Granularity, Pattern};
pub use resource::{Facts, Identity, Placeholder, Reference, ResourceType, Transform};
pub use service::{Callers, Pair, Sent, Service};
pub use slot::{Slot, SlotForm, StatementArguments, Target};

use crate::mistake::Mistake;
use crate::policy::statement::PolicyKind;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// All that is known, read on demand.
#[derive(Debug)]
pub struct Catalogue {
    own: BTreeMap<String, Service>,
    services: Vec<OnceLock<Option<Box<Service>>>>,
    types: Vec<OnceLock<Option<Box<ResourceType>>>>,
    modules: Vec<OnceLock<Option<Box<Module>>>>,
}

impl Catalogue {
    /// The catalogue that is built in.
    #[must_use]
    pub fn builtin() -> &'static Catalogue {
        static BUILTIN: OnceLock<Catalogue> = OnceLock::new();
        BUILTIN.get_or_init(Catalogue::unread)
    }

    /// The catalogue that is built in, with a user's own services: their pairs take the place of
    /// those of the same principal, kind and use, and come beside the others.
    #[must_use]
    pub fn with(own: Vec<Service>) -> Catalogue {
        let mut catalogue = Catalogue::unread();
        for service in own {
            let mut merged = catalogue
                .service(&service.principal)
                .cloned()
                .unwrap_or_else(|| Service { pairs: Vec::new(), ..service.clone() });
            for pair in service.pairs {
                merged.pairs.retain(|other| (&other.kind, &other.usage) != (&pair.kind, &pair.usage));
                merged.pairs.push(pair);
            }
            catalogue.own.insert(service.principal, merged);
        }
        catalogue
    }

    fn unread() -> Catalogue {
        Catalogue {
            own: BTreeMap::new(),
            services: SERVICES.iter().map(|_| OnceLock::new()).collect(),
            types: TYPES.iter().map(|_| OnceLock::new()).collect(),
            modules: MODULES.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The service of a principal, as it stands in a policy: regional names and those of other
    /// partitions are the same service.
    #[must_use]
    pub fn service(&self, principal: &str) -> Option<&Service> {
        let name = normalise(principal)?.canonical;
        let region_first = || self.called(name::behind_region(&name)?).filter(|service| service.region_first);
        self.called(&name).or_else(region_first)
    }

    /// The service of a canonical principal.
    fn called(&self, name: &str) -> Option<&Service> {
        if let Some(own) = self.own.get(name) {
            return Some(own);
        }
        let file = name.strip_suffix(".amazonaws.com").or_else(|| name.strip_suffix(".amazon.com"))?;
        let at = SERVICES.binary_search_by(|(it, _)| (*it).cmp(file)).ok()?;
        self.service_at(at).filter(|service| service.principal == name)
    }

    /// The uses of a service in a kind of policy.
    #[must_use]
    pub fn pairs(&self, principal: &str, kind: &PolicyKind) -> Vec<&Pair> {
        let pairs = self.service(principal).map(|service| service.pairs.as_slice()).unwrap_or_default();
        pairs.iter().filter(|pair| pair.kind == *kind || pair.kind.0 == "*").collect()
    }

    /// The uses for which arguments of a resource type hand a role to a service, whichever it is.
    pub fn role_uses<'a>(&'a self, holder: &'a str) -> impl Iterator<Item = (&'a Pair, &'a Hint)> {
        // Most files do not speak of the type: only those that do are read.
        let row = HOLDERS.binary_search_by(|(it, _)| (*it).cmp(holder)).ok();
        let speaking = row.map_or(&[][..], |row| HOLDERS[row].1);
        let builtin = speaking.iter().filter_map(|&at| self.service_at(at));
        let services = builtin.filter(|service| !self.own.contains_key(&service.principal)).chain(self.own.values());
        let pairs = services.flat_map(|service| &service.pairs).filter(|pair| pair.kind.is_role_trust());
        pairs.flat_map(move |pair| pair.hints().filter(move |hint| hint.holder == holder).map(move |hint| (pair, hint)))
    }

    /// All services, by principal, a user's own at the end.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        let builtin = (0..SERVICES.len()).filter_map(|at| self.service_at(at));
        builtin.filter(|service| !self.own.contains_key(&service.principal)).chain(self.own.values())
    }

    /// What is known about a resource type; none for a type that no policy, role or source
    /// concerns.
    #[must_use]
    pub fn resource_type(&self, name: &str) -> Option<&ResourceType> {
        let at = TYPES.binary_search_by(|(it, _)| (*it).cmp(name)).ok()?;
        self.types.get(at)?.get_or_init(|| read_type(TYPES[at].0, TYPES[at].1).ok().map(Box::new)).as_deref()
    }

    /// What is known of a published module, by its address in the registry.
    #[must_use]
    pub fn module(&self, name: &str) -> Option<&Module> {
        let at = MODULES.binary_search_by(|(it, _)| (*it).cmp(name)).ok()?;
        self.modules.get(at)?.get_or_init(|| read_table(MODULES[at].0, MODULES[at].1).ok().map(Box::new)).as_deref()
    }

    /// The addresses of all modules, sorted.
    pub fn modules() -> impl Iterator<Item = &'static str> {
        MODULES.iter().map(|(name, _)| *name)
    }

    /// The names of all resource types, sorted.
    pub fn resource_types() -> impl Iterator<Item = &'static str> {
        TYPES.iter().map(|(name, _)| *name)
    }

    /// The day on which evidence was last read: `2026-11-21`.
    #[must_use]
    pub fn date() -> &'static str {
        env!("CATALOGUE_DATE")
    }

    fn service_at(&self, at: usize) -> Option<&Service> {
        self.services.get(at)?.get_or_init(|| read_service(SERVICES[at].1).ok().map(Box::new)).as_deref()
    }
}

/// Reads the file of a service.
///
/// # Errors
/// What is wrong with it and where.
pub fn read_service(text: &str) -> Result<Service, Mistake> {
    let mut service: Service = toml::from_str(text).map_err(|error| wrong(text, &error))?;
    for pair in &mut service.pairs {
        pair.principal.clone_from(&service.principal);
    }
    check::check(&service).map_err(|fault| placed(text, &fault))?;
    Ok(service)
}

/// Reads the file of a service that is not built in, and holds it to what those that are built in
/// are held to.
///
/// # Errors
/// What is wrong with it and where.
pub fn read_own_service(text: &str) -> Result<Service, Mistake> {
    let service = read_service(text)?;
    vet::vet(&service).map_err(|fault| placed(text, &fault))?;
    Ok(service)
}

/// Reads the part of a file that tells about one resource type.
fn read_type(name: &str, text: &str) -> Result<ResourceType, Mistake> {
    let facts: Facts = read_table(name, text)?;
    Ok(ResourceType { name: name.to_owned(), language: Language::of(name), facts })
}

/// Reads the one table of a part of a file.
fn read_table<T: DeserializeOwned + Default>(name: &str, text: &str) -> Result<T, Mistake> {
    let mut parts: BTreeMap<String, T> = toml::from_str(text).map_err(|error| wrong(text, &error))?;
    Ok(parts.remove(name).unwrap_or_default())
}

/// A parse error with its place.
fn wrong(text: &str, error: &toml::de::Error) -> Mistake {
    Mistake::at(text, error.span().map_or(0, |at| at.start), error.message())
}

/// A fault at the pair that it is of.
fn placed(text: &str, fault: &check::Fault) -> Mistake {
    let pair = fault.pair.and_then(|number| text.match_indices("[[pair]]").nth(number));
    Mistake::at(text, pair.map_or(0, |(at, _)| at), &fault.message)
}
