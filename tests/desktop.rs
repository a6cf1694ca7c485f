//! The scene without a window: what the house says is what the pictures show. Then, where this machine can, one picture
//! without a window and one window on a display of its own.
#![cfg(feature = "desktop")]

mod display;

use std::f32::consts::PI;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use bevy::asset::AssetPlugin;
use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings};
use bevy::prelude::*;
use bevy::transform::TransformPlugin;
use bevy::window::RequestRedraw;
use smart_house::cli::load;
use smart_house::desktop::bridge::Bridge;
use smart_house::desktop::device::{Field, Marker, Pulses};
use smart_house::desktop::figure::pose::Joint;
use smart_house::desktop::figure::{Figure, Limb};
use smart_house::desktop::film::{self, FilmError, FilmOptions};
use smart_house::desktop::focus::Focus;
use smart_house::desktop::house::{Door, Glowing, WallPart, opening, wall};
use smart_house::desktop::laid::Laid;
use smart_house::desktop::picture::{self, Pixels};
use smart_house::desktop::{self, Chosen, Dwelling, Looks, Now, Quality, camera, machine};
use smart_house::home::{FurnitureKind, Home, Point};
use smart_house::player::Player;
use smart_house::player::command::Command as Ask;
use smart_house::scenario::{Activity, Moment, Scenario};
use smart_house::simulation::view::{HouseView, PersonView, Posture, Sun, Who};
use smart_house::time::Timestamp;

use self::display::Display;

fn scenario() -> Scenario {
    load::demonstration().expect("the demonstration is valid").scenario
}

fn person(home: &Home, posture: Posture, at: Point) -> PersonView {
    PersonView {
        who: Who::Resident,
        name: "Margaret".to_owned(),
        at,
        storey: 0,
        height: 0.0,
        heading: 0.7,
        area: home.area_at(at).map(|area| area.id.clone()),
        posture,
        walked: 12.3,
        activity: Activity::Rest,
        doing: String::new(),
    }
}

fn quiet(home: &Home) -> Now {
    Now {
        at: Timestamp::default(),
        house: HouseView {
            people: vec![person(home, Posture::Standing, Point::new(2.0, 3.0))],
            openings: vec![0.0; home.openings.len()],
            switched_on: vec![false; home.furniture.len()],
            temperatures: vec![20.0; home.areas.len()],
            outside: 8.0,
            sun: Sun { altitude: 12.0, azimuth: 170.0 },
        },
        reports: vec![None; home.devices.len()],
        online: vec![true; home.devices.len()],
        active: vec![false; home.devices.len()],
        pace: 0.0,
        leapt: true,
    }
}

/// The scene on nothing but memory: no window, no graphics, and any unordered pair of systems is an error.
fn bare() -> (App, Arc<Home>) {
    let home = scenario().home;
    (bare_of(&home), home)
}

fn bare_of(home: &Arc<Home>) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, AssetPlugin::default(), TransformPlugin));
    app.init_asset::<Mesh>().init_asset::<StandardMaterial>().init_asset::<Image>();
    app.init_resource::<GlobalAmbientLight>();
    let laid = Laid::out(home);
    app.insert_resource(Dwelling(Arc::clone(&laid.home)));
    app.insert_resource(laid);
    app.insert_resource(quiet(home));
    app.insert_resource(Looks { reduced_motion: false, ..Looks::still(Quality::Low) });
    desktop::scene(&mut app);
    app.edit_schedule(Update, |schedule| {
        schedule.set_build_settings(ScheduleBuildSettings { ambiguity_detection: LogLevel::Error, ..default() });
    });
    app.update();
    app
}

fn change(app: &mut App, change: impl FnOnce(&mut Now)) {
    change(&mut app.world_mut().resource_mut::<Now>());
    app.update();
}

