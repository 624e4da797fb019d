//! Account ids: twelve digits, always a string.

/// Is it an account id?
#[must_use]
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The account id that a malformed one stands for: blanks and colons at its ends, and the
/// hyphens that the console shows between its digits (`1234-5678-9012`), are dropped.
///
/// None where the text is an account id already, and where what is left is none.
#[must_use]
pub fn repair_account_id(text: &str) -> Option<String> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == ':');
    let grouped = |part: &str| part.len() == 4;
    let digits = match trimmed.split('-').collect::<Vec<_>>().as_slice() {
        [only] => (*only).to_owned(),
        groups if groups.iter().copied().all(grouped) => groups.concat(),
        _ => return None,
    };
    (digits != text && is_account_id(&digits)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_id_has_twelve_digits() {
        assert!(is_account_id("012345678901"));
        for other in ["12345678901", "1234567890123", "12345678901x", "*", "", "１２３４"] {
            assert!(!is_account_id(other), "{other}");
        }
    }

    #[test]
    fn stray_characters_around_the_digits_are_dropped() {
        for written in ["123456789012:", " 123456789012", "1234-5678-9012", "123456789012\n"] {
            assert_eq!(repair_account_id(written).as_deref(), Some("123456789012"), "{written:?}");
        }
    }

    #[test]
    fn digits_are_neither_invented_nor_moved() {
        for written in ["123456789012", "12345678901", "12-34567890-12", "1234 5678 9012", "*"] {
            assert_eq!(repair_account_id(written), None, "{written:?}");
        }
    }
}
