//! Foreign recordings in every format, made up here, as they are and as they shouldn't be; and the program's `convert`,
//! there and back.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proptest::prelude::*;

use smart_house::home::Item;
use smart_house::source::recorded::{self, OpenOptions};
use smart_house::source::{Progress, Source as _};
use smart_house::time::Timestamp;
use smart_house::trace::import::Imported;
use smart_house::trace::{Format, Input, Notice};

// ---------------------------------------------------------------- snippets, one a format

const CASAS_CODES: &str = "\
2031-03-04 06:58:01.5 M003 ON\tSleeping begin
2031-03-04 06:58:03.25   M003 OFF Sleeping end
2031-03-04 07:02:10 D001 OPEN
2031-03-04 07:02:12 D001 CLOSE
2031-03-04 07:05:00 T001 71.5
2031-03-04 07:35:00 T001 72.5
";

const KASTEREN: &str = "\
04-Mar-2031 06:58:01\t04-Mar-2031 07:20:00\t3\t
04-Mar-2031 07:01:00\t04-Mar-2031 07:01:05\t4
04-Mar-2031 07:02:00\t04-Mar-2031 07:02:10\t9
04-Mar-2031 07:02:05\t04-Mar-2031 07:02:30\t9
04-Mar-2031 07:30:00\t04-Mar-2031 07:30:08\t5
";

const KASTEREN_NAMES: &str =
    "3,Hall-Attic door,Other\n4,Toilet flush,Toilet\r\n5,Front door,Outside\n9,Tea caddy,KitchStor";

const ORDONEZ: &str = "\
Start time          \tEnd time            \tLocation\tType\tPlace
--------------------\t--------------------\t--------\t--------\t-----
2031-03-04 06:58:01\t\t2031-03-04 07:20:00\t\tBed\t\tPressure\tBedroom
2031-03-04 07:01:00\t2031-03-04 07:01:05\tToilet\tFlush\tBathroom
";

const HA_CSV: &str = "\
entity_id,state,last_changed
sensor.lounge_temperature,20.5,2031-03-04T06:00:00.000Z
sensor.lounge_temperature,unavailable,2031-03-04T07:00:00.000Z
sensor.lounge_temperature,21,2031-03-04T08:00:00.000Z
binary_sensor.hall_motion,\"on\",2031-03-04T06:30:00.500Z
binary_sensor.hall_motion,\"off\",2031-03-04T06:31:00.500Z
sensor.hall_motion_battery,88,2031-03-04T06:31:00.500Z
sensor.hall_motion_illuminance,12,2031-03-04T06:31:01Z
";

const HA_JSON: &str = r#"[[
{"entity_id":"sensor.attic","state":"68","attributes":{"device_class":"temperature","unit_of_measurement":"°F","friendly_name":"Attic"},"last_changed":"2031-03-04T06:00:00.000000+00:00","last_updated":"2031-03-04T06:00:00+00:00"},
{"state":"70.1","last_changed":"2031-03-04T06:10:00+00:00"},
{"state":"unknown","last_changed":"2031-03-04T06:20:00+00:00"}],
[{"entity_id":"binary_sensor.front","state":"on","attributes":{"device_class":"door"},"last_changed":"2031-03-04T06:05:00Z"},
{"state":"off","last_changed":"2031-03-04T06:05:09Z"},
{"state":"off"}],
[{"entity_id":"sensor.kettle_energy","state":"1500","attributes":{"device_class":"energy","unit_of_measurement":"Wh"},"last_changed":"2031-03-04T06:15:00Z"}]]"#;

const Z2M: &str = r#"2031-03-04T06:58:01+0000 zigbee2mqtt/bridge/state {"state":"online"}
2031-03-04T06:58:02+0000 zigbee2mqtt/hall motion {"occupancy":true,"illuminance":9,"battery":81,"linkquality":70}
2031-03-04T06:59:02+0000 zigbee2mqtt/kitchen/fridge_door {"contact":false,"temperature":4.5}
2031-03-04T06:59:20+0000 zigbee2mqtt/kitchen/fridge_door {"contact":true,"temperature":4.5}
{"tst":"2031-03-04T07:00:00.250000+0000","topic":"zigbee2mqtt/kettle","qos":0,"retain":0,"payload":{"state":"ON","power":2100.5,"energy":3.25}}
{"time":1930374001,"topic":"zigbee2mqtt/kettle","payload":"{\"state\":\"OFF\",\"power\":0}","retain":1}
{"time":1930374002000,"topic":"zigbee2mqtt/sos_button","payload":{"action":"emergency"}}
{"time":1930374003000,"topic":"zigbee2mqtt/sos_button","payload":{"action":""}}
2031-03-04T07:10:00+0000 zigbee2mqtt/hall motion/availability {"state":"offline"}
2031-03-04T07:10:01+0000 zigbee2mqtt/lamp/set {"state":"ON"}
"#;