#[test]
fn doors_stand_as_far_open_as_the_house_says() {
    let (mut app, home) = bare();
    for part in [0.0, 0.4, 1.0] {
        change(&mut app, |now| now.house.openings.fill(part));
        let mut doors = app.world_mut().query::<(&Door, &Transform)>();
        let mut count = 0;
        for (door, transform) in doors.iter(app.world()) {
            let (_, closed) = opening::space(&home.openings[door.opening], &home);
            let angle = transform.rotation.angle_between(closed);
            let expected = part as f32 * opening::WIDE_OPEN;
            assert!((angle - expected).abs() < 0.01, "{}: {angle} for {part}", home.openings[door.opening].id);
            count += 1;
        }
        assert_eq!(count, 6, "every door has a leaf");
    }
}

/// Another home is to be shown, as the bridge asks for it.
fn lay(app: &mut App, home: &Arc<Home>) {
    let laid = Laid::out(home);
    app.world_mut().resource_mut::<Dwelling>().0 = Arc::clone(&laid.home);
    *app.world_mut().resource_mut::<Laid>() = laid;
}

#[test]
fn another_home_takes_the_place_of_the_last_one() {
    let (mut app, home) = bare();
    let doors = |app: &mut App| app.world_mut().query::<&Door>().iter(app.world()).count();
    let all = |app: &mut App| app.world_mut().query::<&Transform>().iter(app.world()).count();
    let (before, whole) = (doors(&mut app), all(&mut app));
    let mut other = home.as_ref().clone();
    other.openings.truncate(2);
    other.furniture.clear();
    other.devices.retain(|device| device.piece.is_none() && device.opening.is_none());
    let other = Arc::new(other);
    *app.world_mut().resource_mut::<Now>() = quiet(&other);
    lay(&mut app, &other);
    app.update();
    app.update();
    assert!(doors(&mut app) < before && all(&mut app) < whole);
    let mut markers = app.world_mut().query::<&Marker>();
    assert_eq!(markers.iter(app.world()).count(), other.devices.len());
    // And back: all of it is there again, once.
    *app.world_mut().resource_mut::<Now>() = quiet(&home);
    lay(&mut app, &home);
    app.update();
    assert_eq!((doors(&mut app), all(&mut app)), (before, whole));
}

#[test]
fn every_device_has_a_marker_at_its_place() {
    let (mut app, home) = bare();
    let bounds = home.bounds().expect("the home has a plan").grown(0.4);
    let mut markers = app.world_mut().query::<(&Marker, &GlobalTransform)>();
    let mut seen = vec![0; home.devices.len()];
    for (marker, place) in markers.iter(app.world()) {
        seen[marker.device] += 1;
        let at = place.translation();
        assert!(at.is_finite(), "{}", home.devices[marker.device].id);
        assert!(
            bounds.contains(Point::new(f64::from(at.x), f64::from(-at.z))),
            "{}: {at}",
            home.devices[marker.device].id
        );
        assert!(at.y > 0.0 && at.y < wall::FULL, "{}: {at}", home.devices[marker.device].id);
    }
    assert!(seen.iter().all(|count| *count == 1), "{seen:?}");
}

#[test]
fn a_chosen_movement_sensor_shows_what_it_sees() {
    let (mut app, home) = bare();
    let sensor = home.devices.iter().position(|device| device.id.as_str() == "lounge-movement").expect("it is there");
    app.world_mut().resource_mut::<Chosen>().selected = Some(sensor);
    app.update();
    let mut fields = app.world_mut().query::<(&Field, &Visibility)>();
    for (field, seen) in fields.iter(app.world()) {
        assert_eq!(*seen == Visibility::Inherited, field.device == sensor);
    }
}

#[test]
fn a_report_is_seen_as_a_pulse() {
    let (mut app, _) = bare();
    assert!(!app.world().resource::<Pulses>().any());
    change(&mut app, |now| {
        now.leapt = false;
        now.reports[3] = Some(Timestamp::from_millis(5_000));
    });
    assert!(app.world().resource::<Pulses>().of(3).is_some());
    assert!(app.world().resource::<Pulses>().of(4).is_none());
}

