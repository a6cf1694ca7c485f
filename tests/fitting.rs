//! A home's devices as a draft: what can be placed where, what is refused and why, what would be seen, how it is applied and
//! taken back, and that what is saved can be opened again.

use std::path::PathBuf;
use std::sync::Arc;

use smart_house::cli::{keep, load};
use smart_house::home::{AreaId, Device, DeviceId, DeviceKind, Home, Item, Point, Turn};
use smart_house::player::Player;
use smart_house::player::command::{Command, Intervention};
use smart_house::player::fitting::coverage::{Coverage, Square};
use smart_house::player::fitting::{Draft, Setting, mount};
use smart_house::player::pace::Budget;
use smart_house::scenario::check::{self, Document};
use smart_house::scenario::problem::Problem;
use smart_house::scenario::save::with_devices;
use smart_house::scenario::{Fault, FaultKind, Moment, Scenario};
use smart_house::simulation::device::Devices;
use smart_house::time::{Span, Timestamp};

const HOMES: [&str; 5] = ["cedar-court", "larch-close-fitted", "larch-close", "mill-street", "willow-house"];

fn home_text(name: &str) -> Document {
    let path = format!("{}/scenarios/homes/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    Document { name: name.to_owned(), text: std::fs::read_to_string(path).expect("a home").replace("\r\n", "\n") }
}

fn home(name: &str) -> Arc<Home> {
    Arc::new(check::home(&home_text(name)).value.expect("a sound home"))
}

/// A scenario of the library, and a draft of its home.
fn scenario(name: &str) -> Scenario {
    load::of_the_library(&format!("scenarios/{name}.ron")).expect("a scenario of the library").scenario
}

fn place_of(home: &Home, id: &str) -> usize {
    home.devices.iter().position(|device| device.id.as_str() == id).unwrap_or_else(|| panic!("no {id}"))
}

fn device<'d>(draft: &'d Draft, id: &str) -> &'d Device {
    draft.home().device(&DeviceId::new(id)).unwrap_or_else(|| panic!("no {id}"))
}

/// What the home would be if it was saved and opened again; panics with what is wrong with it.
fn opened_again(name: &str, draft: &Draft) -> Home {
    let before = home_text(name);
    let text = with_devices(name, &before.text, draft.base(), draft.home()).expect("a text");
    let checked = check::home(&Document { name: name.to_owned(), text: text.clone() });
    let wrong: Vec<String> = checked.problems.iter().filter(|p| p.is_error()).map(Problem::to_string).collect();
    assert!(wrong.is_empty(), "{}\n{text}", wrong.join("\n"));
    checked.value.expect("a sound home")
}

#[test]
fn what_is_shown_as_covered_is_what_the_simulated_sensor_notices() {
    for name in HOMES {
        let home = home(name);
        let starts = Timestamp::from_millis(1_700_000_000_000);
        for room in &Coverage::of(&home).rooms {
            let area = home.areas.iter().position(|area| area.id == room.area).expect("the room");
            // Every ninth square of the room: someone walks on the spot for two minutes.
            for (square, told) in room.squares.iter().enumerate().step_by(9).filter(|(_, s)| **s != Square::Taken) {
                let mut one = Home::clone(&home);
                one.devices.retain(|device| device.kind == DeviceKind::Movement && device.area == room.area);
                if one.devices.is_empty() {
                    assert_eq!(*told, Square::Blind);
                    continue;
                }
                let radio = smart_house::scenario::Radio { loss: 0.0 };
                let mut devices = Devices::new(Arc::new(one), 7, radio, starts);
                let mut out = Vec::new();
                for second in 1..=120 {
                    let at = starts + Span::seconds(second);
                    devices.movement(at, area, room.middle(square), 1.0, &mut out);
                }
                let noticed = out.iter().any(|item| {
                    matches!(item, Item::Reading(reading)
                        if reading.capability == smart_house::home::Capability::Occupancy
                            && reading.value == smart_house::home::Value::Flag(true))
                });
                assert_eq!(noticed, *told == Square::Seen, "{name}, {} at {:?}", room.area, room.middle(square));
            }
        }
    }
}

