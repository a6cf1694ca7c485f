//! How an appliance that was left on is told. It decides nothing.

use super::habit::While;
use super::{Appliance, Use};
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::detector::Context;
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::roster::Purpose;

/// How soon somebody should act: what cooks while nobody is up and at home cannot wait, and a lamp can.
const fn severity(purpose: Purpose, now: While) -> Severity {
    match (purpose, now) {
        (Purpose::ToWorkAt, While::InBed | While::Out) => Severity::Urgent,
        (Purpose::ToWorkAt, While::Up) | (Purpose::ToWarm | Purpose::StopsItself, _) => Severity::Attention,
        (Purpose::ForComfort, _) => Severity::Information,
    }
}

/// The alert of an appliance that has been on, and alone, for longer than the `limit`.
pub(super) fn alert(context: &Context<'_>, of: &Appliance, present: &Use, limit: f64, state: While) -> Alert {
    let now = context.now;
    let purpose = of.habit.purpose;
    let sensor = context.roster.sensors.get(of.sensor);
    let name = sensor.map_or_else(|| "an appliance".to_owned(), |s| appliance_name(&s.name));
    let the_room = context.roster.the_area(of.area);
    let on = explain::clock(context.civil, present.on.at, now);
    let alone = explain::length(now - present.near);
    let message = match (purpose, state) {
        (Purpose::StopsItself, _) => {
            format!("{name} has been on since {on}, longer than it ever is: it may not have switched itself off.")
        }
        (_, While::Out) => format!("{name} has been on since {on}, and it seems that nobody is at home."),
        (Purpose::ToWorkAt | Purpose::ToWarm | Purpose::ForComfort, While::Up | While::InBed) => {
            let bed = if state == While::InBed { ", and it seems that everybody is in bed" } else { "" };
            format!("{name} has been on since {on}, with nobody seen in {the_room} for {alone}{bed}.")
        }
    };
    let meanwhile = match (purpose, state) {
        (Purpose::StopsItself, _) => "on",
        (_, While::Up) => "left alone",
        (_, While::InBed) => "left on by somebody in bed",
        (_, While::Out) => "left on by somebody who is out",
    };
    let usual = match of.habit.usually_on() {
        Some(most) => format!(
            "It is on for less than {} 19 times in 20; {meanwhile} for more than {} is unusual.",
            explain::about(most),
            explain::about(limit)
        ),
        None => "How long it is usually on is still being learned.".to_owned(),
    };
    let mut list: Vec<Evidence> = vec![evidence(&present.on, "it was switched on")];
    add(&mut list, of.seen.as_ref(), "last seen near it");
    add(&mut list, context.presence.last.as_ref(), "last seen anywhere");
    let severity = severity(purpose, state);
    let days = f64::from(context.days);
    let today = match purpose {
        Purpose::StopsItself => format!("On for {}.", explain::length(now - present.on.at)),
        Purpose::ToWorkAt | Purpose::ToWarm | Purpose::ForComfort => {
            format!("On for {}, left alone for {alone}.", explain::length(now - present.on.at))
        }
    };
    Alert {
        kind: AlertKind::ApplianceLeftOn,
        feature: None,
        concern: None,
        severity,
        since: present.near,
        raised_at: now,
        area: of.area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
        devices: sensor.map(|s| s.id.clone()).into_iter().collect(),
        message,
        usual,
        today,
        evidence: in_order(list),
        confidence: explain::confidence(0.6 + 0.3 * days / (days + 10.0)),
        also_could_be: also_could_be(purpose, &the_room),
        what_to_do: what_to_do(purpose, severity),
    }
}

fn also_could_be(purpose: Purpose, the_room: &str) -> Vec<String> {
    let first = match purpose {
        Purpose::ToWorkAt => "something that is meant to cook for long",
        Purpose::ToWarm => "a room that is being warmed on purpose",
        Purpose::StopsItself => "something that takes longer than usual, such as thawing",
        Purpose::ForComfort => "left on on purpose, against the dark or for company",
    };
    vec![
        first.to_owned(),
        format!("somebody in {the_room} whom the sensor does not see"),
        "another appliance on the same plug".to_owned(),
    ]
}

fn what_to_do(purpose: Purpose, severity: Severity) -> String {
    let urgent = severity == Severity::Urgent;
    match purpose {
        Purpose::ToWorkAt if urgent => "Ring now. If there is no answer, ask somebody with a key to switch it off.",
        Purpose::ToWorkAt => "Ring and ask to have a look at it.",
        Purpose::ToWarm => "Ring and ask whether it should still be on.",
        Purpose::StopsItself => {
            "Ring and ask to have it switched off at the wall, and not used until it was looked at."
        }
        Purpose::ForComfort => "Nothing needs doing at once: mention it the next time you speak.",
    }
    .to_owned()
}

/// `The cooker`, from `Cooker plug`.
pub(super) fn appliance_name(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.trim_end_matches("plug").trim();
    if name.is_empty() { "The appliance".to_owned() } else { format!("The {name}") }
}