#[test]
fn what_is_on_glows() {
    let (mut app, home) = bare();
    let lamp = home.furniture.iter().position(|piece| piece.id.as_str() == "lounge-lamp").expect("it is there");
    change(&mut app, |now| now.house.switched_on[lamp] = true);
    let mut parts = app.world_mut().query::<(&Glowing, &MeshMaterial3d<StandardMaterial>)>();
    let surfaces = app.world().resource::<Assets<StandardMaterial>>();
    for (part, surface) in parts.iter(app.world()) {
        let emissive = surfaces.get(&surface.0).expect("it has a surface").emissive;
        assert_eq!(emissive.red > 0.0, part.piece == lamp, "{}", home.furniture[part.piece].id);
    }
}

/// The world's heights of every joint, and of the hips alone.
fn joints(app: &mut App) -> Vec<(Joint, Vec3)> {
    let mut limbs = app.world_mut().query::<(&Limb, &GlobalTransform)>();
    limbs.iter(app.world()).map(|(limb, place)| (limb.joint, place.translation())).collect()
}

fn height(joints: &[(Joint, Vec3)], joint: Joint) -> f32 {
    joints.iter().find(|(one, _)| *one == joint).map(|(_, at)| at.y).expect("every figure has it")
}

#[test]
fn bodies_rest_on_what_bears_them() {
    let (mut app, home) = bare();
    let near = |kind: FurnitureKind| {
        let piece = home.furniture.iter().find(|piece| piece.kind == kind).expect("the home has one");
        piece.approach()
    };
    let postures = [
        (Posture::Standing, Point::new(2.0, 3.3)),
        (Posture::Walking, Point::new(5.8, 3.0)),
        (Posture::Sitting, near(FurnitureKind::Armchair)),
        (Posture::Sitting, near(FurnitureKind::Chair)),
        (Posture::Sitting, near(FurnitureKind::Toilet)),
        (Posture::Sitting, near(FurnitureKind::Bed)),
        (Posture::LyingInBed, near(FurnitureKind::Bed)),
        (Posture::InBath, near(FurnitureKind::Bath)),
        (Posture::Falling(0.0), Point::new(7.8, 6.0)),
        (Posture::Falling(0.5), Point::new(7.8, 6.0)),
        (Posture::Falling(1.0), Point::new(7.8, 6.0)),
        (Posture::OnFloor, Point::new(7.8, 6.0)),
    ];
    for (posture, at) in postures {
        change(&mut app, |now| now.house.people = vec![person(&home, posture, at)]);
        let all = joints(&mut app);
        assert_eq!(all.len(), 13);
        for (joint, place) in &all {
            assert!(place.is_finite(), "{posture:?} {joint:?}");
            assert!(place.y > -0.03 && place.y < 1.7, "{posture:?} {joint:?} at {place}");
        }
        let (hips, head) = (height(&all, Joint::Hips), height(&all, Joint::Head));
        let ankle = height(&all, Joint::LeftAnkle).min(height(&all, Joint::RightAnkle));
        match posture {
            Posture::Standing | Posture::Walking => {
                assert!((0.0..0.12).contains(&ankle), "{posture:?}: ankle at {ankle}");
                assert!(head > 1.25, "{posture:?}: head at {head}");
            }
            Posture::Sitting => {
                assert!((0.45..0.66).contains(&hips), "{at:?}: hips at {hips}");
                assert!((0.0..0.22).contains(&ankle), "{at:?}: ankle at {ankle}");
                assert!(head > hips + 0.4);
            }
            Posture::LyingInBed => assert!((hips - head).abs() < 0.3 && hips > 0.45, "hips {hips}, head {head}"),
            Posture::InBath => assert!(head > hips + 0.2 && hips < 0.5),
            Posture::OnFloor => assert!(head < 0.45 && hips < 0.45, "hips {hips}, head {head}"),
            Posture::Falling(part) => {
                if part == 0.0 {
                    assert!(head > 1.2);
                } else if part == 1.0 {
                    assert!(head < 0.45);
                }
            }
            Posture::Away => {}
        }
    }
    change(&mut app, |now| now.house.people = vec![person(&home, Posture::Away, Point::new(5.8, 0.2))]);
    let mut figures = app.world_mut().query::<(&Figure, &Visibility)>();
    assert!(figures.iter(app.world()).all(|(_, seen)| *seen == Visibility::Hidden), "whoever is out is not drawn");
}

