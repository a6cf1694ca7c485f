//! The simulated home: a person living in it, its air and its devices.
//!
//! A [`Simulation`] is a plain value. It does no I/O, reads no clock, and can be copied at any moment; the same scenario
//! gives the same readings, however the time is cut up that it is asked for. Things happen one after another on an
//! agenda; between two of them everything is a function of time, so [`Simulation::view`] can show any instant. What
//! really happened goes out by [`Simulation::take_truth`], never among the readings. Read [`Simulation`] first.

mod action;
mod activity;
mod agenda;
mod answers;
mod appliance;
#[cfg(test)]
mod bungalow;
mod call;
mod chance;
pub mod climate;
pub mod daylight;
mod deed;
pub mod device;
mod disturbance;
mod door;
mod fault;
mod guest;
mod hazard;
mod house;
mod medicine;
mod pet;
pub mod power;
mod resident;
pub mod seed;
pub mod truth;
mod upcoming;
pub mod view;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use self::agenda::{Agenda, Rank};
use self::answers::Answering;
use self::chance::Chance;
use self::climate::Climate;
use self::device::{Devices, Surroundings};
use self::disturbance::change::Going;
use self::disturbance::forgetting::LeftSo;
use self::hazard::Stage;
use self::house::House;
use self::medicine::Medicine;
use self::resident::path::{Ground, Path};
use self::resident::places::{Places, Spot};
use self::resident::sharing;
use self::resident::{Character, Person};
use self::truth::{TruthEvent, TruthKind};
use self::view::{HouseView, PersonView};
use crate::home::{Answer, FurnitureKind, Home, Incoming, Item, Storeys};
use crate::scenario::{Activity, Disturbance, DisturbanceKind, Scenario};
use crate::time::{Span, Timestamp};

/// What does not change while a simulation runs.
#[derive(Debug)]
struct Fixed {
    scenario: Arc<Scenario>,
    /// The home with its storeys side by side.
    home: Arc<Home>,
    storeys: Storeys,
    ground: Ground,
    places: Places,
    /// The lamps of each area.
    lights: Vec<Vec<usize>>,
    /// Every place to sit, and to lie on a sofa, for those who share them.
    to_sit: Vec<Spot>,
    /// Every place to lie, each with whether the piece is a resident's own.
    to_lie: Vec<(Spot, bool)>,
}

/// Something on the agenda.
#[derive(Clone, Debug)]
enum Happening {
    /// A disturbance's moment has come.
    Disturbance(usize),
    /// What leads up to a disturbance begins.
    Foreseen(usize),
    /// A disturbance that lasts is over.
    Over(usize),
    /// A fault begins.
    FaultBegins(usize),
    /// A fault comes to what it leads to: a cell is empty, a hub has started again.
    FaultComesTo(usize),
    /// A fault is over.
    FaultEnds(usize),
    /// A person's day is planned.
    Dawn {
        who: usize,
        day: i64,
    },
    /// Everybody's visits of a day are planned.
    Visits {
        day: i64,
    },
    /// A guest is at the end of the path.
    Arrives {
        who: usize,
        visit: usize,
        until: Timestamp,
    },
    /// An animal comes to live here, or goes again.
    PetComes {
        who: usize,
    },
    PetGoes {
        who: usize,
    },
    /// A label about a visit that has its end without anybody there ends.
    LabelEnds {
        who: usize,
        label: &'static str,
    },
    /// What a person is doing ends.
    Next {
        who: usize,
        turn: u64,
    },
    /// A walking person passes through an opening.
    Cross {
        who: usize,
        turn: u64,
        into: Option<usize>,
    },
    /// A walking person has come so many metres along.
    Stride {
        who: usize,
        turn: u64,
        along: f64,
    },
    /// A person who stays in one place moves a little.
    Fidget {
        who: usize,
        turn: u64,
    },
    /// A kettle boils, a programme ends.
    RunsOut {
        piece: usize,
        until: Timestamp,
    },
    /// A fridge's compressor starts or stops.
    Compressor {
        cold: usize,
        starts: bool,
    },
    /// A programme comes to its next phase.
    Phase {
        piece: usize,
        until: Timestamp,
        watts: f64,
    },
    /// A heater's thermostat looks.
    HeaterLooks {
        piece: usize,
    },
    /// A dispenser turns a dose into reach.
    Dose {
        medicine: usize,
        dose: usize,
        day: i64,
    },
    /// A dispenser is filled.
    Refill {
        medicine: usize,
        day: i64,
    },
    /// What goes wrong in the house comes to its next stage.
    Hazard {
        index: usize,
        stage: Stage,
    },
    /// A call for help is taken back.
    Cancelled {
        device: usize,
    },
    /// Somebody says a sentence.
    Says {
        who: usize,
        sentence: String,
    },
    /// Somebody who was reminded of their tablets goes and takes them, if they can now.
    MindsReminder {
        who: usize,
        tries: u32,
    },
    /// Somebody who was reached answers.
    Answers(Box<Answer>),
    /// Somebody rings, or sends something.
    GetsInTouch(Box<Incoming>),
}

