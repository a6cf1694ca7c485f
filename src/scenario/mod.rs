//! What is to happen: a home, the person living in it, the span, the seed, and what goes wrong on which day.
//!
//! [`Scenario`] is the checked form, made by [`check`] alone: every id in it exists, every number is in range. The file
//! form lives in `file`, the places of its values in `locate`, what is wrong with a file in [`problem`], what may change
//! in a person's life in [`change`], what people do other than with the house in [`deed`], and writing a person's interventions back in [`save`]. This room reads no files (its callers hand it text)
//! and knows nothing of how a scenario is simulated. Read [`Scenario`] first.

pub mod change;
pub mod check;
pub mod deed;
mod fault;
mod file;
pub mod hazard;
mod locate;
pub mod problem;
mod read;
pub mod reference;
pub mod save;
pub mod tour;
pub mod unscripted;
pub mod visitor;
pub mod weather;

use std::fmt;
use std::sync::Arc;

use self::change::{Change, Episode};
use self::deed::Deed;
pub use self::fault::{BATTERY_EMPTY, Fault, FaultKind, FaultRates, contradictions, runs_on_a_cell};
pub(crate) use self::file::MAX_DEVICES;
use self::hazard::Hazard;
use self::visitor::{Pet, Visitor};
use self::weather::WeatherPlan;
use crate::companion::care::{Care, Days};
use crate::companion::intent::Phrases;
use crate::home::{AreaId, Comes, DeviceId, FurnitureId, Home, OpeningId};
use crate::time::{Calendar, ClockTime, Span, Timestamp, Weekday};

/// A checked scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its title: `Four days in November`.
    pub title: String,
    /// A sentence or two on what it shows.
    pub about: String,
    /// From which every random stream is derived by name.
    pub seed: u64,
    /// The home.
    pub home: Arc<Home>,
    /// Who lives in it.
    pub residents: Vec<Resident>,
    /// Who comes on visits.
    pub visitors: Vec<Visitor>,
    /// What animals live in it.
    pub pets: Vec<Pet>,
    /// Day 1 and the time zone.
    pub calendar: Calendar,
    /// How many days it lasts, 1 to 3,660.
    pub days: i64,
    /// How many days, from day 1, the monitor learns before it may speak.
    pub learning_days: i64,
    /// Where the window opens.
    pub opens_at: Moment,
    /// How many simulated seconds pass in one second when the window opens.
    pub speed: f64,
    /// The weather and the heating.
    pub climate: ClimatePlan,
    /// How reports travel.
    pub radio: Radio,
    /// When tablet dispensers turn a dose into reach each day; empty for what each of them is set to.
    pub doses: Vec<ClockTime>,
    /// What goes wrong, and what a person did to the house while watching.
    pub disturbances: Vec<Disturbance>,
    /// What goes wrong with devices, radio, hub and mains.
    pub faults: Vec<Fault>,
    /// How often such things happen besides, by chance.
    pub fault_rates: FaultRates,
    /// What the monitor is expected to say.
    pub expectations: Vec<Expectation>,
    /// Where the monitor should say nothing.
    pub quiet: Vec<Quiet>,
    /// What is agreed about the person's care; without it, nobody speaks with them and nobody is told.
    pub care: Option<Arc<Care>>,
    /// What can be said to the home; empty without a care plan.
    pub phrases: Arc<Phrases>,
    /// How the resident takes what is said to them.
    pub reactions: Reactions,
    /// How those answer who are rung or written to, where it is not as usual.
    pub far_sides: Vec<FarSide>,
    /// What the first resident says to the home, and when.
    pub said: Vec<(Moment, String)>,
    /// Who gets in touch of their own accord.
    pub gets_in_touch: Vec<GetsInTouch>,
}

/// How a resident takes what a speaker says to them. Each is a chance from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Reactions {
    /// Hearing it at all, in the same room and awake.
    pub hears: f64,
    /// Answering a question.
    pub answers: f64,
    /// How soon, on average.
    pub after: Span,
    /// Doing what one is reminded of.
    pub does: f64,
    /// Saying that one will not.
    pub refuses: f64,
    /// Forgetting it on the way, as memory fails.
    pub forgets: f64,
    /// Saying yes to what is suggested, when one answers.
    pub accepts: f64,
    /// Minding a prompt that one hears while busy with something.
    pub attends: f64,
    /// Being confused by a prompt: asking who speaks, in place of an answer.
    pub confuses: f64,
    /// What is left of answering, doing and saying yes on a bad day: a share of it, from 0 to 1.
    pub on_bad_days: f64,
}

