//! Reading typed values from an outline: texts, numbers, spans, times, words, lists and the fields of a bracket.
//!
//! Every reader tells what is wrong and gives `None`, so that reading goes on and a person hears of everything at once.
//! This file knows how values are written and nothing of what they are for.

use std::ops::Range;

use super::locate::{Entry, Node, Shape};
use super::problem::{Findings, closest, quoted};
use super::visitor::{Enters, PetKind, Task, VisitorKind};
use super::{Activity, Moment, Pronoun, Role};
use crate::companion::care::{About, Grade, How, Role as ContactRole, Suggest};
use crate::home::{AreaKind, Comes, DeviceKind, FurnitureKind, HomeKind, OpeningKind, Point, Rect, Turn};
use crate::time::{ClockTime, Span, Weekday};

/// A value and its bytes in the text.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Range<usize>,
}

impl<T> Placed<T> {
    fn new(value: T, span: &Range<usize>) -> Self {
        Self { value, span: span.clone() }
    }
}

/// A value that may be missing or broken; what is wrong with it has then been told already.
pub(super) type Maybe<T> = Option<Placed<T>>;

/// What reads one value.
pub(super) type Reader<T> = fn(&Node, &mut Findings<'_>) -> Option<T>;

/// Longest text that a file may hold, in bytes.
const MAX_TEXT: usize = 4_000;

/// A text in quotation marks.
pub(super) fn text(node: &Node, findings: &mut Findings<'_>) -> Option<String> {
    let raw = findings.slice(&node.span);
    if !matches!(node.shape, Shape::Text) || raw.starts_with('\'') {
        wrong_shape(node, findings, "a text", "Write it in quotation marks: \"like this\".");
        return None;
    }
    if raw.len() > MAX_TEXT {
        findings.error(&node.span, format!("this text is longer than {MAX_TEXT} bytes"), "Say it in fewer words.");
        return None;
    }
    match ron::from_str::<String>(raw) {
        Ok(text) => Some(text),
        Err(_) => {
            findings.error(
                &node.span,
                "this text holds a backslash that means nothing",
                "Write \\\\ for a backslash, or r\"…\" around the text.",
            );
            None
        }
    }
}

/// A text with something in it.
pub(super) fn filled_text(node: &Node, findings: &mut Findings<'_>) -> Option<String> {
    let text = text(node, findings)?;
    if text.trim().is_empty() {
        findings.error(&node.span, "this text is empty", "Write a name or a sentence.");
        return None;
    }
    Some(text)
}

/// An id: letters, digits, `-` and `_`.
pub(super) fn id(node: &Node, findings: &mut Findings<'_>) -> Option<String> {
    let id = text(node, findings)?;
    let ok =
        !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !ok {
        findings.error(
            &node.span,
            format!("{} cannot be an id", quoted(&id)),
            "An id has 1 to 64 letters, digits and hyphens, such as \"front-door\".",
        );
    }
    ok.then_some(id)
}

/// A finite number.
pub(super) fn number(node: &Node, findings: &mut Findings<'_>) -> Option<f64> {
    let raw = findings.slice(&node.span);
    if !matches!(node.shape, Shape::Number) {
        wrong_shape(node, findings, "a number", "Write it in figures, without quotation marks: 1.5.");
        return None;
    }
    match ron::from_str::<f64>(raw) {
        Ok(number) if number.is_finite() => Some(number),
        Ok(_) | Err(_) => {
            findings.error(&node.span, format!("{} is not a number", quoted(raw)), "Write it in figures: 1.5.");
            None
        }
    }
}

/// A whole number.
pub(super) fn whole(node: &Node, findings: &mut Findings<'_>) -> Option<i64> {
    let raw = findings.slice(&node.span);
    if !matches!(node.shape, Shape::Number) {
        wrong_shape(node, findings, "a whole number", "Write it in figures, without quotation marks: 28.");
        return None;
    }
    match ron::from_str::<i64>(raw) {
        Ok(number) => Some(number),
        Err(_) => {
            let brief = format!("{} is not a whole number", quoted(raw));
            findings.error(&node.span, brief, "Write it in figures, without a fraction: 28.");
            None
        }
    }
}

/// A whole number from 0 to 2⁶⁴ − 1.
pub(super) fn seed(node: &Node, findings: &mut Findings<'_>) -> Option<u64> {
    let raw = findings.slice(&node.span);
    match (&node.shape, ron::from_str::<u64>(raw)) {
        (Shape::Number, Ok(number)) => Some(number),
        _ => {
            wrong_shape(node, findings, "a whole number from 0", "Any will do: another seed is another run of days.");
            None
        }
    }
}

/// `true` or `false`.
pub(super) fn flag(node: &Node, findings: &mut Findings<'_>) -> Option<bool> {
    match (&node.shape, findings.slice(&node.span)) {
        (Shape::Word, "true") => Some(true),
        (Shape::Word, "false") => Some(false),
        _ => {
            wrong_shape(node, findings, "true or false", "Write true or false, without quotation marks.");
            None
        }
    }
}

/// A length of time: `"1 h 30 min"`.
pub(super) fn span(node: &Node, findings: &mut Findings<'_>) -> Option<Span> {
    const HINT: &str = "Write whole numbers with their units, the largest first: \"1 h 30 min\", \"45 s\", \"9 h\".";
    if !matches!(node.shape, Shape::Text) {
        wrong_shape(node, findings, "a length of time", HINT);
        return None;
    }
    let words = text(node, findings)?;
    let span = Span::parse(&words);
    if span.is_none() {
        findings.error(&node.span, format!("{} is not a length of time", quoted(&words)), HINT);
    }
    span
}

/// A time on the clock: `"07:10"`.
pub(super) fn clock(node: &Node, findings: &mut Findings<'_>) -> Option<ClockTime> {
    const HINT: &str = "Write hours and minutes from \"00:00\" to \"23:59\", such as \"07:10\".";
    if !matches!(node.shape, Shape::Text) {
        wrong_shape(node, findings, "a time on the clock", HINT);
        return None;
    }
    let words = text(node, findings)?;
    let clock = ClockTime::parse(&words);
    if clock.is_none() {
        findings.error(&node.span, format!("{} is not a time on the clock", quoted(&words)), HINT);
    }
    clock
}

/// A day and a time on the clock: `"day 31 02:14"`.
pub(super) fn moment(node: &Node, findings: &mut Findings<'_>) -> Option<Moment> {
    const HINT: &str = "Write a day counted from 1 and a time on the clock: \"day 31 02:14\".";
    if !matches!(node.shape, Shape::Text) {
        wrong_shape(node, findings, "a moment", HINT);
        return None;
    }
    let words = text(node, findings)?;
    let moment = Moment::parse(&words);
    if moment.is_none() {
        findings.error(&node.span, format!("{} is not a moment", quoted(&words)), HINT);
    }
    moment
}

/// Two numbers: `(5.8, 0.0)`.
pub(super) fn pair(node: &Node, findings: &mut Findings<'_>) -> Option<(f64, f64)> {
    const HINT: &str = "Write two numbers in metres between round brackets: (5.8, 0.0).";
    match (&node.shape, node.items()) {
        (Shape::Group { name: None, open: '(', .. }, [first, second])
            if first.key.is_none() && second.key.is_none() =>
        {
            let first = number(&first.value, findings);
            let second = number(&second.value, findings);
            Some((first?, second?))
        }
        _ => {
            wrong_shape(node, findings, "a pair of numbers", HINT);
            None
        }
    }
}

/// A place on the plan.
pub(super) fn point(node: &Node, findings: &mut Findings<'_>) -> Option<Point> {
    pair(node, findings).map(|(x, y)| Point::new(x, y))
}

/// A floor: `(x: 5.0, y: 0.0, width: 1.6, depth: 7.8)`.
pub(super) fn floor(node: &Node, findings: &mut Findings<'_>) -> Option<Rect> {
    let mut fields = Fields::open(node, "a floor", findings)?;
    let x = fields.required("x", number);
    let y = fields.required("y", number);
    let width = fields.required("width", number);
    let depth = fields.required("depth", number);
    fields.close();
    Some(Rect::new(x?.value, y?.value, width?.value, depth?.value))
}

/// Every value of a list, each with its place.
pub(super) fn list<T>(
    node: &Node,
    findings: &mut Findings<'_>,
    most: usize,
    read: Reader<T>,
) -> Option<Vec<Placed<T>>> {
    let Shape::Group { name: None, open: '[', items, .. } = &node.shape else {
        wrong_shape(node, findings, "a list", "Write its values between [ and ], with commas between them.");
        return None;
    };
    if let Some(item) = items.get(most) {
        findings.error(
            &item.value.head(),
            format!("this list holds {} values", items.len()),
            format!("It may hold {most} at most."),
        );
        return None;
    }
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        if let Some(key) = &item.key {
            findings.error(key, "a list has no names in it", "Write the values alone, or each within round brackets.");
        } else if let Some(value) = read(&item.value, findings) {
            values.push(Placed::new(value, &item.value.span));
        }
    }
    Some(values)
}

