//! Long bathroom stay: somebody went into the bathroom, has not been seen anywhere else since, and does not stir.
//!
//! Two lengths are learned, by day and by night: how long a stay lasts until the person is seen in another room, and how
//! long they keep still in it. Somebody in the bath stays long and stirs; somebody who has fallen may still be seen by
//! the sensor for a while, then not. So a stay is told when it is longer than a short one *and* stiller than ever, or
//! longer than ever and still. Square roots of minutes have an exponential tail, as a Weibull's with shape ½ has.

use serde::{Deserialize, Serialize};

use super::Context;
use super::besides::Besides;
use crate::monitor::TICK;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::budget::Share;
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{add, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::{Place, Sighting};
use crate::monitor::mode::NotAlone;
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};

/// Nobody is told of a shorter stay, however still, minutes: a bath takes about as long.
const SHORTEST: f64 = 30.0;
/// Nor of less stillness than this, minutes.
const STILLEST: f64 = 15.0;
/// How long nothing must have moved where the stay itself is longer than ever, minutes.
const STILL: f64 = 10.0;
/// A longer stay is not one: the person was in a place without a sensor.
const LONGEST: Span = Span::hours(6);
/// How much longer than the longest of the last two months it must be, in square roots: 1.2 times in minutes.
const LONGER: f64 = 1.1;
/// Mean excess of the square root of minutes believed in before anything is known.
const TYPICAL: f64 = 0.5;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stay {
    area: usize,
    entered: Sighting,
    elsewhere: Option<Sighting>,
    night: usize,
    /// The last sign of movement in it, and the longest time without.
    last: Timestamp,
    stillest: Span,
    /// For so long nothing could be seen. It cannot be learned from then, and that time does not count.
    blind: Span,
    /// Whether anybody is at home was not sure when it was last stirred in.
    unsure: bool,
}

/// The judge of stays in the bathroom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct LongBathroomStay {
    /// By day and by night: how long stays are, and how still.
    stays: [Tail; 2],
    still: [Tail; 2],
    lengths: [Spread; 2],
    stay: Option<Stay>,
    concern: Concern,
}

impl LongBathroomStay {
    pub fn new() -> Self {
        Self {
            stays: [Tail::new(), Tail::new()],
            still: [Tail::new(), Tail::new()],
            lengths: [Spread::new(), Spread::new()],
            stay: None,
            concern: Concern::default(),
        }
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.lengths.iter_mut().for_each(|spread| spread.forget(factor));
    }

    /// The person was seen; `presence` already knows.
    pub fn seen(&mut self, context: &Context<'_>) {
        let Some(last) = &context.presence.last else { return };
        let bathroom = last.area.filter(|area| context.roster.is_bathroom(*area));
        if let Some(stay) = &mut self.stay
            && Some(stay.area) == last.area
        {
            stay.stillest = stay.stillest.max(last.at - stay.last);
            stay.last = last.at;
            stay.unsure = context.presence.is_unsure();
            return;
        }
        if let Some(stay) = self.stay.take() {
            self.concern.resolve();
            self.learn(context, &stay, last.at);
        }
        if let Some(area) = bathroom {
            self.stay = Some(Stay {
                area,
                entered: last.clone(),
                elsewhere: context.presence.elsewhere.clone(),
                night: usize::from(context.hour.is_night()),
                last: last.at,
                stillest: Span::ZERO,
                blind: Span::ZERO,
                unsure: context.presence.is_unsure(),
            });
        }
    }

    fn learn(&mut self, context: &Context<'_>, stay: &Stay, ended: Timestamp) {
        let length = ended - stay.entered.at;
        // Somebody who comes home was not in the bathroom all the while.
        let plausible = length <= LONGEST && context.presence.place() != Some(Place::Out) && !stay.unsure;
        if plausible && context.ordinary && stay.blind == Span::ZERO {
            self.stays[stay.night].add(minutes(length).sqrt(), ended);
            self.still[stay.night].add(minutes(stay.stillest.max(ended - stay.last)).sqrt(), ended);
            self.lengths[stay.night].add(minutes(length));
        }
    }

    /// Of which room somebody has been told.
    pub fn told_of(&self) -> Option<usize> {
        self.concern.raised().and(self.stay.as_ref()).map(|stay| stay.area)
    }

    /// A minute has passed.
    pub fn tick(&mut self, context: &Context<'_>, besides: Besides<'_>, alerts: &mut Vec<Alert>) {
        let Some(stay) = &mut self.stay else { return };
        if besides.blind {
            stay.blind = stay.blind + TICK;
            return;
        }
        let may_speak = i64::from(context.days) >= context.config.speaks_after_days;
        let told = self.concern.raised().is_some() || besides.told_of == Some(stay.area);
        // Of two people one may be in the bathroom and the other in the lounge: then stays mean little.
        if !may_speak || told || besides.not_alone == Some(NotAlone::LivesHere) {
            return;
        }
        if let Some(alert) = self.judge(context, besides) {
            self.concern.raise(context.now);
            alerts.push(alert);
        }
    }

    fn judge(&self, context: &Context<'_>, besides: Besides<'_>) -> Option<Alert> {
        let stay = self.stay.as_ref()?;
        let lasted = minutes(context.now - stay.entered.at - stay.blind);
        let still = minutes(context.now - stay.last - stay.blind);
        if lasted < SHORTEST || still < STILL {
            return None;
        }
        let times = if stay.unsure { besides.if_out_or_not(context)? } else { 1.0 };
        let longer = lasted > times * self.limit(context, &self.stays[stay.night])?;
        let stiller = still > times * self.limit(context, &self.still[stay.night])?.max(STILLEST * widening(context));
        (longer || stiller).then(|| self.alert(context, stay, stiller, besides.doubt, besides.not_alone))
    }

