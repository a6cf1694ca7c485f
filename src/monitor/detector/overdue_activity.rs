//! Overdue activity: no sign of the person for longer than is usual at this hour, after last being seen there.
//!
//! How much activity should there have been since the last sign? The learned rates, added up over the time since (the
//! integrated hazard), say so in one number that allows for the hour and the day of the week; how large that number gets
//! on ordinary days is learned for each quarter of the day in which a silence may begin, apart for rooms in which people sit
//! still and for those that they pass through, and for being in bed. Whoever went to bed later than usual is not missed
//! until so much later. Whoever is out is the business of [`not_returned`](super::not_returned), and whoever is in the bathroom of
//! [`long_bathroom_stay`](super::long_bathroom_stay), too. Where somebody may be with the person, a door says less: who
//! went out may have been the visitor.

mod unseen;
mod wording;

use serde::{Deserialize, Serialize};

use self::unseen::Unseen;
use super::Context;
use super::besides::Besides;
use crate::monitor::TICK;
use crate::monitor::alert::Alert;
use crate::monitor::baseline::rate::Rates;
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::budget::Share;
use crate::monitor::concern::Concern;
use crate::monitor::feature::civil::Civil;
use crate::monitor::feature::presence::Place;
use crate::monitor::mode::NotAlone;
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
/// Somebody who was up and about is told of once two limits are passed: that of their class, which has the whole budget, and
/// that of somebody who sat down unseen. The second may therefore be passed more often by itself. Chosen among 1, 0.3, 0.1
/// and 0.03 on seeds 31 to 50 and 101 to 110 of quiet months, falls and two look-alikes: from here on a fall is told hardly
/// sooner, and false alarms grow.
const BOTH: f64 = 0.1;
/// A class needs so many silences before it is judged by its own.
const ENOUGH: u32 = 40;

/// What somebody who is not seen most likely does. Silence ends at other rates in each: whoever is up and about is seen
/// many times an hour, whoever sits in the lounge now and then, whoever is in bed once, when they rise. Without a bed sensor
/// nobody is known to be in bed, and the bedroom is a room to rest in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Mode {
    UpAndAbout,
    AtRest,
    InBed,
}

/// How many modes there are.
const MODES: usize = 3;
/// The class of silences in bed; before it come those of each quarter, up and about and then at rest.
const IN_BED: usize = 2 * QUARTERS;
/// The class of silences that begin soon after a door to outside was used.
const AFTER_A_DOOR: usize = IN_BED + 1;
/// How many classes there are.
const CLASSES: usize = AFTER_A_DOOR + 1;
/// Whoever goes to bed later than on nine evenings in ten is let lie so much longer, but no longer than this.
const LIES_IN: Span = Span::hours(3);

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
    /// The same, had somebody who was up and about sat down unseen; see [`Unseen`].
    at_rest: f64,
    /// For so long nothing could be seen. It cannot be learned from then, and that time does not count.
    blind: Span,
    /// How much later than usual the person went to bed, once the morning asks for it.
    late: Option<Span>,
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
    rates: [Rates; MODES],
    /// For each class of silence.
    hazards: Vec<Tail>,
    /// The same for all classes of a mode together.
    any: [Tail; MODES],
    lengths: Vec<Spread>,
    unseen: Unseen,
    silence: Option<Silence>,
    raised: Raised,
}

