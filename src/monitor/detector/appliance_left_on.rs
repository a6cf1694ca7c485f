//! Appliance left on: something is on, and nobody has been near it for longer than is usual.
//!
//! Watts say on or off once two looks agree; an oven's thermostat rests for minutes at a time, which is still "on", and a
//! heater's for an hour. How long each appliance is left alone while it is on is learned from this home, apart for when
//! somebody is up and about, in bed, and out: a Sunday roast is left for an hour every week, a hob never, a heater for the
//! time that supper takes, and by nobody who goes to bed. Somebody who was last seen in its room counts as near it, however
//! still they sit. A kettle, a toaster or a microwave is judged by how long it is on, whoever stands by it. Lamps and
//! televisions are no danger: they are told as information, and only where being left so never happens.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{AreaKind, Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind};
use crate::monitor::explain;
use crate::monitor::feature::presence::{Place, Presence, Sighting};
use crate::monitor::feature::roster::{Purpose, Roster};
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};
use habit::{Habit, WHILES, While};
use strength::Strength;
use wording::appliance_name;

mod habit;
mod strength;
mod wording;

/// A plug that reports changes alone says no more once the power is steady: a value that has stood for so long counts
/// as confirmed.
const STEADY: Span = Span::seconds(60);
/// A thermostat may rest for so long without the appliance being off, where somebody was by it who may have switched it
/// off,
const RESTS: Span = Span::minutes(20);
/// and for so long where nobody was: it rests by itself, as a heater does in a warm room.
const RESTS_ALONE: Span = Span::minutes(90);

/// What switches itself off and is heard to be on only so long after it was heard last was switched on anew: the report
/// that it went off was lost.
const SAME_USE: Span = Span::hours(1);

/// One use, from being switched on to being switched off.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Use {
    on: Reading,
    /// When it last said that it draws what it does when it is on.
    heard: Timestamp,
    /// When somebody was last near it.
    near: Timestamp,
    /// Minutes since then that the person spent up, in bed and out.
    spent: [f64; WHILES],
    /// The longest that it was left alone so far, minutes, by what the person did.
    longest: [f64; WHILES],
    /// Since when it draws nothing.
    rests_since: Option<Timestamp>,
    /// Whether it stopped drawing with nobody by it.
    by_itself: bool,
    /// Nobody could have been seen for a while.
    tainted: bool,
    /// After how many minutes alone somebody was told, by what the person did.
    told: [Option<f64>; WHILES],
    /// Told, and nobody has come since.
    quiet: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Appliance {
    sensor: usize,
    area: Option<usize>,
    /// Whether movement in its room can be seen.
    watched: bool,
    strength: Strength,
    hot: bool,
    /// A value that says otherwise than `hot`, until it is confirmed.
    otherwise: Option<Reading>,
    seen: Option<Sighting>,
    present: Option<Use>,
    habit: Habit,
}

/// The judge of what is left on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct ApplianceLeftOn {
    appliances: Vec<Appliance>,
}

impl ApplianceLeftOn {
    pub fn new(roster: &Roster) -> Self {
        let watched =
            |area: Option<usize>| roster.sensors.iter().any(|s| s.kind == DeviceKind::Movement && s.area == area);
        let appliances = roster.sensors.iter().enumerate().filter_map(|(sensor, s)| {
            Some(Appliance {
                sensor,
                area: s.area,
                watched: s.area.is_some() && watched(s.area),
                strength: Strength::new(),
                hot: false,
                otherwise: None,
                seen: None,
                present: None,
                habit: Habit::new(s.purpose?),
            })
        });
        Self { appliances: appliances.collect() }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.appliances, before.appliances, |appliance| &mut appliance.sensor);
    }

    /// Whether what somebody was told of is still on with nobody by it.
    pub fn lasts(&self, sensor: usize) -> bool {
        let mut own = self.appliances.iter().filter(|appliance| appliance.sensor == sensor);
        own.any(|appliance| appliance.present.as_ref().is_some_and(|present| present.quiet))
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.appliances.iter_mut().for_each(|appliance| appliance.habit.forget(factor));
    }

    /// A device reported.
    pub fn reading(&mut self, presence: &Presence, sensor: usize, reading: &Reading) {
        let watts = match (reading.capability, &reading.value) {
            (Capability::Power, Value::Number(watts)) => *watts,
            // A relay that is switched off lets nothing through, though many plugs say no more of the power then.
            (Capability::Switch, Value::Flag(false)) => 0.0,
            _ => return,
        };
        if let Some(appliance) = self.appliances.iter_mut().find(|appliance| appliance.sensor == sensor) {
            appliance.confirm(presence, reading.at);
            let on = appliance.strength.is_on(appliance.habit.purpose, watts);
            let stops_itself = appliance.stops_itself();
            if let Some(present) = appliance.present.as_mut().filter(|_| on) {
                if stops_itself && reading.at - present.heard > SAME_USE {
                    (appliance.present, appliance.hot) = (None, false);
                } else {
                    present.heard = reading.at;
                }
            }
            appliance.take(presence, reading, on);
        }
    }

    /// Somebody was seen.
    pub fn seen(&mut self, sighting: &Sighting) {
        for appliance in self.appliances.iter_mut().filter(|appliance| appliance.area == sighting.area) {
            appliance.seen = Some(sighting.clone());
            appliance.came_near(sighting.at);
        }
    }

    /// A minute has passed. `blind` while nobody could be seen.
    pub fn tick(&mut self, context: &Context<'_>, blind: bool, alerts: &mut Vec<Alert>) {
        // Most of them are off, and stay so.
        for appliance in self.appliances.iter_mut().filter(|appliance| !appliance.is_idle()) {
            appliance.confirm(context.presence, context.now);
            if let Some(alert) = appliance.judge(context, blind) {
                alerts.push(alert);
            }
        }
    }
}

