//! From files to [`Knowledge`]: reads everything, reports everything, and hands nothing out if anything is broken.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};

use super::{
    ANSWER_CHARS_MOST, Boundary, Bullet, Chat, Citation, DATE_FORM, Dating, Entry, Event, File,
    ID_BYTES_MOST, Id, Knowledge, PHRASING_CHARS_MOST, Part, PartialDate, Passage, PassageKind,
    Phrasings, REFUSALS_FILE, Says, Source, Statement, Topic, refusals, vocabulary,
};
use crate::document::{Document, Finding, Place, Severity, Table, Text, nearest};
use crate::lang::{ByLang, Lang};

/// The file with the names, synonyms and spellings.
pub const VOCABULARY_FILE: &str = "knowledge/vocabulary.toml";
/// The file with the common nouns.
pub const NOUNS_FILE: &str = "knowledge/nouns.toml";
/// The file with the timeline; every other file of `knowledge/` is a topic.
const TIMELINE_FILE: &str = "knowledge/timeline.toml";

/// What the name of a draft's file ends with, before `.toml`.
const DRAFT_SUFFIX: &str = ".draft";

/// Statements of one answer.
const STATEMENTS_MOST: usize = 4;

/// Builds the knowledge from its files, in any order.
///
/// # Errors
/// Every finding of every file, sorted by place. Nothing is loaded if there is one.
pub fn load(files: &[File]) -> Result<Knowledge, Vec<Finding>> {
    let (knowledge, findings) = read(files);
    if findings.is_empty() {
        Ok(knowledge)
    } else {
        Err(findings)
    }
}

/// As [`load`], but what could be read is there beside the findings: `lint` checks it all the same, so that one run shows everything.
#[must_use]
pub fn read(files: &[File]) -> (Knowledge, Vec<Finding>) {
    let mut files: Vec<&File> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let (loading, revision) = read_each(&files);
    let mut knowledge = loading.knowledge;
    let mut findings = loading.findings;
    knowledge
        .topics
        .sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    knowledge.timeline.sort_by_key(|event| event.when);
    knowledge.revision = revision;
    knowledge.entry_at = positions(knowledge.entries.iter().map(|entry| &entry.id));
    knowledge.boundary_at = positions(knowledge.boundaries.iter().map(|boundary| &boundary.id));
    knowledge.source_at = positions(knowledge.sources.iter().map(|source| &source.id));
    findings.extend(duplicate_ids(&knowledge));
    findings.extend(dead_references(&knowledge));
    findings.extend(bad_citations(&knowledge));
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    (knowledge, findings)
}

/// What stands in the files, in their order, and their revision.
///
/// They are read on as many threads as there are cores: with every start and every save somebody waits for it.
fn read_each(sorted: &[&File]) -> (Loading, String) {
    // One of them has a third of it all, and must not be begun last.
    let mut longest_first: Vec<(usize, &File)> = sorted.iter().copied().enumerate().collect();
    longest_first.sort_by_key(|(_, file)| Reverse(file.bytes.len()));
    let next = AtomicUsize::new(0);
    let read = || {
        let mut read = Vec::new();
        while let Some((at, file)) = longest_first.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut loading = Loading::default();
            loading.file(file);
            read.push((*at, file.path.as_str(), loading));
        }
        read
    };
    let (mut parts, revision) = std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = cores.min(sorted.len());
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(read)).collect();
        let revision = revision(sorted);
        let mut parts = read();
        for other in others {
            parts.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        (parts, revision)
    });
    parts.sort_by_key(|(at, ..)| *at);
    let mut loading = Loading::default();
    for (_, path, part) in parts {
        loading.add(path, part);
    }
    (loading, revision)
}

