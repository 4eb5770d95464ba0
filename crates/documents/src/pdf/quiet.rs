//! The last line against a panic in the parsers that we did not write: caught, not printed, turned into an error.

use std::cell::Cell;
use std::panic;
use std::sync::Once;
use std::thread;

/// The parser follows 512 nested objects, and each takes some frames: far less than this.
const STACK_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` on a thread with a stack of its own; `None` where it panics. Nothing is printed then, while panics of all
/// other threads are printed as before.
pub(super) fn quietly<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    thread::scope(|scope| {
        let run = move || {
            QUIET.set(true);
            work()
        };
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, run).ok()?;
        thread.join().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_is_caught() {
        assert_eq!(quietly(|| 7), Some(7));
        assert_eq!(quietly(|| Vec::<u8>::new().remove(3)), None);
    }
}
