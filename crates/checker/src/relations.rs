//! Relations between figures, one file each: how one is found in text or tables, recomputed, and put into words.

pub(crate) mod adjustment;
mod against_budget;
pub(crate) mod apportion;
pub(crate) mod average;
mod average_per;
pub(crate) mod balance;
pub(crate) mod chain;
pub(crate) mod change;
mod classes;
pub(crate) mod complement;
pub(crate) mod date_order;
mod date_steps;
mod deductions;
mod delay;
pub(crate) mod derived;
pub(crate) mod difference;
pub(crate) mod duration;
pub(crate) mod enumeration;
pub(crate) mod grade_band;
pub(crate) mod graded_answers;
pub(crate) mod growth;
mod growth_first;
pub(crate) mod indicator_rate;
pub(crate) mod linear;
pub(crate) mod list_count;
pub(crate) mod multiple;
mod named_base;
pub(crate) mod named_sum;
pub(crate) mod near_miss;
mod otherwise;
pub(crate) mod partition;
pub(crate) mod percentage;
pub(crate) mod points;
pub(crate) mod population;
pub(crate) mod product;
pub(crate) mod rate;
mod rate_base;
mod rate_other;
pub(crate) mod rate_score;
pub(crate) mod repeat;
pub(crate) mod respective;
pub(crate) mod score_above_weight;
mod score_chain;
pub(crate) mod score_parts;
pub(crate) mod score_total;
pub(crate) mod share;
mod share_beside;
pub(crate) mod share_total;
mod side_by_side;
mod slipped_operand;
pub(crate) mod standard;
pub(crate) mod sum;
mod sum_scope;
pub(crate) mod table_average;
pub(crate) mod table_balance;
pub(crate) mod table_base;
pub(crate) mod table_dates;
pub(crate) mod table_grade;
pub(crate) mod table_part_score;
pub(crate) mod table_rate;
pub(crate) mod table_rate_score;
pub(crate) mod table_row;
pub(crate) mod table_running;
pub(crate) mod table_share;
pub(crate) mod table_sum;
pub(crate) mod table_weighted;
pub(crate) mod table_year_growth;
pub(crate) mod text_average;
pub(crate) mod text_count;
pub(crate) mod text_group;
pub(crate) mod text_growth;
pub(crate) mod text_near;
pub(crate) mod text_rate;
pub(crate) mod text_score;
pub(crate) mod text_share;
pub(crate) mod text_table;
mod unfinished;
pub(crate) mod unit_conversion;
pub(crate) mod weight_total;

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::table_facts::Facts;
use crate::relation::Operand;

/// Tests every relation. Where two failures have one root, the relation that stands first here is reported.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    sum::check(reading, outcome);
    chain::check(reading, outcome);
    named_sum::check(reading, outcome);
    table_sum::check(reading, outcome);
    table_row::check(reading, outcome);
    table_weighted::check(reading, outcome);
    table_running::check(reading, outcome);
    table_balance::check(reading, outcome);
    list_count::check(reading, outcome);
    enumeration::check(reading, outcome);
    complement::check(reading, outcome);
    difference::check(reading, outcome);
    balance::check(reading, outcome);
    adjustment::check(reading, outcome);
    change::check(reading, outcome);
    points::check(reading, outcome);
    product::check(reading, outcome);
    standard::check(reading, outcome);
    apportion::check(reading, outcome);
    average::check(reading, outcome);
    unit_conversion::check(reading, outcome);
    let mut answered = respective::check(reading, outcome);
    answered.extend(graded_answers::check(reading, outcome));
    let facts = Facts::of(&reading.grids);
    let named = text_table::named(reading, &facts);
    answered.extend(text_table::rates_of_cells(&named));
    rate::check(reading, &answered, outcome);
    share::check(reading, &answered, outcome);
    share_total::check(reading, outcome);
    growth::check(reading, &answered, outcome);
    growth_first::check(reading, outcome);
    multiple::check(reading, outcome);
    population::check(reading, outcome);
    table_rate::check(reading, outcome);
    table_share::check(reading, outcome);
    table_base::check(reading, outcome);
    table_rate_score::check(reading, outcome);
    table_part_score::check(reading, outcome);
    table_year_growth::check(reading, outcome);
    indicator_rate::check(reading, outcome);
    table_average::check(reading, outcome);
    weight_total::check(reading, outcome);
    score_total::check(reading, outcome);
    score_above_weight::check(reading, outcome);
    score_parts::check(reading, outcome);
    deductions::check(reading, outcome);
    score_chain::check(reading, outcome);
    rate_score::check(reading, outcome);
    grade_band::check(reading, outcome);
    table_grade::check(reading, outcome);
    date_order::check(reading, outcome);
    table_dates::check(reading, outcome);
    duration::check(reading, outcome);
    delay::check(reading, outcome);
    repeat::check(reading, outcome);
    text_table::check(&named, outcome);
    text_share::check(reading, &facts, &named, outcome);
    text_group::check(reading, outcome);
    text_score::check(reading, outcome);
    text_growth::check(reading, &facts, outcome);
    text_average::check(reading, outcome);
    classes::check(reading, outcome);
    side_by_side::check(reading, outcome);
    against_budget::check(reading, outcome);
    unfinished::check(reading, outcome);
    near_miss::check(reading, outcome);
    slipped_operand::check(reading, outcome);
    text_rate::check(reading, &facts, outcome);
    text_near::check(reading, &facts, outcome);
    text_count::check(reading, outcome);
    derived::check(reading, outcome);
    otherwise::check(reading, &facts, outcome);
}

/// A figure of the text as a relation names it.
pub(crate) fn operand(mention: &Mention) -> Operand {
    let words = Operand::words(&mention.place, &mention.text);
    words.worth(mention.amount, mention.unit.scale, mention.number.places)
}

/// What a figure is of, for a message: its label, else `这一数`.
pub(crate) fn name(mention: &Mention) -> &str {
    if mention.label.text.is_empty() { "该数" } else { &mention.label.text }
}
