//! What colours ordinary days for a while: how strong each change is at an instant, and where it takes hold.
//!
//! A change takes hold where something is decided (a meal begins, a night falls, a walk is begun), so its effect begins
//! and ends with its label. Each draws from a stream of chance of its own; without changes nothing here draws at all.

use super::super::chance::Chance;
use super::super::resident::body::Pose;
use super::super::resident::places::Spot;
use super::super::{Happening, Simulation};
use super::words;
use crate::scenario::change::{Change, ChangeKind};
use crate::scenario::{Activity, DisturbanceKind};
use crate::simulation::agenda::Rank;
use crate::simulation::resident::plan::Planned;
use crate::time::{Span, Timestamp};

/// What someone has with a meal, or at the time of a cup of tea.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulation) enum Drink {
    /// As usual.
    Hot,
    /// Something from the fridge.
    Cold,
    /// Nothing.
    Nothing,
}

/// A change with its time and its stream of chance.
#[derive(Clone, Debug)]
pub(in crate::simulation) struct Going {
    from: Timestamp,
    /// Whose life it colours.
    who: usize,
    change: Change,
    chance: Chance,
}

impl Going {
    fn measure(&self, at: Timestamp) -> f64 {
        self.change.measure(at - self.from)
    }

    /// Whether it colours someone's own life.
    pub(super) fn is_whose(&self, who: usize) -> bool {
        self.who == who
    }

    /// Whether it goes on at an instant.
    pub(super) fn lasts_at(&self, at: Timestamp) -> bool {
        self.measure(at) > 0.0
    }

    /// Whether it is a fast.
    pub(super) fn is_fast(&self) -> bool {
        matches!(self.change.kind, ChangeKind::Fasting)
    }

    fn until(&self) -> Timestamp {
        self.from + self.change.lasts
    }

    /// What it is, and its stream of chance.
    pub(super) fn parts(&mut self) -> (&ChangeKind, &mut Chance) {
        (&self.change.kind, &mut self.chance)
    }
}

/// How long someone is up at night, and how much of the day they lie down, once day and night have changed places.
const UP_AT_NIGHT: Span = Span::hours(5);
const DOWN_BY_DAY: f64 = 0.8;
/// With an upset stomach, one is up by night half as often as by day. Hours of a night's sleep.
const NIGHT_HOURS: f64 = 8.0;
/// Two visits in a night lie at least so far apart once their number has changed.
const APART: Span = Span::minutes(12);

impl Simulation {
    /// A change that the scenario or a person at the window puts in.
    pub(super) fn put_in_change(&mut self, change: &Change, who: usize, from: Timestamp) {
        let chance = match self.fixed.scenario.residents.get(who).filter(|_| who > 0) {
            Some(resident) => {
                Chance::new(self.fixed.scenario.seed, &format!("{} of {}", change.label(), resident.id), "change")
            }
            None => Chance::new(self.fixed.scenario.seed, change.label(), "change"),
        };
        let (until, edge) = (from + change.lasts, if change.over > Span::ZERO { change.over } else { Span::hours(12) });
        match change.kind {
            ChangeKind::Heatwave { by } => self.climate.add_spell(from, until, edge, by),
            ChangeKind::ColdSnap { by } => self.climate.add_spell(from, until, edge, -by),
            _ => {}
        }
        self.changes.push(Going { from, who, change: change.clone(), chance });
    }

