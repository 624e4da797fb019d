//! Taking items out of collections in brackets.

use std::ops::Range;

use crate::edit::Edit;
use crate::reason::Reason;

use super::brackets::{Behind, Brackets};
use super::source::{is_blank, shape};

impl Brackets<'_> {
    /// Takes an item out, with its comma and, where it stands alone on its lines, with them.
    pub(super) fn remove(&self, index: usize) -> Result<Vec<Edit>, Reason> {
        let item = self.items[index].clone();
        let behind = self.behind(index);
        let alone = behind.line_end.is_some() && self.source.starts_line(item.start) && !self.is_escaped();
        if self.items.len() == 1 {
            return self.remove_only(item, &behind, alone);
        }
        let last = index + 1 == self.items.len();
        if alone {
            return Ok(self.remove_lines(index, last, &behind));
        }
        let gone = if index > 0 { self.items[index - 1].end..item.end } else { item.start..self.items[1].start };
        let gap = if index > 0 { gone.start..item.start } else { item.end..gone.end };
        if self.holds_comment(gap.clone()) {
            return Err(shape("a comment stands between the items: remove this one by hand"));
        }
        Ok(vec![self.source.replace(gone, "")])
    }

    fn remove_only(&self, item: Range<usize>, behind: &Behind, alone: bool) -> Result<Vec<Edit>, Reason> {
        let before = &self.source.text[self.open..item.start];
        let after = &self.source.text[item.end..self.close];
        if is_blank(before) && is_blank(&after.replacen(',', "", 1)) || self.is_escaped() {
            return Ok(vec![self.source.replace(self.open..self.close, "")]);
        }
        if alone {
            let end = behind.line_end.unwrap_or(item.end);
            return Ok(vec![self.source.replace(self.source.whole_lines(item.start..end), "")]);
        }
        Err(shape("a comment stands beside the only item: remove it by hand"))
    }

    fn remove_lines(&self, index: usize, last: bool, behind: &Behind) -> Vec<Edit> {
        let item = self.items[index].clone();
        let lines = self.source.whole_lines(item.start..behind.line_end.unwrap_or(item.end));
        let lines = self.source.with_blank_lines(lines, self.open, self.close);
        let mut edits = Vec::new();
        if last
            && behind.comma.is_none()
            && let Some(comma) = index.checked_sub(1).and_then(|previous| self.behind(previous).comma)
        {
            edits.push(self.source.replace(comma..comma + 1, ""));
        }
        edits.push(self.source.replace(lines, ""));
        edits
    }

    fn holds_comment(&self, range: Range<usize>) -> bool {
        let gap = &self.source.text[range];
        gap.contains('#') || gap.contains("//") || gap.contains("/*")
    }
}
