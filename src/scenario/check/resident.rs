//! Whether a resident's day can be lived, and lived in the home they have.

use super::super::file::{HabitFile, ResidentFile, RoutineFile};
use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Maybe, Placed};
use super::super::{AboutMe, Activity, ERRANDS_EVERY, Habit, Resident, Routine};
use super::within;
use crate::home::{FurnitureKind, Home, OpeningKind};
use crate::time::{ClockTime, Span, Weekday};

/// Checks a resident, against their home where there is one.
pub(super) fn check(
    root: &Node,
    file: ResidentFile,
    home: Option<&Home>,
    findings: &mut Findings<'_>,
) -> Option<Resident> {
    if let Some(age) = file.age.as_ref().filter(|age| !(18..=120).contains(&age.value)) {
        findings.error(&age.span, format!("an age cannot be {}", age.value), "Write a number of years from 18 to 120.");
    }
    within(&file.walking_speed, "a walking speed", 0.05..=2.5, " m/s", findings);
    let routine = file.routine.and_then(|routine| check_routine(root, routine.value, home, findings));
    let about_me = match file.about_me.map(|about| about.value) {
        Some(about) => AboutMe {
            matters: about.matters.map(|text| text.value).unwrap_or_default(),
            communication: about.communication.map(|text| text.value).unwrap_or_default(),
            people: about.people.map(|text| text.value).unwrap_or_default(),
        },
        None => AboutMe::default(),
    };
    Some(Resident {
        id: file.id?.value,
        name: file.name?.value,
        age: u32::try_from(file.age?.value).ok()?,
        pronoun: file.pronoun?.value,
        walking_speed: file.walking_speed?.value,
        routine: routine?,
        about_me,
        role: file.role.map(|role| role.value).unwrap_or_default(),
        bed: None,
        seat: None,
    })
}

/// Tells when a length of time is out of range.
fn lasting(span: &Maybe<Span>, what: &str, least: Span, most: Span, findings: &mut Findings<'_>) {
    if let Some(span) = span.as_ref().filter(|span| span.value < least || span.value > most) {
        findings.error(
            &span.span,
            format!("{what} cannot be {}", span.value.exact()),
            format!("Write a length of time from \"{}\" to \"{}\".", least.exact(), most.exact()),
        );
    }
}

fn check_routine(root: &Node, file: RoutineFile, home: Option<&Home>, findings: &mut Findings<'_>) -> Option<Routine> {
    within(&file.night_visits, "the visits in a night", 0.0..=20.0, "", findings);
    within(&file.teas, "the cups of tea in a day", 0.0..=20.0, "", findings);
    lasting(
        &file.bathroom_every,
        "the time between visits to the bathroom",
        Span::minutes(10),
        Span::hours(24),
        findings,
    );
    within(&file.bad_days, "the share of bad days", 0.0..=1.0, "", findings);
    within(&file.restless_nights, "the share of restless nights", 0.0..=1.0, "", findings);
    within(&file.summer_out, "how much longer outings are in summer", 0.0..=2.0, "", findings);
    lasting(&file.winter_later, "how much later winter mornings are", Span::ZERO, Span::hours(2), findings);
    lasting(&file.errands_every, "the time between errands", Span::minutes(2), Span::hours(24), findings);
    let given = file.habits.len();
    let mut told = Vec::new();
    let habits: Vec<Habit> = file
        .habits
        .iter()
        .filter_map(|habit| check_habit(&habit.value, &file.habits, home, &mut told, findings))
        .collect();
    if let Some(home) = home {
        let visits =
            file.night_visits.as_ref().is_some_and(|visits| visits.value > 0.0) || file.bathroom_every.is_some();
        if let (true, Some(every)) = (visits, &file.bathroom_every) {
            needs(Activity::Toilet, every, home, &mut told, findings);
        }
        if let Some(teas) = file.teas.as_ref().filter(|teas| teas.value > 0.0) {
            needs(Activity::Tea, teas, home, &mut told, findings);
        }
    }
    // With a habit that could not be read, what is missing may be in it.
    if habits.len() == given {
        let list = root
            .field(findings.text(), "routine")
            .and_then(|routine| routine.value.field(findings.text(), "habits"))
            .map(|habits| habits.value.head());
        for (activity, hint) in [
            (Activity::Sleep, "Add a habit such as (activity: Sleep, at: \"22:30\", give: \"15 min\")."),
            (
                Activity::Rise,
                "Add a habit such as (activity: Rise, at: \"07:10\", give: \"15 min\", takes: \"12 min\").",
            ),
        ] {
            if let (false, Some(list)) = (habits.iter().any(|habit| habit.activity == activity), &list) {
                findings.error(list, format!("no habit of this routine is {activity:?}"), hint);
            }
        }
    }
    Some(Routine {
        habits,
        night_visits: file.night_visits?.value,
        bathroom_every: file.bathroom_every?.value,
        teas: file.teas?.value,
        bad_days: file.bad_days.map_or(0.0, |share| share.value),
        restless_nights: file.restless_nights.map_or(0.0, |share| share.value),
        winter_later: file.winter_later.map_or(Span::ZERO, |later| later.value),
        summer_out: file.summer_out.map_or(0.0, |share| share.value),
        errands_every: file.errands_every.map_or(ERRANDS_EVERY, |every| every.value),
    })
}