    /// The place of the change of someone's that is strongest now, by what `pick` makes of each, and how strong it is.
    pub(super) fn strongest(&self, who: usize, pick: impl Fn(&ChangeKind) -> Option<f64>) -> Option<(usize, f64)> {
        let measured = self.changes.iter().enumerate().filter_map(|(place, going)| {
            if going.who != who && !going.change.is_of_the_house() {
                return None;
            }
            let strength = pick(&going.change.kind)? * going.measure(self.now);
            (strength > 0.0).then_some((place, strength))
        });
        measured.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// Whether such a change of someone's is going on now.
    pub(in crate::simulation) fn changes_now(&self, who: usize, pick: impl Fn(&ChangeKind) -> bool) -> bool {
        let theirs = |going: &&Going| going.who == who || going.change.is_of_the_house();
        self.changes.iter().filter(theirs).any(|going| going.measure(self.now) > 0.0 && pick(&going.change.kind))
    }

    /// Whether a change takes hold this time.
    pub(in crate::simulation) fn takes_hold(&mut self, who: usize, pick: impl Fn(&ChangeKind) -> Option<f64>) -> bool {
        let Some((place, strength)) = self.strongest(who, pick) else { return false };
        self.changes[place].chance.happens(strength)
    }

    /// A change's moment: its label, and what has to be seen to at once.
    pub(super) fn change_comes(&mut self, index: usize, change: &Change) {
        let who = self.befalls(index);
        let about = (!change.is_of_the_house()).then_some(who);
        let kind = &self.disturbances[index].kind;
        let sentence = words::begins(kind, &self.fixed.scenario.residents[who], &self.fixed.scenario.home);
        if !change.is_told_each_time() {
            self.tell(about, change.label(), sentence, true);
        }
        self.agenda.add(self.now + change.lasts, Rank::Ordinary, Happening::Over(index));
        let asleep = self.people[who].doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        match change.kind {
            ChangeKind::NightVisits { .. } | ChangeKind::PoorSleep { .. } | ChangeKind::DayNightReversal if asleep => {
                let morning = self.morning(who);
                self.night_changes(who, self.now + APART, morning - Span::minutes(45));
            }
            ChangeKind::UpsetStomach { .. } => {
                let soon = self.now + Span::minutes(5);
                self.people[who].toilet_at = self.people[who].toilet_at.min(soon);
                if asleep {
                    self.people[who].night_visits.push_front(soon);
                }
            }
            ChangeKind::EarlyNight => self.goes_to_bed_now(who),
            ChangeKind::LateMorning { late, .. } | ChangeKind::LateFilm { late } => self.stays_up(who, late),
            ChangeKind::NewKettle { watts } => self.swaps_kettle(Some(watts)),
            ChangeKind::HeatingBroken => {
                (0..self.home().areas.len()).for_each(|area| self.climate.set_heating(area, false));
            }
            ChangeKind::NightVisits { .. }
            | ChangeKind::PoorSleep { .. }
            | ChangeKind::DayNightReversal
            | ChangeKind::EatingLess { .. }
            | ChangeKind::DrinkingLess { .. }
            | ChangeKind::SemiBedridden { .. }
            | ChangeKind::Housebound
            | ChangeKind::Forgetting { .. }
            | ChangeKind::SlowerWalking { .. }
            | ChangeKind::ColdDrinks { .. }
            | ChangeKind::NewSeat { .. }
            | ChangeKind::Fasting
            | ChangeKind::TabletsMissed { .. }
            | ChangeKind::TabletsTwice { .. }
            | ChangeKind::NoVisitors
            | ChangeKind::CarerNotArrived
            | ChangeKind::CarerLeavesEarly { .. }
            | ChangeKind::FobNotWorn
            | ChangeKind::Heatwave { .. }
            | ChangeKind::ColdSnap { .. } => {}
        }
    }

    /// A change is over.
    pub(super) fn change_over(&mut self, index: usize, change: &Change) {
        let who = self.befalls(index);
        if change.kind == ChangeKind::HeatingBroken && !self.heating_is_broken() {
            for area in 0..self.home().areas.len() {
                let cold = self.is_cold_on_purpose(area);
                self.climate.set_heating(area, !cold);
            }
        }
        if matches!(change.kind, ChangeKind::NewKettle { .. }) {
            self.swaps_kettle(None);
        }
        if change.is_told_each_time() {
            return;
        }
        let kind = &self.disturbances[index].kind;
        let sentence = words::ends(kind, &self.fixed.scenario.residents[who], &self.fixed.scenario.home);
        self.tell((!change.is_of_the_house()).then_some(who), change.label(), sentence, false);
    }

    pub(super) fn heating_is_broken(&self) -> bool {
        self.strongest(0, |kind| matches!(kind, ChangeKind::HeatingBroken).then_some(1.0)).is_some()
    }

    /// Whether a disturbance of the kind that turns one room cold has that room now.
    fn is_cold_on_purpose(&self, area: usize) -> bool {
        let id = &self.home().areas[area].id;
        self.disturbances.iter().any(|disturbance| match &disturbance.kind {
            DisturbanceKind::ColdRoom { area, lasts } if area == id => {
                let from = self.fixed.scenario.at(disturbance.at);
                (from..from + *lasts).contains(&self.now)
            }
            _ => false,
        })
    }

    /// The part of someone's speed that is left.
    pub(in crate::simulation) fn speed_left(&self, who: usize) -> f64 {
        if self.changes.is_empty() {
            return 1.0;
        }
        let lost = self
            .strongest(who, |kind| if let ChangeKind::SlowerWalking { share } = kind { Some(*share) } else { None });
        1.0 - lost.map_or(0.0, |(_, share)| share)
    }

    /// Whether a meal or an outing that is due is left out.
    pub(in crate::simulation) fn is_left_out(&mut self, who: usize, activity: Activity) -> bool {
        match activity {
            Activity::Breakfast | Activity::Lunch | Activity::Supper => self
                .takes_hold(who, |kind| if let ChangeKind::EatingLess { share } = kind { Some(*share) } else { None }),
            Activity::Out => self.takes_hold(who, |kind| matches!(kind, ChangeKind::Housebound).then_some(1.0)),
            _ => false,
        }
    }

    /// Whether someone lies down on the bed where they would sit in a chair or potter about.
    pub(in crate::simulation) fn lies_down(&mut self, who: usize) -> Option<Spot> {
        let spot = self.people[who].own.bed;
        let lies = self.takes_hold(who, |kind| match kind {
            ChangeKind::SemiBedridden { share } => Some(*share),
            ChangeKind::DayNightReversal => Some(DOWN_BY_DAY),
            _ => None,
        });
        (lies && spot.seat.is_some_and(|seat| seat.pose == Pose::InBed)).then_some(spot)
    }

    /// Where someone sits down.
    pub(in crate::simulation) fn seat_of(&self, who: usize) -> Spot {
        let usual = self.people[who].own.seat;
        let other = self.changes.iter().filter(|going| going.who == who).find_map(|going| match &going.change.kind {
            ChangeKind::NewSeat { piece } if going.measure(self.now) > 0.0 => Some(piece),
            _ => None,
        });
        let place = other.and_then(|id| self.home().furniture.iter().position(|piece| piece.id == *id));
        place.map_or(usual, |piece| self.fixed.places.pieces[piece])
    }

    /// What someone drinks this time.
    pub(in crate::simulation) fn drink(&mut self, who: usize) -> Drink {
        if self.changes.is_empty() {
            Drink::Hot
        } else if self.fasts_now(who)
            || self
                .takes_hold(who, |kind| if let ChangeKind::DrinkingLess { share } = kind { Some(*share) } else { None })
        {
            Drink::Nothing
        } else if self
            .takes_hold(who, |kind| if let ChangeKind::ColdDrinks { share } = kind { Some(*share) } else { None })
        {
            Drink::Cold
        } else {
            Drink::Hot
        }
    }

    /// How long until the bathroom is wanted again by day, on average, where that has changed.
    pub(in crate::simulation) fn bathroom_every(&self, who: usize) -> Option<Span> {
        let mut mine = self.changes.iter().filter(|going| going.who == who && going.measure(self.now) > 0.0);
        mine.find_map(|going| match going.change.kind {
            ChangeKind::UpsetStomach { every } => Some(every),
            _ => None,
        })
    }

    /// What changes do to a night between two instants: more visits to the bathroom, or fewer, and time awake.
    pub(in crate::simulation) fn night_changes(&mut self, who: usize, from: Timestamp, to: Timestamp) {
        let length = (to - from).as_seconds();
        if self.changes.is_empty() || length <= 0.0 {
            return;
        }
        let own = self.fixed.scenario.residents[who].routine.night_visits;
        let mut visits: Vec<Timestamp> = self.people[who].night_visits.iter().copied().collect();
        let mut wakes = Vec::new();
        let now = self.now;
        for going in &mut self.changes {
            let (measure, until) = (going.measure(now), going.until());
            if measure <= 0.0 || going.who != who {
                continue;
            }
            match going.change.kind {
                ChangeKind::NightVisits { mean } => {
                    let mean = own + measure * (mean - own);
                    more_visits(&mut going.chance, &mut visits, own, mean, from, to.min(until));
                }
                ChangeKind::UpsetStomach { every } => {
                    let mean = own + NIGHT_HOURS / (2.0 * every.as_hours());
                    more_visits(&mut going.chance, &mut visits, own, mean, from, to.min(until));
                }
                ChangeKind::PoorSleep { awake } => {
                    let varies = going.chance.between(0.6, 1.4);
                    let awake = Span::from_seconds(awake.as_seconds() * measure * varies);
                    let last = length - awake.as_seconds() - 1_800.0;
                    let at = from + Span::from_seconds(going.chance.between(1_800.0, last.max(1_801.0)));
                    if awake >= Span::minutes(10) && at < until {
                        wakes.push((at, awake));
                    }
                }
                ChangeKind::DayNightReversal => {
                    let varies = going.chance.between(0.8, 1.2);
                    let awake = Span::from_seconds(UP_AT_NIGHT.as_seconds() * measure * varies);
                    let at = from + going.chance.seconds(600.0, 3_600.0);
                    if awake >= Span::minutes(10) && at < until {
                        wakes.push((at, awake));
                    }
                }
                _ => {}
            }
        }
        visits.sort();
        visits.dedup_by(|later, earlier| *later - *earlier < APART);
        wakes.sort();
        let person = &mut self.people[who];
        person.night_visits = visits.into();
        person.wakes = wakes.into();
    }

    /// A day's plan as a late morning makes it: the morning is later, and what it displaces is left out.
    pub(in crate::simulation) fn shift_morning(&self, who: usize, plan: Vec<Planned>) -> Vec<Planned> {
        let mut mine = self.changes.iter().filter(|going| going.who == who);
        let lies_in = mine.find_map(|going| match going.change.kind {
            ChangeKind::LateMorning { lies_in, .. } if going.measure(self.now) > 0.0 => Some(lies_in),
            _ => None,
        });
        let Some(lies_in) = lies_in else { return plan };
        let of_the_morning =
            |planned: &Planned| matches!(planned.activity, Activity::Rise | Activity::Wash | Activity::Breakfast);
        let morning = plan.iter().filter(|planned| of_the_morning(planned));
        let ends = morning.map(|planned| planned.starts + planned.lasts + lies_in).max();
        let mut shifted: Vec<Planned> = plan
            .into_iter()
            .filter_map(|planned| {
                if of_the_morning(&planned) {
                    return Some(Planned { starts: planned.starts + lies_in, ..planned });
                }
                let displaced = ends.is_some_and(|ends| planned.starts + planned.patience < ends);
                (!displaced).then_some(planned)
            })
            .collect();
        shifted.sort_by_key(|planned| planned.starts);
        shifted
    }

    /// The film is long: what ends the evening comes so much later.
    fn stays_up(&mut self, who: usize, late: Span) {
        let person = &mut self.people[who];
        let retires = person.plan.iter().position(|planned| planned.activity == Activity::Retire);
        let Some(retires) = retires else { return };
        let film = person.plan.iter().take(retires).rposition(|planned| planned.activity == Activity::Television);
        match (film, &mut person.doing) {
            (Some(film), _) => person.plan[film].lasts = person.plan[film].lasts + late,
            (None, Some(doing)) if doing.activity == Activity::Television => {
                doing.until = doing.until.map(|until| until + late);
            }
            (None, _) => {}
        }
        for planned in person.plan.iter_mut().skip(retires) {
            if matches!(planned.activity, Activity::Retire | Activity::Sleep) {
                planned.starts += late;
            }
        }
    }

    /// Bed, now: what was planned for the rest of the evening is left out.
    fn goes_to_bed_now(&mut self, who: usize) {
        let now = self.now;
        let person = &mut self.people[who];
        if !person.is_home() || person.within.is_some() || person.body.pose() == Pose::InBed {
            return;
        }
        let Some(retires) = person.plan.iter().position(|planned| planned.activity == Activity::Retire) else { return };
        person.plan.drain(..retires);
        let mut at = now;
        for planned in &mut person.plan {
            if matches!(planned.activity, Activity::Retire | Activity::Sleep) {
                planned.starts = at;
                at += planned.lasts + Span::minutes(5);
            }
        }
        if let Some(doing) = &mut person.doing {
            doing.until = Some(now);
        }
        if self.break_off(who) {
            self.go_on(who);
        }
    }
}

/// From a person's own mean number of visits to another, the added ones spread over the stretch.
fn more_visits(chance: &mut Chance, visits: &mut Vec<Timestamp>, own: f64, mean: f64, from: Timestamp, to: Timestamp) {
    if mean < own {
        visits.retain(|_| chance.happens(mean / own));
        return;
    }
    let more = chance.count(mean - own);
    let part = (to - from).as_seconds().max(0.0) / more.max(1) as f64;
    visits.extend((0..more).map(|n| from + Span::from_seconds(part * (n as f64 + chance.between(0.0, 1.0)))));
}
