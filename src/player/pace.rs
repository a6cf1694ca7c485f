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
