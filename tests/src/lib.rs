//! The stage: what the rings `sim`, `live` and `browser` play on. Sees all of the house, is seen by none of it.
