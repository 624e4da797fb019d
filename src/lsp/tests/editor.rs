//! An editor as the stories use one: it opens, types, asks, and makes the edits that it is given.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;
use tempfile::TempDir;

use crate::discover::{Found, Job};
use crate::lsp::encoding::{Encoding, Lines};
use crate::lsp::message::{Incoming, Outgoing};
use crate::lsp::{Server, Way, World, uri};
use crate::settings::Settings;

/// What an editor can do that can do everything.
pub(super) fn able() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "workspace": {"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {}}},
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {}},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {"relatedInformation": true},
        },
    })
}

/// Judged as usual.
struct Usual;

impl Way for Usual {
    fn settings(&self) -> Settings<'_> {
        Settings::default()
    }
}

/// A world without configurations.
pub(super) fn world() -> World {
    let usual = |job: Job| (job, Rc::new(Usual) as Rc<dyn Way>);
    let assign = move |found: Found| Ok(found.jobs.into_iter().map(usual).collect());
    World { here: PathBuf::from("/nowhere"), threads: 1, assign: Box::new(assign) }
}

/// An editor with a folder open in it.
pub(super) struct Editor {
    pub(super) folder: TempDir,
    server: Server,
    encoding: Encoding,
    documents: BTreeMap<String, (i32, String)>,
    /// What it was last told of each file, by its name.
    told: BTreeMap<String, Vec<Value>>,
}

impl Editor {
    /// An editor that can do everything, with these files on the disk.
    pub(super) fn new(files: &[(&str, &str)]) -> Editor {
        Editor::with(files, able())
    }

    /// An editor that can do this much.
    pub(super) fn with(files: &[(&str, &str)], capabilities: Value) -> Editor {
        let folder = tempfile::tempdir().expect("a folder");
        let world = world();
        let mut editor = Editor {
            folder,
            server: Server::new(world),
            encoding: Encoding::Utf16,
            documents: BTreeMap::new(),
            told: BTreeMap::new(),
        };
        files.iter().for_each(|(name, text)| editor.write(name, text));
        let answer = editor
            .ask("initialize", json!({"rootUri": editor.uri("").trim_end_matches('/'), "capabilities": capabilities}));
        if answer["capabilities"]["positionEncoding"] == "utf-8" {
            editor.encoding = Encoding::Utf8;
        }
        editor
    }

    /// Writes a file behind the editor's back.
    pub(super) fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(super) fn uri(&self, name: &str) -> String {
        uri::of_path(self.folder.path().join(name).to_str().expect("UTF-8"))
    }

    fn name(&self, uri: &str) -> String {
        uri.strip_prefix(&self.uri("")).expect("a file of the folder").trim_start_matches('/').to_owned()
    }

    /// Opens a file as it is on the disk.
    pub(super) fn open(&mut self, name: &str) {
        let text = fs::read_to_string(self.folder.path().join(name)).expect("a file");
        self.open_as(name, &text);
    }

