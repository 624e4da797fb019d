//! Messages that wait for their turn, and requests that nobody waits for any more.

use gen_lsp_types::json_rpc::Id;
use std::collections::VecDeque;

use super::message::{Incoming, Outgoing};

/// Messages in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Queue(VecDeque<Incoming>);

impl Queue {
    /// Takes a message in. A request that is cancelled before its turn is answered at once; one
    /// that was answered already is not there to be cancelled.
    pub(super) fn push(&mut self, message: Incoming) -> Option<Outgoing> {
        let Some(id) = cancelled(&message) else {
            self.0.push_back(message);
            return None;
        };
        let is_meant = |waiting: &Incoming| matches!(waiting, Incoming::Request { id: other, .. } if *other == id);
        self.0.remove(self.0.iter().position(is_meant)?)?;
        Some(Outgoing::cancelled(id))
    }

    /// Does no message wait?
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message whose turn it is.
    pub(super) fn pop(&mut self) -> Option<Incoming> {
        self.0.pop_front()
    }
}

/// The request that a message cancels.
fn cancelled(message: &Incoming) -> Option<Id> {
    match message {
        Incoming::Notification { method, params } if method == "$/cancelRequest" => {
            serde_json::from_value(params.get("id")?.clone()).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn request(id: i64) -> Incoming {
        Incoming::Request { id: Id::Number(id), method: "textDocument/hover".into(), params: Value::Null }
    }

    fn cancel(id: Value) -> Incoming {
        Incoming::Notification { method: "$/cancelRequest".into(), params: json!({ "id": id }) }
    }

    #[test]
    fn a_waiting_request_is_answered_when_it_is_cancelled_and_the_others_keep_their_turn() {
        let mut queue = Queue::default();
        assert!([1, 2, 3].into_iter().all(|id| queue.push(request(id)).is_none()));
        assert_eq!(queue.push(cancel(2.into())), Some(Outgoing::cancelled(Id::Number(2))));
        assert_eq!((queue.pop(), queue.pop(), queue.pop()), (Some(request(1)), Some(request(3)), None));
    }

    #[test]
    fn what_is_not_there_cannot_be_cancelled() {
        let mut queue = Queue::default();
        queue.push(request(1));
        assert_eq!(queue.push(cancel(9.into())), None);
        assert_eq!(queue.push(cancel("1".into())), None, "\"1\" and 1 are two requests");
        assert_eq!(queue.pop(), Some(request(1)));
    }
}
