//! Ticktack answers questions about the TikTok dispute from newspaper articles, with the passage.
//!
//! It generates no text: a question is matched against curated phrasings, and the reply is the curated answer.
//! `ARCHITECTURE.md` tells how the modules hang together; they are listed here in reading order, and a module imports only from those above it.

// Blank lines keep the reading order: rustfmt sorts what stands together.
pub mod lang;

pub mod text;

pub mod document;

pub mod knowledge;

pub mod matching;

pub mod lint;

pub mod decide;

pub mod prepared;

pub mod phrases;

pub mod reply;

pub mod config;

pub mod engine;

pub mod rank;

pub mod synthetic;

pub mod author;

pub mod render;

pub mod store;

pub mod teach;

pub mod eval;

pub mod discord;

pub mod cli;
