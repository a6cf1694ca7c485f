//! Recordings there and back, cut off, damaged, hostile and foreign: what a person is told, and what a monitor sees.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;

use smart_house::home::{
    Area, AreaId, AreaKind, Availability, Capability, Device, DeviceId, DeviceKind, Furniture, FurnitureId,
    FurnitureKind, Home, HomeKind, Item, Opening, OpeningId, OpeningKind, Point, Reading, Rect, Turn, Value,
};
use smart_house::source::recorded::{self, OpenOptions};
use smart_house::source::{Progress, Source as _};
use smart_house::time::{Calendar, Span, Timestamp, parse_rfc3339};
use smart_house::trace::import::Imported;
use smart_house::trace::labels::{self, LabelLine};
use smart_house::trace::mapping::Mapping;
use smart_house::trace::{Format, Header, Input, Notice, Reader, TraceError, WholeFile, Writer};

/// A fresh folder for one test.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recordings").join(test);
    let _absent = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings").join(name)
}

fn at(text: &str) -> Timestamp {
    parse_rfc3339(text).expect("an instant")
}

fn home() -> Home {
    let area = |id: &str, kind, floor| Area { id: AreaId::new(id), name: id.to_uppercase(), kind, floor, storey: 0 };
    let device = |id: &str, kind, area: &str| Device {
        id: DeviceId::new(id),
        name: format!("The {id}"),
        kind,
        area: AreaId::new(area),
        at: Some(Point::new(0.1, 1.0 / 3.0)),
        height: 2.1,
        front: Turn::Left,
        opening: None,
        piece: None,
        settings: Default::default(),
    };
    Home {
        name: "3 Elm “Court”".to_owned(),
        zone: "Europe/London".to_owned(),
        latitude: 53.8,
        longitude: -1.5,
        facing: 12.5,
        kind: HomeKind::default(),
        areas: vec![
            area("hall", AreaKind::Hall, Some(Rect::new(0.1, 0.2, 1.7, 7.9))),
            area("kitchen", AreaKind::Kitchen, None),
        ],
        openings: vec![Opening {
            id: OpeningId::new("front-door"),
            name: "Front door".to_owned(),
            kind: OpeningKind::Door,
            from: AreaId::new("hall"),
            to: None,
            at: Point::new(0.7, 0.2),
            width: 0.95,
            along_x: true,
        }],
        stairs: Vec::new(),
        furniture: vec![Furniture {
            id: FurnitureId::new("kettle"),
            kind: FurnitureKind::Kettle,
            area: AreaId::new("kitchen"),
            at: Point::new(2.0, 7.1),
            width: 0.22,
            depth: 0.18,
            front: Turn::Down,
            height: 0.9,
        }],
        devices: vec![
            device("hall-movement", DeviceKind::Movement, "hall"),
            Device {
                opening: Some(OpeningId::new("front-door")),
                ..device("front-door-contact", DeviceKind::Contact, "hall")
            },
            device("hall-temperature", DeviceKind::Temperature, "hall"),
            Device { piece: Some(FurnitureId::new("kettle")), ..device("kettle-plug", DeviceKind::Plug, "kitchen") },
            Device { at: None, ..device("fob", DeviceKind::Fob, "hall") },
        ],
    }
}

/// From the summer into the night when the clocks go back.
fn header() -> Header {
    Header {
        home: Arc::new(home()),
        calendar: Calendar::parse("Europe/London", "2026-10-24").expect("a calendar"),
        simulated: true,
        scenario: Some("A test".to_owned()),
        seed: Some(u64::MAX),
        program: "smart-house 0.1.0".to_owned(),
        from: at("2026-10-24T00:00:00+01:00"),
        until: at("2026-10-27T00:00:00Z"),
        learning_days: 28,
    }
}

fn reading(at: Timestamp, device: &str, capability: Capability, value: Value) -> Item {
    Item::Reading(Reading { at, device: DeviceId::new(device), capability, value })
}

