//! Whatever stops the program, in words that tell a person what to do.

use std::fmt;

/// Why something could not be decided or not be mended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// What kind of obstacle, for machines.
    pub kind: ReasonKind,
    /// A sentence for a person, without a full stop: what stops us and what to do about it.
    pub text: String,
}

/// Kinds of obstacles; the kebab-case name is stable and stands in the JSON report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonKind {
    /// The value comes from outside of what was read (a variable, a remote module, an import).
    UnknownValue,
    /// The text is built by something the program does not follow (`%{if}`, a function, `dynamic`).
    NotLiteral,
    /// The text is right for one of its users and wrong for another.
    Shared,
    /// A reference would make a dependency cycle.
    Cycle,
    /// The resource may serve several accounts, so the current one may be wrong.
    MultiAccount,
    /// AWS's documents do not say what the service sends here.
    Unverified,
    /// The service is known not to send the keys here.
    NotSent,
    /// The policy's shape cannot be amended (`NotPrincipal`, mixed principals, a duplicate key).
    Shape,
    /// The file is generated or vendored: its source must be changed.
    Generated,
    /// The proof in memory failed; nothing was written.
    VerifyFailed,
    /// Two fixes would change the same bytes in different ways.
    Conflict,
    /// A limit of the program or of AWS was reached.
    Limit,
    /// A person must choose between possible meanings.
    Ambiguous,
    /// Somebody wants it to stay as it is.
    Suppressed,
}

impl ReasonKind {
    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReasonKind::UnknownValue => "unknown-value",
            ReasonKind::NotLiteral => "not-literal",
            ReasonKind::Shared => "shared",
            ReasonKind::Cycle => "cycle",
            ReasonKind::MultiAccount => "multi-account",
            ReasonKind::Unverified => "unverified",
            ReasonKind::NotSent => "not-sent",
            ReasonKind::Shape => "shape",
            ReasonKind::Generated => "generated",
            ReasonKind::VerifyFailed => "verify-failed",
            ReasonKind::Conflict => "conflict",
            ReasonKind::Limit => "limit",
            ReasonKind::Ambiguous => "ambiguous",
            ReasonKind::Suppressed => "suppressed",
        }
    }
}

impl Reason {
    /// A reason of a kind with its sentence.
    #[must_use]
    pub fn new(kind: ReasonKind, text: impl Into<String>) -> Reason {
        Reason { kind, text: text.into() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
