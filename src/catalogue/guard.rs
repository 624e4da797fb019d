//! What guards a use where the source keys do not.

use crate::policy::operator::Operator;
use serde::Deserialize;

/// What AWS asks for in place of a source key, so that the service acts for nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub enum Guard {
    /// A condition on another key.
    Key {
        /// The operator: `ArnLike`.
        operator: String,
        /// The key: `kms:EncryptionContext:aws:logs:arn`.
        key: String,
        /// What it is compared with, with ambient placeholders, and what a person fills in between
        /// angle brackets: `arn:${Partition}:logs:${Region}:${Account}:log-group:*`.
        value: String,
    },
    /// Resources below a path that ends with the account of the source: the service writes
    /// everybody's files below their own account.
    Path {
        /// What stands before the account: `AWSLogs/`.
        before: String,
    },
}

impl Guard {
    /// What to write, for a person.
    #[must_use]
    pub fn advice(&self) -> String {
        match self {
            Guard::Key { operator, key, value } => format!("write {operator} on {key}, such as `{}`", filled(value)),
            Guard::Path { before } => format!("end its Resource in `{before}<account>/*`"),
        }
    }

    /// Has everybody the same value, so that it keeps out other services and nobody's resources?
    #[must_use]
    pub fn is_constant(&self) -> bool {
        matches!(self, Guard::Key { value, .. } if !value.contains(['$', '<']))
    }
}

/// A text with the Region left open; what a person has to fill in stands in angle brackets.
#[must_use]
pub fn filled(text: &str) -> String {
    text.replace("${Region}", "*").replace("${Partition}", "aws").replace("${", "<").replace('}', ">")
}

/// How a guard is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    operator: Option<String>,
    key: Option<String>,
    value: Option<String>,
    path: Option<String>,
}

impl TryFrom<Written> for Guard {
    type Error = String;

    fn try_from(written: Written) -> Result<Guard, String> {
        match written {
            Written { operator: Some(operator), key: Some(key), value: Some(value), path: None } => {
                match Operator::parse(&operator) {
                    Some(_) => Ok(Guard::Key { operator, key, value }),
                    None => Err(format!("`{}` is no operator of conditions", operator.escape_debug())),
                }
            }
            Written { operator: None, key: None, value: None, path: Some(path) } => {
                let before = path.strip_suffix("${Account}/").filter(|before| before.ends_with('/'));
                let before = before.ok_or("the path of a guard ends in /${Account}/")?;
                Ok(Guard::Path { before: before.to_owned() })
            }
            _ => Err("a guard has an operator, a key and a value, or it has a path".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Holder {
        guarded_by: Guard,
    }

    fn read(text: &str) -> Result<Guard, String> {
        let holder: Result<Holder, _> = toml::from_str(&format!("guarded_by = {text}"));
        holder.map(|holder| holder.guarded_by).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_guard_tells_what_to_write() {
        let key = read("{ operator = 'ArnLike', key = 'a:Key', value = 'arn:${Partition}:a:${Region}:${Account}:*' }");
        let key = key.expect("a guard");
        assert_eq!(key.advice(), "write ArnLike on a:Key, such as `arn:aws:a:*:<Account>:*`");
        let path = read("{ path = 'AWSLogs/${Account}/' }").expect("a guard");
        assert_eq!(path.advice(), "end its Resource in `AWSLogs/<account>/*`");
        assert!(!key.is_constant() && !path.is_constant());
    }

    #[test]
    fn a_value_that_is_the_same_for_everybody_is_known_for_one() {
        let id = read("{ operator = 'StringEquals', key = 'sts:ExternalId', value = 'beanstalk' }");
        assert!(id.is_ok_and(|id| id.is_constant()));
    }

    #[test]
    fn half_a_guard_is_refused() {
        assert_eq!(
            read("{ operator = 'ArnLyke', key = 'a', value = 'b' }"),
            Err("`ArnLyke` is no operator of conditions".to_owned())
        );
        for text in ["{ key = 'a' }", "{ path = 'a/${Account}/', key = 'a' }", "{}"] {
            assert!(read(text).is_err_and(|told| told.contains("or it has a path")), "{text}");
        }
        assert!(read("{ path = 'AWSLogs/' }").is_err_and(|told| told.contains("ends in /${Account}/")));
    }
}