#[test]
fn upstairs_lies_beside_downstairs_and_shows_whoever_is_there() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/fall-at-the-stairs.ron");
    let home = load::scenario(&file).expect("a valid scenario").scenario.home;
    let laid = Laid::out(&home);
    let (low, high) = (laid.bounds(0).expect("a ground floor"), laid.bounds(1).expect("an upper floor"));
    assert!(high.min.x > low.max.x + 1.0, "{low:?} {high:?}");
    assert_eq!((laid.name(0), laid.name(1)), (Some("Downstairs"), Some("Upstairs")));

    let mut app = bare_of(&home);
    let flight = home.stairs[0].clone();
    for (storey, at, height) in [
        (0, Point::new(1.5, 2.5), 0.0),
        (1, Point::new(1.5, 3.1), 2.6),
        (0, flight.at(0.25), 0.65),
        (1, flight.at(0.75), 1.95),
    ] {
        change(&mut app, |now| {
            let mut someone = PersonView { storey, height, ..person(&home, Posture::Walking, at) };
            laid.person(&mut someone);
            now.house.people = vec![someone];
        });
        let mut figures = app.world_mut().query::<&Figure>();
        let place = figures.iter(app.world()).next().expect("a figure").held.place;
        let bounds = laid.bounds(storey).expect("a storey");
        assert!(bounds.contains(Point::new(f64::from(place.x), f64::from(-place.z))), "{place}");
        let above = (height - 2.6 * f64::from(storey)) as f32;
        assert!((place.y - above).abs() < 0.02, "{place}, {above} above the floor of storey {storey}");
    }
}

#[test]
fn a_plan_needs_no_camera_and_a_person_may_choose() {
    let (mut app, _) = bare();
    let active = |app: &mut App| {
        let mut cameras = app.world_mut().query::<(&Camera, &camera::SceneCamera)>();
        cameras.iter(app.world()).all(|(camera, _)| camera.is_active)
    };
    assert!(active(&mut app));
    for expected in [Quality::Medium, Quality::High, Quality::Plan, Quality::Low] {
        app.world_mut().resource_mut::<desktop::quality::Wishes>().quality = true;
        app.update();
        assert_eq!(app.world().resource::<Looks>().quality, expected);
        assert_eq!(active(&mut app), expected.is_solid(), "{expected:?}");
    }
}

#[test]
fn walls_sink_on_the_cameras_side() {
    let (mut app, home) = bare();
    let stretches = wall::stretches(&home);
    for yaw in [0.0, 0.5 * PI, PI, 1.5 * PI] {
        let mut orbit = app.world_mut().resource_mut::<camera::Orbit>();
        orbit.goal.yaw = yaw;
        orbit.now.yaw = yaw;
        app.update();
        let camera = Vec3::new(yaw.sin(), 0.0, yaw.cos());
        let mut parts = app.world_mut().query::<&WallPart>();
        for part in parts.iter(app.world()) {
            let facing = stretches[part.stretch].outward().dot(camera);
            if facing > 0.5 {
                assert!((part.drawn - wall::LOW).abs() < 0.001, "{}", part.drawn);
            } else if facing < -0.5 {
                assert!((part.drawn - wall::FULL).abs() < 0.001, "{}", part.drawn);
            }
        }
    }
}

