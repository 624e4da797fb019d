//! Days of the calendar.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar. Later days are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day that lies this many days after 1970-01-01.
    #[must_use]
    pub fn after_epoch(days: u64) -> Date {
        let mut left = days;
        let mut year = 1970;
        while left >= days_of_year(year) && year < u16::MAX {
            left -= days_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while left >= u64::from(days_of_month(year, month)) && month < 12 {
            left -= u64::from(days_of_month(year, month));
            month += 1;
        }
        let day = u8::try_from(left).unwrap_or(u8::MAX).min(days_of_month(year, month) - 1) + 1;
        Date { year, month, day }
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

fn days_of_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

/// `month` is 1-based; 0 where there is no such month.
fn days_of_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// `2027-01-31`, and nothing else.
impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Date, String> {
        read(text).ok_or_else(|| format!("`{}` is no day: write it as 2027-01-31", text.escape_debug()))
    }
}

fn read(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| {
        let part = text.get(range)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then_some(part)
    };
    let marks = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (year, month, day) = (digits(0..4)?.parse().ok()?, digits(5..7)?.parse().ok()?, digits(8..10)?.parse().ok()?);
    (marks && day >= 1 && day <= days_of_month(year, month)).then_some(Date { year, month, day })
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written_in_one_form_only() {
        for text in ["2027-01-31", "2024-02-29", "1999-12-01"] {
            assert_eq!(text.parse::<Date>().expect("a day").to_string(), text);
        }
        for text in
            ["2027-02-29", "2027-13-01", "2027-00-10", "2027-1-31", "31.01.2027", "", "2027-01-3é", "+027-01-01"]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!("2027-01-31".parse::<Date>() < "2027-02-01".parse());
    }

    #[test]
    fn days_since_the_epoch_are_counted_with_leap_years() {
        let days = [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_778, "2026-11-21"),
            (47_540, "2100-02-28"),
        ];
        for (count, text) in days {
            assert_eq!(Date::after_epoch(count).to_string(), text);
        }
        assert_eq!(Date::after_epoch(u64::MAX).to_string(), "65535-12-31");
    }
}
