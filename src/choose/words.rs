//! Words in names that speak of several accounts.

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
    let Some(&first) = word.as_bytes().first() else { return false };
    let open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    memchr::memchr_iter(first, text.as_bytes()).any(|at| {
        let Some(behind) = text.get(at..).and_then(|rest| rest.strip_prefix(word)) else { return false };
        open(text[..at].chars().next_back()) && (word.ends_with('-') || open(behind.chars().next()))
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
