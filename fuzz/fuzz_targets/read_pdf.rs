#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mingzhang_fuzz::read_pdf(bytes));