#[test]
fn blind_areas_are_told_in_words_and_go_when_they_are_seen() {
    let scenario = scenario("demonstration");
    let mut draft = Draft::of(&scenario.home);
    let told = |draft: &Draft| Coverage::of(draft.home()).warnings(draft.home());
    let before = Coverage::of(draft.home());
    assert!(before.share().is_some_and(|share| share > 0.8), "{:?}", before.share());

    draft.remove(&scenario, place_of(draft.home(), "bathroom-movement")).expect("it can go");
    let without = told(&draft);
    let nobody = "Nobody would be seen in the bathroom: no movement sensor is there.";
    assert!(without.iter().any(|words| words == nobody), "{without:?}");

    // A sensor that sees little of the bedroom, from beside the bed.
    let bedroom = place_of(draft.home(), "bedroom-movement");
    for _ in 0..5 {
        draft.set(&scenario, bedroom, Setting::Reach, false).expect("a shorter reach");
    }
    let narrow = told(&draft);
    assert!(narrow.iter().any(|words| words == "The bed in the bedroom is not covered."), "{narrow:?}");
    let patch = narrow.iter().find(|words| words.starts_with("Nobody would be seen in the bedroom by the"));
    assert!(patch.is_some_and(|words| words.ends_with(" m² are not covered.")), "{narrow:?}");

    // A new sensor is hung where it sees what none does, and says so by what is told no longer.
    let added = draft.add(&scenario, DeviceKind::Movement, &AreaId::new("bathroom")).expect("a place");
    assert!(!told(&draft).iter().any(|words| words == nobody));
    assert_eq!(draft.home().devices[added].area.as_str(), "bathroom");
    draft.undo();
    assert_eq!(told(&draft), narrow);
    draft.discard();
    assert_eq!(Coverage::of(draft.home()), before);
    assert!(!draft.changed() && !draft.can_undo());
}

#[test]
fn stairs_and_landings_give_blind_areas_their_names() {
    let home = home("mill-street");
    let mut bare = Home::clone(&home);
    bare.devices.retain(|device| device.kind != DeviceKind::Movement);
    let all = Coverage::of(&bare).warnings(&bare);
    assert_eq!(all.len(), bare.areas.len(), "every room is told once: {all:?}");
    // A sensor at the far end of the hall that sees two metres leaves the stairs in the dark.
    let scenario = scenario("fall-at-the-stairs");
    let mut draft = Draft::of(&scenario.home);
    let hall = draft.home().devices.iter().position(|d| d.kind == DeviceKind::Movement && d.area.as_str() == "hall");
    let hall = hall.expect("a sensor in the hall");
    while draft.set(&scenario, hall, Setting::Reach, false).is_ok() {}
    let told = Coverage::of(draft.home()).warnings(draft.home());
    assert!(told.iter().any(|words| words.starts_with("Nobody would be seen in the hall")), "{told:?}");
}

#[test]
fn a_device_is_dragged_to_where_its_kind_is_put_up() {
    let scenario = scenario("demonstration");
    let mut draft = Draft::of(&scenario.home);
    // A movement sensor goes to the nearest wall and looks into the room; near a corner it goes into it.
    let kitchen = place_of(draft.home(), "kitchen-movement");
    draft.drag(&scenario, kitchen, (0, Point::new(1.2, 6.4)), true).expect("the left wall");
    let now = device(&draft, "kitchen-movement");
    assert_eq!((now.at, now.front), (Some(Point::new(0.08, 6.4)), Turn::Right));
    draft.drag(&scenario, kitchen, (0, Point::new(0.3, 7.6)), false).expect("the corner");
    assert_eq!(device(&draft, "kitchen-movement").at, Some(Point::new(0.1, 7.7)));
    draft.undo();
    assert!(!draft.changed(), "one drag is one step");
    // Into another room it belongs to that room.
    draft.drag(&scenario, kitchen, (0, Point::new(4.8, 1.0)), true).expect("the lounge");
    assert_eq!(device(&draft, "kitchen-movement").area.as_str(), "lounge");
    // What stands keeps clear of the wall; a contact goes from door to door.
    let speaker = place_of(draft.home(), "speaker");
    draft.drag(&scenario, speaker, (0, Point::new(0.01, 1.0)), true).expect("the lounge");
    assert_eq!(device(&draft, "speaker").at, Some(Point::new(0.15, 1.0)));
    let contact = place_of(draft.home(), "front-door-contact");
    draft.drag(&scenario, contact, (0, Point::new(5.1, 5.4)), true).expect("the kitchen door");
    let now = device(&draft, "front-door-contact");
    assert_eq!(now.opening.as_ref().map(ToString::to_string), Some("kitchen-door".to_owned()));
    assert_eq!(now.area.as_str(), "hall");
    // A thermometer would hang in the doorway: it goes beside it.
    let thermometer = place_of(draft.home(), "lounge-temperature");
    draft.drag(&scenario, thermometer, (0, Point::new(4.95, 2.2)), true).expect("beside the door");
    let at = device(&draft, "lounge-temperature").at.expect("a place");
    assert!((at.y - 2.2).abs() > 0.425 && (at.x - 4.92).abs() < 0.011, "{at:?}");
    opened_again("larch-close", &draft);
}

