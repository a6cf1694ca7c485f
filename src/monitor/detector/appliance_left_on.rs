//! Appliance left on: something that heats or cooks is on, and nobody has been near it for longer than is usual.
//!
//! Watts say on or off once two looks agree; an oven's thermostat rests for minutes at a time, which is still "on". How
//! long each appliance is left alone while it is on is learned from this home: a Sunday roast is left for an hour every
//! week, a hob never. Somebody who was last seen in its room counts as near it, however still they sit. Televisions and
//! lamps are no danger, and kettles switch themselves off: they are left out by name.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::{Place, Presence, Sighting};
use crate::monitor::feature::roster::{Heats, Roster};
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};

/// From so many watts on it heats. Chosen: clocks, lamps and the electronics of a
/// cooker take a few watts, and what heats takes tens at least.
const HEATS: f64 = 30.0;
/// A plug that reports changes alone says no more once the power is steady: a value that has stood for so long counts
/// as confirmed.
const STEADY: Span = Span::seconds(60);
/// A thermostat may rest for so long without the appliance being off.
const RESTS: Span = Span::minutes(20);
/// Nobody is told sooner that something to work at is left alone, however unusual: a telephone call, a parcel.
const SHORTEST: f64 = 12.0;
/// Before enough is known: aimed at being told within half an hour of its being left.
const AT_FIRST: f64 = 25.0;
/// And of something that warms a room.
const AT_FIRST_WARMING: f64 = 120.0;
/// However usual, so many minutes alone are worth a word.
const CEILING: f64 = 3.0 * 60.0;
const CEILING_WARMING: f64 = 10.0 * 60.0;
/// Out of the house it is told after so many minutes, whatever is usual while somebody is at home, unless that is less.
const WHILE_OUT: f64 = 15.0;
/// How seldom an appliance may be told of wrongly: once in so many days.
const EVERY_DAYS: f64 = 120.0;
/// How much longer than the longest of the last two months it must be, in square roots: 1.2 times in minutes.
const LONGER: f64 = 1.1;
/// Mean excess believed in before anything is known, of the square root of minutes.
const TYPICAL: f64 = 0.5;

/// One use, from being switched on to being switched off.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Use {
    on: Reading,
    /// When somebody was last near it.
    near: Timestamp,
    /// The longest that it was left alone so far, minutes.
    longest_alone: f64,
    /// Since when it draws nothing.
    rests_since: Option<Timestamp>,
    /// Nobody could have been seen for a while.
    tainted: bool,
    /// After how many minutes alone somebody was told.
    told: Option<f64>,
    /// Told, and nobody has come since.
    quiet: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Appliance {
    sensor: usize,
    area: Option<usize>,
    heats: Heats,
    /// Whether movement in its room can be seen.
    watched: bool,
    latest: Option<Reading>,
    hot: bool,
    /// A value that says otherwise than `hot`, until it is confirmed.
    otherwise: Option<Reading>,
    seen: Option<Sighting>,
    present: Option<Use>,
    uses: u32,
    /// Square roots of the longest minutes alone in each use.
    alone: Tail,
    /// Minutes on.
    lengths: Spread,
}

