//! stub
#![allow(unused)]
pub mod evaluate; pub mod argument; pub mod spell;
#[derive(Debug)] pub struct Template;