/// A word that stands for one of several things.
pub(super) trait Word: Copy + 'static {
    /// What the words are for: `a kind of area`.
    const WHAT: &'static str;
    /// The words and what they stand for.
    const WORDS: &'static [(&'static str, Self)];
}

macro_rules! words {
    ($type:ident, $what:literal: $($word:ident)*) => {
        impl Word for $type {
            const WHAT: &'static str = $what;
            const WORDS: &'static [(&'static str, Self)] = &[$((stringify!($word), Self::$word)),*];
        }
    };
}

words!(AreaKind, "a kind of area": Hall Lounge Kitchen Bedroom Bathroom Other);
words!(HomeKind, "a kind of home": Bungalow Terraced Flat ExtraCare);
words!(OpeningKind, "a kind of opening": Door Archway Window);
words!(Turn, "a direction": Up Right Down Left);
words!(Pronoun, "a pronoun": She He They);
words!(VisitorKind, "a kind of visitor": Carer Family Friend Builder Stranger);
words!(Enters, "a way in": Rings Key KeySafe);
words!(Task, "a carer's task": Wash Meal Drink Tablets Bedroom Kitchen Company);
words!(PetKind, "a kind of pet": Cat Dog);
words!(Role, "a role in the home": Resident Carer);
words!(Weekday, "a day of the week": Monday Tuesday Wednesday Thursday Friday Saturday Sunday);
words!(DeviceKind, "a kind of device": Movement Contact Temperature Plug BedSensor Fob Speaker Hub LightSwitch
    ChairSensor Dispenser PullCord SmokeAlarm CarbonMonoxideAlarm FloodSensor LightLevel SmartLight Thermostat
    RadiatorValve DoorLock Doorbell KeySafe Screen);