/// What the person does, as far as can be told: whoever was last seen in a bedroom at night is in bed, also where no pad
/// says so.
fn state(context: &Context<'_>) -> While {
    let bedroom = |area: usize| context.roster.areas.get(area).is_some_and(|area| area.kind == AreaKind::Bedroom);
    match context.presence.place() {
        Some(Place::Out) => While::Out,
        Some(Place::Bed) => While::InBed,
        Some(Place::Area(Some(area))) if context.hour.is_night() && bedroom(area) => While::InBed,
        Some(Place::Area(_)) | None => While::Up,
    }
}

impl Use {
    /// For how many minutes it has been left so: of somebody who is up, since anybody was near it; of somebody in bed or
    /// out, as long as that has been true.
    fn alone(&self, now: Timestamp, state: While) -> f64 {
        match state {
            While::Up => (now - self.near).as_seconds() / 60.0,
            While::InBed | While::Out => self.spent[state as usize],
        }
    }

    /// Somebody is near, or whoever might be cannot be seen: what it was left alone for ends here. It rested from
    /// `rests_since` on, which is no time left on.
    fn is_near(&mut self, at: Timestamp) {
        if self.rests_since.is_none() {
            self.keep_longest(at);
        }
        (self.near, self.spent) = (self.near.max(at), [0.0; WHILES]);
        self.quiet = false;
    }

    fn keep_longest(&mut self, at: Timestamp) {
        for state in [While::Up, While::InBed, While::Out] {
            let longest = &mut self.longest[state as usize];
            *longest = longest.max(match state {
                While::Up => (at - self.near).as_seconds() / 60.0,
                While::InBed | While::Out => self.spent[state as usize],
            });
        }
    }
}

impl Appliance {
    fn take(&mut self, presence: &Presence, reading: &Reading, hot: bool) {
        if hot == self.hot {
            self.otherwise = None;
        } else if let Some(first) = self.otherwise.take() {
            self.change(presence, hot, first);
        } else {
            self.otherwise = Some(reading.clone());
        }
    }

    /// Whether it is not in use, and has said nothing that would begin one.
    fn is_idle(&self) -> bool {
        self.present.is_none() && self.otherwise.is_none()
    }

    /// A value that has stood for long enough counts.
    fn confirm(&mut self, presence: &Presence, now: Timestamp) {
        if let Some(first) = self.otherwise.take_if(|first| now - first.at >= STEADY) {
            self.change(presence, !self.hot, first);
        }
        let heats = self.heats();
        let patience = |present: &Use| match (heats, present.by_itself) {
            (false, _) => Span::ZERO,
            (true, false) => RESTS,
            (true, true) => RESTS_ALONE,
        };
        let over = |present: &mut Use| present.rests_since.is_some_and(|since| now - since >= patience(present));
        if let Some(present) = self.present.take_if(over) {
            self.learn(&present);
        }
    }

    /// Whether a thermostat may switch it.
    fn heats(&self) -> bool {
        match self.habit.purpose {
            Purpose::ToWorkAt | Purpose::ToWarm => true,
            Purpose::StopsItself | Purpose::ForComfort => false,
        }
    }

    /// Whether it is judged by how long it is on alone, whoever stands by it.
    fn stops_itself(&self) -> bool {
        self.habit.purpose == Purpose::StopsItself
    }

    fn change(&mut self, presence: &Presence, hot: bool, first: Reading) {
        self.hot = hot;
        let is_here = self.is_here(presence);
        match &mut self.present {
            Some(present) if hot => present.rests_since = None,
            Some(present) => {
                // Somebody may be at its switch; what it was left alone for ends here, if not.
                present.rests_since = Some(first.at);
                present.by_itself = !is_here;
                if !is_here {
                    present.keep_longest(first.at);
                }
            }
            None if hot => {
                // Whoever switched it on was there.
                self.present = Some(Use {
                    near: first.at,
                    heard: first.at,
                    on: first,
                    spent: [0.0; WHILES],
                    longest: [0.0; WHILES],
                    rests_since: None,
                    by_itself: false,
                    tainted: false,
                    told: [None; WHILES],
                    quiet: false,
                });
            }
            None => {}
        }
    }