#[test]
fn the_camera_follows_a_person_until_a_hand_moves_it() {
    let (mut app, home) = bare();
    let (here, there) = (Point::new(1.5, 1.5), Point::new(6.0, 4.0));
    change(&mut app, |now| now.house.people = vec![person(&home, Posture::Walking, here)]);
    let whole = app.world().resource::<camera::Orbit>().frame.expect("a frame");
    app.world_mut().resource_mut::<desktop::quality::Wishes>().follow = true;
    app.update();
    assert_eq!(*app.world().resource::<Focus>(), Focus::Following(0));
    let frame = |app: &App| app.world().resource::<camera::Orbit>().frame.expect("a frame");
    assert!(frame(&app).centre().distance(here) < 0.01 && frame(&app).width() < whole.width());
    change(&mut app, |now| now.house.people[0].at = there);
    assert!(frame(&app).centre().distance(there) < 0.01, "it goes where they go");
    // A hand stops it where it is, and they walk out of sight.
    app.world_mut().resource_mut::<camera::Handling>().turn = Vec2::new(30.0, 0.0);
    app.update();
    assert_eq!(*app.world().resource::<Focus>(), Focus::Held);
    change(&mut app, |now| now.house.people[0].at = here);
    assert!(frame(&app).centre().distance(there) < 0.01, "it stays where it was left");
    app.world_mut().resource_mut::<camera::Handling>().reset = true;
    app.update();
    assert_eq!((*app.world().resource::<Focus>(), frame(&app)), (Focus::Whole, whole));
    // Nobody there, nobody followed; after the last person nobody.
    app.world_mut().resource_mut::<desktop::quality::Wishes>().follow = true;
    app.update();
    app.world_mut().resource_mut::<desktop::quality::Wishes>().follow = true;
    app.update();
    assert_eq!(*app.world().resource::<Focus>(), Focus::Whole);
}

#[test]
fn from_above_and_back_the_short_way() {
    let (mut app, _) = bare();
    let rest = app.world().resource::<camera::Orbit>().goal;
    app.world_mut().resource_mut::<camera::Orbit>().goal.yaw = 4.0 * PI + 0.3;
    for expected in [true, false] {
        app.world_mut().resource_mut::<desktop::quality::Wishes>().above = true;
        app.update();
        let goal = app.world().resource::<camera::Orbit>().goal;
        assert_eq!(goal.is_from_above(), expected);
        assert!((goal.yaw - 4.0 * PI).abs() < 0.5, "{}", goal.yaw);
    }
    assert!((app.world().resource::<camera::Orbit>().goal.pitch - rest.pitch).abs() < 0.001);
}

#[test]
fn every_device_is_flown_to_on_its_own_storey() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/fall-at-the-stairs.ron");
    let home = load::scenario(&file).expect("a valid scenario").scenario.home;
    let laid = Laid::out(&home);
    let mut app = bare_of(&home);
    for (place, device) in laid.home.devices.iter().enumerate() {
        let area = laid.home.area(&device.area).expect("an area");
        app.insert_resource(Focus::Device(place));
        app.update();
        let frame = app.world().resource::<camera::Orbit>().frame.expect("a frame");
        let at = desktop::device::place(&laid.home, device);
        let at = Point::new(f64::from(at.x), f64::from(-at.z));
        assert!(frame.contains(at), "{} is out of sight", device.name);
        assert_eq!(laid.storey_at(at), area.storey, "{}", device.name);
    }
}

#[test]
fn the_whole_home_fits_into_any_window() {
    let home = scenario().home;
    for aspect in [0.6, 1.0, 16.0 / 9.0, 3.0] {
        let (middle, reach) = camera::fit(&home, camera::Pose::default(), aspect);
        assert!(middle.is_finite() && (5.0..150.0).contains(&reach), "{aspect}: {reach}");
    }
}

fn at(day: i64, clock: &str) -> Player {
    let scenario = scenario();
    let moment = Moment::parse(&format!("day {day} {clock}")).expect("a moment");
    let at = scenario.at(moment);
    let mut player = Player::new(Arc::new(scenario));
    player.apply(&Ask::Seek(at));
    player
}

