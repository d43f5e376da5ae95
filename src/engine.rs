//! One loaded knowledge base, ready to answer: loading can fail, answering cannot.
//!
//! A request takes one `Arc<Engine>` and keeps it, so that a reload in the middle mixes nothing.

mod cache;
mod follow;

use std::collections::HashSet;

use crate::config::Settings;
use crate::decide::{Decider, Decision, Missing, Reason, Thresholds, Verdict};
use crate::knowledge::{
    Entry, Evaluation, Excerpts, GuildView, Id, Knowledge, TaughtPhrasing, Unproven,
};
use crate::lang::Lang;
use crate::matching::{Matcher, Scored, Weights};
use crate::phrases;
use crate::prepared::Prepared;
use crate::reply::{self, Reply};
use crate::text::{self, Question};

pub use cache::Cache;

/// How much more a question must be like a phrasing of one language than like one of the other to be taken for that language.
/// Below it lie the names that both lists hold.
const LANGUAGE_LEAD_LEAST: f32 = 0.1;

/// How many more words of one language than of the other, as the knowledge uses them, settle in which language a question is.
const WORDS_LEAD_LEAST: i32 = 2;

/// Words of a stored question from which it needs nothing of what it follows.
const EXACT_WORDS_LEAST: usize = 3;
/// Candidates of a whole text among which a part of it must lead: wherever it leads, more were wrong (`benches/README.md`).
const NEAR_THE_WHOLE_MOST: usize = 3;
/// Words that a text and its parts have together at most: what the longest message may cost is bounded (`tests/hot_path.rs`).
const WORDS_READ_MOST: usize = 140;
/// Entries that are named where a follow-up leads nowhere.
const NEARBY_MOST: usize = 3;
/// Share of a follow-up's own matter that an entry must speak of to be its answer, 0 to 1: what it follows must not outvote it.
const FOLLOW_UP_COVERED_LEAST: f32 = 0.8;

/// A question with what is known about who asks it.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// What was typed.
    pub text: &'a str,
    /// The language the reply must have, if somebody said so.
    pub language: Option<Lang>,
    /// The language of the reply where the question does not tell.
    pub fallback: Lang,
    /// The entry that the question follows up on.
    pub follows: Option<&'a Id>,
    /// Whether somebody asked the bot; otherwise only a very sure answer is given.
    pub addressed: bool,
    /// What the guild has of its own.
    pub guild: &'a GuildView,
}

/// Why a question got its reply, for those who tune.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What the matcher found, best first.
    pub found: Vec<Scored>,
    /// What was decided.
    pub decision: Decision,
}

/// Knowledge, matcher and settings that belong together.
#[derive(Debug)]
pub struct Engine {
    knowledge: Knowledge,
    matcher: Matcher,
    decider: Decider,
    settings: Settings,
    evaluation: Option<Evaluation>,
    excerpts: Excerpts,
}

impl Engine {
    /// Indexes a knowledge base.
    #[must_use]
    pub fn new(knowledge: Knowledge, settings: Settings) -> Self {
        Self::with(knowledge, settings, Weights::default())
    }

    /// As [`Engine::new`], with other weights; for measuring.
    #[must_use]
    pub fn with(knowledge: Knowledge, settings: Settings, weights: Weights) -> Self {
        let prepared = Prepared::new(&knowledge, weights);
        Self::of(knowledge, settings, prepared)
    }

    /// As [`Engine::new`], in a twentieth of the time for the knowledge that is built in, and for what `cache` has from an earlier start.
    #[must_use]
    pub fn cached(knowledge: Knowledge, settings: Settings, cache: &Cache) -> Self {
        let prepared = cache.prepared(&knowledge);
        Self::of(knowledge, settings, prepared)
    }

    fn of(knowledge: Knowledge, settings: Settings, prepared: Prepared) -> Self {
        Self {
            knowledge,
            matcher: prepared.matcher,
            decider: Decider::knowing(prepared.covers, settings.thresholds),
            settings,
            evaluation: None,
            excerpts: Excerpts::default(),
        }
    }

    /// With other cut-offs; for measuring.
    #[must_use]
    pub fn judging(mut self, thresholds: Thresholds) -> Self {
        self.settings.thresholds = thresholds;
        self.decider = self.decider.judging(thresholds);
        self
    }