const OWN_TABLE: &str = "\
at,device,capability,value
2031-03-04T06:58:01+00:00,hall-movement,occupancy,true
2031-03-04T06:58:02.250+00:00,kettle-plug,power,2100.5
2031-03-04T06:59:00+00:00,kettle-plug,availability,offline
2031-03-04T07:00:00+00:00,fob,button,\"pressed, \"\"twice\"\"\"
";

const SERIES: &str = "1930374000\t19.5\n1930377600\t19.25\n1930376000\t19.75\n";

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("convert").join(test);
    let _absent = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Every item of a recording, one a line, and then what is told about it.
fn told(path: &Path, options: &OpenOptions) -> Result<(Format, Vec<String>, Vec<Notice>), String> {
    let mut opened = recorded::open(path, options).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    loop {
        match opened.source.next(Timestamp::MAX).map_err(|error| error.to_string())? {
            Progress::Item(Item::Reading(reading)) => {
                let at = opened.calendar.rfc3339(reading.at);
                let clock = at.split(['T', '+']).nth(1).unwrap_or_default();
                lines.push(format!("{clock} {} {} {}", reading.device, reading.capability.name(), reading.value));
            }
            Progress::Item(Item::Availability(change)) => {
                lines.push(format!("{} {}", change.device, if change.online { "online" } else { "offline" }));
            }
            Progress::Item(Item::Watermark(_)) => {}
            Progress::Reached | Progress::Ended => break,
        }
    }
    Ok((opened.format, lines, opened.source.notices().to_vec()))
}

fn utc() -> OpenOptions {
    OpenOptions { zone: Some("UTC".to_owned()), ..OpenOptions::default() }
}

fn gzipped(text: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text).expect("packed");
    packer.finish().expect("packed")
}

/// What each snippet says: its name, its text, its format and its items.
fn snippets() -> Vec<(&'static str, &'static str, Format, Vec<&'static str>)> {
    vec![
        (
            "casas.txt",
            CASAS_CODES,
            Format::Casas,
            vec![
                "06:58:01.5 m003-movement occupancy true",
                "06:58:03.25 m003-movement occupancy false",
                "07:02:10 d001-contact contact true",
                "07:02:12 d001-contact contact false",
                "07:05:00 t001-temperature temperature 21.94",
                "07:35:00 t001-temperature temperature 22.5",
            ],
        ),
        (
            "houseQ-ss.txt",
            KASTEREN,
            Format::Kasteren,
            vec![
                "06:58:01 hall-attic-door-contact contact true",
                "07:01:00 toilet-contact contact true",
                "07:01:05 toilet-contact contact false",
                "07:02:00 kitchen-tea-caddy-contact contact true",
                "07:02:30 kitchen-tea-caddy-contact contact false",
                "07:20:00 hall-attic-door-contact contact false",
                "07:30:00 front-door-contact contact true",
                "07:30:08 front-door-contact contact false",
            ],
        ),
        (
            "ordonez.txt",
            ORDONEZ,
            Format::Ordonez,
            vec![
                "06:58:01 bed-sensor occupancy true",
                "07:01:00 bathroom-toilet-contact contact true",
                "07:01:05 bathroom-toilet-contact contact false",
                "07:20:00 bed-sensor occupancy false",
            ],
        ),
        (
            "history.csv",
            HA_CSV,
            Format::HomeAssistant,
            vec![
                "06:00:00 lounge-temperature temperature 20.5",
                "06:30:00.5 hall-movement occupancy true",
                "06:31:00.5 hall-movement occupancy false",
                "06:31:00.5 hall-movement battery 88",
                "lounge-temperature offline",
                "lounge-temperature online",
                "08:00:00 lounge-temperature temperature 21",
            ],
        ),
        (
            "history.json",
            HA_JSON,
            Format::HomeAssistant,
            vec![
                "06:00:00 attic-temperature temperature 20",
                "06:05:00 front-contact contact true",
                "06:05:09 front-contact contact false",
                "06:10:00 attic-temperature temperature 21.17",
                "06:15:00 kettle-plug energy 1.5",
                "attic-temperature offline",
            ],
        ),
        (
            "z2m.log",
            Z2M,
            Format::Zigbee2Mqtt,
            vec![
                "hub online",
                "06:58:02 hall-movement battery 81",
                "06:58:02 hall-movement link-quality 70",
                "06:58:02 hall-movement occupancy true",
                "06:59:02 kitchen-fridge-door-contact contact true",
                "06:59:20 kitchen-fridge-door-contact contact false",
                "07:00:00.25 kettle-plug energy 3.25",
                "07:00:00.25 kettle-plug power 2100.5",
                "07:00:00.25 kettle-plug switch true",
                "07:00:02 sos-button button pressed",
                "hall-movement offline",
            ],
        ),
        (
            "table.csv",
            OWN_TABLE,
            Format::Table,
            vec![
                "06:58:01 hall-movement occupancy true",
                "06:58:02.25 kettle-plug power 2100.5",
                "kettle-plug offline",
                "07:00:00 fob button pressed, \"twice\"",
            ],
        ),
        (
            "Kitchen_Temperature.csv",
            SERIES,
            Format::OpenSmartHome,
            vec![
                "07:00:00 kitchen-temperature temperature 19.5",
                "07:33:20 kitchen-temperature temperature 19.75",
                "08:00:00 kitchen-temperature temperature 19.25",
            ],
        ),
    ]
}