#[test]
fn the_arrow_keys_walk_a_device_round_its_room_and_into_the_next() {
    let scenario = scenario("demonstration");
    let mut draft = Draft::of(&scenario.home);
    let kitchen = place_of(draft.home(), "kitchen-movement");
    let at = |draft: &Draft| device(draft, "kitchen-movement").at.expect("a place");
    // From the corner up along the wall.
    for step in 1..=5 {
        let before = at(&draft);
        draft.nudge(&scenario, kitchen, Turn::Up, 0.1).unwrap_or_else(|why| panic!("step {step}: {why}"));
        assert!((at(&draft).y - before.y - 0.1).abs() < 0.03, "{before:?} to {:?}", at(&draft));
    }
    // Away from its wall it is hung across the room, and from there behind the wall.
    draft.nudge(&scenario, kitchen, Turn::Right, 0.1).expect("across");
    let across = at(&draft);
    assert!(across.x > 4.5, "{across:?}");
    for _ in 0..3 {
        if device(&draft, "kitchen-movement").area.as_str() == "kitchen" {
            draft.nudge(&scenario, kitchen, Turn::Right, 0.1).expect("behind the wall");
        }
    }
    assert_eq!(device(&draft, "kitchen-movement").area.as_str(), "hall");
    // The fob, which lies about, walks until it is outside.
    let fob = place_of(draft.home(), "fob");
    let why = (0..200).find_map(|_| draft.nudge(&scenario, fob, Turn::Right, 0.1).err()).expect("an end");
    assert!(why.words().starts_with("There is no room that way."), "{why}");
    // A contact goes on to the next door.
    let contact = place_of(draft.home(), "front-door-contact");
    draft.nudge(&scenario, contact, Turn::Up, 0.1).expect("another door");
    assert!(device(&draft, "front-door-contact").opening.as_ref().is_some_and(|door| door.as_str() != "front-door"));
    opened_again("larch-close", &draft);
}