words!(ContactRole, "a role": Family Neighbour Carer AlarmCentre Responder);
words!(About, "something to be told about": Safety Tablets Routine Home);
words!(Comes, "a way to get in touch": Rings Photo);
words!(Suggest, "something to be suggested": Reminders Company);
words!(How, "a way to reach somebody": Ask Message Call Visit);
words!(Grade, "how grave an alert is": Information Attention Urgent);
words!(Activity, "an activity": Sleep Rise Wash Bathe Toilet Tea Breakfast Lunch Supper Television Rest Nap Housework Out
    Retire Tablets);
words!(FurnitureKind, "a kind of furniture": Bed BedsideTable Wardrobe ChestOfDrawers Armchair Sofa CoffeeTable Bookcase
    Television DiningTable Chair Worktop Kettle Cooker Sink Fridge WashingMachine Toilet Basin Bath Shower Radiator Lamp
    CeilingLight CoatStand Rug Plant Picture Mirror Microwave ElectricHeater);

/// The words of a fixed set.
pub(super) fn names<T: Word>() -> impl Iterator<Item = &'static str> {
    T::WORDS.iter().map(|(name, _)| *name)
}

/// A word of a fixed set.
pub(super) fn word<T: Word>(node: &Node, findings: &mut Findings<'_>) -> Option<T> {
    let raw = findings.slice(&node.span);
    let names = names::<T>;
    match node.shape {
        Shape::Word => {
            let found = T::WORDS.iter().find(|(name, _)| *name == raw).map(|(_, value)| *value);
            if found.is_none() {
                let hint = findings.suggest(raw, names(), "There are");
                findings.error(&node.span, format!("{} is not {}", quoted(raw), T::WHAT), hint);
            }
            found
        }
        Shape::Group { .. } | Shape::Text | Shape::Number => {
            let hint = findings.suggest(raw.trim_matches('"'), names(), "Write it without quotation marks. There are");
            wrong_shape(node, findings, T::WHAT, &hint);
            None
        }
    }
}

/// Tells that something else was expected here.
fn wrong_shape(node: &Node, findings: &mut Findings<'_>, wanted: &str, hint: &str) {
    let found = match &node.shape {
        Shape::Group { name: Some(name), .. } => format!("{}(…)", findings.slice(name)),
        Shape::Group { open: '[', .. } => "a list".to_owned(),
        Shape::Group { .. } => "a bracket".to_owned(),
        Shape::Word | Shape::Text | Shape::Number => findings.slice(&node.span).to_owned(),
    };
    let short: String = found.chars().take(40).collect();
    let cut = if short.len() < found.len() { "…" } else { "" };
    findings.error(&node.head(), format!("{wanted} belongs here, not {short}{cut}"), hint);
}

