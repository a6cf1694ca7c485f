//! The running of the monitor's own time, and what each item does: which judge hears what, in which order, and what is
//! learned when a day is over.

use super::act::Told;
use super::alert::{Alert, AlertKind};
use super::baseline::count::Counts;
use super::baseline::rate::forgetting;
use super::detector::appliance_left_on::ApplianceLeftOn;
use super::detector::besides::Besides;
use super::detector::carer_left_early::CarerLeftEarly;
use super::detector::carer_not_arrived::CarerNotArrived;
use super::detector::change_in_routine::ChangeInRoutine;
use super::detector::door_at_night::DoorAtNight;
use super::detector::door_left_open::DoorLeftOpen;
use super::detector::long_bathroom_stay::LongBathroomStay;
use super::detector::not_returned::NotReturned;
use super::detector::overdue_activity::OverdueActivity;
use super::detector::unusual_day::UnusualDay;
use super::detector::wandering_at_night::WanderingAtNight;
use super::detector::{Context, of_hour};
use super::feature::another::Another;
use super::feature::company::{Company, OFTEN};
use super::feature::daily::{Daily, Seen};
use super::feature::habit::Feature;
use super::feature::presence::{Others, Place, Sighting};
use super::feature::sign::{self, Sign};
use super::mode::NotAlone;
use super::{Monitor, TICK};
use crate::home::{Availability, Capability, DeviceKind, Reading, Value};
use crate::time::{Span, Timestamp};

/// After so long without an item the stream has ended or the hub is gone for good: nothing is worked out until the
/// next one, so that a watermark in the far future costs nothing.
const ASLEEP_AFTER: Span = Span::days(31);

/// The running of time, and what each item does.
impl Monitor {
    pub(super) fn begin(&mut self, at: Timestamp) {
        let floor = at.floor(TICK);
        self.next_tick = Some(if floor == at { at } else { floor + TICK });
        self.last_item = at;
        self.today = self.civil.hour(at);
        self.first_day = self.today.day;
    }

