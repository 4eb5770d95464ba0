//! A PostgreSQL server that goes away: killed while others post, and not there at all.

use crate::support::{House, answers};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server of the test's own, which may be killed.
struct Server {
    runner: Child,
    control: String,
    address: String,
}

impl Server {
    fn new() -> Server {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/with-postgres");
        let say = "echo \"$MINGZHANG_TEST_POSTGRES\"; echo \"$MINGZHANG_TEST_POSTGRES_SERVER\"; cat";
        let mut runner = Command::new(script)
            .args(["sh", "-c", say])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let mut lines = BufReader::new(runner.stdout.take().expect("a pipe")).lines();
        let mut line = || lines.next().expect("PostgreSQL is installed by ./test").expect("a line");
        let (address, control) = (line(), line());
        Server { runner, control, address }
    }

    fn control(&self, what: &str) {
        assert!(Command::new(&self.control).arg(what).status().expect("it runs").success(), "{what}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The script waits for the end of its input and takes the server away.
        drop(self.runner.stdin.take());
        let _gone = self.runner.wait();
    }
}

fn lines(round: u64, process: u64) -> Vec<Value> {
    let line = |n: u64| {
        json!({
            "number": format!("FW-{round}-{process}-{n}"),
            "date": "2020-12-30",
            "act": "increase",
            "line": "130171P20010000000001-1",
            "amount": "0.01",
        })
    };
    (0..600).map(line).collect()
}

#[test]
fn what_was_answered_survives_when_the_server_itself_is_killed() {
    let kills: u64 = std::env::var("MINGZHANG_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let server = Server::new();
    let house = House::at(server.address.clone());
    let mut survived = 0;
    for round in 0..(kills / 5).max(2) {
        let posting: Vec<(String, Child)> = (0..2)
            .map(|process| {
                let file = format!("{process}.jsonl");
                house.write(&file, &lines(round, process));
                let child = house.post(&file);
                (file, child)
            })
            .collect();
        std::thread::sleep(Duration::from_millis(100 + 60 * (round % 7)));
        server.control("kill");
        if round % 2 == 0 {
            // Away for longer than anybody tries again.
            std::thread::sleep(Duration::from_secs(4));
        }
        server.control("start");
        for (file, child) in posting {
            let output = child.wait_with_output().expect("it ends");
            let before = answers(&output.stdout);
            let complaint = String::from_utf8_lossy(&output.stderr);
            let whole = before.len() == 600 && output.status.success();
            assert!(whole || complaint.contains("数据库服务器连接不上"), "{complaint}");
            let again = house.post(&file).wait_with_output().expect("it ends");
            let again = answers(&again.stdout);
            assert_eq!(again.len(), 600);
            for answer in before.iter().filter(|answer| answer["answer"] == "recorded") {
                let now = again.iter().find(|it| it["number"] == answer["number"]).expect("asked again");
                assert_eq!(now["answer"], "already_recorded", "{answer} is lost");
                survived += 1;
            }
        }
        house.verify();
    }
    assert!(survived > 0, "nothing was ever answered before the kill");
    // Not there at all: a sentence, and nothing on stdout.
    server.control("kill");
    for command in [&["verify"][..], &["figures", "--year", "2020"], &["backup", "--out", "none.mz"]] {
        house.run(command).could_not_run(&["连接不上"]);
    }
    assert!(!house.desk.path("none.mz").exists());
    server.control("start");
    house.verify();
}
