use crate::link::Program; use super::Template; use crate::{syntax::tree::NodeRef,value::*,reason::Reason};
/// x
#[must_use] pub fn evaluate(_:&Program,_:&Template,n:&NodeRef)->Value{ let _=n; todo!() }
