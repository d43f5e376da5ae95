//! `/stats`: what was asked on a server and what members think of the answers, as numbers. Nobody is in them.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use tokio::time::timeout;

use crate::discord::commands::moderating::{DAYS, DAYS_MOST};
use crate::discord::moderation::not_kept;
use crate::discord::options::Options;
use crate::discord::turn::{Response, Turn, Way};
use crate::knowledge::Id;
use crate::phrases;
use crate::phrases::Rating;
use crate::phrases::moderation::{self, Grouped};
use crate::render::discord;
use crate::reply::{Item, Outcome, Page};
use crate::store::{Count, Counted, GuildId, Vote, Votes};

/// Days, where none are named.
const DAYS_USUAL: u32 = 30;
/// Days that are listed one by one, the newest first.
const DAYS_LISTED: usize = 14;
/// Entries that are listed.
const ENTRIES_LISTED: usize = 10;
/// Time for both looks into the store.
const LOOK_MOST: Duration = Duration::from_millis(2_500);

/// `/stats`.
pub(super) async fn command(turn: &Turn<'_>, guild: GuildId, options: Options<'_>) -> Response {
    let days = options.number(DAYS).unwrap_or(DAYS_USUAL);
    let days = days.clamp(1, DAYS_MOST as u32);
    let to = Counted::day_of(Timestamp::now());
    let from = to.saturating_sub((i64::from(days) - 1).days());
    let store = &turn.bot.store;
    let looks = async {
        let counts = store.counts(Some(guild), from, to).await?;
        Ok::<_, crate::store::StoreError>((counts, store.votes(Some(guild), from, to).await?))
    };
    let Ok(Ok((counts, votes))) = timeout(LOOK_MOST, looks).await else {
        return not_kept(turn);
    };
    let page = page(turn, days, &counts, &votes);
    Response::drawn(Way::Whisper, discord::page(&page, turn.caller.user.get()))
}

fn page(turn: &Turn<'_>, days: u32, counts: &[Count], votes: &[Votes]) -> Page {
    let lang = turn.tongues.private;
    let knowledge = turn.engine.knowledge();
    let mut page = Page {
        language: lang,
        revision: knowledge.revision.clone(),
        title: moderation::stats(lang, days),
        intro: Vec::new(),
        items: Vec::new(),
        choose: phrases::choose_question(lang),
        leads_to: Vec::new(),
        turns: Vec::new(),
    };
    let is_question = |count: &&Count| count.counted.outcome != Outcome::Chat;
    let asked: u64 = counts
        .iter()
        .filter(is_question)
        .map(|count| count.number)
        .sum();
    let is_answer = |count: &&Count| count.counted.outcome == Outcome::Answer;
    let answered: u64 = counts
        .iter()
        .filter(is_answer)
        .map(|count| count.number)
        .sum();
    page.intro.push(if counts.is_empty() {
        moderation::nothing_asked(lang).to_owned()
    } else {
        let share = (answered * 100 + asked / 2)
            .checked_div(asked)
            .unwrap_or_default();
        moderation::asked_and_answered(lang, asked, answered, share)
    });
    let question = |id: &Id| {
        let entry = knowledge.entry(id.as_str());
        let question = entry.and_then(|entry| entry.ask.get(lang).first());
        question.map_or_else(|| id.to_string(), |question| question.value.clone())
    };
    let topic = |id: &Id| {
        let topic = knowledge.topics.iter().find(|topic| topic.id == *id);
        topic.map_or_else(|| id.to_string(), |topic| topic.title.text(lang).to_owned())
    };
    let by = |name: &dyn Fn(&Counted) -> Option<String>| {
        most_first(
            counts
                .iter()
                .filter_map(|count| Some((name(&count.counted)?, count.number))),
        )
    };
    let outcomes = by(&|it| Some(outcome(turn, it.outcome).to_owned()));
    let languages = by(&|it| Some(moderation::language(lang, it.language).to_owned()));
    let topics = by(&|it| it.topic.as_ref().map(topic));
    let mut entries = by(&|it| it.entry.as_ref().map(question));
    entries.truncate(ENTRIES_LISTED);
    let mut of_days: BTreeMap<Date, u64> = BTreeMap::new();
    for count in counts {
        *of_days.entry(count.counted.day).or_default() += count.number;
    }
    let of_days = of_days.into_iter().rev().take(DAYS_LISTED);
    let of_days: Vec<_> = of_days
        .map(|(day, number)| (moderation::day(lang, day), number))
        .collect();
    let rated = |vote: &Votes| {
        (
            phrases::rating(lang, rating(vote.vote)).to_owned(),
            vote.number,
        )
    };
    let feedback = most_first(votes.iter().map(rated));
    let faults = votes.iter().filter(|vote| vote.vote != Vote::Helpful);
    let mut faults = most_first(faults.map(|vote| (question(&vote.entry), vote.number)));
    faults.truncate(ENTRIES_LISTED);
    for (grouped, numbers) in [
        (Grouped::Outcome, outcomes),
        (Grouped::Language, languages),
        (Grouped::Topic, topics),
        (Grouped::Entry, entries),
        (Grouped::Day, of_days),
        (Grouped::Feedback, feedback),
        (Grouped::Faults, faults),
    ] {
        if !numbers.is_empty() {
            let lines: Vec<String> = numbers
                .iter()
                .map(|(name, number)| format!("{number} × {name}"))
                .collect();
            page.items.push(Item {
                heading: Some(moderation::grouped(lang, grouped).to_owned()),
                text: lines.join("\n"),
                url: None,
            });
        }
    }
    page
}

/// Numbers of one name added up, the largest first.
fn most_first(numbers: impl Iterator<Item = (String, u64)>) -> Vec<(String, u64)> {
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for (name, number) in numbers {
        *sums.entry(name).or_default() += number;
    }
    let mut sums: Vec<(String, u64)> = sums.into_iter().collect();
    sums.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    sums
}

const fn outcome(turn: &Turn<'_>, outcome: Outcome) -> &'static str {
    let outcome = match outcome {
        Outcome::Answer => moderation::Outcome::Answered,
        Outcome::Suggest => moderation::Outcome::Suggested,
        Outcome::Decline => moderation::Outcome::Declined,
        Outcome::Chat => moderation::Outcome::Chatted,
    };
    moderation::outcome(turn.tongues.private, outcome)
}

const fn rating(vote: Vote) -> Rating {
    match vote {
        Vote::Helpful => Rating::Helpful,
        Vote::Wrong => Rating::Wrong,
        Vote::Outdated => Rating::Outdated,
        Vote::OtherQuestion => Rating::NotMyQuestion,
        Vote::WrongSource => Rating::SourceDoesNotFit,
    }
}
