//! What an expression stands for, known or partly, and where it was written.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::reason::Reason;
use crate::syntax::tree::NodeRef;
use crate::text::FileId;

/// A thing of a program that can be referred to, by its place in the program's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u32);

/// The meaning of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub origin: Origin,
}

/// Kinds of meanings.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A string. An empty string has no parts.
    Text(Vec<Part>),
    /// A number as written (not as a string): an unquoted account id is one.
    Number(String),
    /// A truth value.
    Bool(bool),
    /// A list.
    List(Arc<Partial<Value>>),
    /// A map.
    Map(Arc<Partial<(Value, Value)>>),
    /// A string that is the JSON text of this value (`jsonencode`).
    Json(Arc<Value>),
    /// One of these, by a condition that is not known (both arms of `?:`, of `Fn::If`).
    OneOf(Arc<[Value]>),
    /// `null`, `AWS::NoValue`, an argument that is not there.
    Absent,
    /// Not known, and why.
    Unknown(Reason),
}

/// One part of a string.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Known text.
    Literal(String),
    /// Something every account has.
    Ambient(Ambient),
    /// A reference to something of the program that is not known before it is deployed.
    Reference(Reference),
    /// Not known, and why.
    Unknown(Reason),
}

/// A reference to a symbol, or to one of its attributes.
///
/// Two references are equal where they say the same, in whatever files they stand.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What is referred to.
    pub symbol: SymbolId,
    /// Attribute path from the symbol, `.` between its parts; empty for the symbol itself
    /// (a variable, a local, CloudFormation's `Ref`).
    pub attribute: String,
    /// Whether an index, a splat or a key stands between symbol and attribute (`x[0].arn`).
    pub indexed: bool,
    /// The expression that says it in the language of the program: `aws_x.y.arn`, `var.name`,
    /// and for CloudFormation what stands between `${` and `}` of `Fn::Sub`: `Server.Arn`, `Name`.
    pub text: String,
    /// The file in whose words it is said: in another module they may mean something else.
    pub file: FileId,
}

impl Reference {
    fn said(&self) -> (SymbolId, &str, bool, &str) {
        (self.symbol, &self.attribute, self.indexed, &self.text)
    }
}

impl PartialEq for Reference {
    fn eq(&self, other: &Reference) -> bool {
        self.said() == other.said()
    }
}

impl Eq for Reference {}

impl PartialOrd for Reference {
    fn partial_cmp(&self, other: &Reference) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reference {
    fn cmp(&self, other: &Reference) -> Ordering {
        self.said().cmp(&other.said())
    }
}

/// A value that every deployment has, whatever expression names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ambient {
    /// The account that is deployed to: `data.aws_caller_identity.x.account_id`, `AWS::AccountId`.
    Account,
    /// `aws`, `aws-cn`, `aws-us-gov`.
    Partition,
    /// The region that is deployed to.
    Region,
    /// `amazonaws.com`, `amazonaws.com.cn`.
    DnsSuffix,
}

/// Where a value stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// It is written here, and may be edited here.
    Written(NodeRef),
    /// It was computed by this expression from other values: nobody inserts there.
    Computed(NodeRef),
    /// It stands nowhere.
    New,
}

/// What is known of a collection, and why there may be more.
#[derive(Debug, Clone, PartialEq)]
pub struct Partial<T> {
    /// The known items in order.
    pub known: Vec<T>,
    /// Why there may be other items; none where `known` is all.
    pub rest: Option<Reason>,
}

impl Kind {
    /// A list.
    #[must_use]
    pub fn list(items: Partial<Value>) -> Kind {
        Kind::List(Arc::new(items))
    }

    /// A map.
    #[must_use]
    pub fn map(entries: Partial<(Value, Value)>) -> Kind {
        Kind::Map(Arc::new(entries))
    }

    /// The JSON text of a value.
    #[must_use]
    pub fn json(value: Value) -> Kind {
        Kind::Json(Arc::new(value))
    }
}

impl<T> Partial<T> {
    /// All of them.
    #[must_use]
    pub fn all(known: Vec<T>) -> Partial<T> {
        Partial { known, rest: None }
    }

    /// None known.
    #[must_use]
    pub fn unknown(reason: Reason) -> Partial<T> {
        Partial { known: Vec::new(), rest: Some(reason) }
    }
}