fn revision(sorted: &[&File]) -> String {
    let mut hash = Sha256::new();
    for file in sorted.iter().filter(|file| file.path != REFUSALS_FILE) {
        // Lengths keep apart what concatenation would not.
        hash.update((file.path.len() as u64).to_le_bytes());
        hash.update(&file.path);
        hash.update((file.bytes.len() as u64).to_le_bytes());
        hash.update(&file.bytes);
    }
    hash.finalize()
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn positions<'a>(ids: impl Iterator<Item = &'a Id>) -> HashMap<Id, usize> {
    ids.enumerate().map(|(at, id)| (id.clone(), at)).collect()
}

#[derive(Default)]
struct Loading {
    knowledge: Knowledge,
    findings: Vec<Finding>,
}

impl Loading {
    fn file(&mut self, file: &File) {
        let text = match std::str::from_utf8(&file.bytes) {
            Ok(text) => text,
            Err(broken) => {
                let message = "this file is not UTF-8; save it with that encoding".to_owned();
                let place = place_of_byte(file, broken.valid_up_to());
                self.findings.push(error("encoding", &place, message));
                return;
            }
        };
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            let message = "this file is empty; fill it or delete it".to_owned();
            self.findings
                .push(error("empty-file", &place_of_byte(file, 0), message));
            return;
        }
        self.findings.extend(foreign_bytes(file, text));
        if file.path == REFUSALS_FILE {
            let (refusals, findings) = refusals::read(&file.path, text);
            self.knowledge.refusals = refusals;
            self.findings.extend(findings);
            return;
        }
        let document = Document::parse(&file.path, text);
        let root = document.root();
        let stem = file
            .path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".toml"))
            .unwrap_or_default();
        // A draft belongs to the topic whose file it will go into.
        let (stem, is_draft) = match stem.strip_suffix(DRAFT_SUFFIX) {
            Some(stem) => (stem, true),
            None => (stem, false),
        };
        match file.path.as_str() {
            VOCABULARY_FILE => self.knowledge.vocabulary = vocabulary::read(&root),
            NOUNS_FILE => {
                self.knowledge.nouns = ByLang {
                    de: root.values("de"),
                    en: root.values("en"),
                }
            }
            TIMELINE_FILE => {
                self.knowledge.timeline = root
                    .tables("event")
                    .into_iter()
                    .filter_map(read_event)
                    .collect();
            }
            path if path.starts_with("seeds/") => {
                self.knowledge.sources.extend(read_source(&root, stem));
            }
            _ => self.topic_file(&root, stem, is_draft),
        }
        root.finish();
        self.findings.extend(document.into_findings());
    }

    /// Adds what another file has.
    fn add(&mut self, path: &str, part: Self) {
        let (all, part_of) = (&mut self.knowledge, part.knowledge);
        match path {
            VOCABULARY_FILE => all.vocabulary = part_of.vocabulary,
            NOUNS_FILE => all.nouns = part_of.nouns,
            TIMELINE_FILE => all.timeline = part_of.timeline,
            REFUSALS_FILE => all.refusals = part_of.refusals,
            _ => {
                all.sources.extend(part_of.sources);
                all.topics.extend(part_of.topics);
                all.entries.extend(part_of.entries);
                all.boundaries.extend(part_of.boundaries);
                all.chats.extend(part_of.chats);
            }
        }
        self.findings.extend(part.findings);
    }

    fn topic_file(&mut self, root: &Table<'_, '_>, stem: &str, is_draft: bool) {
        let topic_id = Id::new(stem);
        if topic_id.is_none() {
            root.report(
                "bad-id",
                "topic",
                format!("the name of this file is not an id: {ID_FORM}"),
            );
        }
        if let Some(table) = root.optional_table("topic") {
            self.knowledge
                .topics
                .extend(topic_id.clone().map(|id| read_topic(table, id)));
        }
        for table in root.tables("entry") {
            if !is_draft && !root.has("topic") {
                table.report(
                    "no-topic",
                    "id",
                    "this file has entries but no [topic]".to_owned(),
                );
            }
            self.knowledge
                .entries
                .extend(topic_id.clone().and_then(|topic| read_entry(table, topic)));
        }
        self.knowledge.boundaries.extend(
            root.tables("boundary")
                .into_iter()
                .filter_map(read_boundary),
        );
        self.knowledge
            .chats
            .extend(root.tables("chat").into_iter().filter_map(read_chat));
    }
}

