//! A finding of a statement, and for which of its services it is.

use crate::choose::SourceCondition;
use crate::finding::Finding;
use crate::policy::change::Change;
use crate::reason::Reason;
use crate::rules::Mend;

/// A finding, and what should change.
#[derive(Debug, Clone)]
pub struct Found {
    /// The finding; its remedy is for the fix to say.
    pub finding: Finding,
    /// Which document, and which of its statements.
    pub place: (usize, usize),
    /// Which principals of the statement: several where a service has several names, of its
    /// Regions or partitions, and where several services share the fault.
    pub principals: Vec<usize>,
    /// What should change, or why nothing is offered.
    pub mend: Result<Mend, Reason>,
    /// The condition that was chosen for the grant, where there is one.
    pub condition: Option<SourceCondition>,
    /// The other services of the statement that have the same fault.
    pub sharers: Vec<Sharer>,
}

/// A service that has a fault in common with another one.
#[derive(Debug, Clone)]
pub struct Sharer {
    /// Its name.
    pub service: String,
    /// Its principals in the statement.
    pub principals: Vec<usize>,
    /// The condition that was chosen for its grant, where there is one.
    pub condition: Option<SourceCondition>,
}

impl Found {
    /// Does its mend add a key to the condition?
    #[must_use]
    pub fn adds(&self) -> bool {
        self.mend.as_ref().is_ok_and(|mend| mend.changes.iter().any(|change| matches!(change, Change::Add { .. })))
    }

    /// Is another finding of the same statement about the same text, for the same rule, and mended in the
    /// same way? One that underlines nothing is about its service alone.
    pub(super) fn is_of_one_cause(&self, other: &Found) -> bool {
        let changes = |found: &Found| found.mend.as_ref().ok().map(|mend| mend.changes.clone());
        self.place == other.place
            && self.finding.at.start < self.finding.at.end
            && self.finding.at == other.finding.at
            && self.finding.rule.id == other.finding.rule.id
            && self.finding.service != other.finding.service
            && changes(self) == changes(other)
    }

    /// Names the services that share the fault, where there are some.
    pub(super) fn name_all(&mut self) {
        let finding = &mut self.finding;
        let Some((last, others)) = finding.other_services.split_last() else { return };
        let (others, first) = (others.join(", "), &finding.service);
        let said = finding.message.contains(first.as_str());
        let named: Vec<&str> =
            [if said { "" } else { first }, &others].into_iter().filter(|it| !it.is_empty()).collect();
        let all = match named.is_empty() {
            true => last.clone(),
            false => format!("{} and {last}", named.join(", ")),
        };
        finding.message.push_str(if said { "; the same for " } else { "; it concerns " });
        finding.message.push_str(&all);
    }

    /// Takes another service in that has the same fault: the finding is as grave, and its mend as
    /// doubtful, as that of either.
    pub(super) fn share(&mut self, other: Found) {
        self.finding.severity = self.finding.severity.max(other.finding.severity);
        self.finding.confidence = self.finding.confidence.min(other.finding.confidence);
        if let (Ok(mend), Ok(others)) = (&mut self.mend, &other.mend)
            && others.applicability < mend.applicability
        {
            mend.applicability = others.applicability;
            mend.note = mend.note.take().or(others.note.clone());
        }
        self.principals.extend(&other.principals);
        let Found { finding, principals, condition, .. } = other;
        self.finding.other_services.push(finding.service.clone());
        self.sharers.push(Sharer { service: finding.service, principals, condition });
    }
}