/// Somebody of the care plan who gets in touch of their own accord.
#[derive(Clone, Debug, PartialEq)]
pub struct GetsInTouch {
    /// The contact's id in the care plan.
    pub who: String,
    /// What they do.
    pub what: Comes,
    /// When.
    pub at: ClockTime,
    /// On which days.
    pub days: Days,
    /// The first and the last day on which they do.
    pub between: (i64, i64),
}

/// Somebody with fair hearing who mostly does what they are reminded of: our own estimates.
impl Default for Reactions {
    fn default() -> Self {
        Self {
            hears: 0.95,
            answers: 0.9,
            after: Span::seconds(8),
            does: 0.85,
            refuses: 0.02,
            forgets: 0.05,
            accepts: 0.6,
            attends: 1.0,
            confuses: 0.0,
            on_bad_days: 1.0,
        }
    }
}

/// How somebody answers who is rung or written to.
#[derive(Clone, Debug, PartialEq)]
pub struct FarSide {
    /// The contact's id in the care plan.
    pub who: String,
    /// How likely they answer, 0 to 1.
    pub answers: f64,
    /// How soon, on average.
    pub after: Option<Span>,
    /// How long until they are there, on average.
    pub comes_in: Option<Span>,
}

impl Scenario {
    /// The instant of a moment.
    pub fn at(&self, moment: Moment) -> Timestamp {
        self.calendar.at(moment.day, moment.clock)
    }

    /// Midnight at the start of day 1.
    pub fn starts(&self) -> Timestamp {
        self.calendar.at(1, ClockTime::MIDNIGHT)
    }

    /// Midnight at the end of the last day.
    pub fn ends(&self) -> Timestamp {
        self.calendar.at(self.days + 1, ClockTime::MIDNIGHT)
    }
}

/// A day counted from 1 and a time on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day, from 1.
    pub day: i64,
    /// The time on the clock.
    pub clock: ClockTime,
}

impl Moment {
    /// From `day 31 02:14`, with seconds and milliseconds where there are any; `None` when the text is not a moment.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        if words.next()? != "day" {
            return None;
        }
        let day = words.next()?;
        let digits = day.strip_prefix('-').unwrap_or(day);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let moment = Self { day: day.parse().ok()?, clock: ClockTime::parse(words.next()?)? };
        words.next().is_none().then_some(moment)
    }
}

impl Moment {
    /// Milliseconds on the wall since day 0, near enough for what overlaps what.
    pub(crate) fn wall_millis(self) -> i64 {
        self.day.saturating_mul(86_400_000).saturating_add(self.clock.since_midnight().as_millis())
    }
}

/// As [`Moment::parse`] reads it: `day 31 02:14`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {} {}", self.day, self.clock.exact())
    }
}

/// A person living in the home.
#[derive(Clone, Debug, PartialEq)]
pub struct Resident {
    /// A stable id: `margaret`.
    pub id: String,
    /// What they like to be called: `Margaret`.
    pub name: String,
    /// Years old.
    pub age: u32,
    /// `she`, `he` or `they`, for sentences.
    pub pronoun: Pronoun,
    /// Metres a second, on an ordinary day.
    pub walking_speed: f64,
    /// How they use a day.
    pub routine: Routine,
    /// In their own words, shown and never analysed.
    pub about_me: AboutMe,
    /// Whether they live here for their own sake or to look after somebody.
    pub role: Role,
    /// The bed that is theirs; `None` is one that nobody else has, or a place in a double bed.
    pub bed: Option<FurnitureId>,
    /// The armchair, sofa or chair that is theirs; `None` is the next that nobody else has.
    pub seat: Option<FurnitureId>,
}

/// Why somebody lives in the home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It is their home.
    #[default]
    Resident,
    /// They live in to look after somebody.
    Carer,
}

