//! Lines of separated columns with quotes (RFC 4180), for every format that has a header line. Knows no format.

use std::borrow::Cow;

/// The columns of one line. A column in quotes may hold the separator, and two quotes for one.
pub(super) fn split(line: &str, separator: char) -> Vec<Cow<'_, str>> {
    if !line.contains('"') {
        return line.split(separator).map(|column| Cow::Borrowed(column.trim())).collect();
    }
    let mut columns = Vec::new();
    let mut rest = line;
    loop {
        let start = rest.trim_start_matches([' ', '\t'].as_slice());
        if let Some(quoted) = start.strip_prefix('"') {
            let (column, after) = unquoted(quoted);
            columns.push(column);
            // What follows the closing quote up to the separator is nothing in any sound file.
            match after.split_once(separator) {
                Some((_, next)) => rest = next,
                None => return columns,
            }
        } else {
            match rest.split_once(separator) {
                Some((column, next)) => {
                    columns.push(Cow::Borrowed(column.trim()));
                    rest = next;
                }
                None => {
                    columns.push(Cow::Borrowed(rest.trim()));
                    return columns;
                }
            }
        }
    }
}

/// What stands up to the closing quote, and what follows it.
fn unquoted(text: &str) -> (Cow<'_, str>, &str) {
    let mut column = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('"') {
        if let Some(next) = after.strip_prefix('"') {
            column.push_str(before);
            column.push('"');
            rest = next;
        } else if column.is_empty() {
            return (Cow::Borrowed(before), after);
        } else {
            column.push_str(before);
            return (Cow::Owned(column), after);
        }
    }
    column.push_str(rest);
    (Cow::Owned(column), "")
}

/// Whether a quote was opened and not closed, so that the line goes on after its end.
pub(super) fn is_open(line: &[u8]) -> bool {
    line.iter().filter(|b| **b == b'"').count() % 2 == 1
}

/// Where a column with one of these names is, whatever its case.
pub(super) fn find(columns: &[Cow<'_, str>], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| columns.iter().position(|column| column.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_separators_and_quotes() {
        let cases: &[(&str, &[&str])] = &[
            ("a,b, c ", &["a", "b", "c"]),
            ("a,,", &["a", "", ""]),
            ("\"a,b\",c", &["a,b", "c"]),
            ("a,\"say \"\"hello\"\"\",c", &["a", "say \"hello\"", "c"]),
            ("\"\",x", &["", "x"]),
            (" \"a\" ,b", &["a", "b"]),
            ("a,\"open", &["a", "open"]),
            ("\"two\nlines\",x", &["two\nlines", "x"]),
            ("", &[""]),
        ];
        for (line, expected) in cases {
            assert_eq!(split(line, ','), *expected, "{line:?}");
        }
        assert!(is_open(b"a,\"open") && !is_open(b"\"a\"\"b\""));
    }
}