/// The judge of what heats.
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
                heats: s.heats?,
                watched: s.area.is_some() && watched(s.area),
                latest: None,
                hot: false,
                otherwise: None,
                seen: None,
                present: None,
                uses: 0,
                alone: Tail::new(),
                lengths: Spread::new(),
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
        self.appliances.iter_mut().for_each(|appliance| appliance.lengths.forget(factor));
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
            appliance.take(presence, reading, watts >= HEATS);
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
        for appliance in &mut self.appliances {
            appliance.confirm(context.presence, context.now);
            if let Some(alert) = appliance.judge(context, blind) {
                alerts.push(alert);
            }
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
        self.latest = Some(reading.clone());
    }

    /// A value that has stood for long enough counts.
    fn confirm(&mut self, presence: &Presence, now: Timestamp) {
        if let Some(first) = self.otherwise.take_if(|first| now - first.at >= STEADY) {
            self.change(presence, !self.hot, first);
        }
        if let Some(present) = self.present.take_if(|p| p.rests_since.is_some_and(|since| now - since >= RESTS)) {
            self.learn(&present);
        }
    }

    fn change(&mut self, presence: &Presence, hot: bool, first: Reading) {
        self.hot = hot;
        let is_here = self.is_here(presence);
        match &mut self.present {
            Some(present) if hot => present.rests_since = None,
            Some(present) => {
                // Somebody may be at its switch; what it was left alone for ends here, if not.
                present.rests_since = Some(first.at);
                if !is_here {
                    let alone = (first.at - present.near).as_seconds() / 60.0;
                    present.longest_alone = present.longest_alone.max(alone);
                }
            }
            None if hot => {
                // Whoever switched it on was there.
                self.present = Some(Use {
                    near: first.at,
                    on: first,
                    longest_alone: 0.0,
                    rests_since: None,
                    tainted: false,
                    told: None,
                    quiet: false,
                });
            }
            None => {}
        }
    }

    fn came_near(&mut self, at: Timestamp) {
        if let Some(present) = &mut self.present {
            if present.rests_since.is_none() {
                let alone = (at - present.near).as_seconds() / 60.0;
                present.longest_alone = present.longest_alone.max(alone);
            }
            present.near = present.near.max(at);
            present.quiet = false;
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
        self.uses = self.uses.saturating_add(1);
        self.lengths.add((ended - present.on.at).as_seconds() / 60.0);
        // What somebody was told of teaches no more than that the limit may have been too short.
        let alone = present.told.map_or(present.longest_alone, |told| present.longest_alone.min(told));
        self.alone.add(alone.max(0.0).sqrt(), ended);
    }

    /// For how many minutes it may be left alone.
    fn limit(&self, context: &Context<'_>, out: bool) -> f64 {
        let (first, ceiling) = match self.heats {
            Heats::ToWorkAt => (AT_FIRST, CEILING),
            Heats::ToWarm => (AT_FIRST_WARMING, CEILING_WARMING),
        };
        let learned = self.alone.limit(f64::from(context.days), EVERY_DAYS, TYPICAL).map_or(first, |learned| {
            let learned = learned.max(LONGER * self.alone.largest().unwrap_or_default());
            learned * learned
        });
        // Whoever is used to leaving it is used to being at home then.
        let most = if out && self.heats == Heats::ToWorkAt { WHILE_OUT } else { ceiling };
        learned.clamp(SHORTEST, most)
    }

    fn judge(&mut self, context: &Context<'_>, blind: bool) -> Option<Alert> {
        // Most of the time nothing is on, and the limit takes a while to work out.
        self.present.as_ref()?;
        let is_here = self.is_here(context.presence);
        let out = context.presence.place() == Some(Place::Out);
        let limit = self.limit(context, out);
        let watched = self.watched;
        let present = self.present.as_mut()?;
        if is_here {
            present.near = context.now;
        }
        if blind {
            // Somebody may have been there unseen.
            present.tainted = true;
            present.near = context.now;
            return None;
        }
        // Where movement cannot be seen, only an empty house says that nobody is near.
        if present.quiet || present.rests_since.is_some() || !(watched || out) {
            return None;
        }
        let alone = (context.now - present.near).as_seconds() / 60.0;
        if alone <= limit {
            return None;
        }
        present.told = Some(present.told.map_or(alone, |told| told.min(alone)));
        present.quiet = true;
        let present = self.present.as_ref()?;
        Some(self.alert(context, present, limit, out))
    }

    fn alert(&self, context: &Context<'_>, present: &Use, limit: f64, out: bool) -> Alert {
        let now = context.now;
        let sensor = context.roster.sensors.get(self.sensor);
        let name = sensor.map_or_else(|| "an appliance".to_owned(), |s| appliance_name(&s.name));
        let the_room = context.roster.the_area(self.area);
        let on = explain::clock(context.civil, present.on.at, now);
        let alone = explain::length(now - present.near);
        let in_bed = context.presence.place() == Some(Place::Bed);
        let message = if out {
            format!("{name} has been on since {on}, and it seems that nobody is at home.")
        } else {
            format!("{name} has been on since {on}, with nobody seen in {the_room} for {alone}.")
        };
        let usual = match (self.lengths.quantile(0.95), self.uses) {
            (Some(most), _) => format!(
                "It is on for less than {} 19 times in 20; left alone for more than {} is unusual.",
                explain::about(most),
                explain::about(limit)
            ),
            (None, _) => "How long it is usually on is still being learned.".to_owned(),
        };
        let mut list: Vec<Evidence> = vec![evidence(&present.on, "it was switched on")];
        add(&mut list, self.seen.as_ref(), "last seen near it");
        add(&mut list, context.presence.last.as_ref(), "last seen anywhere");
        let urgent = self.heats == Heats::ToWorkAt && (out || in_bed);
        let days = f64::from(context.days);
        Alert {
            kind: AlertKind::ApplianceLeftOn,
            feature: None,
            concern: None,
            severity: if urgent { Severity::Urgent } else { Severity::Attention },
            since: present.near,
            raised_at: now,
            area: self.area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
            devices: sensor.map(|s| s.id.clone()).into_iter().collect(),
            message,
            usual,
            today: format!("On for {}, left alone for {alone}.", explain::length(now - present.on.at)),
            evidence: in_order(list),
            confidence: explain::confidence(0.6 + 0.3 * days / (days + 10.0)),
            also_could_be: vec![
                "something that is meant to cook for long".to_owned(),
                format!("somebody in {the_room} whom the sensor does not see"),
                "another appliance on the same plug".to_owned(),
            ],
            what_to_do: match (self.heats, urgent) {
                (Heats::ToWorkAt, true) => {
                    "Ring now. If there is no answer, ask somebody with a key to switch it off.".to_owned()
                }
                (Heats::ToWorkAt, false) => "Ring and ask to have a look at it.".to_owned(),
                (Heats::ToWarm, _) => "Ring and ask whether it should still be on.".to_owned(),
            },
        }
    }
}