fn check_habit(
    file: &HabitFile,
    all: &[Placed<HabitFile>],
    home: Option<&Home>,
    told: &mut Vec<Activity>,
    findings: &mut Findings<'_>,
) -> Option<Habit> {
    lasting(&file.give, "how far a beginning varies", Span::ZERO, Span::hours(12), findings);
    lasting(&file.takes, "how long a habit takes", Span::minutes(1), Span::hours(24), findings);
    lasting(&file.takes_give, "how far a length varies", Span::ZERO, Span::hours(12), findings);
    within(&file.chance, "a chance", 0.0..=1.0, "", findings);
    if let (Some(activity), Some(home)) = (&file.activity, home) {
        needs(activity.value, activity, home, told, findings);
    }
    let days = match &file.days {
        Some(days) => {
            if days.value.is_empty() {
                findings.warning(&days.span, "this habit is meant for no day", "Leave `days` out for every day.");
            }
            let mut days: Vec<Weekday> = days.value.iter().map(|day| day.value).collect();
            days.sort_unstable();
            days.dedup();
            days
        }
        None => Weekday::ALL.to_vec(),
    };
    let activity = file.activity.as_ref()?.value;
    let followed = followed(file, all, findings);
    Some(Habit {
        activity,
        at: match followed {
            Some(Followed { at, .. }) => at,
            None => file.at.as_ref()?.value,
        },
        after: followed.map(|followed| (followed.activity, followed.by)),
        give: if followed.is_some() { Span::ZERO } else { file.give.as_ref()?.value },
        takes: match (&file.takes, activity) {
            (Some(takes), _) => takes.value,
            (None, Activity::Sleep) => Span::ZERO,
            (None, _) => return None,
        },
        takes_give: file.takes_give.as_ref().map_or(Span::ZERO, |give| give.value),
        chance: file.chance.as_ref().map_or(1.0, |chance| chance.value),
        days,
    })
}

/// What a habit follows, how soon, and when that usually is.
#[derive(Clone, Copy)]
struct Followed {
    activity: Activity,
    by: Span,
    at: ClockTime,
}

/// The habit that another follows; tells when there is none, or it follows another itself.
fn followed(file: &HabitFile, all: &[Placed<HabitFile>], findings: &mut Findings<'_>) -> Option<Followed> {
    lasting(&file.by, "the time between two habits", Span::ZERO, Span::hours(3), findings);
    let (after, by) = (file.after.as_ref()?, file.by.as_ref()?.value);
    if let Some(at) = &file.at {
        findings.error(&at.span, "this habit follows another and has no time of its own", "Leave `at` out.");
    }
    let of_it = |habit: &&Placed<HabitFile>| {
        habit.value.activity.as_ref().is_some_and(|activity| activity.value == after.value)
            && habit.value.after.is_none()
    };
    let Some(first) = all.iter().find(of_it) else {
        findings.error(
            &after.span,
            format!("no habit of this routine with a time of its own is {:?}", after.value),
            "Name the activity of another habit that has an `at`.",
        );
        return None;
    };
    let (starts, takes) = (first.value.at.as_ref()?.value, first.value.takes.as_ref()?.value);
    let minutes = (starts.since_midnight() + takes + by).as_millis() / 60_000;
    let at = ClockTime::new(minutes / 60 % 24, minutes % 60)?;
    Some(Followed { activity: after.value, by, at })
}

/// Tells once for each activity when the home lacks what it needs.
fn needs<T>(activity: Activity, at: &Placed<T>, home: &Home, told: &mut Vec<Activity>, findings: &mut Findings<'_>) {
    use FurnitureKind as F;
    let has = |kind: FurnitureKind| home.furniture.iter().any(|piece| piece.kind == kind);
    let hot_drink = || {
        [(F::Kettle, "a kettle"), (F::Worktop, "a worktop")]
            .into_iter()
            .find(|(kind, _)| !has(*kind))
            .map(|(_, name)| name)
    };
    let lacking = match activity {
        Activity::Sleep | Activity::Rise | Activity::Retire if !has(F::Bed) => Some("a bed"),
        Activity::Wash if !has(F::Basin) => Some("a basin"),
        Activity::Bathe if !has(F::Bath) && !has(F::Shower) => Some("a bath or a shower"),
        Activity::Toilet if !has(F::Toilet) => Some("a toilet"),
        Activity::Television if !has(F::Television) => Some("a television"),
        Activity::Television | Activity::Rest | Activity::Nap | Activity::Tea if !has(F::Armchair) => {
            Some("an armchair")
        }
        Activity::Tea | Activity::Breakfast | Activity::Lunch | Activity::Supper => hot_drink(),
        Activity::Out if !home.openings.iter().any(|o| o.to.is_none() && o.kind == OpeningKind::Door) => {
            Some("a door to outside")
        }
        Activity::Sleep
        | Activity::Rise
        | Activity::Retire
        | Activity::Wash
        | Activity::Bathe
        | Activity::Toilet
        | Activity::Television
        | Activity::Rest
        | Activity::Nap
        | Activity::Housework
        | Activity::Tablets
        | Activity::Company
        | Activity::Out => None,
    };
    if let (Some(lacking), false) = (lacking, told.contains(&activity)) {
        told.push(activity);
        findings.error(
            &at.span,
            format!("{activity:?} needs {lacking}, and {:?} has none", home.name),
            "Add it to the home's file, or leave the habit out.",
        );
    }
}
