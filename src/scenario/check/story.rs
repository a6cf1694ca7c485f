//! Whether a scenario's days can happen: dates, moments, disturbances in rooms there are, expectations one can have.

use std::ops::Range;
use std::sync::Arc;

use super::super::file::{ClimateFile, DisturbanceFile, ExpectationFile, QuietFile, ScenarioFile, WhatFile};
use super::super::problem::{Findings, Problem, quoted};
use super::super::read::{Maybe, Placed};
use super::super::weather::{Measured, WeatherPlan};
use super::super::{ClimatePlan, Disturbance, DisturbanceKind, Expectation, Moment, Quiet, Radio, Resident, Scenario};
use super::settings::between;
use super::{Document, change, deed, fault, overlap, people, reactions, weather, within};
use crate::companion::care::Care;
use crate::companion::intent::Phrases;
use crate::home::{AreaId, DeviceId, DeviceKind, FurnitureId, FurnitureKind, Home, OpeningId, OpeningKind};
use crate::time::{Calendar, CalendarError, ClockTime, Span};

/// What a climate's `weather` says for that of the UK by season; anything else is a file's name.
pub(super) const UK: &str = "uk";
/// The longest scenario, in days: ten years.
const MAX_DAYS: i64 = 3_660;
/// The longest that one disturbance may last.
const MAX_LASTS: Span = Span::days(366);
/// The stable names of alerts. The scenario must not know the monitor, so they are listed here; whoever renames one
/// breaks what others rely on anyway.
pub const ALERT_KINDS: [&str; 22] = [
    "overdue-activity",
    "long-bathroom-stay",
    "door-at-night",
    "door-left-open",
    "cold-home",
    "hot-home",
    "appliance-left-on",
    "change-in-routine",
    "sensor-silent",
    "sensor-stuck",
    "low-battery",
    "hub-offline",
    "cannot-tell",
    "help-requested",
    "medication-missed",
    "medication-repeated",
    "not-answering",
    "alarm",
    "not-returned",
    "wandering-at-night",
    "carer-not-arrived",
    "carer-left-early",
];