#[test]
fn every_format_is_recognised_and_read_however_it_was_saved() {
    let folder = folder("formats");
    fs::write(folder.join("sensorMapQ-ids.txt"), KASTEREN_NAMES).expect("written");
    for (name, text, format, expected) in snippets() {
        let ways: [(&str, Vec<u8>); 5] = [
            ("as it is", text.as_bytes().to_vec()),
            ("with a byte order mark", format!("\u{feff}{text}").into_bytes()),
            ("with line ends of Windows", text.replace('\n', "\r\n").into_bytes()),
            (
                "with blank lines and without its last line end",
                text.replace('\n', "\n\n").trim_end().as_bytes().to_vec(),
            ),
            ("packed", gzipped(text.as_bytes())),
        ];
        for (way, bytes) in ways {
            let path = folder.join(name);
            fs::write(&path, bytes).expect("written");
            let (found, items, _) = told(&path, &utc()).unwrap_or_else(|error| panic!("{name} {way}: {error}"));
            assert_eq!((found, items), (format, expected.iter().map(|s| (*s).to_owned()).collect()), "{name} {way}");
        }
    }
}

#[test]
fn what_is_left_out_is_counted_and_named() {
    let folder = folder("left-out");
    fs::write(folder.join("sensorMapQ-ids.txt"), KASTEREN_NAMES).expect("written");
    let notices = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).expect("written");
        let (_, _, notices) = told(&path, &utc()).expect(name);
        notices.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let cases = [
        (
            notices("z2m.log", Z2M),
            vec![
                "1 reading of illuminance",
                "1 reading of commands to devices",
                "1 reading of messages that the broker had retained",
                "1 reading of buttons let go",
                // A fridge door's temperature is no room's.
                "kitchen/fridge_door/temperature",
            ],
        ),
        (notices("history.csv", HA_CSV), vec!["1 reading of illuminance", "came after later ones"]),
        (
            notices("history.json", HA_JSON),
            vec!["1 of 7 states could not be understood", "history.json, state 6: no last_changed"],
        ),
        (
            notices("houseQ-ss.txt", KASTEREN),
            vec!["1 interval began before an earlier one of the same sensor had ended"],
        ),
        (
            notices("casas.txt", CASAS_CODES),
            vec!["3 devices stand each in an area of their own", "no home has in °C were taken as °F: T001"],
        ),
        (
            notices("latin.txt", &format!("{CASAS_CODES}rubbish\n")),
            vec!["1 of 7 lines could not", "latin.txt:7: too few columns"],
        ),
    ];
    for (found, expected) in cases {
        for part in expected {
            assert!(found.contains(part), "{part:?} is missing in:\n{found}");
        }
    }
    // An interval's end that lies after the next one's beginning is no disorder.
    assert!(!notices("houseQ-ss.txt", KASTEREN).contains("came after later ones"));
}

