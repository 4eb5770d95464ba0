//! Each kind of bad input → its rule, file, row and column.

use super::*;

/// One replacement in one file gives exactly these findings (rule, file, row, column).
fn check(file: &str, from: &str, to: &str, expected: &[(&str, &str, usize, &str)]) {
    assert_eq!(places(&findings(&replaced(file, from, to))), expected, "{file}: {from} -> {to}");
}

/// One replacement gives one finding in the same file.
fn check_one(file: &str, from: &str, to: &str, rule: &str, row: usize, column: &str) {
    check(file, from, to, &[(rule, file, row, column)]);
}

/// A finding in the example, which has one line more than the text before it.
fn of_bytes(file: &str, bytes: &[u8]) -> Vec<Finding> {
    let mut files = embedded();
    files.iter_mut().find(|f| f.name == file).unwrap().bytes = bytes.to_vec();
    findings(&files)
}

#[test]
fn headings_are_checked() {
    check_one("offices.csv", "staff", "staff,colour", "MZ-I006", 1, "colour");
    check(
        "payments.csv",
        "amount_yuan",
        "amount",
        &[("MZ-I006", "payments.csv", 1, "amount"), ("MZ-I007", "payments.csv", 1, "amount_yuan")],
    );
    check(
        "plans.csv",
        "month,line",
        "line,line",
        &[("MZ-I008", "plans.csv", 1, "line"), ("MZ-I007", "plans.csv", 1, "month")],
    );
    let swapped = replaced("payments.csv", "payee,", "paye,");
    let finding = findings(&swapped).into_iter().find(|f| f.rule == "MZ-I006").unwrap();
    assert!(finding.message.contains("是不是 payee"), "{}", finding.message);
}

#[test]
fn the_form_of_a_file_is_checked() {
    assert_eq!(places(&of_bytes("plans.csv", b"")), [("MZ-I005", "plans.csv", 0, "")]);
    let lines = of_bytes("offices.csv", b"office\tname\tstaff\n");
    assert_eq!(places(&lines), [("MZ-I010", "offices.csv", 1, "")]);
    check_one("offices.csv", "02,自然资源处,62", "02,自然资源处,62,", "MZ-I009", 3, "");
    check_one("offices.csv", "02,自然资源处,62", "02,\"自然资源处,62", "MZ-I010", 3, "");
    check_one("offices.csv", "02,自然资源处", "02,\"自然\"资源处", "MZ-I010", 3, "");
    let mixed =
        ["office,name,staff\n01,自然资源处,1\n02,".as_bytes(), &[0xB0, 0xEC, 0xB9, 0xAB], b",3\n"].concat();
    assert_eq!(places(&of_bytes("offices.csv", &mixed)), [("MZ-I003", "offices.csv", 3, "")]);
    let binary = of_bytes("offices.csv", b"office,name,staff\n01,\0,3\n");
    assert_eq!(places(&binary), [("MZ-I003", "offices.csv", 2, "")]);
    let only_headings =
        of_bytes("quota_entries.csv", b"voucher,date,line,kind,amount_yuan,document,reason\n");
    assert_eq!(places(&only_headings), [("MZ-I005", "quota_entries.csv", 1, "")]);
}

#[test]
fn missing_and_misnamed_files_are_found() {
    let mut files = embedded();
    files.retain(|file| file.name != "plans.csv");
    files.iter_mut().find(|file| file.name == "payments.csv").unwrap().name = "payment.csv".to_owned();
    files.push(SourceFile { name: "工作日志.csv".to_owned(), bytes: vec![] });
    let (set, found) = read(&files, &Policies::embedded());
    assert!(set.is_none());
    assert_eq!(
        places(&found),
        [
            ("MZ-I004", "plans.csv", 0, ""),
            ("MZ-I004", "payments.csv", 0, ""),
            ("MZ-I011", "payment.csv", 0, ""),
            ("MZ-I011", "工作日志.csv", 0, ""),
        ]
    );
}

