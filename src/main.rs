//! The command-line program; everything it does is in the library.

use std::process::ExitCode;

/// Trees of values are made and dropped all the time, by every thread: with the allocator of glibc
/// that took a quarter of a run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    unconfuse::cli::run(std::env::args_os())
}
