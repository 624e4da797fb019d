//! The language server: what an editor is told of a module or a template while somebody writes it.
//!
//! It holds the documents that are open and what is known of their units, and knows neither
//! streams nor threads: messages come in, messages go out. What it tells is what `check` finds; an
//! edit that it offers was proven in memory, alone, for the texts as they stand in the editor.

mod actions;
mod client;
mod desk;
mod diagnostics;
mod edits;
pub mod encoding;
pub mod frame;
mod hover;
pub mod message;
mod params;
mod queue;
mod ranges;
mod server;
mod session;
mod units;
pub mod uri;
mod welcome;

#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

use crate::settings::Settings;
use frame::Frame;
use message::{Incoming, Outgoing};
use queue::Queue;
pub use server::Server;
use session::log;

/// What the server cannot know by itself.
pub struct World {
    /// The current folder, as an absolute path.
    pub here: PathBuf,
    /// How to judge, asked anew each time: days pass while an editor is open.
    pub settings: Box<dyn Fn() -> Settings<'static>>,
    /// At most this many threads look for files.
    pub threads: usize,
}

/// Talks with a client until it says goodbye or goes away; did it end in order?
///
/// All messages that are there already are taken in before anything is judged, so that who types
/// fast is not answered letter by letter, and a request can be cancelled while it waits.
///
/// # Errors
/// The client cannot be written to.
pub fn serve(inbox: &Receiver<Frame>, out: &mut dyn Write, world: World) -> io::Result<bool> {
    let mut server = Server::new(world);
    let mut queue = Queue::default();
    loop {
        let is_open = match queue.is_empty() {
            true => {
                send(server.settle(), out)?;
                inbox.recv().map(|frame| send(take(frame, &mut queue), out)).ok().transpose()?.is_some()
            }
            false => true,
        };
        while let Ok(frame) = inbox.try_recv() {
            send(take(frame, &mut queue), out)?;
        }
        if let Some(message) = queue.pop() {
            send(server.receive(message), out)?;
        }
        if let Some(in_order) = server.end() {
            return Ok(in_order);
        }
        if !is_open {
            return Ok(server.is_stopped());
        }
    }
}

/// Puts a message in the queue; gives what is to be said at once.
fn take(frame: Frame, queue: &mut Queue) -> Option<Outgoing> {
    match frame {
        Frame::Message(bytes) => queue.push(Incoming::parse(&bytes)),
        Frame::Garbled(why) => Some(log(&format!("not understood: {why}"))),
    }
}

fn send(messages: impl IntoIterator<Item = Outgoing>, out: &mut dyn Write) -> io::Result<()> {
    for message in messages {
        frame::write(out, &serde_json::to_vec(&message)?)?;
    }
    Ok(())
}
