//! Amending a statement of the IAM JSON grammar.
//!
//! The condition is first laid out anew as operators with their keys, as it should be; then each
//! operator that differs is edited.

use super::Writer;
use crate::edit::{Edit, apply, merge};
use crate::policy::change::Change;
use crate::policy::condition::Clause;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Entry, Map, Node, NodeKind, NodeRef};
use crate::syntax::write::{Writing, insert_entries, insert_entry, remove_entry, rename_key};
use crate::text::{Span, TextFile};

/// One operator of the condition, as it is and as it should be.
struct Operator {
    /// Its place in the condition.
    index: usize,
    /// Its name afterwards.
    name: String,
    renamed: bool,
    /// Keys that go, by their place.
    gone: Vec<usize>,
    /// Keys that come.
    added: Vec<(String, Writing)>,
    /// All of it goes.
    removed: bool,
}

/// The condition in the making.
#[derive(Default)]
struct Plan {
    operators: Vec<Operator>,
    new: Vec<(String, Vec<(String, Writing)>)>,
    /// Edits of single values.
    values: Vec<Edit>,
    /// Keys that get another name, by their clause.
    keys: Vec<(usize, &'static str)>,
    /// Clauses that go to another operator.
    moved: Vec<usize>,
}

impl Writer<'_> {
    pub(super) fn amend_map(
        &mut self,
        node: &NodeRef,
        statement: &Statement,
        changes: &[Change],
    ) -> Result<Vec<Edit>, Reason> {
        let map = node.as_map().ok_or_else(not_literal)?;
        let condition = map.entries.iter().find(|entry| entry.is_named("Condition"));
        let mut edits = Vec::new();
        let mut plan = match condition {
            Some(condition) => Plan::of(&condition.value)?,
            None => Plan::default(),
        };
        for change in changes {
            match change {
                Change::Key { clause, key } => plan.keys.push((*clause, key)),
                Change::Value { clause, value, parts } => {
                    let value = &statement.conditions.known[*clause].values.known[*value];
                    plan.values.push(self.revalue(statement, value, parts, &map.layout)?);
                }
                Change::Add { .. } | Change::Operator { .. } => {}
            }
        }
        let file = self.program.file(node.span);
        for change in changes {
            if let Change::Operator { clause, operator } = change {
                let condition = condition.ok_or_else(not_literal)?;
                let going = going(statement, changes, operator);
                plan.retype(file, condition, &statement.conditions.known[*clause], *clause, (operator, &going))?;
            }
        }
        // Under an operator that has just got its right name, too.
        for change in changes {
            if let Change::Add { operator, key, values } = change {
                let writing = self.values(values, &map.layout, node)?;
                plan.add(operator, key, writing);
            }
        }
        for (clause, key) in plan.keys.iter().filter(|(clause, _)| !plan.moved.contains(clause)) {
            edits.push(plan.rekey(file, condition.ok_or_else(not_literal)?, statement, *clause, key)?);
        }
        edits.append(&mut plan.values);
        match condition {
            None if plan.new.is_empty() => {}
            None => edits.extend(insert_entry(file, node, "Condition", &plan.new_operators())?),
            Some(condition) => edits.extend(plan.edits(file, condition)?),
        }
        Ok(edits)
    }
}

impl Plan {
    fn of(condition: &Node) -> Result<Plan, Reason> {
        let map = condition.as_map().ok_or_else(not_literal)?;
        let mut operators = Vec::new();
        for (index, entry) in map.entries.iter().enumerate() {
            let name = entry.key.literal().ok_or_else(not_literal)?;
            operators.push(Operator {
                index,
                name,
                renamed: false,
                gone: Vec::new(),
                added: Vec::new(),
                removed: false,
            });
        }
        Ok(Plan { operators, ..Plan::default() })
    }

    fn add(&mut self, operator: &str, key: &str, writing: Writing) {
        let entry = (key.to_owned(), writing);
        if let Some(there) = self.operators.iter_mut().find(|it| it.name == operator && !it.removed) {
            there.added.push(entry);
            return;
        }
        match self.new.iter_mut().find(|(name, _)| name == operator) {
            Some((_, entries)) => entries.push(entry),
            None => self.new.push((operator.to_owned(), vec![entry])),
        }
    }

