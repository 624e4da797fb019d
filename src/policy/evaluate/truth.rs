//! Yes, no, or not known.

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It depends on what is not known.
    Unknown,
}

impl Truth {
    /// Do both hold?
    pub(super) fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    /// Does it fail?
    pub(super) fn negate(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// Negated where `negated`.
    pub(super) fn negate_if(self, negated: bool) -> Truth {
        if negated { self.negate() } else { self }
    }

    /// Does one of them hold?
    pub(super) fn any(truths: impl Iterator<Item = Truth>) -> Truth {
        Truth::all(truths.map(Truth::negate)).negate()
    }

    /// Do all of them hold?
    pub(super) fn all(truths: impl Iterator<Item = Truth>) -> Truth {
        truths.fold(Truth::Yes, Truth::and)
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }
}