#[test]
fn latin_1_and_other_columns_are_coped_with() {
    let folder = folder("odd");
    let path = folder.join("odd.csv");
    fs::write(
        &path,
        b"last_changed,attributes,state,entity_id\n2031-03-04T06:00:00Z,\"caf\xe9, bar\",on,light.lounge\n",
    )
    .expect("written");
    let (format, items, _) = told(&path, &utc()).expect("read");
    assert_eq!((format, items), (Format::HomeAssistant, vec!["06:00:00 lounge switch true".to_owned()]));

    // A quote that is never closed spoils its own line alone.
    let text = "entity_id,state,last_changed\nlight.lounge,\"on,2031-03-04T06:00:00Z\nlight.lounge,off,2031-03-04T06:01:00Z\nlight.lounge,on,2031-03-04T06:02:00Z\n";
    fs::write(&path, text).expect("written");
    let (_, items, notices) = told(&path, &utc()).expect("read");
    assert_eq!(items, ["06:01:00 lounge switch false", "06:02:00 lounge switch true"]);
    assert!(matches!(notices[..], [Notice::Malformed { count: 1, lines: 3, .. }]), "{notices:?}");
    // And one that is closed on the next line is one word.
    let text = "at,device,capability,value\n2031-03-04T06:00:00Z,speaker,speech,\"two\nlines\"\n";
    fs::write(&path, text).expect("written");
    assert_eq!(told(&path, &utc()).expect("read").1, ["06:00:00 speaker speech two\nlines"]);
}

