//! Overdue activity: no sign of the person for longer than is usual at this hour, after last being seen there.
//!
//! Two questions are asked at every tick. *Silence:* how much activity should there have been since the last sign? The
//! learned rates, added up over the time since (the integrated hazard), say so in one number that allows for the
//! hour and the day of the week; how large that number gets on ordinary days is learned for each quarter of the day in
//! which a silence may begin, and apart from that for being out and for being in bed. *Stay:* how long has the person been in
//! the bathroom without being seen elsewhere? Someone who has fallen there may still be seen by its sensor, so movement
//! within the bathroom does not end a stay.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::monitor::TICK;
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::baseline::rate::Rates;
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{add, in_order};
use crate::monitor::explain;
use crate::monitor::feature::civil::{Civil, Hour};
use crate::monitor::feature::presence::Place;
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};

/// Signs closer together than this belong to one episode of activity.
pub(in crate::monitor) const EPISODE: Span = Span::minutes(3);
/// Nobody is told of a shorter silence, however unusual.
const SHORTEST_SILENCE: Span = Span::minutes(45);
/// Being out is no emergency at home: of an outing nobody is told before the day is gone.
const SHORTEST_OUTING: Span = Span::hours(12);
/// A longer silence at home is an absence, a stay in hospital or an outage: it teaches nothing about ordinary days.
/// Chosen among 8 to 16 hours on recordings of real homes, and not from a published figure.
const LONGEST_LEARNED: Span = Span::hours(10);
/// Of outings a night away is one, too.
const LONGEST_OUTING: Span = Span::hours(16);
/// Nobody is told of a shorter stay in the bathroom, however unusual: a bath takes half an hour, a long one more.
const SHORTEST_STAY: f64 = 40.0;
/// A longer stay is not one: the person was in a place without a sensor.
const LONGEST_STAY: Span = Span::hours(6);
/// For how long nothing has moved in a bathroom where somebody may lie.
const QUIET: Span = Span::minutes(20);
/// How much longer than the longest of the last two months a stay must be, in square roots: 1.2 times in minutes.
const LONGER: f64 = 1.1;
/// Mean excess believed in before anything is known: of an integrated hazard that fits, and of the square root of a
/// stay's minutes. Stays are of many kinds; an exponential tail of the square root is a Weibull's with shape ½.
const TYPICAL_HAZARD: f64 = 1.0;
const TYPICAL_STAY: f64 = 0.5;
/// Into how many parts a day is cut when silences are told apart by when they began.
const QUARTERS: usize = 4;
/// A class needs so many silences before it is judged by its own.
const ENOUGH: u32 = 40;

/// What somebody who is not seen most likely does. Silence ends at other rates in each: whoever is up and about is seen
/// many times an hour, whoever is in bed once, when they rise. Without a bed sensor nobody is known to be in bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Mode {
    UpAndAbout,
    InBed,
    Out,
}

impl Mode {
    fn of(place: Place) -> Self {
        match place {
            Place::Out => Self::Out,
            Place::Bed => Self::InBed,
            Place::Area(_) => Self::UpAndAbout,
        }
    }

