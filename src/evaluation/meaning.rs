//! Which alert can tell which truth: the one table, from a label's stable name to kinds of alerts.
//!
//! A label that is not in the table is never dropped: it is counted, and listed as one that no alert is meant for; one
//! that begins with `twin-` counts as harmless. Whoever gives the simulation a new label adds its line to [`MEANINGS`] and nothing else.

use super::{Stretch, is_night};
use crate::monitor::alert::AlertKind;
use crate::time::{Calendar, Span, Timestamp};

use AlertKind::{
    Alarm, ApplianceLeftOn, CannotTell, CarerLeftEarly, CarerNotArrived, ChangeInRoutine, ColdHome, DoorAtNight,
    DoorLeftOpen, HelpRequested, HotHome, HubOffline, LongBathroomStay, LowBattery, MedicationMissed,
    MedicationRepeated, NotReturned, OverdueActivity, SensorSilent, SensorStuck, WanderingAtNight,
};
use Role::{Concern, Fault, Neither, Twin};

/// What a label is to the monitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Something that somebody should be told of.
    Concern,
    /// A device that fails: somebody should be told of the device, and nothing else should be concluded from it.
    Fault,
    /// Harmless, but it looks like a concern: nobody should be told.
    Twin,
    /// No alert is meant for it. One of its kinds is understandable, and counts neither for the monitor nor against it.
    Neither,
}

impl Role {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::Fault => "fault",
            Self::Twin => "benign-twin",
            Self::Neither => "no-alert-meant",
        }
    }

    /// Whether somebody should be told.
    pub const fn should_be_told(self) -> bool {
        match self {
            Self::Concern | Self::Fault => true,
            Self::Twin | Self::Neither => false,
        }
    }
}

/// At which hours a label has its role; at others no alert is meant for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// At all hours.
    Any,
    /// Where it begins at night, 22:00 to 06:00.
    Night,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The label's stable name.
    pub label: &'static str,
    /// For people: `A fall`.
    pub in_words: &'static str,
    /// What it is to the monitor.
    pub role: Role,
    /// At which hours.
    pub hours: Hours,
    /// Which kinds of alert can tell it; for a [`Role::Twin`], which it could wrongly set off.
    pub alerts: &'static [AlertKind],
    /// How long after its end what it caused is still there, so that an alert is still about it.
    pub after: Span,
}

/// Every kind of alert that speaks of the person or the home, and not of a device: what something harmless could set
/// off.
const ABOUT_THE_PERSON: &[AlertKind] = &[
    OverdueActivity,
    LongBathroomStay,
    DoorAtNight,
    DoorLeftOpen,
    ColdHome,
    HotHome,
    ApplianceLeftOn,
    ChangeInRoutine,
    HelpRequested,
    NotReturned,
    WanderingAtNight,
    Alarm,
    MedicationMissed,
    MedicationRepeated,
    CarerNotArrived,
    CarerLeftEarly,
];
/// What an empty home could wrongly set off. That somebody has gone out and not come back is simply true of it, and asking
/// once whether anybody knows where they are is what [`NotReturned`] is for; it counts as said beside.
const OF_AN_EMPTY_HOME: &[AlertKind] = &[
    OverdueActivity,
    LongBathroomStay,
    DoorAtNight,
    DoorLeftOpen,
    ColdHome,
    HotHome,
    ApplianceLeftOn,
    ChangeInRoutine,
    HelpRequested,
    Alarm,
    MedicationMissed,
    MedicationRepeated,
    CarerNotArrived,
    CarerLeftEarly,
];
/// Someone lies or sits helpless: they are not seen, stay in the bathroom, or call for help by fob, cord or voice.
const HELPLESS: &[AlertKind] = &[OverdueActivity, LongBathroomStay, HelpRequested];
/// A device that is not heard.
const UNHEARD: &[AlertKind] = &[SensorSilent, CannotTell, HubOffline];

/// No time at all: once it is over, an alert is of no use.
const AT_ONCE: Span = Span::ZERO;
/// A door's alert may come as it shuts.
const MINUTES: Span = Span::minutes(10);
/// A device that works again may be told of by what was heard before.
const HOUR: Span = Span::hours(1);
/// A room that was cold or hot takes hours to be as it was.
const THERMAL: Span = Span::hours(3);
/// What changes over days is judged when a day is over.
const DAY: Span = Span::days(1);

