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
use crate::monitor::why::{Judge, Known, Why, in_minutes};
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

impl Fridge {
    /// How many minutes it may stand open; `None` while that is not known.
    fn limit(&self, context: &Context<'_>) -> Option<f64> {
        if self.openings.seen() < KNOWN {
            return None;
        }
        let limit = self.openings.limit(f64::from(context.days), context.config.every(Share::Door), TYPICAL)?;
        let longest = self.openings.largest().unwrap_or_default();
        Some((limit * limit).max(LONGER * longest * longest))
    }
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
            if waited < SHORTEST || health.is_out(fridge.sensor, context.now) {
                continue;
            }
            let Some(limit) = fridge.limit(context) else { continue };
            if waited.as_seconds() / 60.0 > limit {
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

impl Judge for FridgeLeftOpen {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let of = |fridge: &Fridge| {
            let limit = fridge.limit(context).map(|limit| limit.max(SHORTEST.as_seconds() / 60.0));
            let usual = match fridge.lengths.quantile(0.95) {
                Some(most) => format!("it is shut again within {} 19 times in 20", explain::about(most)),
                None => "what is usual is not known yet".to_owned(),
            };
            let open = fridge.open.as_ref().map(|open| (context.now - open.at).as_seconds() / 60.0);
            let waits_for = match (fridge.told, open, limit) {
                (true, ..) => "the fridge to be shut: it has been told".to_owned(),
                (false, _, None) => format!("{KNOWN} openings to be known"),
                (false, None, Some(_)) => "the fridge to be opened".to_owned(),
                (false, Some(_), Some(_)) => "the fridge to stay open".to_owned(),
            };
            let speaks_at = match (fridge.told, open, limit) {
                (false, Some(open), Some(limit)) => in_minutes(context.now, limit - open),
                (true, ..) | (false, None, _) | (false, Some(_), None) => None,
            };
            let about = context.roster.the_device(fridge.sensor);
            Why::waiting(AlertKind::DoorLeftOpen, about, usual, &waits_for)
                .measured(open.unwrap_or_default(), limit, "minutes open")
                .at(speaks_at)
        };
        self.fridges.iter().map(of).collect()
    }
}
