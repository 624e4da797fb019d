use crate::link::Program; use super::Template; use crate::{syntax::tree::NodeRef,value::*,reason::Reason};
/// x
pub fn spell(_:&Program,_:&Template,_:&NodeRef)->Result<Vec<Part>,Reason>{ todo!() }