/// The table, in the order in which results are listed.
///
/// A door and a walk out of it are a concern at night alone: by day they are a part of life. A cold snap is weather that
/// the heating may well cope with, so a cold room in it is understandable, while a heating that has broken is a concern.
pub const MEANINGS: &[Meaning] = &[
    line("fall", "A fall", Concern, HELPLESS, AT_ONCE),
    line("fall-at-bedside", "A fall beside the bed", Concern, HELPLESS, AT_ONCE),
    line("unconscious", "Not able to answer", Concern, HELPLESS, AT_ONCE),
    line("fob-pressed", "Help called with the fob", Concern, &[HelpRequested], MINUTES),
    line("cord-pulled", "Help called with the cord", Concern, &[HelpRequested], MINUTES),
    line("door-opened", "A door opened at night", Concern, &[DoorAtNight, DoorLeftOpen], MINUTES).by_night(),
    line("left-home", "Gone out at night", Concern, &[DoorAtNight, DoorLeftOpen, NotReturned], MINUTES).by_night(),
    line("door-left-open", "A door left open", Concern, &[DoorLeftOpen, DoorAtNight], MINUTES),
    line("forgotten-door", "A door forgotten open", Concern, &[DoorLeftOpen, DoorAtNight], MINUTES),
    line("forgotten-fridge", "A fridge forgotten open", Concern, &[DoorLeftOpen, ApplianceLeftOn], MINUTES),
    line("forgotten-cooker", "A cooker forgotten on", Concern, &[ApplianceLeftOn], MINUTES),
    line("cold-room", "A cold room", Concern, &[ColdHome], THERMAL),
    line("heating-broken", "Broken heating", Concern, &[ColdHome], THERMAL),
    line("heatwave", "A heatwave", Concern, &[HotHome], THERMAL),
    line("night-wandering", "Wandering at night", Concern, &[WanderingAtNight, ChangeInRoutine, DoorAtNight], DAY),
    line("night-visits", "More visits to the bathroom at night", Concern, &[ChangeInRoutine], DAY),
    line("upset-stomach", "An upset stomach", Concern, &[ChangeInRoutine], DAY),
    line("poor-sleep", "Poor sleep", Concern, &[ChangeInRoutine], DAY),
    line("day-night-reversal", "Day and night reversed", Concern, &[ChangeInRoutine], DAY),
    line("eating-less", "Eating less", Concern, &[ChangeInRoutine], DAY),
    line("drinking-less", "Drinking less", Concern, &[ChangeInRoutine], DAY),
    line("semi-bedridden", "In bed for much of the day", Concern, &[ChangeInRoutine], DAY),
    line("housebound", "No longer going out", Concern, &[ChangeInRoutine], DAY),
    line("forgetting", "Forgetting things", Concern, &[ChangeInRoutine, DoorLeftOpen, ApplianceLeftOn], DAY),
    line("slower-walking", "Walking more slowly", Concern, &[ChangeInRoutine], DAY),
    line("fall-walking", "A fall on the way to another room", Concern, HELPLESS, AT_ONCE),
    line("tablets-missed", "Tablets missed", Concern, &[MedicationMissed, ChangeInRoutine], DAY),
    line("tablets-twice", "Tablets taken twice", Concern, &[MedicationRepeated, ChangeInRoutine], DAY),
    line("no-visitors", "Nobody comes any more", Concern, &[ChangeInRoutine], DAY),
    line("carer-not-arrived", "A carer who did not arrive", Concern, &[CarerNotArrived, ChangeInRoutine], HOUR),
    line("carer-left-early", "A carer who left too soon", Concern, &[CarerLeftEarly, ChangeInRoutine], HOUR),
    line("stranger-visit", "A stranger's long visit", Concern, &[ChangeInRoutine], HOUR),
    line("left-on", "Something left on", Concern, &[ApplianceLeftOn], MINUTES),
    line("smoke", "Something burning", Concern, &[Alarm, ApplianceLeftOn], HOUR),
    line("carbon-monoxide", "Carbon monoxide", Concern, &[Alarm], HOUR),
    line("flood", "Water on the floor", Concern, &[Alarm], HOUR),
    line("battery-dying", "A battery running down", Fault, &[LowBattery, SensorSilent], HOUR),
    line("battery-empty", "An empty battery", Fault, &[SensorSilent, CannotTell, LowBattery], HOUR),
    line("dropout", "A device not heard", Fault, UNHEARD, HOUR),
    line("stuck-on", "A sensor stuck at yes", Fault, &[SensorStuck], HOUR),
    line("stuck-off", "A sensor stuck at no", Fault, &[SensorStuck, SensorSilent], HOUR),
    line("blocked-view", "A sensor with its view blocked", Fault, &[SensorStuck, SensorSilent], HOUR),
    line("moved", "A sensor carried elsewhere", Fault, &[SensorStuck], HOUR),
    line("interference", "Radio interference", Fault, UNHEARD, HOUR),
    line("hub-offline", "The hub offline", Fault, UNHEARD, HOUR),
    line("power-cut", "A power cut", Fault, UNHEARD, HOUR),
    line("twin-long-bath", "A long bath", Twin, ABOUT_THE_PERSON, HOUR),
    line("twin-gardening", "Gardening with the door open", Twin, ABOUT_THE_PERSON, HOUR),
    line("twin-holiday", "A holiday", Twin, OF_AN_EMPTY_HOME, DAY),
    line("twin-early-night", "Earlier to bed", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-late-morning", "A late film and a lie-in", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-cold-drinks", "Cold drinks instead of hot ones", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-fasting", "A fast from dawn to sunset", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-new-seat", "Another favourite chair", Twin, ABOUT_THE_PERSON, DAY),
    // An alarm that sounds is told of, whatever it sounds for: that somebody looked was right.
    line("twin-burnt-toast", "Burnt toast", Neither, &[Alarm], HOUR),
    line("twin-mopped-floor", "A mopped floor", Neither, &[Alarm], HOUR),
    line("twin-late-film", "A late film", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-grandchildren", "Grandchildren staying", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-evening-visit", "A friend for the evening", Twin, ABOUT_THE_PERSON, HOUR),
    line("twin-builders", "Builders in the house", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-cat", "A cat in the house", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-dog", "A dog in the house", Twin, ABOUT_THE_PERSON, DAY),
    line("twin-new-kettle", "A new kettle", Twin, ABOUT_THE_PERSON, DAY),
    line("visit", "A visit", Neither, &[DoorLeftOpen], HOUR),
    line("carer-visit", "A carer's visit", Neither, &[DoorLeftOpen], HOUR),
    line("hospital-stay", "A stay in hospital", Neither, &[OverdueActivity, DoorLeftOpen, DoorAtNight], DAY),
    line("switched", "Something switched by hand", Neither, &[ApplianceLeftOn], Span::hours(12)),
    line("cold-snap", "A cold snap", Neither, &[ColdHome], THERMAL),
    line("broadband-down", "No broadband", Neither, &[HubOffline], HOUR),
    line("duplicates", "Reports that arrive twice", Neither, &[], HOUR),
    line("late-delivery", "Reports that arrive late", Neither, UNHEARD, HOUR),
    line("wrong-clock", "A clock that is wrong", Neither, UNHEARD, HOUR),
    line("call-out-of-reach", "A call that could not be made", Neither, &[], HOUR),
    line("call-cancelled", "A call taken back", Neither, &[HelpRequested], HOUR),
    line("fob-not-worn", "A fob that is not worn", Neither, &[], HOUR),
    line("device-replaced", "A device replaced", Neither, UNHEARD, HOUR),
];

