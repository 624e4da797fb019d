//! What stands between a key and its value: `=`, ` = `, `: `, and the blanks that make columns.

use crate::syntax::tree::{Entry, Grammar};

use super::source::{Source, is_blank};

/// The sign between key and value with the blanks around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Joint {
    sign: char,
    before: Blanks,
    after: Blanks,
    /// Do the entries stand in columns, as far as can be seen?
    pub(super) columns: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Blanks {
    /// So many.
    Count(usize),
    /// As many as reach this column, counted from the first character of the key; at least one.
    UpTo(usize),
}

impl Blanks {
    fn after_width(self, width: usize) -> String {
        " ".repeat(match self {
            Blanks::Count(count) => count,
            Blanks::UpTo(column) => column.saturating_sub(width).max(1),
        })
    }
}

/// How one entry is joined; columns count from the first character of its key.
struct Measure {
    key: usize,
    sign: char,
    sign_column: usize,
    value_column: Option<usize>,
    own_line: bool,
    one_line: bool,
}

impl Joint {
    /// The joint of a grammar where no neighbour shows one.
    pub(super) fn of_grammar(grammar: Grammar) -> Joint {
        match grammar {
            Grammar::Hcl => Joint { sign: '=', before: Blanks::Count(1), after: Blanks::Count(1), columns: true },
            _ => Joint { sign: ':', before: Blanks::Count(0), after: Blanks::Count(1), columns: false },
        }
    }

    /// The joint where no neighbour shows one: in JSON without a blank if the text's first has none.
    pub(super) fn usual(source: &Source, grammar: Grammar) -> Joint {
        let joint = Joint::of_grammar(grammar);
        if grammar != Grammar::Json {
            return joint;
        }
        match source.text.split_once("\":") {
            Some((_, rest)) if !rest.starts_with([' ', '\t', '\r', '\n']) => Joint { after: Blanks::Count(0), ..joint },
            _ => joint,
        }
    }

    /// The joint of the last of these entries; where the last ones stand in columns, their columns.
    pub(super) fn of(source: &Source, entries: &[Entry]) -> Option<Joint> {
        let measures: Vec<Measure> = entries.iter().filter_map(|entry| measure(source, entry)).collect();
        let last = measures.last()?;
        let group: Vec<&Measure> = measures.iter().rev().take_while(|entry| entry.own_line && entry.one_line).collect();
        let sign_column = shared(&group, |entry| Some(entry.sign_column));
        let value_column = shared(&group, |entry| entry.value_column);
        let before = match sign_column {
            Some(column) => Blanks::UpTo(column),
            None => Blanks::Count(measures.iter().map(|entry| entry.sign_column - entry.key).min()?.min(1)),
        };
        let after = match value_column {
            Some(column) if sign_column.is_none() => Blanks::UpTo(column),
            _ => Blanks::Count(smallest_gap(&measures).unwrap_or(1)),
        };
        let ragged =
            group.windows(2).any(|pair| pair[0].key != pair[1].key && pair[0].sign_column != pair[1].sign_column);
        Some(Joint { sign: last.sign, before, after, columns: last.sign == '=' && !ragged })
    }

    /// The joint without the columns of its neighbours, for a map of its own.
    pub(super) fn alone(self) -> Joint {
        let one = |blanks| match blanks {
            Blanks::UpTo(_) => Blanks::Count(1),
            count => count,
        };
        Joint { before: one(self.before), after: one(self.after), ..self }
    }

    /// Does the value follow the sign without a blank?
    pub(super) fn is_tight(self) -> bool {
        self.after == Blanks::Count(0)
    }

    /// What follows a key of this width (in characters), up to the value.
    ///
    /// A value of several lines stands in no column.
    pub(super) fn text(self, key: usize, one_line: bool) -> String {
        let joint = if one_line { self } else { self.alone() };
        let before = joint.before.after_width(key);
        let after = joint.after.after_width(key + before.len() + 1);
        format!("{before}{}{after}", joint.sign)
    }

    /// What follows a key among new lines whose widest key is `group` wide: in columns, where the
    /// joint is so, as far right as the widest key and the old lines need.
    pub(super) fn text_in_group(self, key: usize, group: usize) -> String {
        if !self.columns {
            return self.text(key, true);
        }
        let widest = group.max(key + self.before.after_width(key).len().saturating_sub(1));
        format!("{}{}", " ".repeat(widest.saturating_sub(key)), self.alone().text(key, true))
    }

    /// Like [`Joint::text`], for a value that begins on the next line.
    pub(super) fn without_value(self, key: usize) -> String {
        format!("{}{}", self.alone().before.after_width(key), self.sign)
    }
}

fn measure(source: &Source, entry: &Entry) -> Option<Measure> {
    let (key, value) = (entry.key.span.range(), entry.value.span.range());
    let gap = source.text.get(key.end..value.start)?;
    let trimmed = gap.trim_start_matches([' ', '\t']);
    let sign = trimmed.chars().next().filter(|sign| matches!(sign, '=' | ':'))?;
    let width = source.text[key.clone()].chars().count();
    let after = &trimmed[1..];
    Some(Measure {
        key: width,
        sign,
        sign_column: width + gap.len() - trimmed.len(),
        value_column: (is_blank(after) && !after.contains('\n') && !value.is_empty()).then(|| width + gap.len()),
        own_line: source.starts_line(key.start),
        one_line: !source.has_newline(key.start..value.end),
    })
}

/// The column that all of a group share, where their keys differ in width, so that it is no chance.
fn shared(group: &[&Measure], column: impl Fn(&Measure) -> Option<usize>) -> Option<usize> {
    let first = group.first()?;
    let wanted = column(first)?;
    let differ = group.iter().any(|entry| entry.key != first.key);
    (differ && group.iter().all(|entry| column(entry) == Some(wanted))).then_some(wanted)
}

/// The fewest blanks between a sign and a value on the same line.
fn smallest_gap(measures: &[Measure]) -> Option<usize> {
    measures.iter().filter_map(|entry| Some(entry.value_column? - entry.sign_column - 1)).min()
}