#[test]
fn amounts_are_exact_and_have_the_sign_of_their_kind() {
    for wrong in ["1.2.3", "12.345", "NaN", "1e6", "12,34", "壹万元", "99999999999999999999"] {
        let wrong = format!("\"{wrong}\"");
        check_one("payments.csv", "356557.95", &wrong, "MZ-I013", 2, "amount_yuan");
    }
    check_one("payments.csv", "356557.95", "", "MZ-I012", 2, "amount_yuan");
    check_one("payments.csv", "356557.95", "-356557.95", "MZ-I014", 2, "amount_yuan");
    check_one("payments.csv", "356557.95", "0", "MZ-I014", 2, "amount_yuan");
    check_one("payments.csv", "-3095836.69", "3095836.69", "MZ-I014", 192, "amount_yuan");
    check_one("quota_entries.csv", "-3355997.43", "3355997.43", "MZ-I014", 158, "amount_yuan");
    check_one("quota_entries.csv", ",13509338.22", ",-13509338.22", "MZ-I014", 2, "amount_yuan");
    check_one("quota_entries.csv", "-21434.00", "21434.00", "MZ-I014", 299, "amount_yuan");
    check_one("plans.csv", "2791777.96", "-2791777.96", "MZ-I014", 2, "amount_yuan");
    check_one("contracts.csv", "4400975.56", "-1", "MZ-I014", 2, "amount_yuan");
}

#[test]
fn days_are_real_and_of_the_year() {
    for (wrong, rule) in [("2020-02-30", "MZ-I015"), ("21.1.2020", "MZ-I015"), ("2021-01-21", "MZ-I016")] {
        check_one("payments.csv", "2020-01-21", wrong, rule, 2, "date");
    }
    check_one("quota_entries.csv", "2020-01-20", "2019-12-31", "MZ-I016", 2, "date");
    check_one("plans.csv", "2020-01", "2020-13", "MZ-I015", 2, "month");
    check_one("plans.csv", "2020-01", "2021-01", "MZ-I016", 2, "month");
    check_one("projects.csv", "2020-01-01,2020-12-31", "2020-12-31,2020-01-01", "MZ-I035", 2, "end");
    check_one("unit.csv", ",2020,", ",2019,", "MZ-I036", 2, "year");
    check_one("unit.csv", ",2020,", ",二〇,", "MZ-I018", 2, "year");
}

#[test]
fn words_and_numbers_are_known() {
    check_one("quota_entries.csv", "年初批复", "年中批复", "MZ-I017", 2, "kind");
    check_one("payments.csv", ",支付,", ",付款,", "MZ-I017", 2, "kind");
    check_one("projects.csv", "基本支出", "基本", "MZ-I017", 2, "expenditure_kind");
    check_one("members.csv", ",是", ",对", "MZ-I017", 2, "leader");
    check_one("outputs.csv", ">=", "约", "MZ-I017", 2, "op");
    check_one("outputs.csv", "4956.774", "很多", "MZ-I018", 2, "actual");
    check_one("offices.csv", ",48", ",四十八", "MZ-I018", 2, "staff");
    check_one("lines.csv", "2200101", "2.2E+06", "MZ-I018", 2, "functional_class");
    check_one("texts.csv", "\n前言,", "\n序言,", "MZ-I033", 2, "section");
}

#[test]
fn references_are_known() {
    check_one("payments.csv", "130171P20010000000001-1", "X-1", "MZ-I019", 2, "line");
    check_one("plans.csv", "130171P20010000000001-1", "X-1", "MZ-I019", 2, "line");
    check_one("quota_entries.csv", "130171A20010000000001-1", "X-1", "MZ-I019", 2, "line");
    check_one("lines.csv", "-1,130171P20010000000001", "-1,X", "MZ-I019", 2, "project");
    check_one("projects.csv", "人员经费,01", "人员经费,99", "MZ-I019", 2, "office");
    check_one("members.csv", "成员01,04", "成员01,99", "MZ-I019", 2, "office");
    check_one("payments.csv", "HT20200048,,规划管理信息平台12月", "HT9,,", "MZ-I019", 2558, "contract");
    check_one("descriptions.csv", "\n政策相关性,", "\n政策性,", "MZ-I019", 2, "level3");
    check_one("texts.csv", "{{adjusted.special}}", "{{adjusted.specal}}", "MZ-I034", 26, "text");
    check_one("descriptions.csv", "{{paid.all}}", "{{paid.everything}}", "MZ-I034", 7, "text");
}

