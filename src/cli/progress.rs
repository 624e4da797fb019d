//! How far a long run has come: one line on standard error, for a person who waits.

use crate::report::Verbosity;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;

/// Who waits shorter than this needs no line.
const PATIENCE: Duration = Duration::from_millis(700);
/// How often the line is written anew.
const PACE: Duration = Duration::from_millis(120);
/// To the start of the line, and what stands there wiped away.
const WIPE: &str = "\r\x1b[K";

/// Is somebody looking? Nobody looks at the log of a CI run while it is written.
pub(super) fn is_wanted(verbosity: Verbosity) -> bool {
    let env = |name: &str| std::env::var(name).unwrap_or_default();
    let is_dumb = matches!(env("TERM").as_str(), "" | "dumb");
    verbosity > Verbosity::Quiet && io::stderr().is_terminal() && !is_dumb && env("CI").is_empty()
}

/// Does the work; where it takes long and `is_wanted`, tells what `line` says by then.
pub(super) fn watched<T>(is_wanted: bool, line: impl Fn() -> String + Sync, work: impl FnOnce() -> T) -> T {
    if !is_wanted {
        return work();
    }
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let watch = || watch(&mut io::stderr(), &line, &is_over);
        let watcher = thread::Builder::new().spawn_scoped(scope, watch);
        // Without a thread to watch, the work is done unwatched.
        let _over = watcher.as_ref().ok().map(|watcher| Over { is_over: &is_over, watcher: watcher.thread() });
        work()
    })
}

/// Ends the watch, also where the work breaks down.
struct Over<'a> {
    is_over: &'a AtomicBool,
    watcher: &'a Thread,
}

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
        self.watcher.unpark();
    }
}

/// Writes the line again and again until the work is over, then takes it away.
fn watch(out: &mut dyn Write, line: &dyn Fn() -> String, is_over: &AtomicBool) {
    thread::park_timeout(PATIENCE);
    let mut was_written = false;
    while !is_over.load(Ordering::Acquire) {
        was_written |= write!(out, "{WIPE}{}", line()).and_then(|()| out.flush()).is_ok();
        thread::park_timeout(PACE);
    }
    if was_written {
        let _ = write!(out, "{WIPE}").and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_at_once_shows_nothing() {
        let mut out = Vec::new();
        watch(&mut out, &|| "1 of 2".into(), &AtomicBool::new(true));
        assert_eq!(out, b"");
    }

    #[test]
    fn the_line_goes_when_the_work_is_done() {
        let mut out = Vec::new();
        let is_over = AtomicBool::new(false);
        let line = || {
            is_over.store(true, Ordering::Release);
            "1 of 2".to_owned()
        };
        watch(&mut out, &line, &is_over);
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "\r\u{1b}[K1 of 2\r\u{1b}[K");
    }

    #[test]
    fn work_gives_its_result_watched_or_not() {
        for is_wanted in [false, true] {
            assert_eq!(watched(is_wanted, String::new, || 7), 7);
        }
    }
}
