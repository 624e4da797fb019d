//! The kind of a policy that stands in a file of its own.

use super::Catalogue;
use crate::policy::statement::PolicyKind;
use std::collections::BTreeMap;
use std::sync::OnceLock;

impl Catalogue {
    /// The kind of a policy with this action in it, as the service before the colon tells; none
    /// where its service has several kinds, or none.
    #[must_use]
    pub fn kind_of_action(action: &str) -> Option<PolicyKind> {
        static KINDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
        let kinds = KINDS.get_or_init(|| toml::from_str(include_str!("kinds.toml")).unwrap_or_default());
        let (service, _) = action.split_once(':')?;
        kinds.get(&service.to_ascii_lowercase()).cloned().map(PolicyKind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::size::quota;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_is_one_that_a_resource_may_hold() {
        let kinds: BTreeMap<String, String> = toml::from_str(include_str!("kinds.toml")).expect("a table");
        let types = Catalogue::resource_types().filter_map(|name| Catalogue::builtin().resource_type(name));
        let held: BTreeSet<&str> = types.flat_map(|it| &it.slots).map(|slot| slot.kind.0.as_str()).collect();
        for kind in kinds.values() {
            assert!(held.contains(kind.as_str()), "{kind}");
        }
    }

    #[test]
    fn every_quota_is_of_a_kind_that_a_resource_may_hold() {
        let types = Catalogue::resource_types().filter_map(|name| Catalogue::builtin().resource_type(name));
        let slots = types.flat_map(|it| &it.slots).map(|slot| slot.kind.0.clone());
        let held: BTreeSet<String> = slots.filter(|kind| quota(&PolicyKind(kind.clone())).is_some()).collect();
        let quotas = include_str!("../policy/quotas.toml").matches("\nkind = ").count();
        assert_eq!(held.len(), quotas, "{held:?}");
    }

    #[test]
    fn an_action_tells_the_kind_in_any_letter_case() {
        let kind = |action| Catalogue::kind_of_action(action).map(|kind| kind.0);
        assert_eq!(kind("sts:AssumeRole").as_deref(), Some(PolicyKind::ROLE_TRUST));
        assert_eq!(kind("SQS:SendMessage").as_deref(), Some("sqs-queue-policy"));
        assert_eq!((kind("*"), kind("iam:PassRole")), (None, None));
    }
}
