//! Holds the architecture: which room may name which, who may read a file or a clock, and what must not occur in the
//! deterministic core. It reads the sources' own words, so that a rule is broken neither by a `use` nor by a full path.
//!
//! Every rule is also tried on made-up sources that break it: a test that cannot fail holds nothing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may name, itself aside. What stands here is what `ARCHITECTURE.md` draws.
const ARROWS: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("home", &["time"]),
    ("scenario", &["companion", "home", "time"]),
    ("simulation", &["scenario", "companion", "home", "time"]),
    ("trace", &["home", "time"]),
    ("monitor", &["home", "time"]),
    ("companion", &["home", "time"]),
    ("response", &["companion", "monitor", "home", "time"]),
    ("source", &["simulation", "scenario", "trace", "companion", "home", "time"]),
    ("evaluation", &["source", "monitor", "simulation", "scenario", "home", "time"]),
    ("player", &["source", "response", "monitor", "companion", "simulation", "scenario", "home", "time"]),
    (
        "desktop",
        &[
            "player",
            "evaluation",
            "source",
            "speech",
            "response",
            "monitor",
            "companion",
            "simulation",
            "scenario",
            "home",
            "time",
        ],
    ),
    (
        "cli",
        &[
            "player",
            "evaluation",
            "source",
            "speech",
            "response",
            "monitor",
            "companion",
            "trace",
            "simulation",
            "scenario",
            "home",
            "time",
        ],
    ),
    ("speech", &["companion"]),
    ("main", &["cli"]),
];

/// The commands that open the window or draw its picture, and the files they give it: they alone may go from the command
/// line to the desktop.
const WINDOW_COMMANDS: &[&str] = &["cli/film.rs", "cli/gallery.rs", "cli/open.rs", "cli/picture.rs", "cli/shelf.rs"];

/// Where files, sockets and the terminal may be touched.
const DOORS: &[&str] = &["trace/", "source/", "speech/", "cli/", "desktop/", "main.rs"];

/// Where a wall clock may be read. The desktop measures how long its frames take; it never dates anything by it.
const CLOCKS: &[&str] = &["player/pace.rs", "source/live.rs", "speech/", "desktop/"];

/// Everything that must give the same bytes on every machine.
const CORE: &[&str] = &[
    "time",
    "home",
    "scenario",
    "simulation",
    "trace",
    "monitor",
    "source",
    "player",
    "companion",
    "response",
    "evaluation",
];

/// Methods of floating-point numbers whose last bit differs from platform to platform; `libm` has them all.
const PLATFORM_FLOATS: &[&str] = &[
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sin_cos", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "hypot",
];

/// Sources of chance that no seed governs.
const UNSEEDED: &[&str] = &[
    "thread_rng",
    "from_entropy",
    "from_os_rng",
    "OsRng",
    "ThreadRng",
    "StdRng",
    "SmallRng",
    "DefaultHasher",
    "RandomState",
];

/// Names of Bevy's prelude: a core type of that name would be one thing here and another there.
const BEVYS_NAMES: &[&str] = &["Entity", "Event", "Component", "Resource", "State", "Time", "Timer", "Window"];

// ---------------------------------------------------------------- the sources' words

#[derive(Clone, Debug, PartialEq)]
struct Token {
    line: usize,
    text: String,
}

/// One source file: its path below `src`, with `/` between folders, and its words.
struct Source {
    path: String,
    first_line: String,
    tokens: Vec<Token>,
    /// The words outside `#[cfg(test)]`.
    live: Vec<Token>,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let tokens = tokens(text);
        let live = without_tests(&tokens);
        Self { path: path.to_owned(), first_line: text.lines().next().unwrap_or_default().to_owned(), tokens, live }
    }

    /// `simulation` for `simulation/device/plug.rs`, `time` for `time.rs`; `None` for `lib.rs`.
    fn room(&self) -> Option<&str> {
        let room = self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        (room != "lib").then_some(room)
    }

    fn is_core(&self) -> bool {
        self.room().is_some_and(|room| CORE.contains(&room))
    }

    fn lies_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| if place.ends_with('/') { self.path.starts_with(place) } else { self.path == *place })
    }

    /// The modules from the crate's root to this file: `["simulation", "device", "plug"]`.
    fn module(&self) -> Vec<String> {
        let mut parts: Vec<String> = self.path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if parts.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
            parts.pop();
        }
        parts
    }
}

