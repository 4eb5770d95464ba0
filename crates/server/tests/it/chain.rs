//! Numbers of the report, drawn by chance, followed backwards: the sentence, its figure, the mark, the actual value, the
//! vouchers that paid, the quota, and the step by which the project was admitted. `MINGZHANG_SEED` replays a draw.

use crate::support::{House, REPORT_DOCX, bound_texts, sql};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many numbers are drawn.
const DRAWN: usize = 10;
/// The mark of a project that the report prints, from which every link of the chain can be walked.
const MARK: &str = "score.project.130171D20020000000004";
/// What is done behind the program's back, and the link that is cut by it.
const CUTS: [(&str, &str); 4] = [
    (
        "UPDATE actual_value SET reached = '1' WHERE holder = '130171D20020000000004' \
         AND indicator = '奖补耕地保护村数' AND date = '2020-12-31'",
        "the sentence",
    ),
    (
        "DELETE FROM evidence WHERE holder = '130171D20020000000004' AND indicator = '奖补耕地保护村数'",
        "the papers",
    ),
    (
        "UPDATE transfer SET amount = amount + 1 WHERE seq = (SELECT MAX(seq) FROM transfer \
         WHERE to_line = '130171D20020000000004-1' AND to_bucket = 'paid')",
        "the sum of the vouchers",
    ),
    (
        "DELETE FROM project_step WHERE project = '130171D20020000000004' AND step = 'admitted'",
        "the admission",
    ),
];

#[test]
fn ten_numbers_of_the_report_are_followed_back_to_the_declaration_on_sqlite() {
    followed_back(&House::on_sqlite());
}

#[test]
fn ten_numbers_of_the_report_are_followed_back_to_the_declaration_on_postgres() {
    followed_back(&House::on_postgres());
}

#[test]
fn a_link_that_is_cut_is_found_on_the_way() {
    let printed = House::on_sqlite().json(&["why", MARK, "--year", "2020"])["figure"]["display"].clone();
    for (cut, link) in CUTS {
        let house = House::on_sqlite();
        sql(&house.desk.path("mingzhang.db"), cut);
        let walk = Walk::new(&house, 1);
        let walked = catch_unwind(AssertUnwindSafe(|| walk.sentence(MARK, text(&printed))));
        let said = walked.expect_err(link).downcast::<String>().expect("a sentence");
        assert!(said.contains(link), "{cut}: {said}");
    }
}

fn followed_back(house: &House) {
    let seed = seed();
    let walk =
        Walk { house, chance: RefCell::new(seed), seed, down: Cell::default(), links: RefCell::default() };
    house.run(&["report", "--year", "2020", "--out", "printed", "--format", "docx"]).exits(0);
    let bound = bound_texts(&house.desk.path(&format!("printed/{REPORT_DOCX}")));
    let sentences: BTreeMap<String, String> = bound.into_iter().collect();
    let mut keys: Vec<&String> = sentences.keys().collect();
    for _ in 0..DRAWN {
        let key = keys.swap_remove(walk.below(keys.len()));
        walk.sentence(key, &sentences[key]);
    }
    walk.sentence(MARK, &sentences[MARK]);
    let links = walk.links.borrow();
    for link in ["mark", "actual value", "paper", "payment", "quota", "admission"] {
        assert!(links.contains(link), "seed {seed}: no {link} on the way from {MARK}, only {links:?}");
    }
}

/// Where chance begins: `MINGZHANG_SEED`, or the clock; said on failure, so that a draw can be repeated.
fn seed() -> u64 {
    let given = std::env::var("MINGZHANG_SEED").ok().map(|seed| seed.parse().expect("a number"));
    let from_clock = || std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a time").as_nanos() as u64;
    let seed = given.unwrap_or_else(from_clock) | 1;
    println!("MINGZHANG_SEED={seed}");
    seed
}

/// A walk backwards, and which links it went over.
struct Walk<'h> {
    house: &'h House,
    chance: RefCell<u64>,
    seed: u64,
    /// Whether the number that is followed has been followed to its quota: one way down is enough.
    down: Cell<bool>,
    links: RefCell<BTreeSet<&'static str>>,
}

