//! What the other side can do, as it says at the start.

use serde_json::Value;

use super::encoding::Encoding;

/// What the client can do. Only what changes our answers is read, and nothing there may be missing:
/// a client that says nothing gets what every client understands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Client {
    /// How it counts characters.
    pub(super) encoding: Encoding,
    /// It takes edits that name the version of a document.
    pub(super) takes_versioned_edits: bool,
    /// It asks a person before an edit that wants that.
    pub(super) confirms_edits: bool,
    /// It takes actions that hold their edit; others get none.
    pub(super) takes_actions: bool,
    /// It shows Markdown.
    pub(super) shows_markdown: bool,
    /// It shows further places of a diagnostic.
    pub(super) shows_related: bool,
    /// It watches files when it is asked to.
    pub(super) watches_files: bool,
}

impl Client {
    /// From the parameters of `initialize`.
    pub(super) fn read(params: &Value) -> Client {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let is = |path: &str| at(path).and_then(Value::as_bool).unwrap_or_default();
        let words = |path: &str| at(path).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        Client {
            encoding: Encoding::among(&words("general/positionEncodings").collect::<Vec<_>>()),
            takes_versioned_edits: is("workspace/workspaceEdit/documentChanges"),
            confirms_edits: at("workspace/workspaceEdit/changeAnnotationSupport").is_some_and(Value::is_object),
            takes_actions: at("textDocument/codeAction/codeActionLiteralSupport").is_some_and(Value::is_object),
            shows_markdown: words("textDocument/hover/contentFormat").any(|format| format == "markdown"),
            shows_related: is("textDocument/publishDiagnostics/relatedInformation"),
            watches_files: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// The addresses of the folders that are open, from the parameters of `initialize`.
pub(super) fn folders(params: &Value) -> Vec<String> {
    let address = |folder: &Value| folder.get("uri").and_then(Value::as_str).map(str::to_owned);
    match params.get("workspaceFolders").and_then(Value::as_array) {
        Some(folders) => folders.iter().filter_map(address).collect(),
        None => params.get("rootUri").and_then(Value::as_str).map(str::to_owned).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_client_that_says_nothing_or_nonsense_gets_what_every_client_understands() {
        for params in [json!({}), json!(null), json!({"capabilities": {"general": 7, "workspace": []}})] {
            assert_eq!(Client::read(&params), Client::default(), "{params}");
            assert!(folders(&params).is_empty(), "{params}");
        }
        assert_eq!(Client::default().encoding, Encoding::Utf16);
    }

    #[test]
    fn what_a_client_can_do_is_read() {
        let client = Client::read(&json!({"capabilities": {
            "general": {"positionEncodings": ["utf-8", "utf-16"]},
            "workspace": {"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {}}},
            "textDocument": {"hover": {"contentFormat": ["plaintext", "markdown"]}},
        }}));
        assert_eq!(client.encoding, Encoding::Utf8);
        assert!(client.takes_versioned_edits && client.confirms_edits && client.shows_markdown);
        assert!(!client.takes_actions && !client.shows_related && !client.watches_files);
    }

    #[test]
    fn the_folders_of_old_and_new_clients_are_found() {
        let new = json!({"rootUri": "file:///a", "workspaceFolders": [{"uri": "file:///a"}, {"uri": "file:///b"}]});
        assert_eq!(folders(&new), ["file:///a", "file:///b"]);
        assert_eq!(folders(&json!({"rootUri": "file:///a", "workspaceFolders": null})), ["file:///a"]);
        assert!(folders(&json!({"rootUri": null})).is_empty());
    }
}