/// The named values of one bracket.
pub(super) struct Fields<'n, 'f, 't> {
    what: &'static str,
    node: &'n Node,
    findings: &'f mut Findings<'t>,
    asked: Vec<&'static str>,
    lacking: Vec<&'static str>,
}

impl<'n, 'f, 't> Fields<'n, 'f, 't> {
    /// The fields of a round bracket without a name before it.
    pub fn open(node: &'n Node, what: &'static str, findings: &'f mut Findings<'t>) -> Option<Self> {
        match &node.shape {
            Shape::Group { name: None, open: '(', .. } => Some(Self::of(node, what, findings)),
            _ => {
                let hint = "Write its fields between ( and ), each as name: value.";
                wrong_shape(node, findings, what, hint);
                None
            }
        }
    }

    /// The fields of a bracket whose name is known already, such as `ColdRoom(…)`.
    pub fn of(node: &'n Node, what: &'static str, findings: &'f mut Findings<'t>) -> Self {
        Self { what, node, findings, asked: Vec::new(), lacking: Vec::new() }
    }

    fn find(&mut self, name: &'static str) -> Option<&'n Node> {
        self.asked.push(name);
        let value = &self.node.field(self.findings.text(), name)?.value;
        match &value.shape {
            // Both ways of writing what may be missing are RON's own.
            Shape::Group { name: Some(some), open: '(', items, .. } if self.findings.slice(some) == "Some" => {
                items.first().map(|item| &item.value)
            }
            Shape::Word if self.findings.slice(&value.span) == "None" => None,
            _ => Some(value),
        }
    }

    /// A field that must be there.
    pub fn required<T>(&mut self, name: &'static str, read: Reader<T>) -> Maybe<T> {
        self.findings.asks(self.what, name, true);
        let Some(node) = self.find(name) else {
            self.lacking.push(name);
            return None;
        };
        read(node, self.findings).map(|value| Placed::new(value, &node.span))
    }

    /// A field that may be left out.
    pub fn optional<T>(&mut self, name: &'static str, read: Reader<T>) -> Maybe<T> {
        self.findings.asks(self.what, name, false);
        let node = self.find(name)?;
        read(node, self.findings).map(|value| Placed::new(value, &node.span))
    }

    /// A list that may be left out, with at most so many values.
    pub fn list<T>(&mut self, name: &'static str, most: usize, read: Reader<T>) -> Vec<Placed<T>> {
        self.findings.asks(self.what, name, false);
        self.listed(name, most, read)
    }

    fn listed<T>(&mut self, name: &'static str, most: usize, read: Reader<T>) -> Vec<Placed<T>> {
        self.find(name).and_then(|node| list(node, self.findings, most, read)).unwrap_or_default()
    }

    /// A list that must be there, with at most so many values.
    pub fn required_list<T>(&mut self, name: &'static str, most: usize, read: Reader<T>) -> Vec<Placed<T>> {
        self.findings.asks(self.what, name, true);
        if self.node.field(self.findings.text(), name).is_none() {
            self.asked.push(name);
            self.lacking.push(name);
            return Vec::new();
        }
        self.listed(name, most, read)
    }

    /// Tells of fields that nobody asked for, that are missing or written twice, and of values without a name.
    pub fn close(self) {
        let Self { what, node, findings, asked, mut lacking } = self;
        let mut seen: Vec<(&str, Range<usize>)> = Vec::new();
        for Entry { key, value } in node.items() {
            let Some(key) = key else {
                findings.error(
                    &value.head(),
                    "this value has no name",
                    "Write its field's name and a colon before it.",
                );
                continue;
            };
            let name = findings.slice(key);
            if !asked.contains(&name) {
                let hint = findings.suggest(name, asked.iter().copied(), "Its fields are");
                // What is only misspelt is not missing besides.
                if !findings.is_full()
                    && let Some(meant) = closest(name, asked.iter().copied())
                {
                    lacking.retain(|lacking| *lacking != meant);
                }
                findings.error(key, format!("{what} has no field {}", quoted(name)), hint);
            } else if let Some((_, first)) = seen.iter().find(|(seen, _)| *seen == name) {
                let line = findings.line(first);
                let hint = format!("It is on line {line} already: leave one out.");
                findings.error(key, format!("the field {name:?} is given twice"), hint);
            } else {
                seen.push((name, key.clone()));
            }
        }
        for name in lacking {
            let brief = format!("{what} needs the field {name:?}, and it is missing");
            let hint = format!("Add {name}: and its value within this bracket.");
            findings.missing(&node.head(), name, brief, hint);
        }
    }
}
