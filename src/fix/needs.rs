//! Data sources that a fix needs: where a Terraform author would put them.

use crate::edit::Edit;
use crate::link::symbol::{Definition, SymbolKind};
use crate::link::{Need, Program};
use crate::syntax::tree::Block;
use crate::syntax::write::append_blocks;
use crate::text::{FileId, Span};

/// The edit that declares a data source. Two fixes that need the same make the same edit.
#[must_use]
pub(super) fn declare(program: &Program, need: &Need, home: FileId) -> Edit {
    let mut text = format!("data \"{}\" \"{}\" {{}}", need.type_name, need.name);
    if let Some(provider) = &need.provider {
        text = format!("data \"{}\" \"{}\" {{\n  provider = {provider}\n}}", need.type_name, need.name);
    }
    let (id, after) = place(program, home);
    append_blocks(id, &program.files[id.0 as usize], after, &text)
}

/// Beside the data sources that tell about the deployment; else in `data.tf`; else behind the
/// provider's configuration, where the file of the fix has one, or at its end.
fn place(program: &Program, home: FileId) -> (FileId, Option<&Block>) {
    let ambient = ["data.aws_caller_identity", "data.aws_partition", "data.aws_region"];
    let beside = program.symbols().filter(|symbol| ambient.contains(&symbol.type_name.as_str()));
    let authored = |span: Span| program.is_authored(span).is_ok();
    let beside = beside.filter_map(|symbol| block(&symbol.body)).filter(|block| authored(block.span));
    if let Some(block) = beside.last() {
        return (block.span.file, Some(block));
    }
    let files = (0..).map(FileId).zip(&program.files);
    let mut data = files.filter(|(_, file)| file.path.rsplit('/').next() == Some("data.tf"));
    if let Some((id, _)) = data.find(|(id, _)| authored(Span { file: *id, start: 0, end: 0 })) {
        return (id, None);
    }
    let settings = program.symbols().filter(|symbol| symbol.kind == SymbolKind::Other && symbol.span.file == home);
    let last = settings
        .filter_map(|symbol| block(&symbol.body))
        .filter(|it| matches!(it.kind.as_str(), "provider" | "terraform"));
    (home, last.last())
}

fn block(body: &Definition) -> Option<&Block> {
    match body {
        Definition::Block(block) => Some(block),
        Definition::Value(_) => None,
    }
}
