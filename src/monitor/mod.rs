//! The anomaly detection: it learns one home from its readings alone and says what has changed.
//!
//! The same code runs in the demonstration, over a recording and in a real home. It does no I/O, asks no clock, and
//! knows neither scenarios nor simulations, so it can never see what it is scored on. Read [`Monitor`] first, then the
//! detectors.
//!
//! **Time.** The monitor has a grid of its own, whole minutes UTC. Before it takes an item of time `t` it runs every
//! tick earlier than `t`; a watermark runs them and does nothing else. What it says therefore depends on the
//! readings alone, and not on how often anybody looked.

pub mod act;
pub mod alert;
mod baseline;
mod budget;
mod concern;
mod config;
mod course;
mod detector;
mod evidence;
mod explain;
mod feature;
mod hash;
mod health;
mod lasting;
pub mod life;
mod mode;
mod rehouse;
pub mod score;
mod setting;
mod shape;
mod sound;
pub mod state;
mod usual_time;
mod vital;
pub mod why;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::home::{Home, Item};
use crate::time::{Calendar, Span, Timestamp};
use act::Told;
use alert::Alert;
use baseline::count::Counts;
pub use baseline::count::Usual;
pub use config::Config;
use detector::alarm::Alarm;
use detector::appliance_left_on::ApplianceLeftOn;
use detector::cannot_tell::CannotTell;
use detector::carer_left_early::CarerLeftEarly;
use detector::carer_not_arrived::CarerNotArrived;
use detector::change_in_routine::ChangeInRoutine;
pub use detector::change_in_routine::Habit;
use detector::cold_home::ColdHome;
use detector::door_at_night::DoorAtNight;
use detector::door_left_open::DoorLeftOpen;
use detector::fridge_left_open::FridgeLeftOpen;
use detector::help_requested::HelpRequested;
use detector::hot_home::HotHome;
use detector::hub_offline::HubOffline;
use detector::long_bathroom_stay::LongBathroomStay;
use detector::low_battery::LowBattery;
use detector::medication_missed::MedicationMissed;
use detector::medication_repeated::MedicationRepeated;
use detector::not_returned::NotReturned;
use detector::overdue_activity::OverdueActivity;
use detector::sensor_blocked::SensorBlocked;
use detector::sensor_silent::SensorSilent;
use detector::sensor_stuck::SensorStuck;
use detector::unusual_day::UnusualDay;
use detector::wandering_at_night::WanderingAtNight;
use feature::another::Another;
use feature::civil::{Civil, Hour};
use feature::company::Company;
use feature::daily::Daily;
pub use feature::habit::Feature;
use feature::presence::Presence;
use feature::roster::Roster;
use feature::sign::Last;
use health::Health;
use life::{Book, Concern, Said};
use mode::Modes;
pub use mode::{CurrentMode, Mode};
use rehouse::Plan;

/// The monitor's own grid of time.
const TICK: Span = Span::minutes(1);

/// How far the monitor has learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learning {
    /// The day being learned, from 1; stays at `of` once done.
    pub day: i64,
    /// How many days it learns before its normal counts as learned.
    pub of: i64,
    /// Whether learning is done.
    pub done: bool,
}

/// What has been learned of the home's days, for showing: episodes of activity by hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Normal {
    /// What is usual in each hour from Monday to Friday.
    pub weekday: [Usual; 24],
    /// What is usual in each hour on Saturday and Sunday.
    pub weekend: [Usual; 24],
    /// What was counted so far in each hour of today.
    pub today: [u32; 24],
    /// Whether today is a Saturday or Sunday.
    pub today_is_weekend: bool,
    /// The hour of the day that it is now.
    pub hour: usize,
    /// Days with readings so far.
    pub days: u32,
}

impl Normal {
    /// What is usual in each hour of a day like today.
    pub fn today_usual(&self) -> &[Usual; 24] {
        if self.today_is_weekend { &self.weekend } else { &self.weekday }
    }
}

