//! The storeys of a home laid side by side, so that a place on the plan says by itself on which storey it is.
//!
//! Whoever walks, lies, looks or draws does so on one plan. Each storey above the lowest is moved along `x` by a fixed
//! stretch, beyond what surrounds the one before: nothing on one storey is near anything on another, and only stairs
//! lead from one to the next. A home on one storey is left as it is. [`Storeys::place`] gives the true place back.

use std::sync::Arc;

use super::{AreaId, Home, Point, Rect, STOREY_HEIGHT, Stairs};

/// How the storeys of one home lie side by side.
#[derive(Clone, Debug)]
pub struct Storeys {
    lowest: i32,
    count: usize,
    /// The home's own bounds.
    bounds: Rect,
    /// Metres kept free all round.
    margin: f64,
    /// Metres along `x` from one storey's plan to the next's.
    shift: f64,
    /// The flights in their true places, each with the storey of its foot.
    flights: Vec<(Stairs, i32)>,
}

impl Storeys {
    /// How a home's storeys are laid out with so many metres free all round each.
    pub fn of(home: &Home, margin: f64) -> Self {
        let storeys = home.storeys();
        let lowest = storeys.first().copied().unwrap_or(0);
        let highest = storeys.last().copied().unwrap_or(0);
        let bounds = home.bounds().unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0));
        Self {
            lowest,
            count: usize::try_from(highest - lowest).unwrap_or(0) + 1,
            bounds,
            margin,
            // Whole metres, so that the cells of every storey lie alike.
            shift: (bounds.width() + 2.0 * margin).ceil() + 1.0,
            flights: home.stairs.iter().map(|stairs| (stairs.clone(), home.storey_of(&stairs.from))).collect(),
        }
    }

    /// Metres along `x` by which a storey is moved.
    fn offset_of(&self, storey: i32) -> f64 {
        f64::from(storey - self.lowest) * self.shift
    }

    /// A true place on a storey, as a place on the plan of all storeys.
    pub fn unfolded(&self, storey: i32, at: Point) -> Point {
        if self.count == 1 { at } else { Point::new(at.x + self.offset_of(storey), at.y) }
    }

    /// Metres along `x` by which the storey of a place on the plan of all storeys is moved.
    pub fn offset(&self, at: Point) -> f64 {
        self.offset_of(self.storey(at))
    }

    /// The storey of a place on the plan of all storeys.
    pub fn storey(&self, at: Point) -> i32 {
        if self.count == 1 {
            return self.lowest;
        }
        let from_left = at.x - (self.bounds.min.x - self.margin);
        let place = (from_left / self.shift).floor().clamp(0.0, (self.count - 1) as f64);
        self.lowest + place as i32
    }

    /// The true place of a place on the plan of all storeys, its storey, and how many metres above the ground floor
    /// feet are there.
    pub fn place(&self, at: Point) -> (Point, i32, f64) {
        let storey = self.storey(at);
        if self.count == 1 {
            return (at, storey, f64::from(storey) * STOREY_HEIGHT);
        }
        let at = Point::new(at.x - self.offset_of(storey), at.y);
        let climbed = self.flights.iter().find_map(|(flight, foot)| {
            // The lower half of a flight lies on its foot's plan and the upper half on its head's: whoever passes by
            // the other end, at the very edge, is on the floor there.
            let part = flight.part(at);
            let its_half = (*foot == storey && part < 0.75) || (*foot + 1 == storey && part > 0.25);
            (its_half && flight.carries(at)).then(|| f64::from(*foot) + part)
        });
        (at, storey, climbed.unwrap_or(f64::from(storey)) * STOREY_HEIGHT)
    }

    /// What all storeys cover side by side.
    pub fn bounds(&self) -> Rect {
        let more = (self.count - 1) as f64 * self.shift;
        Rect { max: Point::new(self.bounds.max.x + more, self.bounds.max.y), ..self.bounds }.grown(self.margin)
    }

    /// Metres from one storey's plan to the next's; `None` when there is only one.
    pub fn shift(&self) -> Option<f64> {
        (self.count > 1).then_some(self.shift)
    }

    /// The flights in their true places, each with the storey of its foot.
    pub fn flights(&self) -> &[(Stairs, i32)] {
        &self.flights
    }

    /// The home with its storeys side by side; the home itself when there is only one. Stairs keep their true places,
    /// since they belong to two storeys: see [`Storeys::flights`].
    pub fn unfold(&self, home: &Arc<Home>) -> Arc<Home> {
        if self.count == 1 {
            return Arc::clone(home);
        }
        let mut plan = Home::clone(home);
        let moved = |id: &AreaId, at: Point| self.unfolded(home.storey_of(id), at);
        for area in &mut plan.areas {
            let storey = area.storey;
            area.floor = area
                .floor
                .map(|floor| Rect { min: self.unfolded(storey, floor.min), max: self.unfolded(storey, floor.max) });
        }
        for opening in &mut plan.openings {
            opening.at = moved(&opening.from, opening.at);
        }
        for piece in &mut plan.furniture {
            piece.at = moved(&piece.area, piece.at);
        }
        for device in &mut plan.devices {
            device.at = device.at.map(|at| moved(&device.area, at));
        }
        Arc::new(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Area, AreaKind, HomeKind, StairsId};

    const MARGIN: f64 = 2.9;

    fn area(id: &str, storey: i32, floor: Rect) -> Area {
        Area { id: AreaId::new(id), name: id.to_owned(), kind: AreaKind::Hall, floor: Some(floor), storey }
    }

    fn one_storey() -> Home {
        Home {
            name: "a home".to_owned(),
            zone: "Europe/London".to_owned(),
            latitude: 53.8,
            longitude: -1.5,
            facing: 0.0,
            kind: HomeKind::Bungalow,
            areas: vec![
                area("lounge", 0, Rect::new(0.0, 0.0, 5.0, 7.8)),
                area("hall", 0, Rect::new(5.0, 0.0, 1.6, 7.8)),
            ],
            openings: Vec::new(),
            stairs: Vec::new(),
            furniture: Vec::new(),
            devices: Vec::new(),
        }
    }

    fn two_storeys() -> Home {
        let mut home = one_storey();
        home.areas.push(area("landing", 1, Rect::new(5.0, 0.0, 1.6, 7.8)));
        home.stairs.push(Stairs {
            id: StairsId::new("stairs"),
            name: "Stairs".to_owned(),
            from: AreaId::new("hall"),
            to: AreaId::new("landing"),
            foot: Point::new(6.1, 1.5),
            head: Point::new(6.1, 4.3),
            width: 0.8,
        });
        home
    }

    #[test]
    fn a_place_comes_back_with_its_storey_and_height() {
        let home = Arc::new(two_storeys());
        let storeys = Storeys::of(&home, MARGIN);
        for (storey, at, height) in [
            (0, Point::new(1.0, 2.0), 0.0),
            (1, Point::new(5.2, 2.0), 2.6),
            (0, Point::new(6.1, 2.2), 0.65),
            (1, Point::new(6.1, 3.6), 1.95),
            (1, Point::new(2.6, -2.5), 2.6),
            (0, Point::new(8.5, 10.0), 0.0),
        ] {
            let place = storeys.place(storeys.unfolded(storey, at));
            assert_eq!(place.1, storey, "{at:?}");
            assert!(place.0.distance(at) < 1e-9 && (place.2 - height).abs() < 1e-9, "{at:?}: {place:?}");
        }
    }

    #[test]
    fn a_home_on_one_storey_is_left_as_it_is() {
        let home = Arc::new(one_storey());
        let storeys = Storeys::of(&home, MARGIN);
        assert!(Arc::ptr_eq(&home, &storeys.unfold(&home)));
        assert_eq!(storeys.place(Point::new(1.0, 2.0)), (Point::new(1.0, 2.0), 0, 0.0));
    }

    #[test]
    fn no_two_storeys_touch() {
        let home = Arc::new(two_storeys());
        let storeys = Storeys::of(&home, MARGIN);
        let plan = storeys.unfold(&home);
        let ground = home.bounds().expect("floors").grown(MARGIN);
        let landing = plan.areas.last().and_then(|area| area.floor).expect("a floor").grown(MARGIN);
        assert!(landing.min.x > ground.max.x, "{landing:?} {ground:?}");
    }
}
