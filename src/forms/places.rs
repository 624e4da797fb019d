//! Places in the text that were read.

use std::collections::BTreeSet;

use crate::text::Span;

/// Spans, for the question whether one touches another.
#[derive(Debug, Default)]
pub(super) struct Places {
    spans: BTreeSet<Span>,
    /// The length of the longest, in bytes.
    longest: u32,
}

impl Places {
    /// Notes a span.
    pub(super) fn add(&mut self, span: Span) {
        self.longest = self.longest.max(span.end - span.start);
        self.spans.insert(span);
    }

    /// Is there a span that holds this one, or lies in it?
    pub(super) fn touch(&self, place: Span) -> bool {
        // None that holds it begins earlier, and none that lies in it later.
        let first = Span { start: place.end.saturating_sub(self.longest).min(place.start), end: 0, ..place };
        let last = Span { start: place.end, end: u32::MAX, ..place };
        self.spans.range(first..=last).any(|span| span.contains(place) || place.contains(*span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    #[test]
    fn spans_touch_where_one_holds_the_other() {
        let span = |file, start, end| Span { file: FileId(file), start, end };
        let mut places = Places::default();
        for span in [span(0, 10, 20), span(0, 12, 14), span(0, 100, 400), span(1, 0, 5)] {
            places.add(span);
        }
        for touching in [span(0, 13, 14), span(0, 10, 20), span(0, 0, 30), span(0, 390, 400), span(1, 0, 9)] {
            assert!(places.touch(touching), "{touching:?}");
        }
        for apart in [span(0, 15, 25), span(0, 20, 100), span(0, 0, 9), span(1, 6, 8), span(2, 10, 20)] {
            assert!(!places.touch(apart), "{apart:?}");
        }
    }
}
