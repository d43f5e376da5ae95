//! Draws a [`crate::reply::Reply`]. Escaping and limits of a place live in its renderer and nowhere else.

pub mod discord;
pub mod json;
pub mod newsletter;
pub mod terminal;