/// What an id may look like, for messages.
const ID_FORM: &str = "lower-case letters a to z, digits and `-`, at most 40 characters";

fn read_id(table: &Table<'_, '_>, key: &'static str) -> Option<Id> {
    let text = table.text(key);
    let id = Id::new(&text.value);
    if id.is_none() && !text.value.is_empty() {
        table.report(
            "bad-id",
            key,
            format!("`{}` is not an id: {ID_FORM}", cut(&text.value)),
        );
    }
    id
}

/// A wrong value as a message shows it: never a megabyte of it.
fn cut(value: &str) -> String {
    crate::text::one_line(value, ID_BYTES_MOST)
}

fn read_ids(table: &Table<'_, '_>, key: &'static str) -> Vec<Id> {
    let mut ids = Vec::new();
    for text in table.texts(key) {
        match Id::new(&text.value) {
            Some(id) => ids.push(id),
            None => table.report(
                "bad-id",
                key,
                format!("`{}` is not an id: {ID_FORM}", cut(&text.value)),
            ),
        }
    }
    ids
}

fn read_both(table: &Table<'_, '_>, key: &'static str) -> ByLang<String> {
    let Some(both) = table.optional_table(key) else {
        table.report(
            "missing-key",
            key,
            format!("`{key}.de` and `{key}.en` are missing here"),
        );
        return ByLang::default();
    };
    let texts = ByLang {
        de: both.text("de").value,
        en: both.text("en").value,
    };
    both.finish();
    texts
}

fn read_optional_both(table: &Table<'_, '_>, key: &'static str) -> Option<ByLang<String>> {
    table.has(key).then(|| read_both(table, key))
}

fn read_date(table: &Table<'_, '_>, key: &'static str) -> Option<PartialDate> {
    let text = table.optional_text(key)?;
    let date = text.value.parse().ok();
    if date.is_none() {
        table.report(
            "bad-date",
            key,
            format!("`{}` is not {DATE_FORM}", cut(&text.value)),
        );
    }
    date
}

fn read_dating(table: &Table<'_, '_>, key: &'static str) -> Option<Dating> {
    let date = read_date(table, key);
    if !table.has(key) {
        table.report("missing-key", key, format!("`{key}` is missing here"));
    }
    let part = table.optional_text("part").and_then(|tag| {
        let part = Part::from_tag(&tag.value);
        if part.is_none() {
            table.report(
                "wrong-value",
                "part",
                "`part` must be early, mid or late".to_owned(),
            );
        }
        part
    });
    if part.is_some() && date.is_some_and(|date| date.month().is_none() || date.day().is_some()) {
        table.report(
            "wrong-value",
            "part",
            "`part` belongs to a date that has a month and no day".to_owned(),
        );
    }
    let inferred = table.optional_switch("inferred").unwrap_or(false);
    Some(Dating {
        date: date?,
        part,
        inferred,
    })
}

fn read_phrasings(table: &Table<'_, '_>) -> Phrasings {
    let Some(ask) = table.optional_table("ask") else {
        table.report(
            "missing-key",
            "ask",
            "`ask.de` and `ask.en` are missing here".to_owned(),
        );
        return Phrasings::default();
    };
    let read = |key| {
        let phrasings: Vec<Text> = ask.texts(key);
        if phrasings.is_empty() {
            ask.report("missing-key", key, format!("`ask.{key}` has no phrasing"));
        }
        for phrasing in &phrasings {
            let chars = phrasing.value.chars().count();
            if chars > PHRASING_CHARS_MOST {
                ask.report(
                    "long-phrasing",
                    key,
                    format!(
                        "a phrasing has {chars} characters, {PHRASING_CHARS_MOST} are allowed: {}",
                        cut(&phrasing.value)
                    ),
                );
            }
            if !crate::text::has_words(&phrasing.value) {
                ask.report("empty", key, "a phrasing holds no word".to_owned());
            }
        }
        phrasings
    };
    let phrasings = Phrasings {
        de: read("de"),
        en: read("en"),
    };
    ask.finish();
    phrasings
}

