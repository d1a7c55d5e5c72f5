//! Standard output: whatever is told there in words or in one piece. Scores have a way of their own, in `output`.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crate::project::plain_reason;

/// Standard output, shared by all who write there.
#[derive(Clone, Default)]
pub(super) struct Out {
    /// Why something could not be written; the rest is not tried then.
    lost: Rc<RefCell<Option<String>>>,
}

impl Out {
    /// Writes text as it is.
    pub fn write(&self, text: &str) {
        let mut lost = self.lost.borrow_mut();
        if lost.is_some() {
            return;
        }
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // A reader that has gone is no failure.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                *lost = Some(plain_reason(&error));
            }
            _ => {}
        }
    }

    /// Why something could not be written, if so.
    pub fn lost(&self) -> Option<String> {
        self.lost.borrow().clone()
    }
}
