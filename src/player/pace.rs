//! How fast the player's clock runs. The wall clock is read here and in no other room of the player.

/// How fast simulated time passes while playing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// So many simulated seconds in one second, 1 to 100,000.
    Times(f64),
    /// As fast as the machine can.
    Fastest,
}

impl Speed {
    /// The speeds that a person steps through.
    pub const STEPS: [Self; 8] = [
        Self::Times(1.0),
        Self::Times(10.0),
        Self::Times(60.0),
        Self::Times(300.0),
        Self::Times(900.0),
        Self::Times(3_600.0),
        Self::Times(14_400.0),
        Self::Fastest,
    ];

    /// For the bar: `60×`, `fastest`.
    pub fn in_words(self) -> String {
        match self {
            Self::Times(times) => format!("{times}×"),
            Self::Fastest => "fastest".to_owned(),
        }
    }
}

/// A share of a frame to work in, so that the window stays alive while much is worked out.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    until: Option<std::time::Instant>,
}

impl Budget {
    /// As long as it takes.
    pub const UNLIMITED: Self = Self { until: None };

    /// So much real time from now.
    #[expect(clippy::disallowed_methods, reason = "the one place where the player reads the wall clock")]
    pub fn of(time: std::time::Duration) -> Self {
        Self { until: std::time::Instant::now().checked_add(time) }
    }

    /// Whether any of it is left.
    #[expect(clippy::disallowed_methods, reason = "the one place where the player reads the wall clock")]
    pub fn left(self) -> bool {
        self.until.is_none_or(|until| std::time::Instant::now() < until)
    }
}