#[test]
fn a_mapping_describes_any_table() {
    let folder = folder("tables");
    let mapping = |table: &str, devices: &str| {
        let path = folder.join("m.ron");
        let text = format!(
            "(version: 1, format: \"csv\", zone: \"UTC\", home: \"H\", areas: [(id: \"hall\", name: \"Hall\", kind: Hall)],
              devices: [{devices}], table: ({table}))"
        );
        fs::write(&path, text).expect("written");
        OpenOptions { mapping: Some(path), ..OpenOptions::default() }
    };
    let device = |foreign: &str, id: &str, kind: &str, capability: &str, more: &str| {
        format!(
            "(foreign: {foreign:?}, id: {id:?}, name: {id:?}, kind: {kind}, area: \"hall\", capability: {capability}{more}),"
        )
    };
    let door = device("door", "d", "Contact", "Contact", ", inverted: true");
    let warm = device("warm", "t", "Temperature", "Temperature", ", unit: Fahrenheit");
    let meter = device("meter", "p", "Plug", "Energy", ", unit: WattHours");
    let all = format!("{door}{warm}{meter}");
    let cases: [(&str, &str, &str); 5] = [
        (
            "one row a reading, its date and time apart",
            "separator: ';', time: \"Time\", date: \"Day\", time_format: \"%d.%m.%Y %H:%M\", device: \"What\", value: \"Is\"",
            "Day;Time;What;Is\n04.03.2031;06:00;door;1\n04.03.2031;06:01;warm;68\n04.03.2031;06:02;meter;500\n",
        ),
        (
            "one column a device",
            "time: \"t\"",
            "t,door,warm,meter\n1930370400,true,,\n1930370460,,68,\n1930370520000,,,500\n",
        ),
        (
            "without names for its columns",
            "header: false, time: \"1\", device: \"2\", value: \"3\"",
            "2031-03-04T06:00:00Z,door,on\n2031-03-04T06:01:00Z,warm,68\n2031-03-04T06:02:00Z,meter,500\n",
        ),
        (
            "civil times",
            "time: \"when\", device: \"sensor\", value: \"state\"",
            "state,sensor,when\nopen,door,2031-03-04 06:00:00\n68,warm,2031-03-04 06:01:00\n500,meter,2031-03-04 06:02:00\n",
        ),
        (
            "times with an offset",
            "time: \"when\", time_format: \"%d/%m/%Y %H:%M:%S %z\", device: \"sensor\", value: \"state\"",
            "state,sensor,when\nopen,door,04/03/2031 07:00:00 +0100\n68,warm,04/03/2031 07:01:00 +0100\n500,meter,04/03/2031 07:02:00 +0100\n",
        ),
    ];
    let expected = ["06:00:00 d contact false", "06:01:00 t temperature 20", "06:02:00 p energy 0.5"];
    for (case, table, text) in cases {
        let path = folder.join("t.csv");
        fs::write(&path, text).expect("written");
        let (format, items, _) = told(&path, &mapping(table, &all)).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!((format, items), (Format::Table, expected.map(str::to_owned).to_vec()), "{case}");
    }
    let path = folder.join("t.csv");
    fs::write(&path, "when,what\n1,2\n").expect("written");
    let wrongs = [
        ("time: \"at\"", door.clone(), "t.csv:1: there is no column \"at\"; the columns are when, what"),
        ("time: \"when\", device: \"what\"", door.clone(), "device and value belong together"),
        ("time: \"when\", separator: '\"'", door.clone(), "can't stand between columns"),
        ("time: \"when\"", format!("{door}{door}"), "the device \"d\" is there twice with its contact"),
        (
            "time: \"when\"",
            format!("{door}{}", device("x", "d", "Plug", "Power", "")),
            "the device \"d\" is there twice, with another name, kind or area",
        ),
        (
            "time: \"when\"",
            device("x", "d", "Plug", "Power", ", unit: Fahrenheit"),
            "power is not measured in Fahrenheit",
        ),
    ];
    for (table, devices, expected) in wrongs {
        let error = told(&path, &mapping(table, &devices)).expect_err(expected);
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_folder_of_series_is_one_recording() {
    let folder = folder("series");
    fs::write(folder.join("Kitchen_Temperature.csv"), SERIES).expect("written");
    fs::write(folder.join("Kitchen_Humidity.csv.gz"), gzipped(b"1930374600\t45\n")).expect("written");
    fs::write(folder.join("Kitchen_SetpointHistory.csv"), "1930374600\t21\n").expect("written");
    fs::write(folder.join("Kitchen_OutdoorTemperature.csv"), "1930374600\t-4\n").expect("written");
    fs::write(folder.join("readme.md"), "about").expect("written");
    let (format, items, notices) = told(&folder, &utc()).expect("read");
    assert_eq!(format, Format::OpenSmartHome);
    assert_eq!(
        items,
        [
            "07:00:00 kitchen-temperature temperature 19.5",
            "07:10:00 kitchen-temperature humidity 45",
            "07:33:20 kitchen-temperature temperature 19.75",
            "08:00:00 kitchen-temperature temperature 19.25",
        ]
    );
    let told = notices.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(told.contains("1 reading of outdoor temperature, 1 reading of setpoint history"), "{told}");
    assert!(told.contains("left aside: readme.md"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    /// Snippets with some bytes changed, taken out or put in: always items in order of time, or an error with its place.
    #[test]
    fn no_change_makes_a_reader_panic_or_go_back_in_time(
        choice in 0..8_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>()), 0..12),
        noise in prop::collection::vec(any::<u8>(), 0..40),
        zone in prop::sample::select(vec!["UTC", "Europe/London", "Pacific/Apia"]),
    ) {
        let (name, text, format, _) = snippets().swap_remove(choice);
        let mut bytes = text.as_bytes().to_vec();
        for (place, what, byte) in changes {
            let at = place.index(bytes.len().max(1));
            match what {
                0 => bytes.insert(at.min(bytes.len()), byte),
                1 if at < bytes.len() => bytes[at] = byte,
                2 if at < bytes.len() => drop(bytes.remove(at)),
                _ => {
                    let piece = bytes[at..(at + 20).min(bytes.len())].to_vec();
                    bytes.splice(0..0, piece);
                }
            }
        }
        bytes.extend(noise);
        let path = Path::new(name);
        for format in [format, Format::detect(path, &bytes).unwrap_or(format)].into_iter().filter(|f| *f != Format::Own) {
            let Ok(input) = Input::from_bytes(path, Cursor::new(bytes.clone())) else { continue };
            match Imported::read(input, format, Some(zone), None) {
                Ok(mut imported) => {
                    let (mut latest, until) = (imported.from, imported.until);
                    while let Some(item) = imported.next_item() {
                        prop_assert!(item.at() >= latest && item.at() <= until);
                        latest = item.at();
                    }
                }
                Err(error) => prop_assert!(error.to_string().starts_with(name), "{}", error),
            }
        }
    }
}

// ---------------------------------------------------------------- the program

/// Runs the program in the repository's root, as a pipe sees it: its code, what it says and what goes wrong.
fn smart_house(arguments: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_smart-house"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text in UTF-8");
    let (out, err) = (text(done.stdout), text(done.stderr));
    let code = done.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed; it said {err}"));
    assert!(!err.contains("panicked"), "{arguments:?} panicked: {err}");
    (code, out, err)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Home, calendar and items of a recording.
type All = (smart_house::home::Home, String, bool, Timestamp, Vec<Item>);

fn all(path: &Path, options: &OpenOptions) -> All {
    let mut opened = recorded::open(path, options).unwrap_or_else(|error| panic!("{error}"));
    let mut items = Vec::new();
    while let Progress::Item(item) = opened.source.next(Timestamp::MAX).expect("an item") {
        items.push(item);
    }
    (opened.home.as_ref().clone(), opened.calendar.zone_name().to_owned(), opened.simulated, opened.until, items)
}

#[test]
fn a_simulated_recording_goes_there_and_back() {
    let folder = folder("own");
    let own = folder.join("own.jsonl");
    let (code, _, err) = smart_house(&["run", "scenarios/demonstration.ron", "--days", "3", "--trace", &shown(&own)]);
    assert_eq!(code, 0, "{err}");
    let original = all(&own, &OpenOptions::default());
    assert!(original.2 && original.4.len() > 1_000);

    let mut before = own.clone();
    for name in ["a.jsonl.zst", "b.jsonl.gz", "c.jsonl"] {
        let out = folder.join(name);
        let (code, told, err) = smart_house(&["convert", &shown(&before), "--out", &shown(&out)]);
        assert_eq!((code, err.as_str()), (0, ""), "{name}");
        assert!(told.contains("(own, simulated)") && told.contains("devices in"), "{told}");
        assert_eq!(all(&out, &OpenOptions::default()), original, "{name}");
        before = out;
    }
    // After every way of packing, it is the very same file.
    assert_eq!(fs::read(&before).expect("there"), fs::read(&own).expect("there"));

    let table = folder.join("t.csv");
    let (code, told, _) = smart_house(&["convert", &shown(&own), "--out", &shown(&table)]);
    assert!(code == 0 && told.contains("t.mapping.ron"), "{told}");
    let text = fs::read_to_string(&table).expect("there");
    assert!(text.starts_with("at,device,capability,value,simulated\n"), "{}", &text[..80]);
    let options = OpenOptions { mapping: Some(folder.join("t.mapping.ron")), ..OpenOptions::default() };
    let back = all(&table, &options);
    let readings = |all: &All| all.4.iter().filter(|i| !matches!(i, Item::Watermark(_))).cloned().collect::<Vec<_>>();
    assert_eq!((back.2, readings(&back)), (true, readings(&original)));
    let kinds = |all: &All| {
        all.0.devices.iter().map(|d| (d.id.clone(), d.name.clone(), d.kind, d.area.clone())).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&back), kinds(&original));

    // Cut short, by its days or by an accident, it is whole as far as it goes.
    let day = folder.join("day.jsonl");
    assert_eq!(smart_house(&["convert", &shown(&own), "--days", "1", "--out", &shown(&day)]).0, 0);
    let (one, whole) = (all(&day, &OpenOptions::default()), &original.4);
    assert!(one.4.len() < whole.len() && whole.starts_with(&one.4[..one.4.len() - 1]));
    let bytes = fs::read(&own).expect("there");
    let cut = folder.join("cut.jsonl");
    fs::write(&cut, &bytes[..bytes.len() * 2 / 3]).expect("written");
    let mended = folder.join("mended.jsonl");
    let (code, _, err) = smart_house(&["convert", &shown(&cut), "--out", &shown(&mended)]);
    assert!(code == 0 && err.contains("stops in the middle of a line"), "{err}");
    assert_eq!(all(&mended, &OpenOptions::default()).4, all(&cut, &OpenOptions::default()).4);
}