/// The mean brightness, 0 to 255, of a strip in the middle of what the panels leave free.
fn brightness(pixels: &Pixels) -> f64 {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let row = pixels.bytes.chunks(width * 4).nth(height * 2 / 5).expect("the picture has rows");
    let strip = &row[width / 10 * 4..width / 2 * 4];
    let sum: f64 = strip.chunks(4).map(|p| f64::from(p[0]) + f64::from(p[1]) + f64::from(p[2])).sum();
    sum / (strip.len() as f64 / 4.0 * 3.0)
}

#[test]
fn a_picture_is_drawn_without_a_window() {
    if machine::adapter().is_none() {
        println!("skipped: this machine has no graphics adapter, not even in software");
        return;
    }
    let size = (960, 600);
    let draw = |player| picture::pixels(player, size, |_| {}, Quality::Low).expect("a picture");
    let noon = draw(at(29, "12:00"));
    let night = draw(at(29, "03:00"));
    assert_eq!((noon.width, noon.height), size);
    assert_eq!(noon.bytes.len(), 960 * 600 * 4);
    assert!(brightness(&noon) > brightness(&night) + 8.0, "noon is brighter than night");
    assert!(noon.bytes.chunks(4).all(|pixel| pixel[3] == 255), "nothing is left transparent");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let out = folder.join("noon.png");
    picture::write(&noon, &out).expect("it can be written");
    assert!(std::fs::read(&out).expect("it is there").starts_with(b"\x89PNG"));
    assert!(!folder.join("noon.png.part").exists(), "nothing half-written stays");
    let nowhere = picture::write(&noon, Path::new("/nowhere/at/all.png"));
    assert!(nowhere.is_err_and(|error| error.to_string().contains("/nowhere/at/all.png")));
}

#[test]
fn a_film_is_made_of_pictures_or_not_at_all() {
    if machine::adapter().is_none() {
        println!("skipped: this machine has no graphics adapter, not even in software");
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("film-{}", std::process::id()));
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).expect("a folder");
    let run = |out: &str, more: &[&str]| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/demonstration.ron");
        let out = folder.join(out);
        Command::new(env!("CARGO_BIN_EXE_smart-house"))
            .arg("film")
            .arg(file)
            .args(["--from", "day 2 12:00", "--until", "day 2 12:02", "--rate", "1", "--quality", "plan"])
            .args(["--size", "640x400", "--out"])
            .arg(&out)
            .args(more)
            .output()
            .expect("the program runs")
    };
    let made = run("pictures", &[]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let names = |folder: &Path| -> Vec<String> {
        let found = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
        let mut names: Vec<String> = found.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&folder.join("pictures")), ["000001.png", "000002.png", "000003.png"]);
    let again = run("pictures", &[]);
    assert_eq!(again.status.code(), Some(2), "what is there is not written over");
    // Without the program that joins them, it is said before a single picture is drawn.
    let missing = run("film.mp4", &["--ffmpeg", "/no/such/ffmpeg"]);
    assert_eq!(missing.status.code(), Some(2));
    let told = String::from_utf8_lossy(&missing.stderr);
    assert!(told.contains("a film needs ffmpeg") && told.contains("apt install ffmpeg"), "{told}");
    assert_eq!(names(&folder), ["pictures"], "nothing half-made is left");
    #[cfg(unix)]
    {
        // A stand-in: it is handed what ffmpeg is handed, and writes what it was handed.
        use std::os::unix::fs::PermissionsExt as _;
        let stand_in = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).expect("written");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("allowed");
            path.display().to_string()
        };
        let joins = stand_in(
            "joins",
            "#!/bin/sh\n[ \"$1\" = -version ] && exit 0\nfor last in \"$@\"; do :; done\necho \"$@\" > \"$last\"\n",
        );
        let fails = stand_in("fails", "#!/bin/sh\n[ \"$1\" = -version ] && exit 0\necho no room >&2\nexit 1\n");
        let made = run("film.mp4", &["--ffmpeg", &joins]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let told = std::fs::read_to_string(folder.join("film.mp4")).expect("a film");
        assert!(told.contains("-framerate 1 ") && told.contains("comment=Simulated"), "{told}");
        let failed = run("other.webm", &["--ffmpeg", &fails]);
        assert_eq!(failed.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&failed.stderr).contains("ffmpeg made no film: no room"));
        assert_eq!(names(&folder), ["fails", "film.mp4", "joins", "pictures"], "nothing half-made is left");
    }
    std::fs::remove_dir_all(&folder).ok();
}

