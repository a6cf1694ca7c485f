//! The weekly digest: what has changed in a person's ways, a week in one text.
//!
//! It is made of what the monitor has said of changes in routine, and adds nothing to it. Weeks begin on Monday.

use serde_json::json;

use super::Failure;
use super::output::{Out, Tone};
use crate::monitor::alert::AlertKind;
use crate::monitor::life::{Said, Stage};
use crate::time::{Calendar, ClockTime, Timestamp};

/// One week.
#[derive(Debug)]
pub struct Week {
    /// Its Monday, as the calendar counts days.
    first_day: i64,
    /// What was said of changes in it, in order of time.
    changes: Vec<String>,
    /// What was told before it and still lasts at its end.
    lasting: Vec<String>,
    /// What was over in it.
    over: Vec<String>,
    /// The monitor was still learning at its end, so that it could not have said anything.
    learning: bool,
}

/// The weeks from `from` until `until`, each that has ended by then or is the last.
pub fn weeks(said: &[Said], calendar: &Calendar, from: Timestamp, until: Timestamp, learning_days: i64) -> Vec<Week> {
    let (first, last) = (calendar.local(from).day, calendar.local(until).day);
    let weekday = calendar.local(from).weekday as i64;
    let mut weeks = Vec::new();
    let mut monday = first - weekday;
    let mut open: Vec<(u64, String)> = Vec::new();
    while monday < last {
        let (begins, ends) = (calendar.at(monday, ClockTime::MIDNIGHT), calendar.at(monday + 7, ClockTime::MIDNIGHT));
        let mut week =
            Week { first_day: monday, changes: Vec::new(), lasting: Vec::new(), over: Vec::new(), learning: false };
        let lasted = open.clone();
        for said in said.iter().filter(|said| said.at() >= begins && said.at() < ends) {
            match said {
                Said::Alert(alert) if alert.kind == AlertKind::ChangeInRoutine => {
                    week.changes.push(alert.message.clone());
                    if let Some(concern) = alert.concern {
                        open.push((concern.id, alert.message.clone()));
                    }
                }
                Said::News(news) if news.kind == AlertKind::ChangeInRoutine && news.stage == Stage::Resolved => {
                    let was = open.iter().position(|(id, _)| *id == news.concern).map(|place| open.remove(place));
                    week.over.extend(was.map(|(_, message)| message));
                }
                Said::Alert(_) | Said::News(_) => {}
            }
        }
        week.lasting = lasted.into_iter().filter(|before| open.contains(before)).map(|(_, message)| message).collect();
        week.learning = monday + 6 <= learning_days;
        weeks.push(week);
        monday += 7;
    }
    weeks
}

impl Week {
    /// The week in one text.
    pub fn text(&self) -> String {
        let mut sentences = Vec::new();
        match self.changes.as_slice() {
            [] if self.learning => sentences.push("The monitor was still learning what is usual.".to_owned()),
            [] => sentences.push("No new change in routine.".to_owned()),
            changes => sentences.extend(changes.iter().cloned()),
        }
        sentences.extend(self.lasting.iter().map(|message| format!("Still so: {message}")));
        sentences.extend(self.over.iter().map(|message| format!("No longer so: {message}")));
        sentences.join(" ")
    }

    fn date(&self, calendar: &Calendar) -> String {
        let noon = ClockTime::new(12, 0).unwrap_or(ClockTime::MIDNIGHT);
        let local = calendar.local(calendar.at(self.first_day, noon));
        format!("{} {} {}", local.date.day(), local.month_name(), local.date.year())
    }

    /// The week as a line of JSON.
    pub fn to_json(&self, calendar: &Calendar, simulated: bool) -> String {
        json!({
            "kind": "digest",
            "from": calendar.rfc3339(calendar.at(self.first_day, ClockTime::MIDNIGHT)),
            "until": calendar.rfc3339(calendar.at(self.first_day + 7, ClockTime::MIDNIGHT)),
            "changes": self.changes,
            "still_so": self.lasting,
            "no_longer_so": self.over,
            "learning": self.learning,
            "text": self.text(),
            "simulated": simulated,
        })
        .to_string()
    }
}

/// Tells the weeks, one paragraph each.
pub fn tell(weeks: &[Week], calendar: &Calendar, mark: &str, out: &mut Out<'_>) -> Result<(), Failure> {
    out.gap()?;
    out.toned(Tone::Heading, &format!("Week by week · {mark}"))?;
    for week in weeks {
        let first = format!("  Week of {}  ", week.date(calendar));
        out.line(first.trim_end())?;
        out.fold("    ", "    ", &week.text())?;
    }
    Ok(())
}