/// Checks what the scenario itself says; `home` comes with whether nothing is wrong with it.
pub(super) fn check(
    file: ScenarioFile,
    home: Option<(Arc<Home>, bool)>,
    residents: Vec<Resident>,
    (care, phrases): (Option<Care>, Phrases),
    table: Option<&Document>,
    others: &mut Vec<Problem>,
    findings: &mut Findings<'_>,
) -> Option<Scenario> {
    // What a scenario does not use is not there.
    let care_named = file.care.is_some();
    let reactions_file = file.reactions.as_ref().map(|reactions| &reactions.value);
    let days = file.days.as_ref().map(|days| days.value).filter(|days| (1..=MAX_DAYS).contains(days));
    if let (Some(given), None) = (&file.days, days) {
        findings.error(
            &given.span,
            format!("a scenario cannot last {} days", given.value),
            format!("Write a whole number from 1 to {MAX_DAYS}."),
        );
    }
    // What depends on a broken number of days is held against the longest scenario.
    let last = days.unwrap_or(MAX_DAYS);
    if let Some(learning) = file.learning_days.as_ref().filter(|learning| !(0..=last).contains(&learning.value)) {
        findings.error(
            &learning.span,
            format!("the monitor cannot learn for {} days", learning.value),
            format!("Write a whole number from 0 to the scenario's {last} days."),
        );
    }
    let learning = file.learning_days.as_ref().map_or(0, |learning| learning.value.clamp(0, last));
    within(&file.speed, "a speed", 1.0..=100_000.0, "", findings);
    if let Some(opens_at) = &file.opens_at {
        in_days(opens_at, last, findings);
    }
    let calendar = file.starts.as_ref().and_then(|starts| {
        let zone = home.as_ref().map_or("UTC", |(home, _)| home.zone.as_str());
        let made = match Calendar::parse(zone, &starts.value) {
            // The zone is the home's, and has been told of there.
            Err(CalendarError::UnknownZone(_)) => Calendar::parse("UTC", &starts.value),
            made => made,
        };
        if made.is_err() {
            findings.error(
                &starts.span,
                format!("{} is not a date from 1900 to 2200", quoted(&starts.value)),
                "Write year, month and day: \"2026-11-02\".",
            );
        }
        made.ok()
    });
    let measured =
        table.zip(calendar.as_ref()).and_then(|(table, calendar)| weather::read(table, calendar, last, others));
    let climate = file.climate.and_then(|climate| check_climate(climate.value, measured, findings));
    let loss = match file.radio {
        Some(radio) => {
            within(&radio.value.loss, "the share of lost reports", 0.0..=1.0, "", findings);
            radio.value.loss.map(|loss| loss.value)
        }
        None => Some(0.0),
    };

    let names: Vec<&str> = residents.iter().map(|resident| resident.id.as_str()).collect();
    let mut doses: Vec<ClockTime> = file.doses.iter().flat_map(|doses| &doses.value).map(|dose| dose.value).collect();
    doses.sort_unstable();
    doses.dedup();
    let mut disturbances = Vec::new();
    for (files, intervention) in [(&file.disturbances, false), (&file.interventions, true)] {
        let ran = Ran { home: home.as_ref(), residents: &names, last, learning, intervention };
        disturbances.extend(files.iter().filter_map(|file| check_disturbance(&file.value, &ran, findings)));
    }
    overlap::warn(&disturbances, findings);
    let disturbances = disturbances.into_iter().map(|(disturbance, _)| disturbance).collect();
    let around = Ran { home: home.as_ref(), residents: &names, last, learning, intervention: false };
    let visitors = people::visitors(&file.visitors, &residents, &around, findings);
    let pets = people::pets(&file.pets, &around, findings);
    let faults = fault::check(&file.faults, &file.made_to_fail, &around, findings);
    let fault_rates = file.fault_rates.map(|rates| fault::check_rates(rates.value, findings)).unwrap_or_default();
    let quiet: Vec<Quiet> = file.quiet.iter().filter_map(|file| check_quiet(&file.value, last, findings)).collect();
    let expectations = file
        .expect
        .iter()
        .filter_map(|file| check_expectation(&file.value, last, learning, &quiet, findings))
        .collect();

    // A plan that is broken has been told of; whom it names is then not known.
    if !care_named || care.is_some() {
        let done = file.disturbances.iter().chain(&file.interventions).map(|file| &file.value);
        deed::contacts(done, care.as_ref(), findings);
    }
    let reactions = reactions::check(reactions_file, findings);
    // A plan that is broken has been told of; whom it names is then not known.
    let far_sides = if care_named && care.is_none() {
        Vec::new()
    } else {
        reactions::far_sides(&file.far_sides, care.as_ref(), findings)
    };
    let said = reactions::said(&file.said, last, findings);
    let gets_in_touch = if care_named && care.is_none() {
        Vec::new()
    } else {
        reactions::gets_in_touch(&file.gets_in_touch, care.as_ref(), last, findings)
    };
    if let Some(care) = &care {
        reactions::care_within(care, &file.care, last, findings);
    }

    Some(Scenario {
        care: care.map(Arc::new),
        phrases: Arc::new(phrases),
        reactions,
        far_sides,
        said,
        gets_in_touch,
        title: file.title?.value,
        about: file.about.map(|about| about.value).unwrap_or_default(),
        seed: file.seed?.value,
        home: home?.0,
        residents,
        visitors,
        pets,
        calendar: calendar?,
        days: days?,
        learning_days: file.learning_days?.value,
        opens_at: file.opens_at.map_or_else(
            || Moment { day: (learning + 1).min(last), clock: ClockTime::MIDNIGHT },
            |opens_at| opens_at.value,
        ),
        speed: file.speed.map_or(60.0, |speed| speed.value),
        climate: climate?,
        radio: Radio { loss: loss? },
        doses,
        disturbances,
        faults,
        fault_rates,
        expectations,
        quiet,
    })
}

