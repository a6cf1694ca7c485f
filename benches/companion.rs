//! What the companion costs: one sentence understood among 500 templates, at the 99th percentile, beside the plain way of
//! comparing it with every template's text; and a simulated year with companion and response, beside the same year
//! without. Each figure stands beside its baseline of the same run, so that a busy machine slows both.
//!
//! `cargo bench --no-default-features --bench companion`

mod grammar;

use std::sync::Arc;
use std::time::{Duration, Instant};

use smart_house::cli::load;
use smart_house::player::house::House;
use smart_house::scenario::Scenario;

const SENTENCES: &str = include_str!("../tests/companion/sentences.txt");
/// Every sentence is heard so often.
const TIMES: usize = 25;
/// Years lived through, each way in turn.
const YEARS: usize = 5;

#[expect(clippy::disallowed_methods, reason = "a bench measures how long something takes")]
fn now() -> Instant {
    Instant::now()
}

/// How long each of some work takes, in order.
fn times(mut work: impl FnMut(&str)) -> Vec<Duration> {
    let sentences: Vec<&str> = SENTENCES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('|').next())
        .map(|sentence| sentence.trim_start_matches('~').trim())
        .filter(|sentence| !sentence.is_empty())
        .collect();
    let mut took = Vec::new();
    for _ in 0..TIMES {
        for sentence in &sentences {
            let begun = now();
            work(sentence);
            took.push(begun.elapsed());
        }
    }
    took.sort_unstable();
    took
}

fn told(name: &str, took: &[Duration]) {
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "{name:<44} median {:>7.3} ms   99th percentile {:>7.3} ms   slowest {:>7.3} ms   ({} sentences)",
        at(0.5),
        at(0.99),
        at(1.0),
        took.len()
    );
}

fn year(scenario: &Arc<Scenario>) -> Duration {
    let begun = now();
    let mut house = House::new(scenario);
    let mut happened = 0_u64;
    house.advance(scenario.ends(), &mut |_| happened += 1);
    divan::black_box(happened);
    begun.elapsed()
}

fn middle(mut took: Vec<Duration>) -> f64 {
    took.sort_unstable();
    took[took.len() / 2].as_secs_f64()
}

fn main() {
    let (grammar, texts) = grammar::large();
    let understood = times(|sentence| {
        divan::black_box(grammar.understand(divan::black_box(sentence)));
    });
    let plain = times(|sentence| {
        let sentence = sentence.to_lowercase();
        let near = texts.iter().min_by_key(|text| strsim::levenshtein(&sentence, text));
        divan::black_box(near);
    });
    told("understood among 500 templates", &understood);
    told("plain: edit distance to 500 texts", &plain);

    let mut bare = load::demonstration().expect("the demonstration").scenario;
    bare.days = 365;
    let with = |name: &str| {
        let care = load::of_the_library(&format!("scenarios/{name}.ron")).expect("a scenario").scenario;
        let mut scenario = bare.clone();
        (scenario.care, scenario.phrases) = (care.care, care.phrases);
        Arc::new(scenario)
    };
    let (plan, wishes) = (with("companion-tablets-taken"), with("companion-quiet-week"));
    let bare = Arc::new(bare);
    let (mut without, mut with_plan, mut with_wishes) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..YEARS {
        without.push(year(&bare));
        with_plan.push(year(&plan));
        with_wishes.push(year(&wishes));
    }
    let (without, with_plan, with_wishes) = (middle(without), middle(with_plan), middle(with_wishes));
    let more = |took: f64| (took / without - 1.0) * 100.0;
    println!("a year without a care plan                   {without:.3} s");
    println!("with companion and response                  {with_plan:.3} s ({:+.1} %)", more(with_plan));
    println!("with suggestions and being in touch as well  {with_wishes:.3} s ({:+.1} %)", more(with_wishes));
}
