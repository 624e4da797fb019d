//! Stories of the protocol: what may be asked when, and what becomes of nonsense.

use serde_json::{Value, json};
use std::sync::mpsc::channel;

use super::editor::{Editor, able, world};
use crate::lsp::frame::{self, Frame};
use crate::lsp::serve;

/// Everything that is said to these messages, which wait when the server starts, and whether it
/// ended in order.
fn conversation(messages: &[Value]) -> (Vec<Value>, bool) {
    let frames = messages.iter().map(|message| Frame::Message(message.to_string().into_bytes()));
    conversation_of(frames.collect())
}

fn conversation_of(frames: Vec<Frame>) -> (Vec<Value>, bool) {
    let (sender, inbox) = channel();
    frames.into_iter().for_each(|frame| sender.send(frame).expect("it is open"));
    drop(sender);
    let mut out = Vec::new();
    let in_order = serve(&inbox, &mut out, world()).expect("memory can be written to");
    let mut rest = out.as_slice();
    let mut said = Vec::new();
    while let Some(Frame::Message(bytes)) = frame::read(&mut rest).expect("memory can be read") {
        said.push(serde_json::from_slice(&bytes).expect("JSON"));
    }
    (said, in_order)
}

fn request(id: u32, method: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": {}})
}

fn notification(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

/// The ids of answers with their error codes; 0 where there is no error.
fn codes(said: &[Value]) -> Vec<(Value, i64)> {
    let answers = said.iter().filter(|message| message.get("id").is_some() && message.get("method").is_none());
    answers.map(|it| (it["id"].clone(), it["error"]["code"].as_i64().unwrap_or_default())).collect()
}

#[test]
fn a_session_starts_with_initialize_and_ends_with_shutdown_and_exit() {
    let (said, in_order) = conversation(&[
        request(1, "textDocument/hover"),
        request(2, "initialize"),
        request(3, "initialize"),
        request(4, "shutdown"),
        request(5, "textDocument/hover"),
        notification("exit", json!(null)),
        request(6, "shutdown"),
    ]);
    let expected = [(1, -32002), (2, 0), (3, -32600), (4, 0), (5, -32600)];
    assert_eq!(codes(&said), expected.map(|(id, code)| (json!(id), code)));
    assert!(in_order);
}

#[test]
fn who_goes_away_without_a_word_did_not_end_in_order() {
    assert!(!conversation(&[request(1, "initialize"), notification("exit", json!(null))]).1);
    assert!(!conversation(&[request(1, "initialize")]).1);
    assert!(conversation(&[request(1, "initialize"), request(2, "shutdown")]).1);
    assert!(!conversation(&[]).1);
}

#[test]
fn a_request_that_is_cancelled_while_it_waits_is_answered_once() {
    let (said, _) = conversation(&[
        request(1, "initialize"),
        request(2, "textDocument/hover"),
        notification("$/cancelRequest", json!({"id": 2})),
        notification("$/cancelRequest", json!({"id": 99})),
        request(3, "shutdown"),
    ]);
    let mut answers = codes(&said);
    answers.sort_by_key(|(id, _)| id.as_u64());
    assert_eq!(answers, [(1, 0), (2, -32800), (3, 0)].map(|(id, code)| (json!(id), code)));
}

#[test]
fn nonsense_is_answered_and_the_session_goes_on() {
    let message = |value: Value| Frame::Message(value.to_string().into_bytes());
    let (said, in_order) = conversation_of(vec![
        message(request(1, "initialize")),
        Frame::Message(b"{".to_vec()),
        Frame::Message(b"\xff".to_vec()),
        Frame::Garbled("no length".to_owned()),
        message(json!([request(2, "shutdown")])),
        message(json!({"id": 3})),
        message(request(4, "workspace/symbol")),
        message(request(5, "textDocument/hover")),
        message(json!({"id": 6, "method": "textDocument/codeAction", "params": [1, 2]})),
        message(notification("textDocument/didOpen", json!({"textDocument": 7}))),
        message(notification("textDocument/didChange", json!(null))),
        message(notification("$/unheardOf", json!({}))),
        message(json!({"id": "files", "result": null})),
        message(request(7, "shutdown")),
    ]);
    let mut expected = vec![(json!(1), 0), (json!(null), -32700), (json!(null), -32700), (json!(null), -32600)];
    expected.extend([(3, -32600), (4, -32601), (5, -32602), (6, -32602), (7, 0)].map(|(id, code)| (json!(id), code)));
    assert_eq!(codes(&said), expected);
    let logged = said.iter().filter(|message| message["method"] == "window/logMessage").count();
    assert_eq!(logged, 3, "what is garbled, and two notifications: {said:?}");
    assert!(in_order);
}

#[test]
fn a_change_that_makes_no_sense_leaves_the_document_as_it_is() {
    let mut editor = Editor::new(&[("main.tf", super::ROLE)]);
    editor.open("main.tf");
    let before = editor.messages("main.tf");
    let document = json!({"uri": editor.uri("main.tf"), "version": 2});
    let nowhere = json!({"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}});
    let change = json!([{"range": nowhere, "text": "x"}]);
    let told = editor.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": change}));
    assert!(told.iter().any(|message| message["method"] == "window/logMessage"), "{told:?}");
    assert_eq!(editor.messages("main.tf"), before);
}

#[test]
fn documents_that_are_no_files_are_left_alone() {
    let mut editor = Editor::new(&[]);
    let document = json!({"uri": "untitled:Untitled-1", "languageId": "terraform", "version": 1, "text": super::ROLE});
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let of = json!({"uri": "untitled:Untitled-1"});
    let at = json!({"line": 7, "character": 35});
    assert!(editor.ask("textDocument/hover", json!({"textDocument": of, "position": at})).is_null());
    let range = json!({"start": at, "end": at});
    let actions = editor.ask("textDocument/codeAction", json!({"textDocument": of, "range": range, "context": {}}));
    assert_eq!(actions, json!([]));
}

#[test]
fn the_server_says_what_it_can_do_and_asks_to_be_told_of_files() {
    let (said, _) = conversation(&[
        json!({"id": 1, "method": "initialize", "params": {"capabilities": able()}}),
        notification("initialized", json!({})),
    ]);
    let can = &said[0]["result"]["capabilities"];
    assert_eq!((&can["positionEncoding"], &can["hoverProvider"]), (&json!("utf-8"), &json!(true)));
    assert_eq!(can["textDocumentSync"], json!({"openClose": true, "change": 2, "save": true}));
    assert_eq!(can["codeActionProvider"]["codeActionKinds"], json!(["quickfix", "source.fixAll.unconfuse"]));
    assert_eq!(said[0]["result"]["serverInfo"]["name"], "unconfuse");
    assert_eq!(said.len(), 1, "this client watches no files");
    let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let (said, _) = conversation(&[
        json!({"id": 1, "method": "initialize", "params": {"capabilities": watching}}),
        notification("initialized", json!({})),
    ]);
    assert_eq!(said[0]["result"]["capabilities"].get("codeActionProvider"), None, "it takes none");
    assert_eq!(said[1]["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
}
