//! Which symbols may hold a word, be it by what they refer to.

use memchr::memmem::Finder;

use super::graph::Seen;
use super::{Program, Scope, terraform};
use crate::link::symbol::Symbol;
use crate::value::SymbolId;

/// What stands in every expression that takes in another file, and in the types of data sources
/// that do.
const OTHER_FILE: &str = "file";

/// The symbols of a module that may hold a word.
#[derive(Debug)]
pub struct Hearsay(Seen);

impl Hearsay {
    /// Those that hold the word in their own text or in what sets them, those that may take in a
    /// file that holds it, and all that refer to such a symbol, however far away.
    #[must_use]
    pub fn of(program: &Program, word: &str) -> Hearsay {
        let (word, other_file) = (Finder::new(word), Finder::new(OTHER_FILE));
        let has = |text: &str, finder: &Finder<'_>| finder.find(text.as_bytes()).is_some();
        let mut texts = program.files.iter().filter(|file| !terraform::is_code(&file.path));
        let in_other_file = texts.any(|file| has(&file.text, &word));
        let says = |text: &str| has(text, &word) || in_other_file && has(text, &other_file);
        let holds = |symbol: &&Symbol| {
            let mut given = program.given(symbol.id).iter();
            says(program.text(symbol.span)) || given.any(|node| says(program.text(node.span)))
        };
        Hearsay(program.graph.reaching(program.symbols().filter(holds).map(|symbol| symbol.id)))
    }

    /// May an argument of a module call hold the word? What is handed to a module that is visible,
    /// its variable refers to, and not the call.
    #[must_use]
    pub fn may_reach(&self, program: &Program, call: SymbolId, argument: &str) -> bool {
        let Scope::Module(module) = &program.scope else { return true };
        let target = module.modules.target(call);
        let variable = target.and_then(|target| program.names.find(target, &format!("var.{argument}")));
        self.0.contains(call) || variable.is_some_and(|variable| self.0.contains(variable))
    }
}
