//! `smart-house film`: a stretch of a scenario as pictures, and as a film where ffmpeg is there.

use std::sync::Arc;

use super::arguments::FilmArguments;
use super::progress::Progress;
use super::{Ending, Failure, load, tell_problems};
use crate::desktop::bridge::Bridge;
use crate::desktop::film::{self, FilmOptions};
use crate::player::Player;

/// Makes it.
pub fn film(asked: &FilmArguments) -> Result<Ending, Failure> {
    let loaded = load::scenario(&asked.file)?;
    tell_problems(&loaded.warnings);
    let scenario = loaded.scenario;
    let (from, until) = (scenario.at(asked.from), scenario.at(asked.until));
    if until <= from {
        return Err(Failure::new(format!("--until {}: that is not after --from {}", asked.until, asked.from)));
    }
    if until > scenario.ends() {
        let days = scenario.days;
        return Err(Failure::new(format!("--until {}: the scenario ends after day {days}", asked.until)));
    }
    if asked.size.0 % 2 == 1 || asked.size.1 % 2 == 1 {
        return Err(Failure::new(
            "--size: a film needs an even number of pixels each way, such as 1280x720".to_owned(),
        ));
    }
    let text_scale = asked.text_scale;
    let options = FilmOptions {
        player: Player::new(Arc::new(scenario)),
        from,
        until,
        pace: asked.speed,
        rate: asked.rate,
        size: asked.size,
        quality: super::open::quality(asked.quality),
        out: asked.out.clone(),
        ffmpeg: asked.ffmpeg.clone(),
        set: Box::new(move |app| app.world_mut().resource_mut::<Bridge>().shown.text_scale = text_scale),
        beside_a_window: false,
    };
    let count = film::moments(from, until, asked.speed, asked.rate).len();
    let progress = Progress::new(count as u64, "Drawing pictures");
    let made = film::film(options, &mut |done, _| {
        progress.at(done as u64);
        true
    });
    drop(progress);
    made.map_err(|error| Failure::new(error.to_string()))?;
    Ok(Ending::Done)
}
