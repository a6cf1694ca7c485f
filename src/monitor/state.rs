//! What a monitor has learned, as bytes that can be kept and taken up again, exactly.
//!
//! A line of JSON says what follows: which program wrote it, in what shape, with which configuration, for which home and
//! calendar, how long it is, and its checksum. The rest is packed with postcard. What does not fit is refused with a
//! sentence: it is never taken for something else. This file touches no files; whoever keeps a state writes it.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::feature::roster::Roster;
use super::rehouse::Plan;
use super::{Config, Monitor, hash, shape};
use crate::home::Home;
use crate::time::{Calendar, CalendarError};

/// The version of the line before the packed part.
const FORMAT: u32 = 1;
/// The longest first line that is looked for, in bytes.
const LONGEST_HEADER: usize = 4_096;
/// A state larger than this is none, in bytes: a thousand devices take about a million.
pub const LARGEST: usize = 64 << 20;

/// What a state says before what was learned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Header {
    smart_house_state: u32,
    program: String,
    shape: String,
    config: String,
    home: String,
    zone: String,
    first_day: String,
    bytes: usize,
    checksum: String,
}

/// Whose state it is: what must be the same when it is taken up again.
#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    config: String,
    home: String,
    calendar: Calendar,
}

impl Owner {
    /// The owner of what a monitor of this home with this configuration has learned.
    pub fn new(home: &Home, calendar: &Calendar, config: &Config) -> Self {
        Self {
            config: config.hash(),
            home: checksum(Plan::new(&Roster::new(home)).text().as_bytes()),
            calendar: calendar.clone(),
        }
    }
}

/// Why a state cannot be taken up, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateError {
    /// It is no state at all.
    NotAState,
    /// It is shorter or longer than it says.
    CutOff {
        /// How many bytes it should have after its first line.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Its bytes are not those that were written.
    Damaged,
    /// Another version of the program wrote it.
    OtherVersion {
        /// Which.
        program: String,
    },
    /// It was learned with other settings.
    OtherConfig,
    /// It was learned in another home, or the home has changed.
    OtherHome,
    /// Its days are counted by another calendar.
    OtherCalendar {
        /// The zone.
        zone: String,
        /// The date of day 1.
        first_day: String,
    },
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAState => f.write_str("this is not a state that a monitor has kept"),
            Self::CutOff { expected, found } => {
                write!(f, "the state is not whole: {expected} bytes should follow its first line, and {found} do")
            }
            Self::Damaged => f.write_str("the state is damaged: its bytes are not those that were written"),
            Self::OtherVersion { program } => write!(
                f,
                "the state was kept by another version of the program ({program}), which remembers other things than {}",
                env!("CARGO_PKG_VERSION")
            ),
            Self::OtherConfig => f.write_str("the state was learned with other settings"),
            Self::OtherHome => f.write_str("the state was learned in another home"),
            Self::OtherCalendar { zone, first_day } => {
                write!(f, "the state counts its days from {first_day} in {zone}")
            }
        }
    }
}

impl std::error::Error for StateError {}

/// Packs something learned, with what must be the same when it is taken up again.
pub fn seal<T: Serialize + DeserializeOwned>(owner: &Owner, learned: &T) -> Vec<u8> {
    // Plain values always have a packed form.
    let packed = postcard::to_stdvec(learned).unwrap_or_default();
    let header = Header {
        smart_house_state: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        shape: format!("{:016x}", shape::of::<T>()),
        config: owner.config.clone(),
        home: owner.home.clone(),
        zone: owner.calendar.zone_name().to_owned(),
        first_day: owner.calendar.first_day().to_string(),
        bytes: packed.len(),
        checksum: checksum(&packed),
    };
    let mut bytes = serde_json::to_vec(&header).unwrap_or_default();
    bytes.push(b'\n');
    bytes.extend_from_slice(&packed);
    bytes
}

