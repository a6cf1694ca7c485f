//! The file form of a care plan, field for field.

use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, Placed, clock, filled_text, flag, id, list, span, text, whole, word};
use crate::companion::care::{About, Grade, How, Role, Suggest};
use crate::time::{ClockTime, Span, Weekday};

/// Contacts, medicines, reminders, appointments, consents and chains, each at most.
const MAX_PARTS: usize = 200;
/// Steps of a chain and windows of a medicine, each at most.
const MAX_STEPS: usize = 30;

/// A care plan.
pub(in crate::scenario) struct CareFile {
    pub version: Maybe<i64>,
    pub contacts: Vec<Placed<ContactFile>>,
    pub medicines: Vec<Placed<MedicineFile>>,
    pub reminders: Vec<Placed<ReminderFile>>,
    pub appointments: Vec<Placed<AppointmentFile>>,
    pub consent: Vec<Placed<ConsentFile>>,
    pub chains: Vec<Placed<ChainFile>>,
    pub suggestions: Vec<Placed<WishFile>>,
}

/// A contact.
pub(in crate::scenario) struct ContactFile {
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub relation: Maybe<String>,
    pub role: Maybe<Role>,
    pub phone: Maybe<String>,
    pub quiet: Maybe<(ClockTime, ClockTime)>,
    pub key_holder: Maybe<bool>,
}

/// A medicine.
pub(in crate::scenario) struct MedicineFile {
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub dose: Maybe<String>,
    pub with_food: Maybe<bool>,
    pub as_needed: Maybe<bool>,
    pub windows: Vec<Placed<(ClockTime, ClockTime)>>,
}

/// A reminder.
pub(in crate::scenario) struct ReminderFile {
    pub id: Maybe<String>,
    pub at: Maybe<ClockTime>,
    pub days: Maybe<Vec<Placed<Weekday>>>,
    pub day: Maybe<i64>,
    pub says: Maybe<String>,
    pub medicine: Maybe<String>,
    pub tries: Maybe<i64>,
    pub again_after: Maybe<Span>,
    pub then_tell: Maybe<String>,
}

/// An appointment.
pub(in crate::scenario) struct AppointmentFile {
    pub days: Maybe<Vec<Placed<Weekday>>>,
    pub day: Maybe<i64>,
    pub at: Maybe<ClockTime>,
    pub what: Maybe<String>,
    pub who: Maybe<String>,
}

/// A consent.
pub(in crate::scenario) struct ConsentFile {
    pub to: Maybe<String>,
    pub about: Maybe<Vec<Placed<About>>>,
}

/// That something may be suggested.
pub(in crate::scenario) struct WishFile {
    pub what: Maybe<Suggest>,
    pub tell: Maybe<String>,
}

/// A chain.
pub(in crate::scenario) struct ChainFile {
    pub id: Maybe<String>,
    pub kinds: Vec<Placed<String>>,
    pub from: Maybe<Grade>,
    pub steps: Vec<Placed<StepFile>>,
    pub rounds: Maybe<i64>,
    pub then: Maybe<String>,
}

/// A step of a chain.
pub(in crate::scenario) struct StepFile {
    pub who: Maybe<String>,
    pub how: Maybe<How>,
    pub wait: Maybe<Span>,
}

/// Reads a care plan's outermost bracket.
pub(in crate::scenario) fn care(node: &Node, findings: &mut Findings<'_>) -> Option<CareFile> {
    let mut fields = Fields::open(node, "a care plan", findings)?;
    let file = CareFile {
        version: fields.required("version", whole),
        contacts: fields.required_list("contacts", MAX_PARTS, contact),
        medicines: fields.list("medicines", MAX_PARTS, medicine),
        reminders: fields.list("reminders", MAX_PARTS, reminder),
        appointments: fields.list("appointments", MAX_PARTS, appointment),
        consent: fields.list("consent", MAX_PARTS, consent),
        chains: fields.list("chains", MAX_PARTS, chain),
        suggestions: fields.list("suggestions", MAX_PARTS, wish),
    };
    fields.close();
    Some(file)
}