fn read_citations(table: &Table<'_, '_>) -> Vec<Citation> {
    let mut citations = Vec::new();
    for cite in table.tables("cite") {
        let source = read_id(&cite, "source");
        let mut passages = cite.numbers("passages");
        if passages.is_empty() {
            cite.report(
                "missing-key",
                "passages",
                "a citation needs at least one passage".to_owned(),
            );
        }
        passages.sort_unstable();
        passages.dedup();
        cite.finish();
        citations.extend(source.map(|source| Citation { source, passages }));
    }
    if citations.is_empty() {
        table.report(
            "uncited",
            "cite",
            "this has no citation; name a source and its passages".to_owned(),
        );
    }
    citations
}

/// A name that is the same in both languages, or one for each.
fn read_by(table: &Table<'_, '_>) -> Option<ByLang<String>> {
    if table.is_table("by") {
        return Some(read_both(table, "by"));
    }
    table.optional_text("by").map(|text| ByLang {
        de: text.value.clone(),
        en: text.value,
    })
}

fn read_statement(table: Table<'_, '_>) -> Option<Statement> {
    let text = ByLang {
        de: table.text("de").value,
        en: table.text("en").value,
    };
    let tag = table.text("says").value;
    let says = Says::ALL.into_iter().find(|says| says.tag() == tag);
    if says.is_none() {
        let tags: Vec<&str> = Says::ALL.iter().map(|says| says.tag()).collect();
        let hint = nearest(&tag, tags.iter().copied())
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        table.report(
            "wrong-value",
            "says",
            format!("`says` must be one of {}{hint}", tags.join(", ")),
        );
    }
    let by = read_by(&table);
    if by.is_none() && says.is_some_and(|says| says != Says::Reporting) {
        table.report(
            "missing-key",
            "by",
            "`by` must say who says this".to_owned(),
        );
    }
    let citations = read_citations(&table);
    let place = table.place();
    table.finish();
    Some(Statement {
        text,
        says: says?,
        by,
        citations,
        place,
    })
}

fn read_entry(table: Table<'_, '_>, topic: Id) -> Option<Entry> {
    let id = read_id(&table, "id");
    let ask = read_phrasings(&table);
    let tables = table.tables("statement");
    let count = tables.len();
    if !(1..=STATEMENTS_MOST).contains(&count) {
        table.report(
            "statements",
            "statement",
            format!("an entry has one to {STATEMENTS_MOST} statements, this one has {count}"),
        );
    }
    let statements: Vec<Statement> = tables.into_iter().filter_map(read_statement).collect();
    let valid = read_date(&table, "valid");
    let series = table
        .has("series")
        .then(|| read_id(&table, "series"))
        .flatten();
    if series.is_some() && !table.has("valid") {
        table.report(
            "missing-key",
            "series",
            "a stage of a series needs `valid`, the time it speaks of".to_owned(),
        );
    }
    let conflicts = read_ids(&table, "conflicts");
    let related = read_ids(&table, "related");
    let checked = read_seal(&table);
    let place = table.place();
    let entry = id.map(|id| Entry {
        id,
        topic,
        ask,
        statements,
        valid,
        series,
        conflicts,
        related,
        checked,
        place,
    });
    if let Some(entry) = &entry {
        for lang in Lang::ALL {
            let chars = entry.answer(lang).chars().count();
            if chars > ANSWER_CHARS_MOST {
                table.report("long-answer", "statement", format!("the answer has {chars} characters in `{lang}`, {ANSWER_CHARS_MOST} are allowed"));
            }
        }
    }
    table.finish();
    entry
}

