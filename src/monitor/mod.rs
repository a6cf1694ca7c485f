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
mod detector;
mod evidence;
mod explain;
mod feature;
mod health;
mod lasting;
pub mod life;
mod mode;
mod rehouse;
pub mod score;
mod setting;
mod shape;
pub mod state;
mod usual_time;
pub mod why;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::home::{Availability, Capability, DeviceKind, Home, Item, Reading, Value};
use crate::time::{Calendar, ClockTime, Span, Timestamp};
use act::Told;
use alert::Alert;
use baseline::count::Counts;
pub use baseline::count::Usual;
use baseline::rate::forgetting;
use detector::Context;
use detector::alarm::Alarm;
use detector::appliance_left_on::ApplianceLeftOn;
use detector::cannot_tell::CannotTell;
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
use detector::overdue_activity::{Besides, OverdueActivity};
use detector::sensor_blocked::SensorBlocked;
use detector::sensor_silent::SensorSilent;
use detector::sensor_stuck::SensorStuck;
use detector::unusual_day::UnusualDay;
use detector::wandering_at_night::WanderingAtNight;
use feature::another::Another;
use feature::civil::{Civil, Hour};
use feature::company::Company;
use feature::daily::{Daily, Seen};
pub use feature::habit::Feature;
use feature::presence::{Place, Presence, Sighting};
use feature::roster::Roster;
use feature::sign::{self, Last, Sign};
use health::Health;
use life::{Book, Concern, Said};
pub use mode::{CurrentMode, Mode};
use mode::{Modes, NotAlone};
use rehouse::Plan;
pub use usual_time::{Regular, UsualTime};

/// The monitor's own grid of time.
const TICK: Span = Span::minutes(1);

/// Where there is somebody else on more than this share of days, a day with company is an ordinary one.
const OFTEN: f64 = 0.3;

/// After so long without an item the stream has ended or the hub is gone for good: nothing is worked out until the
/// next one, so that a watermark in the far future costs nothing.
const ASLEEP_AFTER: Span = Span::days(31);

