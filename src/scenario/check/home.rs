//! Whether a home can be one: floors that do not overlap, openings in walls, rooms one can reach, devices on things.

use std::ops::Range;

use super::super::file::{AreaFile, DeviceFile, FurnitureFile, HomeFile, OpeningFile};
use super::super::locate::Node;
use super::super::problem::{Findings, closest, quoted};
use super::super::read::{Maybe, Placed};
use super::change::SEATS;
use super::{Ids, is_empty_list, settings, stairs, within};
use crate::home::{
    Area, AreaId, AreaKind, Device, DeviceId, DeviceKind, Furniture, FurnitureId, FurnitureKind, Home, HomeKind,
    Opening, OpeningId, OpeningKind, Point, Rect,
};
use crate::time::Calendar;

/// Metres within which two walls are the same wall.
const CLOSE: f64 = 0.02;
/// The storeys a room can be on: two cellars and nine floors above the ground.
const STOREYS: std::ops::RangeInclusive<i64> = -2..=9;
/// The longest side of a room, in metres.
const MAX_SIDE: f64 = 100.0;
/// The farthest from the plan's origin that anything may be, in metres.
const MAX_REACH: f64 = 1_000.0;
/// Metres by which furniture and devices may stand in a wall: walls have a thickness that the plan leaves out.
const WALL: f64 = 0.06;

/// The home as far as it could be read; it is sound when nothing was found.
pub(super) fn check(root: &Node, file: HomeFile, findings: &mut Findings<'_>) -> Home {
    if let Some(zone) = &file.zone
        && Calendar::parse(&zone.value, "2026-01-01").is_err()
    {
        let names = jiff::tz::db().available().map(|name| name.to_string()).collect::<Vec<_>>();
        let hint = match closest(&zone.value, names.iter().map(String::as_str)) {
            Some(name) => format!("did you mean {name:?}?"),
            None => "Write its name in the IANA list, such as \"Europe/London\".".to_owned(),
        };
        findings.error(&zone.span, format!("no time zone is called {}", quoted(&zone.value)), hint);
    }
    within(&file.latitude, "a latitude", -90.0..=90.0, "°", findings);
    within(&file.longitude, "a longitude", -180.0..=180.0, "°", findings);
    within(&file.facing, "a direction", -360.0..=360.0, "°", findings);

    let mut home = Home {
        name: text(file.name),
        zone: text(file.zone),
        latitude: file.latitude.map_or(0.0, |n| n.value),
        longitude: file.longitude.map_or(0.0, |n| n.value),
        facing: file.facing.map_or(0.0, |n| n.value),
        kind: file.kind.map_or_else(HomeKind::default, |kind| kind.value),
        areas: Vec::new(),
        openings: Vec::new(),
        stairs: Vec::new(),
        furniture: Vec::new(),
        devices: Vec::new(),
    };
    let floors_known = areas(&file.areas, &mut home, findings);
    if let Some(field) = root.field(findings.text(), "areas").filter(|field| is_empty_list(&field.value)) {
        findings.error(&field.value.head(), "this home has no rooms", "Add at least one area with its floor.");
    }
    openings(&file.openings, &mut home, findings);
    stairs::stairs(&file.stairs, &mut home, findings);
    if floors_known {
        ways_in(root, &file.areas, &home, findings);
    }
    furniture(&file.furniture, &mut home, findings);
    devices(&file.devices, &mut home, findings);
    home
}

fn text(text: Maybe<String>) -> String {
    text.map(|text| text.value).unwrap_or_default()
}

/// Tells that no area has this id; gives the area otherwise.
fn known_area<'h>(home: &'h Home, id: &Maybe<String>, findings: &mut Findings<'_>) -> Option<&'h Area> {
    let id = id.as_ref()?;
    let found = home.area(&AreaId::new(&id.value));
    // With no area at all, that has been told instead.
    if found.is_none() && !home.areas.is_empty() {
        let names = home.areas.iter().map(|area| area.id.as_str());
        let hint = findings.suggest(&id.value, names, "The home has");
        findings.error(&id.span, format!("no area is called {}", quoted(&id.value)), hint);
    }
    found
}