    /// Puts a clause, by its number, under the wanted operator: by renaming the operator where all its
    /// keys are among those that go there, else by moving the key.
    fn retype(
        &mut self,
        file: &TextFile,
        condition: &Entry,
        clause: &Clause,
        number: usize,
        (wanted, going): (&str, &[Span]),
    ) -> Result<(), Reason> {
        let map = condition.value.as_map().ok_or_else(not_literal)?;
        let span = clause.operator.node().ok_or_else(not_literal)?.span;
        let at = self.operators.iter().position(|it| map.entries[it.index].key.span == span).ok_or_else(not_literal)?;
        if self.operators[at].renamed && self.operators[at].name == wanted {
            return Ok(());
        }
        let keys = map.entries[self.operators[at].index].value.as_map().ok_or_else(not_literal)?;
        let whole =
            keys.entries.iter().all(|entry| going.contains(&entry.span())) && self.operators[at].added.is_empty();
        let taken = self.operators.iter().any(|it| it.name == wanted && !it.removed);
        if whole && !taken {
            self.operators[at].name = wanted.to_owned();
            self.operators[at].renamed = true;
            return Ok(());
        }
        let index = keys.entries.iter().position(|entry| entry.span() == clause.span).ok_or_else(not_literal)?;
        let entry = &keys.entries[index];
        let renamed = self.keys.iter().find(|(clause, _)| *clause == number).map(|(_, key)| (*key).to_owned());
        let key = renamed.or_else(|| entry.key.literal()).ok_or_else(not_literal)?;
        let writing = copy(file, &entry.value, &self.values)?;
        // What was to be edited where it stood is written anew.
        self.values.retain(|edit| !entry.value.span.contains(edit.span));
        self.moved.push(number);
        if whole {
            self.operators[at].removed = true;
        } else {
            self.operators[at].gone.push(index);
        }
        self.add(wanted, &key, writing);
        Ok(())
    }

    /// Gives a clause another key, under the operator that it has.
    fn rekey(
        &self,
        file: &TextFile,
        condition: &Entry,
        statement: &Statement,
        clause: usize,
        wanted: &str,
    ) -> Result<Edit, Reason> {
        let map = condition.value.as_map().ok_or_else(not_literal)?;
        let clause = &statement.conditions.known[clause];
        let operator = clause.operator.node().ok_or_else(not_literal)?.span;
        let keys = map.entries.iter().find(|entry| entry.key.span == operator).ok_or_else(not_literal)?;
        let entries = &keys.value.as_map().ok_or_else(not_literal)?.entries;
        let index = entries.iter().position(|entry| entry.span() == clause.span).ok_or_else(not_literal)?;
        rename_key(file, &keys.value, index, wanted)
    }

    fn new_operators(&self) -> Writing {
        let operators = self.new.iter();
        Writing::Map(operators.map(|(name, entries)| (name.clone(), Writing::Map(entries.clone()))).collect())
    }

    fn edits(&self, file: &TextFile, condition: &Entry) -> Result<Vec<Edit>, Reason> {
        let map: &Map = condition.value.as_map().ok_or_else(not_literal)?;
        let mut edits = Vec::new();
        for operator in &self.operators {
            let keys = &map.entries[operator.index].value;
            if operator.removed {
                edits.extend(remove_entry(file, &condition.value, operator.index)?);
                continue;
            }
            if operator.renamed {
                edits.push(rename_key(file, &condition.value, operator.index, &operator.name)?);
            }
            for &gone in &operator.gone {
                edits.extend(remove_entry(file, keys, gone)?);
            }
            if !operator.added.is_empty() {
                edits.extend(insert_entries(file, keys, &operator.added)?);
            }
        }
        if let Writing::Map(entries) = self.new_operators()
            && !entries.is_empty()
        {
            edits.extend(insert_entries(file, &condition.value, &entries)?);
        }
        Ok(edits)
    }
}

/// Where the clauses stand that go under an operator.
fn going(statement: &Statement, changes: &[Change], wanted: &str) -> Vec<Span> {
    let clauses = changes.iter().filter_map(|change| match change {
        Change::Operator { clause, operator } if operator == wanted => statement.conditions.known.get(*clause),
        _ => None,
    });
    clauses.map(|clause| clause.span).collect()
}

/// A value as it is written but for some edits, to be put elsewhere.
fn copy(file: &TextFile, node: &Node, edits: &[Edit]) -> Result<Writing, Reason> {
    if let NodeKind::List(list) = &node.kind {
        return Ok(Writing::List(list.items.iter().map(|item| copy(file, item, edits)).collect::<Result<_, _>>()?));
    }
    let Span { file: id, start, end } = node.span;
    let within = edits.iter().filter(|edit| node.span.contains(edit.span)).map(|edit| {
        let span = Span { file: id, start: edit.span.start - start, end: edit.span.end - start };
        Edit { span, content: edit.content.clone() }
    });
    let edits = merge(within).map_err(|_| not_literal())?;
    let text = apply(id, file.text.get(start as usize..end as usize).ok_or_else(not_literal)?, &edits);
    if text.contains('\n') {
        return Err(Reason::new(ReasonKind::Shape, "a value over several lines has to be moved: move it by hand"));
    }
    Ok(Writing::Scalar(text))
}

pub(super) fn not_literal() -> Reason {
    Reason::new(ReasonKind::NotLiteral, "the condition is not written out where the statement stands")
}