    /// With the evaluation that is kept with the knowledge.
    #[must_use]
    pub fn evaluated(self, evaluation: Option<Evaluation>) -> Self {
        Self { evaluation, ..self }
    }

    /// With excerpts of the articles, to be shown to single members.
    #[must_use]
    pub fn quoting(self, excerpts: Excerpts) -> Self {
        Self { excerpts, ..self }
    }

    /// How the passages begin that somebody holds.
    #[must_use]
    pub const fn excerpts(&self) -> &Excerpts {
        &self.excerpts
    }

    /// Whether it may answer what nobody asked it.
    ///
    /// # Errors
    /// Why the evaluation kept with the knowledge does not speak for that.
    pub fn may_speak_up(&self) -> Result<(), Unproven> {
        let evaluation = self.evaluation.as_ref().ok_or(Unproven::Missing)?;
        evaluation.proves(
            &self.knowledge.revision,
            self.settings.thresholds.unaddressed,
        )
    }

    /// What the engine knows.
    #[must_use]
    pub const fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// How it finds what a question is like.
    #[must_use]
    pub const fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// The first thing of a phrasing that an entry does not cover, so that a question like it would never be answered by it.
    #[must_use]
    pub fn missing(&self, entry: &Entry, phrasing: &str) -> Option<Missing> {
        let Self {
            knowledge,
            matcher,
            decider,
            ..
        } = self;
        decider.missing(knowledge, matcher, entry, &text::parse(phrasing))
    }

    /// The first stored phrasing, of what `counts`, that a new one would take away: who types almost that would get what the new one leads to
    /// instead of its own.
    pub fn taken(&self, new: &TaughtPhrasing, counts: impl Fn(&Id) -> bool) -> Option<(&Id, &str)> {
        let Self {
            knowledge,
            matcher,
            decider,
            ..
        } = self;
        let guild = GuildView::default();
        matcher.taken(knowledge, new, counts, |own, question, found| {
            let decision = decider.decide(knowledge, matcher, question, found, &guild, true);
            match decision.verdict {
                // Beside the other it is still there.
                Verdict::Answer { entry, also } => {
                    entry.id == new.target && also.is_none_or(|also| also.id != *own)
                }
                Verdict::Decline { .. } => decision.best.is_some_and(|best| best.id == new.target),
                Verdict::Suggest(_) | Verdict::Chat(_) => false,
            }
        })
    }