    /// Runs every tick strictly earlier than `until`.
    pub(super) fn run_ticks(&mut self, until: Timestamp, alerts: &mut Vec<Alert>) {
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
        let (of_hour, ordinary) = (of_hour(now), !excluded);
        let mut context = Context { config, roster, civil, presence, now, of_hour, hour, days, ordinary };
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
        let sound = health.is_sound(now);
        let hidden = !sound && seen_in.is_some_and(|area| self.stuck.hides(health, area));
        let blind = cannot_tell.is_blind() || hidden;
        let doubt = cannot_tell.doubt();
        let besides = Besides {
            blind,
            doubt,
            not_alone,
            expected_away: modes.expects_absence(),
            absent,
            suspected: seen_in.is_some_and(|area| {
                self.blocked.suspects(area) || (!sound && self.stuck.half_hides(health, area, now))
            }),
            told_of: self.overdue.told_of(),
            outings: &self.outing,
        };
        self.bathroom.tick(&context, besides, alerts);
        let besides = Besides { told_of: self.bathroom.told_of(), ..besides };
        let late = |context: &Context<'_>| {
            let usually_by = self.routine.habit(Feature::Bedtime, &self.daily).and_then(|habit| habit.usual);
            usually_by.map_or(Span::ZERO, |usual| self.daily.in_bed_later(context.civil, usual.high))
        };
        self.overdue.tick(&mut context, besides, late, alerts);
        self.outing.tick(&context, blind || absent, modes.is_away(), alerts);
        self.door.tick(&mut context, alerts);
        self.door_left_open.tick(&context, &self.door, health, alerts);
        self.cold.tick(&mut context, alerts);
        self.hot.tick(&context, alerts);
        self.appliance.tick(&context, blind, alerts);
        self.fridge.tick(&context, health, alerts);
        let left_so = [AlertKind::DoorLeftOpen, AlertKind::ApplianceLeftOn];
        for alert in alerts[first..].iter().filter(|alert| left_so.contains(&alert.kind)) {
            self.daily.left_so(alert);
        }
        self.wandering.tick(&context, blind);
        self.missed.tick(&context, cannot_tell.is_blind(), alerts);
        let two = not_alone == Some(NotAlone::LivesHere);
        self.carer.tick(&context, health, cannot_tell.is_blind() || absent, two, alerts);
        self.left_early.tick(&context, cannot_tell.is_blind(), alerts);
        let silent = |sensor| !sound && health.is_out(sensor, now);
        // A day with a visitor or a pet is not the person's own, unless there is one on many days.
        let shared = match not_alone {
            Some(NotAlone::WasSaid | NotAlone::WasSeen | NotAlone::Crowded) => !company.is_usual(),
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
    pub(super) fn settle(&mut self, now: Timestamp) {
        let mut book = std::mem::take(&mut self.book);
        book.settle(now, |concern| self.over(concern, now));
        self.book = book;
    }

    /// Forgets what was learned of the person's ways. What is known of the devices stays, and so does what was told.
    pub(super) fn learn_anew(&mut self, at: Timestamp) {
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
        self.left_early = CarerLeftEarly::new(&self.roster);
        self.told = Told::default();
    }

    /// Whole days with readings, as far as judgements wait for them: enough once a person has said so.
    pub(super) fn days_learned(&self) -> u32 {
        if self.told.confirmed {
            self.days.max(u32::try_from(self.config.learning_days).unwrap_or(0))
        } else {
            self.days
        }
    }

    /// Whether on many days somebody else, or a pet, was plainly there; and whether many days were crowded.
    fn others_are_usual(&self) -> (bool, bool) {
        (self.company.usual() >= OFTEN || self.another.usual() >= OFTEN, self.company.is_usual())
    }

    fn close_day(&mut self, new_day: i64) {
        let factor = forgetting(new_day - self.today.day);
        let watched = self.watched && !self.told.is_excluded(self.today.day);
        self.counts.close_day(self.today.weekday, factor, watched);
        self.overdue.forget(factor);
        self.bathroom.forget(factor);
        self.outing.close_day(factor, watched);
        self.presence.forget(factor);
        let own = !self.company.was_here_today() || self.company.is_usual();
        self.unusual.close_day(factor, watched && own);
        let before = self.others_are_usual();
        self.company.close_day(factor, watched);
        self.another.close_day(factor, watched);
        let (together, crowded) = self.others_are_usual();
        // A crowded day is one against the days before: once it is usual, days are no longer crowded, and nobody has left.
        let changed = together != before.0 || (crowded && !before.1);
        if changed && i64::from(self.days_learned()) >= self.config.learning_days {
            self.routine.others_changed();
        }
        self.door.close_day(factor, watched);
        self.door_left_open.forget(factor);
        self.appliance.forget(factor);
        self.blocked.forget(factor);
        self.fridge.forget(factor);
        self.wandering.close_day(factor, watched);
        self.missed.forget(factor);
        self.carer.close_day(self.today.weekday.is_weekend(), factor, watched);
        self.left_early.close_day(factor, watched);
        self.days = self.days.saturating_add(u32::from(watched));
        self.watched = false;
    }

    pub(super) fn reading(&mut self, reading: &Reading, alerts: &mut Vec<Alert>) {
        let days = self.days_learned();
        let Self { config, roster, civil, presence, company, another, modes, last, .. } = self;
        let heard_last = self.heard_last;
        let again = roster.sensors.get(heard_last).is_some_and(|sensor| sensor.id == reading.device);
        let found = if again { Some(heard_last) } else { roster.find(&reading.device) };
        let Some((index, sensor, last)) =
            found.and_then(|index| Some((index, roster.sensors.get(index)?, last.get_mut(index)?)))
        else {
            self.unknown = self.unknown.saturating_add(1);
            return;
        };
        self.heard_last = index;
        let hour = civil.hour(reading.at);
        self.health.reading(index, reading);
        // Each judge knows what it hears, but most readings are for none of these.
        match reading.capability {
            Capability::Temperature => {
                self.cold.reading(index, reading);
                self.hot.reading(index, reading);
            }
            Capability::Battery => self.silent.reading(index, reading.capability, &reading.value),
            Capability::Power | Capability::Switch => self.appliance.reading(presence, index, reading),
            Capability::Contact => self.fridge.reading(index, reading),
            Capability::Occupancy => self.stuck.reading(&self.health, index, reading),
            Capability::Mode => {
                modes.reading(sensor.kind, reading);
            }
            Capability::Humidity
            | Capability::LinkQuality
            | Capability::Illuminance
            | Capability::Setpoint
            | Capability::Valve
            | Capability::Energy
            | Capability::Button
            | Capability::Speech
            | Capability::Smoke
            | Capability::CarbonMonoxide
            | Capability::Flood
            | Capability::Dose
            | Capability::Lock
            | Capability::Brightness => {}
        }
        let sign = sign::read(sensor, reading, last).filter(|_| !self.health.is_stuck(index));
        // A pad that goes on saying that somebody is in bed is news when they were seen to get up: one of its reports was lost.
        let in_bed = (sensor.kind, reading.capability, &reading.value)
            == (DeviceKind::BedSensor, Capability::Occupancy, &Value::Flag(true));
        let returned = in_bed && presence.is_thought_up(reading.at, sensor.area, hour.is_night());
        let sign = sign.or(returned.then_some(Sign::Bed(true)));
        self.blocked.reading(&self.health, index, sign, reading);
        let not_alone = modes.not_alone(company, another, reading.at);
        let pet = not_alone.is_some_and(NotAlone::may_be_a_pet);
        let others = Others { alone: pet || not_alone.is_none(), pet };
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
                    company.see(area, reading.at, hour.is_night());
                }
                sign.filter(|_| !anothers)
            }
            (Some(Sign::Seen), _, area) => {
                another.hand(area);
                sign
            }
            (Some(Sign::OutsideDoor(_) | Sign::Bed(_)) | None, _, _) => sign,
        };
        let sighting = || Sighting { at: reading.at, area: sensor.area, reading: reading.clone() };
        // A lone sign of movement while everybody is out is not believed.
        let sign = sign.filter(|sign| presence.see(*sign, sighting(), others, last.ever_closed));
        if sign.is_some() {
            modes.seen(reading.at, presence);
        }
        if let (Some(Sign::Seen), DeviceKind::Movement, Some(area)) = (sign, sensor.kind, sensor.area) {
            company.see(area, reading.at, hour.is_night());
        }
        let ordinary = !self.told.is_excluded(hour.day);
        let (now, of_hour) = (reading.at, of_hour(reading.at));
        let mut context = Context { config, roster, civil, presence, now, of_hour, hour, days, ordinary };
        match sensor.kind {
            DeviceKind::Fob | DeviceKind::PullCord | DeviceKind::Speaker | DeviceKind::Screen => {
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
        if reading.capability == Capability::Battery {
            self.battery.reading(&context, index, reading, alerts);
        }
        let Some(sign) = sign else { return };
        let sighting = sighting();
        self.bathroom.seen(&context);
        let new_episode = self.overdue.seen(&mut context, !others.alone);
        if new_episode {
            self.counts.event(hour.hour());
        }
        if let (Sign::Seen, DeviceKind::Movement, Some(area)) = (sign, sensor.kind, sensor.area) {
            self.wandering.moved(&context, area, reading, alerts);
            if context.roster.is_bathroom(area) {
                let alone = not_alone.is_none() && !company.was_here_today();
                self.unusual.in_the_bathroom(&context, alone, reading, alerts);
            }
        }
        let out = context.presence.place() == Some(Place::Out);
        self.daily.see(context.roster, &Seen { sensor: index, sign, reading, new_episode, out });
        match sign {
            Sign::OutsideDoor(open) => {
                if open {
                    self.carer.door(hour, index, reading);
                    self.left_early.door(index, reading);
                }
                self.door.door(&mut context, index, open, !last.ever_closed, &sighting);
                self.door_left_open.door(&context, index, open, !last.ever_closed, &sighting);
            }
            Sign::Seen | Sign::Bed(_) => {
                if let Some(stay) = self.carer.inside(&mut context) {
                    self.left_early.left(&mut context, stay, not_alone == Some(NotAlone::LivesHere));
                }
                self.door.seen(&sighting);
                self.door_left_open.seen(&sighting);
                self.appliance.seen(&sighting);
            }
        }
    }

    pub(super) fn availability(&mut self, change: &Availability) {
        match self.roster.find(&change.device) {
            Some(index) => self.health.availability(index, change.at, change.online),
            None => self.unknown = self.unknown.saturating_add(1),
        }
    }
}
