use crate::link::Program; use super::Template; use crate::{syntax::tree::NodeRef,value::*,reason::Reason};
/// x
#[must_use] pub fn nodes(_:&Program,_:SymbolId,_:&str)->Vec<NodeRef>{ todo!() }