/// How to speak of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// She, her.
    She,
    /// He, him.
    He,
    /// They, them.
    They,
}

/// What a person wants others to know, in their own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutMe {
    /// What matters to me.
    pub matters: String,
    /// How I communicate.
    pub communication: String,
    /// People important to me.
    pub people: String,
}

/// Between errands where a file does not say, on average.
pub const ERRANDS_EVERY: Span = Span::minutes(36);

/// The habits of a person's day.
#[derive(Clone, Debug, PartialEq)]
pub struct Routine {
    /// The habits, in the order of the file.
    pub habits: Vec<Habit>,
    /// Visits to the bathroom in the night: on average so many a night.
    pub night_visits: f64,
    /// Hours between visits to the bathroom by day, on average.
    pub bathroom_every: Span,
    /// Cups of tea by day besides those with meals: on average so many.
    pub teas: f64,
    /// How likely a day is a bad one, 0 to 1: up late, no outing, no housework, a longer rest.
    pub bad_days: f64,
    /// How likely a night is a restless one, 0 to 1: up once and awake for half an hour to an hour and a half.
    pub restless_nights: f64,
    /// How much later the morning is at midwinter than from spring to autumn.
    pub winter_later: Span,
    /// How much longer outings are at midsummer than from autumn to spring, as a share of their length.
    pub summer_out: f64,
    /// Between getting up to fetch or see to something while sitting or busy, on average.
    pub errands_every: Span,
}

/// One thing a person does on some days at about some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Habit {
    /// What is done.
    pub activity: Activity,
    /// The usual time it begins; for one that follows another, the time at which it then usually does.
    pub at: ClockTime,
    /// The activity that it follows, and how soon after its end; it happens on no day on which that does not.
    pub after: Option<(Activity, Span)>,
    /// How far its beginning varies: one standard deviation.
    pub give: Span,
    /// How long it usually takes. For [`Activity::Sleep`] the next habit ends it, and this is not used.
    pub takes: Span,
    /// How far its length varies: one standard deviation.
    pub takes_give: Span,
    /// How likely it is on a day it is meant for, 0 to 1.
    pub chance: f64,
    /// On which days of the week.
    pub days: Vec<Weekday>,
}

/// An activity of daily living.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// In bed for the night.
    Sleep,
    /// Getting up and dressed.
    Rise,
    /// Washing at the basin.
    Wash,
    /// A bath or shower.
    Bathe,
    /// Using the toilet.
    Toilet,
    /// Making a hot drink and carrying it to the armchair.
    Tea,
    /// Making and eating breakfast.
    Breakfast,
    /// Making and eating the midday meal.
    Lunch,
    /// Making and eating the evening meal.
    Supper,
    /// Watching television in the armchair.
    Television,
    /// Sitting and reading, or just sitting.
    Rest,
    /// A nap in the armchair.
    Nap,
    /// Tidying, washing up, laundry: in one room and another.
    Housework,
    /// Out of the home: shops, church, a friend.
    Out,
    /// Undressing and the last round before bed.
    Retire,
    /// Taking one's tablets.
    Tablets,
    /// Sitting with visitors. No habit: it comes with them.
    Company,
}

impl Activity {
    /// Every activity.
    pub const ALL: [Self; 17] = [
        Self::Sleep,
        Self::Rise,
        Self::Wash,
        Self::Bathe,
        Self::Toilet,
        Self::Tea,
        Self::Breakfast,
        Self::Lunch,
        Self::Supper,
        Self::Television,
        Self::Rest,
        Self::Nap,
        Self::Housework,
        Self::Out,
        Self::Retire,
        Self::Tablets,
        Self::Company,
    ];