#[test]
fn a_foreign_recording_gives_the_same_alerts_before_and_after() {
    let folder = folder("foreign");
    let mut text = String::new();
    for day in 1..=24 {
        for (hour, area) in
            [(7, "Bedroom Bedroom"), (8, "Kitchen Kitchen"), (12, "Kitchen Kitchen"), (19, "LivingRoom LivingRoom")]
        {
            text.push_str(&format!(
                "2031-03-{day:02} {hour:02}:10:00.5 {area} ON Any\n2031-03-{day:02} {hour:02}:10:20 {area} OFF Any\n"
            ));
        }
    }
    text.push_str("2031-03-25 02:00:00 OutsideDoor FrontDoor OPEN Any\n2031-03-29 08:00:00 Bedroom Bedroom ON Any\n");
    let foreign = folder.join("home.txt");
    fs::write(&foreign, text).expect("written");
    let alerts = |recording: &Path, more: &[&str]| {
        let file = folder.join("alerts.jsonl");
        let recording = shown(recording);
        let mut arguments = vec!["replay", &recording, "--alerts"];
        let shown = shown(&file);
        arguments.push(&shown);
        arguments.extend(more);
        let (code, _, err) = smart_house(&arguments);
        assert_eq!(code, 0, "{err}");
        let text = fs::read_to_string(&file).expect("there");
        text.lines().map(|line| line.split(",\"simulated\":").next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    let before = alerts(&foreign, &["--zone", "Europe/London"]);
    assert!(!before.is_empty());
    let own = folder.join("home.jsonl.zst");
    let (code, told, err) =
        smart_house(&["convert", &shown(&foreign), "--zone", "Europe/London", "--out", &shown(&own)]);
    assert_eq!(code, 0, "{err}");
    assert!(told.contains("home.txt (casas, recorded): 194 readings, 4 devices in 4 areas"), "{told}");
    assert!(err.contains("this is what they were taken for") && err.contains("a door to outside"), "{err}");
    assert_eq!(alerts(&own, &[]), before);
}

#[test]
fn bad_input_is_told_and_nothing_is_left_behind() {
    let folder = folder("bad");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).expect("written");
        shown(&path)
    };
    let casas = write("casas.txt", CASAS_CODES);
    let numbers = write("houseZ-ss.txt", KASTEREN);
    let truth = write(
        "truth.txt",
        "Start time\tEnd time\tActivity\n----\t----\t----\n2031-03-04 06:58:01\t2031-03-04 06:59:01\tSleeping\n",
    );
    let broken = write("broken.json", &HA_JSON.replacen("}]", "}", 1));
    let nameless = write("nameless.csv", "entity_id,state,last_changed\nbinary_sensor.x1,on,2031-03-04T06:00:00Z\n");
    let refused = write("refused.json", "[{\"entity_id\": 5, \"state\": []}, {\"state\": \"on\"}]");
    let own = fs::read_dir(&folder).expect("a folder").count();
    let (out, table) = (shown(&folder.join("out.jsonl")), shown(&folder.join("out.csv")));
    let text = shown(&folder.join("out.txt"));
    let nowhere = shown(&folder.join("none/out.jsonl"));
    let cases: &[(&[&str], &str)] = &[
        (&["convert"], "RECORDING"),
        (&["convert", &casas], "--out"),
        (&["convert", &casas, "--out", &text], "doesn't say what to write"),
        (&["convert", &casas, "--out", &nowhere], "Make the folder first"),
        (&["convert", "none.txt", "--out", &out], "there is no file none.txt"),
        (&["convert", &casas, "--out", &out, "--days", "0"], "1..=36600"),
        (&["convert", &casas, "--out", &out, "--format", "casa"], "there is no format \"casa\""),
        (&["convert", &casas, "--out", &out, "--format", "ordonez"], "doesn't name Start time"),
        (&["convert", &casas, "--out", &out, "--zone", "Mars/Base"], "no time zone is called"),
        (&["convert", &casas, "--out", &out, "--save-mapping", &out], "name the same file"),
        (&["convert", &numbers, "--out", &out], "Put sensorMapZ-ids.txt beside it"),
        (&["convert", &truth, "--out", &out], "activities that somebody noted"),
        (&["convert", &broken, "--out", &out], "broken.json:"),
        (&["convert", &nameless, "--out", &out], "no device in this file has a name that says what it is"),
        (&["convert", &refused, "--out", &out], "state 1: entity_id is no text; so it is with 2 of the 2 states read"),
        (&["convert", &shown(&folder), "--out", &table], "there is no recording in this folder"),
    ];
    for (arguments, expected) in cases {
        let (code, told, err) = smart_house(arguments);
        assert_eq!((code, told.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(expected), "{arguments:?} said: {err}");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), own, "{arguments:?} left something behind");
    }
}
