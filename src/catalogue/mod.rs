//! What AWS services send when they call: data with evidence, one file per service principal and
//! one per family of resource types.
//!
//! Support belongs to the [`Pair`]: a principal, a kind of policy and a use. The data is built in
//! as text; an entry is parsed when it is first asked for, and a name that is not there costs a
//! binary search.

mod check;
mod hint;
mod name;
mod resource;
mod service;
#[cfg(test)]
mod tests;

pub use hint::{Hint, Language, Source};
pub use name::{ServiceName, normalise};
pub use resource::{
    Facts, Identity, Placeholder, Reference, ResourceType, Slot, SlotForm, StatementArguments, Target, Transform,
};
pub use service::{
    AMBIENT, Callers, Citation, Confidence, Granularity, Pair, Pattern, Sent, Service, Verified,
};

use crate::policy::statement::PolicyKind;
use crate::reason::{Reason, ReasonKind};
use std::collections::BTreeMap;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// All that is known, read on demand.
#[derive(Debug)]
pub struct Catalogue {
    services: Vec<OnceLock<Option<Box<Service>>>>,
    types: Vec<OnceLock<Option<Box<ResourceType>>>>,
}

impl Catalogue {
    /// The catalogue that is built in.
    #[must_use]
    pub fn builtin() -> &'static Catalogue {
        static BUILTIN: OnceLock<Catalogue> = OnceLock::new();
        BUILTIN.get_or_init(|| Catalogue {
            services: SERVICES.iter().map(|_| OnceLock::new()).collect(),
            types: TYPES.iter().map(|_| OnceLock::new()).collect(),
        })
    }

    /// The service of a principal, as it stands in a policy: regional names and those of other
    /// partitions are the same service.
    #[must_use]
    pub fn service(&self, principal: &str) -> Option<&Service> {
        let name = normalise(principal)?.canonical;
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

    /// All services, by principal.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        (0..SERVICES.len()).filter_map(|at| self.service_at(at))
    }

    /// What is known about a resource type; none for a type that no policy, role or source
    /// concerns.
    #[must_use]
    pub fn resource_type(&self, name: &str) -> Option<&ResourceType> {
        let at = TYPES.binary_search_by(|(it, _)| (*it).cmp(name)).ok()?;
        self.types.get(at)?.get_or_init(|| read_type(TYPES[at].0, TYPES[at].1).ok().map(Box::new)).as_deref()
    }

    /// The names of all resource types, sorted.
    pub fn resource_types() -> impl Iterator<Item = &'static str> {
        TYPES.iter().map(|(name, _)| *name)
    }

    /// The day on which the evidence was last read: `2026-11-21`.
    #[must_use]
    pub fn date() -> &'static str {
        "2026-11-21"
    }

    fn service_at(&self, at: usize) -> Option<&Service> {
        self.services.get(at)?.get_or_init(|| read_service(SERVICES[at].1).ok().map(Box::new)).as_deref()
    }
}

/// Reads the file of a service.
///
/// # Errors
/// What is wrong with it and where.
pub fn read_service(text: &str) -> Result<Service, Reason> {
    let mut service: Service = toml::from_str(text).map_err(wrong)?;
    for pair in &mut service.pairs {
        pair.principal.clone_from(&service.principal);
    }
    check::check(&service)?;
    Ok(service)
}

/// Reads the part of a file that tells about one resource type.
fn read_type(name: &str, text: &str) -> Result<ResourceType, Reason> {
    let mut parts: BTreeMap<String, Facts> = toml::from_str(text).map_err(wrong)?;
    let facts = parts.remove(name).unwrap_or_default();
    Ok(ResourceType { name: name.to_owned(), language: Language::of(name), facts })
}

/// A parse error in words.
fn wrong(error: toml::de::Error) -> Reason {
    Reason::new(ReasonKind::UnknownValue, error.to_string().trim_end().to_owned())
}
