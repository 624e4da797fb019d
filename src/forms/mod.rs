//! Reading statements out of a program, whatever form they are written in.
//!
//! A statement is written once and used many times: it is read once per place, with every use
//! of it.

mod arguments;
mod beside;
mod block;
mod call;
mod called;
pub mod condition;
mod defects;
mod document;
mod grammar;
mod handed_on;
mod made;
mod object;
mod places;
mod repeated;
pub mod service;
mod stray;
mod text;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Catalogue, Slot, SlotForm, Target};
use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::outcome::UnreadPolicy;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::text::Span;
use crate::value::{Kind, Part, Reference, SymbolId, Value};
pub use document::{Document, Policies, Use};
use places::Places;

/// Reads every policy of a program.
#[must_use]
pub fn read(program: &Program, catalogue: &Catalogue) -> Policies {
    let mut reader = Reader {
        program,
        catalogue,
        documents: BTreeMap::new(),
        unread: Vec::new(),
        sources: Vec::new(),
        made: BTreeSet::new(),
        places: Places::default(),
    };
    for symbol in program.symbols().filter(|symbol| symbol.kind == SymbolKind::Resource) {
        let Some(resource_type) = catalogue.resource_type(&symbol.type_name) else { continue };
        for slot in &resource_type.slots {
            reader.slot(symbol.id, slot);
        }
    }
    for symbol in program.of_type(block::DOCUMENT_TYPE) {
        reader.document_block(symbol.id);
    }
    reader.beside_slots();
    reader.finish()
}

/// What a place is expected to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// A policy document.
    Document,
    /// The statements of one.
    Statements,
}

/// How many statements of one policy are read: more than fit into the longest that AWS takes.
const MAX_STATEMENTS: usize = 500;

fn too_many() -> Reason {
    let text = format!("it has more than {MAX_STATEMENTS} statements, which AWS takes in no policy: split it");
    Reason::new(ReasonKind::Limit, text)
}

fn no_policy() -> Reason {
    Reason::new(ReasonKind::Shape, "a policy is expected here")
}

struct Reader<'p> {
    program: &'p Program,
    catalogue: &'p Catalogue,
    documents: BTreeMap<Span, Document>,
    unread: Vec<UnreadPolicy>,
    /// Document, and one that takes its statements over.
    sources: Vec<(Span, Span)>,
    /// Statements that nothing else is to read: objects that a document data source makes statements
    /// of, and those that are too many.
    made: BTreeSet<Span>,
    /// Where documents stand, and statements of theirs that stand elsewhere.
    places: Places,
}

