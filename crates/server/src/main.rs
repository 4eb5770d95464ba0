//! The program `mingzhang`.
fn main() {}