impl OverdueActivity {
    pub fn new() -> Self {
        Self {
            rates: std::array::from_fn(|_| Rates::new()),
            hazards: vec![Tail::new(); CLASSES],
            any: std::array::from_fn(|_| Tail::new()),
            lengths: vec![Spread::new(); CLASSES],
            unseen: Unseen::default(),
            silence: None,
            raised: Raised::default(),
        }
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.rates.iter_mut().for_each(|rates| rates.forget(factor));
        self.lengths.iter_mut().for_each(|spread| spread.forget(factor));
        self.unseen.forget(factor);
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
        // Night, morning, afternoon, evening, each of which people spend in a way of its own.
        let quarter = match hour.hour() {
            6..12 => 1,
            12..18 => 2,
            18..22 => 3,
            _ => 0,
        };
        let rests = |area: Option<usize>| area.is_some_and(|area| context.roster.is_for_rest(area));
        let (mode, class) = match place {
            Place::Bed => (Mode::InBed, IN_BED),
            // Where they are in the home, if they are, is not known: they may well sit.
            Place::Out => (Mode::AtRest, AFTER_A_DOOR),
            Place::Area(_) if after_a_door => (Mode::AtRest, AFTER_A_DOOR),
            Place::Area(area) if rests(area) => (Mode::AtRest, QUARTERS + quarter),
            Place::Area(_) => (Mode::UpAndAbout, quarter),
        };
        let unsure = context.presence.is_unsure();
        self.silence = Some(Silence {
            since: at,
            place,
            mode,
            class,
            company,
            unsure,
            hazard: 0.0,
            at_rest: 0.0,
            blind: Span::ZERO,
            late: None,
        });
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
        if silence.mode == Mode::UpAndAbout {
            self.unseen.ended(silence.at_rest);
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

    /// A minute has passed. `late` works out how much later than usual the person went to bed.
    pub fn tick(
        &mut self,
        context: &mut Context<'_>,
        besides: Besides<'_>,
        late: impl FnOnce(&Context<'_>) -> Span,
        alerts: &mut Vec<Alert>,
    ) {
        let Some(silence) = &mut self.silence else { return };
        if besides.blind {
            silence.blind = silence.blind + TICK;
            return;
        }
        let waited = context.now - silence.since - silence.blind;
        // In bed at night is where somebody should be, however still they lie: only the morning asks where they are.
        let asleep = silence.mode == Mode::InBed && context.hour.is_night();
        if waited > EPISODE && !asleep {
            let hour = if silence.mode == Mode::InBed {
                let late = *silence.late.get_or_insert_with(|| late(context).clamp(Span::ZERO, LIES_IN));
                context.civil.hour(context.now - late)
            } else {
                context.hour
            };
            silence.hazard += self.rates[silence.mode as usize].rate(hour) / 60.0;
            if silence.mode == Mode::UpAndAbout {
                silence.at_rest += self.rates[Mode::AtRest as usize].rate(hour) / 60.0;
            }
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
        self.limit(context, silence.mode, silence.class, self.share_of_budget(context))
    }

    /// How large the hazard of somebody who sat down unseen may get: the less often that happens, the smaller.
    fn unseen_limit(&self, context: &Context<'_>, silence: &Silence) -> Option<f64> {
        if silence.mode != Mode::UpAndAbout {
            return Some(0.0);
        }
        let every = BOTH * self.share_of_budget(context) * self.unseen.share();
        self.limit(context, Mode::AtRest, QUARTERS + silence.class, every)
    }

    fn limit(&self, context: &Context<'_>, mode: Mode, class: usize, every: f64) -> Option<f64> {
        // The limit is at least what the model alone would set for the busiest of days, ln(1 · D).
        let least = libm::log(every.max(1.0));
        let days = f64::from(context.days);
        let own = &self.hazards[class];
        let limit = if own.seen() >= ENOUGH {
            own.limit(days, every, TYPICAL_HAZARD)?
        } else {
            let pooled = self.any[mode as usize].limit(days, every, TYPICAL_HAZARD)?;
            own.limit(days, every, TYPICAL_HAZARD).map_or(pooled, |own| own.max(pooled))
        };
        Some((limit * Self::widening(context)).max(least * 0.5))
    }

    /// When both limits would be reached if nobody were seen: the rates of the hours to come are added up.
    fn silence_speaks_at(&self, context: &Context<'_>, silence: &Silence, limits: (f64, f64)) -> Option<Timestamp> {
        let earliest = silence.since + silence.blind + SHORTEST_SILENCE;
        let (own, rest) = (&self.rates[silence.mode as usize], &self.rates[Mode::AtRest as usize]);
        let mut civil = Civil::new(context.civil.calendar());
        let late = silence.late.unwrap_or(Span::ZERO);
        let (mut at, mut hazard, mut at_rest) = (context.now, silence.hazard, silence.at_rest);
        let last = context.now + Span::days(2);
        while at < last {
            if hazard > limits.0 && at_rest >= limits.1 && at >= earliest {
                return Some(at);
            }
            at += TICK;
            if !(silence.mode == Mode::InBed && civil.hour(at).is_night()) {
                let hour = civil.hour(at - late);
                hazard += own.rate(hour) / 60.0;
                at_rest += rest.rate(hour) / 60.0;
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
        let times = if left_behind { LEFT_BEHIND } else { 1.0 };
        let pet = besides.not_alone.is_some_and(NotAlone::may_be_a_pet);
        let maybe_out = silence.unsure || (silence.class == AFTER_A_DOOR && pet);
        let times = if maybe_out { besides.if_out_or_not(context)? * times } else { times };
        let times = if besides.suspected { SUSPECTED * times } else { times };
        if silence.hazard <= times * limit || silence.at_rest < times * self.unseen_limit(context, silence)? {
            return None;
        }
        Some(self.alert(context, silence, besides))
    }
}
