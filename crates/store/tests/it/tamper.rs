//! Every stored field in turn is changed behind the program's back, in every table, and `verify` finds it and names the
//! table. The fields come from the catalogue, so a new column cannot be forgotten.

use crate::support::{House, Kind, busy_house, differing_tables, on_both, rules};
use mingzhang_domain::chain::{self, Entry};
use mingzhang_domain::ids::Seq;
use sqlx::{Connection, Row};
use std::collections::BTreeMap;

on_both! {
    every_field_that_is_changed_is_found_and_its_table_named: super::every_field;
    every_row_that_is_deleted_is_found: super::every_row;
    a_row_of_a_unit_or_year_that_has_no_history_is_found: super::strays;
    rows_that_changed_places_are_found: super::swapped;
    a_row_that_was_added_is_found: super::added;
    a_chain_that_was_rebuilt_holds_and_ends_in_another_hash: super::rebuilt;
}

/// A column: its table, its name, and its value changed, as an expression.
struct Column {
    table: String,
    name: String,
    changed: String,
}

/// All columns but those of the migrations, which hold nothing of the house: the migrator itself compares them.
async fn columns(house: &House) -> Vec<Column> {
    let found: Vec<(String, String, String)> = match house.kind {
        Kind::Sqlite => {
            let sql = "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c \
                WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'";
            let mut connection = sqlx::SqliteConnection::connect(&house.url()).await.unwrap();
            let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
        }
        Kind::Postgres => {
            let sql = "SELECT table_name::text, column_name::text, upper(data_type::text) \
                FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'";
            let mut connection = sqlx::PgConnection::connect(&house.url()).await.unwrap();
            let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
        }
    };
    let changed = |(table, name, kind): (String, String, String)| {
        let changed = match kind.as_str() {
            // Far enough that no key is taken, whichever row it is: a server puts rows where it likes.
            "BIGINT" => format!("{name} + 1000"),
            "BOOLEAN" => format!("NOT {name}"),
            _ => format!("{name} || 'x'"),
        };
        Column { table, name, changed }
    };
    found.into_iter().map(changed).collect()
}

/// The condition that holds for one row of a table: the one that was written last.
fn one_row(house: &House, table: &str) -> String {
    match house.kind {
        Kind::Sqlite => format!("rowid = (SELECT MAX(rowid) FROM {table})"),
        Kind::Postgres => format!("ctid = (SELECT MAX(ctid) FROM {table})"),
    }
}

/// Which tables may be named for a change in this one: its own, or, where a row is only there for another or is looked
/// for under its key, the one that misses it.
fn may_be_named(table: &str) -> &[&str] {
    match table {
        "transfer" | "virement_leg" | "voucher" => &["transfer", "virement_leg", "voucher", "entry"],
        "score" | "score_sheet" => &["score", "score_sheet", "entry"],
        "attachment" => &["attachment", "attachment_piece", "entry"],
        "head" | "unit" | "place" | "line_day" | "contract_use" | "attachment_piece" => &[],
        _ => &["entry"],
    }
}

fn is_named(table: &str, named: &[&str]) -> bool {
    named.contains(&table) || may_be_named(table).iter().any(|other| named.contains(other))
}

async fn every_field(kind: Kind) {
    let house = busy_house(kind).await;
    assert_eq!(differing_tables(&house).await, Vec::<&str>::new());
    let columns = columns(&house).await;
    assert!(columns.len() > 100, "only {} columns", columns.len());
    for Column { table, name, changed } in columns {
        let undo = house.snapshot(&table).await;
        let condition = one_row(&house, &table);
        let touched = house.tamper(&format!("UPDATE {table} SET {name} = {changed} WHERE {condition}")).await;
        assert_eq!(touched, 1, "{table} has no row to change");
        let named = differing_tables(&house).await;
        assert!(is_named(&table, &named), "{table}.{name}: found {named:?}");
        house.restore(&table, undo).await;
    }
    assert_eq!(differing_tables(&house).await, Vec::<&str>::new());
}

