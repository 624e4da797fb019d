//! The verb `lsp`: standard input and output for the language server.

use super::args::Global;
use super::judge::STACK;
use super::terminal::tell;
use super::today::today;
use super::{CLEAN, FINDINGS};
use crate::lsp::frame::{self, Frame};
use crate::lsp::{World, serve};
use crate::settings::Settings;
use clap::Args;
use std::io::{self, BufReader, IsTerminal};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

#[derive(Debug, Args)]
pub(super) struct LspArgs {
    /// Ignore also what comments for checkov (CKV_AWS_364) and Trivy (AWS-0067) ignore
    #[arg(long)]
    honour_other_ignores: bool,
    /// What editors write that could also use a socket; there is nothing else
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves an editor until it says goodbye.
///
/// # Errors
/// The current folder is not known, there can be no threads, or the editor cannot be written to.
pub(super) fn run(args: &LspArgs, global: &Global) -> Result<u8, String> {
    if io::stdin().is_terminal() {
        tell("this is for editors, which talk on standard input; docs/recipes/editors.md says how to set them up");
    }
    let here = std::env::current_dir().map_err(|error| format!("the current folder is not known: {error}"))?;
    let (sender, inbox) = channel();
    spawn(move || listen(&sender))?;
    let (threads, honours_others) = (global.threads(), args.honour_other_ignores);
    let serving = spawn(move || talk(&inbox, here, threads, honours_others))?;
    match serving.join() {
        Ok(Ok(in_order)) => Ok(if in_order { CLEAN } else { FINDINGS }),
        Ok(Err(error)) => Err(format!("the editor cannot be written to: {error}")),
        Err(_) => Err("the program broke down; please report it".to_owned()),
    }
}

fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<thread::JoinHandle<T>, String> {
    let started = thread::Builder::new().stack_size(STACK).spawn(work);
    started.map_err(|error| format!("there can be no threads: {error}"))
}

/// Hands over what comes in, until nothing comes any more or nobody takes it.
fn listen(sender: &Sender<Frame>) {
    let mut input = BufReader::new(io::stdin());
    while let Ok(Some(frame)) = frame::read(&mut input) {
        if sender.send(frame).is_err() {
            break;
        }
    }
}

fn talk(inbox: &Receiver<Frame>, here: PathBuf, threads: usize, honour_other_ignores: bool) -> io::Result<bool> {
    let settings = move || Settings { today: Some(today()), honour_other_ignores, ..Settings::default() };
    serve(inbox, &mut io::stdout().lock(), World { here, settings: Box::new(settings), threads })
}
