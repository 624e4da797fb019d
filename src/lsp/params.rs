//! What clients send, as far as it is read: what is not read cannot be wrong.

use gen_lsp_types::{CodeActionKind, CodeActionTriggerKind, Position, Range};
use serde::Deserialize;

use super::desk::Change;

/// A document with its text.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Opened {
    pub(super) text_document: TextDocument,
}

/// See [`Opened`].
#[derive(Debug, Deserialize)]
pub(super) struct TextDocument {
    pub(super) uri: String,
    pub(super) version: i32,
    pub(super) text: String,
}

/// Changes of a document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changed {
    pub(super) text_document: Versioned,
    pub(super) content_changes: Vec<Change>,
}

/// A document by its address, and its version now.
#[derive(Debug, Deserialize)]
pub(super) struct Versioned {
    pub(super) uri: String,
    pub(super) version: i32,
}

/// Something about a document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct About {
    pub(super) text_document: Address,
}

/// Something that has an address.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    pub(super) uri: String,
}

/// A question about a place.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtPosition {
    pub(super) text_document: Address,
    pub(super) position: Position,
}

/// A question for actions.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ForActions {
    pub(super) text_document: Address,
    pub(super) range: Range,
    #[serde(default)]
    pub(super) context: ActionContext,
}

/// Which actions are asked for, and by whom.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActionContext {
    pub(super) only: Option<Vec<CodeActionKind>>,
    trigger_kind: Option<CodeActionTriggerKind>,
}

impl ActionContext {
    /// Did a person ask? So it is where nothing else is said.
    pub(super) fn is_invoked(&self) -> bool {
        self.trigger_kind != Some(CodeActionTriggerKind::Automatic)
    }
}

/// Folders that were opened and closed.
#[derive(Debug, Deserialize)]
pub(super) struct FoldersChanged {
    pub(super) event: FoldersEvent,
}

/// See [`FoldersChanged`].
#[derive(Debug, Deserialize)]
pub(super) struct FoldersEvent {
    pub(super) added: Vec<Address>,
    pub(super) removed: Vec<Address>,
}