/// The words and signs of a source, without comments; what stands in quotes is left out.
fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < bytes.len() {
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = quoted(rest) {
            length
        } else {
            let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let length = match rest.chars().next() {
                _ if word > 0 => word,
                _ if rest.starts_with("::") => 2,
                Some(sign) => sign.len_utf8(),
                None => 1,
            };
            if !rest[..length].trim().is_empty() {
                found.push(Token { line, text: rest[..length].to_owned() });
            }
            length
        };
        line += rest[..length].matches('\n').count();
        at += length;
    }
    found
}

/// The length of a block comment, with those in it.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of a string, raw string or character at the start; `None` when there is none.
fn quoted(rest: &str) -> Option<usize> {
    let raw = rest.trim_start_matches(['b', 'c']);
    let mark = rest.len() - raw.len();
    if mark <= 1 {
        if let Some(hashes) = raw.strip_prefix('r') {
            let count = hashes.len() - hashes.trim_start_matches('#').len();
            if hashes[count..].starts_with('"') {
                let close = format!("\"{}", "#".repeat(count));
                let begin = mark + 1 + count + 1;
                return Some(rest[begin..].find(&close).map_or(rest.len(), |end| begin + end + close.len()));
            }
        }
        if raw.starts_with('"') {
            return Some(until_quote(rest, mark + 1, '"'));
        }
    }
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    // A lifetime has no closing quote after one character.
    if first == '\\' || inside[first.len_utf8()..].starts_with('\'') { Some(until_quote(rest, 1, '\'')) } else { None }
}

fn until_quote(rest: &str, from: usize, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest[from..].char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return from + at + 1;
        }
    }
    rest.len()
}

