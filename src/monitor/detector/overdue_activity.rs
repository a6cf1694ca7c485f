//! Overdue activity: no sign of the person for longer than is usual at this hour, after last being seen there.
//!
//! How much activity should there have been since the last sign? The learned rates, added up over the time since (the
//! integrated hazard), say so in one number that allows for the hour and the day of the week; how large that number gets
//! on ordinary days is learned for each quarter of the day in which a silence may begin, and apart from that for being in
//! bed. Whoever is out is the business of [`not_returned`](super::not_returned), and whoever is in the bathroom of
//! [`long_bathroom_stay`](super::long_bathroom_stay), too. Where somebody may be with the person, a door says less: who
//! went out may have been the visitor.

use serde::{Deserialize, Serialize};

use super::Context;
use super::besides::{Besides, OUT_OR_NOT};
use crate::monitor::TICK;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::rate::Rates;
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::budget::Share;
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{add, in_order};
use crate::monitor::explain;
use crate::monitor::feature::civil::Civil;
use crate::monitor::feature::presence::Place;
use crate::monitor::mode::NotAlone;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Signs closer together than this belong to one episode of activity.
pub(in crate::monitor) const EPISODE: Span = Span::minutes(3);
/// Nobody is told of a shorter silence, however unusual.
const SHORTEST_SILENCE: Span = Span::minutes(45);
/// A longer silence at home is an absence, a stay in hospital or an outage: it teaches nothing about ordinary days.
/// Chosen among 8 to 16 hours on recordings of real homes, and not from a published figure.
const LONGEST_LEARNED: Span = Span::hours(10);
/// Mean excess of an integrated hazard believed in before anything is known: that of a model that fits.
const TYPICAL_HAZARD: f64 = 1.0;
/// Where the person may have been left behind by a visitor who went out, silence must be so many times as surprising:
/// mostly they went out together.
const LEFT_BEHIND: f64 = 3.0;
/// Into how many parts a day is cut when silences are told apart by when they began.
const QUARTERS: usize = 4;
/// Where the sensor that should see the person may be blocked, silence must be so many times as surprising.
const SUSPECTED: f64 = 2.5;
/// A silence that begins so soon after a door to outside was used is like no other: it may be an outing, by a door that
/// was shut again before the hall was crossed.
const AFTER: Span = Span::minutes(5);
/// A class needs so many silences before it is judged by its own.
const ENOUGH: u32 = 40;

/// What somebody who is not seen most likely does. Silence ends at other rates in each: whoever is up and about is seen
/// many times an hour, whoever is in bed once, when they rise. Without a bed sensor nobody is known to be in bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Mode {
    UpAndAbout,
    InBed,
}

/// The class of silences in bed.
const IN_BED: usize = QUARTERS;
/// The class of silences that begin soon after a door to outside was used.
const AFTER_A_DOOR: usize = QUARTERS + 1;
/// How many classes there are.
const CLASSES: usize = QUARTERS + 2;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Silence {
    since: Timestamp,
    place: Place,
    mode: Mode,
    class: usize,
    /// Somebody else was there when it began.
    company: bool,
    /// Whether anybody is at home was not sure when it began.
    unsure: bool,
    /// Episodes expected since, were the person at home.
    hazard: f64,
    /// For so long nothing could be seen. It cannot be learned from then, and that time does not count.
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
    rates: [Rates; 2],
    /// For each class of silence.
    hazards: Vec<Tail>,
    /// The same for all classes of a mode together.
    any: [Tail; 2],
    lengths: Vec<Spread>,
    silence: Option<Silence>,
    raised: Raised,
}

impl OverdueActivity {
    pub fn new() -> Self {
        Self {
            rates: [Rates::new(), Rates::new()],
            hazards: vec![Tail::new(); CLASSES],
            any: [Tail::new(), Tail::new()],
            lengths: vec![Spread::new(); CLASSES],
            silence: None,
            raised: Raised::default(),
        }
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.rates.iter_mut().for_each(|rates| rates.forget(factor));
        self.lengths.iter_mut().for_each(|spread| spread.forget(factor));
    }

    /// The person was seen; `presence` already knows. Says whether a new episode of activity began.
    pub fn seen(&mut self, context: &mut Context<'_>, company: bool) -> bool {
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
        if self.raised.area.is_none() || self.raised.area != area {
            self.raised.concern.resolve();
        }
        let after_a_door = context.presence.door.as_ref().is_some_and(|door| at - door.at <= AFTER);
        let (mode, class) = match place {
            Place::Bed => (Mode::InBed, IN_BED),
            Place::Out => (Mode::UpAndAbout, AFTER_A_DOOR),
            Place::Area(_) if after_a_door => (Mode::UpAndAbout, AFTER_A_DOOR),
            // Night, morning, afternoon, evening, each of which people spend in a way of its own.
            Place::Area(_) => match hour.hour() {
                6..12 => (Mode::UpAndAbout, 1),
                12..18 => (Mode::UpAndAbout, 2),
                18..22 => (Mode::UpAndAbout, 3),
                _ => (Mode::UpAndAbout, 0),
            },
        };
        let unsure = context.presence.is_unsure();
        self.silence = Some(Silence { since: at, place, mode, class, company, unsure, hazard: 0.0, blind: Span::ZERO });
        new_episode
    }