impl Reader<'_> {
    fn slot(&mut self, holder: SymbolId, slot: &Slot) {
        let kind = slot.kind.clone();
        let owners = owners(self.program, holder, &slot.target);
        let is_frozen = self.program.ignores_changes(holder, &slot.arguments());
        let usage = Use { is_frozen, ..Use::new(kind, holder, owners) };
        match &slot.form {
            SlotForm::Document { .. } => self.policies(&slot.argument, Expected::Document, &usage),
            SlotForm::Statements => self.policies(&slot.argument, Expected::Statements, &usage),
            SlotForm::Arguments(names) => {
                if let Some(argument) = &names.statement {
                    self.policies(argument, Expected::Statements, &usage);
                }
                let symbol = self.program.symbol(holder);
                if let Some(statement) = arguments::read(self.program, symbol, names) {
                    let document = self.document_at(symbol.span, holder, || (vec![statement], None));
                    document.uses.push(usage);
                }
            }
        }
    }

    fn policies(&mut self, argument: &str, expected: Expected, usage: &Use) {
        for value in self.program.argument(usage.holder, argument) {
            self.policy(&value, expected, usage);
        }
    }

    fn policy(&mut self, value: &Value, expected: Expected, usage: &Use) {
        match &value.kind {
            Kind::Absent => {}
            Kind::OneOf(arms) => arms.iter().for_each(|arm| self.policy(arm, expected, usage)),
            Kind::Json(inner) => self.policy(inner, expected, usage),
            Kind::Map(_) => self.written(value, expected, usage),
            Kind::List(_) if expected == Expected::Statements => self.written(value, expected, usage),
            Kind::Text(parts) => match parts.as_slice() {
                [] => {}
                [Part::Literal(text)] if text.trim().is_empty() => {}
                [Part::Reference(reference)] if self.is_document(reference) => {
                    let span = self.document_block(reference.symbol);
                    self.use_document(span, usage);
                }
                [Part::Reference(_)] if let Some(possible) = self.program.possible(value) => {
                    possible.known.iter().for_each(|value| self.policy(value, expected, usage));
                    if !possible.is_handed_in {
                        self.cannot_follow(value, usage, possible.rest);
                    }
                }
                _ => self.text(value, expected, usage),
            },
            Kind::List(_) | Kind::Number(_) | Kind::Bool(_) => self.cannot_follow(value, usage, no_policy()),
            Kind::Unknown(reason) => self.cannot_follow(value, usage, reason.clone()),
        }
    }

    fn is_document(&self, reference: &Reference) -> bool {
        self.program.symbol(reference.symbol).type_name == block::DOCUMENT_TYPE
    }

    /// A document, or its statements alone, where the text stands.
    fn written(&mut self, value: &Value, expected: Expected, usage: &Use) {
        let Some(node) = value.node() else { return };
        let program = self.program;
        let home = program.symbol_at(node.span).unwrap_or(usage.holder);
        let span = node.span;
        let document = self.document_at(span, home, || match expected {
            Expected::Document => grammar::statements(program, value),
            Expected::Statements => grammar::bare_statements(program, value),
        });
        document.root = (expected == Expected::Document).then(|| node.clone());
        self.use_document(span, usage);
    }

    /// A JSON text.
    fn text(&mut self, value: &Value, expected: Expected, usage: &Use) {
        match text::json(self.program, value) {
            Ok(inner) if matches!(inner.kind, Kind::Map(_) | Kind::List(_)) => self.policy(&inner, expected, usage),
            Ok(_) => self.cannot_follow(value, usage, no_policy()),
            Err(reason) => self.cannot_follow(value, usage, reason),
        }
    }

    fn cannot_follow(&mut self, value: &Value, usage: &Use, reason: Reason) {
        let symbol = self.program.symbol(usage.holder);
        let at = value.node().map_or(symbol.head, |node| node.span);
        self.unread.push(UnreadPolicy { at, address: symbol.address.clone(), reason });
    }

    fn document_at(
        &mut self,
        span: Span,
        home: SymbolId,
        read: impl FnOnce() -> (Vec<Statement>, Option<Reason>),
    ) -> &mut Document {
        let (left_out, places) = (&mut self.made, &mut self.places);
        self.documents.entry(span).or_insert_with(|| {
            let (mut statements, mut rest) = read();
            if statements.len() > MAX_STATEMENTS {
                let more = statements.split_off(MAX_STATEMENTS);
                left_out.extend(more.iter().map(|statement| statement.place.span()));
                rest.get_or_insert_with(too_many);
            }
            places.add(span);
            // A module call is a statement by some of its arguments, and not by the others.
            let elsewhere = statements.iter().map(|statement| statement.place.span());
            elsewhere.filter(|place| !place.contains(span)).for_each(|place| places.add(place));
            Document { statements, home, root: None, uses: Vec::new(), rest, overridden: Vec::new() }
        })
    }

    fn use_document(&mut self, span: Span, usage: &Use) {
        if let Some(document) = self.documents.get_mut(&span)
            && !document.uses.contains(usage)
        {
            document.uses.push(usage.clone());
        }
    }

    /// Reads a document data source and those that it takes over; gives its span.
    fn document_block(&mut self, symbol: SymbolId) -> Span {
        let program = self.program;
        let span = program.symbol(symbol).span;
        if self.documents.contains_key(&span) {
            return span;
        }
        let block = block::read(program, symbol);
        self.document_at(span, symbol, || (block.statements, block.rest));
        for source in block.sources.iter().chain(&block.overrides) {
            self.take_over(source, span, symbol);
        }
        let overriding: Vec<Value> = block.overrides.iter().flat_map(|value| self.sids(value)).collect();
        if !block.overrides.is_empty() {
            for (from, into) in self.sources.clone() {
                if let (true, Some(document)) = (into == span, self.documents.get_mut(&from)) {
                    document.overridden.extend(overriding.iter().cloned());
                }
            }
            if let Some(document) = self.documents.get_mut(&span) {
                document.overridden.extend(overriding);
            }
        }
        span
    }

    fn take_over(&mut self, value: &Value, into: Span, holder: SymbolId) {
        match &value.kind {
            Kind::List(items) => {
                items.known.iter().for_each(|item| self.take_over(item, into, holder));
                if let Some(reason) = &items.rest {
                    self.note_rest(into, reason);
                }
            }
            Kind::OneOf(arms) => arms.iter().for_each(|arm| self.take_over(arm, into, holder)),
            Kind::Text(parts) => match parts.as_slice() {
                [Part::Reference(reference)] if self.is_document(reference) => {
                    let from = self.document_block(reference.symbol);
                    self.sources.push((from, into));
                }
                _ => self.note_rest(
                    into,
                    &Reason::new(ReasonKind::UnknownValue, "it takes over a document that is not followed"),
                ),
            },
            Kind::Json(inner) => {
                if let Some(node) = inner.node() {
                    let (span, program) = (node.span, self.program);
                    self.document_at(span, holder, || grammar::statements(program, inner));
                    self.sources.push((span, into));
                }
            }
            Kind::Absent => {}
            _ => self.note_rest(
                into,
                &Reason::new(ReasonKind::UnknownValue, "it takes over a document that is not followed"),
            ),
        }
    }

    fn note_rest(&mut self, document: Span, reason: &Reason) {
        if let Some(document) = self.documents.get_mut(&document) {
            document.rest.get_or_insert_with(|| reason.clone());
        }
    }

    /// The Sids of the documents that a value names.
    fn sids(&self, value: &Value) -> Vec<Value> {
        let symbols: BTreeSet<SymbolId> = value.references().iter().map(|reference| reference.symbol).collect();
        let documents = symbols.iter().filter_map(|&id| self.documents.get(&self.program.symbol(id).span));
        documents.flat_map(|document| &document.statements).filter_map(|statement| statement.sid.clone()).collect()
    }

    fn finish(mut self) -> Policies {
        self.spread_uses();
        self.documents.retain(|_, document| !document.statements.is_empty() || document.rest.is_some());
        let mut documents: Vec<Document> = self.documents.into_values().collect();
        documents.iter_mut().for_each(|document| handed_on::policy_of_another(self.program, document));
        documents.iter_mut().for_each(refuse_overridden);
        documents.iter_mut().for_each(|document| repeated::allow(self.program, document));
        Policies::new(documents, self.unread)
    }

    /// A document that another one takes over is used for all that the other is used for.
    fn spread_uses(&mut self) {
        let mut is_done = false;
        while !is_done {
            is_done = true;
            for (from, into) in &self.sources {
                let uses = self.documents.get(into).map(|document| document.uses.clone()).unwrap_or_default();
                if let Some(document) = self.documents.get_mut(from) {
                    let new: Vec<Use> = uses.into_iter().filter(|usage| !document.uses.contains(usage)).collect();
                    is_done &= new.is_empty();
                    document.uses.extend(new);
                }
            }
        }
    }
}