/// Whether the seal fits is a question of `lint`.
fn read_seal(table: &Table<'_, '_>) -> Option<String> {
    let seal = table.optional_text("checked")?.value;
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if seal.len() != 8 || !seal.bytes().all(is_digit) {
        table.report(
            "wrong-value",
            "checked",
            "`checked` is a seal of 8 hexadecimal digits, which `ticktack check` writes; delete the line and run that again".to_owned(),
        );
    }
    Some(seal)
}

fn read_boundary(table: Table<'_, '_>) -> Option<Boundary> {
    let id = read_id(&table, "id");
    let ask = read_phrasings(&table);
    let reason = read_both(&table, "reason");
    let nearest = read_ids(&table, "nearest");
    let contradicted_by = table
        .has("contradicted_by")
        .then(|| read_id(&table, "contradicted_by"))
        .flatten();
    let checked = read_seal(&table);
    let place = table.place();
    table.finish();
    Some(Boundary {
        id: id?,
        ask,
        reason,
        nearest,
        contradicted_by,
        checked,
        place,
    })
}

fn read_chat(table: Table<'_, '_>) -> Option<Chat> {
    let id = read_id(&table, "id");
    let ask = read_phrasings(&table);
    let say = read_both(&table, "say");
    let place = table.place();
    table.finish();
    Some(Chat {
        id: id?,
        ask,
        say,
        place,
    })
}

fn read_topic(table: Table<'_, '_>, id: Id) -> Topic {
    let order = table.optional_number("order", 0..1000).unwrap_or(0);
    let title = read_both(&table, "title");
    let about = read_both(&table, "about");
    let summary = table
        .tables("summary")
        .into_iter()
        .filter_map(|bullet| {
            let entry = read_id(&bullet, "entry");
            let text = ByLang {
                de: bullet.text("de").value,
                en: bullet.text("en").value,
            };
            let place = bullet.place();
            bullet.finish();
            Some(Bullet {
                entry: entry?,
                text,
                place,
            })
        })
        .collect();
    let place = table.place();
    table.finish();
    Topic {
        id,
        order,
        title,
        about,
        summary,
        place,
    }
}

fn read_event(table: Table<'_, '_>) -> Option<Event> {
    let when = read_dating(&table, "date");
    let text = ByLang {
        de: table.text("de").value,
        en: table.text("en").value,
    };
    let citations = read_citations(&table);
    let entry = table
        .has("entry")
        .then(|| read_id(&table, "entry"))
        .flatten();
    let place = table.place();
    table.finish();
    Some(Event {
        when: when?,
        text,
        citations,
        entry,
        place,
    })
}

fn read_source(root: &Table<'_, '_>, stem: &str) -> Option<Source> {
    let id = read_id(root, "id");
    if id.as_ref().is_some_and(|id| id.as_str() != stem) {
        root.report(
            "bad-id",
            "id",
            format!("the id of a source is the name of its file, `{stem}`"),
        );
    }
    let outlet = root.text("outlet").value;
    let headline = root.optional_text("headline").map(|text| text.value);
    let headline_from = root.optional_text("headline_from").map(|text| text.value);
    if headline.is_some() && !matches!(headline_from.as_deref(), Some("article" | "address")) {
        root.report(
            "wrong-value",
            "headline_from",
            "`headline_from` must be article or address".to_owned(),
        );
    }
    let about = read_optional_both(root, "about");
    if headline.is_none() && about.is_none() {
        root.report(
            "missing-key",
            "about",
            "without a headline, `about` must say how to name the article".to_owned(),
        );
    }
    let author = root.optional_text("author").map(|text| text.value);
    let language = Lang::from_tag(&root.text("language").value);
    if language.is_none() {
        root.report(
            "wrong-value",
            "language",
            "`language` must be de or en".to_owned(),
        );
    }
    let published = read_dating(root, "published");
    let inferred_from = read_optional_both(root, "inferred_from");
    if inferred_from.is_none() && published.is_some_and(|published| published.inferred) {
        root.report(
            "missing-key",
            "inferred",
            "an inferred date needs `inferred_from`".to_owned(),
        );
    }
    let note = read_optional_both(root, "note");
    let url = root.optional_text("url").map(|text| text.value);
    if url.as_ref().is_some_and(|url| {
        !url.starts_with("https://")
            || url.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'))
    }) {
        root.report(
            "wrong-value",
            "url",
            "`url` must begin with https:// and hold no spaces or brackets".to_owned(),
        );
    }
    let sha256 = read_sha256(root);
    let mut passages = Vec::new();
    for (at, table) in root.tables("passage").into_iter().enumerate() {
        passages.extend(read_passage(table, at));
    }
    Some(Source {
        id: id?,
        outlet,
        headline,
        about,
        headline_from_address: headline_from.as_deref() == Some("address"),
        author,
        language: language?,
        published: published?,
        inferred_from,
        note,
        url,
        sha256,
        passages,
        place: root.place(),
    })
}

