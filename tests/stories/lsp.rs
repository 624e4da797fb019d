//! Stories of an editor that runs the program and talks with it on its standard streams.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tempfile::TempDir;

const ROLE: &str = r#"data "aws_caller_identity" "current" {}

resource "aws_iam_role" "sftp" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;

/// A client that says things and waits for what is said.
struct Client {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Client {
    fn start(folder: &TempDir) -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unconfuse"));
        command.args(["lsp", "--stdio"]).current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.spawn().expect("the program starts");
        let input = server.stdin.take().expect("a pipe");
        let output = BufReader::new(server.stdout.take().expect("a pipe"));
        Client { server, input, output }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("it reads");
        self.input.flush().expect("it reads");
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, id: i32, method: &str, params: Value) -> Value {
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id)["result"].clone()
    }

    /// The next message of this kind; what else is said is passed over.
    fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.read();
            if is_wanted(&message) {
                return message;
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).expect("UTF-8"), 0, "the server went away");
            match line.trim_end().split_once(": ") {
                Some((_, value)) => length = value.parse().expect("a length"),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("as much as was said");
        serde_json::from_slice(&body).expect("JSON")
    }

    fn diagnostics(&mut self) -> Vec<Value> {
        let told = self.wait(|message| message["method"] == "textDocument/publishDiagnostics");
        told["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    fn end(mut self) -> Option<i32> {
        drop(self.input);
        self.server.wait().expect("it ends").code()
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn uri(folder: &TempDir, name: &str) -> String {
    format!("file://{}", folder.path().join(name).to_str().expect("UTF-8"))
}

fn initialize(client: &mut Client, folder: &TempDir) {
    let capabilities = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true}},
        "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}},
    });
    let root = uri(folder, "").trim_end_matches('/').to_owned();
    let answer = client.ask(1, "initialize", json!({"processId": null, "rootUri": root, "capabilities": capabilities}));
    assert_eq!(answer["serverInfo"]["name"], "unconfuse");
    client.tell("initialized", json!({}));
}

/// A text with edits that are counted in bytes: there is ASCII alone in these stories.
fn edited(text: &str, edits: &[Value]) -> String {
    let offset = |place: &Value| {
        let line = place["line"].as_u64().expect("a line") as usize;
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        before + place["character"].as_u64().expect("a character") as usize
    };
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        out.replace_range(range, edit["newText"].as_str().expect("a text"));
    }
    out
}

#[test]
fn a_document_is_opened_changed_mended_and_then_there_is_nothing_left_to_say() {
    let folder = folder();
    fs::write(folder.path().join("main.tf"), "locals {}\n").expect("a file");
    let mut client = Client::start(&folder);
    initialize(&mut client, &folder);
    let uri = uri(&folder, "main.tf");
    let document = json!({"uri": uri, "languageId": "terraform", "version": 1, "text": "locals {}\n"});
    client.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let change = |version: i32, text: &str, range: Option<&Value>| {
        let change = range.map_or_else(|| json!({"text": text}), |range| json!({"range": range, "text": text}));
        json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
    };
    client.tell("textDocument/didChange", change(2, ROLE, Some(&all)));
    let [found] = client.diagnostics().try_into().expect("one finding");
    assert_eq!(found["code"], "missing-source-condition");
    let asked = json!({"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}});
    let actions = client.ask(2, "textDocument/codeAction", asked);
    let edit = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({"uri": uri, "version": 2}));
    let mended = edited(ROLE, edit["edits"].as_array().expect("edits"));
    client.tell("textDocument/didChange", change(3, &mended, None));
    assert_eq!(client.diagnostics(), [] as [Value; 0], "{mended}");
    assert_eq!(client.ask(3, "shutdown", Value::Null), Value::Null);
    client.tell("exit", Value::Null);
    assert_eq!(client.end(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("main.tf")).expect("a file"), "locals {}\n");
}

#[test]
fn what_the_configuration_says_holds_in_the_editor_too() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    fs::write(folder.path().join("main.tf"), ROLE).expect("a file");
    let configure = |text: &str| fs::write(folder.path().join("unconfuse.toml"), text).expect("a file");
    configure("[severity]\nmissing-source-condition = \"high\"\n");
    let mut client = Client::start(&folder);
    initialize(&mut client, &folder);
    let document = json!({"uri": uri(&folder, "main.tf"), "languageId": "terraform", "version": 1, "text": ROLE});
    client.tell("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(client.diagnostics()[0]["severity"], 1);
    let mut saved = |text: &str, method: &str| {
        configure(text);
        client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
        client.wait(|message| message["method"] == method)["params"].clone()
    };
    let told = "textDocument/publishDiagnostics";
    assert_eq!(saved("ignore = [\"missing-source-condition\"]\n", told)["diagnostics"], json!([]));
    assert_eq!(saved("", told)["diagnostics"][0]["severity"], 2);
    assert_eq!(saved("exclude = [\"main.tf\"]\n", told)["diagnostics"], json!([]));
    let complaint = saved("ignroe = []\n", "window/showMessage");
    assert!(complaint["message"].as_str().is_some_and(|it| it.contains("unconfuse.toml:1")), "{complaint}");
    assert_eq!(complaint["type"], 1);
}

#[test]
fn bytes_that_are_no_message_do_not_end_a_session() {
    let folder = folder();
    let mut client = Client::start(&folder);
    client.write(b"Content-Length: nonsense\r\n\r\n{}");
    initialize(&mut client, &folder);
    client.write(b"Content-Length: 5\r\n\r\n{\"id\"");
    assert_eq!(client.wait(|message| message.get("error").is_some())["error"]["code"], -32700);
    client.write(b"Content-Length: 99999999999999\r\n\r\n");
    client.write(b"Content-Length: 2\r\n\r\n\xff\xfe");
    assert_eq!(client.wait(|message| message.get("error").is_some())["error"]["code"], -32700);
    assert_eq!(client.ask(2, "shutdown", Value::Null), Value::Null);
    client.tell("exit", Value::Null);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn the_program_ends_when_its_editor_is_gone() {
    let folder = folder();
    let mut client = Client::start(&folder);
    initialize(&mut client, &folder);
    assert_eq!(client.end(), Some(1), "nobody told it to stop");
}