    fn came_near(&mut self, at: Timestamp) {
        let stops_itself = self.stops_itself();
        if let Some(present) = self.present.as_mut().filter(|_| !stops_itself) {
            present.is_near(at);
        }
    }

    /// Whether the person was last seen in its room and has not left the house.
    fn is_here(&self, presence: &Presence) -> bool {
        match presence.place() {
            Some(Place::Area(area)) => area == self.area,
            Some(Place::Bed) => presence.last.as_ref().is_some_and(|last| last.area == self.area),
            Some(Place::Out) | None => false,
        }
    }

    fn learn(&mut self, present: &Use) {
        if present.tainted {
            return;
        }
        let ended = present.rests_since.unwrap_or(present.on.at);
        let minutes = (ended - present.on.at).as_seconds() / 60.0;
        let mut longest = present.longest;
        if self.stops_itself() {
            // As long as it said so itself: a lost report would make an afternoon of it.
            longest[While::Up as usize] = (present.heard - present.on.at).as_seconds() / 60.0;
        }
        // What somebody was told of teaches no more than that the limit may have been too short.
        for (longest, told) in longest.iter_mut().zip(present.told) {
            *longest = told.map_or(*longest, |told| longest.min(told));
        }
        self.habit.learn(minutes, longest, ended);
    }

    /// What of its habit it is judged by.
    fn judged_while(&self, context: &Context<'_>) -> While {
        if self.stops_itself() { While::Up } else { state(context) }
    }

    fn judge(&mut self, context: &Context<'_>, blind: bool) -> Option<Alert> {
        // Most of the time nothing is on, and the limit takes a while to work out.
        self.present.as_ref()?;
        let stops_itself = self.stops_itself();
        let is_here = self.is_here(context.presence) && !stops_itself;
        let state = self.judged_while(context);
        let limit = self.habit.limit(context.days, state);
        let watched = self.watched || stops_itself;
        let present = self.present.as_mut()?;
        if is_here {
            present.near = context.now;
            present.spent = [0.0; WHILES];
        } else {
            present.spent[state as usize] += 1.0;
        }
        if blind && !stops_itself {
            // Somebody may have been there unseen.
            present.tainted = true;
            (present.near, present.spent) = (context.now, [0.0; WHILES]);
            return None;
        }
        // Where movement cannot be seen, only an empty house or a bed with somebody in it says that nobody is near.
        if present.quiet || present.rests_since.is_some() || !(watched || state != While::Up) {
            return None;
        }
        // A report that it went off may be lost: what switches itself off must say itself that it is still on.
        let until = if stops_itself { present.heard } else { context.now };
        let alone = present.alone(until, state);
        let limit = limit.filter(|limit| alone > *limit)?;
        let told = &mut present.told[state as usize];
        *told = Some(told.map_or(alone, |told| told.min(alone)));
        present.quiet = true;
        let present = self.present.as_ref()?;
        Some(wording::alert(context, self, present, limit, state))
    }
}

impl Judge for ApplianceLeftOn {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let why = |appliance: &Appliance| {
            let name = context
                .roster
                .sensors
                .get(appliance.sensor)
                .map_or_else(String::new, |s| appliance_name(&s.name).to_lowercase());
            let state = appliance.judged_while(context);
            let limit = appliance.habit.limit(context.days, state);
            let meanwhile = match (appliance.stops_itself(), state) {
                (true, _) => "",
                (false, While::Up) => " with nobody near it",
                (false, While::InBed) => " with everybody in bed",
                (false, While::Out) => " with nobody at home",
            };
            let allowed = limit.map_or_else(
                || "how long it may be on is still being learned".to_owned(),
                |limit| format!("it may be on{meanwhile} for {}", explain::about(limit)),
            );
            let baseline = format!("{allowed}; {} uses are known", appliance.habit.uses);
            let kind = AlertKind::ApplianceLeftOn;
            let Some(present) = &appliance.present else {
                return Why::waiting(kind, name, baseline, "it to be switched on");
            };
            let here = appliance.is_here(context.presence) && !appliance.stops_itself();
            let until = if appliance.stops_itself() { present.heard } else { context.now };
            let alone = if here { 0.0 } else { present.alone(until, state) };
            let waits_for = if present.quiet {
                "somebody to come to it: it has been told"
            } else if present.rests_since.is_some() {
                "its thermostat: it draws nothing at the moment"
            } else if here {
                "the person to leave its room"
            } else if appliance.stops_itself() {
                "it to switch itself off"
            } else {
                "somebody to come to it"
            };
            let runs = !present.quiet && present.rests_since.is_none() && !here && !known.blind && until == context.now;
            let at = limit.filter(|_| runs).and_then(|limit| in_minutes(context.now, limit - alone));
            Why::waiting(kind, name, baseline, waits_for).measured(alone, limit, "minutes alone").at(at)
        };
        self.appliances.iter().map(why).collect()
    }
}