#[test]
fn a_row_that_stands_twice_is_a_warning_and_another_content_an_error() {
    let again = |file: &str, line: usize, from: &str, to: &str| {
        let files = changed(file, |text| {
            let row = text.lines().nth(line - 1).unwrap().replacen(from, to, 1);
            format!("{text}{row}\n")
        });
        let found = findings(&files);
        assert_eq!(found.iter().filter(|f| f.severity > Severity::Note).count(), 1, "{found:?}");
        let finding = found.iter().find(|f| f.severity > Severity::Note).unwrap();
        assert_eq!(finding.also[0].place.row, Some(line));
        assert_eq!(has_error(finding), from != to);
        finding.rule
    };
    assert_eq!(again("payments.csv", 2, "", ""), "MZ-I021");
    assert_eq!(again("payments.csv", 2, "356557.95", "356557.96"), "MZ-I022");
    assert_eq!(again("plans.csv", 2, "", ""), "MZ-I021");
    assert_eq!(again("plans.csv", 2, "2791777.96", "1.00"), "MZ-I022");
    assert_eq!(again("quota_entries.csv", 2, "", ""), "MZ-I021");
    assert_eq!(again("quota_entries.csv", 2, "年初批复", "追加"), "MZ-I022");
    assert_eq!(again("quota_entries.csv", 298, "", ""), "MZ-I021");
    assert_eq!(again("quota_entries.csv", 298, "21434", "21435"), "MZ-I022");
    assert_eq!(again("quota_entries.csv", 298, "调剂转入", "追加"), "MZ-I022");
    assert_eq!(again("offices.csv", 2, "", ""), "MZ-I021");
    assert_eq!(again("offices.csv", 2, "办公室", "大办公室"), "MZ-I020");
}

fn has_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}

#[test]
fn the_rows_of_one_virement_agree() {
    check_one(
        "quota_entries.csv",
        "2020-11-06,130171A20030000000020-1",
        "2020-11-07,130171A20030000000020-1",
        "MZ-I023",
        299,
        "date",
    );
    check_one(
        "quota_entries.csv",
        "-21434.00,区财预〔2020〕122号",
        "-21434.00,区财预〔2020〕123号",
        "MZ-I023",
        299,
        "document",
    );
}

#[test]
fn contracts_pay_for_their_own_project() {
    let (set, _) = read(&embedded(), &Policies::embedded());
    let paid_by = set.unwrap().instructions.into_iter().find(|s| s.item.details.contract.is_some()).unwrap();
    let (row, contract) = (paid_by.place.row.unwrap(), paid_by.item.details.contract.unwrap());
    let of_contract = |to: &dyn Fn(&mut Vec<String>)| {
        changed("contracts.csv", |text| {
            let change = |line: &str| {
                let mut fields: Vec<String> = line.split(',').map(str::to_owned).collect();
                if fields[0] == contract.as_str() {
                    to(&mut fields);
                }
                fields.join(",") + "\n"
            };
            text.lines().map(change).collect()
        })
    };
    let other = findings(&of_contract(&|fields| fields[1] = "130171P20010000000001".to_owned()));
    assert_eq!(places(&other)[0], ("MZ-I024", "payments.csv", row, "contract"));
    assert!(places(&other).iter().all(|(rule, ..)| *rule == "MZ-I024"));
}

#[test]
fn returns_name_a_payment_of_the_same_line() {
    check_one("payments.csv", "HT20200114,ZF202000092", "HT20200114,", "MZ-I026", 192, "refers_to");
    check_one(
        "payments.csv",
        "HT20200114,ZF202000092",
        "HT20200114,ZF202000205",
        "MZ-I026",
        192,
        "refers_to",
    );
    check_one("payments.csv", "HT20200114,ZF202000092", "HT20200114,ZF202000001", "MZ-I026", 192, "line");
    // A payment that the set does not have may be recorded already: the ledger decides.
    check("payments.csv", "HT20200114,ZF202000092", "HT20200114,ZF201900001", &[]);
}