impl Value {
    /// An unknown value that stands at a node.
    #[must_use]
    pub fn unknown(reason: Reason, at: &NodeRef) -> Value {
        Value { kind: Kind::Unknown(reason), origin: Origin::Computed(at.clone()) }
    }

    /// A value that an expression makes out of others.
    #[must_use]
    pub fn computed(kind: Kind, by: &NodeRef) -> Value {
        Value { kind, origin: Origin::Computed(by.clone()) }
    }

    /// One of several values, by something that is not known. Nested choices are flattened, and
    /// equal scalars folded.
    #[must_use]
    pub fn one_of(values: Vec<Value>, by: &NodeRef) -> Value {
        let mut arms: Vec<Value> = Vec::new();
        for arm in values.into_iter().flat_map(Value::arms) {
            let foldable = arm.is_scalar() || matches!(arm.kind, Kind::Unknown(_));
            let again = foldable && arms.iter().any(|other| other.kind == arm.kind);
            if !again {
                arms.push(arm);
            }
        }
        match arms.len() {
            1 => arms.remove(0),
            _ => Value::computed(Kind::OneOf(arms.into()), by),
        }
    }

    /// What it may be, one by one.
    #[must_use]
    pub fn arms(self) -> Vec<Value> {
        match self.kind {
            Kind::OneOf(arms) => arms.iter().cloned().flat_map(Value::arms).collect(),
            _ => vec![self],
        }
    }

    /// A string, a number, a truth value or nothing.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        matches!(self.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Absent)
    }

    /// A literal string that stands nowhere.
    #[must_use]
    pub fn new_text(text: impl Into<String>) -> Value {
        Value { kind: Kind::Text(vec![Part::Literal(text.into())]), origin: Origin::New }
    }

    /// The text where every part is literal.
    #[must_use]
    pub fn literal(&self) -> Option<String> {
        match &self.kind {
            Kind::Text(parts) => parts.iter().map(Part::literal).collect(),
            _ => None,
        }
    }

    /// Is it this text, and is all of it known?
    #[must_use]
    pub fn is_text(&self, text: &str) -> bool {
        let Kind::Text(parts) = &self.kind else { return false };
        let rest = parts.iter().try_fold(text, |rest, part| rest.strip_prefix(part.literal()?));
        rest == Some("")
    }

    /// The parts, where this is a string.
    #[must_use]
    pub fn parts(&self) -> Option<&[Part]> {
        match &self.kind {
            Kind::Text(parts) => Some(parts),
            _ => None,
        }
    }

    /// The node it is written at or computed by.
    #[must_use]
    pub fn node(&self) -> Option<&NodeRef> {
        match &self.origin {
            Origin::Written(node) | Origin::Computed(node) => Some(node),
            Origin::New => None,
        }
    }

    /// Is it written where it stands, so that it may be edited there?
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(self.origin, Origin::Written(_))
    }

    /// Every reference inside, at any depth, in order.
    #[must_use]
    pub fn references(&self) -> Vec<&Reference> {
        let mut out = Vec::new();
        self.collect_references(&mut out);
        out
    }

    fn collect_references<'a>(&'a self, out: &mut Vec<&'a Reference>) {
        match &self.kind {
            Kind::Text(parts) => out.extend(parts.iter().filter_map(|part| match part {
                Part::Reference(reference) => Some(reference),
                _ => None,
            })),
            Kind::List(items) => items.known.iter().for_each(|item| item.collect_references(out)),
            Kind::OneOf(items) => items.iter().for_each(|item| item.collect_references(out)),
            Kind::Map(entries) => entries.known.iter().for_each(|(key, value)| {
                key.collect_references(out);
                value.collect_references(out);
            }),
            Kind::Json(value) => value.collect_references(out),
            Kind::Number(_) | Kind::Bool(_) | Kind::Absent | Kind::Unknown(_) => {}
        }
    }
}

impl Part {
    /// The text of a literal part.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match self {
            Part::Literal(text) => Some(text),
            _ => None,
        }
    }

    /// Why a part is not known.
    #[must_use]
    pub fn unknown(&self) -> Option<&Reason> {
        match self {
            Part::Unknown(reason) => Some(reason),
            _ => None,
        }
    }
}
