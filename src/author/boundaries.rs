//! Boundaries that may no longer be right beside something new: what they say is not known may be known now.

use std::collections::{HashMap, HashSet};

use super::{Wrong, collision, stored};
use crate::document::Place;
use crate::engine::Engine;
use crate::knowledge::{Boundary, Dating, Entry, GuildView, Id, Knowledge};
use crate::lang::{ByLang, Lang};
use crate::lint::{self, Lister};
use crate::matching::Matcher;
use crate::text;

/// What a text speaks of that says how far the articles reach, folded.
const ARTICLE_WORD: &str = "artikel";
/// Likeness of a new phrasing from which a boundary is near, 0 to 1: below it they share one everyday word.
const NEAR_LEAST: f32 = 0.3;
/// Boundaries that are looked at for each new phrasing, the nearest first.
const NEAR_FOR_EACH_MOST: usize = 2;
/// Boundaries that speak of a name that still tells something: TikTok is everywhere.
const NAMING_MOST: usize = 10;
/// Boundaries that are named as near; more are a list nobody reads.
const NEAR_MOST: usize = 10;

/// What becomes of a boundary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// It goes as a whole.
    pub goes: bool,
    /// It gets another reason.
    pub another_reason: bool,
    /// Phrasings that it loses; all where it goes.
    pub loses: ByLang<Vec<String>>,
}

/// How much something new draws the phrasings of boundaries to itself.
#[derive(Clone, Debug, Default)]
pub struct Pull {
    /// By boundary: language and place of a phrasing, how like the new thing it is, and whether it would lead there if it were not stored.
    drawn: HashMap<Id, Vec<(Lang, usize, f32, bool)>>,
}

/// What something new draws to itself.
#[must_use]
pub fn pull(knowledge: &Knowledge, id: &Id, ask: &ByLang<Vec<String>>) -> Pull {
    let new = Entry::asked(id.clone(), stored(ask));
    // Beside the boundaries alone: what other entries take from them, they took before.
    let mut alone = Knowledge::of_entries(vec![new], knowledge.vocabulary.clone());
    alone.boundaries.clone_from(&knowledge.boundaries);
    let mut pull = Pull::default();
    Matcher::leave_one_out(&alone, |left_out| {
        let found = left_out.found.iter().position(|found| found.id == *id);
        let scored = found.and_then(|at| left_out.found.get(at));
        if left_out.id != id
            && let Some(scored) = scored
        {
            let of_boundary = pull.drawn.entry(left_out.id.clone()).or_default();
            of_boundary.push((left_out.lang, left_out.at, scored.score, found == Some(0)));
        }
    });
    pull
}

/// Boundaries that something new may answer: those that reply to one of its phrasings so far, and those of which it would get many.
#[must_use]
pub fn answered_boundaries<'e>(
    engine: &'e Engine,
    ask: &ByLang<Vec<String>>,
    pull: &Pull,
) -> Vec<&'e Boundary> {
    let phrasings = |lang| {
        let phrasings = ask.get(lang).iter();
        phrasings.map(move |phrasing| (phrasing, lang))
    };
    let replying: HashSet<Id> = Lang::ALL
        .into_iter()
        .flat_map(phrasings)
        .filter_map(|(phrasing, lang)| collision(engine, phrasing, lang))
        .map(|collision| collision.id)
        .collect();
    let loses = |boundary: &Boundary| {
        let drawn = pull.drawn.get(&boundary.id).into_iter().flatten();
        let count = drawn.filter(|(.., would_lead)| *would_lead).count();
        let asked = Lang::ALL.iter().map(|lang| boundary.ask.get(*lang).len());
        lint::is_much(count, asked.sum())
    };
    let boundaries = engine.knowledge().boundaries.iter();
    boundaries
        .filter(|boundary| replying.contains(&boundary.id) || loses(boundary))
        .collect()
}