    /// For how many minutes a stay, or stillness in it, may last; `None` while that is not known.
    fn limit(&self, context: &Context<'_>, tail: &Tail) -> Option<f64> {
        let every = context.config.every(Share::Bathroom);
        let limit = tail.limit(f64::from(context.days), every, TYPICAL)?.max(LONGER * tail.largest()?);
        Some(limit * limit * widening(context))
    }

    fn alert(
        &self,
        context: &Context<'_>,
        stay: &Stay,
        stiller: bool,
        doubt: &[String],
        not_alone: Option<NotAlone>,
    ) -> Alert {
        let now = context.now;
        let the_room = context.roster.the_area(Some(stay.area));
        let entered = explain::clock(context.civil, stay.entered.at, now);
        let by = if stay.night == 1 { "at night" } else { "by day" };
        let usual = match (self.lengths[stay.night].quantile(0.5), self.lengths[stay.night].quantile(0.95)) {
            (Some(half), Some(most)) => format!(
                "Usually seen in another room within {}; {by}, 19 visits in 20 are under {}.{}",
                explain::about(half),
                explain::about(most),
                match self.still[stay.night].largest().filter(|_| stiller) {
                    Some(still) => {
                        format!(" The longest without movement there was {}.", explain::about(still * still))
                    }
                    None => String::new(),
                }
            ),
            _ => "Stays this long have not been seen before.".to_owned(),
        };
        let mut message = format!(
            "In {the_room} since {entered}, and not seen anywhere else for {}. The last movement there was at {}.",
            explain::length(now - stay.entered.at),
            explain::clock(context.civil, stay.last, now)
        );
        let mut severity = Severity::Urgent;
        if let Some(not_alone) = not_alone {
            message = format!("{message} {}", not_alone.in_words());
            if not_alone.softens() {
                severity = Severity::Attention;
            }
        }
        if stay.unsure {
            message = format!("{message} {}", explain::MAY_BE_OUT);
            severity = Severity::Attention;
        }
        let mut list = Vec::new();
        add(&mut list, stay.elsewhere.as_ref(), "last seen elsewhere");
        add(&mut list, Some(&stay.entered), "went in");
        add(&mut list, context.presence.last.as_ref(), "the last sign of movement");
        let mut devices: Vec<_> = list.iter().map(|e| e.device.clone()).collect();
        devices.sort();
        devices.dedup();
        let days = f64::from(context.days);
        let mut also = doubt.to_vec();
        if stay.unsure {
            also.push("out, and what moved was a pet, a guest or a sensor that was fooled".to_owned());
        }
        also.extend(not_alone.map(|not_alone| not_alone.could_be().to_owned()));
        also.push("a long bath".to_owned());
        also.push("out, or in another room, although nothing saw it".to_owned());
        also.push("a sensor that is blocked or has a flat battery".to_owned());
        Alert {
            kind: AlertKind::LongBathroomStay,
            feature: None,
            concern: None,
            severity,
            since: stay.entered.at,
            raised_at: now,
            area: context.roster.areas.get(stay.area).map(|area| area.id.clone()),
            devices,
            message,
            usual,
            today: format!(
                "{} so far, the last {} of it without movement.",
                explain::length(now - stay.entered.at),
                explain::length(now - stay.last)
            ),
            evidence: in_order(list),
            confidence: explain::confidence(
                days / (days + 5.0)
                    * 0.95
                    * if stay.unsure { 0.5 } else { 1.0 }
                    * if doubt.is_empty() { 1.0 } else { 0.6 }
                    * if not_alone.is_some() { 0.7 } else { 1.0 },
            ),
            also_could_be: also,
            what_to_do: "Ring now. If there is no answer, send someone round.".to_owned(),
        }
    }
}

impl Judge for LongBathroomStay {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let kind = AlertKind::LongBathroomStay;
        let Some(stay) = &self.stay else {
            let usual = "stays are known by day and by night".to_owned();
            return vec![Why::waiting(kind, String::new(), usual, "somebody to go into the bathroom")];
        };
        let lasted = minutes(context.now - stay.entered.at - stay.blind);
        let limit = self.limit(context, &self.stays[stay.night]).map(|limit| limit.max(SHORTEST));
        let usual = self.lengths[stay.night].quantile(0.95).map_or_else(
            || "what is usual is not known yet".to_owned(),
            |most| format!("19 visits in 20 are under {}", explain::about(most)),
        );
        let told = self.concern.raised().is_some();
        let learning = known.learning(context.config.speaks_after_days);
        let speaks = learning.is_none() && !told && !known.blind;
        let waits = match (learning, told) {
            (Some(learning), _) => learning,
            (None, true) => "somebody to be seen elsewhere: it has been told".to_owned(),
            (None, false) => "somebody to be seen in another room, or to stir".to_owned(),
        };
        let at = limit.filter(|_| speaks).and_then(|limit| in_minutes(context.now, limit - lasted));
        vec![
            Why::waiting(kind, context.roster.the_area(Some(stay.area)), usual, &waits)
                .measured(lasted, limit, "minutes in there")
                .at(at),
        ]
    }
}

/// While it still learns, limits are wider in proportion to what is missing.
fn widening(context: &Context<'_>) -> f64 {
    (context.config.learning_days as f64 / f64::from(context.days.max(1))).max(1.0)
}

fn minutes(span: Span) -> f64 {
    span.as_seconds() / 60.0
}