/// The monitor of one home.
///
/// What it has learned can be kept and taken up again: [`Monitor::to_bytes`] and [`Monitor::from_bytes`]. The fields
/// that follow from the home, its calendar and the configuration are not kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Monitor {
    #[serde(skip)]
    config: Config,
    #[serde(skip)]
    version: Arc<str>,
    #[serde(skip)]
    roster: Arc<Roster>,
    #[serde(skip)]
    civil: Civil,
    /// The tick to be run next; `None` before the first item.
    next_tick: Option<Timestamp>,
    last_item: Timestamp,
    first_day: i64,
    today: Hour,
    /// Whether anything was heard today.
    watched: bool,
    /// Whole days with readings.
    days: u32,
    late: u64,
    unknown: u64,
    /// Which device was heard last: one report often holds several readings.
    #[serde(skip)]
    heard_last: usize,
    last: Vec<Last>,
    presence: Presence,
    company: Company,
    another: Another,
    modes: Modes,
    counts: Counts,
    overdue: OverdueActivity,
    bathroom: LongBathroomStay,
    outing: NotReturned,
    door: DoorAtNight,
    cold: ColdHome,
    help: HelpRequested,
    daily: Daily,
    routine: ChangeInRoutine,
    door_left_open: DoorLeftOpen,
    hot: HotHome,
    appliance: ApplianceLeftOn,
    health: Health,
    hub: HubOffline,
    cannot_tell: CannotTell,
    silent: SensorSilent,
    stuck: SensorStuck,
    blocked: SensorBlocked,
    wandering: WanderingAtNight,
    unusual: UnusualDay,
    fridge: FridgeLeftOpen,
    battery: LowBattery,
    alarm: Alarm,
    missed: MedicationMissed,
    repeated: MedicationRepeated,
    carer: CarerNotArrived,
    left_early: CarerLeftEarly,
    /// What of the home all this depends on.
    plan: Plan,
    /// What was told, and whether it still lasts.
    book: Book,
    /// What people have told of the learning.
    told: Told,
    /// From when until when nobody listened to the home.
    deaf: Option<(Timestamp, Timestamp)>,
}

impl Monitor {
    /// A monitor that has learned nothing yet. Of the home it uses devices, areas, names, and which doors lead
    /// outside.
    pub fn new(home: &Home, calendar: &Calendar, config: Config) -> Self {
        let roster = Roster::new(home);
        let mut civil = Civil::new(calendar);
        let devices = roster.sensors.len();
        Self {
            version: format!("{}+{}", env!("CARGO_PKG_VERSION"), config.hash()).into(),
            config,
            today: civil.hour(Timestamp::default()),
            civil,
            next_tick: None,
            last_item: Timestamp::MIN,
            first_day: 0,
            watched: false,
            days: 0,
            late: 0,
            unknown: 0,
            heard_last: 0,
            last: vec![Last::default(); devices],
            presence: Presence::default(),
            company: Company::new(roster.areas.len()),
            another: Another::default(),
            modes: Modes::default(),
            counts: Counts::new(),
            overdue: OverdueActivity::new(),
            bathroom: LongBathroomStay::new(),
            outing: NotReturned::new(),
            door: DoorAtNight::new(),
            cold: ColdHome::new(roster.sensors.iter().map(|sensor| sensor.kind)),
            help: HelpRequested::default(),
            daily: Daily::new(&roster),
            routine: ChangeInRoutine::new(),
            door_left_open: DoorLeftOpen::new(&roster),
            hot: HotHome::new(&roster),
            appliance: ApplianceLeftOn::new(&roster),
            health: Health::new(&roster),
            hub: HubOffline::default(),
            cannot_tell: CannotTell::default(),
            silent: SensorSilent::new(devices),
            stuck: SensorStuck::new(&roster),
            blocked: SensorBlocked::new(&roster),
            wandering: WanderingAtNight::new(),
            unusual: UnusualDay::new(),
            fridge: FridgeLeftOpen::new(&roster),
            battery: LowBattery::new(devices),
            alarm: Alarm::new(devices),
            missed: MedicationMissed::new(&roster),
            repeated: MedicationRepeated::new(&roster),
            carer: CarerNotArrived::new(&roster),
            left_early: CarerLeftEarly::new(&roster),
            plan: Plan::new(&roster),
            book: Book::default(),
            told: Told::default(),
            deaf: None,
            roster: Arc::new(roster),
        }
    }