impl<'h> Walk<'h> {
    fn new(house: &'h House, seed: u64) -> Walk<'h> {
        Walk { house, chance: RefCell::new(seed), seed, down: Cell::default(), links: RefCell::default() }
    }

    /// A number below another, by chance (xorshift64).
    fn below(&self, end: usize) -> usize {
        let mut chance = self.chance.borrow_mut();
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        usize::try_from(*chance % end as u64).expect("a small number")
    }

    fn went(&self, link: &'static str) {
        self.links.borrow_mut().insert(link);
    }

    #[track_caller]
    fn holds(&self, holds: bool, link: &str, figure: &Value) {
        assert!(holds, "seed {}: {link} is cut at {figure:#}", self.seed);
    }

    fn why(&self, key: &str) -> Value {
        self.house.json(&["why", key, "--year", "2020"])["figure"].clone()
    }

    /// What the report prints is its figure, and the figure is followed.
    fn sentence(&self, key: &str, printed: &str) {
        let figure = self.why(key);
        let display = figure["display"].as_str().expect("a display");
        self.holds(printed.replace(',', "") == display, &format!("the sentence “{printed}”"), &figure);
        self.down.set(false);
        self.follow(&figure);
    }

    /// Everything behind a figure, by its kind of reason.
    fn follow(&self, figure: &Value) {
        let because = &figure["because"];
        match because["kind"].as_str().expect("a kind") {
            "sum" => self.vouchers(figure),
            "ratio" | "difference" | "total" | "band" | "marked" | "same" => self.inputs(figure),
            "counted" => self.counted(figure),
            "registered" | "listed" => {
                let is_whole = number(&figure["value"]) == list(&figure["names"]).len() as i64;
                self.holds(is_whole, "the list of names", figure);
            }
            "mean" => {
                let is_whole = because["sheets"] == list(&figure["sheets"]).len();
                self.holds(is_whole, "the list of sheets", figure);
            }
            "reported" => {
                let papers = list(&figure["papers"]);
                let is_proved = papers.iter().all(|paper| text(&paper["sm3"]).len() == 64);
                self.holds(!papers.is_empty() && is_proved, "the papers", figure);
                self.went("paper");
            }
            "policy" => self.holds(!text(&figure["policy"]["document"]).is_empty(), "the policy", figure),
            "stated" => self.holds(!text(&figure["stated"]["office"]).is_empty(), "the office", figure),
            "not-stated" => self.holds(figure["value"].is_null(), "the reason", figure),
            other => panic!("seed {}: nobody knows the reason {other}", self.seed),
        }
    }

    /// Every figure that the reason names is there, gives the value, and is followed in its turn.
    fn inputs(&self, figure: &Value) {
        let because = &figure["because"];
        let named = ["over", "under", "from", "less", "parts", "score", "figure"].into_iter();
        let named = named.flat_map(|field| match &because[field] {
            Value::Array(keys) => keys.clone(),
            Value::Null => vec![],
            key => vec![key.clone()],
        });
        let inputs = list(&figure["inputs"]);
        let there: Vec<Value> = inputs.iter().map(|input| input["key"].clone()).collect();
        self.holds(there == named.collect::<Vec<_>>(), "what it is made of", figure);
        let values = || inputs.iter().map(|input| number(&input["value"]));
        if figure["value"].is_string() {
            match text(&because["kind"]) {
                "total" => self.holds(values().sum::<i64>() == number(&figure["value"]), "the sum", figure),
                "difference" => {
                    let less = values().reduce(|from, less| from - less);
                    self.holds(less == Some(number(&figure["value"])), "the difference", figure);
                }
                _ => {}
            }
        }
        if text(&because["kind"]) == "marked" {
            self.went("mark");
        }
        for input in inputs {
            if text(&input["key"]).starts_with("output.") {
                self.went("actual value");
            }
            self.follow(input);
        }
    }

    /// One of the figures that are counted, by chance.
    fn counted(&self, figure: &Value) {
        let counted = list(&figure["counted"]);
        self.holds(number(&figure["value"]) == counted.len() as i64, "the list of figures", figure);
        if !counted.is_empty() {
            let one = &counted[self.below(counted.len())];
            let same = self.why(text(&one["key"]));
            self.holds(same["value"] == one["value"], "the figure that counts", figure);
            self.follow(&same);
        }
    }

    /// The vouchers add up; one of them, by chance, is followed to the quota of its line and to its project.
    fn vouchers(&self, figure: &Value) {
        let vouchers = list(&figure["vouchers"]);
        let sum: i64 = vouchers.iter().map(|voucher| number(&voucher["amount"])).sum();
        self.holds(sum == number(&figure["value"]), "the sum of the vouchers", figure);
        self.holds(figure["because"]["movements"] == vouchers.len(), "the list of vouchers", figure);
        if vouchers.is_empty() || self.down.replace(true) {
            return;
        }
        let voucher = &vouchers[self.below(vouchers.len())];
        let quota = self.why(&format!("adjusted.line.{}", text(&voucher["line"])));
        let approvals = list(&quota["vouchers"]);
        let first = approvals.iter().map(|approval| text(&approval["date"])).min();
        self.holds(first.is_some_and(|first| first <= text(&voucher["date"])), "the quota", voucher);
        self.went("quota");
        if text(&figure["because"]["measure"]) == "paid" {
            self.went("payment");
        }
        let (project, _) = text(&voucher["line"]).rsplit_once('-').expect("a project and a number");
        self.admission(project, first.expect("a day"));
    }

    /// A project was declared and admitted before it had a quota; basic expenditure is never declared.
    fn admission(&self, project: &str, quota_from: &str) {
        let shown = self.house.json(&["project", "show", project, "--year", "2020"]);
        if shown["category"] == "人员及公用经费" {
            return;
        }
        let steps = list(&shown["steps"]);
        let day_of = |name: &str| {
            let passed = steps.iter().find(|step| step["step"] == name && step["passed"] == true);
            passed.map(|step| text(&step["date"]))
        };
        let in_order = day_of("declared") < day_of("admitted") && day_of("admitted") <= Some(quota_from);
        self.holds(day_of("declared").is_some() && in_order, "the admission", &shown);
        self.went("admission");
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// An amount, points or a number of things in its smallest part.
fn number(value: &Value) -> i64 {
    text(value).replace('.', "").parse().unwrap_or_else(|_| panic!("{value} is no number"))
}