#[test]
fn a_sensor_is_turned_but_not_into_its_wall_and_not_in_a_corner() {
    let scenario = scenario("demonstration");
    let mut draft = Draft::of(&scenario.home);
    let kitchen = place_of(draft.home(), "kitchen-movement");
    let why = draft.turn(&scenario, kitchen).expect_err("it hangs in a corner");
    assert!(why.words().contains("in a corner") && why.words().contains("Move it along the wall first."), "{why}");
    draft.drag(&scenario, kitchen, (0, Point::new(0.1, 6.4)), true).expect("the wall");
    let mut seen = Vec::new();
    for _ in 0..6 {
        draft.turn(&scenario, kitchen).expect("another way");
        seen.push(device(&draft, "kitchen-movement").front);
    }
    assert!(!seen.contains(&Turn::Left), "it does not look into its wall: {seen:?}");
    assert!([Turn::Up, Turn::Right, Turn::Down].iter().all(|front| seen.contains(front)), "{seen:?}");
    let contact = place_of(draft.home(), "front-door-contact");
    assert!(draft.turn(&scenario, contact).is_err());
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do_and_changes_nothing() {
    let mut scenario = scenario("demonstration");
    let mut draft = Draft::of(&scenario.home);
    let (kitchen, fob) = (place_of(draft.home(), "kitchen-movement"), place_of(draft.home(), "fob"));
    let outside = draft.drag(&scenario, kitchen, (0, Point::new(-3.0, 2.0)), true).expect_err("outside");
    assert_eq!(outside.words(), "That is outside the home. Put it inside one of the rooms.");
    for far in [f64::NAN, f64::INFINITY, -1e300] {
        assert!(draft.drag(&scenario, kitchen, (0, Point::new(far, far)), true).is_err());
    }
    assert!(draft.drag(&scenario, kitchen, (7, Point::new(1.0, 6.0)), true).is_err(), "no such storey");
    let sensor = draft.home().devices[kitchen].clone();
    let at = |x: f64, y: f64| Device { at: Some(Point::new(x, y)), ..sensor.clone() };
    let mut refused = |device: Device| draft.put(&scenario, kitchen, device, true).expect_err("refused").to_string();
    assert!(refused(at(0.0, 6.0)).starts_with("That is in a wall."));
    assert!(refused(at(8.0, 2.0)).starts_with("That is not in the kitchen."));
    assert!(refused(at(50.0, 2.0)).starts_with("That is outside the home."));
    let low = Device { height: 1.5, ..at(4.94, 5.6) };
    assert!(refused(low).starts_with("The kitchen door is in the way there."));
    assert!(refused(Device { id: DeviceId::new("fob"), ..sensor.clone() }).contains("has the id “fob” already"));
    assert!(refused(Device { at: None, ..sensor.clone() }).starts_with("Nothing says where"));
    assert!(refused(Device { area: AreaId::new("attic"), ..sensor.clone() }).contains("in no room"));
    assert!(draft.put(&scenario, 999, sensor.clone(), true).is_err());
    assert!(!draft.changed());

    let hub = draft.remove(&scenario, place_of(draft.home(), "hub")).expect_err("the hub stays");
    assert!(hub.words().contains("not heard at all"), "{hub}");
    assert!(draft.add(&scenario, DeviceKind::Hub, &AreaId::new("hall")).is_err(), "one hub is enough");
    let none = draft.add(&scenario, DeviceKind::BedSensor, &AreaId::new("hall")).expect_err("no bed");
    assert_eq!(none.words(), "There is no free bed in the hall. Choose another room, or another kind of device.");
    assert!(draft.add(&scenario, DeviceKind::Movement, &AreaId::new("attic")).is_err());

    // What the scenario tells of has to be there, and where it can be so.
    let moment = Moment::parse("day 30 10:00").expect("a moment");
    let moved = FaultKind::Moved { device: DeviceId::new("kitchen-movement"), to: AreaId::new("lounge") };
    scenario.faults.push(Fault { at: moment, lasts: None, kind: moved, intervention: true });
    let goes = draft.remove(&scenario, kitchen).expect_err("it goes wrong later");
    assert!(goes.words().contains("goes wrong on day 30"), "{goes}");
    let there = draft.drag(&scenario, kitchen, (0, Point::new(0.1, 2.0)), true).expect_err("it is carried there later");
    assert!(there.words().contains("is carried to the lounge"), "{there}");
    let pressed = smart_house::scenario::DisturbanceKind::FobPressed { device: DeviceId::new("fob"), cancelled: None };
    let pressed = smart_house::scenario::Disturbance { at: moment, kind: pressed, who: 0, intervention: false };
    scenario.disturbances.push(pressed);
    let fob = draft.remove(&scenario, fob).expect_err("it is pressed later");
    assert!(fob.words().contains("it is pressed on day 30"), "{fob}");
    assert!(!draft.changed() && !draft.can_undo());
}

#[test]
fn five_hundred_devices_are_the_most_and_each_has_a_name_of_its_own() {
    let scenario = scenario("demonstration");
    let mut draft = Draft::of(&scenario.home);
    let lounge = AreaId::new("lounge");
    let why = (0..600).find_map(|_| draft.add(&scenario, DeviceKind::Speaker, &lounge).err()).expect("an end");
    assert_eq!(why.words(), "A home has at most 500 devices. Remove one first.");
    let home = opened_again("larch-close", &draft);
    assert_eq!(home.devices.len(), 500);
    let names: std::collections::BTreeSet<&str> = home.devices.iter().map(|device| device.name.as_str()).collect();
    assert_eq!(names.len(), 500);
}

#[test]
fn whatever_can_be_added_moved_and_set_makes_a_home_that_opens_again() {
    for name in HOMES {
        let scenario = Scenario { home: home(name), ..scenario("ordinary-months") };
        let mut draft = Draft::of(&scenario.home);
        let areas: Vec<AreaId> = draft.home().areas.iter().map(|area| area.id.clone()).collect();
        let mut kinds = std::collections::BTreeSet::new();
        for area in &areas {
            for kind in DeviceKind::ALL {
                if draft.add(&scenario, kind, area).is_ok() {
                    kinds.insert(kind);
                }
            }
        }
        assert!(kinds.len() >= 17, "{name}: {kinds:?}");
        for place in 0..draft.home().devices.len() {
            for (turn, metres) in [(Turn::Up, 0.1), (Turn::Left, 0.5), (Turn::Down, 0.1), (Turn::Right, 0.1)] {
                // Whether it can or not, nothing unsound comes of it.
                draft.nudge(&scenario, place, turn, metres).ok();
            }
            draft.turn(&scenario, place).ok();
            let kind = draft.home().devices[place].kind;
            for setting in Setting::of(kind) {
                draft.set(&scenario, place, *setting, place % 2 == 0).ok();
            }
        }
        let again = opened_again(name, &draft);
        assert_eq!(again.devices, draft.home().devices, "{name}");
        assert_eq!(again.devices.len(), draft.home().devices.len());
        // And every second one away again.
        let mut place = 0;
        while place < draft.home().devices.len() {
            draft.remove(&scenario, place).ok();
            place += 1;
        }
        assert_eq!(opened_again(name, &draft).devices, draft.home().devices, "{name}");
        assert!(mount::place(draft.home(), &draft.home().devices[0]).is_some());
    }
}

#[test]
fn the_authors_text_stays_as_it_is_but_for_the_lines_of_what_was_changed() {
    let scenario = scenario("demonstration");
    let mut draft = Draft::of(&scenario.home);
    let before = home_text("larch-close").text;
    let same = with_devices("larch-close", &before, draft.base(), draft.home()).expect("a text");
    assert_eq!(same, before);
    draft.drag(&scenario, place_of(draft.home(), "speaker"), (0, Point::new(2.0, 2.0)), true).expect("the lounge");
    draft.remove(&scenario, place_of(draft.home(), "kettle-plug")).expect("it can go");
    draft.add(&scenario, DeviceKind::SmokeAlarm, &AreaId::new("hall")).expect("a place");
    let after = with_devices("larch-close", &before, draft.base(), draft.home()).expect("a text");
    let gone: Vec<&str> = before.lines().filter(|line| !after.contains(line)).collect();
    let new: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(gone.len(), 2, "{gone:?}");
    assert_eq!(new.len(), 2, "{new:?}");
    assert!(new[0].contains("\"speaker\"") && new[1].contains("\"hall-smoke-alarm\""), "{new:?}");
    assert_eq!(after.lines().count(), before.lines().count(), "a line went and a line came");
}

#[test]
fn other_devices_are_applied_from_the_first_day_on_and_taken_back() {
    let mut short = scenario("demonstration");
    short.days = 3;
    short.disturbances.clear();
    let short = Arc::new(short);
    let mut player = Player::new(Arc::clone(&short));
    player.work_ahead(short.ends(), Budget::UNLIMITED);
    let at = short.at(Moment::parse("day 2 09:00").expect("a moment"));
    player.apply(&Command::Seek(at));
    let before = player.history().readings().to_vec();
    let mut draft = Draft::of(&short.home);
    draft.remove(&short, place_of(draft.home(), "bathroom-movement")).expect("it can go");
    let mut other = player.refitted(Arc::clone(draft.home())).expect("a simulation");
    other.work_ahead(short.ends(), Budget::UNLIMITED);
    other.apply(&Command::Seek(at));
    assert!(other.view().changed && other.view().can_undo);
    // What the other devices say, but for their radio's luck, is untouched; the one taken down says nothing.
    let of = |readings: &[smart_house::home::Reading], id: &str| {
        readings.iter().filter(|reading| reading.device.as_str() == id).cloned().collect::<Vec<_>>()
    };
    assert!(of(other.history().readings(), "bathroom-movement").is_empty());
    assert!(!of(&before, "bathroom-movement").is_empty());
    for id in ["kitchen-movement", "bed-sensor", "kettle-plug"] {
        assert_eq!(of(other.history().readings(), id), of(&before, id), "{id}");
    }
    // More may be done, and all of it is taken back in its order.
    other.apply(&Command::Intervene(Intervention::StartFall));
    other.apply(&Command::Undo);
    assert!(other.view().changed, "the devices are still other ones");
    other.apply(&Command::Undo);
    assert_eq!(other.at(), at);
    other.work_ahead(short.ends(), Budget::UNLIMITED);
    assert!(other.history().readings() == before.as_slice());
    assert!(!other.view().changed && !other.view().can_undo);
    assert!(Arc::ptr_eq(&other.scenario().home, &short.home));
}

/// A folder of its own, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("smart-house-fitting-{}-{name}", std::process::id()));
        std::fs::create_dir_all(path.join("homes")).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn a_changed_home_is_kept_beside_the_old_one_with_a_scenario_that_names_it() {
    let folder = Folder::new("kept");
    let loaded = load::demonstration().expect("the demonstration");
    let file = folder.0.join("mine.ron");
    std::fs::write(&file, &loaded.text).expect("a file");
    std::fs::write(folder.0.join("homes/larch-close.ron"), home_text("larch-close").text).expect("a file");
    let mut changed = loaded.scenario.clone();
    let mut draft = Draft::of(&changed.home);
    draft.add(&changed, DeviceKind::Movement, &AreaId::new("lounge")).expect("a place");
    changed.home = Arc::clone(draft.home());
    for number in 1..=2 {
        let kept = keep::keep(&loaded.text, &changed, &file).expect("kept");
        assert_eq!(kept.scenario, folder.0.join(format!("mine-changed-{number}.ron")));
        assert_eq!(kept.home, Some(folder.0.join(format!("homes/larch-close-changed-{number}.ron"))));
        let again = load::scenario(&kept.scenario).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(again.scenario.home.devices, draft.home().devices);
        let (report, home) = (load::check(&kept.scenario), load::check(&kept.home.expect("a home")));
        assert!(report.title.is_some() && home.title.is_some(), "{:?} {:?}", report.problems, home.problems);
    }
    // Without other devices only the scenario is written, in the home that it had.
    let kept = keep::keep(&loaded.text, &loaded.scenario, &file).expect("kept");
    assert_eq!((kept.home, kept.scenario), (None, folder.0.join("mine-changed-3.ron")));
    assert!(
        std::fs::read_to_string(folder.0.join("mine.ron")).is_ok_and(|text| text == loaded.text),
        "the old one stays"
    );
    let left: Vec<_> = std::fs::read_dir(&folder.0).expect("a folder").filter_map(Result::ok).collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().contains("partial")));
}

#[test]
fn what_could_not_be_opened_again_is_not_written_and_says_why() {
    let folder = Folder::new("refused");
    let loaded = load::demonstration().expect("the demonstration");
    let file = folder.0.join("mine.ron");
    std::fs::write(&file, &loaded.text).expect("a file");
    let mut changed = loaded.scenario.clone();
    // No draft would let this be.
    let mut home = Home::clone(&changed.home);
    home.devices[0].at = Some(Point::new(90.0, 90.0));
    changed.home = Arc::new(home);
    let why = keep::keep(&loaded.text, &changed, &file).expect_err("it is not sound");
    assert!(why.contains("this place is not in \"hall\""), "{why}");
    // A folder that is gone cannot be written to; a broken home is told of.
    let why = keep::keep("(title: \"x\")", &changed, &file).map(|kept| kept.scenario);
    assert!(why.is_err(), "{why:?}");
    assert_eq!(std::fs::read_dir(&folder.0).expect("a folder").count(), 2, "only the file and the folder of homes");
}
