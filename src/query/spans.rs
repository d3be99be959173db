//! Spans of a text that several words found, put together for marking. What is found is decided
//! by those who look for it.

use std::ops::Range;

/// The spans in ascending order; those that overlap or touch are one.
pub fn merged(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(before) if span.start <= before.end => before.end = before.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