    /// What it was set to.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What a guild has of its own, ready to be asked with: its stopped entries and its taught phrasings with what each asks for
    /// (nothing: the articles do not say). What leads to nothing that is known any more is left out.
    #[must_use]
    pub fn guild_view<'t>(
        &self,
        paused: HashSet<Id>,
        taught: impl Iterator<Item = (Option<&'t Id>, Lang, &'t str)>,
    ) -> GuildView {
        let knowledge = &self.knowledge;
        let is_known = |id: &Id| {
            let id = id.as_str();
            knowledge.entry(id).is_some() || knowledge.boundary(id).is_some()
        };
        let known = taught.filter(|(target, ..)| target.is_none_or(is_known));
        let taught = known.map(|(target, lang, phrasing)| {
            let target = target.map_or_else(Id::unsaid, Id::clone);
            self.matcher.taught(target, lang, phrasing)
        });
        GuildView {
            paused,
            taught: taught.collect(),
        }
    }

    /// Answers, suggests, declines or chats.
    #[must_use]
    pub fn answer(&self, ask: &Ask<'_>) -> Reply {
        self.explain(ask).0
    }

    /// As [`Engine::answer`], with the reasons.
    #[must_use]
    pub fn explain(&self, ask: &Ask<'_>) -> (Reply, Explanation) {
        let question = text::parse(ask.text);
        let found = self.matcher.find(&question, ask.guild);
        // Names are words of both languages; then the phrasings they are most like may tell, and one that it is always does.
        let clearly = |scored: &&Scored| {
            let least = if scored.exact {
                f32::EPSILON
            } else {
                LANGUAGE_LEAD_LEAST
            };
            scored.language_lead >= least
        };
        let by_best = || found.first().filter(clearly).map(|best| best.phrasing.0);
        let language = ask
            .language
            .or_else(|| self.language_by_words(&question))
            .or_else(by_best)
            .unwrap_or(ask.fallback);
        let mut decision = self.decide(ask, &question, &found);
        let mut found = found;
        if let Some(by_part) = self.by_asking_part(ask, &question, &found, &decision) {
            (found, decision) = by_part;
        }
        if let Some(entry) = ask.follows.and_then(|id| self.knowledge.entry(id.as_str()))
            && !self.stands_alone(&question, &decision)
        {
            (found, decision) = self.follow_up(ask, &question, entry, language);
        }
        let mut reply = reply::compose(&self.knowledge, ask.guild, &decision, &found, language);
        if question.words.is_empty() {
            reply = Reply::line(
                language,
                phrases::ask_me_something(language),
                &self.knowledge.revision,
            );
        }
        (reply, Explanation { found, decision })
    }

    /// The language that a text is in, if its words tell.
    #[must_use]
    pub fn language_of(&self, text: &str) -> Option<Lang> {
        self.language_by_words(&text::parse(text))
    }

    fn language_by_words(&self, question: &Question) -> Option<Lang> {
        // Keywords hold none of the little words that a guess goes by, but the knowledge knows in which language it uses them.
        let lead = self.matcher.german_lead(question);
        let by_words = if lead > 0 { Lang::De } else { Lang::En };
        if lead.abs() >= WORDS_LEAD_LEAST {
            return Some(by_words);
        }
        question.lang.or((lead != 0).then_some(by_words))
    }

    fn decide(&self, ask: &Ask<'_>, question: &Question, found: &[Scored]) -> Decision {
        let Self {
            knowledge,
            matcher,
            decider,
            ..
        } = self;
        decider.decide(
            knowledge,
            matcher,
            question,
            found,
            ask.guild,
            ask.addressed,
        )
    }

    /// What the sentence that asks leads to, by itself or with those just before it, where a text of several is not sure enough:
    /// what is told around a question dilutes it.
    /// A part counts only where the whole text leads near there too, and nothing in it stands against it.
    fn by_asking_part(
        &self,
        ask: &Ask<'_>,
        whole: &Question,
        found: &[Scored],
        decision: &Decision,
    ) -> Option<(Vec<Scored>, Decision)> {
        // Around a question people tell their age and their form; a place or a year told there may be what they ask about.
        let may_stand_around =
            |missing: &Missing| matches!(missing, Missing::Number(_) | Missing::Figure);
        let is_unsure = match &decision.reason {
            Reason::Guard(missing) => may_stand_around(missing),
            _ => matches!(decision.verdict, Verdict::Suggest(_)),
        };
        if !is_unsure {
            return None;
        }
        let mut words = whole.words.len();
        for part in text::asking_parts(&whole.text) {
            let part = text::parse(part);
            words += part.words.len();
            if words > WORDS_READ_MOST {
                return None;
            }
            let found_by_it = self.matcher.find(&part, ask.guild);
            let by_it = self.decide(ask, &part, &found_by_it);
            let entry = match &by_it.verdict {
                Verdict::Answer { entry, .. } => entry,
                // It asks what the articles do not say; what is told before it is no answer to that.
                Verdict::Decline {
                    boundary: Some(_), ..
                } => return None,
                Verdict::Suggest(_) | Verdict::Decline { .. } | Verdict::Chat(_) => continue,
            };
            let is_near = found
                .iter()
                .take(NEAR_THE_WHOLE_MOST)
                .any(|scored| scored.id == entry.id);
            let entry = self.knowledge.entry(entry.id.as_str())?;
            let missing = self
                .decider
                .missing(&self.knowledge, &self.matcher, entry, whole);
            if !is_near || !missing.as_ref().is_none_or(may_stand_around) {
                continue;
            }
            let decision = Decision {
                timeless: by_it.timeless && decision.timeless,
                asks_for_now: by_it.asks_for_now || decision.asks_for_now,
                ..by_it
            };
            return Some((found_by_it, decision));
        }
        None
    }

    /// Whether a follow-up needs nothing of what it follows: it is answered by itself, or small talk.
    fn stands_alone(&self, question: &Question, decision: &Decision) -> bool {
        match &decision.verdict {
            // A stored question of several words is one, whatever its words are.
            Verdict::Answer { .. } if decision.reason == Reason::Exact => {
                question.words.len() >= EXACT_WORDS_LEAST
            }
            Verdict::Answer { .. } => follow::is_whole(&self.matcher.lexicon().terms(question)),
            Verdict::Chat(_) => true,
            Verdict::Suggest(_) | Verdict::Decline { .. } => question.words.is_empty(),
        }
    }

    /// Decides on a follow-up read together with the entry it follows. That entry has been said, so it is no answer;
    /// and what is answered must speak of everything that the follow-up itself brings in, and be asked in its way.
    fn follow_up(
        &self,
        ask: &Ask<'_>,
        question: &Question,
        entry: &Entry,
        lang: Lang,
    ) -> (Vec<Scored>, Decision) {
        let whole = follow::in_full(self.matcher.lexicon(), entry, question, lang);
        let mut found = self.matcher.find(&whole, ask.guild);
        found.retain(|scored| scored.id != entry.id);
        let mut decision = self.decide(ask, &whole, &found);
        let is_asked = |scored: &Scored| {
            scored.unasked <= 0.0
                && self.matcher.coverage(question, &scored.id, ask.guild) >= FOLLOW_UP_COVERED_LEAST
        };
        decision.verdict = match decision.verdict {
            Verdict::Answer { entry, .. } if !is_asked(&entry) => {
                decision.reason = Reason::Short;
                Verdict::Suggest(vec![entry])
            }
            Verdict::Answer { entry, also } => Verdict::Answer {
                entry,
                also: also.filter(is_asked),
            },
            Verdict::Decline {
                boundary: None,
                nearby,
            } if nearby.is_empty() => {
                let related = entry
                    .related
                    .iter()
                    .filter(|id| !ask.guild.paused.contains(*id));
                Verdict::Decline {
                    boundary: None,
                    nearby: related.take(NEARBY_MOST).cloned().collect(),
                }
            }
            verdict => verdict,
        };
        (found, decision)
    }

    /// Stored questions for what has been typed so far, best first, each entry once; the most asked ones where nothing is typed.
    #[must_use]
    pub fn complete(&self, typed: &str, lang: Lang, guild: &GuildView, most: usize) -> Vec<String> {
        let is_wanted = |id: &Id| !guild.paused.contains(id);
        let offered = self.offered(typed, lang, guild, most, is_wanted);
        offered
            .into_iter()
            .map(|(_, question)| question.to_owned())
            .collect()
    }

    /// As [`Engine::complete`], of the entries that are wanted, and with them.
    #[must_use]
    pub fn offered(
        &self,
        typed: &str,
        lang: Lang,
        guild: &GuildView,
        most: usize,
        is_wanted: impl Fn(&Id) -> bool,
    ) -> Vec<(&Entry, &str)> {
        let question = text::parse(typed);
        let shown = |entry| {
            let entry: &Entry = Some(entry).filter(|entry: &&Entry| is_wanted(&entry.id))?;
            let question = entry.ask.get(lang).first()?;
            Some((entry, question.value.as_str()))
        };
        if question.words.is_empty() {
            let mut entries: Vec<_> = self.knowledge.entries.iter().collect();
            // What everyone asks was given the most phrasings.
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.ask.get(lang).len()));
            return entries.into_iter().filter_map(shown).take(most).collect();
        }
        let found = self.matcher.find_for_list(&question, guild, most);
        found
            .iter()
            .filter_map(|scored| shown(self.knowledge.entry(scored.id.as_str())?))
            .take(most)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;
    use crate::reply::Outcome;

    fn shipped() -> Engine {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        Engine::new(knowledge, Settings::default())
    }

    #[test]
    fn keywords_are_answered_in_the_language_that_uses_them() {
        let engine = shipped();
        let check = |text: &str, language: Lang| {
            let reply = engine.answer(&Ask {
                text,
                language: None,
                fallback: language.other(),
                follows: None,
                addressed: true,
                guild: &GuildView::default(),
            });
            assert_eq!(reply.language, language, "{text}");
        };
        check("US Vorstand Rücktritt August", Lang::De);
        check("oracle firma nutzerdaten", Lang::De);
        check("trump reelection campaign", Lang::En);
        check("oracle headquarters partner", Lang::En);
        // A name says nothing, in however few phrasings it stands.
        assert_eq!(engine.language_of("marco rubio tiktok"), None);
        assert_eq!(engine.language_of("robert habeck huawei"), None);
        // A stored phrasing, and one letter away from one of the other language.
        check("is tiktok spyware", Lang::En);
    }

    #[test]
    fn a_slip_in_a_common_word_is_not_taken_for_a_rarer_one() {
        let engine = shipped();
        let (_, explained) = engine.explain(&Ask {
            text: "was ist tiktk",
            language: None,
            fallback: Lang::De,
            follows: None,
            addressed: true,
            guild: &GuildView::default(),
        });
        let best = explained.decision.best.map(|best| best.id);
        assert_eq!(best.as_ref().map(Id::as_str), Some("was-ist-tiktok"));
    }

    #[test]
    fn what_is_told_around_a_question_does_not_hide_it() {
        let engine = shipped();
        let check = |text: &str, entry: Option<&str>| {
            let reply = engine.answer(&Ask {
                text,
                language: None,
                fallback: Lang::En,
                follows: None,
                addressed: true,
                guild: &GuildView::default(),
            });
            let answered = (reply.outcome == Outcome::Answer).then(|| reply.entry.clone());
            assert_eq!(answered.flatten().as_ref().map(Id::as_str), entry, "{text}");
        };
        check(
            "Mein Opa hat gestern beim Essen davon angefangen und keiner wusste es. Er liest ja noch Zeitung. \
             Welche Firma steckt eigentlich hinter TikTok?",
            Some("eigentuemer"),
        );
        check(
            "My grandpa started on this at dinner yesterday, he still reads the paper. None of us had a clue. \
             How much did ByteDance pay for Musical.ly?",
            Some("musically"),
        );
        check(
            "Ich bin 14 und wir schreiben in der 9b darüber, 20 Zeilen bis morgen. Welche Firma steckt eigentlich hinter TikTok?",
            Some("eigentuemer"),
        );
        // What "that" is stands in the sentence before.
        check(
            "Hi, wir sind in der 9. Klasse. Unser Lehrer meinte, wegen TikTok könnte die Welt in zwei Lager zerfallen. Sagt das wirklich jemand?",
            Some("great-decoupling"),
        );
        // What the articles do not say is not answered by what is told before it.
        check(
            "Wir reden in der Schule über TikTok. Wem gehört TikTok, haben wir schon geklärt. Wann ging TikTok denn an die Börse?",
            None,
        );
        // What stands around it may name what the answer does not cover, and one question among others is not what was asked.
        check(
            "Bei uns in Brasilien reden sie im Jahr 2031 davon und keiner weiß Genaues. Welche Firma steckt dahinter, also hinter TikTok?",
            None,
        );
        check(
            "Was kochst du heute? Wie wird das Wetter? Und wem gehört TikTok?",
            None,
        );
    }

    #[test]
    fn typing_offers_a_full_list() {
        let engine = shipped();
        for typed in ["tiktok", "trump tiktok", "who bought", "warum"] {
            let guild = GuildView::default();
            assert_eq!(
                engine.complete(typed, Lang::De, &guild, 25).len(),
                25,
                "{typed}"
            );
        }
    }

    #[track_caller]
    fn check(engine: &Engine, follows: &str, text: &str, entry: Option<&str>) {
        let follows = Id::new(follows)
            .filter(|id| engine.knowledge().entry(id.as_str()).is_some())
            .unwrap();
        let ask = |follows| {
            engine.answer(&Ask {
                text,
                language: None,
                fallback: Lang::De,
                follows,
                addressed: true,
                guild: &GuildView::default(),
            })
        };
        let reply = ask(Some(&follows));
        assert_eq!(
            reply.entry.as_ref().map(Id::as_str),
            entry,
            "{text}: {:?}",
            reply.suggestions
        );
        assert_ne!(
            ask(None).outcome,
            Outcome::Answer,
            "{text} asserts nothing alone"
        );
    }

    #[test]
    fn a_follow_up_is_read_with_what_it_follows() {
        let engine = Engine::new(
            knowledge::load(&knowledge::built_in()).unwrap(),
            Settings::default(),
        );
        check(
            &engine,
            "nutzer-usa-2023",
            "und in Deutschland?",
            Some("nutzer-deutschland"),
        );
        check(
            &engine,
            "nutzer-usa-2023",
            "and in Germany?",
            Some("nutzer-deutschland"),
        );
        check(&engine, "nutzer-usa-2023", "und in Indien?", None);
        check(&engine, "indien-verbot", "warum?", None);
        check(&engine, "microsoft-absage", "und in Atlantis?", None);
    }
}