/// Adds the areas; false when one could not be read, so that what depends on all of them is left alone.
fn areas(files: &[Placed<AreaFile>], home: &mut Home, findings: &mut Findings<'_>) -> bool {
    let mut ids = Ids::new("area");
    let mut placed: Vec<(&str, Rect, i32)> = Vec::new();
    let mut all_known = true;
    for Placed { value: file, .. } in files {
        let floor = file.floor.as_ref().and_then(|floor| sound_floor(floor, findings));
        all_known &= floor.is_some() && file.id.is_some();
        let Some(id) = &file.id else { continue };
        ids.add(&id.value, &id.span, findings);
        if let Some(storey) = file.storey.as_ref().filter(|storey| !STOREYS.contains(&storey.value)) {
            findings.error(
                &storey.span,
                format!("a room cannot be on storey {}", storey.value),
                format!("0 is the ground floor: write a whole number from {} to {}.", STOREYS.start(), STOREYS.end()),
            );
        }
        let storey = file.storey.as_ref().filter(|storey| STOREYS.contains(&storey.value));
        let storey = storey.map_or(0, |storey| i32::try_from(storey.value).unwrap_or(0));
        if let (Some(rect), Some(span)) = (floor, file.floor.as_ref().map(|floor| &floor.span)) {
            for (other, their, _) in placed.iter().filter(|(_, _, theirs)| *theirs == storey) {
                let wide = rect.max.x.min(their.max.x) - rect.min.x.max(their.min.x);
                let deep = rect.max.y.min(their.max.y) - rect.min.y.max(their.min.y);
                if wide > CLOSE && deep > CLOSE {
                    findings.error(
                        span,
                        format!("the floor of {:?} lies on the floor of {other:?}", id.value),
                        format!("They share {wide:.2} m by {deep:.2} m: move or shrink one of them."),
                    );
                }
            }
            placed.push((&id.value, rect, storey));
        }
        home.areas.push(Area {
            id: AreaId::new(&id.value),
            name: file.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            kind: file.kind.as_ref().map_or(AreaKind::Other, |kind| kind.value),
            floor,
            storey,
        });
    }
    all_known
}

fn sound_floor(floor: &Placed<Rect>, findings: &mut Findings<'_>) -> Option<Rect> {
    let rect = floor.value;
    let mut sound = true;
    for (name, side) in [("width", rect.width()), ("depth", rect.depth())] {
        if !(0.3..=MAX_SIDE).contains(&side) {
            let side = (side * 1_000.0).round() / 1_000.0;
            findings.error(
                &floor.span,
                format!("a floor's {name} cannot be {side} m"),
                format!("Write a {name} from 0.3 to {MAX_SIDE} metres."),
            );
            sound = false;
        }
    }
    (near(rect.min, &floor.span, findings) && sound).then_some(rect)
}

/// Tells when a place is off any sensible plan.
fn near(at: Point, span: &Range<usize>, findings: &mut Findings<'_>) -> bool {
    let ok = at.x.abs() <= MAX_REACH && at.y.abs() <= MAX_REACH;
    if !ok {
        findings.error(
            span,
            format!("this place is more than {MAX_REACH} m from the plan's corner"),
            "Lengths are metres.",
        );
    }
    ok
}

fn openings(files: &[Placed<OpeningFile>], home: &mut Home, findings: &mut Findings<'_>) {
    let mut ids = Ids::new("opening");
    for Placed { value: file, .. } in files {
        if let Some(id) = &file.id {
            ids.add(&id.value, &id.span, findings);
        }
        within(&file.width, "an opening's width", 0.2..=MAX_SIDE, " m", findings);
        let from = known_area(home, &file.from, findings);
        let to = known_area(home, &file.to, findings);
        if let (Some(OpeningKind::Window), Some(to)) = (file.kind.as_ref().map(|kind| kind.value), &file.to) {
            findings.error(&to.span, "a window leads outside", "Leave `to` out, or make it a Door or an Archway.");
        }
        if let (Some(from), Some(to)) = (&file.from, &file.to)
            && from.value == to.value
        {
            findings.error(
                &to.span,
                "this opening leads from a room to itself",
                "Name the room on the other side, or leave `to` out for outside.",
            );
            continue;
        }
        if let (Some(from), Some(to), Some(named)) = (from, to, &file.to)
            && from.storey != to.storey
        {
            findings.error(
                &named.span,
                format!("{:?} and {:?} are on different storeys", from.id.as_str(), to.id.as_str()),
                "Only stairs lead from one storey to another: add a flight to `stairs`.",
            );
            continue;
        }
        let is_door = file.kind.as_ref().is_none_or(|kind| kind.value != OpeningKind::Window);
        if let (Some(from), None, Some(id)) = (from, &file.to, &file.id)
            && is_door
            && from.storey != 0
            && !home.kind.has_shared_corridor()
        {
            findings.error(
                &id.span,
                format!("this opening leads outside from storey {}", from.storey),
                "Only in a Flat or ExtraCare home is there a landing or corridor outside an upper floor's door.",
            );
        }
        let along_x = match (from, &file.at, &file.width) {
            (Some(from), Some(at), Some(width)) if to.is_some() || file.to.is_none() => {
                on_wall(home, from, to, at, width.value, findings)
            }
            _ => None,
        };
        // Kept even where its areas are unknown, so that what names it is not told of as well.
        let to = to.map(|to| to.id.clone());
        let (Some(id), Some(from)) = (&file.id, &file.from) else { continue };
        home.openings.push(Opening {
            id: OpeningId::new(&id.value),
            name: file.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            kind: file.kind.as_ref().map_or(OpeningKind::Door, |kind| kind.value),
            from: AreaId::new(&from.value),
            to,
            at: file.at.as_ref().map_or_else(Point::default, |at| at.value),
            width: file.width.as_ref().map_or(0.0, |width| width.value),
            along_x: along_x.unwrap_or(false),
        });
    }
}

