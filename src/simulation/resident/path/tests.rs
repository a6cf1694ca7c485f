//! Whatever the house, a way from one place to another keeps off walls, furniture and the space beside the stairs, and
//! gets from storey to storey by the stairs alone.

use std::sync::Arc;

use proptest::prelude::*;

use super::{AROUND, Ground};
use crate::home::{
    Area, AreaId, AreaKind, Home, HomeKind, Opening, OpeningId, OpeningKind, Point, Rect, STOREY_HEIGHT, Stairs,
    StairsId, Storeys,
};

/// A house of two storeys: a hall with the stairs and a room beside it, on both.
fn house(width: f64, hall: f64, depth: f64, foot: f64, run: f64, down: bool, door: f64) -> Home {
    let area = |id: &str, storey, floor| Area {
        id: AreaId::new(id),
        name: id.to_owned(),
        kind: AreaKind::Other,
        floor: Some(floor),
        storey,
    };
    let door = |id: &str, from: &str, to: Option<&str>, at: Point, along_x| Opening {
        id: OpeningId::new(id),
        name: id.to_owned(),
        kind: OpeningKind::Door,
        from: AreaId::new(from),
        to: to.map(AreaId::new),
        at: if along_x { at } else { Point::new(at.x, door * depth) },
        width: 0.8,
        along_x,
    };
    let (low, high) = (Point::new(width - 0.45, foot), Point::new(width - 0.45, foot + run));
    let (foot, head) = if down { (high, low) } else { (low, high) };
    Home {
        name: "a house".to_owned(),
        zone: "Europe/London".to_owned(),
        latitude: 53.8,
        longitude: -1.5,
        facing: 0.0,
        kind: HomeKind::Terraced,
        areas: vec![
            area("hall", 0, Rect::new(width - hall, 0.0, hall, depth)),
            area("room", 0, Rect::new(0.0, 0.0, width - hall, depth)),
            area("landing", 1, Rect::new(width - hall, 0.0, hall, depth)),
            area("bedroom", 1, Rect::new(0.0, 0.0, width - hall, depth)),
        ],
        openings: vec![
            door("front-door", "hall", None, Point::new(width - hall + 0.5, 0.0), true),
            door("room-door", "hall", Some("room"), Point::new(width - hall, 0.0), false),
            door("bedroom-door", "landing", Some("bedroom"), Point::new(width - hall, 0.0), false),
        ],
        stairs: vec![Stairs {
            id: StairsId::new("stairs"),
            name: "Stairs".to_owned(),
            from: AreaId::new("hall"),
            to: AreaId::new("landing"),
            foot,
            head,
            width: 0.8,
        }],
        furniture: Vec::new(),
        devices: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn a_way_keeps_to_floors_doorways_and_stairs(
        (width, hall, depth) in (4.2_f64..7.0, 1.9_f64..2.3, 5.2_f64..7.5),
        (run, off, door) in (2.5_f64..3.3, 0.0_f64..1.0, 0.15_f64..0.85),
        down in any::<bool>(),
        from in (0_usize..4, 0.0_f64..1.0, 0.0_f64..1.0),
        to in (0_usize..4, 0.0_f64..1.0, 0.0_f64..1.0),
        stop in 0.0_f64..1.0,
    ) {
        let foot = 0.8 + off * (depth - run - 1.6).max(0.0);
        let home = Arc::new(house(width, hall, depth, foot, run, down, door));
        let storeys = Storeys::of(&home, AROUND);
        let ground = Ground::new(&storeys.unfold(&home), &storeys);
        let place = |(area, x, y): (usize, f64, f64)| {
            let area = &home.areas[area];
            let floor = area.floor.expect("a floor").grown(-0.3);
            let at = Point::new(floor.min.x + x * floor.width(), floor.min.y + y * floor.depth());
            ground.nearest(storeys.unfolded(area.storey, at))
        };
        let (from, to) = (place(from), place(to));
        prop_assert!(ground.is_free(from) && ground.is_free(to));
        let whole = ground.path(from, to);
        // Whoever stops on the way goes on from there, on stairs too.
        let halfway = whole.point(whole.length() * stop);
        for way in [&whole, &ground.path(halfway, to), &ground.path(halfway, from)] {
            let mut last: Option<(Point, i32, f64)> = None;
            let steps = (way.length() / 0.02).ceil().max(1.0) as usize;
            for step in 0..=steps {
                let at = way.point(way.length() * step as f64 / steps as f64);
                let (true_place, storey, height) = storeys.place(at);
                // Each storey has its half of the flight: whoever passes by the other end is on the floor there.
                let part = home.stairs[0].part(true_place);
                let its_half = if storey == home.storey_of(&home.stairs[0].from) { part < 0.75 } else { part > 0.25 };
                let on_stairs = its_half && home.stairs[0].footprint().contains(true_place);
                let floor = home.area_on(storey, true_place).is_some();
                prop_assert!(floor || ground.is_free(at), "in a wall at {true_place:?} on {storey}");
                prop_assert!(
                    on_stairs || (height - f64::from(storey) * STOREY_HEIGHT).abs() < 1e-9,
                    "in the air at {true_place:?}"
                );
                // As for the cells below, a straight line may cut the flight's corner by a hair.
                if on_stairs && home.stairs[0].footprint().grown(-0.05).contains(true_place) {
                    prop_assert!((true_place.x - home.stairs[0].foot.x).abs() < 0.05, "beside the stairs: {true_place:?}");
                } else if !home.stairs[0].footprint().grown(0.1).contains(true_place) {
                    // A straight line may cut the corner of a cell by a hair.
                    let hair = [(0.0, 0.0), (0.05, 0.0), (-0.05, 0.0), (0.0, 0.05), (0.0, -0.05)];
                    let free = hair.iter().any(|(x, y)| ground.is_free(Point::new(at.x + x, at.y + y)));
                    prop_assert!(free, "where nobody can stand: {true_place:?} on {storey}");
                }
                if let Some((before, its_storey, its_height)) = last {
                    prop_assert!(before.distance(true_place) < 0.05, "a leap from {before:?} to {true_place:?}");
                    prop_assert!((its_height - height).abs() < 0.05, "a fall from {its_height} to {height}");
                    prop_assert!(its_storey == storey || on_stairs, "through the floor at {true_place:?}");
                }
                last = Some((true_place, storey, height));
            }
            let (ends, goal) = (way.point(way.length()), if std::ptr::eq(way, &whole) { Some(to) } else { None });
            prop_assert!(goal.is_none_or(|goal| goal.distance(ends) < 1e-6));
        }
    }

    #[test]
    fn stairs_take_about_twice_as_long_as_their_slope_on_the_level(run in 2.5_f64..3.3) {
        let home = Arc::new(house(5.0, 2.0, 6.0, 1.0, run, false, 0.5));
        let storeys = Storeys::of(&home, AROUND);
        let ground = Ground::new(&storeys.unfold(&home), &storeys);
        let stairs = &home.stairs[0];
        let before = storeys.unfolded(0, Point::new(stairs.foot.x, stairs.foot.y - 0.35));
        let beyond = storeys.unfolded(1, Point::new(stairs.head.x, stairs.head.y + 0.35));
        let there = ground.path(before, beyond);
        prop_assert!((there.length() - (2.0 * stairs.slope() + 0.7)).abs() < 0.1, "{}", there.length());
        prop_assert!((ground.path(beyond, before).length() - there.length()).abs() < 0.1);
        prop_assert_eq!(there.crossings().len(), 1);
        prop_assert_eq!(there.crossings()[0].into, Some(2));
    }
}