fn a_few_items() -> Vec<Item> {
    let start = header().from;
    vec![
        reading(start, "hall-movement", Capability::Occupancy, Value::Flag(true)),
        reading(start + Span::millis(1), "hall-temperature", Capability::Temperature, Value::Number(19.3)),
        Item::Availability(Availability {
            at: start + Span::hours(3),
            device: DeviceId::new("kettle-plug"),
            online: false,
        }),
        reading(start + Span::hours(25), "fob", Capability::Button, Value::Word("pressed “twice”\n".into())),
        reading(start + Span::hours(30), "front-door-contact", Capability::Contact, Value::Flag(false)),
    ]
}

fn write(path: &Path, items: &[Item]) {
    let mut writer = Writer::create(path, header()).expect("a writer");
    for item in items {
        writer.write(item).expect("written");
    }
    assert_eq!(writer.finish().expect("finished"), items.len() as u64);
}

/// Everything in a recording of the project's own.
fn read(input: Input) -> Result<(Header, Vec<Item>, Vec<Notice>, Timestamp), TraceError> {
    let mut reader = Reader::new(input)?;
    let mut items = Vec::new();
    while let Some(item) = reader.next_item()? {
        items.push(item);
    }
    let ended = reader.ended().expect("an end");
    Ok((reader.header().clone(), items, reader.notices().to_vec(), ended))
}

fn bytes(bytes: &[u8]) -> Result<Input, TraceError> {
    Input::from_bytes(Path::new("t.jsonl"), Cursor::new(bytes.to_vec()))
}

fn gzipped(text: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text).expect("packed");
    packer.finish().expect("packed")
}

