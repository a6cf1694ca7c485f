//! The library: every scenario that comes with the program, as part of it, so that it is there wherever the program is.

/// The scenarios by their file's name, in the order of the names; each lies in `scenarios/`.
pub const LIBRARY: &[(&str, &str)] = &[
    ("bad-days-and-restless-nights.ron", include_str!("../../scenarios/bad-days-and-restless-nights.ron")),
    ("bath-runs-over.ron", include_str!("../../scenarios/bath-runs-over.ron")),
    ("builders-in.ron", include_str!("../../scenarios/builders-in.ron")),
    ("burnt-toast.ron", include_str!("../../scenarios/burnt-toast.ron")),
    ("carbon-monoxide.ron", include_str!("../../scenarios/carbon-monoxide.ron")),
    ("carer-leaves-early.ron", include_str!("../../scenarios/carer-leaves-early.ron")),
    ("carer-not-arrived.ron", include_str!("../../scenarios/carer-not-arrived.ron")),
    ("carers-four-times-a-day.ron", include_str!("../../scenarios/carers-four-times-a-day.ron")),
    ("cat-at-night.ron", include_str!("../../scenarios/cat-at-night.ron")),
    ("clock-change.ron", include_str!("../../scenarios/clock-change.ron")),
    ("cold-drinks.ron", include_str!("../../scenarios/cold-drinks.ron")),
    ("cold-snap.ron", include_str!("../../scenarios/cold-snap.ron")),
    ("companion-asks-the-day.ron", include_str!("../../scenarios/companion-asks-the-day.ron")),
    ("companion-broadband-down.ron", include_str!("../../scenarios/companion-broadband-down.ron")),
    ("companion-fall-answered.ron", include_str!("../../scenarios/companion-fall-answered.ron")),
    ("companion-fall-unanswered.ron", include_str!("../../scenarios/companion-fall-unanswered.ron")),
    ("companion-false-alarm.ron", include_str!("../../scenarios/companion-false-alarm.ron")),
    ("companion-family-on-holiday.ron", include_str!("../../scenarios/companion-family-on-holiday.ron")),
    ("companion-good-company.ron", include_str!("../../scenarios/companion-good-company.ron")),
    ("companion-quiet-week.ron", include_str!("../../scenarios/companion-quiet-week.ron")),
    ("companion-suggestion-accepted.ron", include_str!("../../scenarios/companion-suggestion-accepted.ron")),
    ("companion-suggestion-declined.ron", include_str!("../../scenarios/companion-suggestion-declined.ron")),
    ("companion-tablets-forgotten.ron", include_str!("../../scenarios/companion-tablets-forgotten.ron")),
    ("companion-tablets-refused.ron", include_str!("../../scenarios/companion-tablets-refused.ron")),
    ("companion-tablets-taken.ron", include_str!("../../scenarios/companion-tablets-taken.ron")),
    ("companion-wrong-room.ron", include_str!("../../scenarios/companion-wrong-room.ron")),
    ("cooker-left-on.ron", include_str!("../../scenarios/cooker-left-on.ron")),
    ("cord-in-the-bathroom.ron", include_str!("../../scenarios/cord-in-the-bathroom.ron")),
    ("couple.ron", include_str!("../../scenarios/couple.ron")),
    ("day-and-night-reversed.ron", include_str!("../../scenarios/day-and-night-reversed.ron")),
    ("demonstration.ron", include_str!("../../scenarios/demonstration.ron")),
    ("door-left-open.ron", include_str!("../../scenarios/door-left-open.ron")),
    ("drinking-less-at-once.ron", include_str!("../../scenarios/drinking-less-at-once.ron")),
    ("drinking-less.ron", include_str!("../../scenarios/drinking-less.ron")),
    ("early-night.ron", include_str!("../../scenarios/early-night.ron")),
    ("eating-less-at-once.ron", include_str!("../../scenarios/eating-less-at-once.ron")),
    ("eating-less.ron", include_str!("../../scenarios/eating-less.ron")),
    ("evening-visit.ron", include_str!("../../scenarios/evening-visit.ron")),
    ("extra-care-fall.ron", include_str!("../../scenarios/extra-care-fall.ron")),
    ("fall-at-the-bedside.ron", include_str!("../../scenarios/fall-at-the-bedside.ron")),
    ("fall-at-the-stairs.ron", include_str!("../../scenarios/fall-at-the-stairs.ron")),
    ("fall-in-the-bathroom.ron", include_str!("../../scenarios/fall-in-the-bathroom.ron")),
    ("fall-on-the-way.ron", include_str!("../../scenarios/fall-on-the-way.ron")),
    ("fasting-in-ramadan.ron", include_str!("../../scenarios/fasting-in-ramadan.ron")),
    ("fault-battery-dying.ron", include_str!("../../scenarios/fault-battery-dying.ron")),
    ("fault-blocked-view.ron", include_str!("../../scenarios/fault-blocked-view.ron")),
    ("fault-broadband-down.ron", include_str!("../../scenarios/fault-broadband-down.ron")),
    ("fault-by-chance.ron", include_str!("../../scenarios/fault-by-chance.ron")),
    ("fault-door-contact-stuck.ron", include_str!("../../scenarios/fault-door-contact-stuck.ron")),
    ("fault-dropout.ron", include_str!("../../scenarios/fault-dropout.ron")),
    ("fault-hub-offline.ron", include_str!("../../scenarios/fault-hub-offline.ron")),
    ("fault-interference.ron", include_str!("../../scenarios/fault-interference.ron")),
    ("fault-late-and-twice.ron", include_str!("../../scenarios/fault-late-and-twice.ron")),
    ("fault-moved-sensor.ron", include_str!("../../scenarios/fault-moved-sensor.ron")),
    ("fault-new-sensor.ron", include_str!("../../scenarios/fault-new-sensor.ron")),
    ("fault-power-cut.ron", include_str!("../../scenarios/fault-power-cut.ron")),
    ("fault-stuck-on.ron", include_str!("../../scenarios/fault-stuck-on.ron")),
    ("fault-wrong-clock.ron", include_str!("../../scenarios/fault-wrong-clock.ron")),
    ("flat-at-night.ron", include_str!("../../scenarios/flat-at-night.ron")),
    ("fob-on-the-bedside-table.ron", include_str!("../../scenarios/fob-on-the-bedside-table.ron")),
    ("fob-pressed-in-a-fall.ron", include_str!("../../scenarios/fob-pressed-in-a-fall.ron")),
    ("forgetting-at-once.ron", include_str!("../../scenarios/forgetting-at-once.ron")),
    ("forgetting.ron", include_str!("../../scenarios/forgetting.ron")),
    ("gardening.ron", include_str!("../../scenarios/gardening.ron")),
    ("grandchildren-staying.ron", include_str!("../../scenarios/grandchildren-staying.ron")),
    ("hearing-dog.ron", include_str!("../../scenarios/hearing-dog.ron")),
    ("heater-left-on.ron", include_str!("../../scenarios/heater-left-on.ron")),
    ("heater-of-an-evening.ron", include_str!("../../scenarios/heater-of-an-evening.ron")),
    ("heating-broken.ron", include_str!("../../scenarios/heating-broken.ron")),
    ("heatwave.ron", include_str!("../../scenarios/heatwave.ron")),
    ("holiday.ron", include_str!("../../scenarios/holiday.ron")),
    ("home-from-hospital.ron", include_str!("../../scenarios/home-from-hospital.ron")),
    ("hospital-stay.ron", include_str!("../../scenarios/hospital-stay.ron")),
    ("housebound-at-once.ron", include_str!("../../scenarios/housebound-at-once.ron")),
    ("housebound.ron", include_str!("../../scenarios/housebound.ron")),
    ("in-bed-by-day-at-once.ron", include_str!("../../scenarios/in-bed-by-day-at-once.ron")),
    ("in-bed-by-day.ron", include_str!("../../scenarios/in-bed-by-day.ron")),
    ("late-film.ron", include_str!("../../scenarios/late-film.ron")),
    ("late-morning.ron", include_str!("../../scenarios/late-morning.ron")),
    ("left-home-at-night.ron", include_str!("../../scenarios/left-home-at-night.ron")),
    ("live-in-carer.ron", include_str!("../../scenarios/live-in-carer.ron")),
    ("lodger.ron", include_str!("../../scenarios/lodger.ron")),
    ("long-bath.ron", include_str!("../../scenarios/long-bath.ron")),
    ("mopped-floor.ron", include_str!("../../scenarios/mopped-floor.ron")),
    ("more-night-visits-at-once.ron", include_str!("../../scenarios/more-night-visits-at-once.ron")),
    ("more-night-visits.ron", include_str!("../../scenarios/more-night-visits.ron")),
    ("new-kettle.ron", include_str!("../../scenarios/new-kettle.ron")),
    ("new-seat.ron", include_str!("../../scenarios/new-seat.ron")),
    ("no-visitors.ron", include_str!("../../scenarios/no-visitors.ron")),
    ("ordinary-months.ron", include_str!("../../scenarios/ordinary-months.ron")),
    ("pan-on-the-cooker.ron", include_str!("../../scenarios/pan-on-the-cooker.ron")),
    ("poor-sleep.ron", include_str!("../../scenarios/poor-sleep.ron")),
    ("slower-walking.ron", include_str!("../../scenarios/slower-walking.ron")),
    ("stranger-at-the-door.ron", include_str!("../../scenarios/stranger-at-the-door.ron")),
    ("summer-on-the-allotment.ron", include_str!("../../scenarios/summer-on-the-allotment.ron")),
    ("tablets-missed.ron", include_str!("../../scenarios/tablets-missed.ron")),
    ("tablets-prompted.ron", include_str!("../../scenarios/tablets-prompted.ron")),
    ("tablets-twice.ron", include_str!("../../scenarios/tablets-twice.ron")),
    ("unconscious-in-the-chair.ron", include_str!("../../scenarios/unconscious-in-the-chair.ron")),
    ("up-by-night-by-choice.ron", include_str!("../../scenarios/up-by-night-by-choice.ron")),
    ("upset-stomach.ron", include_str!("../../scenarios/upset-stomach.ron")),
    ("wandering-at-night.ron", include_str!("../../scenarios/wandering-at-night.ron")),
];

/// The tours that come with the program, in the order in which they are offered.
pub const TOURS: &[(&str, &str)] = &[
    ("tours/five-minutes.ron", include_str!("../../scenarios/tours/five-minutes.ron")),
    ("tours/a-fall.ron", include_str!("../../scenarios/tours/a-fall.ron")),
    ("tours/night-time-door.ron", include_str!("../../scenarios/tours/night-time-door.ron")),
    ("tours/slow-change.ron", include_str!("../../scenarios/tours/slow-change.ron")),
    ("tours/what-it-sees.ron", include_str!("../../scenarios/tours/what-it-sees.ron")),
];

/// The text of a scenario or tour of the library by its path: `scenarios/late-morning.ron`.
pub fn text(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix("scenarios/")?;
    LIBRARY.iter().chain(TOURS).find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_holds_what_the_folder_holds() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".ron"))
            .collect();
        names.sort();
        assert_eq!(LIBRARY.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>(), names);
        let tours = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/tours");
        assert_eq!(std::fs::read_dir(tours).expect("the folder").count(), TOURS.len());
    }
}