/// What is made of a label that is not in the table: no alert is meant for it, and an hour after it is quiet again.
pub const UNKNOWN: Meaning = line("", "", Neither, &[], HOUR);

/// What is made of a label that is not in the table, but whose name begins with [`TWIN`].
pub const UNKNOWN_TWIN: Meaning = line("", "", Twin, ABOUT_THE_PERSON, DAY);

/// With this begins the name of what is harmless.
pub const TWIN: &str = "twin-";

const fn line(
    label: &'static str,
    in_words: &'static str,
    role: Role,
    alerts: &'static [AlertKind],
    after: Span,
) -> Meaning {
    Meaning { label, in_words, role, hours: Hours::Any, alerts, after }
}

impl Meaning {
    const fn by_night(self) -> Self {
        Self { hours: Hours::Night, ..self }
    }
}

/// The table's line for a label; `None` when it has none.
pub fn of(label: &str) -> Option<&'static Meaning> {
    MEANINGS.iter().find(|meaning| meaning.label == label)
}

/// A label's name for people; its stable name where the table has none.
pub fn in_words(label: &str) -> &str {
    of(label).map_or(label, |meaning| meaning.in_words)
}

/// What one stretch of truth is to the monitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// Its role at the hour at which it began.
    pub role: Role,
    /// Which kinds of alert are about it.
    pub alerts: &'static [AlertKind],
    /// The first instant at which an alert can be about it.
    pub from: Timestamp,
    /// The last.
    pub until: Timestamp,
}