fn read_sha256(table: &Table<'_, '_>) -> String {
    let sha256 = table.text("sha256").value;
    if sha256.len() != 64
        || !sha256
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    {
        table.report(
            "wrong-value",
            "sha256",
            "`sha256` must be 64 digits from 0 to 9 and a to f".to_owned(),
        );
    }
    sha256
}

fn read_passage(table: Table<'_, '_>, at: usize) -> Option<Passage> {
    let number = table.optional_number("n", 1..100_000).unwrap_or_default() as u32;
    if number as usize != at + 1 {
        table.report(
            "passage-number",
            "n",
            format!(
                "passages are numbered in order from 1; this one is {}",
                at + 1
            ),
        );
    }
    let tag = table.text("kind").value;
    let kind = PassageKind::ALL.into_iter().find(|kind| kind.tag() == tag);
    if kind.is_none() {
        let tags: Vec<&str> = PassageKind::ALL.iter().map(|kind| kind.tag()).collect();
        table.report(
            "wrong-value",
            "kind",
            format!("`kind` must be one of {}", tags.join(", ")),
        );
    }
    let sha256 = read_sha256(&table);
    // A passage without one is a draft, which nothing may cite.
    let gist = if table.has("gist") {
        read_both(&table, "gist")
    } else {
        ByLang::default()
    };
    let (names, numbers, dates) = (
        table.values("names"),
        table.values("numbers"),
        table.values("dates"),
    );
    let place = table.place();
    table.finish();
    Some(Passage {
        number,
        kind: kind?,
        sha256,
        gist,
        names,
        numbers,
        dates,
        place,
    })
}

/// The place of a byte of a file that may not be text.
/// What an editor put into the file beside its text. The revision is worked out from the bytes, so the same text would get another one.
fn foreign_bytes(file: &File, text: &str) -> Vec<Finding> {
    let mark = text
        .starts_with('\u{feff}')
        .then_some((0, "byte-order-mark", "this file begins with a byte order mark; save it as UTF-8 without one (\"UTF-8\", not \"UTF-8 with BOM\")"));
    let line_ends = text
        .find('\r')
        .map(|at| (at, "line-ends", "lines end here as Windows ends them (CRLF); save the file with the line ends of Unix (LF)"));
    [mark, line_ends]
        .into_iter()
        .flatten()
        .map(|(at, code, message)| error(code, &place_of_byte(file, at), message.to_owned()))
        .collect()
}

fn place_of_byte(file: &File, at: usize) -> Place {
    let before = file.bytes.get(..at).unwrap_or_default();
    let lines: Vec<&[u8]> = before.split(|byte| *byte == b'\n').collect();
    Place {
        path: file.path.as_str().into(),
        line: lines.len(),
        column: lines
            .last()
            .map_or(0, |line| String::from_utf8_lossy(line).chars().count())
            + 1,
    }
}

