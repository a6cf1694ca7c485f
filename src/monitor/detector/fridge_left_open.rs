//! Fridge left open: a fridge's door has been open for far longer than anybody stands before it.
//!
//! How long it is usually open is learned (square roots of minutes have an exponential tail). A contact that never says
//! "closed" cannot be judged.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::budget::Share;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::roster::Roster;
use crate::monitor::health::Health;
use crate::monitor::rehouse::Moves;
use crate::time::Span;

/// Nobody is told sooner: the shopping takes its time.
const SHORTEST: Span = Span::minutes(10);
/// So many openings must be known.
const KNOWN: u32 = 20;
/// How much longer than the longest of the last two months it must be.
const LONGER: f64 = 1.5;
/// Mean excess of the square root of minutes believed in before anything is known.
const TYPICAL: f64 = 0.3;
/// A longer opening teaches nothing.
const LONGEST: Span = Span::hours(12);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Fridge {
    sensor: usize,
    open: Option<Reading>,
    told: bool,
    ever_closed: bool,
    /// Square roots of minutes.
    openings: Tail,
    lengths: Spread,
}

/// The judge of fridges.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct FridgeLeftOpen {
    fridges: Vec<Fridge>,
}

impl FridgeLeftOpen {
    pub fn new(roster: &Roster) -> Self {
        let fridges = roster.sensors.iter().enumerate().filter(|(_, sensor)| sensor.fridge).map(|(sensor, _)| Fridge {
            sensor,
            open: None,
            told: false,
            ever_closed: false,
            openings: Tail::new(),
            lengths: Spread::new(),
        });
        Self { fridges: fridges.collect() }
    }

    /// Whether a fridge that was told of is still open.
    pub fn lasts(&self, sensor: usize) -> bool {
        self.fridges.iter().any(|fridge| fridge.sensor == sensor && fridge.told && fridge.open.is_some())
    }

    /// Takes over what was learned in the home before its devices changed.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.fridges, before.fridges, |fridge| &mut fridge.sensor);
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.fridges.iter_mut().for_each(|fridge| fridge.lengths.forget(factor));
    }

    /// A device reported.
    pub fn reading(&mut self, sensor: usize, reading: &Reading) {
        let Some(fridge) = self.fridges.iter_mut().find(|fridge| fridge.sensor == sensor) else { return };
        match (reading.capability, &reading.value) {
            (Capability::Contact, Value::Flag(true)) => {
                fridge.open.get_or_insert_with(|| reading.clone());
            }
            (Capability::Contact, Value::Flag(false)) => {
                fridge.ever_closed = true;
                if let Some(open) = fridge.open.take() {
                    let length = reading.at - open.at;
                    // What was told of, like what was much too long, is not how the fridge is used.
                    if length <= LONGEST && !fridge.told {
                        let minutes = length.as_seconds() / 60.0;
                        fridge.openings.add(minutes.sqrt(), reading.at);
                        fridge.lengths.add(minutes);
                    }
                }
                fridge.told = false;
            }
            _ => {}
        }
    }

    /// A minute has passed.
    pub fn tick(&mut self, context: &Context<'_>, health: &Health, alerts: &mut Vec<Alert>) {
        for fridge in &mut self.fridges {
            let Some(open) = fridge.open.as_ref().filter(|_| fridge.ever_closed && !fridge.told) else { continue };
            let waited = context.now - open.at;
            if waited < SHORTEST || fridge.openings.seen() < KNOWN || health.is_out(fridge.sensor, context.now) {
                continue;
            }
            let every = context.config.every(Share::Door);
            let Some(limit) = fridge.openings.limit(f64::from(context.days), every, TYPICAL) else { continue };
            let longest = fridge.openings.largest().unwrap_or_default();
            let minutes = waited.as_seconds() / 60.0;
            if minutes > (limit * limit).max(LONGER * longest * longest) {
                fridge.told = true;
                let alert = alert(context, fridge, open, waited);
                alerts.push(alert);
            }
        }
    }
}

fn alert(context: &Context<'_>, fridge: &Fridge, open: &Reading, waited: Span) -> Alert {
    let sensor = context.roster.sensors.get(fridge.sensor);
    let usual = match fridge.lengths.quantile(0.95) {
        Some(most) => format!("19 times in 20 it is shut again within {}.", explain::about(most)),
        None => "It has never been open for so long.".to_owned(),
    };
    let days = f64::from(context.days);
    Alert {
        kind: AlertKind::DoorLeftOpen,
        feature: None,
        concern: None,
        severity: Severity::Attention,
        since: open.at,
        raised_at: context.now,
        area: sensor.and_then(|sensor| context.roster.areas.get(sensor.area?)).map(|area| area.id.clone()),
        devices: sensor.map(|sensor| sensor.id.clone()).into_iter().collect(),
        message: format!(
            "The fridge has been open since {}, for {}.",
            explain::clock(context.civil, open.at, context.now),
            explain::length(waited)
        ),
        usual,
        today: format!("Open for {}.", explain::length(waited)),
        evidence: in_order(vec![evidence(open, "it was opened")]),
        confidence: explain::confidence(days / (days + 5.0) * 0.9),
        also_could_be: vec![
            "being cleaned or defrosted".to_owned(),
            "a contact that has lost its magnet, or whose last report was lost".to_owned(),
        ],
        what_to_do: "Ring and ask them to look at the fridge; food may spoil.".to_owned(),
    }
}