#[test]
fn scheme_and_scale_are_those_of_the_policy() {
    check_one("scheme.csv", "政策相关性,3,3", "政策相关性,4,3", "MZ-I028", 2, "weight");
    check_one(
        "scheme.csv",
        "项目决策,工作活动相关性,政策",
        "项目决定,工作活动相关性,政策",
        "MZ-I028",
        2,
        "level1",
    );
    check(
        "scheme.csv",
        "政策相关性",
        "政策性",
        &[("MZ-I028", "scheme.csv", 0, ""), ("MZ-I028", "scheme.csv", 2, "level3")],
    );
    check_one("grade_scale.csv", "优秀,85,", "优秀,90,", "MZ-I029", 2, "at_least");
    check_one("grade_scale.csv", "优秀,85,", "优秀,85,100", "MZ-I029", 2, "below");
    check_one("unit.csv", "shijiazhuang-2013", "shijiazhuang-2014", "MZ-I027", 2, "policy");
}

#[test]
fn sheets_are_complete_and_within_their_weights() {
    check_one("score_sheets.csv", "成员01,政策相关性,3", "成员01,政策相关性,3.5", "MZ-I032", 2, "score");
    check_one("score_sheets.csv", "成员01,政策相关性,3", "成员01,政策相关性,", "MZ-I012", 2, "score");
    check_one("score_sheets.csv", "成员01,政策相关性,3\n", "", "MZ-I032", 21, "level3");
    check_one(
        "score_sheets.csv",
        "成员01,政策相关性,3\n",
        "成员01,政策相关性,3\n成员01,政策相关性,3\n",
        "MZ-I032",
        3,
        "level3",
    );
    let (member, by) = ("成员01,", "成员99,");
    let found = findings(&changed("score_sheets.csv", |text| text.replace(member, by)));
    assert_eq!(
        places(&found),
        [("MZ-I032", "score_sheets.csv", 0, ""), ("MZ-I032", "score_sheets.csv", 2, "member")]
    );
}

#[test]
fn a_member_who_scores_the_own_office_is_found_where_the_policy_forbids_it() {
    let files = changed("score_sheets.csv", |text| {
        let mut lines = text.lines();
        let headings = lines.next().unwrap();
        // Member 01 is of office 04, member 02 of office 01.
        let rows: String = lines.map(|line| format!("{line},04\n")).collect();
        format!("{headings},office\n{rows}")
    });
    assert_eq!(places(&findings(&files)), []);
    let dir = tempfile::tempdir().unwrap();
    let policy = include_str!("../../../../../policies/shijiazhuang-2013-whole-department.toml");
    let strict = policy.replacen("own_office = \"allowed\"", "own_office = \"forbidden\"", 1);
    std::fs::write(dir.path().join("p.toml"), strict).unwrap();
    let found = read(&files, &Policies::with_dir(dir.path()).unwrap()).1;
    let own = [2, 12].map(|row| ("MZ-I032", "score_sheets.csv", row, "office"));
    assert_eq!(places(&found), own);
}

#[test]
fn all_findings_come_at_once_in_the_order_of_files_and_rows() {
    let files = changed("payments.csv", |text| {
        text.replacen("356557.95", "1.2.3", 1).replacen("2020-01-21,130171P20010000000001-2", "x,Y", 1)
    });
    let rows: Vec<_> =
        places(&findings(&files)).iter().map(|(rule, _, row, _)| (rule.to_string(), *row)).collect();
    let expected = [("MZ-I013", 2), ("MZ-I015", 3), ("MZ-I019", 3)];
    assert_eq!(rows, expected.map(|(rule, row)| (rule.to_owned(), row)));
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let policies = Policies::embedded();
    for file in embedded() {
        for cut in [0, 1, 7, 50, 333, 1021] {
            for junk in [&b"\""[..], b",", b"\n", b"\xFF", b"\0", "，".as_bytes()] {
                let head = &file.bytes[..cut.min(file.bytes.len())];
                let bytes = [head, junk].concat();
                read(&[SourceFile { name: file.name.clone(), bytes }], &policies);
            }
        }
    }
}
