//! The service that was meant by a name that AWS does not take, or that is not known.

use super::name::normalise;
use super::{Catalogue, SERVICES};

/// How many letters of a name may be wrong.
const MOST_WRONG: usize = 1;
/// Shorter names are too near to one another.
const SHORTEST: usize = 5;

impl Catalogue {
    /// The principal that is meant by a text that is none: without blanks, capital letters and
    /// wildcards, with the right ending. None where nothing known is near.
    #[must_use]
    pub fn meant(&self, written: &str) -> Option<String> {
        let plain = written.trim().trim_end_matches(['.', '/']).to_ascii_lowercase();
        let plain = plain.trim_start_matches("https://").replace("*.", "");
        let name = stem(&plain);
        let candidates = [plain.clone(), format!("{name}.amazonaws.com"), format!("{name}.amazon.com")];
        let is_known = |text: &&String| normalise(text).is_some_and(|name| self.service(&name.canonical).is_some());
        candidates.iter().find(is_known).cloned().or_else(|| self.nearest(&plain))
    }

    /// The principal that a well-formed one is a slip of the pen away from, where there is only one.
    #[must_use]
    pub fn nearest(&self, written: &str) -> Option<String> {
        let written = stem(written);
        let is_near = |name: &str| name.len() >= SHORTEST && strsim::osa_distance(written, name) <= MOST_WRONG;
        let mut near = (0..SERVICES.len()).filter(|&at| is_near(SERVICES[at].0));
        match (near.next(), near.next()) {
            (Some(at), None) => self.service_at(at).map(|service| service.principal.clone()),
            _ => None,
        }
    }
}

/// A principal without its ending.
fn stem(principal: &str) -> &str {
    principal.split(".amazon").next().unwrap_or(principal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_aws_does_not_take_has_one_meaning() {
        let meant = [
            (" transfer.amazonaws.com ", "transfer.amazonaws.com"),
            ("Transfer.amazonaws.com", "transfer.amazonaws.com"),
            ("transfer", "transfer.amazonaws.com"),
            ("transfer.amazonaws.co", "transfer.amazonaws.com"),
            ("transfer.amazonaws.com.", "transfer.amazonaws.com"),
            ("https://transfer.amazonaws.com/", "transfer.amazonaws.com"),
            ("kendra.*.amazonaws.com", "kendra.amazonaws.com"),
            ("*.transfer.amazonaws.com", "transfer.amazonaws.com"),
            ("States.eu-west-1.amazonaws.com", "states.eu-west-1.amazonaws.com"),
            ("Tranfser.amazonaws.com", "transfer.amazonaws.com"),
        ];
        for (written, principal) in meant {
            assert_eq!(Catalogue::builtin().meant(written).as_deref(), Some(principal), "{written}");
        }
        for nothing in ["*", "", "arn:aws:iam::111122223333:role/x", "111122223333", "my-app.example.com"] {
            assert_eq!(Catalogue::builtin().meant(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_service_that_is_not_known_may_be_a_slip() {
        let nearest = |name: &str| Catalogue::builtin().nearest(name);
        assert_eq!(nearest("tranfser.amazonaws.com").as_deref(), Some("transfer.amazonaws.com"));
        assert_eq!(nearest("transfer.amazon.com").as_deref(), Some("transfer.amazonaws.com"));
        assert_eq!((nearest("acme.amazonaws.com"), nearest("s4.amazonaws.com")), (None, None));
    }
}
