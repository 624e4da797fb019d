//! Amazon Resource Names and patterns of them.