    /// Takes the next item of the stream and adds what is to be said to `alerts`.
    pub fn observe(&mut self, item: &Item, alerts: &mut Vec<Alert>) {
        let at = item.at();
        if let Item::Watermark(_) = item {
            self.run_ticks(at, alerts);
            return;
        }
        // A tick at the very instant of an item runs after it, so an item at a tick that has been run is late too.
        if at < self.last_item || self.next_tick.is_some_and(|next| at <= next - TICK) {
            self.late = self.late.saturating_add(1);
            return;
        }
        if self.next_tick.is_none() {
            self.begin(at);
        }
        self.run_ticks(at, alerts);
        self.last_item = at;
        self.watched = true;
        let first = alerts.len();
        match item {
            Item::Reading(reading) => self.reading(reading, alerts),
            Item::Availability(change) => self.availability(change),
            Item::Watermark(_) => {}
        }
        if alerts.len() > first {
            self.book.enter(alerts, first);
        }
        // A person is seen again at the very moment; everything else is looked at every minute.
        if self.book.awaits_a_person() {
            self.settle(at);
        }
    }

    /// Nobody listened to the home in this time: what happened in it is not known, which is not the same as nothing. It is
    /// to be told before any item of that time or later.
    pub fn not_heard(&mut self, from: Timestamp, until: Timestamp) {
        self.deaf = Some((from, until));
    }

    /// Everything that was told and is not over, and what was over lately, in the order of their numbers.
    pub fn concerns(&self) -> &[Concern] {
        self.book.concerns()
    }

    /// Everything said since this was last asked, in order of time: the alerts that [`Monitor::observe`] gave, and the steps
    /// in concerns' lives that are no alerts (resolved, escalated, acknowledged).
    pub fn said(&mut self, alerts: &mut Vec<Alert>) -> Vec<Said> {
        // As good as always.
        if alerts.is_empty() && !self.book.has_news() {
            return Vec::new();
        }
        let mut said: Vec<Said> = alerts.drain(..).map(Said::Alert).collect();
        if self.book.has_news() {
            said.extend(self.book.take_news().into_iter().map(Said::News));
            said.sort_by_key(Said::at);
        }
        said
    }

    /// How far it has learned.
    pub fn learning(&self) -> Learning {
        let of = self.config.learning_days;
        let day = if self.next_tick.is_some() { self.today.day - self.first_day + 1 } else { 1 };
        Learning { day: day.clamp(1, of.max(1)), of, done: day > of || self.told.confirmed }
    }

    /// The program's version and a hash of the configuration: `0.1.0+1a2b3c4d`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What has been learned of the home's days.
    pub fn normal(&self) -> Normal {
        Normal {
            weekday: self.counts.usual(false),
            weekend: self.counts.usual(true),
            today: self.counts.today(),
            today_is_weekend: self.today.weekday.is_weekend(),
            hour: self.today.hour(),
            days: self.days,
        }
    }

    /// What was learned of each daily feature that this home has, and how it is now.
    pub fn habits(&self) -> Vec<Habit> {
        self.routine.habits(&self.daily)
    }

    /// What was learned of one daily feature; `None` where this home does not have it.
    pub fn habit(&self, feature: Feature) -> Option<Habit> {
        self.routine.habit(feature, &self.daily)
    }

    /// How the home is lived in at the moment, as far as can be told or as a person has set it.
    pub fn mode(&self) -> CurrentMode {
        let now = self.next_tick.map_or(self.last_item, |next| next.max(self.last_item));
        self.modes.now(&self.presence, &self.company, now, self.overdue.expected())
    }

    /// How many items came too late to be learned from.
    pub fn late(&self) -> u64 {
        self.late
    }

    /// How many readings came from devices that the home does not list.
    pub fn unknown(&self) -> u64 {
        self.unknown
    }
}
