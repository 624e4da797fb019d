//! Findings that somebody has looked at and wants to keep: ignores in comments and metadata.
//!
//! An ignore holds for a rule and the statements it speaks of, needs a reason and may end on a
//! day. One that does not hold, or that nothing needs, is told, so that none outlives its reason.

mod metadata;
mod others;
mod reach;
mod written;

use crate::date::Date;
use crate::finding::{Suppression, SuppressionKind};
use crate::forms::Policies;
use crate::link::Program;
use crate::settings::Settings;
use crate::text::Span;
use others::Check;
use reach::{At, Map};
use std::collections::BTreeSet;
use written::Written;

/// The ignores of a program.
#[derive(Debug, Default)]
pub struct Ignores {
    ignores: Vec<Ignore>,
    faults: Vec<Fault>,
}

/// What is wrong with an ignore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The comment or the entry.
    pub at: Span,
    /// In one sentence without a full stop.
    pub message: String,
    /// What to do about it, as a sentence without a full stop.
    pub advice: String,
}

/// One rule, ignored by one comment or entry.
#[derive(Debug)]
struct Ignore {
    rule: String,
    reason: String,
    until: Option<Date>,
    at: Span,
    reached: BTreeSet<At>,
    /// Has it kept a finding from counting, or may there be one that nobody can see?
    used: bool,
    /// Is it written for this program?
    ours: bool,
}

/// Reads the ignores of a program. `rules` are the ids of all rules.
#[must_use]
pub fn read(program: &Program, policies: &Policies, rules: &[&str], settings: &Settings) -> Ignores {
    let mut out = Ignores::default();
    let reader = Reader { rules, today: settings.today };
    each_comment(program, policies, written::MARK, |text, at, reached| match written::read(text) {
        Some(Ok(written)) => reader.take(&mut out, &written, at, reached),
        Some(Err(message)) => out.fault(at, message, "write it so, or take it away"),
        None => {}
    });
    for property in program.properties(written::MARK) {
        let reached = reach::of_object(program, policies, property.object);
        match written::read(property.text.trim()) {
            Some(Ok(written)) => reader.take(&mut out, &written, property.span, &reached),
            Some(Err(message)) => out.fault(property.span, message, "write it so, or take it away"),
            None => {}
        }
    }
    for metadata::Noted { resource, at, written } in metadata::read(program) {
        match written {
            Ok(written) => reader.take(&mut out, &written, at, &reach::of_symbol(policies, resource)),
            Err(message) => out.fault(at, message, "write it so, or take it away"),
        }
    }
    if settings.honour_other_ignores {
        read_others(program, policies, settings.today, &mut out);
    }
    out
}

/// Ignores for other scanners hold for the resource in or above which they stand, and nobody is
/// told of those that do not.
fn read_others(program: &Program, policies: &Policies, today: Option<Date>, out: &mut Ignores) {
    for check in &others::CHECKS {
        each_comment(program, policies, check.mark, |text, at, reached| {
            let Some(written) = check.read(text) else { return };
            let until = match written.until {
                Some(Ok(day)) if today.is_none_or(|today| today <= day) => Some(day),
                Some(_) => return,
                None => None,
            };
            let around = program.symbol_at(at).map(|symbol| reach::of_symbol(policies, symbol)).unwrap_or_default();
            let reached = check.looked_at(policies, reached.union(&around));
            out.ignores.push(Ignore::of_other(check, written.reason, until, at, reached));
        });
    }
    for (resource, id, comment, at) in metadata::for_checkov(program) {
        let read = others::CHECKS.iter().find_map(|check| Some((check, check.read_entry(&id, &comment)?)));
        if let Some((check, written)) = read {
            let reached = check.looked_at(policies, &reach::of_symbol(policies, resource));
            out.ignores.push(Ignore::of_other(check, written.reason, None, at, reached));
        }
    }
}

impl Ignore {
    /// One that was written for another scanner.
    fn of_other(check: &Check, reason: String, until: Option<Date>, at: Span, reached: BTreeSet<At>) -> Ignore {
        Ignore { rule: check.rule.to_owned(), reason, until, at, reached, used: false, ours: false }
    }
}

