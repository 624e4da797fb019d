//! Stories: a text before, a verb, the text after.