fn any_item() -> impl Strategy<Value = (i64, Item)> {
    let number = prop_oneof![any::<f64>().prop_filter("finite", |n| n.is_finite()), -50.0..50.0];
    let gap = prop_oneof![Just(0_i64), 0..200_i64, 0..600_000_i64];
    let kind = prop_oneof![
        any::<bool>().prop_map(|flag| ("hall-movement", Capability::Occupancy, Value::Flag(flag))),
        any::<bool>().prop_map(|flag| ("front-door-contact", Capability::Contact, Value::Flag(flag))),
        number.clone().prop_map(|n| ("hall-temperature", Capability::Humidity, Value::Number(n))),
        number.prop_map(|n| ("kettle-plug", Capability::Energy, Value::Number(n))),
        any::<String>().prop_map(|word| ("fob", Capability::Button, Value::Word(word.into()))),
    ];
    let item = prop_oneof![
        9 => kind.prop_map(|(device, capability, value)| reading(Timestamp::MIN, device, capability, value)),
        1 => any::<bool>().prop_map(|online| {
            Item::Availability(Availability { at: Timestamp::MIN, device: DeviceId::new("hall-movement"), online })
        }),
    ];
    (gap, item)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(steps in prop::collection::vec(any_item(), 0..60)) {
        let folder = folder("there-and-back");
        let mut now = header().from;
        let items: Vec<Item> = steps.into_iter().map(|(gap, item)| {
            now += Span::millis(gap);
            match item {
                Item::Reading(reading) => Item::Reading(Reading { at: now, ..reading }),
                Item::Availability(change) => Item::Availability(Availability { at: now, ..change }),
                Item::Watermark(_) => item,
            }
        }).collect();
        for name in ["t.jsonl", "t.jsonl.zst"] {
            let path = folder.join(name);
            write(&path, &items);
            let found = read(Input::open(&path).expect("opened")).expect("read");
            prop_assert_eq!(&found, &(header(), items.clone(), Vec::new(), header().until), "{}", name);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(noise in prop::collection::vec(any::<u8>(), 0..400), choice in 0..6_usize) {
        let start: &[u8] = [
            b"".as_slice(),
            b"{\"smart_house_recording\":1,",
            b"id,location,date-time,date\n",
            b"2031-03-04 06:58:01.5 Bedroom Bedroom ON Sleep\n",
            &[0x28, 0xb5, 0x2f, 0xfd],
            &[0x1f, 0x8b, 8, 0],
        ][choice];
        let all = [start, &noise].concat();
        let path = Path::new("noise");
        for format in Format::ALL {
            let Ok(input) = Input::from_bytes(path, Cursor::new(all.clone())) else { continue };
            let _told = Format::detect(path, input.head());
            match format {
                Format::Own => drop(read(input)),
                Format::Casas
                | Format::Tihm
                | Format::Kasteren
                | Format::Ordonez
                | Format::HomeAssistant
                | Format::Zigbee2Mqtt
                | Format::OpenSmartHome
                | Format::Table => drop(Imported::read(input, format, None, None)),
            }
        }
        let _refused = Mapping::parse(path, &String::from_utf8_lossy(&noise));
    }

    #[test]
    fn no_lines_make_an_importer_panic(
        lines in prop::collection::vec("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9.]{1,5}[ ,]{1,2}[A-Za-z0-9-]{0,9}[ ,](ON|OFF|OPEN|-?[0-9]{1,4}) ?[a-z]{0,5}", 0..30),
        zone in prop::sample::select(vec!["America/Los_Angeles", "Pacific/Apia", "Europe/London"]),
    ) {
        for (format, first) in [(Format::Casas, ""), (Format::Tihm, "date-time,id,location\n")] {
            let text = format!("{first}{}", lines.join("\n"));
            let input = bytes(text.as_bytes()).expect("plain text");
            if let Ok(mut imported) = Imported::read(input, format, Some(zone), None) {
                let mut latest = Timestamp::MIN;
                while let Some(item) = imported.next_item() {
                    prop_assert!(item.at() >= latest);
                    latest = item.at();
                }
            }
        }
    }
}

#[test]
fn a_long_recording_is_the_same_plain_and_packed() {
    let folder = folder("long");
    let start = header().from;
    let items: Vec<Item> = (0..12_000)
        .map(|n| {
            let value = Value::Number(f64::from(n) / 7.0);
            reading(start + Span::seconds(n.into()), "kettle-plug", Capability::Power, value)
        })
        .collect();
    let (plain, packed, gz) = (folder.join("t.jsonl"), folder.join("t.jsonl.zst"), folder.join("t.gz"));
    write(&plain, &items);
    write(&packed, &items);
    let text = fs::read(&plain).expect("there");
    fs::write(&gz, gzipped(&text)).expect("written");
    let small = fs::read(&packed).expect("there");
    assert!(small.len() * 4 < text.len(), "{} of {} bytes", small.len(), text.len());
    for path in [&plain, &packed, &gz] {
        let (_, found, notices, _) = read(Input::open(path).expect("opened")).expect("read");
        assert_eq!((found == items, notices), (true, Vec::new()), "{}", path.display());
    }

    // Cut in half, the packed file is read up to its last whole frame, and says so.
    for cut in [&small[..small.len() * 2 / 3], &gzipped(&text)[..50_000]] {
        let (_, found, notices, ended) = read(bytes(cut).expect("opened")).expect("read");
        assert!(!found.is_empty() && found.len() < items.len() && items.starts_with(&found));
        assert_eq!(Some(ended), found.last().map(Item::at));
        assert!(matches!(notices[..], [Notice::CutOff { mid_line: true, .. }]), "{notices:?}");
    }
}

#[test]
fn cut_off_anywhere_it_is_read_to_its_last_whole_line() {
    let folder = folder("cut");
    let items = a_few_items();
    let path = folder.join("t.jsonl");
    write(&path, &items);
    let text = fs::read(&path).expect("there");
    let header_end = text.iter().position(|b| *b == b'\n').expect("a line");
    for cut in 0..text.len() {
        let Ok((_, found, notices, ended)) = bytes(&text[..cut]).and_then(read) else {
            assert!(cut < header_end, "cut at {cut}");
            continue;
        };
        let lines = text[..cut].iter().filter(|b| **b == b'\n').count();
        assert!(items.starts_with(&found) && found.len() + 2 >= lines, "cut at {cut}");
        if cut + 1 < text.len() {
            assert!(matches!(notices[..], [Notice::CutOff { .. }]), "cut at {cut}: {notices:?}");
            // The silence after the last item is no evidence: nobody recorded it.
            assert_eq!(ended, found.last().map_or(header().from, Item::at));
        }
    }
    let packed = folder.join("t.jsonl.zst");
    write(&packed, &items);
    for whole in [fs::read(&packed).expect("there"), gzipped(&text)] {
        for cut in 0..whole.len() {
            if let Ok((_, found, notices, _)) = bytes(&whole[..cut]).and_then(read) {
                assert!(items.starts_with(&found) && (found == items || !notices.is_empty()), "cut at {cut}");
            }
        }
        for n in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[n] ^= 0x55;
            drop(bytes(&damaged).and_then(read));
        }
    }
}

#[test]
fn nothing_is_left_half_written() {
    let folder = folder("half");
    let path = folder.join("t.jsonl");
    fs::write(&path, "what was there before").expect("written");
    {
        let mut writer = Writer::create(&path, header()).expect("a writer");
        for item in a_few_items() {
            writer.write(&item).expect("written");
        }
    }
    assert_eq!(fs::read_to_string(&path).expect("there"), "what was there before");
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
    write(&path, &a_few_items());
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
}

#[test]
fn labels_lie_beside_and_are_no_recording() {
    let folder = folder("labels");
    let path = labels::beside(&folder.join("t.jsonl.zst"));
    assert_eq!(path, labels::beside(&folder.join("t.jsonl")));
    let label = LabelLine {
        from: at("2026-10-24T07:22:00+01:00"),
        until: None,
        label: "fall".to_owned(),
        device: None,
        sentence: "She falls.".to_owned(),
    };
    labels::write(&path, &header().calendar, &[label]).expect("written");
    assert_eq!(
        fs::read_to_string(&path).expect("there"),
        "{\"from\":\"2026-10-24T07:22:00+01:00\",\"until\":null,\"label\":\"fall\",\"sentence\":\"She falls.\"}\n"
    );
    assert!(recorded::open(&path, &OpenOptions::default()).is_err());
}

/// What a recorded source gives, asked an hour at a time.
fn stream(opened: &mut recorded::Opened) -> Vec<Item> {
    let mut items = Vec::new();
    let mut limit = opened.from;
    loop {
        match opened.source.next(limit).expect("a step") {
            Progress::Item(item) => {
                assert!(item.at() < limit);
                items.push(item);
            }
            Progress::Reached => limit += Span::hours(1),
            Progress::Ended => return items,
        }
    }
}

#[test]
fn a_source_gives_every_item_and_then_how_long_it_was_quiet() {
    let path = folder("source").join("t.jsonl");
    write(&path, &a_few_items());
    let mut opened = recorded::open(&path, &OpenOptions::default()).expect("opened");
    assert_eq!((opened.simulated, opened.learning_days, &*opened.home), (true, Some(28), &home()));
    let mut expected = a_few_items();
    expected.push(Item::Watermark(header().until));
    assert_eq!(stream(&mut opened), expected);
    assert_eq!(opened.source.notices(), []);
}

/// One line an item: `06:58:01.5 bedroom-movement occupied`.
fn told(opened: &mut recorded::Opened) -> String {
    let calendar = opened.calendar.clone();
    let mut text = String::new();
    for item in stream(opened) {
        match item {
            Item::Reading(reading) => {
                let when = calendar.rfc3339(reading.at);
                writeln!(text, "{when} {} {}", reading.device, reading.in_words()).expect("written");
            }
            Item::Availability(_) => text.push_str("availability\n"),
            Item::Watermark(at) => writeln!(text, "{} end", calendar.rfc3339(at)).expect("written"),
        }
    }
    for notice in opened.source.notices() {
        writeln!(text, "{notice}").expect("written");
    }
    text.replace(&*fixture("").to_string_lossy(), "")
}

#[test]
fn a_casas_recording_is_put_in_order_and_what_is_wrong_is_told() {
    let mut opened = recorded::open(&fixture("casas.txt"), &OpenOptions::default()).expect("opened");
    assert_eq!((opened.format, opened.simulated, opened.learning_days), (Format::Casas, false, None));
    let door = opened.home.device(&DeviceId::new("front-door-contact")).expect("a door");
    assert!(door.is_outside_door(&opened.home.openings));
    assert_eq!(opened.home.area(&AreaId::new("lounge")).map(|area| area.kind), Some(AreaKind::Lounge));
    golden("casas.told", &told(&mut opened));
}

#[test]
fn a_tihm_recording_has_only_triggers() {
    let mut text = String::new();
    for name in ["tihm.csv", "tihm-other-header.csv"] {
        let mut opened = recorded::open(&fixture(name), &OpenOptions::default()).expect("opened");
        assert_eq!(opened.format, Format::Tihm);
        text.push_str(&told(&mut opened));
    }
    golden("tihm.told", &text);
}

#[test]
fn a_mapping_can_be_kept_corrected_and_given_back() {
    let folder = folder("mapping");
    let opened = recorded::open(&fixture("casas.txt"), &OpenOptions::default()).expect("opened");
    let inferred = opened.mapping.expect("a mapping");
    golden("casas.mapping", &inferred.to_ron());
    let path = folder.join("home.ron");
    inferred.save(&path).expect("saved");
    assert_eq!(Mapping::load(&path).expect("loaded"), inferred);

    let corrected =
        inferred.to_ron().replace("America/Los_Angeles", "Europe/Paris").replace("Closet\", id", "Attic\", id");
    fs::write(&path, corrected.replace("Attic Attic", "")).expect("written");
    let options = OpenOptions { mapping: Some(path), ..OpenOptions::default() };
    let mut opened = recorded::open(&fixture("casas.txt"), &options).expect("opened");
    assert_eq!(opened.calendar.zone_name(), "Europe/Paris");
    let first = stream(&mut opened).first().map(Item::at);
    assert_eq!(first, Some(at("2031-03-04T06:58:01.5+01:00")));
    let zoned = OpenOptions { zone: Some("Asia/Tokyo".to_owned()), ..options };
    let opened = recorded::open(&fixture("casas.txt"), &zoned).expect("opened");
    assert_eq!(opened.from, at("2031-03-04T06:58:01.5+09:00"));
}

#[test]
fn the_nights_of_a_clock_change_are_read_as_they_were() {
    let times = |text: &str| -> (Vec<String>, Vec<Notice>) {
        let input = bytes(text.as_bytes()).expect("opened");
        let mut imported = Imported::read(input, Format::Casas, Some("America/Los_Angeles"), None).expect("read");
        let calendar = imported.calendar.clone();
        let times = std::iter::from_fn(|| imported.next_item()).map(|item| calendar.rfc3339(item.at())).collect();
        imported.notices.retain(|notice| !matches!(notice, Notice::PlacesUnknown { .. }));
        (times, imported.notices)
    };
    // The hour from one to two comes twice; the order of the lines tells which is which.
    let autumn = "2011-11-06 01:30:00 M001 ON\n2011-11-06 01:59:50 M001 OFF\n2011-11-06 01:00:10 M001 ON\n\
                  2011-11-06 01:30:00 M001 OFF\n2011-11-06 02:00:05 M001 ON\n";
    let (found, notices) = times(autumn);
    let expected = [
        "2011-11-06T01:30:00-07:00",
        "2011-11-06T01:59:50-07:00",
        "2011-11-06T01:00:10-08:00",
        "2011-11-06T01:30:00-08:00",
        "2011-11-06T02:00:05-08:00",
    ];
    assert_eq!((found, notices), (expected.map(str::to_owned).to_vec(), Vec::new()));
    // The hour from two to three never comes.
    let (found, notices) = times("2011-03-13 01:59:59 M001 ON\n2011-03-13 02:30:00 M001 OFF\n");
    assert_eq!(found, ["2011-03-13T01:59:59-08:00", "2011-03-13T03:30:00-07:00"]);
    assert_eq!(notices, [Notice::SkippedHour { count: 1 }]);
}

#[test]
fn a_file_that_unpacks_without_end_is_given_up() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..256 {
        bomb.write_all(&[b' '; 64 * 1024]).expect("packed");
    }
    let bomb = bomb.finish().expect("packed");
    for format in [Format::Casas, Format::Tihm] {
        let error = Imported::read(bytes(&bomb).expect("opened"), format, None, None).err().expect("an error");
        assert!(error.to_string().contains("t.jsonl:1: this line is longer than a megabyte"), "{error}");
    }
    let blank = gzipped("\n".repeat(3_000_000).as_bytes());
    let error = Imported::read(bytes(&blank).expect("opened"), Format::Casas, None, None).err().expect("an error");
    assert!(error.to_string().contains("there is no reading in this file"), "{error}");
}