fn check_climate(
    file: ClimateFile,
    measured: Option<Arc<[Measured]>>,
    findings: &mut Findings<'_>,
) -> Option<ClimatePlan> {
    let uk = file.weather.as_ref().is_some_and(|weather| weather.value == UK);
    if file.weather.is_some() {
        for own in [&file.mean, &file.swing, &file.give].into_iter().flatten() {
            findings.error(
                &own.span,
                "the weather comes from elsewhere, and is given here as well",
                "Leave out mean, swing and give, or leave out `weather`.",
            );
        }
    }
    // The coldest and the hottest air ever measured are −89 °C and 57 °C.
    within(&file.mean, "the mean outside", -90.0..=60.0, " °C", findings);
    within(&file.swing, "half the daily range", 0.0..=30.0, " °C", findings);
    within(&file.give, "how far one day differs from another", 0.0..=20.0, " °C", findings);
    within(&file.heating_day, "the heating by day", 0.0..=40.0, " °C", findings);
    within(&file.heating_night, "the heating by night", 0.0..=40.0, " °C", findings);
    if let (Some(day), Some(night)) = (&file.day_from, &file.night_from)
        && day.value == night.value
    {
        findings.error(&night.span, "day and night begin at the same time", "Let the night's setting begin later.");
    }
    let steady = file.weather.is_none();
    let own = |number: Maybe<f64>| number.map(|number| number.value).or((!steady).then_some(0.0));
    let weather = match (steady, uk) {
        (true, _) => WeatherPlan::Steady,
        (false, true) => WeatherPlan::Uk,
        (false, false) => WeatherPlan::Measured(measured?),
    };
    Some(ClimatePlan {
        weather,
        mean: own(file.mean)?,
        swing: own(file.swing)?,
        give: own(file.give)?,
        heating_day: file.heating_day?.value,
        heating_night: file.heating_night?.value,
        day_from: file.day_from?.value,
        night_from: file.night_from?.value,
    })
}

/// Tells when a moment is on no day of the scenario.
pub(super) fn in_days(moment: &Placed<Moment>, last: i64, findings: &mut Findings<'_>) -> bool {
    let ok = (1..=last).contains(&moment.value.day);
    if !ok {
        let hint = match last {
            1 => "The scenario has day 1 only.".to_owned(),
            last => format!("The scenario has the days 1 to {last}."),
        };
        findings.error(&moment.span, format!("there is no day {}", moment.value.day), hint);
    }
    ok
}

/// Tells when something lasts for no time, or for longer than anything may.
pub(super) fn lasts(span: &Maybe<Span>, what: &str, findings: &mut Findings<'_>) {
    let Some(span) = span else { return };
    if span.value <= Span::ZERO || span.value > MAX_LASTS {
        findings.error(
            &span.span,
            format!("{what} cannot be {}", span.value.exact()),
            "Write a length of time above nothing and up to 366 days, such as \"12 min\".",
        );
    }
}

/// What a disturbance or a fault is checked against.
pub(super) struct Ran<'h> {
    home: Option<&'h (Arc<Home>, bool)>,
    /// The ids of those who live there.
    residents: &'h [&'h str],
    pub(super) last: i64,
    learning: i64,
    intervention: bool,
}

impl<'h> Ran<'h> {
    /// The home, for what it has.
    pub(super) fn home(&self) -> Option<&'h Home> {
        self.home.map(|(home, _)| home.as_ref())
    }

    /// The home, for what its things are: only when nothing is wrong with it.
    pub(super) fn sound_home(&self) -> Option<&'h Home> {
        self.home.filter(|(_, sound)| *sound).map(|(home, _)| home.as_ref())
    }
}

