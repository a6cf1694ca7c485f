//! Tablets by week, at the end of a run: how each was taken, as far as the home knows. It counts and advises nothing.

use serde_json::{Value as Json, json};

use super::Failure;
use super::output::{Out, Tone};
use crate::companion::dose::Week;
use crate::player::house::House;
use crate::time::Timestamp;

/// Every week of the run of every medicine with times, where the home has a care plan that names one.
pub fn weeks(house: &House, until: Timestamp) -> Vec<Week> {
    house.aide().map(|aide| aide.companion().tablets_by_week(1, until)).unwrap_or_default()
}

/// Tells the weeks, a block for each medicine. Of weeks of which nothing is known there is one line in all.
pub fn tell(weeks: &[Week], out: &mut Out<'_>) -> Result<(), Failure> {
    let mut medicines: Vec<(&str, &str)> = Vec::new();
    for week in weeks {
        if !medicines.iter().any(|(id, _)| *id == week.medicine) {
            medicines.push((&week.medicine, &week.name));
        }
    }
    if medicines.is_empty() {
        return Ok(());
    }
    out.gap()?;
    out.toned(Tone::Heading, "Tablets by week · Simulated")?;
    for (id, name) in medicines {
        out.line(&format!("  {name}"))?;
        let of: Vec<&Week> = weeks.iter().filter(|week| week.medicine == id).collect();
        let known = |week: &&&Week| week.adherence.unknown < week.adherence.due;
        for week in of.iter().filter(known) {
            let days = format!("    days {}–{}  ", week.from_day, week.to_day);
            out.fold_after(&days, days.chars().count(), &week.adherence.in_words())?;
        }
        let silent = of.iter().filter(|week| week.adherence.due > 0).filter(|week| !known(week)).count();
        if silent > 0 {
            let weeks = if silent == 1 { "1 week".to_owned() } else { format!("{silent} weeks") };
            out.line(&format!("    of {weeks} nothing is known: no dispenser, no reminder and no word told of them"))?;
        }
    }
    Ok(())
}

/// One week for a program.
pub fn line(week: &Week) -> Json {
    let sum = week.adherence;
    json!({
        "kind": "tablets-week",
        "from_day": week.from_day,
        "to_day": week.to_day,
        "medicine": week.medicine,
        "due": sum.due,
        "on_time": sum.on_time,
        "late": sum.late,
        "missed": sum.missed,
        "refused": sum.refused,
        "extra": sum.extra,
        "unknown": sum.unknown,
        "simulated": true,
    })
}
