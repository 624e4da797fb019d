//! `Fn::ForEach`: resources that are written once, and made once for each item of a list.

use crate::link::template::evaluator::Evaluator;
use crate::link::template::intrinsics::literal;
use crate::syntax::tree::{Entry, NodeRef};
use crate::text::Span;
use crate::value::{Kind, Value};

/// One loop: `[name, items, body]`.
#[derive(Debug)]
pub(super) struct Loop {
    name: String,
    items: NodeRef,
    body: Span,
}

impl Loop {
    /// The loop that an entry of the resources is.
    pub(super) fn of(entry: &Entry) -> Option<Loop> {
        let [name, items, body] = entry.value.as_list()?.items.as_slice() else { return None };
        Some(Loop { name: literal(name)?.to_owned(), items: items.clone(), body: body.span })
    }

    /// What a name stands for at a place inside of loops: any of the items of the innermost loop
    /// that gives it.
    pub(super) fn value(ev: &Evaluator<'_>, name: &str, at: Span) -> Option<Vec<Value>> {
        let loops = ev.template.loops.iter().filter(|it| it.name == name && it.body.contains(at));
        let innermost = loops.min_by_key(|it| it.body.end - it.body.start)?;
        match ev.value(&innermost.items).kind {
            Kind::List(items) if items.rest.is_none() && !items.known.is_empty() => Some(items.known.clone()),
            _ => None,
        }
    }
}
