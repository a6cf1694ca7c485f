//! Whether visitors and pets can come as they are written: on days there are, to rooms there are, by ways there are.

use super::super::file::{PetFile, VisitFile, VisitorFile};
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::super::visitor::{Enters, Pet, Task, Visit, Visitor, VisitorKind};
use super::super::{Pronoun, Resident};
use super::settings::between;
use super::story::Ran;
use super::{Ids, within};
use crate::home::{AreaId, DeviceKind, Home, OpeningKind};
use crate::time::{Span, Weekday};

/// How fast a grown-up guest walks when the file does not say, in metres a second.
const GUEST_PACE: f64 = 1.0;

/// Checks everyone who comes.
pub(super) fn visitors(
    files: &[Placed<VisitorFile>],
    residents: &[Resident],
    ran: &Ran<'_>,
    findings: &mut Findings<'_>,
) -> Vec<Visitor> {
    let mut ids = Ids::new("visitor");
    for Placed { value: file, .. } in files {
        if let Some(id) = &file.id {
            ids.add(&id.value, &id.span, findings);
            if residents.iter().any(|resident| resident.id == id.value) {
                findings.error(
                    &id.span,
                    format!("{} lives here and cannot come on a visit", quoted(&id.value)),
                    "Give the visitor another id.",
                );
            }
        }
    }
    files.iter().filter_map(|file| visitor(&file.value, ran, findings)).collect()
}

fn visitor(file: &VisitorFile, ran: &Ran<'_>, findings: &mut Findings<'_>) -> Option<Visitor> {
    within(&file.walking_speed, "a walking speed", 0.05..=2.5, " m/s", findings);
    let kind = file.kind.as_ref().map(|kind| kind.value);
    if let Some(home) = ran.sound_home() {
        ways_in(file, home, findings);
    }
    rooms(file, ran, findings);
    if file.visits.is_empty()
        && let Some(name) = &file.name
    {
        findings.warning(&name.span, format!("{} never comes", name.value), "Write at least one visit.");
    }
    let visits = file.visits.iter().filter_map(|visit| check_visit(&visit.value, kind, ran, findings)).collect();
    let texts = |list: &Maybe<Vec<Placed<String>>>| {
        list.iter().flat_map(|list| &list.value).map(|text| text.value.clone()).collect::<Vec<String>>()
    };
    Some(Visitor {
        id: file.id.as_ref()?.value.clone(),
        name: file.name.as_ref()?.value.clone(),
        kind: kind?,
        pronoun: file.pronoun.as_ref().map_or(Pronoun::They, |pronoun| pronoun.value),
        enters: file.enters.as_ref().map_or(Enters::Rings, |enters| enters.value),
        walking_speed: file.walking_speed.as_ref().map_or(GUEST_PACE, |speed| speed.value),
        children: texts(&file.children),
        works_in: texts(&file.works_in).iter().map(|id| AreaId::new(id)).collect(),
        visits,
    })
}

/// Tells when the home has no door, or no key safe for whoever takes the key from it.
fn ways_in(file: &VisitorFile, home: &Home, findings: &mut Findings<'_>) {
    let door = home.openings.iter().any(|o| o.to.is_none() && o.kind == OpeningKind::Door);
    if let (false, Some(name)) = (door, &file.name) {
        let brief = format!("{} cannot get in: {:?} has no door to outside", name.value, home.name);
        findings.error(&name.span, brief, "Add one to the home's file.");
    }
    if let Some(enters) = file.enters.as_ref().filter(|enters| enters.value == Enters::KeySafe)
        && !home.devices.iter().any(|device| device.kind == DeviceKind::KeySafe)
    {
        findings.warning(
            &enters.span,
            format!("no device of {:?} is a key safe", home.name),
            "They take the key all the same, and no reading tells of it.",
        );
    }
}