/// Gives each comment that holds a word, without its mark, with the statements it speaks of.
fn each_comment(program: &Program, policies: &Policies, word: &str, mut take: impl FnMut(&str, Span, &BTreeSet<At>)) {
    let comments = program.comments(word);
    if comments.is_empty() {
        return;
    }
    let map = Map::new(program, policies);
    for comment in comments {
        let file = program.file(comment.span);
        take(comment.text(file), comment.span, &map.reached(file, comment));
    }
}

struct Reader<'a> {
    rules: &'a [&'a str],
    today: Option<Date>,
}

impl Reader<'_> {
    /// Takes the rules of an ignore that hold; of the others it is told why they do not.
    fn take(&self, out: &mut Ignores, written: &Written, at: Span, reached: &BTreeSet<At>) {
        let until = match &written.until {
            None => None,
            Some(Ok(day)) => Some(*day),
            Some(Err(message)) => return out.fault(at, message.clone(), "correct the day, or leave `until` out"),
        };
        if written.reason.is_empty() {
            return out.fault(
                at,
                "an ignore without a reason holds for nothing".to_owned(),
                "say behind it why all is right",
            );
        }
        for rule in &written.rules {
            if !self.rules.contains(&rule.as_str()) {
                out.fault(at, format!("there is no rule `{}`", rule.escape_debug()), &self.meant(rule));
            } else if let Some(day) = until.filter(|&day| self.today.is_some_and(|today| today > day)) {
                out.fault(
                    at,
                    format!("the ignore of `{rule}` ended on {day}"),
                    "look at the finding again, and mend it or move the day",
                );
            } else {
                let (rule, reason, reached) = (rule.clone(), written.reason.clone(), reached.clone());
                out.ignores.push(Ignore { rule, reason, until, at, reached, used: false, ours: true });
            }
        }
    }

    /// What may have been meant by a name that is none.
    fn meant(&self, name: &str) -> String {
        match crate::nearest::nearest(name, self.rules.iter().copied()) {
            Some(rule) => format!("`{rule}` may be meant"),
            None => "`unconfuse explain` tells the names of all rules".to_owned(),
        }
    }
}

impl Ignores {
    fn fault(&mut self, at: Span, message: String, advice: &str) {
        self.faults.push(Fault { at, message, advice: advice.to_owned() });
    }

    /// Is a rule ignored at a statement? Notes that the ignore is of use.
    pub fn of(&mut self, at: (usize, usize), rule: &str) -> Option<Suppression> {
        let mut holding = self.ignores.iter_mut().filter(|ignore| ignore.rule == rule && ignore.reached.contains(&at));
        let first = holding.next()?;
        first.used = true;
        let suppression = Suppression {
            kind: SuppressionKind::InSource,
            reason: first.reason.clone(),
            until: first.until,
            at: Some(first.at),
        };
        holding.for_each(|other| other.used = true);
        Some(suppression)
    }

    /// A statement cannot be decided: nobody can tell whether its ignores are of use.
    pub fn excuse(&mut self, at: (usize, usize)) {
        for ignore in self.ignores.iter_mut().filter(|ignore| ignore.reached.contains(&at)) {
            ignore.used = true;
        }
    }

    /// What is wrong with the ignores, once every finding was asked about, in text order.
    #[must_use]
    pub fn faults(self) -> Vec<Fault> {
        let unused = self.ignores.into_iter().filter(|ignore| ignore.ours && !ignore.used).map(|ignore| Fault {
            at: ignore.at,
            message: match ignore.reached.is_empty() {
                true => format!("`{}` is ignored here, but no statement stands on this line or below it", ignore.rule),
                false => format!("`{}` is ignored here, but finds nothing here", ignore.rule),
            },
            advice: "take it away, or put it where it belongs".to_owned(),
        });
        let mut faults: Vec<Fault> = self.faults.into_iter().chain(unused).collect();
        faults.sort_by(|a, b| (a.at, &a.message).cmp(&(b.at, &b.message)));
        faults
    }
}
