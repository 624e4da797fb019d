//! What the readers of policies hold to as a whole.

mod conditions;
mod never_panics;
mod slots;