#[test]
fn a_film_that_is_stopped_leaves_nothing_and_shows_what_was_set() {
    if machine::adapter().is_none() {
        println!("skipped: this machine has no graphics adapter, not even in software");
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("stopped-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let player = at(2, "12:00");
    let from = player.at();
    let options = |out: &str| FilmOptions {
        player: player.again(),
        from,
        until: from + smart_house::time::Span::minutes(2),
        pace: 60.0,
        rate: 1,
        size: (480, 320),
        quality: Quality::Plan,
        set: Box::new(|app| app.world_mut().resource_mut::<Bridge>().shown.text_scale = 1.5),
        beside_a_window: true,
        out: folder.join(out),
        ffmpeg: PathBuf::from("ffmpeg"),
    };
    let mut told = Vec::new();
    let stopped = film::film(options("stopped"), &mut |done, of| {
        told.push((done, of));
        done < 2
    });
    assert!(matches!(stopped, Err(FilmError::Stopped)), "{stopped:?}");
    assert_eq!(told, [(1, 3), (2, 3)]);
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 0, "nothing half-made is left");
    // With the real ffmpeg, where it is there: a film that begins with what was asked for, marked as what it is.
    let have = |program: &str| Command::new(program).arg("-version").output().is_ok();
    if !(have("ffmpeg") && have("ffprobe")) {
        println!("skipped the rest: there is no ffmpeg on this machine");
        return;
    }
    for name in ["film.mp4", "film.webm"] {
        assert_eq!(film::film(options(name), &mut |_, _| true).expect("a film"), 3);
        let told = Command::new("ffprobe")
            .args(["-v", "error", "-count_frames", "-show_entries"])
            .arg("stream=width,height,pix_fmt,nb_read_frames,color_space:format_tags=comment")
            .arg(folder.join(name))
            .output()
            .expect("ffprobe runs");
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        for wanted in ["width=480", "height=320", "yuv420p", "color_space=bt709", "nb_read_frames=3", "Simulated"] {
            assert!(told.contains(wanted), "{name} lacks {wanted}:\n{told}");
        }
    }
    std::fs::remove_dir_all(&folder).ok();
}

#[test]
fn an_untouched_house_at_rest_asks_for_no_frames() {
    if machine::adapter().is_none() {
        println!("skipped: this machine has no graphics adapter, not even in software");
        return;
    }
    let mut app = picture::app(640, 400);
    let looks = Looks { reduced_motion: true, ..Looks::still(Quality::Low) };
    desktop::full(&mut app, Bridge::new(at(29, "12:00")), looks);
    app.finish();
    app.cleanup();
    let mut asked = Vec::new();
    for _ in 0..60 {
        app.update();
        let messages = app.world_mut().resource_mut::<Messages<RequestRedraw>>().drain().count();
        let busy = app.world().resource::<Bridge>().is_busy();
        asked.push(messages > 0 || busy);
    }
    let last = asked.iter().rposition(|asked| *asked);
    assert!(last.is_none_or(|last| last < 50), "frames were still asked for at the end: {asked:?}");
}

#[test]
fn a_real_window_draws_its_frames_and_ends() {
    let Some(display) = Display::open((640, 400)) else { return };
    let ended = display.command(env!("CARGO_BIN_EXE_smart-house")).args(["--frames", "3"]).output();
    let ended = ended.expect("the program runs");
    let (told, problems) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert!(ended.status.success(), "{told}\n{problems}");
    assert!(
        told.contains("3 frames") && told.contains("99th percentile") && told.contains("first frame: after"),
        "{told}\n{problems}"
    );
}
