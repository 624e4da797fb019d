//! `--stats`: what was found in numbers, and where the time went.

use super::terminal::{Terminal, to_stderr};
use crate::report::document::document;
use crate::report::{Report, overview};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// A watch that is stopped behind each part of a run.
pub(super) struct Laps {
    since: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Laps {
    pub(super) fn start() -> Laps {
        Laps { since: Instant::now(), laps: Vec::new() }
    }

    /// What has been done since the last lap.
    pub(super) fn lap(&mut self, what: &'static str) {
        let now = Instant::now();
        self.laps.push((what, now - self.since));
        self.since = now;
    }

    /// `looked for files 0.012 s, judged 0.340 s, 2 threads`.
    fn line(&self, threads: usize) -> String {
        let mut line = String::new();
        for (what, time) in &self.laps {
            let _ = write!(line, "{what} {:.3} s, ", time.as_secs_f64());
        }
        let s = if threads == 1 { "" } else { "s" };
        line + &format!("{threads} thread{s}")
    }
}

/// Prints the numbers on standard error, whatever stands on standard output.
pub(super) fn print(report: &Report<'_>, laps: &Laps, threads: usize, terminal: Terminal) {
    let text = format!("\n{}{}\n", overview::tables(&document(report)), laps.line(threads));
    // Numbers that nobody can read are no reason to call a run undone.
    let _ = to_stderr(terminal.err, |out| out.write_all(text.as_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_its_time() {
        let laps = vec![("looked for files", Duration::from_millis(12)), ("judged", Duration::from_millis(1340))];
        let laps = Laps { since: Instant::now(), laps };
        assert_eq!(laps.line(2), "looked for files 0.012 s, judged 1.340 s, 2 threads");
        assert!(laps.line(1).ends_with("1 thread"));
    }
}