    /// Opens a file with a text that the disk does not have.
    pub(super) fn open_as(&mut self, name: &str, text: &str) {
        let document = json!({"uri": self.uri(name), "languageId": "terraform", "version": 1, "text": text});
        self.documents.insert(name.to_owned(), (1, text.to_owned()));
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Puts another text in the place of a document's own.
    pub(super) fn retype(&mut self, name: &str, text: &str) {
        let (version, old) = self.documents.get_mut(name).expect("it is open");
        (*version, *old) = (*version + 1, text.to_owned());
        let document = json!({"uri": self.uri(name), "version": self.documents[name].0});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": text}]}));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.documents.remove(name);
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": self.uri(name)}}));
    }

    pub(super) fn text(&self, name: &str) -> &str {
        &self.documents[name].1
    }

    /// The severities and messages that it was last told of a file.
    pub(super) fn messages(&self, name: &str) -> Vec<String> {
        let line = |it: &Value| format!("{} {}", it["severity"], it["message"].as_str().expect("a message"));
        self.diagnostics(name).iter().map(line).collect()
    }

    pub(super) fn diagnostics(&self, name: &str) -> &[Value] {
        self.told.get(name).map_or(&[], Vec::as_slice)
    }

    /// The actions at the first place of a document where a text stands.
    pub(super) fn actions(&mut self, name: &str, at: &str) -> Vec<Value> {
        let place = self.place(name, at);
        self.actions_for(name, json!({"start": place, "end": place}), json!({"diagnostics": [], "only": ["quickfix"]}))
    }

    pub(super) fn actions_for(&mut self, name: &str, range: Value, context: Value) -> Vec<Value> {
        let params = json!({"textDocument": {"uri": self.uri(name)}, "range": range, "context": context});
        self.ask("textDocument/codeAction", params).as_array().expect("a list").clone()
    }

    /// What is said at the first place of a document where a text stands.
    pub(super) fn hover(&mut self, name: &str, at: &str) -> Option<String> {
        let params = json!({"textDocument": {"uri": self.uri(name)}, "position": self.place(name, at)});
        self.ask("textDocument/hover", params)["contents"]["value"].as_str().map(str::to_owned)
    }

    fn place(&self, name: &str, at: &str) -> Value {
        let text = self.text(name);
        let lines = Lines::new(text, self.encoding);
        json!(lines.position(text.find(at).expect("it stands there")))
    }

    /// Makes the edits of an action, in documents and, where a file is not open, on the disk.
    pub(super) fn apply(&mut self, action: &Value) {
        for change in action["edit"]["documentChanges"].as_array().expect("versioned edits") {
            let name = self.name(change["textDocument"]["uri"].as_str().expect("an address"));
            let open = self.documents.get(&name).map(|(version, _)| *version);
            assert_eq!(change["textDocument"]["version"], json!(open), "{name}");
            let path = self.folder.path().join(&name);
            let before =
                open.map_or_else(|| fs::read_to_string(&path).expect("a file"), |_| self.text(&name).to_owned());
            let after = edited(&before, change["edits"].as_array().expect("edits"), self.encoding);
            match open {
                Some(_) => self.retype(&name, &after),
                None => fs::write(path, after).expect("a file"),
            }
        }
    }

    /// Sends a notification, and takes in what is told then.
    pub(super) fn tell(&mut self, method: &str, params: Value) -> Vec<Value> {
        let out = self.server.receive(Incoming::Notification { method: method.to_owned(), params });
        self.settle(out)
    }

    /// Sends a request; gives its result, or its error.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Value {
        let out = self.server.receive(Incoming::Request { id: 7.into(), method: method.to_owned(), params });
        let told = self.settle(out);
        let answer = told.into_iter().find(|message| message["id"] == 7).expect("an answer");
        answer.get("result").or(answer.get("error")).expect("a result or an error").clone()
    }

    fn settle(&mut self, mut out: Vec<Outgoing>) -> Vec<Value> {
        out.extend(self.server.settle());
        let told: Vec<Value> = out.iter().map(|message| serde_json::to_value(message).expect("JSON")).collect();
        for message in told.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics") {
            let name = self.name(message["params"]["uri"].as_str().expect("an address"));
            let open = self.documents.get(&name).map(|(version, _)| *version);
            assert_eq!(message["params"].get("version"), open.map(Value::from).as_ref(), "{name}");
            self.told.insert(name, message["params"]["diagnostics"].as_array().expect("a list").clone());
        }
        told
    }
}

/// A text with the protocol's edits made, all of them counted in the old text.
fn edited(text: &str, edits: &[Value], encoding: Encoding) -> String {
    let lines = Lines::new(text, encoding);
    let place = |of: &Value| lines.offset(serde_json::from_value(of.clone()).expect("a position"));
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..place(&edit["range"]["start"])]);
        out.push_str(edit["newText"].as_str().expect("a text"));
        at = place(&edit["range"]["end"]);
    }
    out + &text[at..]
}