impl Sense {
    /// What this stretch is; `ends` is the end of the run.
    pub fn of(stretch: &Stretch, calendar: &Calendar, ends: Timestamp) -> Self {
        let unknown = if stretch.label.starts_with(TWIN) { &UNKNOWN_TWIN } else { &UNKNOWN };
        let meaning = of(&stretch.label).unwrap_or(unknown);
        let meant = match meaning.hours {
            Hours::Any => true,
            Hours::Night => is_night(calendar, stretch.from),
        };
        Self {
            role: if meant { meaning.role } else { Role::Neither },
            alerts: meaning.alerts,
            from: stretch.from,
            until: stretch.until.unwrap_or(ends) + meaning.after,
        }
    }

    /// Whether an instant lies in it, ends included.
    pub fn covers(&self, at: Timestamp) -> bool {
        self.from <= at && at <= self.until
    }
}

/// Whether someone lies or sits helpless in a stretch with this label, so that a call for help is about that, too.
pub fn is_helpless(label: &str) -> bool {
    of(label).is_some_and(|meaning| meaning.alerts == HELPLESS)
}

/// Whether a kind of alert speaks of a device and not of the person.
pub const fn is_about_a_device(kind: AlertKind) -> bool {
    match kind {
        AlertKind::SensorSilent
        | AlertKind::SensorStuck
        | AlertKind::LowBattery
        | AlertKind::HubOffline
        | AlertKind::CannotTell => true,
        AlertKind::OverdueActivity
        | AlertKind::LongBathroomStay
        | AlertKind::DoorAtNight
        | AlertKind::DoorLeftOpen
        | AlertKind::ColdHome
        | AlertKind::HotHome
        | AlertKind::ApplianceLeftOn
        | AlertKind::ChangeInRoutine
        | AlertKind::Alarm
        | AlertKind::MedicationMissed
        | AlertKind::MedicationRepeated
        | AlertKind::CarerNotArrived
        | AlertKind::CarerLeftEarly
        | AlertKind::HelpRequested
        | AlertKind::NotReturned
        | AlertKind::WanderingAtNight => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_is_new_is_never_lost() {
        let calendar = Calendar::parse("Europe/London", "2026-11-02").expect("a calendar");
        let role = |label: &str| {
            let from = Timestamp::default();
            let stretch = Stretch { label: label.to_owned(), resident: None, from, until: None };
            Sense::of(&stretch, &calendar, from + Span::days(1)).role
        };
        assert_eq!((role("twin-of-tomorrow"), role("of-tomorrow")), (Role::Twin, Role::Neither));
    }

    #[test]
    fn the_table_names_each_label_once() {
        for (place, meaning) in MEANINGS.iter().enumerate() {
            assert!(!meaning.label.is_empty() && !meaning.in_words.is_empty());
            assert!(MEANINGS[..place].iter().all(|other| other.label != meaning.label), "{} twice", meaning.label);
            assert!(
                !meaning.role.should_be_told() || !meaning.alerts.is_empty(),
                "{} can never be told",
                meaning.label
            );
            assert!(meaning.after >= Span::ZERO);
            // What sounds an alarm is harmless, and an alarm that sounds is rightly told of all the same.
            let twin = meaning.label.starts_with(TWIN) && meaning.alerts != [Alarm];
            assert_eq!(twin, meaning.role == Role::Twin, "{}", meaning.label);
        }
        assert_eq!(of("").map(|meaning| meaning.label), None);
        assert_eq!(in_words("a-new-label"), "a-new-label");
    }

    #[test]
    fn what_something_harmless_sets_off_is_not_about_a_device() {
        let about_the_person: Vec<AlertKind> =
            AlertKind::ALL.into_iter().filter(|kind| !is_about_a_device(*kind)).collect();
        for kind in about_the_person {
            assert!(ABOUT_THE_PERSON.contains(&kind), "{}", kind.name());
        }
    }

    #[test]
    fn a_door_is_meant_to_be_told_at_night_alone() {
        let calendar = Calendar::parse("Europe/London", "2026-11-02").expect("a calendar");
        let role = |clock: &str| {
            let from = calendar.at(2, crate::time::ClockTime::parse(clock).expect("a time"));
            let stretch = Stretch { label: "door-opened".to_owned(), resident: None, from, until: None };
            Sense::of(&stretch, &calendar, from + Span::days(1)).role
        };
        assert_eq!((role("02:14"), role("14:00")), (Role::Concern, Role::Neither));
    }
}
