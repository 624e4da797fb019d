//! The life of a session: what may be asked when, and who answers.

use gen_lsp_types::json_rpc::Id;
use gen_lsp_types::{CodeActionRequest, ErrorCodes, HoverRequest, InitializeRequest, ShutdownRequest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::message::{Incoming, Outgoing};
use super::session::{Session, log};
use super::{World, welcome};

/// A server: messages in, messages out.
pub struct Server {
    phase: Phase,
    session: Session,
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nobody has said hello yet.
    Fresh,
    /// It answers.
    Running,
    /// It was told to stop, and waits for the end.
    Stopped,
    /// It is over.
    Over {
        /// Was it told to stop before?
        in_order: bool,
    },
}

/// Why a request is not answered.
type Refusal = (ErrorCodes, String);

impl Server {
    /// A server that nobody has talked to yet.
    #[must_use]
    pub fn new(world: World) -> Server {
        Server { phase: Phase::Fresh, session: Session::new(world) }
    }

    /// Is the session over, and did it end in order?
    #[must_use]
    pub fn end(&self) -> Option<bool> {
        match self.phase {
            Phase::Over { in_order } => Some(in_order),
            _ => None,
        }
    }

    /// Was it told to stop?
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.phase == Phase::Stopped
    }

    /// Takes a message in. A defect of ours costs this one answer.
    pub fn receive(&mut self, message: Incoming) -> Vec<Outgoing> {
        let id = match &message {
            Incoming::Request { id, .. } => Some(id.clone()),
            _ => None,
        };
        let handled = catch_unwind(AssertUnwindSafe(|| self.handle(message)));
        handled.unwrap_or_else(|_| match id {
            Some(id) => vec![Outgoing::failure(id, ErrorCodes::InternalError, BROKE_DOWN)],
            None => vec![log(BROKE_DOWN)],
        })
    }

    /// Tells what is new, once no message waits any more.
    pub fn settle(&mut self) -> Vec<Outgoing> {
        if self.phase != Phase::Running {
            return Vec::new();
        }
        catch_unwind(AssertUnwindSafe(|| self.session.settle())).unwrap_or_else(|_| vec![log(BROKE_DOWN)])
    }

    fn handle(&mut self, message: Incoming) -> Vec<Outgoing> {
        match message {
            Incoming::Request { id, method, params } => {
                let mut told = Vec::new();
                let answer = self.answer(&id, &method, params, &mut told);
                told.push(answer.unwrap_or_else(|(code, why)| Outgoing::failure(id, code, &why)));
                told
            }
            Incoming::Notification { method, params } => self.take(&method, params),
            Incoming::Malformed(answer) => vec![*answer],
            Incoming::Response => Vec::new(),
        }
    }

    /// Answers a request; what has to be told before goes to `told`.
    fn answer(&mut self, id: &Id, method: &str, params: Value, told: &mut Vec<Outgoing>) -> Result<Outgoing, Refusal> {
        match (self.phase, method) {
            (Phase::Fresh, "initialize") => {
                self.phase = Phase::Running;
                let client = self.session.meet(&params);
                Ok(Outgoing::answer::<InitializeRequest>(id.clone(), welcome::hello(client)))
            }
            (Phase::Fresh, _) => Err((ErrorCodes::ServerNotInitialized, "nobody has sent `initialize` yet".to_owned())),
            (Phase::Stopped | Phase::Over { .. }, _) => {
                Err((ErrorCodes::InvalidRequest, "the server was shut down".to_owned()))
            }
            (Phase::Running, "initialize") => {
                Err((ErrorCodes::InvalidRequest, "`initialize` was sent before".to_owned()))
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::Stopped;
                Ok(Outgoing::answer::<ShutdownRequest>(id.clone(), ()))
            }
            (Phase::Running, "textDocument/hover") => {
                let hover = self.session.hover(&read(params)?, told);
                Ok(Outgoing::answer::<HoverRequest>(id.clone(), hover))
            }
            (Phase::Running, "textDocument/codeAction") => {
                let actions = self.session.actions(&read(params)?, told);
                Ok(Outgoing::answer::<CodeActionRequest>(id.clone(), Some(actions)))
            }
            (Phase::Running, _) => Err((ErrorCodes::MethodNotFound, format!("there is no `{method}` here"))),
        }
    }

    /// Takes a notification. Unknown ones are passed over, as the protocol wants it.
    fn take(&mut self, method: &str, params: Value) -> Vec<Outgoing> {
        if method == "exit" {
            self.phase = Phase::Over { in_order: self.phase == Phase::Stopped };
        }
        if self.phase != Phase::Running {
            return Vec::new();
        }
        let taken = match method {
            "initialized" => return welcome::registrations(self.session.client()),
            "textDocument/didOpen" => read(params).map(|opened| self.session.opened(opened)),
            "textDocument/didChange" => read(params).map(|changed| self.session.changed(changed)),
            "textDocument/didClose" => read(params).map(|about| self.session.closed(&about)),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.session.look_around();
                Ok(())
            }
            "workspace/didChangeWorkspaceFolders" => read(params).map(|event| self.session.folders_changed(event)),
            _ => Ok(()),
        };
        taken.err().map(|(_, why)| log(&format!("{method}: {why}"))).into_iter().collect()
    }
}

const BROKE_DOWN: &str = "the program broke down here; please report it with the file that is open";

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| (ErrorCodes::InvalidParams, error.to_string()))
}
