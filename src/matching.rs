//! Finds the stored questions that an utterance is most like: [`Matcher::find`].
//!
//! How alike question and phrasings are is a weighted sum of two cosines, over words and over runs of letters; part of it is an entry's best
//! phrasing, part all its phrasings together, sharpened against its neighbours. Words nobody in the knowledge uses keep their weight, so that
//! "in India" costs what it should. The score is that likeness and, to a small part, how much of the question's matter the entry speaks of.
//! Nothing is learned from what people ask; every constant stands where it is used, with its reason.

mod asked;
mod features;
mod index;
mod learn;
mod lexicon;
mod spelling;
mod taught;
mod weights;

use std::ops::Range;
use std::{panic, thread};

use bitcode::{Decode, Encode};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::{GuildView, Id, Knowledge, NameKind, TaughtPhrasing, Vocabulary};
use crate::lang::{ByLang, Lang};
use crate::text::{self, Question};

use features::{Features, Space, counted, damp, grams, text_key, word_key};
use index::{Builder, Index, Scores, Weighted};
use spelling::{Meant, Spelling, Written};

pub use asked::Asked;
pub use lexicon::{Concept, Lexicon, Role, Term};
pub use weights::Weights;

/// An entry, boundary or small talk that a question may have meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Its id.
    pub id: Id,
    /// How alike, 0 to 1, with its part of [`Scored::covered`].
    pub score: f32,
    /// How alike by all its phrasings together, -1 to 1; below 0 they were moved away from what is asked.
    pub together: f32,
    /// Share of the question's matter, by rarity, that its phrasings or its answer speak of, 0 to 1; 1 where it has none.
    pub covered: f32,
    /// How unusual the kind of question (who, when, ...) is among its own phrasings, 0 (usual, or of no kind) to 1 (never asked).
    pub unasked: f32,
    /// The phrasing that was most alike: its language and its place in the list of that language; of a taught one its place in the guild's list.
    pub phrasing: (Lang, usize),
    /// How much better that phrasing is than the best of the other language, 0 to 1.
    pub language_lead: f32,
    /// Whether the question is that phrasing, folded.
    pub exact: bool,
}

/// Likeness below which a taught phrasing takes none away: nothing is answered below it.
const TAKEN_LEAST: f32 = 0.35;

/// Letters of unknown words that are looked up among the known ones for one question: fifteen words, not a wall of them.
const LETTERS_LOOKED_UP_MOST: usize = 120;

/// Letters of a question whose runs are compared, the first ones: two paragraphs. Of what stands behind them only the words count.
const LETTERS_COMPARED_MOST: usize = 1_000;

/// Targets that are looked at for each entry of a list. Two of five are entries, and of those some are not wanted.
const LOOKED_AT_FOR_EACH: usize = 5;

/// Share of a target's phrasings from which a kind of question is usual for it.
const USUAL_SHARE: f32 = 0.1;

/// A stored phrasing, asked as if it were not stored.
#[derive(Clone, Debug)]
pub struct LeftOut<'k> {
    /// What it belongs to.
    pub id: &'k Id,
    /// The list it stands in.
    pub lang: Lang,
    /// Its place there.
    pub at: usize,
    /// What is found without it, best first; without coverage, which its own words would still be part of.
    pub found: Vec<Scored>,
}

/// The phrasings of one knowledge base, indexed. Immutable; a reload builds a new one.
#[derive(Debug, Decode, Default, Encode)]
pub struct Matcher {
    weights: Weights,
    #[bitcode(skip)]
    lexicon: Lexicon,
    index: Index,
    spelling: Spelling,
    targets: Vec<Id>,
    /// For every target, the share of its phrasings that ask for each kind of thing.
    asked_of: Vec<[f32; Asked::ALL.len()]>,
    /// For every target, the words of its phrasings and of its answer.
    words_of: FxHashMap<Id, FxHashSet<u64>>,
    /// For every target, how many of its phrasings are German; they come before the English ones.
    german: Vec<u32>,
    /// By the hash of what [`text::key`] gives: the texts themselves would take 2 MB, and one question in 10^14 is taken for one that is stored.
    by_key: FxHashMap<u64, u32>,
    /// The words of all phrasings and answers, folded, with the one language they are used in; `None` where that is both.
    language_of: FxHashMap<String, Option<Lang>>,
}

