//! Words in names that speak of several accounts.

use memchr::memmem;

/// Words for several accounts.
pub(super) const ACCOUNTS: [&str; 9] = [
    "account_ids",
    "accountids",
    "accounts",
    "member_account",
    "cross_account",
    "crossaccount",
    "trusted_account",
    "source_accounts",
    "account_list",
];
/// Words for an organization.
pub(super) const ORGANIZATIONS: [&str; 6] =
    ["org_id", "orgid", "organization", "organisation", "organization_id", "organisation_id"];

/// A word for an organization in a name.
pub(super) fn organization_in(name: &str) -> Option<&'static str> {
    ORGANIZATIONS.into_iter().find(|word| has_word(&snake(name), word))
}

/// A word that does not begin or end in the middle of a longer one.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    memmem::find_iter(text.as_bytes(), word).any(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        open(before) && (word.ends_with('-') || open(after))
    })
}

/// `MemberAccounts` as `member_accounts`.
pub(super) fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_uppercase() && out.ends_with(|last: char| last.is_ascii_lowercase()) {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