fn check_disturbance(
    file: &DisturbanceFile,
    ran: &Ran<'_>,
    findings: &mut Findings<'_>,
) -> Option<(Disturbance, Range<usize>)> {
    if let Some(at) = &file.at
        && in_days(at, ran.last, findings)
        && at.value.day <= ran.learning
        && !ran.intervention
    {
        findings.warning(
            &at.span,
            "this happens while the monitor still learns",
            format!("It learns on the days 1 to {}, says nothing then, and takes this for usual.", ran.learning),
        );
    }
    let who = befallen(&file.who, ran, findings);
    let what = file.what.as_ref()?;
    let kind = match &what.value {
        WhatFile::ColdRoom { area, lasts: span } => {
            lasts(span, "the length of a cold spell", findings);
            known_area(area, ran, findings);
            if let (Some(home), Some(area)) = (ran.sound_home(), area)
                && home.area(&AreaId::new(&area.value)).is_some()
                && !home.openings.iter().any(|o| o.kind == OpeningKind::Window && o.from.as_str() == area.value)
            {
                findings.warning(
                    &area.span,
                    format!("{} has no window to leave open", quoted(&area.value)),
                    "Only its heating stops: it may not turn cold.",
                );
            }
            DisturbanceKind::ColdRoom { area: AreaId::new(&area.as_ref()?.value), lasts: span.as_ref()?.value }
        }
        WhatFile::Fall { area, lasts: span } => {
            lasts(span, "the time until help", findings);
            known_area(area, ran, findings);
            DisturbanceKind::Fall { area: AreaId::new(&area.as_ref()?.value), lasts: span.as_ref()?.value }
        }
        WhatFile::DoorOpened { opening, lasts: span } => {
            lasts(span, "the time that a door stays open", findings);
            known_door(opening, ran, findings);
            DisturbanceKind::DoorOpened {
                opening: OpeningId::new(&opening.as_ref()?.value),
                lasts: span.as_ref()?.value,
            }
        }
        WhatFile::FobPressed { device, cancelled } => {
            known_button(device, DeviceKind::Fob, ran, findings);
            cancelling(cancelled, findings);
            let cancelled = cancelled.as_ref().map(|cancelled| cancelled.value);
            DisturbanceKind::FobPressed { device: DeviceId::new(&device.as_ref()?.value), cancelled }
        }
        WhatFile::CordPulled { device, cancelled } => {
            known_button(device, DeviceKind::PullCord, ran, findings);
            cancelling(cancelled, findings);
            let cancelled = cancelled.as_ref().map(|cancelled| cancelled.value);
            DisturbanceKind::CordPulled { device: DeviceId::new(&device.as_ref()?.value), cancelled }
        }
        WhatFile::Switched { piece, on } => {
            known_appliance(piece, ran, findings);
            DisturbanceKind::Switched { piece: FurnitureId::new(&piece.as_ref()?.value), on: on.as_ref()?.value }
        }
        WhatFile::Change(change) => change::check(change, what, file.at.as_ref(), ran, findings)?,
        WhatFile::Deed(deed) => DisturbanceKind::Deed(deed::check(deed, ran, findings)?),
    };
    let at = file.at.as_ref()?;
    Some((Disturbance { at: at.value, kind, who: who?, intervention: ran.intervention }, at.span.clone()))
}

/// The resident whom a disturbance befalls, by their place: the first, unless another is named.
fn befallen(who: &Maybe<String>, ran: &Ran<'_>, findings: &mut Findings<'_>) -> Option<usize> {
    let Some(named) = who else { return Some(0) };
    let place = ran.residents.iter().position(|id| *id == named.value);
    if place.is_none() {
        let hint = findings.suggest(&named.value, ran.residents.iter().copied(), "Here live");
        findings.error(&named.span, format!("no resident is called {}", quoted(&named.value)), hint);
    }
    place
}

pub(super) fn known_area(id: &Maybe<String>, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    let (Some(id), Some(home)) = (id, ran.home()) else { return };
    if home.area(&AreaId::new(&id.value)).is_none() {
        let hint = findings.suggest(&id.value, home.areas.iter().map(|area| area.id.as_str()), "The home has");
        findings.error(&id.span, format!("no area is called {}", quoted(&id.value)), hint);
    }
}

pub(super) fn known_door(id: &Maybe<String>, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    let (Some(id), Some(home)) = (id, ran.home()) else { return };
    let doors = || home.openings.iter().filter(|o| o.kind == OpeningKind::Door).map(|o| o.id.as_str());
    match home.opening(&OpeningId::new(&id.value)) {
        None => {
            let hint = findings.suggest(&id.value, doors(), "The home's doors are");
            findings.error(&id.span, format!("no door is called {}", quoted(&id.value)), hint);
        }
        Some(opening) if opening.kind != OpeningKind::Door => {
            let what = if opening.kind == OpeningKind::Window { "a window" } else { "an archway" };
            let hint = findings.suggest("", doors(), "The home's doors are");
            findings.error(&id.span, format!("{:?} is {what}, not a door", id.value), hint);
        }
        Some(_) => {}
    }
}

