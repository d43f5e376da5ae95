//! What a sentence says and its passages do not, and what can be done about it, both languages side by side.

use super::with_default;
use crate::knowledge::{Citation, Id};
use crate::lang::Lang;
use crate::lint::{Doubt, Said, Why};

/// The key of what is done about doubts of a sentence.
pub const fn doubt_key(lang: Lang) -> &'static str {
    match lang {
        Lang::De => "doubts de",
        Lang::En => "doubts en",
    }
}

/// Tells what a sentence says and its passages do not, and asks what to do; `likely` is the passage that was meant.
pub fn doubts(lang: Lang, doubts: &[Doubt], likely: Option<&Citation>) -> String {
    let lines = doubts.iter();
    let lines: String = lines
        .map(|it| format!("  ! {}\n", doubt(lang, it)))
        .collect();
    let having = doubts.iter().find_map(|doubt| match &doubt.why {
        Why::NotCited(having) => {
            let (source, numbers) = having.first()?;
            Some(format!("{source} {}", numbers.first()?))
        }
        Why::OfAnother(_) | Why::OnlyIn(_) => None,
    });
    let cite = having.map_or_else(String::new, |having| {
        said!(
            lang,
            "; `+ {having}` gibt ihn mit an, `= {having}` statt der anderen",
            "; `+ {having}` cites it as well, `= {having}` instead of the others"
        )
    });
    let likely = likely.map(|it| format!("+ {} {}", it.source, passages(&it.passages)));
    let question = said!(
        lang,
        "{lines}Was nun? (ein neuer Satz ersetzt diesen{cite}; -: so lassen)",
        "{lines}What now? (a new sentence takes the place of this one{cite}; -: leave it so)"
    );
    with_default(&question, likely.as_ref())
}

fn doubt(lang: Lang, doubt: &Doubt) -> String {
    let Doubt { said, written, why } = doubt;
    let (what, it) = match (lang, said) {
        (Lang::De, Said::Name(_)) => ("der Name", "ihn"),
        (Lang::De, Said::Figure) => ("die Zahl", "sie"),
        (Lang::De, Said::Date) => ("das Datum", "es"),
        (Lang::En, Said::Name(_)) => ("the name", "it"),
        (Lang::En, Said::Figure) => ("the figure", "it"),
        (Lang::En, Said::Date) => ("the date", "it"),
    };
    let called = match said {
        Said::Name(name) if name != written => format!("{what} {written} ({name})"),
        _ => format!("{what} {written}"),
    };
    let text = match (lang, why) {
        (Lang::De, Why::NotCited(having)) => {
            let elsewhere = having_it(lang, having, it);
            format!("{called} steht in keinem angegebenen Absatz; {elsewhere}.")
        }
        (Lang::En, Why::NotCited(having)) => {
            let elsewhere = having_it(lang, having, it);
            format!("{called} stands in no cited passage; {elsewhere}.")
        }
        (Lang::De, Why::OfAnother(of)) => {
            format!("{called} gehört laut dem Artikel zu {of}, und das steht nicht im Satz.")
        }
        (Lang::En, Why::OfAnother(of)) => {
            format!("{called} is one of {of} in the article, and the sentence does not say so.")
        }
        (Lang::De, Why::OnlyIn(only)) => {
            let only = match only {
                Lang::De => "deutschen",
                Lang::En => "englischen",
            };
            format!("{called} steht nur im {only} Satz.")
        }
        (Lang::En, Why::OnlyIn(only)) => {
            let only = match only {
                Lang::De => "German",
                Lang::En => "English",
            };
            format!("{called} stands only in the {only} sentence.")
        }
    };
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), chars.as_str())
}

/// Which passages have it, as the end of a sentence.
fn having_it(lang: Lang, having: &[(Id, Vec<u32>)], it: &str) -> String {
    let of = match lang {
        Lang::De => "von",
        Lang::En => "of",
    };
    let places = having.iter().map(|(source, numbers)| {
        let word = match (lang, numbers.as_slice()) {
            (Lang::De, [_]) => "Absatz",
            (Lang::De, _) => "die Absätze",
            (Lang::En, [_]) => "passage",
            (Lang::En, _) => "passages",
        };
        format!("{word} {} {of} {source}", passages(numbers))
    });
    let places: Vec<String> = places.collect();
    let is_one = matches!(having, [(_, numbers)] if numbers.len() == 1);
    match (lang, places.as_slice(), is_one) {
        (Lang::De, [], _) => format!("kein Absatz eines Artikels hat {it}"),
        (Lang::En, [], _) => format!("no passage of any article has {it}"),
        (Lang::De, places, true) => format!("{} hat {it}", places.concat()),
        (Lang::De, places, false) => format!("{} haben {it}", places.join(" und ")),
        (Lang::En, places, true) => format!("{} has {it}", places.concat()),
        (Lang::En, places, false) => format!("{} have {it}", places.join(" and ")),
    }
}

fn passages(numbers: &[u32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    numbers.join(", ")
}
