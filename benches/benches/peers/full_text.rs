//! tantivy as people use it for this: stemmed words, any of them, each also with one letter wrong.
//!
//! The phrasings are in two languages and a field has one stemmer; German, which loses the more.

use anyhow::Context as _;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, IndexWriter, TantivyDocument, Term, doc};

use super::{Pair, Peer};

/// Letters from which a word may have one wrong.
const FUZZY_LETTERS_LEAST: usize = 4;
/// Bytes that the writer may hold; the smallest that tantivy takes is 15 MB.
const WRITER_BYTES: usize = 50_000_000;
/// Documents asked for, as many as `rank` shows.
const TOP: usize = 10;

/// An index in memory with one segment.
pub fn tantivy(pairs: &[Pair]) -> anyhow::Result<Peer<'static>> {
    let mut schema = Schema::builder();
    let stemmed = TextFieldIndexing::default()
        .set_tokenizer("stemmed")
        .set_index_option(IndexRecordOption::WithFreqs);
    let id = schema.add_text_field("id", STRING | STORED);
    let phrasing = schema.add_text_field(
        "phrasing",
        TextOptions::default().set_indexing_options(stemmed),
    );
    let index = Index::create_in_ram(schema.build());
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::German))
        .build();
    index.tokenizers().register("stemmed", analyzer.clone());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    for (given, text) in pairs {
        writer.add_document(doc!(id => given.as_str(), phrasing => text.as_str()))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let searcher = index.reader()?.searcher();
    let find = move |typed: &str| -> anyhow::Result<String> {
        let mut analyzer = analyzer.clone();
        let mut tokens = analyzer.token_stream(typed);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        while let Some(token) = tokens.next() {
            let term = Term::from_field_text(phrasing, &token.text);
            if token.text.chars().count() >= FUZZY_LETTERS_LEAST {
                let fuzzy = FuzzyTermQuery::new(term.clone(), 1, true);
                clauses.push((Occur::Should, Box::new(fuzzy)));
            }
            let exact = TermQuery::new(term, IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(exact)));
        }
        let query = BooleanQuery::new(clauses);
        let top = searcher.search(&query, &TopDocs::with_limit(TOP).order_by_score())?;
        let (_, address) = top.first().context("nothing")?;
        let found: TantivyDocument = searcher.doc(*address)?;
        let value = found
            .get_first(id)
            .and_then(|value| value.as_str().map(str::to_owned));
        value.context("no id")
    };
    Ok(Box::new(move |typed| find(typed).ok()))
}
