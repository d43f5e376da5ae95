//! What a question may cost: allocations are counted, and a long question is held against a short one.
//!
//! Times are the fastest of many rounds taken in turn, so that whatever else the machine does falls on both sides.
#![expect(clippy::unwrap_used, reason = "helpers of a test")]

use std::time::{Duration, Instant};

use allocation_counter::AllocationInfo;
use ticktack::config::Settings;
use ticktack::decide::{Decider, Verdict};
use ticktack::engine::{Ask, Engine};
use ticktack::knowledge::{self, GuildView, Knowledge, Vocabulary};
use ticktack::lang::Lang;
use ticktack::matching::{Matcher, Weights};
use ticktack::rank::Ranker;
use ticktack::{synthetic, text};

/// Allocations of one question from the raw text to the decision, apart from its words.
const ALLOCATIONS_MOST: u64 = 200;
/// Further allocations for each word: its forms, its runs of letters, and strsim's in each of the few comparisons of an unknown one.
const ALLOCATIONS_PER_WORD_MOST: u64 = 50;
/// How much more a question may allocate over four times as many phrasings: more known words are more that one may stand for, up to sixteen.
const GROWTH_MOST: f64 = 1.5;
/// Characters of the longest message Discord sends.
const LONG_CHARS: usize = 4_000;
/// How much longer than a short question the longest one may take, whatever its words are. Optimised it is 3 to 7 times (`ticktack bench`), here 4 to 9.
const LONG_FACTOR_MOST: f64 = 12.0;
/// Rounds of which the fastest counts.
const ROUNDS: usize = 15;

/// From the raw text to the decision, over the shipped knowledge.
struct Shipped {
    knowledge: Knowledge,
    matcher: Matcher,
    decider: Decider,
    guild: GuildView,
}

impl Shipped {
    fn new() -> Self {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        let matcher = Matcher::new(&knowledge);
        let decider = Decider::new(&knowledge, &matcher, Settings::default().thresholds);
        Self {
            knowledge,
            matcher,
            decider,
            guild: GuildView::default(),
        }
    }

    fn ask(&self, typed: &str) {
        let question = text::parse(typed);
        let found = self.matcher.find(&question, &self.guild);
        std::hint::black_box(self.decider.decide(
            &self.knowledge,
            &self.matcher,
            &question,
            &found,
            &self.guild,
            true,
        ));
    }
}

fn allocations(ask: impl Fn(&str), questions: &[String]) -> Vec<(u64, AllocationInfo)> {
    let counted = questions.iter().map(|question| {
        let words = text::parse(question).words.len() as u64;
        (words, allocation_counter::measure(|| ask(question)))
    });
    counted.collect()
}

#[test]
fn the_allocations_of_a_question_are_bounded_by_its_words() {
    let shipped = Shipped::new();
    let pairs = synthetic::phrasings(&shipped.knowledge);
    let mut questions = synthetic::questions(&pairs, 300);
    questions.push(synthetic::long_question(&pairs, LONG_CHARS));
    questions.push(String::new());
    // What is set up once does not count.
    shipped.ask("Wem gehört TikTok?");
    let counted = allocations(|question| shipped.ask(question), &questions);
    let (total, words) = counted.iter().fold((0, 0), |(total, words), (more, info)| {
        (total + info.count_total, words + more)
    });
    let most_bytes = counted
        .iter()
        .map(|(_, info)| info.bytes_max)
        .max()
        .unwrap();
    let most = counted
        .iter()
        .map(|(_, info)| info.count_total)
        .max()
        .unwrap();
    println!(
        "{total} allocations for {words} words, at most {most} for one question; at most {most_bytes} bytes at a time"
    );
    for (question, (words, info)) in questions.iter().zip(&counted) {
        assert!(
            info.count_total <= ALLOCATIONS_MOST + ALLOCATIONS_PER_WORD_MOST * words,
            "{} allocations for {words} words: {question}",
            info.count_total
        );
        assert_eq!(info.count_current, 0, "nothing is kept: {question}");
    }
}