/// A simulated home, from the first day's midnight on.
#[derive(Clone, Debug)]
pub struct Simulation {
    fixed: Arc<Fixed>,
    disturbances: Vec<Disturbance>,
    /// Those of them that colour days for a while.
    changes: Vec<Going>,
    /// What has been left open or on.
    left_so: Vec<LeftSo>,
    agenda: Agenda<Happening>,
    /// Everything that will go wrong with devices, radio, hub and mains: written, by chance, and done by a person.
    faults: Arc<Vec<fault::Planned>>,
    /// Which of the planned faults are so now.
    at_fault: BTreeSet<usize>,
    people: Vec<Person>,
    house: House,
    climate: Climate,
    devices: Devices,
    /// The fridges, each with its stream of chance.
    fridges: Vec<(usize, Chance)>,
    medicines: Vec<Medicine>,
    /// Whether there was smoke or carbon monoxide a minute ago.
    tainted: bool,
    /// Items still to be given out, in order of time.
    pending: VecDeque<Item>,
    /// What the devices have just reported.
    fresh: Vec<Item>,
    truth: Vec<TruthEvent>,
    /// Who answers what is said and sent, and how.
    answering: Answering,
    /// Ways that have been walked before. They speed things up and change nothing.
    paths: BTreeMap<[i64; 4], Arc<Path>>,
    /// How far time has come.
    now: Timestamp,
}

