//! What is too much is refused, with its limit named, whatever it is: devices, days, disturbances, nests and circles.

use std::fmt::Write as _;

use smart_house::scenario::check::{self, Document, Refusal};

const LARCH_CLOSE: &str = include_str!("../scenarios/homes/larch-close.ron");
const MARGARET: &str = include_str!("../scenarios/residents/margaret.ron");

fn document(text: &str) -> Document {
    Document { name: "too-much.ron".to_owned(), text: text.to_owned() }
}

/// Everything that is wrong with a scenario in this home, in a line each.
fn problems(scenario: &str, home: &str) -> Vec<String> {
    let read = |named: &str| -> Result<Document, Refusal> {
        let text = match named {
            "home.ron" => home,
            "self.ron" => scenario,
            _ => MARGARET,
        };
        Ok(Document { name: named.to_owned(), text: text.to_owned() })
    };
    let checked = check::scenario(&document(scenario), read);
    checked.problems.iter().map(ToString::to_string).collect()
}

fn scenario(home: &str, days: i64, more: &str) -> String {
    format!(
        "(version: 1, title: \"Too much\", home: {home:?}, residents: [\"margaret.ron\"], starts: \"2026-11-02\", \
         days: {days}, learning_days: 14, seed: 1, climate: (weather: \"uk\", heating_day: 21.0, heating_night: 19.0, \
         day_from: \"06:00\", night_from: \"22:30\"), {more})"
    )
}

#[test]
fn too_much_of_anything_is_refused_with_its_limit() {
    let mut devices = String::new();
    for n in 0..5_000 {
        let _ = writeln!(devices, "(id: \"d{n}\", name: \"Light\", kind: LightLevel, area: \"hall\"),");
    }
    let crowded = LARCH_CLOSE.replace("devices: [", &format!("devices: [\n{devices}"));
    let mut seconds = String::from("disturbances: [");
    for n in 0..86_400 {
        let (hour, minute, second) = (n / 3_600, n / 60 % 60, n % 60);
        let at = format!("day 20 {hour:02}:{minute:02}:{second:02}");
        let _ = write!(seconds, "(at: {at:?}, what: Switched(piece: \"kettle\", on: true)),");
    }
    seconds.push(']');
    let cases = [
        ("thousands of devices", scenario("home.ron", 30, ""), crowded.as_str(), "It may hold 500 at most."),
        ("a hundred years", scenario("home.ron", 36_525, ""), LARCH_CLOSE, "from 1 to 3660"),
        ("a disturbance every second", scenario("home.ron", 30, &seconds), LARCH_CLOSE, "more than 250000 values"),
        ("a scenario in itself", scenario("self.ron", 30, ""), LARCH_CLOSE, "describes a scenario, not a home"),
        (
            "more doses than a dispenser has",
            scenario("home.ron", 30, &format!("doses: [{}]", "\"08:00\",".repeat(9))),
            LARCH_CLOSE,
            "It may hold 8 at most.",
        ),
        ("a deep nest", scenario("home.ron", 30, &format!("disturbances: {}", "[".repeat(5_000))), LARCH_CLOSE, ""),
    ];
    for (what, text, home, says) in cases {
        let told = problems(&text, home);
        assert!(!told.is_empty() && told.len() <= 60, "{what}: {} problems", told.len());
        assert!(told.iter().any(|problem| problem.contains(says)), "{what}: {}", told.join("\n"));
    }
}