/// The words without the items that stand under `#[cfg(test)]`.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if words[at..].starts_with(&mark) {
            at = end_of_item(&words, at + mark.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Where the item that begins at `at` ends: after its `;`, or after its braces.
fn end_of_item(words: &[&str], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < words.len() {
        match words[at] {
            "{" | "(" | "[" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

fn is_word(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

/// Every path of two or more names, with groups spelled out: `std::{fs, io::Write}` is `std::fs` and `std::io::Write`.
/// Each comes with its line and how many modules deep in its file it stands.
fn paths(tokens: &[Token]) -> Vec<(usize, usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut braces = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let text = tokens[at].text.as_str();
        let follows = |offset: usize| tokens.get(at + offset).map_or("", |token| token.text.as_str());
        match text {
            "{" => {
                let inline = at >= 2 && tokens[at - 2].text == "mod";
                braces.push(inline);
            }
            "}" => {
                braces.pop();
            }
            _ if is_word(text) && follows(1) == "::" => {
                let depth = braces.iter().filter(|inline| **inline).count();
                let mut ends = Vec::new();
                let next = spell_out(tokens, at, &[], &mut ends);
                found.extend(ends.into_iter().map(|(line, path)| (line, depth, path)));
                at = next;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads one path from `at` on, below `start`; gives where it ends.
fn spell_out(tokens: &[Token], mut at: usize, start: &[String], ends: &mut Vec<(usize, Vec<String>)>) -> usize {
    let mut path = start.to_vec();
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        if token.text == "{" {
            at += 1;
            while at < tokens.len() && tokens[at].text != "}" {
                let next = spell_out(tokens, at, &path, ends);
                at = if next == at { at + 1 } else { next };
                if tokens.get(at).is_some_and(|token| token.text == ",") {
                    at += 1;
                }
            }
            return at + 1;
        }
        if !is_word(&token.text) && token.text != "*" {
            break;
        }
        path.push(token.text.clone());
        at += 1;
        if tokens.get(at).is_some_and(|token| token.text == "as") {
            at += 2;
            break;
        }
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            break;
        }
        at += 1;
    }
    if path.len() > start.len() {
        ends.push((line, path));
    }
    at
}

// ---------------------------------------------------------------- the rules

/// One breach: a sentence that names file and line.
fn breach(source: &Source, line: usize, what: &str) -> String {
    format!("src/{}:{line}: {what}", source.path)
}

/// Rooms name only the rooms that their arrows allow.
fn arrows(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else { return Vec::new() };
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
        return vec![breach(
            source,
            1,
            &format!("the room `{room}` has no arrows yet: draw them in ARCHITECTURE.md and in tests/layering.rs"),
        )];
    };
    let own = source.module();
    let mut found = Vec::new();
    for (line, depth, path) in paths(&source.tokens) {
        let first = path.first().map_or("", String::as_str);
        let target = match first {
            "crate" | "smart_house" => path.get(1).cloned(),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                // A module in a file is one `super` deeper than the file.
                match (own.len() + depth).checked_sub(up) {
                    Some(0) => path.get(up).cloned(),
                    Some(_) | None => None,
                }
            }
            _ => None,
        };
        let Some(target) = target else { continue };
        let known = ARROWS.iter().any(|(name, _)| *name == target);
        let to_the_window = target == "desktop" && source.lies_in(WINDOW_COMMANDS);
        if known && target != room && !allowed.contains(&target.as_str()) && !to_the_window {
            let may =
                if allowed.is_empty() { "no other room".to_owned() } else { format!("only {}", allowed.join(", ")) };
            found.push(breach(source, line, &format!("`{room}` names `{target}`, but may name {may}")));
        }
    }
    found
}

/// Only the desktop and its two commands know Bevy and egui.
fn bevy_stays_in_the_desktop(source: &Source) -> Vec<String> {
    if source.lies_in(&["desktop/"]) || source.lies_in(WINDOW_COMMANDS) {
        return Vec::new();
    }
    let named = |text: &str| ["bevy", "egui"].iter().any(|name| text == *name || text.starts_with(&format!("{name}_")));
    let hit = |token: &&Token| named(&token.text);
    source
        .tokens
        .iter()
        .filter(hit)
        .map(|token| breach(source, token.line, &format!("`{}` is named outside desktop/", token.text)))
        .collect()
}

/// Files, sockets, processes and the terminal are touched in four rooms alone.
fn doors(source: &Source) -> Vec<String> {
    if source.lies_in(DOORS) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (line, _, path) in paths(&source.live) {
        if path[0] == "std" && ["fs", "io", "net", "env", "process", "os"].contains(&path[1].as_str()) {
            found.push(breach(source, line, &format!("`{}` is used outside {}", path.join("::"), DOORS.join(", "))));
        }
    }
    for pair in source.live.windows(2) {
        if ["print", "println", "eprint", "eprintln", "dbg"].contains(&pair[0].text.as_str()) && pair[1].text == "!" {
            found.push(breach(
                source,
                pair[0].line,
                &format!("`{}!` is used outside {}", pair[0].text, DOORS.join(", ")),
            ));
        }
    }
    found
}

/// A wall clock is read in the places that pace a run, and nowhere else.
fn clocks(source: &Source) -> Vec<String> {
    if source.lies_in(CLOCKS) {
        return Vec::new();
    }
    let named = source.live.iter().filter(|token| token.text == "Instant" || token.text == "SystemTime");
    let mut found: Vec<String> = named
        .map(|token| {
            breach(
                source,
                token.line,
                &format!("`{}` reads a wall clock, which only {} may", token.text, CLOCKS.join(", ")),
            )
        })
        .collect();
    for (line, _, path) in paths(&source.live) {
        if path.last().is_some_and(|last| last == "now") {
            found.push(breach(
                source,
                line,
                &format!("`{}` reads a wall clock, which only {} may", path.join("::"), CLOCKS.join(", ")),
            ));
        }
    }
    found
}

/// Nothing in the core depends on the platform, on an order that changes from run to run, or on unseeded chance.
fn determinism(source: &Source) -> Vec<String> {
    if !source.is_core() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for token in &source.live {
        let text = token.text.as_str();
        if text == "HashMap" || text == "HashSet" {
            found.push(breach(
                source,
                token.line,
                &format!("`{text}` has another order in every run: use BTreeMap or BTreeSet"),
            ));
        }
        if UNSEEDED.contains(&text) {
            found.push(breach(source, token.line, &format!("`{text}` is not governed by the scenario's seed")));
        }
    }
    let say = |line, text: &str| breach(source, line, &format!("`{text}` differs between platforms: use libm"));
    for three in source.live.windows(3) {
        if three[0].text == "." && PLATFORM_FLOATS.contains(&three[1].text.as_str()) && three[2].text == "(" {
            found.push(say(three[1].line, &three[1].text));
        }
    }
    for (line, _, path) in paths(&source.live) {
        let [.., owner, name] = path.as_slice() else { continue };
        if (owner == "f64" || owner == "f32") && PLATFORM_FLOATS.contains(&name.as_str()) {
            found.push(say(line, name));
        }
        if path[0] == "rand" && (name == "rng" || name == "random") {
            found.push(breach(source, line, &format!("`{}` is not governed by the scenario's seed", path.join("::"))));
        }
    }
    found
}

/// What a foreign file looks like on the wire is nobody else's business.
fn wire_structs_are_private(source: &Source) -> Vec<String> {
    if !source.lies_in(&["trace/import/", "source/dialect/"]) {
        return Vec::new();
    }
    let words: Vec<&str> = source.live.iter().map(|token| token.text.as_str()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if words[at..].starts_with(&["#", "[", "derive"]) {
            let end = words[at..].iter().position(|word| *word == "]").map_or(words.len(), |end| at + end);
            if words[at..end].contains(&"Deserialize") {
                // Over further attributes, to the item itself.
                let mut item = end + 1;
                while words.get(item) == Some(&"#") {
                    item += words[item..].iter().position(|word| *word == "]").map_or(words.len(), |end| end + 1);
                }
                if words.get(item) == Some(&"pub") {
                    let name = words[item..].iter().skip_while(|word| **word != "struct" && **word != "enum").nth(1);
                    let line = source.live[item].line;
                    found.push(breach(
                        source,
                        line,
                        &format!("`{}` is a foreign format's, and must be private to its file", name.unwrap_or(&"it")),
                    ));
                }
            }
            at = end;
        }
        at += 1;
    }
    found
}

/// The core has no type of a name that Bevy's prelude has.
fn names(source: &Source) -> Vec<String> {
    if !source.is_core() {
        return Vec::new();
    }
    let declares = |word: &str| ["struct", "enum", "trait", "type", "union"].contains(&word);
    let pairs =
        source.live.windows(2).filter(|pair| declares(&pair[0].text) && BEVYS_NAMES.contains(&pair[1].text.as_str()));
    pairs.map(|pair| breach(source, pair[1].line, &format!("`{}` is a name of Bevy's prelude", pair[1].text))).collect()
}

/// Every file says what it is for.
fn says_what_it_is_for(source: &Source) -> Vec<String> {
    let says = source.first_line.strip_prefix("//! ").is_some_and(|text| text.len() >= 10);
    if says { Vec::new() } else { vec![breach(source, 1, "the file must begin with `//!` and say what it is for")] }
}

// ---------------------------------------------------------------- held on the sources

fn all_sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(&folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                found.push(Source::new(&below, &fs::read_to_string(&path).expect("a readable source")));
            }
        }
    }
    assert!(found.len() > 15, "the sources were not found below {}", root.display());
    found
}

fn hold(rule: fn(&Source) -> Vec<String>) {
    let breaches: Vec<String> = all_sources().iter().flat_map(rule).collect();
    let mut told = String::new();
    for breach in &breaches {
        let _always = writeln!(told, "  {breach}");
    }
    assert!(breaches.is_empty(), "the architecture is broken in {} place(s):\n{told}", breaches.len());
}

#[test]
fn rooms_name_only_the_rooms_that_their_arrows_allow() {
    hold(arrows);
}

#[test]
fn only_the_desktop_names_bevy_or_egui() {
    hold(bevy_stays_in_the_desktop);
}

#[test]
fn files_sockets_and_programs_are_touched_in_five_rooms_alone() {
    hold(doors);
}

#[test]
fn a_wall_clock_is_read_only_where_a_run_is_paced() {
    hold(clocks);
}

#[test]
fn nothing_in_the_core_depends_on_platform_order_or_chance() {
    hold(determinism);
}

#[test]
fn foreign_formats_are_private_to_their_files() {
    hold(wire_structs_are_private);
}

#[test]
fn the_core_has_no_name_of_bevys_prelude() {
    hold(names);
}

#[test]
fn every_file_says_what_it_is_for() {
    hold(says_what_it_is_for);
}

#[test]
fn every_arrow_points_towards_time() {
    let place = |room: &str| ARROWS.iter().position(|(name, _)| *name == room);
    for (room, allowed) in ARROWS {
        for target in *allowed {
            assert!(place(target).is_some(), "{room} may name {target}, which is no room");
            let back = ARROWS.iter().find(|(name, _)| name == target).is_some_and(|(_, others)| others.contains(room));
            assert!(!back, "{room} and {target} point at each other");
        }
    }
    for seen in ["monitor", "companion", "response"] {
        let allowed = ARROWS.iter().find(|(name, _)| *name == seen).map_or(&[][..], |(_, allowed)| allowed);
        assert!(
            !allowed.contains(&"scenario") && !allowed.contains(&"simulation"),
            "{seen} could see what it is scored on"
        );
    }
}

// ---------------------------------------------------------------- and tried on made-up ones

/// One rule, on one made-up file: how many breaches it must find, and on which line the first.
struct Case(fn(&Source) -> Vec<String>, &'static str, &'static str, usize, usize);

#[test]
fn the_rules_find_what_breaks_them() {
    let cases = [
        Case(arrows, "monitor/mod.rs", "//! M\nuse crate::simulation::truth::TruthKind;", 1, 2),
        Case(arrows, "monitor/detector/door.rs", "use crate::{home::Home, scenario::{Scenario, Resident}};", 2, 1),
        Case(arrows, "monitor/mod.rs", "fn f() {\n  let x = crate::scenario::Activity::ALL;\n}", 1, 2),
        Case(arrows, "monitor/mod.rs", "use super::simulation::Simulation;", 1, 1),
        Case(arrows, "monitor/detector/door.rs", "use super::super::super::scenario::Scenario;", 1, 1),
        Case(arrows, "monitor/mod.rs", "mod tests { use super::super::scenario::Scenario; }", 1, 1),
        Case(
            arrows,
            "monitor/detector/door.rs",
            "mod tests { use super::scenario; use super::super::scenario::x; }",
            0,
            0,
        ),
        Case(
            arrows,
            "monitor/mod.rs",
            "use crate::home::Home; // not crate::scenario\nlet a = \"crate::scenario::X\";",
            0,
            0,
        ),
        Case(arrows, "home/mod.rs", "use crate::time::Span;", 0, 0),
        Case(arrows, "time.rs", "use crate::home::Home;", 1, 1),
        Case(arrows, "time.rs", "use super::home::Home;", 1, 1),
        Case(arrows, "desktop/mod.rs", "use crate::cli::run;", 1, 1),
        Case(arrows, "cli/run.rs", "use crate::desktop::open;", 1, 1),
        Case(arrows, "cli/open.rs", "use crate::desktop::open;", 0, 0),
        Case(arrows, "attic/mod.rs", "", 1, 1),
        Case(bevy_stays_in_the_desktop, "player/mod.rs", "use bevy::prelude::*;", 1, 1),
        Case(bevy_stays_in_the_desktop, "cli/run.rs", "\nfn f() { bevy_egui::x(); egui::y(); }", 2, 2),
        Case(bevy_stays_in_the_desktop, "desktop/house/mod.rs", "use bevy::prelude::*;", 0, 0),
        Case(bevy_stays_in_the_desktop, "cli/picture.rs", "use bevy::app::App;", 0, 0),
        Case(bevy_stays_in_the_desktop, "home/mod.rs", "/* bevy /* egui */ */ const A: &str = r#\"bevy::\"x\"#;", 0, 0),
        Case(doors, "simulation/mod.rs", "use std::{fmt, fs::File};", 1, 1),
        Case(doors, "monitor/mod.rs", "fn f() {\n println!(\"x\");\n}", 1, 2),
        Case(doors, "monitor/mod.rs", "#[cfg(test)]\nmod tests { use std::fs; }\nfn f() { std::net::x(); }", 1, 3),
        Case(doors, "trace/mod.rs", "use std::fs;", 0, 0),
        Case(clocks, "simulation/mod.rs", "use std::time::Instant;\nfn f() { Instant::now(); }", 3, 1),
        Case(clocks, "cli/run.rs", "fn f() { jiff::Timestamp::now(); }", 1, 1),
        Case(clocks, "player/pace.rs", "use std::time::Instant;", 0, 0),
        Case(determinism, "monitor/mod.rs", "use std::collections::HashMap;", 1, 1),
        Case(determinism, "simulation/mod.rs", "fn f(x: f64) -> f64 { x.sin() + x.sqrt() + f64::exp(x) }", 2, 1),
        Case(determinism, "simulation/mod.rs", "fn f(x: f64) -> f64 { libm::sin(x) }", 0, 0),
        Case(determinism, "simulation/mod.rs", "let r = rand::rng();", 1, 1),
        Case(determinism, "desktop/mod.rs", "let r = x.sin();", 0, 0),
        Case(
            wire_structs_are_private,
            "trace/import/casas.rs",
            "#[derive(Debug, Deserialize)]\n#[serde(x)]\npub struct Row { a: u8 }",
            1,
            3,
        ),
        Case(
            wire_structs_are_private,
            "trace/import/casas.rs",
            "#[derive(Deserialize)]\nstruct Row { pub a: u8 }",
            0,
            0,
        ),
        Case(names, "player/mod.rs", "pub struct Event { at: u8 }", 1, 1),
        Case(names, "player/mod.rs", "pub struct EventLog { at: u8 }", 0, 0),
        Case(says_what_it_is_for, "home/mod.rs", "use crate::time::Span;", 1, 1),
        Case(says_what_it_is_for, "home/mod.rs", "//! The home and what is in it.", 0, 0),
    ];
    for Case(rule, path, text, count, line) in cases {
        let found = rule(&Source::new(path, text));
        assert_eq!(found.len(), count, "{path}: {text:?} gave {found:#?}");
        if let Some(first) = found.first() {
            assert!(first.starts_with(&format!("src/{path}:{line}: ")), "{first:?} should name line {line}");
        }
    }
}

#[test]
fn words_are_told_from_quotes_and_comments() {
    let text = "a /* b */ 'c' '\\'' \"d \\\" e\" r#\"f\"g\"# b\"h\" &'x i // j\nk::l";
    let words: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
    assert_eq!(words, ["a", "&", "'", "x", "i", "k", "::", "l"]);
    assert_eq!(tokens("a\n\"b\nc\"\nd").last().map(|token| token.line), Some(4));
    let spelled: BTreeSet<String> = paths(&tokens("use a::{b::{C, D as E}, f, g::*}; x::y();"))
        .into_iter()
        .map(|(_, _, path)| path.join("::"))
        .collect();
    assert_eq!(spelled.into_iter().collect::<Vec<_>>(), ["a::b::C", "a::b::D", "a::f", "a::g::*", "x::y"]);
}
