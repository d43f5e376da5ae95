//! What the benches share. The peers are compared in `benches/`, question sets in `src/bin/`.

pub mod sets;