/// The phrasings of a boundary, those first that are most like what is new, and one of each language by turns: whoever takes one out sees
/// what says the same in the other.
#[must_use]
pub fn phrasings_of<'b>(boundary: &'b Boundary, pull: &Pull) -> Vec<(Lang, &'b str)> {
    let drawn = pull.drawn.get(&boundary.id).map_or(&[][..], Vec::as_slice);
    let likeness = |lang, at| {
        let mut drawn = drawn.iter();
        let found = drawn.find(|(of, place, ..)| *of == lang && *place == at);
        found.map_or(0.0, |(_, _, likeness, _)| *likeness)
    };
    let [mut german, mut english] = Lang::ALL.map(|lang| {
        let phrasings = boundary.ask.get(lang).iter().enumerate();
        let mut liked: Vec<(f32, Lang, &str)> = phrasings
            .map(|(at, phrasing)| (likeness(lang, at), lang, phrasing.value.as_str()))
            .collect();
        liked.sort_by(|a, b| b.0.total_cmp(&a.0));
        liked.into_iter().map(|(_, lang, text)| (lang, text))
    });
    let most = german.len().max(english.len());
    let by_turns = (0..most).flat_map(|_| [german.next(), english.next()]);
    by_turns.flatten().collect()
}

/// The boundary whose questions are most like one.
#[must_use]
pub fn nearest_boundary<'e>(engine: &'e Engine, question: &str) -> Option<&'e Boundary> {
    let question = text::parse(question);
    let found = engine.matcher().find(&question, &GuildView::default());
    let mut ids = found.iter().map(|scored| scored.id.as_str());
    ids.find_map(|id| engine.knowledge().boundary(id))
}

/// Boundaries that share their matter with something new, the nearest first, and those that only have a word in common with it. They share
/// it where nothing is nearer to one of its phrasings, or where they speak of a name that it speaks of and few others do, or no entry
/// spoke of so far.
#[must_use]
pub fn near_boundaries<'e>(
    engine: &'e Engine,
    ask: &ByLang<Vec<String>>,
    says: &[&ByLang<String>],
) -> (Vec<&'e Boundary>, Vec<&'e Boundary>) {
    let knowledge = engine.knowledge();
    let mut near: Vec<(f32, &Boundary)> = Vec::new();
    let mut nearest: HashSet<Id> = HashSet::new();
    for phrasing in Lang::ALL.into_iter().flat_map(|lang| ask.get(lang)) {
        let found = engine
            .matcher()
            .find(&text::parse(phrasing), &GuildView::default());
        nearest.extend(found.first().map(|first| first.id.clone()));
        let boundaries = found.into_iter().filter_map(|scored| {
            let boundary = knowledge.boundary(scored.id.as_str())?;
            (scored.score >= NEAR_LEAST).then_some((scored.score, boundary))
        });
        for (score, boundary) in boundaries.take(NEAR_FOR_EACH_MOST) {
            match near.iter_mut().find(|(_, known)| known.id == boundary.id) {
                Some((best, _)) => *best = best.max(score),
                None => near.push((score, boundary)),
            }
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(NEAR_MOST);
    let names = names_of(knowledge, ask, says);
    let telling = names.iter().map(std::slice::from_ref);
    let telling = telling.map(|name| naming_boundaries(knowledge, name));
    let telling = telling.filter(|naming| naming.len() <= NAMING_MOST);
    let telling: HashSet<&Id> = telling.flatten().map(|it| &it.id).collect();
    let near = near.into_iter().map(|(_, boundary)| boundary);
    let (mut near, mut farther): (Vec<&Boundary>, Vec<&Boundary>) =
        near.partition(|it| nearest.contains(&it.id) || telling.contains(&it.id));
    for named in naming_boundaries(knowledge, &new_names(knowledge, names)) {
        if !near.iter().any(|known| known.id == named.id) {
            near.push(named);
        }
    }
    farther.retain(|it| !near.iter().any(|known| known.id == it.id));
    (near, farther)
}

/// Names of something new.
fn names_of(
    knowledge: &Knowledge,
    ask: &ByLang<Vec<String>>,
    says: &[&ByLang<String>],
) -> HashSet<String> {
    let reader = Lister::new(knowledge);
    let names = |text: &str, lang| reader.read(text, lang).names;
    let mut all: HashSet<String> = HashSet::new();
    for lang in Lang::ALL {
        let asked = ask.get(lang).iter().map(String::as_str);
        let said = says.iter().map(|text| text.text(lang));
        all.extend(asked.chain(said).flat_map(|text| names(text, lang)));
    }
    all
}

/// Those of these names that no answer has so far.
fn new_names(knowledge: &Knowledge, mut new: HashSet<String>) -> Vec<String> {
    let reader = Lister::new(knowledge);
    let statements = knowledge.entries.iter().flat_map(|entry| &entry.statements);
    for statement in statements {
        for name in reader.read(&statement.text.de, Lang::De).names {
            new.remove(&name);
        }
    }
    let mut new: Vec<String> = new.into_iter().collect();
    new.sort_unstable();
    new
}

/// Boundaries that speak of one of these names.
#[must_use]
pub fn naming_boundaries<'k>(knowledge: &'k Knowledge, names: &[String]) -> Vec<&'k Boundary> {
    let known = knowledge.vocabulary.names.iter();
    let known = known.filter(|known| names.contains(&known.name));
    let forms = known.flat_map(|known| std::iter::once(&known.name).chain(&known.variants));
    let forms: Vec<String> = forms.map(|form| format!(" {} ", text::key(form))).collect();
    let names_one = |text: &str| {
        let key = format!(" {} ", text::key(text));
        forms.iter().any(|form| key.contains(form))
    };
    let speaks_of_one = |boundary: &&Boundary| {
        let mut asked = Lang::ALL
            .into_iter()
            .flat_map(|lang| boundary.ask.get(lang));
        names_one(&boundary.reason.de) || asked.any(|phrasing| names_one(&phrasing.value))
    };
    if forms.is_empty() {
        return Vec::new();
    }
    knowledge.boundaries.iter().filter(speaks_of_one).collect()
}

