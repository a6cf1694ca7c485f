//! From what was said to words that can be compared: lower case, no accents, no apostrophes, no signs; and how far two
//! words are apart. This file knows no grammar.

/// Characters of a word that are kept; nobody says a longer one.
const LONGEST: usize = 40;
/// Words of a sentence that are looked at.
pub const MOST_WORDS: usize = 20_000;

/// The words of a sentence. Apostrophes vanish (`I'm` is `im`), a time keeps its colon (`7.30` is `7:30`), and what is
/// neither letter nor digit parts words.
pub fn split(sentence: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut length = 0;
    let mut signs = sentence.chars().peekable();
    let mut end = |word: &mut String| {
        if !word.is_empty() && words.len() < MOST_WORDS {
            words.push(std::mem::take(word));
        }
        word.clear();
        words.len() < MOST_WORDS
    };
    while let Some(sign) = signs.next() {
        let digit_before = word.ends_with(|c: char| c.is_ascii_digit());
        let digit_next = signs.peek().is_some_and(char::is_ascii_digit);
        match sign {
            '\'' | '’' | '‘' | '`' | '´' => {}
            ':' | '.' if digit_before && digit_next => word.push(':'),
            '%' => {
                end(&mut word);
                word.push_str("percent");
                end(&mut word);
                length = 0;
            }
            '°' => {
                end(&mut word);
                word.push_str("degrees");
                end(&mut word);
                length = 0;
            }
            _ if sign.is_alphanumeric() => {
                // Figures and letters that touch are parted: `9am`, `20min`.
                let parts = word.chars().last().is_some_and(|last| {
                    (last.is_ascii_digit() && sign.is_alphabetic()) || (last.is_alphabetic() && sign.is_ascii_digit())
                });
                if parts {
                    end(&mut word);
                    length = 0;
                }
                for lower in sign.to_lowercase() {
                    if length < LONGEST {
                        plain(lower, &mut word);
                        length += 1;
                    }
                }
            }
            _ => {
                if !end(&mut word) {
                    break;
                }
                length = 0;
            }
        }
    }
    end(&mut word);
    words
}

/// The letter without its accent.
fn plain(letter: char, word: &mut String) {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => word.push('a'),
        'ç' => word.push('c'),
        'è' | 'é' | 'ê' | 'ë' => word.push('e'),
        'ì' | 'í' | 'î' | 'ï' => word.push('i'),
        'ñ' => word.push('n'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => word.push('o'),
        'ù' | 'ú' | 'û' | 'ü' => word.push('u'),
        'ý' | 'ÿ' => word.push('y'),
        'æ' => word.push_str("ae"),
        'œ' => word.push_str("oe"),
        'ß' => word.push_str("ss"),
        _ => word.push(letter),
    }
}

/// How many slips make one word into the other (a letter more, less, other, or two swapped), when it is few enough to
/// take the one for the other: one from three letters, two from seven. Words of one or two letters are never alike.
pub fn slips(said: &str, meant: &str) -> Option<usize> {
    let (a, b) = (said.len(), meant.len());
    let shorter = a.min(b);
    let allowed = match shorter {
        0..=2 => return None,
        3..=6 => 1,
        _ => 2,
    };
    if a.abs_diff(b) > allowed || said.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // Three letters have to begin or end alike, or half the language would be alike.
    if shorter == 3 && said.bytes().next() != meant.bytes().next() && said.bytes().last() != meant.bytes().last() {
        return None;
    }
    Some(strsim::osa_distance(said, meant)).filter(|slips| *slips > 0 && *slips <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_becomes_words() {
        for (sentence, words) in [
            ("Turn the light ON, please!", "turn the light on please"),
            ("I'm OK – I’ve only sat down", "im ok ive only sat down"),
            ("at 7.30 or 19:05.", "at 7:30 or 19:05"),
            ("wake me at 9am in 20min", "wake me at 9 am in 20 min"),
            ("50% and 21°C", "50 percent and 21 degrees c"),
            ("Café Zoë", "cafe zoe"),
            ("\u{0}\u{7}he\u{1b}[31mlp\u{200b}", "he 31 mlp"),
            ("", ""),
            ("…!?", ""),
        ] {
            assert_eq!(split(sentence).join(" "), words, "{sentence:?}");
        }
    }

    #[test]
    fn the_longest_sentence_is_bounded() {
        assert_eq!(split(&"word ".repeat(50_000)).len(), MOST_WORDS);
        assert_eq!(split(&"x".repeat(1_000_000))[0].len(), LONGEST);
    }

    #[test]
    fn slips_are_few_and_words_not_too_short() {
        for (said, meant, slips) in [
            ("hepl", "help", Some(1)),
            ("helpp", "help", Some(1)),
            ("falen", "fallen", Some(1)),
            ("temprature", "temperature", Some(1)),
            ("kichen", "kitchen", Some(1)),
            ("of", "on", None),
            ("help", "help", None),
            ("cat", "dog", None),
            ("lamp", "lane", None),
            ("21", "22", None),
        ] {
            assert_eq!(super::slips(said, meant), slips, "{said} {meant}");
        }
    }
}