#[test]
fn each_problem_is_told_with_its_place_and_what_to_do() {
    let folder = folder("problems");
    let path = folder.join("t.jsonl");
    write(&path, &a_few_items());
    let good = fs::read_to_string(&path).expect("there");
    let lines: Vec<&str> = good.lines().collect();
    let mut text = String::new();
    let mut tell = |case: &str, content: &[u8], options: OpenOptions| {
        fs::write(&path, content).expect("written");
        let told = match recorded::open(&path, &options) {
            Err(error) => error.to_string(),
            Ok(mut opened) => {
                let end = loop {
                    match opened.source.next(Timestamp::MAX) {
                        Ok(Progress::Item(_)) => {}
                        Ok(Progress::Reached | Progress::Ended) => break None,
                        Err(error) => break Some(error.to_string()),
                    }
                };
                end.unwrap_or_else(|| {
                    opened.source.notices().iter().map(|n| format!("read, but {n}")).collect::<Vec<_>>().join("\n")
                })
            }
        };
        writeln!(text, "# {case}\n{}\n", told.replace(&*folder.to_string_lossy(), "")).expect("written");
    };
    let plain = OpenOptions::default;
    let own = || OpenOptions { format: Some(Format::Own), ..OpenOptions::default() };
    let casas = || OpenOptions { format: Some(Format::Casas), ..OpenOptions::default() };

    tell("an empty file", b"", plain());
    tell("an empty file, said to be a recording", b"", own());
    tell("a binary file", &[0x7f, b'E', b'L', b'F', 0, 1, 2], plain());
    tell("a file in an unknown format", b"name,state,changed\nsensor.x,on,2031-03-04T00:00:00Z\n", plain());
    tell("other JSON", b"{\"hello\": [1, 2]}\n", own());
    tell("a file cut off in its header", &good.as_bytes()[..200], plain());
    tell("a packed file cut off in its header", &[0x28, 0xb5, 0x2f, 0xfd, 4], plain());
    tell("a damaged packed file", &[0x28, 0xb5, 0x2f, 0xfd, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9], plain());
    tell("cut off in mid-line", &good.as_bytes()[..good.len() - 100], plain());
    tell("without its last line", good.replace(lines[6], "").trim_end().as_bytes(), plain());
    tell("a zone for an own recording", good.as_bytes(), OpenOptions { zone: Some("UTC".to_owned()), ..plain() });

    for (case, old, new) in [
        ("a newer version", "\"smart_house_recording\":1", "\"smart_house_recording\":2"),
        ("an unknown field in the header", "\"seed\"", "\"sede\""),
        ("an unknown kind of device", "\"kind\":\"plug\"", "\"kind\":\"plgu\""),
        ("a device named twice", "\"id\":\"hall-temperature\"", "\"id\":\"hall-movement\""),
        ("a device in no area", "\"kind\":\"plug\",\"area\":\"kitchen\"", "\"kind\":\"plug\",\"area\":\"kitchn\""),
        ("a contact on no opening", "\"opening\":\"front-door\"", "\"opening\":\"front-dor\""),
        ("an unknown zone", "Europe/London", "Europe/Londn"),
        ("a day that isn't there", "\"first_day\":\"2026-10-24\"", "\"first_day\":\"2026-02-30\""),
        ("a negative span", "\"until\":\"2026-10-27", "\"until\":\"2026-10-20"),
        ("a negative number of learning days", "\"learning_days\":28", "\"learning_days\":-1"),
        ("an unknown device", "\"device\":\"hall-movement\"", "\"device\":\"hall-movment\""),
        ("an unknown capability", "\"capability\":\"contact\"", "\"capability\":\"contcat\""),
        ("a capability that the device hasn't", "\"capability\":\"contact\"", "\"capability\":\"power\""),
        ("a word for a number", "19.3", "\"19.3\""),
        ("not a number", "19.3", "NaN"),
        ("an infinite number", "19.3", "1e999"),
        ("nothing for a number", "19.3", "null"),
        ("a time without an offset", "00:00:00.001+01:00", "00:00:00.001"),
        ("a time long ago", "2026-10-24T00:00:00.001", "1066-10-14T00:00:00.001"),
        (
            "a time that runs backwards",
            "T03:00:00+01:00\",\"device\":\"kettle",
            "T00:00:00+01:00\",\"device\":\"kettle",
        ),
        ("a time before the beginning", "{\"at\":\"2026-10-24T00:00:00+01:00", "{\"at\":\"2026-10-23T00:00:00+01:00"),
        ("a time after the end", "{\"at\":\"2026-10-25T05:00:00", "{\"at\":\"2027-10-25T05:00:00"),
        ("a line that lacks something", "\"online\":false", "\"online\":null"),
        ("an unknown field", "\"online\":false", "\"offline\":true"),
        ("no JSON", "{\"at\"", "at"),
        ("another count at the end", "\"items\":5", "\"items\":7"),
    ] {
        let changed = good.replacen(old, new, 1);
        assert_ne!(changed, good, "{case}");
        tell(case, changed.as_bytes(), plain());
    }
    tell("more after the end", format!("{good}{}\n", lines[1]).as_bytes(), plain());
    tell("an endless line", format!("{}\n{}", lines[0], "x".repeat(2 << 20)).as_bytes(), plain());

    tell("a foreign file that isn't what it is said to be", b"Dear diary,\ntoday it rained.\n", casas());
    tell(
        "a foreign file without its columns",
        b"a,b,c\n1,2,3\n",
        OpenOptions { format: Some(Format::Tihm), ..plain() },
    );
    let two_homes = b"id,location,date-time,date\nh1,lounge,2031-03-04 06:58:01,\nh2,lounge,2031-03-04 06:58:01,\n";
    tell("two homes in one file", two_homes, plain());
    let line = b"2031-03-04 06:58:01.5 Bedroom Bedroom ON Sleep\n";
    tell("an unknown zone for a foreign file", line, OpenOptions { zone: Some("Mars/Base".to_owned()), ..plain() });

    let mapping = folder.join("m.ron");
    let mapped = || OpenOptions { mapping: Some(mapping.clone()), ..plain() };
    tell("a mapping that isn't there", line, mapped());
    let good = recorded::open(&fixture("casas.txt"), &plain()).expect("opened").mapping.expect("a mapping").to_ron();
    for (case, old, new) in [
        ("a mapping with a syntax error", "areas: [", "areas: ("),
        ("a mapping with an unknown field", "zone:", "zoen:"),
        ("a mapping with much wrong", "area: \"hall\"", "area: \"hal\""),
        ("a mapping for another format", "\"casas\"", "\"tihm\""),
        ("a mapping for another home", "Bedroom Bedroom", "Bathroom Bathroom"),
    ] {
        let changed = good.replace(old, new);
        assert_ne!(changed, good, "{case}");
        fs::write(&mapping, changed).expect("written");
        tell(case, line, mapped());
    }

    for (case, path) in [("reading a file that isn't there", "none.jsonl"), ("reading a folder", ".")] {
        let error = recorded::open(&folder.join(path), &plain()).err().expect("an error").to_string();
        writeln!(text, "# {case}\n{}\n", error.replace(&*folder.to_string_lossy(), "")).expect("written");
    }
    for (case, path) in [("writing where no folder is", "none/t.jsonl"), ("writing over a folder", ".")] {
        let error = WholeFile::create(&folder.join(path)).expect_err("an error").to_string();
        writeln!(text, "# {case}\n{}\n", error.replace(&*folder.to_string_lossy(), "")).expect("written");
    }
    let start = header().from;
    for (case, item) in [
        ("writing an unknown device", reading(start, "toaster", Capability::Power, Value::Number(1.0))),
        ("writing no number", reading(start, "kettle-plug", Capability::Power, Value::Number(f64::NAN))),
        (
            "writing what runs backwards",
            reading(start - Span::hours(1), "fob", Capability::Button, Value::Word("x".into())),
        ),
    ] {
        let mut writer = Writer::create(&path, header()).expect("a writer");
        let error = writer.write(&item).expect_err("an error").to_string();
        writeln!(text, "# {case}\n{}\n", error.replace(&*folder.to_string_lossy(), "")).expect("written");
    }
    golden("problems.txt", &text);
}

/// Compares with the file in `tests/recordings`; `UPDATE_GOLDEN=1` rewrites it, but never where CI is set.
fn golden(name: &str, found: &str) {
    let path = fixture(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        assert!(std::env::var_os("CI").is_none(), "goldens are not rewritten in CI");
        fs::write(&path, found).expect("written");
        return;
    }
    let expected = fs::read_to_string(&path).expect("the golden file; UPDATE_GOLDEN=1 writes it");
    assert_eq!(found, expected, "{name} differs; UPDATE_GOLDEN=1 rewrites it, then look at what changed");
}