/// Tells when there is no fob or no cord of this id.
fn known_button(id: &Maybe<String>, kind: DeviceKind, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    let (Some(id), Some(home)) = (id, ran.home()) else { return };
    let what = if kind == DeviceKind::PullCord { "pull cord" } else { "fob" };
    let all = || home.devices.iter().filter(|d| d.kind == kind).map(|d| d.id.as_str());
    let there_are = format!("The home's {what}s are");
    match home.device(&DeviceId::new(&id.value)) {
        None => {
            let hint = findings.suggest(&id.value, all(), &there_are);
            findings.error(&id.span, format!("no {what} is called {}", quoted(&id.value)), hint);
        }
        Some(device) if device.kind != kind => {
            let hint = findings.suggest("", all(), &there_are);
            findings.error(&id.span, format!("{:?} is not a {what}", id.value), hint);
        }
        Some(_) => {}
    }
}

fn cancelling(after: &Maybe<Span>, findings: &mut Findings<'_>) {
    between(after, "the time until a call is cancelled", Span::seconds(1), Span::minutes(30), findings);
}

pub(super) fn known_appliance(id: &Maybe<String>, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    use FurnitureKind as F;
    let (Some(id), Some(home)) = (id, ran.home()) else { return };
    let switched = |kind: FurnitureKind| {
        matches!(
            kind,
            F::Kettle
                | F::Television
                | F::Lamp
                | F::CeilingLight
                | F::Cooker
                | F::WashingMachine
                | F::Fridge
                | F::Microwave
                | F::ElectricHeater
        )
    };
    let appliances = || home.furniture.iter().filter(|piece| switched(piece.kind)).map(|piece| piece.id.as_str());
    match home.piece(&FurnitureId::new(&id.value)) {
        None => {
            let hint = findings.suggest(&id.value, appliances(), "What can be switched is");
            findings.error(&id.span, format!("no appliance is called {}", quoted(&id.value)), hint);
        }
        Some(piece) if !switched(piece.kind) => {
            let hint = findings.suggest("", appliances(), "What can be switched is");
            findings.error(&id.span, format!("{:?} cannot be switched on or off", id.value), hint);
        }
        Some(_) => {}
    }
}

fn check_expectation(
    file: &ExpectationFile,
    last: i64,
    learning: i64,
    quiet: &[Quiet],
    findings: &mut Findings<'_>,
) -> Option<Expectation> {
    if let Some(kind) = file.kind.as_ref().filter(|kind| !ALERT_KINDS.contains(&kind.value.as_str())) {
        let hint = findings.suggest(&kind.value, ALERT_KINDS, "There are");
        findings.error(&kind.span, format!("no alert is called {}", quoted(&kind.value)), hint);
    }
    lasts(&file.within, "the time to an alert", findings);
    if let Some(after) = &file.after
        && in_days(after, last, findings)
    {
        if after.value.day <= learning {
            findings.warning(
                &after.span,
                "an alert is expected while the monitor still learns",
                format!("It says nothing on the days 1 to {learning}."),
            );
        } else if let Some(quiet) =
            quiet.iter().find(|quiet| (quiet.from_day..=quiet.to_day).contains(&after.value.day))
        {
            findings.warning(
                &after.span,
                format!("an alert is expected on day {}, which is to be quiet", after.value.day),
                format!("The days {} to {} are listed as quiet.", quiet.from_day, quiet.to_day),
            );
        }
    }
    Some(Expectation {
        kind: file.kind.as_ref()?.value.clone(),
        after: file.after.as_ref()?.value,
        within: file.within.as_ref()?.value,
    })
}

fn check_quiet(file: &QuietFile, last: i64, findings: &mut Findings<'_>) -> Option<Quiet> {
    for day in [&file.from, &file.to].into_iter().flatten().filter(|day| !(1..=last).contains(&day.value)) {
        findings.error(
            &day.span,
            format!("there is no day {}", day.value),
            format!("The scenario has the days 1 to {last}."),
        );
    }
    let (from, to) = (file.from.as_ref()?, file.to.as_ref()?);
    if from.value > to.value {
        findings.error(
            &to.span,
            format!("these quiet days end on day {} before they begin on day {}", to.value, from.value),
            "Write the first day as `from` and the last as `to`.",
        );
    }
    Some(Quiet { from_day: from.value, to_day: to.value })
}