    fn learn_silence(&mut self, civil: &mut Civil, silence: &Silence, ended: Timestamp) {
        let length = ended - silence.since;
        if silence.blind > Span::ZERO || length > LONGEST_LEARNED || silence.place == Place::Out || silence.unsure {
            return;
        }
        let class = silence.class;
        self.hazards[class].add(silence.hazard, ended);
        self.lengths[class].add(length.as_seconds() / 60.0);
        // Whoever used a door a moment ago may be out unseen: that says nothing of how often people at home are seen.
        if class == AFTER_A_DOOR {
            return;
        }
        let mode = silence.mode as usize;
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

    /// How much activity should have been seen since the last sign, were the person at home.
    pub fn expected(&self) -> f64 {
        self.silence.as_ref().map_or(0.0, |silence| silence.hazard)
    }

    /// Of which room somebody has been told.
    pub fn told_of(&self) -> Option<usize> {
        self.raised.concern.raised().and(self.raised.area)
    }

    /// A minute has passed.
    pub fn tick(&mut self, context: &mut Context<'_>, besides: Besides<'_>, alerts: &mut Vec<Alert>) {
        let Some(silence) = &mut self.silence else { return };
        if besides.blind {
            silence.blind = silence.blind + TICK;
            return;
        }
        let waited = context.now - silence.since - silence.blind;
        // In bed at night is where somebody should be, however still they lie: only the morning asks where they are.
        let asleep = silence.mode == Mode::InBed && context.hour.is_night();
        if waited > EPISODE && !asleep {
            let rates = &self.rates[silence.mode as usize];
            silence.hazard += rates.rate(context.hour) / 60.0;
        }
        let told = self.raised.concern.raised().is_some()
            || (besides.told_of.is_some()
                && besides.told_of == context.presence.last.as_ref().and_then(|last| last.area));
        let may_speak = i64::from(context.days) >= context.config.speaks_after_days;
        if !may_speak || told || besides.absent || waited < SHORTEST_SILENCE {
            return;
        }
        if let Some((area, alert)) = self.judge(context, besides) {
            self.raised.area = area;
            self.raised.concern.raise(context.now);
            alerts.push(alert);
        }
    }

    /// How often each judgement may be wrong, in days: the home's budget divided among those that are in use.
    fn share_of_budget(&self, context: &Context<'_>) -> f64 {
        let in_use = self.hazards.iter().filter(|tail| tail.seen() >= ENOUGH).count() + 2;
        context.config.every(Share::Silence) * in_use as f64
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
            let pooled = self.any[silence.mode as usize].limit(days, every, TYPICAL_HAZARD)?;
            own.limit(days, every, TYPICAL_HAZARD).map_or(pooled, |own| own.max(pooled))
        };
        Some((limit * Self::widening(context)).max(least * 0.5))
    }

