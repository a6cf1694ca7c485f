//! A hub that is killed at any of its writes, on a made-up disk: no alert is lost and none is told twice.

use std::sync::{Arc, LazyLock};

use super::disk::{Keeper, number};
use super::hub::{Hub, Told};
use super::{Failure, deliver, load};
use crate::home::Item;
use crate::monitor::Config;
use crate::monitor::alert::Origin;
use crate::scenario::Scenario;
use crate::simulation::Simulation;
use crate::source::simulated::Simulated;
use crate::source::{Progress, Source as _};
use crate::time::Timestamp;
use crate::trace::LiveLine;

/// The demonstration's last days, learned from in a week, so that much is told.
static STREAM: LazyLock<(Arc<Scenario>, Vec<Item>)> = LazyLock::new(|| {
    let scenario = Arc::new(load::demonstration().expect("the demonstration is valid").scenario);
    let mut source = Simulated::new(Simulation::new(Arc::clone(&scenario)), scenario.ends());
    let mut items = Vec::new();
    while let Ok(Progress::Item(item)) = source.next(Timestamp::MAX) {
        items.push(item);
    }
    (scenario, items)
});

/// A disk that breaks after so many writes. A killed program has written some of its lines, but never half a state.
#[derive(Default)]
struct Fragile {
    state: Option<Vec<u8>>,
    file: Vec<Told>,
    writes: usize,
    breaks_at: Option<usize>,
}

impl Fragile {
    fn write(&mut self) -> Result<(), Failure> {
        self.writes += 1;
        if self.breaks_at == Some(self.writes) { Err(Failure::new("killed")) } else { Ok(()) }
    }
}

impl Keeper for Fragile {
    fn tell(&mut self, lines: &[Told]) -> Result<(), Failure> {
        let last = self.file.last().map_or(0, |told| told.number);
        let new: Vec<Told> = lines.iter().filter(|told| told.number > last).cloned().collect();
        let broken = self.write();
        let half = if broken.is_err() { new.len() / 2 } else { new.len() };
        self.file.extend(new.into_iter().take(half));
        broken
    }

    fn keep(&mut self, state: &[u8]) -> Result<(), Failure> {
        self.write()?;
        self.state = Some(state.to_vec());
        Ok(())
    }

    fn forgets(&self) -> bool {
        false
    }
}

/// Runs a hub over these items until it ends or is killed.
fn run(disk: &mut Fragile, items: &[Item]) -> Result<(), Failure> {
    let scenario = &STREAM.0;
    let origin = Origin { simulated: true, source: "a test".to_owned() };
    let config = Config { learning_days: 7, speaks_after_days: 5, ..Config::default() };
    let kept = disk.state.clone();
    let mut hub =
        Hub::new(&scenario.home, &scenario.calendar, config, origin, kept.as_deref()).expect("it is taken up");
    deliver(&mut hub, disk)?;
    for (place, item) in items.iter().enumerate() {
        hub.take(LiveLine::Item(item.clone()));
        deliver(&mut hub, disk)?;
        if place % 3_000 == 2_999 {
            disk.keep(&hub.to_bytes())?;
        }
    }
    hub.take(LiveLine::End(scenario.ends()));
    deliver(&mut hub, disk)?;
    disk.keep(&hub.to_bytes())
}

#[test]
fn killed_at_any_write_and_sent_everything_again_it_tells_the_same_once() {
    // The last ten days suffice, and their readings are many enough.
    let items = &STREAM.1;
    let from = STREAM.0.calendar.at(23, crate::time::ClockTime::MIDNIGHT);
    let items = &items[items.partition_point(|item| item.at() < from)..];
    let mut whole = Fragile::default();
    run(&mut whole, items).expect("nothing breaks");
    assert!(whole.file.len() >= 3, "{:?}", whole.file);
    assert!(whole.file.iter().zip(1..).all(|(told, number)| told.number == number));
    assert!(whole.file.iter().all(|told| number(told.line.as_bytes()) == Some(told.number)));
    for breaks_at in 1..=whole.writes {
        let mut disk = Fragile { breaks_at: Some(breaks_at), ..Fragile::default() };
        assert!(run(&mut disk, items).is_err());
        disk.breaks_at = None;
        run(&mut disk, items).expect("nothing breaks");
        assert!(disk.file == whole.file, "killed at write {breaks_at}: {:#?}", disk.file);
        assert!(disk.state == whole.state || breaks_at > 0);
    }
}

#[test]
fn what_was_not_listened_to_is_not_taken_for_silence() {
    let (scenario, items) = &*STREAM;
    let at = |day, hour| scenario.calendar.at(day, crate::time::ClockTime::new(hour, 0).expect("a clock time"));
    // The hub is off from nine in the morning of an ordinary day until nine in the evening.
    let (off, on) = (at(20, 9), at(20, 21));
    let before: Vec<Item> = items.iter().filter(|item| item.at() < off).cloned().collect();
    let after: Vec<Item> = items.iter().filter(|item| item.at() >= on && item.at() < at(21, 20)).cloned().collect();
    let told = |resumes: bool| {
        let mut disk = Fragile::default();
        if resumes {
            let origin = Origin { simulated: true, source: "a test".to_owned() };
            let config = Config::default();
            let mut hub = Hub::new(&scenario.home, &scenario.calendar, config, origin, None).expect("it begins");
            before.iter().for_each(|item| drop(hub.take(LiveLine::Item(item.clone()))));
            deliver(&mut hub, &mut disk).expect("nothing breaks");
            disk.state = Some(hub.to_bytes());
        }
        let origin = Origin { simulated: true, source: "a test".to_owned() };
        let kept = disk.state.clone();
        let mut hub = Hub::new(&scenario.home, &scenario.calendar, Config::default(), origin, kept.as_deref())
            .expect("it is taken up");
        let all = if resumes { after.clone() } else { [before.clone(), after.clone()].concat() };
        all.iter().for_each(|item| drop(hub.take(LiveLine::Item(item.clone()))));
        deliver(&mut hub, &mut disk).expect("nothing breaks");
        disk.file
            .iter()
            .filter(|told| told.line.contains("\"overdue-activity\"") || told.line.contains("hub-offline"))
            .count()
    };
    assert_eq!(told(true), 0, "a break that the hub knows of is no silence");
    assert!(told(false) > 0, "and one that it does not know of is");
}
