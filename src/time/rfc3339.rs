//! Instants as RFC 3339 writes them: the usual form quickly, every other by `jiff`.

use super::Timestamp;

/// Reads an instant written in RFC 3339, with `Z` or an offset; `None` when it is not one.
pub fn parse_rfc3339(text: &str) -> Option<Timestamp> {
    usual_rfc3339(text.as_bytes()).or_else(|| parse_any_rfc3339(text))
}

/// The form that nearly all instants have, `2026-12-03T07:21:05.250+00:00`, from 1970 on; `None` for whatever else, valid
/// or not. Recordings have millions of them.
fn usual_rfc3339(text: &[u8]) -> Option<Timestamp> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    let two = |tens: u8, ones: u8| Some(digit(tens)? * 10 + digit(ones)?);
    let (wall, rest) = text.split_at_checked(19)?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2] = wall else {
        return None;
    };
    let (year, month, day) = (two(y1, y2)? * 100 + two(y3, y4)?, two(m1, m2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(i1, i2)?, two(s1, s2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if year < 1971 || day < 1 || day > last || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (mut millis, mut rest) = (0, rest);
    if let [b'.', a, more @ ..] = rest {
        millis = digit(*a)? * 100;
        rest = more;
        for unit in [10, 1] {
            if let [next, more @ ..] = rest
                && let Some(value) = digit(*next)
            {
                millis += value * unit;
                rest = more;
            } else {
                break;
            }
        }
    }
    let ahead = match rest {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(*h1, *h2)?, two(*m1, *m2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let ahead = hours * 60 + minutes;
            if *sign == b'-' { -ahead } else { ahead }
        }
        _ => return None,
    };
    // Days since 1970-01-01, with years that begin in March, so that the leap day is the last.
    let (from_march, shifted) = ((month + 9) % 12, if month > 2 { year } else { year - 1 });
    let days =
        365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (from_march * 306 + 5) / 10 + day - 1 - 719_468;
    let seconds = ((days * 24 + hour) * 60 + minute - ahead) * 60 + second;
    Some(Timestamp::from_millis(seconds * 1_000 + millis))
}

fn parse_any_rfc3339(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|t| Timestamp::from_millis(t.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// The quick way of reading what nearly all write reads nothing otherwise than the thorough one.
        #[test]
        fn the_usual_form_of_an_instant_is_read_as_any_form_is(
            year in 1970..=9_999_u32, month in 0..=13_u32, day in 0..=32_u32,
            hour in 0..=24_u32, minute in 0..=60_u32, second in 0..=60_u32,
            fraction in "(\\.[0-9]{0,4})?", offset in "(Z|[+-][0-2][0-9]:[0-6][0-9])",
        ) {
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}");
            if let Some(found) = usual_rfc3339(text.as_bytes()) {
                proptest::prop_assert_eq!(parse_any_rfc3339(&text), Some(found), "{}", text);
            }
        }
    }

    #[test]
    fn the_usual_form_is_the_quick_one() {
        for text in ["2026-12-03T07:21:05+00:00", "2024-02-29T23:59:59.999-05:30", "2000-01-01T00:00:00Z"] {
            assert!(
                usual_rfc3339(text.as_bytes()).is_some_and(|found| parse_any_rfc3339(text) == Some(found)),
                "{text}"
            );
        }
    }
}
