//! (x)
pub fn write(_p: &mingzhang_domain::paper::Paper, _m: &crate::Meta) -> String {
    String::new()
}
pub fn read(_t: &str) -> mingzhang_domain::paper::Paper {
    Default::default()
}
