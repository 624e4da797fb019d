//! What a message says: a request, a notification, an answer, or nothing that makes sense.

use gen_lsp_types::json_rpc::{Error, Id, RequestObject, ResponseObject};
use gen_lsp_types::{ErrorCodes, LspErrorCodes, Notification, Request};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A message of the client.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// It waits for an answer.
    Request {
        /// What the answer is to name.
        id: Id,
        /// What it asks for.
        method: String,
        /// With what.
        params: Value,
    },
    /// It tells something.
    Notification {
        /// What it tells.
        method: String,
        /// With what.
        params: Value,
    },
    /// It answers a request of ours.
    Response,
    /// It says nothing that makes sense: this is to be answered.
    Malformed(Box<Outgoing>),
}

/// A message to the client.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Outgoing {
    /// An answer.
    Response(ResponseObject),
    /// A notification or a request of ours.
    Call(RequestObject),
}

impl Incoming {
    /// Reads the bytes of a message.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Incoming {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(fields)) => Incoming::of(fields),
            Ok(_) => malformed(Id::Null, ErrorCodes::InvalidRequest, "a message is an object"),
            Err(error) => malformed(Id::Null, ErrorCodes::ParseError, &error.to_string()),
        }
    }

    fn of(mut fields: Map<String, Value>) -> Incoming {
        let method = fields.remove("method");
        let id = fields.remove("id").map(|id| Id::deserialize(&id));
        let params = fields.remove("params").unwrap_or_default();
        match (method, id) {
            (Some(Value::String(method)), Some(Ok(id))) => Incoming::Request { id, method, params },
            (Some(Value::String(method)), None) => Incoming::Notification { method, params },
            (None, Some(Ok(_))) if fields.contains_key("result") || fields.contains_key("error") => Incoming::Response,
            (_, Some(Ok(id))) => malformed(id, ErrorCodes::InvalidRequest, "it names no method"),
            (_, _) => malformed(Id::Null, ErrorCodes::InvalidRequest, "it is neither a request nor an answer"),
        }
    }
}

fn malformed(id: Id, code: ErrorCodes, message: &str) -> Incoming {
    Incoming::Malformed(Box::new(Outgoing::failure(id, code, message)))
}

impl Outgoing {
    /// The answer to a request.
    #[must_use]
    pub fn answer<R: Request>(id: Id, result: R::Result) -> Outgoing {
        Outgoing::Response(ResponseObject::from_success::<R>(id, result))
    }

    /// A request that cannot be answered, and why.
    #[must_use]
    pub fn failure(id: Id, code: ErrorCodes, message: &str) -> Outgoing {
        Outgoing::Response(ResponseObject::from_error(id, Error { code, message: message.to_owned(), data: None }))
    }

    /// The answer to a request that nobody waits for any more.
    #[must_use]
    pub fn cancelled(id: Id) -> Outgoing {
        let code = ErrorCodes::Custom(LspErrorCodes::RequestCancelled.into());
        Outgoing::failure(id, code, "the request was cancelled")
    }

    /// Something to tell.
    #[must_use]
    pub fn notification<N: Notification>(params: N::Params) -> Outgoing {
        Outgoing::Call(RequestObject::from_notification::<N>(params))
    }

    /// Something to ask.
    #[must_use]
    pub fn request<R: Request>(id: &str, params: R::Params) -> Outgoing {
        Outgoing::Call(RequestObject::from_request::<R>(Id::String(id.to_owned()), params))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gen_lsp_types::ShutdownRequest;

    fn parse(text: &str) -> Incoming {
        Incoming::parse(text.as_bytes())
    }

    #[test]
    fn each_kind_of_message_is_told_apart() {
        let request = parse(r#"{"jsonrpc":"2.0","id":"a","method":"shutdown"}"#);
        assert_eq!(
            request,
            Incoming::Request { id: Id::String("a".into()), method: "shutdown".into(), params: Value::Null }
        );
        let notification = parse(r#"{"jsonrpc":"2.0","method":"exit","params":null}"#);
        assert_eq!(notification, Incoming::Notification { method: "exit".into(), params: Value::Null });
        assert_eq!(parse(r#"{"jsonrpc":"2.0","id":1,"result":null}"#), Incoming::Response);
        assert_eq!(parse(r#"{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}}"#), Incoming::Response);
    }

    #[test]
    fn what_makes_no_sense_is_answered_with_an_error_and_its_id_where_it_has_one() {
        let told = |text: &str| match parse(text) {
            Incoming::Malformed(answer) => serde_json::to_value(*answer).expect("JSON"),
            other => panic!("{other:?}"),
        };
        let table = [
            ("{", Value::Null, -32700),
            ("\u{0}", Value::Null, -32700),
            ("[]", Value::Null, -32600),
            ("7", Value::Null, -32600),
            (r#"{"id":7}"#, 7.into(), -32600),
            (r#"{"id":7,"method":8}"#, 7.into(), -32600),
            (r#"{"id":{},"method":"hover"}"#, Value::Null, -32600),
            (r#"{"method":["hover"]}"#, Value::Null, -32600),
        ];
        for (text, id, code) in table {
            let answer = told(text);
            assert_eq!((&answer["id"], answer["error"]["code"].as_i64()), (&id, Some(code)), "{text}");
        }
        assert_eq!(told(&"[".repeat(5000))["error"]["code"], -32700);
    }

    #[test]
    fn answers_carry_the_version_and_the_id() {
        let answer = serde_json::to_value(Outgoing::answer::<ShutdownRequest>(Id::Number(3), ())).expect("JSON");
        assert_eq!(answer, serde_json::json!({"jsonrpc": "2.0", "id": 3, "result": null}));
        let answer = serde_json::to_value(Outgoing::cancelled(Id::Number(3))).expect("JSON");
        assert_eq!(answer["error"]["code"], -32800);
    }
}