/// One stretch of wall: whether it runs along `x`, its line, and from where to where.
struct Wall {
    along_x: bool,
    line: f64,
    from: f64,
    to: f64,
}

/// The walls of a floor.
fn walls(floor: Rect) -> [Wall; 4] {
    let wall = |along_x, line, from, to| Wall { along_x, line, from, to };
    [
        wall(true, floor.min.y, floor.min.x, floor.max.x),
        wall(true, floor.max.y, floor.min.x, floor.max.x),
        wall(false, floor.min.x, floor.min.y, floor.max.y),
        wall(false, floor.max.x, floor.min.y, floor.max.y),
    ]
}

/// Whether the wall of an opening runs along `x`; tells when the opening is in no wall, or does not fit.
fn on_wall(
    home: &Home,
    from: &Area,
    to: Option<&Area>,
    at: &Placed<Point>,
    width: f64,
    findings: &mut Findings<'_>,
) -> Option<bool> {
    let floor = from.floor?;
    let mut stretches: Vec<Wall> = walls(floor).into();
    if let Some(to) = to {
        let theirs = walls(to.floor?);
        // What the two rooms share of each wall.
        stretches = stretches
            .iter()
            .flat_map(|ours| theirs.iter().map(move |theirs| (ours, theirs)))
            .filter(|(a, b)| a.along_x == b.along_x && (a.line - b.line).abs() <= CLOSE)
            .map(|(a, b)| Wall { along_x: a.along_x, line: a.line, from: a.from.max(b.from), to: a.to.min(b.to) })
            .filter(|shared| shared.to - shared.from > CLOSE)
            .collect();
        if stretches.is_empty() {
            findings.error(
                &at.span,
                format!("{:?} and {:?} share no wall", from.id.as_str(), to.id.as_str()),
                "An opening is in the wall between its two rooms: their floors must touch.",
            );
            return None;
        }
    }
    let along = |wall: &Wall| if wall.along_x { (at.value.y, at.value.x) } else { (at.value.x, at.value.y) };
    let near: Vec<&Wall> = stretches.iter().filter(|wall| (along(wall).0 - wall.line).abs() <= CLOSE).collect();
    let fits = |wall: &&Wall| {
        let middle = along(wall).1;
        middle - width / 2.0 >= wall.from - CLOSE && middle + width / 2.0 <= wall.to + CLOSE
    };
    let between = to.map_or_else(
        || format!("an outer wall of {:?}", from.id.as_str()),
        |to| format!("the wall between {:?} and {:?}", from.id.as_str(), to.id.as_str()),
    );
    let Some(wall) = near.iter().copied().find(fits) else {
        let runs: Vec<String> = stretches
            .iter()
            .map(|wall| {
                let (line, other) = if wall.along_x { ("y", "x") } else { ("x", "y") };
                format!("{line} = {:.2} with {other} from {:.2} to {:.2}", wall.line, wall.from, wall.to)
            })
            .collect();
        let (brief, short) = match near.first() {
            Some(_) => (
                format!("this opening does not fit into {between}"),
                format!("With its width of {width} m it must lie"),
            ),
            None => (format!("this opening is not in {between}"), "The wall is".to_owned()),
        };
        findings.error(&at.span, brief, format!("{short} at {}.", runs.join(", or ")));
        return None;
    };
    if to.is_none() {
        let middle = along(wall).1;
        let others = home.areas.iter().filter(|area| area.id != from.id && area.storey == from.storey);
        let hidden = others.into_iter().find(|area| {
            area.floor.is_some_and(|floor| {
                walls(floor).iter().any(|theirs| {
                    theirs.along_x == wall.along_x
                        && (theirs.line - wall.line).abs() <= CLOSE
                        && theirs.to.min(middle + width / 2.0) - theirs.from.max(middle - width / 2.0) > CLOSE
                })
            })
        });
        if let Some(other) = hidden {
            findings.error(
                &at.span,
                format!("{:?} lies behind this opening to outside", other.id.as_str()),
                format!("Write to: {:?}, or move the opening to an outer wall.", other.id.as_str()),
            );
        }
    }
    Some(wall.along_x)
}

