//! What the monitor may be told besides its readings: how long it learns, how often it may be wrong, and its limits, each
//! with where its usual value comes from. Every field can be set by name, too: see `setting.rs`.

use crate::time::{ClockTime, Span};

/// What the monitor may be told besides its readings. Its values go into [`Monitor::version`](super::Monitor::version).
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// How many days it learns before its normal counts as learned: 28 days is the norm of the field (smart-meter
    /// study, Sensors 2024).
    pub learning_days: i64,
    /// From how many days on overdue activity is judged, with wider limits while less is known: 14 days is what sellers
    /// of such monitors allow for (Genus, Vayyar).
    pub speaks_after_days: i64,
    /// How seldom the home may be wrong about the person: one false alarm in so many days, of all judges of behaviour
    /// together; each has its share. Published anchors are one in 11 for silence (Wilhelm and Wahl, Sensors 2024: 0.09 a
    /// day) and one in 50 for lasting changes (Tanaka 2024).
    pub false_alarms_every_days: f64,
    /// From when a door to outside counts as opened at night.
    pub night_from: ClockTime,
    /// Until when. GrandCare's published example is 22:00 to 06:00.
    pub night_until: ClockTime,
    /// A door opened in a half hour in which that has less than this chance is unusual.
    pub unusual_door_chance: f64,
    /// Below so many °C a room is cold: 18 (UKHSA, for people over 65).
    pub low_celsius: f64,
    /// Below so many °C it is urgent: 16 (bands quoted by the Environmental Change Institute, Oxford).
    pub urgent_celsius: f64,
    /// For how long it must stay so.
    pub urgent_for: Span,
    /// So many degrees times hours below `low_celsius` are worth a mention: half a degree for a whole night.
    pub cold_degree_hours: f64,
}

impl Default for Config {
    fn default() -> Self {
        const fn clock(hour: i64, minute: i64) -> ClockTime {
            match ClockTime::new(hour, minute) {
                Some(clock) => clock,
                None => ClockTime::MIDNIGHT,
            }
        }
        Self {
            learning_days: 28,
            speaks_after_days: 14,
            false_alarms_every_days: 40.0,
            night_from: clock(22, 30),
            night_until: clock(6, 0),
            unusual_door_chance: 0.06,
            low_celsius: 18.0,
            urgent_celsius: 16.0,
            urgent_for: Span::hours(2),
            cold_degree_hours: 4.0,
        }
    }
}

impl Config {
    /// Whether the clock shows night.
    pub(super) fn is_night(&self, clock: ClockTime) -> bool {
        if self.night_from > self.night_until {
            clock >= self.night_from || clock < self.night_until
        } else {
            clock >= self.night_from && clock < self.night_until
        }
    }

    /// Eight hexadecimal digits that differ when a value differs: FNV-1a over the values written out.
    pub(super) fn hash(&self) -> String {
        let Self {
            learning_days,
            speaks_after_days,
            false_alarms_every_days,
            night_from,
            night_until,
            unusual_door_chance,
            low_celsius,
            urgent_celsius,
            urgent_for,
            cold_degree_hours,
        } = self;
        let text = format!(
            "{learning_days};{speaks_after_days};{false_alarms_every_days};{night_from};{night_until};\
             {unusual_door_chance};{low_celsius};{urgent_celsius};{};{cold_degree_hours}",
            urgent_for.as_millis()
        );
        let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        format!("{hash:08x}")
    }
}