impl Simulation {
    /// The home of a scenario at its first instant.
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let storeys = Storeys::of(&scenario.home, resident::path::AROUND);
        let home = storeys.unfold(&scenario.home);
        let starts = scenario.starts();
        let ground = Ground::new(&home, &storeys);
        let places = Places::new(&home, &ground);
        let mut agenda = Agenda::new();
        let own = sharing::share_out(&home, &ground, &places, &scenario.residents);
        let to_lie = sharing::all_to_lie(&home, &ground, &places, &own);
        let mut people: Vec<Person> = scenario
            .residents
            .iter()
            .zip(own)
            .map(|(resident, own)| {
                let habits = resident.routine.habits.len();
                Person::new(Character::of(resident), habits, &home, scenario.seed, starts, own)
            })
            .collect();
        let to_sit = sharing::all_to_sit(&home, &ground, &places);
        let residents = people.len();
        if let (Some(way), Some(own)) = (places.ways_out.first().copied(), people.first().map(|person| person.own)) {
            let away = sharing::Own { bed: places.chair(), seat: places.chair(), ..own };
            let guests = guest::all(&scenario, &home, way, away, residents);
            people.extend(guests);
        }
        let pets = people.len();
        people.extend(pet::all(&scenario, &home, &places));
        let fridges: Vec<(usize, Chance)> = home
            .furniture
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.kind == FurnitureKind::Fridge)
            .map(|(index, piece)| (index, Chance::new(scenario.seed, piece.id.as_str(), "compressor")))
            .collect();
        for who in 0..residents {
            agenda.add(starts, Rank::Ordinary, Happening::Dawn { who, day: 1 });
            agenda.add(starts, Rank::Ordinary, Happening::Next { who, turn: 0 });
        }
        if pets > residents {
            agenda.add(starts, Rank::Ordinary, Happening::Visits { day: 1 });
        }
        for (pet, who) in scenario.pets.iter().zip(pets..) {
            let day = |day| scenario.calendar.at(day, crate::time::ClockTime::MIDNIGHT) + Span::hours(10);
            let comes = if pet.from_day <= 1 { starts } else { day(pet.from_day) };
            agenda.add(comes, Rank::Ordinary, Happening::PetComes { who });
            if pet.to_day < scenario.days {
                agenda.add(day(pet.to_day), Rank::Ordinary, Happening::PetGoes { who });
            }
        }
        for cold in 0..fridges.len() {
            agenda.add(starts, Rank::Ordinary, Happening::Compressor { cold, starts: false });
        }
        let devices = Devices::new(Arc::clone(&home), scenario.seed, scenario.radio, starts);
        let mut simulation = Self {
            disturbances: Vec::new(),
            changes: Vec::new(),
            left_so: Vec::new(),
            faults: Arc::new(fault::plan(&scenario)),
            at_fault: BTreeSet::new(),
            agenda,
            people,
            house: House::new(&home),
            climate: Climate::new(&scenario),
            devices,
            fridges,
            medicines: Vec::new(),
            tainted: false,
            pending: VecDeque::new(),
            fresh: Vec::new(),
            truth: Vec::new(),
            answering: Answering::new(&scenario),
            paths: BTreeMap::new(),
            now: starts,
            fixed: Arc::new(Fixed {
                scenario: Arc::clone(&scenario),
                lights: resident::light::lights(&home),
                home,
                storeys,
                ground,
                places,
                to_sit,
                to_lie,
            }),
        };
        for disturbance in &scenario.disturbances {
            simulation.put_in(disturbance.clone());
        }
        simulation.put_in_faults();
        simulation.fill_dispensers();
        for (moment, sentence) in &scenario.said {
            let says = Happening::Says { who: 0, sentence: sentence.clone() };
            simulation.agenda.add(scenario.at(*moment), Rank::Imposed, says);
        }
        simulation.plan_who_gets_in_touch();
        simulation.first_instant();
        simulation
    }

    /// What is so at the start: who is where, and what is plugged in.
    fn first_instant(&mut self) {
        for who in 0..self.fixed.scenario.residents.len() {
            let (area, seat) = (self.people[who].area, self.people[who].seat.and_then(|spot| spot.seat));
            self.house.moved(None, area);
            let whereabouts = area.map(|area| self.home().areas[area].id.clone());
            for kind in [TruthKind::Whereabouts(whereabouts), TruthKind::Activity(Activity::Sleep)] {
                self.truth.push(TruthEvent {
                    at: self.now,
                    resident: Some(who),
                    kind,
                    sentence: String::new(),
                    begins: true,
                });
            }
            if let Some(seat) = seat {
                let pressed = self.people.iter().any(|person| person.presses == Some(seat.piece));
                self.people[who].presses = Some(seat.piece);
                if !pressed {
                    self.devices.bed(self.now, seat.piece, true, &mut self.fresh);
                }
            }
        }
        for piece in 0..self.home().furniture.len() {
            let standby = power::watts_on_standby(self.home().furniture[piece].kind);
            if standby > 0.0 {
                self.devices.power(self.now, piece, standby, &mut self.fresh);
            }
        }
        self.collect();
    }

    /// The home with its storeys side by side.
    fn home(&self) -> &Home {
        &self.fixed.home
    }

    /// How far time has come: nothing earlier than this will be given out any more.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The next item before `limit`, in order of time; `None` when there is none before it.
    pub fn next_item(&mut self, limit: Timestamp) -> Option<Item> {
        loop {
            let due = self.next_due();
            if let Some(item) = self.pending.front()
                && item.at() < limit
                && item.at() <= due
            {
                return self.pending.pop_front();
            }
            if due >= limit {
                self.now = self.now.max(limit);
                return None;
            }
            self.happen(due);
        }
    }

    fn next_due(&self) -> Timestamp {
        self.agenda.next_due().min(self.devices.next_due()).min(self.climate.next_due())
    }

    /// Everything that is due at one instant: first the air, then the devices, then one thing on the agenda.
    fn happen(&mut self, at: Timestamp) {
        self.now = self.now.max(at);
        let minute = self.climate.next_due() <= at;
        if minute {
            self.climate.advance(at, self.house.people(), self.house.open(), self.house.heat());
        }
        if self.devices.next_due() <= at {
            let around = Surroundings {
                temperatures: self.climate.temperatures(),
                humidity: self.climate.humidity(),
                outside: self.climate.outside(),
                daylight: self.climate.daylight(),
                lamps: self.house.lamps(),
                valves: self.climate.valves(),
                aims: self.climate.aims(),
            };
            self.devices.advance(at, &around, &mut self.fresh);
        }
        if minute {
            self.alarms_breathe();
        }
        if self.agenda.next_due() <= at
            && let Some((_, what)) = self.agenda.take()
        {
            self.carry_on(what);
        }
        self.collect();
    }

    /// Puts what the devices have reported in its place among what is still to be given out.
    fn collect(&mut self) {
        // Of all that happens, one thing in five or so is told.
        if self.fresh.is_empty() {
            return;
        }
        for item in self.fresh.drain(..) {
            // Almost always it is the latest.
            if self.pending.back().is_none_or(|last| last.at() <= item.at()) {
                self.pending.push_back(item);
            } else {
                let place = self.pending.partition_point(|earlier| earlier.at() <= item.at());
                self.pending.insert(place, item);
            }
        }
    }

    fn carry_on(&mut self, what: Happening) {
        let current = |simulation: &Self, who: usize, turn: u64| simulation.people[who].turn == turn;
        match what {
            Happening::Disturbance(index) => self.disturbance_comes(index),
            Happening::Foreseen(index) => self.disturbance_foreseen(index),
            Happening::Over(index) => self.disturbance_over(index),
            Happening::FaultBegins(index) => self.fault_begins(index),
            Happening::FaultComesTo(index) => self.fault_comes_to(index),
            Happening::FaultEnds(index) => self.fault_ends(index),
            Happening::Dawn { who, day } => self.plan_day(who, day),
            Happening::Visits { day } => self.plan_visits(day),
            Happening::Arrives { who, visit, until } => self.arrives(who, visit, until),
            Happening::LabelEnds { who, label } => self.tell(Some(who), label, String::new(), false),
            Happening::PetComes { who } => self.pet_comes(who),
            Happening::PetGoes { who } => self.pet_goes(who),
            Happening::Next { who, turn } => {
                if current(self, who, turn) {
                    self.step_over(who);
                }
            }
            Happening::Cross { who, turn, into } => {
                if current(self, who, turn) {
                    self.cross(who, into);
                }
            }
            Happening::Stride { who, turn, along } => {
                if current(self, who, turn) {
                    self.stride(who, turn, along);
                }
            }
            Happening::Fidget { who, turn } => {
                if current(self, who, turn) {
                    self.fidget(who, turn);
                }
            }
            Happening::Phase { piece, until, watts } => self.phase_begins(piece, until, watts),
            Happening::HeaterLooks { piece } => self.heater_looks(piece),
            Happening::Dose { medicine, dose, day } => self.dose_is_due(medicine, dose, day),
            Happening::Refill { medicine, day } => self.dispenser_is_filled(medicine, day),
            Happening::Hazard { index, stage } => {
                if let DisturbanceKind::Hazard(hazard) = self.disturbances[index].kind.clone() {
                    self.hazard_goes_on(index, &hazard, stage);
                }
            }
            Happening::Cancelled { device } => self.call_is_cancelled(device),
            Happening::Says { who, sentence } => self.says(who, &sentence),
            Happening::MindsReminder { who, tries } => self.minds_reminder(who, tries),
            Happening::Answers(answer) => self.answer_comes(*answer),
            Happening::GetsInTouch(comes) => self.gets_in_touch(*comes),
            Happening::RunsOut { piece, until } => {
                if self.house.runs_until(piece) == Some(until) {
                    self.switch(piece, false, None);
                }
            }
            Happening::Compressor { cold, starts } => {
                let (piece, chance) = &mut self.fridges[cold];
                let (runs, rests) = power::fridge_cycle(chance.stream());
                let (piece, until) = (*piece, self.now + if starts { runs } else { rests });
                self.switch(piece, starts, None);
                self.agenda.add(until, Rank::Ordinary, Happening::Compressor { cold, starts: !starts });
            }
        }
    }

    /// What has really happened since the last call, in order of time.
    pub fn take_truth(&mut self) -> Vec<TruthEvent> {
        std::mem::take(&mut self.truth)
    }

    /// The house at an instant from the last thing that happened in it to the next.
    pub fn view(&self, at: Timestamp) -> HouseView {
        let home = self.home();
        let people = self.people.iter().map(|person| {
            let stance = person.body.stance(at);
            let (place, storey, height) = self.fixed.storeys.place(stance.at);
            PersonView {
                who: person.is.who,
                name: person.is.name.clone(),
                at: place,
                storey,
                height,
                heading: stance.heading,
                area: person.area.map(|area| home.areas[area].id.clone()),
                posture: stance.posture,
                walked: stance.walked,
                activity: person.activity,
                doing: person.doing_words.clone().unwrap_or_else(|| person.activity.in_words().to_owned()),
            }
        });
        HouseView {
            people: people.collect(),
            openings: self.house.leaves(at),
            switched_on: self.house.running(),
            temperatures: self.climate.temperatures().to_vec(),
            outside: self.climate.outside(),
            sun: daylight::sun(home.latitude, home.longitude, at),
        }
    }

    fn plan_day(&mut self, who: usize, day: i64) {
        let scenario = Arc::clone(&self.fixed.scenario);
        let calendar = &scenario.calendar;
        let routine = &scenario.residents[who].routine;
        let at_home = self.stretches_at_home(who);
        let chances = &mut self.people[who].chances;
        let mood = chances.mood(calendar, routine, day);
        let low = mood.bad.is_some();
        let planned = resident::plan::plan(calendar, routine, day, &mut chances.habits, &at_home, mood);
        // Drinks are spread over the day, one at some time in each of as many equal stretches as there are drinks.
        let teas = chances.needs.count(routine.teas);
        let from = crate::time::ClockTime::new(10, 0).unwrap_or_default();
        let first = calendar.at(day, from);
        let stretch = Span::hours(11).as_seconds() / teas.max(1) as f64;
        let times = (0..teas)
            .map(|n| first + Span::from_seconds(stretch * (n as f64 + chances.needs.between(0.0, 1.0))))
            .collect();
        let planned = self.shift_morning(who, planned);
        let planned = self.moves_meals(who, day, planned);
        let now = self.now;
        let person = &mut self.people[who];
        person.spirits.dawn(now, &mut person.chances.spirits, &mut person.chances.household);
        person.plan.extend(planned);
        person.teas = times;
        person.low = low;
        let dawn = crate::time::ClockTime::new(resident::plan::DAWN, 0).unwrap_or_default();
        self.agenda.add(calendar.at(day + 1, dawn), Rank::Ordinary, Happening::Dawn { who, day: day + 1 });
        if day == 1 {
            self.night_falls(who);
        }
    }
}