#[test]
fn the_allocations_of_a_question_do_not_grow_with_the_phrasings() {
    let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
    let shipped = synthetic::phrasings(&knowledge);
    let small = synthetic::recombined(&shipped, 2_000);
    let large = synthetic::recombined(&shipped, 8_000);
    let questions = synthetic::questions(&small, 50);
    let total = |pairs: &[(String, String)]| {
        let ranker = Ranker::new(
            pairs,
            &Vocabulary::default(),
            Settings::default().thresholds,
        );
        let ask = |question: &str| drop(std::hint::black_box(ranker.rank(question)));
        ask("Wem gehört TikTok?");
        let counted = allocations(ask, &questions);
        counted
            .iter()
            .map(|(_, info)| info.count_total)
            .sum::<u64>()
    };
    let (before, after) = (total(&small), total(&large));
    println!("{before} allocations over 2,000 phrasings, {after} over 8,000");
    assert!(after as f64 <= GROWTH_MOST * before as f64);
}

/// Share of the questions for which the best candidate must be the same as with every phrasing compared by words and letters.
const SAME_FIRST_LEAST: f64 = 0.995;

#[test]
fn comparing_only_what_is_near_finds_the_same() {
    let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
    let shipped = synthetic::phrasings(&knowledge);
    let exact = Weights {
        looked_at_most: usize::MAX,
        compared_by_letters_most: usize::MAX,
        ..Weights::default()
    };
    let many = synthetic::recombined(&shipped, 10_000);
    for pairs in [shipped, many] {
        let thresholds = Settings::default().thresholds;
        let of = |weights| Ranker::with(&pairs, &Vocabulary::default(), thresholds, weights);
        let (pruned, exact) = (of(Weights::default()), of(exact));
        let questions = synthetic::questions(&pairs, 1_000);
        let first = |ranker: &Ranker, question: &String| {
            let top = ranker.rank(question).top;
            top.first().map(|(id, _)| (*id).to_owned())
        };
        let same = questions
            .iter()
            .filter(|question| first(&pruned, question) == first(&exact, question))
            .count();
        let share = same as f64 / questions.len() as f64;
        println!(
            "the same first in {share:.4} of {} questions",
            questions.len()
        );
        assert!(share >= SAME_FIRST_LEAST, "{share:.4}");
    }
}

/// A text of several sentences that is not sure enough is read again in parts.
#[test]
fn the_longest_text_that_is_read_in_parts_costs_no_more() {
    let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
    let short = synthetic::questions(&synthetic::phrasings(&knowledge), 25);
    let engine = Engine::new(knowledge, Settings::default());
    let guild = GuildView::default();
    let explain = |text: &str| {
        engine.explain(&Ask {
            text,
            language: None,
            fallback: Lang::De,
            follows: None,
            addressed: true,
            guild: &guild,
        })
    };
    let words = "Wer von denen ist denn da drüben eigentlich gegen die App und weshalb sagt man dann bei uns so etwas nicht auch ";
    let sentence = format!("{words}? ");
    let long = sentence.repeat(LONG_CHARS / sentence.chars().count());
    let (_, explained) = explain(&long);
    assert!(matches!(explained.decision.verdict, Verdict::Suggest(_)));
    let factor = times_as_dear(&long, &short, explain);
    println!("the longest text costs {factor:.1} times a short question");
    assert!(factor <= LONG_FACTOR_MOST, "{factor:.1}");
}

#[test]
fn the_longest_question_costs_a_bounded_multiple_of_a_short_one() {
    let shipped = Shipped::new();
    let pairs = synthetic::phrasings(&shipped.knowledge);
    let short = synthetic::questions(&pairs, 25);
    let long = synthetic::long_question(&pairs, LONG_CHARS);
    let unknown = synthetic::unknown_words(&pairs, LONG_CHARS);
    for long in [long, unknown] {
        let factor = times_as_dear(&long, &short, |question| shipped.ask(question));
        println!("the longest question costs {factor:.1} times a short one");
        assert!(factor <= LONG_FACTOR_MOST, "{factor:.1}");
    }
}

/// How many times as long one question takes as the mean of others, each timed at its fastest.
fn times_as_dear<T>(one: &str, others: &[String], ask: impl Fn(&str) -> T) -> f64 {
    let timed = |questions: &[&str]| {
        let start = Instant::now();
        for question in questions {
            std::hint::black_box(ask(question));
        }
        start.elapsed()
    };
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let mut fastest = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        fastest.0 = fastest.0.min(timed(&[one]));
        fastest.1 = fastest.1.min(timed(&others));
    }
    fastest.0.as_secs_f64() / (fastest.1.as_secs_f64() / others.len() as f64)
}
