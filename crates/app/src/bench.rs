//! Benchmarks that run inside the program, on the user's own database and machine.

pub mod post;