async fn every_row(kind: Kind) {
    let house = busy_house(kind).await;
    let mut tables: Vec<String> = columns(&house).await.into_iter().map(|column| column.table).collect();
    tables.dedup();
    for table in tables {
        let undo = house.snapshot(&table).await;
        let condition = one_row(&house, &table);
        assert_eq!(house.tamper(&format!("DELETE FROM {table} WHERE {condition}")).await, 1, "{table}");
        let named = differing_tables(&house).await;
        assert!(is_named(&table, &named), "{table}: found {named:?}");
        house.restore(&table, undo).await;
    }
}

/// A row of every table is copied to the next year, and to another unit.
async fn strays(kind: Kind) {
    let house = busy_house(kind).await;
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Column { table, name, .. } in columns(&house).await {
        tables.entry(table).or_default().push(name);
    }
    for (table, names) in tables {
        for moved in ["year", "unit"] {
            if !names.iter().any(|name| name == moved) {
                continue;
            }
            let value = |name: &String| match (name == moved, table.as_str(), name.as_str()) {
                (true, ..) => format!("{name} + 1"),
                (_, "unit", "code") => "code || 'x'".to_owned(),
                _ => name.clone(),
            };
            let values: Vec<String> = names.iter().map(value).collect();
            let (into, values) = (names.join(", "), values.join(", "));
            let condition = one_row(&house, &table);
            let undo = house.snapshot(&table).await;
            let sql = format!("INSERT INTO {table} ({into}) SELECT {values} FROM {table} WHERE {condition}");
            assert_eq!(house.tamper(&sql).await, 1, "{table}");
            let named = differing_tables(&house).await;
            assert!(is_named(&table, &named), "{table} of another {moved}: found {named:?}");
            house.restore(&table, undo).await;
        }
    }
    assert_eq!(differing_tables(&house).await, Vec::<&str>::new());
}

async fn swapped(kind: Kind) {
    let house = busy_house(kind).await;
    let last = house.head().await.seq.0;
    for sql in [
        format!(
            "UPDATE entry SET seq = CASE seq WHEN 5 THEN {last} + 6 ELSE {last} + 5 END WHERE seq IN (5, 6)"
        ),
        format!("UPDATE entry SET seq = seq - {last} WHERE seq > {last}"),
    ] {
        assert_eq!(house.tamper(&sql).await, 2);
    }
    assert!(differing_tables(&house).await.contains(&"entry"));
}

async fn added(kind: Kind) {
    let house = busy_house(kind).await;
    let sql = "INSERT INTO entry SELECT unit, year, seq + 1, at, actor, kind, body, algorithm, hash FROM entry \
        WHERE seq = (SELECT MAX(seq) FROM entry)";
    assert_eq!(house.tamper(sql).await, 1);
    let named = differing_tables(&house).await;
    assert!(named.contains(&"entry") && named.contains(&"head"), "{named:?}");
}

/// What nobody can find in the database alone: who may write the tables may also hash them again. The last hash is
/// another one then, which is why it is written down elsewhere.
async fn rebuilt(kind: Kind) {
    let house = busy_house(kind).await;
    let (ledger, before) = (house.ledger, house.head().await);
    let mut tx = house.db.read().await.unwrap();
    let entries = tx.entries(ledger, Seq(0)).await.unwrap();
    drop(tx);
    let mut hash = chain::beginning(ledger.unit, ledger.year);
    for kept in &entries {
        let actor = if kept.seq == Seq(5) { "somebody else" } else { &kept.actor };
        let entry = Entry {
            unit: ledger.unit,
            year: ledger.year,
            seq: kept.seq,
            at: &kept.at,
            actor,
            kind: &kept.kind,
            body: &kept.body,
        };
        hash = entry.hash(&hash);
        let seq = kept.seq.0;
        house.tamper(&format!("UPDATE entry SET actor = '{actor}', hash = '{hash}' WHERE seq = {seq}")).await;
    }
    house.tamper(&format!("UPDATE head SET hash = '{hash}'")).await;
    assert_eq!(differing_tables(&house).await, Vec::<&str>::new());
    let after = house.head().await;
    assert_eq!(after.seq, before.seq);
    assert_ne!(after.hash, before.hash);
    let mut tx = house.db.read().await.unwrap();
    assert_eq!(tx.verify(ledger, rules()).await.unwrap().differences, []);
    assert_ne!(tx.hash_at(ledger, before.seq).await.unwrap(), Some(before.hash));
}
