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

    /// Takes several items out, not all of them: each with its lines, or all from one line.
    pub(super) fn remove_several(&self, indices: &[usize]) -> Result<Vec<Edit>, Reason> {
        let stays = |index: &usize| !indices.contains(index);
        let (Some(first), Some(last)) = ((0..self.items.len()).find(stays), (0..self.items.len()).rfind(stays)) else {
            return Err(shape("no item would be left: remove them by hand"));
        };
        let own_lines = |&index: &usize| {
            let starts = self.source.starts_line(self.items[index].start) && !self.is_escaped();
            self.behind(index).line_end.filter(|_| starts)
        };
        let ends: Vec<usize> = indices.iter().filter_map(own_lines).collect();
        if ends.is_empty() {
            return self.remove_from_line(indices, first);
        }
        if ends.len() < indices.len() {
            return Err(shape("some of the items share their lines with others: remove them by hand"));
        }
        let lines = indices.iter().zip(ends);
        let lines = lines.map(|(&index, end)| self.source.whole_lines(self.items[index].start..end));
        let mut edits: Vec<Edit> = lines.map(|lines| self.source.replace(lines, "")).collect();
        let end = self.items.len() - 1;
        if last < end
            && self.behind(end).comma.is_none()
            && let Some(comma) = self.behind(last).comma
        {
            edits.push(self.source.replace(comma..comma + 1, ""));
        }
        Ok(edits)
    }

    /// Takes out items that share lines; `first` is the first that stays.
    fn remove_from_line(&self, indices: &[usize], first: usize) -> Result<Vec<Edit>, Reason> {
        let head = (first > 0).then(|| self.items[0].start..self.items[first].start);
        let rest = indices.iter().filter(|&&index| index > first);
        let gone: Vec<Range<usize>> =
            head.into_iter().chain(rest.map(|&index| self.items[index - 1].end..self.items[index].end)).collect();
        if gone.iter().any(|range| self.holds_comment(range.clone())) {
            return Err(shape("a comment stands between the items: remove them by hand"));
        }
        Ok(gone.into_iter().map(|range| self.source.replace(range, "")).collect())
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
