//! Fixes as edits that an editor makes.

use gen_lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChange, Edit as AnyEdit, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::{BTreeMap, HashMap};

use super::client::Client;
use super::desk::Desk;
use super::ranges::Ranges;
use crate::edit::Edit;

/// The name under which an edit's doubt is told.
const DOUBT: &str = "unconfuse";

/// Edits of the files of a program. `doubt` says why a person should look first: an editor that
/// can, asks.
pub(super) fn workspace_edit(
    edits: &[Edit],
    ranges: &Ranges<'_>,
    doubt: Option<ChangeAnnotation>,
    desk: &Desk,
    client: Client,
) -> WorkspaceEdit {
    let mut by_path: BTreeMap<&str, Vec<TextEdit>> = BTreeMap::new();
    for edit in edits {
        if let Some(path) = ranges.path(edit.span) {
            let made = TextEdit { range: ranges.range(edit.span), new_text: edit.content.clone() };
            by_path.entry(path).or_default().push(made);
        }
    }
    let by_address = by_path.into_iter().map(|(path, edits)| (desk.address(path), edits));
    if !client.takes_versioned_edits {
        let changes = by_address.map(|(address, edits)| (Uri::from(address), edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let doubt = doubt.filter(|_| client.confirms_edits);
    let document = |(address, edits): (String, Vec<TextEdit>)| {
        let version = desk.version(&address);
        let text_document_identifier = TextDocumentIdentifier { uri: address.into() };
        let text_document = OptionalVersionedTextDocumentIdentifier { version, text_document_identifier };
        let edits = edits.into_iter().map(|edit| doubted(edit, doubt.is_some())).collect();
        DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
    };
    WorkspaceEdit {
        document_changes: Some(by_address.map(document).collect()),
        change_annotations: doubt.map(|doubt| HashMap::from([(DOUBT.to_owned(), doubt)])),
        ..WorkspaceEdit::default()
    }
}

fn doubted(text_edit: TextEdit, is_doubted: bool) -> AnyEdit {
    match is_doubted {
        true => AnyEdit::AnnotatedTextEdit(AnnotatedTextEdit { annotation_id: DOUBT.to_owned(), text_edit }),
        false => AnyEdit::TextEdit(text_edit),
    }
}