fn error(code: &'static str, place: &Place, message: String) -> Finding {
    Finding {
        severity: Severity::Error,
        code,
        place: place.clone(),
        message,
    }
}

fn duplicate_ids(knowledge: &Knowledge) -> Vec<Finding> {
    let mut first: HashMap<&Id, &Place> = HashMap::new();
    let mut findings = Vec::new();
    for (id, place) in knowledge.places() {
        if let Some(earlier) = first.insert(id, place) {
            findings.push(error(
                "duplicate-id",
                place,
                format!("the id `{id}` is taken already, at {earlier}"),
            ));
        }
    }
    findings
}

fn dead_references(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut check = |place: &Place, key: &str, id: &Id| {
        if knowledge.entry(id.as_str()).is_none() {
            let near = nearest(
                id.as_str(),
                knowledge.entries.iter().map(|entry| entry.id.as_str()),
            );
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            findings.push(error(
                "dead-reference",
                place,
                format!("`{key}` names `{id}`, and there is no such entry{hint}"),
            ));
        }
    };
    for entry in &knowledge.entries {
        for id in &entry.related {
            check(&entry.place, "related", id);
        }
        for id in &entry.conflicts {
            check(&entry.place, "conflicts", id);
        }
    }
    for boundary in &knowledge.boundaries {
        for id in &boundary.nearest {
            check(&boundary.place, "nearest", id);
        }
        if let Some(id) = &boundary.contradicted_by {
            check(&boundary.place, "contradicted_by", id);
        }
    }
    for bullet in knowledge.topics.iter().flat_map(|topic| &topic.summary) {
        check(&bullet.place, "entry", &bullet.entry);
    }
    for event in &knowledge.timeline {
        if let Some(id) = &event.entry {
            check(&event.place, "entry", id);
        }
    }
    for entry in &knowledge.entries {
        for other in entry
            .conflicts
            .iter()
            .filter_map(|id| knowledge.entry(id.as_str()))
        {
            if !other.conflicts.contains(&entry.id) {
                let message = format!(
                    "`{}` names `{}` as a conflict, but not the other way round",
                    entry.id, other.id
                );
                findings.push(error("one-sided-conflict", &entry.place, message));
            }
        }
    }
    findings
}

fn bad_citations(knowledge: &Knowledge) -> Vec<Finding> {
    let statements = knowledge
        .entries
        .iter()
        .flat_map(|entry| &entry.statements)
        .map(|statement| (&statement.place, &statement.citations));
    let events = knowledge
        .timeline
        .iter()
        .map(|event| (&event.place, &event.citations));
    let mut findings = Vec::new();
    for (place, citations) in statements.chain(events) {
        for citation in citations {
            let Some(source) = knowledge.source(citation.source.as_str()) else {
                let near = nearest(
                    citation.source.as_str(),
                    knowledge.sources.iter().map(|source| source.id.as_str()),
                );
                let hint =
                    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                findings.push(error(
                    "unknown-source",
                    place,
                    format!("`{}` is not a source{hint}", citation.source),
                ));
                continue;
            };
            for &number in &citation.passages {
                match source.passage(number) {
                    None => {
                        let message = format!(
                            "`{}` has no passage {number}; its last is {}",
                            source.id,
                            source.passages.len()
                        );
                        findings.push(error("unknown-passage", place, message));
                    }
                    Some(passage) if !passage.kind.is_content() => {
                        let message = format!(
                            "passage {number} of `{}` is {} and may not be cited",
                            source.id,
                            passage.kind.tag()
                        );
                        findings.push(error("not-content", place, message));
                    }
                    Some(passage) if passage.is_draft() => {
                        let message = format!(
                            "passage {number} of `{}` is a draft and may not be cited; give it its `gist`",
                            source.id
                        );
                        findings.push(error("cited-draft", place, message));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    findings
}
