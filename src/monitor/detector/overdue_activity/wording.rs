//! What the judge of silence says, and why it does or does not speak.

use super::{AFTER_A_DOOR, Mode, OverdueActivity, Silence};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::detector::Context;
use crate::monitor::detector::besides::{Besides, OUT_OR_NOT};
use crate::monitor::evidence::{add, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::Place;
use crate::monitor::why::{Judge, Known, Why};

impl OverdueActivity {
    /// The alert, and the room that it is about.
    pub(super) fn alert(
        &self,
        context: &Context<'_>,
        silence: &Silence,
        besides: Besides<'_>,
    ) -> (Option<usize>, Alert) {
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
        // Nor has whoever lies in bed fallen: they may be unwell, which grows urgent as time passes.
        let mut severity = match silence.place {
            Place::Out | Place::Bed => Severity::Attention,
            Place::Area(_) => Severity::Urgent,
        };
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
        // Of somebody up and about many more would be expected; but nobody can say that they have not sat down.
        let signs = match silence.mode {
            Mode::UpAndAbout => silence.at_rest,
            Mode::AtRest | Mode::InBed => silence.hazard,
        };
        let usual = match self.lengths[silence.class].quantile(0.95) {
            Some(most) if silence.mode == Mode::InBed => format!(
                "After being seen there at such an hour, there is movement again within {} 19 times in 20.",
                explain::about(most)
            ),
            Some(most) if !left_behind => format!(
                "After being seen there, there is movement again within {} 19 times in 20; {when}, about {} signs of activity would have been expected by now.",
                explain::about(most),
                signs.round()
            ),
            None if silence.mode == Mode::InBed => "A silence this long in bed has not been seen before.".to_owned(),
            Some(_) | None => format!(
                "{}, about {} signs of activity would have been expected by now of somebody at home.",
                explain::sentence(&when),
                signs.round()
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
            let unseen = self.unseen_limit(context, silence).map(|limit| times * limit);
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
            let at = limit
                .zip(unseen)
                .filter(|_| speaks && judged)
                .and_then(|limits| self.silence_speaks_at(context, silence, limits));
            // Of two limits the one that is further off is what it waits for.
            let rests =
                limit.zip(unseen).is_some_and(|(limit, unseen)| silence.at_rest * limit < silence.hazard * unseen);
            let (score, limit, unit) = if rests {
                (silence.at_rest, unseen, "signs expected of somebody who sat down unseen")
            } else {
                (silence.hazard, limit, "signs expected since the last")
            };
            all.push(
                Why::waiting(AlertKind::OverdueActivity, about, usual, &waits_for("a sign of somebody"))
                    .measured(score, limit, unit)
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
