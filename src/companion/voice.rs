//! How the voice speaks: how loud and how fast. It makes no sound.

use super::answer::Reply;

/// How loud and how fast, each in steps around the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// −3 (softest) to 3 (loudest).
    pub loud: i8,
    /// −3 (slowest) to 3 (fastest).
    pub fast: i8,
    /// Nothing is spoken; what would have been is shown all the same.
    pub muted: bool,
    /// Words and sentences are kept apart by pauses.
    pub clear: bool,
}

impl Voice {
    /// Slow and clear: about 105 words a minute, with pauses between words and sentences.
    pub const SLOW_AND_CLEAR: Self = Self { loud: 0, fast: -2, muted: false, clear: true };

    pub(super) fn mute(&mut self, muted: bool) -> Reply {
        let before = std::mem::replace(&mut self.muted, muted);
        let text = match (muted, before) {
            (true, true) => "I'm silent already. What I say is shown.",
            (true, false) => "I'll be silent from now on. What I say is shown. Say: speak again, when you want me.",
            (false, true) => "Here I am again.",
            (false, false) => "I'm not silent.",
        };
        Reply { text: text.to_owned(), ..Reply::default() }
    }

    pub(super) fn slow_and_clear(&mut self) -> Reply {
        *self = Self { muted: self.muted, loud: self.loud, ..Self::SLOW_AND_CLEAR };
        Reply { text: "I'll speak slowly and clearly.".to_owned(), ..Reply::default() }
    }

    pub(super) fn volume(&mut self, by: i8) -> Reply {
        let before = self.loud;
        self.loud = (before + by).clamp(-3, 3);
        said(
            self.loud == before,
            by,
            ("I'm as loud as I can be.", "I'm as quiet as I can be."),
            ("Is this louder?", "Is this better?"),
        )
    }

    pub(super) fn pace(&mut self, by: i8) -> Reply {
        let before = self.fast;
        self.fast = (before + by).clamp(-3, 3);
        said(
            self.fast == before,
            by,
            ("I can't speak any faster.", "I can't speak any more slowly."),
            ("I'll speak faster.", "I'll speak more slowly."),
        )
    }

    /// How loud as a share of full loudness, 0 to 1.
    pub fn share(self) -> f64 {
        (0.7 + 0.1 * f64::from(self.loud)).clamp(0.3, 1.0)
    }

    /// Words a minute. Older people follow speech best at about 140 (ordinary speech is 150 to 170).
    pub fn words_a_minute(self) -> u32 {
        (135 + 15 * i32::from(self.fast)).clamp(80, 200).unsigned_abs()
    }
}

fn said(same: bool, by: i8, end: (&str, &str), done: (&str, &str)) -> Reply {
    let (at_end, well) = if by > 0 { (end.0, done.0) } else { (end.1, done.1) };
    Reply { text: (if same { at_end } else { well }).to_owned(), ..Reply::default() }
}