fn contact(node: &Node, findings: &mut Findings<'_>) -> Option<ContactFile> {
    let mut fields = Fields::open(node, "a contact", findings)?;
    let file = ContactFile {
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        relation: fields.optional("relation", text),
        role: fields.required("role", word::<Role>),
        phone: fields.optional("phone", filled_text),
        quiet: fields.optional("quiet", stretch),
        key_holder: fields.optional("key_holder", flag),
    };
    fields.close();
    Some(file)
}

fn medicine(node: &Node, findings: &mut Findings<'_>) -> Option<MedicineFile> {
    let mut fields = Fields::open(node, "a medicine", findings)?;
    let file = MedicineFile {
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        dose: fields.required("dose", filled_text),
        with_food: fields.optional("with_food", flag),
        as_needed: fields.optional("as_needed", flag),
        windows: fields.list("windows", MAX_STEPS, stretch),
    };
    fields.close();
    Some(file)
}

pub(super) fn weekdays(node: &Node, findings: &mut Findings<'_>) -> Option<Vec<Placed<Weekday>>> {
    list(node, findings, 7, word::<Weekday>)
}

fn reminder(node: &Node, findings: &mut Findings<'_>) -> Option<ReminderFile> {
    let mut fields = Fields::open(node, "a reminder", findings)?;
    let file = ReminderFile {
        id: fields.required("id", id),
        at: fields.required("at", clock),
        days: fields.optional("days", weekdays),
        day: fields.optional("day", whole),
        says: fields.required("says", filled_text),
        medicine: fields.optional("medicine", text),
        tries: fields.optional("tries", whole),
        again_after: fields.optional("again_after", span),
        then_tell: fields.optional("then_tell", text),
    };
    fields.close();
    Some(file)
}

fn appointment(node: &Node, findings: &mut Findings<'_>) -> Option<AppointmentFile> {
    let mut fields = Fields::open(node, "an appointment", findings)?;
    let file = AppointmentFile {
        days: fields.optional("days", weekdays),
        day: fields.optional("day", whole),
        at: fields.required("at", clock),
        what: fields.required("what", filled_text),
        who: fields.optional("who", text),
    };
    fields.close();
    Some(file)
}

fn consent(node: &Node, findings: &mut Findings<'_>) -> Option<ConsentFile> {
    let mut fields = Fields::open(node, "a consent", findings)?;
    let file = ConsentFile {
        to: fields.required("to", text),
        about: fields.required("about", |node, findings| list(node, findings, 8, word::<About>)),
    };
    fields.close();
    Some(file)
}

fn wish(node: &Node, findings: &mut Findings<'_>) -> Option<WishFile> {
    let mut fields = Fields::open(node, "a wish for suggestions", findings)?;
    let file = WishFile { what: fields.required("what", word::<Suggest>), tell: fields.optional("tell", text) };
    fields.close();
    Some(file)
}

fn chain(node: &Node, findings: &mut Findings<'_>) -> Option<ChainFile> {
    let mut fields = Fields::open(node, "a chain", findings)?;
    let file = ChainFile {
        id: fields.required("id", id),
        kinds: fields.list("kinds", MAX_PARTS, text),
        from: fields.optional("from", word::<Grade>),
        steps: fields.required_list("steps", MAX_STEPS, step),
        rounds: fields.optional("rounds", whole),
        then: fields.optional("then", text),
    };
    fields.close();
    Some(file)
}

fn step(node: &Node, findings: &mut Findings<'_>) -> Option<StepFile> {
    let mut fields = Fields::open(node, "a step", findings)?;
    let file = StepFile {
        who: fields.optional("who", text),
        how: fields.required("how", word::<How>),
        wait: fields.required("wait", span),
    };
    fields.close();
    Some(file)
}

/// From when until when: `(from: "22:00", to: "07:00")`.
fn stretch(node: &Node, findings: &mut Findings<'_>) -> Option<(ClockTime, ClockTime)> {
    let mut fields = Fields::open(node, "a stretch of the day", findings)?;
    let from = fields.required("from", clock);
    let to = fields.required("to", clock);
    fields.close();
    Some((from?.value, to?.value))
}
