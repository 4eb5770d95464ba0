//! No contract is paid beyond its amount, net of what came back.

use super::row::Row;
use super::rules::CONTRACT_OVERPAID;
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Mention};
use mingzhang_domain::ledger::Contract;
use mingzhang_domain::money::Fen;
use std::collections::{HashMap, HashSet};

/// Money that went under a contract, negative where it came back.
pub(super) struct ContractMove<'t> {
    pub(super) contract: &'t str,
    pub(super) date: Date,
    pub(super) paid: Fen,
    pub(super) row: Row<'t>,
}

/// For each contract the first payment, in the order of the days, by which it goes over its amount.
pub(super) fn overpaid<'t>(contracts: &[Contract], mut moves: Vec<ContractMove<'t>>) -> Vec<Finding> {
    let amounts: HashMap<&str, Fen> = contracts.iter().map(|c| (c.number.as_str(), c.amount)).collect();
    moves.sort_by_key(|paid| paid.date);
    let mut paid: HashMap<&str, i128> = HashMap::new();
    let mut reported: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for one in moves {
        let Some(amount) = amounts.get(one.contract) else { continue };
        let sum = paid.entry(one.contract).or_default();
        *sum += i128::from(one.paid.0);
        if *sum > i128::from(amount.0) && reported.insert(one.contract) {
            found.push(finding(&one, *amount, *sum));
        }
    }
    found
}

fn finding(at: &ContractMove, amount: Fen, sum: i128) -> Finding {
    let yuan = |fen: i128| Fen(i64::try_from(fen).unwrap_or(i64::MAX)).yuan_grouped();
    let message = format!(
        "合同 {} 金额 {} 元，付到这一笔累计 {} 元（已减退回），超出 {} 元。",
        at.contract,
        amount.yuan_grouped(),
        yuan(sum),
        yuan(sum - i128::from(amount.0)),
    );
    let mut finding = at.row.fault(CONTRACT_OVERPAID, "amount_yuan", message);
    let place = mingzhang_domain::finding::Place::file(super::schema::CONTRACTS);
    finding.also.push(Mention { place, text: at.contract.to_owned() });
    finding
}
