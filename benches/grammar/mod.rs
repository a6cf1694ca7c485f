//! A grammar as large as a council's own may become, for the benches that measure how soon a sentence is understood.

use smart_house::cli::load;
use smart_house::companion::intent::phrases::IntentSource;
use smart_house::companion::intent::template::Template;
use smart_house::companion::intent::{Grammar, Intent};
use smart_house::companion::lists;

/// A grammar of 500 templates and more with the texts of its templates.
pub fn large() -> (Grammar, Vec<String>) {
    let scenario = load::of_the_library("scenarios/companion-tablets-taken.ron").expect("a scenario").scenario;
    let mut phrases = load::own_phrases();
    let things = ["bin", "library", "clinic", "market", "bus", "chapel", "garden", "school", "pharmacy", "bakery"];
    let mut texts: Vec<String> = phrases.intents.iter().map(|intent| intent.example.to_lowercase()).collect();
    for (place, thing) in things.iter().cycle().take(260).enumerate() {
        let text =
            format!("(when|what time) (does|is|will) [the|my] {thing} [number {place}] (open|close|come) [{{day}}]");
        texts.push(format!("when does the {thing} number {place} open"));
        phrases.intents.push(IntentSource {
            name: format!("council-{place}"),
            intent: Intent::Own,
            example: String::new(),
            means: Vec::new(),
            answer: "At nine.".to_owned(),
            says: vec![Template::read(&text).expect("a template")],
        });
    }
    let care = scenario.care.clone().expect("a care plan");
    let grammar = Grammar::new(&phrases, &lists::of_home(&scenario.home, &care));
    assert!(grammar.templates() >= 500, "{} templates", grammar.templates());
    // The plain way compares with as many texts as there are templates.
    let texts = texts.iter().cycle().take(grammar.templates()).cloned().collect();
    (grammar, texts)
}