/// Tells of rooms that cannot be reached from outside.
fn ways_in(root: &Node, areas: &[Placed<AreaFile>], home: &Home, findings: &mut Findings<'_>) {
    let passable = || home.openings.iter().filter(|opening| opening.kind != OpeningKind::Window);
    if !passable().any(|opening| opening.to.is_none()) {
        if let Some(field) = root.field(findings.text(), "openings") {
            let hint = "Add an opening of kind Door without `to`: that one leads outside.";
            findings.error(&field.value.head(), "this home has no door to outside", hint);
        }
        return;
    }
    let mut reached: Vec<&AreaId> = passable().filter(|o| o.to.is_none()).map(|opening| &opening.from).collect();
    let mut next = 0;
    while let Some(here) = reached.get(next).copied() {
        let doors = passable().filter_map(|opening| Some((&opening.from, opening.to.as_ref()?)));
        for (from, to) in doors.chain(home.stairs.iter().map(|stairs| (&stairs.from, &stairs.to))) {
            let there = match (from == here, to == here) {
                (true, _) => to,
                (_, true) => from,
                (false, false) => continue,
            };
            if !reached.contains(&there) {
                reached.push(there);
            }
        }
        next += 1;
    }
    for id in areas.iter().filter_map(|area| area.value.id.as_ref()) {
        if !reached.iter().any(|reached| reached.as_str() == id.value) {
            findings.error(
                &id.span,
                format!("nobody can get into {:?}", id.value),
                if area_is_upstairs(home, &id.value) {
                    "No stairs lead to its storey, or none to a room that it has a door to. Add `stairs`."
                } else {
                    "No way through doors and archways leads there from a door to outside. Add a door."
                },
            );
        }
    }
}

/// Whether an area is on a storey to which no doors to outside lead by themselves.
fn area_is_upstairs(home: &Home, id: &str) -> bool {
    let storey = home.storey_of(&AreaId::new(id));
    let outside = home.openings.iter().filter(|o| o.kind != OpeningKind::Window && o.to.is_none());
    !outside.map(|opening| home.storey_of(&opening.from)).any(|theirs| theirs == storey)
}

fn furniture(files: &[Placed<FurnitureFile>], home: &mut Home, findings: &mut Findings<'_>) {
    let mut ids = Ids::new("piece of furniture");
    for Placed { value: file, .. } in files {
        if let Some(id) = &file.id {
            ids.add(&id.value, &id.span, findings);
        }
        if let Some(size) = &file.size
            && [size.value.0, size.value.1].iter().any(|side| !(0.01..=20.0).contains(side))
        {
            findings.error(
                &size.span,
                format!("furniture cannot be {} m by {} m", size.value.0, size.value.1),
                "Write (side to side, front to back), each from 0.01 to 20 metres.",
            );
        }
        within(&file.height, "a height", 0.0..=10.0, " m", findings);
        let area = known_area(home, &file.area, findings).cloned();
        let Some(id) = &file.id else { continue };
        let (at, size) = (file.at.as_ref(), file.size.as_ref().map_or((0.0, 0.0), |size| size.value));
        let piece = Furniture {
            id: FurnitureId::new(&id.value),
            kind: file.kind.as_ref().map_or(FurnitureKind::Rug, |kind| kind.value),
            area: AreaId::new(file.area.as_ref().map_or("", |area| area.value.as_str())),
            at: at.map_or_else(Point::default, |at| at.value),
            width: size.0,
            depth: size.1,
            front: file.front.as_ref().map(|front| front.value).unwrap_or_default(),
            height: file.height.as_ref().map_or(0.0, |height| height.value),
        };
        if let (Some(at), Some(_), Some(area)) = (at, &file.size, &area)
            && near(at.value, &at.span, findings)
            && let Some(floor) = area.floor
        {
            let (room, print) = (floor.grown(WALL), piece.footprint());
            if !(room.contains(print.min) && room.contains(print.max)) {
                findings.error(
                    &at.span,
                    format!("{:?} sticks out of {:?}", id.value, area.id.as_str()),
                    format!(
                        "It covers x from {:.2} to {:.2} and y from {:.2} to {:.2}; the floor has x from {:.2} to {:.2} and y from {:.2} to {:.2}.",
                        print.min.x, print.max.x, print.min.y, print.max.y, floor.min.x, floor.max.x, floor.min.y, floor.max.y
                    ),
                );
            } else if piece.kind.blocks()
                && piece.height < 2.0
                && let Some(stairs) = stairs::blocked(home, area.storey, print)
            {
                findings.error(
                    &at.span,
                    format!("{:?} stands on {:?}", id.value, stairs.id.as_str()),
                    "Move it: stairs need their place on both storeys.",
                );
            }
        }
        home.furniture.push(piece);
    }
}

