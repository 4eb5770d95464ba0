//! Every input of the fuzz targets, again: the seeds, and what broke a target once.

#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

use std::fs;
use std::path::Path;

#[test]
fn no_input_of_a_fuzz_target_breaks_a_reader_or_the_checker() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    for (name, target) in fuzz::TARGETS {
        let mut inputs = 0;
        for folder in ["corpus", "crashes"] {
            let Ok(files) = fs::read_dir(root.join(folder).join(name)) else { continue };
            for file in files.map(|file| file.unwrap().path()) {
                println!("{}", file.display());
                target(&fs::read(&file).unwrap());
                inputs += 1;
            }
        }
        assert!(inputs > 2, "{name} has no seeds");
    }
}
