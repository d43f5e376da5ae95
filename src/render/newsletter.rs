//! A summary for places outside Discord: Markdown, and HTML as a piece to put into a page. The terminal's drawing serves as plain text.

use askama::Template;

use crate::lang::Lang;
use crate::phrases;
use crate::reply::{Cited, Reply, SaidPart, citation_line, said_line};

/// Draws a summary as Markdown, without a line end at the end.
#[must_use]
pub fn markdown(reply: &Reply) -> String {
    let lang = reply.language;
    let title = reply
        .matched
        .iter()
        .map(|title| format!("## {}\n", in_markdown(title)));
    let mut lines: Vec<String> = title.collect();
    let foreword = reply.lead_in.iter();
    lines.extend(foreword.map(|foreword| format!("{}\n", in_markdown(foreword))));
    lines.extend(reply.statements.iter().map(|said| {
        let indent = if said.part == SaidPart::Side {
            "  "
        } else {
            ""
        };
        format!("{indent}- {}", in_markdown(&said_line(said, lang)))
    }));
    let closing = reply.closing.iter();
    lines.extend(closing.map(|closing| format!("\n*{}*", in_markdown(closing))));
    lines.push(format!("\n### {}\n", phrases::sources(lang)));
    lines.extend(reply.citations.iter().enumerate().map(|(at, cited)| {
        let address = cited.url.as_ref().map_or_else(
            || phrases::no_link(lang).to_owned(),
            |url| format!("[{}](<{url}>)", phrases::link(lang)),
        );
        let line = in_markdown(&citation_line(cited, lang));
        format!("{}. {line} – {address}", at + 1)
    }));
    lines.join("\n")
}

/// Draws a summary as HTML, without a line end at the end. Needs neither styles nor scripts.
///
/// # Errors
/// Never in practice: writing to memory does not fail.
pub fn html(reply: &Reply) -> Result<String, askama::Error> {
    let lang = reply.language;
    let lines = reply.statements.iter().map(|said| Line {
        text: said_line(said, lang),
        is_side: said.part == SaidPart::Side,
    });
    let page = Newsletter {
        lang,
        reply,
        lines: lines.collect(),
        sources: phrases::sources(lang),
        cited: reply
            .citations
            .iter()
            .map(|cited| (citation_line(cited, lang), cited))
            .collect(),
        link: phrases::link(lang),
        no_link: phrases::no_link(lang),
    };
    page.render().map(|page| page.trim_end().to_owned())
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<article lang="{{ lang.tag() }}">
{% if let Some(title) = reply.matched %}<h2>{{ title }}</h2>
{% endif %}{% if let Some(foreword) = reply.lead_in %}<p>{{ foreword }}</p>
{% endif %}<ul>
{% for line in lines %}<li{% if line.is_side %} class="side"{% endif %}>{{ line.text }}</li>
{% endfor %}</ul>
{% if let Some(closing) = reply.closing %}<p><em>{{ closing }}</em></p>
{% endif %}<h3>{{ sources }}</h3>
<ol>
{% for (line, cited) in cited %}<li>{{ line }} – {% if let Some(url) = cited.url %}<a href="{{ url }}">{{ link }}</a>{% else %}{{ no_link }}{% endif %}</li>
{% endfor %}</ol>
</article>
"#
)]
struct Newsletter<'r> {
    lang: Lang,
    reply: &'r Reply,
    lines: Vec<Line>,
    sources: &'static str,
    cited: Vec<(String, &'r Cited)>,
    link: &'static str,
    no_link: &'static str,
}

struct Line {
    text: String,
    is_side: bool,
}

/// Takes the meaning from what Markdown would read; the marks of citations stay as they are, for nothing defines them as links.
fn in_markdown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '<' | '>' | '#' | '~' | '|') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