    /// Its name in a scenario file, and for people once capitalised: `television`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sleep => "sleep",
            Self::Rise => "rise",
            Self::Wash => "wash",
            Self::Bathe => "bathe",
            Self::Toilet => "toilet",
            Self::Tea => "tea",
            Self::Breakfast => "breakfast",
            Self::Lunch => "lunch",
            Self::Supper => "supper",
            Self::Television => "television",
            Self::Rest => "rest",
            Self::Nap => "nap",
            Self::Housework => "housework",
            Self::Out => "out",
            Self::Retire => "retire",
            Self::Tablets => "tablets",
            Self::Company => "company",
        }
    }

    /// For the story and the truth lane: `Watching television`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Sleep => "Asleep",
            Self::Rise => "Getting up",
            Self::Wash => "Washing",
            Self::Bathe => "Having a bath",
            Self::Toilet => "In the bathroom",
            Self::Tea => "Making tea",
            Self::Breakfast => "Breakfast",
            Self::Lunch => "Lunch",
            Self::Supper => "Supper",
            Self::Television => "Watching television",
            Self::Rest => "Resting in the chair",
            Self::Nap => "A nap in the chair",
            Self::Housework => "Housework",
            Self::Out => "Out",
            Self::Retire => "Getting ready for bed",
            Self::Tablets => "Taking tablets",
            Self::Company => "With visitors",
        }
    }
}

/// Weather and heating, enough to heat and cool rooms.
#[derive(Clone, Debug, PartialEq)]
pub struct ClimatePlan {
    /// Where the weather comes from; `mean`, `swing` and `give` are of a steady one alone.
    pub weather: WeatherPlan,
    /// The day's mean outside, °C.
    pub mean: f64,
    /// Half of the difference between the warmest and the coldest hour of a day, °C.
    pub swing: f64,
    /// How far the daily mean varies: one standard deviation, °C.
    pub give: f64,
    /// What the heating aims at by day, °C.
    pub heating_day: f64,
    /// What the heating aims at by night, °C.
    pub heating_night: f64,
    /// When the day's setting begins.
    pub day_from: ClockTime,
    /// When the night's setting begins.
    pub night_from: ClockTime,
}

/// How reports travel from devices to the hub.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Radio {
    /// The share of reports that never arrive, 0 to 1.
    pub loss: f64,
}

/// Something out of the ordinary, with its label for the evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Disturbance {
    /// When it begins.
    pub at: Moment,
    /// What happens.
    pub kind: DisturbanceKind,
    /// Whom it befalls, by the place in the scenario's list of residents. The first, unless the file names another.
    pub who: usize,
    /// Whether a person at the window did it, rather than the file's author.
    pub intervention: bool,
}

/// What happens in a [`Disturbance`].
#[derive(Clone, Debug, PartialEq)]
pub enum DisturbanceKind {
    /// The heating of one area stops and its window is left open.
    ColdRoom {
        /// Where.
        area: AreaId,
        /// For how long.
        lasts: Span,
    },
    /// The resident gets up if need be, opens a door and stands there or goes out.
    DoorOpened {
        /// Which door.
        opening: OpeningId,
        /// How long it stays open.
        lasts: Span,
    },
    /// The resident goes to an area, falls, and lies there.
    Fall {
        /// Where.
        area: AreaId,
        /// How long until they are helped up.
        lasts: Span,
    },
    /// Someone presses the pendant fob.
    FobPressed {
        /// Which fob.
        device: DeviceId,
        /// How long after it the call is cancelled; `None` when it is meant.
        cancelled: Option<Span>,
    },
    /// Someone pulls a cord for help.
    CordPulled {
        /// Which cord.
        device: DeviceId,
        /// How long after it the call is cancelled; `None` when it is meant.
        cancelled: Option<Span>,
    },
    /// A plugged-in appliance is switched on or off by hand.
    Switched {
        /// Which piece.
        piece: FurnitureId,
        /// On or off.
        on: bool,
    },
    /// Something else that takes the resident up until it is over.
    Episode(Episode),
    /// Something that colours days for a while.
    Change(Change),
    /// Something in the house itself: smoke, water, something left on.
    Hazard(Hazard),
    /// Something that a person does with the companion, the chain of who is told, or the monitor.
    Deed(Deed),
}

/// An alert that the monitor should raise.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The alert's stable kind: `cold-home`.
    pub kind: String,
    /// Not before this moment.
    pub after: Moment,
    /// Within so long of it.
    pub within: Span,
}

/// Days on which the monitor should say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The first such day.
    pub from_day: i64,
    /// The last such day.
    pub to_day: i64,
}