/// What the monitor may be told besides its readings. Its values go into [`Monitor::version`].
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
    fn is_night(&self, clock: ClockTime) -> bool {
        if self.night_from > self.night_until {
            clock >= self.night_from || clock < self.night_until
        } else {
            clock >= self.night_from && clock < self.night_until
        }
    }

    /// Eight hexadecimal digits that differ when a value differs: FNV-1a over the values written out.
    fn hash(&self) -> String {
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

/// The running of time, and what each item does.
impl Monitor {
    fn begin(&mut self, at: Timestamp) {
        let floor = at.floor(TICK);
        self.next_tick = Some(if floor == at { at } else { floor + TICK });
        self.last_item = at;
        self.today = self.civil.hour(at);
        self.first_day = self.today.day;
    }

    /// Runs every tick strictly earlier than `until`.
    fn run_ticks(&mut self, until: Timestamp, alerts: &mut Vec<Alert>) {
        let Some(mut next) = self.next_tick else { return };
        let awake = until.min(self.last_item + ASLEEP_AFTER);
        while next < awake {
            self.tick(next, alerts);
            next += TICK;
        }
        if next < until {
            // Asleep: go to the first tick that is not earlier.
            let floor = until.floor(TICK);
            next = if floor == until { until } else { floor + TICK };
        }
        self.next_tick = Some(next);
    }

    fn tick(&mut self, now: Timestamp, alerts: &mut Vec<Alert>) {
        let hour = self.civil.hour(now);
        if hour.day != self.today.day {
            self.close_day(hour.day);
        }
        self.today = hour;
        let (first, days) = (alerts.len(), self.days_learned());
        let excluded = self.told.is_excluded(hour.day);
        let Self { config, roster, civil, presence, company, another, modes, health, cannot_tell, .. } = self;
        company.tick(now, presence.place() == Some(Place::Out));
        modes.tick(now, hour, presence);
        let (not_alone, absent) = (modes.not_alone(company, another, now), modes.says_absent(presence).is_some());
        let mut context = Context { config, roster, civil, presence, now, hour, days, ordinary: !excluded };
        // First the devices, from the whole to the single one, so that one fault is told once; then the person and the
        // home, by what can be relied on.
        health.tick(now);
        if self.deaf.is_some_and(|(from, until)| (from..until).contains(&now)) && !health.is_outage() {
            health.begin_outage();
            self.door.not_heard();
        }
        self.hub.tick(&context, health, alerts);
        self.stuck.tick(&context, health, alerts);
        self.blocked.tick(&context, health, alerts);
        self.silent.tick(&context, health, alerts);
        cannot_tell.tick(&context, health, alerts);
        cannot_tell.of_two(&context, company.usual(), not_alone == Some(NotAlone::LivesHere), alerts);
        // Whoever may be where nothing can be seen is not silent, as far as anybody can tell.
        let seen_in = match context.presence.place() {
            Some(Place::Area(area)) => Some(area),
            Some(Place::Out | Place::Bed) | None => None,
        };
        let hidden = seen_in.is_some_and(|area| self.stuck.hides(health, area));
        let blind = cannot_tell.is_blind() || hidden;
        let doubt = cannot_tell.doubt();
        self.bathroom.tick(&context, blind, doubt, not_alone, self.overdue.told_of(), alerts);
        let besides = Besides {
            blind,
            doubt,
            not_alone,
            expected_away: modes.expects_absence(),
            absent,
            suspected: seen_in
                .is_some_and(|area| self.blocked.suspects(area) || self.stuck.half_hides(health, area, now)),
            told_of: self.bathroom.told_of(),
        };
        self.overdue.tick(&mut context, besides, alerts);
        self.outing.tick(&context, blind || absent, modes.is_away(), alerts);
        self.door.tick(&mut context, alerts);
        self.door_left_open.tick(&context, &self.door, health, alerts);
        self.cold.tick(&mut context, alerts);
        self.hot.tick(&context, alerts);
        self.appliance.tick(&context, blind, alerts);
        self.fridge.tick(&context, health, alerts);
        self.wandering.tick(&context, blind);
        self.missed.tick(&context, cannot_tell.is_blind(), alerts);
        let two = not_alone == Some(NotAlone::LivesHere);
        self.carer.tick(&context, health, cannot_tell.is_blind() || absent, two, alerts);
        let silent = |sensor| health.is_out(sensor, now);
        // A day with a visitor or a pet is not the person's own, unless there is one on many days.
        let shared = match not_alone {
            Some(NotAlone::WasSaid | NotAlone::WasSeen) => company.usual() < OFTEN,
            Some(NotAlone::MovesToo) => another.usual() < OFTEN,
            Some(NotAlone::LivesHere) | None => false,
        };
        if self.daily.tick(context.civil, now, hour, cannot_tell.is_blind() || excluded || shared, silent) {
            self.routine.judge(&mut context, &mut self.daily, alerts);
        }
        if alerts.len() > first {
            self.book.enter(alerts, first);
        }
        if self.book.has_open() {
            self.settle(now);
        }
    }

    /// Closes what is over.
    fn settle(&mut self, now: Timestamp) {
        let mut book = std::mem::take(&mut self.book);
        book.settle(now, |concern| self.over(concern, now));
        self.book = book;
    }

    /// Forgets what was learned of the person's ways. What is known of the devices stays, and so does what was told.
    fn learn_anew(&mut self, at: Timestamp) {
        self.first_day = self.civil.hour(at).day;
        (self.watched, self.days) = (false, 0);
        self.counts = Counts::new();
        self.overdue = OverdueActivity::new();
        self.bathroom = LongBathroomStay::new();
        self.outing = NotReturned::new();
        self.company = Company::new(self.roster.areas.len());
        self.another = Another::default();
        self.wandering = WanderingAtNight::new();
        self.unusual = UnusualDay::new();
        self.door = DoorAtNight::new();
        self.daily = Daily::new(&self.roster);
        self.routine = ChangeInRoutine::new();
        self.door_left_open = DoorLeftOpen::new(&self.roster);
        self.appliance = ApplianceLeftOn::new(&self.roster);
        self.carer = CarerNotArrived::new(&self.roster);
        self.told = Told::default();
    }

    /// Whole days with readings, as far as judgements wait for them: enough once a person has said so.
    fn days_learned(&self) -> u32 {
        if self.told.confirmed {
            self.days.max(u32::try_from(self.config.learning_days).unwrap_or(0))
        } else {
            self.days
        }
    }

    fn close_day(&mut self, new_day: i64) {
        let factor = forgetting(new_day - self.today.day);
        let watched = self.watched && !self.told.is_excluded(self.today.day);
        self.counts.close_day(self.today.weekday, factor, watched);
        self.overdue.forget(factor);
        self.bathroom.forget(factor);
        self.outing.close_day(factor, watched);
        self.presence.forget(factor);
        self.company.close_day(factor, watched);
        self.another.close_day(factor, watched);
        self.door.close_day(factor, watched);
        self.door_left_open.forget(factor);
        self.appliance.forget(factor);
        self.blocked.forget(factor);
        self.fridge.forget(factor);
        self.wandering.close_day(factor, watched);
        self.unusual.close_day(factor, watched);
        self.missed.forget(factor);
        self.carer.close_day(self.today.weekday.is_weekend(), factor, watched);
        self.days = self.days.saturating_add(u32::from(watched));
        self.watched = false;
    }

    fn reading(&mut self, reading: &Reading, alerts: &mut Vec<Alert>) {
        let days = self.days_learned();
        let Self { config, roster, civil, presence, company, another, modes, last, .. } = self;
        let found = roster.find(&reading.device);
        let Some((index, sensor, last)) =
            found.and_then(|index| Some((index, roster.sensors.get(index)?, last.get_mut(index)?)))
        else {
            self.unknown = self.unknown.saturating_add(1);
            return;
        };
        let hour = civil.hour(reading.at);
        self.health.reading(index, reading);
        self.silent.reading(index, reading.capability, &reading.value);
        self.cold.reading(index, reading);
        self.hot.reading(index, reading);
        self.appliance.reading(presence, index, reading);
        self.fridge.reading(index, reading);
        self.stuck.reading(&self.health, index, reading);
        modes.reading(sensor.kind, reading);
        let sign = sign::read(sensor, reading, last).filter(|_| !self.health.is_stuck(index));
        let sighting = Sighting { at: reading.at, area: sensor.area, reading: reading.clone() };
        // A pad that goes on saying that somebody is in bed is news when they were seen to get up: one of its reports was lost.
        let in_bed = (sensor.kind, reading.capability, &reading.value)
            == (DeviceKind::BedSensor, Capability::Occupancy, &Value::Flag(true));
        let returned = in_bed && presence.is_thought_up(reading.at, sensor.area, hour.is_night());
        let sign = sign.or(returned.then_some(Sign::Bed(true)));
        self.blocked.reading(&self.health, index, sign, reading);
        let not_alone = modes.not_alone(company, another, reading.at);
        let alone = matches!(not_alone, None | Some(NotAlone::MovesToo));
        if let (DeviceKind::BedSensor, Capability::Occupancy, Value::Flag(occupied), Some(area)) =
            (sensor.kind, reading.capability, &reading.value, sensor.area)
            && !self.health.is_stuck(index)
        {
            another.pad(area, *occupied, reading.at);
        }
        // What moves elsewhere while the person lies in bed is not the person, unless there may be two of them.
        let sign = match (sign, sensor.kind, sensor.area) {
            (Some(Sign::Seen), DeviceKind::Movement, Some(area)) => {
                let two = not_alone == Some(NotAlone::LivesHere) || company.usual() >= OFTEN;
                let anothers = !two && another.moved(area, reading.at);
                if anothers {
                    // Which ways can be walked is learned from all that moves: a walk with a room left out would look impossible.
                    company.see(area, reading.at);
                }
                sign.filter(|_| !anothers)
            }
            (Some(Sign::Seen), _, area) => {
                another.hand(area);
                sign
            }
            (Some(Sign::OutsideDoor(_) | Sign::Bed(_)) | None, _, _) => sign,
        };
        // A lone sign of movement while everybody is out is not believed.
        let sign = sign.filter(|sign| presence.see(*sign, sighting.clone(), alone, last.ever_closed));
        if sign.is_some() {
            modes.seen(reading.at, presence);
        }
        if let (Some(Sign::Seen), DeviceKind::Movement, Some(area)) = (sign, sensor.kind, sensor.area) {
            company.see(area, reading.at);
        }
        let ordinary = !self.told.is_excluded(hour.day);
        let mut context = Context { config, roster, civil, presence, now: reading.at, hour, days, ordinary };
        match sensor.kind {
            DeviceKind::Fob | DeviceKind::PullCord | DeviceKind::Speaker => {
                self.help.reading(&mut context, index, reading, alerts)
            }
            DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm | DeviceKind::FloodSensor => {
                self.alarm.reading(&context, index, reading, alerts);
            }
            DeviceKind::Dispenser => {
                self.missed.reading(index, reading);
                self.repeated.reading(&context, index, reading, alerts);
            }
            DeviceKind::KeySafe => self.carer.reading(hour, index, reading),
            // A doorbell is pressed by whoever stands outside: it says nothing of the person.
            _ => {}
        }
        self.battery.reading(&context, index, reading, alerts);
        let Some(sign) = sign else { return };
        self.bathroom.seen(&context);
        let new_episode = self.overdue.seen(&mut context, !alone);
        if new_episode {
            self.counts.event(hour.hour());
        }
        if let (Sign::Seen, DeviceKind::Movement, Some(area)) = (sign, sensor.kind, sensor.area) {
            self.wandering.moved(&context, area, reading, alerts);
            if context.roster.is_bathroom(area) {
                self.unusual.in_the_bathroom(&context, not_alone.is_none(), reading, alerts);
            }
        }
        let out = context.presence.place() == Some(Place::Out);
        self.daily.see(context.roster, &Seen { sensor: index, sign, reading, new_episode, out });
        match sign {
            Sign::OutsideDoor(open) => {
                if open {
                    self.carer.door(hour, index, reading);
                }
                self.door.door(&mut context, index, open, !last.ever_closed, &sighting);
                self.door_left_open.door(&context, index, open, !last.ever_closed, &sighting);
            }
            Sign::Seen | Sign::Bed(_) => {
                self.carer.inside(&mut context);
                self.door.seen(&sighting);
                self.door_left_open.seen(&sighting);
                self.appliance.seen(&sighting);
            }
        }
    }

    fn availability(&mut self, change: &Availability) {
        match self.roster.find(&change.device) {
            Some(index) => self.health.availability(index, change.at, change.online),
            None => self.unknown = self.unknown.saturating_add(1),
        }
    }
}
