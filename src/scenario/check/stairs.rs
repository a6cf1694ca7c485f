//! Whether stairs can be ones: between two storeys, not too steep, on the floors of both their areas, with room to step
//! on and off, and nothing standing on them.

use super::super::file::StairsFile;
use super::super::problem::{Findings, quoted};
use super::super::read::Placed;
use super::{Ids, within};
use crate::home::{Area, AreaId, Home, Point, STOREY_HEIGHT, Stairs, StairsId};

/// Metres that count as nothing.
const CLOSE: f64 = 0.02;
/// The shortest flight on the plan, metres: thirteen risers with twelve goings of 210 mm, a little steeper than the 42°
/// of Approved Document K, because many old houses are.
const SHORTEST: f64 = 2.5;
/// The longest flight on the plan, metres.
const LONGEST: f64 = 8.0;
/// Metres of floor that must lie before the foot and beyond the head.
const APRON: f64 = 0.6;

/// Adds the stairs, and tells what is wrong with them.
pub(super) fn stairs(files: &[Placed<StairsFile>], home: &mut Home, findings: &mut Findings<'_>) {
    let mut ids = Ids::new("flight of stairs");
    for Placed { value: file, .. } in files {
        if let Some(id) = &file.id {
            ids.add(&id.value, &id.span, findings);
        }
        within(&file.width, "the width of stairs", 0.6..=2.5, " m", findings);
        let mut area = |named: &Option<Placed<String>>| -> Option<Area> {
            let named = named.as_ref()?;
            let found = home.area(&AreaId::new(&named.value)).cloned();
            if found.is_none() && !home.areas.is_empty() {
                let names = home.areas.iter().map(|area| area.id.as_str());
                let hint = findings.suggest(&named.value, names, "The home has");
                findings.error(&named.span, format!("no area is called {}", quoted(&named.value)), hint);
            }
            found
        };
        let (from, to) = (area(&file.from), area(&file.to));
        let (Some(id), Some(from), Some(to), Some(foot), Some(head), Some(width)) =
            (&file.id, from, to, &file.foot, &file.head, &file.width)
        else {
            continue;
        };
        if let Some(named) = file.to.as_ref().filter(|_| to.storey != from.storey + 1) {
            findings.error(
                &named.span,
                format!(
                    "{:?} is on storey {} and {:?} on storey {}",
                    from.id.as_str(),
                    from.storey,
                    to.id.as_str(),
                    to.storey
                ),
                "Stairs lead from their foot in `from` to the storey above in `to`: swap them, or set the areas' storey.",
            );
            continue;
        }
        let stairs = Stairs {
            id: StairsId::new(&id.value),
            name: file.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            from: from.id.clone(),
            to: to.id.clone(),
            foot: foot.value,
            head: head.value,
            width: width.value,
        };
        if sound(&stairs, [&from, &to], [foot, head], findings) {
            home.stairs.push(stairs);
        }
    }
}

/// Whether a flight is straight, not too steep, and lies on both floors.
fn sound(stairs: &Stairs, areas: [&Area; 2], ends: [&Placed<Point>; 2], findings: &mut Findings<'_>) -> bool {
    let (x, y) = ((stairs.head.x - stairs.foot.x).abs(), (stairs.head.y - stairs.foot.y).abs());
    if x > CLOSE && y > CLOSE {
        findings.error(
            &ends[1].span,
            "these stairs run askew",
            "A flight runs along x or along y: give foot and head the same y or the same x.",
        );
        return false;
    }
    if !(SHORTEST..=LONGEST).contains(&stairs.run()) {
        let what = if stairs.run() < SHORTEST { "too steep" } else { "too long" };
        findings.error(
            &ends[1].span,
            format!("these stairs are {what}: {:.2} m from foot to head on the plan", stairs.run()),
            format!("They climb {STOREY_HEIGHT} m: write a foot and a head from {SHORTEST} to {LONGEST} metres apart."),
        );
        return false;
    }
    let up = stairs.up();
    let beyond = |end: Point, by: f64| Point::new(end.x + up.x * by, end.y + up.y * by);
    let mut all_well = true;
    for (end, area) in areas.into_iter().enumerate() {
        let Some(floor) = area.floor else { continue };
        let apron = if end == 0 { beyond(stairs.foot, -APRON) } else { beyond(stairs.head, APRON) };
        let room = floor.grown(CLOSE);
        let print = stairs.footprint();
        let (brief, hint) = if !(room.contains(print.min) && room.contains(print.max)) {
            (
                format!("these stairs stick out of {:?}", area.id.as_str()),
                format!(
                    "They cover x from {:.2} to {:.2} and y from {:.2} to {:.2}; the floor has x from {:.2} to {:.2} and y from {:.2} to {:.2}. The floors of both areas hold the whole flight.",
                    print.min.x,
                    print.max.x,
                    print.min.y,
                    print.max.y,
                    floor.min.x,
                    floor.max.x,
                    floor.min.y,
                    floor.max.y
                ),
            )
        } else if !room.contains(apron) {
            let place = if end == 0 { "before the foot" } else { "beyond the head" };
            (
                format!("there is no room to stand {place} of these stairs in {:?}", area.id.as_str()),
                format!("Leave {APRON} m of floor between them and the wall."),
            )
        } else {
            continue;
        };
        findings.error(&ends[end].span, brief, hint);
        all_well = false;
    }
    all_well
}

/// The flight that a piece standing on this storey at this place would block.
pub(super) fn blocked(home: &Home, storey: i32, print: crate::home::Rect) -> Option<&Stairs> {
    home.stairs.iter().find(|stairs| {
        let foot = home.storey_of(&stairs.from);
        let covers = stairs.footprint();
        let wide = print.max.x.min(covers.max.x) - print.min.x.max(covers.min.x);
        let deep = print.max.y.min(covers.max.y) - print.min.y.max(covers.min.y);
        (foot == storey || foot + 1 == storey) && wide > CLOSE && deep > CLOSE
    })
}
