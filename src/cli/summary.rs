//! `ticktack summary`: what moderators post on Discord, for a newsletter.

use clap::{Args, ValueEnum};

use super::{FOUND, REFUSED, complain, printed};
use crate::document::nearest;
use crate::knowledge::{GuildView, Id, Knowledge};
use crate::lang::Lang;
use crate::render::{newsletter, terminal};
use crate::reply::{self, Length, Reply, Span, Summary, Unsummed, What, typed_date};

#[derive(Debug, Args)]
#[command(
    after_help = "Without --topic, --article, --from or --to it is a summary of everything in ten lines.

Examples:
  ticktack summary --topic microsoft --format md
  ticktack summary --from 2020-08 --to 2020-09 --language en --format html
  ticktack summary --length short"
)]
pub struct SummaryArgs {
    /// Of a topic: its id, the name of its file in knowledge/
    #[arg(long, value_name = "ID", conflicts_with_all = ["article", "from", "to"])]
    topic: Option<String>,
    /// Of an article: its id, the name of its file in seeds/
    #[arg(long, value_name = "ID", conflicts_with_all = ["from", "to"])]
    article: Option<String>,
    /// Of a time: from when (2020, 2020-08 or 2020-08-03)
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Of a time: until when
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// How long
    #[arg(long, value_enum, default_value_t = LengthArg::Full)]
    length: LengthArg,
    /// The language: de or en [default: that of `[reply] language`]
    #[arg(long, value_parser = language)]
    language: Option<Lang>,
    /// The form
    #[arg(long, value_enum, default_value_t = Format::Txt)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LengthArg {
    /// The first lines
    Short,
    /// As many as are read
    Full,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// Plain text
    Txt,
    /// A piece of HTML
    Html,
}

/// Prints it.
pub fn summary(knowledge: &Knowledge, fallback: Lang, args: &SummaryArgs) -> u8 {
    let wanted = match wanted(args) {
        Ok(wanted) => wanted,
        Err(message) => {
            complain(&format!("summary: {message}"));
            return REFUSED;
        }
    };
    let lang = args.language.unwrap_or(fallback);
    match reply::summary(knowledge, &GuildView::default(), &wanted, lang) {
        Ok(reply) => match drawn(&reply, args.format) {
            Ok(text) => printed(&text),
            Err(error) => {
                complain(&format!("summary: {error}"));
                REFUSED
            }
        },
        Err(why) => {
            complain(&format!("summary: {why}{}", hint(knowledge, &wanted.what)));
            if why == Unsummed::Gone {
                REFUSED
            } else {
                FOUND
            }
        }
    }
}

fn wanted(args: &SummaryArgs) -> Result<Summary, String> {
    let id = |text: &str| Id::new(text).ok_or_else(|| format!("`{text}` is no id"));
    let end = |text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => typed_date(text)
            .map(Some)
            .ok_or_else(|| format!("`{text}` is no date like 2020, 2020-08 or 2020-08-03")),
    };
    let what = match (&args.topic, &args.article, &args.from, &args.to) {
        (Some(topic), ..) => What::Topic(id(topic)?),
        (_, Some(article), ..) => What::Article(id(article)?),
        (_, _, None, None) => What::Everything,
        (_, _, from, to) => What::Period(Span {
            from: end(from)?,
            to: end(to)?,
        }),
    };
    let length = match args.length {
        LengthArg::Short => Length::Short,
        LengthArg::Full => Length::Full,
    };
    Ok(Summary { what, length })
}

/// The id that was meant, most likely.
fn hint(knowledge: &Knowledge, what: &What) -> String {
    let near = match what {
        What::Topic(id) => {
            let ids = knowledge.topics.iter().map(|topic| topic.id.as_str());
            nearest(id.as_str(), ids)
        }
        What::Article(id) => {
            let ids = knowledge.sources.iter().map(|source| source.id.as_str());
            nearest(id.as_str(), ids)
        }
        What::Period(_) | What::Everything => None,
    };
    // What is there has nothing to be mistaken for.
    let near = near.filter(
        |near| !matches!(what, What::Topic(id) | What::Article(id) if id.as_str() == *near),
    );
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn drawn(reply: &Reply, format: Format) -> anyhow::Result<String> {
    Ok(match format {
        Format::Md => newsletter::markdown(reply),
        Format::Txt => terminal::render(reply),
        Format::Html => newsletter::html(reply)?,
    })
}

fn language(text: &str) -> Result<Lang, String> {
    Lang::from_tag(text).ok_or_else(|| "the languages are de and en".to_owned())
}