fn rooms(file: &VisitorFile, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    let builder = file.kind.as_ref().is_none_or(|kind| kind.value == VisitorKind::Builder);
    match &file.works_in {
        Some(rooms) => {
            if !builder {
                findings.error(&rooms.span, "only a builder works in rooms", "Leave `works_in` out.");
            }
            if let Some(home) = ran.home() {
                for room in rooms.value.iter().filter(|room| home.area(&AreaId::new(&room.value)).is_none()) {
                    let names = home.areas.iter().map(|area| area.id.as_str());
                    let hint = findings.suggest(&room.value, names, "The home has");
                    findings.error(&room.span, format!("no area is called {}", quoted(&room.value)), hint);
                }
            }
        }
        None => {
            if let Some(kind) = file.kind.as_ref().filter(|kind| kind.value == VisitorKind::Builder) {
                let hint = "Say where, such as works_in: [\"kitchen\"]: one or two rooms.";
                findings.error(&kind.span, "a builder works in no room", hint);
            }
        }
    }
}

fn check_visit(
    file: &VisitFile,
    kind: Option<VisitorKind>,
    ran: &Ran<'_>,
    findings: &mut Findings<'_>,
) -> Option<Visit> {
    between(&file.window, "a visit window", Span::ZERO, Span::hours(12), findings);
    between(&file.late, "how late they are", Span::ZERO, Span::hours(6), findings);
    between(&file.lasts, "the length of a visit", Span::minutes(2), Span::days(60), findings);
    between(&file.lasts_give, "how far a length varies", Span::ZERO, Span::hours(12), findings);
    within(&file.chance, "a chance", 0.0..=1.0, "", findings);
    days(&file.from, &file.to, ran.last, findings);
    if let Some(does) = &file.does
        && kind.is_some_and(|kind| kind != VisitorKind::Carer)
    {
        findings.error(&does.span, "only a carer has tasks", "Leave `does` out.");
    }
    let span = |field: &Maybe<Span>| field.as_ref().map_or(Span::ZERO, |span| span.value);
    let mut week: Vec<Weekday> = match &file.days {
        Some(days) => days.value.iter().map(|day| day.value).collect(),
        None => Weekday::ALL.to_vec(),
    };
    week.sort_unstable();
    week.dedup();
    if let Some(days) = file.days.as_ref().filter(|_| week.is_empty()) {
        findings.warning(&days.span, "this visit is meant for no day", "Leave `days` out for every day.");
    }
    let does: Vec<Task> = file.does.iter().flat_map(|does| &does.value).map(|task| task.value).collect();
    Some(Visit {
        at: file.at.as_ref()?.value,
        window: span(&file.window),
        late: span(&file.late),
        lasts: file.lasts.as_ref()?.value,
        lasts_give: span(&file.lasts_give),
        days: week,
        chance: file.chance.as_ref().map_or(1.0, |chance| chance.value),
        from_day: file.from.as_ref().map_or(1, |day| day.value),
        to_day: file.to.as_ref().map_or(ran.last, |day| day.value),
        does,
    })
}

/// Tells of days that are not in the scenario, or end before they begin.
fn days(from: &Maybe<i64>, to: &Maybe<i64>, last: i64, findings: &mut Findings<'_>) {
    for day in [from, to].into_iter().flatten().filter(|day| !(1..=last).contains(&day.value)) {
        let hint = format!("The scenario has the days 1 to {last}.");
        findings.error(&day.span, format!("there is no day {}", day.value), hint);
    }
    if let (Some(from), Some(to)) = (from, to)
        && from.value > to.value
    {
        let brief = format!("this ends on day {} before it begins on day {}", to.value, from.value);
        findings.error(&to.span, brief, "Write the first day as `from` and the last as `to`.");
    }
}

/// Checks the animals.
pub(super) fn pets(files: &[Placed<PetFile>], ran: &Ran<'_>, findings: &mut Findings<'_>) -> Vec<Pet> {
    let mut names = Ids::new("pet");
    let mut pets = Vec::new();
    for Placed { value: file, .. } in files {
        if let Some(name) = &file.name {
            names.add(&name.value, &name.span, findings);
        }
        days(&file.from, &file.to, ran.last, findings);
        let (Some(name), Some(kind)) = (&file.name, &file.kind) else { continue };
        pets.push(Pet {
            name: name.value.clone(),
            kind: kind.value,
            from_day: file.from.as_ref().map_or(1, |day| day.value),
            to_day: file.to.as_ref().map_or(ran.last, |day| day.value),
        });
    }
    pets
}