fn devices(files: &[Placed<DeviceFile>], home: &mut Home, findings: &mut Findings<'_>) {
    let mut ids = Ids::new("device");
    for Placed { value: file, span } in files {
        if let Some(id) = &file.id {
            ids.add(&id.value, &id.span, findings);
        }
        within(&file.height, "a height", 0.0..=10.0, " m", findings);
        let area = known_area(home, &file.area, findings).cloned();
        if let (Some(at), Some(area)) = (&file.at, &area)
            && near(at.value, &at.span, findings)
            && area.floor.is_some_and(|floor| !floor.grown(WALL).contains(at.value))
        {
            findings.error(
                &at.span,
                format!("this place is not in {:?}", area.id.as_str()),
                "Move the device into its area, or name the area that it is in.",
            );
        }
        let opening = known_opening(home, file, area.as_ref(), findings);
        let piece = known_piece(home, file, area.as_ref(), findings);
        if let Some(kind) = &file.kind {
            let head = span.start..span.start + 1;
            fixed_to(kind.value, file, &head, findings);
        }
        let settings = settings::check(file.kind.as_ref().map(|kind| kind.value), &file.settings, findings);
        let (Some(id), Some(area)) = (&file.id, &file.area) else { continue };
        home.devices.push(Device {
            id: DeviceId::new(&id.value),
            name: file.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            kind: file.kind.as_ref().map_or(DeviceKind::Hub, |kind| kind.value),
            area: AreaId::new(&area.value),
            at: file.at.as_ref().map(|at| at.value),
            height: file.height.as_ref().map_or(0.0, |height| height.value),
            front: file.front.as_ref().map(|front| front.value).unwrap_or_default(),
            opening,
            piece,
            settings,
        });
    }
}

/// What a kind of device must be fixed to.
fn fixed_to(kind: DeviceKind, file: &DeviceFile, head: &Range<usize>, findings: &mut Findings<'_>) {
    match kind {
        DeviceKind::Contact => match (&file.opening, &file.piece) {
            (None, None) => findings.missing(
                head,
                "opening",
                "this contact is fixed to nothing",
                "Name the door or window as `opening`, or the fridge or drawer as `piece`.",
            ),
            (Some(_), Some(piece)) => {
                findings.error(
                    &piece.span,
                    "this contact is fixed to two things",
                    "Keep `opening` or `piece`, not both.",
                );
            }
            (Some(_), None) | (None, Some(_)) => {}
        },
        DeviceKind::Plug if file.piece.is_none() => {
            findings.missing(head, "piece", "this plug feeds nothing", "Name what is plugged in as `piece`.");
        }
        DeviceKind::BedSensor if file.piece.is_none() => {
            findings.missing(head, "piece", "this bed sensor is in no bed", "Name the bed as `piece`.");
        }
        DeviceKind::ChairSensor if file.piece.is_none() => {
            findings.missing(head, "piece", "this chair sensor is in no chair", "Name the armchair as `piece`.");
        }
        DeviceKind::SmartLight if file.piece.is_none() => {
            findings.missing(head, "piece", "this smart light is in no lamp", "Name the lamp as `piece`.");
        }
        DeviceKind::RadiatorValve if file.piece.is_none() => {
            findings.missing(head, "piece", "this valve is on no radiator", "Name the radiator as `piece`.");
        }
        DeviceKind::DoorLock if file.opening.is_none() => {
            findings.missing(head, "opening", "this lock is on no door", "Name the door as `opening`.");
        }
        DeviceKind::Movement if file.at.is_none() => findings.missing(
            head,
            "at",
            "it is not said where this movement sensor hangs",
            "Give its place as at: (x, y); what it sees depends on it.",
        ),
        DeviceKind::Movement
        | DeviceKind::Plug
        | DeviceKind::BedSensor
        | DeviceKind::Temperature
        | DeviceKind::Fob
        | DeviceKind::Speaker
        | DeviceKind::Hub
        | DeviceKind::LightSwitch
        | DeviceKind::ChairSensor
        | DeviceKind::Dispenser
        | DeviceKind::PullCord
        | DeviceKind::SmokeAlarm
        | DeviceKind::CarbonMonoxideAlarm
        | DeviceKind::FloodSensor
        | DeviceKind::LightLevel
        | DeviceKind::SmartLight
        | DeviceKind::Thermostat
        | DeviceKind::RadiatorValve
        | DeviceKind::DoorLock
        | DeviceKind::Doorbell
        | DeviceKind::KeySafe
        | DeviceKind::Screen => {}
    }
}