    /// When that would be reached if nobody were seen: the rates of the hours to come are added up.
    fn silence_speaks_at(&self, context: &Context<'_>, silence: &Silence, limit: f64) -> Option<Timestamp> {
        let earliest = silence.since + silence.blind + SHORTEST_SILENCE;
        let rates = &self.rates[silence.mode as usize];
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

    fn judge(&self, context: &Context<'_>, besides: Besides<'_>) -> Option<(Option<usize>, Alert)> {
        let silence = self.silence.as_ref()?;
        let left_behind = silence.place == Place::Out;
        if left_behind && !silence.company {
            return None;
        }
        let limit = self.silence_limit(context, silence)?;
        let limit = if left_behind { LEFT_BEHIND * limit } else { limit };
        let pet = besides.not_alone.is_some_and(NotAlone::may_be_a_pet);
        let maybe_out = silence.unsure || (silence.class == AFTER_A_DOOR && pet);
        let limit = if maybe_out { besides.if_out_or_not(context)? * limit } else { limit };
        let limit = if besides.suspected { SUSPECTED * limit } else { limit };
        if silence.hazard <= limit {
            return None;
        }
        Some(self.alert(context, silence, besides))
    }

    fn alert(&self, context: &Context<'_>, silence: &Silence, besides: Besides<'_>) -> (Option<usize>, Alert) {
        let (presence, now) = (context.presence, context.now);
        let since = explain::clock(context.civil, silence.since, now);
        let when = explain::on_such_a(context.civil, now);
        let area = match silence.place {
            Place::Area(area) => area,
            Place::Out => None,
            Place::Bed => presence.last.as_ref().and_then(|last| last.area),
        };
        let the_room = context.roster.the_area(area);
        let left_behind = silence.place == Place::Out;
        let mut message = match silence.place {
            Place::Out => format!(
                "Somebody went out at {since}, and nobody has been seen since. There was company before that, so the \
                 person may have stayed at home, where there is no movement."
            ),
            Place::Bed => format!("Still in bed: no other movement since {since}, which is unusual {when}."),
            Place::Area(_) => format!("No movement anywhere since {since}, last in {the_room}."),
        };
        // Whoever may have somebody with them is not helpless for want of anybody to notice.
        let mut severity = if left_behind { Severity::Attention } else { Severity::Urgent };
        if let Some(not_alone) = besides.not_alone.filter(|_| !left_behind) {
            message = format!("{message} {}", not_alone.in_words());
            if not_alone.softens() {
                severity = Severity::Attention;
            }
        }
        if silence.unsure {
            message = format!("{message} {}", explain::MAY_BE_OUT);
            severity = Severity::Attention;
        }
        if let Some(mode) = besides.expected_away {
            message = format!("{message} It was set that nobody would be here ({}).", mode.in_words().to_lowercase());
            severity = Severity::Attention;
        }
        let usual = match self.lengths[silence.class].quantile(0.95) {
            Some(most) if silence.mode == Mode::InBed => format!(
                "After being seen there at such an hour, there is movement again within {} 19 times in 20.",
                explain::about(most)
            ),
            Some(most) if !left_behind => format!(
                "After being seen there, there is movement again within {} 19 times in 20; {when}, about {} signs of activity would have been expected by now.",
                explain::about(most),
                silence.hazard.round()
            ),
            None if silence.mode == Mode::InBed => "A silence this long in bed has not been seen before.".to_owned(),
            Some(_) | None => format!(
                "{}, about {} signs of activity would have been expected by now of somebody at home.",
                explain::sentence(&when),
                silence.hazard.round()
            ),
        };
        let mut list = Vec::new();
        add(&mut list, presence.elsewhere.as_ref(), "last seen elsewhere");
        add(&mut list, presence.door.as_ref(), "a door to outside was last used");
        add(&mut list, presence.last.as_ref(), "the last sign of movement");
        // How far the learned normal carries, less where a device that should have spoken may be at fault. It is no
        // probability of a fall: nobody knows how often this person falls.
        let days = f64::from(context.days);
        let confidence = days / (days + 5.0)
            * if left_behind { 0.4 } else { 0.95 }
            * if besides.doubt.is_empty() { 1.0 } else { 0.6 }
            * if silence.unsure { 0.5 } else { 1.0 }
            * if besides.not_alone.is_some() || besides.expected_away.is_some() { 0.7 } else { 1.0 };
        let mut also = besides.doubt.to_vec();
        if besides.expected_away.is_some() {
            also.push("away already, as was said, although no door was seen to open".to_owned());
        }
        also.extend(besides.not_alone.map(|not_alone| not_alone.could_be().to_owned()));
        also.push(match silence.place {
            Place::Out => "out together with the visitor".to_owned(),
            Place::Area(_) if silence.unsure => {
                "out: a door was used, and what moved since was a pet, a guest or a sensor that was fooled".to_owned()
            }
            Place::Area(_) if silence.class == AFTER_A_DOOR => "out: a door was used shortly before".to_owned(),
            Place::Area(_) | Place::Bed => "out, although no door was seen to open".to_owned(),
        });
        also.push("resting longer than usual".to_owned());
        also.push("a sensor that is blocked or has a flat battery".to_owned());
        let mut devices: Vec<_> = list.iter().map(|e| e.device.clone()).collect();
        devices.sort();
        devices.dedup();
        let alert = Alert {
            kind: AlertKind::OverdueActivity,
            feature: None,
            concern: None,
            severity,
            since: silence.since,
            raised_at: now,
            area: area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
            devices,
            message,
            usual,
            today: format!("None for {}.", explain::length(now - silence.since)),
            evidence: in_order(list),
            confidence: explain::confidence(confidence),
            also_could_be: also,
            what_to_do: match severity {
                Severity::Urgent => "Ring now. If there is no answer, send someone round.".to_owned(),
                Severity::Attention | Severity::Information => {
                    "Ring and ask whether they are out; look in if there is no answer.".to_owned()
                }
            },
        };
        (area, alert)
    }
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
            let times = if silence.unsure { OUT_OR_NOT } else { 1.0 };
            let limit = self.silence_limit(context, silence).map(|limit| times * limit);
            let about = match silence.place {
                Place::Area(area) if silence.unsure => {
                    format!("{}, where something else may have moved", context.roster.the_area(area))
                }
                Place::Area(area) => context.roster.the_area(area),
                Place::Bed => "in bed".to_owned(),
                Place::Out => "out of the house".to_owned(),
            };
            let usual = self.lengths[silence.class].quantile(0.95).map_or_else(
                || "what is usual is not known yet".to_owned(),
                |most| format!("there is movement again within {} 19 times in 20", explain::about(most)),
            );
            let judged = silence.place != Place::Out || silence.company;
            let at =
                limit.filter(|_| speaks && judged).and_then(|limit| self.silence_speaks_at(context, silence, limit));
            all.push(
                Why::waiting(AlertKind::OverdueActivity, about, usual, &waits_for("a sign of somebody"))
                    .measured(silence.hazard, limit, "signs expected since the last")
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