/// The words of the knowledge, as they are written there, and how often: so that misspelt ones are recognised.
type Known = FxHashMap<Written, u32>;

impl Matcher {
    /// Indexes everything that can be asked.
    ///
    /// ```
    /// use ticktack::knowledge::{self, GuildView};
    /// use ticktack::{matching::Matcher, text};
    ///
    /// let knowledge = knowledge::load(&knowledge::built_in()).unwrap_or_default();
    /// let matcher = Matcher::new(&knowledge);
    /// let found = matcher.find(&text::parse("wem gehört tiktok"), &GuildView::default());
    /// assert_eq!(found[0].id.as_str(), "eigentuemer");
    /// ```
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        Self::with(knowledge, Weights::default())
    }

    /// As [`Matcher::new`], with other weights; for measuring.
    #[must_use]
    pub fn with(knowledge: &Knowledge, weights: Weights) -> Self {
        let mut matcher = Self {
            weights,
            lexicon: Lexicon::new(&knowledge.vocabulary),
            ..Self::default()
        };
        let mut index = Builder::default();
        let mut reader = text::Reader::default();
        let mut known = Known::default();
        let mut phrasings: u32 = 0;
        matcher.learn_names(knowledge);
        for (id, ask) in knowledge.askable() {
            matcher.targets.push(id.clone());
            matcher.german.push(ask.de.len() as u32);
            let mut features = Vec::new();
            let mut asked = [0.0; Asked::ALL.len()];
            for lang in Lang::ALL {
                for phrasing in ask.get(lang) {
                    let question = reader.parse_in(&phrasing.value, lang);
                    matcher.learn_language(&question, lang);
                    let terms = matcher.lexicon.terms(&question);
                    matcher.learn_words(&mut known, id, &terms, lang);
                    for (count, kind) in asked.iter_mut().zip(Asked::ALL) {
                        *count += f32::from(u8::from(kind.is_asked(&terms)));
                    }
                    features.push(Features::new(&terms, lang, &weights));
                    matcher
                        .by_key
                        .entry(text_key(&question.key()))
                        .or_insert(phrasings);
                    phrasings += 1;
                }
                if let Some(entry) = knowledge.entry(id.as_str()) {
                    let answer = reader.parse_in(&entry.answer(lang), lang);
                    matcher.learn_language(&answer, lang);
                    let terms = matcher.lexicon.terms(&answer);
                    matcher.learn_words(&mut known, id, &terms, lang);
                }
            }
            matcher
                .asked_of
                .push(asked.map(|count| count / features.len().max(1) as f32));
            index.add(features.into_iter());
        }
        // Every word with its stems: room that the index needs now.
        drop(reader);
        for form in matcher.lexicon.forms() {
            for lang in Lang::ALL {
                let read = matcher.lexicon.terms(&text::parse_in(form, lang));
                if let Some(term) = read.first() {
                    let key = word_key(term, lang, &weights);
                    known.entry((form.to_owned(), key)).or_default();
                }
            }
        }
        let words = known.into_iter().collect();
        let (index, spelling) = thread::scope(|scope| {
            let spelling = scope.spawn(|| Spelling::new(words, &weights));
            (index.finish(&weights), spelling.join())
        });
        matcher.index = index;
        matcher.spelling = spelling.unwrap_or_else(|panic| panic::resume_unwind(panic));
        matcher
    }

    /// With the lexicon, which is not kept with the rest: compiling the vocabulary is as quick as reading it would be.
    #[must_use]
    pub fn speaking(self, vocabulary: &Vocabulary) -> Self {
        Self {
            lexicon: Lexicon::new(vocabulary),
            ..self
        }
    }

    /// Notes the words of one text of a target: as known, so that misspelt ones are recognised, and as covered by it.
    fn learn_words(&mut self, known: &mut Known, id: &Id, terms: &[Term], lang: Lang) {
        let words = self.words_of.entry(id.clone()).or_default();
        for term in terms {
            let key = word_key(term, lang, &self.weights);
            words.insert(key);
            // A word of a name stands for the name: "jurnal" after "wall street".
            for word in term.text.split(' ') {
                *known.entry((word.to_owned(), key)).or_default() += 1;
            }
        }
    }

    /// A name is a word of both languages, in however few phrasings it stands. Only places and groups are called otherwise in each.
    fn learn_names(&mut self, knowledge: &Knowledge) {
        let names = knowledge.vocabulary.names.iter();
        let names = names.filter(|name| !matches!(name.kind, NameKind::Place | NameKind::Group));
        for form in names.flat_map(|name| std::iter::once(&name.name).chain(&name.variants)) {
            let words = text::key(form);
            let words = words.split(' ').map(|word| (word.to_owned(), None));
            self.language_of.extend(words);
        }
    }

    fn learn_language(&mut self, text: &Question, lang: Lang) {
        for word in &text.words {
            match self.language_of.get_mut(&word.folded) {
                Some(known) if *known != Some(lang) => *known = None,
                Some(_) => {}
                None => {
                    self.language_of.insert(word.folded.clone(), Some(lang));
                }
            }
        }
    }

    /// How many more of a question's words only the German phrasings and answers use than only the English ones; below 0 the other way round.
    #[must_use]
    pub fn german_lead(&self, question: &Question) -> i32 {
        let votes = question
            .words
            .iter()
            .map(|word| match self.language_of.get(&word.folded) {
                Some(Some(Lang::De)) => 1,
                Some(Some(Lang::En)) => -1,
                Some(None) | None => 0,
            });
        votes.sum()
    }

    /// What has this phrasing, given as [`text::key`] folds it.
    #[must_use]
    pub fn stored(&self, key: &str) -> Option<&Id> {
        let phrasing = *self.by_key.get(&text_key(key))? as usize;
        self.targets.get(self.index.target_of(phrasing)?)
    }

    /// The compiled vocabulary.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// A phrasing as the guild that taught it keeps it; `target` as in [`TaughtPhrasing`].
    #[must_use]
    pub fn taught(&self, target: Id, lang: Lang, phrasing: &str) -> TaughtPhrasing {
        let question = text::parse(phrasing);
        let features = Features::new(&self.lexicon.terms(&question), lang, &self.weights);
        let (words, letters) = taught::weighed(&self.index, &features, &self.weights);
        TaughtPhrasing {
            target,
            lang,
            key: question.key(),
            words,
            letters,
        }
    }

    /// How alike two phrasings are, 0 to 1, each in its own language.
    #[must_use]
    pub fn likeness(one: &TaughtPhrasing, other: &TaughtPhrasing) -> f32 {
        taught::likeness(&one.words, &other.words) + taught::likeness(&one.letters, &other.letters)
    }

    /// The first stored phrasing that a new one would take away, with what it belongs to. Each is asked as somebody asks who types almost that:
    /// it finds its own today, and with the new one `is_lost` says of what is found that it is. Only what `counts` is asked.
    ///
    /// With each left out of the index, as [`Matcher::leave_one_out`] does it, 13 of 45 questions were refused at their right entry instead of 7.
    pub fn taken<'k>(
        &self,
        knowledge: &'k Knowledge,
        new: &TaughtPhrasing,
        counts: impl Fn(&Id) -> bool,
        is_lost: impl Fn(&Id, &Question, &[Scored]) -> bool,
    ) -> Option<(&'k Id, &'k str)> {
        let mut reader = text::Reader::default();
        let looked_at = self.weights.looked_at_most;
        let lists = knowledge
            .askable()
            .flat_map(|(id, ask)| Lang::ALL.map(|lang| (id, ask.get(lang))));
        let stored = lists.flat_map(|(id, list)| list.iter().map(move |text| (id, &text.value)));
        let mut alike = stored.filter(|(id, text)| {
            if !counts(id) {
                return false;
            }
            let question = reader.parse(text);
            let terms = self.lexicon.terms(&question);
            if self.likeness_to(new, &terms) < TAKEN_LEAST {
                return false;
            }
            let meant = self.meant(&terms);
            let scores = self.scores(&terms, &meant, question.lang);
            let asked = Asked::ALL.map(|kind| kind.is_asked(&terms));
            let matter = self.matter(&terms, &meant);
            let mut found = self.ranked(&scores, asked, None, None, looked_at);
            let mut before = found.clone();
            self.cover(&mut before, &matter, &[]);
            if before.first().is_none_or(|first| first.id != **id) {
                return false;
            }
            let taught = std::slice::from_ref(new);
            self.add_taught(&mut found, &question, &terms, taught);
            self.cover(&mut found, &matter, taught);
            if found.first().is_none_or(|first| first.id != new.target) {
                return false;
            }
            is_lost(id, &question, &found)
        });
        let taken = alike.next();
        taken.map(|(id, text)| (id, text.as_str()))
    }

    fn likeness_to(&self, phrasing: &TaughtPhrasing, terms: &[Term]) -> f32 {
        let features = Features::new(terms, phrasing.lang, &self.weights);
        let (words, letters) = taught::weighed(&self.index, &features, &self.weights);
        taught::likeness(&words, &phrasing.words) + taught::likeness(&letters, &phrasing.letters)
    }

    /// What a question may have meant, best first; ties by id. What the guild was taught counts as what is shipped.
    #[must_use]
    pub fn find(&self, question: &Question, guild: &GuildView) -> Vec<Scored> {
        self.find_among(question, guild, self.weights.looked_at_most)
    }

    /// As [`Matcher::find`], with so many that a list of `listed` entries to choose from is full, though most targets are none.
    #[must_use]
    pub fn find_for_list(
        &self,
        question: &Question,
        guild: &GuildView,
        listed: usize,
    ) -> Vec<Scored> {
        self.find_among(question, guild, listed * LOOKED_AT_FOR_EACH)
    }

    fn find_among(&self, question: &Question, guild: &GuildView, looked_at: usize) -> Vec<Scored> {
        let exact = self
            .by_key
            .get(&text_key(&question.key()))
            .map(|phrasing| *phrasing as usize);
        let terms = self.lexicon.terms(question);
        let meant = self.meant(&terms);
        let scores = self.scores(&terms, &meant, question.lang);
        let asked = Asked::ALL.map(|kind| kind.is_asked(&terms));
        let mut found = self.ranked(&scores, asked, exact, None, looked_at);
        if !guild.taught.is_empty() {
            self.add_taught(&mut found, question, &terms, &guild.taught);
        }
        self.cover(&mut found, &self.matter(&terms, &meant), &guild.taught);
        found
    }

    /// Works out the coverage of each, which is a part of the score, and puts them in order.
    fn cover(
        &self,
        found: &mut [Scored],
        matter: &[(f32, Vec<(u64, f32)>)],
        taught: &[TaughtPhrasing],
    ) {
        let share = self.weights.covered_share;
        for scored in &mut *found {
            scored.covered = self.covered(matter, &scored.id, taught);
            if !scored.exact {
                scored.score = share * scored.covered + (1.0 - share) * scored.score;
            }
        }
        in_order(found);
    }

    /// Gives each target the score of its best taught phrasing, where that is higher than what it has.
    fn add_taught(
        &self,
        found: &mut Vec<Scored>,
        question: &Question,
        terms: &[Term],
        phrasings: &[TaughtPhrasing],
    ) {
        let weighed = |lang| {
            let features = Features::new(terms, lang, &self.weights);
            taught::weighed(&self.index, &features, &self.weights)
        };
        let asked = ByLang {
            de: weighed(Lang::De),
            en: weighed(Lang::En),
        };
        let key = question.key();
        // What is shipped is newer than what was taught before it, or taught it would not have been.
        let is_shipped = found.iter().any(|scored| scored.exact);
        for (at, phrasing) in phrasings.iter().enumerate() {
            let (words, letters) = asked.get(phrasing.lang);
            let likeness = taught::likeness(words, &phrasing.words)
                + taught::likeness(letters, &phrasing.letters);
            let exact = phrasing.key == key && !is_shipped;
            let score = if exact { 1.0 } else { likeness.clamp(0.0, 1.0) };
            let known = found.iter().position(|scored| scored.id == phrasing.target);
            let known = known.and_then(|at| found.get_mut(at));
            if score <= 0.0 || known.as_ref().is_some_and(|known| known.score >= score) {
                continue;
            }
            let taught = Scored {
                id: phrasing.target.clone(),
                score,
                together: score,
                covered: 0.0,
                unasked: known.as_ref().map_or(0.0, |known| known.unasked),
                phrasing: (phrasing.lang, at),
                language_lead: score,
                exact,
            };
            match known {
                Some(known) => *known = taught,
                None => found.push(taught),
            }
        }
        in_order(found);
    }

    /// Share of a question's matter, by rarity, that the phrasings or the answer of `id` speak of, 0 to 1.
    #[must_use]
    pub fn coverage(&self, question: &Question, id: &Id, guild: &GuildView) -> f32 {
        let terms = self.lexicon.terms(question);
        let meant = self.meant(&terms);
        self.covered(&self.matter(&terms, &meant), id, &guild.taught)
    }

    /// What a question speaks of: for each word with a matter its rarity, and its possible keys with how likely each was meant.
    fn matter(&self, terms: &[Term], meant: &[Vec<Meant<'_>>]) -> Vec<(f32, Vec<(u64, f32)>)> {
        let matter = terms
            .iter()
            .zip(meant)
            .filter(|(term, _)| term.role.has_matter());
        let keys = matter.map(|(term, meant)| {
            let mut keys: Vec<(u64, f32)> = Lang::ALL
                .iter()
                .map(|lang| (word_key(term, *lang, &self.weights), 1.0))
                .collect();
            let own = keys.iter().filter_map(|(key, _)| self.index.feature(*key));
            // An unknown word weighs what the word it probably stood for weighs.
            let meant_first = || self.index.feature(meant.first()?.key);
            let rarity = own
                .map(|feature| self.index.rarity(Some(feature)))
                .reduce(f32::min)
                .unwrap_or_else(|| self.index.rarity(meant_first()));
            keys.extend(meant.iter().map(|meant| (meant.key, meant.likely)));
            (rarity, keys)
        });
        keys.collect()
    }

    fn covered(
        &self,
        matter: &[(f32, Vec<(u64, f32)>)],
        id: &Id,
        taught: &[TaughtPhrasing],
    ) -> f32 {
        let words = self.words_of.get(id);
        let taught = taught.iter().filter(|phrasing| phrasing.target == *id);
        let taught: Vec<&TaughtPhrasing> = taught.collect();
        let is_spoken_of = |key: u64| {
            let is_taught = |phrasing: &&TaughtPhrasing| {
                let words = &phrasing.words;
                words.binary_search_by_key(&key, |(key, _)| *key).is_ok()
            };
            words.is_some_and(|words| words.contains(&key)) || taught.iter().any(is_taught)
        };
        let total: f32 = matter.iter().map(|(rarity, _)| rarity).sum();
        if total <= 0.0 {
            return 1.0;
        }
        let covered = matter.iter().map(|(rarity, keys)| {
            let likely = keys
                .iter()
                .filter(|(key, _)| is_spoken_of(*key))
                .map(|(_, likely)| *likely);
            rarity * likely.fold(0.0, f32::max)
        });
        covered.sum::<f32>() / total
    }

    /// For each term, the known words that may have been meant by it; none where the vocabulary knows what it is.
    /// This is the dearest part of a question, so it is done once, and for so many letters.
    fn meant(&self, terms: &[Term]) -> Vec<Vec<Meant<'_>>> {
        let mut letters = LETTERS_LOOKED_UP_MOST;
        let of = |term: &Term| {
            if term.concept.is_some() || term.role != Role::Content {
                return Vec::new();
            }
            let own = Lang::ALL.map(|lang| word_key(term, lang, &self.weights));
            let is_known = own.iter().any(|key| self.index.feature(*key).is_some());
            // Another form of a known word, which nobody has written, is not looked up.
            let letters = if is_known { &mut 0 } else { &mut letters };
            self.spelling.meant(&term.text, own, letters)
        };
        terms.iter().map(of).collect()
    }

    fn scores(&self, terms: &[Term], meant: &[Vec<Meant<'_>>], lang: Option<Lang>) -> Scores {
        let words = (Space::Words, self.words(terms, meant, lang));
        self.index
            .score(&[words, (Space::Letters, self.letters(terms, meant))])
    }

    /// The best targets by score; `exact` is the phrasing that the question is, `without` one that is not to be looked at.
    fn ranked(
        &self,
        scores: &Scores,
        asked: [bool; Asked::ALL.len()],
        exact: Option<usize>,
        without: Option<usize>,
        looked_at: usize,
    ) -> Vec<Scored> {
        let exact_target = exact.and_then(|exact| self.index.target_of(exact));
        let mut wholes: Vec<(usize, f32)> = scores.targets.iter().copied().enumerate().collect();
        if looked_at < wholes.len() {
            wholes
                .select_nth_unstable_by(looked_at, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            wholes.truncate(looked_at);
            let missing = exact_target.filter(|exact| wholes.iter().all(|(at, _)| at != exact));
            wholes.extend(missing.and_then(|at| Some((at, *scores.targets.get(at)?))));
        }
        let looked = wholes.into_iter().filter_map(|(target, whole)| {
            let exact = exact.filter(|_| exact_target == Some(target));
            self.looked_at(scores, target, whole, asked, exact, without)
        });
        let mut found: Vec<Scored> = looked.collect();
        in_order(&mut found);
        found
    }

    /// A target with its best phrasing; `None` if no phrasing has anything in common with the question.
    fn looked_at(
        &self,
        scores: &Scores,
        target: usize,
        whole: f32,
        asked: [bool; Asked::ALL.len()],
        exact: Option<usize>,
        without: Option<usize>,
    ) -> Option<Scored> {
        let best = |lang| self.best_of(scores, self.list_of(target, lang), without);
        let best = ByLang {
            de: best(Lang::De),
            en: best(Lang::En),
        };
        let (best, other) = if best.de.0 >= best.en.0 {
            (best.de, best.en)
        } else {
            (best.en, best.de)
        };
        if best.0 <= 0.0 {
            return None;
        }
        let share = self.weights.best_phrasing_share;
        let mixed = share * best.0 + (1.0 - share) * whole;
        Some(Scored {
            id: self.targets.get(target)?.clone(),
            score: if exact.is_some() {
                1.0
            } else {
                mixed.clamp(0.0, 1.0)
            },
            together: whole.clamp(-1.0, 1.0),
            covered: 0.0,
            unasked: self.unasked(target, asked),
            phrasing: self.place_of(target, exact.unwrap_or(best.1)),
            language_lead: best.0 - other.0,
            exact: exact.is_some(),
        })
    }

    /// The phrasing of a list that is most like the question, and how much; 0 if none has anything in common with it.
    /// All are compared by words, and only those nearest by words by letters too, which are nine tenths of the features.
    fn best_of(&self, scores: &Scores, list: Range<usize>, without: Option<usize>) -> (f32, usize) {
        let most = self.weights.compared_by_letters_most;
        let mut nearest: Vec<(f32, usize)> = Vec::new();
        let list = list.filter(|phrasing| without != Some(*phrasing));
        for phrasing in list.clone() {
            let words = self.index.likeness_in(Space::Words, scores, phrasing);
            let is_full = nearest.len() >= most;
            if is_full && nearest.last().is_none_or(|(last, _)| *last >= words) {
                continue;
            }
            let at = nearest.partition_point(|(other, _)| *other >= words);
            nearest.insert(at, (words, phrasing));
            nearest.truncate(most);
        }
        // Without a word in common, words do not tell which are near.
        if nearest.first().is_some_and(|(words, _)| *words <= 0.0) {
            nearest = list.map(|phrasing| (0.0, phrasing)).collect();
        }
        let whole = nearest.into_iter().map(|(words, phrasing)| {
            let letters = self.index.likeness_in(Space::Letters, scores, phrasing);
            (words + letters, phrasing)
        });
        whole
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .unwrap_or_default()
    }

    /// The phrasings of a target in one language.
    fn list_of(&self, target: usize, lang: Lang) -> Range<usize> {
        let all = self.index.phrasings_of(target);
        let german = self.german.get(target).copied().unwrap_or_default() as usize;
        let english = all.start + german;
        match lang {
            Lang::De => all.start..english,
            Lang::En => english..all.end,
        }
    }

    /// The list that a phrasing of a target stands in, and its place there.
    fn place_of(&self, target: usize, phrasing: usize) -> (Lang, usize) {
        let german = self.list_of(target, Lang::De);
        if phrasing < german.end {
            (Lang::De, phrasing - german.start)
        } else {
            (Lang::En, phrasing - german.end)
        }
    }

    fn unasked(&self, target: usize, asked: [bool; Asked::ALL.len()]) -> f32 {
        let shares = self.asked_of.get(target).copied().unwrap_or_default();
        let unusual = |(asked, share): (bool, f32)| {
            if asked {
                1.0 - (share / USUAL_SHARE).min(1.0)
            } else {
                0.0
            }
        };
        asked
            .into_iter()
            .zip(shares)
            .map(unusual)
            .fold(0.0, f32::max)
    }

    /// Asks every stored phrasing as if it were not stored, and hands over what is found instead, best first.
    ///
    /// This is harder than what people ask: nobody writes the same thing twice into the knowledge. What was learned from a phrasing
    /// cannot be taken back, so nothing is learned here; and how rare its words are stays as it is.
    pub fn leave_one_out(knowledge: &Knowledge, mut each: impl FnMut(&LeftOut<'_>)) {
        let weights = Weights {
            rounds: 0,
            ..Weights::default()
        };
        let matcher = Self::with(knowledge, weights);
        let mut phrasing = 0;
        for (id, ask) in knowledge.askable() {
            for lang in Lang::ALL {
                for (at, text) in ask.get(lang).iter().enumerate() {
                    let question = text::parse(&text.value);
                    let terms = matcher.lexicon.terms(&question);
                    let mut scores = matcher.scores(&terms, &matcher.meant(&terms), Some(lang));
                    matcher.index.take_out(&mut scores, phrasing);
                    each(&LeftOut {
                        id,
                        lang,
                        at,
                        found: matcher.ranked(
                            &scores,
                            [false; Asked::ALL.len()],
                            None,
                            Some(phrasing),
                            weights.looked_at_most,
                        ),
                    });
                    phrasing += 1;
                }
            }
        }
    }

    /// The words of a question as features: each as written, else as the other language stems it, and what may have been meant by it.
    fn words(&self, terms: &[Term], meant: &[Vec<Meant<'_>>], lang: Option<Lang>) -> Vec<Weighted> {
        let lang = lang.unwrap_or(Lang::De);
        let mut items: Vec<Weighted> = Vec::with_capacity(terms.len());
        let mut counts: Vec<f32> = Vec::new();
        // For every word the items it led to.
        let mut seen: FxHashMap<u64, Range<usize>> = FxHashMap::default();
        for (term, meant) in terms.iter().zip(meant) {
            let key = word_key(term, lang, &self.weights);
            let count = self.weights.of_role(term.role);
            if let Some(earlier) = seen.get(&key) {
                for known in counts.get_mut(earlier.clone()).into_iter().flatten() {
                    *known += count;
                }
                continue;
            }
            let own = self.index.feature(key);
            let mut expansions: Vec<(u32, f32)> = Vec::new();
            if own.is_none() {
                let other = word_key(term, lang.other(), &self.weights);
                let other = self.index.feature(other);
                expansions.extend(other.map(|feature| (feature, self.weights.other_language)));
            }
            let other_words = meant
                .iter()
                .filter_map(|meant| Some((self.index.feature(meant.key)?, meant.likely)));
            expansions.extend(other_words.filter(|(feature, _)| Some(*feature) != own));
            expansions.sort_by(|a, b| b.1.total_cmp(&a.1));
            // An unknown word weighs what the word it probably stood for weighs,
            let likeliest = own.or(expansions.first().map(|(feature, _)| *feature));
            let mass = self.mass(likeliest);
            let begin = items.len();
            items.push(Weighted {
                feature: own,
                weight: 1.0,
                mass,
            });
            // and a rarer one that is less likely weighs no more than that: "tiktk" is TikTok before it is this bot.
            let others = expansions.into_iter().map(|(feature, likely)| Weighted {
                feature: Some(feature),
                weight: likely * (mass / self.index.rarity(Some(feature))).min(1.0),
                mass: 0.0,
            });
            items.extend(others);
            counts.resize(items.len(), count);
            seen.insert(key, begin..items.len());
        }
        for (item, count) in items.iter_mut().zip(counts) {
            item.weight *= damp(count);
            item.mass *= damp(count);
        }
        strongest_of_each(items)
    }

    /// How much a feature counts in the length of a question.
    fn mass(&self, feature: Option<u32>) -> f32 {
        let share = if feature.is_some() {
            1.0
        } else {
            self.weights.unknown
        };
        share * self.index.rarity(feature)
    }

    /// The runs of letters of a question; a slip has those of the word that was meant.
    fn letters(&self, terms: &[Term], meant: &[Vec<Meant<'_>>]) -> Vec<Weighted> {
        let mut left = LETTERS_COMPARED_MOST;
        let compared = terms.iter().zip(meant).filter_map(|(term, meant)| {
            left = left.checked_sub(term.text.chars().count())?;
            let right = meant.first().filter(|right| right.is_read);
            Some((
                term.role,
                right.map_or(term.text.as_str(), |right| right.text),
            ))
        });
        let found = compared.flat_map(|(role, text)| {
            let weight = self.weights.of_role(role);
            grams(text).into_iter().map(move |gram| (gram, weight))
        });
        let weighted = |(key, weight)| {
            let feature = self.index.feature(key);
            Weighted {
                feature,
                weight,
                mass: weight * self.mass(feature),
            }
        };
        counted(found.collect()).into_iter().map(weighted).collect()
    }
}

/// Best first; ties by id.
fn in_order(found: &mut [Scored]) {
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
}

/// A feature that several words of a question lead to counts once, as strongly as the strongest of them; the masses stay.
fn strongest_of_each(items: Vec<Weighted>) -> Vec<Weighted> {
    let mut at: FxHashMap<u32, usize> = FxHashMap::default();
    let mut kept: Vec<Weighted> = Vec::with_capacity(items.len());
    for item in items {
        let Some(feature) = item.feature else {
            kept.push(item);
            continue;
        };
        match at.get(&feature).and_then(|at| kept.get_mut(*at)) {
            Some(strongest) => {
                strongest.weight = strongest.weight.max(item.weight);
                strongest.mass = strongest.mass.hypot(item.mass);
            }
            None => {
                at.insert(feature, kept.len());
                kept.push(item);
            }
        }
    }
    kept
}