fn known_opening(
    home: &Home,
    file: &DeviceFile,
    area: Option<&Area>,
    findings: &mut Findings<'_>,
) -> Option<OpeningId> {
    let named = file.opening.as_ref()?;
    let Some(opening) = home.opening(&OpeningId::new(&named.value)) else {
        let hint = findings.suggest(&named.value, home.openings.iter().map(|o| o.id.as_str()), "The home has");
        findings.error(&named.span, format!("no door or window is called {}", quoted(&named.value)), hint);
        return None;
    };
    if let Some(area) = area.filter(|area| opening.from != area.id && opening.to.as_ref() != Some(&area.id)) {
        findings.error(
            &named.span,
            format!("{:?} is not a door or window of {:?}", named.value, area.id.as_str()),
            format!("It belongs to {:?}: name that as the device's area.", opening.from.as_str()),
        );
    }
    let kind = file.kind.as_ref().map(|kind| kind.value);
    match kind {
        Some(DeviceKind::DoorLock) if opening.kind != OpeningKind::Door => {
            findings.error(&named.span, format!("{:?} is no door", named.value), "A lock belongs to a door.");
        }
        Some(DeviceKind::Contact | DeviceKind::DoorLock | DeviceKind::Doorbell | DeviceKind::KeySafe) | None => {}
        Some(_) => findings.error(
            &named.span,
            "only a contact, a lock, a doorbell or a key safe belongs to a door or window",
            "Leave `opening` out.",
        ),
    }
    Some(opening.id.clone())
}

fn known_piece(
    home: &Home,
    file: &DeviceFile,
    area: Option<&Area>,
    findings: &mut Findings<'_>,
) -> Option<FurnitureId> {
    let named = file.piece.as_ref()?;
    let Some(piece) = home.piece(&FurnitureId::new(&named.value)) else {
        let hint = findings.suggest(&named.value, home.furniture.iter().map(|piece| piece.id.as_str()), "The home has");
        findings.error(&named.span, format!("no piece of furniture is called {}", quoted(&named.value)), hint);
        return None;
    };
    if let Some(area) = area.filter(|area| piece.area != area.id) {
        findings.error(
            &named.span,
            format!("{:?} does not stand in {:?}", named.value, area.id.as_str()),
            format!("It stands in {:?}: name that as the device's area.", piece.area.as_str()),
        );
    }
    use FurnitureKind as F;
    let needs: (&[F], &str, &str) = match file.kind.as_ref().map(|kind| kind.value) {
        Some(DeviceKind::BedSensor) => (&[F::Bed], "a bed", "A bed sensor lies in a piece of kind Bed."),
        Some(DeviceKind::ChairSensor) => {
            (&SEATS, "something to sit on", "A chair sensor lies in a piece of kind Armchair, Sofa or Chair.")
        }
        Some(DeviceKind::SmartLight) => {
            (&[F::Lamp, F::CeilingLight], "a light", "A smart light is in a piece of kind Lamp or CeilingLight.")
        }
        Some(DeviceKind::RadiatorValve) => {
            (&[F::Radiator], "a radiator", "A radiator valve is on a piece of kind Radiator.")
        }
        _ => (&[], "", ""),
    };
    if !needs.0.is_empty() && !needs.0.contains(&piece.kind) {
        findings.error(&named.span, format!("{:?} is not {}", named.value, needs.1), needs.2);
    }
    Some(piece.id.clone())
}
