//! How large a policy is, and how large it may be.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::policy::statement::PolicyKind;
use crate::value::{Ambient, Kind, Part, Partial, Value};

/// The size of a policy as JSON without blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Bytes. An account, a partition and a region count with the longest there is.
    pub bytes: usize,
    /// Is there more that is known only when it is deployed, and is not counted?
    pub at_least: bool,
}

/// How large a policy of one kind may be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Where the policy stands: the name of a [`PolicyKind`].
    pub kind: String,
    /// Bytes that it may have, where nobody asked AWS for more.
    pub bytes: usize,
    /// Do blanks between the tokens count?
    pub blanks_count: bool,
    /// The page of AWS that says so.
    pub citation: String,
}

/// How much of a quota is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Less than nine tenths are used.
    Enough,
    /// Nine tenths or more are used.
    Little,
    /// It is too large.
    None,
}

impl Quota {
    /// How much is left with a policy of this many bytes.
    #[must_use]
    pub fn room(&self, bytes: usize) -> Room {
        match bytes {
            _ if bytes > self.bytes => Room::None,
            _ if bytes.saturating_mul(10) >= self.bytes.saturating_mul(9) => Room::Little,
            _ => Room::Enough,
        }
    }
}

/// The quota of a kind of policy; none where it is not known.
#[must_use]
pub fn quota(kind: &PolicyKind) -> Option<&'static Quota> {
    QUOTAS.iter().find(|quota| quota.kind == kind.0)
}

#[derive(Deserialize, Default)]
struct Table {
    quota: Vec<Quota>,
}

static QUOTAS: LazyLock<Vec<Quota>> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("quotas.toml")).unwrap_or_default();
    table.quota
});

/// The size of a value as JSON.
#[must_use]
pub fn size(document: &Value) -> Size {
    match &document.kind {
        Kind::Text(parts) => text(parts).and(exactly(2)),
        Kind::Number(digits) => exactly(digits.len()),
        Kind::Bool(truth) => exactly(truth.to_string().len()),
        Kind::List(items) => collection(items, |item| is_there(item).then(|| size(item))),
        Kind::Map(entries) => {
            collection(entries, |(key, value)| is_there(value).then(|| size(key).and(exactly(1)).and(size(value))))
        }
        Kind::Json(value) => Size { at_least: true, ..size(value).and(exactly(2)) },
        Kind::OneOf(arms) => arms.iter().map(size).max_by_key(|arm| arm.bytes).unwrap_or_default(),
        Kind::Absent => exactly(0),
        Kind::Unknown(_) => Size { bytes: 0, at_least: true },
    }
}

fn is_there(value: &Value) -> bool {
    value.kind != Kind::Absent
}

/// Brackets, items, and the commas between them.
fn collection<T>(items: &Partial<T>, of: impl Fn(&T) -> Option<Size>) -> Size {
    let sizes: Vec<Size> = items.known.iter().filter_map(of).collect();
    let commas = sizes.len().saturating_sub(1);
    let start = Size { bytes: 2 + commas, at_least: items.rest.is_some() };
    sizes.into_iter().fold(start, Size::and)
}

fn text(parts: &[Part]) -> Size {
    let of = |part: &Part| match part {
        Part::Literal(text) => exactly(text.chars().map(escaped).sum()),
        Part::Ambient(Ambient::Account) => exactly(12),
        Part::Ambient(Ambient::Partition) => exactly("aws-us-gov".len()),
        Part::Ambient(Ambient::Region) => exactly("ap-southeast-1".len()),
        Part::Ambient(Ambient::DnsSuffix) => exactly("amazonaws.com.cn".len()),
        Part::Reference(_) | Part::Unknown(_) => Size { bytes: 0, at_least: true },
    };
    parts.iter().map(of).fold(Size::default(), Size::and)
}

fn escaped(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        '\0'..'\u{20}' => 6,
        other => other.len_utf8(),
    }
}

fn exactly(bytes: usize) -> Size {
    Size { bytes, at_least: false }
}

impl Size {
    fn and(self, other: Size) -> Size {
        Size { bytes: self.bytes + other.bytes, at_least: self.at_least || other.at_least }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Origin;
    use proptest::prelude::*;

    fn new(kind: Kind) -> Value {
        Value { kind, origin: Origin::New }
    }

    fn value_of(json: &serde_json::Value) -> Value {
        let pair = |(key, value): (&String, _)| (Value::new_text(key.as_str()), value_of(value));
        new(match json {
            serde_json::Value::Null => Kind::Absent,
            serde_json::Value::Bool(truth) => Kind::Bool(*truth),
            serde_json::Value::Number(number) => Kind::Number(number.to_string()),
            serde_json::Value::String(text) => return Value::new_text(text.as_str()),
            serde_json::Value::Array(items) => Kind::list(Partial::all(items.iter().map(value_of).collect())),
            serde_json::Value::Object(map) => Kind::map(Partial::all(map.iter().map(pair).collect())),
        })
    }

    #[test]
    fn a_document_is_as_long_as_its_json_without_blanks() {
        let json = serde_json::json!({
            "Version": "2012-10-17",
            "Statement": [{"Sid": "a \"b\"\n", "Condition": {}, "Action": ["x", "y"]}, 1, true],
        });
        assert_eq!(size(&value_of(&json)), exactly(json.to_string().len()));
    }

    #[test]
    fn what_is_not_known_makes_the_size_a_lower_bound() {
        let account = new(Kind::Text(vec![Part::Ambient(Ambient::Account)]));
        assert_eq!(size(&account), exactly(14));
        let reason = crate::reason::Reason::new(crate::reason::ReasonKind::UnknownValue, "a variable");
        let list = new(Kind::list(Partial { known: vec![account], rest: Some(reason) }));
        assert_eq!(size(&list), Size { bytes: 16, at_least: true });
    }

    #[test]
    fn every_quota_is_read_and_cites_its_page() {
        assert!(QUOTAS.len() >= 7);
        for quota in QUOTAS.iter() {
            assert!(quota.bytes > 1_000 && quota.citation.starts_with("https://docs.aws.amazon.com/"));
        }
        let trust = quota(&PolicyKind(PolicyKind::ROLE_TRUST.into())).expect("a quota");
        assert_eq!((trust.bytes, trust.blanks_count), (2048, false));
        assert_eq!(quota(&PolicyKind("no-such-policy".into())), None);
    }

    #[test]
    fn nine_tenths_leave_little_room() {
        let trust = quota(&PolicyKind(PolicyKind::ROLE_TRUST.into())).expect("a quota");
        assert_eq!(trust.room(1843), Room::Enough);
        assert_eq!(trust.room(1844), Room::Little);
        assert_eq!(trust.room(2048), Room::Little);
        assert_eq!(trust.room(2049), Room::None);
    }

    proptest! {
        #[test]
        fn any_text_is_as_long_as_its_json(text in "\\PC{0,8}[\\x00-\\x1f\"\\\\]{0,3}") {
            let json = serde_json::Value::String(text);
            prop_assert_eq!(size(&value_of(&json)), exactly(json.to_string().len()));
        }
    }
}