/// Reads what is to become of a boundary: numbers of its phrasings, as [`phrasings_of`] gives them, `b` or `r` for another reason, or nothing.
///
/// # Errors
/// [`Wrong::NoRevision`], [`Wrong::NotThere`] and [`Wrong::LeavesTooFew`].
pub fn revision(
    boundary: &Boundary,
    phrasings: &[(Lang, &str)],
    typed: &str,
) -> Result<Revision, Wrong> {
    let mut revision = Revision::default();
    for part in super::checks::parts(typed) {
        if matches!(part, "b" | "B" | "r" | "R") {
            revision.another_reason = true;
            continue;
        }
        if !part.starts_with(|char: char| char.is_ascii_digit()) {
            return Err(Wrong::NoRevision);
        }
        let numbered = super::places(part, phrasings.len());
        let numbered = numbered.and_then(|places| phrasings.get(places));
        for (lang, phrasing) in numbered.ok_or_else(|| Wrong::not_there(part))? {
            let loses = revision.loses.get_mut(*lang);
            if !loses.iter().any(|known| known == phrasing) {
                loses.push((*phrasing).to_owned());
            }
        }
    }
    let leaves_few = |lang| {
        let left = boundary.ask.get(lang).len() - revision.loses.get(lang).len();
        left < lint::PHRASINGS_LEAST && !revision.loses.get(lang).is_empty()
    };
    if Lang::ALL.into_iter().any(leaves_few) {
        return Err(Wrong::LeavesTooFew {
            least: lint::PHRASINGS_LEAST,
        });
    }
    Ok(revision)
}

/// What says how far the articles reach, and may no longer be so with a newer one: boundaries and small talk that name the year of the
/// newest article so far. Nothing where the new one is no newer.
#[must_use]
pub fn reaches(knowledge: &Knowledge, published: Dating) -> Vec<(&Id, &Place, &ByLang<String>)> {
    let newest = knowledge
        .sources
        .iter()
        .map(|source| source.published)
        .max();
    let Some(newest) = newest.filter(|newest| published.date > newest.date) else {
        return Vec::new();
    };
    let year = newest.date.year().to_string();
    let reader = Lister::new(&Knowledge::default());
    let names_year = |text: &ByLang<String>| {
        let dates = reader.read(&text.de, Lang::De).dates;
        dates.iter().any(|date| date.starts_with(&year))
            && text::key(&text.de).contains(ARTICLE_WORD)
    };
    let boundaries = knowledge.boundaries.iter();
    let boundaries = boundaries.map(|it| (&it.id, &it.place, &it.reason));
    let chats = knowledge
        .chats
        .iter()
        .map(|it| (&it.id, &it.place, &it.say));
    let all = boundaries.chain(chats);
    all.filter(|(_, _, text)| names_year(text)).collect()
}