/// `The cooker`, from `Cooker plug`.
fn appliance_name(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.trim_end_matches("plug").trim();
    if name.is_empty() { "The appliance".to_owned() } else { format!("The {name}") }
}

impl Judge for ApplianceLeftOn {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let out = context.presence.place() == Some(Place::Out);
        let why = |appliance: &Appliance| {
            let name = context
                .roster
                .sensors
                .get(appliance.sensor)
                .map_or_else(String::new, |s| appliance_name(&s.name).to_lowercase());
            let limit = appliance.limit(context, out);
            let baseline = format!(
                "it may be on with nobody near it for {}; {} uses are known",
                explain::about(limit),
                appliance.uses
            );
            let kind = AlertKind::ApplianceLeftOn;
            let Some(present) = &appliance.present else {
                return Why::waiting(kind, name, baseline, "it to be switched on");
            };
            let here = appliance.is_here(context.presence);
            let alone = if here { 0.0 } else { (context.now - present.near).as_seconds() / 60.0 };
            let waits_for = if present.quiet {
                "somebody to come to it: it has been told"
            } else if present.rests_since.is_some() {
                "its thermostat: it draws nothing at the moment"
            } else if here {
                "the person to leave its room"
            } else {
                "somebody to come to it"
            };
            let runs = !present.quiet && present.rests_since.is_none() && !here && !known.blind;
            let at = runs.then(|| in_minutes(context.now, limit - alone)).flatten();
            Why::waiting(kind, name, baseline, waits_for).measured(alone, Some(limit), "minutes alone").at(at)
        };
        self.appliances.iter().map(why).collect()
    }
}