    fn index(self) -> usize {
        match self {
            Self::UpAndAbout => 0,
            Self::InBed => 1,
            Self::Out => 2,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Silence {
    since: Timestamp,
    place: Place,
    mode: Mode,
    class: usize,
    /// Episodes expected since.
    hazard: f64,
    /// For so long nothing could be seen. It cannot be learned from then, and that time does not count.
    blind: Span,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stay {
    area: usize,
    entered: Timestamp,
    night: usize,
    /// As for a silence.
    blind: Span,
}

/// What was raised last.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Raised {
    concern: Concern,
    area: Option<usize>,
}

/// The judge of silence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct OverdueActivity {
    /// How often silence ends, for each [`Mode`].
    rates: [Rates; 3],
    /// For each class of silence.
    hazards: Vec<Tail>,
    /// The same for all classes of a mode together.
    any: [Tail; 3],
    lengths: Vec<Spread>,
    /// Of stays in the bathroom, by day and by night.
    stays: [Tail; 2],
    stay_lengths: [Spread; 2],
    silence: Option<Silence>,
    stay: Option<Stay>,
    raised: Raised,
}

impl OverdueActivity {
    pub fn new() -> Self {
        // The quarters of the day; out; in bed.
        let classes = QUARTERS + 2;
        Self {
            rates: [Rates::new(), Rates::new(), Rates::new()],
            hazards: vec![Tail::new(); classes],
            any: [Tail::new(), Tail::new(), Tail::new()],
            lengths: vec![Spread::new(); classes],
            stays: [Tail::new(), Tail::new()],
            stay_lengths: [Spread::new(), Spread::new()],
            silence: None,
            stay: None,
            raised: Raised::default(),
        }
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.rates.iter_mut().for_each(|rates| rates.forget(factor));
        self.lengths.iter_mut().chain(&mut self.stay_lengths).for_each(|spread| spread.forget(factor));
    }

    /// The person was seen; `presence` already knows. Says whether a new episode of activity began.
    pub fn seen(&mut self, context: &mut Context<'_>) -> bool {
        let Some(place) = context.presence.place() else { return false };
        let Some(last) = &context.presence.last else { return false };
        let (at, area, hour) = (last.at, last.area, context.hour);
        let new_episode = self.silence.as_ref().is_none_or(|silence| at - silence.since > EPISODE);
        if new_episode
            && let Some(silence) = self.silence.take()
            && context.ordinary
        {
            self.learn_silence(context.civil, &silence, at);
        }
        self.end_stay(context, at, area);
        if self.raised.area.is_none() || self.raised.area != area {
            self.raised.concern.resolve();
        }
        let class = Self::class(place, hour);
        self.silence = Some(Silence { since: at, place, mode: Mode::of(place), class, hazard: 0.0, blind: Span::ZERO });
        let bathroom = area.filter(|area| context.roster.is_bathroom(*area));
        if let (None, Some(area)) = (&self.stay, bathroom) {
            self.stay = Some(Stay { area, entered: at, night: usize::from(hour.is_night()), blind: Span::ZERO });
        }
        new_episode
    }

    fn end_stay(&mut self, context: &Context<'_>, at: Timestamp, area: Option<usize>) {
        let elsewhere = self.stay.as_ref().is_some_and(|stay| Some(stay.area) != area);
        if elsewhere && let Some(stay) = self.stay.take() {
            let length = at - stay.entered;
            // Somebody who comes home was not in the bathroom all the while.
            let plausible = length <= LONGEST_STAY && context.presence.place() != Some(Place::Out);
            if plausible && context.ordinary && stay.blind == Span::ZERO {
                let minutes = length.as_seconds() / 60.0;
                self.stays[stay.night].add(minutes.sqrt(), at);
                self.stay_lengths[stay.night].add(minutes);
            }
        }
    }

    fn class(place: Place, hour: Hour) -> usize {
        match place {
            Place::Out => QUARTERS,
            Place::Bed => QUARTERS + 1,
            // Night, morning, afternoon, evening, each of which people spend in a way of its own.
            Place::Area(_) => match hour.hour() {
                6..12 => 1,
                12..18 => 2,
                18..22 => 3,
                _ => 0,
            },
        }
    }

    fn learn_silence(&mut self, civil: &mut Civil, silence: &Silence, ended: Timestamp) {
        let length = ended - silence.since;
        let longest = if silence.mode == Mode::Out { LONGEST_OUTING } else { LONGEST_LEARNED };
        if silence.blind > Span::ZERO || length > longest {
            return;
        }
        let class = silence.class;
        self.hazards[class].add(silence.hazard, ended);
        self.lengths[class].add(length.as_seconds() / 60.0);
        let mode = silence.mode.index();
        self.any[mode].add(silence.hazard, ended);
        let rates = &mut self.rates[mode];
        let mut from = silence.since + EPISODE;
        while from < ended {
            let until = (from.floor(Span::minutes(30)) + Span::minutes(30)).min(ended);
            let hour = civil.hour(from);
            rates.exposure(hour, (until - from).as_hours());
            from = until;
        }
        let hour = civil.hour(ended);
        rates.event(hour);
    }

    /// A minute has passed. `blind` while silence says nothing.
    pub fn tick(&mut self, context: &mut Context<'_>, blind: bool, doubt: &[String], alerts: &mut Vec<Alert>) {
        let Some(silence) = &mut self.silence else { return };
        if blind {
            silence.blind = silence.blind + TICK;
            if let Some(stay) = &mut self.stay {
                stay.blind = stay.blind + TICK;
            }
            return;
        }
        let waited = context.now - silence.since - silence.blind;
        // In bed at night is where somebody should be, however still they lie: only the morning asks where they are.
        let asleep = silence.mode == Mode::InBed && context.hour.is_night();
        if waited > EPISODE && !asleep {
            let rates = &self.rates[silence.mode.index()];
            silence.hazard += rates.rate(context.hour) / 60.0;
        }
        let shortest = if silence.mode == Mode::Out { SHORTEST_OUTING } else { SHORTEST_SILENCE };
        let may_speak = i64::from(context.days) >= context.config.speaks_after_days;
        if !may_speak || self.raised.concern.raised().is_some() {
            return;
        }
        let alert = if let Some(alert) = self.judge_stay(context, doubt) {
            alert
        } else if waited >= shortest
            && let Some(alert) = self.judge_silence(context, doubt)
        {
            alert
        } else {
            return;
        };
        self.raised.area = alert.0;
        self.raised.concern.raise(context.now);
        alerts.push(alert.1);
    }

    /// How often each judgement may be wrong, in days: the home's budget divided among those that are in use.
    fn share_of_budget(&self, context: &Context<'_>) -> f64 {
        let in_use = self.hazards.iter().filter(|tail| tail.seen() >= ENOUGH).count() + 2;
        context.config.false_alarms_every_days * in_use as f64
    }

    /// While it still learns, limits are wider in proportion to what is missing: each weekday has been seen twice.
    fn widening(context: &Context<'_>) -> f64 {
        (context.config.learning_days as f64 / f64::from(context.days.max(1))).max(1.0)
    }

    /// How large the integrated hazard may get; `None` while that is not known.
    fn silence_limit(&self, context: &Context<'_>, silence: &Silence) -> Option<f64> {
        // The limit is at least what the model alone would set for the busiest of days, ln(1 · D).
        let every = self.share_of_budget(context);
        let least = libm::log(every.max(1.0));
        let days = f64::from(context.days);
        let own = &self.hazards[silence.class];
        let limit = if own.seen() >= ENOUGH {
            own.limit(days, every, TYPICAL_HAZARD)?
        } else {
            let pooled = self.any[silence.mode.index()].limit(days, every, TYPICAL_HAZARD)?;
            own.limit(days, every, TYPICAL_HAZARD).map_or(pooled, |own| own.max(pooled))
        };
        Some((limit * Self::widening(context)).max(least * 0.5))
    }

    /// When that would be reached if nobody were seen: the rates of the hours to come are added up.
    fn silence_speaks_at(&self, context: &Context<'_>, silence: &Silence, limit: f64) -> Option<Timestamp> {
        let shortest = if silence.mode == Mode::Out { SHORTEST_OUTING } else { SHORTEST_SILENCE };
        let earliest = silence.since + silence.blind + shortest;
        let rates = &self.rates[silence.mode.index()];
        let mut civil = Civil::new(context.civil.calendar());
        let (mut at, mut hazard) = (context.now, silence.hazard);
        let last = context.now + Span::days(2);
        while at < last {
            if hazard > limit && at >= earliest {
                return Some(at);
            }
            at += TICK;
            let hour = civil.hour(at);
            if !(silence.mode == Mode::InBed && hour.is_night()) {
                hazard += rates.rate(hour) / 60.0;
            }
        }
        None
    }

    /// For how many minutes somebody may be in the bathroom; `None` while that is not known.
    fn stay_limit(&self, context: &Context<'_>, stay: &Stay) -> Option<f64> {
        let every = context.config.false_alarms_every_days * 2.0;
        let limit = self.stays[stay.night].limit(f64::from(context.days), every, TYPICAL_STAY)?;
        let limit = limit.max(LONGER * self.stays[stay.night].largest()?);
        Some(limit * limit * Self::widening(context))
    }

    fn judge_silence(&self, context: &Context<'_>, doubt: &[String]) -> Option<(Option<usize>, Alert)> {
        let silence = self.silence.as_ref()?;
        if silence.hazard <= self.silence_limit(context, silence)? {
            return None;
        }
        Some(self.silence_alert(context, silence, doubt))
    }

    fn judge_stay(&self, context: &Context<'_>, doubt: &[String]) -> Option<(Option<usize>, Alert)> {
        let stay = self.stay.as_ref()?;
        let minutes = (context.now - stay.entered - stay.blind).as_seconds() / 60.0;
        if minutes < SHORTEST_STAY {
            return None;
        }
        // Somebody in the bath stirs now and then; a stay without any movement is the worrying one.
        let quiet = context.presence.last.as_ref().is_some_and(|last| context.now - last.at >= QUIET);
        let limit = self.stay_limit(context, stay)?;
        if minutes <= limit || !(quiet || minutes > 2.0 * limit) {
            return None;
        }
        Some(self.stay_alert(context, stay, doubt))
    }

    fn stay_alert(&self, context: &Context<'_>, stay: &Stay, doubt: &[String]) -> (Option<usize>, Alert) {
        let (presence, now) = (context.presence, context.now);
        let the_room = context.roster.the_area(Some(stay.area));
        let entered = explain::clock(context.civil, stay.entered, now);
        let by = if stay.night == 1 { "at night" } else { "by day" };
        let usual = match (self.stay_lengths[stay.night].quantile(0.5), self.stay_lengths[stay.night].quantile(0.95)) {
            (Some(half), Some(most)) => format!(
                "Usually seen in another room within {}; {by}, 19 visits in 20 are under {}.",
                explain::about(half),
                explain::about(most)
            ),
            _ => "Stays this long have not been seen before.".to_owned(),
        };
        let mut list = Vec::new();
        add(&mut list, presence.elsewhere.as_ref(), "last seen elsewhere");
        add(&mut list, presence.entered.as_ref(), "went in");
        add(&mut list, presence.last.as_ref(), "the last sign of movement");
        let last = presence.last.as_ref().map_or(stay.entered, |last| last.at);
        let alert = self.alert(
            context,
            stay.entered,
            Some(stay.area),
            Severity::Urgent,
            format!(
                "In {the_room} since {entered}, and not seen anywhere else for {}. The last movement there was at {}.",
                explain::length(now - stay.entered),
                explain::clock(context.civil, last, now)
            ),
            usual,
            format!("{} so far.", explain::length(now - stay.entered)),
            list,
            doubt,
        );
        (Some(stay.area), alert)
    }

    fn silence_alert(&self, context: &Context<'_>, silence: &Silence, doubt: &[String]) -> (Option<usize>, Alert) {
        let (presence, now) = (context.presence, context.now);
        let since = explain::clock(context.civil, silence.since, now);
        let when = explain::on_such_a(context.civil, now);
        let area = match silence.place {
            Place::Area(area) => area,
            Place::Out => None,
            Place::Bed => presence.last.as_ref().and_then(|last| last.area),
        };
        let the_room = context.roster.the_area(area);
        let (severity, message) = match silence.place {
            Place::Out => (
                Severity::Attention,
                format!("A door to outside was used at {since}, and nobody has been seen at home since."),
            ),
            Place::Bed => {
                (Severity::Urgent, format!("Still in bed: no other movement since {since}, which is unusual {when}."))
            }
            Place::Area(_) => (Severity::Urgent, format!("No movement anywhere since {since}, last in {the_room}.")),
        };
        let usual = match self.lengths[silence.class].quantile(0.95) {
            Some(most) if silence.place == Place::Out => {
                format!("19 outings in 20 are over within {}.", explain::about(most))
            }
            Some(most) if silence.mode == Mode::InBed => {
                format!(
                    "After being seen there at such an hour, there is movement again within {} 19 times in 20.",
                    explain::about(most)
                )
            }
            Some(most) => format!(
                "After being seen there, there is movement again within {} 19 times in 20; {when}, about {} signs of activity would have been expected by now.",
                explain::about(most),
                silence.hazard.round()
            ),
            None if silence.mode == Mode::InBed => "A silence this long in bed has not been seen before.".to_owned(),
            None => {
                format!(
                    "{}, about {} signs of activity would have been expected by now.",
                    sentence(&when),
                    silence.hazard.round()
                )
            }
        };
        let mut list = Vec::new();
        add(&mut list, presence.elsewhere.as_ref(), "last seen elsewhere");
        add(&mut list, presence.door.as_ref(), "a door to outside was last used");
        add(&mut list, presence.last.as_ref(), "the last sign of movement");
        let alert = self.alert(
            context,
            silence.since,
            area,
            severity,
            message,
            usual,
            format!("None for {}.", explain::length(now - silence.since)),
            list,
            doubt,
        );
        (area, alert)
    }

    #[expect(clippy::too_many_arguments, reason = "an alert has that many parts, and each is worked out by the caller")]
    fn alert(
        &self,
        context: &Context<'_>,
        since: Timestamp,
        area: Option<usize>,
        severity: Severity,
        message: String,
        usual: String,
        today: String,
        list: Vec<Evidence>,
        doubt: &[String],
    ) -> Alert {
        // How far the learned normal carries, less where a device that should have spoken may be at fault. It is no
        // probability of a fall: nobody knows how often this person falls.
        let days = f64::from(context.days);
        let out = self.silence.as_ref().is_some_and(|silence| silence.place == Place::Out);
        let learned = days / (days + 5.0);
        let confidence = learned * if out { 0.6 } else { 0.95 } * if doubt.is_empty() { 1.0 } else { 0.6 };
        let mut also = doubt.to_vec();
        if out {
            also.push("a longer outing, or a night away".to_owned());
            also.push("at home after all, in a place that no sensor sees".to_owned());
        } else {
            also.push("out, although no door was seen to open".to_owned());
            also.push("resting longer than usual".to_owned());
            also.push("a sensor that is blocked or has a flat battery".to_owned());
        }
        let mut devices: Vec<_> = list.iter().map(|e| e.device.clone()).collect();
        devices.sort();
        devices.dedup();
        Alert {
            kind: AlertKind::OverdueActivity,
            feature: None,
            concern: None,
            severity,
            since,
            raised_at: context.now,
            area: area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
            devices,
            message,
            usual,
            today,
            evidence: in_order(list),
            confidence: explain::confidence(confidence),
            also_could_be: also,
            what_to_do: match severity {
                Severity::Urgent => "Ring now. If there is no answer, send someone round.".to_owned(),
                Severity::Attention | Severity::Information => {
                    "Ring and ask whether they are out; look in if there is no answer.".to_owned()
                }
            },
        }
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

impl Judge for OverdueActivity {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let learning = known.learning(context.config.speaks_after_days);
        let told = self.raised.concern.raised().is_some();
        let waits_for = |what: &str| match (&learning, told, known.blind) {
            (Some(learning), ..) => learning.clone(),
            (None, true, _) => "somebody to be seen elsewhere: it has been told".to_owned(),
            (None, false, true) => "sensors that can be relied on".to_owned(),
            (None, false, false) => what.to_owned(),
        };
        let speaks = learning.is_none() && !told && !known.blind;
        let mut all = Vec::new();
        if let Some(silence) = &self.silence {
            let limit = self.silence_limit(context, silence);
            let about = match silence.place {
                Place::Area(area) => context.roster.the_area(area),
                Place::Bed => "in bed".to_owned(),
                Place::Out => "out of the house".to_owned(),
            };
            let usual = self.lengths[silence.class].quantile(0.95).map_or_else(
                || "what is usual is not known yet".to_owned(),
                |most| format!("there is movement again within {} 19 times in 20", explain::about(most)),
            );
            let at = limit.filter(|_| speaks).and_then(|limit| self.silence_speaks_at(context, silence, limit));
            all.push(
                Why::waiting(AlertKind::OverdueActivity, about, usual, &waits_for("a sign of somebody"))
                    .measured(silence.hazard, limit, "signs expected since the last")
                    .at(at),
            );
        }
        if let Some(stay) = &self.stay {
            let minutes = (context.now - stay.entered - stay.blind).as_seconds() / 60.0;
            let limit = self.stay_limit(context, stay);
            let usual = self.stay_lengths[stay.night].quantile(0.95).map_or_else(
                || "what is usual is not known yet".to_owned(),
                |most| format!("19 visits in 20 are under {}", explain::about(most)),
            );
            let at =
                limit.filter(|_| speaks).and_then(|limit| in_minutes(context.now, limit.max(SHORTEST_STAY) - minutes));
            all.push(
                Why::waiting(
                    AlertKind::OverdueActivity,
                    context.roster.the_area(Some(stay.area)),
                    usual,
                    &waits_for("somebody to be seen in another room"),
                )
                .measured(minutes, limit, "minutes in there")
                .at(at),
            );
        }
        if all.is_empty() {
            let usual = "what is usual is not known yet".to_owned();
            all.push(Why::waiting(AlertKind::OverdueActivity, String::new(), usual, "the first sign of somebody"));
        }
        all
    }
}