/// Takes up what [`seal`] packed.
///
/// # Errors
/// When the bytes are no state, damaged, of another version, or not this owner's.
pub fn open<T: DeserializeOwned>(owner: &Owner, bytes: &[u8]) -> Result<T, StateError> {
    open_if(owner, bytes, |header| header.home == owner.home)
}

/// The same where the home's devices may have changed: what is taken up has to be fitted to the home as it is now, by
/// [`Monitor::rehoused`].
///
/// # Errors
/// As for [`open`], another home aside.
pub fn open_of_any_home<T: DeserializeOwned>(owner: &Owner, bytes: &[u8]) -> Result<T, StateError> {
    open_if(owner, bytes, |_| true)
}

fn open_if<T: DeserializeOwned>(owner: &Owner, bytes: &[u8], home: impl Fn(&Header) -> bool) -> Result<T, StateError> {
    let (header, packed) = parts(bytes)?;
    if header.smart_house_state != FORMAT || header.shape != format!("{:016x}", shape::of::<T>()) {
        return Err(StateError::OtherVersion { program: header.program });
    }
    if header.bytes != packed.len() {
        return Err(StateError::CutOff { expected: header.bytes, found: packed.len() });
    }
    if header.checksum != checksum(packed) {
        return Err(StateError::Damaged);
    }
    if !home(&header) {
        return Err(StateError::OtherHome);
    }
    if header.config != owner.config {
        return Err(StateError::OtherConfig);
    }
    let first_day = owner.calendar.first_day().to_string();
    if header.zone != owner.calendar.zone_name() || header.first_day != first_day {
        return Err(StateError::OtherCalendar { zone: header.zone, first_day: header.first_day });
    }
    postcard::from_bytes(packed).map_err(|_| StateError::Damaged)
}

/// By which calendar a state counts its days: a home file names no first day.
///
/// # Errors
/// When the bytes are no state, or the calendar is none that is known.
pub fn calendar(bytes: &[u8]) -> Result<Calendar, StateError> {
    let (header, _) = parts(bytes)?;
    Calendar::parse(&header.zone, &header.first_day).map_err(|error| match error {
        CalendarError::UnknownZone(_) | CalendarError::BadDate(_) => StateError::Damaged,
    })
}

fn parts(bytes: &[u8]) -> Result<(Header, &[u8]), StateError> {
    let end = bytes.iter().take(LONGEST_HEADER).position(|byte| *byte == b'\n').ok_or(StateError::NotAState)?;
    let header = serde_json::from_slice(&bytes[..end]).map_err(|_| StateError::NotAState)?;
    Ok((header, &bytes[end + 1..]))
}

impl Monitor {
    /// Everything that it has learned, for [`Monitor::from_bytes`]. `home` and `calendar` are those that it was made
    /// with.
    pub fn to_bytes(&self, home: &Home, calendar: &Calendar) -> Vec<u8> {
        seal(&Owner::new(home, calendar, &self.config), self)
    }

    /// The monitor that goes on exactly where the one that was kept stopped.
    ///
    /// # Errors
    /// When the bytes are no state, damaged, of another version, or learned elsewhere or otherwise.
    pub fn from_bytes(home: &Home, calendar: &Calendar, config: Config, bytes: &[u8]) -> Result<Self, StateError> {
        let kept: Self = open(&Owner::new(home, calendar, &config), bytes)?;
        Ok(kept.taken_up(home, calendar, config))
    }

    /// Gives a monitor that was read back what is not kept: home, calendar and settings.
    #[must_use]
    pub fn taken_up(self, home: &Home, calendar: &Calendar, config: Config) -> Self {
        let Self { config, version, roster, civil, .. } = Self::new(home, calendar, config);
        Self { config, version, roster, civil, ..self }
    }
}

/// Sixteen hexadecimal digits that differ when a byte differs.
fn checksum(bytes: &[u8]) -> String {
    format!("{:016x}", hash::on(hash::START, bytes.iter().copied()))
}