/// A statement whose Sid another document may replace is not mended where it stands.
fn refuse_overridden(document: &mut Document) {
    for statement in &mut document.statements {
        let Some(sid) = statement.sid.as_ref().and_then(Value::literal) else { continue };
        let same = document.overridden.iter().filter(|other| other.literal().as_deref() == Some(sid.as_str())).count();
        let own = document.overridden.iter().any(|other| Some(other) == statement.sid.as_ref());
        if same > usize::from(own) {
            let reason = Reason::new(
                ReasonKind::Shared,
                format!("the statement {sid} is replaced by override_policy_documents elsewhere; mend that one"),
            );
            statement.place.refuse(reason);
        }
    }
}

/// What a policy protects: the holder itself, or what an argument of it names.
fn owners(program: &Program, holder: SymbolId, target: &Target) -> Vec<SymbolId> {
    match target {
        Target::Itself => vec![holder],
        Target::Account => Vec::new(),
        Target::Argument(argument) => {
            let values = program.argument(holder, argument);
            let mut owners: Vec<SymbolId> = values
                .iter()
                .flat_map(|value| program.meant(value))
                .map(|reference| reference.symbol)
                .filter(|&id| program.symbol(id).kind == SymbolKind::Resource)
                .collect();
            owners.dedup();
            owners
        }
    }
}

#[cfg(test)]
mod tests;
