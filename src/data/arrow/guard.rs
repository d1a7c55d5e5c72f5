//! Foreign code that panics on damaged input, kept from taking the run with it.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs guarded code, whose panics are told as damaged data.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What foreign code gives; nothing if it panics.
///
/// What it has changed by then must not be used again. Nothing is printed of the panic: the first call puts a hook
/// before the one that was there, which all other panics still reach.
pub(super) fn guarded<T>(run: impl FnOnce() -> Option<T>) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                before(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    GUARDED.set(outer);
    result.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing() {
        assert_eq!(guarded(|| Some(1)), Some(1));
        assert_eq!(guarded(|| None::<u8>), None);
        assert_eq!(guarded(|| -> Option<u8> { panic!("foreign") }), None);
        assert_eq!(guarded(|| guarded(|| -> Option<u8> { panic!("inner") }).or(Some(2))), Some(2));
    }
}
